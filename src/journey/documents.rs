//! The files that a learner takes along: the certificate to print, the record to hand in. Whoever makes them is handed in.

use std::path::PathBuf;

use crate::course::Course;

use super::{Because, Progress};

/// A file that a learner takes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Document {
    /// The newest certificate, as a page to print.
    Certificate,
    /// The record that the department checks.
    HandIn,
}

/// Why a file was not written, worded for the learner.
#[derive(Debug, thiserror::Error)]
#[error("{because}")]
pub struct NotWritten {
    /// What was the matter, and what to do about it.
    pub because: Box<dyn Because>,
}

/// Makes the files that a learner takes along.
pub trait Documents: std::fmt::Debug {
    /// Writes a file, whole or not at all, and returns where it is. The same document always comes to the same file, and no other file is
    /// replaced.
    ///
    /// # Errors
    /// [`NotWritten`] when it cannot be made or written.
    fn write(&self, document: Document, course: &Course, progress: &Progress) -> Result<PathBuf, NotWritten>;
}
