//! What the records tell of each learner, found by staff id. Names only ever make suggestions.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use jiff::civil::Date;
use serde::Serialize;

use crate::journey::LearnerId;
use crate::record::Assurance;
use crate::record::roster::{Person, likeness};

/// What the records tell of one learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Names the learner.
    pub learner: LearnerId,
    /// The newest certificate.
    pub newest: Option<Newest>,
    /// Whether anything was done at all.
    pub begun: bool,
}

/// The certificate that counts longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newest {
    /// The day of completion.
    pub on: Date,
    /// The last day it counts; `None` for ever.
    pub until: Option<Date>,
    /// How far it is to be trusted.
    pub assurance: Assurance,
}

/// Who a learner says to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Says<'a> {
    /// The account.
    pub account: &'a str,
    /// The name.
    pub name: &'a str,
    /// The staff id.
    pub staff_id: &'a str,
}

impl Default for Known {
    fn default() -> Self {
        Self { learner: LearnerId(uuid::Uuid::nil()), newest: None, begun: false }
    }
}

impl Newest {
    /// What counts for ever counts longest; of two that count as long, the later one does, and then the one to be trusted further.
    fn longest(self, other: Self) -> Self {
        let weight = |newest: Self| (newest.until.unwrap_or(Date::MAX), newest.on, newest.assurance);
        if weight(other) > weight(self) { other } else { self }
    }
}

/// Learners by staff id.
#[derive(Debug, Default)]
pub struct Index {
    by_staff_id: HashMap<Fingerprint, Slot>,
    /// Matches that somebody has confirmed: the staff id of a learner.
    confirmed: HashMap<LearnerId, Fingerprint>,
    /// Learners that no staff id leads to.
    without: HashSet<LearnerId>,
    luck: [RandomState; 2],
}

/// A staff id as it is compared, in the room of two numbers. They are drawn by luck, so that nobody can make two staff ids alike, and so
/// large that no two are by chance.
type Fingerprint = [u64; 2];

#[derive(Debug)]
struct Slot {
    known: Known,
    is_met: bool,
}

impl Index {
    /// Begins with the matches that were confirmed, by staff id.
    #[must_use]
    pub fn new(confirmed: &BTreeMap<String, LearnerId>) -> Self {
        let mut index = Self::default();
        let found = confirmed.iter().filter_map(|(staff_id, learner)| Some((*learner, index.fingerprint(staff_id)?)));
        index.confirmed = found.collect();
        index
    }

    /// Whether nothing was told of anybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_staff_id.is_empty() && self.without.is_empty()
    }

    /// Takes in what is told of a learner. Several of one staff id are one person, who may have learned on two machines.
    pub fn add(&mut self, known: Known, says: Says<'_>) {
        let Some(key) = self.key(known.learner, says) else {
            self.without.insert(known.learner);
            return;
        };
        match self.by_staff_id.get_mut(&key) {
            Some(slot) => {
                slot.known.begun |= known.begun;
                slot.known.newest = match (slot.known.newest, known.newest) {
                    (Some(one), Some(other)) => Some(one.longest(other)),
                    (one, other) => one.or(other),
                };
            }
            None => drop(self.by_staff_id.insert(key, Slot { known, is_met: false })),
        }
    }

    fn key(&self, learner: LearnerId, says: Says<'_>) -> Option<Fingerprint> {
        self.confirmed.get(&learner).copied().or_else(|| self.fingerprint(says.staff_id))
    }

    fn fingerprint(&self, staff_id: &str) -> Option<Fingerprint> {
        let plain = likeness::staff_id(staff_id)?;
        Some(self.luck.each_ref().map(|luck| luck.hash_one(plain.as_str())))
    }

    /// Returns what is told of somebody on the roster, and remembers that they are on it.
    pub fn find(&mut self, person: &Person) -> Option<&Known> {
        let key = self.fingerprint(&person.staff_id)?;
        let slot = self.by_staff_id.get_mut(&key)?;
        slot.is_met = true;
        Some(&slot.known)
    }

    /// Returns what is told of somebody on the roster.
    #[must_use]
    pub fn look(&self, person: &Person) -> Option<&Known> {
        self.by_staff_id.get(&self.fingerprint(&person.staff_id)?).map(|slot| &slot.known)
    }

    /// Returns how many learners the records tell of that nobody on the roster was found for.
    #[must_use]
    pub fn lost(&self) -> u64 {
        let lost = self.by_staff_id.values().filter(|slot| !slot.is_met).count();
        u64::try_from(self.without.len() + lost).unwrap_or(u64::MAX)
    }

    /// Whether nobody on the roster was found for a learner.
    #[must_use]
    pub fn is_lost(&self, learner: LearnerId, says: Says<'_>) -> bool {
        self.key(learner, says).and_then(|key| self.by_staff_id.get(&key)).is_none_or(|slot| !slot.is_met)
    }
}

