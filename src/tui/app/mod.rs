//! The program without a terminal: takes events in, asks the journal to keep facts, and draws. The only place where anything changes.
//!
//! Here is what becomes of an event; `course` is what is taught, `keep` what is kept, `draw` what is seen.

mod course;
mod draw;
mod keep;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use ratatui::layout::Rect;

use crate::clock::Clock;
use crate::course::proof::Remarks;
use crate::course::{Course, Version};
use crate::journey::{Document, Documents, Fact, HalfMade, Journal, NotWritten, Preference, Preferences, Progress, Route, Subject, fresh};
use crate::language::Language;
use crate::source::Digest;

use super::gallery::{Gallery, Pixels};
use super::keymap::{self, Action, Event, Keys};
use super::screen::{self, Help, Palette};
use super::settled::Settled;
use super::sheet::{Anchor, Sheet};
use super::start::{Rest, Start};
use super::theme::{Depth, Theme};
use super::widget::frame;
use super::world::{Effect, Screen, World};
use course::Gone;

/// What only the terminal's keeper can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Leave.
    Quit,
    /// Stop for now.
    Suspend,
    /// Give the mouse to the terminal, or take it.
    Mouse,
    /// Ask for a cursor that does not blink, or for the usual one.
    Still(bool),
    /// Copy a text.
    Copy(String),
}

/// A session of the course.
#[derive(Debug)]
pub struct App {
    course: Arc<Course>,
    /// What the course is a part of, until more than the part is wanted.
    rest: Option<Rest>,
    /// What is said of the course to whoever writes it; `None` for whoever learns.
    remarks: Option<Arc<Remarks>>,
    progress: Progress,
    /// The list of steps at the bottom, and what was opened over it.
    screens: Vec<Box<dyn Screen>>,
    /// What the screen in front has drawn, until anything changes: keys and clicks mean what is seen.
    drawn: Option<Sheet>,
    notes: Vec<Fact>,
    notice: Option<String>,
    /// What is said about the page in front, where there is no room for it beneath the page. Any message is shown before it.
    remark: Option<String>,
    /// The language the session began with.
    language: Language,
    given: Preferences,
    usual: Preferences,
    depth: Depth,
    settled: Settled,
    /// Whether the mouse is ours now, whatever is set.
    mouse: bool,
    gallery: Gallery,
    documents: Option<Arc<dyn Documents>>,
    /// What was written so far, or why not.
    written: BTreeMap<Document, Result<PathBuf, NotWritten>>,
    seed: u64,
    area: Rect,
    /// The whole window, as it was last drawn on.
    window: Rect,
    /// Where one was on the screen in front before the window changed its size, until a key says otherwise.
    held: Option<Anchor>,
    /// The screens whose place the course lost when it was written anew, until a key says otherwise: a file may be away for a moment.
    gone: Vec<Gone>,
    /// Whether it was looked at which version of the course this is.
    is_begun: bool,
    /// Which one it is, once that was looked at.
    opened: Option<(Version, Digest)>,
    /// What was kept of an answer, without a word, while its screen stayed open: by how many screens lie below it.
    unsaid: BTreeMap<usize, HalfMade>,
    /// How many screens were closed since the one in front took up what was kept.
    closed: usize,
    /// Whether the rest of the course may not be shown.
    is_cut_short: bool,
}

