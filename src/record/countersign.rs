//! Countersigning: the department's one signature on a batch, and the receipt by which a learner proves that a record was in it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::journey::CertificateId;
use crate::source::Digest;

use super::merkle::{Path, leaf, root, root_by};
use super::records::{BatchId, Countersigned, KeptBatch, Salt};
use super::seal::{Key, KeyId, Seal};

/// Signs a batch: over its name, the moment it was collected, how many records it has, and the root over their leaves.
#[must_use]
pub fn countersign(batch: BatchId, received_at: Timestamp, leaves: &[Digest], key: &Key) -> Countersigned {
    let root = root(leaves);
    Countersigned { root, key: key.id(), seal: key.seal(&signed(batch, received_at, leaves.len(), &root)) }
}

/// Whether a batch's signature holds for these leaves. Whether its key is one to trust is for whoever asks to say.
#[must_use]
pub fn holds(kept: &KeptBatch, leaves: &[Digest]) -> bool {
    let Some(by) = &kept.countersigned else { return false };
    let found = root(leaves);
    found == by.root && by.key.has_sealed(&signed(kept.batch.id, kept.batch.received_at, leaves.len(), &found), &by.seal)
}

pub(super) fn signed(batch: BatchId, received_at: Timestamp, leaves: usize, root: &Digest) -> Vec<u8> {
    format!("bedside batch 1\n{batch}\n{}\n{leaves}\n{root}\n", received_at.as_millisecond()).into_bytes()
}

/// Proves that a department collected a record and signed for it. Needs the hand-in beside it, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// How it is written; 1.
    pub receipt: u32,
    /// The record it is for.
    pub record_id: CertificateId,
    /// The batch it was in.
    pub batch: BatchId,
    /// When it was collected, by the department's clock.
    pub received_at: Timestamp,
    /// The record's salt.
    pub salt: Salt,
    /// The way from the record to the root.
    pub path: Path,
    /// The root over the batch.
    pub root: Digest,
    /// The department's key.
    pub key: KeyId,
    /// That key's seal on the batch.
    pub seal: Seal,
}

/// Why a receipt proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotProven {
    /// It is no receipt.
    #[error("it is no receipt of bedside")]
    NoReceipt,
    /// The record is not the one.
    #[error("it is not the receipt of this record, or one of the two was changed")]
    OtherRecord,
    /// The signature is not the department's.
    #[error("its signature does not hold")]
    Seal,
}

impl Receipt {
    /// Makes the receipt of a record that is in a countersigned batch.
    #[must_use]
    pub fn new(record: CertificateId, batch: BatchId, received_at: Timestamp, salt: Salt, path: Path, signed: &Countersigned) -> Self {
        let Countersigned { root, key, seal } = *signed;
        Self { receipt: 1, record_id: record, batch, received_at, salt, path, root, key, seal }
    }

    /// Reads a receipt.
    ///
    /// # Errors
    /// [`NotProven::NoReceipt`].
    pub fn read(bytes: &[u8]) -> Result<Self, NotProven> {
        serde_json::from_slice(bytes).ok().filter(|read: &Self| read.receipt == 1).ok_or(NotProven::NoReceipt)
    }

    /// Writes it down as canonical JSON.
    ///
    /// # Errors
    /// Whatever keeps it from being written as JSON, which nothing in it should.
    pub fn written(&self) -> serde_json::Result<String> {
        serde_json_canonicalizer::to_string(self)
    }

    /// Whether it proves that the department of its key collected exactly these bytes. Whether that key is one to trust is for
    /// whoever asks to say.
    ///
    /// # Errors
    /// [`NotProven`] where it does not.
    pub fn check(&self, document: &[u8]) -> Result<(), NotProven> {
        if root_by(leaf(self.salt, document), &self.path) != Some(self.root) {
            return Err(NotProven::OtherRecord);
        }
        let leaves = usize::try_from(self.path.of).unwrap_or(usize::MAX);
        if self.key.has_sealed(&signed(self.batch, self.received_at, leaves, &self.root), &self.seal) {
            Ok(())
        } else {
            Err(NotProven::Seal)
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::record::merkle::paths;

    #[test]
    fn a_receipt_proves_its_record_and_no_other() {
        let key = Key::from_secret(&[4; 32]);
        let documents: Vec<String> = (0..7).map(|number| format!("document {number}")).collect();
        let leaves: Vec<Digest> = documents.iter().zip(0..).map(|(text, salt)| leaf(Salt([salt; 16]), text.as_bytes())).collect();
        let (batch, at) = (BatchId(Uuid::from_u128(1)), "2026-11-25T12:00:00Z".parse().unwrap());
        let signed = countersign(batch, at, &leaves, &key);
        for ((document, path), salt) in documents.iter().zip(paths(&leaves)).zip(0..) {
            let receipt = Receipt::new(CertificateId(Uuid::from_u128(9)), batch, at, Salt([salt; 16]), path, &signed);
            let read = Receipt::read(receipt.written().unwrap().as_bytes()).unwrap();
            assert_eq!(read, receipt);
            assert_eq!(read.check(document.as_bytes()), Ok(()));
            assert_eq!(read.check(b"another"), Err(NotProven::OtherRecord));
            let later = Receipt { received_at: "2026-11-25T12:00:01Z".parse().unwrap(), ..receipt.clone() };
            assert_eq!(later.check(document.as_bytes()), Err(NotProven::Seal));
            let other = Receipt { key: Key::from_secret(&[5; 32]).id(), ..receipt };
            assert_eq!(other.check(document.as_bytes()), Err(NotProven::Seal));
        }
        assert_eq!(Receipt::read(b"{}"), Err(NotProven::NoReceipt));
    }
}
