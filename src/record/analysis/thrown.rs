//! Questions that were thrown out, and what attempts come to without them. Throwing out is an act in the audit log, and so is putting
//! back: what counts today follows from all acts in order, and nothing that was kept is changed.

use std::collections::BTreeSet;

use crate::course::{Course, Step};
use crate::id::{CourseId, QuestionId};
use crate::question::{Grade, Marks};
use crate::record::{Attempted, Completion, Told};

use super::today::question_of;

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

/// Names a question in the log, with its course: another may have one of the same id.
#[must_use]
pub fn named(course: &CourseId, question: &QuestionId) -> String {
    format!("{course}/{question}")
}

/// Returns the questions of a course that are thrown out today, given all acts in their order as what was done and what it was done to. Where
/// an act names no course, as the first ones did, it is about any.
#[must_use]
pub fn thrown_out<'a>(course: &CourseId, acts: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeSet<QuestionId> {
    by_name(course, acts, |id| id)
}

/// Returns the same of a course that is at hand, which knows the ids its questions had before: an act about a question is about it under each of
/// its names. All of them are returned, since an answer has the one of its time.
#[must_use]
pub fn thrown_out_by_any_name<'a>(course: &Course, acts: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeSet<QuestionId> {
    let mut out = by_name(&course.id, acts, |id| question_of(course, &id).map_or_else(|| id.clone(), |question| question.id.clone()));
    let before: Vec<QuestionId> = out.iter().filter_map(|id| question_of(course, id)).flat_map(|question| question.was.clone()).collect();
    let is_of = |id: &QuestionId, out: &BTreeSet<QuestionId>| question_of(course, id).is_some_and(|question| out.contains(&question.id));
    out.extend(before.into_iter().filter(|id| is_of(id, &out)).collect::<Vec<_>>());
    out
}

fn by_name<'a>(
    course: &CourseId,
    acts: impl Iterator<Item = (&'a str, &'a str)>,
    today: impl Fn(QuestionId) -> QuestionId,
) -> BTreeSet<QuestionId> {
    let mut out = BTreeSet::new();
    for (what, to) in acts {
        let (of, question) = to.split_once('/').map_or((None, to), |(of, question)| (Some(of), question));
        let Ok(question) = QuestionId::new(question) else { continue };
        if of.is_some_and(|of| of != course.as_str()) {
            continue;
        }
        let question = today(question);
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
    if !attempt.asked_any(out) {
        return None;
    }
    let mut marks = Marks::default();
    attempt.add_without(out, &mut marks);
    if marks.of() == 0 {
        return None;
    }
    let before = share(attempt.score_earned, attempt.score_of)?;
    Some(Regraded { grade: marks.grade().max(before), passed: attempt.passed || marks.reaches(attempt.pass_mark) })
}

/// Lets the rows of a table say what counts today, without the questions that were thrown out. What was handed in stays, and stands
/// in a column of its own. A completion is what its best attempts come to; without the attempts, nothing can be said of it.
pub fn count_without(course: &Course, out: &BTreeSet<QuestionId>, told: &mut Told) {
    for completion in &mut told.completions {
        if let Some(grade) = counted_without(course, completion, &told.attempts, out) {
            completion.original_score = share(completion.score_earned, completion.score_of);
            (completion.score_earned, completion.score_of) = grade.ratio();
            completion.score_percent = grade.shown();
        }
    }
    for attempt in told.attempts.iter_mut().filter(|attempt| attempt.course_id == course.id) {
        if let Some(Regraded { grade, passed }) = regraded(attempt, out) {
            attempt.original_score = share(attempt.score_earned, attempt.score_of);
            (attempt.score_earned, attempt.score_of) = grade.ratio();
            (attempt.score_percent, attempt.passed) = (grade.shown(), passed);
        }
    }
}

/// Returns the share of marks of a completion without some questions; `None` where its best attempts asked none of them.
fn counted_without(course: &Course, completion: &Completion, attempts: &[Attempted], out: &BTreeSet<QuestionId>) -> Option<Grade> {
    let is_within = |attempt: &Attempted| {
        completion.started_at.is_none_or(|from| attempt.ended_at >= from) && attempt.ended_at <= completion.completed_at
    };
    let (mut marks, mut is_touched) = (Marks::default(), false);
    for step in course.certificate.needs.iter().filter(|_| course.id == completion.course_id) {
        let Step::Quiz(needed) = step else { continue };
        let is_of = |attempt: &&Attempted| course.quiz(&attempt.quiz_id).is_some_and(|quiz| quiz.id == *needed) && is_within(attempt);
        // The same that counted for the certificate: of equals the first.
        let best =
            attempts.iter().filter(is_of).rev().max_by_key(|attempt| (attempt.passed, share(attempt.score_earned, attempt.score_of)));
        if let Some(attempt) = best {
            is_touched |= attempt.asked_any(out);
            attempt.add_without(out, &mut marks);
        }
    }
    let before = share(completion.score_earned, completion.score_of)?;
    (is_touched && marks.of() > 0).then(|| marks.grade().max(before))
}

fn share(earned: u64, of: u64) -> Option<Grade> {
    Some(Grade::share(u32::try_from(earned).ok()?, u32::try_from(of).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_act_about_a_question_counts() {
        let acts = [(THROWN_OUT, "one-question"), (THROWN_OUT, "another"), (PUT_BACK, "one-question"), ("purge", "another")];
        let of = |course: &str, acts: &[(&str, &str)]| -> Vec<String> {
            let course = CourseId::new(course).unwrap();
            thrown_out(&course, acts.iter().copied()).iter().map(ToString::to_string).collect()
        };
        assert_eq!(of("sample", &acts), ["another"]);
        let named = [(THROWN_OUT, "sample/one-question"), (PUT_BACK, "other/one-question"), (PUT_BACK, "sample/another")];
        let both = [acts.as_slice(), &named].concat();
        assert_eq!(of("sample", &both), ["one-question"]);
        assert_eq!(of("other", &both), ["another"], "what the log says of one course is nothing to another");
    }
}
