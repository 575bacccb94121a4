//! When two names are probably one person's, and when two staff ids are surely the same. A likeness of names is only ever a
//! suggestion.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Titles, which are no part of a name.
const TITLES: [&str; 12] = ["md", "do", "dr", "np", "pa", "rn", "phd", "prof", "mph", "facp", "jr", "sr"];

/// Returns a staff id as it is compared: without blanks around it, and whatever the case of its letters. Letters and digits of full width, as
/// keyboards of East Asia write them, are the usual ones (NFKC). `None` for none.
#[must_use]
pub fn staff_id(written: &str) -> Option<Cow<'_, str>> {
    let plain = written.trim();
    let plain = if !plain.is_ascii() {
        let usual: String = plain.nfkc().flat_map(char::to_lowercase).collect();
        Cow::Owned(usual.trim().to_owned())
    } else if plain.bytes().any(|letter| letter.is_ascii_uppercase()) {
        Cow::Owned(plain.to_ascii_lowercase())
    } else {
        Cow::Borrowed(plain)
    };
    (!plain.is_empty()).then_some(plain)
}

/// Calls `visit` with each word of a name as it is compared: small letters without accents, no titles and no single letters, though
/// single digits. Whose words are the same, in whatever order, go by one name, if they are at least two or if [`is_whole`] says that one
/// is: any other single word is too common to suggest anything.
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
    if is_written_without_spaces(&plain) {
        return visit_whole(&plain, visit);
    }
    let words = plain
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().nth(1).is_some() || word.starts_with(char::is_numeric));
    words.filter(|word| !TITLES.contains(word)).for_each(visit);
}

/// Returns the words of a name as they are compared, in no order of its own. A name that has none, of single letters alone, is compared as
/// it is written.
#[must_use]
pub fn name(written: &str) -> Vec<String> {
    let mut found = Vec::new();
    words(written, |word| found.push(word.to_owned()));
    if found.is_empty() {
        found.push(written.trim().to_lowercase());
    }
    found.sort_unstable();
    found
}

/// Whether a word as it is compared is all of a name: those of China, Japan and Korea are mostly written in one.
#[must_use]
pub fn is_whole(word: &str) -> bool {
    word.chars().nth(1).is_some() && is_written_without_spaces(word)
}

/// Whether all letters are of writings that put nothing between a family name and a given one, whether somebody did so or not.
fn is_written_without_spaces(name: &str) -> bool {
    let mut letters = name.chars().filter(|letter| letter.is_alphanumeric()).peekable();
    letters.peek().is_some() && letters.all(is_of_them)
}

/// Han, kana and Hangul, also in its parts, by the blocks of the Unicode Standard 17.
const fn is_of_them(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3130}'..='\u{318f}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Visits all letters of such a name as one word.
fn visit_whole(name: &str, mut visit: impl FnMut(&str)) {
    let whole: String = name.chars().filter(|letter| letter.is_alphanumeric()).collect();
    if whole.chars().nth(1).is_some() {
        visit(&whole);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(written: &str) -> Option<Vec<String>> {
        let mut found = Vec::new();
        words(written, |word| found.push(word.to_owned()));
        found.sort();
        (found.len() >= 2).then_some(found)
    }

    #[test]
    fn a_staff_id_of_full_width_is_the_usual_one() {
        for same in ["\u{ff21}\u{ff10}\u{ff14}\u{ff11}\u{ff17}", " a0417 ", "\u{3000}A0417"] {
            assert_eq!(staff_id(same).as_deref(), Some("a0417"), "{same}");
        }
        assert_eq!(staff_id("\u{3000}"), None);
        assert_ne!(staff_id("A0417"), staff_id("A417"));
    }

    #[test]
    fn one_persons_names_are_alike_and_two_persons_are_not() {
        let one = words_of("O'Hara, Zoë").unwrap();
        for same in ["Zoe OHara", "Dr. Zoë O’Hara, MD", "zoë o'hara", "Zoe Q. O'Hara"] {
            assert_eq!(words_of(same).as_ref(), Some(&one), "{same}");
        }
        for (one, same) in [("田中太郎", "田中 太郎"), ("김민수", "김 민수"), ("ガルシア・アナ", "ガルシア アナ")]
        {
            let words = |written: &str| {
                let mut found = Vec::new();
                words(written, |word| found.push((word.to_owned(), is_whole(word))));
                found
            };
            assert_eq!((words(one).len(), words(one)[0].1), (1, true), "{one}");
            assert_eq!(words(one), words(same), "{one}");
        }
        assert!(!["Mohammed", "李", "li", "7"].iter().any(|word| is_whole(word)));
        assert_ne!(words_of("Locum Surgeon 1"), words_of("Locum Surgeon 2"));
        for other in ["Zoe Hara", "Zoe", "", "李"] {
            assert_ne!(words_of(other).as_ref(), Some(&one), "{other}");
        }
    }

    #[test]
    fn a_leading_nought_is_part_of_a_staff_id() {
        assert_eq!(staff_id(" A71 "), staff_id("a71"));
        assert_ne!(staff_id("071"), staff_id("71"));
        assert_eq!(staff_id("  "), None);
    }
}
