//! `bedside export`: the completions of this computer, for other systems.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};
use jiff::civil::Date;

use crate::cli::{Answer, Failure, Person, Refused, Setup, whole_file};
use crate::course::Course;
use crate::record::format::{FORMATS, Format, named};
use crate::record::{Completion, completions};
use crate::store::Sqlite;

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "export",
    person: Person::Department,
    about: "write the completion records of this computer for other systems",
    example: "bedside export --format csv --since 2026-01-01 -o completions.csv",
    arguments,
    run,
};

fn arguments() -> Vec<Arg> {
    let formats: Vec<&'static str> = FORMATS.iter().map(|format| format.name()).collect();
    vec![
        Arg::new("format").long("format").value_name("FORMAT").value_parser(formats).required(true).help("how records are written"),
        Arg::new("since").long("since").value_name("DATE").help("only what was completed on this day or later"),
        Arg::new("department").long("department").value_name("NAME").help("only this department"),
        Arg::new("output")
            .long("output")
            .short('o')
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help("write into this file, all or nothing"),
    ]
}

fn run(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let text = |name: &str| arguments.get_one::<String>(name).map(String::as_str);
    let name = text("format").unwrap_or_default();
    let format = named(name).ok_or_else(|| Failure::Usage { told: format!("there is no format `{name}`") })?;
    let since = match text("since") {
        Some(written) => {
            Some(written.parse().map_err(|_| Failure::Usage { told: format!("`{written}` is no day; write it as 2026-11-23") })?)
        }
        None => None,
    };
    let wanted = Wanted { format, since, department: text("department") };
    let course = setup.read_course()?;
    let records = Sqlite::open_to_read(&setup.data()?)?;
    match arguments.get_one::<PathBuf>("output") {
        Some(file) => {
            let count = write_file(records.as_ref(), &course, &wanted, file)?;
            writeln!(io::stderr(), "{count} {} written to {}", if count == 1 { "record" } else { "records" }, file.display())?;
        }
        None => drop(write(records.as_ref(), &course, &wanted, &mut io::stdout().lock())?),
    }
    Ok(Answer::Done)
}

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
