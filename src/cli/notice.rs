//! What a learner is told when a session begins.

use jiff::civil::Date;

use crate::journey::Because;
use crate::language::Language;
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
}

impl Notice {
    /// Returns what is to be known of a session of these settings, with its records in a place of which that is to be said.
    pub(super) fn of(setup: &Setup, place: Option<Warning>) -> Option<Self> {
        setup.today.map(Self::Pretended).or(place.map(Self::Place))
    }

    /// Words it.
    pub(super) fn said(&self, say: Language) -> String {
        match self {
            Self::Place(warning) => warning.said(say),
            Self::SystemAway => say.place_system_away().to_owned(),
            Self::Pretended(day) => say.place_pretended_day(say.day(*day)),
        }
    }
}
