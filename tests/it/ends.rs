//! However a session ends, the terminal is whole afterwards and the status says how it ended. And where the program cannot begin, it says why.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use bedside::clock::{Clock, SystemClock};
use bedside::journey::{Fact, Journal, Place};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open};

use crate::support::pty::{Setting, Window};
use crate::support::typed;

fn at_home(data: &Path) -> Window {
    let mut window = Setting::new(data).opens();
    window.sees("Your name").types("Ada").presses("enter enter enter enter").sees("Why be there at all");
    window
}

#[test]
fn leaving_by_a_key_restores_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    at_home(folder.path()).presses("q").ends();
    for key in ["q", "ctrl-c"] {
        let mut window = Setting::new(folder.path()).opens();
        window.sees("Why be there at all").presses(key);
        assert_eq!((window.ends().exit_code(), window.left_on()), (0, Vec::new()), "{key}");
    }
}

#[test]
fn leaving_by_a_signal_restores_the_terminal_and_dies_by_that_signal() {
    let folder = tempfile::tempdir().unwrap();
    at_home(folder.path()).presses("enter").sees("page 1 of").presses("q").ends();
    for (signal, name) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup"), (Signal::INT, "Interrupt")] {
        let mut window = Setting::new(folder.path()).opens();
        window.sees("page 1 of");
        window.signal(signal);
        let status = window.ends();
        assert_eq!(status.signal(), Some(name));
        assert_eq!(window.left_on(), [""; 0], "{name}");
        Setting::new(folder.path()).opens().sees("page 1 of").presses("q").ends();
    }
}

#[test]
fn a_passphrase_that_is_never_typed_leaves_a_terminal_that_shows_what_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    let asks = || {
        let mut window = Setting { arguments: &["keys", "create", "--passphrase"], ..Setting::new(folder.path()) }.opens();
        window.sees("A passphrase for the new key:").waits_until_typing_shows(false);
        window
    };
    for (signal, name) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup"), (Signal::INT, "Interrupt"), (Signal::QUIT, "Quit")] {
        let mut window = asks();
        let status = window.signal(signal).ends();
        assert_eq!((status.signal(), window.shows_what_is_typed()), (Some(name), true));
    }
    let mut window = asks();
    assert_eq!((window.presses("ctrl-c").ends().signal(), window.shows_what_is_typed()), (Some("Interrupt"), true));
    // Stopped, the terminal is whoever's comes next; going on, it hides again what is typed.
    let mut window = asks();
    window.presses("ctrl-z").waits_until_typing_shows(true).waits_until_it_stops().signal(Signal::CONT);
    window.sees("Type the passphrase anew:").waits_until_typing_shows(false);
    window.presses("secret-words enter").sees("Once more:").presses("secret-words enter");
    assert_eq!((window.ends().exit_code(), window.shows_what_is_typed()), (0, true));
    assert!(!window.screen().contains("secret-words"), "{}", window.screen());
}

#[test]
fn files_that_may_not_grow_are_told_of_and_the_terminal_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    at_home(folder.path()).presses("enter").sees("page 1 of").presses("q").ends();
    let mut window = Setting { file_limit: Some(64), ..Setting::new(folder.path()) }.opens();
    window.sees("page 1 of");
    for _ in 0..60 {
        if window.screen().contains("disk") {
            break;
        }
        window.presses_and_waits("right").presses_and_waits("left");
    }
    assert!(window.screen().contains("disk"), "{}", window.screen());
    let status = window.presses("q q").ends();
    assert_eq!((status.signal(), window.left_on()), (None, Vec::new()));
}

#[test]
fn falling_over_restores_the_terminal_and_says_why_below_it() {
    let folder = tempfile::tempdir().unwrap();
    at_home(folder.path()).presses("q").ends();
    let mut window = Setting { environment: &[("BEDSIDE_FAULT", "panic")], ..Setting::new(folder.path()) }.opens();
    window.sees("Why be there at all").presses("f12");
    let status = window.ends();
    assert_eq!(window.left_on(), [""; 0]);
    assert_ne!(status.exit_code(), 0);
    assert!(window.screen().contains("asked to fall over"), "{}", window.screen());
}

