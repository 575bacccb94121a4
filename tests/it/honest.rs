//! What honest people do that looks odd afterwards: a clock that was mended, two windows, a quiz taken in spite of a wait. Nothing of it is
//! refused as made by hand, and what is made by hand still is.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use bedside::course::{Course, read};
use bedside::id::CourseId;
use bedside::journey::{Event, Fact, Introduction, Journal, LearnerId, Progress};
use bedside::question::{Grade, Percent};
use bedside::record::flaw::Flaw;
use bedside::record::hand_in::drafts;
use bedside::record::open::open;
use bedside::record::regrade::Grading;
use bedside::record::seal::Key;
use bedside::record::{Assurance, Completion};
use bedside::source::{Content, Digest, Files};
use bedside::store::Sqlite;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use uuid::Uuid;

use crate::sittings::{quiz, two};
use crate::support::graduate::{Graduate, sample, sample_files};
use crate::support::pty::{Setting, Window};

/// What a department finds that is handed these events.
fn judged(events: &[Event], learner: LearnerId, courses: &[&Arc<Course>]) -> Result<Completion, Flaw> {
    let draft = drafts(&courses[0].id, "ana", learner, events).pop().unwrap();
    let written = draft.seal("bedside 0.1.0", &Key::from_secret(&[3; 32])).unwrap().written().unwrap();
    let find = |digest: &Digest| courses.iter().find(|course| course.digest() == *digest).map(|course| (*course).clone());
    let now: Timestamp = events.last().unwrap().at.max("2026-11-25T12:00:00Z".parse().unwrap());
    let grading = Grading { courses: &find, now, tolerance: SignedDuration::from_mins(15), assurance: Assurance::COUNTERSIGNED };
    open(written.as_bytes()).and_then(|hand_in| grading.grade(hand_in))
}

fn read_as(files: Files) -> Arc<Course> {
    Arc::new(read(Arc::new(files)).course.unwrap())
}

/// The files of the sample course, each text changed.
fn changed(version: &str, change: impl Fn(&str) -> String) -> Files {
    let mut files = sample_files(version);
    for content in files.texts.values_mut() {
        let Content::Text(text) = &*content else { panic!("it is no text") };
        *content = Content::Text(change(text).into());
    }
    files
}

fn opened(course: &Course) -> Fact {
    Fact::CourseOpened { version: course.version, digest: course.digest() }
}

/// Puts a fact in, at the moment of the event before it.
fn put(events: &mut Vec<Event>, place: usize, fact: Fact) {
    let at = events[place - 1].at;
    events.insert(place, Event { seq: 0, at, fact });
    for (seq, event) in (1..).zip(events.iter_mut()) {
        event.seq = seq;
    }
}

fn place_of(events: &[Event], is: impl Fn(&Fact) -> bool) -> usize {
    events.iter().position(|event| is(&event.fact)).unwrap()
}

const fn is_answer(fact: &Fact) -> bool {
    matches!(fact, Fact::QuestionAnswered { .. })
}

#[test]
fn a_clock_that_is_mended_in_the_middle_of_an_attempt_is_no_fraud() {
    let course = Arc::new(sample());
    let mut ana = Graduate::named(&course, 1, "Ana").completes();
    let set_back = |events: &mut [Event], from: usize| {
        for event in &mut events[from..] {
            event.at -= SignedDuration::from_mins(40);
        }
    };
    let mut events = ana.events();
    let first = place_of(&events, is_answer);
    for after in [first, first + 1, first + 2] {
        let mut mended = events.clone();
        set_back(&mut mended, after);
        let completion = judged(&mended, ana.learner, &[&course]).unwrap();
        assert_eq!((completion.score_earned, completion.score_of), (2, 3));
    }
    // Before the attempt it excuses no times in it.
    set_back(&mut events, first - 1);
    judged(&events, ana.learner, &[&course]).unwrap();
    if let Fact::QuestionAnswered { millis, .. } = &mut events[first].fact {
        *millis = 86_400_000;
    }
    let flaw = judged(&events, ana.learner, &[&course]).unwrap_err().to_string();
    assert!(flaw.contains("took longer than its attempt had lasted"), "{flaw}");
}

