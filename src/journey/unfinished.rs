//! All that was begun and is not done yet: kept when it is left, whatever way that happens, so that coming back finds it. It counts for
//! nothing, and nobody but the learner sees it.

use crate::course::Question;
use crate::id::{LessonId, PageId, QuestionId};
use crate::question::Response;

use super::{Fact, HalfMade, Introduction};

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

    /// Returns who the learner is, as far as it was filled in.
    #[must_use]
    pub fn introduction(&self) -> Option<&Introduction> {
        self.0.iter().find_map(|work| if let HalfMade::Introduction { who } = work { Some(who) } else { None })
    }

    /// Returns what there is of an answer, also where it was begun when the question had another id.
    #[must_use]
    pub fn answer(&self, question: &Question) -> Option<&Response> {
        let of = |id: &QuestionId| {
            self.0.iter().find_map(|work| match work {
                HalfMade::Answer { question, response } if question == id => Some(response),
                _ => None,
            })
        };
        std::iter::once(&question.id).chain(&question.was).find_map(of)
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
        (HalfMade::Answer { question, .. }, HalfMade::Answer { question: asked, .. }) => question == asked,
        (HalfMade::Reflection { lesson, page, .. }, HalfMade::Reflection { lesson: of, page: on, .. }) => (lesson, page) == (of, on),
        _ => false,
    }
}

/// Whether a fact brings it to its end.
fn is_ended(work: &HalfMade, fact: &Fact) -> bool {
    match (work, fact) {
        (HalfMade::Introduction { .. }, Fact::Introduced(_)) | (HalfMade::Signature { .. }, Fact::Attested { .. }) => true,
        (
            HalfMade::Answer { question, .. },
            Fact::QuestionAnswered { question: answered, .. } | Fact::Refreshed { question: answered, .. },
        ) => question == answered,
        // Another attempt begins with nothing.
        (HalfMade::Answer { question, .. }, Fact::AttemptStarted { drawn, .. }) => drawn.iter().any(|drawn| drawn.question == *question),
        (HalfMade::Reflection { lesson, page, .. }, Fact::Reflected { lesson: of, page: on, .. }) => (lesson, page) == (of, on),
        (_, Fact::HalfMade { work: newer }) => is_same(work, newer),
        _ => false,
    }
}
