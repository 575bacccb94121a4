//! One session of a course that a learning-management system started: what it is told, in which order, and each thing once.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::course::{Course, Step};
use crate::journey::{Certificate, Certified, Event, LearnerId, Progress, certificate_left, certified};
use crate::question::Grade;
use crate::record::completions;
use crate::record::statement::{Score, duration};

use super::launch::Launch;
use super::launch_data::{LaunchData, Mode};

const CMI5: &str = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
const MOVE_ON: &str = "https://w3id.org/xapi/cmi5/context/categories/moveon";
const MASTERY: &str = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";

/// What a course may tell a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// It is open.
    Initialized,
    /// All of it is done.
    Completed,
    /// It was enough.
    Passed,
    /// It was not.
    Failed,
    /// It is closed.
    Terminated,
}

impl Verb {
    /// Every verb, in the order of a session.
    pub const ALL: [Self; 5] = [Self::Initialized, Self::Completed, Self::Passed, Self::Failed, Self::Terminated];

    /// Returns the word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Initialized => "initialized",
            Self::Completed => "completed",
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Terminated => "terminated",
        }
    }

    /// Returns the verb of a statement.
    #[must_use]
    pub fn of(statement: &str) -> Option<Self> {
        let statement: Value = serde_json::from_str(statement).ok()?;
        let id = statement.pointer("/verb/id")?.as_str()?;
        Self::ALL.into_iter().find(|verb| id == verb.address())
    }

    fn address(self) -> String {
        format!("http://adlnet.gov/expapi/verbs/{}", self.word())
    }
}

/// A session.
#[derive(Clone, Debug)]
pub struct Session {
    /// How it was started.
    pub launch: Launch,
    /// What the system told of it.
    pub data: LaunchData,
    /// Names it, where the system did not.
    pub id: Uuid,
    /// When it began.
    pub began: Timestamp,
    /// When the first session of this enrolment began here.
    pub enrolled: Timestamp,
}

/// What was done by the end of a session.
#[derive(Clone, Copy, Debug)]
pub struct Done<'a> {
    /// The course.
    pub course: &'a Course,
    /// All that the learner did in it.
    pub events: &'a [Event],
    /// The moment.
    pub now: Timestamp,
    /// Its day.
    pub today: Date,
}

impl Session {
    /// Returns the name by which this session's statements are kept together.
    #[must_use]
    pub fn name(&self) -> String {
        self.data.session.clone().unwrap_or_else(|| self.id.to_string())
    }

    /// Returns the first statement: the course is open.
    #[must_use]
    pub fn initialized(&self) -> (Uuid, String) {
        self.statement(Verb::Initialized, self.began, Map::new())
    }

    /// Returns the last statement: the course is closed.
    #[must_use]
    pub fn terminated(&self, now: Timestamp) -> (Uuid, String) {
        let now = now.max(self.began);
        let took = duration(now.duration_since(self.began));
        self.statement(Verb::Terminated, now, Map::from_iter([("duration".to_owned(), took.into())]))
    }

    /// Returns what the system is to hear of the learner's work and has not heard in this enrolment. What counts is the certificate:
    /// one that was earned since the enrolment, or one that is valid and not yet to be renewed. Where the system only let the learner
    /// look around, it hears nothing.
    #[must_use]
    pub fn results(&self, done: Done<'_>, told: &BTreeSet<Verb>) -> Vec<(Uuid, String)> {
        if self.data.mode != Mode::Normal {
            return Vec::new();
        }
        let progress = Progress::replay(done.events);
        let mut results = Vec::new();
        if let Some(certificate) = self.counts(&progress, done) {
            let (at, took) = (self.within(certificate.at, done.now), minutes(certificate, done));
            let outcome = |more: [(&str, Value); 1]| {
                let took = [("duration", Value::from(duration(took)))];
                more.into_iter().chain(took).map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>()
            };
            if !told.contains(&Verb::Completed) {
                results.push(self.statement(Verb::Completed, at, outcome([("completion", true.into())])));
            }
            if certificate.is_scored() && !told.contains(&Verb::Passed) {
                let (score, is_enough) = self.judged(certificate.grade);
                let verb = if is_enough { Verb::Passed } else { Verb::Failed };
                // What was not enough stays so until the certificate is earned anew: it is said once.
                if is_enough || !told.contains(&Verb::Failed) {
                    let mut outcome = outcome([("success", is_enough.into())]);
                    outcome.insert("score".to_owned(), score);
                    results.push(self.statement(verb, at, outcome));
                }
            }
        } else if !told.contains(&Verb::Passed)
            && let Some((at, took, grade)) = self.failed(&progress, done)
        {
            let (score, is_enough) = self.judged(grade);
            let mut outcome = Map::from_iter([("success".to_owned(), false.into()), ("duration".to_owned(), duration(took).into())]);
            // A system may ask for less than the course does: then the share alone would seem to be enough, and is left out.
            if !is_enough || self.data.mastery.is_none() {
                outcome.insert("score".to_owned(), score);
            }
            results.push(self.statement(Verb::Failed, at, outcome));
        }
        results
    }

