//! What stands around the course: search, glossary, notes, settings, the palette, help and reports. Keys and clicks in a real terminal,
//! and what each costs in bytes.

use std::path::Path;
use std::process::Command;

use bedside::journey::{Event, Fact, Preference, Subject};
use bedside::record::hand_in::Entry;
use bedside::tui::Errand;
use jiff::Timestamp;

use crate::support::Learner;
use crate::support::pty::{Setting, Window};

/// Somebody who has written a note on a page and one on the course.
fn with_notes(learner: Learner) -> Learner {
    let noted = learner.presses("n").types("Ask the office about forms.").presses("esc");
    noted.opens("anonymous-doctor").presses("right n").types("Never the ward’s name.").presses("enter").types("Nor the day.").presses("esc")
}

#[test]
fn what_is_found_opens_and_back_comes_to_the_search_again() {
    let found = Learner::new().presses("/").types("anonimous");
    let picture = found.picture();
    let back = found.presses("enter").sees("page ").presses("esc");
    assert_eq!(back.picture(), picture);
    Learner::new().presses("/").types("privacy office").presses("enter").sees("breach is reported").presses("enter").sees("Search");
}

#[test]
fn a_question_is_found_once_it_was_answered_and_not_before() {
    let asked = Learner::new().opens("live-video").presses("enter enter").sees("Question 1 of 6");
    let words = asked.picture().lines().nth(3).unwrap().split_whitespace().take(4).collect::<Vec<_>>().join(" ");
    let before = asked.presses("f5").types(&words).misses("a question you answered");
    let after = before.presses("esc a f5").types(&words).sees("a question you answered");
    after.presses("down enter").sees("your answer").presses("end").sees("Report something wrong with it");
}

#[test]
fn a_locked_page_is_found_and_says_what_comes_first() {
    let course = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(course.path().join(name), text).unwrap();
    std::fs::create_dir(course.path().join("lessons")).unwrap();
    write("course.toml", "format = 1\nid = \"two\"\ntitle = \"Two\"\nversion = \"1.0\"\norder = [\"first\", \"second\"]\n");
    write("lessons/first.toml", "title = \"First\"\n[[page]]\ntext = \"One.\"\n");
    write("lessons/second.toml", "title = \"Second\"\nneeds = [\"first\"]\n[[page]]\ntitle = \"Later\"\ntext = \"A zebra.\"\n");
    let learner = Learner::of(course.path().to_str().unwrap(), 80, 24).presses("/").types("zebra").sees("opens later");
    learner.presses("enter").sees("First comes: First");
}

#[test]
fn a_note_is_kept_however_it_is_left_changed_and_taken_away() {
    let written = Learner::new().opens("anonymous-doctor").presses("n").types("Mine.");
    let away = written.presses("ctrl-c").has_left().comes_back().presses("N").sees("Mine.");
    let changed = away.presses("enter").types(" And more").presses("tab enter").sees("Mine. And more");
    let gone = changed.presses("enter").presses("end ctrl-w ctrl-w ctrl-w").presses("esc").sees("There is no note yet.");
    assert!(gone.progress().notes.is_empty());
}

#[test]
fn a_note_that_was_not_kept_is_not_shown_as_kept() {
    let full = Learner::new().presses("n").types("Mine.").whose_disk_is_full().presses("esc").sees("the disk is full").sees("Mine.");
    full.whose_disk_is_free().presses("esc N").sees("Mine.");
}

#[test]
fn notes_are_copied_as_markdown() {
    let copied = with_notes(Learner::new()).presses("N end enter");
    let says = "# The examples of the format: my notes\n\n## The examples of the format\n\nAsk the office about forms.\n\n";
    assert!(copied.copied().starts_with(says), "{}", copied.copied());
    assert!(copied.copied().ends_with("Never the ward’s name.\nNor the day.\n"), "{}", copied.copied());
}

#[test]
fn a_note_is_not_handed_in() {
    let fact = Fact::NoteWritten { about: Subject::Course, text: "My own words.".to_owned() };
    let entry = Entry::of(&Event { seq: 1, at: Timestamp::UNIX_EPOCH, fact });
    assert!(!serde_json::to_string(&entry.fact).unwrap().contains("My own words."));
}

