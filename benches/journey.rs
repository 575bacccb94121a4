//! What starting and answering cost: replaying a journal, opening the records, keeping an answer.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a measurement may stop where it stands")]

use std::path::Path;

use bedside::course::Version;
use bedside::id::{CourseId, LessonId, PageId, QuestionId, QuizId};
use bedside::journey::{AttemptId, Drawn, Event, Fact, Introduction, Journal, Progress, Wording};
use bedside::question::{Grade, Percent, Response};
use bedside::source::Digest;
use bedside::store::{Sqlite, SqliteJournal};
use divan::Bencher;
use jiff::Timestamp;
use uuid::Uuid;

fn main() {
    divan::main();
}

fn moment(seconds: usize) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + i64::try_from(seconds).unwrap()).unwrap()
}

fn question(number: usize) -> QuestionId {
    QuestionId::new(&format!("question-{number}")).unwrap()
}

fn answer(attempt: AttemptId, number: usize) -> Fact {
    let words = "Your colleague posts a story about a patient of yours, without a name. What do you do first?";
    Fact::QuestionAnswered {
        attempt,
        question: question(number),
        response: Response::One(2),
        grade: Grade::FULL,
        points: 1,
        millis: 14_000,
        wording: Wording { ask: format!("{words} ({number})"), items: vec![words.to_owned(); 4] },
    }
}

/// What one learner does: a page, a page, then an attempt at one of five quizzes with ten questions each; and so on.
fn facts(count: usize) -> Vec<Fact> {
    let mut facts = vec![
        Fact::Introduced(Introduction { name: "Ana Lima".to_owned(), ..Introduction::default() }),
        Fact::CourseOpened { version: Version { edition: 1, revision: 4 }, digest: Digest([7; 32]) },
    ];
    let lesson = |round: usize| LessonId::new(&format!("lesson-{}", round % 5)).unwrap();
    for round in 0.. {
        let attempt = AttemptId(Uuid::from_u128(round as u128));
        let first = round % 5 * 10;
        for page in 0..6 {
            facts.push(Fact::PageRead { lesson: lesson(round), page: PageId::new(&format!("page-{page}")).unwrap() });
        }
        let drawn = (first..first + 10).map(|number| Drawn { question: question(number), rev: 1, order: vec![2, 0, 1, 3] }).collect();
        facts.push(Fact::AttemptStarted { attempt, quiz: QuizId::new(&format!("quiz-{}", round % 5)).unwrap(), pass: Percent(80), drawn });
        facts.extend((first..first + 10).map(|number| answer(attempt, number)));
        facts.push(Fact::AttemptFinished { attempt, grade: Grade::FULL, passed: true });
        if facts.len() >= count {
            break;
        }
    }
    facts.truncate(count);
    facts
}

fn events(count: usize) -> Vec<Event> {
    facts(count).into_iter().enumerate().map(|(at, fact)| Event { seq: at as u64 + 1, at: moment(at), fact }).collect()
}

fn journal(folder: &Path) -> SqliteJournal {
    Sqlite::open(folder).unwrap().journal("local", &CourseId::new("course").unwrap()).unwrap()
}

/// Records of `count` facts, closed.
fn records(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut open = journal(folder.path());
    for (at, fact) in facts(count).into_iter().enumerate() {
        open.append(fact, moment(at)).unwrap();
    }
    folder
}

#[divan::bench(args = [1_000, 10_000])]
fn replay(bencher: Bencher<'_, '_>, count: usize) {
    let events = events(count);
    bencher.bench(|| Progress::replay(&events));
}

#[divan::bench]
fn open_an_existing_database(bencher: Bencher<'_, '_>) {
    let folder = records(100);
    bencher.bench(|| Sqlite::open(folder.path()).unwrap());
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn open_and_load(bencher: Bencher<'_, '_>, count: usize) {
    let folder = records(count);
    bencher.bench(|| {
        let mut journal = journal(folder.path());
        let events = journal.events().unwrap();
        // Closing is not on the start path: hand it out to be dropped later.
        (journal, events)
    });
}

#[divan::bench]
fn make_a_database(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(|| tempfile::tempdir().unwrap()).bench_refs(|folder| Sqlite::open(folder.path()).unwrap());
}

#[divan::bench(sample_count = 1000)]
fn append_an_answer(bencher: Bencher<'_, '_>) {
    let folder = records(1_000);
    let mut open = journal(folder.path());
    open.events().unwrap();
    let fact = answer(AttemptId(Uuid::from_u128(1)), 3);
    bencher.bench_local(|| open.append(fact.clone(), moment(0)).unwrap());
}
