//! The statement that is signed before the certificate.

use crate::journey::{Fact, HalfMade, LONGEST_NAME, Route};
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::field::{Field, write_on};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

/// The statement, and the name typed so far.
#[derive(Debug)]
pub(super) struct Attest {
    name: Field,
    types: bool,
    view: View,
}

impl Attest {
    /// Opens the course's statement; `None` when it has none.
    pub(super) fn new(world: &World<'_>) -> Option<Self> {
        let types = world.course.attest.as_ref()?.type_name;
        let name = Field::new(world.progress.unfinished.signature().unwrap_or_default(), LONGEST_NAME);
        Some(Self { name, types, view: View::default() })
    }

    fn sign(&self, world: &World<'_>) -> Vec<Effect> {
        let Some(statement) = &world.course.attest else { return vec![Effect::Close] };
        if self.types && self.name.text().is_empty() {
            return vec![Effect::Say(world.language.attest_type_name().to_owned())];
        }
        let signed = Fact::Attested { words: statement.text.markdown().to_owned(), name: self.name.text().to_owned() };
        vec![Effect::Record(signed), Effect::Turn(Route::Certificate)]
    }
}

impl Screen for Attest {
    fn header(&self, world: &World<'_>) -> Header {
        Header { here: world.language.attest_before().to_owned(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        let Some(statement) = &world.course.attest else { return sheet };
        sheet.say(world.language.attest_statement(), Role::Heading);
        sheet.gap();
        sheet.words(&statement.text);
        sheet.spots.clear();
        sheet.gap();
        if self.types {
            sheet.say(world.language.attest_type_name_kept(), Role::Faint);
            write_on(&mut sheet, &self.name, Touch::Text, world.language);
            sheet.gap();
        }
        sheet.button(world.language.attest_sign(), Touch::Next);
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        if self.types { Context::Sign } else { Context::Result }
    }

    fn unkept(&self, world: &World<'_>) -> Option<Fact> {
        let name = self.name.text().to_owned();
        let is_kept = world.progress.unfinished.signature().unwrap_or_default() == name;
        (!is_kept).then_some(Fact::HalfMade { work: HalfMade::Signature { name } })
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        if self.types && self.name.act(action) {
            return Vec::new();
        }
        match look(&mut self.view, action, sheet, world) {
            Outcome::Touched(Touch::Text) if matches!(action, Action::Click { .. }) => Vec::new(),
            Outcome::Touched(_) => self.sign(world),
            _ => Vec::new(),
        }
    }
}
