//! A text to mend, then the trainer's own beside it and a list to tick.

use std::collections::BTreeSet;

use crate::language::Language;
use crate::prose::Words;
use crate::question::Response;
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::widget::field::{Field, write_on};

use super::{Answered, letter};

/// The most letters a text may have.
const MOST: usize = 2000;
/// The space between one's own text and the trainer's.
const BETWEEN: usize = 4;

/// The text, and what is ticked once it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Draft {
    field: Field,
    ticked: Option<BTreeSet<usize>>,
}

impl Draft {
    pub(super) fn new(draft: &Words) -> Self {
        Self::of(&draft.plain(), None)
    }

    /// Goes on with what was written and, where the writing was done, ticked.
    pub(super) fn of(text: &str, ticked: Option<BTreeSet<usize>>) -> Self {
        Self { field: Field::area(text, MOST), ticked }
    }

    /// Returns what there is: words alone while they are being written.
    pub(super) fn so_far(&self) -> Response {
        let text = self.field.text().to_owned();
        match &self.ticked {
            None => Response::Written(text),
            Some(ticked) => Response::Rewritten { text, ticked: ticked.clone() },
        }
    }

    /// Keeps what was written, unless nothing was changed in the text as it was given.
    pub(super) fn renewed(&self, given: &Words, begun: Self, place: impl Fn(usize) -> Option<usize>) -> Self {
        let untouched = self.ticked.is_none() && self.field.text() == Self::new(given).field.text();
        let ticked = self.ticked.as_ref().map(|ticked| ticked.iter().copied().filter_map(place).collect());
        Self { field: if untouched { begun.field } else { self.field.clone() }, ticked }
    }

    pub(super) const fn is_text(&self) -> bool {
        self.ticked.is_none()
    }

    pub(super) const fn context(&self, on_text: bool) -> Context {
        match (&self.ticked, on_text) {
            (Some(_), _) => Context::Rubric,
            (None, true) => Context::Area,
            (None, false) => Context::AreaEnd,
        }
    }

    pub(super) fn lay(&self, sample: &Words, rubric: &[&Words], beside: bool, say: Language, sheet: &mut Sheet) {
        let Some(ticked) = &self.ticked else {
            sheet.say(say.form_mend(), Role::Faint);
            write_on(sheet, &self.field, Touch::Text, say);
            sheet.gap();
            sheet.button(say.form_done_writing(), Touch::Next);
            return;
        };
        self.compare(sample, beside && !sample.is_empty(), say, sheet);
        sheet.say(say.form_tick(), Role::Faint);
        for (place, words) in rubric.iter().enumerate() {
            let sign = if ticked.contains(&place) { "[x]" } else { "[ ]" };
            sheet.touchable(&piece(&format!("{sign} {}  ", letter(place)), Role::Accent), words, Role::Text, Touch::Item(place));
        }
        sheet.gap();
        sheet.button(say.form_done(), Touch::Next);
    }

    /// Adds one's own text and the trainer's: side by side where there is room.
    fn compare(&self, sample: &Words, beside: bool, say: Language, sheet: &mut Sheet) {
        let columns = if beside { sheet.columns.saturating_sub(BETWEEN) / 2 } else { sheet.columns };
        let mut own = Sheet::new(columns);
        own.say(say.form_yours(), Role::Faint);
        for line in self.field.text().split('\n') {
            own.say(line, Role::Quote);
        }
        let mut theirs = Sheet::new(columns);
        if !sample.is_empty() {
            theirs.say(say.form_trainers(), Role::Faint);
            theirs.words_as(sample, Role::Quote);
            theirs.spots.clear();
        }
        if beside {
            sheet.place_beside(own, theirs, BETWEEN);
        } else {
            let nothing = piece("", Role::Text);
            sheet.place(own, &nothing, &nothing);
            sheet.gap();
            sheet.place(theirs, &nothing, &nothing);
        }
        sheet.gap();
    }

    pub(super) fn act(&mut self, action: &Action, on_text: bool, columns: usize) -> bool {
        match action {
            _ if self.ticked.is_some() => false,
            Action::Up | Action::Down | Action::Before | Action::After if !on_text => false,
            _ => self.field.act_in(action, columns),
        }
    }

    pub(super) fn point(&mut self, row: usize, column: usize, columns: usize) {
        self.field.point(row, column, columns);
    }

    pub(super) fn touch(&mut self, item: usize) -> Answered {
        if let Some(ticked) = &mut self.ticked
            && !ticked.remove(&item)
        {
            ticked.insert(item);
        }
        Answered::NotYet
    }

    pub(super) fn submit(&mut self, say: Language) -> Answered {
        match &self.ticked {
            None if self.field.text().is_empty() => Answered::Because(say.form_write_first().to_owned()),
            None => {
                self.ticked = Some(BTreeSet::new());
                Answered::NotYet
            }
            Some(_) => Answered::With(self.so_far()),
        }
    }
}
