//! `bedside`, `bedside learn`: opens the course where it was left, on a full screen or, with `--plain` and wherever there is no
//! terminal to draw on, line by line.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{self, IsTerminal, Write as _, stdin, stdout};
use std::path::Path;
use std::sync::{Arc, mpsc};

use clap::ArgMatches;

use crate::course::{self, Course};
use crate::id::CourseId;
use crate::journey::{Journal, Patient, Place, Progress, Route, trail};
use crate::plain::{self, Beginning, Keeping};
use crate::record::certificate;
use crate::source;
use crate::store::{At, Journals, OneJournal};
use crate::tui;

use super::super::notice::Notice;
use super::super::{Answer, CourseFrom, Failure, Person, Setup, asking};
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
        CourseFrom::Folder(folder) => learn_folder(setup, &data, folder, at),
    }
}

/// Without a terminal to draw on, or where lines are wanted.
fn learn_line_by_line(setup: &Setup, data: &At, begins: Beginning) -> Result<Answer, Failure> {
    let course = setup.read_course()?;
    let records = Journals::open(data)?;
    let notice = Notice::of(setup, records.warning());
    let mut journal = told_of(setup, asking::journal(setup, data, records, &course.id)?);
    let progress = Progress::replay(&journal.events()?);
    let course = Arc::new(setup.read_again_for(&progress.preferences, course)?);
    line_by_line(setup, data, begins, course, progress, notice, &mut journal)?;
    Ok(Answer::Done)
}

/// What is typed is written too where no terminal shows it.
fn line_by_line(
    setup: &Setup,
    data: &At,
    begins: Beginning,
    course: Arc<Course>,
    progress: Progress,
    notice: Option<Notice>,
    journal: &mut dyn Journal,
) -> Result<(), Failure> {
    let notice = notice.or_else(|| Notice::of_clock(setup, &progress));
    let language = setup.language_for(&progress.preferences);
    let words = language.still_keeping();
    let mut journal = Patient::with(journal, move || writeln!(stdout(), "{words}").is_ok());
    let start = plain::Start {
        course,
        language,
        usual: setup.language(),
        given: setup.given.clone(),
        configured: setup.usual.clone(),
        progress,
        begins,
        keeping: Keeping::Keeps,
        columns: setup.columns,
        transcript: !stdin().is_terminal(),
        notice: notice.map(|notice| notice.said(language)),
        remarks: Arc::default(),
        seed: luck(),
        certificate: certificate::page,
        documents: Own::of(setup, data),
    };
    // Not locked: while this waits for the journal, somebody else says so.
    plain::run(start, &mut journal, &*setup.clock(), stdin().lock(), stdout())?;
    Ok(())
}

/// Holds a session of a course that is read already, where the learner left it; returns how it ended, where that is still to be obeyed.
pub(super) fn hold(
    setup: &Setup,
    data: &At,
    course: Arc<Course>,
    notice: Option<Notice>,
    journal: &mut dyn Journal,
) -> Result<Option<tui::Left>, Failure> {
    let progress = Progress::replay(&journal.events()?);
    if in_lines(setup) {
        return line_by_line(setup, data, Beginning::WhereLeft, course, progress, notice, journal).map(|()| None);
    }
    begin(setup, data, None, (course, None), progress, notice, journal).map(Some)
}

/// Has a learning record store hear of what is kept, where one is named.
pub(super) fn told_of(setup: &Setup, journal: OneJournal) -> OneJournal {
    journal.telling(telling(setup))
}

/// Whether lines are wanted, or there is no terminal to draw on.
fn in_lines(setup: &Setup) -> bool {
    setup.plain || !stdin().is_terminal() || !stdout().is_terminal()
}