/// Holds a window open until it is killed: only the death of its last holder closes a terminal. Does nothing unless asked to.
#[test]
fn holds_a_window() {
    let Some(data) = std::env::var_os("BEDSIDE_TEST_HOLDS") else { return };
    let mut window = Setting::new(Path::new(&data)).opens();
    window.sees("Why be there at all").presses("enter").sees("page 1 of");
    writeln!(std::io::stdout(), "holds {}", window.process()).unwrap();
    let _killed_here = std::io::stdin().read_line(&mut String::new());
}

#[test]
fn a_window_that_is_closed_ends_the_program_without_spinning() {
    let folder = tempfile::tempdir().unwrap();
    at_home(folder.path()).presses("q").ends();
    let mut holder = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "ends::holds_a_window", "--nocapture"])
        .env("BEDSIDE_TEST_HOLDS", folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(holder.stdout.take().unwrap()).lines();
    let held = said.map(|line| line.unwrap()).find_map(|line| line.rsplit_once("holds ")?.1.parse().ok()).expect("a window is held");
    let program = pidfd_open(Pid::from_raw(held).unwrap(), PidfdFlags::empty()).unwrap();
    holder.kill().unwrap();
    holder.wait().unwrap();
    let mut ended = [PollFd::new(&program, PollFlags::IN)];
    let patience = Timespec { tv_sec: 10, tv_nsec: 0 };
    assert_eq!(poll(&mut ended, Some(&patience)).unwrap(), 1, "it goes on without a window");
    Setting::new(folder.path()).opens().sees("page 1 of").presses("q").ends();
}

#[test]
fn stopping_and_going_on_draws_the_screen_again() {
    let folder = tempfile::tempdir().unwrap();
    at_home(folder.path()).presses("q").ends();
    let mut window = Setting { shell: true, ..Setting::new(folder.path()) }.opens();
    window.sees("Why be there at all").presses("ctrl-z").sees("the shell is back");
    assert!(!window.screen().contains("Why be there at all"), "{}", window.screen());
    assert_eq!(window.left_on(), [""; 0]);
    window.presses("enter").sees("Why be there at all").presses("enter").sees("page 1 of").presses("q");
    assert_eq!(window.ends().exit_code(), 0);
}

#[test]
fn a_day_that_is_pretended_is_said_before_anything_is_kept_under_it() {
    let folder = tempfile::tempdir().unwrap();
    let pretends = || Setting { arguments: &["--today", "2026-12-01"], ..Setting::new(folder.path()) }.opens();
    let mut window = pretends();
    window.sees("This session pretends that it is December 1, 2026.").presses("ctrl-c").ends();
    at_home(folder.path()).presses("q").ends();
    pretends().sees("This session pretends that it is December 1, 2026.").presses("ctrl-c").ends();
    let mut lines = Setting { arguments: &["--plain", "--today", "2026-12-01"], rows: 90, ..Setting::new(folder.path()) }.opens();
    lines.sees("This session pretends that it is December 1, 2026.").presses("ctrl-c").ends();
}

