//! The hand-in: one file that tells a department all of one completion, so that it can be graded again. Made from a learner's
//! events and nothing else, sealed by the key of the device. What a learner wrote in words of their own is not in it, but for short
//! answers, which are graded by their words.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::course::{Course, Version};
use crate::id::{CourseId, QuizId};
use crate::journey::{Attempt, CertificateId, Event, Fact, Introduction, LearnerId, Progress, Role, Wording};
use crate::question::{Grade, Percent, Response};
use crate::source::Digest;

use super::completion::{Round, is_told, is_work, minutes, rounds};
use super::fingerprint;
use super::seal::{Key, KeyId, Seal};

/// The format this program writes. It rises when a field is added.
pub const FORMAT: u32 = 1;

/// The largest hand-in there can be, in bytes. The whole shipped course comes to a fiftieth of it.
pub const LARGEST: usize = 8 << 20;

/// What is sealed begins with this, so that a seal made for something else never passes for one of a hand-in.
pub(super) const SEALED: &str = "bedside hand-in 1\n";

/// Stands in a hand-in for words that the learner keeps.
pub const KEPT_BACK: &str = "\u{2026}";

/// A completion with everything that led to it, sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandIn {
    /// How it is written.
    pub format: u32,
    /// Names the record and its certificate.
    pub record_id: CertificateId,
    /// Who completed the course.
    pub learner: Who,
    /// What was completed.
    pub course: Taught,
    /// When the learner began: at first, or after the certificate before this one.
    pub started_at: Option<Timestamp>,
    /// The moment of completion.
    pub completed_at: Timestamp,
    /// Its day on the learner's calendar.
    pub completed_on: Date,
    /// The last day it is valid; `None` for ever.
    pub expires_on: Option<Date>,
    /// The share of marks.
    pub score: Grade,
    /// The pass mark.
    pub pass_mark: Percent,
    /// Attempts that were brought to an end since the certificate before, over all quizzes.
    pub attempts: u32,
    /// Minutes at work since the certificate before.
    pub minutes: u32,
    /// What the learner signed; `None` where the course asks for no signature.
    pub attestation: Option<Attestation>,
    /// Everything the learner did in this course up to the completion, oldest first.
    pub events: Vec<Entry>,
    /// The program that wrote it.
    pub tool: String,
    /// The end of the chain over the events.
    pub chain: Digest,
    /// The key of the device.
    pub key: KeyId,
    /// That key's seal.
    pub seal: Seal,
}

/// Who a hand-in is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Who {
    /// Names the learner in records.
    pub id: LearnerId,
    /// The learner's account on the device.
    pub account: String,
    /// The name as typed, in NFC.
    pub name: String,
    /// What the learner is; `None` for one who never said.
    pub role: Option<Role>,
    /// The staff id; may be empty.
    pub staff_id: String,
    /// The department; may be empty.
    pub department: String,
}

/// Which course a hand-in is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taught {
    /// The course.
    pub id: CourseId,
    /// The version completed.
    pub version: Version,
    /// What was taught.
    pub digest: Digest,
}

/// A statement that was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// When.
    pub at: Timestamp,
    /// The words.
    pub words: String,
    /// The name that was typed; empty where none was asked.
    pub name: String,
}

/// An event as a hand-in tells it: without the words of questions, which the course of the same digest has, and without words of
/// the learner's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its place in the learner's journal.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub fact: Fact,
    /// For an answer, the digest of the words it was given on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub words: Option<Digest>,
}

/// A hand-in that nobody has sealed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    record_id: CertificateId,
    learner: Who,
    course: Taught,
    started_at: Option<Timestamp>,
    completed_at: Timestamp,
    completed_on: Date,
    expires_on: Option<Date>,
    score: Grade,
    pass_mark: Percent,
    attempts: u32,
    minutes: u32,
    attestation: Option<Attestation>,
    events: Vec<Entry>,
}

