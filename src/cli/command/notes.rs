//! `bedside notes`: what the learner has written.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use crate::cli::{Answer, Failure, Person, Setup, asking, whole_file};
use crate::journey::{Progress, as_markdown, notes};
use crate::prose::safe;
use crate::store::Journals;

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "notes",
    person: Person::Physician,
    about: "print your notes, or write them to a file as Markdown",
    example: "bedside notes --markdown my-notes.md",
    arguments,
    run,
};

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("markdown")
            .long("markdown")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help("write them to this file as Markdown"),
    ]
}

fn run(matches: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let course = setup.read_course()?;
    let place = setup.place()?;
    let progress = match Journals::open_to_read(&place)? {
        Some(records) => Progress::replay(&asking::journal(setup, &place, records, &course.id)?.read()?),
        None => Progress::default(),
    };
    if notes(&course, &progress).is_empty() {
        writeln!(io::stderr(), "{}", setup.language_for(&progress.preferences).notes_none_yet())?;
        return Ok(Answer::No);
    }
    let course = setup.read_again_for(&progress.preferences, course)?;
    let markdown = as_markdown(&course, &progress, setup.language_for(&progress.preferences));
    match matches.get_one::<PathBuf>("markdown") {
        Some(file) => whole_file::write(file, |out| Ok(out.write_all(markdown.as_bytes())?))?,
        None => io::stdout().lock().write_all(safe::text(&markdown).as_bytes())?,
    }
    Ok(Answer::Done)
}
