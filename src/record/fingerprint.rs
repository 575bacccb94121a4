//! Digests of what a department keeps: SHA-256, as everywhere, by the implementation that is quickest at it, because a collection takes
//! three of each record.

use ring::digest::{Context, SHA256};

use crate::source::Digest;

/// Returns the digest of some bytes that stand one behind the other.
#[must_use]
pub fn of(parts: &[&[u8]]) -> Digest {
    let mut hash = Context::new(&SHA256);
    for part in parts {
        hash.update(part);
    }
    let mut digest = [0; 32];
    digest.copy_from_slice(hash.finish().as_ref());
    Digest(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_to_the_digest_of_the_whole() {
        let bytes: Vec<u8> = (0..=255).cycle().take(300).collect();
        for length in 0..bytes.len() {
            let whole = &bytes[..length];
            let (front, back) = whole.split_at(length / 3);
            assert_eq!(of(&[front, back]), Digest::of(whole));
        }
    }
}
