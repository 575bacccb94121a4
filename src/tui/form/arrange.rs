//! Steps to put in order: each gets its number in turn.

use crate::language::Language;
use crate::prose::Words;
use crate::question::Response;
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;

use super::{Answered, letter, shown};

/// The steps that have a number, first to last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Draft {
    order: Vec<usize>,
}

impl Draft {
    pub(super) fn lay(&self, steps: &[&Words], order: &[usize], say: Language, sheet: &mut Sheet) {
        for (place, item) in shown(steps.len(), order).enumerate() {
            let Some(words) = steps.get(item) else { continue };
            sheet.gap();
            let number = self.order.iter().position(|step| *step == item).map_or_else(|| " ".to_owned(), |at| (at + 1).to_string());
            sheet.touchable(&piece(&format!("[{number}] {}  ", letter(place)), Role::Accent), words, Role::Text, Touch::Item(item));
        }
        sheet.gap();
        sheet.button(say.form_order(), Touch::Next);
    }

    /// Goes on with the steps that had a number.
    pub(super) const fn of(order: Vec<usize>) -> Self {
        Self { order }
    }

    pub(super) fn so_far(&self) -> Response {
        Response::Order(self.order.clone())
    }

    /// Keeps the order of the steps, wherever each stands now.
    pub(super) fn renewed(&self, place: impl Fn(usize) -> Option<usize>) -> Self {
        Self { order: self.order.iter().copied().filter_map(place).collect() }
    }

    pub(super) fn touch(&mut self, item: usize) -> Answered {
        match self.order.iter().position(|step| *step == item) {
            Some(at) => drop(self.order.remove(at)),
            None => self.order.push(item),
        }
        Answered::NotYet
    }

    pub(super) fn submit(&self, count: usize, say: Language) -> Answered {
        if self.order.len() < count {
            return Answered::Because(say.form_order_missing().to_owned());
        }
        Answered::With(self.so_far())
    }
}
