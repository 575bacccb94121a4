//! What can happen. Facts that have shipped are only ever added to: names and fields stay as they are.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::course::Version;
use crate::id::{LessonId, PageId, QuestionId, QuizId, SceneId};
use crate::question::{Grade, Percent, Response};
use crate::source::Digest;

use super::{Introduction, Preference, Subject};

/// Names a learner in records: a random UUID that says nothing about the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LearnerId(pub Uuid);

/// Names an attempt at a quiz: a UUID of version 7, so that attempts sort by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttemptId(pub Uuid);

/// Names a certificate: a UUID of version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CertificateId(pub Uuid);

/// A fact that a journal has kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place in the learner's journal; rises, with gaps where other courses' facts stand.
    pub seq: u64,
    /// When it happened, to the millisecond.
    pub at: Timestamp,
    /// What happened.
    pub fact: Fact,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// The learner said who they are; the newest one counts, for every course.
    Introduced(Introduction),
    /// The learner began this version of the course.
    CourseOpened {
        /// The version.
        version: Version,
        /// What was taught.
        digest: Digest,
    },
    /// A lesson was opened for the first time, or again.
    LessonOpened {
        /// The lesson.
        lesson: LessonId,
    },
    /// A page was in front of the learner.
    PageRead {
        /// The lesson.
        lesson: LessonId,
        /// The page.
        page: PageId,
    },
    /// The learner left, or turned to another place.
    PlaceLeft {
        /// Where.
        place: Place,
    },
    /// A choice was made on a decision page.
    DecisionTaken {
        /// The lesson.
        lesson: LessonId,
        /// The page.
        page: PageId,
        /// The choice, counted from 0 in the trainer's order.
        choice: usize,
    },
    /// A reflection was revealed.
    Reflected {
        /// The lesson.
        lesson: LessonId,
        /// The page.
        page: PageId,
        /// The learner's own words, where the page keeps them.
        note: String,
    },
    /// The ticks on a checklist page changed; the newest one counts.
    Ticked {
        /// The lesson.
        lesson: LessonId,
        /// The page.
        page: PageId,
        /// The items ticked, counted from 0.
        items: BTreeSet<usize>,
    },
    /// An attempt at a quiz began.
    AttemptStarted {
        /// Names the attempt.
        attempt: AttemptId,
        /// The quiz.
        quiz: QuizId,
        /// The pass mark it began with.
        pass: Percent,
        /// The questions, in the order they are asked.
        drawn: Vec<Drawn>,
    },
    /// A question with a time limit was put in front of the learner for the first time in an attempt.
    QuestionShown {
        /// The attempt.
        attempt: AttemptId,
        /// The question.
        question: QuestionId,
    },
    /// A choice was made in a scenario that is not yet at its ending.
    SceneChosen {
        /// The attempt.
        attempt: AttemptId,
        /// The question.
        question: QuestionId,
        /// The scene it was made in.
        scene: SceneId,
        /// Which choice it was in this question, counted from 0; the first that came for a turn counts.
        turn: usize,
        /// The choice, counted from 0 in the trainer's order.
        choice: usize,
    },
    /// A question was answered. The first answer in an attempt counts.
    QuestionAnswered {
        /// The attempt.
        attempt: AttemptId,
        /// The question.
        question: QuestionId,
        /// What was answered.
        response: Response,
        /// What it earned.
        grade: Grade,
        /// The points it could earn.
        points: u32,
        /// How long it took, in milliseconds.
        millis: u64,
        /// The words it was answered on.
        wording: Wording,
    },
    /// A question was answered to refresh it, outside any attempt.
    Refreshed {
        /// The question.
        question: QuestionId,
        /// What was answered.
        response: Response,
        /// What it earned; no quiz counts it.
        grade: Grade,
        /// How long it took, in milliseconds.
        millis: u64,
        /// The words it was answered on.
        wording: Wording,
    },
    /// An attempt ended.
    AttemptFinished {
        /// The attempt.
        attempt: AttemptId,
        /// The share of all marks.
        grade: Grade,
        /// Whether that passed.
        passed: bool,
    },
    /// The learner signed the statement.
    Attested {
        /// The words that were signed.
        words: String,
        /// The name that was typed; empty where none was asked.
        name: String,
    },
    /// The learner wrote a note. The newest about a subject counts; an empty one takes it away.
    NoteWritten {
        /// What it is about.
        about: Subject,
        /// What was written, in NFC.
        text: String,
    },
    /// Something was left before it was done. What there is of it counts until it is done, or left again.
    HalfMade {
        /// What, and how much of it.
        work: HalfMade,
    },
    /// The learner set something the way they like it. The newest counts, for every course.
    Preferred {
        /// What was set.
        preference: Preference,
        /// To what.
        value: String,
    },
    /// All that the certificate needs was done.
    CertificateEarned {
        /// Names it.
        certificate: CertificateId,
        /// The version completed.
        version: Version,
        /// What was taught.
        digest: Digest,
        /// The day, on the learner's calendar.
        on: Date,
        /// The last day it is valid; `None` for ever.
        until: Option<Date>,
        /// The share of all marks over the quizzes it needs, each at its best.
        grade: Grade,
        /// The pass mark of those quizzes, weighed as the marks are where they differ; an earlier program said the highest.
        pass: Percent,
    },
}

impl Fact {
    /// Whether this says once more what another fact said, by a learner who was told that it could not be kept. How long it took does
    /// not matter.
    #[must_use]
    pub fn says_again(&self, before: &Self) -> bool {
        match (self, before) {
            (
                Self::QuestionAnswered { attempt, question, response, .. },
                Self::QuestionAnswered { attempt: first, question: asked, response: said, .. },
            ) => (attempt, question, response) == (first, asked, said),
            (Self::Refreshed { question, response, .. }, Self::Refreshed { question: asked, response: said, .. }) => {
                (question, response) == (asked, said)
            }
            _ => self == before,
        }
    }
}

/// Something begun, as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "kebab-case")]
pub enum HalfMade {
    /// Who the learner is.
    Introduction {
        /// What is filled in.
        who: Introduction,
    },
    /// An answer.
    Answer {
        /// The attempt it is for; `None` where it is practice.
        attempt: Option<AttemptId>,
        /// The question, as it was drawn.
        question: QuestionId,
        /// The digest of its words: what there is of an answer says where things stand, and means nothing once they stand otherwise.
        words: Digest,
        /// What there is of it. A text that is still being mended is one that is written.
        response: Response,
    },
    /// A reflection.
    Reflection {
        /// The lesson.
        lesson: LessonId,
        /// The page.
        page: PageId,
        /// What is written.
        note: String,
    },
    /// The name below the statement.
    Signature {
        /// What is typed.
        name: String,
    },
}

/// Where in the course a learner was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "kebab-case")]
pub enum Place {
    /// On the list of lessons.
    Home,
    /// On a page.
    Page {
        /// The lesson.
        lesson: LessonId,
        /// The page.
        page: PageId,
        /// How many rows were scrolled away.
        scroll: u16,
    },
    /// In a quiz.
    Quiz {
        /// The quiz.
        quiz: QuizId,
    },
}

/// A question of an attempt, as it was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// The question.
    pub question: QuestionId,
    /// Its revision.
    pub rev: u32,
    /// The order its items are shown in: item numbers in the trainer's order. Empty where nothing changes places.
    pub order: Vec<usize>,
}

/// The words of a question as the learner saw them, whatever the trainer writes later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// What was asked, as Markdown.
    pub ask: String,
    /// The items of the form in the trainer's order, as Markdown.
    pub items: Vec<String>,
}
