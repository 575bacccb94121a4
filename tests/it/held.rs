//! What must stay, whoever asks, and what goes of a person who asks.

use std::sync::Arc;

use bedside::cli::Answer;
use bedside::cli::command::purge;
use bedside::journey::{Introduction, LearnerId};

use crate::collect::{Department, course, of, written};
use crate::support::graduate::{Graduate, sample};

fn holds(department: &Department, whose: &str, held: bool) -> (Answer, String) {
    let mut out = Vec::new();
    let answer = purge::hold(&mut department.records(), whose, held, &department.purge(), &mut out).unwrap();
    (answer, String::from_utf8(out).unwrap())
}

fn erases(department: &Department, whose: &str) -> (Answer, String) {
    let mut out = Vec::new();
    let answer = purge::erase(&mut department.records(), whose, &department.purge(), &mut out).unwrap();
    (answer, String::from_utf8(out).unwrap())
}

/// Hands in as somebody of a staff id, on a computer of their own.
fn handed_in(number: u64, staff_id: &str) -> (LearnerId, String) {
    let who = Introduction { name: "Ana".into(), staff_id: staff_id.into(), ..Introduction::default() };
    let mut ana = Graduate::new(&course(), number, who).completes();
    (ana.learner, written(&ana.hands_in()))
}

#[test]
fn who_is_held_back_before_anything_came_is_held_back_when_it_comes() {
    let mut department = Department::new();
    let (answer, told) = holds(&department, " A71 ", true);
    assert_eq!(
        (answer, told.as_str()),
        (Answer::Done, "0 records are held back from now on, and so is whatever comes of that person later\n")
    );
    assert_eq!(holds(&department, "a71", true).0, Answer::No, "once is enough");
    department.gets("ana.json", handed_in(1, "a71").1).gets("ben.json", of(2, "Ben"));
    department.collects();
    assert_eq!(department.keeps().iter().map(|record| record.held).collect::<Vec<_>>(), [true, false]);
    assert!(erases(&department, "A71").1.starts_with("nothing was erased: these records are held back"));
    department.now = "2040-01-01T12:00:00Z".parse().unwrap();
    let mut out = Vec::new();
    purge::run(&mut department.records(), 6, &department.purge(), &mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), "1 taken out, 1 kept, 1 of these held back\n");
    assert_eq!(holds(&department, "A71", false).1, "1 record is no longer held back\n");
    assert_eq!(erases(&department, "A71").0, Answer::Done);
    assert_eq!(department.keeps().len(), 0);
}

#[test]
fn a_learner_who_typed_no_staff_id_can_be_named_all_the_same() {
    let department = Department::new();
    let (learner, record) = handed_in(1, "");
    department.gets("ana.json", record).gets("ben.json", of(2, "Ben"));
    department.collects();
    let whose = learner.0.to_string();
    assert_eq!(holds(&department, &whose, true).0, Answer::Done);
    assert_eq!(erases(&department, &whose).0, Answer::No);
    assert_eq!(holds(&department, &whose, false).0, Answer::Done);
    assert_eq!(erases(&department, &whose).0, Answer::Done);
    assert_eq!(department.keeps().len(), 1);
    for nobody in ["", "  "] {
        assert!(purge::erase(&mut department.records(), nobody, &department.purge(), &mut Vec::new()).is_err());
    }
}

#[test]
fn an_erasure_takes_what_the_same_learner_handed_in_without_a_staff_id_and_tells_of_the_rest() {
    let mut department = Department::new();
    let course = Arc::new(sample());
    let mut ana = Graduate::named(&course, 1, "Ana").completes();
    let first = written(&ana.hands_in());
    let later = |graduate: Graduate, staff_id: &str| {
        let who = Introduction { name: "Ana".into(), staff_id: staff_id.into(), ..Introduction::default() };
        graduate.after(jiff::SignedDuration::from_hours(24 * 350)).introduces(who).takes(|_| true).earns()
    };
    let mut ana = later(ana, "");
    let second = written(&ana.hands_in());
    let mut ana = later(ana, "9999");
    let third = written(&ana.hands_in());
    department.gets("1.json", first).gets("2.json", second).gets("3.json", third);
    department.now = "2030-01-01T12:00:00Z".parse().unwrap();
    assert!(department.collects().contains("3 new"));
    let (answer, told) = erases(&department, "0071");
    assert_eq!(answer, Answer::Done);
    assert!(told.starts_with("2 records erased") && told.contains("under the staff id 9999"), "{told}");
    assert_eq!(department.keeps().len(), 1);
    assert_eq!(department.audits().0, Answer::Done);
}
