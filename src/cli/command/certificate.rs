//! `bedside certificate`: the learner's newest certificate.

use std::io::{self, Write};

use clap::{Arg, ArgAction, ArgMatches};
use jiff::civil::Date;

use crate::cli::{Answer, Failure, Person, Refused, Setup};
use crate::course::Course;
use crate::journey::Progress;
use crate::language::Language;
use crate::record::certificate;
use crate::store::Sqlite;

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "certificate",
    person: Person::Physician,
    about: "print your certificate",
    example: "bedside certificate --text",
    arguments,
    run,
};

fn arguments() -> Vec<Arg> {
    vec![Arg::new("text").long("text").action(ArgAction::SetTrue).help("as text; there is no other way yet, so this may be left out")]
}

fn run(_: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let course = setup.read_course()?;
    let records = Sqlite::open_to_read(&setup.data()?)?;
    let today = setup.clock().today();
    match write_text(records, &setup.account, &course, today, (COLUMNS, setup.language()), &mut io::stdout().lock())? {
        Shown::Certificate => Ok(Answer::Done),
        Shown::NoneYet => {
            writeln!(io::stderr(), "{}", setup.language().certificate_none_yet())?;
            Ok(Answer::No)
        }
    }
}

/// The width of a printed certificate, in columns.
const COLUMNS: usize = 72;

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
    (columns, say): (usize, Language),
    out: &mut dyn Write,
) -> Result<Shown, Refused> {
    let Some(records) = records else { return Ok(Shown::NoneYet) };
    let progress = Progress::replay(&records.journal(account, &course.id)?.read()?);
    let Some(newest) = progress.certificates.last() else { return Ok(Shown::NoneYet) };
    out.write_all(certificate::page(course, progress.learner.as_ref(), newest, today, columns, say).as_bytes())?;
    out.flush()?;
    Ok(Shown::Certificate)
}
