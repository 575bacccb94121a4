//! What somebody may do to a hand-in, and what the department finds.

use std::sync::Arc;

use bedside::course::{Course, Version, read};
use bedside::journey::Fact;
use bedside::question::{Grade, Percent, Response};
use bedside::record::flaw::Flaw;
use bedside::record::hand_in::HandIn;
use bedside::record::open::open;
use bedside::record::regrade::Grading;
use bedside::record::seal::Key;
use bedside::record::{Assurance, Completion};
use bedside::source::{Content, Digest};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq};
use proptest::proptest;
use serde_json::{Value, json};

use crate::is_written;
use crate::support::graduate::{Graduate, sample, sample_files, sample_of};

fn ana() -> Graduate {
    Graduate::named(&Arc::new(sample()), 1, "Ana Lima").completes()
}

fn judged_at(bytes: &[u8], now: &str, courses: &[Arc<Course>]) -> Result<Completion, Flaw> {
    let find = |digest: &Digest| courses.iter().find(|course| course.digest() == *digest).cloned();
    let now: Timestamp = now.parse().unwrap();
    let grading = Grading { courses: &find, now, tolerance: SignedDuration::from_mins(15), assurance: Assurance::COUNTERSIGNED };
    open(bytes).and_then(|hand_in| grading.grade(hand_in))
}

fn judged(bytes: &[u8]) -> Result<Completion, Flaw> {
    judged_at(bytes, "2026-11-25T12:00:00Z", &[Arc::new(sample())])
}

fn word(bytes: &[u8]) -> &'static str {
    judged(bytes).map_or_else(|flaw| flaw.word(), |_| "taken")
}

/// Changes a hand-in, makes its chain anew and seals it again with the learner's own key: what a forger can do who owns the device.
fn forged(mut graduate: Graduate, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let (hand_in, key) = (graduate.hands_in(), graduate.key());
    let mut value: Value = serde_json::from_str(&hand_in.written().unwrap()).unwrap();
    change(&mut value);
    resealed(value, &key)
}

pub(crate) fn resealed(mut value: Value, key: &Key) -> Vec<u8> {
    let canonical = |value: &Value| serde_json_canonicalizer::to_string(value).unwrap();
    let who = value["learner"]["id"].as_str().unwrap().to_owned();
    let mut link = Digest::of(format!("bedside chain 1\n{who}\n{}\n", value["course"]["id"].as_str().unwrap()).as_bytes());
    for event in value["events"].as_array().unwrap() {
        link = Digest::of(&[link.0.as_slice(), canonical(event).as_bytes()].concat());
    }
    value["chain"] = json!(link.to_string());
    value["key"] = json!(key.id().to_string());
    let mut envelope = value.clone();
    envelope.as_object_mut().unwrap().remove("events");
    envelope.as_object_mut().unwrap().remove("seal");
    value["seal"] = json!(key.seal(format!("bedside hand-in 1\n{}", canonical(&envelope)).as_bytes()).to_string());
    canonical(&value).into_bytes()
}

fn event_of<'a>(value: &'a mut Value, fact: &str) -> &'a mut Value {
    value["events"].as_array_mut().unwrap().iter_mut().rfind(|event| event["fact"]["fact"] == fact).unwrap()
}

#[test]
fn an_honest_hand_in_comes_out_as_it_says() {
    let completion = judged(ana().hands_in().written().unwrap().as_bytes()).unwrap();
    is_written("fuzz/seeds/hand_in/small", &ana().hands_in().written().unwrap());
    assert_eq!((completion.name.as_str(), completion.staff_id.as_str()), ("Ana Lima", "0071"));
    assert_eq!((completion.score_earned, completion.score_of, completion.pass_mark), (2, 3, Percent(60)));
    assert_eq!((completion.attempts, completion.minutes, completion.assurance), (1, 4, Assurance::COUNTERSIGNED));
    assert_eq!(completion.course_version, Version { edition: 1, revision: 4 });
}

