//! Teaching points: each is tested, and what is tested is taught.

use std::collections::BTreeSet;

use crate::diagnostic::code::{B901, B902};
use crate::diagnostic::{Diagnostic, Place};

use super::Looked;

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(course) = &looked.draft.course else { return };
    let points = course.top.named("points");
    // A large course tests and teaches its points again and again, and is done with when each was met once.
    let mut untested: BTreeSet<&str> = points.iter().map(|point| point.name.as_str()).collect();
    let mut untaught = untested.clone();
    for section in looked.sections() {
        if let Some(point) = section.parts.words("tests") {
            untested.remove(point.markdown());
        }
        for point in section.parts.lines("teaches") {
            untaught.remove(point.markdown());
        }
        if untested.is_empty() && untaught.is_empty() {
            return;
        }
    }
    if looked
        .draft
        .lessons
        .iter()
        .chain(&looked.draft.quizzes)
        .any(|sheet| sheet.top.holed || sheet.top.sections.iter().any(|section| section.holed))
    {
        return; // what seems to be missing may stand in what could not be read
    }
    for point in points {
        let name = point.name.as_str();
        let place = Place { file: course.file.clone(), span: point.named_at.clone() };
        if untested.contains(name) {
            found.push(
                Diagnostic::new(
                    &B901,
                    format!("the teaching point `{name}` is never tested"),
                    place,
                    format!("no question has `tests = \"{name}\"`"),
                )
                .help(format!("add `tests = \"{name}\"` to a question about it")),
            );
        } else if untaught.contains(name) {
            found.push(
                Diagnostic::new(
                    &B902,
                    format!("the teaching point `{name}` is tested and never taught"),
                    place,
                    "no lesson or page has it in `teaches`",
                )
                .help("add it to `teaches` in the lesson that covers it"),
            );
        }
    }
}
