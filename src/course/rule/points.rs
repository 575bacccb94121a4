//! Teaching points: each is tested, and what is tested is taught.

use crate::diagnostic::code::{B901, B902};
use crate::diagnostic::{Diagnostic, Place};

use super::Looked;

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(course) = &looked.draft.course else { return };
    if looked
        .draft
        .lessons
        .iter()
        .chain(&looked.draft.quizzes)
        .any(|sheet| sheet.top.holed || sheet.top.sections.iter().any(|section| section.holed))
    {
        return; // what seems to be missing may stand in what could not be read
    }
    let sections: Vec<_> = looked.sections().collect();
    let tested: Vec<&str> = sections.iter().filter_map(|section| Some(section.parts.words("tests")?.markdown())).collect();
    let taught: Vec<&str> = sections.iter().flat_map(|section| section.parts.lines("teaches")).map(crate::prose::Words::markdown).collect();
    for point in course.top.named("points") {
        let name = point.name.as_str();
        let place = Place { file: course.file.clone(), span: point.named_at.clone() };
        if !tested.contains(&name) {
            found.push(
                Diagnostic::new(
                    &B901,
                    format!("the teaching point `{name}` is never tested"),
                    place,
                    format!("no question has `tests = \"{name}\"`"),
                )
                .help(format!("add `tests = \"{name}\"` to a question about it")),
            );
        } else if !taught.contains(&name) {
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
