//! Whether an answer that was typed is the one that is wanted: capitals, accents, punctuation, spaces and one slip of the finger in six
//! letters or more are forgiven; a number or a sign is never taken for another one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word is forgiven one slip when it has at least this many letters.
const FORGIVING: usize = 6;

/// Whether what was written says what is wanted.
pub(super) fn is_same(written: &str, wanted: &str) -> bool {
    let letters = bare(wanted);
    if letters.is_empty() {
        return written.trim() == wanted.trim();
    }
    if !Signs::of(written).fit(&Signs::of(wanted)) {
        return false;
    }
    let (wanted, written) = ([letters, bare(&spelt_out(wanted))], [bare(written), bare(&spelt_out(written))]);
    wanted.iter().any(|wanted| written.iter().any(|written| is_nearly(written, wanted)))
}

/// Whether letters are the wanted ones, but for a slip of the finger.
fn is_nearly(written: &str, wanted: &str) -> bool {
    let same_numbers = || numbers(written).eq(numbers(wanted));
    written == wanted || (wanted.chars().count() >= FORGIVING && same_numbers() && one_slip(written, wanted))
}

/// Returns the letters and digits alone, without accents and capitals. What stands between two digits leaves a space, but for what
/// groups thousands, and a minus before a number stays: `3.5` and `3,5` are not 35.
fn bare(text: &str) -> String {
    let letters: Vec<char> = powers(text).nfkd().filter(|letter| !is_accent(*letter)).flat_map(char::to_lowercase).collect();
    let mut bare = String::with_capacity(text.len());
    let mut rest = letters.as_slice();
    while let [letter, after @ ..] = rest {
        let written = letters.get(..letters.len() - rest.len()).unwrap_or(&[]);
        let next_is_digit = after.first().is_some_and(|next| next.is_numeric());
        if letter.is_alphanumeric() || is_combining_mark(*letter) {
            if letter.is_numeric() && divides(written, rest) {
                bare.push(' ');
            }
            match folded(*letter) {
                Some(plain) => bare.push_str(plain),
                None => bare.push(*letter),
            }
        } else if next_is_digit && is_minus(*letter) && written.last().is_none_or(|before| before.is_whitespace()) {
            bare.push('-');
        }
        rest = after;
    }
    bare
}

/// Whether a letter goes without this mark, as people write who lack the key. The vowels of Hindi and the voiced sounds of Japanese are
/// marks as well, and make another word: they stay.
const fn is_accent(mark: char) -> bool {
    matches!(mark, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

const fn is_minus(sign: char) -> bool {
    matches!(sign, '-' | '\u{2212}')
}

/// Whether a digit, the first of what follows, begins another number than the digit written before it, or the part of one.
fn divides(written: &[char], follows: &[char]) -> bool {
    let number_ends = written.iter().rposition(|letter| letter.is_alphanumeric());
    let Some((number, between)) = number_ends.and_then(|last| written.split_at_checked(last + 1)) else { return false };
    let digits = number.iter().rev().take_while(|letter| letter.is_numeric()).take(2).count();
    if digits == 0 || between.is_empty() {
        return false;
    }
    let is_nought = digits == 1 && number.last() == Some(&'0');
    let groups = matches!(between, [',' | '.' | ' ' | '\'' | '\u{2019}' | '\u{66c}']);
    let three = follows.iter().take_while(|letter| letter.is_numeric()).take(4).count() == 3;
    is_nought || !groups || !three
}

/// Returns what a number is told by: its digits, with the signs that stand before and in it.
fn numbers(bare: &str) -> impl Iterator<Item = char> + '_ {
    bare.chars().filter(|letter| letter.is_numeric() || matches!(letter, ' ' | '-'))
}

/// Whether two words differ by one letter too many, too few, another, or by two neighbours that changed places.
fn one_slip(written: &str, wanted: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (written.chars().collect(), wanted.chars().collect());
    let same_start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same_start..).unwrap_or(&[]), b.get(same_start..).unwrap_or(&[]));
    match (a, b) {
        ([_, a_rest @ ..], [_, b_rest @ ..]) if a_rest == b_rest => true,
        ([a1, a2, a_rest @ ..], [b1, b2, b_rest @ ..]) if a1 == b2 && a2 == b1 && a_rest == b_rest => true,
        ([_, a_rest @ ..], b) if a_rest == b => true,
        (a, [_, b_rest @ ..]) if a == b_rest => true,
        _ => false,
    }
}

