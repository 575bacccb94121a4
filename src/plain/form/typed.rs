//! Reads numbers and words out of a typed line. Places count from 0; people type from 1.

use crate::language::Language;

/// Reads the place of one item: its number, or words that only it has.
pub(in crate::plain) fn one(line: &str, items: &[String], say: Language) -> Result<usize, String> {
    let count = items.len();
    let typed = line.trim().trim_end_matches(['.', ')']).to_lowercase();
    if typed.is_empty() {
        return Err(say.typed_help(say.typed_range(count)));
    }
    if let Ok(number) = typed.parse::<usize>() {
        let place = number.checked_sub(1).filter(|place| *place < count);
        return place.ok_or_else(|| say.typed_no_number(number, say.typed_range(count)));
    }
    if typed.split([' ', ',']).all(|part| part.parse::<usize>().is_ok()) {
        return Err(say.typed_only_one(say.typed_range(count)));
    }
    let exact = items.iter().position(|item| plainly(item) == plainly(&typed));
    let mut having = (0..count).filter(|place| items.get(*place).is_some_and(|item| plainly(item).contains(&plainly(&typed))));
    match (exact, having.next(), having.next()) {
        (Some(place), ..) => Ok(place),
        (None, Some(place), None) if typed.chars().count() > 2 => Ok(place),
        (None, Some(_), Some(_)) => Err(say.typed_several(say.typed_range(count))),
        _ => Err(say.typed_none(say.typed_range(count))),
    }
}

/// Reads the places of several items: numbers parted by spaces or commas, or words parted by commas.
pub(in crate::plain) fn several(line: &str, items: &[String], say: Language) -> Result<Vec<usize>, String> {
    let parts: Vec<&str> = line
        .split([',', ' ', '\t', ';'])
        .filter(|part| !part.is_empty() && *part != say.command_and() && *part != Language::English.command_and())
        .collect();
    let numbers = parts.iter().all(|part| part.trim_end_matches(['.', ')']).bytes().all(|byte| byte.is_ascii_digit()));
    if numbers {
        return if parts.is_empty() { Err(say.typed_range(items.len())) } else { parts.iter().map(|part| one(part, items, say)).collect() };
    }
    line.split([',', ';']).filter(|part| !part.trim().is_empty()).map(|part| one(part, items, say)).collect()
}

fn plainly(text: &str) -> String {
    text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric() || *letter == ' ').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Vec<String> {
        ["Call her.", "Pass it on; there is no name in it", "Call the office", "No"].map(String::from).into()
    }

    #[test]
    fn a_number_or_words_that_only_one_has_choose_it() {
        for (line, place) in [("1", 0), (" 2. ", 1), ("pass it", 1), ("call the", 2), ("no", 3), ("Call her", 0)] {
            assert_eq!(one(line, &items(), Language::English), Ok(place), "{line}");
        }
        for (line, why) in [
            ("", "Type a number from 1 to 4. Type help for more."),
            ("0", "There is no number 0 here. Type a number from 1 to 4."),
            ("1 2", "Only one can be chosen. Type a number from 1 to 4."),
            ("call", "More than one of them says that. Type a number from 1 to 4."),
            ("sue", "None of them says that. Type a number from 1 to 4."),
        ] {
            assert_eq!(one(line, &items(), Language::English), Err(why.into()), "{line}");
        }
    }

    #[test]
    fn several_are_parted_by_spaces_or_commas() {
        for (line, places) in [("1 3", vec![0, 2]), ("1, 3 and 2", vec![0, 2, 1]), ("pass it, no", vec![1, 3])] {
            assert_eq!(several(line, &items(), Language::English), Ok(places), "{line}");
        }
        assert_eq!(several("1 9", &items(), Language::English), Err("There is no number 9 here. Type a number from 1 to 4.".into()));
        assert!(
            several(" ", &items(), Language::English).is_err() && several("99999999999999999999", &items(), Language::English).is_err()
        );
    }
}
