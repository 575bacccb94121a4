//! Reads numbers and words out of a typed line. Places count from 0; people type from 1.

use unicode_normalization::UnicodeNormalization;

use crate::language::Language;
use crate::plain::command;

/// Reads the place of one item: its number, its first words (two of them at least), or all of it. An answer cannot be taken back, so a
/// word that merely stands somewhere in an item, and a word that is typed for a command, choose nothing: what was meant is asked.
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
    if let Some(place) = whole(&typed, items) {
        return Ok(place);
    }
    if let Some(told) = command::told(&typed, say) {
        return Err(say.typed_no_answer(told, say.typed_range(count)));
    }
    let words = plainly(&typed);
    let begin = |item: &str, words: &str| item.strip_prefix(words).is_some_and(|rest| rest.starts_with(' '));
    match (words.contains(' '), only(&typed, items, begin), only(&typed, items, |item, words| item.contains(words))) {
        (true, Only::One(place), _) => Ok(place),
        (_, _, Only::One(place)) if words.chars().count() > 2 => Err(meant(place, items, say)),
        (_, _, Only::Several) if !words.is_empty() => Err(say.typed_several(say.typed_range(count))),
        _ => Err(say.typed_none(say.typed_range(count))),
    }
}

/// Reads the place of one item by words that only it has, for what can still be changed before it counts.
pub(super) fn having(typed: &str, items: &[String]) -> Option<usize> {
    let words = plainly(typed);
    whole(typed, items).or_else(|| match only(typed, items, |item, words| item.contains(words)) {
        Only::One(place) if words.chars().count() > 2 => Some(place),
        _ => None,
    })
}

/// How many items are so.
enum Only {
    None,
    One(usize),
    Several,
}

/// Compares letter by letter first: what is typed exactly is never taken for what is alike only without its accents.
fn only(typed: &str, items: &[String], is_so: impl Fn(&str, &str) -> bool) -> Only {
    let among = |read: fn(&str) -> String| {
        let words = read(typed);
        let mut places = items.iter().enumerate().filter(|(_, item)| is_so(&read(item), &words)).map(|(place, _)| place);
        match (places.next(), places.next()) {
            (None, _) => Only::None,
            (Some(place), None) => Only::One(place),
            (Some(_), Some(_)) => Only::Several,
        }
    };
    match among(exactly) {
        Only::None => among(plainly),
        found => found,
    }
}

/// Returns the place of the item that is this and nothing more.
fn whole(typed: &str, items: &[String]) -> Option<usize> {
    let exact = exactly(typed);
    let same = items.iter().position(|item| !exact.is_empty() && exactly(item) == exact);
    same.or_else(|| match only(typed, items, |item, words| !words.is_empty() && item == words) {
        Only::One(place) => Some(place),
        Only::None | Only::Several => None,
    })
}

/// Asks whether an item was meant.
fn meant(place: usize, items: &[String], say: Language) -> String {
    let words = items.get(place).map_or("", |item| item.trim().trim_end_matches(['.', '?', '!', ':', ';']));
    say.typed_did_you_mean(place + 1, words)
}

/// Reads the places of several items: numbers parted by spaces or commas, or words parted by commas.
pub(in crate::plain) fn several(line: &str, items: &[String], say: Language) -> Result<Vec<usize>, String> {
    let parts: Vec<&str> = line.split([',', ' ', '\t', ';']).filter(|part| !part.is_empty() && !joins(part)).collect();
    let numbers = parts.iter().all(|part| part.trim_end_matches(['.', ')']).bytes().all(|byte| byte.is_ascii_digit()));
    if numbers {
        return if parts.is_empty() { Err(say.typed_range(items.len())) } else { parts.iter().map(|part| one(part, items, say)).collect() };
    }
    line.split([',', ';']).filter(|part| !part.trim().is_empty()).map(|part| one(part, items, say)).collect()
}

/// Whether a word only joins what stands before it and what comes after.
pub(super) fn joins(word: &str) -> bool {
    word == "&" || command::is(word, Language::command_and)
}

