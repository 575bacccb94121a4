//! A preview line by line: the place where the trainer is, said again whenever what it says was saved anew.

use std::collections::BTreeSet;
use std::io::{self, BufRead, ErrorKind, Read, stdin, stdout};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use jiff::civil::Date;

use crate::cli::{Answer, Failure, Setup};
use crate::course::Course;
use crate::course::proof::{Press, Proof, Told};
use crate::journey::{Fact, Journal as _, MemoryJournal, Place, Progress};
use crate::plain::{self, Beginning, Keeping};
use crate::record::certificate;
use crate::source::{Files, Watch};

use super::super::learn;

/// The most bytes of one line that are handed on at once.
const LONGEST: u64 = 64 * 1024;

/// What a preview line by line hears of.
enum News {
    /// A line was typed.
    Typed(Vec<u8>),
    /// Nothing more will be typed.
    Over,
    /// Files were saved: their paths, and the course with them.
    Saved(BTreeSet<Arc<str>>, Box<Proof>),
}

/// Goes on until the trainer leaves. Whoever listens hears what is wrong after the page it is wrong on.
pub(super) fn run(
    setup: &Setup,
    (mut watch, mut press, mut proof): (Watch, Press, Proof),
    told: Told,
    journal: &mut MemoryJournal,
) -> Result<Answer, Failure> {
    let today = setup.today;
    if let Some(judged) = press.judge(today, told, &mut || true) {
        proof = judged;
    }
    let (sender, inbox) = mpsc::channel();
    let typed = sender.clone();
    thread::spawn(move || listen(&typed));
    thread::spawn(move || look(&mut watch, &mut press, (today, told), &sender));
    let mut input = Typed { inbox, line: Vec::new(), taken: 0, is_over: false, saved: None };
    let (mut begins, mut notice) = (Beginning::WhereLeft, None);
    loop {
        let start = plain::Start {
            course: proof.course.clone(),
            progress: Progress::replay(&journal.events()?),
            language: setup.language(),
            usual: setup.language(),
            given: setup.given.clone(),
            configured: setup.usual.clone(),
            begins,
            keeping: Keeping::Forgets,
            columns: setup.columns,
            transcript: !io::IsTerminal::is_terminal(&stdin()),
            notice: notice.take(),
            remarks: proof.remarks.clone(),
            seed: learn::luck(),
            certificate: certificate::page,
            documents: None,
        };
        let progress = plain::run(start, journal, &*setup.clock(), &mut input, stdout().lock())?;
        let Some((paths, saved)) = input.saved.take() else { return Ok(Answer::Done) };
        let is_another = file(&proof.course, &progress).is_some_and(|shown| paths.iter().any(|path| bears_on(path, &shown)));
        begins = if is_another { Beginning::Renewed } else { Beginning::Unchanged };
        if let Some(place) = moved(&proof.course, &saved.course, &progress) {
            journal.append(Fact::PlaceLeft { place }, setup.clock().now())?;
        }
        notice = Some(setup.language().preview_saved(listed(&paths)));
        proof = saved;
    }
}

/// Hands on what is typed, line by line.
fn listen(sender: &Sender<News>) {
    let mut input = stdin().lock();
    loop {
        let mut line = Vec::new();
        let is_typed = (&mut input).take(LONGEST).read_until(b'\n', &mut line).is_ok_and(|count| count > 0);
        let news = if is_typed { News::Typed(line) } else { News::Over };
        if sender.send(news).is_err() || !is_typed {
            return;
        }
    }
}

/// Hands on what is saved, with what is to be said about it.
fn look(watch: &mut Watch, press: &mut Press, (today, told): (Option<Date>, Told), sender: &Sender<News>) {
    let mut before = watch.files();
    while let Some(files) = watch.next() {
        // Where something else is saved meanwhile, that is told together with this.
        let judged = press.pull(&files).and_then(|_| press.judge(today, told, &mut || watch.is_quiet()));
        let Some(proof) = judged else { continue };
        let paths = changed(&before, &files);
        before = files;
        if !paths.is_empty() && sender.send(News::Saved(paths, Box::new(proof))).is_err() {
            return;
        }
    }
}

/// Returns the paths whose texts differ.
fn changed(before: &Files, now: &Files) -> BTreeSet<Arc<str>> {
    let differs = |path: &&Arc<str>| before.texts.get(*path) != now.texts.get(*path);
    before.texts.keys().chain(now.texts.keys()).filter(differs).cloned().collect()
}

/// Returns the file that says what is in front; `None` at the list of steps.
fn file(course: &Course, progress: &Progress) -> Option<Arc<str>> {
    match progress.place_to_resume()? {
        Place::Home => None,
        Place::Page { lesson, .. } => Some(course.lesson(lesson)?.file.clone()),
        Place::Quiz { quiz } => Some(course.quiz(quiz)?.file.clone()),
    }
}

/// Returns where a page went that has another id now: one without an id of its own has that of its title. It is the one at its place.
fn moved(before: &Course, now: &Course, progress: &Progress) -> Option<Place> {
    let Place::Page { lesson, page, .. } = progress.place_to_resume()? else { return None };
    let (old, new) = (before.lesson(lesson)?, now.lesson(lesson)?);
    if new.page(page).is_some() {
        return None;
    }
    let there = new.pages.get(old.position(page)?).or_else(|| new.pages.last())?;
    Some(Place::Page { lesson: lesson.clone(), page: there.id.clone(), scroll: 0 })
}

/// Whether a file may change what another one's pages say.
fn bears_on(path: &str, shown: &str) -> bool {
    let translated = path.strip_prefix("translations/").and_then(|rest| Some(rest.split_once('/')?.1));
    let path = translated.unwrap_or(path);
    path == shown || path == "course.toml" || path.starts_with("shared/")
}

/// Returns the first paths of some, and how many more there are.
fn listed(paths: &BTreeSet<Arc<str>>) -> String {
    const FIRST: usize = 3;
    let first: Vec<&str> = paths.iter().take(FIRST).map(|path| &**path).collect();
    let more = if paths.len() > FIRST { format!(" (+{})", paths.len() - FIRST) } else { String::new() };
    format!("{}{more}", first.join(", "))
}

/// What is typed, until something is saved: then it would block, and whoever reads goes on with what was saved.
struct Typed {
    inbox: Receiver<News>,
    line: Vec<u8>,
    taken: usize,
    is_over: bool,
    saved: Option<(BTreeSet<Arc<str>>, Proof)>,
}

impl BufRead for Typed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken == self.line.len() && !self.is_over {
            match self.inbox.recv() {
                Ok(News::Typed(line)) => (self.line, self.taken) = (line, 0),
                Ok(News::Saved(paths, proof)) => {
                    self.saved = Some((paths, *proof));
                    return Err(ErrorKind::WouldBlock.into());
                }
                Ok(News::Over) | Err(_) => self.is_over = true,
            }
        }
        Ok(self.line.get(self.taken..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.taken = (self.taken + amount).min(self.line.len());
    }
}

impl Read for Typed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}
