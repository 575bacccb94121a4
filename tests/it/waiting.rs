//! A quiz that may not be tried now, because it must be waited for or no attempt is left: what is said of it, what is offered, and where
//! Enter leads.

use crate::sittings::{at, quiz, two};
use crate::support::{Learner, Typist};

const TWO_DAYS: &str = "wait_minutes = 2880";

/// Somebody at the result of a quiz that was not passed.
fn failed(folder: &tempfile::TempDir) -> Learner {
    at(folder).presses("enter enter b end enter a end enter").sees("Not yet passed.")
}

#[test]
fn a_wait_over_days_names_the_day_and_nothing_offers_to_begin() {
    let folder = quiz(TWO_DAYS, &two());
    let told = failed(&folder).sees("It may be tried again at").sees("on November 25.").misses("Try again");
    let home = told.presses("esc").sees("on Nov 25");
    let intro = home.presses("enter").sees("on November 25.").misses("Try again").misses("begin");
    assert_eq!(intro.presses("enter").sees("on Nov 25").progress().attempts.len(), 1);
    // What was drawn as the way back begins nothing, also once the wait is over.
    let stayed = failed(&folder).presses("esc enter").sees("It may be tried again at").after_minutes(2881).presses("enter");
    assert_eq!(stayed.progress().attempts.len(), 1);
    stayed.presses("enter").sees("Try again").presses("enter").sees("Question 1 of 2");
}

#[test]
fn a_wait_that_ends_today_names_the_hour_alone() {
    let folder = quiz("wait_minutes = 30", &two());
    failed(&folder).sees("It may be tried again at").misses(" on November").presses("esc").sees("again at").misses(" on Nov");
}

#[test]
fn a_wait_over_days_names_the_day_line_by_line() {
    let folder = quiz(TWO_DAYS, &two());
    let begun = Typist::of(folder.path().to_str().unwrap()).types("\n\n2\n\n1\n\n\n1\n\n");
    let told = begun.reads("Not yet passed.").misses("Type again").reads("It may be tried again at");
    let told = told.reads("on November 25. Press Enter then, or type home.").reads("again at 09:00 on November 25");
    Typist::with(told.course, told.journal).days_later(3).types("1\n").reads("Press Enter to try again.");
}

/// A course of that quiz and a lesson that comes after it.
fn with_a_lesson(settings: &str) -> tempfile::TempDir {
    let folder = quiz(settings, &two());
    let course = folder.path().join("course.toml");
    let top = std::fs::read_to_string(&course).unwrap();
    std::fs::write(&course, top.replace("[\"the-quiz\"]", "[\"the-quiz\", \"last\"]")).unwrap();
    std::fs::create_dir(folder.path().join("lessons")).unwrap();
    std::fs::write(
        folder.path().join("lessons/last.toml"),
        "title = \"The lesson\"\n[[page]]\nid = \"only\"\ntext = \"Elevator first.\"\n",
    )
    .unwrap();
    folder
}

#[test]
fn enter_passes_over_a_quiz_that_may_not_be_tried_now_while_something_else_is_left() {
    for settings in [TWO_DAYS, "attempts = 1"] {
        let folder = with_a_lesson(settings);
        let ended = at(&folder).presses("enter enter b end enter a end enter").sees("marks");
        let read = ended.presses("esc enter").sees("Elevator first.").presses("end enter").comes_back();
        // Nothing else is left: Enter says what is waited for.
        let said = if settings == TWO_DAYS { "It may be tried again at" } else { "No attempt is left; ask those who run the course." };
        read.presses("enter").sees(said);
    }
}

#[test]
fn line_by_line_enter_passes_over_it_too() {
    for settings in [TWO_DAYS, "attempts = 1"] {
        let folder = with_a_lesson(settings);
        let ended = Typist::of(folder.path().to_str().unwrap()).types("1\n\n2\n\n1\n\nhome\n\n");
        ended.reads("Press Enter for number 2, The lesson").reads("Elevator first.");
    }
}

#[test]
fn the_certificate_says_what_is_waited_for_and_when_somebody_is_to_be_asked() {
    let waits = failed(&quiz(TWO_DAYS, &two())).presses("esc end enter");
    waits.sees("again at").sees("on Nov 25").sees("Nothing has to be asked for.");
    let folder = quiz("attempts = 1", &two());
    let none = at(&folder).presses("enter enter b end enter a end enter esc end enter").sees("no attempt left");
    none.sees("Where no attempt is left, ask").misses("Nothing has to be asked for");
    let lines = Typist::of(folder.path().to_str().unwrap()).types("1\n\n2\n\n1\n\ncertificate\n");
    lines.reads("no attempt left").reads("Where no attempt is left, ask those who run the course.");
}
