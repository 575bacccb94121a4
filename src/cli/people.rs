//! Reads the roster that a command was given, and stops with all that is wrong in it.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use crate::record::roster::{Person, Problem, Roster, Unusable};

use super::Failure;

/// So many lines are told; after that, their number.
const TOLD: usize = 20;

/// Calls `visit` with everybody on the roster, in the order of the file.
///
/// # Errors
/// A roster that cannot be read, and all lines of it that make no sense.
pub(super) fn each(file: &Path, mut visit: impl FnMut(Person) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut count = 0;
    for read in open(file)? {
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
    if count == 0 { Ok(()) } else { Err(Failure::Roster { file: file.to_owned(), count, problems }) }
}

fn open(file: &Path) -> Result<Roster<BufReader<File>>, Failure> {
    let unusable = |because: String| Failure::NoRoster { file: PathBuf::from(file), because };
    let opened = File::open(file).map_err(|because| Failure::Unread { file: file.to_owned(), because })?;
    Roster::open(opened).map_err(|said| match said {
        Unusable::Refused(because) => Failure::Unread { file: file.to_owned(), because },
        said => unusable(said.to_string()),
    })
}
