//! New names for attempts and certificates, made of the moment and of luck that was handed in.

use jiff::Timestamp;
use uuid::{Builder, Uuid};

use super::{AttemptId, CertificateId};

/// Returns a new attempt's name.
#[must_use]
pub fn attempt(now: Timestamp, luck: u64) -> AttemptId {
    AttemptId(uuid(now, luck))
}

/// Returns a new certificate's name.
#[must_use]
pub fn certificate(now: Timestamp, luck: u64) -> CertificateId {
    CertificateId(uuid(now, stir(luck, 1)))
}

/// Returns a UUID of version 7.
fn uuid(now: Timestamp, luck: u64) -> Uuid {
    let mut bytes = [0; 10];
    let drawn = luck.to_be_bytes().into_iter().chain(stir(luck, 2).to_be_bytes());
    for (byte, drawn) in bytes.iter_mut().zip(drawn) {
        *byte = drawn;
    }
    Builder::from_unix_timestamp_millis(u64::try_from(now.as_millisecond()).unwrap_or(0), &bytes).into_uuid()
}

/// Returns luck that differs with each turn (the finaliser of `SplitMix64`).
#[must_use]
pub const fn stir(seed: u64, turn: u64) -> u64 {
    let mut mixed = seed.wrapping_add(turn.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
