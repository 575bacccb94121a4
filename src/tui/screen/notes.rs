//! All notes in one list, those written as the answer to a reflection among them; they can be copied as Markdown.

use crate::journey::{Note, Route, Subject, as_markdown, notes};
use crate::prose::layout::cut;
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

/// The list of notes.
#[derive(Debug, Default)]
pub(super) struct Notes {
    view: View,
}

/// Returns where a note is opened: the answer to a reflection on its page, where it stays as it is.
fn route(note: &Note) -> Route {
    match &note.about {
        Subject::Page { lesson, page } if note.is_reflection => Route::Page(lesson.clone(), page.clone()),
        about => Route::Note(about.clone()),
    }
}

impl Screen for Notes {
    fn header(&self, world: &World<'_>) -> Header {
        Header { here: "Notes".to_owned(), far: world.course.title.clone(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        let notes = notes(world.course, world.progress);
        for (place, note) in notes.iter().enumerate() {
            let from = sheet.rows.len();
            let end = if note.is_reflection { "a reflection" } else { "" };
            let title = cut(&note.title, columns.saturating_sub(end.len() + 2));
            sheet.row_with_end(vec![piece(&title, Role::Heading)], vec![piece(end, Role::Faint)]);
            for line in note.text.lines() {
                sheet.say(line, Role::Text);
            }
            sheet.spot(from, Touch::Item(place));
            sheet.gap();
        }
        if notes.is_empty() {
            sheet.say("There is no note yet.", Role::Text);
            sheet.gap();
        }
        let key = if world.settled.letters { "n" } else { "F7" };
        sheet.say(
            &format!("{key} on a page or at a question writes one. Notes stay with your records and are never sent or scored."),
            Role::Faint,
        );
        if !notes.is_empty() {
            sheet.say("To keep them as a file:  bedside notes --markdown FILE", Role::Faint);
            sheet.gap();
            sheet.button("Copy all as Markdown", Touch::Next);
        }
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::List
    }

    fn act(&mut self, action: &Action, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        let sheet = self.sheet(world, world.columns());
        match look(&mut self.view, action, &sheet, world) {
            Outcome::Touched(Touch::Item(place)) => {
                let note = notes(world.course, world.progress).into_iter().nth(place);
                note.map(|note| vec![Effect::Open(route(&note))]).unwrap_or_default()
            }
            Outcome::Touched(Touch::Next) => vec![Effect::Copy(as_markdown(world.course, world.progress))],
            _ => Vec::new(),
        }
    }
}
