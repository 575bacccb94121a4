//! A lesson that was written anew while it is open.

use crate::course::{self, Page, PageKind};
use crate::id::{LessonId, PageId};
use crate::journey::Fact;
use crate::tui::form::moved;
use crate::tui::world::{Screen, World};

use super::Lesson;

impl Lesson {
    /// Goes on at the same page, or at the one in its place. Returns the facts by which what was done stays done; `None` where the lesson is
    /// gone.
    pub(super) fn goes_on(&mut self, before: &World<'_>, now: &World<'_>) -> Option<Vec<Fact>> {
        let old = before.course.lesson(&self.id)?;
        let new = now.course.lesson(&self.id).or_else(|| now.course.lessons.iter().find(|lesson| lesson.file == old.file))?;
        let sheet = self.sheet(before, before.columns());
        let place = old.position(&self.page).unwrap_or(0);
        // A page without an id of its own has that of its title, and takes a new one with a new title.
        let page = new.page(&self.page).or_else(|| new.pages.get(place)).or_else(|| new.pages.last())?.id.clone();
        let facts = if (&new.id, &page) == (&self.id, &self.page) { Vec::new() } else { self.moved(&new.id, &page, before) };
        let ticked = self.ticked_anew((old, new), &page, before);
        (self.id, self.page) = (new.id.clone(), page);
        let is_known = facts.is_empty();
        let renewed = self.sheet(now, now.columns());
        if is_known {
            self.view = self.view.renewed(&sheet, &renewed);
        }
        Some(facts.into_iter().chain(ticked).collect())
    }

    /// Returns the ticks of a checklist where each item stands now, if that is elsewhere: an item goes by its words.
    fn ticked_anew(&self, (old, new): (&course::Lesson, &course::Lesson), page: &PageId, world: &World<'_>) -> Option<Fact> {
        let ticked = self.done(world)?.ticks.get(&self.page)?.clone();
        let of = |page: Option<&Page>| match &page?.kind {
            PageKind::Checklist { items, .. } => Some(items.iter().map(|item| item.markdown().to_owned()).collect::<Vec<_>>()),
            _ => None,
        };
        let (before, now) = (of(old.page(&self.page))?, of(new.page(page))?);
        let items = ticked.iter().copied().filter_map(moved(&before, &now)).collect();
        (items != ticked).then(|| Fact::Ticked { lesson: new.id.clone(), page: page.clone(), items })
    }

    /// Returns what was done on this page as done on the one that stands in its place.
    fn moved(&self, lesson: &LessonId, page: &PageId, world: &World<'_>) -> Vec<Fact> {
        let mut facts = vec![Fact::PageRead { lesson: lesson.clone(), page: page.clone() }];
        let Some(done) = self.done(world) else { return facts };
        let at = || (lesson.clone(), page.clone());
        if let Some(choice) = done.decisions.get(&self.page) {
            let (lesson, page) = at();
            facts.push(Fact::DecisionTaken { lesson, page, choice: *choice });
        }
        if let Some(items) = done.ticks.get(&self.page) {
            let (lesson, page) = at();
            facts.push(Fact::Ticked { lesson, page, items: items.clone() });
        }
        if let Some(note) = done.reflections.get(&self.page) {
            let (lesson, page) = at();
            facts.push(Fact::Reflected { lesson, page, note: note.clone() });
        }
        facts
    }
}