/// Returns a hand-in for each completion that a learner's events tell of, oldest first. What happened after a completion changes
/// nothing about it.
#[must_use]
pub fn drafts(course: &CourseId, account: &str, learner: LearnerId, events: &[Event]) -> Vec<Draft> {
    let rounds = rounds(&Progress::replay(events));
    let of = |(certificate, round)| draft(course, account, learner, events, certificate, round);
    rounds.into_iter().filter_map(of).collect()
}

fn draft(
    course: &CourseId,
    account: &str,
    learner: LearnerId,
    events: &[Event],
    certificate: CertificateId,
    round: Round,
) -> Option<Draft> {
    let end = events.iter().position(|event| matches!(event.fact, Fact::CertificateEarned { certificate: id, .. } if id == certificate))?;
    let events = events.get(..=end)?;
    let progress = Progress::replay(events);
    let earned = progress.certificates.iter().find(|kept| kept.id == certificate)?;
    let person = progress.learner.clone();
    let role = person.as_ref().map(|person| person.role);
    let Introduction { name, staff_id, department, .. } = person.unwrap_or_default();
    Some(Draft {
        record_id: certificate,
        learner: Who { id: learner, account: account.to_owned(), name, role, staff_id, department },
        course: Taught { id: course.clone(), version: earned.version, digest: earned.digest },
        started_at: events.iter().find(|event| is_work(&event.fact) && round.holds(event.at)).map(|event| event.at),
        completed_at: earned.at,
        completed_on: earned.on,
        expires_on: earned.until,
        score: earned.grade,
        pass_mark: earned.pass,
        attempts: ended(&progress, round),
        minutes: minutes(events, round),
        attestation: progress.attested.map(|(at, words, name)| Attestation { at, words, name }),
        events: events.iter().filter(|event| is_told(&event.fact)).map(Entry::of).collect(),
    })
}

/// Returns how many attempts were brought to an end in a round, over all quizzes.
pub(super) fn ended(progress: &Progress, round: Round) -> u32 {
    u32::try_from(ended_in(progress, round).count()).unwrap_or(u32::MAX)
}

fn ended_in(progress: &Progress, round: Round) -> impl Iterator<Item = &Attempt> {
    progress.attempts.iter().filter(move |attempt| attempt.ended.is_some_and(|ended| round.holds(ended.at)))
}

impl Draft {
    /// Returns the name of its record.
    #[must_use]
    pub const fn record_id(&self) -> CertificateId {
        self.record_id
    }

    /// Seals it with the key of a device. The same completion, tool and key always give the same bytes.
    ///
    /// # Errors
    /// Whatever keeps it from being written as JSON, which nothing in it should.
    pub fn seal(self, tool: &str, key: &Key) -> serde_json::Result<HandIn> {
        let chain = chain(&self.learner.id, &self.course.id, &self.events)?;
        let mut sealed = HandIn {
            format: FORMAT,
            record_id: self.record_id,
            learner: self.learner,
            course: self.course,
            started_at: self.started_at,
            completed_at: self.completed_at,
            completed_on: self.completed_on,
            expires_on: self.expires_on,
            score: self.score,
            pass_mark: self.pass_mark,
            attempts: self.attempts,
            minutes: self.minutes,
            attestation: self.attestation,
            events: self.events,
            tool: tool.to_owned(),
            chain,
            key: key.id(),
            seal: Seal::from_bytes([0; 64]),
        };
        sealed.seal = key.seal(&sealed.envelope()?);
        Ok(sealed)
    }
}

impl HandIn {
    /// Writes it down: canonical JSON (RFC 8785), the bytes that are kept as evidence.
    ///
    /// # Errors
    /// Whatever keeps it from being written as JSON, which nothing in it should.
    pub fn written(&self) -> serde_json::Result<String> {
        serde_json_canonicalizer::to_string(self)
    }

