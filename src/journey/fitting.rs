//! How much of a text fits where it is typed, and what of it does not: whoever types too much is told, and by which words.

use unicode_segmentation::UnicodeSegmentation;

use crate::language::Language;

/// So many letters of what did not fit are told, up to the end of a word.
const TOLD: usize = 40;

/// Returns the part of a text that has at most so many letters, and what is left out.
#[must_use]
pub fn parted(text: &str, most: usize) -> (&str, &str) {
    let end = text.grapheme_indices(true).nth(most).map_or(text.len(), |(at, _)| at);
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Says that so many letters fit, and by its first words what was left out; an empty text where nothing was.
#[must_use]
pub fn says_full(most: usize, left_out: &str, say: Language) -> String {
    let begins = begins(left_out);
    if begins.is_empty() { say.text_full(say.thousands(most)) } else { say.text_left_out(say.thousands(most), begins) }
}

/// Returns the first words of a text.
fn begins(text: &str) -> String {
    let mut told = String::new();
    for word in text.split_whitespace() {
        let is_long = told.graphemes(true).count() + word.graphemes(true).count() >= TOLD;
        if is_long && !told.is_empty() {
            return told + " …";
        }
        if is_long {
            return word.graphemes(true).take(TOLD).chain(["…"]).collect();
        }
        if !told.is_empty() {
            told.push(' ');
        }
        told.push_str(word);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_told_by_its_first_words() {
        assert_eq!(parted("Zoë e\u{301}x", 5), ("Zoë e\u{301}", "x"));
        assert_eq!(parted("Ana", 5), ("Ana", ""));
        assert_eq!(says_full(2000, "", Language::English), "2,000 letters, no more fit.");
        let told = says_full(80, "goitia and all the other names that an old family has", Language::English);
        assert_eq!(told, "80 letters, no more fit. Left out: “goitia and all the other names that an …”");
        let told = says_full(80, &"x".repeat(90), Language::Spanish);
        assert_eq!(told, format!("80 letras, no caben más. Quedó fuera: «{}…»", "x".repeat(40)));
    }
}
