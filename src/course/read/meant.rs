//! What a value of another type was plainly meant for. What is not plain is left to its author: nothing is guessed here.

use crate::course::setting::Type;

/// Words for yes and for no, in the languages that trainers write in.
const YES: [&str; 16] =
    ["true", "yes", "y", "t", "1", "on", "right", "correct", "sí", "si", "verdadero", "cierto", "ja", "wahr", "oui", "vrai"];
const NO: [&str; 19] = [
    "false",
    "no",
    "n",
    "f",
    "0",
    "off",
    "wrong",
    "incorrect",
    "not true",
    "untrue",
    "not right",
    "not correct",
    "falso",
    "nein",
    "falsch",
    "non",
    "faux",
    "nee",
    "não",
];

/// Words for the numbers from one on.
const NUMBERS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Returns what stands between quotation marks and spaces.
fn bare(written: &str) -> &str {
    written.trim_matches(['"', '\'', '.', '!', ' '])
}

/// Returns `true` or `false` for a value that says the one or the other.
pub(super) fn flag(written: &str) -> Option<&'static str> {
    let small = bare(written).to_lowercase();
    let says = |words: &[&str]| words.contains(&small.as_str());
    if says(&NO) { Some("false") } else { says(&YES).then_some("true") }
}

/// Returns the number that a value says: the only one in it, or a word for one. A share of one that stands for a percentage is told in
/// per cent.
pub(super) fn number(of: Type, written: &str) -> Option<String> {
    let bare = bare(written);
    if let Some(place) = NUMBERS.iter().position(|word| bare.eq_ignore_ascii_case(word)) {
        return Some((place + 1).to_string());
    }
    let bare = if of == Type::Number { bare.replace(',', ".") } else { bare.to_owned() };
    let (before, rest) = bare.split_at(bare.find(|letter: char| letter.is_ascii_digit())?);
    let (digits, after) = rest.split_at(rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len()));
    if before.ends_with(['-', '.', ',']) || after.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let (whole, part) = digits.trim_end_matches('.').split_once('.').unwrap_or((digits.trim_end_matches('.'), ""));
    // A number does not begin with 0, and needs none at the end of its decimals.
    let whole = whole.trim_start_matches('0');
    let is_share = of_percent(of) && digits.contains('.') && !after.contains('%');
    let part = part.trim_end_matches('0');
    let plain = |whole: &str| if whole.is_empty() { "0".to_owned() } else { whole.to_owned() };
    match (part.len(), of) {
        (0, _) if is_share && whole == "1" => Some("100".to_owned()),
        (0, _) => Some(plain(whole)),
        (_, Type::Number) if !part.contains('.') => Some(format!("{}.{part}", plain(whole))),
        (1 | 2, _) if is_share && whole.is_empty() && !part.contains('.') => Some(plain(format!("{part:0<2}").trim_start_matches('0'))),
        _ => None,
    }
}

const fn of_percent(of: Type) -> bool {
    matches!(of, Type::Percent(..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_plain_yes_or_no_is_neither() {
        for no in ["No", "no", "False", "FALSE", "F", "Wrong", "Nein", "not true", "\"No.\"", "0"] {
            assert_eq!(flag(no), Some("false"), "{no}");
        }
        for yes in ["Yes", "y", "TRUE", "\"true\"", "1", "sí", "ja", "on"] {
            assert_eq!(flag(yes), Some("true"), "{yes}");
        }
        for neither in ["A", "maybe", "true or false", "2", "", "not false"] {
            assert_eq!(flag(neither), None, "{neither}");
        }
    }

    #[test]
    fn a_share_of_one_is_a_percentage_and_no_number_is_made_up() {
        let percent = |written: &str| number(Type::Percent(0, 100), written);
        let cases = [("1.0", "100"), ("0.8", "80"), ("\"0.85\"", "85"), ("0.05", "5"), ("0.0", "0"), ("\"80 %\"", "80"), ("80.0", "80")];
        for (written, wanted) in cases {
            assert_eq!(percent(written).as_deref(), Some(wanted), "{written}");
        }
        for unknown in ["\"full\"", "0.825", "80.5", "\"4 of 5\"", "\"0.5 %\"", "\"-5\"", "\"1.2.3\""] {
            assert_eq!(percent(unknown), None, "{unknown}");
        }
        let whole = |written: &str| number(Type::Whole(0, 100), written);
        assert_eq!(whole("\"Two\"").as_deref(), Some("2"));
        assert_eq!(whole("\"10 minutes\"").as_deref(), Some("10"));
        assert_eq!((whole("1.0").as_deref(), whole("2.5")), (Some("1"), None));
        assert_eq!((number(Type::Number, "\"1,5 hours\"").as_deref(), number(Type::Number, "half")), (Some("1.5"), None));
    }
}
