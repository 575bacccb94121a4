//! A text of one's own to type into: a line, or an area with line breaks. Letters are kept in NFC; what would steer a terminal is
//! refused. The cursor stands between letters, and what was undone can be done again.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::journey::{parted, says_full};
use crate::language::Language;
use crate::prose::layout::width;
use crate::prose::safe::harmless;
use crate::tui::keymap::Action;
use crate::tui::sheet::{Sheet, Spot, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::View;

/// How many changes can be undone.
const MOST_CHANGES: usize = 200;

/// What was typed so far, and where the cursor stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Field {
    now: State,
    most: usize,
    breaks: bool,
    before: Vec<State>,
    after: Vec<State>,
    /// Whether the last change was a letter, so that letters typed in a row are undone together.
    typing: bool,
    /// What of the last text put in found no room.
    left_out: String,
}

/// A text and the byte the cursor stands before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct State {
    text: String,
    cursor: usize,
}

impl Field {
    /// Begins a line with a text, for at most so many letters.
    pub(crate) fn new(text: &str, most: usize) -> Self {
        let mut field = Self { most, ..Self::default() };
        field.insert(text);
        field.now.cursor = field.now.text.len();
        field
    }

    /// Begins an area with a text, for at most so many letters.
    pub(crate) fn area(text: &str, most: usize) -> Self {
        let mut field = Self { most, breaks: true, ..Self::default() };
        field.insert(text);
        field
    }

    /// Takes what concerns a line in. Returns whether it did.
    pub(crate) fn act(&mut self, action: &Action) -> bool {
        match action {
            Action::Type(letter) => self.change(letter.is_alphanumeric(), |field| field.insert(letter.encode_utf8(&mut [0; 4]))),
            Action::Paste(text) => self.change(false, |field| field.insert(text)),
            Action::Erase => self.change(false, |field| field.erase(field.letter_before()..field.now.cursor)),
            Action::Delete => self.change(false, |field| field.erase(field.now.cursor..field.letter_after())),
            Action::EraseWord => self.change(false, |field| field.erase(field.word_before()..field.now.cursor)),
            Action::Before => self.go(self.letter_before()),
            Action::After => self.go(self.letter_after()),
            Action::WordBefore => self.go(self.word_before()),
            Action::WordAfter => self.go(self.word_after()),
            Action::LineStart => self.go(self.line().start),
            Action::LineEnd => self.go(self.line().end),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            _ => return false,
        }
        true
    }

    /// Takes what concerns an area of this width in: a line's doings, and a row up or down while there is one.
    pub(crate) fn act_in(&mut self, action: &Action, columns: usize) -> bool {
        let rows = rows(&self.now.text, columns);
        let (row, column) = place(&self.now, &rows);
        let to = match action {
            Action::Up => row.checked_sub(1),
            Action::Down => Some(row + 1).filter(|row| *row < rows.len()),
            _ => return self.act(action),
        };
        let Some(to) = to else { return false };
        self.point(to, column, columns);
        true
    }

    /// Puts the cursor where a click fell: on a row of the text as it is laid out, at a column.
    pub(crate) fn point(&mut self, row: usize, column: usize, columns: usize) {
        let rows = rows(&self.now.text, columns);
        let Some(row) = rows.get(row.min(rows.len().saturating_sub(1))) else { return };
        let mut wide = 0;
        let letters = self.now.text.get(row.clone()).unwrap_or_default().grapheme_indices(true);
        let mut hit = letters.map(|(at, letter)| {
            wide += width(letter);
            (row.start + at, wide)
        });
        let at = hit.find(|(_, end)| *end > column).map_or(row.end, |(at, _)| at);
        self.go(at);
    }

    /// Returns what was typed, without spaces around it.
    pub(crate) fn text(&self) -> &str {
        self.now.text.trim()
    }

    /// Says that no more letters fit, and which were left out; `None` while there is room.
    pub(crate) fn says_full(&self, say: Language) -> Option<String> {
        let is_full = !self.left_out.is_empty() || self.now.text.graphemes(true).count() >= self.most;
        // Of a single letter it need not be said which it was.
        let is_long = self.left_out.graphemes(true).nth(1).is_some();
        is_full.then(|| says_full(self.most, if is_long { &self.left_out } else { "" }, say))
    }

    fn change(&mut self, typing: bool, how: impl FnOnce(&mut Self)) {
        let was = self.now.clone();
        self.left_out.clear();
        how(self);
        if self.now.text != was.text && !(typing && self.typing) {
            self.before.push(was);
            if self.before.len() > MOST_CHANGES {
                self.before.remove(0);
            }
        }
        self.after.clear();
        self.typing = typing;
    }

