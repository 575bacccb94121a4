//! Who stands on more than one line of a roster: whoever holds two posts, or was here before and is again. One of their lines counts.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::hash::{BuildHasher, RandomState};

use super::likeness;
use super::{Left, Person};

/// So many people are told, with so many letters of their staff ids.
const TOLD: usize = 3;
const LETTERS: usize = 40;

/// The people of the lines that were read so far who have a staff id, by its fingerprint.
#[derive(Debug, Default)]
pub(super) struct Met {
    by_staff_id: HashMap<u64, Line>,
    fingerprint: RandomState,
}

/// The line that counts of somebody.
#[derive(Clone, Copy, Debug)]
struct Line {
    number: u32,
    /// How long they are here by it.
    here: i32,
    /// The fingerprint of their name, whatever the case of its letters; 0 where no line says it.
    name: u64,
}

/// What a line is to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meets {
    /// The first of its person.
    Nobody,
    /// Its person was met before.
    OneMore,
    /// Its staff id is another person's, on this line.
    Another(u32),
}

impl Met {
    /// Takes in somebody, and notes which line of theirs does not count if they were met before.
    pub(super) fn take(&mut self, person: &Person, again: &mut Again) -> Meets {
        let Some(staff_id) = likeness::staff_id(&person.staff_id) else { return Meets::Nobody };
        let name = if person.name.is_empty() { 0 } else { self.fingerprint.hash_one(person.name.to_lowercase()) };
        let line = Line { number: u32::try_from(person.line).unwrap_or(u32::MAX), here: here(person.left), name };
        let before = self.by_staff_id.entry(self.fingerprint.hash_one(staff_id)).or_insert(line);
        if before.number == line.number {
            return Meets::Nobody;
        }
        let first = before.number;
        if before.name != line.name && before.name != 0 && line.name != 0 {
            return Meets::Another(first);
        }
        let named = if before.name == 0 { line.name } else { before.name };
        let over = if line.here > before.here { std::mem::replace(before, line) } else { line };
        before.name = named;
        again.note(person, first, over.number);
        Meets::OneMore
    }
}

/// How long somebody is here, so that longer is more.
fn here(left: Left) -> i32 {
    match left {
        Left::No => i32::MAX,
        Left::Yes => i32::MIN,
        Left::After(last) => i32::from(last.year()) * 400 + i32::from(last.day_of_year()),
    }
}

/// Who stands on several lines, and which of these count for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// The lines that do not count.
    pub passed_over: BTreeSet<u64>,
    /// Whether one of these was handed out before the line that counts was met: then the roster is to be read again without them.
    pub was_handed_out: bool,
    people: Vec<(String, u64, u64)>,
    more: bool,
}

impl Again {
    fn note(&mut self, person: &Person, first: u32, over: u32) {
        self.passed_over.insert(over.into());
        self.was_handed_out |= u64::from(over) != person.line;
        let staff_id: String = person.staff_id.chars().take(LETTERS).collect();
        if self.people.iter().any(|(told, ..)| *told == staff_id) {
            return;
        }
        if self.people.len() < TOLD { self.people.push((staff_id, first.into(), person.line)) } else { self.more = true }
    }

    /// Whether there is anybody.
    #[must_use]
    pub const fn is_any(&self) -> bool {
        !self.people.is_empty()
    }
}

impl fmt::Display for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let people: Vec<String> =
            self.people.iter().map(|(staff_id, first, other)| format!("`{staff_id}` on lines {first} and {other}")).collect();
        let more = if self.more { " and more" } else { "" };
        write!(
            f,
            "some people stand on more than one line: {}{more}; each counts once, by the line on which they are here, and of several such by the first",
            people.join(", ")
        )
    }
}
