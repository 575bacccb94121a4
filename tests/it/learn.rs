//! The main job on the real program in a real pseudo-terminal: from the first start to the certificate, through a kill.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::pty::{Setting, Window, flat};
use crate::support::solver::Solver;

/// A window large enough that no question has to be scrolled.
fn window(data: &Path) -> Window {
    Setting { columns: 90, rows: 60, ..Setting::new(data) }.opens()
}

/// Turns the pages of the lesson in front until its quiz begins, and begins it.
fn reads_the_lesson(window: &mut Window) {
    for _ in 0..60 {
        window.waits("something to press Enter on", |screen| screen.contains('›'));
        let screen = flat(&window.screen());
        if screen.contains("The pass mark is") {
            window.presses("enter").sees("Question 1 of");
            return;
        }
        let before = screen;
        window.presses("enter").waits("another screen", |screen| *screen != before);
    }
    panic!("the lesson never ended:\n{}", window.screen());
}

/// Answers questions until `stop` are answered or the attempt is at its end.
fn answers(window: &mut Window, solver: &Solver, stop: usize) {
    for number in 1..=stop {
        window.waits(&format!("question {number}"), |screen| screen.contains("Question "));
        solver.answers(window);
        let last = flat(&window.screen()).contains("See the result");
        let before = flat(&window.screen());
        window.presses("enter").waits("the next thing", |screen| *screen != before);
        if last {
            return;
        }
    }
}

/// The options as they stand on the screen, from top to bottom.
fn below_the_header(window: &Window) -> String {
    window.screen().lines().skip(2).map(|line| line.trim_start_matches([' ', '›']).trim_end().to_owned() + "\n").collect()
}

fn bedside(data: &Path, arguments: &[&str]) -> (i32, String, String) {
    let ran = Command::new(env!("CARGO_BIN_EXE_bedside"))
        .args(arguments)
        .env_clear()
        .env("BEDSIDE_DATA", data)
        .env("HOME", data.join("home"))
        .output()
        .unwrap();
    (ran.status.code().unwrap(), String::from_utf8(ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap())
}

#[test]
fn a_physician_comes_from_welcome_to_the_certificate_through_a_kill_and_exports_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let solver = Solver::of_the_shipped_course();

    let mut first = window(data);
    first.sees("Your name").types("Zoë Ångström").presses("enter enter enter enter").sees("The anonymous doctor");
    first.presses("enter").sees("page 1 of");
    reads_the_lesson(&mut first);
    answers(&mut first, &solver, usize::MAX);
    first.sees("Passed.").presses("enter").sees("The live video").presses("enter").sees("page 1 of");
    reads_the_lesson(&mut first);
    answers(&mut first, &solver, 3);
    first.sees("Question 4 of");
    let asked = below_the_header(&first);
    first.dies();

    let mut second = window(data);
    second.sees("Question 4 of");
    assert_eq!(below_the_header(&second), asked, "the same question with its options in the same order");
    answers(&mut second, &solver, usize::MAX);
    second
        .sees("Passed.")
        .sees("certificate")
        .presses("enter")
        .sees("Certificate")
        .presses("end enter")
        .sees("Zoë Ångström")
        .sees("self-issued");
    second.presses("q");
    assert_eq!(second.ends().exit_code(), 0);
    assert_eq!(second.left_on(), [""; 0]);

    let (code, json, _) = bedside(data, &["export", "--format", "json"]);
    assert_eq!(code, 0);
    let rows: Value = serde_json::from_str(&json).unwrap();
    let [row] = rows.as_array().unwrap().as_slice() else { panic!("one person, one row: {json}") };
    let is = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    assert_eq!((is("name"), is("course_id"), is("course_version")), ("Zoë Ångström".into(), "social-media-conduct".into(), "1.0".into()));
    assert_eq!(is("course_digest").len(), 64);
    let (code, csv, _) = bedside(data, &["export", "--format", "csv"]);
    assert_eq!((code, csv.lines().count()), (0, 2));
    let (code, text, _) = bedside(data, &["certificate", "--text"]);
    assert_eq!(code, 0);
    assert!(flat(&text).contains("Zoë Ångström") && flat(&text).contains("Self-issued"), "{text}");
}

#[test]
fn a_lesson_is_resumed_at_the_page_and_row_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Setting { columns: 60, rows: 16, ..Setting::new(folder.path()) }.opens();
    let mut first = open();
    first.sees("Your name").types("Ada").presses("enter enter enter enter").sees("The anonymous doctor").presses("enter");
    first.sees("page 1 of").presses("right").sees("page 2 of").presses("right").sees("page 3 of");
    let top = flat(&first.screen());
    first.presses("pgdn").waits("the rest of the page", |screen| *screen != top);
    let left = first.screen();
    first.presses("q").ends();
    let mut second = open();
    second.sees("page 3 of");
    assert_eq!(second.screen(), left);
    second.presses("ctrl-c").ends();
}

#[test]
fn two_windows_at_once_agree_and_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let solver = Solver::of_the_shipped_course();
    let mut one = window(folder.path());
    one.sees("Your name").types("Ada").presses("enter enter enter enter").sees("The anonymous doctor").presses("enter").sees("page 1 of");
    reads_the_lesson(&mut one);
    let mut other = window(folder.path());
    other.sees("Question 1 of");
    assert_eq!(below_the_header(&one), below_the_header(&other));
    solver.answers(&mut one);
    solver.answers(&mut other);
    one.presses("enter").sees("Question 2 of");
    other.presses("enter").sees("Question 2 of");
    solver.answers(&mut other);
    other.presses("enter").sees("Question 3 of").presses("q").ends();
    one.dies();
    let mut third = window(folder.path());
    third.sees("Question 3 of").presses("q").ends();
    let (code, _, _) = bedside(folder.path(), &["export", "--format", "csv"]);
    assert_eq!(code, 0);
}
