//! What the department itself does: it binds keys to people, issues credentials, and writes down what was done.

use jiff::Timestamp;
use uuid::Uuid;

use crate::journey::{CertificateId, LearnerId};
use crate::record::Assurance;
use crate::record::seal::KeyId;
use crate::source::Digest;

/// A key that the department has bound to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// The device's key.
    pub key: KeyId,
    /// The learner it is bound to.
    pub learner: LearnerId,
    /// That person's staff id.
    pub staff_id: String,
    /// That person's name, as the department wrote it.
    pub name: String,
    /// When it was bound.
    pub enrolled_at: Timestamp,
    /// When it was revoked, if it was; what came before stays.
    pub revoked_at: Option<Timestamp>,
}

/// A one-time token, as the department keeps it: the token itself is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its public half.
    pub id: String,
    /// The digest of its secret half.
    pub check: Digest,
    /// For whom: the staff id.
    pub staff_id: String,
    /// For whom: the name.
    pub name: String,
    /// The moment from which it is worth nothing.
    pub expires_at: Timestamp,
    /// When it was used, if it was.
    pub used_at: Option<Timestamp>,
}

/// A credential, as it was issued. It is frozen; only its revocation is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Names the credential.
    pub id: Uuid,
    /// The record it is for.
    pub record: CertificateId,
    /// The learner.
    pub learner: LearnerId,
    /// The department's key.
    pub key: KeyId,
    /// When.
    pub issued_at: Timestamp,
    /// Its place in the status list.
    pub status: u64,
    /// When and why it was revoked, if it was.
    pub revoked: Option<(Timestamp, String)>,
    /// Its exact bytes.
    pub document: String,
}

/// A credential, and how far its record is to be trusted once it is countersigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certified {
    /// The credential.
    pub issued: Issued,
    /// Of its record; `None` where there is none.
    pub assurance: Option<Assurance>,
}

/// What became of credentials that were to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issuing {
    /// They are kept.
    Kept,
    /// Somebody else has taken one of the places in the status list, or has taken one of the records out; nothing was kept.
    Overtaken,
}

/// Whether nobody else has taken a place that these credentials take: `there` are the credentials that have those places, each with its moment
/// in milliseconds and its place. Those that are these very ones were kept before their answer was lost.
#[must_use]
pub fn are_free(issued: &[Issued], there: &[(Uuid, i64, i64)]) -> bool {
    let is_this = |one: &Issued, (id, at, place): &(Uuid, i64, i64)| {
        one.id == *id && one.issued_at.as_millisecond() == *at && i64::try_from(one.status) == Ok(*place)
    };
    there.iter().all(|there| issued.iter().any(|one| is_this(one, there)))
}

/// An administrative act, on its way into the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// Who did it: the account on the department's machine.
    pub who: String,
    /// What was done, in a word, such as `purge`.
    pub what: String,
    /// What it was done to.
    pub to: String,
    /// Why, in the words of whoever did it; may be empty.
    pub why: String,
}

/// An act as the audit log keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// Its place in the log, counted from 1.
    pub seq: u64,
    /// What was done.
    pub act: Act,
    /// The link of the chain that it makes.
    pub link: Digest,
}