/// Returns how a letter is written by people who lack its key, where that is no letter with a mark.
const fn folded(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// Returns a text with its umlauts in two letters, as they are typed where they have no key.
fn spelt_out(text: &str) -> String {
    let composed = text.nfc().flat_map(char::to_lowercase);
    composed.fold(String::with_capacity(text.len()), |mut spelt, letter| {
        match letter {
            'ä' => spelt.push_str("ae"),
            'ö' | 'ø' => spelt.push_str("oe"),
            'ü' => spelt.push_str("ue"),
            'å' => spelt.push_str("aa"),
            _ => spelt.push(letter),
        }
        spelt
    })
}

/// Returns a text with a sign before each power of a number: `10⁶` is `10^6`, and not 106.
fn powers(text: &str) -> String {
    let is_raised = |letter: char| matches!(letter, '²' | '³' | '¹' | '\u{2070}'..='\u{207b}');
    let mut before = ' ';
    text.chars().fold(String::with_capacity(text.len()), |mut signed, letter| {
        if is_raised(letter) && before.is_ascii_digit() {
            signed.push('^');
        }
        before = letter;
        signed.push(letter);
        signed
    })
}

/// The signs of an answer that say something.
#[derive(Default)]
struct Signs {
    /// `<`, `>=`, `A+`: without them it is another answer.
    meant: String,
    /// `%`, `$`: they may be left out, or put in, but another one is another answer.
    of_units: String,
}

impl Signs {
    fn of(text: &str) -> Self {
        let (mut signs, mut before) = (Self::default(), ' ');
        for letter in text.chars() {
            match letter {
                '<' | '>' | '±' | '≠' => signs.meant.push(letter),
                '≤' => signs.meant.push_str("<="),
                '≥' => signs.meant.push_str(">="),
                '=' if matches!(before, '<' | '>') => signs.meant.push(letter),
                // Before a number it says nothing; after a letter it is a grade, a charge or a language.
                '+' if before.is_alphanumeric() || before == '+' => signs.meant.push(letter),
                '%' | '‰' | '$' | '€' | '£' | '¥' | '°' | '§' => signs.of_units.push(letter),
                _ => {}
            }
            before = letter;
        }
        signs
    }

    fn fit(&self, wanted: &Self) -> bool {
        let fits = self.of_units == wanted.of_units || self.of_units.is_empty() || wanted.of_units.is_empty();
        self.meant == wanted.meant && fits
    }
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn a_sign_is_never_taken_for_another_one() {
        for (wanted, other) in [
            ("A+", "A-"),
            ("A+", "A"),
            ("> 18", "< 18"),
            ("> 18", "18"),
            ("≥ 18", "> 18"),
            ("3 ‰", "3 %"),
            ("$ 50", "50 €"),
            ("👍", "👎"),
            ("👍", "..."),
            ("👍", ""),
            ("§", "%"),
            ("10⁶", "106"),
            ("C++", "C"),
        ] {
            assert!(!is_same(other, wanted), "{other} for {wanted}");
            assert!(is_same(wanted, wanted), "{wanted}");
        }
        for (wanted, same) in [
            ("≥ 18", ">=18"),
            ("10⁶", "10^6"),
            ("$250,000", "250000"),
            ("50", "50 %"),
            ("50 %", "50"),
            ("5", "+5"),
            ("m²", "m2"),
            ("👍", " 👍 "),
            ("n = 5", "n 5"),
        ] {
            assert!(is_same(same, wanted), "{same} for {wanted}");
        }
    }

    #[test]
    fn letters_may_be_typed_without_their_key() {
        for (wanted, written) in [
            ("Größe", "GRÖSSE"),
            ("Größe", "Grösse"),
            ("Größe", "Groesse"),
            ("Straße", "STRASSE"),
            ("Öl", "Oel"),
            ("Öl", "Ol"),
            ("smørrebrød", "smorrebrod"),
            ("Łódź", "lodz"),
            ("œuvre", "oeuvre"),
            ("Groesse", "Größe"),
        ] {
            assert!(is_same(written, wanted), "{written} for {wanted}");
        }
        assert!(!is_same("Aol", "Öl") && !is_same("Maße", "Masse im Haus"));
    }
}
