//! What must stay, whoever asks, and what goes of a person who asks.

use std::sync::Arc;

use bedside::cli::Answer;
use bedside::cli::command::{hand_in, purge};
use bedside::journey::{Introduction, LearnerId};
use bedside::record::Records as _;
use bedside::record::records::{Act, Matches};
use bedside::store::{Outbox, Queued};

use crate::collect::{Department, course, of, runs, written};
use crate::office::teaches;
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
    assert!(told.starts_with("2 records erased") && told.contains("records of staff id 9999"), "{told}");
    assert_eq!(department.keeps().len(), 1);
    assert_eq!(department.audits().0, Answer::Done);
}

#[test]
fn two_holds_on_one_person_are_let_go_of_one_by_one() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let learner = department.keeps()[0].completion.learner_id.0.to_string();
    for whose in [learner.as_str(), "0071"] {
        assert_eq!(holds(&department, whose, true).0, Answer::Done);
    }
    let (answer, told) = holds(&department, "0071", false);
    assert_eq!(answer, Answer::Done);
    assert!(told.starts_with("0 records are no longer held back\n1 is held back still"), "{told}");
    assert_eq!(erases(&department, "0071").0, Answer::No);
    assert_eq!(holds(&department, "0071", false).0, Answer::No, "nothing is held under that name");
    assert_eq!(holds(&department, &learner, false).1, "1 record is no longer held back\n");
    assert_eq!(erases(&department, "0071").0, Answer::Done);
}

#[test]
fn who_shares_an_account_keeps_what_is_theirs() {
    let mut department = Department::new();
    let who = |name: &str, staff_id: &str| Introduction { name: name.into(), staff_id: staff_id.into(), ..Introduction::default() };
    let mut ana = Graduate::new(&course(), 1, who("Ana Lima", "0071")).completes();
    let first = written(&ana.hands_in());
    let mut ben = ana.after(jiff::SignedDuration::from_hours(24 * 350)).introduces(who("Ben Roy", "")).takes(|_| true).earns();
    let second = written(&ben.hands_in());
    department.now = "2030-01-01T12:00:00Z".parse().unwrap();
    department.gets("1.json", first).gets("2.json", second);
    department.collects();
    let (_, told) = erases(&department, "0071");
    assert!(told.starts_with("1 record erased") && told.contains("Ben Roy, without a staff id"), "{told}");
    assert_eq!(department.keeps()[0].completion.name, "Ben Roy");
}

#[test]
fn a_learner_whose_account_handed_in_under_several_staff_ids_is_not_erased_as_one() {
    let mut department = Department::new();
    let who = |staff_id: &str| Introduction { name: "Ana".into(), staff_id: staff_id.into(), ..Introduction::default() };
    let mut ana = Graduate::new(&course(), 1, who("0071")).completes();
    let first = written(&ana.hands_in());
    let mut other = ana.after(jiff::SignedDuration::from_hours(24 * 350)).introduces(who("0072")).takes(|_| true).earns();
    department.now = "2030-01-01T12:00:00Z".parse().unwrap();
    department.gets("1.json", first).gets("2.json", written(&other.hands_in()));
    department.collects();
    let learner = department.keeps()[0].completion.learner_id.0.to_string();
    let (answer, told) = erases(&department, &learner);
    assert_eq!(answer, Answer::No);
    assert!(told.contains("several staff ids (0071, 0072)"), "{told}");
    assert_eq!(department.keeps().len(), 2);
}

#[test]
fn whoever_was_matched_on_the_roster_is_held_and_erased_by_that_staff_id() {
    let department = Department::new();
    let (learner, record) = handed_in(1, "");
    department.gets("ana.json", record);
    department.collects();
    std::fs::write(department.at("data/matches.json"), format!("{{\"0600\": \"{}\"}}", learner.0)).unwrap();
    assert!(holds(&department, "0600", true).1.starts_with("1 record is held back"));
    assert!(department.keeps()[0].held);
    assert_eq!(erases(&department, "0600").0, Answer::No);
    assert_eq!(holds(&department, "0600", false).0, Answer::Done);
    assert!(erases(&department, "0600").1.starts_with("1 record erased"));
    assert_eq!(department.keeps().len(), 0);
    assert!(!std::fs::read_to_string(department.at("data/matches.json")).unwrap().contains("0600"));
}

