//! All that can be done on the screen below, by words: read from the table of keys, so that it cannot lie.

use crate::search::fits;
use crate::tui::keymap::{Action, Context, Keys, Row};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::field::{Field, write_on};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

/// What can be done, narrowed by what is typed.
#[derive(Debug)]
pub(in crate::tui) struct Palette {
    of: Keys,
    field: Field,
    view: View,
}

/// Something that can be done.
struct Entry {
    explains: &'static str,
    key: &'static str,
    action: Action,
}

impl Palette {
    /// Begins with all that can be done where these keys hold.
    pub(in crate::tui) fn of(keys: Keys) -> Self {
        Self { of: keys, field: Field::new("", 40), view: View::default() }
    }

    /// Returns what fits the words typed, the best first; all of it where none are.
    fn entries(&self, world: &World<'_>) -> Vec<Entry> {
        let say = world.language;
        let keys = Keys { letters: world.settled.letters, language: say, ..self.of };
        let mut entries: Vec<(u32, Entry)> = Vec::new();
        let can_be_done = |row: &&Row| row.action.is_of_its_own() && row.action != Action::Palette && !keys.idle.has(&row.action);
        for row in keys.context.all().filter(can_be_done) {
            if entries.iter().any(|(_, entry)| entry.action == row.action) {
                continue;
            }
            let (explains, named) = (row.explains(say), row.word(say).unwrap_or_default());
            let Some(fit) = fits(self.field.text(), &format!("{explains} {named}")) else { continue };
            let key = keys.shown(row).unwrap_or_default();
            entries.push((fit, Entry { explains, key, action: row.action.clone() }));
        }
        entries.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    fn choose(&self, place: usize, world: &World<'_>) -> Vec<Effect> {
        self.entries(world).into_iter().nth(place).map(|entry| vec![Effect::Do(entry.action)]).unwrap_or_default()
    }
}

impl Screen for Palette {
    fn header(&self, world: &World<'_>) -> Header {
        Header { here: world.language.palette().to_owned(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        write_on(&mut sheet, &self.field, Touch::Text, world.language);
        sheet.gap();
        let entries = self.entries(world);
        if entries.is_empty() {
            sheet.say(world.language.palette_nothing(), Role::Text);
        }
        for (place, entry) in entries.iter().enumerate() {
            let from = sheet.rows.len();
            let mut inner = Sheet::new(columns.saturating_sub(12).max(1));
            inner.say(entry.explains, Role::Text);
            sheet.place(inner, &piece(&format!("{:10}  ", entry.key), Role::Faint), &piece(&" ".repeat(12), Role::Text));
            sheet.spot(from, Touch::Item(place));
        }
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::Find
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        if self.field.act(action) {
            self.view = View::default();
            return Vec::new();
        }
        match look(&mut self.view, action, sheet, world) {
            Outcome::Touched(Touch::Text) if *action == Action::Enter => self.choose(0, world),
            Outcome::Touched(Touch::Item(place)) => self.choose(place, world),
            _ => Vec::new(),
        }
    }
}