#[test]
fn the_same_completion_is_handed_in_in_the_same_bytes() {
    let (mut once, mut again) = (ana(), ana());
    assert_eq!(once.hands_in().written().unwrap(), again.hands_in().written().unwrap());
    let mut later = ana().after(SignedDuration::from_hours(30)).reads();
    assert_eq!(later.hands_in().written().unwrap(), once.hands_in().written().unwrap(), "what comes after changes nothing");
}

#[test]
fn what_a_learner_wrote_for_themselves_is_not_in_it() {
    let written = ana().hands_in().written().unwrap();
    assert!(!written.contains("my own words"), "{written}");
    assert!(written.contains(r#""note":"…""#));
}

#[test]
fn every_changed_byte_is_noticed() {
    let written = ana().hands_in().written().unwrap().into_bytes();
    let mut words = std::collections::BTreeMap::<&str, usize>::new();
    for place in 0..written.len() {
        for change in [0x01_u8, 0x20, 0x80] {
            let mut changed = written.clone();
            changed[place] ^= change;
            let flaw = open(&changed).map(|_| ()).unwrap_err();
            *words.entry(flaw.word()).or_default() += 1;
        }
    }
    let known = ["chain", "newer", "rewritten", "seal", "truncated", "unreadable"];
    assert!(words.keys().all(|word| known.contains(word)), "{words:?}");
    assert!(words["chain"] > 1000 && words["seal"] > 300 && words["unreadable"] > 1000, "{words:?}");
}

#[test]
fn every_cut_is_noticed() {
    let written = ana().hands_in().written().unwrap().into_bytes();
    for end in 1..written.len() {
        assert_eq!(open(&written[..end]).unwrap_err().word(), "truncated", "cut at {end}");
    }
    assert_eq!(open(b" \n").unwrap_err().to_string(), "it is no record of bedside: it is empty");
}

/// Changes the list of events and nothing else, as somebody without the key can.
fn with_events(change: impl FnOnce(&mut Vec<Value>)) -> &'static str {
    let mut value: Value = serde_json::from_str(&ana().hands_in().written().unwrap()).unwrap();
    change(value["events"].as_array_mut().unwrap());
    word(serde_json_canonicalizer::to_string(&value).unwrap().as_bytes())
}

#[test]
fn events_cannot_be_dropped_swapped_repeated_or_put_in() {
    let count = ana().hands_in().events.len();
    for place in 0..count {
        assert_eq!(with_events(|events| drop(events.remove(place))), "chain");
        assert_eq!(with_events(|events| events.insert(place, events[place].clone())), "chain");
        if place > 0 {
            assert_eq!(with_events(|events| events.swap(place - 1, place)), "chain");
        }
    }
    assert_eq!(with_events(Vec::clear), "chain");
}

#[test]
fn two_learners_hand_ins_cannot_be_spliced() {
    let ben = Graduate::named(&Arc::new(sample()), 2, "Ben Okoro").completes().hands_in();
    let (ana, ben): (Value, Value) = (json(&ana().hands_in()), json(&ben));
    for (part, said) in [
        ("events", "chain"),
        ("learner", "chain"),
        ("chain", "chain"),
        ("seal", "seal"),
        ("key", "seal"),
        ("record_id", "seal"),
        ("started_at", "seal"),
        ("completed_at", "seal"),
    ] {
        let mut spliced = ana.clone();
        assert_ne!(spliced[part], ben[part], "{part}");
        spliced[part] = ben[part].clone();
        assert_eq!(word(serde_json_canonicalizer::to_string(&spliced).unwrap().as_bytes()), said, "{part}");
    }
    let mut half = ana.clone();
    let tail = ben["events"].as_array().unwrap()[5..].to_vec();
    half["events"].as_array_mut().unwrap().splice(5.., tail);
    assert_eq!(word(serde_json_canonicalizer::to_string(&half).unwrap().as_bytes()), "chain");
}

fn json(hand_in: &HandIn) -> Value {
    serde_json::from_str(&hand_in.written().unwrap()).unwrap()
}

#[test]
fn a_file_that_was_opened_and_saved_is_told_from_a_forged_one() {
    let hand_in = ana().hands_in();
    let pretty = serde_json::to_string_pretty(&hand_in).unwrap();
    assert_eq!(word(pretty.as_bytes()), "rewritten");
    assert_eq!(word(b"PK\x03\x04 no json"), "unreadable");
    assert_eq!(word(&[b"{\"a\":\"\xff\"}".as_slice()].concat()), "unreadable");
    assert_eq!(word(br#"{"events":[],"format":2,"seal":""}"#), "newer");
    assert_eq!(word(br#"{"format":9}"#), "newer");
    assert_eq!(word(b"{}"), "unreadable");
    assert_eq!(open(&vec![b' '; 9 << 20]).unwrap_err(), Flaw::TooLarge);
}

/// What a forger who owns the key says, and what the department finds.
#[test]
fn a_forger_with_the_key_does_not_get_past_grading() {
    type Change = fn(&mut Value);
    let forgeries: [(&str, Change); 21] = [
        ("the score at its head", |value| value["score"] = json!("1/1")),
        ("the minutes at its head", |value| value["minutes"] = json!(60)),
        ("the number of attempts", |value| value["attempts"] = json!(2)),
        ("the pass mark at its head", |value| value["pass_mark"] = json!(10)),
        ("the last valid day", |value| value["expires_on"] = json!("2036-11-20")),
        ("the day of completion", |value| value["completed_on"] = json!("2026-11-19")),
        ("the name at its head", |value| value["learner"]["name"] = json!("Somebody Else")),
        ("the statement", |value| value["attestation"] = Value::Null),
        ("`", |value| event_of(value, "question-answered")["fact"]["grade"] = json!("1/2")),
        ("earned 0/1, not 1/1", |value| event_of(value, "question-answered")["fact"]["response"] = json!({ "one": 2 })),
        ("is worth 1, not 9", |value| event_of(value, "question-answered")["fact"]["points"] = json!(9)),
        ("longer than its attempt", |value| event_of(value, "question-answered")["fact"]["millis"] = json!(86_400_000)),
        ("other words", |value| event_of(value, "question-answered")["words"] = json!("00".repeat(32))),
        ("was not drawn", |value| event_of(value, "question-answered")["fact"]["question"] = json!("nine-lives")),
        ("another end than its answers", |value| event_of(value, "attempt-finished")["fact"]["grade"] = json!("1/1")),
        ("the pass mark of `the-quiz` is 60 %", |value| event_of(value, "attempt-started")["fact"]["pass"] = json!(10)),
        ("in another way", |value| drop(event_of(value, "attempt-started")["fact"]["drawn"].as_array_mut().unwrap().pop())),
        ("was drawn twice", |value| {
            let drawn = &mut event_of(value, "attempt-started")["fact"]["drawn"];
            drawn[1] = drawn[0].clone();
        }),
        ("in an order it does not have", |value| {
            event_of(value, "attempt-started")["fact"]["drawn"][0]["order"] = json!([0, 0, 1]);
        }),
        ("another version, score, pass mark or end", |value| event_of(value, "certificate-earned")["fact"]["grade"] = json!("1/1")),
        ("the certificate was not due", |value| {
            let events = value["events"].as_array_mut().unwrap();
            events.retain(|event| event["fact"]["fact"] != "page-read");
        }),
    ];
    for (said, change) in forgeries {
        let flaw = judged(&forged(ana(), change)).unwrap_err();
        assert!(matches!(&flaw, Flaw::Disagrees { what } if what.contains(said)), "`{said}`: {flaw}");
    }
}

#[test]
fn an_attempt_must_be_allowed_and_come_to_its_end() {
    let tried = |graduate: Graduate| graduate.takes(|_| false).takes(|_| false).takes(|_| false);
    let course = Arc::new(sample());
    let often = tried(Graduate::named(&course, 1, "Ana").opens(&course).reads()).takes(|_| true).earns();
    let flaw = judged(&forged(often, |_| {})).unwrap_err();
    assert!(flaw.to_string().contains("more often than it may be"), "{flaw}");
    let dropped = forged(ana(), |value| {
        let events = value["events"].as_array_mut().unwrap();
        let place = events.iter().position(|event| event["fact"]["fact"] == "question-answered").unwrap();
        events.remove(place);
    });
    let flaw = judged(&dropped).unwrap_err();
    assert!(flaw.to_string().contains("before its last question"), "{flaw}");
}

#[test]
fn clocks_that_are_ahead_or_were_set_back_are_told_of() {
    let bytes = ana().hands_in().written().unwrap().into_bytes();
    let at = |now| judged_at(&bytes, now, &[Arc::new(sample())]);
    assert!(at("2026-11-20T07:56:00Z").is_ok(), "within a quarter of an hour");
    assert!(matches!(at("2026-11-20T07:30:00Z"), Err(Flaw::Future { .. })));
    assert!(matches!(at("2025-01-01T00:00:00Z"), Err(Flaw::Future { .. })));
    let course = Arc::new(sample());
    let back = |hours: i64| {
        let mut back =
            Graduate::named(&course, 1, "Ana").opens(&course).reads().after(SignedDuration::from_hours(-hours)).takes(|_| true).earns();
        judged(back.hands_in().written().unwrap().as_bytes())
    };
    assert!(matches!(back(48), Err(Flaw::ClockBack { seq: 9 })), "{:?}", back(48));
    assert!(back(2).is_ok(), "a clock that was put right is no fraud: {:?}", back(2));
    // What to do about it is what works: another sending of the same does not.
    for flaw in [back(48).unwrap_err(), at("2026-11-20T07:30:00Z").unwrap_err()] {
        assert!(flaw.help().contains("`bedside forget`") && flaw.help().contains("complete"), "{}", flaw.help());
    }
}

#[test]
fn a_certificate_cannot_be_dated_elsewhere() {
    let moved = forged(ana(), |value| {
        value["completed_on"] = json!("2026-11-15");
        event_of(value, "certificate-earned")["fact"]["on"] = json!("2026-11-15");
        event_of(value, "certificate-earned")["fact"]["until"] = json!("2027-11-15");
        value["expires_on"] = json!("2027-11-15");
    });
    let flaw = judged(&moved).unwrap_err();
    assert!(flaw.to_string().contains("is not the day it was earned"), "{flaw}");
}

#[test]
fn a_course_that_is_not_here_is_asked_for_by_version_and_digest() {
    let bytes = ana().hands_in().written().unwrap().into_bytes();
    let flaw = judged_at(&bytes, "2026-11-25T12:00:00Z", &[Arc::new(sample_of("1.5"))]).unwrap_err();
    assert_eq!(flaw.word(), "unknown-course");
    assert!(flaw.to_string().contains(&format!("sample, version 1.4, digest {}", sample().digest())));
}

#[test]
fn what_was_answered_on_an_earlier_version_is_graded_on_it() {
    let (old, new) = (Arc::new(sample()), Arc::new(sample_of("1.5")));
    let mut both = Graduate::named(&old, 1, "Ana").opens(&old).reads().takes(|_| true).opens(&new).earns();
    let bytes = both.hands_in().written().unwrap().into_bytes();
    let now = "2026-11-25T12:00:00Z";
    assert!(judged_at(&bytes, now, &[old.clone(), new.clone()]).is_ok());
    let flaw = judged_at(&bytes, now, &[new]).unwrap_err();
    assert!(flaw.to_string().contains("version 1.4"), "{flaw}");
}

/// Scores typed in under a course that nobody has, before a certificate that never was, and then the real course and a real certificate.
#[test]
fn what_cannot_be_graded_earns_nothing() {
    let bytes = forged(ana(), |value| {
        let events = value["events"].as_array_mut().unwrap();
        let digest = |byte: &str| json!(byte.repeat(32));
        let real = events.iter().find(|event| event["fact"]["fact"] == "course-opened").unwrap().clone();
        for event in events.iter_mut() {
            match event["fact"]["fact"].as_str().unwrap() {
                "course-opened" => event["fact"]["digest"] = digest("ab"),
                "question-answered" => {
                    event["fact"]["response"] = json!({ "one": 2 });
                    event["fact"]["grade"] = json!("1/1");
                }
                "attempt-finished" => event["fact"]["grade"] = json!("1/1"),
                _ => {}
            }
        }
        let mut earned = events.pop().unwrap();
        let mut never = earned.clone();
        let begun = events.iter().find(|event| event["fact"]["fact"] == "attempt-started").unwrap()["at"].clone();
        never["at"] = begun;
        never["fact"]["certificate"] = json!("01a00000-0000-7000-8000-000000000001");
        never["fact"]["digest"] = digest("ab");
        never["fact"]["until"] = never["fact"]["on"].clone();
        earned["fact"]["grade"] = json!("1/1");
        let mut opened = real;
        opened["at"] = earned["at"].clone();
        events.extend([never, opened, earned]);
        for (seq, event) in (1..).zip(events.iter_mut()) {
            event["seq"] = json!(seq);
        }
        value["score"] = json!("1/1");
    });
    let flaw = judged(&bytes).unwrap_err();
    assert!(flaw.to_string().contains("the certificate was not due"), "{flaw}");
}

/// Another course of the department may have a quiz of the same name.
#[test]
fn answers_count_for_the_course_that_they_were_given_in() {
    let course = Arc::new(sample());
    let mut other = sample_files("1.4");
    let top = other.texts.get_mut("course.toml").unwrap();
    let Content::Text(text) = &*top else { panic!("it is no text") };
    *top = Content::Text(text.replacen("id = \"sample\"", "id = \"other\"", 1).into());
    let other = Arc::new(read(Arc::new(other)).course.unwrap());
    assert_ne!(other.id, course.id);
    let mut both = Graduate::named(&course, 1, "Ana").opens(&course).reads().opens(&other).takes(|_| true).opens(&course).earns();
    let bytes = both.hands_in().written().unwrap().into_bytes();
    let flaw = judged_at(&bytes, "2026-11-25T12:00:00Z", &[course, other]).unwrap_err();
    assert_eq!(flaw.word(), "unknown-course", "{flaw}");
}

#[test]
fn two_windows_that_come_to_the_end_at_one_moment_make_one_completion() {
    let course = Arc::new(sample());
    let first = Graduate::named(&course, 1, "Ana").completes().repeats_the_last("01a00000-0000-7000-8000-000000000002");
    let mut again = first.after(SignedDuration::from_hours(24 * 350)).opens(&course).takes(|_| true).earns();
    let bytes = again.hands_in().written().unwrap().into_bytes();
    let completion = judged_at(&bytes, "2027-12-01T12:00:00Z", &[course]).unwrap();
    assert_eq!((completion.attempts, completion.score_earned), (1, 1));
}

#[test]
fn a_renewal_is_graded_from_the_certificate_before() {
    let (old, new) = (Arc::new(sample()), Arc::new(sample_of("2.0")));
    let first = Graduate::named(&old, 1, "Ana").completes();
    let mut second = first.after(SignedDuration::from_hours(24 * 350)).opens(&new).takes(|_| true).earns();
    let bytes = second.hands_in().written().unwrap().into_bytes();
    let completion = judged_at(&bytes, "2027-12-01T12:00:00Z", &[new]).unwrap();
    assert_eq!((completion.course_version.edition, completion.attempts, completion.score_earned), (2, 1, 1));
}

#[test]
fn attempts_that_an_earlier_program_allowed_in_a_renewal_are_still_taken() {
    let course = Arc::new(sample());
    assert_eq!(course.quizzes[0].attempts, Some(3));
    let mut again = Graduate::named(&course, 1, "Ana").completes().after(SignedDuration::from_hours(24 * 350)).opens(&course);
    for _ in 0..5 {
        again = again.takes(|_| false);
    }
    let mut again = again.takes(|_| true).earns();
    let bytes = again.hands_in().written().unwrap().into_bytes();
    let completion = judged_at(&bytes, "2027-12-01T12:00:00Z", &[course]).unwrap();
    assert_eq!((completion.attempts, completion.score_earned), (6, 1));
}

#[test]
fn hostile_names_come_back_unchanged() {
    let course = Arc::new(sample());
    let long = "ß".repeat(10_000);
    for name in ["=cmd|'/c calc'!A1", "+1", "a\u{1b}[2J\u{9b}b", "\u{202e}drawkcab", "\"\\\u{0}\u{1f}\u{7f}", &long, "שלום 👩‍⚕️"]
    {
        let mut graduate = Graduate::named(&course, 3, name).completes();
        let written = graduate.hands_in().written().unwrap();
        assert_eq!(open(written.as_bytes()).unwrap().learner.name, name);
        let completion = judged(written.as_bytes()).unwrap();
        assert_eq!(completion.name, bedside::prose::safe::line(name));
    }
}

#[test]
fn the_whole_shipped_course_can_be_handed_in() {
    let course = Arc::new(bedside::course::read(Arc::new(bedside::source::shipped())).course.unwrap());
    let mut graduate = Graduate::named(&course, 1, "Ana Lima").opens(&course).reads().takes(|_| true).earns();
    let written = graduate.hands_in().written().unwrap();
    let completion = judged_at(written.as_bytes(), "2026-11-25T12:00:00Z", &[course]).unwrap();
    assert_eq!((completion.score_earned, completion.score_of), (1, 1));
    assert!(written.len() < 160_000, "{} bytes", written.len());
}

#[test]
fn a_response_of_another_form_earns_nothing_and_harms_nobody() {
    for response in [
        Response::Written("x".repeat(1000)),
        Response::Order(vec![usize::MAX; 3]),
        Response::Pairs(vec![None, Some(9)]),
        Response::Played(vec![0, 1]),
    ] {
        let bytes = forged(ana(), |value| {
            let answered = &mut event_of(value, "question-answered")["fact"];
            answered["response"] = serde_json::to_value(&response).unwrap();
            answered["grade"] = json!(Grade::FULL);
        });
        assert_ne!(word(&bytes), "taken");
    }
    assert!(matches!(ana().events()[0].fact, Fact::Introduced(_)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]
    #[test]
    fn any_bytes_are_refused_without_a_fall(bytes in any::<Vec<u8>>()) {
        prop_assert_eq!(open(&bytes).is_ok(), false);
    }

    #[test]
    fn any_change_under_the_learners_own_seal_is_judged_without_a_fall(place in any::<usize>(), with in any::<u8>(), text in any::<String>()) {
        let bytes = forged(ana(), |value| {
            let events = value["events"].as_array_mut().unwrap();
            let event = place % events.len();
            let fact = events[event]["fact"].as_object_mut().unwrap();
            let key = fact.keys().nth(usize::from(with) % fact.len()).unwrap().clone();
            fact[&key] = match with % 5 {
                0 => json!(text),
                1 => json!(with),
                2 => Value::Null,
                3 => json!([text, with]),
                _ => json!({ "one": with }),
            };
        });
        let _any = judged(&bytes);
    }
}

/// What is said of a hand-in that was made of other events, and sealed by the learner who owns the device.
fn said_of(courses: &[Arc<Course>], change: impl FnOnce(&mut Vec<Value>)) -> String {
    let bytes = forged(ana(), |value| {
        let events = value["events"].as_array_mut().unwrap();
        change(events);
        for (event, seq) in events.iter_mut().zip(1..) {
            event["seq"] = json!(seq);
        }
    });
    judged_at(&bytes, "2026-11-25T12:00:00Z", courses).map_or_else(|flaw| flaw.to_string(), |_| "taken".to_owned())
}

fn is_a(event: &Value, facts: &[&str]) -> bool {
    facts.iter().any(|fact| event["fact"]["fact"] == *fact)
}

const OF_ATTEMPTS: [&str; 4] = ["attempt-started", "question-shown", "question-answered", "attempt-finished"];

#[test]
fn a_certificate_is_graded_whatever_course_was_said_to_be_open() {
    // In front of a course that nobody has, a certificate is said to be earned of one that is here; then once more, in front of that one.
    let said = said_of(&[Arc::new(sample())], |events| {
        let opened = events.iter().position(|event| is_a(event, &["course-opened"])).unwrap();
        let mut elsewhere = events[opened].clone();
        elsewhere["fact"]["digest"] = json!("00".repeat(32));
        elsewhere["fact"]["version"] = json!("0.9");
        let real = std::mem::replace(&mut events[opened], elsewhere);
        events.retain(|event| !is_a(event, &OF_ATTEMPTS));
        let mut twin = events.last().unwrap().clone();
        twin["fact"]["certificate"] = json!(uuid::Uuid::from_u128(7).to_string());
        let mut again = real;
        again["at"] = twin["at"].clone();
        events.extend([again, twin]);
    });
    assert!(said.contains("the certificate was not due"), "{said}");
    // One of a course that nobody has, in front of one that is here, counts for nothing.
    let said = said_of(&[Arc::new(sample())], |events| {
        let mut other = events.last().unwrap().clone();
        other["fact"]["digest"] = json!("00".repeat(32));
        let place = events.len() - 1;
        events.insert(place, other);
    });
    assert_eq!(said, "taken");
}

#[test]
fn what_is_said_of_an_attempt_in_front_of_a_course_without_its_quiz_is_refused() {
    let mut files = sample_files("1.3");
    let Some(quiz) = files.texts.remove("quizzes/the-quiz.toml") else { panic!("the course has a quiz") };
    files.texts.insert("quizzes/other-quiz.toml".into(), quiz);
    let other = Arc::new(read(Arc::new(files)).course.unwrap());
    let courses = [Arc::new(sample()), other.clone()];
    for answers_too in [false, true] {
        let said = said_of(&courses, |events| {
            let opened = events.iter().find(|event| is_a(event, &["course-opened"])).unwrap().clone();
            let begun = events.iter().position(|event| is_a(event, &["attempt-started"])).unwrap();
            let end = events.iter().position(|event| is_a(event, &["attempt-finished"])).unwrap();
            let opening = |digest: String, version: &str, at: &Value| {
                let mut opening = opened.clone();
                (opening["fact"]["digest"], opening["fact"]["version"], opening["at"]) = (json!(digest), json!(version), at.clone());
                opening
            };
            let back = opening(sample().digest().to_string(), "1.4", &events[end]["at"]);
            let away = opening(other.digest().to_string(), "1.3", &events[begun]["at"]);
            events.insert(if answers_too { end } else { end + 1 }, back);
            events.insert(begun + 1, away);
            if answers_too {
                // What was answered honestly may have been, in another window.
                let wrong = events.iter_mut().find(|event| event["fact"]["grade"] == "0/1").unwrap();
                wrong["fact"]["grade"] = json!("1/1");
            } else {
                events.retain(|event| !is_a(event, &["question-answered"]));
            }
        });
        assert!(said.contains("the course has no quiz `the-quiz`"), "{said}");
    }
}
