//! What was released, as `course.lock` keeps it: each id with its file, kind and revision, a digest of its words, and what was right.
//!
//! What is right is kept item by item, so that a corrected word and a list in another order are told from a changed answer.

mod change;
mod ids;
mod right;

use serde::{Deserialize, Serialize};

use crate::id::{CourseId, OfLesson};
use crate::prose::Words;
use crate::source::Digest;

use super::abreast::{self, Translated};
use super::compared::{add, short, spaced};
use super::read::{Draft, Reading, Section, id_of};
use super::{Course, Page, Question, Version};

pub use change::{Change, How};

/// The file's name inside a course folder.
pub const FILE: &str = "course.lock";

/// The whole of `course.lock`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// The version of this file's own format.
    pub format: u32,
    /// The version of the course that was released last.
    pub version: Version,
    /// The course that was released; a lock that an earlier program wrote does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<CourseId>,
    /// The digest by which a department knows this version again, as hand-ins name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// Everything that was ever released, in the order of the files.
    #[serde(default)]
    pub released: Vec<Released>,
    /// The words in other languages, with those that they translate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translated: Vec<Translated>,
}

/// One released id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// The id.
    pub id: String,
    /// What it names.
    pub kind: Noun,
    /// The file it stood in.
    pub file: String,
    /// How often what is right had been changed, counted from 1.
    pub rev: u32,
    /// Whether it was taken out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
    /// The digest of its words.
    pub words: Digest,
    /// For each item a sign, `x` right, `~` half right and `o` wrong for options, and a digest of the item's words: see `right`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub right: Vec<String>,
    /// For each page of a lesson its id, and a digest of its words but for the title: a page without an id of its own has that of its
    /// title, and is known again by its words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<String>,
}

/// What an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Noun {
    /// A lesson.
    Lesson,
    /// A quiz.
    Quiz,
    /// A question.
    Question,
}

impl Noun {
    /// Returns the word for one of them.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Lesson => "lesson",
            Self::Quiz => "quiz",
            Self::Question => "question",
        }
    }
}

impl Lock {
    /// Reads the file.
    ///
    /// # Errors
    /// Where it is not as `bedside release` writes it.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Returns what a release of this course would keep; what was released `before` and is no longer there stays, as taken out. What is only
    /// a draft again stays as it was released: it may come back.
    #[must_use]
    pub fn of(reading: &Reading, before: Option<&Self>) -> Option<Self> {
        let course = reading.course.as_ref()?;
        let mut released = taken(course, &reading.draft);
        for old in before.iter().flat_map(|before| &before.released) {
            let there = released.iter().any(|new| new.is(old));
            let renamed = reading.draft.former_ids().any(|(noun, id)| noun == old.kind && id == old.id);
            let waits = reading.draft.waiting_ids().any(|(noun, id)| noun == old.kind && id == old.id);
            if !there && !renamed {
                released.push(Released { retired: old.retired || !waits, ..old.clone() });
            }
        }
        let translated = abreast::kept(&reading.draft, before.map_or(&[], |before| &before.translated));
        let (id, digest) = (Some(course.id.clone()), Some(course.digest()));
        Some(Self { format: 1, version: course.version, course: id, digest, released, translated })
    }

    /// Returns the file's text.
    ///
    /// # Errors
    /// Those of the writer, for a lock that cannot be told in TOML; none is known.
    pub fn written(&self) -> Result<String, toml::ser::Error> {
        let body = toml::to_string(self)?;
        Ok(format!(
            "# Written by `bedside release`. Learners' results hang on what stands here; keep the file, and change nothing in it.\n{body}"
        ))
    }
}

impl Released {
    /// Whether two entries are about the same thing.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.kind == other.kind && self.id == other.id
    }

    /// Returns the pages a lesson had, each with its id and the digest of its words.
    pub(super) fn pages(&self) -> Vec<(&str, &str)> {
        self.pages.iter().filter_map(|entry| entry.split_once(' ')).collect()
    }

    /// Returns the sign an item had, by its words.
    pub(super) fn sign_of(&self, words: &Words) -> Option<&str> {
        let item = short(&spaced(words.markdown()));
        right::signs(&self.right).into_iter().find(|(sign, other)| *other == item && *sign != right::EXTRA).map(|(sign, _)| sign)
    }
}

/// Returns everything that learners meet, as it would be kept.
pub(super) fn taken(course: &Course, draft: &Draft) -> Vec<Released> {
    let mut all = Vec::new();
    let sheets = [(Noun::Lesson, &draft.lessons), (Noun::Quiz, &draft.quizzes)];
    for (kind, sheet) in sheets.iter().flat_map(|(kind, sheets)| sheets.iter().map(|sheet| (*kind, sheet))) {
        if sheet.top.flag("draft") {
            continue;
        }
        let Some(id) = id_of::<OfLesson>(sheet) else { continue };
        let mut words = String::new();
        told(&sheet.top, kind == Noun::Lesson, &mut words);
        let lesson = course.lessons.iter().find(|lesson| kind == Noun::Lesson && lesson.file == sheet.file);
        let pages = lesson.map(|lesson| lesson.pages.iter().zip(&sheet.top.sections).filter_map(paged).collect()).unwrap_or_default();
        let (id, file, words) = (id.to_string(), sheet.file.to_string(), Digest::of(words.as_bytes()));
        all.push(Released { id, kind, file, rev: 1, retired: false, words, right: Vec::new(), pages });
        if kind == Noun::Quiz {
            let quiz = course.quizzes.iter().find(|quiz| quiz.file == sheet.file);
            all.extend(quiz.iter().flat_map(|quiz| &quiz.questions).map(|question| asked(question, &sheet.file, draft)));
        }
    }
    all
}

/// A page with its words; `None` where it has none but its title, or stands in a shared file.
fn paged((page, section): (&Page, &Section)) -> Option<String> {
    let mut words = String::new();
    section
        .parts
        .settings
        .iter()
        .filter(|setting| setting.name != "title")
        .for_each(|setting| add(setting.name, &setting.part, &mut words));
    (!words.is_empty() && !section.has("include")).then(|| format!("{} {}", page.id, short(&words)))
}

fn asked(question: &Question, file: &str, draft: &Draft) -> Released {
    let texts = [&question.ask, &question.why, &question.hint].into_iter().chain(question.kind.wording());
    let mut words: Vec<String> = texts.map(|text| spaced(text.markdown())).collect();
    words.sort_unstable(); // options in another order are the same words
    let words = words.join("\n");
    let accepted = draft.asked(&question.id).filter(|section| section.has("accept"));
    let right = accepted.map_or_else(|| right::of(question.kind.as_ref()), right::written_answer);
    Released {
        id: question.id.to_string(),
        kind: Noun::Question,
        file: file.to_owned(),
        rev: question.rev,
        retired: false,
        words: Digest::of(words.as_bytes()),
        right,
        pages: Vec::new(),
    }
}

/// Adds the words of a place and, for a lesson, of its pages.
fn told(section: &Section, below: bool, words: &mut String) {
    section.parts.settings.iter().for_each(|setting| add(setting.name, &setting.part, words));
    if below {
        section.sections.iter().for_each(|page| told(page, below, words));
    }
}
