//! Checks a receipt: that a department collected a record, byte for byte. The record must be handed in beside it, and what a receipt
//! says of the record is what the record itself says.

use jiff::tz::TimeZone;

use crate::record::certificate::day;
use crate::record::countersign::{NotProven, Receipt};
use crate::record::open::open;

use super::flaw::Flaw;
use super::person;
use super::saved::plain;
use super::trust::Trust;
use super::verify::{Checked, Told, Verdict, in_force};

/// The largest receipt, in bytes: a longer way to the root is of no batch.
const LARGEST_RECEIPT: usize = 64 << 10;

/// Whether these bytes are meant to be a receipt.
#[must_use]
pub fn is_receipt(bytes: &[u8]) -> bool {
    bytes.len() <= LARGEST_RECEIPT && Receipt::read(&plain(bytes)).is_ok()
}

/// Checks a receipt for the hand-in that it is about, at a moment. Without one it proves nothing.
#[must_use]
pub fn verify_receipt(receipt: &[u8], hand_in: Option<&[u8]>, trust: &Trust, now: jiff::Timestamp) -> Checked {
    let told = match hand_in {
        None => Err(Verdict::Unreadable(Flaw::Alone)),
        Some(hand_in) => read(receipt, hand_in).map_err(Verdict::Tampered),
    };
    match told {
        Err(verdict) => Checked { verdict, told: None },
        Ok(mut told) => {
            let believed = trust.of(told.issuer);
            if let Some(believed) = believed {
                told.issuer_name.clone_from(&believed.name);
            }
            let verdict = if believed.is_none() { Verdict::Untrusted } else { in_force(&told, trust, &[], now) };
            Checked { verdict, told: Some(told) }
        }
    }
}

fn read(receipt: &[u8], document: &[u8]) -> Result<Told, Flaw> {
    let receipt = Receipt::read(&plain(receipt))?;
    let document = plain(document);
    // What is collected is kept without the line end that mail and editors add.
    let document = document.strip_suffix(b"\n").map_or(&*document, |document| document.strip_suffix(b"\r").unwrap_or(document));
    receipt.check(document)?;
    let hand_in = open(document).map_err(|_| NotProven::OtherRecord)?;
    // The signature covers the bytes of the record, not the name that the receipt gives it.
    if hand_in.record_id != receipt.record_id {
        return Err(NotProven::OtherRecord.into());
    }
    let said = &hand_in.learner.staff_id;
    let staff_id = (!said.trim().is_empty()).then(|| person::hashed(person::STAFF_ID, said, &receipt.record_id.0.to_string()));
    let received = day(receipt.received_at.to_zoned_datetime(TimeZone::UTC).date());
    Ok(Told {
        id: format!("urn:uuid:{}", receipt.record_id.0),
        name: Some(hand_in.learner.name),
        course: hand_in.course.id.to_string(),
        version: hand_in.course.version.to_string(),
        issuer: receipt.key,
        issuer_name: receipt.key.to_string(),
        from: Some(hand_in.completed_at),
        until: hand_in.expires_on.and_then(|last| format!("{last}T23:59:59Z").parse().ok()),
        score: None,
        trust: Some(format!(
            "a receipt: the department collected exactly this record on {received}; it does not tell of a later revocation"
        )),
        status: None,
        identifiers: staff_id.and_then(|identity| identity.as_object().cloned()).into_iter().collect(),
    })
}
