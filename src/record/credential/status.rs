//! The status list (W3C Bitstring Status List): one signed file that says which credentials were revoked and nothing else about
//! anybody. It may be published on a page, mailed or pinned.

use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::record::seal::KeyId;

use super::canonical::{self, CONTEXTS};
use super::flaw::Flaw;
use super::issue::{Issuer, NotIssued, contexts, profile};
use super::proof::{self, text, when};
use super::{strict, terms};

/// The fewest places a list may have, so that a list tells nobody how many certificates there are.
const FEWEST: usize = 131_072;

/// The largest list that is read, in bytes: sixteen million places.
const LARGEST: u64 = 2 << 20;

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

/// Writes a status list: which places were revoked. The same list always gives the same file.
///
/// # Errors
/// [`NotIssued`] when it cannot be signed.
pub fn list(issuer: &Issuer<'_>, address: &str, revoked: &[u64], at: Timestamp, until: Option<Timestamp>) -> Result<String, NotIssued> {
    let most = usize::try_from(LARGEST * 8).unwrap_or(usize::MAX);
    let places: Vec<usize> = revoked.iter().map(|place| usize::try_from(*place).unwrap_or(usize::MAX)).collect();
    let last = places.iter().copied().max().unwrap_or(0);
    if last >= most {
        return Err(NotIssued::TooMany { most });
    }
    let mut bits = vec![0_u8; (FEWEST / 8).max(last / 8 + 1)];
    for place in places {
        if let Some(byte) = bits.get_mut(place / 8) {
            *byte |= 0x80 >> (place % 8);
        }
    }
    let mut zipped = GzEncoder::new(Vec::new(), Compression::best());
    let zipped = zipped.write_all(&bits).and_then(|()| zipped.finish()).map_err(|_| NotIssued::Form)?;
    let mut document = Map::new();
    let mut says = |name: &str, value: Value| document.insert(name.to_owned(), value);
    says("@context", contexts());
    says("id", json!(address));
    says("type", json!(["VerifiableCredential", "BitstringStatusListCredential"]));
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

impl StatusList {
    /// Reads a status list and checks what can be checked in it alone: its shape and its proofs.
    ///
    /// # Errors
    /// [`Flaw`] when it is no status list, or was changed.
    pub fn read(bytes: &[u8]) -> Result<Self, Flaw> {
        if bytes.len() as u64 > LARGEST {
            return Err(Flaw::TooLarge);
        }
        let Value::Object(document) = strict::read(bytes).map_err(|said| Flaw::NoJson { said: said.to_string() })? else {
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

    /// Whether the credential at a place was revoked; `None` where the list has no such place.
    #[must_use]
    pub fn has_revoked(&self, index: u64) -> Option<bool> {
        self.bits.get(usize::try_from(index / 8).ok()?).map(|byte| byte & (0x80 >> (index % 8)) != 0)
    }
}
