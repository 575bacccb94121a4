//! Makes the records of a cohort that took the shipped course, so that reports, exports and analyses can be tried before anybody has:
//! `cargo run --example cohort -- FOLDER 40`. The same number makes the same cohort. Every fact goes through the journal, as in life.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a tool for trying out may stop where it stands")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use bedside::course::{self, Course, Question, Quiz};
use bedside::journey::{
    Attempt, AttemptId, CertificateId, Drawn, Fact, Introduction, Journal, Progress, QuizStanding, Role, Wording, begin, certificate_due,
    quiz_standing,
};
use bedside::question::{Form, Response};
use bedside::record::hand_in::drafts;
use bedside::record::seal::Key;
use bedside::source::shipped;
use bedside::store::{Sqlite, SqliteJournal};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Names that a spreadsheet, a terminal, a page or a calendar could stumble over, among ordinary ones.
const NAMES: [&str; 12] = [
    "Ana Silva",
    "=cmd|'/c calc'!A1",
    "Zoë O’Hara, MD",
    "+1 (555) 0100",
    "李 小龍",
    "@SUM(A1:A9)",
    "\u{1b}[2J\u{1b}]0;owned\u{7} Smith",
    "أمينة حسن",
    "<script>alert(1)</script>",
    "-2+3; \"quoted\", and more",
    "\u{202e}drahciR",
    "Ben Day",
];

const DEPARTMENTS: [&str; 4] = ["Surgery", "Emergency Medicine", "Family Medicine", "Radiology & Imaging"];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("name a folder");
    let count = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(40);
    let course = course::read(Arc::new(shipped())).course.expect("the shipped course can be read");
    let mut roster = String::from("staff id,last name,first name,mail,department,site,role,hired,npi\r\n");
    for number in 0..count {
        let name = NAMES.get(number % NAMES.len()).copied().unwrap_or_default();
        let department = DEPARTMENTS.get(number % DEPARTMENTS.len()).copied().unwrap_or_default();
        let person = Introduction {
            name: name.to_owned(),
            role: Role::Md,
            staff_id: format!("{}", 1000 + number),
            department: department.to_owned(),
        };
        let site = if number % 3 == 0 { "North" } else { "South" };
        let quoted = name.replace('"', "\"\"");
        let hired = format!("2024-0{}-01", 1 + number % 9);
        let mail = format!("p{number}@example.org");
        let cells = [&person.staff_id, &format!("\"{quoted}\""), "Dr.", &mail, department, site, "Physician", &hired, "1234567893"];
        roster.push_str(&cells.join(","));
        roster.push_str("\r\n");
        take(&course, Path::new(&folder), number, person);
    }
    roster.push_str("1999,Nobody,Known,n@example.org,Surgery,North,Physician,2024-01-01,\r\n1998,Gone,Girl,g@example.org,Surgery,North,Physician,2024-01-01,\r\n");
    fs::write(Path::new(&folder).join("people.csv"), roster).expect("the roster can be written");
    println!("{count} learners in {folder}, and what they handed in in {folder}/inbox");
}

/// Somebody on the way through the course.
struct Taking {
    journal: SqliteJournal,
    at: Timestamp,
    luck: u64,
}

impl Taking {
    fn keep(&mut self, fact: Fact, seconds: i64) {
        self.at = self.at.checked_add(SignedDuration::from_secs(seconds)).expect("a moment in range");
        self.journal.append(fact, self.at).expect("the fact can be kept");
    }

    /// A number below another, always the same ones for the same learner.
    fn below(&mut self, most: u64) -> u64 {
        self.luck = self.luck.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.luck >> 33) % most.max(1)
    }
}

fn take(course: &Course, folder: &Path, number: usize, person: Introduction) {
    let account = format!("p{number}");
    let journal = Sqlite::open(folder).expect("a place for records").journal(&account, &course.id).expect("a journal");
    let start = Timestamp::from_second(1_764_000_000 + i64::try_from(number).unwrap_or(0) * 700_000).expect("a moment");
    let name = person.name.clone();
    let mut taking = Taking { journal, at: start, luck: number as u64 * 7919 + 13 };
    // How many of ten questions this learner knows.
    let knows = 4 + taking.below(7);
    taking.keep(Fact::Introduced(person), 0);
    taking.keep(Fact::CourseOpened { version: course.version, digest: course.digest() }, 10);
    for lesson in &course.lessons {
        taking.keep(Fact::LessonOpened { lesson: lesson.id.clone() }, 5);
        for page in lesson.pages.iter() {
            taking.keep(Fact::PageRead { lesson: lesson.id.clone(), page: page.id.clone() }, 40);
        }
    }
    // Every eighth stops before the end, and one who fails as often as is allowed has come to it.
    let is_passed = course.quizzes.iter().all(|quiz| passes(course, quiz, &mut taking, knows));
    if !is_passed || number % 8 == 7 {
        return;
    }
    if let Some(statement) = &course.attest {
        taking.keep(Fact::Attested { words: statement.text.markdown().to_owned(), name }, 20);
    }
    let on = taking.at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let id = CertificateId(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 + number as u128));
    let progress = Progress::replay(&taking.journal.read().expect("the journal can be read"));
    if let Some(earned) = certificate_due(course, &progress, on, id) {
        taking.keep(earned, 5);
        hand_in(course, folder, &account, &mut taking);
    }
}

