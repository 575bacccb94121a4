//! A batch: records that are kept together, on their way into the store, and what becomes of them there.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::record::seal::{KeyId, Seal};
use crate::record::{Assurance, Completion};
use crate::source::Digest;

use super::salt::Salt;

/// Names a batch: records that were kept together. A UUID of version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BatchId(pub Uuid);

impl fmt::Display for BatchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A record on its way into the store: checked, graded again, not yet kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// What it says. Its assurance is what it will be once its batch is countersigned.
    pub completion: Completion,
    /// The key that sealed it.
    pub key: String,
    /// The exact bytes that were handed in.
    pub document: String,
    /// Their digest.
    pub digest: Digest,
    /// For its leaf.
    pub salt: Salt,
}

impl Incoming {
    /// Whether it is a line of another system, on that system's word alone: what a key has sealed is worth more.
    #[must_use]
    pub fn is_taken_over(&self) -> bool {
        self.completion.assurance == Assurance::SELF_ATTESTED
    }
}

/// Where a batch came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Names it.
    pub id: BatchId,
    /// The files, in a line.
    pub source: String,
    /// When it was collected.
    pub received_at: Timestamp,
}

/// How the source of a batch begins that came as a file of batches.
const HANDED_ON: &str = "handed on by ";

impl Batch {
    /// Returns the source of a batch that came as a file of batches, of another department or of this one from elsewhere.
    #[must_use]
    pub fn handed_on_by(name: &str) -> String {
        format!("{HANDED_ON}{name}")
    }

    /// Whether it came as a file of batches: then its moment is that of the collecting which it was first kept by.
    #[must_use]
    pub fn was_handed_on(&self) -> bool {
        self.source.starts_with(HANDED_ON)
    }
}

/// What became of a record that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is new, and has this place in its batch.
    New {
        /// Counted from 0.
        leaf: u32,
    },
    /// The same bytes were there already.
    Known,
    /// Another record of the same id was there already, and stayed.
    Conflict,
}

/// What the department signed for a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Countersigned {
    /// The root of the tree over its leaves.
    pub root: Digest,
    /// The department's key.
    pub key: KeyId,
    /// That key's seal on the root.
    pub seal: Seal,
}

/// A record of a batch that another department handed on: its leaf, and itself where it came along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// What it comes to in the tree.
    pub digest: Digest,
    /// The record, or why only its place came.
    pub record: Result<Incoming, Absent>,
}

/// Why a record is not at its place in a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// It was erased, and does not come again.
    Erased,
    /// It was left out of the file that its batch came in, since it did not count there or was not known there, or another record of its id was
    /// here. It may come with another file of the same batch, or the same one.
    LeftOut,
    /// It is kept with another batch.
    Elsewhere,
}

/// A batch that was countersigned before it came here, proven to be what was signed.
#[derive(Clone, Copy, Debug)]
pub struct Adopted<'a> {
    /// Which one, and where it came from.
    pub batch: &'a Batch,
    /// The signature.
    pub signed: &'a Countersigned,
    /// Its records, in the order of the tree.
    pub leaves: &'a [Leaf],
    /// Whether another department signed it. Its certificates are that department's to issue.
    pub of_others: bool,
}

/// A batch, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptBatch {
    /// Where it came from.
    pub batch: Batch,
    /// How many records were new in it.
    pub leaves: u32,
    /// The department's signature, where it has signed.
    pub countersigned: Option<Countersigned>,
    /// Whether another department signed it.
    pub of_others: bool,
}

/// Why a file, or a record in it, was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The file, and the place in it.
    pub source: String,
    /// The reason's word, such as `seal`.
    pub reason: String,
    /// The reason in a sentence.
    pub because: String,
}
