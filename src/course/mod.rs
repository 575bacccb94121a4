//! What is taught, as plain data: a course, its lessons and its quizzes. Knows nothing of learners, screens or time.
//!
//! `read` makes a [`Course`] from files and cannot fail: it reports. `setting` is the one table of all settings.

mod abreast;
mod allow;
mod check;
mod compared;
mod coverage;
mod excepted;
mod glossary;
mod hands;
mod lesson;
pub mod lock;
mod named;
pub mod proof;
mod questions;
mod quiz;
mod read;
mod reference;
mod rule;
pub mod schema;
pub mod setting;
pub mod skeleton;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, OnceLock};

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::{CourseId, LessonId, PointId, QuizId, TermId, word};
use crate::prose::Words;
use crate::question::Percent;
use crate::source::Files;

pub use check::{check, is_told_until_released, unfit};
pub use coverage::coverage;
pub use glossary::Term;
pub use lesson::{Choice, Lesson, Moment, Page, PageKind, Picture, Platform, Post};
pub use named::{Unnamed, named};
pub use questions::{Level, Question, Questions};
pub use quiz::{Feedback, Quiz, Rescore, Review};
pub use read::{Missing, Reading, id_in, read, read_alone, read_alone_in, read_in, read_part, translated_paths};
pub use reference::reference;

/// A course: everything a trainer released together.
#[derive(Clone, Debug)]
pub struct Course {
    /// Names it in records.
    pub id: CourseId,
    /// What it is called.
    pub title: String,
    /// A line below the title.
    pub subtitle: String,
    /// For whom it is.
    pub audience: String,
    /// Where to ask.
    pub contact: String,
    /// Who paid, and who gains.
    pub disclosure: Words,
    /// Which release it is.
    pub version: Version,
    /// What a new edition asks of certificate holders.
    pub retake: Retake,
    /// The language of its words, as BCP 47 has it.
    pub language: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// What a learner can do afterwards.
    pub objectives: Vec<String>,
    /// Where its facts come from.
    pub references: Vec<String>,
    /// When it was released.
    pub released: Option<Date>,
    /// When its content was last reviewed.
    pub reviewed: Option<Date>,
    /// The last day on which credit may be given.
    pub ends: Option<Date>,
    /// The credit it gives.
    pub credit: Option<Credit>,
    /// What a learner does, in order.
    pub order: Vec<Step>,
    /// The lessons that are no drafts.
    pub lessons: Vec<Lesson>,
    /// The quizzes that are no drafts.
    pub quizzes: Vec<Quiz>,
    /// The glossary.
    pub terms: BTreeMap<TermId, Words>,
    /// The teaching points, in the order written.
    pub points: Vec<(PointId, String)>,
    /// What the certificate asks and says.
    pub certificate: Terms,
    /// How knowing for good is measured.
    pub mastery: Mastery,
    /// What the learner signs before the certificate.
    pub attest: Option<Statement>,
    /// The smallest screen promised.
    pub screen: Promised,
    /// Lessons and quizzes that were taken out; nothing asks for them any more.
    pub retired: Vec<String>,
    /// The files it was read from.
    pub files: Arc<Files>,
    /// The course in every language it has words in, once somebody asked.
    spoken: OnceLock<Vec<Course>>,
    /// What its terms are called, once somebody asked.
    names: OnceLock<BTreeMap<TermId, String>>,
}

/// One step of a course.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Read a lesson.
    Lesson(LessonId),
    /// Take a quiz.
    Quiz(QuizId),
}

/// `edition.revision`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Rises when what is taught changes.
    pub edition: u32,
    /// Rises with corrections.
    pub revision: u32,
}

impl Version {
    /// Reads `1.4`.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let (edition, revision) = written.split_once('.')?;
        let whole = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten();
        Some(Self { edition: whole(edition)?, revision: whole(revision)? })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.edition, self.revision)
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, |written| Self::read(written).ok_or("a version is two whole numbers: `1.4`"))
    }
}

/// What a new edition asks of those who hold a certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Retake {
    /// Theirs stays valid until it expires.
    #[default]
    AtExpiry,
    /// Theirs is due within the days of renewal.
    Now,
}

