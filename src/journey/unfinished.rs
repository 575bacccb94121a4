//! All that was begun and is not done yet: kept when it is left, whatever way that happens, so that coming back finds it. It counts for
//! nothing, and nobody but the learner sees it.

use crate::course::Course;
use crate::id::{LessonId, PageId};
use crate::question::Response;

use super::{Answering, Fact, HalfMade, Introduction};

/// All that a learner has begun and not done yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unfinished(Vec<HalfMade>);

impl Unfinished {
    /// Takes a fact in: what it begins, and what it brings to its end.
    pub(super) fn take_in(&mut self, fact: &Fact) {
        self.0.retain(|work| !is_ended(work, fact));
        if let Fact::HalfMade { work } = fact {
            self.0.push(work.clone());
        }
    }

    /// Whether this is what there is of it.
    #[must_use]
    pub fn has(&self, work: &HalfMade) -> bool {
        self.0.contains(work)
    }

    /// Returns who the learner is, as far as it was filled in.
    #[must_use]
    pub fn introduction(&self) -> Option<&Introduction> {
        self.0.iter().find_map(|work| if let HalfMade::Introduction { who } = work { Some(who) } else { None })
    }

    /// Returns what there is of an answer, in whatever language it was begun; none where the question has other words by now.
    #[must_use]
    pub fn answer(&self, at: Answering<'_>, course: &Course) -> Option<&Response> {
        self.0.iter().find_map(|work| match work {
            HalfMade::Answer { attempt, question, words, response }
                if (*attempt, question) == (at.attempt, at.drawn) && at.has_words(course, words) =>
            {
                Some(response)
            }
            _ => None,
        })
    }

    /// Returns what is written of a reflection.
    #[must_use]
    pub fn reflection(&self, of: &LessonId, on: &PageId) -> Option<&str> {
        self.0.iter().find_map(|work| match work {
            HalfMade::Reflection { lesson, page, note } if (lesson, page) == (of, on) => Some(note.as_str()),
            _ => None,
        })
    }

    /// Returns what is typed of the name below the statement.
    #[must_use]
    pub fn signature(&self) -> Option<&str> {
        self.0.iter().find_map(|work| if let HalfMade::Signature { name } = work { Some(name.as_str()) } else { None })
    }
}

/// Whether both are the same thing, more or less of it.
fn is_same(one: &HalfMade, other: &HalfMade) -> bool {
    match (one, other) {
        (HalfMade::Introduction { .. }, HalfMade::Introduction { .. }) | (HalfMade::Signature { .. }, HalfMade::Signature { .. }) => true,
        (HalfMade::Answer { attempt, question, .. }, HalfMade::Answer { attempt: of, question: asked, .. }) => {
            (attempt, question) == (of, asked)
        }
        (HalfMade::Reflection { lesson, page, .. }, HalfMade::Reflection { lesson: of, page: on, .. }) => (lesson, page) == (of, on),
        _ => false,
    }
}

/// Whether a fact brings it to its end.
fn is_ended(work: &HalfMade, fact: &Fact) -> bool {
    match (work, fact) {
        (HalfMade::Introduction { .. }, Fact::Introduced(_)) | (HalfMade::Signature { .. }, Fact::Attested { .. }) => true,
        (HalfMade::Answer { attempt: Some(attempt), question, .. }, Fact::QuestionAnswered { attempt: of, question: answered, .. }) => {
            (attempt, question) == (of, answered)
        }
        (HalfMade::Answer { attempt: None, question, .. }, Fact::Refreshed { question: answered, .. }) => question == answered,
        // What is over is not gone on with.
        (HalfMade::Answer { attempt: Some(attempt), .. }, Fact::AttemptFinished { attempt: over, .. }) => attempt == over,
        (HalfMade::Reflection { lesson, page, .. }, Fact::Reflected { lesson: of, page: on, .. }) => (lesson, page) == (of, on),
        (_, Fact::HalfMade { work: newer }) => is_same(work, newer),
        _ => false,
    }
}
