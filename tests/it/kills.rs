//! Killed at any moment, the program loses nothing that it showed as kept: 500 kills of a scripted run, at moments drawn by lot. It is one
//! of the attacks of `tests/faults`, which makes more of them, and worse ones.

#[path = "../faults/kills.rs"]
mod attack;
#[path = "../faults/ledger.rs"]
mod ledger;
#[path = "../faults/luck.rs"]
mod luck;
#[expect(dead_code, reason = "the other attacks use the rest of it")]
#[path = "../faults/script.rs"]
mod script;

use crate::support::pty;

/// How many kills; every one is followed by a look at the database.
const KILLS: usize = 500;

#[test]
fn what_was_drawn_as_answered_is_in_the_journal_after_every_kill() {
    let tally = attack::make(KILLS);
    assert!(tally.is_whole(), "{tally:?}");
    assert_eq!(tally.runs, KILLS);
    assert!(tally.shown > 100, "the script answered only {} questions before its kills: it proves little", tally.shown);
}
