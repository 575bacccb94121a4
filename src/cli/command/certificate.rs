//! `bedside certificate`: the learner's newest certificate.

use std::io::Write;

use jiff::civil::Date;

use crate::cli::Refused;
use crate::course::Course;
use crate::journey::Progress;
use crate::record::certificate;
use crate::store::Sqlite;

/// What there was to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A certificate.
    Certificate,
    /// None is earned yet; nothing was written.
    NoneYet,
}

/// Writes a learner's newest certificate as text.
///
/// # Errors
/// [`Refused`] when the records cannot be read or the result cannot be written.
pub fn write_text(
    records: Option<Sqlite>,
    account: &str,
    course: &Course,
    today: Date,
    columns: usize,
    out: &mut dyn Write,
) -> Result<Shown, Refused> {
    let Some(records) = records else { return Ok(Shown::NoneYet) };
    let progress = Progress::replay(&records.journal(account, &course.id)?.read()?);
    let Some(newest) = progress.certificates.last() else { return Ok(Shown::NoneYet) };
    out.write_all(certificate::page(course, progress.learner.as_ref(), newest, today, columns).as_bytes())?;
    out.flush()?;
    Ok(Shown::Certificate)
}
