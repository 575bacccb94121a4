//! Parquet in many files: one folder a year of completion and organization, named as Hive names them, which DuckDB, Spark and Trino
//! read as two more columns.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use crate::record::Told;
use crate::record::table::Row;

use super::super::Lines;
use super::group::{Group, Sink};

/// So many rows wait in memory, over all files, before the fullest is written out.
const WAITING: usize = 65_536;

/// How the file in each folder is called.
const TABLE: &str = "records.parquet";

/// Keeps the bytes of many files.
pub trait Store {
    /// Adds bytes to the end of a file, which is made where there is none.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    fn add(&mut self, file: &str, bytes: &[u8]) -> io::Result<()>;
}

/// Records on their way into many files.
pub struct Partitions<'a> {
    store: &'a mut dyn Store,
    lines: Lines,
    parts: BTreeMap<String, (Sink, Group)>,
    waiting: usize,
}

impl<'a> Partitions<'a> {
    /// Begins to write.
    pub fn new(store: &'a mut dyn Store, lines: Lines) -> Self {
        Self { store, lines, parts: BTreeMap::new(), waiting: 0 }
    }

    /// Writes what is told of one learner, and returns how many rows that were.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn add(&mut self, told: &Told) -> io::Result<usize> {
        match self.lines {
            Lines::Completions => {
                for row in &told.completions {
                    self.row(&place(row.completed_on.year(), &row.organization), row)?;
                }
                Ok(told.completions.len())
            }
            Lines::Attempts => {
                for row in &told.attempts {
                    let year = row.ended_at.to_zoned_datetime(jiff::tz::TimeZone::UTC).year();
                    self.row(&place(year, &row.organization), row)?;
                }
                Ok(told.attempts.len())
            }
        }
    }

    fn row<R: Row>(&mut self, place: &str, row: &R) -> io::Result<()> {
        if !self.parts.contains_key(place) {
            self.parts.insert(place.to_owned(), (Sink::new::<R>()?, Group::new::<R>()));
        }
        if let Some((_, group)) = self.parts.get_mut(place) {
            row.cells(group);
            self.waiting += 1;
        }
        if self.waiting >= WAITING {
            self.pour_fullest::<R>()?;
        }
        Ok(())
    }

    fn pour_fullest<R: Row>(&mut self) -> io::Result<()> {
        let Some((place, (sink, group))) = self.parts.iter_mut().max_by_key(|(_, (_, group))| group.rows()) else { return Ok(()) };
        let full = std::mem::replace(group, Group::new::<R>());
        self.waiting -= full.rows();
        sink.group(&full)?;
        self.store.add(place, &sink.take()?)
    }

    /// Writes all that is left.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        for (place, (mut sink, group)) in self.parts {
            if group.rows() > 0 {
                sink.group(&group)?;
            }
            self.store.add(&place, &sink.finish()?)?;
        }
        Ok(())
    }
}

/// Returns the path of a file: `year=2026/org=Mercy%20West/records.parquet`. The name `org` is no column of the table, so that no reader
/// has two of one name.
fn place(year: i16, organization: &str) -> String {
    let named = if organization.trim().is_empty() { "none".to_owned() } else { escaped(organization) };
    format!("year={year}/org={named}/{TABLE}")
}

/// Whether a name may stand so deep in a folder of such files: the years, in them the organizations, in those the tables.
#[must_use]
pub fn may_stand(name: &str, deep: usize) -> bool {
    let after = |start| name.strip_prefix(start).unwrap_or_default();
    match deep {
        0 => after("year=").parse::<i16>().is_ok_and(|year| name == format!("year={year}")),
        1 => !after("org=").is_empty() && after("org=").bytes().all(|byte| is_plain(byte) || byte == b'%'),
        2 => name == TABLE,
        _ => false,
    }
}

const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Returns words as a name of a folder: whatever could lead out of it or means something to a system is written as `%2F`.
fn escaped(words: &str) -> String {
    let mut name = String::new();
    for byte in words.bytes().take(60) {
        if is_plain(byte) {
            name.push(char::from(byte));
        } else {
            let _always_room = write!(name, "%{byte:02X}");
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_organization_leads_out_of_the_folder() {
        assert_eq!(place(2026, "Mercy West"), "year=2026/org=Mercy%20West/records.parquet");
        assert_eq!(place(2026, "../../etc"), "year=2026/org=%2E%2E%2F%2E%2E%2Fetc/records.parquet");
        assert_eq!(place(2026, " "), "year=2026/org=none/records.parquet");
        assert!(place(2026, &"x".repeat(10_000)).len() < 120);
    }

    #[test]
    fn whatever_is_written_may_stand_where_it_is_and_nothing_else_may() {
        for organization in ["", "Mercy West", "../../etc", "Klinikum Süd-Ost_2"] {
            let written = place(2026, organization);
            assert!(written.split('/').enumerate().all(|(deep, name)| may_stand(name, deep)), "{written}");
        }
        for (deep, name) in [(0, "year=old"), (0, "year="), (0, "org=none"), (1, "month=01"), (1, "org="), (2, "my.txt"), (3, TABLE)] {
            assert!(!may_stand(name, deep), "{name}");
        }
    }
}
