//! The screens, one file each, and the one place that opens them.

mod asking;
mod attest;
mod certificate;
mod certificate_files;
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
mod progress;
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

use crate::course::Step;
use crate::id::{LessonId, PageId};
use crate::journey::{Fact, Place, Route};
use crate::prose::Target;

use super::sheet::{Sheet, Touch};
use super::theme::Role;
use super::world::{Effect, Screen, World};

pub(super) use help::Help;
pub(super) use palette::Palette;

/// Opens what a session begins with: the lesson the learner was in is open where it was left, even where all of it is read.
pub(super) fn come_back(route: &Route, world: &World<'_>) -> Option<(Box<dyn Screen>, Vec<Fact>)> {
    match (route, &world.progress.place) {
        (Route::Lesson(id), Some(Place::Page { lesson, .. })) if id == lesson => {
            let (screen, facts) = lesson::Lesson::left(id, world)?;
            Some((Box::new(screen), facts))
        }
        _ => open(route, world),
    }
}

/// Opens the screen of a route, with the facts to note once it is drawn. `None` when the course has no such place.
pub(super) fn open(route: &Route, world: &World<'_>) -> Option<(Box<dyn Screen>, Vec<Fact>)> {
    let plain = |screen: Box<dyn Screen>| Some((screen, Vec::new()));
    match route {
        Route::Welcome => plain(Box::new(welcome::Welcome::new(world))),
        Route::Home => plain(home(world)),
        Route::Lesson(id) => {
            let (screen, facts) = lesson::Lesson::opened(id, world)?;
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
        Route::Certificate => {
            let seen = world.progress.certificate_seen().into_iter().collect();
            Some((Box::new(certificate::Certificate::new(world)), seen))
        }
        Route::Progress => plain(Box::<progress::Progress>::default()),
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
fn follow(target: &Target, world: &World<'_>) -> Vec<Effect> {
    match target {
        Target::Term(id) => vec![Effect::Open(Route::Term(id.clone()))],
        Target::Page(lesson, page) => vec![Effect::Open(Route::Page(lesson.clone(), page.clone()))],
        Target::Lesson(lesson) => vec![Effect::Open(Route::Lesson(lesson.clone()))],
        Target::Quiz(quiz) => vec![Effect::Open(Route::Quiz(quiz.clone()))],
        Target::Web(address) => {
            vec![Effect::Say(world.language.copied_address(address)), Effect::Copy(address.clone())]
        }
        Target::Unknown(_) => Vec::new(),
    }
}

/// Adds the way to the page that teaches a question, for key and mouse.
fn see(lesson: &LessonId, page: &PageId, title: &str, world: &World<'_>, sheet: &mut Sheet) {
    let from = sheet.rows.len();
    let says = if world.settled.letters { world.language.s_opens_page(title) } else { world.language.tab_opens_page(title) };
    sheet.say(&says, Role::Faint);
    sheet.spot(from, Touch::Link(Target::Page(lesson.clone(), page.clone())));
}

/// Returns what a step is called, a quiz as one.
fn called(world: &World<'_>, step: &Step) -> String {
    let title = world.course.step_title(step);
    if matches!(step, Step::Quiz(_)) { world.language.as_quiz(title) } else { title.to_owned() }
}
