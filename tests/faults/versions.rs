//! A newer program changes the database while this one has it open, and two windows of this one answer the same attempt.

use std::collections::BTreeSet;

use bedside::id::QuestionId;
use bedside::journey::{AttemptId, Fact, Progress};
use bedside::store::FILE;
use rusqlite::Connection;

use super::ledger::{Kept, Tally};
use super::luck::Luck;
use super::pty::{Setting, Window};
use super::script::{Desk, QUESTIONS, reasons};

pub(crate) fn make(runs: usize) -> Tally {
    let desk = Desk::new();
    let mut luck = Luck::new(runs);
    (0..runs).fold(Tally::default(), |tally, run| {
        let number = format!("data-{run}");
        if run % 2 == 0 { newer_comes(&desk, &number, &mut luck, tally) } else { two_windows(&desk, &number, &mut luck, tally) }
    })
}

/// A newer program brings the database up between two answers; later the old one is put back in its place.
fn newer_comes(desk: &Desk, name: &str, luck: &mut Luck, mut tally: Tally) -> Tally {
    let (course, data) = (desk.course(), desk.data(name));
    let arguments = ["--course", course.to_str().unwrap()];
    let mut window = at_the_quiz(Setting { arguments: &arguments, ..Setting::new(&data) });
    let when = usize::try_from(luck.below(QUESTIONS as u64 - 1)).unwrap();
    for question in 0..when {
        answers(&mut window, question);
    }
    window.sees(&asks(when));
    let version = |number: Option<i64>| {
        let database = Connection::open(data.join(FILE)).unwrap();
        let before: i64 = database.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        database.pragma_update(None, "user_version", number.unwrap_or(before)).unwrap();
        before
    };
    let ours = version(Some(99));
    window.presses("enter").sees("newer bedside");
    tally.struck += 1;
    tally.expect(!window.screen().contains(&format!("reason{when:02}reason")), || "a reason was shown for what was not kept".to_owned());
    version(Some(ours));
    answers(&mut window, when);
    window.presses("q").ends();
    judge(&[&window], &data, &mut tally);
    tally
}

/// Two windows answer the same attempt, by turns drawn by lot.
fn two_windows(desk: &Desk, name: &str, luck: &mut Luck, mut tally: Tally) -> Tally {
    let (course, data) = (desk.course(), desk.data(name));
    let arguments = ["--course", course.to_str().unwrap()];
    let setting = || Setting { arguments: &arguments, ..Setting::new(&data) };
    let mut windows = [at_the_quiz(setting()), setting().opens()];
    windows[1].sees(&asks(0));
    for _ in 0..2 * QUESTIONS {
        let window = &mut windows[usize::from(luck.below(2) == 1)];
        window.presses("enter").waits("an answer to the key", |_| true);
    }
    for window in &mut windows {
        window.presses("ctrl-c").ends();
    }
    tally.struck += 1;
    let [one, other] = &windows;
    judge(&[one, other], &data, &mut tally);
    tally
}

fn judge(windows: &[&Window], data: &std::path::Path, tally: &mut Tally) {
    let kept = Kept::of(data).unwrap();
    let there: BTreeSet<usize> = kept.answers.iter().map(|(_, question)| *question).collect();
    for window in windows {
        let shown: BTreeSet<usize> = reasons(&String::from_utf8_lossy(&window.raw)).into_iter().collect();
        tally.shown += shown.len();
        tally.lost += shown.difference(&there).count();
        tally.expect(window.left_on().is_empty(), || format!("the terminal was left with {:?}", window.left_on()));
    }
    tally.runs += 1;
    if windows.len() == 1 {
        tally.holds_in_order(&[], &kept, 0);
    } else {
        // Each window may keep an answer to the same question; the first one counts, and it alone.
        tally.doubled += counted_but_not_first(&kept);
        tally.expect(kept.is_sound, || "the database is not sound".to_owned());
    }
}

/// How many answers count that are not the first to their question in their attempt.
fn counted_but_not_first(kept: &Kept) -> usize {
    let progress = Progress::replay(&kept.events);
    let counted = progress
        .attempts
        .iter()
        .flat_map(|attempt| attempt.answers.iter().map(move |(question, answer)| (attempt.id, question, answer.at)));
    let first = |id: AttemptId, asked: &QuestionId| {
        kept.events
            .iter()
            .find(|event| matches!(&event.fact, Fact::QuestionAnswered { attempt, question, .. } if *attempt == id && question == asked))
    };
    counted.filter(|(id, question, at)| first(*id, question).is_none_or(|event| event.at != *at)).count()
}

fn at_the_quiz(setting: Setting<'_>) -> Window {
    let mut window = setting.opens();
    window.sees("Your name").types("Ada").presses("enter enter enter enter").sees("Quiz").presses("enter").sees("12 questions");
    window.presses("enter").sees(&asks(0));
    window
}

fn asks(question: usize) -> String {
    format!("Question {} of {QUESTIONS}", question + 1)
}

fn answers(window: &mut Window, question: usize) {
    window.sees(&asks(question)).presses("enter").waits("a reason", |screen| screen.contains("reason"));
    window.presses("enter");
}
