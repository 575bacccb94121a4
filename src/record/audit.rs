//! The audit log: each act stands in a chain of digests, so that none can be changed, dropped or put in later without showing.

use sha2::{Digest as _, Sha256};

use crate::source::Digest;

use super::records::{Act, Noted};

/// Returns the link that an act makes after another.
#[must_use]
pub fn link(before: Option<&Digest>, seq: u64, act: &Act) -> Digest {
    let mut hash = Sha256::new();
    hash.update(b"bedside audit 1\n");
    hash.update(before.map_or([0; 32], |before| before.0));
    hash.update(seq.to_be_bytes());
    hash.update(act.at.as_millisecond().to_be_bytes());
    for part in [&act.who, &act.what, &act.to, &act.why] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    Digest(hash.finalize().into())
}

/// Follows the chain of an audit log from its first act on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chain {
    last: Option<(u64, Digest)>,
}

/// An act that does not follow the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("act {seq} does not follow the one before it: something was changed, dropped or put in")]
pub struct Broken {
    /// Its place.
    pub seq: u64,
}

impl Chain {
    /// Takes the next act in.
    ///
    /// # Errors
    /// [`Broken`] where it does not follow.
    pub fn follow(&mut self, noted: &Noted) -> Result<(), Broken> {
        let (seq, before) = self.last.map_or((0, None), |(seq, link)| (seq, Some(link)));
        if noted.seq != seq + 1 || noted.link != link(before.as_ref(), noted.seq, &noted.act) {
            return Err(Broken { seq: noted.seq });
        }
        self.last = Some((noted.seq, noted.link));
        Ok(())
    }

    /// Returns how many acts were taken in, and the last link. Whoever writes the link down elsewhere can tell later that none of
    /// them was taken out.
    #[must_use]
    pub const fn end(&self) -> Option<(u64, Digest)> {
        self.last
    }
}
