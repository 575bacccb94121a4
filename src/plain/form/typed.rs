//! Reads numbers and words out of a typed line. Places count from 0; people type from 1.

/// Reads the place of one item: its number, or words that only it has.
pub(in crate::plain) fn one(line: &str, items: &[String]) -> Result<usize, String> {
    let count = items.len();
    let typed = line.trim().trim_end_matches(['.', ')']).to_lowercase();
    if typed.is_empty() {
        return Err(format!("{} Type help for more.", range(count)));
    }
    if let Ok(number) = typed.parse::<usize>() {
        let place = number.checked_sub(1).filter(|place| *place < count);
        return place.ok_or_else(|| format!("There is no number {number} here. {}", range(count)));
    }
    if typed.split([' ', ',']).all(|part| part.parse::<usize>().is_ok()) {
        return Err(format!("Only one can be chosen. {}", range(count)));
    }
    let exact = items.iter().position(|item| plainly(item) == plainly(&typed));
    let mut having = (0..count).filter(|place| items.get(*place).is_some_and(|item| plainly(item).contains(&plainly(&typed))));
    match (exact, having.next(), having.next()) {
        (Some(place), ..) => Ok(place),
        (None, Some(place), None) if typed.chars().count() > 2 => Ok(place),
        (None, Some(_), Some(_)) => Err(format!("More than one of them says that. {}", range(count))),
        _ => Err(format!("None of them says that. {}", range(count))),
    }
}

/// Reads the places of several items: numbers parted by spaces or commas, or words parted by commas.
pub(in crate::plain) fn several(line: &str, items: &[String]) -> Result<Vec<usize>, String> {
    let parts: Vec<&str> = line.split([',', ' ', '\t', ';']).filter(|part| !part.is_empty() && *part != "and").collect();
    let numbers = parts.iter().all(|part| part.trim_end_matches(['.', ')']).bytes().all(|byte| byte.is_ascii_digit()));
    if numbers {
        return if parts.is_empty() { Err(range(items.len())) } else { parts.iter().map(|part| one(part, items)).collect() };
    }
    line.split([',', ';']).filter(|part| !part.trim().is_empty()).map(|part| one(part, items)).collect()
}

/// Says which numbers there are.
fn range(count: usize) -> String {
    if count == 1 { "Type 1.".to_owned() } else { format!("Type a number from 1 to {count}.") }
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
            assert_eq!(one(line, &items()), Ok(place), "{line}");
        }
        for (line, why) in [
            ("", "Type a number from 1 to 4. Type help for more."),
            ("0", "There is no number 0 here. Type a number from 1 to 4."),
            ("1 2", "Only one can be chosen. Type a number from 1 to 4."),
            ("call", "More than one of them says that. Type a number from 1 to 4."),
            ("sue", "None of them says that. Type a number from 1 to 4."),
        ] {
            assert_eq!(one(line, &items()), Err(why.into()), "{line}");
        }
    }

    #[test]
    fn several_are_parted_by_spaces_or_commas() {
        for (line, places) in [("1 3", vec![0, 2]), ("1, 3 and 2", vec![0, 2, 1]), ("pass it, no", vec![1, 3])] {
            assert_eq!(several(line, &items()), Ok(places), "{line}");
        }
        assert_eq!(several("1 9", &items()), Err("There is no number 9 here. Type a number from 1 to 4.".into()));
        assert!(several(" ", &items()).is_err() && several("99999999999999999999", &items()).is_err());
    }
}