impl App {
    /// Begins a session on a terminal of this size.
    #[must_use]
    pub fn new(start: Start, area: Rect, clock: &dyn Clock) -> Self {
        let Start { course, progress, language, given, usual, depth, at, pixels, notice, documents, seed } = start;
        let (screens, notes) = (Vec::new(), Vec::new());
        let settled = Settled::of(&given.over(&progress.preferences).over(&usual), depth);
        let mouse = settled.mouse;
        let colourless = settled.look.theme == Theme::None;
        let gallery = Gallery::new(if colourless && pixels == Pixels::Blocks { Pixels::Off } else { pixels });
        let remarks = None;
        let mut app = Self {
            course,
            rest: None,
            remarks,
            progress,
            screens,
            drawn: None,
            notes,
            notice,
            remark: None,
            language,
            given,
            usual,
            depth,
            settled,
            mouse,
            gallery,
            documents,
            written: BTreeMap::new(),
            seed,
            area,
            window: area,
            held: None,
            gone: Vec::new(),
            is_begun: false,
            opened: None,
            unsaid: BTreeMap::new(),
            closed: 0,
            is_cut_short: false,
        };
        app.go_home(clock);
        if app.progress.learner.is_none() {
            app.open(&Route::Welcome, clock);
        } else if let Some(route) = at.filter(|route| *route != Route::Home) {
            let opened = screen::come_back(&route, &app.world(clock));
            app.show(opened);
        }
        app
    }

    /// Returns what was done so far.
    #[must_use]
    pub const fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Whether the mouse is ours.
    #[must_use]
    pub const fn mouse(&self) -> bool {
        self.mouse
    }

    /// Whether nothing may move.
    #[must_use]
    pub const fn is_still(&self) -> bool {
        self.settled.still
    }

    /// Takes an event of the terminal in, and returns what only the terminal's keeper can do.
    pub fn take(&mut self, event: &Event, journal: &mut dyn Journal, clock: &dyn Clock) -> Vec<Errand> {
        let Some(screen) = self.screens.last() else { return vec![Errand::Quit] };
        let context = screen.context(&self.world(clock));
        let asked = keymap::action(event, context, self.settled.letters);
        let Some(mut action) = asked.filter(|action| self.has_in_sight(action)) else { return Vec::new() };
        let sheet = self.drawn.take().unwrap_or_else(|| self.sheet(screen.as_ref(), clock));
        if let Action::Click { column, row } = action {
            let world = self.world(clock);
            let keys = screen.keys(&sheet, &world);
            action = frame::footer_at(self.area, keys, column, row).unwrap_or(action);
        }
        self.notice = None;
        self.held = None;
        self.gone.clear();
        let effects = self.update(&action, &sheet, clock);
        let errands = self.carry_out(effects, journal, clock);
        self.read_what_is_shown(clock);
        errands
    }

    /// Lets the screen in front take an action in, on its sheet.
    fn update(&mut self, action: &Action, sheet: &Sheet, clock: &dyn Clock) -> Vec<Effect> {
        match action {
            _ if self.screens.last().is_some_and(|screen| screen.opened_by().as_ref() == Some(action)) => return Vec::new(),
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Mouse => return vec![Effect::Mouse],
            Action::Help => return vec![Effect::Help],
            Action::Palette => return vec![Effect::Palette],
            Action::Contents => return vec![Effect::Open(Route::Contents)],
            Action::Search => return vec![Effect::Open(Route::Search)],
            Action::Progress => return vec![Effect::Open(Route::Progress)],
            Action::Certificate => return vec![Effect::Open(Route::Certificate)],
            Action::Glossary => return vec![Effect::Open(Route::Glossary)],
            Action::Notes => return vec![Effect::Open(Route::Notes)],
            Action::Settings => return vec![Effect::Open(Route::Settings)],
            Action::Note => return vec![Effect::Open(Route::Note(self.subject(clock)))],
            Action::Report => return vec![Effect::Open(Route::Report(self.subject(clock)))],
            Action::Clock => {
                let value = Preference::Clock.after(if self.settled.clock { "on" } else { "off" });
                return vec![Effect::Note(Fact::Preferred { preference: Preference::Clock, value: value.to_owned() })];
            }
            Action::Fault => fall_over(),
            _ => {}
        }
        let Some(mut screen) = self.screens.pop() else { return Vec::new() };
        let world = self.world(clock);
        let effects = match action {
            Action::Copy => vec![Effect::Copy(sheet.text())],
            Action::Back if screen.is_panel() => vec![Effect::Close],
            _ => screen.act(action, sheet, &world),
        };
        self.screens.push(screen);
        effects
    }

