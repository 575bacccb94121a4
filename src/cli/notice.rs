//! What a learner is told when a session begins.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::clock::{Clock, EARLIEST};
use crate::journey::{Because, Progress};
use crate::language::Language;
use crate::record::regrade::SET_BACK;
use crate::store::Warning;

use super::Setup;

/// What is to be known before anything is done.
#[derive(Clone, Debug)]
pub(super) enum Notice {
    /// About the place of the records.
    Place(Warning),
    /// The learning-management system that started the session does not answer.
    SystemAway,
    /// The day is another one than the computer's, because somebody said so: what is kept under it, a department refuses.
    Pretended(Date),
    /// The clock shows a day that cannot be.
    ClockWrong(Date),
    /// Something was kept on a day that is still to come by the clock: either it is wrong now, or it was wrong then, and a department
    /// refuses what goes on from there.
    ClockBehind { shown: Date, kept: Date },
}

impl Notice {
    /// Returns what is to be known of a session of these settings, with its records in a place of which that is to be said.
    pub(super) fn of(setup: &Setup, place: Option<Warning>) -> Option<Self> {
        setup.today.map(Self::Pretended).or(place.map(Self::Place))
    }

    /// Returns what is to be known of this computer's clock, for a learner who can do something about it.
    pub(super) fn of_clock(setup: &Setup, progress: &Progress) -> Option<Self> {
        setup.is_own().then(|| Self::by_clock(&*setup.clock(), progress.latest)).flatten()
    }

    /// Returns what a clock tells that shows a day that cannot be, or is far behind what was kept last.
    fn by_clock(clock: &dyn Clock, latest: Option<Timestamp>) -> Option<Self> {
        let (now, shown) = (clock.now(), clock.today());
        if shown < EARLIEST {
            return Some(Self::ClockWrong(shown));
        }
        let latest = latest.filter(|at| at.duration_since(now) > SET_BACK)?;
        Some(Self::ClockBehind { shown, kept: latest.to_zoned_datetime(TimeZone::system()).date() })
    }

    /// Words it.
    pub(super) fn said(&self, say: Language) -> String {
        match self {
            Self::Place(warning) => warning.said(say),
            Self::SystemAway => say.place_system_away().to_owned(),
            Self::ClockWrong(shown) => say.place_clock_wrong(say.day(*shown)),
            Self::ClockBehind { shown, kept } => say.place_clock_behind(say.day(*shown), say.day(*kept)),
            Self::Pretended(day) => say.place_pretended_day(say.day(*day)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::clock::SetTo;

    use super::*;

    /// What a clock that shows this day tells of what was kept on the last day of 2026.
    fn told(shown: Date) -> Option<[String; 2]> {
        let kept = date(2026, 12, 31).at(12, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).unwrap().timestamp();
        let notice = Notice::by_clock(&SetTo::day(shown), Some(kept))?;
        Some([Language::English, Language::Spanish].map(|say| notice.said(say)))
    }

    #[test]
    fn a_clock_that_is_wrong_now_is_to_be_set_and_nothing_is_erased_for_it() {
        let [english, spanish] = told(date(2024, 1, 1)).unwrap();
        assert!(english.starts_with("This computer says that it is January 1, 2024, which cannot be. Set its clock"), "{english}");
        assert!(!(english + &spanish).contains("forget"));
        let [english, spanish] = told(date(2026, 11, 1)).unwrap();
        assert!(
            english.starts_with("This computer says that it is November 1, 2026. If not, set its clock; that is all. If so,"),
            "{english}"
        );
        assert!(
            spanish.starts_with("Según este equipo, hoy es 1 de noviembre de 2026. Si no, basta con ponerlo en hora. Si lo es,"),
            "{spanish}"
        );
        assert!([english, spanish].iter().all(|said| said.contains("31") && said.contains("bedside forget")));
        assert_eq!(told(date(2027, 1, 1)), None);
        // Who has kept nothing yet would have all of it refused.
        let begins = |shown| Notice::by_clock(&SetTo::day(shown), None);
        assert!(matches!(begins(date(2024, 1, 1)), Some(Notice::ClockWrong(shown)) if shown == date(2024, 1, 1)));
        assert!(begins(date(2026, 1, 1)).is_none());
    }
}
