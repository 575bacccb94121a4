//! Who is expected to have done the course, by staff id, and what the records tell of each. Names only ever make suggestions.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use jiff::civil::Date;

use crate::journey::LearnerId;
use crate::record::Assurance;
use crate::record::roster::{Person, likeness};

use super::called::{Called, Unlike};
use super::likely::{Likely, Place, Says, Suggestion};
use super::print::Press;

/// What the records tell of one learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Default for Known {
    fn default() -> Self {
        Self { learner: LearnerId(uuid::Uuid::nil()), newest: None, begun: false }
    }
}

impl Known {
    /// Adds what is told of the same person elsewhere. The learner is the one whose certificate counts.
    fn and(self, other: &Self) -> Self {
        let newest = match (self.newest, other.newest) {
            (Some(one), Some(other)) => Some(one.longest(other)),
            (one, other) => one.or(other),
        };
        let learner = if newest == self.newest { self.learner } else { other.learner };
        Self { learner, newest, begun: self.begun || other.begun }
    }
}

impl Newest {
    /// What counts for ever counts longest; of two that count as long, the later one does, and then the one to be trusted further.
    #[must_use]
    pub fn longest(self, other: Self) -> Self {
        let weight = |newest: Self| (newest.until.unwrap_or(Date::MAX), newest.on, newest.assurance);
        if weight(other) > weight(self) { other } else { self }
    }
}

/// The people who are expected, by staff id, and what the records tell of each.
///
/// Everybody on the roster comes first, by [`Index::expect`]; then what the records tell is gone through once, by [`Index::add`]. So nothing
/// but a number is kept of learners whom nobody asked about.
#[derive(Debug, Default)]
pub struct Index {
    /// Where somebody stands on the roster.
    places: HashMap<Fingerprint, Place>,
    /// What is told of everybody on the roster, in its order.
    told: Vec<Option<Known>>,
    /// Matches that somebody has confirmed: the staff id of a learner.
    confirmed: HashMap<LearnerId, Fingerprint>,
    /// Staff ids of learners that nobody on the roster has.
    strange: HashSet<Fingerprint>,
    /// How many of them somebody would have, were it not for noughts at their beginning.
    but_for_noughts: u64,
    /// Learners for whom nobody on the roster is found.
    lost: HashSet<LearnerId>,
    likely: Likely,
    called: Called,
    press: Press,
    /// Certificates that count under a staff id whose owner is called otherwise.
    unlike: BTreeSet<Unlike>,
    /// How many those are, with those that are not kept.
    unlike_count: u64,
    luck: [RandomState; 2],
}

/// So many learners who are called otherwise than the roster has it are kept in memory.
const UNLIKE: usize = 1000;

/// A staff id as it is compared, in the room of two numbers. They are drawn by luck, so that nobody can make two staff ids alike, and so
/// large that no two are by chance.
type Fingerprint = [u64; 2];

impl Index {
    /// Begins with the matches that were confirmed, by staff id.
    #[must_use]
    pub fn new(confirmed: &BTreeMap<String, LearnerId>) -> Self {
        let mut index = Self::default();
        let found = confirmed.iter().filter_map(|(staff_id, learner)| Some((*learner, index.fingerprint(staff_id)?)));
        index.confirmed = found.collect();
        index
    }

    /// Takes in the next person on the roster.
    pub fn expect(&mut self, person: &Person) {
        // A roster of more people than there are on earth is none.
        let place = Place::try_from(self.told.len()).unwrap_or(Place::MAX);
        if let Some(key) = self.fingerprint(&person.staff_id) {
            self.places.insert(key, place);
        }
        let (name, mailbox) = (self.press.name(&person.name), self.press.mailbox(&person.mail));
        self.likely.expect(place, &person.staff_id, [name.whole(), mailbox]);
        self.called.expect(&name, mailbox);
        self.told.push(None);
    }

    /// Whether somebody on the roster has this staff id.
    #[must_use]
    pub fn expects(&self, staff_id: &str) -> bool {
        self.fingerprint(staff_id).is_some_and(|key| self.places.contains_key(&key))
    }

    /// Takes in what is told of a learner. Several of one staff id are one person, who may have learned on two machines.
    pub fn add(&mut self, known: Known, says: Says<'_>) {
        let key = self.key_of(known.learner, says);
        let place = key.and_then(|key| self.places.get(&key)).copied();
        if let Some(place) = place
            && self.is_to_be_looked_at(place, &known, says)
            && let Some(staff_id) = self.likely.staff_id(place).map(str::to_owned)
        {
            let namesake = self.press.name(says.name).whole().and_then(|name| self.likely.namesake(name)).map(str::to_owned);
            let one = Unlike { staff_id, learner_id: known.learner, name: says.name.to_owned(), on_the_roster: String::new(), namesake };
            let is_new = self.unlike.len() >= UNLIKE || self.unlike.insert(one);
            self.unlike_count += u64::from(is_new);
        }
        if let Some(told) = place.and_then(|place| self.told.get_mut(usize::try_from(place).ok()?)) {
            *told = Some(match told.take() {
                Some(before) => before.and(&known),
                None => known,
            });
            return;
        }
        if let Some(key) = key {
            let is_new = self.strange.insert(key);
            self.but_for_noughts += u64::from(is_new && self.lacks_noughts(says.staff_id));
        }
        self.lost.insert(known.learner);
        self.likely.meet(known.learner, says, &self.press);
    }

