//! The verbs. One file a verb, one row in [`COMMANDS`]; help, completions and manual pages come from the rows.

pub mod analyse;
pub mod audit;
pub mod batches;
pub mod certificate;
pub mod check;
pub mod collect;
mod completions;
pub mod convert;
pub mod countersign;
pub mod doctor;
mod documents;
pub mod explain;
pub mod export;
mod fix;
mod folder;
pub mod forget;
pub mod hand_in;
pub mod issue;
pub mod keys;
mod launch;
mod learn;
mod manual;
pub mod new;
mod notes;
mod package;
mod preview;
pub mod purge;
mod receipts;
mod refresh;
pub mod release;
pub mod report;
pub mod revoke;
mod schema;
pub mod send;
pub mod status_list;
pub mod translations;
pub mod verify;

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};

use super::{Answer, Failure, Person, Setup, counted};

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
    launch::COMMAND,
    refresh::COMMAND,
    certificate::COMMAND,
    notes::COMMAND,
    hand_in::COMMAND,
    forget::COMMAND,
    new::COMMAND,
    check::COMMAND,
    preview::COMMAND,
    release::COMMAND,
    convert::COMMAND,
    schema::COMMAND,
    analyse::COMMAND,
    translations::COMMAND,
    keys::COMMAND,
    collect::COMMAND,
    countersign::COMMAND,
    report::COMMAND,
    export::COMMAND,
    issue::COMMAND,
    revoke::COMMAND,
    status_list::COMMAND,
    purge::COMMAND,
    audit::COMMAND,
    verify::COMMAND,
    send::COMMAND,
    package::COMMAND,
    doctor::COMMAND,
    completions::COMMAND,
    manual::COMMAND,
];

/// Returns the file into which a result goes; `None` for standard output, also where that is named as `-`.
fn output(arguments: &ArgMatches) -> Option<&PathBuf> {
    arguments.get_one::<PathBuf>("output").filter(|file| file.as_path() != Path::new("-"))
}

/// Returns who does something on the department's machine, as far as the machine says.
fn who() -> String {
    ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_else(|| "unknown".to_owned())
}

/// Whoever takes something back, out or from others says why.
fn must_say_why(flag: &str, why: &str) -> Result<(), Failure> {
    if why.trim().is_empty() {
        return Err(Failure::Usage { told: format!("say why with `--{flag}`; the audit log keeps it, so name nobody there") });
    }
    Ok(())
}
