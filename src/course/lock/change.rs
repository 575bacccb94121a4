//! What is not as it was released, for whoever releases the course again.

use std::fmt;

use crate::course::read::Reading;

use super::{Lock, Noun, Released};

/// One thing that is not as it was released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub noun: Noun,
    /// Its id.
    pub id: String,
    /// In what it differs.
    pub how: How,
}

/// In what something differs from what was released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It was not there.
    New,
    /// It is no longer there.
    TakenOut,
    /// It had another id.
    Renamed {
        /// The id it had.
        was: String,
    },
    /// Something else is right.
    Answer,
    /// It says something else.
    Words,
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New => f.write_str("new"),
            Self::TakenOut => f.write_str("taken out"),
            Self::Renamed { was } => write!(f, "called `{was}` before"),
            Self::Answer => f.write_str("another answer"),
            Self::Words => f.write_str("other words"),
        }
    }
}

impl Lock {
    /// Returns what is new, gone, renamed or changed since `before`. The course that was read says what was called otherwise.
    #[must_use]
    pub fn changes(&self, before: &Self, reading: &Reading) -> Vec<Change> {
        let mut changes = Vec::new();
        for new in &self.released {
            let known = before.released.iter().find(|old| old.is(new));
            let former = if known.is_none() { reading.draft.was(new.kind, &new.id) } else { Vec::new() };
            let heir = |old: &&Released| old.kind == new.kind && former.contains(&old.id);
            let change = |how: How| Change { noun: new.kind, id: new.id.clone(), how };
            match known.or_else(|| before.released.iter().find(heir)) {
                None => changes.push(change(How::New)),
                Some(old) if old.id != new.id => changes.push(change(How::Renamed { was: old.id.clone() })),
                Some(old) if new.retired && !old.retired => changes.push(change(How::TakenOut)),
                Some(old) if !old.keeps_answer(new) => changes.push(change(How::Answer)),
                Some(old) if old.words != new.words => changes.push(change(How::Words)),
                Some(_) => {}
            }
        }
        changes
    }
}