/// A folder may hold anything: the first screen waits for the files it shows, if they are right as far as they can tell, and the rest is
/// read as soon as it is there. A course with something wrong in it is not shown; it ends the session before anything could be done.
fn learn_folder(setup: &Setup, data: &At, folder: &Path, at: Option<Route>) -> Result<Answer, Failure> {
    let part = |paths: &[&str]| Some(Arc::new(source::part_of(folder, paths).ok()?));
    let known = part(&[TOP]).and_then(|files| course::id_in(&files));
    let is_told_by_top = known.is_some();
    let id = known.map_or_else(|| setup.read_course().map(|course| course.id), Ok)?;
    let (journal, notice) = asking::begun(setup, data, &id)?;
    let mut journal = told_of(setup, journal);
    let progress = Progress::replay(&journal.events()?);
    let (wanted, whole) = (setup.wanted_by(&progress.preferences), setup.clone());
    let shown = || part_for(&progress, |paths| course::read_part(part(&[paths, &[TOP]].concat())?, wanted.as_ref()));
    let shown = shown().filter(|_| at.is_none() && is_told_by_top);
    let read = move || whole.read_course_in(wanted.as_ref()).map(Arc::new);
    let Some(shown) = shown else {
        return obey(begin(setup, data, at, (read()?, None), progress, notice, &mut journal)?);
    };
    let (refuse, refused) = mpsc::channel();
    let read = Box::new(move || read().map_err(|failure| refuse.send(failure)).ok());
    let left = begin(setup, data, at, (Arc::new(shown), Some(tui::Rest { digest: None, read })), progress, notice, &mut journal)?;
    if let Ok(failure) = refused.try_recv() {
        return Err(failure);
    }
    obey(left)
}

/// Lets what ended a session end the program, and says what could not be kept.
pub(super) fn obey(left: tui::Left) -> Result<Answer, Failure> {
    left.obey(|lost| drop(writeln!(io::stderr(), "bedside: {}", lost.because)))?;
    Ok(Answer::Done)
}

/// The course's own settings.
const TOP: &str = "course.toml";

/// The shipped course is known to be right. Its first screen waits only for the files it shows; the rest is read when more is
/// to be shown.
fn learn_shipped(setup: &Setup, data: &At, at: Option<Route>) -> Result<Answer, Failure> {
    let files = Arc::new(source::shipped());
    let missing = || Failure::NoCourse { folder: "the program".into() };
    let id = CourseId::new(source::SHIPPED_ID).map_err(|_| missing())?;
    let (journal, notice) = asking::begun(setup, data, &id)?;
    let mut journal = told_of(setup, journal);
    let progress = Progress::replay(&journal.events()?);
    let wanted = setup.wanted_by(&progress.preferences);
    let shown = || part_for(&progress, |paths| course::read_alone_in(Arc::new(files.only(paths)), wanted.as_ref()));
    let (whole, spoken) = (files.clone(), wanted.clone());
    let read = move || course::read_alone_in(whole.clone(), spoken.as_ref()).map(Arc::new);
    let (first, rest) = match shown().filter(|_| at.is_none()) {
        Some(part) => (Arc::new(part), Some(tui::Rest { digest: Some(source::SHIPPED_DIGEST), read: Box::new(read) })),
        None => (read().ok_or_else(missing)?, None),
    };
    obey(begin(setup, data, at, (first, rest), progress, notice, &mut journal)?)
}

/// Reads what the first screen shows, where the learner comes back to a page or a quiz; `read` makes a course of the files of some paths
/// and their words in other languages. `None` where it shows more than these: the last page of a lesson says what comes after it.
fn part_for(progress: &Progress, read: impl FnOnce(&[&str]) -> Option<Course>) -> Option<Course> {
    progress.learner.as_ref()?;
    match progress.place_to_resume()? {
        Place::Home => None,
        Place::Page { lesson, page, .. } => {
            let part = read(&[&format!("lessons/{lesson}.toml")])?;
            let lesson = part.lesson(lesson)?;
            let pages = trail(lesson, progress.in_lesson(lesson).as_deref());
            (pages.last()?.id != *page).then_some(part)
        }
        Place::Quiz { quiz } => {
            let part = read(&[&format!("quizzes/{quiz}.toml"), &format!("lessons/{quiz}.toml")])?;
            part.quiz(quiz).is_some().then_some(part)
        }
    }
}

fn begin(
    setup: &Setup,
    data: &At,
    at: Option<Route>,
    (course, rest): (Arc<Course>, Option<tui::Rest>),
    progress: Progress,
    notice: Option<Notice>,
    journal: &mut dyn Journal,
) -> Result<tui::Left, Failure> {
    let at = at.or_else(|| progress.place_to_resume().map(Route::back_to));
    let notice = notice.or_else(|| Notice::of_clock(setup, &progress));
    let notice = notice.map(|notice| notice.said(setup.language_for(&progress.preferences)));
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
