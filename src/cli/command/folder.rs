//! Which folder a trainer's command works on.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use crate::cli::{CourseFrom, Setup};

/// Returns the argument that names the folder of a course that a trainer works on.
pub(super) fn folder_argument() -> Arg {
    let help = "the course folder (default: that of --course, else the one you stand in)";
    Arg::new("folder").value_name("DIR").value_parser(clap::value_parser!(PathBuf)).help(help)
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
