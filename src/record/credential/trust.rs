//! Whom to believe: the issuers that a department has pinned. A key says nothing about who holds it, so its name must have come by
//! another way than the credential.

use serde::{Deserialize, Serialize};

use crate::record::seal::KeyId;

/// `issuers.toml`: every issuer that is believed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trust {
    /// The issuers.
    #[serde(default)]
    pub issuer: Vec<Trusted>,
}

/// An issuer that is believed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trusted {
    /// What it is called here, whatever it calls itself.
    pub name: String,
    /// Its key.
    pub did: KeyId,
}

impl Trust {
    /// Returns the issuer with this key, if it is believed.
    #[must_use]
    pub fn of(&self, key: KeyId) -> Option<&Trusted> {
        self.issuer.iter().find(|trusted| trusted.did == key)
    }

    /// Whether two keys are believed to be one issuer's: the same key, or both pinned under one name.
    #[must_use]
    pub fn are_one(&self, one: KeyId, other: KeyId) -> bool {
        let names = |key: KeyId| self.issuer.iter().filter(move |trusted| trusted.did == key).map(|trusted| trusted.name.as_str());
        one == other || names(one).any(|name| !name.trim().is_empty() && names(other).any(|same| same == name))
    }
}
