//! What a department does to what it keeps.

use jiff::Timestamp;

use super::acts::Token;
use super::batch::{BatchId, Countersigned, Refusal};
use crate::journey::{CertificateId, LearnerId};
use crate::record::seal::KeyId;

/// A change to what is kept. A store carries it out all or nothing, and with its act in the log where there is one
/// ([`Records::does`](super::Records::does)): what is done is in the log, and what is in the log is done, whatever stops the machine.
#[derive(Clone, Debug)]
pub enum Deed {
    /// Marks every credential of a record as revoked, also that of an erased one, or the record itself where none was issued: it no longer
    /// counts, and the newest pass is then the one before it. It touches as many as were not revoked yet.
    Revoke {
        /// The record.
        record: CertificateId,
        /// When.
        at: Timestamp,
        /// Why.
        why: String,
    },
    /// Lets a record count again that was revoked without a credential.
    Reinstate {
        /// The record.
        record: CertificateId,
    },
    /// Removes records for good and leaves their leaves, which tell nothing of anybody.
    Erase {
        /// The records. It touches those that are there.
        records: Vec<CertificateId>,
        /// When.
        at: Timestamp,
        /// Of whom nothing else is to be left either.
        whose: Option<Whose>,
    },
    /// Removes what was refused, whatever batch it was with.
    Unrefuse(Vec<(BatchId, Refusal)>),
    /// Holds back from every purge what these learners have handed in or ever will, and what comes under this staff id. It touches one where
    /// anything is held that was not before.
    Hold {
        /// The learners.
        learners: Vec<LearnerId>,
        /// The staff id.
        staff_id: String,
    },
    /// Lets go of what was held back under this staff id, and of all that these learners had held back. It touches one where anything was.
    Release {
        /// The learners.
        learners: Vec<LearnerId>,
        /// The staff id.
        staff_id: String,
    },
    /// Keeps the department's signature on a batch.
    Countersign {
        /// The batch.
        batch: BatchId,
        /// The signature.
        signed: Countersigned,
    },
    /// Keeps a token that was given out.
    GiveToken(Token),
    /// Marks a key as no longer trusted from a moment on.
    RevokeKey {
        /// The key.
        key: KeyId,
        /// The moment.
        at: Timestamp,
    },
}

/// A person of whom nothing is to be left: keys, tokens, matches, the row of the roster, and all that was refused, which may name their files.
#[derive(Clone, Debug, Default)]
pub struct Whose {
    /// The learners.
    pub learners: Vec<LearnerId>,
    /// The staff ids, which are looked for letter by letter.
    pub staff_ids: Vec<String>,
}

impl Deed {
    /// Whether something is to be nowhere any more, in no copy either.
    #[must_use]
    pub const fn takes_out(&self) -> bool {
        matches!(self, Self::Erase { .. } | Self::Unrefuse(_))
    }

    /// Whether it changes who is held back.
    #[must_use]
    pub const fn holds(&self) -> bool {
        matches!(self, Self::Hold { .. } | Self::Release { .. })
    }

    /// Whether it is in the log though it touched nothing: what else was taken out of a person, and what lets an erased record in again.
    #[must_use]
    pub const fn is_done_by_saying(&self) -> bool {
        matches!(self, Self::Reinstate { .. } | Self::Erase { whose: Some(_), .. })
    }
}
