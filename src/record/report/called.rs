//! What the roster calls everybody, to be held against what a learner who typed the same staff id says: a slip of one digit makes somebody
//! else complete.

use std::hash::{BuildHasher, RandomState};

use serde::Serialize;

use crate::journey::LearnerId;
use crate::record::roster::{Person, likeness};

use super::likely::{Place, Says, mailbox};

/// A learner who typed the staff id of somebody whom the roster calls otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Unlike {
    /// The staff id on the roster.
    pub staff_id: String,
    /// The learner in the records.
    pub learner_id: LearnerId,
    /// The name in the records.
    pub name: String,
}

/// The words of the names on a roster and its mailboxes, in its order. Numbers drawn by luck stand for them: two words of one number let a
/// slip pass in four thousand million cases once.
#[derive(Debug, Default)]
pub(super) struct Called {
    words: Vec<u32>,
    /// Where the words of each person end.
    ends: Vec<usize>,
    mailboxes: Vec<Option<u32>>,
    luck: RandomState,
}

impl Called {
    /// Takes in the next person on the roster.
    pub(super) fn expect(&mut self, person: &Person) {
        let Self { words, luck, .. } = self;
        likeness::words(&person.name, |word| words.push(short(luck, word)));
        self.ends.push(self.words.len());
        let mailbox = mailbox(&person.mail).map(|name| short(&self.luck, &name));
        self.mailboxes.push(mailbox);
    }

    /// Says whether a learner goes by a word of that person's name, or by their mailbox; `None` where the one or the other has no name.
    pub(super) fn is_like(&self, place: Place, says: Says<'_>) -> Option<bool> {
        let place = usize::try_from(place).ok()?;
        let from = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let name = self.words.get(from..*self.ends.get(place)?).filter(|name| !name.is_empty())?;
        let (mut any, mut same) = (false, false);
        likeness::words(says.name, |word| {
            any = true;
            same |= name.contains(&short(&self.luck, word));
        });
        let account = || Some(short(&self.luck, says.account.trim().to_lowercase().split('@').next()?));
        let has_mailbox = || self.mailboxes.get(place).is_some_and(|mailbox| mailbox.is_some() && *mailbox == account());
        any.then(|| same || has_mailbox())
    }
}

#[expect(clippy::cast_possible_truncation, reason = "half of the number is as good")]
fn short(luck: &RandomState, word: &str) -> u32 {
    luck.hash_one(word) as u32
}