    /// Returns the staff id that a learner is found by: the one that was confirmed or, where the account is somebody else's by now, who is on
    /// the roster under the staff id and the name that they typed, that one.
    fn key_of(&self, learner: LearnerId, says: Says<'_>) -> Option<Fingerprint> {
        let typed = self.fingerprint(says.staff_id);
        let Some(confirmed) = self.confirmed.get(&learner) else { return typed };
        let is_like = |key: &Fingerprint| self.places.get(key).and_then(|place| self.called.is_like(*place, says, &self.press));
        typed.filter(|typed| is_like(typed) == Some(true) && is_like(confirmed) == Some(false)).or(Some(*confirmed))
    }

    /// Whether a learner counts for the staff id that they typed, whatever was confirmed of them.
    #[must_use]
    pub fn counts_as_typed(&self, learner: LearnerId, says: Says<'_>) -> bool {
        let typed = self.fingerprint(says.staff_id);
        typed.is_some() && self.key_of(learner, says) == typed
    }

    /// Whether a certificate counts for somebody who is called otherwise on the roster, and nobody has confirmed that.
    fn is_to_be_looked_at(&self, place: Place, known: &Known, says: Says<'_>) -> bool {
        let is_confirmed = || {
            let confirmed = self.confirmed.get(&known.learner);
            // What was typed by a slip may be nobody's staff id.
            let is_so = |typed: Fingerprint, confirmed: &Fingerprint| typed == *confirmed || !self.places.contains_key(&typed);
            confirmed.is_some_and(|confirmed| self.fingerprint(says.staff_id).is_none_or(|typed| is_so(typed, confirmed)))
        };
        known.newest.is_some() && self.called.is_like(place, says, &self.press) == Some(false) && !is_confirmed()
    }

    /// Whether the roster has a staff id without the noughts at its beginning, as a spreadsheet saves it.
    fn lacks_noughts(&self, staff_id: &str) -> bool {
        let staff_id = staff_id.trim();
        staff_id.starts_with('0') && self.expects(staff_id.trim_start_matches('0'))
    }

    /// Whether nobody on the roster is found for a learner.
    #[must_use]
    pub fn is_lost(&self, learner: LearnerId, says: Says<'_>) -> bool {
        self.key_of(learner, says).is_none_or(|key| !self.places.contains_key(&key))
    }

    fn fingerprint(&self, staff_id: &str) -> Option<Fingerprint> {
        let plain = likeness::staff_id(staff_id)?;
        Some(self.luck.each_ref().map(|luck| luck.hash_one(&*plain)))
    }

    /// Returns what is told of everybody on the roster, in its order.
    pub fn told(&self) -> impl Iterator<Item = Option<&Known>> {
        self.told.iter().map(Option::as_ref)
    }

    /// Returns what is told of somebody on the roster.
    #[must_use]
    pub fn look(&self, person: &Person) -> Option<&Known> {
        self.at(*self.places.get(&self.fingerprint(&person.staff_id)?)?)
    }

    fn at(&self, place: Place) -> Option<&Known> {
        self.told.get(usize::try_from(place).ok()?)?.as_ref()
    }

    /// Returns how many learners the records tell of that nobody on the roster was found for.
    #[must_use]
    pub fn lost(&self) -> u64 {
        u64::try_from(self.lost.len()).unwrap_or(u64::MAX)
    }

    /// Returns for how many staff ids nobody was found though the roster has them without the noughts at their beginning.
    #[must_use]
    pub const fn but_for_noughts(&self) -> u64 {
        self.but_for_noughts
    }

    /// Returns who holds a certificate under the staff id of somebody whom the roster calls otherwise: some of them, and how many there are.
    /// What the roster does call that one is not kept here, and so is left empty.
    #[must_use]
    pub fn unlike(&self) -> (Vec<Unlike>, u64) {
        (self.unlike.iter().cloned().collect(), self.unlike_count)
    }

