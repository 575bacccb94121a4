//! All notes in one list, those written as the answer to a reflection among them; they can be copied as Markdown.

use crate::journey::{Note, Route, Subject, as_markdown, notes};
use crate::prose::layout::{cut, width};
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

/// What writes them to a file.
const COMMAND: &str = "bedside notes --markdown FILE";

/// Returns where a note is opened: the answer to a reflection on its page, where it stays as it is.
fn route(note: &Note) -> Route {
    match &note.about {
        Subject::Page { lesson, page } if note.is_reflection => Route::Page(lesson.clone(), page.clone()),
        about => Route::Note(about.clone()),
    }
}

impl Screen for Notes {
    fn header(&self, world: &World<'_>) -> Header {
        Header { here: world.language.notes().to_owned(), far: world.course.title.clone(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        let (say, notes) = (world.language, notes(world.course, world.progress));
        for (place, note) in notes.iter().enumerate() {
            let from = sheet.rows.len();
            let end = if note.is_reflection { say.notes_reflection() } else { "" };
            let title = cut(&note.title, columns.saturating_sub(width(end) + 2));
            sheet.row_with_end(vec![piece(&title, Role::Heading)], vec![piece(end, Role::Faint)]);
            for line in note.text.lines() {
                sheet.say(line, Role::Text);
            }
            sheet.spot(from, Touch::Item(place));
            sheet.gap();
        }
        if notes.is_empty() {
            sheet.say(say.notes_none(), Role::Text);
            sheet.gap();
        }
        sheet.say(if world.settled.letters { say.notes_how() } else { say.notes_how_f7() }, Role::Faint);
        if !notes.is_empty() {
            sheet.say(&say.notes_file(COMMAND), Role::Faint);
            sheet.gap();
            sheet.button(say.notes_copy(), Touch::Next);
        }
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::List
    }

    fn opened_by(&self) -> Option<Action> {
        Some(Action::Notes)
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        match look(&mut self.view, action, sheet, world) {
            Outcome::Touched(Touch::Item(place)) => {
                let note = notes(world.course, world.progress).into_iter().nth(place);
                note.map(|note| vec![Effect::Open(route(&note))]).unwrap_or_default()
            }
            Outcome::Touched(Touch::Next) => vec![Effect::Copy(as_markdown(world.course, world.progress, world.language))],
            _ => Vec::new(),
        }
    }
}
