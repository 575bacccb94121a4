//! What a large quiz costs: opening one of ten thousand questions with pools, and answering in it.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a measurement may stop where it stands")]

use std::fmt::Write as _;
use std::sync::Arc;

use bedside::clock::Clock;
use bedside::course::{Course, read};
use bedside::id::QuizId;
use bedside::journey::{Fact, Introduction, Journal, MemoryJournal, Preferences, Progress, Route};
use bedside::language::Language;
use bedside::source::{Content, Files};
use bedside::tui::{App, Depth, Event, Pixels, Start};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use divan::Bencher;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const AREA: Rect = Rect::new(0, 0, 80, 24);

fn main() {
    divan::main();
}

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        "2026-11-23T09:00:00Z".parse().unwrap()
    }

    fn today(&self) -> Date {
        date(2026, 11, 23)
    }

    fn ran(&self) -> u64 {
        0
    }
}

/// A course of one quiz: two pools of which five each are drawn.
fn course(questions: usize) -> Arc<Course> {
    let mut quiz = "title = \"Quiz\"\n[pools]\neven = 5\nodd = 5\n".to_owned();
    for number in 0..questions {
        let pool = if number % 2 == 0 { "even" } else { "odd" };
        write!(
            quiz,
            "[[question]]\nid = \"question-{number}\"\nask = \"Who may hold a copy of post {number}?\"\npool = \"{pool}\"\nwhy = \"So.\"\n\
             options = '''\n- [x] Anyone who saw it\n- [ ] No one\n- [ ] Only the platform\n'''\n"
        )
        .unwrap();
    }
    let top = "format = 1\nid = \"large\"\ntitle = \"Large\"\nversion = \"1.0\"\norder = [\"the-quiz\"]\n".to_owned();
    let mut files = Files::default();
    files.texts.insert("course.toml".into(), Content::Text(top.into()));
    files.texts.insert("quizzes/the-quiz.toml".into(), Content::Text(quiz.into()));
    Arc::new(read(Arc::new(files)).course.unwrap())
}

/// Somebody at the screen, before a quiz.
struct Session {
    app: App,
    journal: MemoryJournal,
    buffer: Buffer,
}

impl Session {
    fn at_the_quiz(course: &Arc<Course>) -> Self {
        let mut journal = MemoryJournal::default();
        journal.append(Fact::Introduced(Introduction { name: "Ana".to_owned(), ..Introduction::default() }), Still.now()).unwrap();
        let progress = Progress::replay(&journal.events().unwrap());
        let at = Some(Route::Quiz(QuizId::new("the-quiz").unwrap()));
        let start = Start {
            course: course.clone(),
            progress,
            language: Language::English,
            given: Preferences::default(),
            usual: Preferences::default(),
            depth: Depth::Full,
            at,
            seed: 7,
            pixels: Pixels::Off,
            notice: None,
            documents: None,
        };
        let mut session = Self { app: App::new(start, AREA, &Still), journal, buffer: Buffer::empty(AREA) };
        session.draws();
        session
    }

    fn draws(&mut self) {
        loop {
            self.app.draw(AREA, &mut self.buffer, &Still);
            if !self.app.settle(&mut self.journal, &Still) {
                return;
            }
        }
    }

    fn presses(&mut self, code: KeyCode) {
        self.app.take(&Event::Key(KeyEvent::new(code, KeyModifiers::NONE)), &mut self.journal, &Still);
        self.draws();
    }
}

/// From Enter on "Begin" to the first question on the screen: the draw, the fact, two frames.
#[divan::bench(args = [10, 10_000])]
fn open_a_quiz(bencher: Bencher<'_, '_>, questions: usize) {
    let course = course(questions);
    bencher.with_inputs(|| Session::at_the_quiz(&course)).bench_local_refs(|session| session.presses(KeyCode::Enter));
}

/// From the letter of an option to its reasons on the screen.
#[divan::bench(args = [10, 10_000])]
fn answer_a_question(bencher: Bencher<'_, '_>, questions: usize) {
    let course = course(questions);
    let asked = || {
        let mut session = Session::at_the_quiz(&course);
        session.presses(KeyCode::Enter);
        session
    };
    bencher.with_inputs(asked).bench_local_refs(|session| session.presses(KeyCode::Char('a')));
}

/// The list of steps, from a key to its frame.
#[divan::bench(args = [10, 10_000])]
fn come_home(bencher: Bencher<'_, '_>, questions: usize) {
    let course = course(questions);
    bencher.with_inputs(|| Session::at_the_quiz(&course)).bench_local_refs(|session| session.presses(KeyCode::Esc));
}
