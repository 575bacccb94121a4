//! When two names are probably one person's, and when two staff ids are surely the same. A likeness of names is only ever a
//! suggestion.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Titles, which are no part of a name.
const TITLES: [&str; 12] = ["md", "do", "dr", "np", "pa", "rn", "phd", "prof", "mph", "facp", "jr", "sr"];

/// Returns a staff id as it is compared: without blanks around it, and whatever the case of its letters. `None` for none.
#[must_use]
pub fn staff_id(written: &str) -> Option<Cow<'_, str>> {
    let plain = written.trim();
    let plain = if !plain.is_ascii() {
        Cow::Owned(plain.chars().flat_map(char::to_lowercase).collect())
    } else if plain.bytes().any(|letter| letter.is_ascii_uppercase()) {
        Cow::Owned(plain.to_ascii_lowercase())
    } else {
        Cow::Borrowed(plain)
    };
    (!plain.is_empty()).then_some(plain)
}

/// Calls `visit` with each word of a name as it is compared: small letters without accents, no titles and no single letters, though
/// single digits. Whose words
/// are the same, in whatever order, go by one name, if they are at least two: a single word is too common to suggest anything.
pub fn words(written: &str, visit: impl FnMut(&str)) {
    let is_left_out = |letter: &char| matches!(letter, '\'' | '’' | '.');
    let plain: String = if written.is_ascii() {
        let mut plain = written.to_ascii_lowercase();
        plain.retain(|letter| !is_left_out(&letter));
        plain
    } else {
        let letters = written.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase);
        letters.filter(|letter| !is_left_out(letter)).collect()
    };
    let words = plain
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().nth(1).is_some() || word.starts_with(char::is_numeric));
    words.filter(|word| !TITLES.contains(word)).for_each(visit);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(written: &str) -> Option<Vec<String>> {
        let mut found = Vec::new();
        words(written, |word| found.push(word.to_owned()));
        found.sort();
        (found.len() >= 2).then_some(found)
    }

    #[test]
    fn one_persons_names_are_alike_and_two_persons_are_not() {
        let one = name("O'Hara, Zoë").unwrap();
        for same in ["Zoe OHara", "Dr. Zoë O’Hara, MD", "zoë o'hara", "Zoe Q. O'Hara"] {
            assert_eq!(name(same).as_ref(), Some(&one), "{same}");
        }
        assert_ne!(name("Locum Surgeon 1"), name("Locum Surgeon 2"));
        for other in ["Zoe Hara", "Zoe", "", "李"] {
            assert_ne!(name(other).as_ref(), Some(&one), "{other}");
        }
    }

    #[test]
    fn a_leading_nought_is_part_of_a_staff_id() {
        assert_eq!(staff_id(" A71 "), staff_id("a71"));
        assert_ne!(staff_id("071"), staff_id("71"));
        assert_eq!(staff_id("  "), None);
    }
}
