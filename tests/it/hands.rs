//! Every screen in a real terminal, by keys alone and by mouse alone; what a page turn costs, what an idle program does, and what becomes
//! of a screen that is pulled about.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::{Terminal, TerminalOptions, Viewport};
use rustix::process::Signal;

use crate::every_screen::variants;
use crate::half_made::asks;
use crate::root;
use crate::support::pty::{Setting, Window};

/// A course that has everything there is a screen for.
fn course(folder: &Path) {
    for part in ["lessons", "quizzes", "data"] {
        fs::create_dir_all(folder.join(part)).unwrap();
    }
    let write = |path: &str, text: &str| fs::write(folder.join(path), text).unwrap();
    write(
        "course.toml",
        "format = 1\nid = \"tour\"\ntitle = \"The tour\"\nversion = \"1.0\"\ncontact = \"education@example.org\"\norder = [\"ward\"]\n\
         [points]\nkeep = \"Nothing that was posted is gone.\"\n[attest]\ntext = \"I have read the policy.\"\n",
    );
    write("glossary.toml", "[terms]\nphi = \"What tells who a patient is.\"\n");
    let page = |title: &str, text: &str| format!("[[page]]\ntitle = \"{title}\"\ntext = \"{text}\"\n");
    let words = page("On the ward", "Nothing that is [PHI](term:phi) leaves it.");
    write("lessons/ward.toml", &format!("title = \"The ward\"\n{words}{}", page("At the door", "A zebra waits there.")));
    let story = "[[question]]\nid = \"story\"\nask = \"Play it.\"\nwhy = \"So.\"\nsee = \"ward#on-the-ward\"\n\
        [[question.scene]]\nid = \"door\"\ntext = \"The red light is on.\"\nchoices = '''\n- Step in -> told\n- Wave -> seen\n'''\n\
        [[question.scene]]\nid = \"told\"\nscore = 100\ntext = \"She is glad.\"\n[[question.scene]]\nid = \"seen\"\nscore = 20\ntext = \"She is not.\"\n";
    let copy =
        "[[question]]\nid = \"copy\"\nask = \"A deleted giraffe is gone.\"\ntests = \"keep\"\nanswer = false\nwhy = \"Somebody has it.\"\n";
    write("quizzes/ward.toml", &format!("pass = 50\nshuffle_options = false\n{story}{copy}"));
}

fn opens(folder: &Path) -> Window {
    let arguments = ["--course", folder.to_str().unwrap()];
    let data = folder.join("data");
    Setting { arguments: &arguments, ..Setting::new(&data) }.opens()
}

/// Somebody on the first page of a course.
fn reads(folder: &Path) -> Window {
    course(folder);
    let mut window = opens(folder);
    window.sees("Your name").types("Ada").presses("enter enter enter enter").sees("0 of 2 steps done").presses("enter");
    window.sees("page 1 of 2").sees("leaves it.");
    window
}

/// What leads somewhere: a key to press, or words to click on; `type:` before what has to be typed in either case.
struct Visit {
    /// What of `Route` it shows.
    shows: &'static [&'static str],
    keys: &'static str,
    clicks: &'static [&'static str],
    sees: &'static str,
}

const fn visit(shows: &'static [&'static str], keys: &'static str, clicks: &'static [&'static str], sees: &'static str) -> Visit {
    Visit { shows, keys, clicks, sees }
}

