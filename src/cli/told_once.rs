//! What the records of a department tell of learners, read from what was handed in: each attempt once, and as graded only what was.

use std::collections::HashSet;

use crate::course::Course;
use crate::journey::{AttemptId, LearnerId};
use crate::record::hand_in::HandIn;
use crate::record::{Assurance, Attempted, Completion, Told, ungraded};

/// What was told already: a later hand-in of a learner tells of the earlier attempts again. Of an attempt that one hand-in tells and the
/// department had no course for, another may tell that was graded.
#[derive(Default)]
pub(super) struct Once {
    /// Another learner's attempt may go by the same id, where somebody has copied it.
    met: HashSet<(LearnerId, AttemptId)>,
    /// Those that were not graded, each with the language it is told in.
    ungraded: Vec<(String, Attempted)>,
}

impl Once {
    /// Leaves of what a record tells the attempts that are graded and new.
    pub(super) fn leave_what_is_new(&mut self, told: &mut Told) {
        let language = &told.language;
        let level = told.completions.first().map_or(Assurance::SELF_ATTESTED, |completion| completion.assurance);
        let ungraded = told.attempts.extract_if(.., |attempt| attempt.assurance < level);
        self.ungraded.extend(ungraded.map(|attempt| (language.clone(), attempt)));
        told.attempts.retain(|attempt| self.met.insert((attempt.learner_id, attempt.attempt_id)));
    }

    /// Returns the attempts that no hand-in tells which was graded with them; no completion is told with these.
    pub(super) fn nowhere_graded(self) -> impl Iterator<Item = Told> {
        let Self { mut met, ungraded } = self;
        let new = ungraded.into_iter().filter(move |(_, attempt)| met.insert((attempt.learner_id, attempt.attempt_id)));
        new.map(|(language, attempt)| Told { language, attempts: vec![attempt], ..Told::default() })
    }
}

/// What a completion and the hand-in that proves it tell. The completion is the department's own word; the rest is read from what was handed
/// in, and an attempt that nobody has graded is told so.
pub(super) fn told_of(course: &Course, completion: &Completion, document: &str) -> Told {
    let completion = completion.clone();
    let is_other = completion.course_id != course.id;
    // In which language another course is, the one at hand does not know.
    let language = if is_other { String::new() } else { course.language.clone() };
    let Ok(hand_in) = serde_json::from_str::<HandIn>(document) else {
        return Told { language, completions: vec![completion], ..Told::default() };
    };
    let mut told = Told::by(course, &completion.account, completion.learner_id, &hand_in.events_with_words(course));
    told.language = language;
    let ungraded = ungraded(&hand_in);
    for attempt in &mut told.attempts {
        if is_other {
            // The course at hand does not know what its quizzes are called.
            attempt.course_id.clone_from(&completion.course_id);
            attempt.quiz_title = attempt.quiz_id.to_string();
        }
        attempt.assurance = if ungraded.contains(&attempt.attempt_id) { Assurance::SELF_ATTESTED } else { completion.assurance };
        attempt.organization.clone_from(&completion.organization);
    }
    told.completions = vec![completion];
    told
}
