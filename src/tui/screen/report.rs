//! The text by which something wrong is reported: shown, and copied to be sent by other means. Nothing is sent from here.

use crate::journey::{Subject, report};
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

/// The text about something.
#[derive(Debug)]
pub(super) struct Report {
    about: Subject,
    view: View,
}

const COPY: usize = 0;

impl Report {
    pub(super) const fn new(about: Subject) -> Self {
        Self { about, view: View { focus: 0, scroll: 0, is_new: false } }
    }
}

impl Screen for Report {
    fn header(&self, world: &World<'_>) -> Header {
        Header { here: world.language.report_title().to_owned(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        sheet.say(world.language.report_how(), Role::Faint);
        sheet.gap();
        for line in report(world.course, &self.about, world.language).lines() {
            if line.is_empty() {
                sheet.gap();
            } else {
                sheet.say(line, Role::Text);
            }
        }
        sheet.gap();
        sheet.button(world.language.report_copy(), Touch::Item(COPY));
        sheet.button(world.language.back(), Touch::Next);
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::Result
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        match action {
            Action::Back => return vec![Effect::Close],
            Action::Copy => return vec![Effect::Copy(report(world.course, &self.about, world.language))],
            _ => {}
        }
        match look(&mut self.view, action, sheet, world) {
            Outcome::Touched(Touch::Item(COPY)) => vec![Effect::Copy(report(world.course, &self.about, world.language))],
            Outcome::Touched(Touch::Next) => vec![Effect::Close],
            _ => Vec::new(),
        }
    }

    fn subject(&self, _: &World<'_>) -> Subject {
        self.about.clone()
    }
}
