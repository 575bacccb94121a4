//! What a note or a report is about.

use serde::{Deserialize, Serialize};

use crate::course::{Course, Question, Quiz};
use crate::id::{LessonId, PageId, QuestionId};

/// What a note or a report is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "kebab-case")]
pub enum Subject {
    /// The course as a whole.
    Course,
    /// A page.
    Page {
        /// The lesson.
        lesson: LessonId,
        /// The page.
        page: PageId,
    },
    /// A question.
    Question {
        /// The question.
        question: QuestionId,
    },
}

impl Subject {
    /// Returns what it is called in the course as it is now; `None` when it is not there any more.
    #[must_use]
    pub fn title(&self, course: &Course) -> Option<String> {
        match self {
            Self::Course => Some(course.title.clone()),
            Self::Page { lesson, page } => {
                let lesson = course.lesson(lesson)?;
                let page = lesson.page(page)?;
                let title = if page.title.is_empty() { page.id.as_str() } else { &page.title };
                Some(format!("{} – {title}", lesson.title))
            }
            Self::Question { question } => {
                let (quiz, question) = asked_in(course, question)?;
                Some(format!("{} – {}", quiz.title, question.ask.plain()))
            }
        }
    }
}

/// Returns a question of the course and the quiz that asks it.
#[must_use]
pub fn asked_in<'a>(course: &'a Course, question: &QuestionId) -> Option<(&'a Quiz, &'a Question)> {
    course.quizzes.iter().find_map(|quiz| Some((quiz, quiz.question(question)?)))
}
