//! What a department gets: completions in every format, and the certificate. Golden files lie in `golden/`; run the tests with
//! `BEDSIDE_GOLDEN=write` to write them anew, and read what changed.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use bedside::cli::command::certificate::{Shown, write_text};
use bedside::cli::command::export::{Wanted, write, write_file, write_folder};
use bedside::cli::records::Records;
use bedside::course::{self, Course, Version};
use bedside::id::{CourseId, LessonId, PageId, QuizId};
use bedside::journey::{AttemptId, CertificateId, Event, Fact, Introduction, Journal, LearnerId, Progress, Role, needed_pages};
use bedside::language::Language;
use bedside::prose::layout::width;
use bedside::question::{Grade, Percent};
use bedside::record::format::pars::{self, Credit, Person};
use bedside::record::format::{FORMATS, Format, Lines, Manner, Table, named};
use bedside::record::paper::Paper;
use bedside::record::roster::Roster;
use bedside::record::statement::{Statement, statements};
use bedside::record::table::{Column, Row as _};
use bedside::record::{Assurance, Attempted, Completion, Told, certificate, completions};
use bedside::source::{Content, Digest, Files};
use bedside::store::{Journals, Sqlite};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq};
use proptest::proptest;
use uuid::Uuid;

use crate::root;

const COURSE: &str = r#"
format = 1
id = "sample"
title = "Before You Post"
contact = "social-media@example.org"
version = "1.4"
[certificate]
needs = ["privacy", "the-quiz"]
text = "Training, not legal advice."
"#;
const LESSON: &str = "title = \"Privacy\"\n[[page]]\ntitle = \"One\"\ntext = \"Words.\"\n";
const QUIZ: &str =
    "title = \"The quiz\"\n[[question]]\nid = \"first-one\"\nask = \"Which?\"\nwhy = \"So.\"\noptions = '''\n- [x] this\n- [ ] that\n'''\n";

fn sample() -> Course {
    let texts = [("course.toml", COURSE), ("lessons/privacy.toml", LESSON), ("quizzes/the-quiz.toml", QUIZ)];
    let texts: BTreeMap<_, _> = texts.into_iter().map(|(path, text)| (path.into(), Content::Text(text.into()))).collect();
    course::read(Arc::new(Files { texts, ..Files::default() })).course.unwrap()
}

fn moment(written: &str) -> Timestamp {
    written.parse().unwrap()
}

fn person(name: &str, department: &str) -> Fact {
    let (name, department) = (name.to_owned(), department.to_owned());
    Fact::Introduced(Introduction { name, role: Role::Resident, staff_id: "0071".to_owned(), department })
}

fn earned(id: u128, on: Date, grade: Grade) -> Fact {
    Fact::CertificateEarned {
        certificate: CertificateId(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 + id)),
        version: Version { edition: 1, revision: 2 },
        digest: Digest([0xAB; 32]),
        on,
        until: Some(date(2027, 11, 22)),
        grade,
        pass: Percent(80),
    }
}

/// A learner's way through the course: eleven minutes at work in two sittings, two attempts, one certificate.
fn journey(name: &str, department: &str) -> Vec<(Timestamp, Fact)> {
    let opened = || Fact::CourseOpened { version: Version { edition: 1, revision: 2 }, digest: Digest([0xAB; 32]) };
    let page = || Fact::PageRead { lesson: LessonId::new("privacy").unwrap(), page: PageId::new("one").unwrap() };
    let quiz = || QuizId::new("the-quiz").unwrap();
    let attempt = |id| AttemptId(Uuid::from_u128(id));
    let started = |id| Fact::AttemptStarted { attempt: attempt(id), quiz: quiz(), pass: Percent(80), drawn: Vec::new() };
    let finished = |id, grade, passed| Fact::AttemptFinished { attempt: attempt(id), grade, passed };
    [
        ("2026-11-20T08:00:00Z", person(name, department)),
        ("2026-11-20T08:00:30Z", opened()),
        ("2026-11-20T08:04:30Z", page()),
        ("2026-11-20T08:05:30Z", started(1)),
        ("2026-11-20T08:07:00Z", finished(1, Grade::HALF, false)),
        ("2026-11-20T08:59:00Z", page()),
        ("2026-11-23T20:00:00Z", opened()),
        ("2026-11-23T20:01:00Z", started(2)),
        ("2026-11-23T20:05:00Z", finished(2, Grade::share(13, 15), true)),
        ("2026-11-23T20:05:00.123Z", earned(1, date(2026, 11, 23), Grade::share(13, 15))),
    ]
    .map(|(at, fact)| (moment(at), fact))
    .into()
}

