//! What first attempts tell of the questions, and what throwing one out comes to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::ControlFlow;
use std::sync::Arc;

use bedside::cli::command::analyse::Study;
use bedside::cli::command::export::{Wanted, write};
use bedside::cli::records::Records;
use bedside::course::{self, Course};
use bedside::id::{CourseId, QuestionId, QuizId};
use bedside::journey::{AttemptId, CertificateId, Event, Fact, LearnerId, Preference, Wording};
use bedside::prose::safe;
use bedside::question::{Grade, Percent, Response};
use bedside::record::analysis::{Analysis, PUT_BACK, THROWN_OUT, count_without, heat, regraded};
use bedside::record::format::{Lines, Manner, named};
use bedside::record::records::{Act, Batch, BatchId, Incoming, Salt};
use bedside::record::seal::Key;
use bedside::record::{Answered, Assurance, Attempted, Records as _, Told, hand_in};
use bedside::source::{Content, Digest, Files};
use bedside::store::SqliteRecords;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::collect::{Department, of, runs, written};
use crate::office::teaches;
use crate::support::graduate::{self, Graduate};

const COURSE: &str = "format = 1\nid = \"sample\"\ntitle = \"Before You Post\"\ncontact = \"it@example.org\"\nversion = \"1.4\"\n";
const QUIZ: &str = "title = \"The quiz\"\n\
    [[question]]\nid = \"first-one\"\nask = \"One?\"\nwhy = \"So.\"\noptions = '''\n- [x] this\n- [ ] that\n'''\n\
    [[question]]\nid = \"second-one\"\nask = \"Two?\"\nwhy = \"So.\"\noptions = '''\n- [x] this\n- [ ] that\n'''\n";

fn sample() -> Course {
    let texts = [("course.toml", COURSE), ("quizzes/the-quiz.toml", QUIZ)];
    let texts: BTreeMap<_, _> = texts.into_iter().map(|(path, text)| (path.into(), Content::Text(text.into()))).collect();
    course::read(Arc::new(Files { texts, ..Files::default() })).course.unwrap()
}

fn question(id: &str) -> QuestionId {
    QuestionId::new(id).unwrap()
}

fn answered(id: &str, option: usize, seconds: u64) -> Answered {
    Answered {
        question: question(id),
        at: Timestamp::UNIX_EPOCH,
        response: Response::One(option),
        key: Some(Response::One(0)),
        grade: if option == 0 { Grade::FULL } else { Grade::NONE },
        points: 1,
        millis: seconds * 1000,
        wording: Wording { ask: format!("{id}?"), items: ["right", "wrong", "never"].map(str::to_owned).into() },
        rev: 1,
    }
}

fn attempted(number: u128, answers: Vec<Answered>) -> Attempted {
    let right = u64::try_from(answers.iter().filter(|answer| answer.grade.is_full()).count()).unwrap();
    let of = answers.len() as u64;
    Attempted {
        unanswered: Vec::new(),
        attempt_id: AttemptId(Uuid::from_u128(number)),
        learner_id: LearnerId(Uuid::from_u128(number)),
        account: String::new(),
        name: String::new(),
        role: None,
        staff_id: String::new(),
        department: String::new(),
        course_id: CourseId::new("sample").unwrap(),
        course_version: None,
        quiz_id: QuizId::new("the-quiz").unwrap(),
        quiz_title: "The quiz".to_owned(),
        started_at: Timestamp::UNIX_EPOCH,
        ended_at: Timestamp::UNIX_EPOCH,
        questions: u32::try_from(of).unwrap(),
        answered: u32::try_from(of).unwrap(),
        score_percent: Percent(u8::try_from(right * 100 / of).unwrap()),
        score_earned: right,
        score_of: of,
        pass_mark: Percent(80),
        passed: right * 100 >= 80 * of,
        assurance: Assurance::SELF_ATTESTED,
        organization: String::new(),
        original_score: None,
        untimed: false,
        answers,
    }
}

/// Forty attempts: the first question goes with the others, the second against them, the third is known by all.
fn forty() -> Analysis {
    let mut analysis = Analysis::default();
    for number in 0..40 {
        let knows = number % 4 != 0;
        let first = answered("first-one", usize::from(!knows), 10 + u64::try_from(number).unwrap());
        let second = answered("second-one", usize::from(knows), 20);
        let third = answered("third-one", 0, 2);
        let fourth = answered("fourth-one", usize::from(!knows), 5);
        analysis.add(&attempted(number, vec![first, second, third, fourth]));
    }
    analysis
}

