//! `bedside`, `bedside learn`: opens the course where it was left, on a full screen or, with `--plain` and wherever there is no
//! terminal to draw on, line by line.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{IsTerminal, stdin, stdout};
use std::sync::Arc;

use clap::ArgMatches;

use crate::course::{self, Course};
use crate::id::{CourseId, LessonId, PageId};
use crate::journey::{Journal, Place, Progress, Route, trail};
use crate::language::Tag;
use crate::plain::{self, Beginning};
use crate::record::certificate;
use crate::source::{self, Files};
use crate::store::{At, Journals, OneJournal};
use crate::tui;

use super::super::{Answer, CourseFrom, Failure, Person, Setup};
use super::Command;
use super::documents::Own;
use super::send::telling;

pub(super) const COMMAND: Command = Command {
    name: "learn",
    person: Person::Physician,
    about: "open the course where you left it (the same as `bedside` alone)",
    example: "bedside learn --course my-course",
    arguments: Vec::new,
    run,
};

fn run(_: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    open(setup, None)
}

/// Opens the course where it was left or at another place.
pub(super) fn open(setup: &Setup, at: Option<Route>) -> Result<Answer, Failure> {
    let data = setup.place()?;
    if in_lines(setup) {
        let begins = if at == Some(Route::Refresh) { Beginning::Refresh } else { Beginning::WhereLeft };
        return learn_line_by_line(setup, &data, begins);
    }
    match &setup.course {
        CourseFrom::Shipped => learn_shipped(setup, &data, at),
        CourseFrom::Folder(_) => learn_folder(setup, &data, at),
    }
}

/// Without a terminal to draw on, or where lines are wanted.
fn learn_line_by_line(setup: &Setup, data: &At, begins: Beginning) -> Result<Answer, Failure> {
    let course = Arc::new(setup.read_course()?);
    let records = Journals::open(data)?;
    let notice = records.warning();
    let mut journal = told_of(setup, records.journal(&setup.account, &course.id)?, &course);
    line_by_line(setup, data, begins, course, notice, &mut journal)?;
    Ok(Answer::Done)
}

/// What is typed is written too where no terminal shows it.
fn line_by_line(
    setup: &Setup,
    data: &At,
    begins: Beginning,
    course: Arc<Course>,
    notice: Option<String>,
    journal: &mut dyn Journal,
) -> Result<(), Failure> {
    let progress = Progress::replay(&journal.events()?);
    let start = plain::Start {
        course,
        language: setup.language_for(&progress.preferences),
        progress,
        begins,
        columns: setup.columns,
        transcript: !stdin().is_terminal(),
        notice,
        seed: luck(),
        certificate: certificate::page,
        documents: Own::of(setup, data),
    };
    plain::run(start, journal, &*setup.clock(), stdin().lock(), stdout().lock())?;
    Ok(())
}

/// Holds a session of a course that is read already, where the learner left it; returns how it ended, where that is still to be obeyed.
pub(super) fn hold(
    setup: &Setup,
    data: &At,
    course: Arc<Course>,
    notice: Option<String>,
    journal: &mut dyn Journal,
) -> Result<Option<tui::Left>, Failure> {
    if in_lines(setup) {
        return line_by_line(setup, data, Beginning::WhereLeft, course, notice, journal).map(|()| None);
    }
    let progress = Progress::replay(&journal.events()?);
    begin(setup, data, None, (course, None), progress, notice, journal).map(Some)
}

/// Has a learning record store hear of what is kept, where one is named.
pub(super) fn told_of(setup: &Setup, journal: OneJournal, course: &Arc<Course>) -> OneJournal {
    let course = course.clone();
    journal.telling(telling(setup, move || Some(course.clone())))
}

/// Whether lines are wanted, or there is no terminal to draw on.
fn in_lines(setup: &Setup) -> bool {
    setup.plain || !stdin().is_terminal() || !stdout().is_terminal()
}