#[test]
fn whoever_was_erased_and_handed_in_again_can_be_erased_again_and_no_store_hears_of_them() {
    let department = Department::new();
    let (ana, record) = handed_in(1, "0071");
    let to = "https://lrs.example.org";
    let says = |learner: LearnerId| Queued { id: uuid::Uuid::new_v4(), body: format!("{{\"name\":\"{}\"}}", learner.0) };
    for _ in 0..2 {
        department.gets("ana.json", record.clone()).gets("ben.json", of(2, "Ben"));
        department.collects();
        let mut outbox = Outbox::open(&department.at("data")).unwrap();
        outbox.queue(to, &[says(ana), says(LearnerId(uuid::Uuid::from_u128(7)))], "2026-11-25T12:00:00Z".parse().unwrap()).unwrap();
        let before = outbox.stand(to).unwrap().waiting;
        drop(outbox);
        // Whoever is stopped in the middle does it again.
        let busy = rusqlite::Connection::open(department.at("data/outbox.db")).unwrap();
        busy.execute_batch("begin exclusive").unwrap();
        assert!(purge::erase(&mut department.records(), "0071", &department.purge(), &mut Vec::new()).is_err());
        busy.execute_batch("rollback").unwrap();
        assert!(erases(&department, "0071").1.starts_with("1 record erased"));
        assert_eq!(department.keeps().len(), 1);
        assert_eq!(Outbox::open(&department.at("data")).unwrap().stand(to).unwrap().waiting, before - 1);
    }
}

#[test]
fn an_account_of_several_people_is_not_erased_as_the_one_who_was_confirmed_and_nobody_else_loses_their_match() {
    let mut department = Department::new();
    let who = |name: &str, staff_id: &str| Introduction { name: name.into(), staff_id: staff_id.into(), ..Introduction::default() };
    let mut ada = Graduate::new(&course(), 1, who("Ada", "0710")).completes();
    let first = written(&ada.hands_in());
    let mut ben = ada.after(jiff::SignedDuration::from_hours(24 * 350)).introduces(who("Ben", "0072")).takes(|_| true).earns();
    department.now = "2030-01-01T12:00:00Z".parse().unwrap();
    department.gets("1.json", first).gets("2.json", written(&ben.hands_in()));
    department.collects();
    let account = department.keeps()[0].completion.learner_id;
    let act = Act { at: department.now, who: "jo".into(), what: "confirm".into(), to: "1 person".into(), why: String::new() };
    let confirmed = [("0071".to_owned(), account)].into();
    assert!(department.records().rematch(&Matches::new(), &confirmed, &act).unwrap());
    let (answer, told) = erases(&department, "0071");
    assert_eq!(answer, Answer::No);
    assert!(told.contains("handed in under several (0072, 0710), so it may be several people's"), "{told}");
    assert_eq!(department.keeps().len(), 2);
    assert_eq!(erases(&department, "0072").0, Answer::Done);
    assert_eq!(department.records().matches().unwrap(), confirmed, "that was Ben, and Ada is here");
    assert!(erases(&department, "0071").1.starts_with("1 record erased"));
    assert!(department.records().matches().unwrap().is_empty() && department.keeps().is_empty());
}