fn events(journey: Vec<(Timestamp, Fact)>) -> Vec<Event> {
    journey.into_iter().zip(1..).map(|((at, fact), seq)| Event { seq, at, fact }).collect()
}

fn records(account: &str, events: &[Event]) -> Vec<Completion> {
    completions(&sample(), account, LearnerId(Uuid::from_u128(0x6d1b_0000_0000_4000_8000_0000_0000_0007)), events)
}

fn told(account: &str, events: &[Event]) -> Told {
    Told::by(&sample(), account, LearnerId(Uuid::from_u128(0x6d1b_0000_0000_4000_8000_0000_0000_0007)), events)
}

/// Most lessons of the shipped course have a page that only one choice leads to; who chooses otherwise has read the lesson all the same.
#[test]
fn a_lesson_is_told_as_read_without_the_pages_of_other_choices() {
    let course = course::read(Arc::new(bedside::source::shipped())).course.unwrap();
    let lesson = course.lesson(&LessonId::new("live-video").unwrap()).unwrap();
    assert!(lesson.pages.iter().any(|page| lesson.is_branch(&page.id)));
    let read = |page: &course::Page| Fact::PageRead { lesson: lesson.id.clone(), page: page.id.clone() };
    let facts: Vec<Fact> = needed_pages(lesson).map(read).collect();
    let told = |facts: &[Fact]| {
        let at = moment("2026-11-20T08:00:00Z");
        let events: Vec<Event> = (1..).zip(facts).map(|(seq, fact)| Event { seq, at, fact: fact.clone() }).collect();
        Told::by(&course, "ana", LearnerId(Uuid::from_u128(7)), &events).lessons.len()
    };
    assert_eq!(told(&facts), 1);
    assert_eq!(told(&facts[1..]), 0, "a page that is needed is missing");
}

/// What a format makes of some learners.
fn sheet(format: &dyn Format, manner: &Manner<'_>, told: &[Told]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut sheet = format.sheet(&mut out, manner);
    for told in told {
        sheet.add(told).unwrap();
    }
    sheet.finish().unwrap();
    out
}

fn written(format: &dyn Format, completions: &[Completion]) -> Vec<u8> {
    let told = Told { completions: completions.to_vec(), ..Told::default() };
    sheet(format, &Manner::default(), &[told])
}

/// The formats that carry every column.
fn tables() -> impl Iterator<Item = (&'static dyn Format, &'static dyn Table)> {
    FORMATS.iter().filter_map(|format| Some((*format, format.table()?)))
}

fn credit() -> Credit {
    let person = Person {
        given: "Zoë".to_owned(),
        family: "=O’Hara".to_owned(),
        born: "1980-07-04".to_owned(),
        state: "Oregon".to_owned(),
        npi: "1234567893".to_owned(),
    };
    Credit {
        activity: "202612345".to_owned(),
        credits: "1.25".to_owned(),
        board: "ABIM".to_owned(),
        board_credit: "Medical Knowledge".to_owned(),
        people: [("0071".to_owned(), person)].into(),
    }
}

fn golden(name: &str, bytes: &[u8]) {
    let file = root().join("tests/it/golden").join(name);
    if env::var_os("BEDSIDE_GOLDEN").is_some() {
        fs::write(&file, bytes).unwrap();
    }
    let kept = fs::read(&file).unwrap_or_default();
    assert!(kept == bytes, "{name} is\n{}\nand should be\n{}", String::from_utf8_lossy(bytes), String::from_utf8_lossy(&kept));
}

#[test]
fn every_format_is_what_it_was() {
    let credit = credit();
    let mut all = told("ana", &events(journey("Zoë \"Zed\" O’Hara, MD", "Emergency, night")));
    all.completions.extend(told("local", &events(journey("=cmd|'/c calc'!A1", "-Surgery"))).completions);
    all.completions[1].role = None;
    all.completions[1].record_id = CertificateId(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0002));
    all.completions[1].expires_on = None;
    for format in FORMATS {
        let manner = Manner { credit: Some(&credit), home: "https://example.org/", ..Manner::default() };
        golden(&format!("completions.{}", format.name()), &sheet(*format, &manner, std::slice::from_ref(&all)));
        golden(&format!("no-completions.{}", format.name()), &sheet(*format, &manner, &[]));
        if format.table().is_some() {
            let manner = Manner { lines: Lines::Attempts, ..manner };
            golden(&format!("attempts.{}", format.name()), &sheet(*format, &manner, std::slice::from_ref(&all)));
            golden(&format!("no-attempts.{}", format.name()), &sheet(*format, &manner, &[]));
        }
    }
}

