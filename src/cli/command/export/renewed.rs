//! Which certificates were renewed since: a calendar of the days on which they run out has nothing to say of those.

use std::collections::HashMap;
use std::hash::Hash;

use jiff::civil::Date;

use crate::cli::Refused;
use crate::cli::records::{Depth, Records};
use crate::course::Course;
use crate::id::CourseId;
use crate::journey::LearnerId;
use crate::record::Completion;
use crate::record::roster::likeness;

/// Until when each person's certificate in each course counts at the longest.
#[derive(Debug, Default)]
pub(super) struct Renewed {
    /// By the staff id, for who learns on several computers.
    by_staff_id: HashMap<String, Date>,
    /// By the learner, whatever staff id was typed.
    by_learner: HashMap<Learner, Date>,
    /// By the learner, of those without a staff id: one account may be several people's, each with a staff id of their own.
    without: HashMap<Learner, Date>,
}

type Learner = (CourseId, LearnerId);

impl Renewed {
    /// Looks through all that counts.
    ///
    /// # Errors
    /// [`Refused`] when the records cannot be read.
    pub(super) fn of(records: &Records, course: &Course) -> Result<Self, Refused> {
        let mut renewed = Self::default();
        records.each(course, Depth::Completions, |told| {
            for row in told.completions.iter().filter(|row| row.passed && row.revoked_at.is_none()) {
                let until = row.expires_on.unwrap_or(Date::MAX);
                match staff_id(row) {
                    Some(whose) => longest(&mut renewed.by_staff_id, whose, until),
                    None => longest(&mut renewed.without, learner(row), until),
                }
                longest(&mut renewed.by_learner, learner(row), until);
            }
            Ok(())
        })?;
        Ok(renewed)
    }

    /// Whether the same person holds one in the same course that counts longer.
    pub(super) fn has(&self, row: &Completion) -> bool {
        // Most formats ask nothing of it, of a million rows.
        if self.by_learner.is_empty() {
            return false;
        }
        let until = row.expires_on.unwrap_or(Date::MAX);
        let counts_longer = |longest: Option<&Date>| longest.is_some_and(|longest| *longest > until);
        match staff_id(row) {
            Some(whose) => counts_longer(self.by_staff_id.get(&whose)) || counts_longer(self.without.get(&learner(row))),
            None => counts_longer(self.by_learner.get(&learner(row))),
        }
    }
}

fn longest<W: Eq + Hash>(known: &mut HashMap<W, Date>, whose: W, until: Date) {
    known.entry(whose).and_modify(|longest| *longest = until.max(*longest)).or_insert(until);
}

fn learner(row: &Completion) -> Learner {
    (row.course_id.clone(), row.learner_id)
}

/// Names the person in a course by the staff id, where there is one.
fn staff_id(row: &Completion) -> Option<String> {
    likeness::staff_id(&row.staff_id).map(|staff_id| format!("{}\n{staff_id}", row.course_id))
}
