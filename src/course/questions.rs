//! A question, and the questions of a quiz in the trainer's order: found by id and by pool without looking through all of them.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use crate::id::{LessonId, PageId, PointId, QuestionId};
use crate::prose::{Words, words_in};
use crate::question::{Kind, Partial};

use super::{Picture, Post};

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

/// The questions of a quiz, in order. A copy shares them: a quiz that did not change stands in many editions of its course.
#[derive(Clone, Debug, Default)]
pub struct Questions(Arc<Listed>);

#[derive(Debug, Default)]
struct Listed {
    all: Vec<Question>,
    by_id: BTreeMap<QuestionId, usize>,
    by_pool: BTreeMap<Option<String>, Vec<usize>>,
    words: usize,
}

impl Questions {
    /// Takes the questions in order. Where an id stands twice, the first has it; an id that one has goes before one that another had.
    #[must_use]
    pub fn new(all: Vec<Question>) -> Self {
        let mut questions = Listed { by_id: BTreeMap::new(), by_pool: BTreeMap::new(), words: 0, all };
        for (place, question) in questions.all.iter().enumerate() {
            questions.by_id.entry(question.id.clone()).or_insert(place);
            questions.by_pool.entry(question.pool.clone()).or_default().push(place);
            questions.words += question.words();
        }
        for (place, question) in questions.all.iter().enumerate() {
            for was in &question.was {
                questions.by_id.entry(was.clone()).or_insert(place);
            }
        }
        Self(Arc::new(questions))
    }

    /// Returns a question by its id or one it had before.
    #[must_use]
    pub fn named(&self, id: &QuestionId) -> Option<&Question> {
        self.0.all.get(*self.0.by_id.get(id)?)
    }

    /// Returns the places of those that are always asked.
    #[must_use]
    pub fn fixed(&self) -> &[usize] {
        self.0.by_pool.get(&None).map_or(&[], Vec::as_slice)
    }

    /// Returns the places of those in a pool.
    #[must_use]
    pub fn pool(&self, pool: &str) -> &[usize] {
        self.0.by_pool.get(&Some(pool.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Returns how many words a reader of all of them reads.
    #[must_use]
    pub fn words(&self) -> usize {
        self.0.words
    }
}

impl Deref for Questions {
    type Target = [Question];

    fn deref(&self) -> &[Question] {
        &self.0.all
    }
}

impl<'a> IntoIterator for &'a Questions {
    type Item = &'a Question;
    type IntoIter = std::slice::Iter<'a, Question>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.all.iter()
    }
}

impl Question {
    /// Returns how many words a reader reads, near enough: Markdown's own signs count with them.
    #[must_use]
    pub fn words(&self) -> usize {
        let items = self.kind.wording();
        std::iter::once(&self.ask).chain(items).map(|words| words_in(words.markdown())).sum()
    }
}
