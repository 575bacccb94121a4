//! A term of the glossary, in a panel over what one was reading.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::course::proof::Part;
use crate::id::TermId;
use crate::journey::Fact;
use crate::prose::Words;
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::Sheet;
use crate::tui::theme::Role;
use crate::tui::view::View;
use crate::tui::widget::frame::{self, Header};
use crate::tui::world::{Effect, Screen, World};

/// A term and what it means.
#[derive(Debug)]
pub(super) struct Term {
    id: TermId,
    name: String,
    words: Words,
    view: View,
}

impl Term {
    /// Looks a term up.
    pub(super) fn new(id: &TermId, world: &World<'_>) -> Option<Self> {
        let words = world.course.terms.get(id)?.clone();
        Some(Self { id: id.clone(), name: world.course.term_name(id).to_owned(), words, view: View::default() })
    }
}

impl Screen for Term {
    fn header(&self, _: &World<'_>) -> Header {
        Header::default()
    }

    fn sheet(&self, _: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        sheet.say(&self.name, Role::Heading);
        sheet.words(&self.words);
        // Enter closes it, and nothing else is in focus.
        sheet.spots.clear();
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::Panel
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        match action {
            Action::Click { .. } | Action::Enter => vec![Effect::Close],
            _ => {
                self.view.act(action, None, sheet, frame::panel_rows(sheet, world.area));
                Vec::new()
            }
        }
    }

    fn parts(&self, _: &World<'_>) -> Vec<Part> {
        vec![Part::Course]
    }

    fn renewed(&mut self, _: &World<'_>, now: &World<'_>) -> Option<Vec<Fact>> {
        self.words = now.course.terms.get(&self.id)?.clone();
        Some(Vec::new())
    }

    fn is_panel(&self) -> bool {
        true
    }

    fn draw(&self, sheet: &Sheet, world: &World<'_>, buffer: &mut Buffer) -> Option<Position> {
        frame::draw_panel(world.settled.look, sheet, self.view, self.keys(sheet, world), world.area, buffer)
    }
}
