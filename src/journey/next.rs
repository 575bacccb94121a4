//! What a learner does next: where Enter leads from the list of steps.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::course::{Course, Step};

use super::standing::is_open;
use super::{LessonStanding, Place, Progress, certified, lesson_standing, must_sign, quiz_today, step_done, to_renew};

/// Returns what is to be done next: what was left half-way, else the first step that is not done and may be done now. While the certificate is
/// to be renewed, what it does not need and nobody has begun comes after what renews it, and is not named before its statement is signed. A
/// quiz that may not be tried now comes last, and only where the certificate needs it: it says what is waited for.
#[must_use]
pub fn next_step(course: &Course, progress: &Progress, now: Timestamp, today: Date) -> Option<Step> {
    let is_left = |step: &Step| !step_done(course, progress, step);
    let may_begin = |step: &Step| match step {
        Step::Lesson(_) => true,
        Step::Quiz(id) => course.quiz(id).is_none_or(|quiz| quiz_today(course, progress, quiz, now, today).may_try()),
    };
    let is_due = |step: &&Step| is_left(step) && is_open(course, progress, step);
    let half_way = half_way(progress).filter(|step| course.order.contains(step) && is_left(step) && may_begin(step));
    let first = |counts: &dyn Fn(&Step) -> bool| course.order.iter().find(|step| is_due(step) && may_begin(step) && counts(step)).cloned();
    let waited_for = || course.order.iter().find(|step| course.needs(step) && is_due(step)).cloned();
    if half_way.is_some() || certified(course, progress, today).since().is_none() {
        return half_way.or_else(|| first(&|_| true)).or_else(waited_for);
    }
    let renews = to_renew(course, progress, today);
    let next = first(&|step| course.needs(step) || is_begun(course, progress, step))
        .or_else(|| renews.iter().find(|step| may_begin(step)).cloned());
    if next.is_none() && renews.is_empty() && must_sign(course, progress, today) {
        return None;
    }
    next.or_else(|| first(&|_| true)).or_else(waited_for).or_else(|| renews.into_iter().next())
}

/// Whether somebody has done a part of a step.
fn is_begun(course: &Course, progress: &Progress, step: &Step) -> bool {
    match step {
        Step::Lesson(id) => {
            course.lesson(id).is_some_and(|lesson| matches!(lesson_standing(course, progress, lesson), LessonStanding::Reading { .. }))
        }
        Step::Quiz(id) => course.quiz(id).is_some_and(|quiz| progress.attempts_at(quiz).next().is_some()),
    }
}

fn half_way(progress: &Progress) -> Option<Step> {
    match progress.place.as_ref()? {
        Place::Page { lesson, .. } => Some(Step::Lesson(lesson.clone())),
        Place::Quiz { quiz } => Some(Step::Quiz(quiz.clone())),
        Place::Home => None,
    }
}
