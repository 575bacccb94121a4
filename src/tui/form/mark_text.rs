//! Phrases of a text to mark, where they stand.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::language::Language;
use crate::prose::layout::width;
use crate::question::{Piece, Response};
use crate::tui::sheet::{Row, Sheet, Spot, Touch, piece};
use crate::tui::theme::Role;

use super::Answered;

/// What is marked so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Draft {
    marked: BTreeSet<usize>,
}

/// What stands before the first word of a phrase that is marked.
const MARK: &str = "[x]";

/// The text as it is set word by word.
struct Setting<'a> {
    sheet: &'a mut Sheet,
    row: Row,
    used: usize,
}

impl Setting<'_> {
    fn end_row(&mut self) {
        self.sheet.rows.push(std::mem::take(&mut self.row));
        self.used = 0;
    }

    /// Begins a row where this one has no room for so much, and the next one has.
    fn keep_together(&mut self, wide: usize) {
        if self.used > 0 && self.used + wide > self.sheet.columns {
            self.end_row();
        }
    }

    fn word(&mut self, word: &str, role: Role, phrase: Option<usize>) {
        let wide = width(word);
        if word == " " && self.used == 0 {
            return;
        }
        if self.used + wide > self.sheet.columns && self.used > 0 {
            self.end_row();
            if word == " " {
                return;
            }
        }
        if let Some(phrase) = phrase {
            self.mark(phrase, wide);
        }
        self.row.push(piece(word, role));
        self.used += wide;
    }

    /// Adds a word to the phrase's spot.
    fn mark(&mut self, phrase: usize, wide: usize) {
        let (row, from) = (self.sheet.rows.len(), self.used);
        let touch = Touch::Item(phrase);
        match self.sheet.spots.iter_mut().find(|spot| spot.touch == touch) {
            Some(spot) => spot.add(row, from..from + wide),
            None => self.sheet.spots.push(Spot::inline(row, from..from + wide, touch)),
        }
    }
}

impl Draft {
    pub(super) fn lay(&self, pieces: &[Piece], say: Language, sheet: &mut Sheet) {
        let mut setting = Setting { sheet, row: Row::new(), used: 0 };
        for part in pieces {
            let marked = part.phrase.is_some_and(|phrase| self.marked.contains(&phrase));
            let role = if part.phrase.is_some() { Role::Link } else { Role::Text };
            if marked {
                let first = part.text.split_word_bounds().find(|word| !word.trim().is_empty()).unwrap_or_default();
                setting.keep_together(width(MARK) + width(first));
                setting.word(MARK, Role::Accent, part.phrase);
            }
            for word in part.text.split_word_bounds() {
                if word.contains('\n') && part.text.contains("\n\n") {
                    setting.end_row();
                } else {
                    setting.word(if word.trim().is_empty() { " " } else { word }, role, part.phrase);
                }
            }
        }
        setting.end_row();
        sheet.gap();
        sheet.button(say.form_marked(), Touch::Next);
    }

    /// Goes on with what was marked.
    pub(super) const fn of(marked: BTreeSet<usize>) -> Self {
        Self { marked }
    }

    pub(super) fn so_far(&self) -> Response {
        Response::Marks(self.marked.clone())
    }

    /// Keeps what is marked where each phrase stands now.
    pub(super) fn renewed(&self, place: impl Fn(usize) -> Option<usize>) -> Self {
        Self { marked: self.marked.iter().copied().filter_map(place).collect() }
    }

    pub(super) fn touch(&mut self, phrase: usize) -> Answered {
        if !self.marked.remove(&phrase) {
            self.marked.insert(phrase);
        }
        Answered::NotYet
    }

    pub(super) fn submit(&self, say: Language) -> Answered {
        if self.marked.is_empty() {
            return Answered::Because(say.form_no_phrase_marked().to_owned());
        }
        Answered::With(self.so_far())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_over_two_rows_is_one_spot_on_both() {
        let piece = |text: &str, phrase| Piece { text: text.to_owned(), phrase };
        let pieces = [piece("Our ", None), piece("clinic in the small valley", Some(0)), piece(" is open.", None)];
        let mut sheet = Sheet::new(20);
        Draft::default().lay(&pieces, Language::English, &mut sheet);
        assert_eq!(sheet.text().lines().take(2).collect::<Vec<_>>(), ["Our clinic in the", "small valley is open"]);
        let spot = &sheet.spots[0];
        assert!(spot.holds(0, 4) && spot.holds(1, 0) && spot.holds(1, 11));
        assert!(!spot.holds(0, 3) && !spot.holds(1, 13));
    }
}
