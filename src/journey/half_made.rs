//! Something that was begun and left before it was done.

use serde::{Deserialize, Serialize};

use crate::id::{LessonId, PageId, QuestionId};
use crate::question::Response;

use super::Introduction;

/// Something begun, as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "kebab-case")]
pub enum HalfMade {
    /// Who the learner is.
    Introduction {
        /// What is filled in.
        who: Introduction,
    },
    /// An answer.
    Answer {
        /// The question.
        question: QuestionId,
        /// What there is of it. A text that is still being mended is one that is written.
        response: Response,
    },
    /// A reflection.
    Reflection {
        /// The lesson.
        lesson: LessonId,
        /// The page.
        page: PageId,
        /// What is written.
        note: String,
    },
    /// The name below the statement.
    Signature {
        /// What is typed.
        name: String,
    },
}
