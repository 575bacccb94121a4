//! Where something is begun that may be left before it is done.

use crate::course::{Course, Question};
use crate::id::QuestionId;
use crate::question::Response;
use crate::source::Digest;

use super::fact::{AttemptId, HalfMade, Wording};

/// Where an answer is given: a question as it was drawn, in an attempt or in practice.
#[derive(Clone, Copy, Debug)]
pub struct Answering<'a> {
    /// The attempt; `None` for practice.
    pub attempt: Option<AttemptId>,
    /// The id the question was drawn under.
    pub drawn: &'a QuestionId,
    /// The question.
    pub question: &'a Question,
}

impl Answering<'_> {
    /// Returns what there is of an answer, to be kept.
    #[must_use]
    pub fn left_at(self, response: Response) -> HalfMade {
        HalfMade::Answer { attempt: self.attempt, question: self.drawn.clone(), words: digest(&Wording::of(self.question)), response }
    }

    /// Whether these are the question's words, in any language the course has: which item stands where is the same in all.
    pub(super) fn has_words(self, course: &Course, words: &Digest) -> bool {
        Wording::in_every_language(course, &self.question.id).any(|wording| digest(&wording) == *words)
    }
}

/// Returns the digest of a question's words: of each its length and its bytes.
fn digest(wording: &Wording) -> Digest {
    let mut bytes = Vec::new();
    for words in std::iter::once(&wording.ask).chain(&wording.items) {
        bytes.extend_from_slice(&(words.len() as u64).to_be_bytes());
        bytes.extend_from_slice(words.as_bytes());
    }
    Digest::of(&bytes)
}
