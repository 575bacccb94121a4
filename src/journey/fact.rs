//! What can happen. Facts that have shipped are only ever added to: names and fields stay as they are.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::course::Version;
use crate::id::{LessonId, PageId, QuestionId, QuizId, SceneId};
use crate::language::Language;
use crate::question::{Grade, Percent, Response};
use crate::source::Digest;

use super::{Preference, Subject};

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
        /// The pass mark of those quizzes; the highest, where they differ.
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

/// Who a learner says to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introduction {
    /// The name as it should stand on the certificate, in NFC.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// The staff id; may be empty.
    pub staff_id: String,
    /// The department; may be empty.
    pub department: String,
}

/// What a learner is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Doctor of medicine.
    #[default]
    Md,
    /// Doctor of osteopathic medicine.
    Do,
    /// In residency or fellowship.
    Resident,
    /// Medical student.
    Student,
    /// Nurse practitioner.
    NursePractitioner,
    /// Physician assistant or associate.
    PhysicianAssistant,
    /// Nurse.
    Nurse,
    /// Anything else.
    Other,
}

impl Role {
    /// Every role, in the order shown.
    pub const ALL: [Self; 8] =
        [Self::Md, Self::Do, Self::Resident, Self::Student, Self::NursePractitioner, Self::PhysicianAssistant, Self::Nurse, Self::Other];

    /// Returns the word for it in records and exports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Do => "do",
            Self::Resident => "resident",
            Self::Student => "student",
            Self::NursePractitioner => "nurse-practitioner",
            Self::PhysicianAssistant => "physician-assistant",
            Self::Nurse => "nurse",
            Self::Other => "other",
        }
    }

    /// Returns what it is called.
    #[must_use]
    pub const fn called(self) -> &'static str {
        match self {
            Self::Md => "MD",
            Self::Do => "DO",
            Self::Resident => "Resident or fellow",
            Self::Student => "Medical student",
            Self::NursePractitioner => "Nurse practitioner",
            Self::PhysicianAssistant => "Physician assistant",
            Self::Nurse => "Nurse",
            Self::Other => "Other",
        }
    }
}

impl Role {
    /// Returns what it is called in the learner's language.
    #[must_use]
    pub fn said(self, say: Language) -> &'static str {
        match self {
            Self::Md => say.role_md(),
            Self::Do => say.role_do(),
            Self::Resident => say.role_resident(),
            Self::Student => say.role_student(),
            Self::NursePractitioner => say.role_nurse_practitioner(),
            Self::PhysicianAssistant => say.role_physician_assistant(),
            Self::Nurse => say.role_nurse(),
            Self::Other => say.role_other(),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.called())
    }
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