    /// Carries effects out, one after the other. A fact that is not kept ends the row: nothing after it happens.
    fn carry_out(&mut self, effects: Vec<Effect>, journal: &mut dyn Journal, clock: &dyn Clock) -> Vec<Errand> {
        let mut errands = Vec::new();
        for effect in effects {
            match effect {
                Effect::Record(fact) => {
                    if let Err(error) = self.keep(fact, journal, clock) {
                        let say = self.language();
                        self.notice = Some(say.not_kept_retry(error.said(say)));
                        return errands;
                    }
                    errands.extend(self.turn_to_what_is_set());
                    let next = self.tell_kept(clock);
                    errands.extend(self.carry_out(next, journal, clock));
                }
                Effect::Begin(quiz) => {
                    let next = self.begins_attempt(&quiz, journal, clock);
                    errands.extend(self.carry_out(next, journal, clock));
                }
                Effect::Note(fact) => self.notes.push(fact),
                Effect::Write(document) => {
                    let Some(documents) = &self.documents else { continue };
                    self.written.insert(document, documents.write(document, &self.course, &self.progress));
                    let next = self.tell_kept(clock);
                    errands.extend(self.carry_out(next, journal, clock));
                }
                Effect::Open(route) => self.open(&route, clock),
                Effect::Turn(route) => {
                    self.screens.pop();
                    self.open(&route, clock);
                }
                Effect::Close | Effect::Home | Effect::Quit if self.warns(&effect, clock) => return errands,
                Effect::Close => self.close(clock),
                Effect::Home => {
                    self.leave_place(clock);
                    self.go_home(clock);
                }
                Effect::Say(words) => self.notice = Some(words),
                Effect::Help => self.open_help(clock),
                Effect::Palette => self.open_palette(clock),
                Effect::Do(action) => {
                    self.screens.pop();
                    let Some(screen) = self.screens.last() else { continue };
                    let sheet = self.sheet(screen.as_ref(), clock);
                    let next = self.update(&action, &sheet, clock);
                    errands.extend(self.carry_out(next, journal, clock));
                }
                Effect::Copy(text) => {
                    let language = self.language();
                    self.notice.get_or_insert_with(|| language.copied().to_owned());
                    errands.push(Errand::Copy(text));
                }
                Effect::Mouse => errands.push(Errand::Mouse),
                Effect::Suspend => errands.push(Errand::Suspend),
                Effect::Quit => errands.push(Errand::Quit),
            }
        }
        errands
    }

    /// Says that there is no shell that could let the program go on once it had stopped.
    pub fn tell_of_no_shell(&mut self) {
        self.notice = Some(self.language().no_shell_to_come_back_from().to_owned());
    }

    /// Says that the mouse is ours now, or the terminal's.
    pub fn tell_mouse(&mut self, ours: bool) {
        self.mouse = ours;
        let language = self.language();
        let says = if ours { language.mouse_ours() } else { language.mouse_terminals() };
        self.notice = Some(says.to_owned());
    }

