//! Somebody who knows the course by heart: finds the question that a text asks.

use std::sync::Arc;

use bedside::course::{Course, Question, read};
use bedside::source::{Files, shipped};

use super::pty::flat;

/// The course, known by heart.
pub(crate) struct Solver {
    course: Course,
}

impl Solver {
    pub(crate) fn of_the_shipped_course() -> Self {
        Self::of(shipped())
    }

    pub(crate) fn of(files: Files) -> Self {
        Self { course: read(Arc::new(files)).course.expect("the course can be read") }
    }

    /// Every question of the course.
    pub(crate) fn questions(&self) -> impl Iterator<Item = &Question> {
        self.course.quizzes.iter().flat_map(|quiz| &quiz.questions)
    }

    /// The question in a text, told by the beginning of what it asks.
    #[track_caller]
    pub(crate) fn question(&self, text: &str) -> &Question {
        let text = flat(text);
        let asked = |question: &&Question| text.contains(&beginning(&question.ask.plain(), 60));
        self.questions()
            .filter(asked)
            .max_by_key(|question| question.ask.plain().len())
            .unwrap_or_else(|| panic!("no question of the course is in\n{text}"))
    }
}

/// The first letters of a text, to a whole word.
pub(crate) fn beginning(text: &str, letters: usize) -> String {
    let text = flat(text);
    match text.char_indices().nth(letters) {
        None => text,
        Some((end, _)) => text[..end].rsplit_once(' ').map_or(&text[..end], |(words, _)| words).to_owned(),
    }
}
