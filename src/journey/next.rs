//! What a learner does next: where Enter leads from the list of steps.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::course::{Course, Step};

use super::standing::is_open;
use super::{Place, Progress, quiz_today, step_done, to_renew};

/// Returns what is to be done next: what was left half-way, else the first step that is not done and may be done now, else what renews
/// the certificate. A quiz that may not be tried now comes last, and only where the certificate needs it: it says what is waited for.
#[must_use]
pub fn next_step(course: &Course, progress: &Progress, now: Timestamp, today: Date) -> Option<Step> {
    let is_left = |step: &Step| !step_done(course, progress, step);
    let may_begin = |step: &Step| match step {
        Step::Lesson(_) => true,
        Step::Quiz(id) => course.quiz(id).is_none_or(|quiz| quiz_today(course, progress, quiz, now, today).may_try()),
    };
    let is_due = |step: &&Step| is_left(step) && is_open(course, progress, step);
    let half_way = half_way(progress).filter(|step| course.order.contains(step) && is_left(step) && may_begin(step));
    let first = || course.order.iter().find(|step| is_due(step) && may_begin(step)).cloned();
    let renews = || to_renew(course, progress, today);
    let waited_for = || course.order.iter().find(|step| course.needs(step) && is_due(step)).cloned();
    half_way.or_else(first).or_else(|| renews().into_iter().find(may_begin)).or_else(waited_for).or_else(|| renews().into_iter().next())
}

fn half_way(progress: &Progress) -> Option<Step> {
    match progress.place.as_ref()? {
        Place::Page { lesson, .. } => Some(Step::Lesson(lesson.clone())),
        Place::Quiz { quiz } => Some(Step::Quiz(quiz.clone())),
        Place::Home => None,
    }
}
