//! GIFT, Moodle's text format: one question a paragraph, answers in braces.

mod grammar;
mod read;
mod write;

use super::{Exchange, Given, Paper, Taken, aiken};

/// The format.
pub(super) struct Gift;

impl Exchange for Gift {
    fn name(&self) -> &'static str {
        "gift"
    }

    fn ending(&self) -> &'static str {
        "gift"
    }

    fn is(&self, ending: &str, text: &str) -> bool {
        ending == "gift" || (ending == "txt" && (text.contains('{') || text.contains("::")) && !aiken::is_surely(text))
    }

    fn read(&self, text: &str) -> Option<Taken> {
        Some(read::read(text))
    }

    fn write(&self, paper: &Paper) -> Option<Given> {
        Some(write::write(paper))
    }
}
