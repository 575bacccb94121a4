//! What a run showed as kept, held against what the journal has: the judge of every attack.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use bedside::id::CourseId;
use bedside::journey::{Event, Fact};
use bedside::store::{Error, FILE, Sqlite};
use rusqlite::Connection;

use super::script::COURSE;

/// What came of the runs of one attack.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// How often the program was started under attack.
    pub(crate) runs: usize,
    /// How often the attack came while it was at work. An attack that never strikes proves nothing.
    pub(crate) struck: usize,
    /// How many answers were shown as kept.
    pub(crate) shown: usize,
    /// How many of them were not in the journal afterwards.
    pub(crate) lost: usize,
    /// How many answers were kept twice.
    pub(crate) doubled: usize,
    /// What else was wrong, in words: a message that says nothing of use, a terminal left broken, a start that failed afterwards.
    pub(crate) flaws: Vec<String>,
}

impl Tally {
    /// Whether nothing was lost and the attacks were real ones.
    pub(crate) fn is_whole(&self) -> bool {
        self.lost == 0 && self.doubled == 0 && self.flaws.is_empty() && self.struck > 0
    }

    /// Adds what another hand found.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.runs += other.runs;
        self.struck += other.struck;
        self.shown += other.shown;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.flaws.extend(other.flaws);
        self
    }

    /// Notes a flaw unless something holds.
    pub(crate) fn expect(&mut self, holds: bool, flaw: impl FnOnce() -> String) {
        if !holds {
            self.flaws.push(flaw());
        }
    }

    /// Holds the answers that a run showed, in their order, against those kept after `before` answers.
    pub(crate) fn holds_in_order(&mut self, shown: &[usize], kept: &Kept, before: usize) {
        let mut left = kept.answers.iter().skip(before).map(|(_, question)| *question);
        self.shown += shown.len();
        self.lost += shown.iter().filter(|question| !left.by_ref().any(|kept| kept == **question)).count();
        self.doubled += kept.doubled();
        self.expect(kept.is_sound, || "the database is not sound".to_owned());
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { runs, struck, shown, lost, doubled, flaws } = self;
        write!(f, "{runs} | {struck} | {shown} | {lost} | {doubled} | {}", flaws.len())
    }
}

/// What a journal has.
pub(crate) struct Kept {
    /// Every event.
    pub(crate) events: Vec<Event>,
    /// The answers in their order: which attempt, and the number of the question.
    pub(crate) answers: Vec<(String, usize)>,
    /// Whether SQLite finds its file in order.
    pub(crate) is_sound: bool,
}

impl Kept {
    /// Reads the journal of a folder; empty where there is none yet.
    pub(crate) fn of(data: &Path) -> Result<Self, Error> {
        let mut events = Vec::new();
        if let Some(records) = Sqlite::open_to_read(data)? {
            let course = CourseId::new(COURSE).unwrap();
            records.learners(&course, |person| -> Result<(), Error> {
                events.extend(person.events);
                Ok(())
            })?;
        }
        let answers = events.iter().filter_map(answer).collect();
        Ok(Self { events, answers, is_sound: is_sound(data) })
    }

    /// How many answers were kept twice in one attempt by one window.
    fn doubled(&self) -> usize {
        let mut seen = BTreeSet::new();
        self.answers.iter().filter(|answer| !seen.insert(*answer)).count()
    }
}

/// Returns the attempt and the question that an event answers.
fn answer(event: &Event) -> Option<(String, usize)> {
    let Fact::QuestionAnswered { attempt, question, .. } = &event.fact else { return None };
    Some((attempt.0.to_string(), question.as_str().strip_prefix("question-")?.parse().ok()?))
}

fn is_sound(data: &Path) -> bool {
    let file = data.join(FILE);
    if !file.exists() {
        return true;
    }
    let said = Connection::open(file).and_then(|it| it.query_row("pragma integrity_check", [], |row| row.get::<_, String>(0)));
    said.is_ok_and(|said| said == "ok")
}
