//! Which folder a trainer's command works on.

use std::path::{Component, Path, PathBuf};

use clap::{Arg, ArgMatches};

use crate::cli::{CourseFrom, Setup};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B103;
use crate::prose::safe;
use crate::source::PARTS;

/// Returns the argument that names the folder of a course that a trainer works on.
pub(super) fn folder_argument() -> Arg {
    let help = "the course folder (default: that of --course, else the one you stand in)";
    Arg::new("folder").value_name("DIR").value_parser(clap::value_parser!(PathBuf)).help(help)
}

/// Returns the folder of the course that a file or folder lies in: the nearest above it with a `course.toml`.
pub(super) fn course_above(path: &Path) -> Option<PathBuf> {
    let is_file = |folder: &Path| folder.join("course.toml").is_file();
    // The words of a language have a `course.toml` of their own, and stand in the folder of the course.
    let translates =
        |folder: &Path| folder.parent().filter(|above| above.ends_with("translations")).and_then(Path::parent).is_some_and(is_file);
    path.ancestors().find(|folder| is_file(folder) && !translates(folder)).map(Path::to_owned)
}

/// Returns the folder of the course that a named file lies in; whatever else is named stays.
pub(super) fn around(named: PathBuf) -> PathBuf {
    let file = if named.is_file() { named.canonicalize().ok() } else { None };
    file.and_then(|file| course_above(&file)).unwrap_or(named)
}

/// Where a folder is said to lack a `course.toml` and is one of the folders of a course, says how to check that course, and that alone:
/// nobody means to begin another one there, and what else is told of it comes of nothing else.
pub(super) fn point_above(folder: &Path, found: &mut Vec<Diagnostic>) {
    let lacks = |finding: &Diagnostic| finding.code.number == B103.number && &*finding.primary.place.file == "course.toml";
    if !found.iter().any(lacks) {
        return;
    }
    let Some(above) = whole_of(folder) else { return };
    let above = safe::line(&above.display().to_string()).into_owned();
    found.retain(lacks);
    for finding in found {
        finding.help = vec![format!("it is part of a course; check that: `bedside check {above}`")];
    }
}

/// Returns the way from where somebody stands to the course that a folder is a part of.
fn whole_of(folder: &Path) -> Option<PathBuf> {
    let inner = folder.canonicalize().ok()?;
    let course = course_above(&inner)?;
    let down = inner.strip_prefix(&course).ok()?;
    if !down.components().next().is_some_and(|first| PARTS.iter().any(|part| first.as_os_str() == *part)) {
        return None;
    }
    let mut way = folder.to_owned();
    for _ in down.components() {
        way = match way.components().next_back() {
            Some(Component::Normal(_)) => way.parent().filter(|above| *above != Path::new("")).unwrap_or(Path::new(".")).to_owned(),
            Some(Component::CurDir) | None => PathBuf::from(".."),
            _ => way.join(".."),
        };
    }
    // What is named may be a link, and lie elsewhere than where it leads.
    let leads = way.canonicalize().is_ok_and(|found| found == course);
    Some(if leads { way } else { course })
}

/// Returns the folder a trainer works on: the one named beside the command, else that of `--course`, else the one they stand in. The
/// course of the configuration is what learners open; nobody means to release that from elsewhere.
pub(super) fn folder_of(arguments: &ArgMatches, setup: &Setup) -> PathBuf {
    match (arguments.get_one::<PathBuf>("folder"), &setup.course) {
        (Some(named), _) => named.clone(),
        (None, CourseFrom::Folder(folder)) if setup.asked.course => folder.clone(),
        (None, _) => PathBuf::from("."),
    }
}
