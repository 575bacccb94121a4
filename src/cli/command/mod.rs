//! The verbs. One file a verb, one row in [`COMMANDS`]; help and, in time, completions and manual pages come from the rows.

pub mod certificate;
pub mod check;
pub mod convert;
pub mod explain;
pub mod export;
mod fix;
mod learn;
pub mod new;
mod notes;
mod preview;
mod refresh;
pub mod release;
pub mod report;
mod schema;
pub mod verify;

use clap::{Arg, ArgMatches};

use super::{Answer, Failure, Person, Setup};

/// A verb.
pub struct Command {
    /// What is typed.
    pub name: &'static str,
    /// Whom it serves.
    pub person: Person,
    /// One line about it.
    pub about: &'static str,
    /// A line to try.
    pub example: &'static str,
    /// Its own options.
    pub arguments: fn() -> Vec<Arg>,
    /// Carries it out.
    pub run: fn(&ArgMatches, &Setup) -> Result<Answer, Failure>,
}

/// Every verb, in the order of the help.
pub static COMMANDS: &[Command] = &[
    learn::COMMAND,
    refresh::COMMAND,
    certificate::COMMAND,
    notes::COMMAND,
    new::COMMAND,
    check::COMMAND,
    preview::COMMAND,
    release::COMMAND,
    convert::COMMAND,
    schema::COMMAND,
    report::COMMAND,
    export::COMMAND,
    verify::COMMAND,
];
