//! `bedside convert`: other people's quizzes into this course's format, and a quiz of this course into theirs. Lists what was not carried.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, ArgMatches};

use crate::cli::{Answer, Failure, Person, Refused, Setup, whole_file};
use crate::course;
use crate::diagnostic::{Diagnostic, Severity};
use crate::exchange::{EXCHANGES, Exchange, Lost, Paper, Taken, named, ours, recognised};
use crate::prose::safe;
use crate::source::{Content, Files, folder, named_file};

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "convert",
    person: Person::Trainer,
    about: "turn quizzes of other programs into this format, or a quiz into theirs",
    example: "bedside convert questions.gift -o quizzes/live-video.toml",
    arguments,
    run: from_arguments,
};

fn arguments() -> Vec<Arg> {
    let written: Vec<&'static str> =
        EXCHANGES.iter().filter(|format| format.write(&Paper::default()).is_some()).map(|format| format.name()).collect();
    vec![
        Arg::new("file").value_name("FILE").value_parser(clap::value_parser!(PathBuf)).required(true).help("the quiz to convert"),
        Arg::new("to").long("to").value_name("FORMAT").value_parser(written).help("write this format (default: this course's own)"),
        Arg::new("output")
            .long("output")
            .short('o')
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help("write into this file, which must not be there yet"),
    ]
}

fn from_arguments(arguments: &ArgMatches, _: &Setup) -> Result<Answer, Failure> {
    let path = |name: &str| arguments.get_one::<PathBuf>(name);
    let to = arguments.get_one::<String>("to").and_then(|name| named(name));
    let file = path("file").cloned().unwrap_or_default();
    let (text, lost) = convert(&file, to)?;
    let mut problems = io::stderr().lock();
    for Lost { line, what } in &lost {
        writeln!(problems, "{}:{line}: not carried over: {}", safe::line(&file.display().to_string()), safe::line(what))?;
    }
    if text.trim().is_empty() {
        writeln!(problems, "nothing of {} could be taken over, and nothing was written", safe::line(&file.display().to_string()))?;
        return Ok(Answer::No);
    }
    match super::output(arguments) {
        Some(output) if output.exists() => {
            let because = io::Error::new(io::ErrorKind::AlreadyExists, "it is there already");
            return Err(Refused::File { file: output.clone(), because }.into());
        }
        Some(output) => whole_file::write_text(output, &text)?,
        None => io::stdout().lock().write_all(text.as_bytes())?,
    }
    Ok(Answer::Done)
}

/// Converts a file, into this course's format or into another, and lists what was not carried over.
///
/// # Errors
/// A file that cannot be read, is in no known format, or has errors.
pub fn convert(file: &Path, to: Option<&dyn Exchange>) -> Result<(String, Vec<Lost>), Failure> {
    let text = named_file::text(file).map_err(|because| match because.kind() {
        io::ErrorKind::InvalidData if is_packed(file) => Failure::Usage { told: unknown(file) },
        io::ErrorKind::InvalidData => Failure::Usage {
            told: format!("could not read {}: it is not written in UTF-8; save it as UTF-8 and convert it again", file.display()),
        },
        _ => Failure::Unread { file: file.to_owned(), because },
    })?;
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
    let (paper, mut lost) = match recognised(&ending, &text).and_then(|format| format.read(&text)) {
        Some(taken) => (taken.paper, taken.lost),
        None if ending == "toml" => own(file, text).map(|taken| (taken.paper, taken.lost))?,
        None => return Err(Failure::Usage { told: unknown(file) }),
    };
    let (text, more) = match to {
        Some(format) => {
            let given =
                format.write(&paper).ok_or_else(|| Failure::Usage { told: format!("nothing can be written as {}", format.name()) })?;
            (given.text, given.lost)
        }
        None => ours::written(&paper),
    };
    lost.extend(more);
    lost.sort_by_key(|lost| lost.line);
    Ok((text, lost))
}

fn is_ending(file: &Path, endings: &[&str]) -> bool {
    file.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether a file holds others.
fn is_packed(file: &Path) -> bool {
    is_ending(file, &["zip", "imscc", "mbz", "gz", "tgz"])
}

/// Says which formats are known, and what to do with a file in none of them.
fn unknown(file: &Path) -> String {
    let advice = if is_packed(file) {
        "\nit is packed: unpack it, and convert what is in it"
    } else if is_ending(file, &["csv", "tsv", "xlsx", "xls", "ods"]) {
        "\na table is none of them: write of each row the question, a line such as `A. words` for each option, and `ANSWER: B`, which is Aiken"
    } else {
        ""
    };
    let known = "read are GIFT (.gift, .txt), Moodle XML (.xml), Aiken (.txt), and the TOML of mdbook-quiz and of this course (.toml)";
    format!("{} is in no format I know; its name should end in .gift, .xml, .txt or .toml\n{known}{advice}", file.display())
}

/// Reads a quiz of this format, with its course around it where there is one.
fn own(file: &Path, text: String) -> Result<Taken, Failure> {
    let absolute = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let around = absolute.parent().filter(|quizzes| quizzes.ends_with("quizzes")).and_then(Path::parent);
    let around = around.filter(|around| around.join("course.toml").is_file());
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or("quiz");
    // Outside of a course the name of the file is no id, and may be any.
    let path = if around.is_some() { format!("quizzes/{stem}.toml") } else { "quizzes/quiz.toml".to_owned() };
    let files = match around {
        Some(around) => folder(around)?,
        None => Files { texts: [(path.as_str().into(), Content::Text(text.into()))].into(), ..Files::default() },
    };
    let reading = course::read(Arc::new(files));
    let quiz = reading.course.iter().flat_map(|course| &course.quizzes).find(|quiz| *quiz.file == *path);
    let stops = |found: &Diagnostic| found.severity == Severity::Error && *found.primary.place.file == *path;
    let errors: Vec<&Diagnostic> = reading.diagnostics.iter().filter(|found| stops(found)).collect();
    match (quiz, errors.first()) {
        (Some(quiz), None) => Ok(ours::paper(&reading, quiz)),
        (_, Some(first)) if around.is_none() => {
            let line = reading.line(&path, first.primary.place.span.start);
            Err(Failure::Usage { told: format!("{}:{line}: {}", file.display(), first.message) })
        }
        (_, first) => Err(Failure::BrokenCourse {
            folder: around.unwrap_or(file).to_owned(),
            errors: errors.len().max(1),
            first: first.map_or_else(|| "it holds no question".to_owned(), |found| found.message.clone()),
        }),
    }
}