    /// Returns the certificate that counts for this enrolment.
    fn counts<'a>(&self, progress: &'a Progress, done: Done<'_>) -> Option<&'a Certificate> {
        match certified(done.course, progress, done.today) {
            Certified::Valid(held) => Some(held),
            Certified::Renewing { held, .. } if held.at >= self.enrolled => Some(held),
            Certified::Renewing { .. } | Certified::NotYet => None,
        }
    }

    /// Returns a share of marks, and whether it is enough for the system.
    fn judged(&self, grade: Grade) -> (Value, bool) {
        let (earned, of) = grade.ratio();
        let parts = earned.saturating_mul(10_000).checked_div(of).unwrap_or(0);
        let is_enough = self.data.mastery.as_ref().is_none_or(|mastery| parts >= mastery.parts);
        (serde_json::to_value(Score::of(earned, of)).unwrap_or_default(), is_enough)
    }

    /// Returns the last attempt of this session that was not enough, at a quiz which is still to be passed for the certificate.
    fn failed(&self, progress: &Progress, done: Done<'_>) -> Option<(Timestamp, SignedDuration, Grade)> {
        let left = certificate_left(done.course, progress, done.today);
        let open = left.iter().filter_map(|step| match step {
            Step::Quiz(id) => done.course.quiz(id),
            Step::Lesson(_) => None,
        });
        let ended = open.flat_map(|quiz| progress.attempts_at(quiz).filter_map(|attempt| Some((attempt.started, attempt.result(quiz)?))));
        let ended = ended.filter(|(_, result)| !result.passed && result.at >= self.began);
        let (started, result) = ended.max_by_key(|(_, result)| result.at)?;
        Some((self.within(result.at, done.now), result.at.duration_since(started), result.grade))
    }

    /// Returns a moment, or the nearest to it within the session: the first statement is the earliest, the last one the latest.
    fn within(&self, at: Timestamp, now: Timestamp) -> Timestamp {
        at.clamp(self.began, now.max(self.began))
    }

    fn statement(&self, verb: Verb, at: Timestamp, result: Map<String, Value>) -> (Uuid, String) {
        let id = Uuid::new_v5(&self.launch.registration, format!("{}/{}/{}", self.launch.activity, self.name(), verb.word()).as_bytes());
        let is_verdict = matches!(verb, Verb::Completed | Verb::Passed | Verb::Failed);
        let mut context = self.data.context.clone();
        context.insert("registration".to_owned(), self.launch.registration.to_string().into());
        let mut categories = vec![CMI5];
        if is_verdict {
            categories.push(MOVE_ON);
        }
        change(&mut context, "contextActivities", |activities| add_categories(activities, &categories));
        if let Some(mastery) = self.data.mastery.as_ref().filter(|_| matches!(verb, Verb::Passed | Verb::Failed)) {
            let written = Value::Number(mastery.written.clone());
            change(&mut context, "extensions", |all| drop(all.insert(MASTERY.to_owned(), written)));
        }
        let mut statement = json!({
            "id": id.to_string(),
            "actor": self.launch.actor.in_statements(),
            "verb": { "id": verb.address(), "display": { "en-US": verb.word() } },
            "object": { "objectType": "Activity", "id": self.launch.activity },
            "context": context,
            "timestamp": at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
        });
        if let Some(fields) = statement.as_object_mut().filter(|_| !result.is_empty()) {
            fields.insert("result".to_owned(), Value::Object(result));
        }
        (id, statement.to_string())
    }
}

/// Returns how long the learner worked for a certificate.
fn minutes(certificate: &Certificate, done: Done<'_>) -> SignedDuration {
    let all = completions(done.course, "", LearnerId(Uuid::nil()), done.events);
    let found = all.iter().find(|completion| completion.record_id == certificate.id);
    found.map_or(SignedDuration::ZERO, |completion| SignedDuration::from_mins(completion.minutes.into()))
}

/// Changes a part of a context; makes it where there is none.
fn change(context: &mut Map<String, Value>, name: &str, changed: impl FnOnce(&mut Map<String, Value>)) {
    let mut fields = match context.remove(name) {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    changed(&mut fields);
    context.insert(name.to_owned(), Value::Object(fields));
}

/// Adds categories to those that the system set; each stands there once.
fn add_categories(activities: &mut Map<String, Value>, categories: &[&str]) {
    let before = match activities.remove("category") {
        Some(Value::Array(list)) => list,
        Some(one @ Value::Object(_)) => vec![one],
        _ => Vec::new(),
    };
    let ours = |one: &Value| [CMI5, MOVE_ON].iter().any(|id| one.get("id").is_some_and(|found| found == id));
    let mut list: Vec<Value> = before.into_iter().filter(|one| !ours(one)).collect();
    list.extend(categories.iter().map(|id| json!({ "objectType": "Activity", "id": id })));
    activities.insert("category".to_owned(), Value::Array(list));
}
