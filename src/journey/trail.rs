//! The way through a lesson: the pages in the order a learner meets them, by the choices made so far.

use crate::course::{Lesson, Page, PageKind};

use super::LessonProgress;

/// Returns the pages in order. A page that only a choice leads to is met right after the decision, if that choice was made; then
/// the lesson goes on with the next page that is none.
#[must_use]
pub fn trail<'a>(lesson: &'a Lesson, done: Option<&LessonProgress>) -> Vec<&'a Page> {
    let mut met: Vec<&Page> = Vec::new();
    for page in lesson.pages.iter().filter(|page| !lesson.is_branch(&page.id)) {
        let mut next = Some(page);
        while let Some(page) = next.filter(|page| met.iter().all(|known| known.id != page.id)) {
            met.push(page);
            next = led_to(lesson, page, done);
        }
    }
    met
}

/// Returns the page that the choice made on a page leads to.
fn led_to<'a>(lesson: &'a Lesson, page: &Page, done: Option<&LessonProgress>) -> Option<&'a Page> {
    let PageKind::Decision { choices } = &page.kind else { return None };
    let made = *done?.decisions.get(&page.id)?;
    lesson.page(choices.get(made)?.to.as_ref()?)
}
