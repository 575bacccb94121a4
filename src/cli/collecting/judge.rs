//! Judges one thing that was found: a record to keep, a key to enroll, something else of ours, or nothing to be taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::course::Course;
use crate::record::enrolment::Enrolment;
use crate::record::fingerprint;
use crate::record::flaw::Flaw;
use crate::record::hand_in::HandIn;
use crate::record::merkle::leaf;
use crate::record::open::{open, open_text};
use crate::record::records::{Enrolled, Incoming, Salt};
use crate::record::regrade::Grading;
use crate::record::{Assurance, Completion};
use crate::source::Digest;

use super::Asked;
use super::gather::{Found, Unread};
use super::passed_over::PassedOver;

/// What something was found to be.
pub(super) enum Verdict {
    /// A record, graded again.
    Record {
        /// The record.
        incoming: Box<Incoming>,
        /// What it comes to in the tree of its batch.
        leaf: Digest,
    },
    /// A record, graded again, whose key is not bound to its learner: only taken for known, where the very same is here already.
    Unbound {
        /// The record.
        incoming: Box<Incoming>,
        /// What is the matter with its key.
        flaw: Flaw,
    },
    /// A key that asks to be enrolled.
    Enrolment(Box<Enrolment>),
    /// A key that asked and is enrolled.
    Bound(Box<Bound>),
    /// Nothing that was to be read.
    PassedOver(PassedOver),
    /// Nothing to be taken.
    Refused(Flaw),
}

/// A key that is bound to a person.
pub(super) enum Bound {
    /// Since now.
    New(Enrolled),
    /// It was before, by the same file.
    Known(Enrolled),
}

/// Knows what is needed to judge.
pub(super) struct Judge<'a> {
    asked: &'a Asked<'a>,
    keys: BTreeMap<[u8; 32], Vec<Enrolled>>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(asked: &'a Asked<'a>, enrolled: &[Enrolled]) -> Self {
        let mut judge = Self { asked, keys: BTreeMap::new() };
        for one in enrolled {
            judge.learn(one.clone());
        }
        judge
    }

    /// Takes a key in that is now bound to a person; what it was bound to before no longer counts.
    pub(super) fn learn(&mut self, enrolled: Enrolled) {
        let bound = self.keys.entry(enrolled.key.bytes()).or_default();
        bound.retain(|before| before.learner != enrolled.learner);
        bound.push(enrolled);
    }

    /// Whether a key is bound to this learner already, and was not revoked.
    pub(super) fn knows(&self, enrolment: &Enrolment) -> Option<&Enrolled> {
        let bound = self.keys.get(&enrolment.key.bytes())?;
        bound.iter().find(|known| known.learner == enrolment.learner && known.revoked_at.is_none())
    }

    /// When a key was revoked, if that was after the enrolment was made: whoever revoked it did not mean to let it in again.
    pub(super) fn revoked_since(&self, enrolment: &Enrolment) -> Option<Timestamp> {
        let bound = self.keys.get(&enrolment.key.bytes())?;
        bound.iter().filter_map(|known| known.revoked_at).filter(|at| *at > enrolment.at).max()
    }

    pub(super) fn judge(&self, found: Found, salt: Salt) -> (String, Verdict) {
        let verdict = match found.bytes.map(String::from_utf8) {
            Err(Unread::Refused(flaw)) => Verdict::Refused(flaw),
            Err(Unread::PassedOver(why)) => Verdict::PassedOver(why),
            // What is no text is no hand-in; `open` says how it is none.
            Ok(Err(odd)) => open(odd.as_bytes()).map_or_else(Verdict::Refused, |_| Verdict::Refused(Flaw::Rewritten)),
            Ok(Ok(text)) => match open_text(&text) {
                Ok(hand_in) => self.record(hand_in, text, salt),
                Err(flaw) => otherwise(text.as_bytes(), flaw),
            },
        };
        (found.source, verdict)
    }

    fn record(&self, hand_in: HandIn, document: String, salt: Salt) -> Verdict {
        let (bound, key) = (self.enrolled(&hand_in), hand_in.key.to_string());
        let find = |digest: &Digest| -> Option<Arc<Course>> { self.asked.shelf.find(digest) };
        let Asked { now, tolerance, assurance, .. } = *self.asked;
        debug_assert!(assurance > Assurance::SEALED);
        let graded = Grading { courses: &find, now, tolerance, assurance }.grade(hand_in);
        let digest = fingerprint::of(&[document.as_bytes()]);
        let of = |completion| Box::new(Incoming { completion, key, document, digest, salt });
        match (bound, graded) {
            (Ok(enrolled), Ok(graded)) => {
                let incoming = of(Completion { enrolled, ..graded });
                let leaf = leaf(incoming.salt, incoming.document.as_bytes());
                Verdict::Record { incoming, leaf }
            }
            (Err(flaw), Ok(graded)) => Verdict::Unbound { incoming: of(graded), flaw },
            (Err(flaw), Err(_)) | (Ok(_), Err(flaw)) => Verdict::Refused(flaw),
        }
    }

    /// Returns whether the key is bound to the learner. Where no key is, none has to be.
    fn enrolled(&self, hand_in: &HandIn) -> Result<bool, Flaw> {
        if self.keys.is_empty() {
            return Ok(false);
        }
        let Some(bound) = self.keys.get(&hand_in.key.bytes()) else {
            return Err(Flaw::UnknownKey { key: hand_in.key.to_string() });
        };
        let Some(own) = bound.iter().find(|known| known.learner == hand_in.learner.id) else {
            return Err(other_person(bound.first()));
        };
        if let Some(at) = own.revoked_at.filter(|at| *at <= self.asked.now) {
            return Err(Flaw::RevokedKey { at });
        }
        let said = &hand_in.learner.staff_id;
        if said.trim().is_empty() || said.trim().eq_ignore_ascii_case(own.staff_id.trim()) {
            Ok(true)
        } else {
            Err(other_person(Some(own)))
        }
    }
}

fn other_person(bound: Option<&Enrolled>) -> Flaw {
    Flaw::OtherPerson { staff_id: bound.map(|own| own.staff_id.clone()).unwrap_or_default() }
}

/// What is no hand-in may still be ours.
fn otherwise(bytes: &[u8], flaw: Flaw) -> Verdict {
    if let Some(enrolment) = Enrolment::read(bytes) {
        return Verdict::Enrolment(Box::new(enrolment));
    }
    PassedOver::of_ours(bytes).map_or(Verdict::Refused(flaw), Verdict::PassedOver)
}