#[test]
fn figures_are_those_of_the_textbook() {
    let items = forty().items();
    let item = |id: &str| items.iter().find(|item| item.question == question(id)).unwrap();
    let first = item("first-one");
    assert!((first.facility - 0.75).abs() < 1e-12 && first.answers == 40 && first.median_seconds == 29);
    // The rest of the attempt is 2/3 for both: nothing goes together where nothing differs.
    assert_eq!(first.discrimination, None);
    assert!((item("second-one").discrimination.unwrap() + 1.0).abs() < 1e-9);
    assert_eq!(item("third-one").discrimination, None);
    let counts: Vec<(String, u64, Option<bool>)> =
        first.choices.iter().map(|choice| (choice.words.clone(), choice.count, choice.right)).collect();
    let expected = [("right", 30, true), ("wrong", 10, false), ("never", 0, false)];
    assert_eq!(counts, expected.map(|(words, count, right)| (words.to_owned(), count, Some(right))));
}

#[test]
fn a_screen_shows_signs_and_words_and_no_colour() {
    let analysis = forty();
    let items = analysis.items();
    let items: Vec<_> = items.iter().collect();
    for columns in [80, 40] {
        let lines = heat(&items, &[question("second-one")].into(), columns);
        assert!(lines.iter().all(|line| bedside::prose::layout::width(line) <= columns && line.chars().all(safe::harmless)));
        insta::assert_snapshot!(format!("heat-{columns}"), lines.join("\n"));
    }
}

#[test]
fn without_a_question_results_rise_and_never_fall() {
    let out: BTreeSet<QuestionId> = [question("second-one")].into();
    let wrong = attempted(1, vec![answered("first-one", 0, 1), answered("second-one", 1, 1)]);
    let after = regraded(&wrong, &out).unwrap();
    assert!((after.grade, after.passed) == (Grade::FULL, true) && !wrong.passed);
    let right = attempted(2, vec![answered("first-one", 1, 1), answered("second-one", 0, 1)]);
    assert_eq!(regraded(&right, &out).unwrap().grade, Grade::HALF);
    assert_eq!(regraded(&attempted(3, vec![answered("first-one", 0, 1)]), &out), None);
}

/// A learner's events: one attempt that failed, one that passed, and the certificate.
fn events(course: &Course) -> Vec<Event> {
    let quiz = &course.quizzes[0];
    let (version, digest) = (course.version, course.files.digest());
    let mut facts = vec![Fact::CourseOpened { version, digest }];
    for (number, options) in [(1, [0, 1]), (2, [0, 0])] {
        let attempt = AttemptId(Uuid::from_u128(number));
        facts.push(bedside::journey::begin(quiz, attempt, &BTreeSet::new(), 1));
        for (question, option) in quiz.questions.iter().zip(options) {
            let grade = if option == 0 { Grade::FULL } else { Grade::NONE };
            let (response, wording) = (Response::One(option), Wording::of(question));
            let question = question.id.clone();
            facts.push(Fact::QuestionAnswered { attempt, question, response, grade, points: 1, millis: 9000, wording });
        }
        let grade = if number == 1 { Grade::HALF } else { Grade::FULL };
        facts.push(Fact::AttemptFinished { attempt, grade, passed: number == 2 });
    }
    let (certificate, on) = (CertificateId(Uuid::from_u128(7)), jiff::civil::date(2026, 11, 20));
    facts.push(Fact::CertificateEarned { certificate, version, digest, on, until: None, grade: Grade::FULL, pass: Percent(80) });
    let at = |seq: i64| Timestamp::from_second(1_790_000_000 + seq * 60).unwrap();
    (1..).zip(facts).map(|(seq, fact)| Event { seq, at: at(i64::try_from(seq).unwrap()), fact }).collect()
}

/// A department that has collected that learner's hand-in.
fn department(folder: &std::path::Path) -> SqliteRecords {
    let course = sample();
    let learner = LearnerId(Uuid::from_u128(5));
    let events = events(&course);
    let completion = bedside::record::completions(&course, "ana", learner, &events).remove(0);
    let draft = hand_in::drafts(&course.id, "ana", learner, &events).remove(0);
    let key = Key::from_secret(&[7; 32]);
    let sealed = draft.seal("test", &key).unwrap();
    let document = sealed.written().unwrap();
    let digest = Digest::of(document.as_bytes());
    let incoming = Incoming { completion, key: key.id().to_string(), document, digest, salt: Salt([1; 16]) };
    let mut store = SqliteRecords::open(folder).unwrap();
    let batch = Batch { id: BatchId(Uuid::from_u128(9)), source: "a test".to_owned(), received_at: Timestamp::UNIX_EPOCH };
    store.keep(&batch, &[&incoming]).unwrap();
    store
}

