//! What a start costs: reading the shipped course, the first frame, a page at two sizes. `cargo bench --bench course`.

#![allow(clippy::expect_used, reason = "a bench may stop where it stands")]

use std::sync::Arc;

use bedside::clock::SystemClock;
use bedside::course::{Course, PageKind, read};
use bedside::id::LessonId;
use bedside::journey::{Event, Fact, Introduction, Preferences, Progress, Route};
use bedside::search::Index;
use bedside::source::{Content, shipped};
use bedside::tui::{App, Depth, Pixels, Start};
use divan::{Bencher, black_box};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn main() {
    divan::main();
}

fn course() -> Arc<Course> {
    Arc::new(read(Arc::new(shipped())).course.expect("the shipped course can be read"))
}

fn introduced() -> Progress {
    let fact = Fact::Introduced(Introduction { name: "Ada".to_owned(), ..Introduction::default() });
    Progress::replay(&[Event { seq: 1, at: Timestamp::UNIX_EPOCH, fact }])
}

fn session(course: &Arc<Course>, at: Option<Route>, area: Rect) -> App {
    let start = Start {
        course: course.clone(),
        progress: introduced(),
        given: Preferences::default(),
        usual: Preferences::default(),
        depth: Depth::Full,
        at,
        pixels: Pixels::Off,
        notice: None,
        seed: 1,
    };
    App::new(start, area, &SystemClock::default())
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

#[divan::bench]
fn read_the_shipped_course(bencher: Bencher<'_, '_>) {
    let files = Arc::new(shipped());
    bencher.bench_local(|| black_box(read(files.clone())).course.is_some());
}

/// From the files in the program to the first frame of a lesson, without database and terminal.
#[divan::bench]
fn start_to_first_frame_of_a_lesson(bencher: Bencher<'_, '_>) {
    let area = Rect::new(0, 0, 80, 24);
    bencher.bench_local(|| {
        let files = shipped().only(&["lessons/anonymous-doctor.toml"]);
        let part = Arc::new(read(Arc::new(files)).course.expect("the lesson can be read"));
        let lesson = LessonId::new("anonymous-doctor").expect("an id");
        let mut app = session(&part, Some(Route::Lesson(lesson)), area);
        let mut buffer = Buffer::empty(area);
        black_box(app.draw(area, &mut buffer, &SystemClock::default()))
    });
}

#[divan::bench(args = [(80, 24), (200, 60)])]
fn draw_the_longest_page(bencher: Bencher<'_, '_>, (columns, rows): (u16, u16)) {
    let course = course();
    let area = Rect::new(0, 0, columns, rows);
    let mut app = session(&course, Some(longest_page(&course)), area);
    bencher.bench_local(|| {
        let mut buffer = Buffer::empty(area);
        black_box(app.draw(area, &mut buffer, &SystemClock::default()))
    });
}

#[divan::bench]
fn draw_home(bencher: Bencher<'_, '_>) {
    let course = course();
    let area = Rect::new(0, 0, 80, 24);
    let mut app = session(&course, None, area);
    bencher.bench_local(|| {
        let mut buffer = Buffer::empty(area);
        black_box(app.draw(area, &mut buffer, &SystemClock::default()))
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
