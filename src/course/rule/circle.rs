//! Lessons and quizzes that wait for each other, so that nobody can start them.

use std::collections::BTreeMap;

use crate::course::read::Sheet;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B304;
use crate::prose::Words;

use super::{Looked, quoted};

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for (sheets, noun) in [(&looked.lessons, "lesson"), (&looked.quizzes, "quiz")] {
        let waits: BTreeMap<&str, (&Sheet, &[Words])> =
            sheets.iter().map(|(id, sheet)| (id.as_str(), (*sheet, sheet.top.parts.lines("needs")))).collect();
        let mut told: Vec<&str> = Vec::new();
        for id in waits.keys().rev().copied() {
            if told.contains(&id) {
                continue;
            }
            let Some(way) = way_back(id, &waits) else { continue };
            told.extend(&way);
            report(&way, &waits, noun, found);
        }
    }
}

/// Returns the shortest way from something along its needs back to itself.
fn way_back<'a>(id: &'a str, waits: &BTreeMap<&'a str, (&Sheet, &'a [Words])>) -> Option<Vec<&'a str>> {
    let mut ways = std::collections::VecDeque::from([vec![id]]);
    let mut seen = Vec::new();
    while let Some(way) = ways.pop_front() {
        let (_, needs) = waits.get(*way.last()?)?;
        for need in needs.iter().map(Words::markdown) {
            if need == id {
                return Some(way);
            }
            if waits.contains_key(need) && !seen.contains(&need) {
                seen.push(need);
                ways.push_back(way.iter().copied().chain([need]).collect());
            }
        }
    }
    None
}

fn report(way: &[&str], waits: &BTreeMap<&str, (&Sheet, &[Words])>, noun: &str, found: &mut Vec<Diagnostic>) {
    let mut complaint: Option<Diagnostic> = None;
    for (place, id) in way.iter().enumerate() {
        let next = way.get(place + 1).or_else(|| way.first());
        let Some((sheet, needs)) = waits.get(id) else { continue };
        let Some(word) = needs.iter().find(|word| Some(&word.markdown()) == next) else { continue };
        let at = sheet.top.parts.place(&quoted(&word.span));
        complaint = Some(match complaint {
            None if way.len() == 1 => {
                Diagnostic::new(&B304, format!("no learner can ever start this {noun}"), at, format!("this {noun} waits for itself"))
            }
            None => {
                let more = if noun == "quiz" { "quizzes" } else { "lessons" };
                Diagnostic::new(&B304, format!("no learner can ever start these {more}"), at, format!("this {noun} waits for that one"))
            }
            Some(complaint) => complaint.and(at, "and that one waits for this one"),
        });
    }
    let count = match way.len() {
        1 => "delete it".to_owned(),
        2 => "delete one of the two".to_owned(),
        many => format!("delete one of the {many}"),
    };
    found.extend(complaint.map(|complaint| complaint.help(count)));
}