    fn undo(&mut self) {
        self.left_out.clear();
        if let Some(state) = self.before.pop() {
            self.after.push(std::mem::replace(&mut self.now, state));
        }
        self.typing = false;
    }

    fn redo(&mut self) {
        self.left_out.clear();
        if let Some(state) = self.after.pop() {
            self.before.push(std::mem::replace(&mut self.now, state));
        }
        self.typing = false;
    }

    fn go(&mut self, cursor: usize) {
        self.now.cursor = cursor;
        self.typing = false;
    }

    fn insert(&mut self, text: &str) {
        let room = self.most.saturating_sub(self.now.text.graphemes(true).count());
        let even = text.replace("\r\n", "\n").replace('\r', "\n");
        let spaced = even.chars().map(|letter| if letter == '\t' || letter == '\n' && !self.breaks { ' ' } else { letter });
        let kept: String = spaced.filter(|letter| *letter == '\n' || harmless(*letter)).collect();
        let (before, after) = self.now.text.split_at_checked(self.now.cursor).unwrap_or((&self.now.text, ""));
        let joined: String = before.chars().chain(kept.chars()).nfc().collect();
        let most = before.graphemes(true).count() + room;
        let (begins, left_out) = parted(&joined, most);
        left_out.clone_into(&mut self.left_out);
        self.now = State { cursor: begins.len(), text: format!("{begins}{after}") };
    }

    fn erase(&mut self, bytes: Range<usize>) {
        let begins = self.now.text.get(..bytes.start).unwrap_or_default();
        let ends = self.now.text.get(bytes.end..).unwrap_or_default();
        self.now = State { cursor: begins.len(), text: format!("{begins}{ends}") };
    }

    fn letter_before(&self) -> usize {
        self.now.text.grapheme_indices(true).map(|(at, _)| at).take_while(|at| *at < self.now.cursor).last().unwrap_or(0)
    }

    fn letter_after(&self) -> usize {
        self.now.text.grapheme_indices(true).map(|(at, _)| at).find(|at| *at > self.now.cursor).unwrap_or(self.now.text.len())
    }

    fn word_before(&self) -> usize {
        self.now.text.unicode_word_indices().map(|(at, _)| at).take_while(|at| *at < self.now.cursor).last().unwrap_or(0)
    }

    fn word_after(&self) -> usize {
        let mut ends = self.now.text.unicode_word_indices().map(|(at, word)| at + word.len());
        ends.find(|end| *end > self.now.cursor).unwrap_or(self.now.text.len())
    }

    /// Returns the line the cursor stands on, from its first letter to its break.
    fn line(&self) -> Range<usize> {
        let (before, after) = self.now.text.split_at_checked(self.now.cursor).unwrap_or((&self.now.text, ""));
        before.rfind('\n').map_or(0, |at| at + 1)..self.now.cursor + after.find('\n').unwrap_or(after.len())
    }
}

/// Returns the bytes of each row, broken after a space where there is one. There is always a row.
fn rows(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut from = 0;
    for line in text.split('\n') {
        let (mut start, mut wide, mut space) = (from, 0, None);
        for (at, letter) in line.grapheme_indices(true) {
            let at = from + at;
            if wide + width(letter) > columns.max(1) && at > start {
                let end = space.unwrap_or(at);
                rows.push(start..end);
                wide = text.get(end..at).map_or(0, width);
                (start, space) = (end, None);
            }
            wide += width(letter);
            if letter == " " {
                space = Some(at + 1);
            }
        }
        rows.push(start..from + line.len());
        from += line.len() + 1;
    }
    rows
}

/// Returns the row and the column of the cursor.
fn place(state: &State, rows: &[Range<usize>]) -> (usize, usize) {
    let row = rows.iter().rposition(|row| row.start <= state.cursor).unwrap_or(0);
    let start = rows.get(row).map_or(0, |row| row.start);
    (row, state.text.get(start..state.cursor).map_or(0, width))
}

/// Returns the width a text being written is laid out to: the cursor needs a column after the last letter.
pub(crate) fn room(sheet: &Sheet) -> usize {
    sheet.columns.saturating_sub(1).max(1)
}

