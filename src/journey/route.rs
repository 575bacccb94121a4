//! The places a learner can be led to: one list for the full screen and for the course line by line, so that neither can do what the
//! other cannot.

use crate::course::Step;
use crate::id::{LessonId, PageId, QuestionId, QuizId, TermId};

use super::{AttemptId, Place, Subject};

/// A place in the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Who the learner is.
    Welcome,
    /// The list of steps.
    Home,
    /// A lesson where it was left.
    Lesson(LessonId),
    /// A page.
    Page(LessonId, PageId),
    /// A quiz.
    Quiz(QuizId),
    /// How an attempt went.
    Result(AttemptId),
    /// What an attempt missed, asked again for practice.
    Redo(AttemptId),
    /// The questions that are due again.
    Refresh,
    /// A story from its beginning, for the roads not taken.
    Replay(QuizId, QuestionId),
    /// The statement to sign.
    Attest,
    /// The certificate.
    Certificate,
    /// How far the learner has come, in charts.
    Progress,
    /// All lessons and pages.
    Contents,
    /// A term of the glossary.
    Term(TermId),
    /// All terms.
    Glossary,
    /// What has some words.
    Search,
    /// A question that was answered, with the answer and the reasons.
    Seen(QuestionId),
    /// All notes.
    Notes,
    /// A note being written.
    Note(Subject),
    /// What may be set.
    Settings,
    /// The text by which something wrong is reported.
    Report(Subject),
}

impl Route {
    /// Returns the way back to where a learner was: a lesson at the page and row it was left, a quiz at its open question.
    #[must_use]
    pub fn back_to(place: &Place) -> Self {
        match place {
            Place::Home => Self::Home,
            Place::Page { lesson, .. } => Self::Lesson(lesson.clone()),
            Place::Quiz { quiz } => Self::Quiz(quiz.clone()),
        }
    }

    /// Returns the way to a step.
    #[must_use]
    pub fn to(step: &Step) -> Self {
        match step {
            Step::Lesson(lesson) => Self::Lesson(lesson.clone()),
            Step::Quiz(quiz) => Self::Quiz(quiz.clone()),
        }
    }
}
