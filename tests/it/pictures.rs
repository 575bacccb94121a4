//! Pictures in lessons and questions on the real program: pixels where the terminal can show them, words everywhere.

use std::fs;
use std::path::Path;

use image::{Rgb, RgbImage};

use crate::support::pty::{Setting, Window, flat};

const ALT: &str = "A whiteboard with three beds, a name beside each";

/// A course with a picture on its first page and above its first question, and a file that is no picture on the second page.
fn course(folder: &Path) {
    for part in ["lessons", "quizzes", "img"] {
        fs::create_dir_all(folder.join(part)).unwrap();
    }
    let write = |path: &str, text: &str| fs::write(folder.join(path), text).unwrap();
    write("course.toml", "format = 1\nid = \"boards\"\ntitle = \"Boards\"\nversion = \"1.0\"\n");
    let page =
        |title: &str, file: &str| format!("[[page]]\ntitle = \"{title}\"\ntext = \"Look.\"\nimage = \"img/{file}\"\nalt = \"{ALT}\"\n");
    write("lessons/board.toml", &format!("title = \"The board\"\n{}{}", page("On the wall", "board.png"), page("Torn", "torn.png")));
    write(
        "quizzes/board.toml",
        &format!(
            "shuffle_options = false\n[[question]]\nid = \"who\"\nimage = \"img/board.png\"\nalt = \"{ALT}\"\nask = \"Who is named?\"\nwhy = \"All three.\"\n\
             options = '''\n- [x] Three patients\n- [ ] Nobody'''\n"
        ),
    );
    RgbImage::from_fn(320, 160, |x, y| if (x / 40 + y / 40) % 2 == 0 { Rgb([250, 250, 240]) } else { Rgb([20, 60, 160]) })
        .save(folder.join("img/board.png"))
        .unwrap();
    write("img/torn.png", "\u{89}PNG and then nothing of the kind");
}

fn opened(folder: &Path, environment: &[(&str, &str)], arguments: &[&str]) -> Window {
    course(folder);
    let path = folder.to_str().unwrap().to_owned();
    let arguments: Vec<&str> = ["--course", &path].into_iter().chain(arguments.iter().copied()).collect();
    let mut window = Setting { arguments: &arguments, environment, ..Setting::new(folder) }.opens();
    window.sees("Your name").types("Ada").presses("enter enter enter enter").sees("The board").presses("enter").sees("On the wall");
    window
}

fn wrote(window: &Window, bytes: &str) -> bool {
    window.raw.windows(bytes.len()).any(|part| part == bytes.as_bytes())
}

#[test]
fn a_picture_is_drawn_in_blocks_on_a_page_and_above_a_question_with_its_words_below() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = opened(folder.path(), &[("COLORTERM", "truecolor")], &[]);
    window.sees("▀").sees(&format!("Picture: {ALT}"));
    window.presses("right").sees("Torn").sees("Picture: A whiteboard");
    assert!(!window.screen().contains('▀'), "what is no picture has its words alone");
    window.presses("right").sees("begin").presses("end enter").sees("Who is named?").sees("▀").sees("Picture: A whiteboard");
    window.presses("a").sees("Right.").presses("pgdn").sees("All three.").presses("q").ends();
    assert_eq!(window.left_on(), [""; 0]);
}

#[test]
fn the_terminal_chooses_how_pixels_come() {
    for (environment, begins) in [
        ([("TERM", "xterm-kitty"), ("COLORTERM", "truecolor")], "\x1b_G"),
        ([("TERM_PROGRAM", "iTerm.app"), ("COLORTERM", "truecolor")], "\x1b]1337;File="),
        ([("TERM", "foot"), ("COLORTERM", "truecolor")], "\x1bP"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut window = opened(folder.path(), &environment, &[]);
        window.waits("pixels", |_| true);
        while !wrote(&window, begins) {
            window.takes(std::time::Duration::from_secs(5));
        }
        let once = window.raw.len();
        window.presses("?").sees("Esc").presses("esc").sees("On the wall").presses("q").ends();
        assert!(window.raw.len() > once);
        assert!(flat(&window.screen()).is_empty() || window.left_on().is_empty());
    }
}

#[test]
fn words_alone_stand_where_pixels_cannot_be_shown_or_are_not_wanted() {
    for (environment, arguments) in [
        (&[("TERM", "xterm-256color")][..], &[][..]),
        (&[("COLORTERM", "truecolor"), ("NO_COLOR", "1")], &[]),
        (&[("COLORTERM", "truecolor")], &["--pictures", "off"]),
        (&[("TERM", "screen"), ("TERM_PROGRAM", "iTerm.app")], &[]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut window = opened(folder.path(), environment, arguments);
        window.sees(&format!("Picture: {ALT}")).presses("right").sees("Torn");
        window.presses("q").ends();
        assert!(!wrote(&window, "▀") && !wrote(&window, "\x1b_G") && !wrote(&window, "\x1b]1337") && !wrote(&window, "\x1bP"));
    }
}

#[test]
fn scrolling_and_a_panel_leave_no_pixels_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = opened(folder.path(), &[("COLORTERM", "truecolor")], &[]);
    window.resizes(60, 14).waits("the smaller picture", |screen| screen.contains("beside each") && screen.contains("more below"));
    let before = flat(&window.screen());
    window.presses("?").waits("the keys", |screen| screen.contains("Esc") && *screen != before);
    window.presses("esc").waits("the page as it was", |screen| *screen == before);
    window.presses("pgdn").waits("scrolled", |screen| *screen != before);
    window.presses("home").waits("the page as it was", |screen| *screen == before);
    window.presses("q").ends();
}
