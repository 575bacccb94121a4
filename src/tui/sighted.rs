//! Which options have been on the screen: while one further down has not, Enter reads on and answers nothing.

use std::collections::BTreeSet;

use super::keymap::Action;
use super::sheet::{Sheet, Touch};
use super::view::View;
use super::widget::frame;
use super::world::World;

/// The options that have been on the screen to their last row, by their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Sighted(BTreeSet<usize>);

impl Sighted {
    /// Takes in what a view shows of a sheet.
    pub(super) fn take_in(&mut self, sheet: &Sheet, view: View, world: &World<'_>) {
        if !frame::has_room(world.area) {
            return;
        }
        let (scroll, rows) = (view.within(sheet, world.rows()).scroll, world.rows());
        let ends = |end: usize| end > scroll && end <= scroll + rows;
        self.0.extend(sheet.spots.iter().filter(|spot| ends(spot.rows.end)).filter_map(|spot| number(&spot.touch)));
    }

    /// Takes in what was on the screen when an action came. Where that is Enter and an option further down has never been there, the view
    /// reads on; returns whether it did.
    pub(super) fn reads_on(&mut self, action: &Action, sheet: &Sheet, view: &mut View, world: &World<'_>) -> bool {
        // A window of another size has not been looked at yet.
        if !matches!(action, Action::Reflowed(_)) {
            self.take_in(sheet, *view, world);
        }
        let reads_on = *action == Action::Enter && self.lacks_below(sheet, *view, world);
        if reads_on {
            view.read_on(sheet, world.rows());
            self.take_in(sheet, *view, world);
        }
        reads_on
    }

    /// Whether an option that has never been on the screen lies below a view whose focus is on an answer.
    fn lacks_below(&self, sheet: &Sheet, view: View, world: &World<'_>) -> bool {
        let view = view.within(sheet, world.rows());
        let end = view.scroll + world.rows();
        let is_new = |touch: &Touch| number(touch).is_some_and(|item| !self.0.contains(&item));
        answers(sheet, view) && sheet.spots.iter().any(|spot| spot.rows.end > end && is_new(&spot.touch))
    }

    /// Whether Enter shows more, rather than answering: what it would answer with is out of sight, or an option never was in sight.
    pub(super) fn shows_more(&self, sheet: &Sheet, view: View, world: &World<'_>) -> bool {
        let view = view.within(sheet, world.rows());
        let is_away = answers(sheet, view) && view.focused(sheet, world.rows()).is_none();
        is_away || self.lacks_below(sheet, view, world)
    }
}

/// Returns the number of an option.
const fn number(touch: &Touch) -> Option<usize> {
    if let Touch::Item(item) = touch { Some(*item) } else { None }
}

/// Whether Enter answers with what is in focus: a link or a hint is opened whatever lies below.
fn answers(sheet: &Sheet, view: View) -> bool {
    sheet.spots.get(view.focus).is_some_and(|spot| matches!(spot.touch, Touch::Item(_) | Touch::Next))
}
