//! What one learner has done. Facts come in, a [`Journal`] makes them events, and [`Progress`] is a fold over the events: live use
//! and replay go through the same `apply`, so they cannot disagree. Knows nothing of files, screens or what time it is.

mod again;
mod attempt;
mod because;
mod certificate;
mod documents;
mod effort;
mod fact;
mod fitting;
mod follow;
pub mod fresh;
mod half_made;
mod introduction;
mod memory;
mod next;
mod notes;
mod outcome;
mod patience;
mod preference;
mod progress;
mod refresh;
mod report;
mod resume;
mod route;
mod standing;
mod subject;
mod trail;
mod unfinished;
mod windows;

pub use again::{attempts_used, is_stuck, quiz_today, steps_done};
pub use attempt::{Answer, Attempt, Ended, begin, shuffled};
pub use because::Because;
pub use certificate::{
    Certified, Earned, as_it_counts, certificate_due, certificate_earned, certificate_left, certified, ended_early, has_run_out, must_sign,
    to_renew,
};
pub use documents::{Document, Documents, NotWritten};
pub use effort::{Done, Effort, by_day, effort};
pub use fact::{AttemptId, CertificateId, Drawn, Event, Fact, HalfMade, LearnerId, Place, Wording};
pub use fitting::{parted, says_full};
pub use follow::followed;
pub use half_made::Answering;
pub use introduction::{Introduction, LONGEST_DEPARTMENT, LONGEST_NAME, LONGEST_STAFF_ID, Role};
pub use memory::{Memory, Rating};
pub use next::next_step;
pub use notes::{LONGEST_NOTE, LONGEST_REFLECTION, Note, as_markdown, is_headed_as_notes, notes};
pub use outcome::{Outcome, outcome};
pub use patience::{Patient, meanwhile};
pub use preference::{Preference, Preferences};
pub use progress::{Certificate, LessonProgress, Progress};
pub use refresh::{Known, Remembered, all_due, due, mastery, next_due, remembered};
pub use report::report;
pub use resume::{goes_on_at, minutes_from};
pub use route::Route;
pub use standing::{
    LessonStanding, QuizStanding, Standing, lesson_standing, may_look_at, may_review, minutes_left, needed_pages, quiz_standing, step_done,
};
pub use subject::{Subject, asked_in};
pub use trail::trail;
pub use unfinished::Unfinished;
pub use windows::opens;

use jiff::Timestamp;

use crate::language::Language;

/// Why a journal could not keep a fact, worded for the learner.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(Language::English))]
pub struct NotKept {
    /// What was the matter, and what to do about it.
    pub because: Box<dyn Because>,
}

impl NotKept {
    /// Words it in one line.
    #[must_use]
    pub fn said(&self, say: Language) -> String {
        say.not_kept(self.because.in_a_line(say))
    }
}

/// Keeps facts one after the other. What a refusal leaves is handed back, the refused one first: nothing behind it is lost.
///
/// # Errors
/// Why one was refused, and what is still to be kept.
pub fn keep_in_order(facts: Vec<Fact>, mut keep: impl FnMut(Fact) -> Result<(), NotKept>) -> Result<(), (NotKept, Vec<Fact>)> {
    let mut facts = facts.into_iter();
    while let Some(fact) = facts.next() {
        keep(fact.clone()).map_err(|error| (error, std::iter::once(fact).chain(facts.by_ref()).collect()))?;
    }
    Ok(())
}

/// Keeps facts for ever, in order. Only a journal makes events.
pub trait Journal {
    /// Keeps a fact. When this returns, the fact survives a power cut.
    ///
    /// Returns every event kept since the last call, those of another window first, this fact's event last.
    ///
    /// # Errors
    /// [`NotKept`] when nothing was kept; nothing may then be shown as done.
    fn append(&mut self, fact: Fact, at: Timestamp) -> Result<Vec<Event>, NotKept>;

    /// Returns all events of this learner that bear on this course, oldest first.
    ///
    /// # Errors
    /// [`NotKept`] when they cannot be read.
    fn events(&mut self) -> Result<Vec<Event>, NotKept>;

    /// Returns the events that other windows have kept since the last call of anything here, and maybe some that are known.
    ///
    /// # Errors
    /// [`NotKept`] when they cannot be read.
    fn news(&mut self) -> Result<Vec<Event>, NotKept> {
        self.events()
    }

    /// Makes sure that facts can be kept from here on, so that whoever can keep none is told before a session begins. Reading need not
    /// wait for it.
    ///
    /// # Errors
    /// [`NotKept`] when none can.
    fn ready(&mut self) -> Result<(), NotKept> {
        Ok(())
    }
}

/// A journal that forgets when the program ends: for previews and tests.
#[derive(Debug, Default)]
pub struct MemoryJournal {
    events: Vec<Event>,
}

impl MemoryJournal {
    /// Begins with what another journal has kept.
    #[must_use]
    pub const fn after(events: Vec<Event>) -> Self {
        Self { events }
    }
}

impl Journal for MemoryJournal {
    fn append(&mut self, fact: Fact, at: Timestamp) -> Result<Vec<Event>, NotKept> {
        let event = Event { seq: self.events.last().map_or(0, |last| last.seq) + 1, at, fact };
        self.events.push(event.clone());
        Ok(vec![event])
    }

    fn events(&mut self) -> Result<Vec<Event>, NotKept> {
        Ok(self.events.clone())
    }
}
