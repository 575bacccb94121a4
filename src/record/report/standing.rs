//! Where somebody stands on a day, and how many stand where.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::record::Assurance;
use crate::record::roster::Person;

use super::Known;

/// Where somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Holds a certificate that counts for a while.
    Complete {
        /// The last day it counts; `None` for ever.
        until: Option<Date>,
    },
    /// Holds a certificate that runs out soon.
    Expiring {
        /// The last day it counts.
        until: Date,
    },
    /// Has begun, or has still time to.
    Due {
        /// By when; `None` where no day was set.
        by: Option<Date>,
    },
    /// Held a certificate that has run out, or has begun and is late.
    Overdue {
        /// The last day that was in time.
        since: Date,
    },
    /// Nothing is known of them, and no time is left or was set.
    NeverStarted,
    /// Works here no longer.
    Left,
}

/// A standing without its day: the word that tables and charts use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Word {
    /// Complete.
    Complete,
    /// Complete, and running out.
    Expiring,
    /// Still to be done.
    Due,
    /// Late.
    Overdue,
    /// Nothing done.
    NeverStarted,
    /// Gone.
    Left,
}

/// By what rules it is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The day.
    pub today: Date,
    /// A certificate runs out soon when it has at most this many days left.
    pub soon: u16,
    /// New people have this many days after they were hired; `None` where no such rule is.
    pub within: Option<u16>,
}

impl Word {
    /// Every word, in the order shown.
    pub const ALL: [Self; 6] = [Self::Complete, Self::Expiring, Self::Due, Self::Overdue, Self::NeverStarted, Self::Left];

    /// Returns it as people read it.
    #[must_use]
    pub const fn called(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Expiring => "expiring",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::NeverStarted => "never started",
            Self::Left => "left",
        }
    }

    /// Returns it as tables have it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NeverStarted => "never-started",
            other => other.called(),
        }
    }

    /// Returns the sign that stands for it in a bar of letters.
    #[must_use]
    pub const fn sign(self) -> char {
        match self {
            Self::Complete => '#',
            Self::Expiring => '+',
            Self::Due => '-',
            Self::Overdue => '!',
            Self::NeverStarted => '.',
            Self::Left => ' ',
        }
    }
}

impl Standing {
    /// Returns its word.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            Self::Complete { .. } => Word::Complete,
            Self::Expiring { .. } => Word::Expiring,
            Self::Due { .. } => Word::Due,
            Self::Overdue { .. } => Word::Overdue,
            Self::NeverStarted => Word::NeverStarted,
            Self::Left => Word::Left,
        }
    }

    /// Returns the day that matters: the last one in time.
    #[must_use]
    pub const fn day(self) -> Option<Date> {
        match self {
            Self::Complete { until } => until,
            Self::Expiring { until } => Some(until),
            Self::Due { by } => by,
            Self::Overdue { since } => Some(since),
            Self::NeverStarted | Self::Left => None,
        }
    }
}

/// Returns where somebody of the roster stands, given what the records tell of them.
#[must_use]
pub fn standing(person: &Person, known: Option<&Known>, rules: &Rules) -> Standing {
    Outlook::of(person, rules).given(known, rules)
}

/// What the roster alone says of where somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outlook {
    has_left: bool,
    has_come: bool,
    /// The last day that is in time for those who have no certificate; `None` where no day was set.
    by: Option<Date>,
}

impl Outlook {
    /// Returns what the roster says of somebody.
    pub(super) fn of(person: &Person, rules: &Rules) -> Self {
        let by = rules.within.and_then(|days| person.hired?.checked_add(i64::from(days).days()).ok());
        Self { has_left: person.has_left(rules.today), has_come: person.has_come(rules.today), by }
    }

    /// Returns where they stand, given what the records tell of them.
    pub(super) fn given(self, known: Option<&Known>, rules: &Rules) -> Standing {
        if self.has_left {
            return Standing::Left;
        }
        let newest = known.and_then(|known| known.newest);
        if let Some(newest) = newest {
            return match newest.until {
                // Nobody is late who is not here yet.
                Some(until) if until < rules.today && !self.has_come => Standing::Due { by: self.by },
                Some(until) if until < rules.today => Standing::Overdue { since: until },
                Some(until) if days_between(rules.today, until) <= i64::from(rules.soon) => Standing::Expiring { until },
                until => Standing::Complete { until },
            };
        }
        if !self.has_come {
            return Standing::Due { by: self.by };
        }
        let in_time = self.by.is_some_and(|by| by >= rules.today);
        match (known.is_some_and(|known| known.begun), self.by) {
            (_, by) if in_time => Standing::Due { by },
            (true, Some(since)) => Standing::Overdue { since },
            (true, None) => Standing::Due { by: None },
            (false, _) => Standing::NeverStarted,
        }
    }
}

/// Returns the days from one day to a later one; less than none the other way round.
#[must_use]
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// How many stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Complete, with time left.
    pub complete: u64,
    /// Complete, and running out.
    pub expiring: u64,
    /// Still to be done.
    pub due: u64,
    /// Late.
    pub overdue: u64,
    /// Nothing done.
    pub never_started: u64,
    /// Gone.
    pub left: u64,
}

