//! `bedside package`: what a learning-management system imports to know the course and to start it, by cmi5.

use std::env;
use std::io::{self, Seek, Write};
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::cli::course::{self, CourseFrom};
use crate::cli::{Answer, Failure, Person, Setup, whole_file};
use crate::cmi5::package;
use crate::prose::safe;
use crate::record::format::Manner;

use super::Command;
use super::folder::course_above;

pub(super) const COMMAND: Command = Command {
    name: "package",
    person: Person::Department,
    about: "write what a learning-management system imports to start the course (cmi5)",
    example: "bedside package --cmi5 social-media.zip --home https://learning.example.org",
    arguments,
    run,
};

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("cmi5").long("cmi5").action(ArgAction::SetTrue).help("for cmi5, which is what there is, and what is written anyway"),
        Arg::new("file").value_name("FILE").value_parser(clap::value_parser!(PathBuf)).help("write it here (default: <course>.zip)"),
        Arg::new("home").long("home").value_name("URL").help("where the course has its address (default: `home` of config.toml)"),
        Arg::new("url")
            .long("url")
            .value_name("URL")
            .help("what starts the course (default: bedside://launch/<course>, which a computer with bedside can open)"),
    ]
}

fn run(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let course = match stood_in(setup) {
        Some(folder) => course::read(&CourseFrom::Folder(folder), None)?,
        None => setup.read_course_as_written()?,
    };
    let text = |name: &str| arguments.get_one::<String>(name).cloned();
    let home = text("home").or_else(|| setup.home.clone());
    let home = home.as_deref().unwrap_or(Manner::default().home);
    let structure = package(&course, home, text("url").as_deref()).map_err(|no| Failure::Usage { told: no.to_string() })?;
    let file = arguments.get_one::<PathBuf>("file").cloned().unwrap_or_else(|| PathBuf::from(format!("{}.zip", course.id)));
    let bytes = zipped(&structure)?;
    whole_file::write(&file, |out| Ok(out.write_all(&bytes)?))?;
    writeln!(io::stderr(), "{} is in {}", safe::line(&course.title), safe::line(&file.display().to_string()))?;
    if home == Manner::default().home {
        writeln!(io::stderr(), "its address is nobody's; name your own with `--home URL`, and never change it afterwards")?;
    }
    Ok(Answer::Done)
}

/// Returns the folder of the course that one stands in, where none was named: whoever works on one means that, as with `check`.
fn stood_in(setup: &Setup) -> Option<PathBuf> {
    let here = env::current_dir().ok().filter(|_| !setup.asked.course)?;
    course_above(&here)
}

/// The same course always gives the same bytes.
fn zipped(structure: &str) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(io::Cursor::new(Vec::new()));
    archive.start_file("cmi5.xml", SimpleFileOptions::default())?;
    archive.write_all(structure.as_bytes())?;
    let mut done = archive.finish()?;
    done.rewind()?;
    Ok(done.into_inner())
}
