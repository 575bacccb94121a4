//! The two proofs under a document (W3C Data Integrity): how they are made, and how they are checked.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::record::seal::{Key, KeyId, Seal};

use super::canonical::{self, Contexts, Uncanonical};

/// A way of signing a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Suite {
    /// Over what the document states: `eddsa-rdfc-2022`.
    Meaning,
    /// Over every byte of it: `eddsa-jcs-2022`.
    Bytes,
}

/// What is wrong with a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It does not say what a proof must say.
    Shape,
    /// It is of a kind that is not known here.
    Suite,
    /// It names no key that can be read.
    Key,
    /// The document cannot be put into the form that was signed.
    Form,
    /// The signature is not this key's over this document.
    Signature,
}

/// A proof and the way it was made.
pub(super) type Proof<'a> = (Suite, &'a Map<String, Value>);

/// All a proof says; anything more is refused.
const SAYS: [&str; 7] = ["type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue", "@context"];

/// Longer names and signatures are none: decoding takes the square of their length.
const LONGEST: usize = 200;

impl Suite {
    /// Both, in the order they stand in a document.
    pub(super) const ALL: [Self; 2] = [Self::Meaning, Self::Bytes];

    /// Returns its name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Meaning => "eddsa-rdfc-2022",
            Self::Bytes => "eddsa-jcs-2022",
        }
    }

    /// Returns the hash of a document, or of the options of a proof.
    fn hash(self, document: &Value, contexts: Contexts) -> Result<[u8; 32], Uncanonical> {
        let form = match self {
            Self::Meaning => canonical::statements(document, contexts)?,
            Self::Bytes => canonical::bytes(document)?,
        };
        Ok(Sha256::digest(form.as_bytes()).into())
    }

    /// Returns the 64 bytes that are signed: the hash of the proof's options, then that of the document.
    fn signed(self, document: &Map<String, Value>, options: &Map<String, Value>, contexts: Contexts) -> Result<[u8; 64], Uncanonical> {
        let (mut document, mut options) = (document.clone(), options.clone());
        document.remove("proof");
        options.remove("proofValue");
        match (self, options.get("@context").cloned()) {
            (Self::Bytes, Some(named)) => {
                if !begins_with(document.get("@context"), &named) {
                    return Err(Uncanonical);
                }
                document.insert("@context".to_owned(), named);
            }
            (Self::Bytes, None) => {}
            (Self::Meaning, _) => {
                options.insert("@context".to_owned(), document.get("@context").cloned().unwrap_or_default());
            }
        }
        let (options, document) = (self.hash(&Value::Object(options), contexts)?, self.hash(&Value::Object(document), contexts)?);
        let mut both = [0; 64];
        for (byte, from) in both.iter_mut().zip(options.into_iter().chain(document)) {
            *byte = from;
        }
        Ok(both)
    }
}

/// Signs a document with both suites. Any proof it had is replaced.
pub(super) fn sign(document: &mut Map<String, Value>, key: &Key, at: Timestamp) -> Result<(), Uncanonical> {
    document.remove("proof");
    let mut proofs = Vec::new();
    for suite in Suite::ALL {
        let mut proof = Map::new();
        let mut says = |name: &str, value: Value| proof.insert(name.to_owned(), value);
        says("type", json!("DataIntegrityProof"));
        says("cryptosuite", json!(suite.name()));
        says("created", json!(moment(at)));
        says("verificationMethod", json!(method(key.id())));
        says("proofPurpose", json!("assertionMethod"));
        if suite == Suite::Bytes {
            says("@context", document.get("@context").cloned().unwrap_or_default());
        }
        let seal = key.seal(&suite.signed(document, &proof, canonical::CONTEXTS)?);
        proof.insert("proofValue".to_owned(), json!(format!("z{}", bs58::encode(seal.bytes()).into_string())));
        proofs.push(Value::Object(proof));
    }
    document.insert("proof".to_owned(), Value::Array(proofs));
    Ok(())
}

