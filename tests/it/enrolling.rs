//! Keys of learners and the tokens that bind them: once, again after they were revoked, and from wherever the file comes.

use std::fs;
use std::io::Write;

use bedside::cli::Answer;
use bedside::cli::collecting::Told;
use bedside::cli::command::{keys, purge};
use bedside::record::Records;
use bedside::record::enrolment::{Enrolment, Secret};
use jiff::{SignedDuration, Timestamp};
use zip::write::SimpleFileOptions;

use crate::collect::{Department, course, written};
use crate::support::graduate::Graduate;

/// A token that the department gives to somebody.
fn token(department: &Department, staff_id: &str) -> Secret {
    let mut out = Vec::new();
    keys::give(&department.at("data").into(), staff_id, "Ana", 14, department.now, &mut out).unwrap();
    Secret::read(String::from_utf8(out).unwrap().lines().next().unwrap()).unwrap()
}

/// The file by which somebody asks for their key to be bound.
fn asks(who: &Graduate, with: &Secret, at: Timestamp) -> String {
    Enrolment::new(with, who.learner, at, &who.key()).written().unwrap()
}

fn revokes(department: &Department, who: &Graduate) {
    keys::revoke(&department.at("data").into(), &who.key().id().to_string(), department.now, &mut Vec::new()).unwrap();
}

