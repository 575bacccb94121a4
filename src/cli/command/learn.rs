//! `bedside`, `bedside learn`: opens the course where it was left, on a full screen or, with `--plain` and wherever there is no
//! terminal to draw on, line by line.

use std::io::{IsTerminal, stdin, stdout};
use std::sync::Arc;
use std::thread;

use clap::ArgMatches;
use uuid::Uuid;

use crate::journey::{Journal, Progress};
use crate::plain;
use crate::record::certificate;
use crate::store::Sqlite;
use crate::tui;

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
    let clock = setup.clock();
    if setup.plain || !stdin().is_terminal() || !stdout().is_terminal() {
        let start = plain::Start {
            course,
            progress,
            columns: setup.columns,
            transcript: !stdin().is_terminal(),
            notice,
            seed: luck(),
            certificate: certificate::page,
        };
        plain::run(start, &mut journal, &*clock, stdin().lock(), stdout().lock())?;
        return Ok(Answer::Done);
    }
    let at = progress.place.as_ref().map(tui::Route::back_to);
    let start = tui::Start { course, progress, theme: setup.theme, mouse: setup.mouse, at, notice, seed: luck() };
    tui::run(start, &mut journal, &*clock)?;
    Ok(Answer::Done)
}

/// Returns luck for the draws of one session.
fn luck() -> u64 {
    Uuid::new_v4().as_u64_pair().0
}
