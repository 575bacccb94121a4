//! What a screen may see, what it may ask for, and what it must be able to do.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::course::proof::Part;
use crate::course::{Course, Quiz};
use crate::id::QuizId;
use crate::journey::{Document, Fact, NotWritten, Place, Preferences, Progress, QuizStanding, Route, Subject, quiz_today};
use crate::language::Language;

use super::gallery::Gallery;
use super::keymap::{Action, Context, Idle, Keys};
use super::settled::Settled;
use super::sheet::{Sheet, Spot, Touch};
use super::view::{Outcome, View};
use super::widget::frame::{self, Header};

/// What a screen may see: the course, what was done in it, and the moment. Nothing here can be changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct World<'a> {
    pub(super) course: &'a Course,
    pub(super) progress: &'a Progress,
    /// The language of the program's own words.
    pub(super) language: Language,
    pub(super) now: Timestamp,
    /// How many milliseconds the session's clock has run.
    pub(super) ran: u64,
    /// The day on the learner's calendar.
    pub(super) today: Date,
    /// What holds on this screen.
    pub(super) settled: Settled,
    /// What the command line set.
    pub(super) given: &'a Preferences,
    /// What the configuration sets.
    pub(super) usual: &'a Preferences,
    /// The whole terminal.
    pub(super) area: Rect,
    /// The pictures that can be shown.
    pub(super) gallery: &'a Gallery,
    /// The files that were written for the learner to take along, or why not; `None` where none can be.
    pub(super) written: Option<&'a BTreeMap<Document, Result<PathBuf, NotWritten>>>,
    /// A message of ours, shown until the next key.
    pub(super) notice: Option<&'a str>,
    /// Whether anything is kept: of a preview nothing is.
    pub(super) keeps: bool,
    /// Luck for the next draw of questions or name of an attempt.
    pub(super) seed: u64,
}

impl World<'_> {
    /// Returns the width of the column.
    pub(super) fn columns(&self) -> usize {
        usize::from(frame::column(self.area).width)
    }

    /// Returns the keys of a context, as they hold now on a sheet; `idle` is what does nothing there, whatever the sheet.
    fn keys(&self, context: Context, idle: Idle, sheet: &Sheet) -> Keys {
        let no_link = !sheet.spots.iter().any(Spot::is_link);
        let idle =
            idle.and(&Action::Field, no_link && !context.has_fields()).and(&Action::FieldBack, no_link && !context.goes_back_to_fields());
        let idle = idle.and(&Action::Certificate, self.progress.certificates.is_empty());
        let (letters, language) = (self.settled.letters, self.language);
        Keys { context, among: sheet.among(), idle, letters, shows_more: false, over: None, language }
    }

    /// Returns where a quiz stands now.
    pub(super) fn standing(&self, quiz: &Quiz) -> QuizStanding {
        quiz_today(self.course, self.progress, quiz, self.now, self.today)
    }

    /// Returns how many rows of a sheet can be seen.
    pub(super) fn rows(&self) -> usize {
        usize::from(frame::body(self.area).height)
    }
}

/// What a screen may ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Open another screen over this one.
    Open(Route),
    /// Open another screen in place of this one.
    Turn(Route),
    /// Close this screen.
    Close,
    /// Close all screens but the list of steps.
    Home,
    /// Keep a fact before anything else is drawn; when it is not kept, what was asked for after it does not happen.
    Record(Fact),
    /// Begin an attempt at a quiz, where what other windows have kept meanwhile leaves it as its first screen says.
    Begin(QuizId),
    /// Keep a fact once the next frame is drawn.
    Note(Fact),
    /// Write a file that the learner takes along.
    Write(Document),
    /// Say something until the next key.
    Say(String),
    /// Copy a text.
    Copy(String),
    /// Show the keys of this screen.
    Help,
    /// Show all that can be done on this screen.
    Palette,
    /// Close this screen, and do something on the one below.
    Do(Action),
    /// Give the mouse to the terminal, or take it.
    Mouse,
    /// Stop for now.
    Suspend,
    /// Leave.
    Quit,
}