/// Adds a text being written, over as many rows as it needs, with the cursor where it stands. Where no more fits, that is said below.
pub(crate) fn write_on(sheet: &mut Sheet, field: &Field, touch: Touch, say: Language) {
    let from = sheet.rows.len();
    let room = room(sheet);
    let rows = rows(&field.now.text, room);
    for bytes in &rows {
        let text = field.now.text.get(bytes.clone()).unwrap_or_default();
        sheet.row(vec![piece(text, Role::Text), piece(&"_".repeat(room.saturating_sub(width(text))), Role::Faint)]);
    }
    let (row, column) = place(&field.now, &rows);
    if let Some(full) = field.says_full(say) {
        sheet.say(&full, Role::Notice);
    }
    sheet.spot(from, touch);
    if let Some(spot) = sheet.spots.last_mut() {
        spot.cursor = (from + row, column);
    }
}

/// Scrolls to the row the cursor stands on, and to what is said below the text where the window has room for both. Returns whether
/// something is said there that is out of sight.
pub(crate) fn follow(view: &mut View, sheet: &Sheet, spot: &Spot, height: usize) -> bool {
    let last = spot.rows.end.saturating_sub(1);
    let is_said = sheet.rows.get(last).is_some_and(|row| row.iter().any(|piece| piece.role == Role::Notice));
    let has_room = last < spot.cursor.0 + height;
    if is_said && has_room {
        view.follow(last, height);
    }
    view.follow(spot.cursor.0, height);
    is_said && !has_room
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(field: &mut Field, text: &str) {
        for letter in text.chars() {
            field.act(&Action::Type(letter));
        }
    }

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

    #[test]
    fn letters_come_and_go_where_the_cursor_stands() {
        let mut field = Field::new("Ana Lma", 40);
        for action in [Action::Before, Action::Before, Action::Type('i'), Action::LineStart, Action::Delete, Action::Type('D')] {
            field.act(&action);
        }
        assert_eq!((field.text(), field.now.cursor), ("Dna Lima", 1));
        field.act(&Action::LineEnd);
        field.act(&Action::WordBefore);
        field.act(&Action::EraseWord);
        assert_eq!(field.text(), "Lima");
        field.act(&Action::WordAfter);
        assert_eq!(field.now.cursor, 4);
    }

    #[test]
    fn what_was_typed_in_a_row_is_undone_at_once_and_done_again() {
        let mut field = Field::area("", 40);
        types(&mut field, "one two");
        field.act(&Action::Paste(" three\r\nfour".into()));
        field.act(&Action::EraseWord);
        assert_eq!(field.now.text, "one two three\n");
        field.act(&Action::Undo);
        assert_eq!(field.now.text, "one two three\nfour");
        field.act(&Action::Undo);
        assert_eq!(field.now.text, "one two");
        field.act(&Action::Undo);
        field.act(&Action::Redo);
        field.act(&Action::Redo);
        assert_eq!(field.now.text, "one two three\nfour");
        for _ in 0..9 {
            field.act(&Action::Undo);
        }
        assert_eq!(field.now.text, "");
    }

    #[test]
    fn wide_letters_and_joined_ones_keep_their_columns() {
        let mut field = Field::area("漢字かな\nab 👩‍⚕️c", 40);
        assert_eq!(rows(&field.now.text, 5), [0..6, 6..12, 13..16, 16..30]);
        field.point(1, 2, 5);
        assert_eq!(field.now.cursor, 9);
        assert!(field.act_in(&Action::Down, 5));
        assert_eq!(place(&field.now, &rows(&field.now.text, 5)), (2, 2));
        field.act(&Action::LineEnd);
        field.act(&Action::Before);
        field.act(&Action::Erase);
        assert_eq!(field.now.text, "漢字かな\nab c");
        assert!(!field.act_in(&Action::Down, 5));
    }

    #[test]
    fn no_more_letters_get_in_than_there_is_room_for() {
        let mut field = Field::new("abcdef", 4);
        assert_eq!(field.text(), "abcd");
        assert_eq!(field.says_full(Language::English).as_deref(), Some("4 letters, no more fit. Left out: “ef”"));
        field.act(&Action::LineStart);
        field.act(&Action::Type('x'));
        assert_eq!(field.text(), "abcd");
        assert_eq!(field.says_full(Language::English).as_deref(), Some("4 letters, no more fit."));
        field.act(&Action::Delete);
        assert_eq!(field.says_full(Language::English), None);
        field.act(&Action::Paste("one two".into()));
        assert_eq!(field.text(), "obcd");
        assert_eq!(field.says_full(Language::Spanish).as_deref(), Some("4 letras, no caben más. Quedó fuera: «ne two»"));
    }
}
