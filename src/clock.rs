//! Time, handed in. `SystemClock` is the one place of the program that asks the machine what time it is.

use std::fs;
use std::time::{Instant, SystemTime};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Tells the moment and the learner's calendar day.
pub trait Clock {
    /// Returns the moment, to the millisecond.
    fn now(&self) -> Timestamp;
    /// Returns the day on the learner's calendar.
    fn today(&self) -> Date;
    /// Returns how many milliseconds this clock has run: what took how long is told from this, since [`Clock::now`] may be set
    /// forward and back meanwhile.
    fn ran(&self) -> u64;
}

/// The machine's own clock and time zone.
#[derive(Clone, Debug)]
pub struct SystemClock {
    zone: TimeZone,
    started: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { zone: here(), started: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        moment()
    }

    fn today(&self) -> Date {
        self.now().to_zoned_datetime(self.zone.clone()).date()
    }

    fn ran(&self) -> u64 {
        milliseconds(self.started)
    }
}

/// A clock that a person has set to a day (`--today`): the hours still pass, the day stands still.
#[derive(Clone, Copy, Debug)]
pub struct SetTo {
    day: Date,
    started: Instant,
}

impl SetTo {
    /// Returns a clock that shows this day from now on.
    #[must_use]
    pub fn day(day: Date) -> Self {
        Self { day, started: Instant::now() }
    }
}

impl Clock for SetTo {
    fn now(&self) -> Timestamp {
        let now = moment();
        let time = now.to_zoned_datetime(TimeZone::UTC).time();
        self.day.to_datetime(time).to_zoned_datetime(TimeZone::UTC).map_or(now, |moment| moment.timestamp())
    }

    fn today(&self) -> Date {
        self.day
    }

    fn ran(&self) -> u64 {
        milliseconds(self.started)
    }
}

fn milliseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// No clock that is right shows an earlier day: there was no such program yet.
pub const EARLIEST: Date = jiff::civil::date(2026, 1, 1);

/// Returns the moment, to the millisecond.
fn moment() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    let now = SystemTime::now();
    shown(now)
}

/// Returns what a clock shows, to the millisecond; the last moment there is of one that runs beyond every calendar.
fn shown(now: SystemTime) -> Timestamp {
    let now = Timestamp::try_from(now).unwrap_or(Timestamp::MAX);
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

/// Returns the time zone of the machine. Where no `TZ` names one it stands in one file, which is read as it is: to find its name as
/// well, every folder of the machine's time zones would be looked through before the first screen is drawn.
fn here() -> TimeZone {
    let is_named = std::env::var_os("TZ").is_some();
    let local = if is_named { None } else { fs::read("/etc/localtime").ok() };
    local.and_then(|zone| TimeZone::tzif("Local", &zone).ok()).unwrap_or_else(TimeZone::system)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn a_clock_beyond_every_calendar_shows_the_last_day_there_is() {
        let beyond = UNIX_EPOCH + Duration::from_hours(24 * 365 * 9000);
        let last = shown(beyond).to_zoned_datetime(here()).date();
        assert_eq!(last.year(), 9999);
        assert_eq!(shown(UNIX_EPOCH), Timestamp::UNIX_EPOCH);
    }
}
