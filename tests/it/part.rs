//! A session that begins with the one lesson that its first screen shows, beside one that has the whole course from the start: it
//! shows the same and keeps the same, and reads the rest when it has to and not before.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use bedside::clock::Clock as _;
use bedside::course::{Course, read_alone_in};
use bedside::id::{CourseId, LessonId};
use bedside::journey::{Event as Kept, Fact, Introduction, Journal, MemoryJournal, Preferences, Progress, Route};
use bedside::language::Language;
use bedside::source::{self, Content, Digest};
use bedside::store::Sqlite;
use bedside::tui::{App, Depth, Event, Pixels, Rest, Start};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tempfile::TempDir;

use crate::support::pty::{Setting, Window, flat};
use crate::support::{Still, press};

const LESSON: &str = "why-be-there";
const AREA: Rect = Rect { x: 0, y: 0, width: 80, height: 24 };

/// A session, what it kept, and how often it read the rest of its course.
struct Session {
    app: App,
    journal: MemoryJournal,
    reads: Rc<Cell<usize>>,
}

impl Session {
    /// At a page of the lesson, counted from 0; `begins` says whether with the lesson alone.
    fn at(page: usize, pages_read: &[usize], begins: Begins, opened: Digest) -> Self {
        let files = Arc::new(source::shipped());
        let whole = Arc::new(read_alone_in(files.clone(), None).unwrap());
        let mut journal = MemoryJournal::default();
        let lesson = whole.lesson(&LessonId::new(LESSON).unwrap()).unwrap().clone();
        let mut keep = |fact| journal.append(fact, Still::default().now()).unwrap();
        keep(Fact::Introduced(Introduction { name: "Maria Lindqvist".into(), ..Introduction::default() }));
        keep(Fact::CourseOpened { version: whole.version, digest: opened });
        keep(Fact::LessonOpened { lesson: lesson.id.clone() });
        for read in pages_read.iter().chain([&page]) {
            keep(Fact::PageRead { lesson: lesson.id.clone(), page: lesson.pages[*read].id.clone() });
        }
        let reads = Rc::new(Cell::new(0));
        let (course, rest) = match begins {
            Begins::Whole => (whole, None),
            Begins::Part => {
                let part = read_alone_in(Arc::new(files.only(&[&format!("lessons/{LESSON}.toml")])), None).unwrap();
                let counted = reads.clone();
                let read: Box<dyn FnOnce() -> Option<Arc<Course>>> = Box::new(move || {
                    counted.set(counted.get() + 1);
                    Some(whole)
                });
                (Arc::new(part), Some(Rest { digest: Some(source::SHIPPED_DIGEST), read }))
            }
        };
        let start = Start {
            course,
            progress: Progress::replay(&journal.events().unwrap()),
            language: Language::English,
            given: Preferences::default(),
            usual: Preferences::default(),
            depth: Depth::Full,
            at: Some(Route::Page(lesson.id.clone(), lesson.pages[page].id.clone())),
            pixels: Pixels::Off,
            notice: None,
            documents: None,
            seed: 7,
        };
        Self { app: App::new(start, AREA, &Still::default()).part_of(rest), journal, reads }
    }

    /// Draws, does what waits for the frame, and returns what is seen.
    fn seen(&mut self) -> Buffer {
        let mut buffer = Buffer::empty(AREA);
        self.app.draw(AREA, &mut buffer, &Still::default());
        self.app.read_what_is_shown(&Still::default());
        while self.app.settle(&mut self.journal, &Still::default()) {}
        buffer
    }

    fn presses(&mut self, key: &str) -> Buffer {
        let event: Event = press(key);
        self.app.take(&event, &mut self.journal, &Still::default());
        self.seen()
    }

    fn kept(&mut self) -> Vec<Kept> {
        self.app.finish(&mut self.journal, &Still::default()).unwrap();
        self.journal.events().unwrap()
    }
}

#[derive(Clone, Copy)]
enum Begins {
    Whole,
    Part,
}

/// Plays keys to both sessions, and returns after which keys the part had read the rest.
fn plays(page: usize, pages_read: &[usize], keys: &str) -> Vec<String> {
    let mut part = Session::at(page, pages_read, Begins::Part, source::SHIPPED_DIGEST);
    let mut whole = Session::at(page, pages_read, Begins::Whole, source::SHIPPED_DIGEST);
    assert_eq!(part.seen(), whole.seen());
    let mut read_after = Vec::new();
    for key in keys.split_whitespace() {
        assert_eq!(part.presses(key), whole.presses(key), "after {key} of {keys}");
        if part.reads.get() > 0 {
            read_after.push(key.to_owned());
        }
    }
    assert_eq!(part.kept(), whole.kept(), "{keys}");
    assert!(part.reads.get() <= 1);
    read_after
}

#[test]
fn turning_pages_needs_no_more_than_the_lesson() {
    assert_eq!(plays(0, &[], "right right left down up pgdn right"), [""; 0]);
}

#[test]
fn whatever_shows_more_reads_the_rest_first() {
    for key in ["esc", "/", "c", "p", "g", "?", "n", "N"] {
        assert_eq!(plays(0, &[], key), [key], "{key}");
    }
}

