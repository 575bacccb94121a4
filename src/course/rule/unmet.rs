//! What learners could never finish, or never meet: more ticks than there are things to tick, a lesson without a page, a second quiz of one
//! lesson, a file where none is read.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::course::Step;
use crate::course::setting::Site;
use crate::diagnostic::code::{B011, B103, B104};
use crate::diagnostic::{Diagnostic, Place};

use super::{File, Looked};

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for section in &file.sections {
        let Some(list) = section.parts.list("checklist").filter(|list| list.broken.is_empty()) else { continue };
        let (must, items) = (section.count("must"), list.items().count());
        let Some(setting) = section.parts.setting("must").filter(|_| usize::try_from(must).is_ok_and(|must| must > items)) else {
            continue;
        };
        let at = section.parts.place(&setting.value_at);
        found.push(
            Diagnostic::new(&B104, format!("`must` must be between 0 and {items}"), at, format!("more than the {items} to tick"))
                .help(format!("write `must = {items}` where all are to be ticked")),
        );
    }
    let top = &file.sheet.top;
    let bare = top.sections.is_empty() && !top.holed && top.parts.unread.is_empty();
    if top.site == Site::Lesson && bare && !top.flag("draft") {
        found.push(
            Diagnostic::new(&B103, "a lesson needs a page", top.begins(), "no `[[page]]` in this file")
                .help("add `[[page]]` and below it `text = \"…\"`; or write `draft = true` while you work on it"),
        );
    }
}

pub(super) fn course(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    another_quiz(looked, found);
    not_read(looked, found);
}

/// Quizzes of a lesson that has another: learners meet that one only.
fn another_quiz(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(course) = looked.course else { return };
    let met: BTreeSet<&Step> = course.order.iter().collect();
    let is_met = |id: &crate::id::QuizId| met.contains(&Step::Quiz(id.clone()));
    for quiz in course.quizzes.iter().filter(|quiz| !is_met(&quiz.id)) {
        let Some(lesson) = &quiz.lesson else { continue };
        let other = course.quizzes.iter().find(|other| other.lesson.as_ref() == Some(lesson) && is_met(&other.id));
        let begins = |file: &Arc<str>| looked.quizzes.iter().find(|(_, sheet)| sheet.file == *file).map(|(_, sheet)| sheet.top.begins());
        let Some((other, here)) = other.and_then(|other| begins(&other.file)).zip(begins(&quiz.file)) else { continue };
        let id = &quiz.id;
        found.push(
            Diagnostic::new(
                &B011,
                format!("the lesson `{lesson}` has another quiz, so that learners never meet `{id}`"),
                here,
                "this quiz is in no learner's course",
            )
            .and(other, "the quiz that learners take")
            .help(format!("name it in the `order` of course.toml, where learners shall meet it: `\"{id}\"`"))
            .help("or write `draft = true` while you work on it"),
        );
    }
}

/// Files in a folder below that of the lessons or quizzes, where none is read.
fn not_read(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for path in looked.files.texts.keys().filter(|path| path.ends_with(".toml")) {
        let below = [("lessons/", "lesson"), ("quizzes/", "quiz")].into_iter();
        let below = below.filter_map(|(folder, noun)| Some((folder, noun, path.strip_prefix(folder)?.rsplit_once('/')?.1)));
        for (folder, noun, name) in below {
            let some = looked.files.text(path).is_some_and(|text| !text.is_empty());
            let place = Place { file: path.clone(), span: 0..usize::from(some) };
            let message = format!("this file is not read as a {noun}");
            found.push(
                Diagnostic::new(&B011, message, place, format!("it lies in a folder below `{folder}`"))
                    .help(format!("move it up: `{folder}{name}`")),
            );
        }
    }
}
