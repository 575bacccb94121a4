//! A physician at the screen, without a terminal: presses keys, sees the picture.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bedside::clock::Clock;
use bedside::course::{Course, read, read_in};
use bedside::id::{LessonId, QuizId};
use bedside::journey::{
    Document, Documents, Event as Kept, Fact, Introduction, Journal, MemoryJournal, NotKept, NotWritten, Preference, Preferences, Progress,
    Role, Route,
};
use bedside::language::{Language, Tag};
use bedside::tui::{App, Depth, Errand, Event, Pixels, Start};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};

use crate::root;

/// A clock that stands still until it is moved.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Still {
    minutes: i64,
}

impl Still {
    /// Stands still so many days later.
    pub(crate) const fn days_later(days: i64) -> Self {
        Self { minutes: 60 * 24 * days }
    }
}

impl Clock for Still {
    fn now(&self) -> Timestamp {
        let morning: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
        morning.checked_add(SignedDuration::from_mins(self.minutes)).unwrap()
    }

    fn today(&self) -> Date {
        self.now().to_zoned_datetime(TimeZone::UTC).date()
    }

    fn ran(&self) -> u64 {
        u64::try_from(self.minutes).unwrap() * 60_000
    }
}

/// A journal that can refuse.
#[derive(Debug, Default)]
pub(crate) struct Stubborn {
    kept: MemoryJournal,
    pub(crate) refuses: bool,
    /// Whether it keeps everything but a certificate.
    refuses_certificates: bool,
}

impl Journal for Stubborn {
    fn append(&mut self, fact: Fact, at: Timestamp) -> Result<Vec<Kept>, NotKept> {
        if self.refuses || self.refuses_certificates && matches!(fact, Fact::CertificateEarned { .. }) {
            return Err(NotKept { because: "the disk is full".into() });
        }
        self.kept.append(fact, at)
    }

    fn events(&mut self) -> Result<Vec<Kept>, NotKept> {
        self.kept.events()
    }
}

/// Somewhere to put files, which can refuse.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    refuses: bool,
}

impl Documents for Shelf {
    fn write(&self, document: Document, course: &Course, _: &Progress) -> Result<PathBuf, NotWritten> {
        if self.refuses {
            return Err(NotWritten { because: "could not write the file: the disk is full".into() });
        }
        let end = if document == Document::Certificate { "certificate.pdf" } else { "hand-in.json" };
        Ok(format!("/home/maria/Documents/{}-{end}", course.id).into())
    }
}

/// A physician at the screen.
pub(crate) struct Learner {
    course: Arc<Course>,
    app: App,
    journal: Stubborn,
    area: Rect,
    buffer: Buffer,
    cursor: Option<Position>,
    errands: Vec<Errand>,
    clock: Still,
    given: Preferences,
    documents: Option<Arc<dyn Documents>>,
}

impl Learner {
    /// Somebody whose name is known, at the list of steps of the course of the format's examples.
    pub(crate) fn new() -> Self {
        Self::of("tests/it/fixtures/format", 80, 24)
    }

    /// Somebody whose name is known, in a course, at a screen of this size.
    pub(crate) fn of(course: &str, columns: u16, rows: u16) -> Self {
        let mut journal = Stubborn::default();
        let who =
            Introduction { name: "Maria Lindqvist".into(), role: Role::Md, department: "Anesthesiology".into(), ..Introduction::default() };
        journal.append(Fact::Introduced(who), Still::default().now()).unwrap();
        Self::with(course, journal, columns, rows)
    }

    /// Somebody whose name is known, in the course of the program in Spanish.
    pub(crate) fn in_spanish(columns: u16, rows: u16) -> Self {
        let mut journal = Stubborn::default();
        let who = Introduction { name: "Ana Ruiz".into(), department: "Cardiología".into(), ..Introduction::default() };
        journal.append(Fact::Introduced(who), Still::default().now()).unwrap();
        let course = Arc::new(read_in(Arc::new(bedside::source::shipped()), Tag::read("es").as_ref()).course.unwrap());
        Self::begin(course, journal, Rect::new(0, 0, columns, rows), None, Still::default())
    }

