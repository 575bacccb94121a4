//! The people on a roster, counted once it is told of each how far they have got.

use std::collections::HashMap;

use crate::record::roster::Person;

use super::standing::{Outlook, Tally};
use super::{By, Groups, Known, Rules};

/// What is kept of everybody on the roster while the records are gone through: no word of them but the names of their groups.
#[derive(Debug)]
pub struct Muster {
    by: By,
    rules: Rules,
    seats: Vec<(Outlook, usize)>,
    groups: HashMap<String, usize>,
    without_staff_id: u64,
}

impl Muster {
    /// Begins to take people in.
    #[must_use]
    pub fn new(by: By, rules: Rules) -> Self {
        Self { by, rules, seats: Vec::new(), groups: HashMap::new(), without_staff_id: 0 }
    }

    /// Takes in the next person on the roster.
    pub fn add(&mut self, person: &Person) {
        let (name, next) = (self.by.of(person), self.groups.len());
        let group = match self.groups.get(name) {
            Some(group) => *group,
            None => *self.groups.entry(name.to_owned()).or_insert(next),
        };
        let today = self.rules.today;
        if person.staff_id.trim().is_empty() && !person.has_left(today) && person.has_come(today) {
            self.without_staff_id += 1;
        }
        self.seats.push((Outlook::of(person, &self.rules), group));
    }

    /// Counts them, given what is told of each, in the order of the roster.
    #[must_use]
    pub fn count<'a>(&self, told: impl IntoIterator<Item = Option<&'a Known>>) -> Groups {
        let mut groups = Groups { without_staff_id: self.without_staff_id, ..Groups::default() };
        let mut tallies = vec![Tally::default(); self.groups.len()];
        for ((outlook, group), known) in self.seats.iter().zip(told) {
            let word = outlook.given(known, &self.rules).word();
            groups.add(word, known.and_then(|known| known.newest).map(|newest| newest.assurance));
            if let Some(tally) = tallies.get_mut(*group) {
                tally.add(word);
            }
        }
        let named = |(name, group): (&String, &usize)| Some((name.clone(), *tallies.get(*group)?));
        groups.each = self.groups.iter().filter_map(named).collect();
        groups
    }
}
