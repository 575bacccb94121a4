//! The formats completions are written in. One file a format, one row in [`FORMATS`].

mod csv;
mod json;

use std::io::{self, Read, Write};

use super::Completion;

/// A way of writing completions down, and of reading them back.
pub trait Format: Sync {
    /// Returns the word after `--format`.
    fn name(&self) -> &'static str;
    /// Returns what it is for, in a line.
    fn about(&self) -> &'static str;
    /// Begins to write.
    fn sheet<'a>(&self, out: &'a mut dyn Write) -> Box<dyn Sheet + 'a>;
    /// Reads back what was written.
    ///
    /// # Errors
    /// [`Unreadable`] when it is not what this format writes.
    fn read(&self, from: &mut dyn Read) -> Result<Vec<Completion>, Unreadable>;
}

/// Completions on their way out, one at a time, so that their number does not matter.
pub trait Sheet {
    /// Writes one completion.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    fn add(&mut self, completion: &Completion) -> io::Result<()>;
    /// Writes what comes after the last one.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Why a file of completions could not be read.
#[derive(Debug, thiserror::Error)]
#[error("could not read these completions as {format}: {because}")]
pub struct Unreadable {
    /// The format.
    pub format: &'static str,
    /// What was the matter, and where.
    pub because: String,
}

/// Every format.
pub static FORMATS: &[&dyn Format] = &[&csv::Csv, &json::Json];

/// Returns the format of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}
