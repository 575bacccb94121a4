//! What is to be done once more to renew the certificate: where its quizzes stand, and how many of its steps are done.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::course::{Course, Quiz, Step};

use super::certificate::attempts_since;
use super::standing::not_passed;
use super::{Attempt, Progress, QuizStanding, quiz_standing, step_done, to_renew};

/// Returns where a quiz stands: while it is to be passed once more for a renewal, by the attempts that count for that.
///
/// A department grades by [`quiz_standing`] alone: earlier programs let a quiz that was passed be tried again as often as anybody liked.
#[must_use]
pub fn quiz_today(course: &Course, progress: &Progress, quiz: &Quiz, now: Timestamp, today: Date) -> QuizStanding {
    let stands = quiz_standing(course, progress, quiz, now);
    let is_passed = matches!(stands, QuizStanding::Passed { .. });
    let Some(since) = since(course, progress, quiz, now, today).filter(|_| is_passed) else { return stands };
    let tried: Vec<&Attempt> = tried_since(progress, quiz, since).collect();
    let best = tried.iter().filter_map(|attempt| attempt.result(quiz)).map(|ended| ended.grade).max();
    best.map_or(stands, |best| not_passed(quiz, &tried, best, now))
}

/// Returns how many of the steps the certificate needs are done, and how many there are; while it is to be renewed, what is to be done for
/// that is not. What is optional is not told as owed.
#[must_use]
pub fn steps_done(course: &Course, progress: &Progress, today: Date) -> (usize, usize) {
    let needed: Vec<&Step> = course.order.iter().filter(|step| course.needs(step)).collect();
    let renews = to_renew(course, progress, today);
    let is_done = |step: &&&Step| step_done(course, progress, step) && !renews.contains(step);
    (needed.iter().filter(is_done).count(), needed.len())
}

/// Whether the certificate needs a quiz of which no attempt is left.
#[must_use]
pub fn is_stuck(course: &Course, progress: &Progress, now: Timestamp, today: Date) -> bool {
    let is_failed = |quiz: &Quiz| matches!(quiz_today(course, progress, quiz, now, today), QuizStanding::Failed { .. });
    course.certificate.needs.iter().any(|step| match step {
        Step::Quiz(id) => course.quiz(id).is_some_and(is_failed),
        Step::Lesson(_) => false,
    })
}

/// Returns how many attempts at a quiz are used up, of those that count now.
#[must_use]
pub fn attempts_used(course: &Course, progress: &Progress, quiz: &Quiz, now: Timestamp, today: Date) -> usize {
    match since(course, progress, quiz, now, today) {
        Some(since) => tried_since(progress, quiz, since).count(),
        None => progress.attempts_at(quiz).count(),
    }
}

/// Returns the moment from which attempts count for a renewal; `None` for a quiz that is not to be passed once more.
fn since(course: &Course, progress: &Progress, quiz: &Quiz, now: Timestamp, today: Date) -> Option<Timestamp> {
    let since = attempts_since(course, progress, now, today)?;
    let was_passed = progress.best_attempt(quiz).is_some_and(|(_, best)| best.passed);
    (was_passed && to_renew(course, progress, today).contains(&Step::Quiz(quiz.id.clone()))).then_some(since)
}

fn tried_since<'a>(progress: &'a Progress, quiz: &'a Quiz, since: Timestamp) -> impl Iterator<Item = &'a Attempt> {
    progress.attempts_at(quiz).filter(move |attempt| attempt.ended.is_none_or(|ended| ended.at >= since))
}
