//! Makes untrusted letters harmless: what could steer a terminal, reorder text or hide in it is replaced by a visible sign.

use std::borrow::Cow;

use crate::diagnostic::steers;

/// Whether a character may reach a terminal: nothing that [`steers`] it, reorders text or hides in it, and no byte-order mark (U+FEFF).
#[must_use]
pub const fn harmless(letter: char) -> bool {
    letter != '\u{feff}' && !steers(letter)
}

/// Returns the text as one line that cannot steer a terminal: a tab or a line end becomes a space, any other character that is
/// not [`harmless`] becomes `␛`.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    // Most letters of most lines are plain ASCII, and a glance at the bytes tells.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|letter| if matches!(letter, '\t' | '\n' | '\r') { ' ' } else { sign(letter) }).collect())
}

/// Returns the text as [`line()`] does, without a copy where there is nothing to replace.
#[must_use]
pub fn owned_line(text: String) -> String {
    match line(&text) {
        Cow::Owned(safe) => safe,
        Cow::Borrowed(_) => text,
    }
}

/// Returns the text with its line ends kept and everything else made harmless as [`line()`] does.
#[must_use]
pub fn text(text: &str) -> Cow<'_, str> {
    if text.chars().all(|letter| letter == '\n' || harmless(letter)) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => safe.push('\n'),
            '\r' => {}
            '\t' => safe.push_str("    "),
            other => safe.push(sign(other)),
        }
    }
    Cow::Owned(safe)
}

/// Returns JSON in which every letter that could steer a terminal is written as its number; whoever reads it gets the same letters.
#[must_use]
pub fn json(json: &str) -> Cow<'_, str> {
    if json.chars().all(harmless) {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len());
    for letter in json.chars() {
        if harmless(letter) {
            safe.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let digits = [12, 8, 4, 0].map(|from| char::from_digit(u32::from((*unit >> from) & 15), 16).unwrap_or('0'));
                safe.push_str("\\u");
                safe.extend(digits);
            }
        }
    }
    Cow::Owned(safe)
}

const fn sign(letter: char) -> char {
    if harmless(letter) { letter } else { '\u{241b}' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        assert_eq!(line("a\u{1b}[31mb\u{9b}c\u{202e}d\te\n"), "a␛[31mb␛c␛d e ");
        assert_eq!(text("a\r\nb\tc\u{7}"), "a\nb    c␛");
        assert_eq!(json("{\"a\":\"\u{202e}b\u{e0001}\"}"), r#"{"a":"\u202eb\udb40\udc01"}"#);
        assert!(matches!(line("שלום é 👩‍⚕️"), Cow::Borrowed(_)));
    }
}
