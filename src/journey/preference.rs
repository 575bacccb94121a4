//! What a learner may set the way they like it. Kept as facts, so that it follows them from screen to screen and from course to course.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// Something that may be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preference {
    /// The colours.
    Theme,
    /// Whether nothing may move, a blinking cursor included.
    ReducedMotion,
    /// Whether the mouse is the course's rather than the terminal's.
    Mouse,
    /// Whether single letters are keys.
    LetterKeys,
    /// Whether the time there is for a quiz is shown.
    Clock,
    /// Whether the time limits of quizzes count.
    TimeLimits,
    /// The language of our own words.
    Language,
}

/// The two values of what is either on or off.
const ON_OFF: &[&str] = &["on", "off"];
const OFF_ON: &[&str] = &["off", "on"];

impl Preference {
    /// Everything a settings screen offers, in its order.
    pub const ALL: [Self; 7] =
        [Self::Theme, Self::ReducedMotion, Self::Mouse, Self::LetterKeys, Self::Clock, Self::TimeLimits, Self::Language];

    /// Returns what it is called.
    #[must_use]
    pub fn called(self, say: Language) -> &'static str {
        match self {
            Self::Theme => say.set_theme(),
            Self::ReducedMotion => say.set_motion(),
            Self::Mouse => say.set_mouse(),
            Self::LetterKeys => say.set_letters(),
            Self::Clock => say.set_clock(),
            Self::TimeLimits => say.set_limits(),
            Self::Language => say.set_language(),
        }
    }

    /// Returns what it does, in a sentence.
    #[must_use]
    pub fn explains(self, say: Language) -> &'static str {
        match self {
            Self::Theme => say.set_theme_does(),
            Self::ReducedMotion => say.set_motion_does(),
            Self::Mouse => say.set_mouse_does(),
            Self::LetterKeys => say.set_letters_does(),
            Self::Clock => say.set_clock_does(),
            Self::TimeLimits => say.set_limits_does(),
            Self::Language => say.set_language_does(),
        }
    }

    /// Returns a value in words.
    #[must_use]
    pub fn told(value: &str, say: Language) -> &'static str {
        let language = Language::ALL.into_iter().find(|language| language.code() == value);
        match (value, language) {
            (_, Some(language)) => language.name(),
            ("on", _) => say.value_on(),
            ("off", _) => say.value_off(),
            ("terminal", _) => say.value_terminal(),
            ("light", _) => say.value_light(),
            ("dark", _) => say.value_dark(),
            ("high-contrast", _) => say.value_high_contrast(),
            ("auto", _) => say.value_auto(),
            _ => say.value_none(),
        }
    }

    /// Returns the values it may have, the usual one first.
    #[must_use]
    pub const fn values(self) -> &'static [&'static str] {
        match self {
            Self::Theme => &["terminal", "light", "dark", "high-contrast", "none"],
            Self::ReducedMotion => OFF_ON,
            Self::Mouse | Self::LetterKeys | Self::Clock | Self::TimeLimits => ON_OFF,
            Self::Language => &["auto", "en", "es"],
        }
    }

    /// Returns the value after one, round and round.
    #[must_use]
    pub fn after(self, value: &str) -> &'static str {
        self.turned(value, 1)
    }

    /// Returns the value before one, round and round.
    #[must_use]
    pub fn before(self, value: &str) -> &'static str {
        self.turned(value, self.values().len().saturating_sub(1))
    }

    fn turned(self, value: &str, steps: usize) -> &'static str {
        let values = self.values();
        let here = values.iter().position(|known| *known == value).unwrap_or(0);
        values.get((here + steps) % values.len().max(1)).copied().unwrap_or_default()
    }
}

/// What was set, and nothing about the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    set: BTreeMap<Preference, String>,
}

impl Preferences {
    /// Sets one.
    pub fn set(&mut self, preference: Preference, value: &str) {
        self.set.insert(preference, value.to_owned());
    }

    /// Sets one that is either on or off.
    pub fn turn(&mut self, preference: Preference, on: bool) {
        self.set(preference, if on { "on" } else { "off" });
    }

    /// Takes one back, as if it had never been set.
    pub fn forget(&mut self, preference: Preference) {
        self.set.remove(&preference);
    }

    /// Returns these, and where nothing is set, those.
    #[must_use]
    pub fn over(&self, others: &Self) -> Self {
        let mut set = others.set.clone();
        set.extend(self.set.iter().map(|(preference, value)| (*preference, value.clone())));
        Self { set }
    }

    /// Returns the value of one: the one set, else the usual one. A value that is unknown here counts as the usual one.
    #[must_use]
    pub fn get(&self, preference: Preference) -> &str {
        let usual = preference.values().first().copied().unwrap_or_default();
        let set = self.set.get(&preference).map(String::as_str);
        set.filter(|set| preference.values().contains(set)).unwrap_or(usual)
    }

    /// Returns the language that was set; `None` where none was.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        let set = self.get(Preference::Language);
        Language::ALL.into_iter().find(|language| language.code() == set)
    }

    /// Whether one is on.
    #[must_use]
    pub fn is_on(&self, preference: Preference) -> bool {
        self.get(preference) == "on"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_is_set_counts_and_an_unknown_value_is_the_usual_one() {
        let (mut given, mut kept) = (Preferences::default(), Preferences::default());
        kept.set(Preference::Theme, "dark");
        kept.turn(Preference::Mouse, false);
        given.set(Preference::Theme, "none");
        let settled = given.over(&kept);
        assert_eq!((settled.get(Preference::Theme), settled.is_on(Preference::Mouse)), ("none", false));
        assert!(settled.is_on(Preference::Clock) && !settled.is_on(Preference::ReducedMotion));
        kept.set(Preference::Theme, "plaid");
        assert_eq!(kept.get(Preference::Theme), "terminal");
    }

    #[test]
    fn values_go_round_and_round() {
        assert_eq!((Preference::Theme.after("none"), Preference::Theme.before("terminal")), ("terminal", "none"));
        assert_eq!((Preference::Clock.after("on"), Preference::Clock.before("on")), ("off", "off"));
    }
}
