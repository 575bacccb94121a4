//! `bedside translations`: the words that a language of a course does not have yet.

use std::io::{self, Write};

use clap::{Arg, ArgMatches};

use crate::cli::course::worked_on;
use crate::cli::{Answer, Failure, Person, Setup};
use crate::course::{Missing, read};
use crate::prose::safe;

use super::Command;
use super::folder::{folder_argument, folder_of};

pub(super) const COMMAND: Command = Command {
    name: "translations",
    person: Person::Trainer,
    about: "list the words that the translations of a course do not have yet",
    example: "bedside translations my-course",
    arguments,
    run: from_arguments,
};

fn arguments() -> Vec<Arg> {
    vec![folder_argument()]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let at = folder_of(arguments, setup);
    let reading = read(worked_on(&at)?);
    let mut out = io::stdout().lock();
    let languages = reading.languages();
    if languages.is_empty() {
        writeln!(out, "there are no translations; words in Spanish would stand in translations/es/")?;
    }
    let mut complete = true;
    for language in languages {
        let missing = reading.missing(&language);
        complete &= missing.is_empty();
        out.write_all(told(&language, &missing).as_bytes())?;
    }
    Ok(if complete { Answer::Done } else { Answer::No })
}

/// Says what a language does not have, a line for each page or question.
#[must_use]
pub fn told(language: &str, missing: &[Missing]) -> String {
    let mut lines = Vec::new();
    let (files, places): (Vec<&Missing>, Vec<&Missing>) = missing.iter().partition(|each| each.settings.is_empty());
    lines.push(match missing.len() {
        0 => format!("{language}: complete"),
        _ => {
            format!("{language}: {} without any words, {} with some missing", counted(files.len(), "file"), counted(places.len(), "place"))
        }
    });
    for each in missing {
        let place = if each.place.is_empty() { String::new() } else { format!(" {}", each.place) };
        let what = if each.settings.is_empty() { String::new() } else { format!(": {}", each.settings.join(", ")) };
        lines.push(format!("  {}{place}{what}", each.file));
    }
    let mut told = String::new();
    for line in &lines {
        told.push_str(&safe::line(line));
        told.push('\n');
    }
    told
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
