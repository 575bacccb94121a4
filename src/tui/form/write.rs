//! A few words of one's own.

use crate::language::Language;
use crate::question::Response;
use crate::tui::keymap::Action;
use crate::tui::sheet::{Sheet, Touch};
use crate::tui::theme::Role;
use crate::tui::widget::field::{Field, write_on};

use super::Answered;

/// The most letters an answer may have.
const MOST: usize = 200;

/// What is written so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Draft {
    field: Field,
}

impl Default for Draft {
    fn default() -> Self {
        Self::of("")
    }
}

impl Draft {
    /// Goes on with what was written.
    pub(super) fn of(text: &str) -> Self {
        Self { field: Field::new(text, MOST) }
    }

    pub(super) fn so_far(&self) -> Response {
        Response::Written(self.field.text().to_owned())
    }

    pub(super) fn lay(&self, say: Language, sheet: &mut Sheet) {
        sheet.say(say.form_write(), Role::Faint);
        write_on(sheet, &self.field, Touch::Text, say);
        sheet.gap();
        sheet.button(say.form_answer(), Touch::Next);
    }

    pub(super) fn act(&mut self, action: &Action) -> bool {
        self.field.act(action)
    }

    pub(super) fn point(&mut self, row: usize, column: usize, columns: usize) {
        self.field.point(row, column, columns);
    }

    pub(super) fn submit(&self, say: Language) -> Answered {
        if self.field.text().is_empty() {
            return Answered::Because(say.form_write_first().to_owned());
        }
        Answered::With(self.so_far())
    }
}
