//! Reads the roster that a command was given, and stops with all that is wrong in it.

use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use crate::prose::safe;
use crate::record::roster::{Days, Person, Problem, Roster, Unusable};
use crate::source::named_file::{self, Opened};

use super::Failure;

/// So many lines are told; after that, their number.
const TOLD: usize = 20;

/// Calls `visit` with everybody on the roster, in the order of the file, and returns what its days tell of how they are written.
///
/// # Errors
/// A roster that cannot be read, all lines of it that make no sense, and days that contradict each other.
pub(super) fn each(file: &Path, mut visit: impl FnMut(Person) -> Result<(), Failure>) -> Result<Days, Failure> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut count = 0;
    let mut roster = open(file)?;
    for read in &mut roster {
        match read {
            Ok(person) if count == 0 => visit(person)?,
            Ok(_) => {}
            Err(problem) => {
                count += 1;
                if problems.len() < TOLD {
                    problems.push(problem);
                }
            }
        }
    }
    let file = || file.to_owned();
    if count > 0 {
        return Err(Failure::Roster { file: file(), count, problems });
    }
    let days = roster.days();
    days.mixed().map_or_else(|| Ok(days.clone()), |mixed| Err(Failure::RosterDays { file: file(), mixed }))
}

fn open(file: &Path) -> Result<Roster<BufReader<Opened>>, Failure> {
    let unusable = |because: String| Failure::NoRoster { file: PathBuf::from(file), because };
    let opened = named_file::open(file).map_err(|because| Failure::Unread { file: file.to_owned(), because })?;
    Roster::open(opened).map_err(|said| match said {
        Unusable::Refused(because) => Failure::Unread { file: file.to_owned(), because },
        said => unusable(said.to_string()),
    })
}

/// Says so where days of the roster may be meant in two ways and none of them tells which one it is.
pub(super) fn tell_of_days(file: &Path, days: &Days) -> io::Result<()> {
    let Some(untold) = days.untold() else { return Ok(()) };
    let file = file.display().to_string();
    writeln!(io::stderr(), "{}: {untold}", safe::line(&file))
}