#[test]
fn every_table_comes_back_as_it_was() {
    let all = told("ana", &events(journey("=Zoë", "Emergency, night")));
    let mut attempts = all.attempts.clone();
    for attempt in &mut attempts {
        attempt.answers.clear();
    }
    assert_eq!(attempts.len(), 2);
    for (format, table) in tables() {
        for marked in [false, true] {
            let manner = Manner { marked, ..Manner::default() };
            let bytes = sheet(format, &manner, std::slice::from_ref(&all));
            assert_eq!(bytes.starts_with("\u{feff}".as_bytes()), marked && format.name() == "csv");
            assert_eq!(table.completions(&mut bytes.as_slice()).unwrap(), all.completions, "{}", format.name());
            let bytes = sheet(format, &Manner { lines: Lines::Attempts, ..manner }, std::slice::from_ref(&all));
            assert_eq!(table.attempts(&mut bytes.as_slice()).unwrap(), attempts, "{}", format.name());
        }
    }
}

#[test]
fn raw_cells_are_what_was_typed() {
    let all = told("ana", &events(journey("=1+1", "Surgery")));
    let cells =
        |raw| String::from_utf8(sheet(named("csv").unwrap(), &Manner { raw, ..Manner::default() }, std::slice::from_ref(&all))).unwrap();
    assert!(cells(false).contains(",'=1+1,") && cells(true).contains(",=1+1,"));
}

