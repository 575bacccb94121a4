//! Ids that name two things: results could not be told apart.

use std::collections::HashMap;

use crate::course::read::Section;
use crate::diagnostic::code::B201;
use crate::diagnostic::{Diagnostic, Place};

use super::Looked;

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for (sheets, noun) in [(&looked.lessons, "lessons"), (&looked.quizzes, "quizzes")] {
        report(noun, "course", sheets.iter().map(|(id, sheet)| (id.as_str(), &*sheet.top)), found);
    }
    for (_, lesson) in &looked.lessons {
        report("pages", "lesson", lesson.top.sections.iter().filter_map(written), found);
    }
    report("questions", "course", looked.questions().filter_map(written), found);
}

fn written(section: &Section) -> Option<(&str, &Section)> {
    Some((section.parts.words("id")?.markdown(), section))
}

/// Returns where an id stands, or where a file begins that has none of its own.
fn place(section: &Section) -> Place {
    section.parts.setting("id").map_or_else(|| section.begins(), |id| section.parts.place(&id.value_at))
}

fn report<'a>(noun: &str, within: &str, ids: impl Iterator<Item = (&'a str, &'a Section)>, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&str, &Section> = HashMap::new();
    for (id, section) in ids {
        let before = *first.entry(id).or_insert(section);
        if std::ptr::eq(before, section) {
            continue;
        }
        let singular = if noun == "quizzes" { "quiz" } else { noun.trim_end_matches('s') };
        found.push(
            Diagnostic::new(&B201, format!("two {noun} are called `{id}`"), place(section), format!("second {singular} with this id"))
                .and(place(before), "the first one")
                .help(format!("call this one `{id}-2`, or say what is different about it"))
                .note(format!("learners' results are kept under the id, so it must be the only one in the {within}")),
        );
    }
}