#[test]
fn the_last_page_says_what_comes_after_it() {
    let pages = read_alone_in(Arc::new(source::shipped()), None).unwrap().lesson(&LessonId::new(LESSON).unwrap()).unwrap().pages.len();
    assert_eq!(plays(pages - 3, &[], "right right enter"), ["right", "enter"]);
}

#[test]
fn the_end_of_a_lesson_is_noticed_on_any_page() {
    let pages = read_alone_in(Arc::new(source::shipped()), None).unwrap().lesson(&LessonId::new(LESSON).unwrap()).unwrap().pages.len();
    let others: Vec<usize> = (0..pages).filter(|page| *page != 2).collect();
    assert_eq!(plays(1, &others, "right"), ["right"]);
}

#[test]
fn a_new_version_is_noted_once_the_frame_is_there() {
    let mut part = Session::at(1, &[0], Begins::Part, Digest([7; 32]));
    assert_eq!(part.reads.get(), 0);
    part.seen();
    assert_eq!(part.reads.get(), 1);
    let noted = part.kept().into_iter().rev().find_map(|event| match event.fact {
        Fact::CourseOpened { digest, .. } => Some(digest),
        _ => None,
    });
    assert_eq!(noted, Some(source::SHIPPED_DIGEST));
}

/// The shipped course in a folder, and a learner who was left on the second page of its first lesson.
fn in_a_folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let course = folder.path().join("course");
    for (path, content) in source::shipped().texts {
        let Content::Text(text) = content else { panic!("{path} is no text") };
        let path = course.join(&*path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &*text).unwrap();
    }
    let mut window = comes(&folder, &course, &[]);
    window
        .sees("Your name")
        .types("Maria Lindqvist")
        .presses("enter enter enter enter")
        .sees("Why be there at all")
        .presses("enter")
        .sees("page 1 of");
    window.presses("right").sees("page 2 of").presses("q").ends();
    (folder, course)
}

fn comes(folder: &TempDir, course: &Path, more: &[&str]) -> Window {
    let arguments = [&["--course", course.to_str().unwrap()], more].concat();
    Setting { arguments: &arguments, ..Setting::new(folder.path()) }.opens()
}

fn kept(folder: &TempDir) -> Vec<Kept> {
    let id = CourseId::new(source::SHIPPED_ID).unwrap();
    Sqlite::open_to_read(folder.path()).unwrap().unwrap().journal("local", &id).unwrap().read().unwrap()
}

#[test]
fn a_course_in_a_folder_that_is_right_goes_on_from_the_page() {
    let (folder, course) = in_a_folder();
    let before = kept(&folder);
    let mut window = comes(&folder, &course, &[]);
    window.sees("page 2 of").presses("right").sees("page 3 of").presses("ctrl-c").ends();
    let new: Vec<Fact> = kept(&folder).into_iter().skip(before.len()).map(|event| event.fact).collect();
    assert!(matches!(&new[..], [Fact::PageRead { .. }]), "{new:?}");

    let mut spanish = comes(&folder, &course, &["--language", "es"]);
    spanish.sees("3 de").presses("ctrl-c").ends();
    assert!(flat(&spanish.screen()).is_empty());
}

#[test]
fn a_change_of_the_folder_is_noted_also_where_the_page_shown_is_the_same() {
    let (folder, course) = in_a_folder();
    let path = course.join("course.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\n# a word for the next trainer\n")).unwrap();
    let before = kept(&folder).len();
    comes(&folder, &course, &[]).sees("page 2 of").presses("q").ends();
    let noted = kept(&folder).into_iter().skip(before).find_map(|event| match event.fact {
        Fact::CourseOpened { digest, .. } => Some(digest),
        _ => None,
    });
    assert_eq!(noted, Some(source::folder(&course).unwrap().digest()));
}

#[test]
fn a_fault_in_another_file_of_the_folder_ends_the_session_before_anything_is_done() {
    let (folder, course) = in_a_folder();
    let before = kept(&folder);
    fs::write(course.join("lessons/live-video.toml"), "title = \"Live\"\n[[page]]\nkind = \"paeg\"\ntext = \"Words.\"\n").unwrap();
    let mut window = comes(&folder, &course, &[]);
    let status = window.presses("right enter").ends();
    let screen = flat(&window.screen());
    assert_eq!(status.exit_code(), 1, "{screen}");
    assert!(screen.contains("lessons/live-video.toml") && screen.contains("bedside check"), "{screen}");
    assert_eq!(window.left_on(), [""; 0]);
    assert_eq!(kept(&folder), before);
}

#[test]
fn a_fault_in_the_lesson_itself_is_told_without_a_screen() {
    let (folder, course) = in_a_folder();
    let path = course.join("lessons/why-be-there.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\n[[page]]\nkind = \"paeg\"\ntext = \"Words.\"\n")).unwrap();
    let mut window = comes(&folder, &course, &[]);
    assert_eq!(window.ends().exit_code(), 1);
    assert!(flat(&window.screen()).contains("lessons/why-be-there.toml"), "{}", window.screen());
    assert!(!String::from_utf8_lossy(&window.raw).contains("\x1b[?1049h"), "a screen was taken over");
}