    /// Somebody who starts the program for the first time.
    pub(crate) fn stranger(columns: u16, rows: u16) -> Self {
        Self::stranger_in("tests/it/fixtures/format", columns, rows)
    }

    /// Somebody who starts the program for the first time, in a course.
    pub(crate) fn stranger_in(course: &str, columns: u16, rows: u16) -> Self {
        Self::with(course, Stubborn::default(), columns, rows)
    }

    fn with(course: &str, journal: Stubborn, columns: u16, rows: u16) -> Self {
        let files = bedside::source::folder(&root().join(Path::new(course))).unwrap();
        let course = Arc::new(read(Arc::new(files)).course.unwrap());
        Self::begin(course, journal, Rect::new(0, 0, columns, rows), None, Still::default())
    }

    fn begin(course: Arc<Course>, journal: Stubborn, area: Rect, at: Option<Route>, clock: Still) -> Self {
        let documents: Option<Arc<dyn Documents>> = Some(Arc::new(Shelf::default()));
        Self::begin_with(Preferences::default(), documents, course, journal, area, at, clock)
    }

    /// Starts the program again, with the same options.
    fn again(self, at: Option<Route>) -> Self {
        Self::begin_with(self.given, self.documents, self.course, self.journal, self.area, at, self.clock)
    }

    fn begin_with(
        given: Preferences,
        documents: Option<Arc<dyn Documents>>,
        course: Arc<Course>,
        mut journal: Stubborn,
        area: Rect,
        at: Option<Route>,
        clock: Still,
    ) -> Self {
        let progress = Progress::replay(&journal.events().unwrap());
        let start = Start {
            course: course.clone(),
            progress,
            language: Tag::read(&course.language).as_ref().and_then(Language::of).unwrap_or_default(),
            given: given.clone(),
            usual: Preferences::default(),
            depth: Depth::Full,
            at,
            seed: 7,
            pixels: Pixels::Off,
            notice: None,
            documents: documents.clone(),
        };
        let app = App::new(start, area, &clock);
        let (buffer, cursor, errands) = (Buffer::empty(area), None, Vec::new());
        let mut learner = Self { course, app, journal, area, buffer, cursor, errands, clock, given, documents };
        learner.looks();
        learner
    }

    fn looks(&mut self) {
        loop {
            self.buffer = Buffer::empty(self.area);
            self.cursor = self.app.draw(self.area, &mut self.buffer, &self.clock);
            if self.journal.refuses || !self.app.settle(&mut self.journal, &self.clock) {
                return;
            }
        }
    }

    fn does(mut self, event: &Event) -> Self {
        self.errands.extend(self.app.take(event, &mut self.journal, &self.clock));
        self.looks();
        self
    }

    /// Leaves and starts the program again.
    pub(crate) fn comes_back(mut self) -> Self {
        self.app.finish(&mut self.journal, &self.clock).unwrap();
        self.again(None)
    }

    /// Lets time pass.
    pub(crate) fn after_minutes(mut self, minutes: i64) -> Self {
        self.clock.minutes += minutes;
        self
    }

    /// Goes on where somebody left off, with the journal that is there.
    pub(crate) fn goes_on(course: Arc<Course>, mut journal: Stubborn) -> Self {
        let place = Progress::replay(&journal.events().unwrap()).place;
        Self::begin(course, journal, Rect::new(0, 0, 80, 24), place.as_ref().map(Route::back_to), Still::default())
    }

    /// Leaves, and hands over the course and the journal.
    pub(crate) fn leaves(mut self) -> (Arc<Course>, Stubborn) {
        self.app.finish(&mut self.journal, &self.clock).unwrap();
        (self.course, self.journal)
    }

    /// Starts the program at a lesson.
    pub(crate) fn opens(self, lesson: &str) -> Self {
        let route = Route::Lesson(LessonId::new(lesson).unwrap());
        self.again(Some(route))
    }

