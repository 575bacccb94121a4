//! What a learner is told when a session begins.

use jiff::civil::Date;
use jiff::tz::TimeZone;

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
    /// Something was kept on a day that is still to come: a department refuses what goes on from there.
    ClockBehind(Date),
}

impl Notice {
    /// Returns what is to be known of a session of these settings, with its records in a place of which that is to be said.
    pub(super) fn of(setup: &Setup, place: Option<Warning>) -> Option<Self> {
        setup.today.map(Self::Pretended).or(place.map(Self::Place))
    }

    /// Returns that this computer's clock is far behind what is kept, for a learner who can do something about it.
    pub(super) fn of_clock(setup: &Setup, progress: &Progress) -> Option<Self> {
        let latest = progress.latest.filter(|at| setup.is_own() && at.duration_since(setup.clock().now()) > SET_BACK)?;
        Some(Self::ClockBehind(latest.to_zoned_datetime(TimeZone::system()).date()))
    }

    /// Words it.
    pub(super) fn said(&self, say: Language) -> String {
        match self {
            Self::Place(warning) => warning.said(say),
            Self::SystemAway => say.place_system_away().to_owned(),
            Self::ClockBehind(day) => say.place_clock_behind(say.day(*day)),
            Self::Pretended(day) => say.place_pretended_day(say.day(*day)),
        }
    }
}
