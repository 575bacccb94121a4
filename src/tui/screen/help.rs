//! Every key of the screen below, from the table of keys, each to be done by a click too; what the signs mean, and how to report what is
//! wrong.

use crate::journey::Subject;
use crate::language::Language;
use crate::tui::keymap::{Action, Context, Keys};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::View;
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, chosen};

/// The keys of a screen.
#[derive(Debug)]
pub(in crate::tui) struct Help {
    of: Keys,
    about: Subject,
    view: View,
}

/// A message without arguments.
type Said = fn(Language) -> &'static str;

/// What the signs of the list of steps mean.
const SIGNS: [(&str, Said); 6] = [
    ("✓", Language::help_sign_done),
    ("◐", Language::help_sign_begun),
    ("○", Language::help_sign_open),
    ("·", Language::help_sign_later),
    ("◌", Language::help_sign_tried),
    ("›", Language::help_sign_focus),
];

impl Help {
    /// Begins with the keys that hold on a screen that is about something.
    pub(in crate::tui) const fn of(keys: Keys, about: Subject) -> Self {
        Self { of: keys, about, view: View { focus: 0, scroll: 0, is_new: false } }
    }
}

impl Screen for Help {
    fn header(&self, world: &World<'_>) -> Header {
        Header { here: world.language.help().to_owned(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        let say = world.language;
        let indent = 12;
        let told = |sheet: &mut Sheet, sign: &str, words: &str| {
            let mut inner = Sheet::new(columns.saturating_sub(indent).max(1));
            inner.say(words, Role::Text);
            sheet.place(inner, &piece(&format!("{sign:indent$}"), Role::Accent), &piece(&" ".repeat(indent), Role::Text));
        };
        sheet.say(say.help_keys(), Role::Heading);
        sheet.gap();
        let letters = world.settled.letters;
        let keys = Keys { letters, language: say, ..self.of };
        let mut known: Vec<(&str, &Action)> = Vec::new();
        for (place, row) in self.of.context.all().enumerate() {
            // What a letter would do and only Ctrl does here is told once.
            let is_new = |shown: &&str| !shown.is_empty() && !known.contains(&(*shown, &row.action));
            let Some(shown) = keys.shown(row).filter(is_new) else { continue };
            known.push((shown, &row.action));
            let from = sheet.rows.len();
            told(&mut sheet, shown, &keys.explains(row));
            if row.action.is_of_its_own() {
                sheet.spot(from, Touch::Item(place));
            }
        }
        told(&mut sheet, say.help_mouse(), say.help_mouse_does());
        sheet.gap();
        sheet.say(say.help_signs(), Role::Heading);
        sheet.gap();
        for (sign, words) in SIGNS {
            told(&mut sheet, sign, words(say));
        }
        sheet.gap();
        sheet.say(say.help_wrong(), Role::Heading);
        sheet.gap();
        sheet.say(if letters { say.help_report() } else { say.help_report_palette() }, Role::Text);
        match &self.about {
            Subject::Course => {}
            Subject::Page { lesson, page } => sheet.say(&say.help_this_page(format!("{lesson}#{page}")), Role::Text),
            Subject::Question { question } => sheet.say(&say.help_this_question(question), Role::Text),
        }
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

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        let row = chosen(&mut self.view, action, sheet, world).and_then(|place| self.of.context.all().nth(place));
        row.map(|row| vec![Effect::Do(row.action.clone())]).unwrap_or_default()
    }
}
