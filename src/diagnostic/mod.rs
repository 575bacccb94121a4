//! What is wrong with what a trainer wrote, as plain data. Rendering it for people and machines is in the files beside.

pub mod code;
mod excerpt;
pub mod human;
pub mod machine;
mod near;

use std::ops::Range;
use std::sync::Arc;

pub use code::{CODES, Code, Family, Severity};
pub use excerpt::{Bytes, Texts, steers};
pub use near::{is_one_slip, nearest, within};

/// Where something stands: a file of the course and a range of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file's path inside the course folder, with `/` between its parts.
    pub file: Arc<str>,
    /// The bytes meant, counted from the file's beginning; never empty unless the file is.
    pub span: Range<usize>,
}

/// A place and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// What is said there, lower case, no full stop; may be empty.
    pub says: String,
}

/// One replacement that `check --fix` may make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub place: Place,
    /// What stands there afterwards.
    pub with: String,
}

/// One finding, in the author's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its code, name and usual severity.
    pub code: &'static Code,
    /// How bad it is in this course: an error where the course denies it.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, understood alone in one line.
    pub message: String,
    /// The place it is about.
    pub primary: Label,
    /// Other places that explain it, also in other files.
    pub others: Vec<Label>,
    /// What to do, in the imperative, with the line to write.
    pub help: Vec<String>,
    /// Why it matters.
    pub notes: Vec<String>,
    /// What `check --fix` would change; empty when only a person can tell.
    pub edits: Vec<Edit>,
}

impl Diagnostic {
    /// Begins a finding; the builders below add to it.
    #[must_use]
    pub fn new(code: &'static Code, message: impl Into<String>, place: Place, says: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            primary: Label { place, says: says.into() },
            others: Vec::new(),
            help: Vec::new(),
            notes: Vec::new(),
            edits: Vec::new(),
        }
    }

    /// Adds a second place.
    #[must_use]
    pub fn and(mut self, place: Place, says: impl Into<String>) -> Self {
        self.others.push(Label { place, says: says.into() });
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds why it matters.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds a change that `check --fix` may make.
    #[must_use]
    pub fn fix(mut self, place: Place, with: impl Into<String>) -> Self {
        self.edits.push(Edit { place, with: with.into() });
        self
    }

    /// Adds the change of a name to the one that was meant, where the two are one slip apart.
    #[must_use]
    pub fn fix_slip(self, (written, meant): (&str, &str), place: Place, with: impl Into<String>) -> Self {
        if is_one_slip(written, meant) { self.fix(place, with) } else { self }
    }
}
