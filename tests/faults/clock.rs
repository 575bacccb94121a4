//! A clock that jumps both ways while the course is taken: `libfaketime` tells another time after every few answers.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use bedside::journey::Fact;
use jiff::Span;

use super::ledger::{Kept, Tally};
use super::luck::Luck;
use super::pty::Setting;
use super::script::{Desk, QUESTIONS, reasons};

/// The times it is, one after the other.
const TIMES: [&str; 8] = [
    "2026-11-25 12:00:00",
    "2027-11-25 12:00:00",
    "2026-11-24 23:59:59",
    "1970-01-02 00:00:00",
    "2105-02-28 00:00:00",
    "2026-03-29 02:30:00",
    "2024-02-29 12:00:00",
    "2038-01-19 03:14:08",
];

pub(crate) fn make(runs: usize) -> Tally {
    let library = library();
    let desk = Desk::new();
    let (mut tally, mut luck) = (Tally::default(), Luck::new(runs));
    for run in 0..runs {
        let data = desk.data(&format!("data-{run}"));
        let (time, course) = (data.join("time"), desk.course());
        fs::write(&time, TIMES[0]).unwrap();
        let environment = [
            ("LD_PRELOAD", library.to_str().unwrap()),
            ("FAKETIME_TIMESTAMP_FILE", time.to_str().unwrap()),
            ("FAKETIME_NO_CACHE", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        ];
        let arguments = ["--course", course.to_str().unwrap()];
        let setting = || Setting { arguments: &arguments, environment: &environment, ..Setting::new(&data) };
        let mut window = setting().opens();
        window.sees("Your name").types("Ada").presses("enter enter enter enter").sees("Quiz").presses("enter").sees("12 questions");
        window.presses("enter");
        for question in 0..QUESTIONS {
            let now = format!("Question {} of {QUESTIONS}", question + 1);
            window.sees(&now);
            fs::write(&time, TIMES[usize::try_from(luck.below(8)).unwrap()]).unwrap();
            window.presses("enter").waits("a reason", |screen| screen.contains("reason"));
            window.presses("enter");
        }
        window.sees("Not yet passed").presses("q");
        let status = window.ends();
        tally.expect(status.success() && window.left_on().is_empty(), || format!("run {run} ended with {status:?}"));
        let shown: BTreeSet<usize> = reasons(&String::from_utf8_lossy(&window.raw)).into_iter().collect();
        let kept = Kept::of(&data).unwrap();
        let there: BTreeSet<usize> = kept.answers.iter().map(|(_, question)| *question).collect();
        tally.runs += 1;
        tally.shown += shown.len();
        tally.lost += shown.difference(&there).count();
        tally.holds_in_order(&[], &kept, 0);
        let day = Span::new().hours(24);
        let leaps = kept.events.windows(2).filter(|pair| pair[1].at < pair[0].at || pair[1].at > pair[0].at + day).count();
        tally.struck += usize::from(leaps > 0);
        let longest = kept.events.iter().filter_map(|event| match event.fact {
            Fact::QuestionAnswered { millis, .. } => Some(millis),
            _ => None,
        });
        // Nobody needs an hour for what this script answers at once: an answer's time is not taken from the wall.
        tally.expect(longest.max().unwrap_or(0) < 3_600_000, || format!("run {run}: an answer took years"));
        // Whatever the time, the next start comes back.
        setting().opens().sees("Quiz").presses("q").ends();
    }
    tally
}

fn library() -> PathBuf {
    let folders = fs::read_dir("/usr/lib").into_iter().flatten().filter_map(Result::ok);
    folders
        .map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"))
        .find(|library| library.is_file())
        .expect("libfaketime is installed (Debian: apt-get install libfaketime)")
}
