//! Every key of the screen below, from the table of keys, each to be done by a click too; what the signs mean, and how to report what is
//! wrong.

use crate::journey::Subject;
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

/// The keys of a screen.
#[derive(Debug)]
pub(in crate::tui) struct Help {
    of: Context,
    about: Subject,
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
    /// Begins with the keys of a context, on a screen that is about something.
    pub(in crate::tui) const fn of(context: Context, about: Subject) -> Self {
        Self { of: context, about, view: View { focus: 0, scroll: 0, is_new: false } }
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
        let letters = self.of.lets(world.settled.letters);
        for (place, row) in self.of.all().enumerate() {
            let Some(shown) = row.shown_where(letters) else { continue };
            let from = sheet.rows.len();
            told(&mut sheet, shown, row.explains);
            if row.action.is_of_its_own() {
                sheet.spot(from, Touch::Item(place));
            }
        }
        told(&mut sheet, "Mouse", "A click does what Enter does there; the wheel scrolls; with Shift the terminal selects text");
        sheet.gap();
        sheet.say("Signs", Role::Heading);
        sheet.gap();
        for (sign, words) in SIGNS {
            told(&mut sheet, sign, words);
        }
        sheet.gap();
        sheet.say("Is a question or a page wrong?", Role::Heading);
        sheet.gap();
        let id = match &self.about {
            Subject::Course => String::new(),
            Subject::Page { lesson, page } => format!(" This page is {lesson}#{page}."),
            Subject::Question { question } => format!(" This question is {question}."),
        };
        let how = if letters { "r, or Ctrl-P and “report”," } else { "Ctrl-P and “report”" };
        sheet.say(&format!("On its screen, {how} shows a text to send.{id}"), Role::Text);
        if !world.course.contact.is_empty() {
            sheet.say(&world.course.contact, Role::Text);
        }
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::Help
    }

    fn act(&mut self, action: &Action, world: &World<'_>) -> Vec<Effect> {
        let sheet = self.sheet(world, world.columns());
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        match look(&mut self.view, action, &sheet, world) {
            Outcome::Touched(Touch::Item(place)) => {
                self.of.all().nth(place).map(|row| vec![Effect::Do(row.action.clone())]).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }
}
