//! Work on many things at once, with answers in the order of the things.

use std::iter;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::source::{Content, Files};

/// From how many bytes on more than one hand is worth while: beginning a thread takes as long as reading some ten thousand bytes.
const WORTH_A_HAND: usize = 100_000;

/// How many hands there are at most; more would cost more than they save.
const MOST: usize = 4;

/// Returns how many hands should share the work on so many bytes.
pub(super) fn hands(bytes: usize) -> usize {
    if bytes < WORTH_A_HAND { 1 } else { thread::available_parallelism().map_or(1, NonZero::get).min(MOST) }
}

/// Returns how many hands should share the work on a whole course.
pub(super) fn hands_for(files: &Files) -> usize {
    hands(files.texts.values().map(|content| if let Content::Text(text) = content { text.len() } else { 0 }).sum())
}

/// Does two things, at once where there are hands for it.
pub(super) fn both(hands: usize, one: impl FnOnce() + Send, other: impl FnOnce()) {
    if hands < 2 {
        one();
        other();
        return;
    }
    thread::scope(|scope| {
        scope.spawn(one);
        other();
    });
}

/// Does the same work on each thing.
pub(super) fn each<Thing: Sync, Answer: Send>(things: &[Thing], hands: usize, work: impl Fn(&Thing) -> Answer + Sync) -> Vec<Answer> {
    each_while(things, hands, &mut || true, work).unwrap_or_default()
}

/// Does the same work on each thing as long as somebody `waits` for it, which is asked before each; `None` when nobody does any more.
pub(super) fn each_while<Thing: Sync, Answer: Send>(
    things: &[Thing],
    hands: usize,
    waits: &mut dyn FnMut() -> bool,
    work: impl Fn(&Thing) -> Answer + Sync,
) -> Option<Vec<Answer>> {
    // Each hand takes the next thing when it is done with one, so that none is left with all the long ones.
    let (work, next) = (&work, &AtomicUsize::new(0));
    let every = move |goes_on: &mut dyn FnMut() -> bool| {
        let own = iter::from_fn(|| goes_on().then(|| next.fetch_add(1, Ordering::Relaxed)).filter(|place| *place < things.len()));
        own.filter_map(|place| Some((place, work(things.get(place)?)))).collect::<Vec<(usize, Answer)>>()
    };
    let mut answers = thread::scope(|scope| {
        let others: Vec<_> = (1..hands).map(|_| scope.spawn(move || every(&mut || true))).collect();
        let mut answers = every(&mut || {
            let goes_on = waits();
            if !goes_on {
                next.store(things.len(), Ordering::Relaxed); // the other hands find nothing more
            }
            goes_on
        });
        for hand in others {
            answers.extend(hand.join().unwrap_or_else(|fallen| resume_unwind(fallen)));
        }
        answers
    });
    answers.sort_by_key(|(place, _)| *place);
    (answers.len() == things.len()).then(|| answers.into_iter().map(|(_, answer)| answer).collect())
}