#[test]
fn a_department_throws_a_question_out_and_puts_it_back_and_its_log_has_both() {
    let folder = tempfile::tempdir().unwrap();
    let mut records = Records::Department(Box::new(department(folder.path())));
    let course = sample();
    let passes = |records: &Records| {
        let study = Study::of(records, &course, None).unwrap();
        let mut out = Vec::new();
        study.json(&mut out).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&out).unwrap();
        json["without_them"]["the-quiz"]["newly_passed"].as_u64()
    };
    assert_eq!(passes(&records), None);
    let act = |what: &str| Act {
        at: Timestamp::UNIX_EPOCH,
        who: "chief".to_owned(),
        what: what.to_owned(),
        to: "second-one".to_owned(),
        why: "the key was wrong".to_owned(),
    };
    records.note(&act(THROWN_OUT)).unwrap();
    assert_eq!(passes(&records), Some(1));
    records.note(&act(PUT_BACK)).unwrap();
    assert_eq!(passes(&records), None);
    let Records::Department(store) = &records else { panic!("no department") };
    let mut acts = Vec::new();
    store
        .each_act(&mut |noted| {
            acts.push(noted.act.what);
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(acts, [THROWN_OUT, PUT_BACK]);
    assert!(Records::Nowhere.note(&act(THROWN_OUT)).is_err());
}

#[test]
fn a_department_exports_what_it_collected_with_attempts_and_statements() {
    let folder = tempfile::tempdir().unwrap();
    let records = Records::Department(Box::new(department(folder.path())));
    let rows = |format: &str, lines: Lines| {
        let mut out = Vec::new();
        let wanted = Wanted { manner: Manner { lines, ..Manner::default() }, ..Wanted::all(named(format).unwrap()) };
        write(&records, &sample(), &wanted, &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().count()
    };
    assert_eq!((rows("jsonl", Lines::Completions), rows("jsonl", Lines::Attempts)), (1, 2));
    // Begun, completed, passed; and for each attempt begun, two answers, and the verdict.
    assert_eq!(rows("xapi", Lines::Completions), 3 + 2 * 4);
}

#[test]
fn what_counts_today_stands_in_tables_and_what_was_handed_in_beside_it() {
    let course = Arc::new(graduate::sample());
    let mut ana = Graduate::named(&course, 1, "Ana").completes();
    let mut told = Told::by(&course, "ana", ana.learner, &ana.events());
    let missed = told.attempts[0].answers.iter().find(|answer| !answer.grade.is_full()).unwrap().question.clone();
    let before = told.clone();
    count_without(&course, &BTreeSet::new(), &mut told);
    assert_eq!(told, before);
    count_without(&course, &[missed].into(), &mut told);
    let (completion, attempt) = (&told.completions[0], &told.attempts[0]);
    let original = Some(Grade::share(2, 3));
    assert_eq!((completion.score_earned, completion.score_of, completion.original_score), (1, 1, original));
    assert_eq!((attempt.score_percent, attempt.original_score, attempt.passed), (Percent(100), original, true));
}

#[test]
fn throwing_out_changes_tables_and_no_statement_and_putting_back_undoes_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut records = Records::Department(Box::new(department(folder.path())));
    let written = |records: &Records| {
        ["csv", "xapi"].map(|format| {
            let lines = if format == "csv" { Lines::Attempts } else { Lines::Completions };
            let wanted = Wanted { manner: Manner { lines, ..Manner::default() }, ..Wanted::all(named(format).unwrap()) };
            let mut out = Vec::new();
            write(records, &sample(), &wanted, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        })
    };
    let act = |what: &str| Act {
        at: Timestamp::UNIX_EPOCH,
        who: "chief".to_owned(),
        what: what.to_owned(),
        to: "second-one".to_owned(),
        why: "the key was wrong".to_owned(),
    };
    let before = written(&records);
    records.note(&act(THROWN_OUT)).unwrap();
    let without = written(&records);
    assert!(before[0].contains(",50,1,2,80,false,") && without[0].contains(",100,1,1,80,true,") && without[0].contains(",1 of 2,false"));
    assert_eq!(without[1], before[1], "a statement that was sent stays what it was");
    records.note(&act(PUT_BACK)).unwrap();
    assert_eq!(written(&records), before);
}

#[test]
fn an_attempt_says_whether_time_limits_were_switched_off_while_it_lasted() {
    let course = Arc::new(graduate::sample());
    for (value, untimed) in [("off", true), ("on", false)] {
        let mut ana = Graduate::named(&course, 1, "Ana").opens(&course).sets(Preference::TimeLimits, value).reads().takes(|_| true).earns();
        assert_eq!(Told::by(&course, "ana", ana.learner, &ana.events()).attempts[0].untimed, untimed, "{value}");
    }
}

#[test]
fn attempts_are_those_of_the_course_they_were_made_in_whatever_course_is_at_hand() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let records = Records::Department(Box::new(department.records()));
    let mut files = graduate::sample_files("1.4");
    let Some(Content::Text(text)) = files.texts.get_mut("course.toml") else { panic!("a course has its file") };
    *text = text.replace("id = \"sample\"", "id = \"other\"").into();
    let other = course::read(Arc::new(files)).course.unwrap();
    let attempts = |course: &Course| {
        let manner = Manner { lines: Lines::Attempts, ..Manner::default() };
        let mut out = Vec::new();
        write(&records, course, &Wanted { manner, ..Wanted::all(named("jsonl").unwrap()) }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    assert!(attempts(&graduate::sample()).contains(r#""quiz_title":"The quiz""#));
    let told = attempts(&other);
    assert!(told.contains(r#""course_id":"sample""#) && told.contains(r#""quiz_title":"the-quiz""#), "{told}");
    let asked = |course: &Course| {
        let mut out = Vec::new();
        Study::of(&records, course, None).unwrap().json(&mut out).unwrap();
        let read: serde_json::Value = serde_json::from_slice(&out).unwrap();
        read["items"].as_array().unwrap().len()
    };
    assert_eq!((asked(&graduate::sample()), asked(&other)), (3, 0), "its questions are other ones, though their ids are the same");
}

#[test]
fn an_attempt_on_a_version_that_nobody_has_is_told_as_not_graded_until_a_record_came_that_was() {
    let (old, new) = (Arc::new(graduate::sample()), Arc::new(graduate::sample_of("2.0")));
    let mut ana = Graduate::named(&old, 1, "Ana").completes();
    let first = written(&ana.hands_in());
    let again = ana.after(SignedDuration::from_hours(24 * 350)).opens(&new).takes(|_| true).earns().hands_in();
    let mut department = Department::new().teaching(graduate::sample_of("2.0"));
    department.now = "2027-12-01T12:00:00Z".parse().unwrap();
    department.gets("again.json", written(&again));
    assert!(department.collects().contains("1 new"));
    let told = |department: &Department, least: u8| {
        let records = Records::Department(Box::new(department.records()));
        let manner = Manner { lines: Lines::Attempts, ..Manner::default() };
        let wanted = Wanted { manner, assurance: Assurance(least), ..Wanted::all(named("json").unwrap()) };
        let mut out = Vec::new();
        write(&records, &new, &wanted, &mut out).unwrap();
        let rows: Vec<serde_json::Value> = serde_json::from_slice(&out).unwrap();
        let mut rows: Vec<(String, u64)> =
            rows.iter().map(|row| (row["course_version"].as_str().unwrap().to_owned(), row["assurance"].as_u64().unwrap())).collect();
        rows.sort();
        (rows, Study::of(&records, &new, None).unwrap().chart(80).join("\n"))
    };
    let of = |rows: &[(&str, u64)]| rows.iter().map(|(version, level)| ((*version).to_owned(), *level)).collect::<Vec<_>>();
    let (rows, chart) = told(&department, 0);
    assert_eq!(rows, of(&[("1.4", 0), ("2.0", 2)]));
    assert!(chart.contains("first attempts: 1"), "{chart}");
    assert_eq!(told(&department, 1).0, of(&[("2.0", 2)]));
    // The first record comes later, and the folder of its version is there by then.
    let department = department.teaching(graduate::sample());
    department.gets("first.json", first);
    assert!(department.collects().contains("1 new"));
    assert_eq!(told(&department, 0).0, of(&[("1.4", 2), ("2.0", 2)]));
}

#[test]
fn the_last_question_that_is_worth_points_is_never_thrown_out() {
    let department = Department::new();
    teaches(&department, "sample");
    let quiz = department.at("course/quizzes/the-quiz.toml");
    let text = fs::read_to_string(&quiz).unwrap().replacen("id = \"first-one\"\n", "id = \"first-one\"\npoints = 0\n", 1);
    fs::write(&quiz, text).unwrap();
    let table = department.at("lms.csv");
    fs::write(&table, "staff id,completed on\n1,2026-01-02\n").unwrap();
    assert_eq!(runs(&department, &["collect", table.to_str().unwrap()]).0, 0);
    let throws = |question: &str| runs(&department, &["analyse", "--throw-out", question, "--why", "a wrong key"]);
    assert_eq!((throws("second-one").0, throws("third-one").0), (0, 0));
    let (code, _, said) = throws("fourth-one");
    assert!(code == 2 && said.contains("`fourth-one` is the last question of the-quiz that counts"), "{code} {said}");
}
