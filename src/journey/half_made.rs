//! Where something is begun that may be left before it is done.

use crate::course::Question;
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
        HalfMade::Answer { attempt: self.attempt, question: self.drawn.clone(), words: self.words(), response }
    }

    /// Returns the digest of the question's words: of each its length and its bytes.
    pub(super) fn words(self) -> Digest {
        let wording = Wording::of(self.question);
        let mut bytes = Vec::new();
        for words in std::iter::once(&wording.ask).chain(&wording.items) {
            bytes.extend_from_slice(&(words.len() as u64).to_be_bytes());
            bytes.extend_from_slice(words.as_bytes());
        }
        Digest::of(&bytes)
    }
}
