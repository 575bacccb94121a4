//! Killed at any moment, on the full screen, with no warning.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use std::time::{Duration, Instant};

use bedside::journey::Fact;

use super::ledger::{Kept, Tally};
use super::luck::Luck;
use super::pty::{Setting, Window};
use super::script::{Desk, reasons};

/// How many run side by side, each on a database of its own.
const HANDS: usize = 4;

/// After how many kills a hand begins with a new learner: a journal that grew with all of them would be what takes the time.
const OF_A_LEARNER: usize = 25;

pub(crate) fn make(runs: usize) -> Tally {
    let desk = Desk::new();
    let desk = &desk;
    std::thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS).map(|hand| scope.spawn(move || one_hand(desk, hand, runs.div_ceil(HANDS)))).collect();
        hands.into_iter().map(|hand| hand.join().unwrap()).fold(Tally::default(), Tally::and)
    })
}

fn one_hand(desk: &Desk, hand: usize, runs: usize) -> Tally {
    let mut luck = Luck::new(hand);
    let learners = (0..runs).step_by(OF_A_LEARNER).enumerate();
    learners
        .map(|(learner, from)| one_learner(desk, &format!("data-{hand}-{learner}"), from..runs.min(from + OF_A_LEARNER), &mut luck))
        .fold(Tally::default(), Tally::and)
}

/// A learner who begins, and whose program is killed over and over while it works on the same journal.
fn one_learner(desk: &Desk, called: &str, runs: Range<usize>, luck: &mut Luck) -> Tally {
    let (course, data) = (desk.course(), desk.data(called));
    let mut first = Setting { arguments: &["--course", course.to_str().unwrap()], ..Setting::new(&data) }.opens();
    first.sees("Your name").types("Ada").presses("enter enter enter enter").sees("Quiz").presses("q").ends();
    let (mut tally, mut before) = (Tally::default(), 0);
    for run in runs {
        // One in four dies while it starts; the others once they have shown something.
        let drawn = plays_until_killed(&course, &data, run % 4 > 0, Duration::from_millis(luck.below(300)));
        let kept = Kept::of(&data).unwrap();
        // What a run shows was answered in it, or in the attempt that it came back to.
        let events = &kept.events;
        let attempt = events.iter().take(before).rposition(|event| matches!(event.fact, Fact::AttemptStarted { .. })).unwrap_or(0);
        let since = events.iter().take(attempt).filter(|event| matches!(event.fact, Fact::QuestionAnswered { .. })).count();
        let there: BTreeSet<usize> = kept.answers.iter().skip(since).map(|(_, question)| *question).collect();
        tally.runs += 1;
        tally.struck += usize::from(!drawn.is_empty());
        tally.shown += drawn.len();
        tally.lost += drawn.difference(&there).count();
        tally.expect(events.len() >= before, || format!("after kill {run} an event is gone"));
        tally.holds_in_order(&[], &kept, 0);
        before = events.len();
    }
    tally
}

/// Enter answers "True", Enter goes on, until the moment comes. Returns the questions whose reasons whole frames have shown: a frame
/// that was cut off was never on the screen.
fn plays_until_killed(course: &Path, data: &Path, has_begun: bool, moment: Duration) -> BTreeSet<usize> {
    let mut window: Window = Setting { arguments: &["--course", course.to_str().unwrap()], ..Setting::new(data) }.opens();
    if has_begun {
        window.waits("the first frame", |screen| !screen.is_empty());
    }
    let end = Instant::now() + moment;
    while Instant::now() < end {
        window.types("\r").takes(Duration::from_millis(3).min(end.saturating_duration_since(Instant::now())));
    }
    window.dies();
    let said = String::from_utf8_lossy(&window.raw).into_owned();
    reasons(said.rsplit_once("\x1b[?2026l").map_or("", |(whole, _)| whole)).into_iter().collect()
}
