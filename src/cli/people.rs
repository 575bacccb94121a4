//! Reads the roster that a command was given, and stops with all that is wrong in it.

use std::collections::BTreeSet;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use crate::clock::{Clock as _, SystemClock};
use crate::prose::safe;
use crate::record::roster::{Again, Days, Person, Problem, Roster, Strange, Unread, Unusable};
use crate::source::named_file::{self, Opened};

use super::{Failure, beside};

/// So many lines are told; after that, their number.
const TOLD: usize = 20;

/// What of a roster was understood in one way, and may be meant in another.
#[derive(Clone, Debug, Default)]
pub(super) struct Doubts {
    days: Days,
    strange: Strange,
    again: Again,
    unread: Unread,
}

/// Gathers something of everybody on the roster, each once. Where somebody's line that counts comes after one that does not, it is done again
/// from an empty beginning.
///
/// # Errors
/// Those of [`each`].
pub(super) fn gathered<T: Send>(
    file: &Path,
    begin: impl Fn() -> T,
    take: impl Fn(&mut T, &Person) + Send + Sync,
) -> Result<(T, Doubts), Failure> {
    let without = |others: BTreeSet<u64>| -> Result<(T, Doubts), Failure> {
        let mut gathered = begin();
        let doubts = beside::taken(&mut gathered, &take, |giving| {
            lines(file, others, |person| {
                giving.give(|one| *one = person);
                Ok(())
            })
        })?;
        Ok((gathered, doubts))
    };
    let (first, doubts) = without(BTreeSet::new())?;
    if !doubts.again.was_handed_out {
        return Ok((first, doubts));
    }
    let (again, _) = without(doubts.again.passed_over.clone())?;
    Ok((again, doubts))
}

/// Calls `visit` with everybody on the roster, in the order of the file, once it is known who stands on it several times.
///
/// # Errors
/// A roster that cannot be read, all lines of it that make no sense, and days that contradict each other.
pub(super) fn each(file: &Path, doubts: &Doubts, visit: impl FnMut(Person) -> Result<(), Failure>) -> Result<(), Failure> {
    lines(file, doubts.again.passed_over.clone(), visit).map(drop)
}

fn lines(file: &Path, without: BTreeSet<u64>, mut visit: impl FnMut(Person) -> Result<(), Failure>) -> Result<Doubts, Failure> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut count = 0;
    let mut roster = open(file)?.without(without).as_of(SystemClock::default().today());
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
        None => Ok(Doubts {
            days: roster.days().clone(),
            strange: roster.strange().clone(),
            again: roster.again().clone(),
            unread: roster.unread().clone(),
        }),
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

/// Says so where days of the roster may be meant in two ways and none of them tells which one it is, where a word for a status says
/// nothing, where somebody stands on several lines, and where columns with days were not read.
pub(super) fn tell_of(file: &Path, doubts: &Doubts) -> io::Result<()> {
    let file = file.display().to_string();
    if let Some(untold) = doubts.days.untold() {
        writeln!(io::stderr(), "{}: {untold}", safe::line(&file))?;
    }
    if doubts.strange.is_any() {
        writeln!(io::stderr(), "{}: {}", safe::line(&file), doubts.strange)?;
    }
    if doubts.again.is_any() {
        writeln!(io::stderr(), "{}: {}", safe::line(&file), doubts.again)?;
    }
    if doubts.unread.has_days() {
        writeln!(
            io::stderr(),
            "{}: {}; if one says when somebody left or was hired, call it `end date` or `hire date`",
            safe::line(&file),
            doubts.unread
        )?;
    }
    Ok(())
}
