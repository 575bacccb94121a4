//! Any number of several: Space marks, Enter answers with what is marked.

use std::collections::BTreeSet;

use crate::language::Language;
use crate::prose::Words;
use crate::question::Response;
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;

use super::{Answered, letter, shown};

/// What is marked so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Draft {
    marked: BTreeSet<usize>,
}

impl Draft {
    pub(super) fn lay(&self, options: &[&Words], order: &[usize], say: Language, sheet: &mut Sheet) {
        for (place, item) in shown(options.len(), order).enumerate() {
            let Some(words) = options.get(item) else { continue };
            sheet.gap();
            let sign = if self.marked.contains(&item) { "[x]" } else { "[ ]" };
            sheet.touchable(&piece(&format!("{sign} {}  ", letter(place)), Role::Accent), words, Role::Text, Touch::Item(item));
        }
        sheet.gap();
        sheet.button(say.form_marked(), Touch::Next);
    }

    /// Goes on with what was marked.
    pub(super) const fn of(marked: BTreeSet<usize>) -> Self {
        Self { marked }
    }

    pub(super) fn so_far(&self) -> Response {
        Response::Some(self.marked.clone())
    }

    /// Keeps what is marked where each item stands now.
    pub(super) fn renewed(&self, place: impl Fn(usize) -> Option<usize>) -> Self {
        Self { marked: self.marked.iter().copied().filter_map(place).collect() }
    }

    pub(super) fn touch(&mut self, item: usize) -> Answered {
        if !self.marked.remove(&item) {
            self.marked.insert(item);
        }
        Answered::NotYet
    }

    pub(super) fn submit(&self, say: Language) -> Answered {
        if self.marked.is_empty() {
            return Answered::Because(say.form_nothing_marked().to_owned());
        }
        Answered::With(self.so_far())
    }
}
