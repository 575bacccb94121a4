//! The status list (W3C Bitstring Status List): one signed file that says which credentials were revoked and nothing else about
//! anybody. It may be published on a page, mailed or pinned.

use std::collections::BTreeSet;
use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::journey::CertificateId;
use crate::record::fingerprint;
use crate::record::seal::KeyId;
use crate::source::Digest;

use super::canonical::{self, CONTEXTS};
use super::flaw::Flaw;
use super::issue::{Issuer, NotIssued, contexts, profile};
use super::proof::{self, text, when};
use super::saved::plain;
use super::strict;
use super::terms::{self, LIST_TYPE};

/// The fewest places a list may have, so that a list tells nobody how many certificates there are.
const FEWEST: u64 = 131_072;

/// The largest list that is read, in bytes.
const LARGEST: u64 = 2 << 20;

/// How many places a list has at most: sixteen million.
const MOST: u64 = LARGEST * 8;

/// Among how many places the first certificates are spread; more of them among so many times as many as there are.
const ROOM: u64 = 1 << 20;
const SPREAD: u64 = 8;

/// Returns the place in the status list of a record's next credential, given which places are taken. It is the first free one from a place on
/// that follows from the record: records that were put back from a copy, and collected and signed for anew, get the places that they had,
/// so that no revocation falls on somebody else; and a place tells nobody how many certificates there are, nor in which order.
///
/// # Errors
/// [`NotIssued::TooMany`] where all are taken.
pub fn place(record: CertificateId, taken: &BTreeSet<u64>) -> Result<u64, NotIssued> {
    let places = ((taken.len() as u64 + 1) * SPREAD).next_power_of_two().clamp(ROOM, MOST);
    let Digest(digest) = fingerprint::of(&[b"bedside status place 1\n", record.0.as_bytes()]);
    let from = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte)) % places;
    (from..places).chain(0..from).find(|place| !taken.contains(place)).ok_or_else(too_many)
}

fn too_many() -> NotIssued {
    NotIssued::TooMany { most: usize::try_from(MOST).unwrap_or(usize::MAX) }
}

/// Writes a status list: which places were revoked. It reaches to the last place that was given, since whoever has one beyond its end could not
/// be told of. The same list always gives the same file.
///
/// # Errors
/// [`NotIssued`] when it cannot be signed.
pub fn list(
    issuer: &Issuer<'_>,
    address: &str,
    revoked: &[u64],
    last: u64,
    at: Timestamp,
    until: Option<Timestamp>,
) -> Result<String, NotIssued> {
    let last = revoked.iter().copied().fold(last, u64::max);
    if last >= MOST {
        return Err(too_many());
    }
    let length = (last + 1).next_power_of_two().max(FEWEST) / 8;
    let mut bits = vec![0_u8; usize::try_from(length).unwrap_or(usize::MAX)];
    for place in revoked {
        let byte = usize::try_from(place / 8).ok().and_then(|at| bits.get_mut(at)).ok_or_else(too_many)?;
        *byte |= 0x80 >> (place % 8);
    }
    let mut zipped = GzEncoder::new(Vec::new(), Compression::best());
    let zipped = zipped.write_all(&bits).and_then(|()| zipped.finish()).map_err(|_| NotIssued::Form)?;
    let mut document = Map::new();
    let mut says = |name: &str, value: Value| document.insert(name.to_owned(), value);
    says("@context", contexts());
    says("id", json!(address));
    says("type", json!(["VerifiableCredential", LIST_TYPE]));
    says("issuer", profile(issuer));
    says("validFrom", json!(proof::moment(at)));
    if let Some(until) = until {
        says("validUntil", json!(proof::moment(until)));
    }
    let encoded = format!("u{}", URL_SAFE_NO_PAD.encode(zipped));
    says(
        "credentialSubject",
        json!({"id": format!("{address}#list"), "type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": encoded}),
    );
    proof::sign(&mut document, issuer.key, at).map_err(|_| NotIssued::Form)?;
    terms::check(&document, terms::STATUS_LIST).map_err(|_| NotIssued::Form)?;
    canonical::bytes(&Value::Object(document)).map_err(|_| NotIssued::Form)
}

/// A status list that has been read and whose signature is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusList {
    /// Its address.
    pub id: String,
    /// The key that signed it.
    pub issuer: KeyId,
    /// From when it counts.
    pub from: Timestamp,
    /// Until when it counts; `None` for ever.
    pub until: Option<Timestamp>,
    bits: Vec<u8>,
}

impl StatusList {
    /// Reads a status list and checks what can be checked in it alone: its shape and its proofs.
    ///
    /// # Errors
    /// [`Flaw`] when it is no status list, or was changed.
    pub fn read(bytes: &[u8]) -> Result<Self, Flaw> {
        if bytes.len() as u64 > LARGEST {
            return Err(Flaw::TooLarge);
        }
        let Value::Object(document) = strict::read(&plain(bytes)).map_err(|said| Flaw::NoJson { said: said.to_string() })? else {
            return Err(Flaw::NoList);
        };
        terms::check(&document, terms::STATUS_LIST).map_err(|_| Flaw::NoList)?;
        let issuer = document.get("issuer").and_then(Value::as_object).and_then(|issuer| text(issuer, "id"));
        let issuer = issuer.and_then(proof::key_named).ok_or(Flaw::Key)?;
        for (suite, own) in proof::of(&document)? {
            if proof::signer(&document, suite, own, CONTEXTS)? != issuer {
                return Err(Flaw::OtherKey);
            }
        }
        let subject = document.get("credentialSubject").and_then(Value::as_object).ok_or(Flaw::NoList)?;
        if text(subject, "statusPurpose") != Some("revocation") {
            return Err(Flaw::NoList);
        }
        let encoded = text(subject, "encodedList").and_then(|encoded| encoded.strip_prefix('u')).ok_or(Flaw::NoList)?;
        let zipped = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| Flaw::NoList)?;
        let mut bits = Vec::new();
        GzDecoder::new(zipped.as_slice()).take(LARGEST + 1).read_to_end(&mut bits).map_err(|_| Flaw::NoList)?;
        if bits.len() as u64 > LARGEST {
            return Err(Flaw::TooLarge);
        }
        Ok(Self {
            id: text(&document, "id").unwrap_or_default().to_owned(),
            issuer,
            from: when(&document, "validFrom").ok_or(Flaw::NoList)?,
            until: if document.contains_key("validUntil") { Some(when(&document, "validUntil").ok_or(Flaw::NoList)?) } else { None },
            bits,
        })
    }

    /// Returns the places that were revoked, in their order.
    pub fn revoked(&self) -> impl Iterator<Item = u64> {
        let of = |(byte, bits): (u64, &u8)| {
            let bits = *bits;
            (0..8).filter(move |bit| bits & (0x80 >> bit) != 0).map(move |bit| byte * 8 + bit)
        };
        (0..).zip(&self.bits).filter(|(_, bits)| **bits != 0).flat_map(of)
    }

    /// Whether the credential at a place was revoked; `None` where the list has no such place.
    #[must_use]
    pub fn has_revoked(&self, index: u64) -> Option<bool> {
        self.bits.get(usize::try_from(index / 8).ok()?).map(|byte| byte & (0x80 >> (index % 8)) != 0)
    }
}