#[test]
fn a_revoked_key_is_bound_again_by_a_new_token_and_no_old_file_does_it() {
    let mut department = Department::new();
    let mut ana = Graduate::named(&course(), 1, "Ana").completes();
    let (first, second) = (token(&department, "0071"), token(&department, "0071"));
    department.gets("bedside-enrolment-1.json", asks(&ana, &first, department.now));
    assert!(department.collects().ends_with("0 new, 0 known already, 0 refused, 1 key enrolled\n"));
    let (_, told) = department.collects_as(Told::Json, None);
    assert!(told.contains(r#""outcome":"known","staff_id":"0071","enrolled":true"#), "{told}");
    assert!(department.collects().ends_with("0 new, 1 known already, 0 refused\n"), "the same file enrolls nothing again");

    let before = asks(&ana, &second, department.now);
    department.now += SignedDuration::from_mins(5);
    revokes(&department, &ana);
    department.gets("bedside-enrolment-2.json", before).gets("a.json", written(&ana.hands_in()));
    let text = department.collects();
    assert!(text.contains("0 new, 0 known already, 3 refused"), "what was made before the key was revoked lets it in again: {text}");
    assert!(text.contains("the token was used before") && text.contains("its key was revoked on 2026-11-25"), "{text}");

    department.now += SignedDuration::from_mins(5);
    department.gets("bedside-enrolment-2.json", asks(&ana, &second, department.now));
    let text = department.collects();
    assert!(text.contains("1 new, 0 known already, 1 refused, 1 key enrolled"), "{text}");
    assert!(department.keeps()[0].completion.enrolled);
    assert!(department.collects().ends_with("0 new, 3 known already, 0 refused\n"));
}

#[test]
fn a_key_that_was_bound_to_the_wrong_person_is_bound_to_the_right_one_by_a_new_token() {
    let department = Department::new();
    let mut ana = Graduate::named(&course(), 1, "Ana").completes();
    department.gets("bedside-enrolment-1.json", asks(&ana, &token(&department, "0099"), department.now));
    department.gets("a.json", written(&ana.hands_in()));
    assert!(department.collects().contains("its key is enrolled for another person (staff id \"0099\")"));
    department.gets("bedside-enrolment-2.json", asks(&ana, &token(&department, "0071"), department.now));
    let text = department.collects();
    assert!(text.contains("1 new, 1 known already, 0 refused, 1 key enrolled"), "{text}");
}

#[test]
fn what_was_collected_before_any_key_was_bound_stays_known() {
    let department = Department::new();
    let mut ana = Graduate::named(&course(), 1, "Ana").completes();
    let mut ben = Graduate::named(&course(), 2, "Ben").completes();
    department.gets("a.json", written(&ana.hands_in()));
    assert!(department.collects().contains("1 new, 0 known already, 0 refused"));
    let eve = Graduate::named(&course(), 3, "Eve");
    department.gets("bedside-enrolment-e.json", asks(&eve, &token(&department, "0073"), department.now));
    let (answer, text) = department.collects_as(Told::Text, None);
    assert!(answer == Answer::Done && text.ends_with("0 new, 1 known already, 0 refused, 1 key enrolled\n"), "{text}");
    // Another key's record is no more let in than before, nor is the same completion under another key.
    department.gets("b.json", written(&ben.hands_in())).gets("c.json", written(&ana.hands_in_by(&ben.key())));
    let (answer, text) = department.collects_as(Told::Text, None);
    assert!(answer == Answer::No && text.contains("0 new, 2 known already, 2 refused"), "{text}");
    assert!(text.contains("its key is not enrolled here") && !text.contains("/a.json"), "{text}");
    assert_eq!(department.keeps().len(), 1);
    // Whoever's key was revoked since has not lost what was collected.
    department.gets("bedside-enrolment-1.json", asks(&ana, &token(&department, "0071"), department.now));
    department.collects();
    revokes(&department, &ana);
    let (_, text) = department.collects_as(Told::Text, None);
    assert!(text.contains("0 new, 2 known already, 3 refused") && !text.contains("/a.json"), "{text}");
}

#[test]
fn an_enrolment_in_an_archive_lets_in_the_hand_in_beside_it() {
    let department = Department::new();
    let ben = Graduate::named(&course(), 2, "Ben");
    department.gets("bedside-enrolment-b.json", asks(&ben, &token(&department, "0072"), department.now));
    department.collects();
    let mut ana = Graduate::named(&course(), 1, "Ana").completes();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, words) in
        [("a.json", written(&ana.hands_in())), ("bedside-enrolment-a.json", asks(&ana, &token(&department, "0071"), department.now))]
    {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(words.as_bytes()).unwrap();
    }
    department.gets("all.zip", zip.finish().unwrap().into_inner());
    let text = department.collects();
    assert!(text.contains("1 new, 1 known already, 0 refused, 1 key enrolled"), "{text}");
}

#[test]
fn that_the_first_enrolled_key_shuts_all_others_out_is_said_with_its_token_and_when_it_is_bound() {
    let department = Department::new();
    let gives = || {
        let mut out = Vec::new();
        keys::give(&department.at("data").into(), "0071", "Ana", 14, department.now, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let shuts = "only records under enrolled keys are taken";
    assert!(gives().contains(shuts) && gives().contains(shuts), "no key is enrolled yet");
    let [ana, ben] = [(1, "Ana"), (2, "Ben")].map(|(number, name)| Graduate::named(&course(), number, name));
    department.gets("bedside-enrolment-a.json", asks(&ana, &token(&department, "0071"), department.now));
    assert!(department.collects().contains("it is the first: from now on only records under enrolled keys are taken"));
    department.gets("bedside-enrolment-b.json", asks(&ben, &token(&department, "0072"), department.now));
    let told = department.collects();
    assert!(told.contains("1 key enrolled") && !told.contains("from now on"), "{told}");
    assert!(!gives().contains(shuts));
}

#[test]
fn who_is_erased_goes_from_the_tokens_however_the_staff_id_was_typed() {
    let department = Department::new();
    token(&department, " AB12");
    token(&department, "ab12 ");
    token(&department, "AB13");
    let mut out = Vec::new();
    let answer = purge::erase(&mut department.records(), "Ab12", &department.purge(), &mut out).unwrap();
    assert_eq!(answer, Answer::Done, "{}", String::from_utf8(out).unwrap());
    let left: Vec<String> = department.records().tokens().unwrap().into_iter().map(|token| token.staff_id).collect();
    assert_eq!(left, ["AB13"]);
    assert!(department.audits().1.contains("erase: tokens (request 7)"));
    assert_eq!(purge::erase(&mut department.records(), "ab12", &department.purge(), &mut Vec::new()).unwrap(), Answer::No);
}

#[test]
fn no_key_is_made_that_the_log_does_not_know() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("records.db"), "no database at all, but long enough to look like one").unwrap();
    let now = "2026-11-25T12:00:00Z".parse().unwrap();
    assert!(keys::create((&data.clone().into(), &data), None, now, &mut Vec::new()).is_err());
    assert!(!data.join("department-key.pem").exists());
    fs::remove_file(data.join("records.db")).unwrap();
    keys::create((&data.clone().into(), &data), None, now, &mut Vec::new()).unwrap();
    fs::write(data.join("department-key.pem"), "-----BEGIN PRIVATE KEY-----\n").unwrap();
    let mut out = Vec::new();
    keys::show((&data.clone().into(), &data), &mut out).unwrap();
    assert!(String::from_utf8(out).unwrap().contains("department   damaged: department-key.pem holds no key"));
}