/// A course in a folder is read whole first: nothing of it is shown when anything in it is wrong.
fn learn_folder(setup: &Setup, data: &At, at: Option<Route>) -> Result<Answer, Failure> {
    let course = Arc::new(setup.read_course()?);
    let records = Journals::open(data)?;
    let notice = records.warning();
    let mut journal = told_of(setup, records.journal(&setup.account, &course.id)?, &course);
    let progress = Progress::replay(&journal.events()?);
    begin(setup, data, at, (course, None), progress, notice, &mut journal)?.obey();
    Ok(Answer::Done)
}

/// The shipped course is known to be right. Its first screen waits only for the files it shows; the rest is read when more is
/// to be shown.
fn learn_shipped(setup: &Setup, data: &At, at: Option<Route>) -> Result<Answer, Failure> {
    let files = Arc::new(source::shipped());
    let records = Journals::open(data)?;
    let notice = records.warning();
    let missing = || Failure::NoCourse { folder: "the program".into() };
    let id = CourseId::new(source::SHIPPED_ID).map_err(|_| missing())?;
    let (whole, wanted) = (files.clone(), setup.wanted.clone());
    let read = move || course::read_alone_in(whole.clone(), wanted.as_ref()).map(Arc::new);
    let mut journal = records.journal(&setup.account, &id)?.telling(telling(setup, read));
    let progress = Progress::replay(&journal.events()?);
    let (first, rest): (Course, Option<tui::Rest>) = match part_for(&progress, &files, setup.wanted.as_ref()).filter(|_| at.is_none()) {
        Some(part) => {
            let wanted = setup.wanted.clone();
            let read = Box::new(move || course::read_alone_in(files, wanted.as_ref()).map(Arc::new));
            (part, Some(tui::Rest { digest: source::SHIPPED_DIGEST, read }))
        }
        None => (course::read_alone_in(files, setup.wanted.as_ref()).ok_or_else(missing)?, None),
    };
    begin(setup, data, at, (Arc::new(first), rest), progress, notice, &mut journal)?.obey();
    Ok(Answer::Done)
}

/// Reads what the first screen shows, where the learner comes back to a page or a quiz. `None` where that is more than these files:
/// the last page of a lesson says what comes after it.
fn part_for(progress: &Progress, files: &Files, language: Option<&Tag>) -> Option<Course> {
    progress.learner.as_ref()?;
    let (wanted, page) = match progress.place_to_resume()? {
        Place::Home => return None,
        Place::Page { lesson, page, .. } => (vec![format!("lessons/{lesson}.toml")], Some((lesson, page))),
        Place::Quiz { quiz } => (vec![format!("quizzes/{quiz}.toml"), format!("lessons/{quiz}.toml")], None),
    };
    files.text(wanted.first()?)?;
    let mut paths: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let translated = course::translated_paths(files, language, &paths);
    paths.extend(translated.iter().map(String::as_str));
    let part = course::read_alone_in(Arc::new(files.only(&paths)), language)?;
    let is_last = |(lesson, page): (&LessonId, &PageId)| {
        let pages = part.lesson(lesson).map(|read| trail(read, progress.lessons.get(lesson))).unwrap_or_default();
        pages.last().is_none_or(|last| last.id == *page)
    };
    (!page.is_some_and(is_last)).then_some(part)
}

fn begin(
    setup: &Setup,
    data: &At,
    at: Option<Route>,
    (course, rest): (Arc<Course>, Option<tui::Rest>),
    progress: Progress,
    notice: Option<String>,
    journal: &mut dyn Journal,
) -> Result<tui::Left, Failure> {
    let at = at.or_else(|| progress.place_to_resume().map(Route::back_to));
    let start = tui::Start {
        course,
        progress,
        language: setup.language(),
        given: setup.given.clone(),
        usual: setup.usual.clone(),
        depth: setup.depth,
        at,
        pixels: setup.pixels,
        notice,
        documents: Own::of(setup, data),
        seed: luck(),
    };
    Ok(tui::run(start, rest, None, journal, &*setup.clock())?)
}

/// Returns luck for the draws of one session.
pub(super) fn luck() -> u64 {
    RandomState::new().build_hasher().finish()
}
