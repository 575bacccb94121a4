//! `bedside refresh`: the questions that are due again, two minutes at most.

use std::io::{self, Write};

use clap::ArgMatches;
use jiff::tz::TimeZone;

use crate::journey::{Route, due, next_due};

use super::super::{Answer, Failure, Person, Setup, asking};
use super::{Command, learn};

pub(super) const COMMAND: Command = Command {
    name: "refresh",
    person: Person::Physician,
    about: "answer what you are likely to forget, two minutes at most",
    example: "bedside refresh",
    arguments: Vec::new,
    run,
};

/// Opens the questions that are due. Where none is, it says so, says when one will be, and opens nothing.
fn run(_: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let (course, progress, say) = asking::learner(setup)?;
    if !due(&course, &progress, setup.clock().now()).is_empty() {
        return learn::open(setup, Some(Route::Refresh));
    }
    let says = match next_due(&course, &progress) {
        Some(at) => {
            let day = at.to_zoned_datetime(TimeZone::system()).date();
            say.practice_nothing_due(say.day(day))
        }
        None if course.mastery.refreshers => say.practice_nothing_ever().to_owned(),
        None => say.practice_none_here().to_owned(),
    };
    writeln!(io::stdout(), "{says}")?;
    Ok(Answer::Done)
}
