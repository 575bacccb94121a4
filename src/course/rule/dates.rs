//! Dates in running words: `2024-03-12`, `3/12/2024`, `12 March 2024`, `March 12`.

use std::ops::Range;

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Its bytes.
    pub(super) span: Range<usize>,
    /// Whether the year is in it.
    pub(super) whole: bool,
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Returns the dates of a text, in order.
pub(super) fn dates(text: &str) -> Vec<Written> {
    if !super::has_digit(text) {
        return Vec::new();
    }
    let words = words(text);
    let mut found: Vec<Written> = Vec::new();
    for (place, (span, word)) in words.iter().enumerate() {
        if word.starts_with(|first: char| first.is_ascii_digit()) && in_figures(word) {
            found.push(Written { span: span.clone(), whole: true });
            continue;
        }
        if !word.starts_with(|first: char| first.is_ascii_uppercase()) || !MONTHS.contains(word) {
            continue;
        }
        let near = |step: isize| place.checked_add_signed(step).and_then(|at| words.get(at));
        let (before, after, third) = (near(-1), near(1), near(2));
        let day = |word: Option<&(Range<usize>, &str)>| word.is_some_and(|(_, word)| is_day(word));
        let year = |word: Option<&(Range<usize>, &str)>| word.is_some_and(|(_, word)| is_year(word));
        let (from, to, whole) = match (day(before), day(after)) {
            (true, _) if year(after) => (before, after, true),
            (true, _) => (before, None, false),
            (false, true) if year(third) => (None, third, true),
            (false, true) => (None, after, false),
            _ => continue,
        };
        let from = from.map_or(span.start, |(span, _)| span.start);
        found.push(Written { span: from..to.map_or(span.end, |(span, _)| span.end), whole });
    }
    found
}

/// Words without the end marks around them, and where they stand.
fn words(text: &str) -> Vec<(Range<usize>, &str)> {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let parts_figures =
        |at: usize| is_digit(text.as_bytes().get(at + 1)) && at.checked_sub(1).is_some_and(|at| is_digit(text.as_bytes().get(at)));
    let inside = |at: usize, letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '/') || letter == '.' && parts_figures(at);
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (inside(at, letter), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from..at, text.get(from..at).unwrap_or("")));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// `2024-03-12`, `3/12/2024`, `12.3.2024`: three numbers of which one can be a year.
fn in_figures(word: &str) -> bool {
    let sign = ['/', '.'].into_iter().find(|sign| word.contains(*sign)).unwrap_or('-');
    let parts: Vec<&str> = word.split(sign).collect();
    let figures = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [year, month, day] if is_year(year) => figures(month, 2) && figures(day, 2),
        [day, month, year] => figures(day, 2) && figures(month, 2) && is_year(year),
        _ => false,
    }
}

fn is_day(word: &str) -> bool {
    let figures = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    figures.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1850..=2150).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_however_people_write_them() {
        for (text, date, whole) in [
            ("born 2024-03-12.", "2024-03-12", true),
            ("on 3/12/2024, at", "3/12/2024", true),
            ("geb. 12.03.1950.", "12.03.1950", true),
            ("the 12 March 2024 clinic", "12 March 2024", true),
            ("March 12th, 2024", "March 12th, 2024", true),
            ("on March 12.", "March 12", false),
            ("the 3rd April", "3rd April", false),
        ] {
            let found = dates(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!((text.get(found[0].span.clone()), found[0].whole), (Some(date), whole));
        }
        for none in ["You may 3 times", "May I?", "in March", "555-01-9999", "1/2", "24-7", "version 1.2.3", "3.5 mg"] {
            assert_eq!(dates(none), [], "{none}");
        }
    }
}
