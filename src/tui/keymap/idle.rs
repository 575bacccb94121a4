//! What a screen has no use for just now, of what the rows of its context name: help and footer leave it out.

use super::Action;

/// The actions that may do nothing, whatever the context.
static KNOWN: [Action; 15] = [
    Action::See,
    Action::Hint,
    Action::Clock,
    Action::Before,
    Action::Enter,
    Action::Field,
    Action::FieldBack,
    Action::Copy,
    Action::Contents,
    Action::Search,
    Action::Progress,
    Action::Certificate,
    Action::Glossary,
    Action::Notes,
    Action::Settings,
];

/// Actions that do nothing here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Idle(u16);

impl Idle {
    /// Returns these and one more, where it does nothing.
    pub(in crate::tui) fn and(self, action: &Action, is_idle: bool) -> Self {
        match KNOWN.iter().position(|known| known == action).filter(|_| is_idle) {
            Some(place) => Self(self.0 | 1 << place),
            None => self,
        }
    }

    /// Whether an action is one of them.
    pub(in crate::tui) fn has(self, action: &Action) -> bool {
        KNOWN.iter().position(|known| known == action).is_some_and(|place| self.0 & (1 << place) != 0)
    }
}
