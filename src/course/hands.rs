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

/// Returns where the part of a hand begins, where so many hands share so many things.
const fn begin(hand: usize, hands: usize, things: usize) -> usize {
    things * hand / hands
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
    // Each hand has a part of its own, one after the other, so that it finds there what it left there; and it helps with the parts of the
    // others when it is done, so that none is left with all the long ones.
    let parts: Vec<(AtomicUsize, usize)> =
        (0..hands).map(|hand| (AtomicUsize::new(begin(hand, hands, things.len())), begin(hand + 1, hands, things.len()))).collect();
    let (work, parts) = (&work, &parts);
    let take = move |hand: usize| {
        let mut own_first = parts.iter().cycle().skip(hand).take(parts.len());
        own_first.find_map(|(next, end)| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|place| place < end))
    };
    let every = move |hand: usize, goes_on: &mut dyn FnMut() -> bool| {
        let own = iter::from_fn(|| goes_on().then(|| take(hand)).flatten());
        own.filter_map(|place| Some((place, work(things.get(place)?)))).collect::<Vec<(usize, Answer)>>()
    };
    let mut answers = thread::scope(|scope| {
        let others: Vec<_> = (1..hands).map(|hand| scope.spawn(move || every(hand, &mut || true))).collect();
        let mut answers = every(0, &mut || {
            let goes_on = waits();
            if !goes_on {
                for (next, end) in parts {
                    next.store(*end, Ordering::Relaxed); // the other hands find nothing more
                }
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
