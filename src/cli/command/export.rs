//! `bedside export`: the completions of this computer, for other systems.

use std::io::Write;
use std::path::Path;

use jiff::civil::Date;

use crate::cli::{Refused, whole_file};
use crate::course::Course;
use crate::record::format::Format;
use crate::record::{Completion, completions};
use crate::store::Sqlite;

/// Which completions are wanted, and how.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// How they are written.
    pub format: &'static dyn Format,
    /// The first day of completion that counts.
    pub since: Option<Date>,
    /// The department they are from, whatever the case of its letters.
    pub department: Option<&'a str>,
}

impl Wanted<'_> {
    fn counts(&self, completion: &Completion) -> bool {
        let same = |department: &str| completion.department.trim().to_lowercase() == department.trim().to_lowercase();
        self.since.is_none_or(|since| completion.completed_on >= since) && self.department.is_none_or(same)
    }
}

/// Writes the completions of every learner of the records and returns how many there were. A computer without records has none.
///
/// # Errors
/// [`Refused`] when the records cannot be read or the result cannot be written.
pub fn write(records: Option<&Sqlite>, course: &Course, wanted: &Wanted<'_>, out: &mut dyn Write) -> Result<usize, Refused> {
    let mut sheet = wanted.format.sheet(out);
    let mut count = 0;
    if let Some(records) = records {
        records.learners(&course.id, |person| -> Result<(), Refused> {
            for completion in completions(course, &person.account, person.learner, &person.events) {
                if wanted.counts(&completion) {
                    sheet.add(&completion)?;
                    count += 1;
                }
            }
            Ok(())
        })?;
    }
    sheet.finish()?;
    Ok(count)
}

/// Writes the completions into a file, all or nothing, and returns how many there were.
///
/// # Errors
/// [`Refused`] when the records cannot be read or the file cannot be written; a file that was there is then as it was.
pub fn write_file(records: Option<&Sqlite>, course: &Course, wanted: &Wanted<'_>, file: &Path) -> Result<usize, Refused> {
    whole_file::write(file, |out| write(records, course, wanted, out))
}
