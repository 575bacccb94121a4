//! Whether the table of credentials says what they themselves say, and what the log says. Whether one is signed by the department is for
//! whoever verifies it: nobody here is told by a credential what counts.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Deserialize;

use crate::journey::CertificateId;

use super::Assurance;
use super::proven::Logged;
use super::records::Certified;

/// Returns the columns of a credential that say otherwise than its document, its record or the log, by name. What was erased says of nobody.
#[must_use]
pub fn otherwise(certified: &Certified, logged: &Logged) -> BTreeSet<&'static str> {
    let Certified { issued, assurance } = certified;
    let mut odd = BTreeSet::new();
    if issued.record == CertificateId(uuid::Uuid::nil()) {
        return odd;
    }
    let mut has = |column: &'static str, is_so: bool| {
        if !is_so {
            odd.insert(column);
        }
    };
    if let Some((at, why)) = &issued.revoked {
        let (is_then, is_so) = logged.has_revoked(issued.record, *at, why);
        has("revoked_at", is_then);
        has("revoke_reason", !is_then || is_so);
    }
    has("record_id", assurance.is_some());
    let Ok(document) = serde_json::from_str::<Document<'_>>(&issued.document) else {
        has("document", false);
        return odd;
    };
    has("certificate_id", document.id == issued.id.urn().to_string());
    has("record_id", document.id == issued.record.0.urn().to_string());
    has("learner_id", document.subject.id == issued.learner.0.urn().to_string());
    has("key", document.issuer.id == issued.key.to_string());
    has("status", document.status.is_none_or(|status| status.index == issued.status.to_string()));
    let created = document.proof.first().and_then(|proof| proof.created.parse::<Timestamp>().ok());
    // A document tells seconds.
    has("issued_at", created.is_some_and(|at| at.as_second() == issued.issued_at.as_second()));
    has("assurance", document.evidence.iter().find_map(Piece::level).is_none_or(|level| assurance.is_none_or(|kept| kept == level)));
    odd
}

/// What a credential says of what the table says too.
#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    issuer: Named<'a>,
    #[serde(borrow, rename = "credentialSubject")]
    subject: Named<'a>,
    #[serde(borrow)]
    evidence: Vec<Piece<'a>>,
    #[serde(borrow, rename = "credentialStatus")]
    status: Option<Status<'a>>,
    #[serde(borrow)]
    proof: Vec<Proof<'a>>,
}

#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Piece<'a> {
    #[serde(borrow)]
    narrative: Cow<'a, str>,
}

impl Piece<'_> {
    /// Returns how far the record is to be trusted, where this says so.
    fn level(&self) -> Option<Assurance> {
        let (level, _) = self.narrative.strip_prefix("Level ")?.split_once(" of 4: ")?;
        level.parse().ok().map(Assurance)
    }
}

#[derive(Deserialize)]
struct Status<'a> {
    #[serde(borrow, rename = "statusListIndex")]
    index: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Proof<'a> {
    #[serde(borrow)]
    created: Cow<'a, str>,
}