#[test]
fn what_another_window_opened_meanwhile_does_not_make_an_answer_another_one() {
    let old = Arc::new(sample());
    let new = read_as(changed("1.5", |text| text.replace("Which is right for", "What is right for")));
    let mut ana = Graduate::named(&old, 1, "Ana").completes();
    let events = ana.events();
    let first = place_of(&events, is_answer);
    for place in [first - 1, first, first + 1, events.len() - 1] {
        let mut events = events.clone();
        put(&mut events, place, opened(&new));
        let completion = judged(&events, ana.learner, &[&old, &new]).unwrap();
        assert_eq!((completion.course_version, completion.score_earned), (old.version, 2));
        if place < events.len() - 2 {
            assert_eq!(judged(&events, ana.learner, &[&old]).unwrap_err().word(), "unknown-course", "both must be here");
        }
        // What comes out by none of the two stays refused.
        if let Fact::QuestionAnswered { grade, .. } = &mut events.iter_mut().rfind(|event| is_answer(&event.fact)).unwrap().fact {
            *grade = Grade::HALF;
        }
        let flaw = judged(&events, ana.learner, &[&old, &new]).unwrap_err();
        assert!(matches!(flaw, Flaw::Disagrees { .. }), "{flaw}");
    }
}

/// A version without the quiz cannot say that an answer to it was right, nor what an attempt at it came to.
#[test]
fn a_version_that_does_not_have_the_quiz_vouches_for_no_answer_and_no_end() {
    let course = Arc::new(sample());
    let mut before = changed("1.3", |text| text.replace("\"privacy\", \"the-quiz\"", "\"privacy\""));
    before.texts.retain(|path, _| !path.starts_with("quizzes"));
    let before = read_as(before);
    assert!(before.quizzes.is_empty());
    let mut ana = Graduate::named(&course, 1, "Ana").completes();
    let is_end = |fact: &Fact| matches!(fact, Fact::AttemptFinished { .. });
    for forges_answers in [true, false] {
        let mut events = ana.events();
        for event in &mut events {
            match &mut event.fact {
                Fact::QuestionAnswered { grade, .. } if forges_answers => *grade = Grade::FULL,
                Fact::AttemptFinished { grade, .. } | Fact::CertificateEarned { grade, .. } => *grade = Grade::FULL,
                _ => {}
            }
        }
        let (answer, end) = (place_of(&events, is_answer), place_of(&events, is_end));
        let (from, to) = if forges_answers { (answer, end) } else { (end, end + 1) };
        put(&mut events, to, opened(&course));
        put(&mut events, from, opened(&before));
        let flaw = judged(&events, ana.learner, &[&course, &before]).unwrap_err().to_string();
        assert!(flaw.contains("the course has no quiz `the-quiz`"), "{flaw}");
    }
}

fn window(data: &Path, course: &Path, how: &[&str]) -> Window {
    let arguments = [how, &["--course", course.to_str().unwrap()]].concat();
    Setting { columns: 90, rows: 50, arguments: &arguments, ..Setting::new(data) }.opens()
}

fn kept(data: &Path) -> Vec<Event> {
    Sqlite::open_to_read(data).unwrap().unwrap().journal("local", &CourseId::new("tiny").unwrap()).unwrap().read().unwrap()
}

fn course_in(folder: &TempDir) -> Arc<Course> {
    read_as(bedside::source::folder(folder.path()).unwrap())
}

/// Somebody says who they are, and is at the list of steps.
fn known(data: &Path) {
    let mut journal = Sqlite::open(data).unwrap().journal("local", &CourseId::new("tiny").unwrap()).unwrap();
    let who = Introduction { name: "Ada".into(), ..Introduction::default() };
    journal.append(Fact::Introduced(who), "2026-11-20T08:00:00Z".parse().unwrap()).unwrap();
}

/// Begins an attempt in a window of its own, and gives the first answer.
fn answers_the_first(data: &Path, course: &Path, key: &str) -> Window {
    let mut other = window(data, course, &[]);
    other.sees("The quiz").presses("enter").sees("begin").presses("enter").sees("Who may hold a copy?").presses(key).sees("your answer");
    other
}

#[test]
fn who_goes_on_in_a_window_after_a_newer_version_was_opened_in_another_is_graded_on_what_they_had_in_front() {
    for how in [&[][..], &["--plain"]] {
        let folder = quiz("", &two());
        let data = tempfile::tempdir().unwrap();
        known(data.path());
        let old = course_in(&folder);
        let mut first = window(data.path(), folder.path(), how);
        first.sees("The quiz").presses("enter").sees("begin").presses("enter").sees("Who may hold a copy?");
        for (path, from, to) in [("course.toml", "\"1.0\"", "\"1.1\""), ("quizzes/the-quiz.toml", "Who may hold", "Who could hold")] {
            let path = folder.path().join(path);
            let text = fs::read_to_string(&path).unwrap().replace(from, to);
            fs::write(path, text).unwrap();
        }
        let new = course_in(&folder);
        let mut second = window(data.path(), folder.path(), how);
        second.sees("Who could hold a copy?").types(if how.is_empty() { "q" } else { "quit\r" }).ends();
        assert_eq!(Progress::replay(&kept(data.path())).opened, Some((new.version, new.digest())));

        if how.is_empty() {
            first.presses("a").sees("your answer").presses("enter").sees("A deleted post").presses("b").sees("your answer");
            first.presses("enter").sees("Passed.").presses("q").ends();
        } else {
            first.types("1\r").sees("Right").types("\r").sees("A deleted post").types("2\r").sees("for the result").types("\r");
            first.sees("Passed").types("quit\r").ends();
        }
        let events = kept(data.path());
        let learner = LearnerId(Uuid::from_u128(7));
        let completion = judged(&events, learner, &[&old, &new]).unwrap();
        assert_eq!((completion.course_version, completion.course_digest), (old.version, old.digest()));
        assert_eq!(Progress::replay(&events).opened, Some((old.version, old.digest())), "the window says once more what is in front");
        let openings = events.iter().filter(|event| matches!(event.fact, Fact::CourseOpened { .. })).count();
        assert_eq!(openings, 3, "and says it once");
    }
}

