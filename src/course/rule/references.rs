//! Names that must be names of something: lessons, pages, quizzes, pools, and teaching points.

use std::ops::Range;

use crate::course::read::Section;
use crate::course::setting::Site;
use crate::diagnostic::code::{B301, B302};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::prose::Words;

use super::{File, Looked, quoted, some_of};

pub(super) fn run(file: &File<'_, '_>, looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for section in &file.sections {
        let parts = &section.parts;
        for word in ["order", "needs"].iter().flat_map(|setting| parts.lines(setting)) {
            let id = word.markdown();
            if looked.lesson(id).is_none() && !looked.has_quiz(id) && !looked.is_lost(id) {
                unknown(word, &looked.lesson_ids().chain(looked.quiz_ids()).collect::<Vec<_>>(), "lesson or quiz", section, found);
            }
        }
        if let Some(quiz) = parts
            .words("quiz")
            .filter(|quiz| section.site == Site::Lesson && !looked.has_quiz(quiz.markdown()) && !looked.is_lost(quiz.markdown()))
        {
            unknown(quiz, &looked.quiz_ids().collect::<Vec<_>>(), "quiz", section, found);
        }
        if let Some(lesson) = parts
            .words("lesson")
            .filter(|word| section.site == Site::Quiz && looked.lesson(word.markdown()).is_none() && !looked.is_lost(word.markdown()))
        {
            unknown(lesson, &looked.lesson_ids().collect::<Vec<_>>(), "lesson", section, found);
        }
        if let Some(see) = parts.words("see") {
            page(see, looked, section, found);
        }
        for word in parts.words("tests").into_iter().chain(parts.lines("teaches")) {
            point(word, looked, section, found);
        }
    }
    if let Some(quiz) = file.quiz_top() {
        pool_names(quiz, found);
    }
}

/// A name that is none of those that are there, in the order of the course.
fn unknown(word: &Words, names: &[&str], noun: &str, section: &Section, found: &mut Vec<Diagnostic>) {
    let written = word.markdown();
    let message = format!("the course has no {noun} `{written}`");
    let complaint = Diagnostic::new(&B301, message, section.parts.place(&quoted(&word.span)), format!("no such {noun}"));
    found.push(suggest(complaint, written, names, noun, &word.span, section));
}

fn suggest(complaint: Diagnostic, written: &str, names: &[&str], noun: &str, span: &Range<usize>, section: &Section) -> Diagnostic {
    let mut unlike: Vec<&str> = names.to_vec();
    unlike.dedup();
    match nearest(written, names.iter().copied()) {
        Some(near) => complaint.help(format!("did you mean `{near}`?")).fix_slip((written, near), section.parts.place(span), near),
        None if names.is_empty() => complaint.help(format!("there is no {noun} yet; write one, or delete the name")),
        None => complaint.help(format!("there are: {}", some_of(unlike.into_iter()))),
    }
}

/// `see = "lesson#page"`: a missing lesson and a missing page are told apart.
fn page(see: &Words, looked: &Looked<'_>, section: &Section, found: &mut Vec<Diagnostic>) {
    let written = see.markdown();
    let Some((lesson, page)) = written.split_once('#') else {
        let place = section.parts.place(&quoted(&see.span));
        found.push(
            Diagnostic::new(&B301, format!("`{written}` names no page"), place, "no `#` in it")
                .help(format!("write the lesson, `#`, and the page: `see = \"{written}#…\"`")),
        );
        return;
    };
    let hash = see.span.start + lesson.len();
    let Some(sheet) = looked.lesson(lesson) else {
        if looked.is_lost(lesson) {
            return;
        }
        let names: Vec<&str> = looked.lesson_ids().collect();
        let span = see.span.start..hash;
        let complaint =
            Diagnostic::new(&B301, format!("the course has no lesson `{lesson}`"), section.parts.place(&span), "no such lesson");
        found.push(suggest(complaint, lesson, &names, "lesson", &span, section));
        return;
    };
    let read = looked.made_of(sheet);
    let Some(read) = read else { return };
    if sheet.top.holed || sheet.top.sections.len() != read.pages.len() {
        return; // the page may be one of those that could not be read
    }
    if read.has_page(page) {
        return;
    }
    let names: Vec<&str> = read.pages.iter().map(|page| page.id.as_str()).collect();
    let span = hash..see.span.end;
    let complaint =
        Diagnostic::new(&B301, format!("the lesson `{lesson}` has no page `{page}`"), section.parts.place(&span), "no such page");
    let complaint = match nearest(page, names.iter().copied()) {
        Some(near) => {
            complaint.help(format!("did you mean `{near}`?")).fix_slip((page, near), section.parts.place(&span), format!("#{near}"))
        }
        None => complaint,
    };
    found.push(complaint.note(format!("its pages: {}", some_of(names.iter().copied()))));
}

fn point(word: &Words, looked: &Looked<'_>, section: &Section, found: &mut Vec<Diagnostic>) {
    let Some(course) = &looked.draft.course else { return };
    let points = course.top.named("points");
    let written = word.markdown();
    if course.top.holed || course.top.parts.unread.contains(&"points") || points.iter().any(|point| point.name == written) {
        return;
    }
    let place = section.parts.place(&quoted(&word.span));
    let complaint = Diagnostic::new(&B302, format!("the course has no teaching point `{written}`"), place, "not in `[points]`");
    let near = nearest(written, points.iter().map(|point| point.name.as_str()));
    found.push(match near.and_then(|near| points.iter().find(|point| point.name == near)) {
        Some(near) => complaint
            .and(Place { file: course.file.clone(), span: near.named_at.clone() }, "the closest one")
            .help(format!("did you mean `{}`?", near.name))
            .fix_slip((written, &near.name), section.parts.place(&word.span), near.name.clone()),
        None if points.is_empty() => complaint.help(format!("add `{written} = \"…\"` below `[points]` in course.toml")),
        None => complaint
            .help(format!("add it to `[points]` in course.toml; there are: {}", some_of(points.iter().map(|point| point.name.as_str())))),
    });
}

/// A question's pool must be one from which questions are drawn.
fn pool_names(quiz: &Section, found: &mut Vec<Diagnostic>) {
    let pools = quiz.named("pools");
    if quiz.holed || quiz.parts.unread.contains(&"pools") {
        return;
    }
    for section in &quiz.sections {
        let Some(word) = section.parts.words("pool").filter(|word| pools.iter().all(|pool| pool.name != word.markdown())) else { continue };
        let names: Vec<&str> = pools.iter().map(|pool| pool.name.as_str()).collect();
        let written = word.markdown();
        let complaint =
            Diagnostic::new(&B301, format!("the quiz has no pool `{written}`"), section.parts.place(&quoted(&word.span)), "no such pool");
        found.push(match nearest(written, names.iter().copied()) {
            Some(near) => {
                complaint.help(format!("did you mean `{near}`?")).fix_slip((written, near), section.parts.place(&word.span), near)
            }
            None => complaint.help(format!("add `{written} = 3` below `[pools]` at the top of the quiz: how many are drawn")),
        });
    }
}