/// Kwame typed the staff id of Wei, which was found out and confirmed; then Wei asks to be erased.
#[test]
fn who_mistyped_a_staff_id_and_is_confirmed_as_another_one_is_not_erased_for_its_owner() {
    let department = Department::new();
    let (kwame, record) = handed_in(1, "1231");
    department.gets("kwame.json", record);
    department.collects();
    let act = Act { at: department.now, who: "jo".into(), what: "confirm".into(), to: "1 person".into(), why: String::new() };
    let confirmed = [("1032".to_owned(), kwame)].into();
    assert!(department.records().rematch(&Matches::new(), &confirmed, &act).unwrap());
    let there = "1 record was made under that staff id by somebody who is confirmed as `1032`";
    let (answer, told) = erases(&department, "1231");
    assert_eq!(answer, Answer::No);
    assert!(told.starts_with(&format!("nothing was erased: {there}")), "{told}");
    // What is Wei's own goes, and nothing of Kwame.
    let (wei, record) = handed_in(2, " 1231");
    department.gets("wei.json", record);
    department.collects();
    let (answer, told) = erases(&department, "1231");
    assert_eq!(answer, Answer::Done);
    assert!(told.starts_with("1 record erased") && told.contains(&format!("left as it is: {there}")), "{told}");
    let left: Vec<_> = department.keeps().into_iter().map(|record| record.completion.learner_id).collect();
    assert!(left == [kwame] && wei != kwame);
    assert_eq!(department.records().matches().unwrap(), confirmed);
    assert!(erases(&department, "1032").1.starts_with("1 record erased"));
}

/// At one account Cara handed in without a staff id, and then Dan under his own; she is confirmed.
fn cara_and_dan() -> (Department, LearnerId) {
    let mut department = Department::new();
    let who = |name: &str, staff_id: &str| Introduction { name: name.into(), staff_id: staff_id.into(), ..Introduction::default() };
    let mut cara = Graduate::new(&course(), 1, who("Cara Diaz", "")).completes();
    let first = written(&cara.hands_in());
    let mut dan = cara.after(jiff::SignedDuration::from_hours(24 * 350)).introduces(who("Dan Eck", "0082")).takes(|_| true).earns();
    department.now = "2030-01-01T12:00:00Z".parse().unwrap();
    department.gets("1.json", first).gets("2.json", written(&dan.hands_in()));
    department.collects();
    let account = department.keeps()[0].completion.learner_id;
    confirms(&department, "0081", account);
    (department, account)
}

fn confirms(department: &Department, staff_id: &str, learner: LearnerId) {
    let act = Act { at: department.now, who: "jo".into(), what: "confirm".into(), to: "1 person".into(), why: String::new() };
    let confirmed = [(staff_id.to_owned(), learner)].into();
    assert!(department.records().rematch(&Matches::new(), &confirmed, &act).unwrap());
}

fn names(department: &Department) -> Vec<String> {
    department.keeps().into_iter().map(|record| record.completion.name).collect()
}

#[test]
fn whoever_typed_their_own_staff_id_at_the_account_of_somebody_who_was_confirmed_is_erased_alone() {
    let (department, _) = cara_and_dan();
    let (answer, told) = erases(&department, "0082");
    assert!(answer == Answer::Done && told.starts_with("1 record erased") && !told.contains("left as it is"), "{told}");
    assert_eq!(names(&department), ["Cara Diaz"]);
    let (answer, told) = erases(&department, "0081");
    assert!(answer == Answer::Done && told.starts_with("1 record erased"), "{told}");
    assert_eq!(department.audits().0, Answer::Done);
}

#[test]
fn whoever_was_confirmed_takes_nobody_with_them_who_typed_another_staff_id_at_that_account() {
    let (department, account) = cara_and_dan();
    let (answer, told) = erases(&department, "0081");
    assert!(answer == Answer::Done && told.starts_with("1 record erased") && told.contains("records of staff id 0082"), "{told}");
    assert_eq!(names(&department), ["Dan Eck"]);
    // Whoever is held back is so with all that may be theirs.
    let (department, _) = cara_and_dan();
    assert!(holds(&department, "0081", true).1.starts_with("2 records are held back"));
    assert_eq!(department.keeps()[0].completion.learner_id, account);
}

#[test]
fn a_staff_id_that_was_mistyped_once_is_not_its_owners_where_the_name_is_that_of_whoever_was_confirmed() {
    let mut department = Department::new();
    let who = |name: &str, staff_id: &str| Introduction { name: name.into(), staff_id: staff_id.into(), ..Introduction::default() };
    let mut kwame = Graduate::new(&course(), 1, who("Kwame Osei", "1032")).completes();
    let first = written(&kwame.hands_in());
    let mut slip = kwame.after(jiff::SignedDuration::from_hours(24 * 350)).introduces(who("Osei, Kwame", "1231")).takes(|_| true).earns();
    department.now = "2030-01-01T12:00:00Z".parse().unwrap();
    department.gets("1.json", first).gets("2.json", written(&slip.hands_in()));
    department.collects();
    confirms(&department, "1032", department.keeps()[0].completion.learner_id);
    let (answer, told) = erases(&department, "1231");
    assert!(answer == Answer::No && told.contains("somebody who is confirmed as `1032`"), "{told}");
    assert!(erases(&department, "1032").1.starts_with("2 records erased"));
}

