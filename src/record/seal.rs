//! Seals: an Ed25519 key, its name as `did:key`, and what it signs. Checks strictly; knows no files.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey, KeypairBytes};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

use crate::id::word;

/// What stands before an Ed25519 public key in a `did:key`.
const PREFIX: [u8; 2] = [0xed, 0x01];

/// The name of a key has at most so many letters after its `z`: base 58 writes 34 bytes in no more.
const LONGEST: usize = 47;

/// A private key: this device's, or the department's. Wiped from memory when it is let go.
pub struct Key(SigningKey);

/// Names a key: its public half as `did:key`. Only keys that can be checked against have a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KeyId(VerifyingKey);

/// What a key made of some bytes; nobody without the key can make it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Seal([u8; 64]);

/// Why a key file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Locked {
    /// It asks for a passphrase.
    #[error("it is protected by a passphrase")]
    NeedsPassphrase,
    /// The passphrase is another.
    #[error("the passphrase does not open it")]
    WrongPassphrase,
    /// It holds no Ed25519 key.
    #[error("it holds no Ed25519 private key in PKCS#8 form")]
    NoKey,
}

/// How the text of a protected key begins.
const PROTECTED: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----";

impl Key {
    /// Returns the key of 32 secret bytes.
    #[must_use]
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// Returns its public name.
    #[must_use]
    pub fn id(&self) -> KeyId {
        KeyId(self.0.verifying_key())
    }

    /// Seals some bytes. The same bytes always get the same seal.
    #[must_use]
    pub fn seal(&self, bytes: &[u8]) -> Seal {
        Seal(self.0.sign(bytes).to_bytes())
    }

    /// Writes the key down as PKCS#8, as OpenSSL reads it.
    ///
    /// # Errors
    /// [`Locked::NoKey`], which does not happen for a key that is one.
    pub fn written(&self) -> Result<Zeroizing<String>, Locked> {
        self.pair().to_pkcs8_pem(LineEnding::LF).map_err(|_| Locked::NoKey)
    }

    /// Writes the key down protected by a passphrase (scrypt and AES-256), as OpenSSL reads it.
    ///
    /// # Errors
    /// [`Locked::NoKey`] when the machine has no randomness to give.
    pub fn written_with_passphrase(&self, passphrase: &str) -> Result<Zeroizing<String>, Locked> {
        self.pair().to_pkcs8_encrypted_pem(passphrase.as_bytes(), LineEnding::LF).map_err(|_| Locked::NoKey)
    }

    /// The form without the public half, because OpenSSL 3.0 cannot read the one with it.
    fn pair(&self) -> KeypairBytes {
        KeypairBytes { secret_key: self.0.to_bytes(), public_key: None }
    }

    /// Whether a key that was written down asks for a passphrase.
    #[must_use]
    pub fn is_protected(written: &str) -> bool {
        written.trim_start().starts_with(PROTECTED)
    }

    /// Reads a key that was written down.
    ///
    /// # Errors
    /// [`Locked`] when it is protected, or no key.
    pub fn read(written: &str) -> Result<Self, Locked> {
        if Self::is_protected(written) {
            return Err(Locked::NeedsPassphrase);
        }
        SigningKey::from_pkcs8_pem(written.trim_start()).map(Self).map_err(|_| Locked::NoKey)
    }

    /// Reads a key that was written down with a passphrase.
    ///
    /// # Errors
    /// [`Locked`] when the passphrase is another, or there is no key.
    pub fn read_with_passphrase(written: &str, passphrase: &str) -> Result<Self, Locked> {
        if !Self::is_protected(written) {
            return Self::read(written);
        }
        SigningKey::from_pkcs8_encrypted_pem(written.trim_start(), passphrase.as_bytes()).map(Self).map_err(|_| Locked::WrongPassphrase)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.id())
    }
}

