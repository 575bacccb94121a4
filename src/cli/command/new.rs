//! `bedside new course|lesson|quiz NAME`: a skeleton that checks clean. Never writes over a file.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};

use crate::cli::{Answer, CourseFrom, Failure, Person, Refused, Setup};
use crate::course::setting::WIDEST_TITLE;
use crate::course::skeleton::{self, File};
use crate::id::LessonId;
use crate::prose::layout::width;
use crate::prose::safe;

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "new",
    person: Person::Trainer,
    about: "begin a course, a lesson or a quiz with a file that checks clean",
    example: "bedside new lesson \"The anonymous doctor\"",
    arguments,
    run: from_arguments,
};

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("what").value_name("WHAT").value_parser(["course", "lesson", "quiz"]).required(true).help("course, lesson, or quiz"),
        Arg::new("name").value_name("NAME").required(true).help("its title, or its id; a quiz takes the id of its lesson"),
    ]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let text = |name: &str| arguments.get_one::<String>(name).map(String::as_str).unwrap_or_default();
    let here = match &setup.course {
        // A new course lies in no other one.
        CourseFrom::Folder(folder) if text("what") != "course" => folder.clone(),
        CourseFrom::Folder(_) | CourseFrom::Shipped => PathBuf::from("."),
    };
    run(&here, text("what"), text("name"), &mut io::stdout().lock())
}

/// Writes the skeleton: a course into a folder of its own below `here`, a lesson or a quiz into the course in `here`.
///
/// # Errors
/// A name without a letter, a folder that holds no course, a file that is there already or cannot be written.
pub fn run(here: &Path, what: &str, name: &str, out: &mut impl Write) -> Result<Answer, Failure> {
    let id = LessonId::made_of(name).ok_or_else(|| Failure::Usage { told: no_id_in(what, name) })?;
    let title = if id.as_str() == name { spaced(&id) } else { name.trim().to_owned() };
    if width(&title) > WIDEST_TITLE {
        return Err(Failure::Usage {
            told: format!(
                "a title of more than {WIDEST_TITLE} columns is cut off on the screen; give it a shorter one, the rest can stand in the text"
            ),
        });
    }
    let (folder, files): (PathBuf, Vec<File>) = match what {
        "course" => (here.join(id.as_str()), skeleton::course(&id, &title)),
        "quiz" => (here.to_owned(), vec![skeleton::quiz(&id, &title)]),
        _ => (here.to_owned(), vec![skeleton::lesson(&id, &title)]),
    };
    if what != "course" && !here.join("course.toml").is_file() {
        return Err(Failure::NoCourseHere { folder: here.to_owned() });
    }
    for (path, _) in &files {
        let file = folder.join(path);
        if file.parent().is_some_and(Path::is_symlink) {
            let because = io::Error::new(ErrorKind::InvalidInput, "its folder is a link; put the folder itself into the course");
            return Err(Refused::File { file, because }.into());
        }
        if file.exists() {
            let because = io::Error::new(ErrorKind::AlreadyExists, "it is there already");
            return Err(Refused::File { file, because }.into());
        }
    }
    for (path, text) in &files {
        let file = folder.join(path);
        write(&file, text).map_err(|because| Refused::File { file: file.clone(), because })?;
        writeln!(out, "{}", file.display())?;
    }
    match what {
        "course" => writeln!(out, "next: cd {}, look at it with `bedside preview`, and check it with `bedside check`", folder.display())?,
        "lesson" => {
            writeln!(out, "now add \"{id}\" to `order` in course.toml, if the course has one; a quiz for it: bedside new quiz {id}")?;
        }
        "quiz" if !here.join(format!("lessons/{id}.toml")).is_file() => {
            writeln!(out, "no lesson has this id: rename the file to that of its lesson, or add \"{id}\" to `order` in course.toml")?;
        }
        _ => {}
    }
    Ok(Answer::Done)
}

/// Says that no id can be made of a name, which letters one may have, and how to give it.
fn no_id_in(what: &str, name: &str) -> String {
    let name = safe::line(name);
    let wants = if what == "quiz" { "give the id of its lesson" } else { "give an id instead, and write the title into the file" };
    format!(
        "`{name}` has too few letters to make an id of: an id has the letters a to z, digits and single hyphens, begins with a letter, and has two at least\n\
         {wants}, such as `bedside new {what} {}`",
        if what == "course" { "words-that-stay" } else { "live-video" }
    )
}

/// Writes a file that is not there yet.
fn write(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(file)?.write_all(text.as_bytes())
}

/// Returns a title made of an id: `anonymous-doctor` becomes `Anonymous doctor`.
fn spaced(id: &LessonId) -> String {
    let mut letters = id.as_str().chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).map(|letter| if letter == '-' { ' ' } else { letter }).collect()
}
