//! Records as rows of a table: which columns they have, what each holds, and the cells of one row. Table formats are written from
//! this alone, so that a new column is one line here and none in a format.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name: small letters and underscores.
    pub name: &'static str,
    /// What stands in its cells.
    pub holds: Holds,
}

/// What stands in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words that a person typed.
    Text,
    /// Words of ours: ids, digests, versions.
    Code,
    /// A whole number.
    Number,
    /// A moment, to the millisecond, in UTC.
    Moment,
    /// A day on a calendar.
    Day,
    /// Yes or no.
    Flag,
}

/// One cell.
#[derive(Clone, Copy)]
pub enum Cell<'a> {
    /// Words that a person typed.
    Text(&'a str),
    /// Words of ours.
    Code(&'a str),
    /// Words of ours that are not yet written down.
    Shown(&'a dyn fmt::Display),
    /// An id.
    Id(Uuid),
    /// A whole number.
    Number(u64),
    /// A moment.
    Moment(Timestamp),
    /// A day.
    Day(Date),
    /// Yes or no.
    Flag(bool),
    /// Nothing.
    Empty,
}

impl Column {
    /// Describes a column.
    pub(super) const fn new(name: &'static str, holds: Holds) -> Self {
        Self { name, holds }
    }
}

/// Takes the cells of a row, one after the other.
pub trait Cells {
    /// Takes the next cell.
    fn cell(&mut self, cell: Cell<'_>);
}

/// A record that is a row of a table.
pub trait Row {
    /// The columns, in order. One is only ever added, at the end.
    const COLUMNS: &'static [Column];
    /// Hands over the cells in the order of the columns.
    fn cells(&self, to: &mut impl Cells);
}