impl KeyId {
    /// Reads a `did:key` of an Ed25519 key; `None` for anything else.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        // Decoding takes time that grows with the square of the length.
        let digits = written.strip_prefix("did:key:z").filter(|digits| digits.len() <= LONGEST)?;
        let mut bytes = [0; 34];
        let length = bs58::decode(digits).onto(&mut bytes).ok()?;
        Self::from_bytes(bytes.get(..length)?.strip_prefix(PREFIX.as_slice())?.try_into().ok()?)
    }

    /// Returns the name of a public key; `None` where the bytes are no sound key.
    #[must_use]
    pub fn from_bytes(public: &[u8; 32]) -> Option<Self> {
        VerifyingKey::from_bytes(public).ok().filter(|key| !key.is_weak()).map(Self)
    }

    /// Returns the public key's bytes.
    #[must_use]
    pub fn bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Whether the seal is this key's on these bytes (RFC 8032, and no second seal passes for the same bytes).
    #[must_use]
    pub fn has_sealed(&self, bytes: &[u8], seal: &Seal) -> bool {
        self.0.verify_strict(bytes, &Signature::from_bytes(&seal.0)).is_ok()
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = [0; 34];
        for (byte, from) in bytes.iter_mut().zip(PREFIX.into_iter().chain(self.0.to_bytes())) {
            *byte = from;
        }
        write!(f, "did:key:z{}", bs58::encode(bytes).into_string())
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for KeyId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for KeyId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, |written| Self::read(written).ok_or("a key is named by the did:key of an Ed25519 key"))
    }
}

impl Seal {
    /// Reads a seal as it was written; `None` for anything else.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        // A little longer than a seal, for a longer word to show itself.
        let mut bytes = [0; 66];
        let length = URL_SAFE_NO_PAD.decode_slice(written, &mut bytes).ok()?;
        bytes.get(..length)?.try_into().ok().map(Self)
    }

    /// Returns the seal of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    /// Returns its bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Seal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Seal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, |written| Self::read(written).ok_or("a seal is 86 letters of base64url"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_the_name_of_the_did_key_specification() {
        let public = [
            0x2e, 0x6f, 0xcc, 0xe3, 0x67, 0x01, 0xdc, 0x79, 0x14, 0x88, 0xe0, 0xd0, 0xb1, 0x74, 0x5c, 0xc1, 0xe3, 0x3a, 0x4c, 0x1c, 0x9f,
            0xcc, 0x41, 0xc6, 0x3b, 0xd3, 0x43, 0xdb, 0xbe, 0x09, 0x70, 0xe6,
        ];
        let name = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
        assert_eq!(KeyId::from_bytes(&public).unwrap().to_string(), name);
        assert_eq!(KeyId::read(name).unwrap().bytes(), public);
        for wrong in ["", "did:key:z", "did:web:example.org", "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme"] {
            assert_eq!(KeyId::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_name_of_a_key_is_never_longer_than_one_can_be() {
        for public in [[0; 32], [255; 32]] {
            let letters = bs58::encode([&PREFIX[..], &public].concat()).into_string().len();
            assert!(letters <= LONGEST, "{letters}");
        }
        assert_eq!(KeyId::read(&format!("did:key:z{}", "z".repeat(5_000_000))), None, "a longer one is refused at once");
    }

    #[test]
    fn a_seal_holds_for_its_bytes_and_its_key_only() {
        let (key, other) = (Key::from_secret(&[1; 32]), Key::from_secret(&[2; 32]));
        let seal = key.seal(b"these");
        assert!(key.id().has_sealed(b"these", &seal));
        assert!(!key.id().has_sealed(b"those", &seal));
        assert!(!other.id().has_sealed(b"these", &seal));
        assert_eq!(Seal::read(&seal.to_string()), Some(seal));
        assert_eq!(key.seal(b"these"), seal);
    }

    #[test]
    fn a_key_comes_back_as_it_was_written() {
        let key = Key::from_secret(&[7; 32]);
        let plain = key.written().unwrap();
        assert_eq!(Key::read(&plain).unwrap().id(), key.id());
        let protected = key.written_with_passphrase("correct horse").unwrap();
        assert!(Key::is_protected(&protected) && !Key::is_protected(&plain));
        assert_eq!(Key::read(&protected).unwrap_err(), Locked::NeedsPassphrase);
        assert_eq!(Key::read_with_passphrase(&protected, "wrong").unwrap_err(), Locked::WrongPassphrase);
        assert_eq!(Key::read_with_passphrase(&protected, "correct horse").unwrap().id(), key.id());
        assert_eq!(Key::read("nonsense").unwrap_err(), Locked::NoKey);
        assert!(!format!("{key:?}").contains("7, 7"), "a key never shows itself");
    }
}
