//! Who on the roster a learner may be whom no staff id leads to.

use std::collections::HashMap;
use std::iter;
use std::ops::Range;

use serde::Serialize;

use crate::journey::LearnerId;

use super::print::{Press, Print};

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

/// Somebody's place on the roster, counted from 0.
pub(super) type Place = u32;

/// Returns where somebody's part stands of what lies one after the other in the order of the roster, given where each part ends.
pub(super) fn span(ends: &[usize], place: Place) -> Option<Range<usize>> {
    let place = usize::try_from(place).ok()?;
    let from = place.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    Some(from..*ends.get(place)?)
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

/// The people on a roster by what may lead to them, and the strangers whom it may lead there.
#[derive(Debug, Default)]
pub(super) struct Likely {
    by_name: Namesakes,
    by_mail: Namesakes,
    /// The staff ids of the roster in its order, one after the other.
    staff_ids: String,
    /// Where each of them ends.
    ends: Vec<usize>,
    strangers: Vec<Stranger>,
}

/// Who on the roster goes by a name.
#[derive(Debug, Default)]
struct Namesakes {
    last: HashMap<Print, Place>,
    /// Who went by the same name before somebody.
    before: HashMap<Place, Place>,
}

/// A learner whom somebody on the roster is like.
#[derive(Debug)]
struct Stranger {
    learner: LearnerId,
    name: String,
    by_name: Option<Print>,
    by_mail: Option<Print>,
}

impl Likely {
    /// Takes in the next person on the roster. Whoever has no staff id can be confirmed by none, and is never suggested.
    pub(super) fn expect(&mut self, place: Place, staff_id: &str, [name, mailbox]: [Option<Print>; 2]) {
        let staff_id = staff_id.trim();
        self.staff_ids.push_str(staff_id);
        self.ends.push(self.staff_ids.len());
        if staff_id.is_empty() {
            return;
        }
        if let Some(name) = name {
            self.by_name.add(name, place);
        }
        if let Some(mailbox) = mailbox {
            self.by_mail.add(mailbox, place);
        }
    }

    /// Takes in a learner of the records whom no staff id leads to.
    pub(super) fn meet(&mut self, learner: LearnerId, says: Says<'_>, press: &Press) {
        let by_name = press.name(says.name).whole().filter(|name| self.by_name.has(*name));
        let by_mail = || Some(press.account(says.account)).filter(|mail| self.by_mail.has(*mail));
        let by_mail = if self.by_mail.is_empty() { None } else { by_mail() };
        if by_name.is_some() || by_mail.is_some() {
            self.strangers.push(Stranger { learner, name: says.name.to_owned(), by_name, by_mail });
        }
    }

    /// Returns the first so many suggestions, among those on the roster who are `missed`. Two of them who share a name are never suggested by
    /// it.
    pub(super) fn suggestions(&self, is_missed: impl Fn(Place) -> bool, most: usize) -> Vec<Suggestion> {
        // Each name is looked into once, however many strangers have it.
        let [mut named, mut boxed] = [HashMap::new(), HashMap::new()];
        let only = |known: &mut HashMap<Print, Option<Place>>, namesakes: &Namesakes, print: Option<Print>| {
            let print = print?;
            *known.entry(print).or_insert_with(|| namesakes.only(print, &is_missed))
        };
        let found = self.strangers.iter().filter_map(|stranger| {
            let by_name = only(&mut named, &self.by_name, stranger.by_name).map(|place| (place, "the name"));
            let (place, alike) = by_name.or_else(|| Some((only(&mut boxed, &self.by_mail, stranger.by_mail)?, "the mail address")))?;
            let staff_id = self.staff_id(place)?.to_owned();
            Some(Suggestion { staff_id, learner_id: stranger.learner, name: stranger.name.clone(), alike })
        });
        let mut suggestions: Vec<Suggestion> = found.take(most).collect();
        suggestions.sort();
        suggestions.dedup();
        suggestions
    }

    /// Returns the staff id of the only one on the roster who goes by a name.
    pub(super) fn namesake(&self, name: Print) -> Option<&str> {
        self.staff_id(self.by_name.only(name, |_| true)?)
    }

    /// Returns the staff id of somebody on the roster.
    pub(super) fn staff_id(&self, place: Place) -> Option<&str> {
        self.staff_ids.get(span(&self.ends, place)?)
    }
}

impl Namesakes {
    fn is_empty(&self) -> bool {
        self.last.is_empty()
    }

    fn add(&mut self, print: Print, place: Place) {
        if let Some(before) = self.last.insert(print, place) {
            self.before.insert(place, before);
        }
    }

    fn has(&self, print: Print) -> bool {
        self.last.contains_key(&print)
    }

    /// Returns the only one of this name for whom something holds.
    fn only(&self, print: Print, holds: impl Fn(Place) -> bool) -> Option<Place> {
        let all = iter::successors(self.last.get(&print).copied(), |place| self.before.get(place).copied());
        let mut wanted = all.filter(|place| holds(*place));
        let one = wanted.next()?;
        wanted.next().is_none().then_some(one)
    }
}
