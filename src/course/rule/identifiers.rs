//! What tells a reader who somebody is: numbers and dates beside words such as "born", and phrases of a text to mark that nobody marked.

use std::ops::Range;

use crate::course::read::Section;
use crate::diagnostic::code::{B411, B701, B705};
use crate::diagnostic::{Diagnostic, Severity};
use crate::question::in_single_brackets;

use super::dates::dates;
use super::{File, Looked, MadeUp};

/// Words before a full date that make it a patient's, in the languages of courses seen so far.
const BESIDE_DATES: [&str; 20] = [
    "born",
    "born on",
    "dob",
    "date of birth",
    "admitted",
    "admitted on",
    "geb",
    "geboren",
    "geboren am",
    "geburtsdatum",
    "aufgenommen am",
    "nacido el",
    "nacida el",
    "fecha de nacimiento",
    "ingresado el",
    "ingresada el",
    "né le",
    "née le",
    "date de naissance",
    "admis le",
];

/// Words before a number that make it an insurer's.
const INSURERS: [&str; 8] =
    ["insurance no", "insurance number", "policy no", "policy number", "member id", "member no", "member number", "medicare no"];

/// Neither a full date nor an insurer's number has fewer digits: one is a day, perhaps a month, and a year.
const FEWEST: usize = 5;

pub(super) fn run(file: &File<'_, '_>, looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let fictional = looked.draft.table("check").map(|table| table.lines("fictional")).unwrap_or_default();
    for MadeUp { section, setting, text, digits } in &file.made_up {
        if *digits >= FEWEST {
            patient(section, setting.value_at.start, text, found);
        }
        if setting.name == "mark" {
            unmarked(section, setting.value_at.start, text, &fictional, found);
            lone(section, setting.value_at.start, text, found);
        }
    }
}

fn patient(section: &Section, start: usize, text: &str, found: &mut Vec<Diagnostic>) {
    let mut complain = |from: usize, to: usize, says: &str, help: &str| {
        let place = section.parts.place(&(start + from..start + to));
        found.push(Diagnostic::new(&B701, "a made-up post must not hold a number that could be real", place, says).help(help));
    };
    let has_year = text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    let dates = if has_year { dates(text) } else { Vec::new() };
    for date in dates.into_iter().filter(|date| date.whole) {
        if let Some(from) = begins_with(text, date.span.start, &BESIDE_DATES) {
            complain(from, date.span.end, "a full date that could be a patient's", "write the year alone, or leave the date out");
        }
    }
    for number in numbers(text, 6) {
        let nothing = text.get(number.clone()).is_some_and(|digits| digits.bytes().all(|digit| matches!(digit, b'0' | b'-')));
        if let Some(from) = begins_with(text, number.start, &INSURERS).filter(|_| !nothing) {
            complain(from, number.end, "looks like a real insurance number", "write zeros, or leave the number out");
        }
    }
}

/// Returns where one of these words begins, if it stands right before a place.
fn begins_with(text: &str, before: usize, words: &[&str]) -> Option<usize> {
    let leading = text.get(..before)?.trim_end_matches([' ', ':', '#', '.', '-']);
    let ends = |word: &&&str| {
        let from = leading.len().checked_sub(word.len())?;
        let same = leading.get(from..)?.eq_ignore_ascii_case(word);
        let alone = leading.get(..from)?.chars().next_back().is_none_or(|letter| !letter.is_alphanumeric());
        (same && alone).then_some(from)
    };
    words.iter().filter_map(|word| ends(&word)).min()
}

