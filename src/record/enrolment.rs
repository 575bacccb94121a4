//! Enrolment: a one-time token that the department gives to one person, and the file by which that person binds the key of their
//! device to it. The token itself is in neither the department's records nor the file.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::journey::LearnerId;
use crate::source::Digest;

use super::flaw::Flaw;
use super::records::{Enrolled, Token};
use super::seal::{Key, KeyId, Seal};

/// The letters of a token: none that is taken for another.
const LETTERS: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'S', 'T',
    'V', 'W', 'X', 'Y', 'Z',
];

/// Why a token is refused that somebody has spent.
pub const USED: &str = "the token was used before";

/// A token as it is given out: five groups of five letters, the first of which names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    id: String,
    secret: String,
}

impl Secret {
    /// Makes a token from 25 bytes of luck.
    #[must_use]
    pub fn new(luck: &[u8; 25]) -> Self {
        let mut letters = luck.iter().map(|byte| LETTERS.get(usize::from(byte % 32)).copied().unwrap_or('0'));
        let id = letters.by_ref().take(5).collect();
        Self { id, secret: letters.collect() }
    }

    /// Reads a token as somebody typed it: small letters, spaces, and hyphens anywhere do no harm, nor does O for 0, or I or L for 1.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        let mut letters = String::new();
        for letter in typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-') {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            letters.push(Some(letter).filter(|letter| LETTERS.contains(letter))?);
        }
        let (id, secret) = letters.split_at_checked(5).filter(|(_, secret)| secret.len() == 20)?;
        Some(Self { id: id.to_owned(), secret: secret.to_owned() })
    }

    /// Returns what the department keeps of it.
    #[must_use]
    pub fn kept(&self, staff_id: &str, name: &str, expires_at: Timestamp) -> Token {
        let (staff_id, name) = (staff_id.to_owned(), name.to_owned());
        Token { id: self.id.clone(), check: self.check(), staff_id, name, expires_at, used_at: None }
    }

    /// Returns its public half.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    fn check(&self) -> Digest {
        Digest::of(format!("bedside token 1\n{}\n", self.secret).as_bytes())
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)?;
        for (place, letter) in self.secret.chars().enumerate() {
            if place % 5 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

/// The file that binds a device's key to the person a token was given to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    /// How it is written; 1.
    pub enrolment: u32,
    /// The token's name.
    pub token: String,
    /// Shows that the token was known, to whoever gave it, and for this key and learner only.
    pub proof: Digest,
    /// Names the learner in records.
    pub learner: LearnerId,
    /// When.
    pub at: Timestamp,
    /// The key.
    pub key: KeyId,
    /// That key's seal.
    pub seal: Seal,
}

impl Enrolment {
    /// Makes the file.
    #[must_use]
    pub fn new(secret: &Secret, learner: LearnerId, at: Timestamp, key: &Key) -> Self {
        let mut made = Self {
            enrolment: 1,
            token: secret.id.clone(),
            proof: proof(&secret.check(), &key.id(), &learner),
            learner,
            at,
            key: key.id(),
            seal: Seal::from_bytes([0; 64]),
        };
        made.seal = key.seal(&made.sealed());
        made
    }

    /// Writes it down as canonical JSON.
    ///
    /// # Errors
    /// Whatever keeps it from being written as JSON, which nothing in it should.
    pub fn written(&self) -> serde_json::Result<String> {
        serde_json_canonicalizer::to_string(self)
    }

