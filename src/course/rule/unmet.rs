//! What learners could never finish, or never meet: more ticks than there are things to tick, a lesson without a page, a second quiz of one
//! lesson, a file where none is read.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::course::setting::Site;
use crate::course::{Quiz, Step};
use crate::diagnostic::code::{B011, B103, B104, B906};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::language::Tag;
use crate::source::nearly_part;

use super::translated::language_called;
use super::{File, Looked, quoted};

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
    found.extend(looked.files.beside.iter().filter_map(|(path, text)| miscalled(path, looked).or_else(|| beside(path, text))));
    languages(looked, found);
}

/// A folder of nearly the name of one of the course's.
fn miscalled(path: &Arc<str>, looked: &Looked<'_>) -> Option<Diagnostic> {
    let part = nearly_part(path).filter(|_| !path.contains(['.', '/']))?;
    let is_there = looked.files.texts.keys().any(|file| file.split('/').next() == Some(part));
    let place = Place { file: path.clone(), span: 0..0 };
    let help = if is_there { format!("move its files to `{part}/`") } else { format!("call it `{part}`") };
    let complaint = Diagnostic::new(&B011, format!("the folder `{path}` is not read"), place, "no folder of a course is called so");
    Some(complaint.help(help).note("the folders of a course are `lessons`, `quizzes`, `shared`, `translations`, and `img`"))
}

/// Words in languages that nobody can ask for, and languages that are promised and have no words.
fn languages(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let there: BTreeSet<&str> =
        looked.files.texts.keys().filter_map(|path| Some(path.strip_prefix("translations/")?.split_once('/')?.0)).collect();
    for folder in &there {
        let path = format!("translations/{folder}");
        let told = |message: String, says: &str| Diagnostic::new(&B011, message, Place { file: path.as_str().into(), span: 0..0 }, says);
        let Some(tag) = Tag::read(folder) else {
            let help = match language_called(folder) {
                Some(code) => format!("call it `translations/{code}`"),
                None => "call it by the language's tag, such as `translations/es`".to_owned(),
            };
            found.push(told(format!("no learner is shown the words in `{path}`"), "not the tag of a language").help(help));
            continue;
        };
        let own = looked.course.and_then(|course| Tag::read(&course.language)).filter(|own| own.main() == tag.main());
        if let Some(own) = own {
            let message = format!("no learner is shown the words in `{path}`");
            let complaint = told(message, &format!("the course itself is in `{own}`, and so is shown to whoever reads that"));
            found.push(complaint.help("take the folder away, or write its words into the course's own files"));
            continue;
        }
        let (main, rest) = folder.split_once('-').map_or((*folder, ""), |(main, rest)| (main, rest));
        if main != tag.main() {
            let rest = if rest.is_empty() { String::new() } else { format!("-{rest}") };
            let complaint = told(format!("`{path}` is not called as a language is"), "a language's tag is in small letters");
            found.push(complaint.help(format!("call it `translations/{}{rest}`", tag.main())));
        }
    }
    let Some(sheet) = &looked.draft.course else { return };
    for line in sheet.top.parts.lines("translations") {
        let written = line.markdown();
        if there.iter().any(|folder| folder.eq_ignore_ascii_case(written)) {
            continue;
        }
        let place = sheet.top.parts.place(&quoted(&line.span));
        let complaint =
            Diagnostic::new(&B906, format!("the course has no words in `{written}`"), place, format!("no `translations/{written}/`"));
        found.push(match nearest(written, there.iter().copied()) {
            Some(near) => complaint.help(format!("did you mean `{near}`?")),
            None => complaint.help("put them there, or take the language out of the list"),
        });
    }
}

/// How the name of a text ends, in small letters.
const ENDING: &str = ".toml";

/// What seems to be meant for a part of the course, and lies where none is read or under a name that is not.
fn beside(path: &Arc<str>, text: &str) -> Option<Diagnostic> {
    let told = |message: String, says: &str| Diagnostic::new(&B011, message, Place { file: path.clone(), span: 0..0 }, says);
    let small = path.to_ascii_lowercase();
    if let Some(name) = small.strip_suffix(".toml.txt").and_then(|stem| path.get(..stem.len() + ENDING.len())) {
        let complaint = told(format!("`{path}` is not read"), "another ending than `.toml`");
        return Some(complaint.help(format!("call it `{name}`")).note("some systems do not show the last part of a file's name"));
    }
    if let Some(stem) = path.get(..path.len().saturating_sub(ENDING.len())).filter(|_| small.ends_with(ENDING) && !path.ends_with(ENDING)) {
        let small = if path.contains('/') { format!("{stem}.toml") } else { small };
        return Some(told(format!("`{path}` is not read"), "capitals count").help(format!("call it `{small}`")));
    }
    if text.is_empty() {
        return (*small != **path).then(|| told(format!("`{path}` is not read"), "capitals count").help(format!("call it `{small}`")));
    }
    let begins = |header: &str| text.lines().any(|line| line.trim_start().starts_with(header));
    let (folder, noun) = match (begins("[[page]]"), begins("[[question]]")) {
        (true, _) => ("lessons", "lesson"),
        (_, true) => ("quizzes", "quiz"),
        _ => return None,
    };
    let complaint = told(format!("`{path}` is not read as a {noun}"), "it lies beside course.toml");
    Some(complaint.help(format!("move it to `{folder}/{path}`")))
}

/// Quizzes of a lesson that has another: learners meet that one only.
fn another_quiz(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(course) = looked.course else { return };
    let met: BTreeSet<&Step> = course.order.iter().collect();
    let is_met = |id: &crate::id::QuizId| met.contains(&Step::Quiz(id.clone()));
    for quiz in course.quizzes.iter().filter(|quiz| !is_met(&quiz.id)) {
        let Some(lesson) = &quiz.lesson else { continue };
        let chosen = course.lessons.iter().find(|each| each.id == *lesson).and_then(|each| each.quiz.as_ref());
        let takes = |other: &Quiz| chosen.map_or(other.lesson.as_ref() == Some(lesson), |id| other.id == *id);
        let other = course.quizzes.iter().find(|other| takes(other) && is_met(&other.id));
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