#[test]
fn what_is_set_holds_at_once_and_the_next_time_and_the_command_line_wins() {
    let light = Learner::new().presses(", enter").sees("‹ light ›");
    assert!(light.colours().iter().any(|colour| colour.starts_with("Rgb")));
    let again = light.comes_back();
    assert!(again.colours().iter().any(|colour| colour.starts_with("Rgb")));
    let given = again.given(Preference::Theme, "none");
    assert_eq!(given.colours(), ["Reset".to_owned()].into());
    // Whoever changes it in the session means it.
    let changed = given.presses(", left").sees("‹ high-contrast ›");
    assert!(changed.colours().iter().any(|colour| colour.starts_with("Rgb")));
}

#[test]
fn mouse_and_motion_are_told_to_the_terminal() {
    let set = Learner::new().presses(", down enter").sees("‹ on ›").presses("down enter");
    assert_eq!(set.errands(), [Errand::Still(true), Errand::Mouse]);
    let set = set.sees("‹ off ›");
    assert_eq!(set.comes_back().errands(), []);
}

#[test]
fn without_letter_keys_letters_do_nothing_and_all_else_is_reached() {
    let off = Learner::new().given(Preference::LetterKeys, "off");
    let home = off.picture();
    let off = off.presses("c g n / ? q j , :");
    assert_eq!(off.picture(), home);
    let off = off.misses("q leave").sees("Ctrl-C leave").sees("F1 help").presses("f5").types("consent").sees("found").presses("esc");
    let off = off.presses("f9").sees("Settings").presses("esc f6").sees("Glossary").presses("esc f4").sees("contents").presses("esc");
    let off = off.presses("ctrl-p").types("report").presses("enter").sees("Report something wrong").presses("esc");
    let off = off.presses("f1").sees("Ctrl-P").misses("(or h)").presses("esc");
    assert!(off.progress().preferences.is_on(Preference::LetterKeys), "nothing was set for good");
    let asked = Learner::new().presses(", down down down enter").opens("live-video").presses("enter enter").sees("Question 1 of 6");
    asked.presses("a").sees("Question 1 of 6").misses("your answer").presses("enter").sees("your answer");
}

#[test]
fn time_limits_can_be_switched_off() {
    let off = Learner::new().presses(", end up up enter").sees("Time limits").sees("‹ off ›");
    assert!(!off.progress().preferences.is_on(Preference::TimeLimits));
}

#[test]
fn the_palette_does_what_the_key_does_on_the_screen_below() {
    let by_key = Learner::new().opens("anonymous-doctor").presses("right");
    let by_words = Learner::new().opens("anonymous-doctor").presses("ctrl-p").types("page after").presses("enter");
    assert_eq!(by_key.picture(), by_words.picture());
    let by_click = Learner::new().opens("anonymous-doctor").presses("?").clicks("The page after");
    assert_eq!(by_key.picture(), by_click.picture());
    Learner::new().presses(":").types("leave at once").presses("enter").has_left();
}

#[test]
fn help_says_the_id_and_a_report_copies_it() {
    let asked = Learner::new().opens("live-video").presses("enter enter").presses("? end").sees("question is ");
    let reported = asked.presses("esc r enter");
    let text = reported.copied();
    assert!(text.contains("Course: The examples of the format (") && text.contains(" in the quiz live-video, revision "), "{text}");
    Learner::new().opens("anonymous-doctor").presses("r").sees("Page: anonymous-doctor#");
}

fn at_home(folder: &Path, columns: u16, rows: u16) -> Window {
    let mut window = Setting { columns, rows, ..Setting::new(folder) }.opens();
    window.sees("Your name").types("Ada").presses("enter enter enter enter").sees("Enter open");
    window
}

#[test]
fn every_screen_is_reached_and_left_by_keys() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        let folder = tempfile::tempdir().unwrap();
        let mut window = at_home(folder.path(), columns, rows);
        window.presses("/").sees("Type a few words").types("pirvacy").sees("found").presses("down").sees("found");
        window.presses("enter").sees("Enter close").presses("esc").waits("the search", |screen| !screen.contains("Enter close"));
        window.presses("esc").sees("Enter open").presses("g").sees("Glossary").presses("down enter").sees("Enter close");
        window.presses("esc").sees("Glossary").presses("esc").sees("Enter open").presses("n").sees("Write here");
        window.types("Mine.").presses("esc").sees("Enter open").presses("N").sees("Mine.").presses("esc");
        window.waits("home", |screen| !screen.contains("Mine.") && screen.contains("Enter open"));
        window.presses(",").sees("Settings").presses("down enter").sees("‹ on ›").presses("esc").sees("Enter open");
        window.presses("ctrl-p").sees("What can be done here").types("report").sees("Report something wrong, with its id");
        window.presses("enter").sees("Nothing is sent from here").presses("esc").sees("Enter open");
        window.presses("q");
        assert_eq!((window.ends().exit_code(), window.left_on()), (0, Vec::new()));
    }
}

