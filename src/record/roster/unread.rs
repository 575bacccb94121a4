//! The columns of a table that are of no use here and hold days all the same: one of them may say when somebody left.

use std::fmt;

use crate::prose::safe;

use super::{day, is_no_day};

/// So many cells of a column are looked at before it is known to hold days, or not to.
const LOOKED_AT: u8 = 50;
/// So many columns are named, with so many letters.
const NAMED: usize = 5;
const LETTERS: usize = 40;

/// The columns that are not read, each at its place, as far as their cells were looked at.
#[derive(Clone, Debug, Default)]
pub struct Unread(Vec<Option<Column>>);

#[derive(Clone, Debug)]
struct Column {
    name: String,
    days: u8,
    is_other: bool,
}

impl Unread {
    /// Begins with the names of all columns, and whether each is read.
    pub(in crate::record) fn of<'a>(columns: impl Iterator<Item = (&'a String, bool)>) -> Self {
        let unread = |(name, is_read): (&String, bool)| {
            (!is_read).then(|| Column { name: name.chars().take(LETTERS).collect(), days: 0, is_other: false })
        };
        Self(columns.map(unread).collect())
    }

    /// Looks at a cell in the column at this place.
    pub(in crate::record) fn take(&mut self, place: usize, cell: &str) {
        let Some(Some(column)) = self.0.get_mut(place) else { return };
        if column.is_other || column.days == LOOKED_AT || cell.trim().is_empty() || is_no_day(cell) {
            return;
        }
        if day(cell).is_some() { column.days += 1 } else { column.is_other = true }
    }

    fn days(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().filter(|column| column.days > 0 && !column.is_other).map(|column| column.name.as_str())
    }

    /// Whether any of them holds days.
    #[must_use]
    pub fn has_days(&self) -> bool {
        self.days().next().is_some()
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.days().count();
        let named: Vec<String> = self.days().take(NAMED).map(|name| format!("`{}`", safe::line(name))).collect();
        let more = if count > named.len() { ", ..." } else { "" };
        let (columns, were) = if count == 1 { ("the column", "was") } else { ("the columns", "were") };
        write!(f, "{columns} {}{more} with days {were} not read", named.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_with_days_and_nothing_else_are_named_where_they_are_not_read() {
        let names = ["hired", "Leaver", "shoe size", "Reviewed\u{1b}", "notes", "empty"].map(str::to_owned);
        let mut unread = Unread::of(names.iter().map(|name| (name, name == "hired")));
        for line in [["2026-01-02", "", "44", "1/2/26", "2026-01-02", ""], ["2026-01-02", "31.12.2025", "45", "99991231", "ask", ""]] {
            for (place, cell) in line.into_iter().enumerate() {
                unread.take(place, cell);
            }
        }
        assert!(unread.has_days());
        assert_eq!(unread.to_string(), "the columns `Leaver`, `Reviewed␛` with days were not read");
        assert!(!Unread::of(names.iter().map(|name| (name, false))).has_days());
    }
}