    /// Returns how many quizzes the attempts were made at that it counts.
    #[must_use]
    pub fn quizzes(&self) -> u32 {
        let event = |entry: &Entry| Event { seq: entry.seq, at: entry.at, fact: entry.fact.clone() };
        let progress = Progress::replay(&self.events.iter().map(event).collect::<Vec<_>>());
        let Some((_, round)) = rounds(&progress).into_iter().find(|(id, _)| *id == self.record_id) else { return 0 };
        let quizzes: BTreeSet<&QuizId> = ended_in(&progress, round).map(|attempt| &attempt.quiz).collect();
        u32::try_from(quizzes.len()).unwrap_or(u32::MAX)
    }

    /// Returns its events with the words of questions put back, as far as the course has them still; where it has others, none.
    #[must_use]
    pub fn events_with_words(&self, course: &Course) -> Vec<Event> {
        let event = |entry: &Entry| {
            let mut fact = entry.fact.clone();
            if let Fact::QuestionAnswered { question, wording, .. } | Fact::Refreshed { question, wording, .. } = &mut fact {
                let mut all = Wording::in_every_language(course, question);
                // Which item stands where is the same in every language.
                if let Some(now) = all.next()
                    && (Some(words_digest(&now)) == entry.words || all.any(|words| Some(words_digest(&words)) == entry.words))
                {
                    *wording = now;
                }
            }
            Event { seq: entry.seq, at: entry.at, fact }
        };
        self.events.iter().map(event).collect()
    }

    /// Returns what is sealed: all of it but the events, which the chain stands for, and the seal itself.
    fn envelope(&self) -> serde_json::Result<Vec<u8>> {
        let mut whole = serde_json::to_value(self)?;
        if let Some(fields) = whole.as_object_mut() {
            fields.remove("events");
            fields.remove("seal");
        }
        let mut bytes = SEALED.as_bytes().to_vec();
        serde_json_canonicalizer::to_writer(&whole, &mut bytes)?;
        Ok(bytes)
    }
}

/// Returns the end of the chain: the first link stands for the learner and the course, so that no event fits into another's chain;
/// each further one is the digest of the link before and of the canonical event.
fn chain(learner: &LearnerId, course: &CourseId, events: &[Entry]) -> serde_json::Result<Digest> {
    let mut link = first_link(learner, course);
    for event in events {
        link = next_link(&link, &serde_json_canonicalizer::to_vec(event)?);
    }
    Ok(link)
}

pub(super) fn first_link(learner: &LearnerId, course: &CourseId) -> Digest {
    Digest::of(format!("bedside chain 1\n{}\n{course}\n", learner.0).as_bytes())
}

pub(super) fn next_link(before: &Digest, event: &[u8]) -> Digest {
    fingerprint::of(&[&before.0, event])
}

impl Entry {
    /// Returns an event as a hand-in tells it.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        let mut fact = event.fact.clone();
        let words = take_words(&mut fact);
        Self { seq: event.seq, at: event.at, fact, words }
    }
}

/// Takes out of a fact what a hand-in does not tell, and returns the digest of the words it was answered on.
fn take_words(fact: &mut Fact) -> Option<Digest> {
    match fact {
        Fact::Reflected { note, .. } => {
            *note = kept_back(note);
            None
        }
        Fact::NoteWritten { text, .. } => {
            *text = kept_back(text);
            None
        }
        Fact::QuestionAnswered { response, wording, .. } | Fact::Refreshed { response, wording, .. } => {
            if let Response::Rewritten { text, .. } = response {
                *text = kept_back(text);
            }
            let words = words_digest(wording);
            *wording = Wording { ask: String::new(), items: Vec::new() };
            Some(words)
        }
        _ => None,
    }
}

fn kept_back(words: &str) -> String {
    if words.trim().is_empty() { String::new() } else { KEPT_BACK.to_owned() }
}

/// Returns the digest of the words of a question: of each one its length and its bytes.
#[must_use]
pub fn words_digest(wording: &Wording) -> Digest {
    let mut hash = Sha256::new();
    for words in std::iter::once(&wording.ask).chain(&wording.items) {
        hash.update((words.len() as u64).to_be_bytes());
        hash.update(words.as_bytes());
    }
    Digest(hash.finalize().into())
}
