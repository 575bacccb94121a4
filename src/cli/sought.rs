//! Whether what a command is to choose by is in the records at all: a word that no record has is a slip of the pen, and no choice of
//! nothing.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::course::Course;
use crate::diagnostic::nearest;
use crate::id::CourseId;
use crate::prose::safe;
use crate::record::records::is_department;

use super::Refused;
use super::records::Records;

/// What is chosen by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The course.
    Course,
    /// The department, whatever the case of its letters.
    Department,
}

/// So many words that the records do have are named.
const NAMED: usize = 5;

/// So many of them are looked at: anybody may type a department.
const MOST: usize = 4096;

/// Says so where there are records and none of them has this word. Then nothing is made of it.
///
/// # Errors
/// [`Refused`] when the records cannot be read, or that cannot be said.
pub(super) fn is_nowhere(records: &Records, course: &Course, by: By, word: &str) -> Result<bool, Refused> {
    // As they are compared, each as it is written first, and how many there are.
    let mut there: BTreeMap<String, (String, u64)> = BTreeMap::new();
    let mut is_any = false;
    let is_there = records.any(course, &mut |course: &CourseId, department: &str| {
        is_any = true;
        let written = if by == By::Course { course.as_str() } else { department.trim() };
        if if by == By::Course { written == word.trim() } else { is_department(written, word) } {
            return true;
        }
        let plain = written.to_lowercase();
        if let Some((_, count)) = there.get_mut(&plain) {
            *count += 1;
        } else if there.len() < MOST && !plain.is_empty() {
            there.insert(plain, (written.to_owned(), 1));
        }
        false
    })?;
    if is_there || !is_any {
        return Ok(false);
    }
    if there.is_empty() {
        writeln!(io::stderr(), "no record here names a department, so none is of `{}` and nothing was written", safe::line(word))?;
        return Ok(true);
    }
    let meant = nearest(word, there.values().map(|(written, _)| written.as_str()));
    let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{}`?", safe::line(meant)));
    let what = if by == By::Course { "course" } else { "department" };
    let mut named: Vec<&(String, u64)> = there.values().collect();
    named.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let more = if named.len() > NAMED { ", ..." } else { "" };
    let named: Vec<String> = named.into_iter().take(NAMED).map(|(written, _)| format!("`{}`", safe::line(written))).collect();
    writeln!(
        io::stderr(),
        "no record here is of the {what} `{}`, so nothing was written{meant}\nthere are records of {}{more}",
        safe::line(word),
        named.join(", ")
    )?;
    Ok(true)
}
