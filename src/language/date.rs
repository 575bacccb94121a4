//! Days, times and shares of a hundred, as each language writes them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Language;

impl Language {
    /// Returns a day as nobody misreads it: `November 23, 2026`; `23 de noviembre de 2026`.
    #[must_use]
    pub fn day(self, day: Date) -> String {
        self.day_in_full(self.month(day.month()), day.day(), day.year())
    }

    /// Returns a day where there is little room: `Nov 23, 2026`; `23 nov 2026`.
    #[must_use]
    pub fn day_in_short(self, day: Date) -> String {
        self.day_with_short_month(self.month_in_short(day.month()), day.day(), day.year())
    }

    /// Returns a day of a year that is plain where there is little room: `Nov 23`; `23 nov`. Days of one width stand below each other.
    #[must_use]
    pub fn day_briefly(self, day: Date) -> String {
        self.day_with_short_month_alone(self.month_in_short(day.month()), format!("{:>2}", day.day()))
    }

    /// Returns a day as it is told today: of this year without the year, which is plain, and of another one with it.
    #[must_use]
    pub fn day_as_of(self, day: Date, today: Date) -> String {
        if day.year() == today.year() { self.day_of_year(day) } else { self.day(day) }
    }

    /// The same where there is little room.
    #[must_use]
    pub fn day_briefly_as_of(self, day: Date, today: Date) -> String {
        if day.year() == today.year() { self.day_briefly(day) } else { self.day_in_short(day) }
    }

    fn month_in_short(self, month: i8) -> &'static str {
        match month {
            1 => self.january_short(),
            2 => self.february_short(),
            3 => self.march_short(),
            4 => self.april_short(),
            5 => self.may_short(),
            6 => self.june_short(),
            7 => self.july_short(),
            8 => self.august_short(),
            9 => self.september_short(),
            10 => self.october_short(),
            11 => self.november_short(),
            _ => self.december_short(),
        }
    }

    /// Returns a day of a year that is plain: `November 23`; `23 de noviembre`.
    #[must_use]
    pub fn day_of_year(self, day: Date) -> String {
        self.day_without_year(self.month(day.month()), day.day())
    }

    /// Returns the time of day of a moment, on the learner's clock.
    #[must_use]
    pub fn clock(self, at: Timestamp) -> String {
        at.to_zoned_datetime(TimeZone::system()).strftime("%H:%M").to_string()
    }

    /// Returns a moment: the time of day and, where that is not today, the day: `10:00 on November 25`; `10:00 del 25 de noviembre`; with the
    /// year where that is not this one.
    #[must_use]
    pub fn moment(self, at: Timestamp, now: Timestamp) -> String {
        if day_of(at) == day_of(now) { self.clock(at) } else { self.clock_on_day(self.clock(at), self.day_as_of(day_of(at), day_of(now))) }
    }

    /// Returns a moment where there is little room: `10:00 on Nov 25`; `10:00 del 25 nov`; with the year where that is not this one.
    #[must_use]
    pub fn moment_in_short(self, at: Timestamp, now: Timestamp) -> String {
        let day = day_of(at);
        if day == day_of(now) {
            return self.clock(at);
        }
        if day.year() != day_of(now).year() {
            return self.clock_on_day(self.clock(at), self.day_in_short(day));
        }
        self.clock_on_day(self.clock(at), self.day_with_short_month_alone(self.month_in_short(day.month()), day.day()))
    }

    /// Returns a number with a decimal point as this language writes it: `2.5`; `2,5`.
    #[must_use]
    pub fn decimal(self, number: &str) -> String {
        match self {
            Self::English => number.to_owned(),
            Self::Spanish => number.replace('.', ","),
        }
    }

    fn month(self, month: i8) -> &'static str {
        match month {
            1 => self.january(),
            2 => self.february(),
            3 => self.march(),
            4 => self.april(),
            5 => self.may(),
            6 => self.june(),
            7 => self.july(),
            8 => self.august(),
            9 => self.september(),
            10 => self.october(),
            11 => self.november(),
            _ => self.december(),
        }
    }
}

/// Returns the day of a moment on the learner's calendar.
fn day_of(at: Timestamp) -> Date {
    at.to_zoned_datetime(TimeZone::system()).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_the_language_writes_it() {
        let day = jiff::civil::date(2027, 3, 1);
        assert_eq!(Language::English.day(day), "March 1, 2027");
        assert_eq!(Language::Spanish.day(day), "1 de marzo de 2027");
        assert_eq!(Language::Spanish.day_in_short(day), "1 mar 2027");
        assert_eq!(Language::English.day_in_short(day), "Mar 1, 2027");
        assert_eq!(Language::Spanish.day_of_year(day), "1 de marzo");
        assert_eq!(Language::English.day_of_year(day), "March 1");
    }

    #[test]
    fn a_moment_of_another_day_names_the_day() {
        let now: Timestamp = "2026-11-23T09:00:00Z".parse().expect("a moment");
        let later = now + jiff::SignedDuration::from_hours(72);
        let clock = Language::English.clock(later);
        let day = day_of(later).day();
        assert_eq!(Language::English.moment(now, now), Language::English.clock(now));
        assert_eq!(Language::English.moment(later, now), format!("{clock} on November {day}"));
        assert_eq!(Language::English.moment_in_short(later, now), format!("{clock} on Nov {day}"));
        assert_eq!(Language::Spanish.moment(later, now), format!("{clock} del {day} de noviembre"));
        assert_eq!(Language::Spanish.moment_in_short(later, now), format!("{clock} del {day} nov"));
        let next_year = now + jiff::SignedDuration::from_hours(24 * 70);
        let (clock, day) = (Language::English.clock(next_year), day_of(next_year).day());
        assert_eq!(Language::English.moment(next_year, now), format!("{clock} on February {day}, 2027"));
        assert_eq!(Language::English.moment_in_short(next_year, now), format!("{clock} on Feb {day}, 2027"));
        assert_eq!(Language::Spanish.moment(next_year, now), format!("{clock} del {day} de febrero de 2027"));
    }

    #[test]
    fn numbers_have_the_decimal_sign_of_their_language() {
        assert_eq!(Language::Spanish.decimal("2.5"), "2,5");
        assert_eq!((Language::English.percent(80), Language::Spanish.percent(80)), ("80 %".to_owned(), "80\u{a0}%".to_owned()));
    }
}