impl Tally {
    /// Counts one more.
    pub const fn add(&mut self, word: Word) {
        match word {
            Word::Complete => self.complete += 1,
            Word::Expiring => self.expiring += 1,
            Word::Due => self.due += 1,
            Word::Overdue => self.overdue += 1,
            Word::NeverStarted => self.never_started += 1,
            Word::Left => self.left += 1,
        }
    }

    /// Returns how many there are of a word.
    #[must_use]
    pub const fn of(&self, word: Word) -> u64 {
        match word {
            Word::Complete => self.complete,
            Word::Expiring => self.expiring,
            Word::Due => self.due,
            Word::Overdue => self.overdue,
            Word::NeverStarted => self.never_started,
            Word::Left => self.left,
        }
    }

    /// Returns how many are still here.
    #[must_use]
    pub const fn here(&self) -> u64 {
        self.complete + self.expiring + self.due + self.overdue + self.never_started
    }

    /// Returns how many of those still here hold a certificate that counts today, in per cent, rounded down.
    #[must_use]
    pub const fn covered(&self) -> u64 {
        match ((self.complete + self.expiring) * 100).checked_div(self.here()) {
            Some(share) => share,
            None => 0,
        }
    }
}

/// By what people are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Their department.
    #[default]
    Department,
    /// Their site.
    Site,
    /// Their role.
    Role,
    /// Their organization.
    Organization,
}

impl By {
    /// Every way, in the order shown.
    pub const ALL: [Self; 4] = [Self::Department, Self::Site, Self::Role, Self::Organization];

    /// Returns its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Site => "site",
            Self::Role => "role",
            Self::Organization => "organization",
        }
    }

    /// Returns the way of this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.word() == word)
    }

    /// Returns the group of a person; empty for none.
    #[must_use]
    pub fn of(self, person: &Person) -> &str {
        match self {
            Self::Department => &person.department,
            Self::Site => &person.site,
            Self::Role => &person.role,
            Self::Organization => &person.organization,
        }
    }
}

/// How many stand where, over all and in each group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// Over all.
    pub all: Tally,
    /// In each group, by its name; empty for those without.
    pub each: BTreeMap<String, Tally>,
    /// How many of those who hold a certificate that counts hold one of each assurance.
    pub trust: BTreeMap<Assurance, u64>,
    /// How many who are still here have no staff id on the roster: no record can be found for them.
    pub without_staff_id: u64,
}

impl Groups {
    /// Counts somebody over all, and how far their certificate is to be trusted, where they hold one.
    pub(super) fn add(&mut self, word: Word, trust: Option<Assurance>) {
        if let (Word::Complete | Word::Expiring, Some(assurance)) = (word, trust) {
            *self.trust.entry(assurance).or_default() += 1;
        }
        self.all.add(word);
    }
}

#[cfg(test)]
mod tests {
    use crate::record::report::known::Newest;
    use crate::record::roster::Left;
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 25);

    fn known(until: Option<Date>) -> Known {
        Known { newest: Some(Newest { on: date(2025, 1, 1), until, assurance: Assurance::SEALED }), begun: true, ..Known::default() }
    }

    #[test]
    fn everybody_stands_in_one_place() {
        let rules = Rules { today: TODAY, soon: 90, within: Some(30) };
        let begun = Known { begun: true, ..Known::default() };
        let hired = |hired| Person { hired: Some(hired), ..Person::default() };
        let (old, new) = (hired(date(2020, 1, 1)), hired(date(2026, 11, 20)));
        let by = date(2026, 12, 20);
        let coming = hired(date(2026, 11, 26));
        for (person, known, expected) in [
            (&old, Some(&known(None)), Standing::Complete { until: None }),
            (&old, Some(&known(Some(date(2027, 2, 24)))), Standing::Complete { until: Some(date(2027, 2, 24)) }),
            (&old, Some(&known(Some(date(2027, 2, 23)))), Standing::Expiring { until: date(2027, 2, 23) }),
            (&old, Some(&known(Some(TODAY))), Standing::Expiring { until: TODAY }),
            (&old, Some(&known(Some(date(2026, 11, 24)))), Standing::Overdue { since: date(2026, 11, 24) }),
            (&old, Some(&begun), Standing::Overdue { since: date(2020, 1, 31) }),
            (&old, None, Standing::NeverStarted),
            (&new, None, Standing::Due { by: Some(by) }),
            (&new, Some(&begun), Standing::Due { by: Some(by) }),
            (&coming, None, Standing::Due { by: Some(date(2026, 12, 26)) }),
            (&coming, Some(&begun), Standing::Due { by: Some(date(2026, 12, 26)) }),
            (&coming, Some(&known(None)), Standing::Complete { until: None }),
            (&hired(TODAY), None, Standing::Due { by: Some(date(2026, 12, 25)) }),
            (&Person::default(), Some(&begun), Standing::Due { by: None }),
            (&Person::default(), None, Standing::NeverStarted),
            (&Person { left: Left::Yes, ..old.clone() }, Some(&known(None)), Standing::Left),
            (&Person { left: Left::After(TODAY), ..old.clone() }, Some(&known(None)), Standing::Complete { until: None }),
        ] {
            assert_eq!(standing(person, known, &rules), expected);
        }
    }
}