/// Returns the proofs of a document, which may be one or a list.
pub(super) fn of(document: &Map<String, Value>) -> Result<Vec<Proof<'_>>, Wrong> {
    let proofs: Vec<&Map<String, Value>> = match document.get("proof") {
        Some(Value::Object(proof)) => vec![proof],
        Some(Value::Array(list)) if list.len() <= 2 => list.iter().map(Value::as_object).collect::<Option<_>>().ok_or(Wrong::Shape)?,
        _ => return Err(Wrong::Shape),
    };
    let named = |proof: &&Map<String, Value>| Suite::ALL.into_iter().find(|suite| text(proof, "cryptosuite") == Some(suite.name()));
    let found = proofs.into_iter().map(|proof| Ok((named(&proof).ok_or(Wrong::Suite)?, proof))).collect::<Result<Vec<_>, _>>()?;
    let twice = matches!(found.as_slice(), [(one, _), (other, _)] if one == other);
    if found.is_empty() || twice { Err(Wrong::Shape) } else { Ok(found) }
}

/// Returns the key that made a proof under a document.
pub(super) fn signer(document: &Map<String, Value>, suite: Suite, proof: &Map<String, Value>, contexts: Contexts) -> Result<KeyId, Wrong> {
    let says = |name, what| if text(proof, name) == Some(what) { Ok(()) } else { Err(Wrong::Shape) };
    says("type", "DataIntegrityProof")?;
    says("proofPurpose", "assertionMethod")?;
    if proof.keys().any(|key| !SAYS.contains(&key.as_str())) || when(proof, "created").is_none() {
        return Err(Wrong::Shape);
    }
    let key = text(proof, "verificationMethod").and_then(key_of).ok_or(Wrong::Key)?;
    let value = text(proof, "proofValue").and_then(|value| value.strip_prefix('z')).filter(|value| value.len() <= LONGEST);
    let bytes = value.and_then(|value| bs58::decode(value).into_vec().ok()).ok_or(Wrong::Shape)?;
    let seal = Seal::from_bytes(bytes.try_into().map_err(|_| Wrong::Shape)?);
    let signed = suite.signed(document, proof, contexts).map_err(|_| Wrong::Form)?;
    if key.has_sealed(&signed, &seal) { Ok(key) } else { Err(Wrong::Signature) }
}

/// Returns how a proof names a key.
pub(super) fn method(key: KeyId) -> String {
    let did = key.to_string();
    let multibase = did.trim_start_matches("did:key:").to_owned();
    format!("{did}#{multibase}")
}

/// Reads how a proof names a key; the two halves must agree.
fn key_of(written: &str) -> Option<KeyId> {
    let (did, _) = written.split_once('#').filter(|_| written.len() <= LONGEST)?;
    KeyId::read(did).filter(|key| method(*key) == written)
}

/// Reads the name of a key.
pub(super) fn key_named(did: &str) -> Option<KeyId> {
    KeyId::read(did).filter(|key| did.len() <= LONGEST && key.to_string() == did)
}

/// Returns a moment as documents write it, to the second.
pub(super) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Returns a text of an object.
pub(super) fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str)
}

/// Returns a moment of an object.
pub(super) fn when(object: &Map<String, Value>, name: &str) -> Option<Timestamp> {
    text(object, name).filter(|written| written.len() <= LONGEST)?.parse().ok()
}

