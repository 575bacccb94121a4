//! What a learner is told when a session begins.

use crate::journey::Because;
use crate::language::Language;
use crate::store::Warning;

/// What is to be known before anything is done.
#[derive(Clone, Debug)]
pub(super) enum Notice {
    /// About the place of the records.
    Place(Warning),
    /// The learning-management system that started the session does not answer.
    SystemAway,
}

impl Notice {
    /// Words it.
    pub(super) fn said(&self, say: Language) -> String {
        match self {
            Self::Place(warning) => warning.said(say),
            Self::SystemAway => say.place_system_away().to_owned(),
        }
    }
}
