//! A question that was answered before: what was asked and, where its trainer lets it be looked at, one's own answer and the reasons.

use crate::course::Question;
use crate::id::QuestionId;
use crate::journey::{Attempt, Route, Subject, asked_in, may_look_at};
use crate::tui::form::explain;
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

use super::{asking, follow};

/// A question that was answered before.
#[derive(Debug)]
pub(super) struct Seen {
    question: QuestionId,
    view: View,
}

const REPORT: usize = 0;

impl Seen {
    /// Opens it; `None` where it was never answered.
    pub(super) fn new(id: &QuestionId, world: &World<'_>) -> Option<Self> {
        let (_, question) = asked_in(world.course, id)?;
        let mut seen = Self { question: question.id.clone(), view: View::default() };
        attempt(question, world)?;
        seen.view = View::on(&seen.sheet(world, world.columns()));
        seen.view.scroll = 0;
        Some(seen)
    }
}

/// Returns the attempt in which it was answered last.
fn attempt<'a>(question: &Question, world: &World<'a>) -> Option<&'a Attempt> {
    world.progress.attempts.iter().rev().find(|attempt| attempt.answer_to(question).is_some())
}

impl Screen for Seen {
    fn header(&self, world: &World<'_>) -> Header {
        let quiz = asked_in(world.course, &self.question).map_or("", |(quiz, _)| &quiz.title);
        Header { here: quiz.to_owned(), far: world.language.search_answered().to_owned(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        let Some((quiz, question)) = asked_in(world.course, &self.question) else { return sheet };
        asking::ask(question, world, &mut sheet);
        let attempt = attempt(question, world);
        match attempt.and_then(|attempt| Some((attempt, attempt.answer_to(question)?))) {
            Some((attempt, answer)) if may_look_at(world.course, world.progress, quiz, question) => {
                explain(question, answer, attempt.drawn_as(question).map_or(&[][..], |drawn| &drawn.order), world.language, &mut sheet);
            }
            _ => {
                sheet.say(world.language.seen_not_now(), Role::Faint);
                sheet.gap();
            }
        }
        if let Some((lesson, page)) = &question.see {
            let title = world.course.lesson(lesson).and_then(|lesson| lesson.page(page)).map_or("", |page| &page.title);
            let from = sheet.rows.len();
            sheet.say(&world.language.seen_page(title), Role::Accent);
            sheet.spot(from, Touch::Link(crate::prose::Target::Page(lesson.clone(), page.clone())));
        }
        sheet.button(world.language.back(), Touch::Next);
        sheet.button(world.language.seen_report(), Touch::Item(REPORT));
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::Result
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        match look(&mut self.view, action, sheet, world) {
            Outcome::Touched(Touch::Next) => vec![Effect::Close],
            Outcome::Touched(Touch::Item(REPORT)) => vec![Effect::Open(Route::Report(self.subject(world)))],
            Outcome::Touched(Touch::Link(target)) => follow(&target, world),
            _ => Vec::new(),
        }
    }

    fn subject(&self, _: &World<'_>) -> Subject {
        Subject::Question { question: self.question.clone() }
    }
}
