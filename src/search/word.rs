//! How well one typed word fits a word that stands somewhere: the same, its beginning, within it, or with a slip of the finger.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use unicode_normalization::UnicodeNormalization;

/// A word as it stands.
pub(super) const SAME: u32 = 100;
/// Its beginning: the word may still be typed.
const BEGINS: u32 = 80;
/// Somewhere within it.
const WITHIN: u32 = 45;
/// With a letter left out, doubled, exchanged or in its neighbour's place.
const SLIP: u32 = 30;
/// The fewest letters of a word that is looked for within others.
const SHORTEST_WITHIN: usize = 3;
/// The fewest letters of a word in which a slip is forgiven.
const SHORTEST_SLIP: usize = 4;

/// Compares words. Keeps the room it works in.
#[derive(Debug)]
pub(super) struct Words {
    matcher: Matcher,
    letters: Vec<char>,
}

impl Words {
    pub(super) fn new() -> Self {
        Self { matcher: Matcher::new(Config::DEFAULT), letters: Vec::new() }
    }

    /// Returns how well a typed word fits one that stands; `None` where it does not. Both as [`folded`] makes them.
    pub(super) fn fit(&mut self, typed: &str, stands: &str) -> Option<u32> {
        if typed == stands {
            return Some(SAME);
        }
        if stands.starts_with(typed) {
            return Some(BEGINS);
        }
        let count = typed.chars().count();
        if count >= SHORTEST_WITHIN && stands.contains(typed) {
            return Some(WITHIN);
        }
        (count >= SHORTEST_SLIP && self.slipped(typed, count, stands)).then_some(SLIP)
    }

    /// Whether a word is another but for one slip. The letters of a word with one left out stand in the other in their order; of a word
    /// with one too many, one exchanged or two in each other's place, all but one do. As the word may still be typed, it is compared
    /// with as much of the other as there can be of it.
    fn slipped(&mut self, typed: &str, count: usize, stands: &str) -> bool {
        let begins = |letters: usize| stands.chars().take(letters).collect::<String>();
        let begins_alike = typed.chars().next() == stands.chars().next();
        if stands.chars().count() + 1 < count {
            return false;
        }
        if self.stand_in_order(typed, &begins(count + 1)) {
            return true;
        }
        let as_long = begins(count);
        (0..count).filter(|place| begins_alike || *place == 0).any(|left_out| {
            let rest: String = typed.chars().enumerate().filter(|(place, _)| *place != left_out).map(|(_, letter)| letter).collect();
            self.stand_in_order(&rest, &as_long)
        })
    }

    fn stand_in_order(&mut self, letters: &str, word: &str) -> bool {
        let pattern = Pattern::new(letters, CaseMatching::Respect, Normalization::Never, AtomKind::Fuzzy);
        pattern.score(Utf32Str::new(word, &mut self.letters), &mut self.matcher).is_some()
    }
}

/// Returns the words of a text with their places in bytes: runs of letters and digits.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    use unicode_segmentation::UnicodeSegmentation;
    text.unicode_word_indices()
}

/// Returns a word as it is compared: small letters without their accents.
#[must_use]
pub fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.to_lowercase().nfd().filter(|letter| !matches!(letter, '\u{300}'..='\u{36f}')).collect()
}

/// Returns how well typed words fit a short text; `None` where one of them does not.
#[must_use]
pub fn fits(typed: &str, text: &str) -> Option<u32> {
    let mut compare = Words::new();
    let stand: Vec<String> = words(text).map(|(_, word)| folded(word)).collect();
    let mut sum = 0;
    for typed in words(typed).map(|(_, word)| folded(word)) {
        sum += stand.iter().filter_map(|stands| compare.fit(&typed, stands)).max()?;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_forgiven_and_another_word_is_not() {
        let mut compare = Words::new();
        for typed in ["pirvacy", "privcy", "privaccy", "pribacy", "prviacy", "privac", "rivacy", "rpivacy", "xprivacy"] {
            assert!(compare.fit(typed, "privacy").is_some(), "{typed}");
        }
        for typed in ["public", "pay", "piracies", "prixxcy", "privacyoffice"] {
            assert_eq!(compare.fit(typed, "privacy"), None, "{typed}");
        }
        assert_eq!(compare.fit("post", "pots"), Some(SLIP));
        assert_eq!(compare.fit("thr", "wreath"), None);
        assert_eq!(compare.fit("note", "enter"), None);
    }

    #[test]
    fn letters_are_compared_without_case_and_accents() {
        assert_eq!(folded("Ångström"), "angstrom");
        assert_eq!(fits("ANGSTROM zoe", "Zoë Ångström"), Some(2 * SAME));
        assert_eq!(fits("zoe nobody", "Zoë Ångström"), None);
    }
}