/// Returns runs of digits with hyphens between them, of at least so many digits.
fn numbers(text: &str, fewest: usize) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.bytes().enumerate().filter(|(_, letter)| letter.is_ascii_digit()) {
        match runs.last_mut() {
            Some(run) if text.get(run.end..at).is_some_and(|gap| gap.is_empty() || gap == "-") => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    let digits = |run: &Range<usize>| text.get(run.clone()).unwrap_or("").bytes().filter(u8::is_ascii_digit).count();
    runs.retain(|run| digits(run) >= fewest);
    runs
}

/// Phrases between single brackets, beside others that are marked: they are words that a learner reads, brackets and all.
fn lone(section: &Section, start: usize, text: &str, found: &mut Vec<Diagnostic>) {
    for (inside, at) in in_single_brackets(&outside(text)).into_iter().filter(|(inside, _)| !inside.contains('|')) {
        let is_square = text.get(at.start..=at.start) == Some("[");
        if !is_square || !text.contains("[[") {
            continue;
        }
        let place = section.parts.place(&(start + at.start..start + at.end));
        let complaint = Diagnostic::new(&B411, "a bracket has no partner", place, "single brackets mark nothing");
        let complaint = complaint.help(format!("write `[[{inside}|why]]` if it identifies somebody, else leave the brackets out"));
        found.push(Diagnostic { severity: Severity::Warning, ..complaint });
    }
}

/// Phrases outside the brackets that identify somebody: learners would lose points for being right.
fn unmarked(section: &Section, start: usize, text: &str, fictional: &[String], found: &mut Vec<Diagnostic>) {
    let outside = outside(text);
    let mut phrases: Vec<(Range<usize>, &str, &str)> = Vec::new();
    let days: &[&str] = if outside.contains("day") { &WEEKDAYS } else { &[] };
    for (day, at) in days.iter().flat_map(|day| outside.match_indices(day).map(move |(at, _)| (day, at))) {
        phrases.push((at..at + day.len(), "a weekday", "A weekday narrows it to one short list."));
    }
    for date in dates(&outside) {
        phrases.push((date.span, "a date", "A date leads to one day's patients."));
    }
    let ages: &[&str] = if outside.contains("old") { &["-year-old", " years old"] } else { &[] };
    for (at, sign) in ages.iter().flat_map(|sign| outside.match_indices(sign)) {
        let digits = outside.get(..at).unwrap_or("").bytes().rev().take_while(u8::is_ascii_digit).count();
        let age = outside.get(at - digits..at).and_then(|age| age.parse::<u32>().ok());
        if age.is_some_and(|age| age > 89) {
            phrases.push((at - digits..at + sign.len(), "an age over 89", "Ages over 89 count as an identifier."));
        }
    }
    let pictures: &[&str] = if outside.contains("photo") || outside.contains("picture") { &PICTURES } else { &[] };
    for (words, (at, _)) in pictures.iter().flat_map(|words| outside.match_indices(words).map(move |found| (words, found))) {
        phrases.push((at..at + words.len(), "a picture", "A picture shows more than words say."));
    }
    for number in numbers(&outside, 5) {
        phrases.push((number, "a number", "A number leads to one record."));
    }
    for name in fictional.iter().filter(|name| name.len() > 2) {
        let places = outside.match_indices(name.as_str()).map(|(at, _)| at);
        phrases.extend(places.map(|at| (at..at + name.len(), "a name or place", "A name or a place leads to one person.")));
    }
    phrases.sort_by_key(|(span, ..)| (span.start, span.end));
    let mut until = 0;
    let single: Vec<_> = in_single_brackets(&outside).into_iter().filter(|(inside, _)| inside.contains('|')).collect();
    for (span, what, why) in phrases {
        if span.start < until || single.iter().any(|(_, single)| single.contains(&span.start)) {
            continue; // part of a phrase that was told
        }
        until = span.end;
        let words = text.get(span.clone()).unwrap_or("");
        found.push(
            Diagnostic::new(
                &B705,
                "this phrase identifies somebody and is not marked",
                section.parts.place(&(start + span.start..start + span.end)),
                format!("{what}, outside the brackets"),
            )
            .help(format!("write `[[{words}|{why}]]`"))
            .note("else learners lose points for being right. Looked for: ages, weekdays, dates, places in `fictional`, numbers, pictures"),
        );
    }
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Words that say that a picture is shown.
const PICTURES: [&str; 6] = ["photo attached", "photo below", "picture attached", "picture below", "pictured here", "see the photo"];

/// Returns a text with its marked phrases blanked, byte for byte as long as before.
fn outside(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let open = [rest.find("[["), rest.find("((")].into_iter().flatten().min();
        let Some(open) = open else { break };
        let close = if rest.get(open..).is_some_and(|inside| inside.starts_with("[[")) { "]]" } else { "))" };
        let Some(end) = rest.get(open..).and_then(|inside| inside.find(close)).map(|end| open + end + 2) else { break };
        left.push_str(rest.get(..open).unwrap_or(""));
        left.push_str(&" ".repeat(end - open));
        rest = rest.get(end..).unwrap_or("");
    }
    left.push_str(rest);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_is_looked_past_and_nothing_moves() {
        let text = "A [[b|é]] ((c)) d [[e";
        let left = outside(text);
        assert_eq!((left.len(), left.trim_end()), (text.len(), "A                d [[e"));
    }

    #[test]
    fn words_before_a_number_count_only_when_they_stand_alone() {
        assert_eq!(begins_with("She was born on 1 May", 16, &BESIDE_DATES), Some(8));
        assert_eq!(begins_with("A newborn 1 May", 10, &BESIDE_DATES), None);
    }
}
