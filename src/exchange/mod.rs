//! Other people's quiz formats, in and out. One file a format, one row in [`EXCHANGES`]; what cannot be carried is listed with its line.
//!
//! Every format meets the others in [`Paper`]: plain questions, as far as formats agree on what a question is.

mod aiken;
mod anki;
mod entity;
mod gift;
mod markup;
mod mdbook_quiz;
mod moodle_xml;
mod number;

pub mod ours;
mod paper;

pub use paper::{Asked, Body, Given, Lost, Paper, Share, Taken};

/// A format.
pub trait Exchange: Sync {
    /// Returns its name, as it is typed.
    fn name(&self) -> &'static str;
    /// Returns how the names of its files end.
    fn ending(&self) -> &'static str;
    /// Whether a text with this ending is in this format; only formats that share an ending look at the text.
    fn is(&self, ending: &str, _text: &str) -> bool {
        self.ending() == ending
    }
    /// Reads a text; `None` for a format that is only written. Cannot fail: what is not understood is listed.
    fn read(&self, text: &str) -> Option<Taken>;
    /// Writes questions; `None` for a format that is only read.
    fn write(&self, paper: &Paper) -> Option<Given>;
}

/// Every format.
pub static EXCHANGES: &[&dyn Exchange] = &[&gift::Gift, &moodle_xml::MoodleXml, &aiken::Aiken, &mdbook_quiz::MdbookQuiz, &anki::Anki];

/// Returns the format of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn Exchange> {
    EXCHANGES.iter().copied().find(|format| format.name() == name)
}

/// Returns the format a file is in, by the ending of its name and, where formats share one, by its first words.
#[must_use]
pub fn recognised(ending: &str, text: &str) -> Option<&'static dyn Exchange> {
    EXCHANGES.iter().copied().find(|format| format.is(ending, text))
}