#[test]
fn a_clock_far_behind_what_is_kept_is_told_of_at_once_with_what_can_be_done() {
    let folder = tempfile::tempdir().unwrap();
    at_home(folder.path()).presses("q").ends();
    let starts = |arguments| Setting { arguments, rows: 90, ..Setting::new(folder.path()) }.opens();
    let told = "This computer says that it is";
    let mut right = starts(&["--plain"]);
    right.sees("The steps of this course").presses("ctrl-c");
    assert!(!right.screen().contains(told), "{}", right.screen());
    right.ends();
    let course = bedside::id::CourseId::new(bedside::source::SHIPPED_ID).unwrap();
    let mut journal = bedside::store::Sqlite::open(folder.path()).unwrap().journal("local", &course).unwrap();
    let ahead = SystemClock::default().now() + jiff::SignedDuration::from_hours(24 * 100);
    journal.append(Fact::PlaceLeft { place: Place::Home }, ahead).unwrap();
    drop(journal);
    starts(&["--plain"]).sees(told).sees("bedside forget").presses("ctrl-c").ends();
    starts(&[]).sees(told).sees("bedside forget").presses("q").ends();
    for (columns, rows) in [(80, 24), (40, 12)] {
        for (language, [first, last]) in [("en", [told, "and begin anew."]), ("es", ["Según este equipo, hoy es", "empiece de nuevo."])] {
            let arguments = ["--language", language];
            let mut small = Setting { arguments: &arguments, columns, rows, ..Setting::new(folder.path()) }.opens();
            small.sees(first).sees(last).presses("ctrl-c").ends();
        }
    }
}

#[test]
fn without_a_shell_that_could_let_it_go_on_nothing_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at_home(folder.path());
    window.presses("ctrl-z").sees("Ctrl-Z stops nothing here: there is no shell to come back from.");
    window.signal(Signal::TSTP).presses("enter").sees("page 1 of").presses("q");
    assert_eq!(window.ends().exit_code(), 0);
}

#[test]
fn what_takes_longer_than_a_moment_is_told_in_a_calm_line_that_goes_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at_home(folder.path());
    // Another window holds the records for as long as this test wants.
    let other = rusqlite::Connection::open(folder.path().join("bedside.db")).unwrap();
    other.execute_batch("begin immediate").unwrap();
    window.presses("enter").sees("Still saving. It takes longer than usual; nothing is lost.");
    other.execute_batch("rollback").unwrap();
    window.sees("page 1 of").waits("the line to go", |screen| !screen.contains("Still saving")).presses("q");
    assert_eq!(window.ends().exit_code(), 0);
}

#[test]
fn a_terminal_that_does_not_know_its_size_is_taken_for_a_usual_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Setting::new(folder.path()).opens();
    window
        .sees("Your name")
        .forgets_its_size()
        .types("Ada")
        .sees("Ada")
        .presses("enter enter enter enter")
        .sees("about 72 minutes")
        .presses("enter")
        .sees("page 1 of");
    window.presses("enter").sees("page 2 of").presses("q");
    assert_eq!(window.ends().exit_code(), 0);
}

#[test]
fn a_window_too_small_says_how_large_it_must_be_and_grows_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at_home(folder.path());
    window.resizes(20, 5).sees("This needs 40 column");
    window.resizes(40, 12).sees("Why be there at all");
    window.resizes(140, 40).sees("Why be there at all").presses("q");
    assert_eq!(window.ends().exit_code(), 0);
}

/// Runs the program without a terminal, types these lines, and returns its code and what it wrote.
fn without_a_terminal(lines: &str, data: &Path) -> (Option<i32>, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
    program.env_clear().env("BEDSIDE_DATA", data).env("HOME", data.join("home"));
    let ran = typed(&mut program, lines);
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "");
    (ran.status.code(), String::from_utf8(ran.stdout).unwrap())
}

#[test]
fn without_a_terminal_the_course_comes_line_by_line_and_goes_on_on_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let (code, said) = without_a_terminal("Ada\n\n\n\n\n\n", folder.path());
    assert_eq!(code, Some(0));
    assert!(said.contains("Page 2 of ") && said.ends_with("Everything is kept. Until next time.\n"), "{said}");
    assert!(!said.contains('\u{1b}'), "{said:?}");
    Setting::new(folder.path()).opens().sees("page 2 of").presses("q").ends();
    let (_, said) = without_a_terminal("", folder.path());
    assert!(said.contains("Page 2 of "), "{said}");
}

