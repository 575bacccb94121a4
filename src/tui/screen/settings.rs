//! What may be set: how it looks, which keys and whose mouse, and who the learner is. Each change holds at once and is kept.

use crate::journey::{Fact, Preference, Route};
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

/// What may be set.
#[derive(Debug, Default)]
pub(super) struct Settings {
    view: View,
}

fn value(preference: Preference, world: &World<'_>) -> String {
    world.given.over(&world.progress.preferences).over(world.usual).get(preference).to_owned()
}

/// Returns the fact that gives a preference its next value, or the one before.
fn turned(preference: Preference, forward: bool, world: &World<'_>) -> Vec<Effect> {
    let now = value(preference, world);
    let value = if forward { preference.after(&now) } else { preference.before(&now) };
    vec![Effect::Record(Fact::Preferred { preference, value: value.to_owned() })]
}

impl Screen for Settings {
    fn header(&self, world: &World<'_>) -> Header {
        Header { here: world.language.settings().to_owned(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let (say, mut sheet) = (world.language, Sheet::new(columns));
        for (place, preference) in Preference::ALL.into_iter().enumerate() {
            let from = sheet.rows.len();
            let told = Preference::told(&value(preference, world), say);
            let end = vec![piece("‹ ", Role::Faint), piece(told, Role::Accent), piece(" ›", Role::Faint)];
            sheet.row_with_end(vec![piece(preference.called(say), Role::Heading)], end);
            sheet.spot(from, Touch::Item(place));
            sheet.say(preference.explains(say), Role::Faint);
            sheet.gap();
        }
        let from = sheet.rows.len();
        let learner = world.progress.learner.clone().unwrap_or_default();
        let about = [learner.name.as_str(), learner.role.said(say), &learner.staff_id, &learner.department];
        sheet.say(say.settings_who(), Role::Heading);
        sheet.spot(from, Touch::Next);
        sheet.say(&about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "), Role::Faint);
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::Settings
    }

    fn opened_by(&self) -> Option<Action> {
        Some(Action::Settings)
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        let focused = || sheet.spots.get(self.view.focus).map(|spot| spot.touch.clone());
        match action {
            Action::Back => return vec![Effect::Close],
            Action::Before | Action::After => {
                let Some(Touch::Item(place)) = focused() else { return Vec::new() };
                let preference = Preference::ALL.get(place);
                return preference.map(|preference| turned(*preference, *action == Action::After, world)).unwrap_or_default();
            }
            _ => {}
        }
        match look(&mut self.view, action, sheet, world) {
            Outcome::Touched(Touch::Item(place)) => {
                Preference::ALL.get(place).map(|preference| turned(*preference, true, world)).unwrap_or_default()
            }
            Outcome::Touched(Touch::Next) => vec![Effect::Open(Route::Welcome)],
            _ => Vec::new(),
        }
    }
}
