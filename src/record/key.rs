//! The Ed25519 keys that records are signed with, and their names as `did:key`. Knows no files: keys come and go as text.

use std::fmt;

use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey, KeypairBytes, spki::der::pem::LineEnding};
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use zeroize::Zeroizing;

/// The two bytes that say "an Ed25519 public key" before the key itself (multicodec `ed25519-pub`).
const ED25519: [u8; 2] = [0xed, 0x01];

/// How every name of a key begins.
const DID_KEY: &str = "did:key:";

/// A secret key. It is wiped from memory when it is dropped, and never shown.
pub struct SigningKey(ed25519_dalek::SigningKey);

/// The public half of a key: whoever has it can check what the secret half signed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey(VerifyingKey);

/// Why a key cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    /// The machine gave no random numbers.
    #[error("could not make a key: this machine gives no random numbers")]
    NoRandomness,
    /// The text is no private key of the right kind.
    #[error("could not read the key: it is no Ed25519 private key in PEM (PKCS #8)")]
    NotPem,
    /// The key is locked and no passphrase was given.
    #[error("could not read the key: it is locked with a passphrase, and none was given")]
    Locked,
    /// The passphrase does not open the key.
    #[error("could not open the key: the passphrase is not the right one, or the file is damaged")]
    WrongPassphrase,
    /// The key could not be written down.
    #[error("could not write the key as PEM")]
    Unwritable,
    /// The name of a public key makes no sense.
    #[error("this is no name of an Ed25519 key; one looks like did:key:z6Mk…")]
    NotDid,
}

impl SigningKey {
    /// Makes a new key from the machine's random numbers.
    ///
    /// # Errors
    /// [`BadKey::NoRandomness`] when the machine has none.
    pub fn generate() -> Result<Self, BadKey> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut()).map_err(|_| BadKey::NoRandomness)?;
        Ok(Self::from_seed(&seed))
    }

    /// Returns the key that 32 secret bytes stand for.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// Reads a key from PEM (PKCS #8, as OpenSSL writes it).
    ///
    /// # Errors
    /// [`BadKey::Locked`] when it needs a passphrase, [`BadKey::NotPem`] when it is no such key.
    pub fn from_pem(pem: &str) -> Result<Self, BadKey> {
        if is_locked(pem) {
            return Err(BadKey::Locked);
        }
        ed25519_dalek::SigningKey::from_pkcs8_pem(pem.trim()).map(Self).map_err(|_| BadKey::NotPem)
    }

    /// Reads a key that is locked with a passphrase.
    ///
    /// # Errors
    /// [`BadKey::WrongPassphrase`] when the passphrase does not open it, [`BadKey::NotPem`] when it is no locked key.
    pub fn from_locked_pem(pem: &str, passphrase: &str) -> Result<Self, BadKey> {
        if !is_locked(pem) {
            return Err(BadKey::NotPem);
        }
        let opened = ed25519_dalek::SigningKey::from_pkcs8_encrypted_pem(pem.trim(), passphrase.as_bytes());
        opened.map(Self).map_err(|_| BadKey::WrongPassphrase)
    }

    /// Returns the key as PEM that OpenSSL reads too. Whoever has this text has the key.
    ///
    /// # Errors
    /// [`BadKey::Unwritable`] when it cannot be encoded.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, BadKey> {
        self.bare().to_pkcs8_pem(LineEnding::LF).map_err(|_| BadKey::Unwritable)
    }

    /// Returns the key as PEM, locked with a passphrase (scrypt, AES-256).
    ///
    /// # Errors
    /// [`BadKey::Unwritable`] when it cannot be encoded.
    pub fn to_locked_pem(&self, passphrase: &str) -> Result<Zeroizing<String>, BadKey> {
        self.bare().to_pkcs8_encrypted_pem(passphrase.as_bytes(), LineEnding::LF).map_err(|_| BadKey::Unwritable)
    }

    /// The key without its public half: a file with both is a newer edition of PKCS #8, which OpenSSL 3.0 cannot read.
    fn bare(&self) -> KeypairBytes {
        KeypairBytes { secret_key: self.0.to_bytes(), public_key: None }
    }

    /// Returns the public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs a message.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public().did())
    }
}

