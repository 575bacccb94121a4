//! Whether the days of a table can be read in one way alone.

use std::fmt;
use std::io::Read;

use super::super::roster::{Order, order};
use super::TakenOver;
use super::columns::Tells;

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

impl<R: Read> TakenOver<'_, R> {
    /// Reads all of the table for its days alone, and returns two of them that contradict each other: where one of them has the day before
    /// the month, another may not be taken for one that has the month first.
    #[must_use]
    pub fn mixed(mut self) -> Option<Mixed> {
        let (mut day_first, mut month_first, mut either) = (None, None, None);
        while self.lines.read_record(&mut self.line).is_ok_and(|goes_on| goes_on) {
            let number = self.lines.get_mut().line_of(self.line.position().map_or(0, csv::Position::byte)) + 1;
            let days = self.tells.iter().zip(&self.line).filter(|(tells, _)| matches!(tells, Some(Tells::Completed | Tells::Expires)));
            for (_, cell) in days {
                let first = match order(cell) {
                    None => continue,
                    Some(Order::DayFirst) => &mut day_first,
                    Some(Order::MonthFirst) => &mut month_first,
                    Some(Order::Either) => &mut either,
                };
                first.get_or_insert_with(|| (number, cell.trim().to_owned()));
            }
        }
        let is_sure = month_first.is_some();
        Some(Mixed { day_first: day_first?, other: month_first.or(either)?, is_sure })
    }
}