/// Clicks on words, turning the wheel until they are seen.
fn clicks(window: &mut Window, words: &str) {
    loop {
        let before = window.screen();
        if before.contains(words) {
            window.clicks_on(words).changes(&before);
            return;
        }
        assert!(window.turns_the_wheel(true).changes(&before), "«{words}» cannot be reached:\n{before}");
    }
}

#[test]
fn every_screen_is_reached_and_left_by_mouse() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        let folder = tempfile::tempdir().unwrap();
        let mut window = at_home(folder.path(), columns, rows);
        for (key, sees) in [
            ("Search pages", "Type a few words"),
            ("The glossary", "Glossary"),
            ("All your notes", "There is no note yet"),
            ("Settings: colors", "Reduced motion"),
            ("Report something", "Nothing is sent from here"),
            ("Write a note", "Write here"),
            ("All that can be done", "What can be done here"),
        ] {
            clicks(&mut window, "? help");
            window.sees("Keys of this screen");
            clicks(&mut window, key);
            window.sees(sees);
            match key {
                "Search pages" => {
                    window.types("hipaa").sees("found");
                    clicks(&mut window, "glossary");
                    window.sees("Enter close");
                    clicks(&mut window, "Enter close");
                    window.sees("found");
                }
                "The glossary" => {
                    clicks(&mut window, "HIPAA");
                    window.sees("Enter close");
                    clicks(&mut window, "Enter close");
                }
                "Settings: colors" => {
                    clicks(&mut window, "Reduced motion");
                    window.sees("‹ on ›");
                }
                _ => {}
            }
            let leaves = if key == "Write a note" { "Keep it and go back" } else { "Esc back" };
            clicks(&mut window, leaves);
            window.sees("Enter open");
        }
    }
}

/// Returns how many bytes a key costs.
fn cost(window: &mut Window, key: &str) -> usize {
    let (said, before) = (window.raw.len(), window.screen());
    window.presses(key).changes(&before);
    let cursor = window.raw.len() - said;
    assert!(cursor > 0, "{key} does nothing:\n{before}");
    cursor
}

#[test]
fn moving_a_selection_costs_little() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at_home(folder.path(), 120, 40);
    for (keys, sees, leaves) in [
        ("/", "Type a few words", "esc"),
        ("g", "Glossary", "esc"),
        (",", "Settings", "esc"),
        ("ctrl-p", "What can be done here", "esc"),
        ("?", "Keys of this screen", "esc"),
        ("c", "contents", "esc"),
    ] {
        window.presses(keys).sees(sees);
        if keys == "/" {
            // Each letter may have a frame of its own: the last one is waited for.
            window.types("patient").sees("› patient_").sees("found");
        }
        // From the words typed into the list first.
        cost(&mut window, "down");
        for key in ["down", "down", "up"] {
            let bytes = cost(&mut window, key);
            assert!(bytes <= 120, "{sees}: {key} costs {bytes} bytes");
        }
        window.presses(leaves).sees("Enter open");
    }
    // From step to step; every theme costs the same order.
    for theme in ["light", "dark", "high-contrast"] {
        let folder = tempfile::tempdir().unwrap();
        let mut window = at_home(folder.path(), 120, 40);
        window.presses("q").ends();
        let themed = ["--theme", theme];
        let mut window = Setting { arguments: &themed, columns: 120, rows: 40, ..Setting::new(folder.path()) }.opens();
        window.sees("Enter open");
        let bytes = cost(&mut window, "down");
        assert!(bytes <= 120, "{theme}: {bytes} bytes");
    }
}

/// Returns what the program writes as its first screen.
fn first_bytes(environment: &[(&str, &str)], arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Setting { arguments, environment, ..Setting::new(folder.path()) }.opens();
    window.sees("Your name").presses("ctrl-c").ends();
    String::from_utf8_lossy(&window.raw).into_owned()
}

