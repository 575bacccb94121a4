//! The places of the course, one file each, and the one door to them. A place says what is there, asks, and says where to go on.

mod attest;
mod certificate;
mod contents;
mod home;
mod lesson;
mod notes;
mod page;
mod practice;
mod quiz;
mod replay;
mod result;
mod search;
mod seen;
mod settings;
mod step;
mod welcome;

use crate::journey::{Route, Subject};
use crate::language::Language;

use super::command::{self, is};
use super::session::{Asks, Heard, Leave, Session, Way};
use super::start::Keeping;

/// Says hello: what this is, and the one word that helps.
pub(super) fn greet(session: &mut Session<'_>, notice: Option<&str>) {
    session.paper.begins();
    session.paper.say(&session.course.title);
    if !session.course.subtitle.is_empty() {
        session.paper.say(&session.course.subtitle);
    }
    session.paper.gap();
    let say = session.language();
    session.paper.say(say.plain_greeting());
    session.paper.say(match session.keeping {
        Keeping::Keeps => say.plain_kept(),
        Keeping::Forgets => say.preview_begins(),
    });
    if let Some(notice) = notice {
        session.paper.gap();
        session.paper.say(notice);
    }
}

/// Visits a place until it leads elsewhere.
pub(super) fn visit(route: &Route, session: &mut Session<'_>) -> Result<Way, Leave> {
    session.subject = Subject::Course;
    match route {
        Route::Welcome => welcome::visit(session),
        Route::Home => home::visit(session),
        Route::Lesson(lesson) => Ok(lesson::resumed(session, lesson)),
        Route::Page(lesson, page) => lesson::visit(session, lesson, page),
        Route::Quiz(quiz) => quiz::visit(session, quiz),
        Route::Result(attempt) => result::visit(session, *attempt),
        Route::Redo(attempt) => practice::of_what_was_missed(session, *attempt),
        Route::Refresh => practice::of_what_is_due(session),
        Route::Replay(quiz, question) => replay::visit(session, quiz, question),
        Route::Attest => attest::visit(session),
        Route::Certificate => certificate::visit(session),
        Route::Progress => {
            session.tell_progress();
            Ok(Way::Back)
        }
        Route::Contents => contents::visit(session),
        Route::Glossary => {
            session.tell_terms();
            Ok(Way::Back)
        }
        Route::Search => search::visit(session),
        Route::Seen(question) => seen::visit(session, question),
        Route::Notes => notes::visit(session),
        Route::Note(about) => notes::write(session, about),
        Route::Settings => settings::visit(session),
        Route::Report(about) => {
            session.report(about);
            Ok(Way::Back)
        }
        Route::Term(id) => {
            session.tell_term(id);
            Ok(Way::Back)
        }
    }
}

/// Asks for nothing but to go on. Returns where a command leads, or `None` for Enter.
fn wait(session: &mut Session<'_>, at: &str, help: &str) -> Result<Option<Way>, Leave> {
    loop {
        match session.ask(&Asks { at: at.to_owned(), help, text: false })? {
            Heard::Go(way) => return Ok(Some(way)),
            Heard::Line(line) if goes_on(&line) => return Ok(None),
            Heard::Line(line) => {
                let told = command::told(&line, session.language());
                session.tell(told.as_deref().unwrap_or(help));
            }
        }
    }
}

/// Whether a line says to go on: Enter alone, or a word for it.
fn goes_on(line: &str) -> bool {
    let words = [Language::command_next, Language::command_go_on, Language::command_continue, Language::command_on];
    line.trim().is_empty() || words.into_iter().any(|word| is(line, word))
}