fn begins_with(document: Option<&Value>, named: &Value) -> bool {
    let listed = |value: &Value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
    document.is_some_and(|document| listed(document).starts_with(&listed(named)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors' own context, which the W3C gives in a line; only they name it.
    const WITH_EXAMPLES: Contexts = &[
        ("https://www.w3.org/ns/credentials/v2", include_str!("contexts/credentials-v2.json")),
        ("https://www.w3.org/ns/credentials/examples/v2", r#"{"@context":{"@vocab":"https://www.w3.org/ns/credentials/examples#"}}"#),
    ];

    macro_rules! vector {
        ($file:literal) => {
            include_str!(concat!("../../../tests/it/fixtures/vc-di-eddsa/", $file))
        };
    }

    fn object(text: &str) -> Map<String, Value> {
        serde_json::from_str(text).unwrap()
    }

    fn key() -> Key {
        let pair = object(vector!("keyPair.json"));
        let secret = bs58::decode(text(&pair, "privateKeyMultibase").unwrap().strip_prefix('z').unwrap()).into_vec().unwrap();
        let key = Key::from_secret(secret[2..].try_into().unwrap());
        assert_eq!(key.id().to_string(), format!("did:key:{}", text(&pair, "publicKeyMultibase").unwrap()));
        key
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
    }

    #[test]
    fn the_official_vectors_of_both_suites_pass() {
        let unsigned = object(vector!("unsigned.json"));
        for (suite, options, hashes, signature, signed) in [
            (
                Suite::Bytes,
                vector!("eddsa-jcs-2022/proofConfigJCS.json"),
                vector!("eddsa-jcs-2022/combinedHashJCS.txt"),
                vector!("eddsa-jcs-2022/sigBTC58JCS.txt"),
                vector!("eddsa-jcs-2022/signedJCS.json"),
            ),
            (
                Suite::Meaning,
                vector!("eddsa-rdfc-2022/proofConfigDataInt.json"),
                vector!("eddsa-rdfc-2022/combinedHashDataInt.txt"),
                vector!("eddsa-rdfc-2022/sigBTC58DataInt.txt"),
                vector!("eddsa-rdfc-2022/signedDataInt.json"),
            ),
        ] {
            let bytes = suite.signed(&unsigned, &object(options), WITH_EXAMPLES).unwrap();
            assert_eq!(hex(&bytes), hashes.trim(), "{suite:?}");
            let made = format!("z{}", bs58::encode(key().seal(&bytes).bytes()).into_string());
            assert_eq!(made, signature.trim(), "{suite:?}");
            let signed = object(signed);
            let proofs = of(&signed).unwrap();
            assert_eq!(proofs.len(), 1);
            assert_eq!(signer(&signed, suite, proofs[0].1, WITH_EXAMPLES), Ok(key().id()), "{suite:?}");
            assert_eq!(signer(&signed, suite, proofs[0].1, canonical::CONTEXTS).is_ok(), suite == Suite::Bytes, "no context is loaded");
        }
    }

    #[test]
    fn the_official_canonical_forms_are_ours() {
        let unsigned = Value::Object(object(vector!("unsigned.json")));
        assert_eq!(canonical::bytes(&unsigned).unwrap(), vector!("eddsa-jcs-2022/canonDocJCS.txt").trim_end());
        assert_eq!(canonical::statements(&unsigned, WITH_EXAMPLES).unwrap(), vector!("eddsa-rdfc-2022/canonDocDataInt.txt"));
        let options = Value::Object(object(vector!("eddsa-rdfc-2022/proofConfigDataInt.json")));
        assert_eq!(canonical::statements(&options, WITH_EXAMPLES).unwrap(), vector!("eddsa-rdfc-2022/proofCanonDataInt.txt"));
    }

    #[test]
    fn a_vector_changed_in_any_letter_of_its_proof_is_refused() {
        let text = vector!("eddsa-jcs-2022/signedJCS.json");
        let from = text.find("\"proof\"").unwrap();
        for at in from..text.len() {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] ^= 1;
            let Ok(Value::Object(changed)) = serde_json::from_slice(&bytes) else { continue };
            if changed == object(text) {
                continue;
            }
            let good = of(&changed).is_ok_and(|proofs| signer(&changed, proofs[0].0, proofs[0].1, WITH_EXAMPLES).is_ok());
            assert!(!good, "byte {at}");
        }
    }
}
