//! How far the learner has come: lessons and quizzes, each teaching point, each attempt and each day, as bars with their words.

use jiff::tz::TimeZone;

use crate::journey::{Done, Route, by_day, due, effort};
use crate::prose::layout::width;
use crate::question::Percent;
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::chart::{self, Bar};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

use super::mastery;

/// How far the learner has come.
#[derive(Debug, Default)]
pub(super) struct Progress {
    view: View,
}

/// The button for what is due.
const REFRESH: usize = 0;

/// How many attempts, and how many days, are shown: the newest.
const NEWEST: usize = 10;

fn bar(share: Percent, label: String, words: &str) -> Bar<'_> {
    Bar { sign: piece("", Role::Text), share, label, words }
}

/// Adds a heading with bars below it; nothing where there are none.
fn section(heading: &str, bars: &[Bar<'_>], sheet: &mut Sheet) {
    if bars.is_empty() {
        return;
    }
    sheet.gap();
    sheet.say(heading, Role::Accent);
    chart::lay(bars, sheet);
}

fn attempts(world: &World<'_>, sheet: &mut Sheet) {
    let say = world.language;
    let told: Vec<(Percent, String)> = world
        .progress
        .attempts
        .iter()
        .filter_map(|attempt| {
            let quiz = world.course.quiz(&attempt.quiz)?;
            let ended = attempt.result(quiz)?;
            let day = say.day_briefly_as_of(ended.at.to_zoned_datetime(TimeZone::system()).date(), world.today);
            let quiz = say.as_quiz(&quiz.title);
            let words = if ended.passed { say.progress_attempt_passed(quiz, day) } else { say.progress_attempt_not_yet(quiz, day) };
            Some((ended.grade.shown(), words))
        })
        .collect();
    let newest = told.iter().skip(told.len().saturating_sub(NEWEST));
    let bars: Vec<_> = newest.map(|(share, words)| bar(*share, say.percent(share.0), words)).collect();
    section(say.progress_attempts(), &bars, sheet);
}

fn days(world: &World<'_>, sheet: &mut Sheet) {
    let say = world.language;
    let days = by_day(world.progress, &TimeZone::system());
    let newest: Vec<_> = days.iter().skip(days.len().saturating_sub(NEWEST)).collect();
    let told: Vec<String> = newest.iter().map(|(day, _)| say.day_briefly_as_of(*day, world.today)).collect();
    let room = told.iter().map(|day| width(day)).max().unwrap_or_default();
    let bars: Vec<Bar<'_>> = newest
        .into_iter()
        .zip(told)
        .map(|((_, answers), told)| Bar {
            sign: piece(&format!("{told}{}  ", " ".repeat(room - width(&told))), Role::Faint),
            ..bar(answers.share(), say.progress_right(answers.done, answers.of), "")
        })
        .collect();
    section(say.progress_days(), &bars, sheet);
}

impl Screen for Progress {
    fn header(&self, world: &World<'_>) -> Header {
        Header { here: world.course.title.clone(), far: world.language.progress().to_owned(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let (say, mut sheet) = (world.language, Sheet::new(columns));
        sheet.say(say.progress_yours(), Role::Heading);
        let far = effort(world.course, world.progress);
        let told = |done: Done, words| bar(done.share(), say.progress_of(done.done, done.of), words);
        let steps: Vec<_> = [(far.lessons, say.progress_lessons()), (far.quizzes, say.progress_quizzes())]
            .into_iter()
            .filter(|(done, _)| done.of > 0)
            .map(|(done, words)| told(done, words))
            .collect();
        section(say.progress_steps(), &steps, &mut sheet);
        mastery::lay(world, &mut sheet);
        attempts(world, &mut sheet);
        days(world, &mut sheet);
        if world.progress.attempts.is_empty() {
            sheet.gap();
            sheet.say(say.progress_none(), Role::Faint);
        }
        sheet.gap();
        let due = due(world.course, world.progress, world.now).len();
        if due > 0 {
            sheet.button(&say.home_refresh_due(due), Touch::Item(REFRESH));
        }
        sheet.button(say.certificate_back(), Touch::Next);
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::Result
    }

    fn opened_by(&self) -> Option<Action> {
        Some(Action::Progress)
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        match look(&mut self.view, action, sheet, world) {
            Outcome::Touched(Touch::Item(_)) => vec![Effect::Open(Route::Refresh)],
            Outcome::Touched(Touch::Next) => vec![Effect::Home],
            _ => Vec::new(),
        }
    }
}
