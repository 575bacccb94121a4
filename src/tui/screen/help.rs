//! Every key of the screen below, from the table of keys, and what the signs mean.

use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, piece};
use crate::tui::theme::Role;
use crate::tui::view::View;
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

/// The keys of a screen.
#[derive(Debug)]
pub(in crate::tui) struct Help {
    of: Context,
    view: View,
}

/// What the signs of the list of steps mean.
const SIGNS: [(&str, &str); 6] = [
    ("✓", "done"),
    ("◐", "begun"),
    ("○", "open, not begun"),
    ("·", "something else comes first"),
    ("◌", "tried, not yet passed"),
    ("›", "what Enter acts on; the cursor stands there too"),
];

impl Help {
    /// Begins with the keys of a context.
    pub(in crate::tui) const fn of(context: Context) -> Self {
        Self { of: context, view: View { focus: 0, scroll: 0, is_new: false } }
    }
}

impl Screen for Help {
    fn header(&self, _: &World<'_>) -> Header {
        Header { here: "Help".to_owned(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        let indent = 12;
        let told = |sheet: &mut Sheet, sign: &str, words: &str| {
            let mut inner = Sheet::new(columns.saturating_sub(indent).max(1));
            inner.say(words, Role::Text);
            sheet.place(inner, &piece(&format!("{sign:indent$}"), Role::Accent), &piece(&" ".repeat(indent), Role::Text));
        };
        sheet.say("Keys of this screen", Role::Heading);
        sheet.gap();
        for row in self.of.all() {
            told(&mut sheet, row.shown, row.explains);
        }
        told(&mut sheet, "Mouse", "A click does what Enter does there; the wheel scrolls; with Shift the terminal selects text");
        sheet.gap();
        sheet.say("Signs", Role::Heading);
        sheet.gap();
        for (sign, words) in SIGNS {
            told(&mut sheet, sign, words);
        }
        if !world.course.contact.is_empty() {
            sheet.gap();
            sheet.say("Is a question or a page wrong?", Role::Heading);
            sheet.gap();
            sheet.say(&world.course.contact, Role::Text);
        }
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::Panel
    }

    fn act(&mut self, action: &Action, world: &World<'_>) -> Vec<Effect> {
        let sheet = self.sheet(world, world.columns());
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        look(&mut self.view, action, &sheet, world);
        Vec::new()
    }
}
