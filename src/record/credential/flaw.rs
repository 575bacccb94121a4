//! What is wrong with a document that was given to be checked, in words for the person who gave it.

use crate::record::countersign::NotProven;

use super::proof::Wrong;
use super::terms::Odd;

/// What is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It is larger than any credential.
    #[error("it is larger than any certificate; nothing in it was read")]
    TooLarge,
    /// It is nothing that could be a certificate.
    #[error("it is no certificate: neither a credential (JSON), nor a PDF with one in it, nor the text of a QR code")]
    NoForm,
    /// It begins as a credential does, and ends too early.
    #[error("a part of it is missing at its end; get the whole file again")]
    CutOff,
    /// It is no JSON.
    #[error("it cannot be read as JSON ({said})")]
    NoJson {
        /// What the reader said.
        said: String,
    },
    /// It is JSON, but no credential.
    #[error("it is no certificate that this program knows: `{place}` is missing or is not as it should be")]
    NoCredential {
        /// Where.
        place: String,
    },
    /// It says something that is not known, which its issuer signed.
    #[error("it says something that this program does not know, at `{place}`")]
    Unknown {
        /// Where.
        place: String,
    },
    /// It says something that nobody signed.
    #[error("it says something that its issuer did not sign, at `{place}`")]
    Added {
        /// Where.
        place: String,
    },
    /// It is a file of another kind, or of many such, that belongs to another command.
    #[error("it is what learners hand in, not a certificate; `bedside collect` reads it")]
    HandIn,
    /// It is a list of what was revoked.
    #[error(
        "it is a status list, which says what was revoked; check a certificate against it with `bedside verify CERTIFICATE --status` and its name"
    )]
    StatusList,
    /// It is a receipt without its hand-in.
    #[error("it is a receipt, which proves nothing without its hand-in; put that file beside it, or name it with --hand-in FILE")]
    Alone,
    /// It is a receipt that does not hold.
    #[error("{0}")]
    NotProven(#[from] NotProven),
    /// It is no status list.
    #[error("it is no status list that this program knows")]
    NoList,
    /// A PDF without a credential in it.
    #[error("it is a PDF without a signed certificate in it")]
    NothingAttached,
    /// A PDF with two different credentials in it.
    #[error("it is a PDF with more than one certificate in it, so nobody can tell which one its pages mean")]
    SeveralAttached,
    /// A PDF that cannot be read without a password.
    #[error("it is a PDF that is locked; save it without a password and check again")]
    LockedPdf,
    /// It has no proof, or one that says too little or too much.
    #[error("its proof is missing or is not as a proof must be")]
    NoProof,
    /// Its proof is of an unknown kind.
    #[error("its proof is of a kind that this program does not know")]
    Suite,
    /// It names no key that can be read.
    #[error("it names no key that can be read")]
    Key,
    /// The text of a code whose lines were broken or run together, and nobody can tell how they were.
    #[error("its lines are not as they are in the code, so nobody can tell whether something was changed; scan the code again")]
    Lines,
    /// The key is not the issuer's.
    #[error("it was signed by another key than its issuer's")]
    OtherKey,
    /// The signature does not fit.
    #[error("it is not what its issuer signed: something was changed")]
    Changed,
}

impl From<Wrong> for Flaw {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::Shape => Self::NoProof,
            Wrong::Suite => Self::Suite,
            Wrong::Key => Self::Key,
            Wrong::Form | Wrong::Signature => Self::Changed,
        }
    }
}

impl From<Odd> for Flaw {
    fn from(odd: Odd) -> Self {
        match odd {
            Odd::Unknown(place) => Self::Unknown { place },
            Odd::Misshapen(place) => Self::NoCredential { place },
        }
    }
}
