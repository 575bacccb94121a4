//! Somebody who knows the course by heart: reads a question off the screen and presses the keys of the right answer.

use std::sync::Arc;

use bedside::course::{Course, Question, read};
use bedside::question::Response;
use bedside::source::{Files, shipped};

use super::pty::{Window, flat};

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

    /// The question on the screen, told by the beginning of what it asks.
    #[track_caller]
    pub(crate) fn question(&self, screen: &str) -> &Question {
        let screen = flat(screen);
        let asked = |question: &&Question| screen.contains(&beginning(&question.ask.plain(), 60));
        self.questions()
            .filter(asked)
            .max_by_key(|question| question.ask.plain().len())
            .unwrap_or_else(|| panic!("no question of the course is on\n{screen}"))
    }

    /// Answers the question on the screen rightly, and waits for its reasons.
    #[track_caller]
    pub(crate) fn answers(&self, window: &mut Window) {
        let screen = window.screen();
        let question = self.question(&screen);
        let words = question.kind.form().words();
        let letter = |item: usize| {
            letter_of(&flat(&screen), &words[item].plain()).unwrap_or_else(|| panic!("no letter for item {item} on\n{screen}"))
        };
        match question.kind.key() {
            Response::One(item) => {
                window.types(&letter(item).to_lowercase().to_string());
            }
            Response::Some(items) => {
                for item in items {
                    window.types(&letter(item).to_lowercase().to_string());
                }
                window.presses("enter");
            }
            other => panic!("cannot answer {other:?} yet"),
        }
        window.waits("the reasons", |screen| screen.contains("Next question") || screen.contains("See the result"));
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

/// The letter before an option, as in `A  Anyone who saw it`.
fn letter_of(screen: &str, words: &str) -> Option<char> {
    let words = beginning(words, 40);
    let places = screen.match_indices(&words).map(|(at, _)| screen[..at].trim_end());
    places.filter_map(|before| before.split(' ').next_back().filter(|word| word.len() == 1)?.chars().next()).find(char::is_ascii_uppercase)
}
