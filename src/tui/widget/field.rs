//! A line of one's own to type into. Letters are kept in NFC; what would steer a terminal is refused.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::prose::safe::harmless;
use crate::tui::keymap::Action;
use crate::tui::sheet::{Row, Sheet, Touch, piece, row_width};
use crate::tui::theme::Role;

/// What was typed so far. The cursor stands at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Field {
    text: String,
    most: usize,
}

impl Field {
    /// Begins with a text, for at most so many letters.
    pub(crate) fn new(text: &str, most: usize) -> Self {
        let mut field = Self { text: String::new(), most };
        field.add(text);
        field
    }

    /// Takes a letter, a paste or an erasure in. Returns whether it was one.
    pub(crate) fn act(&mut self, action: &Action) -> bool {
        match action {
            Action::Type(letter) => self.add(letter.encode_utf8(&mut [0; 4])),
            Action::Paste(text) => self.add(text),
            Action::Erase => {
                let kept = self.text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
                self.text.truncate(kept);
            }
            _ => return false,
        }
        true
    }

    fn add(&mut self, text: &str) {
        let spaced = text.chars().map(|letter| if matches!(letter, '\n' | '\t') { ' ' } else { letter });
        let joined: String = self.text.chars().chain(spaced.filter(|letter| harmless(*letter))).nfc().collect();
        self.text = joined.graphemes(true).take(self.most).collect();
    }

    /// Returns what was typed, without spaces around it.
    pub(crate) fn text(&self) -> &str {
        self.text.trim()
    }
}

/// Adds a text being written, over as many rows as it needs, with the cursor at its end.
pub(crate) fn write_on(sheet: &mut Sheet, field: &Field, touch: Touch) {
    let from = sheet.rows.len();
    sheet.say(&field.text, Role::Text);
    let room = sheet.columns.saturating_sub(1);
    let mut wide = sheet.rows.last().filter(|_| sheet.rows.len() > from).map_or(0, row_width);
    if sheet.rows.len() == from || wide > room {
        sheet.rows.push(Row::new());
        wide = 0;
    }
    if field.text.ends_with(' ') && wide > 0 {
        wide += 1;
    }
    let last = sheet.rows.len() - 1;
    if let Some(row) = sheet.rows.last_mut() {
        let shown = row_width(row);
        row.push(piece(&" ".repeat(wide.saturating_sub(shown)), Role::Text));
        row.push(piece(&"_".repeat(room.saturating_sub(wide)), Role::Faint));
    }
    sheet.spot(from, touch);
    if let Some(spot) = sheet.spots.last_mut() {
        spot.cursor = (last, wide);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_in_nfc_without_control_characters() {
        let mut field = Field::new("", 40);
        field.act(&Action::Paste("Zoe\u{308}\u{1b}[31m\u{202e}".into()));
        assert_eq!(field.text(), "Zoë[31m");
        field.act(&Action::Erase);
        assert_eq!(field.text(), "Zoë[31");
        field.act(&Action::Type('\u{7}'));
        assert_eq!(field.text(), "Zoë[31");
    }
}
