//! How an attempt went: marks against the pass mark, by teaching point, what to reread, and what to do now.

use std::collections::BTreeMap;

use crate::course::{Quiz, Step};
use crate::id::{LessonId, PageId, PointId};
use crate::journey::{self, Attempt, AttemptId, Certificate, Ended, Outcome, QuizStanding, Route, may_review, next_step, outcome};
use crate::question::Percent;
use crate::tui::form::explain;
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::{self, View};
use crate::tui::widget::chart::{self, Bar};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

use super::{asking, follow};

/// The result of an attempt.
#[derive(Debug)]
pub(super) struct Result {
    attempt: AttemptId,
    review: bool,
    view: View,
}

const ON: usize = 0;
const AGAIN: usize = 1;
const REVIEW: usize = 2;
const REDO: usize = 3;
const CERTIFICATE: usize = 4;
/// Pages to reread are numbered from here.
const PAGES: usize = 10;

impl Result {
    /// Opens the result of an attempt that has ended.
    pub(super) fn new(attempt: AttemptId, world: &World<'_>) -> Option<Self> {
        world.progress.attempt(attempt)?.ended?;
        let mut result = Self { attempt, review: false, view: View::default() };
        let sheet = result.sheet(world, world.columns());
        result.view.aim(&sheet, &Touch::Item(result.first(world)), world.rows());
        // How it went is read first; Enter comes to what is in focus.
        result.view.scroll = 0;
        Some(result)
    }

    /// Returns what Enter does at first: show the certificate that was earned, try again where nothing else comes before that, else go on.
    fn first(&self, world: &World<'_>) -> usize {
        let Some((attempt, quiz)) = self.read(world) else { return ON };
        let Some(ended) = attempt.result(quiz) else { return ON };
        let is_next = || next_step(world.course, world.progress, world.now, world.today) == Some(Step::Quiz(quiz.id.clone()));
        match earned(ended, world) {
            Some(_) => CERTIFICATE,
            None if !ended.passed && self.may_try(world) && is_next() => AGAIN,
            None => ON,
        }
    }

    fn read<'a>(&self, world: &World<'a>) -> Option<(&'a Attempt, &'a Quiz)> {
        let attempt = world.progress.attempt(self.attempt)?;
        Some((attempt, world.course.quiz(&attempt.quiz)?))
    }

    fn standing(&self, world: &World<'_>) -> Option<QuizStanding> {
        self.read(world).map(|(_, quiz)| world.standing(quiz))
    }

    fn may_try(&self, world: &World<'_>) -> bool {
        self.standing(world).is_some_and(|stands| stands.may_try())
    }
}

/// Returns the certificate that was earned by an attempt.
fn earned<'a>(ended: Ended, world: &World<'a>) -> Option<&'a Certificate> {
    world.progress.certificates.last().filter(|earned| ended.passed && earned.at >= ended.at)
}

/// Returns what an attempt came to, in words.
fn verdict(quiz: &Quiz, ended: Ended, world: &World<'_>) -> (String, Role) {
    let say = world.language;
    match outcome(world.course, world.progress, (quiz, ended), world.now, world.today) {
        Outcome::Passed => match earned(ended, world) {
            Some(earned) => (format!("{} {}", say.result_passed(), say.result_certificate(say.day(earned.on))), Role::Right),
            None => (say.result_passed().to_owned(), Role::Right),
        },
        Outcome::Failed => (say.result_failed().to_owned(), Role::Wrong),
        Outcome::NotYet => (say.result_not_yet().to_owned(), Role::Half),
        Outcome::PassedBefore { best, is_certified } => {
            let share = say.percent(best.shown().0);
            (if is_certified { say.result_earlier_stands_certificate(share) } else { say.result_earlier_stands(share) }, Role::Half)
        }
    }
}

fn reread(attempt: &Attempt, quiz: &Quiz) -> Vec<(LessonId, PageId)> {
    let mut pages: Vec<_> = attempt.missed(quiz).filter_map(|(_, question)| question.see.clone()).collect();
    pages.sort();
    pages.dedup();
    pages
}

