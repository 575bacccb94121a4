//! What a learner does next: where Enter leads from the list of steps.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::course::{Course, Step};

use super::standing::is_open;
use super::{LessonStanding, Place, Progress, certificate_left, lesson_standing, must_sign, quiz_today, step_done, to_renew};

/// Returns what is to be done next: what was left half-way, else the first step, in the course's order, that the certificate or its renewal
/// needs and that may be done now, or a lesson that was begun; then what is optional. `None` leads to the certificate: its statement is to be
/// signed, or it is new and was not looked at yet. A quiz that may not be tried now comes last, and only where the certificate needs it: it
/// says what is waited for.
#[must_use]
pub fn next_step(course: &Course, progress: &Progress, now: Timestamp, today: Date) -> Option<Step> {
    let renews = to_renew(course, progress, today);
    let is_left = |step: &Step| !step_done(course, progress, step);
    let may_begin = |step: &Step| match step {
        Step::Lesson(_) => true,
        Step::Quiz(id) => course.quiz(id).is_none_or(|quiz| quiz_today(course, progress, quiz, now, today).may_try()),
    };
    let is_due = |step: &&Step| is_left(step) && is_open(course, progress, step);
    let is_wanted = |step: &Step| is_left(step) && (course.needs(step) || is_reading(course, progress, step)) || renews.contains(step);
    let in_order = || course.order.iter().find(|step| is_wanted(step) && is_open(course, progress, step) && may_begin(step)).cloned();
    let next = half_way(course, progress).or_else(in_order).or_else(|| renews.iter().find(|step| may_begin(step)).cloned());
    let leads_to_it = || must_sign(course, progress, today) || progress.is_certificate_new;
    if next.is_none() && certificate_left(course, progress, today).is_empty() && leads_to_it() {
        return None;
    }
    let optional = || course.order.iter().find(|step| is_due(step) && may_begin(step)).cloned();
    let waited_for = || course.order.iter().find(|step| course.needs(step) && is_due(step)).cloned();
    next.or_else(optional).or_else(waited_for).or_else(|| renews.first().cloned())
}

/// Whether a part of a lesson is read.
fn is_reading(course: &Course, progress: &Progress, step: &Step) -> bool {
    let Step::Lesson(id) = step else { return false };
    course.lesson(id).is_some_and(|lesson| matches!(lesson_standing(course, progress, lesson), LessonStanding::Reading { .. }))
}

/// Returns what was left half-way: the attempt or the lesson the learner was in last, else an attempt that is open. A quiz whose attempt has
/// ended is none.
fn half_way(course: &Course, progress: &Progress) -> Option<Step> {
    let is_begun = |step: &Step| match step {
        Step::Lesson(_) => !step_done(course, progress, step),
        Step::Quiz(id) => course.quiz(id).is_some_and(|quiz| progress.open_attempt(quiz).is_some()),
    };
    let was_in = match progress.place.as_ref() {
        Some(Place::Page { lesson, .. }) => Some(Step::Lesson(lesson.clone())),
        Some(Place::Quiz { quiz }) => Some(Step::Quiz(quiz.clone())),
        Some(Place::Home) | None => None,
    };
    let was_in = was_in.filter(|step| course.order.contains(step) && is_begun(step));
    was_in.or_else(|| course.order.iter().find(|step| matches!(step, Step::Quiz(_)) && is_begun(step)).cloned())
}
