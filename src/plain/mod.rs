//! The same course line by line, for screen readers, plain terminals and pipes. Only ever appends lines: no screen is taken, no
//! cursor moved, no colour needed. Names no store and no record; facts go to a [`Journal`] and come back as events.

mod card;
mod command;
mod form;
mod glossary;
mod keep;
mod mastery;
mod paper;
mod place;
mod progress;
mod remark;
mod session;
mod start;

use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};

use crate::clock::Clock;
use crate::journey::{self, Journal, Place, Progress, Route, Subject};

pub use start::{Beginning, CertificateText, Keeping, Start};

use paper::Paper;
use session::{Leave, Session, Spelling, Steps, Way};

/// Why a session could not go on.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Nothing can be read or written any more.
    #[error("could not go on reading and writing: {because}")]
    Broken {
        /// What the machine says.
        because: io::Error,
    },
}

/// Runs the course line by line until the learner leaves or there is nothing more to read, and returns what was done. An input that would
/// block ends it, too, without a farewell: whoever holds it goes on with another course.
///
/// # Errors
/// [`Failure::Broken`] when nothing can be read or written any more; everything answered until then is kept.
pub fn run(
    start: Start,
    journal: &mut dyn Journal,
    clock: &dyn Clock,
    mut input: impl BufRead,
    mut output: impl Write,
) -> Result<Progress, Failure> {
    let Start {
        course,
        progress,
        language,
        usual,
        given,
        configured,
        begins,
        keeping,
        columns,
        transcript,
        notice,
        remarks,
        seed,
        certificate,
        documents,
    } = start;
    let opened = (course.version, course.digest());
    let mut session = Session {
        course: &course,
        opened,
        progress,
        paper: Paper::new(&mut output, columns, language),
        usual,
        given,
        configured,
        certificate,
        documents,
        journal,
        clock,
        input: &mut input,
        transcript,
        seed,
        notes: Vec::new(),
        begun: None,
        typed: Spelling::Bare,
        refused: false,
        place: None,
        opened_over: false,
        quiz_below: None,
        shown: None,
        words: String::new(),
        subject: Subject::Course,
        steps: Steps::Unheard,
        heard: BTreeSet::new(),
        begins,
        keeping,
        remarks,
        remarked: None,
    };
    let left = live(&mut session, begins, notice.as_deref());
    session.finish();
    match left {
        Leave::Broken(because) => return Err(Failure::Broken { because }),
        Leave::Renewed => return Ok(session.progress),
        Leave::Quit => {}
    }
    session.paper.gap();
    let is_all_kept = session.notes.is_empty() && !session.refused;
    let say = session.language();
    session.paper.say(match (keeping, is_all_kept) {
        (Keeping::Forgets, _) => say.preview_bye(),
        (Keeping::Keeps, true) => say.plain_bye(),
        (Keeping::Keeps, false) => say.plain_bye_not_all(),
    });
    match session.paper.broken() {
        Some(because) => Err(Failure::Broken { because }),
        None => Ok(session.progress),
    }
}

/// Goes from place to place until the learner leaves.
fn live(session: &mut Session<'_>, begins: Beginning, notice: Option<&str>) -> Leave {
    match (begins, notice) {
        (Beginning::WhereLeft | Beginning::Refresh, notice) => place::greet(session, notice),
        (Beginning::Renewed | Beginning::Unchanged, Some(notice)) => session.tell(notice),
        (Beginning::Renewed | Beginning::Unchanged, None) => {}
    }
    if let Some(opened) = journey::opens(session.opened, &session.progress) {
        session.keep_early(opened);
    }
    if begins == Beginning::Unchanged {
        session.paper.hushes();
    }
    let mut ways = vec![Route::Home];
    ways.extend(beginning(session, begins));
    loop {
        let route = ways.last().cloned().unwrap_or(Route::Home);
        session.opened_over = ways.len() > 2;
        let below = ways.iter().rev().skip(1).find_map(|way| if let Route::Quiz(quiz) = way { Some(quiz.clone()) } else { None });
        session.quiz_below = below;
        match place::visit(&route, session) {
            Err(leave) => return leave,
            Ok(Way::Search(words)) => {
                session.words = words;
                if ways.last() != Some(&Route::Search) {
                    ways.push(Route::Search);
                }
            }
            Ok(Way::Home) => ways.truncate(1),
            Ok(Way::Back) if ways.len() > 1 => {
                ways.truncate(ways.len() - 1);
                if ways.len() > 1 {
                    session.paper.hushes();
                }
            }
            Ok(Way::Back) => {}
            Ok(Way::Turn(route)) => {
                ways.truncate(ways.len().saturating_sub(1).max(1));
                ways.push(route);
            }
            Ok(Way::Open(route)) => {
                if ways.last() != Some(&route) {
                    ways.push(route);
                }
            }
        }
    }
}

/// Returns where a session begins: where the learner was, once it is known who that is.
fn beginning(session: &Session<'_>, begins: Beginning) -> Option<Route> {
    if session.progress.learner.is_none() {
        return Some(Route::Welcome);
    }
    if begins == Beginning::Refresh {
        return Some(Route::Refresh);
    }
    match session.progress.place_to_resume().cloned()? {
        Place::Home => None,
        Place::Page { lesson, page, .. } => {
            session.course.lesson(&lesson)?.page(&page)?;
            Some(Route::Page(lesson, page))
        }
        Place::Quiz { quiz } => {
            let quiz = session.course.quiz(&quiz)?;
            session.progress.open_attempt(quiz).map(|_| Route::Quiz(quiz.id.clone()))
        }
    }
}
