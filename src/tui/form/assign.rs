//! A partner or a bin for each: Space goes to the next one, a letter sets it.

use crate::language::Language;
use crate::prose::Words;
use crate::question::{Form, Response};
use crate::tui::keymap::Context;
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;

use super::{Answered, letter, shown, within};

/// What is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Kind {
    /// Partners; they may come in another order.
    Pair,
    /// Bins; they stand as written, and what is sorted may come in another order.
    Sort,
}

/// What each has so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Draft {
    kind: Kind,
    given: Vec<Option<usize>>,
}

/// The targets in the order shown, and the items in the order shown.
fn orders(kind: Kind, items: usize, targets: usize, order: &[usize]) -> (Vec<usize>, Vec<usize>) {
    match kind {
        Kind::Pair => ((0..items).collect(), shown(targets, order).collect()),
        Kind::Sort => (shown(items, order).collect(), (0..targets).collect()),
    }
}

pub(super) fn targets(form: &Form<'_>) -> usize {
    match form {
        Form::Pair { right, .. } => right.len(),
        Form::Sort { bins, .. } => bins.len(),
        _ => 0,
    }
}

impl Draft {
    pub(super) fn new(items: usize, kind: Kind) -> Self {
        Self { kind, given: vec![None; items] }
    }

    /// Goes on with what each item was given, as far as it fits.
    pub(super) fn with(self, given: &[Option<usize>], targets: usize) -> Self {
        Self { kind: self.kind, given: given.to_vec() }.renewed(self, Some, within(targets))
    }

    /// Returns which keys hold.
    pub(super) const fn context(&self) -> Context {
        match self.kind {
            Kind::Pair => Context::Assign,
            Kind::Sort => Context::Sort,
        }
    }

    pub(super) fn so_far(&self) -> Response {
        match self.kind {
            Kind::Pair => Response::Pairs(self.given.clone()),
            Kind::Sort => Response::Bins(self.given.clone()),
        }
    }

    /// Keeps what each item was given, where the form `begun` anew gives the same: items and targets stand where these say.
    pub(super) fn renewed(&self, mut begun: Self, item: impl Fn(usize) -> Option<usize>, target: impl Fn(usize) -> Option<usize>) -> Self {
        if begun.kind == self.kind {
            for (place, given) in self.given.iter().enumerate() {
                if let Some(now) = item(place).and_then(|place| begun.given.get_mut(place)) {
                    *now = given.and_then(&target);
                }
            }
        }
        begun
    }

    pub(super) fn lay(&self, items: &[&Words], targets: &[&Words], order: &[usize], say: Language, sheet: &mut Sheet) {
        let (items_shown, targets_shown) = orders(self.kind, items.len(), targets.len(), order);
        for (place, target) in targets_shown.iter().enumerate() {
            let Some(words) = targets.get(*target) else { continue };
            let mut inner = Sheet::new(sheet.columns.saturating_sub(3).max(1));
            inner.words(words);
            inner.spots.clear();
            sheet.place(inner, &piece(&format!("{}  ", letter(place)), Role::Accent), &piece("   ", Role::Text));
        }
        for item in items_shown {
            let Some(words) = items.get(item) else { continue };
            sheet.gap();
            let given = self.given.get(item).copied().flatten();
            let place = given.and_then(|given| targets_shown.iter().position(|target| *target == given));
            let from = sheet.rows.len();
            let mark = place.map_or_else(|| "[ ]  ".to_owned(), |place| format!("[{}]  ", letter(place)));
            sheet.touchable(&piece(&mark, Role::Accent), words, Role::Text, Touch::Item(item));
            if let Some(words) = given.and_then(|given| targets.get(given)) {
                let mut inner = Sheet::new(sheet.columns.saturating_sub(7).max(1));
                inner.say(&words.plain(), Role::Faint);
                sheet.place(inner, &piece("     → ", Role::Faint), &piece("       ", Role::Text));
            }
            if let Some(spot) = sheet.spots.last_mut() {
                spot.rows = from..sheet.rows.len();
            }
        }
        sheet.lettered = Some(targets_shown.len());
        sheet.gap();
        sheet.button(say.form_these(), Touch::Next);
    }

    /// Gives an item the target shown at a place.
    pub(super) fn set(&mut self, item: usize, place: usize, form: &Form<'_>, order: &[usize]) -> Option<Answered> {
        let (_, shown) = orders(self.kind, self.given.len(), targets(form), order);
        *self.given.get_mut(item)? = Some(*shown.get(place)?);
        Some(Answered::NotYet)
    }

    /// Gives an item the next target, or the one before.
    pub(super) fn turn(&mut self, item: usize, form: &Form<'_>, order: &[usize], forward: bool) -> Answered {
        let (_, shown) = orders(self.kind, self.given.len(), targets(form), order);
        let count = shown.len();
        if let Some(given) = self.given.get_mut(item).filter(|_| count > 0) {
            let here = given.and_then(|given| shown.iter().position(|target| *target == given));
            let place = match (here, forward) {
                (None, true) => 0,
                (None, false) => count - 1,
                (Some(here), true) => (here + 1) % count,
                (Some(here), false) => (here + count - 1) % count,
            };
            *given = shown.get(place).copied();
        }
        Answered::NotYet
    }

    /// Whether an item was given nothing yet.
    pub(super) fn lacks(&self, item: usize) -> bool {
        self.given.get(item).is_some_and(Option::is_none)
    }

    pub(super) fn submit(&self, say: Language) -> Answered {
        if self.given.iter().any(Option::is_none) {
            return Answered::Because(say.form_each_needs_one().to_owned());
        }
        Answered::With(self.so_far())
    }
}