#[test]
fn a_window_that_stood_at_a_quiz_before_it_was_failed_in_another_lets_nobody_in_before_the_wait_is_over() {
    for how in [&[][..], &["--plain"]] {
        let folder = quiz("attempts = 3\nwait_minutes = 30", &two());
        let data = tempfile::tempdir().unwrap();
        known(data.path());
        let mut stale = window(data.path(), folder.path(), how);
        stale.sees("The quiz").presses("enter").sees("0 of 3 attempts used").sees("begin");
        let mut other = answers_the_first(data.path(), folder.path(), "b");
        other
            .presses("enter")
            .sees("A deleted post")
            .presses("a")
            .sees("your answer")
            .presses("enter")
            .sees("Not yet passed")
            .presses("q")
            .ends();
        stale.presses("enter").sees("1 of 3 attempts used").sees("0 %").sees("again at");
        stale.presses("enter").sees("again at").types(if how.is_empty() { "q" } else { "quit\r" }).ends();
        assert_eq!(Progress::replay(&kept(data.path())).attempts.len(), 1);
    }
}

#[test]
fn an_attempt_begun_in_another_window_is_gone_on_with() {
    for how in [&[][..], &["--plain"]] {
        let folder = quiz("", &two());
        let data = tempfile::tempdir().unwrap();
        known(data.path());
        let mut stale = window(data.path(), folder.path(), how);
        stale.sees("The quiz").presses("enter").sees("begin");
        let mut other = answers_the_first(data.path(), folder.path(), "a");
        other.presses("ctrl-c").ends();
        stale.presses("enter").sees("Question 2 of 2").sees("A deleted post");
        if how.is_empty() {
            stale.presses("b").sees("your answer").presses("enter").sees("Passed.").presses("q").ends();
        } else {
            stale.types("2\r").sees("Right").types("quit\r").ends();
        }
        let begun = kept(data.path()).iter().filter(|event| matches!(event.fact, Fact::AttemptStarted { .. })).count();
        assert_eq!(begun, 1);
    }
}

/// Two quizzes that ask for different shares: the one of three questions for 90 %, the one of six for 30 %.
fn uneven() -> Arc<Course> {
    let text = |text: &str| {
        let text = text.replace("\"privacy\", \"the-quiz\"", "\"privacy\", \"the-quiz\", \"the-other\"");
        text.replace("pass = 60", "pass = 90")
    };
    let mut files = changed("1.4", text);
    let question =
        |number: usize| format!("[[question]]\nid = \"more-{number}\"\nask = \"Is {number} right?\"\nanswer = true\nwhy = \"So.\"\n");
    let quiz = format!("title = \"The other\"\npass = 30\n{}", (0..6).map(question).collect::<String>());
    files.texts.insert("quizzes/the-other.toml".into(), Content::Text(quiz.into()));
    read_as(files)
}

#[test]
fn a_certificate_over_several_quizzes_says_a_pass_mark_that_its_score_reaches() {
    let course = uneven();
    let mut ana = Graduate::named(&course, 1, "Ana").opens(&course).reads().takes(|place| place < 3).earns();
    let events = ana.events();
    let said = |events: &[Event]| judged(events, ana.learner, &[&course]);
    let completion = said(&events).unwrap();
    assert_eq!((completion.score_percent, completion.pass_mark), (Percent(66), Percent(50)));

    // An earlier program said the highest; that stays so, and nothing else does.
    for (mark, is_taken) in [(90, true), (30, false), (66, false), (91, false)] {
        let mut before = events.clone();
        if let Some(Event { fact: Fact::CertificateEarned { pass, .. }, .. }) = before.last_mut() {
            *pass = Percent(mark);
        }
        match said(&before) {
            Ok(completion) => assert_eq!((completion.pass_mark, is_taken), (Percent(mark), true)),
            Err(flaw) => assert!(!is_taken && flaw.to_string().contains("pass mark"), "{flaw}"),
        }
    }
}
