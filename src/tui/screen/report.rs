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
    fn header(&self, _: &World<'_>) -> Header {
        Header { here: "Report something wrong".to_owned(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        sheet.say("Nothing is sent from here. Copy this into a message and write below it:", Role::Faint);
        sheet.gap();
        for line in report(world.course, &self.about).lines() {
            if line.is_empty() {
                sheet.gap();
            } else {
                sheet.say(line, Role::Text);
            }
        }
        sheet.gap();
        sheet.button("Copy this text", Touch::Item(COPY));
        sheet.button("Back", Touch::Next);
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::Result
    }

    fn act(&mut self, action: &Action, world: &World<'_>) -> Vec<Effect> {
        match action {
            Action::Back => return vec![Effect::Close],
            Action::Copy => return vec![Effect::Copy(report(world.course, &self.about))],
            _ => {}
        }
        let sheet = self.sheet(world, world.columns());
        match look(&mut self.view, action, &sheet, world) {
            Outcome::Touched(Touch::Item(COPY)) => vec![Effect::Copy(report(world.course, &self.about))],
            Outcome::Touched(Touch::Next) => vec![Effect::Close],
            _ => Vec::new(),
        }
    }

    fn subject(&self, _: &World<'_>) -> Subject {
        self.about.clone()
    }
}
