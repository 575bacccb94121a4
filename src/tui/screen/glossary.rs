//! The glossary: every term in a list; Enter opens what it means over it.

use crate::course::Term;
use crate::prose::layout::{cut, width};
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::View;
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, chosen};

use crate::journey::Route;

/// The list of terms.
#[derive(Debug, Default)]
pub(super) struct Glossary {
    view: View,
}

impl Screen for Glossary {
    fn header(&self, world: &World<'_>) -> Header {
        Header {
            here: world.language.glossary().to_owned(),
            far: world.language.glossary_terms(world.course.terms.len()),
            ..Header::default()
        }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        if world.course.terms.is_empty() {
            sheet.say(world.language.glossary_none(), Role::Text);
        }
        let terms = world.course.glossary();
        let wide = terms.iter().map(|term| width(term.name)).max().unwrap_or(0).min(columns / 2);
        for (place, Term { name, meaning, .. }) in terms.iter().enumerate() {
            let from = sheet.rows.len();
            let name = cut(name, wide);
            let space = " ".repeat(wide.saturating_sub(width(&name)) + 2);
            let room = columns.saturating_sub(wide + 2);
            let begins = cut(&meaning.plain(), room);
            sheet.row(vec![piece(&name, Role::Text), piece(&space, Role::Text), piece(&begins, Role::Faint)]);
            sheet.spot(from, Touch::Item(place));
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
        Some(Action::Glossary)
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        let Some(place) = chosen(&mut self.view, action, sheet, world) else { return Vec::new() };
        let terms = world.course.glossary();
        terms.get(place).map(|term| vec![Effect::Open(Route::Term(term.id.clone()))]).unwrap_or_default()
    }
}