/// Returns words as [`exactly`] does, without their accents: as commands are read, too.
fn plainly(text: &str) -> String {
    exactly(&command::plainly(text))
}

/// Returns words in small letters, a space between each, without any other sign; accents stand as one letter.
fn exactly(text: &str) -> String {
    let lower = text.to_lowercase();
    let letters: String = lower.nfc().filter(|letter| letter.is_alphanumeric() || letter.is_whitespace()).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
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
    fn a_word_that_stands_somewhere_in_an_option_answers_nothing() {
        let items = ["It stops the talk; explain it later", "It leaves radio alone.", "Quiet!", "End"].map(String::from);
        let range = "Type a number from 1 to 4.";
        for (line, why) in [
            ("leave", format!("That is not taken as an answer. To leave, type quit. {range}")),
            ("Exit.", format!("That is not taken as an answer. To leave, type quit. {range}")),
            ("salir", format!("That is not taken as an answer. To leave, type quit. {range}")),
            ("stop", format!("That is not taken as an answer. To leave, type quit. {range}")),
            ("menu", format!("That is not taken as an answer. The command home goes to the list of steps. {range}")),
            ("explain", format!("That is not taken as an answer. Type help for all that can be typed here. {range}")),
            ("skip", format!("That is not taken as an answer. Type help for all that can be typed here. {range}")),
            ("next", format!("That is not taken as an answer. Type help for all that can be typed here. {range}")),
            ("radio", "Did you mean 2, It leaves radio alone? Type 2.".into()),
            ("radio alone", "Did you mean 2, It leaves radio alone? Type 2.".into()),
            ("leaves", "Did you mean 2, It leaves radio alone? Type 2.".into()),
            ("it l", "More than one of them says that. Type a number from 1 to 4.".into()),
            ("it", "More than one of them says that. Type a number from 1 to 4.".into()),
            ("?!", format!("None of them says that. {range}")),
        ] {
            assert_eq!(one(line, &items, Language::English), Err(why), "{line}");
        }
        for (line, place) in [("it leaves", 1), ("it stops the", 0), ("quiet", 2), ("end", 3)] {
            assert_eq!(one(line, &items, Language::English), Ok(place), "{line}");
        }
        let spanish = one("terminar", &items, Language::Spanish);
        assert_eq!(spanish, Err("Eso no se toma como respuesta. Para salir, escriba salir. Escriba un número del 1 al 4.".into()));
        assert_eq!(one("radio", &items, Language::Spanish), Err("¿Quería decir 2, It leaves radio alone? Escriba 2.".into()));
    }

    #[test]
    fn words_are_taken_without_their_accents_and_an_exact_one_wins() {
        let items = ["La doctora anónima", "Sí", "Si", "Año nuevo"].map(String::from);
        for (line, place) in [
            ("la doctora anonima", 0),
            ("la doctora", 0),
            ("La doctora ano\u{301}nima", 0),
            ("si", 2),
            ("sí", 1),
            ("si\u{301}", 1),
            ("ano nuevo", 3),
        ] {
            assert_eq!(one(line, &items, Language::Spanish), Ok(place), "{line}");
        }
    }

    #[test]
    fn several_are_parted_by_spaces_or_commas() {
        for (line, places) in [
            ("1 3", vec![0, 2]),
            ("1, 3 and 2", vec![0, 2, 1]),
            ("1 Y 3", vec![0, 2]),
            ("1 & 3", vec![0, 2]),
            ("1 AND 3", vec![0, 2]),
            ("pass it, no", vec![1, 3]),
        ] {
            assert_eq!(several(line, &items(), Language::English), Ok(places), "{line}");
        }
        assert_eq!(several("1 9", &items(), Language::English), Err("There is no number 9 here. Type a number from 1 to 4.".into()));
        assert!(
            several(" ", &items(), Language::English).is_err() && several("99999999999999999999", &items(), Language::English).is_err()
        );
    }
}
