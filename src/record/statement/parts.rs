//! The parts of a statement. Reading refuses what the standard does not know.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Words by language.
pub type Words = BTreeMap<String, String>;

/// Somebody did something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Names the statement, for ever.
    pub id: Uuid,
    /// Who.
    pub actor: Actor,
    /// Did what.
    pub verb: Verb,
    /// To what.
    pub object: Activity,
    /// How it came out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Outcome>,
    /// In which course.
    pub context: Context,
    /// When, in UTC.
    pub timestamp: Timestamp,
}

/// Who did it: an account without a name or a mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Actor {
    /// Always `Agent`.
    pub object_type: String,
    /// The account.
    pub account: Account,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Account {
    /// Who keeps the account.
    pub home_page: String,
    /// The learner's id, which says nothing about the person.
    pub name: String,
}

/// A verb.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verb {
    /// Its address.
    pub id: String,
    /// The word.
    pub display: Words,
}

/// What it was done to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Activity {
    /// Always `Activity`.
    pub object_type: String,
    /// Its address.
    pub id: String,
    /// What it is; left out where only the address matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<Definition>,
}

/// What an activity is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Definition {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is called; empty for a question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub name: Words,
    /// What is asked; empty for all else.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub description: Words,
    /// How a question is answered: `choice`, `sequencing`, `matching`, `fill-in`, `long-fill-in` or `other`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interaction_type: Option<String>,
    /// What is right, in the syntax of a response; left out where nobody can list it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub correct_responses_pattern: Vec<String>,
    /// What may be chosen or put in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Component>,
    /// What wants a partner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Component>,
    /// The partners.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target: Vec<Component>,
}

/// One thing that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Its name in responses.
    pub id: String,
    /// Its words.
    pub description: Words,
}

/// How it came out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    /// Whether it was right, or passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// Whether it was brought to an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion: Option<bool>,
    /// What was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<String>,
    /// How long it took, as ISO 8601 writes it, to a hundredth of a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
}

/// Marks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// The share, 0 to 1, to four decimals.
    pub scaled: f64,
    /// So many …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<u64>,
    /// … from this many …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u64>,
    /// … to this many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u64>,
}

/// In which course, and in which sitting of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Context {
    /// One learner in one course.
    pub registration: Uuid,
    /// The version of the course; left out where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// Always `bedside`.
    pub platform: String,
    /// What it is part of; left out for the course itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context_activities: Option<ContextActivities>,
}

/// What an activity is part of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContextActivities {
    /// The quiz or the course.
    pub parent: Vec<Activity>,
    /// The course.
    pub grouping: Vec<Activity>,
}

/// What a statement of ours tells of a moment: the verb, and the words by which its id is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A course or a quiz was begun.
    Attempted,
    /// A lesson was read.
    Experienced,
    /// A question was answered.
    Answered,
    /// A course was completed.
    Completed,
    /// It was enough.
    Passed,
    /// It was not.
    Failed,
}

/// What kind of thing an activity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityKind {
    /// A course.
    Course,
    /// A lesson.
    Lesson,
    /// A quiz.
    Assessment,
    /// A question.
    Question,
}

impl Moment {
    /// Returns the verb's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Attempted => "attempted",
            Self::Experienced => "experienced",
            Self::Answered => "answered",
            Self::Completed => "completed",
            Self::Passed => "passed",
            Self::Failed => "failed",
        }
    }

    pub(super) fn verb(self) -> Verb {
        Verb { id: format!("http://adlnet.gov/expapi/verbs/{}", self.word()), display: said(self.word(), ENGLISH) }
    }
}

impl ActivityKind {
    pub(super) const fn address(self) -> &'static str {
        match self {
            Self::Course => "http://adlnet.gov/expapi/activities/course",
            Self::Lesson => "http://adlnet.gov/expapi/activities/lesson",
            Self::Assessment => "http://adlnet.gov/expapi/activities/assessment",
            Self::Question => "http://adlnet.gov/expapi/activities/cmi.interaction",
        }
    }
}

impl Activity {
    /// Returns an activity by its address alone.
    pub(super) fn at(id: &str) -> Self {
        Self { object_type: "Activity".to_owned(), id: id.to_owned(), definition: None }
    }

    /// Returns an activity that has a name in a language.
    pub(super) fn named(id: &str, kind: ActivityKind, name: &str, language: &str) -> Self {
        let definition = Definition { kind: kind.address().to_owned(), name: said(name, language), ..Definition::default() };
        Self { definition: Some(definition), ..Self::at(id) }
    }
}

impl Score {
    /// Returns a share of so many of so many.
    #[must_use]
    pub fn of(earned: u64, of: u64) -> Self {
        Self { raw: Some(earned), min: Some(0), max: Some(of), ..Self::share(earned, of) }
    }

    /// Returns a share alone.
    pub(super) fn share(earned: u64, of: u64) -> Self {
        let parts = earned.saturating_mul(10_000).checked_div(of).unwrap_or(0);
        let scaled = f64::from(u32::try_from(parts.min(10_000)).unwrap_or(10_000)) / 10_000.0;
        Self { scaled, raw: None, min: None, max: None }
    }
}

/// The language of our own words, and of every course that says no more than that it is English.
const ENGLISH: &str = "en";

/// Returns words with the tag of their language; `und` (RFC 5646) where it is not known. Empty words are none: a language map holds no
/// empty ones.
pub(super) fn said(words: &str, language: &str) -> Words {
    let tag = match language {
        "" => "und",
        ENGLISH => "en-US",
        other => other,
    };
    if words.trim().is_empty() { Words::new() } else { Words::from([(tag.to_owned(), words.to_owned())]) }
}

/// Returns a time as ISO 8601 writes it: `PT12.34S`.
#[must_use]
pub fn duration(took: SignedDuration) -> String {
    let hundredths = took.as_millis().max(0) / 10;
    let (seconds, rest) = (hundredths / 100, hundredths % 100);
    if rest == 0 { format!("PT{seconds}S") } else { format!("PT{seconds}.{rest:02}S") }
}
