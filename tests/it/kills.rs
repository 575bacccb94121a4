//! Killed at any moment, the program loses nothing that it showed as kept: 500 kills of a scripted run, at moments drawn by lot.
//! `tests/faults` makes more, and worse.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use bedside::id::CourseId;
use bedside::journey::{Event, Fact};
use bedside::store::Sqlite;
use rusqlite::Connection;

use crate::support::pty::{Setting, Window};

/// How many kills; every one is followed by a look at the database.
const KILLS: u64 = 500;
/// How many run side by side, each on a database of its own.
const HANDS: u64 = 4;
/// How many questions an attempt asks.
const QUESTIONS: usize = 12;

/// A course whose every reason has a word of its own, so that what was drawn can be told from the bytes.
fn write_course(folder: &Path) {
    fs::create_dir_all(folder.join("lessons")).unwrap();
    fs::create_dir_all(folder.join("quizzes")).unwrap();
    let top = "format = 1\nid = \"kill-course\"\ntitle = \"Course\"\nversion = \"1.0\"\norder = [\"only-quiz\"]\n";
    fs::write(folder.join("course.toml"), top).unwrap();
    let mut quiz = String::from("title = \"Quiz\"\npass = 100\n");
    for number in 0..QUESTIONS {
        // The first is answered wrongly each time, so that there is always another attempt to make.
        let answer = number > 0;
        write!(
            quiz,
            "\n[[question]]\nid = \"question-{number}\"\nask = \"Is it so?\"\nanswer = {answer}\nwhy = \"reason{number:02}reason\"\n"
        )
        .unwrap();
    }
    fs::write(folder.join("quizzes/only-quiz.toml"), quiz).unwrap();
}

/// Small luck of our own: the moments only have to be scattered.
struct Luck(u64);

impl Luck {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

fn events(data: &Path) -> Vec<Event> {
    let Some(records) = Sqlite::open_to_read(data).unwrap() else { return Vec::new() };
    let mut all = Vec::new();
    let course = CourseId::new("kill-course").unwrap();
    records
        .learners(&course, |person| -> Result<(), bedside::store::Error> {
            all.extend(person.events);
            Ok(())
        })
        .unwrap();
    all
}

/// The reasons that whole frames have shown: a frame that was cut off was never on the screen.
fn drawn(window: &Window) -> BTreeSet<usize> {
    let said = String::from_utf8_lossy(&window.raw).into_owned();
    let whole = said.rsplit_once("\x1b[?2026l").map_or("", |(whole, _)| whole);
    (0..QUESTIONS).filter(|number| whole.contains(&format!("reason{number:02}reason"))).collect()
}

/// Plays the script until its moment comes: Enter answers "True", Enter goes on. Returns the reasons that were drawn. The moment is counted
/// from the start, which may be killed too, or from the first frame, which a busy machine lets wait.
fn plays_until_killed(course: &Path, data: &Path, moment: Duration, from_the_start: bool) -> BTreeSet<usize> {
    let arguments = ["--course", course.to_str().unwrap()];
    let mut window = Setting { arguments: &arguments, ..Setting::new(data) }.opens();
    if !from_the_start {
        window.sees("Quiz");
    }
    let end = Instant::now() + moment;
    while Instant::now() < end {
        window.types("\r").takes(Duration::from_millis(3).min(end.saturating_duration_since(Instant::now())));
    }
    window.dies();
    drawn(&window)
}

#[test]
fn what_was_drawn_as_answered_is_in_the_journal_after_every_kill() {
    let folder = tempfile::tempdir().unwrap();
    let course = folder.path().join("course");
    write_course(&course);
    let (course, folder) = (&course, &folder);
    let hand = move |hand: u64| {
        let data = folder.path().join(format!("data-{hand}"));
        fs::create_dir(&data).unwrap();
        let mut first = Setting { arguments: &["--course", course.to_str().unwrap()], ..Setting::new(&data) }.opens();
        first.sees("Your name").types("Ada").presses("enter enter enter enter").sees("Quiz").presses("q").ends();
        let mut luck = Luck(0x9e37_79b9_7f4a_7c15 ^ (hand + 1));
        let (mut shown, mut before) = (0, 0);
        for kill in 0..KILLS / HANDS {
            let drawn = plays_until_killed(course, &data, Duration::from_millis(30 + luck.below(300)), kill % 2 == 0);
            let database = Connection::open(data.join("bedside.db")).unwrap();
            let verdict: String = database.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
            assert_eq!(verdict, "ok", "after kill {kill}");
            drop(database);
            let events = events(&data);
            // What a run shows was answered in it, or in the attempt that it came back to.
            let attempt = events.iter().take(before).rposition(|event| matches!(event.fact, Fact::AttemptStarted { .. }));
            let kept: BTreeSet<usize> = events
                .iter()
                .skip(attempt.unwrap_or(0))
                .filter_map(|event| match &event.fact {
                    Fact::QuestionAnswered { question, .. } => question.as_str().strip_prefix("question-")?.parse().ok(),
                    _ => None,
                })
                .collect();
            assert!(drawn.is_subset(&kept), "kill {kill}: drawn {drawn:?}, kept {kept:?}");
            assert!(events.len() >= before, "kill {kill}: an event is gone");
            before = events.len();
            shown += drawn.len();
        }
        shown
    };
    let shown: usize = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS).map(|number| scope.spawn(move || hand(number))).collect();
        hands.into_iter().map(|hand| hand.join().unwrap()).sum()
    });
    assert!(shown > 100, "the script answered only {shown} questions before its kills: it proves little");
}
