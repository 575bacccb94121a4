//! A quiz and its settings.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::id::{LessonId, QuestionId, QuizId};
use crate::prose::Words;
use crate::question::Percent;

use super::{Question, Questions, Step};

/// A quiz.
#[derive(Clone, Debug)]
pub struct Quiz {
    /// Names it.
    pub id: QuizId,
    /// What it is called.
    pub title: String,
    /// The lesson it belongs to.
    pub lesson: Option<LessonId>,
    /// Shown before the first question; may be empty.
    pub intro: Words,
    /// What must be done first.
    pub needs: Vec<Step>,
    /// Ids it had before.
    pub was: Vec<QuizId>,
    /// The share of marks that passes.
    pub pass: Percent,
    /// How often it may be tried; `None` without limit.
    pub attempts: Option<u32>,
    /// Minutes to wait between attempts.
    pub wait_minutes: u32,
    /// Whether it may be taken before its lesson, and passing it completes the lesson.
    pub test_out: bool,
    /// Minutes for one attempt; `None` without limit.
    pub time_limit_minutes: Option<u32>,
    /// Whether questions come in another order each time.
    pub shuffle_questions: bool,
    /// When reasons are shown.
    pub feedback: Feedback,
    /// When an attempt may be looked at again.
    pub review: Review,
    /// How many questions are drawn of each pool.
    pub pools: BTreeMap<String, u32>,
    /// Questions that were taken out.
    pub retired: Vec<QuestionId>,
    /// What a question whose right answer changed does to old attempts.
    pub rescore: Rescore,
    /// The questions in order.
    pub questions: Questions,
    /// The file it was read from.
    pub file: Arc<str>,
}

impl Quiz {
    /// Returns a question by its id or one it had before.
    #[must_use]
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.named(id)
    }

    /// Returns how many questions one attempt asks.
    #[must_use]
    pub fn asked(&self) -> usize {
        let pooled = |(pool, draw): (&String, &u32)| self.questions.pool(pool).len().min(usize::try_from(*draw).unwrap_or(usize::MAX));
        self.questions.fixed().len() + self.pools.iter().map(pooled).sum::<usize>()
    }
}

/// When reasons are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Feedback {
    /// After each question.
    #[default]
    Each,
    /// After the last.
    End,
    /// Not at all.
    None,
}

/// When an attempt may be looked at again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Review {
    /// At any time.
    #[default]
    Always,
    /// Once the quiz is passed.
    AfterPass,
    /// Not at all.
    Never,
}

/// What a changed answer key does to attempts made before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rescore {
    /// Raises scores, and never lowers one.
    #[default]
    Raise,
    /// Leaves them.
    Keep,
    /// Regrades both ways.
    All,
}
