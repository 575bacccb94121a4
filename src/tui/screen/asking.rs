//! A question in front of the learner, wherever it is asked: what is asked, the hint, the half-made answer, and where the eye is.

use crate::course::Question;
use crate::id::QuestionId;
use crate::journey::{Answering, AttemptId, Fact};
use crate::question::Form;
use crate::tui::form::{Answered, Draft};
use crate::tui::keymap::{Action, Context, Idle};
use crate::tui::sheet::{Sheet, Touch};
use crate::tui::sighted::Sighted;
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::{card, field, frame};
use crate::tui::world::{Effect, World, look};

use super::follow;

/// The rows above the footer that a message may need.
const MESSAGE: usize = 2;

/// A half-made answer, and what part of the question is seen.
#[derive(Debug)]
pub(super) struct Asking {
    /// Of which question, in which attempt, the draft is.
    of: Option<(Option<AttemptId>, QuestionId)>,
    draft: Draft,
    hint: bool,
    sighted: Sighted,
    pub(super) view: View,
}

/// A question and the order its items are shown in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) at: Answering<'a>,
    pub(super) order: &'a [usize],
}

fn named(asked: Asked<'_>) -> (Option<AttemptId>, QuestionId) {
    (asked.at.attempt, asked.at.drawn.clone())
}

/// What an action came to.
#[derive(Debug)]
pub(super) enum Doing {
    /// Something about the answer.
    Answered(Answered),
    /// Something else is asked for.
    Effects(Vec<Effect>),
}

impl Asking {
    /// Begins before any question.
    pub(super) fn nothing() -> Self {
        Self { of: None, draft: Draft::One, hint: false, sighted: Sighted::default(), view: View::default() }
    }

    /// Begins an answer, or goes on with the one that was left half made. `scenes` are the choices of a story made so far.
    pub(super) fn begin(asked: Asked<'_>, scenes: &[usize], world: &World<'_>) -> Self {
        let form = asked.at.question.kind.form();
        let left = world.progress.unfinished.answer(asked.at, world.course);
        let draft = left.map_or_else(|| Draft::new(&form, scenes), |left| Draft::gone_on(&form, scenes, left));
        let mut asking = Self { of: Some(named(asked)), draft, ..Self::nothing() };
        let sheet = asking.sheet(asked, world);
        asking.view = View::on(&sheet);
        if sheet.look_at.is_some()
            && let Some(first) = sheet.spots.get(asking.view.focus)
        {
            asking.view.aim(&sheet, &first.touch, world.rows());
        }
        asking.sighted.take_in(&sheet, asking.view, world);
        asking
    }

    /// Returns the question and the answer so far.
    pub(super) fn sheet(&self, asked: Asked<'_>, world: &World<'_>) -> Sheet {
        let Asked { at: Answering { question, .. }, order } = asked;
        let mut sheet = Sheet::new(world.columns());
        ask(question, world, &mut sheet);
        if !question.hint.is_empty() {
            if self.hint {
                sheet.words_as(&question.hint, Role::Quote);
            } else {
                sheet.button(world.language.hint_show(), Touch::Hint);
            }
            sheet.gap();
        }
        self.draft.lay(&question.kind.form(), order, world.language, world.area.width, &mut sheet);
        sheet
    }

    /// Whether the draft is one of what is asked now: somebody may have gone on elsewhere, on a screen in front or in another window.
    pub(super) fn is_of(&self, asked: Asked<'_>) -> bool {
        self.of.as_ref().is_some_and(|(attempt, drawn)| (*attempt, drawn) == (asked.at.attempt, asked.at.drawn))
    }

    /// Returns the half-made answer, where it is not kept as it is now.
    pub(super) fn unkept(&self, asked: Asked<'_>, world: &World<'_>) -> Option<Fact> {
        let so_far = self.draft.so_far().filter(|_| self.is_of(asked))?;
        let begun = || Draft::new(&asked.at.question.kind.form(), &[]).so_far();
        let kept = world.progress.unfinished.answer(asked.at, world.course).cloned().or_else(begun);
        (kept.as_ref() != Some(&so_far)).then(|| Fact::HalfMade { work: asked.at.left_at(so_far) })
    }

    /// Goes on with the question as it was written anew: the answer so far stays as far as it still fits.
    pub(super) fn renewed(&mut self, before: (Asked<'_>, &World<'_>), now: (Asked<'_>, &World<'_>), scenes: &[usize]) {
        let sheet = self.sheet(before.0, before.1);
        self.draft = self.draft.renewed(&before.0.at.question.kind.form(), &now.0.at.question.kind.form(), scenes);
        (self.of, self.sighted) = (Some(named(now.0)), Sighted::default());
        self.view = self.view.renewed(&sheet, &self.sheet(now.0, now.1));
    }

    /// Returns which keys hold.
    pub(super) fn context(&self, asked: Asked<'_>, world: &World<'_>) -> Context {
        self.draft.context(!self.draft.is_text() || self.is_on_text(&self.sheet(asked, world)))
    }

    /// Returns what does nothing at a question: there is no hint, or it is shown already.
    pub(super) fn idle(&self, question: &Question) -> Idle {
        Idle::default().and(&Action::Hint, self.hint || question.hint.is_empty())
    }

    /// Whether Enter shows more of the question, rather than answering it.
    pub(super) fn shows_more(&self, sheet: &Sheet, world: &World<'_>) -> bool {
        self.sighted.shows_more(sheet, self.view, world)
    }

    fn is_on_text(&self, sheet: &Sheet) -> bool {
        sheet.spots.get(self.view.focus).is_some_and(|spot| spot.touch == Touch::Text)
    }