    /// Reads such a file; `None` for anything else.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().filter(|read: &Self| read.enrolment == 1)
    }

    /// Returns whom it enrolls, where the token that the department keeps allows it.
    ///
    /// # Errors
    /// [`Flaw::Seal`] and [`Flaw::Enrolment`].
    pub fn check(&self, token: Option<&Token>, now: Timestamp) -> Result<Enrolled, Flaw> {
        let not = |because| Err(Flaw::Enrolment { because });
        if !self.key.has_sealed(&self.sealed(), &self.seal) {
            return Err(Flaw::Seal);
        }
        let Some(token) = token else { return not("no such token was given out here") };
        if self.proof != proof(&token.check, &self.key, &self.learner) {
            return not("the token was typed wrong, or is somebody else's");
        }
        if token.used_at.is_some() {
            return not(USED);
        }
        if token.expires_at < now {
            return not("the token has expired");
        }
        let (staff_id, name) = (token.staff_id.clone(), token.name.clone());
        Ok(Enrolled { key: self.key, learner: self.learner, staff_id, name, enrolled_at: now, revoked_at: None })
    }

    fn sealed(&self) -> Vec<u8> {
        let Self { token, proof, learner, at, key, .. } = self;
        format!("bedside enrolment 1\n{token}\n{proof}\n{}\n{at}\n{key}\n", learner.0).into_bytes()
    }
}

fn proof(check: &Digest, key: &KeyId, learner: &LearnerId) -> Digest {
    let mut hash = Sha256::new();
    hash.update(b"bedside proof 1\n");
    hash.update(check.0);
    hash.update(key.bytes());
    hash.update(learner.0.as_bytes());
    Digest(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(written: &str) -> Timestamp {
        written.parse().unwrap()
    }

    #[test]
    fn a_token_is_read_as_people_type_it() {
        let secret = Secret::new(&std::array::from_fn(|place| u8::try_from(place).unwrap()));
        let written = secret.to_string();
        assert_eq!(written, "01234-56789-ABCDE-FGHJK-MNPQR");
        for typed in [&written, "o1234 56789 abcde fghjk mnpqr", "0l23456789ABCDEFGHJKMNPQR"] {
            assert_eq!(Secret::read(typed), Some(secret.clone()), "{typed}");
        }
        for wrong in ["", "01234", "01234-56789-ABCDE-FGHJK-MNPQ", "01234-56789-ABCDE-FGHJK-MNPQU", "é1234-56789-ABCDE-FGHJK-MNPQR"] {
            assert_eq!(Secret::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_token_enrolls_one_key_once_and_in_time() {
        let (secret, other) = (Secret::new(&[1; 25]), Secret::new(&[2; 25]));
        let (mine, learner, now) = (Key::from_secret(&[6; 32]), LearnerId(Uuid::from_u128(3)), at("2026-11-25T12:00:00Z"));
        let token = secret.kept("0071", "Ana Lima", at("2026-12-01T00:00:00Z"));
        let file = Enrolment::new(&secret, learner, now, &mine);
        let read = Enrolment::read(file.written().unwrap().as_bytes()).unwrap();
        let enrolled = read.check(Some(&token), now).unwrap();
        assert_eq!((enrolled.key, enrolled.learner, enrolled.staff_id.as_str()), (mine.id(), learner, "0071"));
        let refused = |file: &Enrolment, token: Option<&Token>, now| file.check(token, now).unwrap_err().to_string();
        assert!(refused(&file, None, now).contains("no such token"));
        assert!(refused(&file, Some(&other.kept("0072", "", token.expires_at)), now).contains("typed wrong"));
        assert!(refused(&file, Some(&Token { used_at: Some(now), ..token.clone() }), now).contains("used before"));
        assert!(refused(&file, Some(&token), at("2026-12-02T00:00:00Z")).contains("expired"));
        // Whoever reads the file on its way cannot bind a key of their own with it.
        let thief = Key::from_secret(&[7; 32]);
        let mut stolen = Enrolment { key: thief.id(), ..file };
        stolen.seal = thief.seal(&stolen.sealed());
        assert!(refused(&stolen, Some(&token), now).contains("typed wrong"));
        assert_eq!(Enrolment { at: at("2026-11-25T12:00:01Z"), ..stolen }.check(Some(&token), now), Err(Flaw::Seal));
    }
}
