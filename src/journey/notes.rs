//! The learner's own notes: in the course's order, and as Markdown to take away.

use std::collections::{BTreeMap, BTreeSet};

use crate::course::Course;
use crate::id::LessonId;
use crate::language::Language;

use super::{LessonProgress, Progress, Subject};

/// The most letters a note may have.
pub const LONGEST_NOTE: usize = 2000;

/// The most letters what is written at a reflection may have.
pub const LONGEST_REFLECTION: usize = 500;

/// A note, with what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub about: Subject,
    /// What that is called; as it was named in the course, where it is not there any more.
    pub title: String,
    /// What was written.
    pub text: String,
    /// Whether it was written as the answer to a reflection, and so stays as it is.
    pub is_reflection: bool,
}

/// Returns the notes: those about the course, then page by page, then about questions, then about what the course no longer has.
#[must_use]
pub fn notes(course: &Course, progress: &Progress) -> Vec<Note> {
    let thoughts = thoughts(course, progress);
    let pages = course.lessons.iter().flat_map(|lesson| lesson.pages.iter().map(|page| (lesson.id.clone(), page.id.clone())));
    let mut order = vec![Subject::Course];
    order.extend(pages.map(|(lesson, page)| Subject::Page { lesson, page }));
    let rest: BTreeSet<&Subject> = progress.notes.keys().chain(thoughts.keys()).filter(|about| !order.contains(about)).collect();
    let rest: Vec<Subject> = rest.into_iter().cloned().collect();
    order.extend(rest);
    let mut notes = Vec::new();
    for about in order {
        let title = || about.title(course).unwrap_or_else(|| gone(&about));
        if let Some(text) = thoughts.get(&about) {
            notes.push(Note { about: about.clone(), title: title(), text: text.clone(), is_reflection: true });
        }
        if let Some(text) = progress.notes.get(&about) {
            notes.push(Note { about: about.clone(), title: title(), text: text.clone(), is_reflection: false });
        }
    }
    notes
}

/// Returns the answers to reflections, by their pages as these are named today, or were where the course no longer has them.
fn thoughts(course: &Course, progress: &Progress) -> BTreeMap<Subject, String> {
    let mut thoughts = BTreeMap::new();
    let mut take = |lesson: &LessonId, done: &LessonProgress| {
        for (page, text) in done.reflections.iter().filter(|(_, text)| !text.is_empty()) {
            thoughts.insert(Subject::Page { lesson: lesson.clone(), page: page.clone() }, text.clone());
        }
    };
    for (id, done) in &progress.lessons {
        if course.lesson(id).is_none() {
            take(id, done);
        }
    }
    for lesson in &course.lessons {
        if let Some(done) = progress.in_lesson(lesson) {
            take(&lesson.id, &done);
        }
    }
    thoughts
}

/// Returns all notes as Markdown.
#[must_use]
pub fn as_markdown(course: &Course, progress: &Progress, say: Language) -> String {
    let mut markdown = format!("# {}\n", say.notes_mine(&course.title));
    for note in notes(course, progress) {
        let title = if note.is_reflection { say.notes_thought(&note.title) } else { note.title };
        markdown.extend(["\n## ", &title, "\n\n", &note.text, "\n"]);
    }
    markdown
}

/// Whether a text begins as [`as_markdown`] begins one for a course of this title, in any of our languages.
#[must_use]
pub fn is_headed_as_notes(text: &str, title: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    Language::ALL.iter().any(|say| first.strip_prefix("# ") == Some(say.notes_mine(title).as_str()))
}

fn gone(about: &Subject) -> String {
    match about {
        Subject::Course => String::new(),
        Subject::Page { lesson, page } => format!("{lesson} – {page}"),
        Subject::Question { question } => question.to_string(),
    }
}
