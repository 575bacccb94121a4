//! `bedside release`: writes `course.lock`, by which later checks tell an edit from a loss. Refuses a course with errors.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Arg, ArgMatches};
use jiff::civil::Date;

use crate::cli::course::worked_on;
use crate::cli::{Answer, Failure, Person, Refused, Setup, whole_file};
use crate::course::lock::{FILE, Lock};
use crate::course::{Reading, Version, check, is_told_until_released, read};
use crate::diagnostic::{Severity, Texts, machine};
use crate::source::Content;

use super::Command;
use super::folder::{folder_argument, folder_of};

pub(super) const COMMAND: Command = Command {
    name: "release",
    person: Person::Trainer,
    about: "keep what learners will be asked from now on, so that no later edit loses a result",
    example: "bedside release my-course",
    arguments,
    run: from_arguments,
};

fn arguments() -> Vec<Arg> {
    vec![folder_argument()]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let asked = Asked { folder: folder_of(arguments, setup), today: Some(setup.clock().today()) };
    run(&asked, &mut io::stdout().lock(), &mut io::stderr().lock())
}

/// What the command was asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The course folder.
    pub folder: PathBuf,
    /// The day, for rules about reviews.
    pub today: Option<Date>,
}

/// Releases a folder: writes `course.lock` and tells what is new in it. The answer is no while the course has errors, or while its version
/// has not risen with what changed.
///
/// # Errors
/// A folder that cannot be read, and a file that cannot be written.
pub fn run(asked: &Asked, out: &mut impl Write, problems: &mut impl Write) -> Result<Answer, Failure> {
    let files = worked_on(&asked.folder)?;
    let reading = read(files.clone());
    let found = check(&reading, asked.today);
    let stops = |severity| severity == Severity::Error;
    let errors: Vec<_> = found.iter().filter(|finding| stops(finding.severity) || finding.code.number == "B208").collect();
    let bytes = |file: &str| match files.texts.get(file) {
        Some(Content::Text(text)) => Some(text.as_bytes()),
        _ => None,
    };
    let mut texts = Texts::new(&bytes);
    if !errors.is_empty() {
        for finding in &errors {
            problems.write_all(machine::short(finding, &mut texts).as_bytes())?;
        }
        writeln!(problems, "nothing was released; `bedside check {}` says what to write instead", asked.folder.display())?;
        return Ok(Answer::No);
    }
    let before = files.text(FILE).and_then(|text| Lock::read(text).ok());
    let Some(lock) = Lock::of(&reading, before.as_ref()) else {
        writeln!(problems, "nothing was released: the course has neither a lesson nor a quiz that is no draft")?;
        return Ok(Answer::No);
    };
    if before.as_ref() == Some(&lock) {
        writeln!(out, "nothing has changed since version {}", lock.version)?;
        return Ok(Answer::Done);
    }
    if let Some(before) = before.as_ref().filter(|before| is_other_under_one_version(&reading, &lock, before)) {
        let Version { edition, revision } = lock.version;
        let next = Version { edition, revision: revision + 1 };
        let old = before.version;
        writeln!(problems, "lessons and questions say what they said in version {old}, but the course's files are not the same")?;
        writeln!(problems, "a department that has version {old} would not know hand-ins from this folder again")?;
        writeln!(problems, "nothing was released; write `version = \"{next}\"` in course.toml, or take the changes back")?;
        return Ok(Answer::No);
    }
    // What the new lock takes for right is told once more, for no later check can.
    for finding in found.iter().filter(|finding| is_told_until_released(finding)) {
        problems.write_all(machine::short(finding, &mut texts).as_bytes())?;
    }
    write(asked, &lock)?;
    match before {
        None => writeln!(out, "version {} is released: {} ids are kept in {FILE}", lock.version, lock.released.len())?,
        Some(before) => {
            match (&before.course, &lock.course) {
                (Some(old), Some(new)) if old != new => {
                    writeln!(out, "the course was called `{old}` and is `{new}` now: what learners did in `{old}` stays there")?;
                }
                _ => {}
            }
            if before.version == lock.version {
                let learns = match before.digest {
                    None => "keeps the digest of the files, too,",
                    digest if digest == lock.digest => "keeps more of what is right, too,",
                    Some(_) => "keeps the digest as this version of bedside makes it",
                };
                writeln!(out, "nothing that was kept has changed since version {}; {FILE} {learns} from now on", lock.version)?;
            } else {
                writeln!(out, "version {} is released after version {}", lock.version, before.version)?;
            }
            for change in lock.changes(&before, &reading) {
                writeln!(out, "  {} {}: {}", change.noun.word(), change.id, change.how)?;
            }
        }
    }
    writeln!(out, "keep {FILE} with the course; without it, a later check cannot tell what learners already have")?;
    Ok(Answer::Done)
}

/// Whether a course of another digest would go under the version of the release before. A lock of an earlier program keeps no digest.
fn is_other_under_one_version(reading: &Reading, lock: &Lock, before: &Lock) -> bool {
    let is_other = |digest| reading.course.as_ref().is_none_or(|course| !course.is_of(digest));
    lock.version == before.version && before.digest.is_some_and(is_other)
}

/// Writes the file so that there is always a whole one.
fn write(asked: &Asked, lock: &Lock) -> Result<(), Failure> {
    let file = asked.folder.join(FILE);
    let refused = |because| Failure::Refused(Refused::File { file: file.clone(), because });
    let text = lock.written().map_err(|wrong| refused(io::Error::other(wrong)))?;
    Ok(whole_file::write_text(&file, &text)?)
}
