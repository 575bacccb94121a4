//! What is said where there are no records of what a command asks about: none at all, none that are kept, or only those of other courses.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;

use crate::cli::{Failure, Refused, Setup, counted};
use crate::course::Course;
use crate::id::CourseId;
use crate::prose::safe;
use crate::record::Completion;
use crate::record::records::Wanted;
use crate::store::Journals;

use super::Records;

/// How it is said that a department keeps nothing, whether nothing was collected or all of it was purged or erased.
const NOTHING_KEPT: &str = "no completion is kept here";

/// So many other courses are named.
const NAMED: usize = 5;

impl Records {
    /// Says where there are none at all, of which nothing can be made: the folder may be a mistyped one.
    ///
    /// # Errors
    /// What the machine says when that cannot be said.
    pub(in crate::cli) fn are_nowhere(&self, setup: &Setup, so: &str) -> Result<bool, Failure> {
        let is_so = matches!(self, Self::Nowhere);
        if is_so {
            let place = safe::line(&setup.data()?.display().to_string()).into_owned();
            writeln!(io::stderr(), "there are no records in {place}, so {so}; `bedside collect` begins them, `--data DIR` names others")?;
        }
        Ok(is_so)
    }

    /// Says the same, and so too where a department keeps nothing, and no learner of the same computer has begun the course.
    ///
    /// # Errors
    /// [`Refused`] when its records cannot be read, or that cannot be said.
    pub(in crate::cli) fn are_none(&self, course: &Course, setup: &Setup, so: &str) -> Result<bool, Failure> {
        if self.are_nowhere(setup, so)? {
            return Ok(true);
        }
        let is_so = self.is_empty()? && learners_here(&course.id, setup)? == 0;
        if is_so {
            writeln!(
                io::stderr(),
                "{NOTHING_KEPT}, so {so}; `bedside collect` takes in what was handed in, `--data DIR` names other records"
            )?;
        }
        Ok(is_so)
    }

    /// Returns of which courses a department keeps completions, each with its title and how many there are, where none of them is of this one.
    ///
    /// # Errors
    /// [`Refused`] when they cannot be read.
    pub fn of_others_alone(&self, course: &Course) -> Result<BTreeMap<CourseId, (String, u64)>, Refused> {
        let mut others = BTreeMap::new();
        let Self::Department(store) = self else { return Ok(others) };
        store.each_completion(&Wanted::default(), &mut |row: &mut Completion| {
            if row.course_id == course.id {
                others.clear();
                return ControlFlow::Break(());
            }
            match others.get_mut(&row.course_id) {
                Some((_, count)) => *count += 1,
                None => drop(others.insert(row.course_id.clone(), (row.course_title.clone(), 1))),
            }
            ControlFlow::Continue(())
        })?;
        Ok(others)
    }

    /// Says so where the department keeps completions, and none of this course: then another is likely meant.
    ///
    /// # Errors
    /// [`Refused`] when they cannot be read, or that cannot be said.
    pub(in crate::cli) fn are_of_others(&self, course: &Course) -> Result<bool, Refused> {
        let others = self.of_others_alone(course)?;
        if others.is_empty() {
            return Ok(false);
        }
        let named = others.iter().map(|(course, (title, count))| match safe::line(title) {
            title if title == course.as_str() => format!("{count} of {course}"),
            title => format!("{count} of {course} ({title})"),
        });
        let named: Vec<String> = named.take(NAMED).collect();
        let more = if others.len() > NAMED { ", ..." } else { "" };
        writeln!(
            io::stderr(),
            "these records hold no completion of {}, which was asked about, but {}{more}\nname the course that is meant with `--course DIR`",
            course.id,
            named.join(", ")
        )?;
        Ok(true)
    }

    /// Says so where a department keeps nothing; and how many learners of the same computer have begun the course: what they did is not
    /// lost.
    ///
    /// # Errors
    /// [`Refused`] when its records cannot be read, or that cannot be said.
    pub(in crate::cli) fn are_not_handed_in(&self, course: &Course, setup: &Setup) -> Result<(), Failure> {
        if !self.is_empty()? {
            return Ok(());
        }
        let learners = learners_here(&course.id, setup)?;
        if learners == 0 {
            writeln!(io::stderr(), "{NOTHING_KEPT}, so nobody is known to have begun; `--data DIR` names other records")?;
        } else {
            let have = counted(learners, "learner of this computer has", "learners of this computer have");
            writeln!(
                io::stderr(),
                "{NOTHING_KEPT}, and {have} begun {}\n\
                 `bedside hand-in --learner NAME --to DIR` writes what each has completed, `bedside collect --hosted DIR` takes it in",
                course.id
            )?;
        }
        Ok(())
    }

    /// Whether a department keeps no completion.
    fn is_empty(&self) -> Result<bool, Refused> {
        let Self::Department(store) = self else { return Ok(false) };
        let mut is_empty = true;
        store.each_completion(&Wanted::default(), &mut |_: &mut Completion| {
            is_empty = false;
            ControlFlow::Break(())
        })?;
        Ok(is_empty)
    }
}

/// Returns how many learners of the same computer have begun a course. A place without journals, or where they are none of the department's
/// business, has nobody to tell of.
fn learners_here(course: &CourseId, setup: &Setup) -> Result<u64, Failure> {
    let Ok(Some(journals)) = Journals::open_to_read(&setup.place()?) else { return Ok(0) };
    let mut learners = 0;
    let counted = journals.learners(course, &mut |_| -> Result<(), Refused> {
        learners += 1;
        Ok(())
    });
    Ok(if counted.is_ok() { learners } else { 0 })
}