/// Credit for continuing education.
#[derive(Clone, Debug, PartialEq)]
pub struct Credit {
    /// Quarters of an hour.
    pub quarters: u32,
    /// Its kind, such as `AMA PRA Category 1`.
    pub kind: String,
}

impl Terms {
    /// Returns the last day of a certificate that is earned on a day; `None` where it is valid for ever.
    #[must_use]
    pub fn until(&self, earned: Date) -> Option<Date> {
        let months = Span::new().try_months(i64::from(self.valid_months?)).ok()?;
        earned.checked_add(months).ok()
    }
}

/// `[certificate]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// For how many months it is valid; `None` for ever.
    pub valid_months: Option<u32>,
    /// From how many days before its end it may be renewed.
    pub renew_days: u32,
    /// What must be done for it: lessons read and quizzes passed.
    pub needs: Vec<Step>,
    /// Who signs it.
    pub signer: String,
    /// What it says besides.
    pub text: Words,
}

/// `[mastery]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mastery {
    /// The chance of still knowing an answer at which its refresher falls due.
    pub retention: Percent,
    /// Whether refreshers are offered.
    pub refreshers: bool,
}

/// `[attest]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What is signed.
    pub text: Words,
    /// Whether the learner types the name, rather than pressing a key.
    pub type_name: bool,
}

/// `[screen]`: the smallest terminal for which pages are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promised {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

impl Course {
    /// Returns a lesson by id, or by an id it had before.
    #[must_use]
    pub fn lesson(&self, id: &LessonId) -> Option<&Lesson> {
        self.lessons.iter().find(|lesson| lesson.id == *id).or_else(|| self.lessons.iter().find(|lesson| lesson.was.contains(id)))
    }

    /// Returns a quiz by id, or by an id it had before.
    #[must_use]
    pub fn quiz(&self, id: &QuizId) -> Option<&Quiz> {
        self.quizzes.iter().find(|quiz| quiz.id == *id).or_else(|| self.quizzes.iter().find(|quiz| quiz.was.contains(id)))
    }

    /// Returns the quiz that belongs to a lesson.
    #[must_use]
    pub fn quiz_of(&self, lesson: &LessonId) -> Option<&Quiz> {
        let lesson = self.lesson(lesson)?;
        match &lesson.quiz {
            Some(quiz) => self.quiz(quiz),
            None => self.quizzes.iter().find(|quiz| quiz.lesson.as_ref() == Some(&lesson.id)),
        }
    }

    /// Whether the certificate needs a step: the others are optional.
    #[must_use]
    pub fn needs(&self, step: &Step) -> bool {
        self.certificate.needs.contains(step)
    }

    /// Returns what a step is called.
    #[must_use]
    pub fn step_title(&self, step: &Step) -> &str {
        match step {
            Step::Lesson(id) => self.lesson(id).map_or("", |lesson| &lesson.title),
            Step::Quiz(id) => self.quiz(id).map_or("", |quiz| &quiz.title),
        }
    }

    /// Returns the course in every language it has words in, its own first: an answer was given on the words of one of them. They are read
    /// when somebody asks for the first time.
    #[must_use]
    pub fn in_every_language(&self) -> &[Self] {
        self.spoken.get_or_init(|| read::in_every_language(&self.files))
    }

    /// Returns the digest of every file that is taught: what a record says was taught. Drafts, and files that are read as nothing, are not.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let made = self.lessons.iter().map(|lesson| &*lesson.file).chain(self.quizzes.iter().map(|quiz| &*quiz.file));
        let made: BTreeSet<&str> = made.collect();
        self.files.digest_of(|path| {
            let own = path.strip_prefix("translations/").and_then(|rest| Some(rest.split_once('/')?.1)).unwrap_or(path);
            !(own.starts_with("lessons/") || own.starts_with("quizzes/")) || made.contains(own)
        })
    }

    /// Whether a digest is of this course: [`Course::digest`], or that of every byte of every file, by which programs knew a course before.
    #[must_use]
    pub fn is_of(&self, digest: Digest) -> bool {
        digest == self.digest() || digest == self.files.digest()
    }
}

pub use crate::source::Digest;
