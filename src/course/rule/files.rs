//! Files and what each must have: a course file, required settings, names that can be ids, a place in the order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::course::read::Sheet;
use crate::course::setting::{Fallback, Site};
use crate::diagnostic::code::{B011, B013, B103};
use crate::diagnostic::{Diagnostic, Place};
use crate::id::{LessonId, PageId};

use super::{Looked, copies};

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    if !looked.files.texts.contains_key("course.toml") {
        let place = Place { file: "course.toml".into(), span: 0..0 };
        found.push(
            Diagnostic::new(&B103, "this folder has no `course.toml`", place, "")
                .help("write one: `format = 1`, `id = \"…\"`, `title = \"…\"`, and `version = \"0.1\"`, each on a line of its own"),
        );
    }
    if let Some(sheet) = &looked.draft.course {
        required(sheet, found);
    }
    for sheet in &looked.draft.lessons {
        required(sheet, found);
    }
    let copies = copies::copies(looked);
    for sheet in looked.draft.lessons.iter().chain(&looked.draft.quizzes) {
        name(sheet, copies.get(&sheet.file).map(|original| &**original), found);
    }
    unlisted(looked, copies, found);
}

/// What the course's own file lacks and a department goes by: which course it is, which version of it, and what a certificate calls it.
pub(super) fn unnamed(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    if let Some(sheet) = &looked.draft.course {
        lacks(sheet, |name| ["id", "title", "version"].contains(&name), found);
    }
}

fn required(sheet: &Sheet, found: &mut Vec<Diagnostic>) {
    lacks(sheet, |_| true, found);
}

fn lacks(sheet: &Sheet, wanted: impl Fn(&str) -> bool, found: &mut Vec<Diagnostic>) {
    let top = &sheet.top;
    if top.holed {
        return;
    }
    let is_missing = |name: &str| wanted(name) && !top.has(name);
    for row in top.site.rows().iter().filter(|row| row.fallback == Fallback::Required && is_missing(row.name)) {
        let example = match row.name {
            "format" => "format = 1".to_owned(),
            "version" => "version = \"0.1\"".to_owned(),
            name => format!("{name} = \"…\""),
        };
        found.push(
            Diagnostic::new(
                &B103,
                format!("{} needs `{}`", top.site.called(), row.name),
                top.begins(),
                format!("no `{}` in this file", row.name),
            )
            .help(format!("add `{example}`: {}", row.about)),
        );
    }
}

fn name(sheet: &Sheet, copied: Option<&str>, found: &mut Vec<Diagnostic>) {
    if sheet.top.has("id") || LessonId::new(&sheet.stem).is_ok() {
        return;
    }
    // Of a quiz that is a copy it is said where its ids are (B201).
    if copied.is_some() && sheet.top.site == Site::Quiz {
        return;
    }
    let noun = sheet.top.site.noun();
    let complaint = Diagnostic::new(
        &B013,
        format!("`{}` cannot be an id", sheet.stem),
        sheet.top.begins(),
        format!("the file name becomes the {noun}'s id"),
    );
    found.push(match (copied, PageId::nearest(&sheet.stem)) {
        (Some(original), _) => complaint.help(copies::help(original)),
        (None, Some(near)) => complaint.help(format!("rename the file to `{near}.toml`, or give the {noun} an `id`")),
        (None, None) => complaint.help(format!("rename the file to a short word, or give the {noun} an `id`")),
    });
}

/// So many ids are written out; a longer order is added to by whoever wrote it.
const LONG_ORDER: usize = 20;

/// Lessons that the course's order does not name.
fn unlisted(looked: &Looked<'_>, copies: &BTreeMap<Arc<str>, Arc<str>>, found: &mut Vec<Diagnostic>) {
    let Some(course) = looked.draft.course.as_ref().filter(|sheet| sheet.top.parts.setting("order").is_some()) else { return };
    let order = course.top.lines("order");
    let known = looked.lessons.iter().chain(&looked.quizzes).map(|(id, _)| id.as_str());
    let known: BTreeSet<&str> = known.collect();
    let named: BTreeSet<&str> = order.iter().map(String::as_str).collect();
    let unknown: Vec<&str> = named.difference(&known).copied().collect();
    let alone =
        |file: &str| looked.course.is_some_and(|course| course.quizzes.iter().any(|quiz| *quiz.file == *file && quiz.lesson.is_none()));
    let quizzes = looked.quizzes.iter().filter(|(_, sheet)| alone(&sheet.file));
    for (id, sheet) in looked.lessons.iter().chain(quizzes).filter(|(id, sheet)| !named.contains(id.as_str()) && !sheet.top.flag("draft")) {
        // A copy is to be taken away, and not to be added.
        if copies.contains_key(&*sheet.file) {
            continue;
        }
        // A misspelt name in `order` was probably meant for this lesson.
        if unknown.iter().any(|name| crate::diagnostic::nearest(name, [id.as_str()]).is_some()) {
            continue;
        }
        let noun = if sheet.top.site == Site::Lesson { "lesson" } else { "quiz" };
        let line = if order.len() > LONG_ORDER {
            format!("add `\"{id}\"` to `order`, where learners shall meet it")
        } else {
            let listed: Vec<String> = order.iter().chain([id]).map(|id| format!("\"{id}\"")).collect();
            format!("add it: `order = [{}]`", listed.join(", "))
        };
        found.push(
            Diagnostic::new(
                &B011,
                format!("the {noun} `{id}` is not listed in `order`"),
                sheet.top.begins(),
                format!("this {noun} is in no learner's course"),
            )
            .help(line)
            .help("or write `draft = true` while you work on it"),
        );
    }
}
