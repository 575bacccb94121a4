//! The certificate asks for things that can be done.

use crate::course::read::{Section, Sheet};
use crate::diagnostic::code::{B301, B905};
use crate::diagnostic::{Diagnostic, nearest};
use crate::prose::Words;

use super::{Looked, quoted};

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(table) = looked.draft.table("certificate") else { return };
    // What is not in the course at all is told as a broken reference already.
    found.retain(|finding| !(*finding.code == B301 && *finding.primary.place.file == *table.parts.file && is_needed(finding, table)));
    if let Some(setting) = table.parts.setting("needs").filter(|_| table.parts.lines("needs").is_empty()) {
        let place = table.parts.place(&setting.value_at);
        found.push(
            Diagnostic::new(&B905, "nobody can earn the certificate", place, "nothing is asked for, so nothing earns it")
                .help("take the line out: then all lessons and quizzes are needed"),
        );
    }
    needs(looked, table, |_| true, found);
}

/// What is asked for and cannot be done. A step that the course does not have is asked of nobody, so the certificate would come without.
fn needs(looked: &Looked<'_>, table: &Section, wanted: impl Fn(&str) -> bool, found: &mut Vec<Diagnostic>) {
    for word in table.parts.lines("needs").iter().filter(|word| wanted(word.markdown())) {
        let id = word.markdown();
        let all: Vec<&(String, &Sheet)> = looked.lessons.iter().chain(&looked.quizzes).filter(|(name, _)| name == id).collect();
        let (says, help) = if all.is_empty() {
            let near = nearest(id, looked.lessons.iter().chain(&looked.quizzes).map(|(id, _)| id.as_str()));
            ("not in the course", near.map_or_else(|| format!("take `{id}` out"), |near| format!("did you mean `{near}`?")))
        } else if all.iter().all(|(_, sheet)| sheet.top.flag("draft")) {
            ("a draft, so nobody can finish it", format!("take `{id}` out, or finish the draft"))
        } else if looked.draft.course.as_ref().is_some_and(|sheet| sheet.top.lines("retired").iter().any(|gone| gone == id)) {
            ("retired, so nobody is asked for it", format!("take `{id}` out"))
        } else {
            continue;
        };
        found.push(Diagnostic::new(&B905, "nobody can earn the certificate", table.parts.place(&quoted(&word.span)), says).help(help));
    }
}

/// The same for a course that is about to be opened: of what nobody knows. What was made a draft or retired was asked of learners once, and they
/// are told what still is.
pub(super) fn missing(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    if let Some(table) = looked.draft.table("certificate") {
        needs(looked, table, |id| looked.lesson(id).is_none() && !looked.has_quiz(id), found);
    }
}

fn is_needed(finding: &Diagnostic, table: &Section) -> bool {
    let inside = |word: &Words| quoted(&word.span) == finding.primary.place.span;
    table.parts.lines("needs").iter().any(inside)
}