/// Adds the marks by teaching point.
fn by_point(attempt: &Attempt, quiz: &Quiz, world: &World<'_>, sheet: &mut Sheet) {
    let points = attempt.marks_by_point(quiz);
    if points.is_empty() {
        return;
    }
    sheet.say(world.language.result_by_point(), Role::Accent);
    let known: BTreeMap<PointId, journey::Known> = journey::mastery(world.course, world.progress, world.now).into_iter().collect();
    let say = world.language;
    let tested = world.course.points.iter().filter_map(|(point, words)| Some((point, words, points.get(point)?)));
    let told = tested.map(|(point, words, marks)| {
        let (sign, role) = if marks.grade().is_full() { ("✓ ", Role::Right) } else { ("◌ ", Role::Half) };
        let (earned, most) = (say.decimal(&marks.shown()), marks.of());
        let known = known.get(point);
        if most == 0 {
            // Nothing was scored: what is known is all there is to tell.
            let share = known.map_or(Percent(0), journey::Known::shown);
            return Bar { sign: piece("· ", Role::Faint), share, label: say.result_marks_unscored(say.percent(share.0)), words };
        }
        let label = match known {
            Some(known) => say.result_marks_now(earned, most, say.percent(known.shown().0)),
            None => say.result_marks(earned, most),
        };
        Bar { sign: piece(sign, role), share: marks.grade().shown(), label, words }
    });
    chart::lay(&told.collect::<Vec<_>>(), sheet);
    sheet.gap();
}

impl Screen for Result {
    fn header(&self, world: &World<'_>) -> Header {
        let here = self.read(world).map_or_else(String::new, |(_, quiz)| quiz.title.clone());
        Header { here, far: world.language.result().to_owned(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        let Some((attempt, quiz)) = self.read(world) else { return sheet };
        let Some(ended) = attempt.result(quiz) else { return sheet };
        let (say, marks) = (world.language, attempt.marks(quiz));
        let (words, role) = verdict(quiz, ended, world);
        sheet.say(&words, role);
        sheet.gap();
        if earned(ended, world).is_some() {
            sheet.button(say.certificate_yours(), Touch::Item(CERTIFICATE));
            sheet.gap();
        }
        let (share, pass) = (say.percent(ended.grade.shown().0), say.percent(attempt.pass.0));
        let share = say.result_share(say.decimal(&marks.shown()), marks.of(), share, pass);
        sheet.say(&share, Role::Text);
        sheet.gap();
        by_point(attempt, quiz, world, &mut sheet);
        let pages = reread(attempt, quiz);
        if !pages.is_empty() {
            sheet.say(say.result_reread(), Role::Accent);
            for (place, (lesson, page)) in pages.iter().enumerate() {
                let Some(lesson) = world.course.lesson(lesson) else { continue };
                let title = lesson.page(page).map_or("", |page| &page.title);
                let from = sheet.rows.len();
                sheet.say(&format!("{title} ({})", lesson.title), Role::Text);
                sheet.spot(from, Touch::Item(PAGES + place));
            }
            sheet.gap();
        }
        if let Some(until) = self.standing(world).and_then(|stands| stands.wait_until()) {
            sheet.say(&say.quiz_again_at(say.moment(until, world.now)), Role::Text);
            sheet.gap();
        }
        sheet.button(say.on_with_course(), Touch::Item(ON));
        if self.may_try(world) {
            sheet.button(say.try_again(), Touch::Item(AGAIN));
        }
        if may_review(world.course, world.progress, quiz) && attempt.missed(quiz).next().is_some() {
            sheet.button(say.result_redo(), Touch::Item(REDO));
            sheet.button(if self.review { say.result_review_close() } else { say.result_review() }, Touch::Item(REVIEW));
        }
        if self.review {
            for (drawn, question) in attempt.missed(quiz) {
                sheet.gap();
                sheet.say(&"─".repeat(columns), Role::Faint);
                asking::ask(question, world, &mut sheet);
                if let Some(answer) = attempt.answer_to(question) {
                    explain(question, answer, &drawn.order, say, &mut sheet);
                }
            }
        }
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
        let Some((attempt, quiz)) = self.read(world) else { return vec![Effect::Home] };
        match look(&mut self.view, action, sheet, world) {
            view::Outcome::Touched(Touch::Item(ON)) => vec![Effect::Home],
            view::Outcome::Touched(Touch::Item(CERTIFICATE)) => vec![Effect::Open(Route::Certificate)],
            view::Outcome::Touched(Touch::Item(AGAIN)) => vec![Effect::Turn(Route::Quiz(quiz.id.clone()))],
            view::Outcome::Touched(Touch::Item(REDO)) => vec![Effect::Open(Route::Redo(attempt.id))],
            view::Outcome::Touched(Touch::Item(REVIEW)) => {
                self.review = !self.review;
                Vec::new()
            }
            view::Outcome::Touched(Touch::Item(place)) => {
                let page = place.checked_sub(PAGES).and_then(|place| reread(attempt, quiz).into_iter().nth(place));
                page.map(|(lesson, page)| vec![Effect::Open(Route::Page(lesson, page))]).unwrap_or_default()
            }
            view::Outcome::Touched(Touch::Link(target)) => follow(&target, world),
            _ => Vec::new(),
        }
    }
}