    fn world(&self, clock: &dyn Clock) -> World<'_> {
        World {
            course: &self.course,
            progress: &self.progress,
            language: self.language(),
            now: clock.now(),
            ran: clock.ran(),
            today: clock.today(),
            settled: self.settled,
            given: &self.given,
            usual: &self.usual,
            area: self.area,
            gallery: &self.gallery,
            written: self.documents.is_some().then_some(&self.written),
            notice: self.notice.as_deref().or(self.remark.as_deref()),
            keeps: self.remarks.is_none(),
            seed: fresh::stir(self.seed, self.progress.seq),
        }
    }

    fn open(&mut self, route: &Route, clock: &dyn Clock) {
        self.read_the_rest(clock);
        self.leave_place(clock);
        let mut opened = screen::open(route, &self.world(clock));
        let question = self.screens.last().and_then(|screen| screen.question(&self.world(clock)));
        if let (Some(question), Some((screen, _))) = (question, &mut opened) {
            screen.opened_over(question);
        }
        self.show(opened);
    }

    /// Shows what was opened, where the course has it.
    fn show(&mut self, opened: Option<(Box<dyn Screen>, Vec<Fact>)>) {
        match opened {
            Some((screen, facts)) => {
                self.unsaid.retain(|below, _| *below < self.screens.len());
                self.screens.push(screen);
                self.notes.extend(facts);
            }
            None => self.notice = Some(self.language().not_in_course().to_owned()),
        }
    }

    fn open_help(&mut self, clock: &dyn Clock) {
        let Some(screen) = self.screens.last() else { return };
        let (world, sheet) = (self.world(clock), self.sheet(screen.as_ref(), clock));
        let help = Help::of(screen.keys(&sheet, &world), screen.subject(&world));
        self.screens.push(Box::new(help));
    }

    fn open_palette(&mut self, clock: &dyn Clock) {
        let Some(screen) = self.screens.last() else { return };
        let (world, sheet) = (self.world(clock), self.sheet(screen.as_ref(), clock));
        let palette = Palette::of(Keys { context: screen.context(&world), ..screen.keys(&sheet, &world) });
        self.screens.push(Box::new(palette));
    }

    /// Returns the language that was set, or the one the session began with.
    pub(super) fn language(&self) -> Language {
        self.settled.language.unwrap_or(self.language)
    }

    /// Returns what the screen in front is about.
    fn subject(&self, clock: &dyn Clock) -> Subject {
        self.screens.last().map_or(Subject::Course, |screen| screen.subject(&self.world(clock)))
    }

    /// Returns what only the terminal's keeper can do about what was set.
    fn turn_to_what_is_set(&mut self) -> Vec<Errand> {
        let was = self.settled;
        self.settle_preferences();
        let mut errands = Vec::new();
        if was.mouse != self.settled.mouse && self.settled.mouse != self.mouse {
            errands.push(Errand::Mouse);
        }
        if was.still != self.settled.still {
            errands.push(Errand::Still(self.settled.still));
        }
        errands
    }

    fn settle_preferences(&mut self) {
        self.settled = Settled::of(&self.given.over(&self.progress.preferences).over(&self.usual), self.depth);
    }

    /// Says what leaving would lose for good, the first time; then nothing is left yet.
    fn warns(&mut self, leaving: &Effect, clock: &dyn Clock) -> bool {
        let mut screens = std::mem::take(&mut self.screens);
        let world = self.world(clock);
        let left = if *leaving == Effect::Close { 1 } else { screens.len() };
        let words = screens.iter_mut().rev().take(left).find_map(|screen| screen.warns(&world));
        self.screens = screens;
        let warns = words.is_some();
        self.notice = words.or_else(|| self.notice.take());
        warns
    }

    fn close(&mut self, clock: &dyn Clock) {
        self.leave_place(clock);
        if self.leaves_half_made(clock) {
            let language = self.language();
            self.notice.get_or_insert_with(|| language.half_made_kept().to_owned());
        }
        if self.screens.len() > 2 {
            self.screens.pop();
            self.closed += 1;
        } else {
            self.go_home(clock);
        }
    }

    fn go_home(&mut self, clock: &dyn Clock) {
        self.read_the_rest(clock);
        self.screens = vec![screen::home(&self.world(clock))];
    }
}

/// Falls over where a test of the terminal asks for it, in builds made for trying only.
fn fall_over() {
    #[cfg(debug_assertions)]
    assert!(std::env::var_os("BEDSIDE_FAULT").is_none_or(|fault| fault != "panic"), "asked to fall over by BEDSIDE_FAULT");
}
