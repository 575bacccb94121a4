//! Search: what has the words, as one types, over every page, every term, and the questions one has answered.

use crate::journey::{Fact, LessonStanding, lesson_standing};
use crate::language::Language;
use crate::search::{Found, Hit, Index, MOST, Marked};
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch, marked, piece};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::field::{Field, write_on};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

use super::called;

/// Words being typed, and what has them.
#[derive(Debug)]
pub(super) struct Search {
    index: Index,
    field: Field,
    hits: Vec<Hit>,
    view: View,
}

impl Search {
    /// Begins with no word typed. The course is read for its words here, and not before.
    pub(super) fn new(world: &World<'_>) -> Self {
        Self { index: Index::of(world.course, world.progress), field: Field::new("", 80), hits: Vec::new(), view: View::default() }
    }

    fn open(&self, place: usize, world: &World<'_>) -> Vec<Effect> {
        let Some(hit) = self.hits.get(place) else { return Vec::new() };
        match &hit.found {
            Found::Page(lesson, _) if hit.is_locked => {
                let standing = world.course.lesson(lesson).map(|lesson| lesson_standing(world.course, world.progress, lesson));
                match standing {
                    Some(LessonStanding::Locked { needs }) => vec![Effect::Say(world.language.first_comes(called(world, &needs)))],
                    _ => vec![Effect::Open(hit.found.route())],
                }
            }
            found => vec![Effect::Open(found.route())],
        }
    }
}

fn lay(hit: &Hit, place: usize, say: Language, sheet: &mut Sheet) {
    let from = sheet.rows.len();
    let wide = sheet.columns;
    let kind = match (&hit.found, hit.is_locked) {
        (Found::Page(..), true) => say.search_later().to_owned(),
        (Found::Page(..), false) => hit.place.clone(),
        (Found::Term(_), _) => say.search_glossary().to_owned(),
        (Found::Question(_), _) => say.search_answered().to_owned(),
    };
    let end = crate::prose::layout::cut(&kind, wide / 3);
    let room = wide.saturating_sub(crate::prose::layout::width(&end) + 2);
    sheet.row_with_end(marked(&hit.title, room, Role::Text), vec![piece(&end, Role::Faint)]);
    let excerpt: Marked = hit.excerpt.clone();
    let mut row = vec![piece("   ", Role::Text)];
    row.extend(marked(&excerpt, wide.saturating_sub(3), Role::Faint));
    sheet.row(row);
    sheet.spot(from, Touch::Item(place));
}

/// Says how many were found. Of more than are shown nobody counts the rest.
fn found(count: usize, say: Language) -> String {
    if count < MOST { say.search_found(count) } else { say.search_best(count) }
}

impl Screen for Search {
    fn header(&self, world: &World<'_>) -> Header {
        let far = if self.field.text().is_empty() { String::new() } else { found(self.hits.len(), world.language) };
        Header { here: world.language.search().to_owned(), far, ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        write_on(&mut sheet, &self.field, Touch::Text, world.language);
        sheet.gap();
        if self.field.text().is_empty() {
            sheet.say(world.language.search_type(), Role::Faint);
        } else if self.hits.is_empty() {
            sheet.say(world.language.search_nothing(), Role::Text);
        }
        for (place, hit) in self.hits.iter().enumerate() {
            lay(hit, place, world.language, &mut sheet);
        }
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::Find
    }

    fn renewed(&mut self, _: &World<'_>, now: &World<'_>) -> Option<Vec<Fact>> {
        self.index = Index::of(now.course, now.progress);
        self.hits = self.index.find(self.field.text());
        Some(Vec::new())
    }

    fn opened_by(&self) -> Option<Action> {
        Some(Action::Search)
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        let before = self.field.text().to_owned();
        if self.field.act(action) {
            // Whoever types is at the words again.
            self.view = View::default();
            if self.field.text() != before {
                self.hits = self.index.find(self.field.text());
            }
            return Vec::new();
        }
        match look(&mut self.view, action, sheet, world) {
            Outcome::Touched(Touch::Text) if *action == Action::Enter => self.open(0, world),
            Outcome::Touched(Touch::Item(place)) => self.open(place, world),
            _ => Vec::new(),
        }
    }
}