/// Takes a quiz until it is passed, as often as it may be and no sooner: knowing more each time.
fn passes(course: &Course, quiz: &Quiz, taking: &mut Taking, knows: u64) -> bool {
    for round in 0..4 {
        let progress = Progress::replay(&taking.journal.read().expect("the journal can be read"));
        match quiz_standing(course, &progress, quiz, taking.at) {
            QuizStanding::Passed { .. } => return true,
            QuizStanding::Failed { .. } | QuizStanding::Locked { .. } => return false,
            QuizStanding::NotYet { wait_until: Some(until), .. } => taking.at = until,
            _ => {}
        }
        if attempt(quiz, taking, (knows + 3 * round).min(10)) {
            return true;
        }
    }
    false
}

/// Hands in, into the folder's inbox, sealed by a key of their own.
fn hand_in(course: &Course, folder: &Path, account: &str, taking: &mut Taking) {
    let learner = taking.journal.learner().expect("the journal knows its learner");
    let events = taking.journal.read().expect("the journal can be read");
    let mut secret = [5; 32];
    secret.iter_mut().zip(learner.0.as_bytes()).for_each(|(byte, from)| *byte = *from);
    let drafts = drafts(&course.id, account, learner, &events);
    let inbox = folder.join("inbox");
    fs::create_dir_all(&inbox).expect("an inbox can be made");
    for draft in drafts {
        let sealed = draft.seal("bedside cohort", &Key::from_secret(&secret)).expect("it can be sealed");
        fs::write(inbox.join(format!("{account}.json")), sealed.written().expect("it can be written")).expect("the inbox can be written");
    }
}

/// Takes a quiz once, knowing so many of ten questions, and says whether that passed.
fn attempt(quiz: &Quiz, taking: &mut Taking, knows: u64) -> bool {
    let id = AttemptId(Uuid::from_u128(u128::from(taking.luck) << 64 | 0x7000_8000_0000_0000_0000));
    let seed = taking.below(u64::MAX);
    let fact = begin(quiz, id, &BTreeSet::new(), seed);
    let Fact::AttemptStarted { drawn, .. } = &fact else { return false };
    let drawn: Vec<Drawn> = drawn.clone();
    taking.keep(fact, 5);
    for drawn in &drawn {
        let Some(question) = quiz.question(&drawn.question) else { continue };
        let response = if taking.below(10) < knows { question.kind.key() } else { astray(question, taking.below(5)) };
        let grade = question.kind.grade(&response, question.partial);
        let millis = 4000 + taking.below(40_000);
        let (wording, points) = (Wording::of(question), question.points);
        taking.keep(Fact::QuestionAnswered { attempt: id, question: question.id.clone(), response, grade, points, millis, wording }, 30);
    }
    let events = taking.journal.read().expect("the journal can be read");
    let progress = Progress::replay(&events);
    let Some(ended) = progress.attempt(id).map(|attempt: &Attempt| attempt.finish(quiz)) else { return false };
    let is_passed = matches!(ended, Fact::AttemptFinished { passed: true, .. });
    taking.keep(ended, 5);
    is_passed
}

/// A wrong answer, or a half-right one.
fn astray(question: &Question, luck: u64) -> Response {
    let luck = usize::try_from(luck).unwrap_or(0);
    match question.kind.form() {
        Form::ChooseOne { options } => Response::One(luck % options.len().max(1)),
        Form::ChooseSome { options } => Response::Some([luck % options.len().max(1)].into()),
        Form::Arrange { steps } => Response::Order((0..steps.len()).rev().collect()),
        Form::Pair { left, right } => Response::Pairs((0..left.len()).map(|place| Some((place + luck) % right.len().max(1))).collect()),
        Form::Sort { bins, items } => Response::Bins((0..items.len()).map(|place| Some((place + luck) % bins.len().max(1))).collect()),
        Form::Mark { .. } => Response::Marks([luck].into()),
        Form::Write => Response::Written("no idea".to_owned()),
        Form::Tick { .. } => Response::Rewritten { text: "A text of my own.".to_owned(), ticked: BTreeSet::new() },
        Form::Play { .. } => Response::Played(vec![luck]),
    }
}
