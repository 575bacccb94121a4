//! Who a credential is about, said so that only those who know the person recognise them: a salted hash of the name and of the staff
//! id. A credential that is passed on or lost tells nobody's name.

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::proof::text;

/// Returns the identity of one kind, hashed.
pub(super) fn hashed(kind: &str, identity: &str, salt: &str) -> Value {
    json!({"type": "IdentityObject", "hashed": true, "identityHash": hash(identity, salt), "identityType": kind, "salt": salt})
}

/// Whether a name or a staff id is one of those that a subject's identifiers were made from, letter for letter.
pub(super) fn is_about(identifiers: &[Map<String, Value>], said: &str) -> bool {
    let fits = |identifier: &Map<String, Value>| {
        let salt = text(identifier, "salt").unwrap_or_default();
        identifier.get("hashed") == Some(&Value::Bool(true)) && text(identifier, "identityHash") == Some(hash(said, salt).as_str())
    };
    identifiers.iter().any(fits)
}

/// The kind of identity that is a staff id.
pub(super) const STAFF_ID: &str = "sourcedId";

/// Whether one of a subject's identifiers is a staff id.
pub(super) fn has_staff_id(identifiers: &[Map<String, Value>]) -> bool {
    identifiers.iter().any(|identifier| text(identifier, "identityType") == Some(STAFF_ID))
}

/// Whether what was said may be a staff id and no name: one word, or something with a digit in it.
pub(super) fn may_be_staff_id(said: &str) -> bool {
    said.split_whitespace().count() == 1 || said.chars().any(char::is_numeric)
}

/// Whether two names are the same, letter for letter.
pub(super) fn same(one: &str, other: &str) -> bool {
    spelled(one) == spelled(other)
}

/// Open Badges' own way: SHA-256 over the identity and the salt.
fn hash(identity: &str, salt: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(format!("{}{salt}", spelled(identity)).as_bytes()).into();
    digest.iter().fold("sha256$".to_owned(), |hash, byte| format!("{hash}{byte:02x}"))
}

/// The one spelling of a name: composed letters, one space between words. So a name typed on another machine is the same name.
fn spelled(identity: &str) -> String {
    let composed: String = identity.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}