    /// Starts the program at a quiz.
    pub(crate) fn takes(self, quiz: &str) -> Self {
        let route = Route::Quiz(QuizId::new(quiz).unwrap());
        self.again(Some(route))
    }

    /// Presses keys, by their names, one after the other.
    pub(crate) fn presses(self, keys: &str) -> Self {
        keys.split_whitespace().fold(self, |learner, name| learner.does(&press(name)))
    }

    /// Makes the window another size.
    pub(crate) fn resizes(mut self, columns: u16, rows: u16) -> Self {
        self.area = Rect::new(0, 0, columns, rows);
        self.does(&Event::Resize(columns, rows))
    }

    /// Types letters, one after the other.
    pub(crate) fn types(self, text: &str) -> Self {
        let press = |letter| Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE));
        text.chars().fold(self, |learner, letter| learner.does(&press(letter)))
    }

    /// Begins with something set on the command line.
    pub(crate) fn given(self, preference: Preference, value: &str) -> Self {
        let mut given = self.given.clone();
        given.set(preference, value);
        Self { given, ..self }.again(None)
    }

    /// Has nowhere to put files: the host keeps the records.
    pub(crate) fn on_a_host(self) -> Self {
        Self { documents: None, ..self }.again(None)
    }

    /// Has a folder for files that takes none.
    pub(crate) fn whose_folder_is_full(self) -> Self {
        Self { documents: Some(Arc::new(Shelf { refuses: true })), ..self }.again(None)
    }

    /// Returns how each cell looks, row by row: the colours of letters and ground, and what else is done to the letters.
    pub(crate) fn looks_of_cells(&self) -> Vec<Vec<String>> {
        let rows = self.buffer.content().chunks(usize::from(self.area.width));
        rows.map(|row| row.iter().map(|cell| look_of(cell.style())).collect()).collect()
    }

    /// Returns what was copied last.
    pub(crate) fn copied(&self) -> &str {
        self.errands.iter().rev().find_map(|errand| if let Errand::Copy(text) = errand { Some(text.as_str()) } else { None }).unwrap()
    }

    /// Returns what the terminal's keeper was asked for.
    pub(crate) fn errands(&self) -> &[Errand] {
        &self.errands
    }

    /// Returns every look there is on the screen, as colours of letters.
    pub(crate) fn colours(&self) -> std::collections::BTreeSet<String> {
        self.buffer.content().iter().map(|cell| format!("{:?}", cell.fg)).collect()
    }

    /// Pastes a text.
    pub(crate) fn pastes(self, text: &str) -> Self {
        self.does(&Event::Paste(text.into()))
    }

    /// Clicks on the first place where these words stand.
    pub(crate) fn clicks(self, words: &str) -> Self {
        let picture = self.picture();
        let (row, line) =
            picture.lines().enumerate().find(|(_, line)| line.contains(words)).unwrap_or_else(|| panic!("{words}\n{picture}"));
        let column = line[..line.find(words).unwrap()].chars().count();
        let at = |kind| {
            let (column, row) = (u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
            Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
        };
        self.does(&at(MouseEventKind::Down(MouseButton::Left)))
    }

    /// Has a journal that keeps nothing from now on.
    pub(crate) fn whose_disk_is_full(mut self) -> Self {
        self.journal.refuses = true;
        self
    }

    /// Has a journal that keeps no certificate from now on.
    pub(crate) fn whose_certificate_is_refused(mut self) -> Self {
        self.journal.refuses_certificates = true;
        self
    }

    /// Has what waits to be kept tried in vain.
    pub(crate) fn waits_in_vain(mut self) -> Self {
        assert!(self.journal.refuses, "it would be kept");
        self.app.settle(&mut self.journal, &self.clock);
        self
    }

    /// Leaves, and is told what could not be kept.
    pub(crate) fn leaves_and_hears(mut self) -> String {
        self.app.finish(&mut self.journal, &self.clock).map_or_else(|lost| lost.because.to_string(), |()| String::new())
    }

    /// Has a journal that keeps again.
    pub(crate) fn whose_disk_is_free(mut self) -> Self {
        (self.journal.refuses, self.journal.refuses_certificates) = (false, false);
        self
    }

    /// Sees these words.
    pub(crate) fn sees(self, words: &str) -> Self {
        assert!(self.picture().contains(words), "does not see `{words}`:\n{}", self.picture());
        self
    }

    /// Does not see these words.
    pub(crate) fn misses(self, words: &str) -> Self {
        assert!(!self.picture().contains(words), "sees `{words}`:\n{}", self.picture());
        self
    }

    /// Has left the program.
    pub(crate) fn has_left(self) -> Self {
        assert!(self.errands.contains(&Errand::Quit), "has not left:\n{}", self.picture());
        self
    }

    /// Returns the picture, line by line.
    pub(crate) fn picture(&self) -> String {
        let mut picture = String::new();
        for y in 0..self.area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < self.area.width {
                let symbol = self.buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(unicode_width::UnicodeWidthStr::width(symbol)).unwrap().max(1);
            }
            picture.push_str(line.trim_end());
            picture.push('\n');
        }
        picture
    }

    /// Returns the row on which these words stand.
    pub(crate) fn row_of(&self, words: &str) -> String {
        self.picture().lines().find(|line| line.contains(words)).unwrap_or_default().to_owned()
    }

    /// Returns the picture with the place of the cursor below it.
    pub(crate) fn picture_with_cursor(&self) -> String {
        let at = self.cursor.map_or_else(|| "none".to_owned(), |at| format!("column {}, row {}", at.x, at.y));
        format!("{}cursor: {at}\n", self.picture())
    }

    /// Returns the row the cursor stands on.
    pub(crate) fn cursor_row(&self) -> usize {
        usize::from(self.cursor.unwrap().y)
    }

    /// Returns what was kept.
    pub(crate) fn answered_words(&self) -> Vec<String> {
        let answers = self.app.progress().attempts.iter().flat_map(|attempt| attempt.answers.values());
        answers.flat_map(|answer| answer.wording.items.iter().chain([&answer.wording.ask])).cloned().collect()
    }

    /// The course.
    pub(crate) const fn course(&self) -> &Arc<Course> {
        &self.course
    }

    /// What was done so far.
    pub(crate) fn progress(&self) -> &Progress {
        self.app.progress()
    }
}

