//! What the roster calls everybody, to be held against what a learner who typed the same staff id says: a slip of one digit makes somebody
//! else complete.

use serde::Serialize;

use crate::journey::LearnerId;

use super::likely::{Place, Says, span};
use super::print::{Name, Press, Print};

/// A learner who typed the staff id of somebody whom the roster calls otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Unlike {
    /// The staff id on the roster.
    pub staff_id: String,
    /// The learner in the records.
    pub learner_id: LearnerId,
    /// The name in the records.
    pub name: String,
    /// What the roster calls the one of that staff id.
    pub on_the_roster: String,
    /// The staff id of the only one on the roster who goes by the name in the records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namesake: Option<String>,
}

/// The words of the names on a roster and its mailboxes, in its order. Half of a number is as good for them: two words of one half let a
/// slip pass in four thousand million cases once.
#[derive(Debug, Default)]
pub(super) struct Called {
    words: Vec<u32>,
    /// Where the words of each person end.
    ends: Vec<usize>,
    mailboxes: Vec<Option<u32>>,
}

impl Called {
    /// Takes in the next person on the roster.
    pub(super) fn expect(&mut self, name: &Name, mailbox: Option<Print>) {
        self.words.extend(name.telling().map(half));
        self.ends.push(self.words.len());
        self.mailboxes.push(mailbox.map(half));
    }

    /// Says whether a learner goes by a word of that person's name, or by their mailbox; `None` where the one or the other has no name.
    pub(super) fn is_like(&self, place: Place, says: Says<'_>, press: &Press) -> Option<bool> {
        let called = self.words.get(span(&self.ends, place)?).filter(|name| !name.is_empty())?;
        let name = press.name(says.name);
        let mut any = false;
        let same = name.telling().inspect(|_| any = true).any(|word| called.contains(&half(word)));
        let mailbox = self.mailboxes.get(usize::try_from(place).ok()?).copied().flatten();
        let has_mailbox = || mailbox.is_some_and(|mailbox| mailbox == half(press.account(says.account)));
        any.then(|| same || has_mailbox())
    }
}

/// Whether two names may be one person's; `None` where one of them is none.
#[must_use]
pub fn may_be_one(one: &str, other: &str) -> Option<bool> {
    let (mut called, press) = (Called::default(), Press::default());
    called.expect(&press.name(one), None);
    called.is_like(0, Says { name: other, ..Says::default() }, &press)
}

#[expect(clippy::cast_possible_truncation, reason = "half of the number is as good")]
const fn half(print: Print) -> u32 {
    print as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_names_makes_nobody_alike() {
        for (one, other) in
            [("Maria de la Cruz", "Juan de la Vega"), ("Joost van der Berg", "Ans van der Meer"), ("E. do Carmo", "J. do Vale")]
        {
            assert_eq!(may_be_one(one, other), Some(false), "{one}, {other}");
        }
        for (one, other) in [("Maria de la Cruz", "CRUZ, María"), ("De La", "Ana de la"), ("El", "el")] {
            assert_eq!(may_be_one(one, other), Some(one != "De La"), "{one}, {other}");
        }
        assert_eq!(may_be_one("Van Le", "Le"), Some(true));
    }
}
