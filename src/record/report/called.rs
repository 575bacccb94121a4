//! What the roster calls everybody, to be held against what a learner who typed the same staff id says: a slip of one digit makes somebody
//! else complete.

use std::hash::{BuildHasher, RandomState};

use serde::Serialize;

use crate::journey::LearnerId;
use crate::record::roster::{Person, likeness};

use super::likely::{Place, Says, mailbox, span};

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

/// What stands between the names of many people, and tells nobody from another. Single letters and `do` are no words of a name as it is.
const PARTICLES: [&str; 21] = [
    "al", "bin", "da", "das", "de", "del", "den", "der", "des", "di", "dos", "du", "el", "ibn", "la", "las", "le", "los", "st", "van",
    "von",
];

/// Calls `visit` with each word of a name that tells whose it is: the particles only where there is nothing else.
fn telling(name: &str, mut visit: impl FnMut(&str)) {
    let mut any = false;
    likeness::words(name, |word| {
        if !PARTICLES.contains(&word) {
            any = true;
            visit(word);
        }
    });
    if !any {
        likeness::words(name, visit);
    }
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
        telling(&person.name, |word| words.push(short(luck, word)));
        self.ends.push(self.words.len());
        let mailbox = mailbox(&person.mail).map(|name| short(&self.luck, &name));
        self.mailboxes.push(mailbox);
    }

    /// Says whether a learner goes by a word of that person's name, or by their mailbox; `None` where the one or the other has no name.
    pub(super) fn is_like(&self, place: Place, says: Says<'_>) -> Option<bool> {
        let name = self.words.get(span(&self.ends, place)?).filter(|name| !name.is_empty())?;
        let (mut any, mut same) = (false, false);
        telling(says.name, |word| {
            any = true;
            same |= name.contains(&short(&self.luck, word));
        });
        let mailbox = self.mailboxes.get(usize::try_from(place).ok()?).copied().flatten();
        let has_mailbox = || mailbox.is_some_and(|mailbox| mailbox == short(&self.luck, &says.mailbox()));
        any.then(|| same || has_mailbox())
    }
}

#[expect(clippy::cast_possible_truncation, reason = "half of the number is as good")]
fn short(luck: &RandomState, word: &str) -> u32 {
    luck.hash_one(word) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_like(on_the_roster: &str, in_the_records: &str) -> Option<bool> {
        let mut called = Called::default();
        called.expect(&Person { name: on_the_roster.to_owned(), ..Person::default() });
        called.is_like(0, Says { name: in_the_records, ..Says::default() })
    }

    #[test]
    fn what_stands_between_names_makes_nobody_alike() {
        for (one, other) in
            [("Maria de la Cruz", "Juan de la Vega"), ("Joost van der Berg", "Ans van der Meer"), ("E. do Carmo", "J. do Vale")]
        {
            assert_eq!(is_like(one, other), Some(false), "{one}, {other}");
        }
        for (one, other) in [("Maria de la Cruz", "CRUZ, María"), ("De La", "Ana de la"), ("El", "el")] {
            assert_eq!(is_like(one, other), Some(one != "De La"), "{one}, {other}");
        }
        assert_eq!(is_like("Van Le", "Le"), Some(true));
    }
}
