//! `bedside schema`: what an editor needs to complete the names of settings and to say what each is for.

use std::io::{self, Write};

use clap::{Arg, ArgMatches};

use crate::cli::{Answer, Failure, Person, Setup};
use crate::course::schema::{FILES, schema};

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "schema",
    person: Person::Trainer,
    about: "print the schema of a kind of file, for editors that complete settings",
    example: "bedside schema lesson > lesson.schema.json",
    arguments,
    run,
};

fn arguments() -> Vec<Arg> {
    let files: Vec<&'static str> = FILES.iter().map(|(name, _)| *name).collect();
    vec![Arg::new("file").value_name("FILE").value_parser(files).required(true).help("course, lesson, quiz, glossary, or shared")]
}

fn run(arguments: &ArgMatches, _: &Setup) -> Result<Answer, Failure> {
    let wanted = arguments.get_one::<String>("file").map(String::as_str).unwrap_or_default();
    let Some((_, site)) = FILES.iter().find(|(name, _)| *name == wanted) else {
        return Err(Failure::Usage { told: format!("there is no file called `{wanted}`") });
    };
    writeln!(io::stdout().lock(), "{:#}", schema(*site))?;
    Ok(Answer::Done)
}