/// From the first start to the certificate, past every screen; each step begins where the one before ended.
const TOUR: &[Visit] = &[
    visit(&["Welcome"], "type:Ada", &["type:Ada"], "Ada"),
    visit(&["Home"], "enter enter enter enter", &["Begin"], "0 of 2 steps done"),
    visit(&["Lesson", "Page"], "enter", &["The ward"], "page 1 of 2"),
    visit(&["Term"], "tab enter", &["PHI"], "What tells who a patient is."),
    visit(&[], "esc", &["Enter close"], "c contents"),
    visit(&["Contents"], "c", &["c contents"], "At the door"),
    visit(&[], "down enter", &["At the door"], "A zebra waits there."),
    visit(&[], "enter", &["On to the quiz"], "begin"),
    visit(&["Quiz"], "enter", &["Enter begin"], "The red light is on."),
    visit(&[], "a", &["Step in"], "She is glad."),
    visit(&["Replay"], "end up enter", &["Play again from the start"], "This changes no score"),
    visit(&[], "esc", &["Esc back"], "Next question"),
    visit(&[], "end enter", &["Next question"], "A deleted giraffe is gone."),
    visit(&[], "a", &["True"], "Not right"),
    visit(&["Result"], "end enter", &["See the result"], "Passed."),
    visit(&["Redo"], "end up enter", &["Redo only what was wrong"], "Only what was not right"),
    visit(&[], "esc", &["Esc back"], "Passed."),
    visit(&["Attest"], "home enter end enter", &["On with the course", "sign the statement"], "I have read the policy."),
    visit(&["Certificate"], "type:Ada enter", &["type:Ada", "I sign this statement"], "Certificate of completion"),
    visit(&[], "esc", &["Esc back"], "2 of 2 steps done"),
    visit(&["Refresh"], "end up up enter", &["Refresh"], "Nothing is due now."),
    visit(&[], "esc", &["Esc back"], "2 of 2 steps done"),
    visit(&["Progress"], "p", &["Your progress"], "1 of 2 right"),
    visit(&[], "esc", &["Esc back"], "2 of 2 steps done"),
    visit(&["Search"], "/ type:giraffe", &["? help", "Search pages", "type:giraffe"], "1 found"),
    visit(&["Seen"], "enter", &["A deleted giraffe"], "Report something wrong with it"),
    visit(&["Report"], "end enter", &["Report something wrong with it"], "Nothing is sent from here"),
    visit(&[], "esc", &["Esc back"], "Not right"),
    visit(&[], "esc esc", &["Esc back", "Esc back"], "2 of 2 steps done"),
    visit(&["Glossary"], "g", &["? help", "The glossary"], "What tells who"),
    visit(&[], "esc", &["Esc back"], "2 of 2 steps done"),
    visit(&["Note"], "n type:Mine.", &["? help", "Write a note", "type:Mine."], "Mine."),
    visit(&[], "esc", &["Keep it and go back"], "2 of 2 steps done"),
    visit(&["Notes"], "N", &["? help", "All your notes"], "Mine."),
    visit(&[], "esc", &["Esc back"], "2 of 2 steps done"),
    visit(&["Settings"], ",", &["? help", "Settings: colors"], "Reduced motion"),
    visit(&[], "esc", &["Esc back"], "2 of 2 steps done"),
];

#[test]
fn the_tour_passes_every_screen() {
    let shown: BTreeSet<String> = TOUR.iter().flat_map(|visit| visit.shows).map(|name| (*name).to_owned()).collect();
    assert_eq!(shown, variants("src/journey/route.rs", "Route"));
}

#[test]
fn every_screen_is_taken_by_keys_alone() {
    let folder = tempfile::tempdir().unwrap();
    course(folder.path());
    let mut window = opens(folder.path());
    window.sees("Your name");
    for Visit { keys, sees, .. } in TOUR {
        for key in keys.split(' ') {
            match key.strip_prefix("type:") {
                Some(letters) => window.types(letters),
                None => window.presses_and_waits(key),
            };
        }
        window.sees(sees);
    }
    window.presses("q");
    assert_eq!((window.ends().exit_code(), window.left_on()), (0, Vec::new()));
}

#[test]
fn every_screen_is_taken_by_mouse_alone() {
    let folder = tempfile::tempdir().unwrap();
    course(folder.path());
    let mut window = opens(folder.path());
    window.sees("Your name");
    for Visit { clicks, sees, .. } in TOUR {
        for words in *clicks {
            match words.strip_prefix("type:") {
                Some(letters) => window.types(letters),
                None => window.finds_and_clicks(words),
            };
        }
        window.sees(sees);
    }
    window.clicks_on("q leave");
    assert_eq!((window.ends().exit_code(), window.left_on()), (0, Vec::new()));
}

/// Returns what stands on a screen as ratatui would be asked to draw it.
fn as_drawn(screen: &vt100::Screen) -> Buffer {
    let (rows, columns) = screen.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns.get(), rows.get()));
    for row in 0..rows.get() {
        for column in 0..columns.get() {
            let (Some(there), Some(cell)) = (screen.cell(row, column), buffer.cell_mut((column, row))) else { continue };
            if there.is_wide_continuation() {
                continue;
            }
            if there.has_contents() {
                cell.set_symbol(there.contents());
            }
            let colour = |colour| match colour {
                vt100::Color::Default => Color::Reset,
                vt100::Color::Idx(index) => Color::Indexed(index),
                vt100::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
            };
            let mut style = Style::new().fg(colour(there.fgcolor())).bg(colour(there.bgcolor()));
            for (is, modifier) in [
                (there.bold(), Modifier::BOLD),
                (there.dim(), Modifier::DIM),
                (there.italic(), Modifier::ITALIC),
                (there.underline(), Modifier::UNDERLINED),
                (there.inverse(), Modifier::REVERSED),
            ] {
                style = if is { style.add_modifier(modifier) } else { style };
            }
            cell.set_style(style);
        }
    }
    buffer
}

