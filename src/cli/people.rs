//! Reads the roster that a command was given, and stops with all that is wrong in it.

use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use crate::prose::safe;
use crate::record::roster::{Days, Person, Problem, Roster, Strange, Unusable};
use crate::source::named_file::{self, Opened};

use super::Failure;

/// So many lines are told; after that, their number.
const TOLD: usize = 20;

/// What of a roster was understood in one way, and may be meant in another.
#[derive(Clone, Debug, Default)]
pub(super) struct Doubts {
    days: Days,
    strange: Strange,
}

/// Calls `visit` with everybody on the roster, in the order of the file, and returns what of it may be meant otherwise.
///
/// # Errors
/// A roster that cannot be read, all lines of it that make no sense, and days that contradict each other.
pub(super) fn each(file: &Path, mut visit: impl FnMut(Person) -> Result<(), Failure>) -> Result<Doubts, Failure> {
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
    match roster.days().mixed() {
        Some(mixed) => Err(Failure::RosterDays { file: file(), mixed }),
        None => Ok(Doubts { days: roster.days().clone(), strange: roster.strange().clone() }),
    }
}

fn open(file: &Path) -> Result<Roster<BufReader<Opened>>, Failure> {
    let unusable = |because: String| Failure::NoRoster { file: PathBuf::from(file), because };
    let opened = named_file::open(file).map_err(|because| Failure::Unread { file: file.to_owned(), because })?;
    Roster::open(opened).map_err(|said| match said {
        Unusable::Refused(because) => Failure::Unread { file: file.to_owned(), because },
        said => unusable(said.to_string()),
    })
}

/// Says so where days of the roster may be meant in two ways and none of them tells which one it is, and where a word for a status says
/// nothing.
pub(super) fn tell_of(file: &Path, doubts: &Doubts) -> io::Result<()> {
    let file = file.display().to_string();
    if let Some(untold) = doubts.days.untold() {
        writeln!(io::stderr(), "{}: {untold}", safe::line(&file))?;
    }
    if doubts.strange.is_any() {
        writeln!(io::stderr(), "{}: {}", safe::line(&file), doubts.strange)?;
    }
    Ok(())
}
