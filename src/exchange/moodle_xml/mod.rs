//! Moodle XML: every question an element, every text with a format of its own.

mod read;
mod tree;
mod write;

use super::{Exchange, Given, Paper, Taken};

/// The format.
pub(super) struct MoodleXml;

impl Exchange for MoodleXml {
    fn name(&self) -> &'static str {
        "moodle-xml"
    }

    fn ending(&self) -> &'static str {
        "xml"
    }

    fn read(&self, text: &str) -> Option<Taken> {
        Some(read::read(text))
    }

    fn write(&self, paper: &Paper) -> Option<Given> {
        Some(write::write(paper))
    }
}