/// A writer that counts.
#[derive(Clone, Default)]
struct Counted(Rc<Cell<usize>>);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns the bytes that a bare ratatui program writes to turn from one screen to the other.
fn bare(before: &Buffer, after: &Buffer) -> usize {
    let count = Counted::default();
    let options = TerminalOptions { viewport: Viewport::Fixed(after.area) };
    let mut terminal = Terminal::with_options(CrosstermBackend::new(count.clone()), options).unwrap();
    terminal.draw(|frame| frame.buffer_mut().clone_from(before)).unwrap();
    let said = count.0.get();
    terminal.draw(|frame| frame.buffer_mut().clone_from(after)).unwrap();
    count.0.get() - said
}

#[test]
fn a_page_turn_costs_no_more_than_a_tenth_above_a_bare_redraw() {
    for theme in ["terminal", "dark"] {
        let folder = tempfile::tempdir().unwrap();
        let course = root().join("tests/it/fixtures/format");
        let arguments = ["--theme", theme, "--course", course.to_str().unwrap()];
        let environment = [("COLORTERM", "truecolor")];
        let setting = Setting { arguments: &arguments, environment: &environment, columns: 120, rows: 40, ..Setting::new(folder.path()) };
        let mut window = setting.opens();
        window
            .sees("Your name")
            .types("Ada")
            .presses("enter enter enter enter")
            .sees("Enter open")
            .presses("down down enter")
            .sees("page 1 of");
        let (mut ours, mut theirs) = (0, 0);
        for page in 2..=5 {
            let (before, said) = (as_drawn(window.parser.screen()), window.raw.len());
            window.presses("right").sees(&format!("page {page} of"));
            ours += window.raw.len() - said;
            theirs += bare(&before, &as_drawn(window.parser.screen()));
        }
        assert!(ours * 10 <= theirs * 11, "{theme}: {ours} bytes, a bare redraw {theirs}");
    }
}

/// Whether every thread of a process waits for something to happen, with no time after which it would wake up by itself.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn waits_for_ever(process: u32) -> Result<(), String> {
    for task in fs::read_dir(format!("/proc/{process}/task")).unwrap() {
        let told = fs::read_to_string(task.unwrap().path().join("syscall")).unwrap();
        let words: Vec<&str> = told.split_whitespace().collect();
        let argument = |place: usize| words.get(place + 1).copied().unwrap_or_default();
        let for_ever = match words.first().copied().unwrap_or_default() {
            // read and recvfrom have no time limit of their own
            "0" | "45" => true,
            // poll and epoll_wait: minus one
            "7" => argument(2) == "0xffffffff",
            "232" | "281" => argument(3) == "0xffffffff",
            // ppoll: no time given
            "271" => argument(2) == "0x0",
            // futex: no time given
            "202" => argument(3) == "0x0",
            _ => false,
        };
        if !for_ever {
            return Err(told);
        }
    }
    Ok(())
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn an_idle_program_sleeps_until_something_happens() {
    let folder = tempfile::tempdir().unwrap();
    course(folder.path());
    let mut window = opens(folder.path());
    for Visit { keys, sees, .. } in &TOUR[..14] {
        for key in keys.split(' ') {
            match key.strip_prefix("type:") {
                Some(letters) => window.types(letters),
                None => window.presses_and_waits(key),
            };
        }
        window.sees(sees);
        let process = window.process();
        let mut tries = 0;
        while let Err(told) = waits_for_ever(process) {
            tries += 1;
            assert!(tries < 200, "{sees}: it would wake up by itself: {told}");
            window.takes(Duration::from_millis(25));
        }
    }
}

