//! Whether the days of a table can be read in one way alone: what each of them tells of the others.

use std::fmt;

use super::day::{Order, order};

/// What the days of one table tell of how they are all written: the first one of each kind, with its line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// One that surely comes before its month.
    day_first: Option<(u64, String)>,
    /// One that surely stands behind it.
    month_first: Option<(u64, String)>,
    /// One that may be either.
    either: Option<(u64, String)>,
}

/// Days of one table that cannot be written in the same way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Mixed {
    /// The line of a day that surely comes before its month, and that day.
    day_first: (u64, String),
    /// The line of one that would be read the other way round, and that day.
    other: (u64, String),
    /// Whether the other one surely is the other way round.
    is_sure: bool,
}

impl fmt::Display for Mixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { day_first: (line, day), other: (other_line, other), is_sure } = self;
        let so = if *is_sure { "has the month first" } else { "may have either first" };
        write!(f, "on line {line}, `{day}` has the day before the month, and on line {other_line}, `{other}` {so}")
    }
}

/// A day that may be read in two ways, in a table where no other day tells which one is meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no day of it tells whether the day or the month comes first, so the month was taken to (`{day}` on line {line}); where that is wrong, write its days as 2026-11-23"
)]
pub struct Untold {
    line: u64,
    day: String,
}

impl Days {
    /// Takes in a day of a line, as it is written.
    pub fn take(&mut self, line: u64, written: &str) {
        let first = match order(written) {
            None => return,
            Some(Order::DayFirst) => &mut self.day_first,
            Some(Order::MonthFirst) => &mut self.month_first,
            Some(Order::Either) => &mut self.either,
        };
        first.get_or_insert_with(|| (line, written.trim().to_owned()));
    }

    /// Returns two days that contradict each other: where one of them has the day before the month, another may not be taken for one that
    /// has the month first.
    #[must_use]
    pub fn mixed(&self) -> Option<Mixed> {
        let is_sure = self.month_first.is_some();
        let other = self.month_first.as_ref().or(self.either.as_ref())?.clone();
        Some(Mixed { day_first: self.day_first.clone()?, other, is_sure })
    }

    /// Returns the first day that was read one way and may be meant the other, where nothing tells.
    #[must_use]
    pub fn untold(&self) -> Option<Untold> {
        let (line, day) = self.either.clone().filter(|_| self.day_first.is_none() && self.month_first.is_none())?;
        Some(Untold { line, day })
    }
}
