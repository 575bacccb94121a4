//! The learner's own notes: in the course's order, and as Markdown to take away.

use crate::course::Course;
use crate::language::Language;

use super::{Progress, Subject};

/// The most letters a note may have.
pub const LONGEST_NOTE: usize = 2000;

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
    let mut notes = Vec::new();
    let mut add = |about: Subject| {
        if let Subject::Page { lesson, page } = &about
            && let Some(text) = progress.lessons.get(lesson).and_then(|done| done.reflections.get(page)).filter(|text| !text.is_empty())
        {
            let title = about.title(course).unwrap_or_else(|| page.to_string());
            notes.push(Note { about: about.clone(), title, text: text.clone(), is_reflection: true });
        }
        if let Some(text) = progress.notes.get(&about) {
            let title = about.title(course).unwrap_or_else(|| gone(&about));
            notes.push(Note { about, title, text: text.clone(), is_reflection: false });
        }
    };
    let pages = course.lessons.iter().flat_map(|lesson| lesson.pages.iter().map(|page| (lesson.id.clone(), page.id.clone())));
    let mut order = vec![Subject::Course];
    order.extend(pages.map(|(lesson, page)| Subject::Page { lesson, page }));
    let rest: Vec<Subject> = progress.notes.keys().filter(|about| !order.contains(about)).cloned().collect();
    order.extend(rest);
    order.into_iter().for_each(&mut add);
    notes
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

fn gone(about: &Subject) -> String {
    match about {
        Subject::Course => String::new(),
        Subject::Page { lesson, page } => format!("{lesson} – {page}"),
        Subject::Question { question } => question.to_string(),
    }
}
