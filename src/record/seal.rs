//! Seals: an Ed25519 key, its name as `did:key`, and what it signs. Checks strictly; knows no files.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey, KeypairBytes};
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
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

/// The eight points of small order in their one spelling; anybody can make a seal with them.
const SMALL_ORDER: [[u8; 32]; 8] = {
    const HALF: [u8; 32] = [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
        0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
    ];
    const OTHER: [u8; 32] = [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
        0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ];
    [
        ends(&[0; 32], 1, 0),
        ends(&[0xff; 32], 0xec, 0x7f),
        [0; 32],
        ends(&[0; 32], 0, 0x80),
        HALF,
        ends(&HALF, 0x26, 0x85),
        OTHER,
        ends(&OTHER, 0xc7, 0xfa),
    ]
};

/// Returns 32 bytes with another first and last one.
const fn ends(bytes: &[u8; 32], first: u8, last: u8) -> [u8; 32] {
    let mut bytes = *bytes;
    let [one, .., other] = &mut bytes;
    (*one, *other) = (first, last);
    bytes
}

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
    ///
    /// This is what `verify_strict` checks, in fewer steps. Both compare the point in the seal with the one that is computed, byte for
    /// byte, so what passes is a point in its one spelling; there is no need to read it first. Beyond that, strict means that neither the
    /// key nor that point is of small order: no such key has a name, and of such points there are eight.
    #[must_use]
    pub fn has_sealed(&self, bytes: &[u8], seal: &Seal) -> bool {
        let is_weak = seal.0.first_chunk::<32>().is_none_or(|point| SMALL_ORDER.contains(point));
        !is_weak && self.0.verify(bytes, &Signature::from_bytes(&seal.0)).is_ok()
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
    fn the_points_of_small_order_are_those_and_no_others() {
        for point in SMALL_ORDER {
            assert!(VerifyingKey::from_bytes(&point).unwrap().is_weak());
            assert_eq!(VerifyingKey::from_bytes(&point).unwrap().to_edwards().compress().to_bytes(), point, "it is spelled in the one way");
            assert_eq!(KeyId::from_bytes(&point), None, "and names no key");
        }
        let different: std::collections::BTreeSet<_> = SMALL_ORDER.into_iter().collect();
        assert_eq!(different.len(), 8);
    }

    #[test]
    fn what_passes_is_what_the_strict_check_lets_pass() {
        let (key, other) = (Key::from_secret(&[1; 32]), Key::from_secret(&[2; 32]));
        let mut checked = [0, 0];
        let mut same = |key: &KeyId, bytes: &[u8], seal: [u8; 64]| {
            let strict = key.0.verify_strict(bytes, &Signature::from_bytes(&seal)).is_ok();
            assert_eq!(key.has_sealed(bytes, &Seal(seal)), strict, "{seal:?}");
            checked[usize::from(strict)] += 1;
        };
        for number in 0..64_u8 {
            let bytes = [number; 9];
            let good = *key.seal(&bytes).bytes();
            same(&key.id(), &bytes, good);
            same(&other.id(), &bytes, good);
            for place in 0..64 {
                let mut changed = good;
                changed[place] ^= 1 << (number % 8);
                same(&key.id(), &bytes, changed);
            }
            // The point replaced by one of small order, in any of its spellings, with the scalar kept, or nothing, or not reduced.
            for point in SMALL_ORDER.into_iter().chain([[0xff; 32], ends(&[0xff; 32], 0xed, 0x7f), ends(&[0xff; 32], 0xee, 0x7f)]) {
                for last in [point[31], point[31] ^ 0x80] {
                    for scalar in [[0; 32], *good.last_chunk().unwrap(), [0xff; 32]] {
                        let mut changed = [0; 64];
                        changed[..32].copy_from_slice(&ends(&point, point[0], last));
                        changed[32..].copy_from_slice(&scalar);
                        same(&key.id(), &bytes, changed);
                    }
                }
            }
        }
        assert_eq!(checked[1], 64, "only the seals that were made");
    }

    #[test]
    fn a_seal_whose_point_is_of_small_order_is_refused_even_where_it_computes() {
        // Made by hand: a sound key with a part of order eight, and for each of the eight points a message and a scalar for which the
        // plain check holds.
        let key = "3bcfb78c4ad06f9b8d7e8c50e37e33dd40042a7805f5df945fbf33620745bc68";
        let made: [(usize, u8, &str); 8] = [
            (0, 3, "d147650c319b286f95c82ffa0f3ebd04f842b813e443452857724f107a3c8302"),
            (4, 0, "eb4eb3d4bcc69f689cba37a7924cc03e8f958e4ef4abba82c8c18d361940280b"),
            (2, 2, "7d841ecb14fc520e9d87fada27ec1bb138f298a7c9216895680fb4bd0fa04407"),
            (6, 8, "d9f3b0f137d74e45643fe7b8280332de2e698a9601432e1fba7156117e014209"),
            (1, 10, "aac035b76af469c60794a0b46c6963332eca80a5c7c677970cc6e55724ca0900"),
            (7, 0, "712f138708f29b94d408634fa25b98094291167dfc80a44ce9a5e03f2828ec0f"),
            (3, 8, "dd8c7f5bee6b2fca171eee0c4dbbc0b2a435854a4b6fb21e04eedc611bb80608"),
            (5, 11, "af325045dd34c4af1795ed0d12d899ab840677c6934485c1a1e8d6d14c5e9c01"),
        ];
        let key = KeyId::from_bytes(&crate::source::Digest::read(key).unwrap().0).unwrap();
        for (point, letter, scalar) in made {
            let (bytes, mut seal) = ([letter, 0], [0; 64]);
            seal[..32].copy_from_slice(&SMALL_ORDER[point]);
            seal[32..].copy_from_slice(&crate::source::Digest::read(scalar).unwrap().0);
            assert!(key.0.verify(&bytes, &Signature::from_bytes(&seal)).is_ok(), "the plain check lets {point} pass");
            assert!(key.0.verify_strict(&bytes, &Signature::from_bytes(&seal)).is_err());
            assert!(!key.has_sealed(&bytes, &Seal(seal)), "{point}");
        }
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
