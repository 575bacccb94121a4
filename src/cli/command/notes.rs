//! `bedside notes`: what the learner has written.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use crate::cli::{Answer, Failure, Person, Setup, asking, whole_file};
use crate::course::Course;
use crate::journey::{as_markdown, is_headed_as_notes, notes};
use crate::language::{Language, Tag};
use crate::prose::safe;

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
    let (course, progress, say) = asking::learner(setup)?;
    if notes(&course, &progress).is_empty() {
        writeln!(io::stderr(), "{}", say.notes_none_yet())?;
        return Ok(Answer::No);
    }
    let markdown = as_markdown(&course, &progress, say);
    match matches.get_one::<PathBuf>("markdown") {
        Some(file) => {
            whole_file::write_over_ours(file, |there| are_notes(there, &course, setup), |out| Ok(out.write_all(markdown.as_bytes())?))?;
            writeln!(io::stderr(), "{}", say.notes_are_in(file.display()))?;
        }
        None => io::stdout().lock().write_all(safe::text(&markdown).as_bytes())?,
    }
    Ok(Answer::Done)
}

/// Whether a file is one that this command wrote, whatever language the course and we spoke then. Who has notes of their own under
/// another heading keeps them.
fn are_notes(there: &[u8], course: &Course, setup: &Setup) -> bool {
    let Ok(text) = std::str::from_utf8(there) else { return false };
    let tongues = std::iter::once(None).chain(Language::ALL.map(|language| Tag::read(language.code())));
    let titles = tongues.filter_map(|tongue| setup.read_course_in(tongue.as_ref()).ok()).map(|course| course.title);
    std::iter::once(course.title.clone()).chain(titles).any(|title| is_headed_as_notes(text, &title))
}
