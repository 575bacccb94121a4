//! The screens, one file each, and the one place that opens them.

mod asking;
mod attest;
mod certificate;
mod contents;
mod glossary;
mod help;
mod home;
mod lesson;
mod mastery;
mod note;
mod notes;
mod page;
mod palette;
mod practice;
mod quiz;
mod quiz_intro;
mod replay;
mod report;
mod result;
mod search;
mod seen;
mod settings;
mod term;
mod welcome;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::course::{Course, Step};
use crate::id::{LessonId, PageId};
use crate::journey::{Fact, Route};
use crate::prose::Target;

use super::sheet::{Sheet, Touch};
use super::theme::Role;
use super::world::{Effect, Screen, World};

pub(super) use help::Help;
pub(super) use palette::Palette;

/// Opens the screen of a route, with the facts to note once it is drawn. `None` when the course has no such place.
pub(super) fn open(route: &Route, world: &World<'_>) -> Option<(Box<dyn Screen>, Vec<Fact>)> {
    let plain = |screen: Box<dyn Screen>| Some((screen, Vec::new()));
    match route {
        Route::Welcome => plain(Box::new(welcome::Welcome::new(world))),
        Route::Home => plain(home(world)),
        Route::Lesson(id) => {
            let (screen, facts) = lesson::Lesson::resumed(id, world)?;
            Some((Box::new(screen), facts))
        }
        Route::Page(id, page) => {
            let (screen, facts) = lesson::Lesson::at(id, page, world)?;
            Some((Box::new(screen), facts))
        }
        Route::Quiz(id) => {
            let (screen, facts) = quiz::Quiz::new(id, world)?;
            Some((Box::new(screen), facts))
        }
        Route::Redo(attempt) => plain(Box::new(practice::Practice::of_what_was_missed(*attempt, world)?)),
        Route::Refresh => plain(Box::new(practice::Practice::of_what_is_due(world))),
        Route::Replay(quiz, question) => plain(Box::new(replay::Replay::new(quiz, question, world)?)),
        Route::Result(attempt) => plain(Box::new(result::Result::new(*attempt, world)?)),
        Route::Attest => plain(Box::new(attest::Attest::new(world)?)),
        Route::Certificate => plain(Box::<certificate::Certificate>::default()),
        Route::Contents => plain(Box::new(contents::Contents::new(world))),
        Route::Glossary => plain(Box::<glossary::Glossary>::default()),
        Route::Search => plain(Box::new(search::Search::new(world))),
        Route::Seen(question) => plain(Box::new(seen::Seen::new(question, world)?)),
        Route::Notes => plain(Box::<notes::Notes>::default()),
        Route::Note(about) => plain(Box::new(note::Note::new(about, world))),
        Route::Settings => plain(Box::<settings::Settings>::default()),
        Route::Report(about) => plain(Box::new(report::Report::new(about.clone()))),
        Route::Term(id) => plain(Box::new(term::Term::new(id, world)?)),
    }
}

/// Returns the list of steps.
pub(super) fn home(world: &World<'_>) -> Box<dyn Screen> {
    Box::new(home::Home::new(world))
}

/// Returns what a link asks for.
fn follow(target: &Target) -> Vec<Effect> {
    match target {
        Target::Term(id) => vec![Effect::Open(Route::Term(id.clone()))],
        Target::Page(lesson, page) => vec![Effect::Open(Route::Page(lesson.clone(), page.clone()))],
        Target::Lesson(lesson) => vec![Effect::Open(Route::Lesson(lesson.clone()))],
        Target::Quiz(quiz) => vec![Effect::Open(Route::Quiz(quiz.clone()))],
        Target::Web(address) => {
            vec![Effect::Say(format!("Copied, if your terminal allows it: {address}")), Effect::Copy(address.clone())]
        }
        Target::Unknown(_) => Vec::new(),
    }
}

/// Adds the way to the page that teaches a question, for key and mouse.
fn see(lesson: &LessonId, page: &PageId, title: &str, world: &World<'_>, sheet: &mut Sheet) {
    let from = sheet.rows.len();
    let key = if world.settled.letters { "s" } else { "Tab, then Enter" };
    sheet.say(&format!("{key} opens the page that teaches this: {title}"), Role::Faint);
    sheet.spot(from, Touch::Link(Target::Page(lesson.clone(), page.clone())));
}

/// Returns what a step is called, a quiz as one.
fn called(course: &Course, step: &Step) -> String {
    let title = course.step_title(step);
    match step {
        Step::Quiz(_) if !title.to_lowercase().contains("quiz") => format!("Quiz: {title}"),
        Step::Quiz(_) | Step::Lesson(_) => title.to_owned(),
    }
}

/// Returns a number of minutes in words.
fn minutes(count: u32) -> String {
    if count == 1 { "about 1 minute".to_owned() } else { format!("about {count} minutes") }
}

/// Returns a moment as a clock shows it.
fn clock(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::system()).strftime("%H:%M").to_string()
}