/// People on the roster whom the records do not know, by what may still lead to them.
#[derive(Debug, Default)]
pub struct Lost {
    /// `None` where two share a name.
    by_name: HashMap<String, Option<String>>,
    by_mail: HashMap<String, Option<String>>,
}

/// Two who may be one person. Nothing is taken for granted until somebody confirms it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Suggestion {
    /// The staff id on the roster.
    pub staff_id: String,
    /// The learner in the records.
    pub learner_id: LearnerId,
    /// The name in the records.
    pub name: String,
    /// What is alike.
    pub alike: &'static str,
}

impl Lost {
    /// Takes in somebody whom the records do not know.
    pub fn add(&mut self, person: &Person) {
        if person.staff_id.trim().is_empty() {
            return;
        }
        let note = |into: &mut HashMap<String, Option<String>>, key: Option<String>| {
            if let Some(key) = key {
                into.entry(key).and_modify(|found| *found = None).or_insert_with(|| Some(person.staff_id.clone()));
            }
        };
        note(&mut self.by_name, likeness::name(&person.name));
        note(&mut self.by_mail, mailbox(&person.mail));
    }

    /// Whether the records know everybody who might be asked about.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty() && self.by_mail.is_empty()
    }

    /// Returns who on the roster a learner may be.
    #[must_use]
    pub fn like(&self, learner_id: LearnerId, says: Says<'_>) -> Option<Suggestion> {
        let named = |staff_id: &String, alike| Suggestion { staff_id: staff_id.clone(), learner_id, name: says.name.to_owned(), alike };
        let by_mail = || self.by_mail.get(says.account.trim().to_lowercase().split('@').next()?)?.as_ref();
        let by_name = || self.by_name.get(&likeness::name(says.name)?)?.as_ref();
        by_name().map(|staff_id| named(staff_id, "the name")).or_else(|| by_mail().map(|staff_id| named(staff_id, "the mail address")))
    }
}

/// Returns the part of a mail address that an account may be called by.
fn mailbox(mail: &str) -> Option<String> {
    let (name, _) = mail.trim().split_once('@')?;
    (name.len() > 2).then(|| name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn learner(number: u128) -> LearnerId {
        LearnerId(Uuid::from_u128(number))
    }

    fn person(staff_id: &str, name: &str) -> Person {
        Person { staff_id: staff_id.to_owned(), name: name.to_owned(), ..Person::default() }
    }

    #[test]
    fn two_machines_of_one_person_are_one_and_the_longest_certificate_counts() {
        let mut index = Index::default();
        let newest = |until| Some(Newest { on: date(2026, 1, 1), until: Some(until), assurance: Assurance::COUNTERSIGNED });
        for (number, until) in [(1, date(2027, 5, 1)), (2, date(2027, 1, 1))] {
            index.add(Known { learner: learner(number), newest: newest(until), begun: true }, Says { staff_id: " A71", ..Says::default() });
        }
        assert_eq!(index.find(&person("a71", "")).unwrap().newest, newest(date(2027, 5, 1)));
        assert_eq!(index.lost(), 0);
    }

    #[test]
    fn a_name_is_a_suggestion_until_it_is_confirmed() {
        let says = Says { name: "Zoë O'Hara", ..Says::default() };
        let known = || Known { learner: learner(1), begun: true, ..Known::default() };
        let mut index = Index::default();
        index.add(known(), says);
        let zoe = person("0071", "O'Hara, Zoe");
        assert!(index.find(&zoe).is_none() && index.is_lost(learner(1), says));
        let mut lost = Lost::default();
        lost.add(&zoe);
        assert_eq!(lost.like(learner(1), says).unwrap().staff_id, "0071");
        let mut index = Index::new(&[("0071".to_owned(), learner(1))].into());
        index.add(known(), says);
        assert!(index.find(&zoe).is_some() && !index.is_lost(learner(1), says));
    }

    #[test]
    fn two_of_one_name_are_never_suggested() {
        let mut lost = Lost::default();
        lost.add(&person("1", "Ana Silva"));
        lost.add(&person("2", "Silva, Ana"));
        assert_eq!(lost.like(learner(1), Says { name: "Ana Silva", ..Says::default() }), None);
    }
}