#[test]
fn a_learner_who_was_confirmed_is_erased_by_their_own_id_too() {
    let department = Department::new();
    let (learner, record) = handed_in(1, "0071");
    department.gets("ana.json", record);
    department.collects();
    confirms(&department, "0071", learner);
    let (answer, told) = erases(&department, &learner.0.to_string());
    assert!(answer == Answer::Done && told.starts_with("1 record erased"), "{told}");
    assert!(department.keeps().is_empty() && department.records().matches().unwrap().is_empty());
}

#[test]
fn whoever_is_confirmed_under_a_staff_id_that_is_held_back_is_held_back_with_it() {
    let department = Department::new();
    let (learner, record) = handed_in(1, "0600x");
    department.gets("ana.json", record).gets("ben.json", of(2, "Ben"));
    department.collects();
    teaches(&department, "sample");
    let people = department.at("people.csv");
    std::fs::write(&people, "staff id,name\nA600,Ana\n0072,Ben\n").unwrap();
    assert_eq!(holds(&department, "A600", true).0, Answer::Done);
    let confirms = |wish: &str| runs(&department, &["report", "--roster", people.to_str().unwrap(), "--confirm", wish]);
    let ben = department.keeps().into_iter().find(|record| record.completion.name == "Ben").unwrap().completion.learner_id;
    let (code, _, said) = confirms(&format!("0072={}", ben.0));
    assert_eq!((code, said.as_str()), (0, ""), "nobody holds him back");
    let (code, _, said) = confirms(&format!("A600={}", learner.0));
    assert_eq!((code, said.as_str()), (0, "`a600` is held back, so that learner is from now on: 1 record more\n"));
    assert_eq!(confirms(&format!("A600={}", learner.0)).2, "", "once is enough");
    let held: Vec<_> = department.keeps().into_iter().filter(|record| record.held).map(|record| record.completion.learner_id).collect();
    assert_eq!(held, [learner]);
    assert!(erases(&department, "0600x").1.starts_with("nothing was erased: these records are held back"));
    let (answer, told) = department.audits();
    assert_eq!(answer, Answer::Done, "the log says how many are held back: {told}");
    assert_eq!(holds(&department, "A600", false).0, Answer::Done);
    assert!(department.keeps().iter().all(|record| !record.held));
}

#[test]
fn an_erasure_leaves_no_file_name_of_what_was_refused_before() {
    let department = Department::new();
    department.gets("bedside-ana-lima-0071.json", "{").gets("ana.json", of(1, "Ana"));
    department.collects();
    department.gets("ben.json", of(2, "Ben"));
    department.collects();
    erases(&department, "0071");
    let bytes = std::fs::read(department.at("data/records.db")).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("ana-lima"));
}

#[test]
fn a_file_of_another_record_in_a_shared_folder_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let drop_box = folder.path().join("box");
    std::fs::create_dir(&drop_box).unwrap();
    let mut records = Vec::new();
    for (number, again) in [(1, false), (2, false), (1, true)] {
        let who = Introduction { name: "Ana".into(), staff_id: "0071".into(), ..Introduction::default() };
        if !again {
            Graduate::new(&course(), number, who).completes().on(&data);
        }
        let account = format!("user{number}");
        let asked = hand_in::Asked { records: data.clone().into(), data: data.clone(), account, to: drop_box.clone() };
        let (file, written) = hand_in::write(&asked, &course()).unwrap().unwrap();
        assert!(file.exists());
        records.push(written.record_id);
    }
    assert_ne!(records[0], records[1]);
    assert_eq!(std::fs::read_dir(&drop_box).unwrap().count(), 2, "one for each, however often it is written");
}
