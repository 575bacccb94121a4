//! A signal on every screen: the terminal is whole afterwards, the program has died by that signal, and the next start comes back.

use rustix::process::Signal;

use super::ledger::Tally;
use super::pty::{Setting, Window};
use super::script::{Desk, copy};

/// Every screen of the shipped course: the keys that lead to it from Home, and words that then stand there.
const SCREENS: [(&str, &str); 12] = [
    ("home", "Why be there at all"),
    ("enter", "page 1 of"),
    ("?", "Keys of this screen"),
    ("c", "contents"),
    ("end enter", "Your certificate"),
    ("f5 c o n s e n t", "found"),
    ("f6", "Glossary"),
    ("f7", "note"),
    ("f8", "Notes"),
    ("f9", "Settings"),
    ("ctrl-p", "What can be done here"),
    ("r", "Report something wrong"),
];

/// Every screen of a quiz: the keys that lead to it from the Home of the small course.
const QUIZ: [(&str, &str); 4] = [
    ("enter", "12 questions"),
    ("enter enter", "Question 1 of 12"),
    ("enter enter enter", "reason00reason"),
    (
        "enter enter enter enter enter enter enter enter enter enter enter enter enter enter enter enter enter enter enter enter enter enter \
         enter enter enter enter",
        "Not yet passed",
    ),
];

/// What ends the program, and what its parent is then told.
const SIGNALS: [(Signal, &str); 3] = [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup"), (Signal::INT, "Interrupt")];

pub(crate) fn make(times: usize) -> Tally {
    let desk = Desk::new();
    let course = desk.course();
    let small = ["--course", course.to_str().unwrap()];
    let mut tally = Tally::default();
    for (arguments, home, screens) in [(&[][..], "Why be there at all", &SCREENS[..]), (&small[..], "Quiz", &QUIZ[..])] {
        let begun = desk.data(home);
        let mut first = Setting { arguments, ..Setting::new(&begun) }.opens();
        first.sees("Your name").types("Ada").presses("enter enter enter enter").sees(home).presses("q").ends();
        for (keys, words) in screens.iter().cycle().take(screens.len() * times) {
            for (signal, name) in SIGNALS {
                let data = desk.data("data");
                copy(&begun, &data);
                let here = format!("{name} where «{words}» stands");
                let mut window = Setting { arguments, ..Setting::new(&data) }.opens();
                window.sees(home);
                one_by_one(&mut window, keys);
                let status = window.sees(words).signal(signal).ends();
                tally.runs += 1;
                tally.struck += usize::from(status.signal().is_some());
                tally.expect(status.signal() == Some(name), || format!("{here}: it ended with {status:?}"));
                tally.expect(window.left_on().is_empty(), || format!("{here}: left on: {:?}", window.left_on()));
                let again = Setting { arguments, ..Setting::new(&data) }
                    .opens()
                    .waits("a screen", |screen| screen.len() > 100)
                    .presses("ctrl-c")
                    .ends();
                tally.expect(again.success(), || format!("{here}: the next start ended with {again:?}"));
                std::fs::remove_dir_all(&data).unwrap();
            }
        }
    }
    tally
}

/// Presses keys as a hand does, each when the screen of the one before has come.
fn one_by_one(window: &mut Window, keys: &str) {
    for key in keys.split_whitespace() {
        window.presses(key).waits("a whole frame", |_| true);
    }
}
