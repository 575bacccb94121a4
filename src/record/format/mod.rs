//! The formats records are written in. One file a format, one row in [`FORMATS`].

mod csv;
mod ics;
mod json;
mod jsonl;
mod manner;
mod object;
mod parquet;
pub mod pars;
mod xapi;

use std::io::{self, Read, Write};

pub use self::csv::CsvRows;
pub(super) use self::csv::unguarded;
pub use self::manner::{Lines, Manner};
pub use self::parquet::{Partitions, Store, may_stand};

use super::{Attempted, Completion, Told};

/// A way of writing records down.
pub trait Format: Sync {
    /// Returns the word after `--format`.
    fn name(&self) -> &'static str;
    /// Returns what it is for, in a line.
    fn about(&self) -> &'static str;
    /// Begins to write.
    fn sheet<'a>(&self, out: &'a mut dyn Write, manner: &Manner<'a>) -> Box<dyn Sheet + 'a>;
    /// Returns how a table of this format is read back; `None` for a format that carries only some of a record.
    fn table(&self) -> Option<&dyn Table> {
        None
    }
}

/// A format that carries all columns of a record and can be read back.
pub trait Table {
    /// Reads completions back.
    ///
    /// # Errors
    /// [`Unreadable`] when it is not what this format writes.
    fn completions(&self, from: &mut dyn Read) -> Result<Vec<Completion>, Unreadable>;
    /// Reads attempts back, without their answers.
    ///
    /// # Errors
    /// [`Unreadable`] when it is not what this format writes.
    fn attempts(&self, from: &mut dyn Read) -> Result<Vec<Attempted>, Unreadable>;
}

/// Records on their way out, learner by learner, so that their number does not matter.
pub trait Sheet {
    /// Writes what is told of one learner, and returns how many rows that were.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    fn add(&mut self, told: &Told) -> io::Result<usize>;
    /// Writes one completion of which no more is told, and returns how many rows that were.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    fn add_completion(&mut self, row: &Completion) -> io::Result<usize> {
        self.add(&Told { completions: vec![row.clone()], ..Told::default() })
    }
    /// Writes what comes after the last one.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Why a file of records could not be read.
#[derive(Debug, thiserror::Error)]
#[error("could not read these records as {format}: {because}")]
pub struct Unreadable {
    /// The format.
    pub format: &'static str,
    /// What was the matter, and where.
    pub because: String,
}

/// Every format.
pub static FORMATS: &[&dyn Format] =
    &[&csv::Csv, &json::Json, &jsonl::JsonLines, &parquet::Parquet, &xapi::Xapi, &pars::Pars, &ics::Calendar];

/// Returns the format of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}
