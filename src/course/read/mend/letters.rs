//! Letters that a file may not hold, and spaces that are none to the parser.

use std::ops::Range;

use crate::diagnostic::code::B005;
use crate::diagnostic::{Diagnostic, Place};

use super::super::lines::syntax;
use super::super::wrong::{steering, steers};
use super::Mender;

/// What to do about a space that is none.
const SPACE_BAR: &str = "delete it; type spaces with the space bar alone";

impl Mender<'_, '_> {
    /// Tells of spaces that are none to the parser, such as one that holds two words together, and reads plain ones in their place.
    pub(super) fn odd_spaces(&mut self, span: Range<usize>) {
        let spaces = self.get(span.clone());
        let Some((at, odd)) = spaces.char_indices().find(|(_, letter)| letter.is_whitespace() && !letter.is_ascii()) else { return };
        let here = span.start + at..span.start + at + odd.len_utf8();
        let complaint = syntax(self.place(&here), format!("this is not a plain space (U+{:04X})", u32::from(odd)));
        self.tell(complaint.help(SPACE_BAR));
        self.edits.push((span.clone(), " ".repeat(span.len())));
    }

    /// Tells of such spaces between a setting and its `=`.
    pub(super) fn odd_space_behind(&mut self, span: Range<usize>) {
        let odd = self.get(span.clone()).chars().find(|letter| !letter.is_ascii()).unwrap_or(' ');
        let says = format!("this is not a plain space (U+{:04X})", u32::from(odd));
        let complaint = Diagnostic::new(&B005, "this line is not a setting", self.place(&span), says);
        self.tell(complaint.help(SPACE_BAR).fix(self.place(&span), " "));
        self.edits.push((span.clone(), " ".repeat(span.len())));
    }

    pub(super) fn control_characters(&mut self) {
        let text = self.text;
        for (at, letter) in text.char_indices().filter(|(_, letter)| steers(*letter)) {
            let span = at..at + letter.len_utf8();
            let after = self.get(span.end..text.len());
            let after = after.strip_prefix('[').map_or(after, |code| code.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';'));
            let after = after.strip_prefix('m').unwrap_or(after);
            self.tell(steering(letter, Place { file: self.file.clone(), span: span.clone() }, after));
            if u32::from(letter) < 0x20 || letter == '\u{7f}' {
                self.edits.push((span, " ".to_owned()));
            }
        }
    }
}
