//! `bedside`, `bedside learn`: opens the course where it was left.

use std::io::{IsTerminal, stdin, stdout};
use std::sync::Arc;
use std::thread;

use clap::ArgMatches;
use uuid::Uuid;

use crate::journey::{Journal, Progress};
use crate::store::Sqlite;
use crate::tui::{self, Route};

use super::super::{Answer, Failure, Person, Setup};
use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "learn",
    person: Person::Physician,
    about: "open the course where you left it (the same as `bedside` alone)",
    example: "bedside learn --course my-course",
    arguments: Vec::new,
    run,
};

fn run(_: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    open(setup, |progress| progress.place.as_ref().map(Route::back_to))
}

/// Opens the course on the full screen, at the place that `at` tells.
pub(super) fn open(setup: &Setup, at: impl FnOnce(&Progress) -> Option<Route>) -> Result<Answer, Failure> {
    for (which, is_one) in [("input", stdin().is_terminal()), ("output", stdout().is_terminal())] {
        if !is_one {
            return Err(Failure::NoTerminal { which });
        }
    }
    let data = setup.data()?;
    // Reading the course and opening the records do not wait for each other.
    let (course, records) = thread::scope(|scope| {
        let records = scope.spawn(|| Sqlite::open(&data));
        (setup.read_course(), records.join())
    });
    let course = Arc::new(course?);
    let records = records.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    let notice = records.warning().map(ToString::to_string);
    let mut journal = records.journal(&setup.account, &course.id)?;
    let progress = Progress::replay(&journal.events()?);
    let at = at(&progress);
    let start = tui::Start { course, progress, theme: setup.theme, mouse: setup.mouse, at, notice, seed: luck() };
    tui::run(start, &mut journal, &*setup.clock())?;
    Ok(Answer::Done)
}

/// Returns luck for the draws of one session.
fn luck() -> u64 {
    Uuid::new_v4().as_u64_pair().0
}