#[test]
fn a_plain_terminal_gets_lines_and_nothing_that_steers_it() {
    let folder = tempfile::tempdir().unwrap();
    for (environment, arguments) in [(&[("TERM", "dumb")][..], &[][..]), (&[], &["--plain"])] {
        let mut window = Setting { arguments, environment, ..Setting::new(folder.path()) }.opens();
        window.sees("This is the course line by line, in English.");
        window.types("quit\r");
        assert_eq!(window.ends().exit_code(), 0);
        let raw = String::from_utf8_lossy(&window.raw).into_owned();
        assert!(raw.chars().all(|letter| !letter.is_control() || matches!(letter, '\r' | '\n')), "{raw:?}");
    }
}

#[test]
fn a_reader_that_has_heard_enough_is_left_in_peace() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .env_clear()
        .env("BEDSIDE_DATA", folder.path())
        .env("HOME", folder.path())
        .spawn()
        .unwrap();
    drop(program.stdout.take());
    drop(program.stdin.take());
    let ran = program.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "");
}

#[test]
fn a_course_that_cannot_be_opened_is_told_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let course = |name: &str| folder.path().join(name);
    std::fs::create_dir(course("empty")).unwrap();
    std::fs::create_dir_all(course("broken/lessons")).unwrap();
    std::fs::write(course("broken/course.toml"), "format = 1\nid = \"broken\"\ntitle = The course\n").unwrap();
    std::fs::write(course("broken/lessons/one.toml"), [0xff, 0xfe, 0x1b]).unwrap();
    std::fs::write(course("a-file"), "x").unwrap();
    for (name, code, words) in [
        ("missing", 3, "could not read the course folder"),
        ("a-file", 3, "could not read the course folder"),
        ("empty", 2, "it has no course.toml"),
        ("broken", 1, "cannot be opened; nothing of your records was touched"),
    ] {
        let path = course(name);
        let mut window = Setting { arguments: &["--course", path.to_str().unwrap()], columns: 160, ..Setting::new(&data) }.opens();
        let status = window.ends();
        assert!(window.screen().contains(words), "{name}: {}", window.screen());
        assert_eq!(status.exit_code(), code, "{name}");
        assert!(!window.raw.windows(5).any(|bytes| bytes == b"\x1b[?10"), "the screen was not taken");
    }
    assert_eq!(std::fs::read_dir(&data).unwrap().count(), 0);
}

/// Whoever opened these would be certified for less than the course asks for, or be told that a changed program made their record.
#[test]
fn a_course_that_would_certify_what_is_not_so_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let quiz = "title = \"A quiz\"\n[[question]]\nid = \"who\"\nask = \"Who?\"\nwhy = \"So.\"\nanswer = true\n";
    let twice = "[[question]]\nid = \"who\"\nask = \"Whose?\"\nwhy = \"So.\"\nanswer = false\n";
    for (name, own, more, words) in [
        ("twice", "version = \"1.0\"\n", twice, "quizzes/one.toml: two questions are called `who`"),
        ("misspelt", "version = \"1.0\"\n[certificate]\nneeds = [\"one\", \"tow\"]\n", "", "course.toml: nobody can earn the certificate"),
        ("unversioned", "", "", "course.toml: a course needs `version`"),
    ] {
        let course = folder.path().join(name);
        std::fs::create_dir_all(course.join("quizzes")).unwrap();
        std::fs::write(course.join("course.toml"), format!("format = 1\nid = \"fixture\"\ntitle = \"A course\"\n{own}")).unwrap();
        std::fs::write(course.join("quizzes/one.toml"), format!("{quiz}{more}")).unwrap();
        let mut window =
            Setting { arguments: &["--course", course.to_str().unwrap()], columns: 160, ..Setting::new(folder.path()) }.opens();
        let status = window.ends();
        assert!(
            window.screen().contains("has 1 error and cannot be opened") && window.screen().contains(words),
            "{name}: {}",
            window.screen()
        );
        assert_eq!(status.exit_code(), 1, "{name}");
        let packed = folder.path().join("course.zip");
        let mut package = Command::new(env!("CARGO_BIN_EXE_bedside"));
        package.args(["package", "--course"]).args([&course, &packed]).env_clear().env("HOME", folder.path());
        let ran = package.output().unwrap();
        assert!(!ran.status.success() && !packed.exists(), "{name}");
    }
}

