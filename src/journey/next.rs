//! What a learner does next: where Enter leads from the list of steps.

use jiff::civil::Date;

use crate::course::{Course, Step};

use super::standing::is_open;
use super::{Place, Progress, step_done, to_renew};

/// Returns what is to be done next: what was left half-way, else the first step that is not done and may be done now, else what renews
/// the certificate.
#[must_use]
pub fn next_step(course: &Course, progress: &Progress, today: Date) -> Option<Step> {
    let is_left = |step: &Step| !step_done(course, progress, step);
    let half_way = half_way(progress).filter(|step| course.order.contains(step) && is_left(step));
    let first = || course.order.iter().find(|step| is_left(step) && is_open(course, progress, step)).cloned();
    half_way.or_else(first).or_else(|| to_renew(course, progress, today).into_iter().next())
}

fn half_way(progress: &Progress) -> Option<Step> {
    match progress.place.as_ref()? {
        Place::Page { lesson, .. } => Some(Step::Lesson(lesson.clone())),
        Place::Quiz { quiz } => Some(Step::Quiz(quiz.clone())),
        Place::Home => None,
    }
}