/// One screen. It owns its cursor, its scroll and its half-made answer, and derives everything else from the world.
pub(super) trait Screen: std::fmt::Debug {
    /// Returns the line at the top.
    fn header(&self, world: &World<'_>) -> Header;
    /// Returns all it has to show.
    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet;
    /// Returns what part of it is seen.
    fn view(&self) -> View;
    /// Returns which keys hold.
    fn context(&self, world: &World<'_>) -> Context;

    /// Whether it shows no more of the course than its own lesson.
    fn keeps_to_its_lesson(&self, _: &World<'_>) -> bool {
        false
    }

    /// Returns the keys to show below a sheet: the same ones, with words for those that this sheet has a use for.
    fn shown_context(&self, _: &Sheet, world: &World<'_>) -> Context {
        self.context(world)
    }

    /// Returns what does nothing on a sheet just now, of what the rows of its context name.
    fn idle(&self, _: &Sheet, _: &World<'_>) -> Idle {
        Idle::default()
    }

    /// Whether Enter shows more of the sheet just now, whatever else it does here.
    fn shows_more(&self, _: &Sheet, _: &World<'_>) -> bool {
        false
    }

    /// Returns the action that opens it from anywhere, which does nothing while it is in front.
    fn opened_by(&self) -> Option<Action> {
        None
    }

    /// Returns the number of the question in front, where one is that may be gone back to.
    fn question(&self, _: &World<'_>) -> Option<usize> {
        None
    }

    /// Hears that it was opened over a question of that number.
    fn opened_over(&mut self, _: usize) {}

    /// Returns the number of the question it was opened over.
    fn over(&self) -> Option<usize> {
        None
    }

    /// Returns which keys hold on a sheet, and what is said of them.
    fn keys(&self, sheet: &Sheet, world: &World<'_>) -> Keys {
        let idle = self.idle(sheet, world);
        let idle = self.opened_by().map_or(idle, |action| idle.and(&action, true));
        Keys { shows_more: self.shows_more(sheet, world), over: self.over(), ..world.keys(self.shown_context(sheet, world), idle, sheet) }
    }

    /// Takes an action in, on its sheet as it was drawn, and says what it asks for.
    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect>;

    /// Returns the screen that Enter most likely leads to, where it is known at once.
    fn ahead(&self, _: &World<'_>) -> Option<Box<dyn Screen>> {
        None
    }

    /// Hears that a fact it asked to record was kept, or that a file it asked for was written, or why not; the world shows it already.
    /// Returns what is to happen next.
    fn kept(&mut self, _: &World<'_>) -> Vec<Effect> {
        Vec::new()
    }

    /// Returns the learner's place, where it is one to come back to.
    fn place(&self, _: &World<'_>) -> Option<Place> {
        None
    }

    /// Returns what it is about: what a note or a report there is of.
    fn subject(&self, _: &World<'_>) -> Subject {
        Subject::Course
    }

    /// Comes to the front again, once what was in front is closed and kept: what was gone on with there is taken up. With facts to note.
    fn came_back(&mut self, _: &World<'_>) -> Vec<Fact> {
        Vec::new()
    }

    /// Returns the fact to keep before the screen goes, where something written on it would be lost.
    fn unkept(&self, _: &World<'_>) -> Option<Fact> {
        None
    }

    /// Returns what leaving it would lose for good, the first time it is about to be left.
    fn warns(&mut self, _: &World<'_>) -> Option<String> {
        None
    }

    /// Returns the parts of the course it shows, for whoever writes them.
    fn parts(&self, _: &World<'_>) -> Vec<Part> {
        Vec::new()
    }

    /// Hears that the course was written anew: `before` is the world it knew. It keeps its place, and returns the facts by which what was
    /// done stays done; `None` when what it shows is gone.
    fn renewed(&mut self, _before: &World<'_>, _now: &World<'_>) -> Option<Vec<Fact>> {
        Some(Vec::new())
    }

    /// Whether it stands over the screen below it, rather than in its place.
    fn is_panel(&self) -> bool {
        false
    }

    /// Draws its sheet and returns where the cursor stands.
    fn draw(&self, sheet: &Sheet, world: &World<'_>, buffer: &mut Buffer) -> Option<Position> {
        let keys = self.keys(sheet, world);
        let look = world.settled.look;
        let cursor = frame::draw(look, world.notice, &self.header(world), sheet, self.view(), keys, world.area, buffer);
        let view = self.view().within(sheet, world.rows());
        world.gallery.draw(sheet, view.scroll, frame::body(world.area), buffer);
        cursor
    }
}

/// Moves focus and scroll, and returns the number of the item that was chosen by key or mouse, on a screen whose items are all that can be.
pub(super) fn chosen(view: &mut View, action: &Action, sheet: &Sheet, world: &World<'_>) -> Option<usize> {
    match look(view, action, sheet, world) {
        Outcome::Touched(Touch::Item(place)) => Some(place),
        _ => None,
    }
}

/// Moves focus and scroll, the same on every screen.
pub(super) fn look(view: &mut View, action: &Action, sheet: &Sheet, world: &World<'_>) -> Outcome {
    let at = match action {
        Action::Click { column, row } => frame::at(world.area, view.within(sheet, world.rows()), *column, *row),
        _ => None,
    };
    view.act(action, at, sheet, world.rows())
}
