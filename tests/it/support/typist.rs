//! A physician who takes the course line by line, without a terminal: types lines, reads what was written.

use std::sync::Arc;

use bedside::clock::Clock;
use bedside::course::{Course, read, read_in};
use bedside::journey::{Fact, Introduction, Journal, Preference, Preferences, Progress, Role};
use bedside::language::{Language, Tag};
use bedside::plain::{Beginning, Keeping, Start, run};
use bedside::record::certificate;
use jiff::SignedDuration;
use unicode_width::UnicodeWidthStr;

use super::learner::{Shelf, Still, Stubborn};
use crate::root;

/// A physician at the keyboard.
pub(crate) struct Typist {
    pub(crate) course: Arc<Course>,
    pub(crate) journal: Stubborn,
    columns: usize,
    language: Language,
    given: Preferences,
    configured: Preferences,
    clock: Still,
    written: String,
}

impl Typist {
    /// Somebody who starts for the first time, in a course of the fixtures.
    pub(crate) fn stranger(course: &str) -> Self {
        let files = bedside::source::folder(&root().join(course)).unwrap();
        Self::with(Arc::new(read(Arc::new(files)).course.unwrap()), Stubborn::default())
    }

    /// Somebody who starts the shipped course for the first time.
    pub(crate) fn of_the_shipped_course() -> Self {
        Self::with(Arc::new(read(Arc::new(bedside::source::shipped())).course.unwrap()), Stubborn::default())
    }

    /// Somebody whose name is known.
    pub(crate) fn of(course: &str) -> Self {
        let mut typist = Self::stranger(course);
        let who = Introduction { name: "Maria Lindqvist".into(), role: Role::Md, ..Introduction::default() };
        typist.journal.append(Fact::Introduced(who), Still::default().now()).unwrap();
        typist
    }

    /// Somebody with a journal that is there already.
    pub(crate) fn with(course: Arc<Course>, journal: Stubborn) -> Self {
        Self {
            course,
            journal,
            columns: 72,
            language: Language::English,
            given: Preferences::default(),
            configured: Preferences::default(),
            clock: Still::default(),
            written: String::new(),
        }
    }

    /// Comes so many days later than everybody else.
    pub(crate) fn days_later(mut self, days: i64) -> Self {
        self.clock = Still::days_later(days);
        self
    }

    /// Did all that so many days ago.
    pub(crate) fn days_ago(mut self, days: i64) -> Self {
        let mut earlier = Stubborn::default();
        for event in self.journal.events().unwrap() {
            earlier.append(event.fact, event.at - SignedDuration::from_hours(24 * days)).unwrap();
        }
        Self::with(self.course, earlier)
    }

    /// Takes the course and the program in Spanish.
    pub(crate) fn in_spanish(course: &str) -> Self {
        let files = Arc::new(bedside::source::folder(&root().join(course)).unwrap());
        let course = Arc::new(read_in(files, Tag::read("es").as_ref()).course.unwrap());
        Self { language: Language::Spanish, ..Self::with(course, Stubborn::default()) }
    }

    /// Begins with something set on the command line, and something in the configuration.
    pub(crate) fn set_up(mut self, given: (Preference, &str), configured: (Preference, &str)) -> Self {
        self.given.set(given.0, given.1);
        self.configured.set(configured.0, configured.1);
        self
    }

    /// Has narrower lines.
    pub(crate) fn at_columns(mut self, columns: usize) -> Self {
        self.columns = columns;
        self
    }

    /// Starts the program, types these lines, and leaves at their end.
    pub(crate) fn types(self, lines: &str) -> Self {
        self.types_bytes(lines.as_bytes())
    }

    /// Starts the program and types these bytes.
    pub(crate) fn types_bytes(mut self, bytes: &[u8]) -> Self {
        let progress = Progress::replay(&self.journal.events().unwrap());
        let start = Start {
            course: self.course.clone(),
            progress,
            language: self.language,
            usual: self.language,
            given: self.given.clone(),
            configured: self.configured.clone(),
            columns: self.columns,
            transcript: true,
            notice: None,
            remarks: std::sync::Arc::default(),
            documents: Some(Arc::new(Shelf::default())),
            seed: 7,
            begins: Beginning::WhereLeft,
            keeping: Keeping::Keeps,
            certificate: certificate::page,
        };
        let mut written = Vec::new();
        run(start, &mut self.journal, &self.clock, bytes, &mut written).unwrap();
        self.written = String::from_utf8(written).unwrap();
        self.is_plain();
        self
    }

    /// What was written is lines and nothing else, none too wide.
    #[track_caller]
    fn is_plain(&self) {
        for line in self.written.lines() {
            assert!(line.width() <= self.columns, "wider than {}: {line:?}", self.columns);
            let odd = line.chars().find(|letter| letter.is_control() || ('\u{2500}'..='\u{259f}').contains(letter));
            assert_eq!(odd, None, "{line:?}");
        }
        assert!(!self.written.contains("\n\n\n"), "two blank lines in\n{}", self.written);
    }

    /// Reads these words, as one text however the lines were broken.
    #[track_caller]
    pub(crate) fn reads(self, words: &str) -> Self {
        assert!(super::pty::flat(&self.written).contains(words), "does not read `{words}`:\n{}", self.written);
        self
    }

    /// Does not read these words.
    #[track_caller]
    pub(crate) fn misses(self, words: &str) -> Self {
        assert!(!super::pty::flat(&self.written).contains(words), "reads `{words}`:\n{}", self.written);
        self
    }

    /// Has a journal that keeps nothing from now on.
    pub(crate) fn whose_disk_is_full(mut self) -> Self {
        self.journal.refuses = true;
        self
    }

    /// Everything that was written since the program started last.
    pub(crate) fn transcript(&self) -> &str {
        &self.written
    }

    /// What was kept.
    pub(crate) fn progress(&mut self) -> Progress {
        Progress::replay(&self.journal.events().unwrap())
    }
}