fn look_of(style: Style) -> String {
    let said = |colour: Option<Color>| match colour {
        None | Some(Color::Reset) => "own".to_owned(),
        Some(colour) => colour.to_string(),
    };
    let mut look = format!("{} on {}", said(style.fg), said(style.bg));
    for (name, _) in style.add_modifier.iter_names() {
        look.push(' ');
        look.push_str(&name.to_lowercase());
    }
    look
}

pub(crate) fn press(name: &str) -> Event {
    let code = match name {
        "enter" => KeyCode::Enter,
        "space" => KeyCode::Char(' '),
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backspace" => KeyCode::Backspace,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "pgdn" => KeyCode::PageDown,
        "end" => KeyCode::End,
        "home" => KeyCode::Home,
        "shift-tab" => KeyCode::BackTab,
        "f1" | "f2" | "f3" | "f4" | "f5" | "f6" | "f7" | "f8" | "f9" => KeyCode::F(name[1..].parse().unwrap()),
        "delete" => KeyCode::Delete,
        "ctrl-left" => return Event::Key(KeyEvent::new(KeyCode::Left, KeyModifiers::CONTROL)),
        "ctrl-p" | "ctrl-y" | "ctrl-w" | "ctrl-u" => {
            return Event::Key(KeyEvent::new(KeyCode::Char(name.chars().last().unwrap()), KeyModifiers::CONTROL));
        }
        "ctrl-c" => return Event::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)),
        other => KeyCode::Char(other.chars().next().unwrap()),
    };
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}
