//! The tag of a language, as a person, a course or a machine's settings give it.

use std::fmt;

/// The tag of a language, such as `es` or `pt-BR`: at most 35 letters, digits and dashes, so that it may be shown and be part of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag(String);

impl Tag {
    /// Reads a tag as BCP 47 has it. `None` when it is not one.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let mut parts = written.split('-');
        let main = parts.next()?;
        let is_main = (2..=3).contains(&main.len()) && main.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (is_main && written.len() <= 35 && parts.all(is_part)).then(|| Self(written.to_ascii_lowercase()))
    }

    /// Reads what a machine is set to, such as `es_MX.UTF-8`. `None` for `C`, `POSIX`, and what is no language.
    #[must_use]
    pub fn of_locale(locale: &str) -> Option<Self> {
        Self::read(&locale.split(['.', '@']).next()?.replace('_', "-"))
    }

    /// Returns what a machine's settings ask for: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set counts, as POSIX has it.
    pub fn of_machine(setting: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| setting(name).filter(|value| !value.is_empty()))?;
        Self::of_locale(&set)
    }

    /// Returns the language without its country or script.
    #[must_use]
    pub fn main(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Returns which of some tags fits best: the same, else the same language without country, else the same language anywhere.
    #[must_use]
    pub fn best<'a>(&self, offered: &'a [String]) -> Option<&'a str> {
        let main = |other: &str| other.split('-').next().is_some_and(|other| other.eq_ignore_ascii_case(self.main()));
        let same = offered.iter().find(|other| other.eq_ignore_ascii_case(&self.0));
        let bare = || offered.iter().find(|other| other.eq_ignore_ascii_case(self.main()));
        same.or_else(bare).or_else(|| offered.iter().find(|other| main(other))).map(String::as_str)
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_says_which_language() {
        let machine = |set: &'static [(&str, &str)]| {
            Tag::of_machine(move |name| set.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned()))
                .map(|tag| tag.to_string())
        };
        assert_eq!(machine(&[("LANG", "es_MX.UTF-8")]).as_deref(), Some("es-mx"));
        assert_eq!(machine(&[("LANG", "es_MX"), ("LC_MESSAGES", "en_US.UTF-8")]).as_deref(), Some("en-us"));
        assert_eq!(machine(&[("LC_ALL", ""), ("LANG", "de_DE@euro")]).as_deref(), Some("de-de"));
        assert_eq!(machine(&[("LC_ALL", "C"), ("LANG", "es_ES.UTF-8")]), None);
        assert_eq!(machine(&[("LANG", "POSIX")]), None);
        assert_eq!(machine(&[]), None);
    }

    #[test]
    fn no_value_of_a_setting_does_harm() {
        let long = "es".repeat(500_000);
        for hostile in
            ["\u{1b}[31mes", "es\n", "../../es", "es/../..", "e", "es-", "-es", "es--mx", "ñandú", "\u{202e}se", "%s%n", " es", &long]
        {
            assert_eq!(Tag::of_locale(hostile), None, "{hostile:.20}");
        }
    }

    #[test]
    fn the_nearest_translation_is_taken() {
        let tag = |written: &str| Tag::read(written).unwrap();
        let best = |wanted: &str, offered: &[&str]| {
            let offered: Vec<String> = offered.iter().map(ToString::to_string).collect();
            tag(wanted).best(&offered).map(str::to_owned).unwrap_or_default()
        };
        assert_eq!(best("es-MX", &["es", "es-mx"]), "es-mx");
        assert_eq!(best("es-MX", &["es-AR", "es"]), "es");
        assert_eq!(best("es", &["pt", "es-AR"]), "es-AR");
        assert_eq!(best("fr", &["es"]), "");
    }
}
