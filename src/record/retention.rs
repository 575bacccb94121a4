//! How long a record is kept: six years from its creation or from when it was last in effect, whichever is later (45 CFR 164.530(j)(2)
//! and 164.316(b)(2)(i)).

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Record;

/// The years that the law asks for.
pub const YEARS: u32 = 6;

/// Returns the last day on which a record must be kept, so many years after it was made, ran out, or was revoked. `None` for one that
/// is in effect for ever.
#[must_use]
pub fn keep_until(record: &Record, years: u32) -> Option<Date> {
    let completion = &record.completion;
    let revoked_on = completion.revoked_at.map(|at| at.to_zoned_datetime(TimeZone::UTC).date());
    // A certificate without an end is in effect until it is revoked.
    let last_in_effect = match (completion.expires_on, revoked_on) {
        (None, None) => return None,
        (expires, revoked) => expires.into_iter().chain(revoked).max()?,
    };
    last_in_effect.max(completion.completed_on).checked_add(i64::from(years.max(YEARS)).years()).ok()
}

/// Whether a record may be purged on a day.
#[must_use]
pub fn may_go(record: &Record, years: u32, today: Date) -> bool {
    !record.held && keep_until(record, years).is_some_and(|until| until < today)
}
