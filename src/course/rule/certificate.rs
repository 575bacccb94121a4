//! The certificate asks for things that can be done.

use std::collections::BTreeSet;

use crate::course::read::Section;
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

/// What is asked for and cannot be done, or shall not be.
fn needs(looked: &Looked<'_>, table: &Section, counts: impl Fn(Wrong) -> bool, found: &mut Vec<Diagnostic>) {
    let steps = Steps::of(looked);
    for word in table.parts.lines("needs") {
        if let Some((wrong, message, help)) = steps.wrong(word.markdown()).filter(|(wrong, ..)| counts(*wrong)) {
            found.push(Diagnostic::new(&B905, message, table.parts.place(&quoted(&word.span)), wrong.says()).help(help));
        }
    }
}

/// What is wrong with a step that is asked for.
#[derive(Clone, Copy)]
enum Wrong {
    /// Nothing in the course is called so.
    Unknown,
    /// It is hidden, so nobody can do it.
    Draft,
    /// It is hidden for good.
    Retired,
    /// It is to be hidden for good, and is there.
    RetiredAndThere,
}

impl Wrong {
    const fn says(self) -> &'static str {
        match self {
            Self::Unknown => "not in the course",
            Self::Draft => "a draft, so nobody can finish it",
            Self::Retired => "retired, so nobody is asked for it",
            Self::RetiredAndThere => "retired, and asked for as long as it is there",
        }
    }

    /// Whether the course is shut until it is mended. What the course cannot show is asked of nobody, so the certificate would come without
    /// what it is given for. What was retired is no longer meant to be needed.
    const fn shuts(self) -> bool {
        matches!(self, Self::Unknown | Self::Draft)
    }
}

/// The ids of a course's steps.
struct Steps<'l> {
    /// As the files come.
    all: Vec<&'l str>,
    known: BTreeSet<&'l str>,
    /// Those of which something is no draft.
    shown: BTreeSet<&'l str>,
    retired: Vec<String>,
}

impl<'l> Steps<'l> {
    fn of(looked: &'l Looked<'_>) -> Self {
        let all = || looked.lessons.iter().chain(&looked.quizzes);
        let ids: Vec<&str> = all().map(|(id, _)| id.as_str()).collect();
        Self {
            known: ids.iter().copied().collect(),
            all: ids,
            shown: all().filter(|(_, sheet)| !sheet.top.flag("draft")).map(|(id, _)| id.as_str()).collect(),
            retired: looked.draft.course.as_ref().map(|sheet| sheet.top.lines("retired")).unwrap_or_default(),
        }
    }

    /// Returns what is wrong with a step that is asked for, what to say of it, and what to do.
    fn wrong(&self, id: &str) -> Option<(Wrong, &'static str, String)> {
        const NOBODY: &str = "nobody can earn the certificate";
        const RETIRED: &str = "the certificate asks for what is retired";
        if !self.known.contains(id) {
            let near = nearest(id, self.all.iter().copied());
            let help = near.map_or_else(|| format!("take `{id}` out"), |near| format!("did you mean `{near}`?"));
            return Some((Wrong::Unknown, NOBODY, help));
        }
        match (self.shown.contains(id), self.retired.iter().any(|gone| gone == id)) {
            (false, false) => Some((Wrong::Draft, NOBODY, format!("take `{id}` out, or finish the draft"))),
            (false, true) => Some((Wrong::Retired, RETIRED, format!("take `{id}` out"))),
            (true, true) => Some((Wrong::RetiredAndThere, RETIRED, format!("take `{id}` out"))),
            (true, false) => None,
        }
    }
}

/// The same for a course that is about to be opened: of what keeps it shut.
pub(super) fn missing(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    if let Some(table) = looked.draft.table("certificate") {
        needs(looked, table, Wrong::shuts, found);
    }
}

fn is_needed(finding: &Diagnostic, table: &Section) -> bool {
    let inside = |word: &Words| quoted(&word.span) == finding.primary.place.span;
    table.parts.lines("needs").iter().any(inside)
}