    /// Returns who on the roster, of whom the records tell nothing, may be one of the learners that nobody was found for: the first so many.
    #[must_use]
    pub fn suggestions(&self, most: usize) -> Vec<Suggestion> {
        self.likely.suggestions(|place| self.at(place).is_none(), most)
    }
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
        index.expect(&person("a71", ""));
        let newest = |until| Some(Newest { on: date(2026, 1, 1), until: Some(until), assurance: Assurance::COUNTERSIGNED });
        for (number, until) in [(1, date(2027, 5, 1)), (2, date(2027, 1, 1))] {
            index.add(Known { learner: learner(number), newest: newest(until), begun: true }, Says { staff_id: " A71", ..Says::default() });
        }
        assert_eq!(index.look(&person("A71 ", "")).unwrap().newest, newest(date(2027, 5, 1)));
        assert_eq!(index.lost(), 0);
    }

    #[test]
    fn who_is_on_no_roster_is_counted_once_for_each_learner() {
        let mut index = Index::default();
        index.expect(&person("", "Ana Silva"));
        for (number, staff_id) in [(1, "b2"), (2, "B2"), (3, ""), (4, ""), (4, "")] {
            index.add(Known { learner: learner(number), ..Known::default() }, Says { staff_id, name: "Ana Silva", ..Says::default() });
        }
        assert_eq!(index.lost(), 4, "the file that lists them has a line for each");
        assert!(index.told().eq([None]));
        assert_eq!(index.suggestions(9), [], "she has no staff id that could be confirmed");
    }

    #[test]
    fn who_is_called_otherwise_is_told_until_somebody_confirms_it_and_counted_beyond_those_who_are_told() {
        let newest = Some(Newest { on: date(2026, 1, 1), until: None, assurance: Assurance::COUNTERSIGNED });
        let known = |number| Known { learner: learner(number), newest, begun: true };
        let unlike = |mut index: Index, typed: &str| {
            index.expect(&person("0073", "Robert Smithers"));
            index.add(known(1), Says { staff_id: typed, name: "Bob Smyth", ..Says::default() });
            index.unlike().1
        };
        let confirmed = || Index::new(&[("0073".to_owned(), learner(1))].into());
        // 0099 is nobody's: a slip, which was confirmed.
        assert_eq!([unlike(Index::default(), "0073"), unlike(confirmed(), "0073"), unlike(confirmed(), "0099")], [1, 0, 0]);
        let mut index = Index::default();
        for number in 0..1205 {
            index.expect(&person(&number.to_string(), "Robert Smithers"));
            index.add(known(number), Says { staff_id: &number.to_string(), name: "Bob Smyth", ..Says::default() });
        }
        assert_eq!((index.unlike().0.len(), index.unlike().1), (1000, 1205));
    }

    fn zoe() -> (Person, Says<'static>) {
        (person("0071", "O'Hara, Zoe"), Says { name: "Zoë O'Hara", ..Says::default() })
    }

    #[test]
    fn a_name_is_a_suggestion_until_it_is_confirmed() {
        let (zoe, says) = zoe();
        let known = || Known { learner: learner(1), begun: true, ..Known::default() };
        let told = |mut index: Index| {
            index.expect(&zoe);
            index.add(known(), says);
            (index.look(&zoe).is_some(), index.lost(), index.suggestions(9).first().map(|one| one.staff_id.clone()))
        };
        assert_eq!(told(Index::default()), (false, 1, Some("0071".to_owned())));
        assert_eq!(told(Index::new(&[("0071".to_owned(), learner(1))].into())), (true, 0, None));
    }

    #[test]
    fn a_suggestion_waits_until_everything_was_told() {
        let (zoe, says) = zoe();
        let mut index = Index::default();
        index.expect(&zoe);
        index.add(Known { learner: learner(1), ..Known::default() }, says);
        index.add(Known { learner: learner(2), ..Known::default() }, Says { staff_id: "0071", ..says });
        assert_eq!(index.suggestions(9), [], "she is known by now");
    }

    #[test]
    fn of_two_of_one_name_only_the_one_who_is_missed_is_suggested() {
        let stranger = Says { name: "Ana Silva", ..Says::default() };
        let suggested = |known: &[&str]| {
            let mut index = Index::default();
            index.expect(&person("1", "Ana Silva"));
            index.expect(&person("2", "Silva, Ana"));
            index.add(Known { learner: learner(9), ..Known::default() }, stranger);
            for (number, staff_id) in (1..).zip(known) {
                index.add(Known { learner: learner(number), ..Known::default() }, Says { staff_id, ..stranger });
            }
            index.suggestions(9).into_iter().map(|one| one.staff_id).collect::<Vec<_>>()
        };
        assert_eq!(suggested(&[]), [""; 0], "it may be either");
        assert_eq!(suggested(&["1"]), ["2"]);
        assert_eq!(suggested(&["1", "2"]), [""; 0]);
    }

    #[test]
    fn an_account_suggests_whose_mail_address_begins_so() {
        let mut index = Index::default();
        index.expect(&Person { mail: "Silva@hospital.example".to_owned(), ..person("1", "Ana Silva") });
        for (number, account) in [(1, "silva"), (2, "silva@elsewhere.example"), (3, "hospital")] {
            index.add(Known { learner: learner(number), ..Known::default() }, Says { account, name: "A.", ..Says::default() });
        }
        let found = index.suggestions(9);
        assert_eq!(
            found.iter().map(|one| (one.learner_id, one.alike)).collect::<Vec<_>>(),
            [(learner(1), "the mail address"), (learner(2), "the mail address")]
        );
        assert_eq!(index.suggestions(1).len(), 1);
    }
}
