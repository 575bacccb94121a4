//! Where a lesson goes on, and how long what is left of it takes.

use crate::course::{Lesson, Page};
use crate::id::PageId;

use super::{LessonProgress, trail};

/// Returns the page at which a lesson goes on, and how many of its rows were scrolled away: the one it was left at, as long as anything on
/// the way from there on is not read; else the first page that is not read. So whoever only goes on comes past every page. `None` for a
/// lesson without pages.
#[must_use]
pub fn goes_on_at<'a>(lesson: &'a Lesson, done: Option<&LessonProgress>) -> Option<(&'a Page, u16)> {
    let way = trail(lesson, done);
    let is_unread = |page: &&Page| done.is_none_or(|done| !done.read.contains(&page.id));
    let left = done.and_then(|done| done.place.as_ref());
    let left = left.and_then(|(page, scroll)| Some((way.iter().position(|met| met.id == *page)?, *scroll)));
    let leads_on = |(here, _): &(usize, u16)| way.iter().skip(*here).any(is_unread);
    match left.filter(leads_on) {
        Some((here, scroll)) => Some((way.get(here)?, scroll)),
        None => way.iter().find(|page| is_unread(page)).or_else(|| way.first()).map(|page| (*page, 0)),
    }
}

/// Returns how many minutes of a lesson are left to whoever has this page in front, by the share of its pages that is not read and that page;
/// where all is read, by what follows.
#[must_use]
pub fn minutes_from(lesson: &Lesson, done: Option<&LessonProgress>, page: &PageId) -> u32 {
    let way = trail(lesson, done);
    let is_read = |page: &PageId| done.is_some_and(|done| done.read.contains(page));
    let here = way.iter().position(|met| met.id == *page);
    let left = match way.iter().filter(|met| !is_read(&met.id)).count() {
        0 => way.len() - here.unwrap_or(0),
        unread => unread + usize::from(here.is_some() && is_read(page)),
    };
    let (left, of) = (u32::try_from(left).unwrap_or(u32::MAX), u32::try_from(way.len()).unwrap_or(u32::MAX).max(1));
    lesson.minutes.saturating_mul(left).div_ceil(of)
}
