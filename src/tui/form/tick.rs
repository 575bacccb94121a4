//! A text to mend, then the trainer's own beside it and a list to tick.

use std::collections::BTreeSet;

use crate::prose::Words;
use crate::question::Response;
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::widget::field::{Field, write_on};

use super::{Answered, letter};

/// The most letters a text may have.
const MOST: usize = 2000;

/// The text, and what is ticked once it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Draft {
    field: Field,
    ticked: Option<BTreeSet<usize>>,
}

impl Draft {
    pub(super) fn new(draft: &Words) -> Self {
        Self { field: Field::new(&draft.plain(), MOST), ticked: None }
    }

    pub(super) const fn context(&self) -> Context {
        if self.ticked.is_some() { Context::Rubric } else { Context::Write }
    }

    pub(super) fn lay(&self, sample: &Words, rubric: &[&Words], sheet: &mut Sheet) {
        let Some(ticked) = &self.ticked else {
            sheet.say("Mend it here; Enter when you are done.", Role::Faint);
            write_on(sheet, &self.field, Touch::Next);
            return;
        };
        sheet.say("Yours:", Role::Faint);
        sheet.say(self.field.text(), Role::Quote);
        sheet.gap();
        if !sample.is_empty() {
            sheet.say("The trainer's:", Role::Faint);
            sheet.words_as(sample, Role::Quote);
            sheet.spots.clear();
            sheet.gap();
        }
        sheet.say("Tick what yours does:", Role::Faint);
        for (place, words) in rubric.iter().enumerate() {
            let sign = if ticked.contains(&place) { "[x]" } else { "[ ]" };
            sheet.touchable(&piece(&format!("{sign} {}  ", letter(place)), Role::Accent), words, Role::Text, Touch::Item(place));
        }
        sheet.gap();
        sheet.button("Done", Touch::Next);
    }

    pub(super) fn act(&mut self, action: &Action) -> bool {
        self.ticked.is_none() && self.field.act(action)
    }

    pub(super) fn touch(&mut self, item: usize) -> Answered {
        if let Some(ticked) = &mut self.ticked
            && !ticked.remove(&item)
        {
            ticked.insert(item);
        }
        Answered::NotYet
    }

    pub(super) fn submit(&mut self) -> Answered {
        match &self.ticked {
            None if self.field.text().is_empty() => Answered::Because("Write something first.".to_owned()),
            None => {
                self.ticked = Some(BTreeSet::new());
                Answered::NotYet
            }
            Some(ticked) => Answered::With(Response::Rewritten { text: self.field.text().to_owned(), ticked: ticked.clone() }),
        }
    }
}
