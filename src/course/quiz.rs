//! A quiz and its questions.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::id::{LessonId, PageId, PointId, QuestionId, QuizId};
use crate::prose::Words;
use crate::question::{Kind, Partial, Percent};

use super::{Picture, Post, Step};

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
    pub questions: Vec<Question>,
    /// The file it was read from.
    pub file: Arc<str>,
}

impl Quiz {
    /// Returns a question by its id or one it had before.
    #[must_use]
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.iter().find(|q| q.id == *id).or_else(|| self.questions.iter().find(|q| q.was.contains(id)))
    }

    /// Returns how many questions one attempt asks.
    #[must_use]
    pub fn asked(&self) -> usize {
        let fixed = self.questions.iter().filter(|q| q.pool.is_none()).count();
        let pooled = |(pool, draw): (&String, &u32)| {
            let there = self.questions.iter().filter(|q| q.pool.as_ref() == Some(pool)).count();
            there.min(usize::try_from(*draw).unwrap_or(usize::MAX))
        };
        fixed + self.pools.iter().map(pooled).sum::<usize>()
    }
}

/// A question: what every kind has, and the kind.
#[derive(Clone, Debug)]
pub struct Question {
    /// Names it in records; never reused.
    pub id: QuestionId,
    /// What is asked.
    pub ask: Words,
    /// Why, for the whole question; may be empty.
    pub why: Words,
    /// Help before answering; may be empty.
    pub hint: Words,
    /// What it is worth.
    pub points: u32,
    /// The teaching point it tests.
    pub tests: Option<PointId>,
    /// The page that teaches it.
    pub see: Option<(LessonId, PageId)>,
    /// The pool it is drawn from.
    pub pool: Option<String>,
    /// What it asks of the learner.
    pub level: Level,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Whether its items may change places.
    pub shuffle: bool,
    /// Seconds for it; `None` without limit.
    pub time_limit_seconds: Option<u32>,
    /// How some of several right answers pay.
    pub partial: Partial,
    /// Rises when what is right changes.
    pub rev: u32,
    /// Ids it had before.
    pub was: Vec<QuestionId>,
    /// A picture above it.
    pub picture: Option<Picture>,
    /// A post above it.
    pub post: Option<Post>,
    /// How it is asked and graded.
    pub kind: Arc<dyn Kind>,
    /// The kind's name, such as `multiple`.
    pub called: &'static str,
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

/// What a question asks of the learner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// To remember.
    Recall,
    /// To use in a case.
    #[default]
    Apply,
    /// To weigh.
    Judge,
}
