//! A note being written: on a page, on a question, or on the course. Kept when it is left, whatever way that happens.

use unicode_segmentation::UnicodeSegmentation;

use crate::journey::{Fact, LONGEST_NOTE, Subject};
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::field::{self, Field, write_on};
use crate::tui::widget::frame::{self, Header};
use crate::tui::world::{Effect, Screen, World, look};

/// A note being written.
#[derive(Debug)]
pub(super) struct Note {
    about: Subject,
    field: Field,
    view: View,
}

impl Note {
    /// Begins with what was written before.
    pub(super) fn new(about: &Subject, world: &World<'_>) -> Self {
        let written = world.progress.notes.get(about).map_or("", String::as_str);
        // Of a longer one, such as one that was left line by line below what it had said, nothing is lost by opening it.
        let most = written.graphemes(true).count().max(LONGEST_NOTE);
        Self { about: about.clone(), field: Field::area(written, most), view: View::default() }
    }

    fn is_on_text(&self, sheet: &Sheet) -> bool {
        sheet.spots.get(self.view.focus).is_some_and(|spot| spot.touch == Touch::Text)
    }

    fn leave(&self, world: &World<'_>) -> Vec<Effect> {
        self.unkept(world).map(Effect::Record).into_iter().chain([Effect::Close]).collect()
    }

    /// Puts the cursor where a click fell.
    fn point(&mut self, column: u16, row: u16, sheet: &Sheet, world: &World<'_>) {
        let view = self.view.within(sheet, world.rows());
        let top = sheet.spots.iter().find(|spot| spot.touch == Touch::Text).map_or(0, |spot| spot.rows.start);
        if let Some((row, column)) = frame::at(world.area, view, column, row) {
            self.field.point(row.saturating_sub(top), column, field::room(sheet));
        }
    }

    /// Scrolls to the row the cursor stands on. Says that the note is full where the words for it, below it, are out of sight.
    fn follow_cursor(&mut self, world: &World<'_>) -> Vec<Effect> {
        let sheet = self.sheet(world, world.columns());
        let Some(spot) = sheet.spots.iter().find(|spot| spot.touch == Touch::Text) else { return Vec::new() };
        self.view.focus = 0;
        let is_out_of_sight = field::follow(&mut self.view, &sheet, spot, world.rows());
        self.field.says_full(world.language).filter(|_| is_out_of_sight).map(Effect::Say).into_iter().collect()
    }
}

impl Screen for Note {
    fn header(&self, world: &World<'_>) -> Header {
        Header { here: world.language.note().to_owned(), far: self.about.title(world.course).unwrap_or_default(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        sheet.say(world.language.note_how(), Role::Faint);
        write_on(&mut sheet, &self.field, Touch::Text, world.language);
        sheet.gap();
        sheet.button(world.language.note_keep(), Touch::Next);
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, world: &World<'_>) -> Context {
        if self.is_on_text(&self.sheet(world, world.columns())) { Context::Note } else { Context::NoteEnd }
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return self.leave(world);
        }
        let on_text = self.is_on_text(sheet);
        let writes = matches!(action, Action::Type(_) | Action::Paste(_) | Action::Erase | Action::Undo | Action::Redo);
        if (on_text || writes) && self.field.act_in(action, field::room(sheet)) {
            let told = self.follow_cursor(world);
            return if writes { told } else { Vec::new() };
        }
        match (look(&mut self.view, action, sheet, world), action) {
            (Outcome::Touched(Touch::Text), Action::Click { column, row }) => self.point(*column, *row, sheet, world),
            (Outcome::Touched(Touch::Next), _) => return self.leave(world),
            _ => {}
        }
        Vec::new()
    }

    fn unkept(&self, world: &World<'_>) -> Option<Fact> {
        let kept = world.progress.notes.get(&self.about).map_or("", String::as_str);
        (self.field.text() != kept).then(|| Fact::NoteWritten { about: self.about.clone(), text: self.field.text().to_owned() })
    }
}