#[test]
fn a_database_that_cannot_be_opened_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("bedside.db");
    std::fs::write(&database, "this is no database at all, and a person may need it").unwrap();
    let before = std::fs::read(&database).unwrap();
    let mut window = Setting { columns: 160, ..Setting::new(folder.path()) }.opens();
    let status = window.ends();
    assert!(window.screen().contains("are damaged and cannot be read"), "{}", window.screen());
    assert_eq!((status.exit_code(), std::fs::read(&database).unwrap()), (3, before));
}

#[test]
fn records_that_can_be_read_and_not_opened_are_told_of_before_anything_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("bedside.db");
    let mut window = Setting::new(folder.path()).opens();
    window.sees("Your name").types("Ana Orrel").presses("enter enter enter enter");
    window.sees("Why be there at all").presses("enter").sees("page 1 of").presses("q").ends();
    let before = std::fs::read(&database).unwrap();
    let in_the_way = folder.path().join("bedside.db-shm");
    std::os::unix::fs::symlink("nowhere", &in_the_way).unwrap();
    let mut window = Setting { columns: 160, ..Setting::new(folder.path()) }.opens();
    let status = window.ends();
    assert!(window.screen().contains("the file was left as it is"), "{}", window.screen());
    assert!(!window.screen().contains("page 1 of"), "the terminal is given back: {}", window.screen());
    assert_eq!((status.exit_code(), std::fs::read(&database).unwrap()), (3, before));
    std::fs::remove_file(&in_the_way).unwrap();
    std::fs::remove_file(folder.path().join("bedside.db-wal")).unwrap();
    Setting::new(folder.path()).opens().sees("page 1 of").presses("q").ends();
}

#[test]
fn nothing_a_course_or_a_path_says_steers_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let course = folder.path().join("evil\u{1b}]0;owned\u{7}\u{202e}");
    std::fs::create_dir_all(course.join("lessons")).unwrap();
    let top = "format = 1\nid = \"evil-course\"\ntitle = \"A\u{9b}31m title\"\nversion = \"1.0\"\n";
    std::fs::write(course.join("course.toml"), top).unwrap();
    std::fs::write(
        course.join("lessons/one-lesson.toml"),
        "title = \"x \\u001b[2J\"\n[[page]]\ntext = \"\\u001b]0;owned\\u0007 \\u202e\"\n",
    )
    .unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let mut window = Setting { arguments: &["--course", course.to_str().unwrap()], columns: 160, ..Setting::new(&data) }.opens();
    window.ends();
    let ran = Command::new(env!("CARGO_BIN_EXE_bedside")).arg("check").arg(&course).env_clear().env("HOME", &data).output().unwrap();
    for said in [window.raw.clone(), ran.stdout, ran.stderr] {
        let said = String::from_utf8_lossy(&said).into_owned();
        let plain = said.replace("\x1b[?", "").replace("\r\n", "\n");
        let steering = plain.chars().find(|c| c.is_control() && *c != '\n' || ('\u{202a}'..='\u{202e}').contains(c));
        assert_eq!(steering, None, "{said:?}");
    }
}

#[test]
fn a_name_that_was_typed_with_hostile_letters_is_harmless_on_every_screen() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Setting::new(folder.path()).opens();
    window.sees("Your name").types("\x1b[200~Eve \x1b]0;owned\x07\u{202e}\u{9b}2J\x1b[201~").presses("enter enter enter enter");
    window.sees("Why be there at all").presses("enter").sees("page 1 of").presses("q").ends();
    let said = String::from_utf8_lossy(&window.raw).into_owned();
    assert!(!said.contains("\x1b]0;") && !said.contains('\u{202e}') && !said.contains('\u{9b}') && !said.contains('\u{7}'));
}
