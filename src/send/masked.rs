//! Takes what nobody else is to read out of words that repeat it, however they spell it: as it is, or as JSON, an address or a page for people
//! writes it.

use std::ops::Range;

/// What stands in the place of what is taken out.
const MASK: &str = "***";
/// So many letters stand in any words, and would tell by their absence.
const FEW: usize = 3;
/// The longest of the names and numbers by which pages write a letter, with its end.
const LONGEST: usize = 10;

/// Words in the one form in which they are compared: no backslash, blanks and `+` as one blank, and what is written by a number or a name as the
/// letter that it stands for.
#[derive(Debug, Default)]
struct Folded {
    bytes: Vec<u8>,
    /// Where each byte was written.
    written: Vec<Range<usize>>,
}

impl Folded {
    fn of(words: &str) -> Self {
        let (mut folded, mut at) = (Self::default(), 0);
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let (letter, length) = read(rest);
            let place = at..at + length;
            match letter {
                Letter::Nothing | Letter::Is('\\') | Letter::Byte(b'\\') => {}
                Letter::Byte(byte) if byte == b'+' || byte.is_ascii_whitespace() => folded.blank(&place),
                Letter::Byte(byte) => folded.put(&[byte], &place),
                Letter::Is(letter) if letter == '+' || letter.is_whitespace() => folded.blank(&place),
                Letter::Is(letter) => folded.put(letter.encode_utf8(&mut [0; 4]).as_bytes(), &place),
            }
            at += length;
        }
        folded
    }

    fn put(&mut self, bytes: &[u8], place: &Range<usize>) {
        for byte in bytes {
            self.bytes.push(*byte);
            self.written.push(place.clone());
        }
    }

    /// Some blanks are one.
    fn blank(&mut self, place: &Range<usize>) {
        match self.written.last_mut().filter(|_| self.bytes.last() == Some(&b' ')) {
            Some(last) => last.end = place.end,
            None => self.put(b" ", place),
        }
    }

    /// Where it holds some bytes, one place after the other.
    fn places(&self, secret: &[u8]) -> Vec<Range<usize>> {
        let windows = self.bytes.windows(secret.len().max(1)).zip(self.written.windows(secret.len().max(1)));
        let found = windows.filter(|(bytes, _)| *bytes == secret);
        found.filter_map(|(_, written)| Some(written.first()?.start..written.last()?.end)).collect()
    }
}

/// What some letters of a text stand for.
enum Letter {
    /// For a letter.
    Is(char),
    /// For a byte, which may be a part of one.
    Byte(u8),
    /// For nothing: it says how to read what follows.
    Nothing,
}

/// Returns what the beginning of a text stands for, and how much of it does. The text is not empty.
fn read(text: &str) -> (Letter, usize) {
    let first = text.chars().next().unwrap_or(' ');
    let found = match first {
        '\\' => Some(by_backslash(text)),
        '%' => by_percent(text),
        '&' => by_name(text),
        _ => None,
    };
    found.unwrap_or((Letter::Is(first), first.len_utf8()))
}

/// `\/`, `\"`, `\u002f`, `\x2f`; each as often as it was put into another text of that kind.
fn by_backslash(text: &str) -> (Letter, usize) {
    let rest = text.trim_start_matches('\\');
    let slashes = text.len() - rest.len();
    let unit = |text: &str| text.strip_prefix('u').and_then(|rest| hexadecimal(rest.get(..4)?));
    if let Some(high) = unit(rest) {
        if let Some(letter) = char::from_u32(high) {
            return (Letter::Is(letter), slashes + 5);
        }
        // A letter that takes two of them.
        let behind = rest.get(5..).unwrap_or_default();
        let second = behind.trim_start_matches('\\');
        let low = unit(second).filter(|low| (0xDC00..0xE000).contains(low) && (0xD800..0xDC00).contains(&high));
        if let Some(letter) = low.and_then(|low| char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))) {
            return (Letter::Is(letter), slashes + 5 + (behind.len() - second.len()) + 5);
        }
    }
    let byte = rest.strip_prefix('x').and_then(|rest| hexadecimal(rest.get(..2)?));
    match byte.and_then(|byte| u8::try_from(byte).ok()) {
        Some(byte) => (Letter::Byte(byte), slashes + 3),
        None => (Letter::Nothing, slashes),
    }
}