#[test]
fn columns_of_a_table_are_the_fields_of_its_rows() {
    let all = told("ana", &events(journey("Ana", "Surgery")));
    let names = |row: serde_json::Value| row.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let columns = |columns: &[Column]| columns.iter().map(|column| column.name.to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(names(serde_json::to_value(&all.completions[0]).unwrap()), columns(Completion::COLUMNS));
    assert_eq!(names(serde_json::to_value(&all.attempts[0]).unwrap()), columns(Attempted::COLUMNS));
}

#[test]
fn statements_come_back_as_they_were_and_the_same_fact_is_the_same_statement() {
    let all = told("ana", &events(journey("Ana", "Surgery")));
    let made = statements(&all, "https://example.org");
    let verbs: Vec<&str> = made.iter().map(|one| one.verb.display["en-US"].as_str()).collect();
    assert_eq!(verbs, ["attempted", "experienced", "attempted", "failed", "attempted", "passed", "completed", "passed"]);
    let bytes = sheet(named("xapi").unwrap(), &Manner { home: "https://example.org", ..Manner::default() }, std::slice::from_ref(&all));
    let read: Vec<Statement> = String::from_utf8(bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read, made);
    assert_eq!(statements(&all, "https://example.org/"), made);
    let ids: BTreeSet<Uuid> = made.iter().map(|one| one.id).collect();
    assert_eq!(ids.len(), made.len());
    assert!(!serde_json::to_string(&made).unwrap().contains("Ana"), "no name leaves in a statement");
    for alien in [r#","stored":"2026-01-01T00:00:00Z"}"#, r#","x":null}"#] {
        let line = serde_json::to_string(&made[0]).unwrap();
        assert!(serde_json::from_str::<Statement>(&format!("{}{alien}", line.trim_end_matches('}'))).is_err());
    }
}

#[test]
fn credit_comes_back_as_it_was_and_only_for_people_on_the_roster() {
    let credit = credit();
    let mut all = told("ana", &events(journey("Ana", "Surgery")));
    all.completions.push(Completion { staff_id: "9999".to_owned(), ..all.completions[0].clone() });
    let bytes = sheet(named("pars").unwrap(), &Manner { credit: Some(&credit), ..Manner::default() }, &[all]);
    let lines = pars::lines(&mut bytes.as_slice()).unwrap();
    let [line] = lines.as_slice() else { panic!("{lines:?}") };
    let expected = [
        "Add",
        "202612345",
        "11/23/2026",
        "Zoë",
        "=O’Hara",
        "07/04",
        "Oregon",
        "1234567893",
        "1.25",
        "ABIM",
        "",
        "1.25",
        "Medical Knowledge",
        "1.25",
    ];
    assert_eq!(line.as_slice(), expected);
}

#[test]
fn a_completion_says_what_the_facts_say() {
    let all = records("ana", &events(journey("Ana", "Surgery")));
    let [row] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(
        (row.course_version, row.course_digest),
        (Version { edition: 1, revision: 2 }, Digest([0xAB; 32])),
        "those it was earned on"
    );
    assert_eq!((row.score_percent, row.score_earned, row.score_of, row.passed), (Percent(86), 13, 15, true));
    assert_eq!(row.started_at, Some(moment("2026-11-20T08:00:30Z")));
    // 4 minutes, 1, 1.5; a pause of 52 and one that ended with opening count nothing; then 1 and 4.
    assert_eq!((row.attempts, row.minutes), (2, 11));
}

#[test]
fn a_renewal_counts_its_own_attempts_and_minutes() {
    let mut way = journey("Ana", "");
    let next: Vec<_> = journey("Ana", "").into_iter().skip(5).collect();
    way.extend(next.into_iter().map(|(at, fact)| {
        let fact = match fact {
            Fact::CertificateEarned { .. } => earned(2, date(2027, 11, 23), Grade::FULL),
            Fact::AttemptStarted { quiz, pass, drawn, .. } => {
                Fact::AttemptStarted { attempt: AttemptId(Uuid::from_u128(9)), quiz, pass, drawn }
            }
            Fact::AttemptFinished { grade, passed, .. } => Fact::AttemptFinished { attempt: AttemptId(Uuid::from_u128(9)), grade, passed },
            other => other,
        };
        (at + SignedDuration::from_hours(365 * 24), fact)
    }));
    let all = records("ana", &events(way));
    let counts: Vec<_> = all.iter().map(|row| (row.completed_on, row.attempts, row.minutes)).collect();
    assert_eq!(counts, [(date(2026, 11, 23), 2, 11), (date(2027, 11, 23), 1, 5)]);
    assert_eq!(all[1].started_at, Some(moment("2027-11-20T08:59:00Z")));
}

#[test]
fn two_windows_at_the_end_make_one_completion() {
    let mut way = journey("Ana", "");
    way.push((moment("2026-11-23T20:05:01Z"), earned(7, date(2026, 11, 23), Grade::share(13, 15))));
    assert_eq!(records("ana", &events(way)).len(), 1);
}

/// A roster with one person of this name on it.
fn people(name: &str) -> BTreeMap<String, Person> {
    let mut roster = csv::Writer::from_writer(Vec::new());
    roster.write_record(["id", "first name", "last name"]).unwrap();
    roster.write_record(["0071", name, name]).unwrap();
    let roster = roster.into_inner().unwrap();
    let read = Roster::open(roster.as_slice()).unwrap().map(Result::unwrap);
    read.map(|person| (person.staff_id.clone(), Person::from(person))).collect()
}

#[test]
fn hostile_names_are_harmless_and_come_back_unchanged() {
    let long = "ß".repeat(10_000);
    for name in
        ["=cmd|'/c calc'!A1", "a\u{1b}[2Jb\u{9b}c", "\u{202e}drawkcab\u{2066}", "+1\r\n\"x\",y", "@x\ty", "'=1", "''", &long, "", " - "]
    {
        let all = told("local", &events(journey(name, name)));
        let credit = Credit { people: people(name), ..credit() };
        for format in FORMATS {
            let manner = Manner { credit: Some(&credit), ..Manner::default() };
            let bytes = sheet(*format, &manner, std::slice::from_ref(&all));
            if let Some(table) = format.table() {
                assert_eq!(table.completions(&mut bytes.as_slice()).unwrap(), all.completions, "{} changes {name:?}", format.name());
            }
            if format.name() == "parquet" {
                continue;
            }
            let text = String::from_utf8(bytes.clone()).unwrap();
            let steers = |letter: char| !matches!(letter, '\r' | '\n') && !bedside::prose::safe::harmless(letter);
            assert!(!text.contains(steers), "{} lets {name:?} through", format.name());
            if format.name() == "csv" || (format.name() == "pars" && !name.trim().is_empty()) {
                assert!(!text.contains([',', '\n'].map(|before| format!("{before}=")).concat().as_str()));
                let mut rows = csv::ReaderBuilder::new().from_reader(bytes.as_slice());
                let row = rows.records().next().unwrap().unwrap();
                assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
            }
            if format.name() == "ics" {
                assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
                assert_eq!(text.matches("\r\nBEGIN:").count(), 5, "an event and four alarms: {text}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]
    #[test]
    fn any_texts_come_back_from_every_format(name in any::<String>(), staff_id in ".{0,9}", department in "[=+@'\"\r\n,-]{0,6}") {
        let mut all = records("local", &events(journey("Ana", "Surgery")));
        all.extend(all.clone());
        all[0] = Completion { name, staff_id, department, ..all[0].clone() };
        for (format, table) in tables() {
            prop_assert_eq!(&table.completions(&mut written(format, &all).as_slice()).unwrap(), &all);
        }
    }

    #[test]
    fn no_line_of_a_certificate_is_too_wide(name in any::<String>(), columns in 2..120_usize) {
        let progress = Progress::replay(&events(journey(&name, "Emergency")));
        let page = certificate::page(&sample(), progress.learner.as_ref(), &progress.certificates[0], date(2026, 12, 1), columns, Language::English);
        for line in page.lines() {
            prop_assert!(width(line) <= columns, "{line:?} is wider than {columns}");
        }
    }
}

#[test]
fn a_letter_that_its_marks_make_wider_than_a_line_is_cut() {
    let name = "𖭽ொಾ";
    let progress = Progress::replay(&events(journey(name, "Emergency")));
    let page = certificate::page(&sample(), progress.learner.as_ref(), &progress.certificates[0], date(2026, 12, 1), 2, Language::English);
    assert!(width(name) > 2 && page.lines().all(|line| width(line) <= 2), "{page}");
    assert!(name.chars().all(|mark| page.contains(mark)), "and nothing of it is lost");
}

#[test]
fn a_certificate_reads_well_at_any_width() {
    let progress = Progress::replay(&events(journey("Zoë O’Hara", "Emergency, night")));
    for columns in [80, 44, 24] {
        let page = certificate::page(
            &sample(),
            progress.learner.as_ref(),
            &progress.certificates[0],
            date(2026, 12, 1),
            columns,
            Language::English,
        );
        golden(&format!("certificate-{columns}.txt"), page.as_bytes());
        let joined = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(joined.contains("Self-issued on this computer from its own records; no department has verified it."));
    }
}

#[test]
fn a_certificate_says_when_it_has_expired() {
    let progress = Progress::replay(&events(journey("Ana", "")));
    let page = |today| certificate::page(&sample(), None, &progress.certificates[0], today, 80, Language::English);
    assert!(page(date(2027, 11, 22)).contains("Valid until  November 22, 2027"));
    assert!(page(date(2027, 11, 23)).contains("Expired      after November 22, 2027"));
    assert!(page(date(2027, 1, 1)).contains("(no name was given)"));
    let printed = |today| Paper::self_issued(&sample(), None, &progress.certificates[0], today).rows.swap_remove(1);
    assert_eq!(printed(date(2027, 11, 22)), ("Valid until", "November 22, 2027".to_owned()));
    assert_eq!(printed(date(2027, 11, 23)), ("Expired", "after November 22, 2027".to_owned()));
}

/// Records of three learners, one of whom has not finished.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (account, department, steps) in [("ana", "Surgery", 10), ("ben", "Emergency", 10), ("cem", "Surgery", 5)] {
        let mut journal = Sqlite::open(folder.path()).unwrap().journal(account, &sample().id).unwrap();
        for (at, fact) in journey(account, department).into_iter().take(steps) {
            journal.append(fact, at).unwrap();
        }
    }
    folder
}

fn wanted(since: Option<Date>, department: Option<&str>) -> Wanted<'_> {
    Wanted { since, department, ..Wanted::all(named("json").unwrap()) }
}

#[test]
fn export_writes_the_completions_of_all_learners_that_are_wanted() {
    let folder = folder();
    let store = Sqlite::open_to_read(folder.path()).unwrap().map_or(Records::Nowhere, |store| Records::Learners(store.into()));
    let accounts = |wanted: Wanted<'_>| {
        let mut out = Vec::new();
        let count = write(&store, &sample(), &wanted, &mut out).unwrap();
        let rows = wanted.format.table().unwrap().completions(&mut out.as_slice()).unwrap();
        assert_eq!(rows.len(), count);
        rows.into_iter().map(|row| row.account).collect::<Vec<_>>()
    };
    assert_eq!(accounts(wanted(None, None)), ["ana", "ben"]);
    assert_eq!(accounts(wanted(None, Some(" surgery"))), ["ana"]);
    assert_eq!(accounts(wanted(Some(date(2026, 11, 23)), None)), ["ana", "ben"]);
    assert!(accounts(wanted(Some(date(2026, 11, 24)), None)).is_empty());
}

#[test]
fn a_department_is_the_same_however_its_accents_are_written() {
    let folder = tempfile::tempdir().unwrap();
    for (account, department) in [("ana", "Cardiologi\u{301}a"), ("ben", "CARDIOLOGÍA "), ("cem", "Cardiologia")] {
        let mut journal = Sqlite::open(folder.path()).unwrap().journal(account, &sample().id).unwrap();
        for (at, fact) in journey(account, department) {
            journal.append(fact, at).unwrap();
        }
    }
    let store = Sqlite::open_to_read(folder.path()).unwrap().map_or(Records::Nowhere, |store| Records::Learners(store.into()));
    for asked in ["Cardiología", "cardiologi\u{301}a"] {
        let (wanted, mut out) = (wanted(None, Some(asked)), Vec::new());
        assert_eq!(write(&store, &sample(), &wanted, &mut out).unwrap(), 2, "{asked:?}");
    }
}

#[test]
fn export_into_a_file_is_whole() {
    let folder = folder();
    let store = Sqlite::open_to_read(folder.path()).unwrap().map_or(Records::Nowhere, |store| Records::Learners(store.into()));
    let file = folder.path().join("out.json");
    assert_eq!(write_file(&store, &sample(), &wanted(None, None), &file).unwrap(), 2);
    let rows = named("json").unwrap().table().unwrap().completions(&mut fs::read(&file).unwrap().as_slice()).unwrap();
    assert_eq!(rows.len(), 2);
    let told = write_file(&store, &sample(), &wanted(None, None), folder.path()).unwrap_err().to_string();
    assert!(told.contains("it is a folder"), "{told}");
}

#[test]
fn export_into_a_folder_is_divided_by_year_and_organization() {
    let folder = folder();
    let store = Sqlite::open_to_read(folder.path()).unwrap().map_or(Records::Nowhere, |store| Records::Learners(store.into()));
    let lake = folder.path().join("lake");
    let parquet = Wanted::all(named("parquet").unwrap());
    assert_eq!(write_folder(&store, &sample(), &parquet, &lake).unwrap(), 2);
    let file = lake.join("year=2026/org=none/records.parquet");
    let rows = parquet.format.table().unwrap().completions(&mut fs::read(file).unwrap().as_slice()).unwrap();
    assert_eq!(rows.len(), 2);
}

#[test]
fn export_takes_only_what_is_trusted_enough_and_in_time() {
    let folder = folder();
    let store = Sqlite::open_to_read(folder.path()).unwrap().map_or(Records::Nowhere, |store| Records::Learners(store.into()));
    let count = |wanted: Wanted<'_>| write(&store, &sample(), &wanted, &mut Vec::new()).unwrap();
    let all = || Wanted::all(named("json").unwrap());
    assert_eq!(count(Wanted { assurance: Assurance(1), ..all() }), 0);
    assert_eq!(count(Wanted { until: Some(date(2026, 11, 22)), ..all() }), 0);
    assert_eq!(count(Wanted { until: Some(date(2026, 11, 23)), ..all() }), 2);
    assert_eq!(count(Wanted { course: Some(&CourseId::new("another").unwrap()), ..all() }), 0);
    assert_eq!(count(Wanted { manner: Manner { lines: Lines::Attempts, ..Manner::default() }, ..all() }), 5);
}

#[test]
fn a_computer_without_records_exports_an_empty_table() {
    let mut out = Vec::new();
    assert_eq!(write(&Records::Nowhere, &sample(), &wanted(None, None), &mut out).unwrap(), 0);
    assert_eq!(out, b"[]\n");
}

#[test]
fn a_learner_gets_the_newest_certificate_or_hears_that_there_is_none() {
    let folder = folder();
    let shown = |account: &str| {
        let mut out = Vec::new();
        let records = Journals::from(Sqlite::open_to_read(Path::new(folder.path())).unwrap().unwrap());
        let progress = Progress::replay(&records.journal(account, &sample().id).unwrap().read().unwrap());
        let shown = write_text(&progress, &sample(), date(2026, 12, 1), (80, Language::English), &mut out).unwrap();
        (shown, String::from_utf8(out).unwrap())
    };
    let (ana, page) = shown("ana");
    assert_eq!(ana, Shown::Certificate);
    assert!(page.contains("ana\nhas completed\nBefore You Post\n"), "{page}");
    assert_eq!(shown("cem"), (Shown::NoneYet, String::new()));
    assert_eq!(shown("nobody"), (Shown::NoneYet, String::new()));
}
