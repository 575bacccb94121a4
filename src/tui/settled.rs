//! What holds on this screen now: what was given, set, or is usual, settled once and read at every frame.

use crate::journey::{Preference, Preferences};
use crate::language::Language;

use super::theme::{Depth, Look, Theme};

/// What holds on this screen now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct Settled {
    /// How it looks.
    pub(super) look: Look,
    /// Whether the mouse is ours.
    pub(super) mouse: bool,
    /// Whether single letters are keys.
    pub(super) letters: bool,
    /// Whether the time there is for a quiz is shown.
    pub(super) clock: bool,
    /// The language that was set; `None` where none was.
    pub(super) language: Option<Language>,
    /// Whether nothing may move.
    pub(super) still: bool,
}

impl Settled {
    /// Settles preferences on a terminal of so many colours.
    pub(super) fn of(preferences: &Preferences, depth: Depth) -> Self {
        Self {
            look: Look { theme: Theme::named(preferences.get(Preference::Theme)).unwrap_or_default(), depth },
            mouse: preferences.is_on(Preference::Mouse),
            letters: preferences.is_on(Preference::LetterKeys),
            clock: preferences.is_on(Preference::Clock),
            language: preferences.language(),
            still: preferences.is_on(Preference::ReducedMotion),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_can_be_set_and_no_other() {
        let names: Vec<&str> = Theme::ALL.iter().map(|(name, _)| *name).collect();
        assert_eq!(Preference::Theme.values(), names);
    }
}
