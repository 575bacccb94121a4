//! Ids that name two things: results could not be told apart.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::course::read::Section;
use crate::diagnostic::code::B201;
use crate::diagnostic::{Diagnostic, Place};

use super::Looked;

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for (sheets, noun) in [(&looked.lessons, "lessons"), (&looked.quizzes, "quizzes")] {
        let places = sheets.iter().map(|(id, sheet)| {
            (id.as_str(), sheet.top.parts.setting("id").map_or_else(|| sheet.top.begins(), |id| sheet.top.parts.place(&id.value_at)))
        });
        report(noun, "course", places, found);
    }
    for (_, lesson) in &looked.lessons {
        report("pages", "lesson", lesson.top.sections.iter().filter_map(written), found);
    }
    report("questions", "course", looked.questions().filter_map(written), found);
}

fn written(section: &Section) -> Option<(&str, Place)> {
    let id = section.parts.setting("id")?;
    Some((section.parts.words("id")?.markdown(), section.parts.place(&Range::clone(&id.value_at))))
}

fn report<'a>(noun: &str, within: &str, ids: impl Iterator<Item = (&'a str, Place)>, found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, Place> = BTreeMap::new();
    for (id, place) in ids {
        let Some(before) = first.get(id) else {
            first.insert(id, place);
            continue;
        };
        let singular = if noun == "quizzes" { "quiz" } else { noun.trim_end_matches('s') };
        found.push(
            Diagnostic::new(&B201, format!("two {noun} are called `{id}`"), place, format!("second {singular} with this id"))
                .and(before.clone(), "the first one")
                .help(format!("call this one `{id}-2`, or say what is different about it"))
                .note(format!("learners' results are kept under the id, so it must be the only one in the {within}")),
        );
    }
}
