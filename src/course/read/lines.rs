//! Lines of a file, and the complaint of one that cannot be read.

use crate::diagnostic::code::B001;
use crate::diagnostic::{Diagnostic, Place};

/// Begins the complaint of a line that has no code of its own.
pub(super) fn syntax(place: Place, says: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&B001, "I cannot read this line", place, says)
}

/// Returns where the line that holds a byte ends, before its line end.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |long| at + long)
}

pub(super) fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}