#[test]
fn who_leaves_on_the_last_page_of_a_lesson_comes_back_to_it() {
    let folder = tempfile::tempdir().unwrap();
    reads(folder.path()).presses("right").sees("page 2 of 2").presses("q").ends();
    let mut window = opens(folder.path());
    window.sees("page 2 of 2").presses("q").ends();
    // From the list a lesson that is read begins anew.
    opens(folder.path()).sees("page 2 of 2").presses("esc").sees("read").presses("home enter").sees("page 1 of 2").presses("q").ends();
}

#[test]
fn a_storm_of_resizes_ends_in_the_screen_of_that_size() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = reads(folder.path());
    for number in 0..1000_u16 {
        window.resizes(20 + number * 7 % 130, 5 + number * 3 % 50);
    }
    for (columns, rows) in [(80, 24), (40, 12), (140, 40)] {
        window.resizes(columns, rows).waits("the whole page", |screen| screen.contains("page 1 of 2") && screen.contains("leaves it."));
        let stormy = window.rows();
        let arguments = ["--course", folder.path().to_str().unwrap()];
        let data = folder.path().join("data");
        let mut calm = Setting { arguments: &arguments, columns, rows, ..Setting::new(&data) }.opens();
        calm.sees("page 1 of 2").sees("leaves it.");
        assert_eq!(stormy, calm.rows(), "{columns} x {rows}");
        calm.presses("q").ends();
    }
    window.presses("right").sees("page 2 of 2").presses("q").ends();
}

#[test]
fn a_window_made_small_and_large_again_at_once_shows_the_whole_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = reads(folder.path());
    let before = window.rows();
    for _ in 0..10 {
        // A terminal forgets what no longer fits; the program may see only the last of the sizes, which is the one it knows.
        window
            .resizes(20, 5)
            .resizes(80, 24)
            .waits("the whole page", |screen| screen.contains("page 1 of 2") && screen.contains("leaves it."));
        assert_eq!(window.rows(), before);
    }
    window.presses("q").ends();
}

#[test]
fn a_note_survives_the_signals_that_end_a_session() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let folder = tempfile::tempdir().unwrap();
        course(folder.path());
        let mut window = opens(folder.path());
        window.sees("Your name").types("Ada").presses("enter enter enter enter").sees("0 of 2 steps done");
        window.presses("n").sees("Write here").types("Half a thought").sees("Half a thought");
        window.signal(signal).ends();
        assert_eq!(window.left_on(), [""; 0]);
        let mut again = opens(folder.path());
        again.sees("Enter open").presses("N").sees("Half a thought").presses("esc").sees("0 of 2 steps done").presses("q").ends();
    }
}

#[test]
fn a_half_made_answer_survives_the_signals_that_end_a_session() {
    let (home, course) = (tempfile::tempdir().unwrap(), asks("several-of-them"));
    let arguments = ["--course", course.path().to_str().unwrap()];
    let opens = || Setting { arguments: &arguments, ..Setting::new(home.path()) }.opens();
    let mut window = opens();
    window.sees("Your name").types("Ada").presses("enter enter enter enter").sees("0 of 1 steps done").presses("enter").sees("Enter begin");
    window.presses("enter").sees("[ ] A").presses("q").ends();
    for (signal, letter) in [(Signal::TERM, "a"), (Signal::HUP, "b"), (Signal::INT, "c")] {
        let mut window = opens();
        window.sees("What must be settled").presses(letter).sees(&format!("[x] {}", letter.to_uppercase()));
        window.signal(signal).ends();
        assert_eq!(window.left_on(), [""; 0]);
    }
    opens().sees("[x] A").sees("[x] B").sees("[x] C").presses("q").ends();
}

#[test]
fn another_language_in_the_settings_is_on_the_whole_screen_at_once() {
    let folder = tempfile::tempdir().unwrap();
    course(folder.path());
    let mut window = opens(folder.path());
    window.sees("Your name").types("Ada").presses("enter enter enter enter").sees("0 of 2 steps done").presses(",").sees("Settings");
    window.finds_and_clicks("Language").sees("‹ English ›").finds_and_clicks("Language").sees("Ajustes");
    window
        .waits("no English", |screen| !["Settings", "Reduced motion", "back", "help", "change"].iter().any(|words| screen.contains(words)));
    window.presses("esc").sees("0 de 2 pasos hechos").waits("no English", |screen| !screen.contains("steps") && !screen.contains("leave"));
    window.presses("q").ends();
    opens(folder.path()).sees("0 de 2 pasos hechos").presses("q").ends();
}