#[test]
fn colours_are_written_as_the_terminal_reads_them() {
    let dark = ["--theme", "dark"];
    let full = first_bytes(&[("COLORTERM", "truecolor")], &dark);
    assert!(full.contains("38;2;") && !full.contains("38;5;"), "{full:?}");
    let many = first_bytes(&[], &dark);
    assert!(many.contains("38;5;") && !many.contains("38;2;"), "{many:?}");
    for term in ["xterm", "linux", "screen", "vt220"] {
        let sixteen = first_bytes(&[("TERM", term)], &dark);
        assert!(sixteen.contains(";40m") && !sixteen.contains("38;"), "{term}: {sixteen:?}");
    }
    let own = first_bytes(&[("COLORTERM", "truecolor")], &[]);
    assert!(own.contains(";36m") && !own.contains("38;") && !own.contains("48;"), "{own:?}");
}

#[test]
fn without_colour_none_is_written_and_the_command_line_wins() {
    let coloured = |said: &str| {
        said.split("\x1b[0;").skip(1).any(|rest| {
            let numbers = rest.split('m').next().unwrap().split(';');
            numbers.filter_map(|number| number.parse::<u8>().ok()).any(|number| number >= 30)
        })
    };
    for (environment, arguments, expected) in [
        (&[("NO_COLOR", "1")][..], &[][..], false),
        (&[("NO_COLOR", "")], &[], true),
        (&[("NO_COLOR", "1")], &["--color", "always"], true),
        (&[], &["--color", "never"], false),
        (&[], &["--theme", "none"], false),
        (&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], &["--theme", "dark"], false),
        (&[], &[], true),
    ] {
        let said = first_bytes(environment, arguments);
        assert_eq!(coloured(&said), expected, "{environment:?} {arguments:?}: {said:?}");
    }
}

#[test]
fn what_is_printed_into_a_file_is_coloured_only_where_somebody_said_so() {
    let course = crate::root().join("tests/it/fixtures/check/B106");
    for (environment, arguments, expected) in [
        (&[][..], &[][..], false),
        (&[("CLICOLOR_FORCE", "1")], &[], true),
        (&[("CLICOLOR_FORCE", "0")], &[], false),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[], false),
        (&[("CLICOLOR_FORCE", "1")], &["--color", "never"], false),
        (&[("NO_COLOR", "1")], &["--color", "always"], true),
    ] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
        program.arg("check").arg(&course).args(arguments).env_clear().env("HOME", "/nonexistent").envs(environment.iter().copied());
        let said = program.output().unwrap();
        let said = String::from_utf8([said.stdout, said.stderr].concat()).unwrap();
        assert!(!said.is_empty());
        assert_eq!(said.contains("\x1b["), expected, "{environment:?} {arguments:?}: {said:?}");
    }
}

#[test]
fn a_cursor_stands_still_where_it_is_asked_to_and_is_given_back() {
    let still = first_bytes(&[], &["--reduced-motion"]);
    assert!(still.contains("\x1b[2 q") && still.rfind("\x1b[0 q") > still.rfind("\x1b[2 q"), "{still:?}");
    assert!(!first_bytes(&[], &[]).contains(" q"), "nothing is asked of a terminal that was not set");
}

#[test]
fn a_file_of_notes_is_written_and_what_steers_a_terminal_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let notes = |arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
        program.arg("notes").args(arguments).env_clear().env("BEDSIDE_DATA", folder.path()).env("HOME", folder.path());
        program.output().unwrap()
    };
    let none = notes(&[]);
    assert_eq!((none.status.code(), none.stdout.len()), (Some(1), 0));
    let mut window = at_home(folder.path(), 80, 24);
    window.presses("enter").sees("page 1 of").presses("n").sees("Write here").pastes("One\x1b[2J.\nTwo.");
    window.sees("Two.").presses("esc").sees("page 1 of").presses("ctrl-c").ends();
    let printed = String::from_utf8(notes(&[]).stdout).unwrap();
    assert!(printed.ends_with("\n\nOne[2J.\nTwo.\n") && !printed.contains('\x1b'), "{printed:?}");
    let file = folder.path().join("mine.md");
    let wrote = notes(&["--markdown", file.to_str().unwrap()]);
    assert_eq!((wrote.status.code(), wrote.stdout.len()), (Some(0), 0));
    assert_eq!(String::from_utf8(wrote.stderr).unwrap(), format!("your notes are in {}\n", file.display()));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), printed);
    let records = folder.path().join("bedside.db");
    let refused = notes(&["--markdown", records.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("a file of records is there; name another file"));
    assert_eq!(String::from_utf8(notes(&[]).stdout).unwrap(), printed, "the notes are there still");
}
