//! Which folder a trainer's command works on.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};

use crate::cli::{CourseFrom, Setup};

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

/// Returns the folder a trainer works on: the one named beside the command, else that of `--course`, else the one they stand in. The
/// course of the configuration is what learners open; nobody means to release that from elsewhere.
pub(super) fn folder_of(arguments: &ArgMatches, setup: &Setup) -> PathBuf {
    match (arguments.get_one::<PathBuf>("folder"), &setup.course) {
        (Some(named), _) => named.clone(),
        (None, CourseFrom::Folder(folder)) if setup.asked.course => folder.clone(),
        (None, _) => PathBuf::from("."),
    }
}
