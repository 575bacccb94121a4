//! What a start costs: reading the shipped course, the first frame, a page at two sizes. `cargo bench --bench course`.

#![allow(clippy::expect_used, reason = "a bench may stop where it stands")]

use std::sync::Arc;

use bedside::clock::SystemClock;
use bedside::course::{Course, PageKind, read, read_alone};
use bedside::id::LessonId;
use bedside::journey::{Event, Fact, Introduction, MemoryJournal, Preferences, Progress, Route};
use bedside::language::Language;
use bedside::search::Index;
use bedside::source::{Content, shipped};
use bedside::tui::{App, Depth, Event as Came, Pixels, Start};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use divan::{Bencher, black_box};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn main() {
    divan::main();
}

fn course() -> Arc<Course> {
    Arc::new(read_alone(Arc::new(shipped())).expect("the shipped course can be read"))
}

fn introduced() -> Progress {
    let fact = Fact::Introduced(Introduction { name: "Ada".to_owned(), ..Introduction::default() });
    Progress::replay(&[Event { seq: 1, at: Timestamp::UNIX_EPOCH, fact }])
}

fn session(course: &Arc<Course>, at: Option<Route>, area: Rect, clock: &SystemClock) -> App {
    let start = Start {
        course: course.clone(),
        progress: introduced(),
        language: Language::English,
        given: Preferences::default(),
        usual: Preferences::default(),
        depth: Depth::Full,
        at,
        pixels: Pixels::Off,
        notice: None,
        documents: None,
        seed: 1,
    };
    App::new(start, area, clock)
}

/// The lesson page with the most words.
fn longest_page(course: &Course) -> Route {
    let pages = course.lessons.iter().flat_map(|lesson| lesson.pages.iter().map(move |page| (lesson, page)));
    let prose = pages.filter(|(_, page)| matches!(page.kind, PageKind::Prose));
    let (lesson, page) = prose.max_by_key(|(_, page)| page.text.count()).expect("the course has pages");
    Route::Page(lesson.id.clone(), page.id.clone())
}

/// The yardstick of the next one: what `toml` alone needs for the same bytes.
#[divan::bench]
fn parse_the_shipped_course_as_toml_only(bencher: Bencher<'_, '_>) {
    let files = shipped();
    bencher.bench_local(|| {
        for content in files.texts.values() {
            if let Content::Text(text) = content {
                black_box(toml::de::DeTable::parse(text).expect("the shipped files are TOML"));
            }
        }
    });
}

/// As `check` reads it: with the place of every setting, several files at once.
#[divan::bench]
fn read_the_shipped_course(bencher: Bencher<'_, '_>) {
    let files = Arc::new(shipped());
    bencher.bench_local(|| black_box(read(files.clone())).course.is_some());
}

/// As a learner's start reads it, once its first frame is there: one file after the other, to need little memory.
#[divan::bench]
fn read_the_shipped_course_alone(bencher: Bencher<'_, '_>) {
    let files = Arc::new(shipped());
    bencher.bench_local(|| black_box(read_alone(files.clone())).is_some());
}

/// From the files in the program to the first frame of a lesson, without database and terminal.
#[divan::bench]
fn start_to_first_frame_of_a_lesson(bencher: Bencher<'_, '_>) {
    let area = Rect::new(0, 0, 80, 24);
    bencher.bench_local(|| {
        let clock = SystemClock::default();
        let files = shipped().only(&["lessons/anonymous-doctor.toml"]);
        let part = Arc::new(read_alone(Arc::new(files)).expect("the lesson can be read"));
        let lesson = LessonId::new("anonymous-doctor").expect("an id");
        let mut app = session(&part, Some(Route::Lesson(lesson)), area, &clock);
        let mut buffer = Buffer::empty(area);
        black_box(app.draw(area, &mut buffer, &clock))
    });
}

/// From the key to the frame of the next page, there and back, and to what is kept of it, here in memory.
#[divan::bench]
fn turn_a_page(bencher: Bencher<'_, '_>) {
    let (course, clock, area) = (course(), SystemClock::default(), Rect::new(0, 0, 80, 24));
    let lesson = LessonId::new("anonymous-doctor").expect("an id");
    let (mut app, mut journal) = (session(&course, Some(Route::Lesson(lesson)), area, &clock), MemoryJournal::default());
    let (mut buffer, mut is_there) = (Buffer::empty(area), false);
    app.draw(area, &mut buffer, &clock);
    bencher.bench_local(|| {
        let key = if is_there { KeyCode::Left } else { KeyCode::Right };
        is_there = !is_there;
        app.take(&Came::Key(KeyEvent::new(key, KeyModifiers::NONE)), &mut journal, &clock);
        buffer.reset();
        black_box(app.draw(area, &mut buffer, &clock));
        app.settle(&mut journal, &clock)
    });
}

#[divan::bench(args = [(80, 24), (200, 60)])]
fn draw_the_longest_page(bencher: Bencher<'_, '_>, (columns, rows): (u16, u16)) {
    let (course, clock) = (course(), SystemClock::default());
    let area = Rect::new(0, 0, columns, rows);
    let mut app = session(&course, Some(longest_page(&course)), area, &clock);
    bencher.bench_local(|| {
        let mut buffer = Buffer::empty(area);
        black_box(app.draw(area, &mut buffer, &clock))
    });
}

#[divan::bench]
fn draw_home(bencher: Bencher<'_, '_>) {
    let (course, clock) = (course(), SystemClock::default());
    let area = Rect::new(0, 0, 80, 24);
    let mut app = session(&course, None, area, &clock);
    bencher.bench_local(|| {
        let mut buffer = Buffer::empty(area);
        black_box(app.draw(area, &mut buffer, &clock))
    });
}

/// What opening the search costs: every page and term is read for its words.
#[divan::bench]
fn open_the_search(bencher: Bencher<'_, '_>) {
    let (course, progress) = (course(), introduced());
    bencher.bench_local(|| Index::of(black_box(&course), &progress));
}

/// What a letter typed into the search costs, with a slip in the word before.
#[divan::bench(args = ["p", "privacy", "pirvacy offcie", "the patient said"])]
fn look_for(bencher: Bencher<'_, '_>, typed: &str) {
    let (course, progress) = (course(), introduced());
    let index = Index::of(&course, &progress);
    bencher.bench_local(|| black_box(index.find(typed)).len());
}