/// `%2F`; or `%252F`, as often as it was put into another address.
fn by_percent(text: &str) -> Option<(Letter, usize)> {
    let mut rest = text.strip_prefix('%')?;
    while let Some(inner) = rest.strip_prefix("25").filter(|inner| inner.get(..2).and_then(hexadecimal).is_some()) {
        rest = inner;
    }
    let byte = u8::try_from(hexadecimal(rest.get(..2)?)?).ok()?;
    Some((Letter::Byte(byte), text.len() - rest.len() + 2))
}

/// `&amp;`, `&#47;`, `&#x2F;`; or `&amp;#47;`, as often as it was put into another page.
fn by_name(text: &str) -> Option<(Letter, usize)> {
    let mut rest = text.strip_prefix('&')?;
    while let Some(inner) = rest.strip_prefix("amp;").filter(|inner| named(inner).is_some()) {
        rest = inner;
    }
    let (letter, length) = named(rest)?;
    Some((Letter::Is(letter), text.len() - rest.len() + length))
}

/// Returns the letter that a name or a number stands for, and how long that is with its end.
fn named(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let letter = match text.get(..end)? {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        number => {
            let number = number.strip_prefix('#')?;
            let code = number.strip_prefix(['x', 'X']).map_or_else(|| number.parse().ok(), hexadecimal);
            char::from_u32(code?)?
        }
    };
    Some((letter, end + 1))
}

fn hexadecimal(digits: &str) -> Option<u32> {
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

/// Returns words without the secrets that stand in them.
pub(super) fn masked(words: &str, secrets: &[String]) -> String {
    let folded = Folded::of(words);
    let mut places: Vec<Range<usize>> = Vec::new();
    for secret in secrets {
        let secret = Folded::of(secret.trim()).bytes;
        if secret.len() > FEW {
            places.extend(folded.places(&secret));
        }
    }
    places.sort_unstable_by_key(|place| (place.start, place.end));
    let (mut shown, mut at) = (String::with_capacity(words.len()), 0);
    for place in places {
        if place.start >= at {
            shown.push_str(words.get(at..place.start).unwrap_or_default());
            shown.push_str(MASK);
        }
        at = at.max(place.end);
    }
    shown.push_str(words.get(at..).unwrap_or_default());
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_taken_out_however_it_is_spelt() {
        let secrets = ["jo:s/3 \"cr&t\\ä😀".to_owned(), "ab/cd+ef==".to_owned()];
        for written in [
            "ab/cd+ef==",
            r"ab\/cd+ef==",
            r"ab\\\/cd+ef\u003d\u003D",
            r"ab\x2fcd\x2bef==",
            "ab%2Fcd%2bef%3D%3d",
            "ab%252Fcd%252Bef%253D%253D",
            "ab/cd ef==",
            "ab&#47;cd&#x2B;ef&#61;=",
            "jo:s/3 \"cr&t\\ä😀",
            "jo:s/3  \n\"cr&t\\ä😀",
            r#"jo:s\/3 \"cr&t\\ä😀"#,
            r#"jo:s\/3 \"cr\u0026t\\\u00e4\ud83d\ude00"#,
            "jo%3As%2F3+%22cr%26t%5C%C3%A4%F0%9F%98%80",
            "jo:s/3 &quot;cr&amp;t\\&#228;&#x1F600;",
            "jo:s/3 &amp;quot;cr&amp;amp;t&#92;&amp;amp;#228;&#x1F600;",
        ] {
            assert_eq!(masked(&format!("for [{written}] and {written}!"), &secrets), "for [***] and ***!", "{written}");
        }
    }

    #[test]
    fn other_words_stay_as_they_are() {
        for words in ["", "ab/cd", r"a\", "100 %, 5% &c; \\u12 \\ud800 %2", "&#xD800; &;&#; ä%ä\\xä", "  two\n blanks "] {
            assert_eq!(masked(words, &["secret".to_owned(), "abc".to_owned(), String::new(), "  ".to_owned()]), words);
        }
        let two = ["secret".to_owned(), "jo:secret".to_owned(), "cretin".to_owned()];
        assert_eq!(masked("(jo:secretin) secretsecret", &two), "(***) ******");
    }
}
