//! How long a record is kept: six years from its creation or from when it was last in effect, whichever is later (45 CFR 164.530(j)(2)
//! and 164.316(b)(2)(i)).

use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Record;

/// The years that the law asks for.
pub const YEARS: u32 = 6;

/// Returns the last day on which a record must be kept, so many years after it was made, collected, ran out, or was revoked. `None` for one
/// that is in effect for ever, or kept longer than any calendar goes.
#[must_use]
pub fn keep_until(record: &Record, years: u32) -> Option<Date> {
    let completion = &record.completion;
    let revoked_on = completion.revoked_at.map(|at| at.to_zoned_datetime(TimeZone::UTC).date());
    // A certificate without an end is in effect until it is revoked.
    let last_in_effect = match (completion.expires_on, revoked_on) {
        (None, None) => return None,
        (expires, revoked) => expires.into_iter().chain(revoked).max()?,
    };
    // A record is made here when it is collected: the learner's clock may have been far behind.
    let made = completion.completed_on.max(record.received_at.to_zoned_datetime(TimeZone::UTC).date());
    let kept = Span::new().try_years(years.max(YEARS)).ok()?;
    last_in_effect.max(made).checked_add(kept).ok()
}

/// Whether a record may be purged on a day.
#[must_use]
pub fn may_go(record: &Record, years: u32, today: Date) -> bool {
    !record.held && keep_until(record, years).is_some_and(|until| until < today)
}
