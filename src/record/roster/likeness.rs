//! When two names are probably one person's, and when two staff ids are surely the same. A likeness of names is only ever a
//! suggestion.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns a staff id as it is compared: without blanks around it, and whatever the case of its letters. `None` for none.
#[must_use]
pub fn staff_id(written: &str) -> Option<String> {
    let plain = written.trim();
    let plain: String = if plain.is_ascii() { plain.to_ascii_lowercase() } else { plain.chars().flat_map(char::to_lowercase).collect() };
    (!plain.is_empty()).then_some(plain)
}

/// Returns a name as it is compared: small letters without accents, its words in the order of the alphabet, without titles.
/// `None` where fewer than two words are left: a single word is too common to suggest anything.
#[must_use]
pub fn name(written: &str) -> Option<String> {
    let is_left_out = |letter: &char| matches!(letter, '\'' | '’' | '.');
    let plain: String = if written.is_ascii() {
        written.chars().filter(|letter| !is_left_out(letter)).map(|letter| letter.to_ascii_lowercase()).collect()
    } else {
        let letters = written.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase);
        letters.filter(|letter| !is_left_out(letter)).collect()
    };
    let mut words: Vec<&str> = plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().nth(1).is_some()).collect();
    words.retain(|word| !["md", "do", "dr", "np", "pa", "rn", "phd", "prof", "mph", "facp", "jr", "sr"].contains(word));
    words.sort_unstable();
    (words.len() >= 2).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_persons_names_are_alike_and_two_persons_are_not() {
        let one = name("O'Hara, Zoë").unwrap();
        for same in ["Zoe OHara", "Dr. Zoë O’Hara, MD", "zoë o'hara", "Zoe Q. O'Hara"] {
            assert_eq!(name(same).as_deref(), Some(one.as_str()), "{same}");
        }
        for other in ["Zoe Hara", "Zoe", "", "李"] {
            assert_ne!(name(other).as_deref(), Some(one.as_str()), "{other}");
        }
    }

    #[test]
    fn a_leading_nought_is_part_of_a_staff_id() {
        assert_eq!(staff_id(" A71 "), staff_id("a71"));
        assert_ne!(staff_id("071"), staff_id("71"));
        assert_eq!(staff_id("  "), None);
    }
}
