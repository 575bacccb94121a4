//! Errors of the disk: `strace` lets one call fail, or all from one on, as a disk would that is breaking or was pulled out.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::ledger::{Kept, Tally};
use super::script::{Desk, FIRST, QUESTIONS, answers, by_lines, run};

/// The calls that write, and what each can fail with.
const CALLS: [(&str, &str, &str); 5] = [
    ("pwrite64", "EIO", "the disk that holds"),
    ("pwrite64", "ENOSPC", "is full"),
    ("fsync,fdatasync", "EIO", "the disk that holds"),
    ("pwrite64", "EROFS", "the disk that holds"),
    ("openat", "EIO", "bedside.db"),
];

/// One call fails, and all is well again.
pub(crate) fn make(runs: usize) -> Tally {
    strike(runs, "")
}

/// From one call on all fail; then the disk is whole again for the next start.
pub(crate) fn make_for_good(runs: usize) -> Tally {
    strike(runs, "+")
}

fn strike(runs: usize, on: &str) -> Tally {
    let desk = Desk::new();
    let mut tally = Tally::default();
    let each = runs.div_ceil(CALLS.len());
    for (number, (calls, error, words)) in CALLS.iter().enumerate() {
        // A run without an error says how many such calls there are.
        let most = calls_of_a_run(&desk, calls, number);
        for turn in 0..each {
            let at = 1 + turn * most / each;
            let data = desk.data(&format!("{number}-{turn}{on}"));
            let log = desk.data("logs").join(format!("{number}-{turn}{on}"));
            let inject = format!("inject={calls}:error={error}:when={at}{on}");
            let lines = format!("{FIRST}{}", answers(QUESTIONS + 4));
            let said = run(traced(&desk, &data, &log, calls, Some(&inject)), &lines);
            let struck = fs::read_to_string(&log).unwrap_or_default().contains("INJECTED");
            let name = format!("{error} at call {at}{on} of {calls}");
            tally.runs += 1;
            tally.struck += usize::from(struck);
            let is_short = said.shown.len() < QUESTIONS;
            tally.expect(
                !is_short || [words, "connected and not full", "could not keep records in the folder"].iter().any(|words| said.has(words)),
                || format!("{name}: it does not say why: {}", said.words),
            );
            tally.expect(matches!(said.code, Some(0..=3)), || format!("{name}: it ended with {:?}: {}", said.code, said.words));
            goes_on(&desk, &data, &said.shown, &name, &mut tally);
            fs::remove_dir_all(&data).unwrap();
        }
    }
    tally
}

/// The disk is whole again: what was shown is there, and the next start keeps more.
pub(crate) fn goes_on(desk: &Desk, data: &Path, shown: &[usize], name: &str, tally: &mut Tally) {
    match Kept::of(data) {
        Ok(kept) => tally.holds_in_order(shown, &kept, 0),
        Err(error) => tally.flaws.push(format!("{name}: the records cannot be read: {error}")),
    }
    let before = Kept::of(data).map_or(0, |kept| kept.answers.len());
    let said = run(by_lines(&[], &desk.course(), data), &format!("{}{}", FIRST, answers(QUESTIONS + 4)));
    match Kept::of(data) {
        Ok(kept) => {
            tally.holds_in_order(&said.shown, &kept, before);
            tally.expect(!said.shown.is_empty(), || format!("{name}: the next start kept nothing: {}", said.words));
        }
        Err(error) => tally.flaws.push(format!("{name}: the records cannot be read after the next start: {error}")),
    }
}

fn calls_of_a_run(desk: &Desk, calls: &str, number: usize) -> usize {
    let data = desk.data(&format!("count-{number}"));
    let log = desk.data("logs").join(format!("count-{number}"));
    let said = run(traced(desk, &data, &log, calls, None), &format!("{FIRST}{}", answers(QUESTIONS + 1)));
    assert!(said.shown.len() >= QUESTIONS, "the script itself fails (is strace installed?): {}", said.words);
    fs::read_to_string(&log).unwrap().lines().count()
}

/// The script below `strace`, which looks only at calls about the records.
fn traced(desk: &Desk, data: &Path, log: &Path, calls: &str, inject: Option<&str>) -> Command {
    let trace = format!("trace={calls}");
    let mut below = vec!["strace", "-f", "-qq", "-o", log.to_str().unwrap(), "-e", &trace];
    if let Some(inject) = inject {
        below.extend(["-e", inject]);
    }
    let files = ["", "-wal", "-shm", "-journal"].map(|end| data.join(format!("bedside.db{end}")));
    for file in &files {
        below.extend(["-P", file.to_str().unwrap()]);
    }
    by_lines(&below, &desk.course(), data)
}
