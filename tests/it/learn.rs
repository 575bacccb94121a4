//! The main job on the real program in a real pseudo-terminal: from the first start to the certificate, through a kill.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use bedside::course::{Course, read};
use bedside::journey::Progress;
use bedside::source::shipped;
use bedside::store::Sqlite;
use serde_json::Value;

use crate::support::hand::{Hand, Keys};
use crate::support::pty::{Setting, Window, flat};

/// A window large enough that no question has to be scrolled.
fn window(data: &Path) -> Window {
    Setting { columns: 90, rows: 60, ..Setting::new(data) }.opens()
}

fn course() -> Course {
    read(Arc::new(shipped())).course.unwrap()
}

/// What is kept of the learner, read from the database through the library.
fn progress(data: &Path, course: &Course) -> Progress {
    let mut journal = Sqlite::open_to_read(data).unwrap().unwrap().journal("local", &course.id).unwrap();
    Progress::replay(&journal.read().unwrap())
}

/// Presses Enter on what is in focus, or answers the question in front rightly, until something holds.
fn goes_on_until(window: &mut Window, data: &Path, course: &Course, holds: impl Fn(&Progress, &str) -> bool) {
    let goes_on = |screen: &str| screen.contains('›') || screen.contains("Enter");
    window.waits("something to go on from", goes_on);
    for _ in 0..2000 {
        let screen = flat(&window.screen());
        let progress = progress(data, course);
        if holds(&progress, &screen) {
            return;
        }
        let open = course.quizzes.iter().find_map(|quiz| progress.open_attempt(quiz)?.next(quiz));
        if let Some((drawn, question)) = open.filter(|_| screen.contains("Question ") && !screen.contains("Enter go on")) {
            Keys.answers(window, question, drawn);
            window.waits("the reasons", |screen| screen.contains("Enter go on"));
        } else {
            let keys = if screen.contains("Question ") { "end enter" } else { "enter" };
            window.presses(keys).waits("the next thing to go on from", |now| *now != screen && goes_on(now));
        }
    }
    panic!("it goes on and on:\n{}", window.screen());
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
    let course = course();

    let mut first = window(data);
    first.sees("Your name").types("Zoë Ångström").presses("enter enter enter enter").sees("Why be there at all");
    let in_the_second_quiz = |progress: &Progress, screen: &str| {
        progress.attempts.len() == 2
            && progress.attempts[1].answers.len() == 3
            && screen.contains("Question 4 of")
            && !screen.contains("Enter go on")
    };
    goes_on_until(&mut first, data, &course, in_the_second_quiz);
    let asked = below_the_header(&first);
    first.dies();

    let mut second = window(data);
    second.sees("Question 4 of");
    assert_eq!(below_the_header(&second), asked, "the same question with its options in the same order");
    goes_on_until(&mut second, data, &course, |progress, screen| !progress.certificates.is_empty() && screen.contains("Enter open"));
    second.presses("end").clicks_on("Certificate").sees("Zoë Ångström").sees("self-issued");
    second.presses("q");
    assert_eq!(second.ends().exit_code(), 0);
    assert_eq!(second.left_on(), [""; 0]);

    let (code, json, _) = bedside(data, &["export", "--format", "json"]);
    assert_eq!(code, 0);
    let rows: Value = serde_json::from_str(&json).unwrap();
    let [row] = rows.as_array().unwrap().as_slice() else { panic!("one person, one row: {json}") };
    let is = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    assert_eq!((is("name"), is("course_id"), is("course_version")), ("Zoë Ångström".into(), "social-media-conduct".into(), "1.1".into()));
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
    let open = || Setting { columns: 60, rows: 12, ..Setting::new(folder.path()) }.opens();
    let mut first = open();
    first.sees("Your name").types("Ada").presses("enter enter enter enter").sees("Why be there").presses("enter");
    first.sees("page 1 of").presses("right").sees("page 2 of");
    let top = flat(&first.screen());
    first.presses("pgdn").waits("the rest of the page", |screen| *screen != top);
    let left = first.screen();
    first.presses("q").ends();
    let mut second = open();
    second.sees("page 2 of");
    assert_eq!(second.screen(), left);
    second.presses("ctrl-c").ends();
}

#[test]
fn two_windows_at_once_agree_and_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (data, course) = (folder.path(), course());
    let answered = |count: usize| {
        move |progress: &Progress, screen: &str| {
            let here = progress.attempts.first().is_some_and(|attempt| attempt.answers.len() == count);
            here && screen.contains("Question ") && !screen.contains("Enter go on")
        }
    };
    let mut one = window(data);
    one.sees("Your name").types("Ada").presses("enter enter enter enter").sees("Why be there at all");
    goes_on_until(&mut one, data, &course, answered(0));
    let mut other = window(data);
    other.sees("Question 1 of");
    assert_eq!(below_the_header(&one), below_the_header(&other));
    goes_on_until(&mut other, data, &course, answered(2));
    // The first window still asks what the other has answered: its answer comes second and changes nothing.
    let before = progress(data, &course).attempts[0].answers.clone();
    let (drawn, question) = {
        let attempt = &progress(data, &course).attempts[0];
        let drawn = attempt.drawn[0].clone();
        let question = course.quizzes.iter().find_map(|quiz| quiz.question(&drawn.question)).unwrap();
        (drawn, question)
    };
    Keys.answers(&mut one, question, &drawn);
    one.waits("the reasons", |screen| screen.contains("Enter go on"));
    assert_eq!(progress(data, &course).attempts[0].answers, before);
    one.dies();
    // Ctrl-C leaves from any place; where words are written, `q` is one of them, and the questions are drawn by chance.
    other.presses("ctrl-c").ends();
    window(data).sees("Question 3 of").presses("ctrl-c").ends();
    assert_eq!(progress(data, &course).attempts.len(), 1);
}