impl PublicKey {
    /// Returns the key that 32 bytes stand for, unless they are no key or a weak one that fits many signatures.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        VerifyingKey::from_bytes(bytes).ok().filter(|key| !key.is_weak()).map(Self)
    }

    /// Returns its 32 bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Returns the key as `z6Mk…`: base58 of what kind it is and its bytes.
    #[must_use]
    pub fn multibase(self) -> String {
        let mut bytes = ED25519.to_vec();
        bytes.extend(self.to_bytes());
        format!("z{}", bs58::encode(bytes).into_string())
    }

    /// Returns its name, `did:key:z6Mk…`.
    #[must_use]
    pub fn did(self) -> String {
        format!("{DID_KEY}{}", self.multibase())
    }

    /// Returns what a proof calls the key: its name, and which of the name's keys it is.
    #[must_use]
    pub fn verification_method(self) -> String {
        let multibase = self.multibase();
        format!("{DID_KEY}{multibase}#{multibase}")
    }

    /// Reads a name, `did:key:z6Mk…`, exactly as [`did`](Self::did) writes it.
    ///
    /// # Errors
    /// [`BadKey::NotDid`] for anything else.
    pub fn from_did(did: &str) -> Result<Self, BadKey> {
        let multibase = did.strip_prefix(DID_KEY).ok_or(BadKey::NotDid)?;
        let encoded = multibase.strip_prefix('z').filter(|encoded| encoded.len() <= 64).ok_or(BadKey::NotDid)?;
        let bytes = bs58::decode(encoded).into_vec().map_err(|_| BadKey::NotDid)?;
        let key: &[u8; 32] = bytes.strip_prefix(&ED25519).and_then(|key| key.try_into().ok()).ok_or(BadKey::NotDid)?;
        Self::from_bytes(key).ok_or(BadKey::NotDid)
    }

    /// Whether this key made this signature of this message, strictly: no signature fits two messages, and none has two spellings.
    #[must_use]
    pub fn verifies(self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.did())
    }
}

fn is_locked(pem: &str) -> bool {
    pem.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: [u8; 32] = [7; 32];

    #[test]
    fn a_key_comes_back_from_its_pem() {
        let key = SigningKey::from_seed(&SEED);
        let pem = key.to_pem().unwrap();
        assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"));
        assert_eq!(SigningKey::from_pem(&pem).unwrap().public(), key.public());
    }

    #[test]
    fn a_locked_key_opens_with_its_passphrase_only() {
        let key = SigningKey::from_seed(&SEED);
        let pem = key.to_locked_pem("correct horse").unwrap();
        assert_eq!(SigningKey::from_locked_pem(&pem, "correct horse").unwrap().public(), key.public());
        assert_eq!(SigningKey::from_locked_pem(&pem, "wrong horse").unwrap_err(), BadKey::WrongPassphrase);
        assert_eq!(SigningKey::from_pem(&pem).unwrap_err(), BadKey::Locked);
        assert_eq!(SigningKey::from_pem("no key").unwrap_err(), BadKey::NotPem);
    }

    #[test]
    fn a_name_comes_back_as_the_key() {
        let did = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
        let key = PublicKey::from_did(did).unwrap();
        assert_eq!(key.did(), did);
        assert_eq!(key.verification_method(), format!("{did}#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"));
        for wrong in ["", "did:key:", "did:web:example.org", "did:key:zzz", "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ"] {
            assert_eq!(PublicKey::from_did(wrong).unwrap_err(), BadKey::NotDid, "{wrong}");
        }
    }

    #[test]
    fn a_signature_fits_its_message_only_and_a_secret_is_not_shown() {
        let key = SigningKey::from_seed(&SEED);
        let signature = key.sign(b"a");
        assert!(key.public().verifies(b"a", &signature));
        assert!(!key.public().verifies(b"b", &signature));
        assert_eq!(format!("{key:?}"), format!("SigningKey({})", key.public().did()));
        assert_ne!(SigningKey::generate().unwrap().public(), SigningKey::generate().unwrap().public());
    }
}
