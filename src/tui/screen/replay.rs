//! A story played again from its beginning, for the roads not taken. Changes no score and keeps nothing.

use crate::course::Question;
use crate::course::proof::Part;
use crate::id::{QuestionId, QuizId};
use crate::journey::{Answer, Fact};
use crate::question::{Form, Play, Response, Story};
use crate::tui::form::{Answered, choose, ending, lay_story};
use crate::tui::keymap::{Action, Context, Idle};
use crate::tui::sheet::{Sheet, Touch};
use crate::tui::sighted::Sighted;
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

use super::follow;

/// A story on its way once more.
#[derive(Debug)]
pub(super) struct Replay {
    quiz: QuizId,
    question: QuestionId,
    made: Vec<usize>,
    view: View,
    sighted: Sighted,
}

impl Replay {
    /// Begins a story again; `None` when the question is none.
    pub(super) fn new(quiz: &QuizId, question: &QuestionId, world: &World<'_>) -> Option<Self> {
        let mut replay =
            Self { quiz: quiz.clone(), question: question.clone(), made: Vec::new(), view: View::default(), sighted: Sighted::default() };
        replay.story(world)?;
        replay.begin(world);
        Some(replay)
    }

    fn question<'a>(&self, world: &World<'a>) -> Option<&'a Question> {
        world.course.quiz(&self.quiz)?.question(&self.question)
    }

    fn story<'a>(&self, world: &World<'a>) -> Option<&'a Story> {
        match self.question(world)?.kind.form() {
            Form::Play { story } => Some(story),
            _ => None,
        }
    }

    /// Returns the answer that counts or counted last.
    fn answer<'a>(&self, world: &World<'a>) -> Option<&'a Answer> {
        let question = self.question(world)?;
        world.progress.attempts.iter().rev().find_map(|attempt| attempt.answer_to(question))
    }

    fn begin(&mut self, world: &World<'_>) {
        let sheet = self.sheet(world, world.columns());
        self.view = View::on(&sheet);
        if sheet.look_at.is_some()
            && let Some(first) = sheet.spots.get(self.view.focus)
        {
            self.view.aim(&sheet, &first.touch, world.rows());
        }
        self.sighted = Sighted::default();
        self.sighted.take_in(&sheet, self.view, world);
    }

    fn choose(&mut self, number: usize, world: &World<'_>) {
        let Some(story) = self.story(world) else { return };
        match choose(story, &self.made, number) {
            Answered::Scene(number) => self.made.push(number),
            Answered::With(Response::Played(made)) => self.made = made,
            _ => return,
        }
        self.begin(world);
    }
}

impl Screen for Replay {
    fn header(&self, world: &World<'_>) -> Header {
        let say = world.language;
        Header { here: say.replay().to_owned(), far: say.replay_nothing_kept().to_owned(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        let Some(story) = self.story(world) else { return sheet };
        let answer = self.answer(world);
        let before = match answer.map(|answer| &answer.response) {
            Some(Response::Played(made)) => made.as_slice(),
            _ => &[],
        };
        let Some(reached) = Play::replay(story, &self.made).and_then(|play| play.ending()) else {
            sheet.say(world.language.replay_about(), Role::Faint);
            sheet.gap();
            lay_story(story, &self.made, before, world.language, &mut sheet);
            return sheet;
        };
        ending(story, &self.made, world.language, &mut sheet);
        sheet.gap();
        let say = world.language;
        let share = say.percent(reached.shown().0);
        let worth = match answer {
            Some(answer) => say.replay_worth_yours(share, say.percent(answer.grade.shown().0)),
            None => say.replay_worth(share),
        };
        sheet.say(&worth, Role::Accent);
        sheet.gap();
        sheet.button(say.play_again(), Touch::Replay);
        sheet.button(say.replay_back(), Touch::Next);
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, world: &World<'_>) -> Context {
        let ended = self.story(world).and_then(|story| Play::replay(story, &self.made)).is_none_or(|play| play.ending().is_some());
        if ended { Context::Result } else { Context::ChooseOne }
    }

    fn idle(&self, _: &Sheet, _: &World<'_>) -> Idle {
        Idle::default().and(&Action::Hint, true).and(&Action::Clock, true)
    }

    fn parts(&self, _: &World<'_>) -> Vec<Part> {
        vec![Part::Question(self.question.clone())]
    }

    fn renewed(&mut self, before: &World<'_>, now: &World<'_>) -> Option<Vec<Fact>> {
        let sheet = self.sheet(before, before.columns());
        let story = self.story(now)?;
        // As far along the way as it still leads.
        while Play::replay(story, &self.made).is_none() {
            self.made.pop();
        }
        self.view = self.view.renewed(&sheet, &self.sheet(now, now.columns()));
        Some(Vec::new())
    }

    fn shows_more(&self, sheet: &Sheet, world: &World<'_>) -> bool {
        self.context(world) == Context::ChooseOne && self.sighted.shows_more(sheet, self.view, world)
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        if let Action::Pick(place) = action {
            let choices = sheet.spots.iter().filter_map(|spot| if let Touch::Item(number) = spot.touch { Some(number) } else { None });
            if let Some(number) = choices.into_iter().nth(*place) {
                self.choose(number, world);
            }
            return Vec::new();
        }
        if self.context(world) == Context::ChooseOne && self.sighted.reads_on(action, sheet, &mut self.view, world) {
            return Vec::new();
        }
        match look(&mut self.view, action, sheet, world) {
            Outcome::Touched(Touch::Item(number)) => self.choose(number, world),
            Outcome::Seen => self.sighted.take_in(sheet, self.view, world),
            Outcome::Touched(Touch::Replay) => {
                self.made.clear();
                self.begin(world);
            }
            Outcome::Touched(Touch::Next) => return vec![Effect::Close],
            Outcome::Touched(Touch::Link(target)) => return follow(&target, world),
            _ => {}
        }
        Vec::new()
    }
}
