//! Names that must be names of something: lessons, pages, quizzes, pools, and teaching points.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::course::read::Section;
use crate::course::setting::Site;
use crate::diagnostic::code::{B301, B302};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::id::PageId;
use crate::prose::Words;

use super::{Looked, quoted, some_of};

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let lessons: Vec<&str> = looked.lessons.iter().map(|(id, _)| id.as_str()).collect();
    let quizzes: Vec<&str> = looked.quizzes.iter().map(|(id, _)| id.as_str()).collect();
    let both: Vec<&str> = lessons.iter().chain(&quizzes).copied().collect();
    let (lessons, quizzes, both) = (Names::of(&lessons), Names::of(&quizzes), Names::of(&both));
    for section in looked.sections() {
        let parts = &section.parts;
        for (setting, names, noun) in [("order", &both, "lesson or quiz"), ("needs", &both, "lesson or quiz")] {
            for word in parts.lines(setting) {
                named(word, names, noun, section, found);
            }
        }
        for (setting, names, noun, site) in [("quiz", &quizzes, "quiz", Site::Lesson), ("lesson", &lessons, "lesson", Site::Quiz)] {
            if let Some(word) = parts.words(setting).filter(|_| section.site == site) {
                named(word, names, noun, section, found);
            }
        }
        if let Some(see) = parts.words("see") {
            page(see, looked, section, found);
        }
        for word in parts.words("tests").into_iter().chain(parts.lines("teaches")) {
            point(word, looked, section, found);
        }
    }
    for (_, sheet) in &looked.quizzes {
        pool_names(&sheet.top, found);
    }
}

/// Names that are there, in the order of the course, and to be looked up.
struct Names<'a> {
    all: &'a [&'a str],
    known: BTreeSet<&'a str>,
}

impl<'a> Names<'a> {
    fn of(all: &'a [&'a str]) -> Self {
        Self { all, known: all.iter().copied().collect() }
    }
}

fn named(word: &Words, names: &Names<'_>, noun: &str, section: &Section, found: &mut Vec<Diagnostic>) {
    let written = word.markdown();
    if !names.known.contains(written) {
        let message = format!("the course has no {noun} `{written}`");
        found.push(suggest(
            Diagnostic::new(&B301, message, section.parts.place(&quoted(&word.span)), format!("no such {noun}")),
            written,
            names.all,
            noun,
            &word.span,
            section,
        ));
    }
}

fn suggest(complaint: Diagnostic, written: &str, names: &[&str], noun: &str, span: &Range<usize>, section: &Section) -> Diagnostic {
    let mut unlike: Vec<&str> = names.to_vec();
    unlike.dedup();
    match nearest(written, names.iter().copied()) {
        Some(near) => complaint.help(format!("did you mean `{near}`?")).fix(section.parts.place(span), near),
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
        let names: Vec<&str> = looked.lessons.iter().map(|(id, _)| id.as_str()).collect();
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
    if PageId::new(page).is_ok_and(|id| read.page(&id).is_some()) {
        return;
    }
    let names: Vec<&str> = read.pages.iter().map(|page| page.id.as_str()).collect();
    let span = hash..see.span.end;
    let complaint =
        Diagnostic::new(&B301, format!("the lesson `{lesson}` has no page `{page}`"), section.parts.place(&span), "no such page");
    let complaint = match nearest(page, names.iter().copied()) {
        Some(near) => complaint.help(format!("did you mean `{near}`?")).fix(section.parts.place(&span), format!("#{near}")),
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
            .fix(section.parts.place(&word.span), near.name.clone()),
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
            Some(near) => complaint.help(format!("did you mean `{near}`?")).fix(section.parts.place(&word.span), near),
            None => complaint.help(format!("add `{written} = 3` below `[pools]` at the top of the quiz: how many are drawn")),
        });
    }
}
