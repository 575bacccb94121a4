//! Questions that were thrown out, and what attempts come to without them. Throwing out is an act in the audit log, and so is putting
//! back: what counts today follows from all acts in order, and nothing that was kept is changed.

use std::collections::BTreeSet;

use crate::id::QuestionId;
use crate::question::{Grade, Marks};
use crate::record::Attempted;

/// The word in the audit log for throwing a question out.
pub const THROWN_OUT: &str = "throw-out";
/// The word in the audit log for putting it back.
pub const PUT_BACK: &str = "put-back";

/// What an attempt comes to without the questions that were thrown out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Regraded {
    /// The share of the marks that are left; never less than it was.
    pub grade: Grade,
    /// Whether that passes. What passed before passes still.
    pub passed: bool,
}

/// Returns the questions that are thrown out today, given all acts in their order as what was done and what it was done to.
#[must_use]
pub fn thrown_out<'a>(acts: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeSet<QuestionId> {
    let mut out = BTreeSet::new();
    for (what, to) in acts {
        let Ok(question) = QuestionId::new(to) else { continue };
        match what {
            THROWN_OUT => drop(out.insert(question)),
            PUT_BACK => drop(out.remove(&question)),
            _ => {}
        }
    }
    out
}

/// Returns what an attempt comes to without some questions; `None` where it asked none of them, or nothing is left.
#[must_use]
pub fn regraded(attempt: &Attempted, out: &BTreeSet<QuestionId>) -> Option<Regraded> {
    if !attempt.answers.iter().any(|answer| out.contains(&answer.question)) {
        return None;
    }
    let mut marks = Marks::default();
    for answer in attempt.answers.iter().filter(|answer| !out.contains(&answer.question)) {
        marks.add(answer.points, answer.grade);
    }
    if marks.of() == 0 {
        return None;
    }
    let before = Grade::share(u32::try_from(attempt.score_earned).ok()?, u32::try_from(attempt.score_of).ok()?);
    Some(Regraded { grade: marks.grade().max(before), passed: attempt.passed || marks.reaches(attempt.pass_mark) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_act_about_a_question_counts() {
        let acts = [(THROWN_OUT, "one-question"), (THROWN_OUT, "another"), (PUT_BACK, "one-question"), ("purge", "another")];
        let out: Vec<String> = thrown_out(acts.into_iter()).iter().map(ToString::to_string).collect();
        assert_eq!(out, ["another"]);
    }
}
