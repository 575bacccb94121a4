//! The one binary of tests that look at the whole program. One file a command or a promise; each must be listed here.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::format_collect,
    clippy::large_stack_arrays,
    reason = "a test may stop where it stands"
)]

mod advice;
mod again;
mod analyse;
mod answered;
mod any_bytes;
mod asked;
mod audited;
mod brought;
mod carried;
mod check;
mod collect;
mod commonmark;
mod credential;
mod desk;
mod doctor;
mod documents;
mod edits;
mod elsewhere;
mod ends;
mod enrolling;
mod every_screen;
mod exchange;
mod explain;
mod export;
mod forgery;
mod forgetting;
mod forms;
mod grading;
mod guards;
mod guide;
mod half_made;
mod handed_on;
mod hands;
mod held;
mod honest;
mod included;
mod interrupted;
mod keeping;
mod kills;
mod launch;
mod layers;
mod learn;
mod led;
mod letters;
mod mending;
mod misread;
mod new;
mod offered;
mod office;
mod outgoing;
mod overtime;
mod pages;
mod paper;
mod part;
mod pictures;
mod places;
mod places_at_once;
mod places_department;
mod places_faults;
mod plain;
mod portable;
mod preview;
mod proof;
mod proven;
mod refuse;
mod rekeyed;
mod release;
mod releasing;
mod remember;
mod renewal;
mod renewing;
mod report;
mod resizes;
mod results;
mod resumed;
mod revoking;
mod screens;
mod security;
mod send;
mod setting_up;
mod shipped;
mod sighted;
mod sittings;
mod slips;
mod sought;
mod spanish;
mod steering;
mod support;
mod tables;
mod tongues;
mod translated;
mod translations;
mod untrusted;
mod upgrade;
mod verify;
mod waiting;
mod words;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The folder of the package.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a page that the program writes with the one in the repository; with `BEDSIDE_UPDATE` set, writes it.
#[track_caller]
pub(crate) fn is_written(page: &str, written: &str) {
    let path = root().join(page);
    if std::env::var_os("BEDSIDE_UPDATE").is_some() {
        fs::write(&path, written).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == written, "{page} is not what the program writes; run the tests once with BEDSIDE_UPDATE=1 and look at the difference");
}

#[test]
fn every_file_here_is_listed() {
    let listed: BTreeSet<String> =
        include_str!("main.rs").lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned)).collect();
    let there: BTreeSet<String> = fs::read_dir(root().join("tests/it"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "rs") || path.join("mod.rs").is_file())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|name| name != "main")
        .collect();
    assert_eq!(listed, there);
}
