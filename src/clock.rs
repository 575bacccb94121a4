//! Time, handed in. `SystemClock` is the one place of the program that asks the machine what time it is.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Tells the moment and the learner's calendar day.
pub trait Clock {
    /// Returns the moment, to the millisecond.
    fn now(&self) -> Timestamp;
    /// Returns the day on the learner's calendar.
    fn today(&self) -> Date;
}

/// The machine's own clock and time zone.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
        let now = Timestamp::now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }

    fn today(&self) -> Date {
        self.now().to_zoned_datetime(TimeZone::system()).date()
    }
}

/// A clock that a person has set to a day (`--today`): the hours still pass, the day stands still.
#[derive(Clone, Copy, Debug)]
pub struct SetTo {
    /// The day it shows.
    pub day: Date,
}

impl Clock for SetTo {
    fn now(&self) -> Timestamp {
        let now = SystemClock.now().to_zoned_datetime(TimeZone::UTC).time();
        self.day.to_datetime(now).to_zoned_datetime(TimeZone::UTC).map_or_else(|_| SystemClock.now(), |moment| moment.timestamp())
    }

    fn today(&self) -> Date {
        self.day
    }
}
