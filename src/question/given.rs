//! What a response gave one item of a form. Knows nothing of what would have been right.

use crate::language::Language;
use crate::prose::Words;

use super::{Form, Response};

/// What an item was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given<'a> {
    /// A partner or a bin.
    To(&'a Words),
    /// A place in an order, counted from 1.
    Step(usize),
}

impl Given<'_> {
    /// Returns it in words.
    #[must_use]
    pub fn said(self, say: Language) -> String {
        match self {
            Self::To(words) => words.plain(),
            Self::Step(number) => say.item_step(number),
        }
    }
}

impl<'a> Form<'a> {
    /// Returns what a response gave an item; `None` where it gave it nothing, and where items are not given anything.
    #[must_use]
    pub fn given(&self, response: &Response, item: usize) -> Option<Given<'a>> {
        match (self, response) {
            (Self::Pair { right: targets, .. }, Response::Pairs(given)) | (Self::Sort { bins: targets, .. }, Response::Bins(given)) => {
                targets.get((*given.get(item)?)?).copied().map(Given::To)
            }
            (Self::Arrange { .. }, Response::Order(order)) => {
                order.iter().position(|step| *step == item).map(|place| Given::Step(place + 1))
            }
            _ => None,
        }
    }
}