    /// Takes an action in, on the sheet that is shown.
    pub(super) fn act(&mut self, action: &Action, sheet: &Sheet, asked: Asked<'_>, world: &World<'_>) -> Doing {
        let form = asked.at.question.kind.form();
        let focus = sheet.spots.get(self.view.focus).map(|spot| spot.touch.clone());
        if self.sighted.reads_on(action, sheet, &mut self.view, world) {
            return Doing::Answered(Answered::NotYet);
        }
        if *action == Action::Hint {
            return self.show_hint(asked, focus.as_ref(), world);
        }
        if let Action::Pick(place) = action
            && self.draft.is_picked()
        {
            let mut items = sheet.spots.iter().enumerate().filter(|(_, spot)| matches!(spot.touch, Touch::Item(_)));
            if let Some((at, _)) = items.nth(*place) {
                self.view.focus = at;
                self.view.show(sheet, world.rows());
            }
        }
        if let Some(answered) = self.draft.act(action, focus.as_ref(), &form, asked.order, (field::room(sheet), world.language)) {
            if self.draft.is_text() {
                self.view.aim(&self.sheet(asked, world), &Touch::Text, world.rows());
                self.follow_cursor(asked, world);
            } else {
                self.show_given(asked, world);
            }
            return Doing::Answered(answered);
        }
        let answered = match look(&mut self.view, action, sheet, world) {
            Outcome::Touched(Touch::Item(item)) => {
                let answered = self.draft.touch(item, action, &form, asked.order, world.language);
                self.show_given(asked, world);
                answered
            }
            Outcome::Touched(Touch::Text) if matches!(action, Action::Click { .. }) => {
                self.point(action, sheet, world);
                Answered::NotYet
            }
            Outcome::Touched(Touch::Next | Touch::Text) => self.submit(asked, &form, world),
            Outcome::Touched(Touch::Hint) => return self.show_hint(asked, focus.as_ref(), world),
            Outcome::Touched(Touch::Link(target)) => return Doing::Effects(follow(&target, world)),
            Outcome::Seen => {
                self.sighted.take_in(sheet, self.view, world);
                Answered::NotYet
            }
            Outcome::Touched(Touch::Replay) | Outcome::Other => Answered::NotYet,
        };
        if matches!(answered, Answered::Because(_)) {
            self.go_to_what_lacks(&self.sheet(asked, world), world);
        }
        Doing::Answered(answered)
    }

    /// Scrolls to what the item in focus was given, which stands below it.
    fn show_given(&mut self, asked: Asked<'_>, world: &World<'_>) {
        if !self.draft.is_picked() {
            self.view.show(&self.sheet(asked, world), world.rows());
        }
    }

    /// Puts the focus on the first item that has nothing yet, where the message that says so below does not cover it.
    fn go_to_what_lacks(&mut self, sheet: &Sheet, world: &World<'_>) {
        let lacks = |touch: &Touch| matches!(touch, Touch::Item(item) if self.draft.lacks(*item));
        let Some(spot) = sheet.spots.iter().find(|spot| lacks(&spot.touch)) else { return };
        self.view.aim(sheet, &spot.touch, world.rows());
        let covered = (spot.rows.end + MESSAGE).saturating_sub(self.view.scroll + world.rows());
        self.view.scroll = (self.view.scroll + covered).min(spot.rows.start.max(self.view.scroll));
    }

    /// Makes the answer of what there is. What comes after a text that was written begins anew.
    fn submit(&mut self, asked: Asked<'_>, form: &Form<'_>, world: &World<'_>) -> Answered {
        let wrote = self.draft.is_text();
        let answered = self.draft.submit(form, world.language);
        if wrote && !self.draft.is_text() {
            self.view = View::on(&self.sheet(asked, world));
        }
        answered
    }

    fn show_hint(&mut self, asked: Asked<'_>, focus: Option<&Touch>, world: &World<'_>) -> Doing {
        if asked.at.question.hint.is_empty() {
            return Doing::Effects(vec![Effect::Say(world.language.hint_none().to_owned())]);
        }
        self.hint = true;
        let sheet = self.sheet(asked, world);
        match focus.filter(|focus| **focus != Touch::Hint) {
            Some(focus) => self.view.aim(&sheet, focus, world.rows()),
            None => self.view = View::on(&sheet),
        }
        Doing::Answered(Answered::NotYet)
    }

    /// Puts the cursor of a text where a click fell.
    fn point(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) {
        let Action::Click { column, row } = action else { return };
        let view = self.view.within(sheet, world.rows());
        let at = frame::at(world.area, view, *column, *row);
        let top = sheet.spots.get(self.view.focus).map_or(0, |spot| spot.rows.start);
        if let Some((row, column)) = at {
            self.draft.point(row.saturating_sub(top), column, field::room(sheet));
        }
    }

    /// Scrolls to the row of the text the cursor stands on.
    fn follow_cursor(&mut self, asked: Asked<'_>, world: &World<'_>) {
        let sheet = self.sheet(asked, world);
        let Some(spot) = sheet.spots.get(self.view.focus) else { return };
        field::follow(&mut self.view, &sheet, spot, world.rows());
    }
}

/// Adds what is asked, with the picture or the post it is about.
pub(super) fn ask(question: &Question, world: &World<'_>, sheet: &mut Sheet) {
    if let Some(picture) = &question.picture {
        card::picture(sheet, picture, world.gallery, world.language);
    }
    if let Some(post) = &question.post {
        card::post(sheet, post, world.language);
        sheet.gap();
    }
    sheet.words_as(&question.ask, Role::Heading);
    sheet.gap();
}
