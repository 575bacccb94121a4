//! A sheet: everything a screen has to show, laid out to a width, as tall as it likes, with the spots that can be touched.
//!
//! Drawing and the mouse both start from the same sheet, so a click lands on what was drawn. Nothing gets into a sheet but
//! through [`prose::safe`](crate::prose::safe).

use std::ops::Range;
use std::sync::Arc;

use crate::prose::layout::{self, Part, width};
use crate::prose::{Block, Run, Target, Tone, Words, safe};

use super::theme::Role;

/// Where somebody is on a sheet, told so that it can be found again once the sheet is laid out to another width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    /// The row of the window in which what is in focus stands, where it is seen and does not merely lead on.
    pub(super) focus: Option<usize>,
    /// The rows of the sheet above the window.
    pub(super) above: usize,
    /// All its rows.
    pub(super) rows: usize,
}

/// What happens when a spot is touched; the screen that laid the sheet out knows what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Touch {
    /// An item of a list or a form, by its number in the author's order.
    Item(usize),
    /// The thing that leads on.
    Next,
    /// A text being written.
    Text,
    /// What shows the hint.
    Hint,
    /// What plays a story again.
    Replay,
    /// A link.
    Link(Target),
}

/// A run of letters and the part it plays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) role: Role,
    pub(super) tone: Tone,
}

/// One row.
pub(super) type Row = Vec<Piece>;

/// Something that can be touched by key or mouse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// The rows it covers.
    pub(super) rows: Range<usize>,
    /// The columns it covers.
    pub(super) columns: Range<usize>,
    /// What touching it means.
    pub(super) touch: Touch,
    /// Where the cursor stands when it is in focus: row and column.
    pub(super) cursor: (usize, usize),
    /// Where it stands within running words, so that it is marked in place: the columns on each row, first to last. Empty for what has
    /// rows of its own.
    pub(super) inline: Vec<(usize, Range<usize>)>,
}

impl Spot {
    /// Whether it is a link or a hint, which only Tab and the mouse reach.
    pub(super) const fn is_link(&self) -> bool {
        matches!(self.touch, Touch::Link(_) | Touch::Hint)
    }
}

/// Room for a picture's pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// Its path inside the course.
    pub(super) path: Arc<str>,
    /// The rows it has; none while it is not known how large it is.
    pub(super) rows: Range<usize>,
    /// Its first column.
    pub(super) column: usize,
}

/// Rows of one width, the spots on them, and the room for pictures between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) columns: usize,
    pub(super) rows: Vec<Row>,
    pub(super) spots: Vec<Spot>,
    pub(super) pictures: Vec<Placed>,
    /// How many can be chosen by a letter, where these are not its items.
    pub(super) lettered: Option<usize>,
    /// The rows that just came to be and should be seen.
    pub(super) look_at: Option<Range<usize>>,
}

/// Returns a piece; its letters are made harmless here.
pub(super) fn piece(text: &str, role: Role) -> Piece {
    Piece { text: safe::line(text).into_owned(), role, tone: Tone::default() }
}

/// Returns a text whose words are marked here and there, cut to a width.
pub(super) fn marked(parts: &[(String, bool)], room: usize, role: Role) -> Row {
    let mut row = Row::new();
    let mut left = room;
    for (text, is_marked) in parts {
        let whole = piece(text, if *is_marked { Role::Found } else { role });
        let shown = layout::cut(&whole.text, left);
        left = left.saturating_sub(width(&shown));
        let is_cut = shown != whole.text;
        row.push(Piece { text: shown, ..whole });
        if is_cut || left == 0 {
            break;
        }
    }
    row
}

/// Returns the width of a row in columns.
pub(super) fn row_width(row: &Row) -> usize {
    row.iter().map(|piece| width(&piece.text)).sum()
}

impl Sheet {
    /// Begins an empty sheet.
    pub(super) const fn new(columns: usize) -> Self {
        Self { columns, rows: Vec::new(), spots: Vec::new(), pictures: Vec::new(), lettered: None, look_at: None }
    }

    /// Returns how many there are to choose among by a letter.
    pub(super) fn among(&self) -> usize {
        self.lettered.unwrap_or_else(|| self.spots.iter().filter(|spot| matches!(spot.touch, Touch::Item(_))).count())
    }

    /// Adds an empty row, unless there is one already or nothing stands above it.
    pub(super) fn gap(&mut self) {
        if self.rows.last().is_some_and(|row| !row.is_empty()) {
            self.rows.push(Row::new());
        }
    }

    /// Adds a line of ours, broken where it is too wide.
    pub(super) fn say(&mut self, text: &str, role: Role) {
        self.say_runs(&[Run { text: safe::line(text).into_owned(), tone: Tone::default(), link: None }], role);
    }

    fn say_runs(&mut self, runs: &[Run], role: Role) {
        let lines = layout::lay_runs(runs, self.columns, Part::Body);
        self.lines(lines, role);
    }

    /// Adds a row as it is; what is too wide is cut when drawn.
    pub(super) fn row(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Adds a row with something at its right end, or below it when there is no room, in as many rows as that takes.
    pub(super) fn row_with_end(&mut self, mut row: Row, end: Row) {
        let (left, right) = (row_width(&row), row_width(&end));
        if right == 0 {
            self.rows.push(row);
        } else if left + 2 + right <= self.columns {
            row.push(piece(&" ".repeat(self.columns - left - right), Role::Text));
            row.extend(end);
            self.rows.push(row);
        } else if 3 + right <= self.columns {
            self.rows.push(row);
            let mut below = vec![piece("   ", Role::Text)];
            below.extend(end);
            self.rows.push(below);
        } else {
            self.rows.push(row);
            for Piece { text, role, .. } in end {
                self.say(&text, role);
            }
        }
    }

    /// Adds an author's words.
    pub(super) fn words(&mut self, words: &Words) {
        self.words_as(words, Role::Text);
    }

    /// Adds an author's words in a part of ours.
    pub(super) fn words_as(&mut self, words: &Words, role: Role) {
        self.blocks(&words.blocks(), role);
    }

    fn blocks(&mut self, blocks: &[Block], role: Role) {
        self.lines(layout::lay_out(blocks, self.columns), role);
    }

    fn lines(&mut self, lines: Vec<layout::Line>, role: Role) {
        for line in lines {
            let mut row = Row::new();
            let mut column = 0;
            for span in line.spans {
                let wide = width(&span.text);
                let shown = link_role(span.link.as_ref()).unwrap_or(match span.part {
                    Part::Body => role,
                    Part::Heading => Role::Heading,
                    Part::Quote => Role::Quote,
                    Part::Sign => Role::Faint,
                });
                if let Some(target) = span.link.filter(|target| link_role(Some(target)).is_some()) {
                    self.link(target, column..column + wide);
                }
                row.push(Piece { text: safe::owned_line(span.text), role: shown, tone: span.tone });
                column += wide;
            }
            self.rows.push(row);
        }
    }

    /// Adds a link's spot on the row about to be pushed. A link that goes on from the row above keeps its spot.
    fn link(&mut self, target: Target, columns: Range<usize>) {
        let row = self.rows.len();
        let touch = Touch::Link(target);
        match self.spots.last_mut() {
            Some(last) if last.touch == touch && last.goes_on(row, columns.start) => last.add(row, columns),
            _ => self.spots.push(Spot::inline(row, columns, touch)),
        }
    }

    /// Puts another sheet below this one, a piece before its first row and one before the others.
    pub(super) fn place(&mut self, inner: Self, first: &Piece, rest: &Piece) {
        self.place_within(inner, first, rest, None);
    }

    /// Puts another sheet below this one, with pieces at both ends of each row, the right ones at one column.
    pub(super) fn place_within(&mut self, inner: Self, first: &Piece, rest: &Piece, end: Option<&Piece>) {
        let (down, right) = (self.rows.len(), width(&first.text));
        self.pictures.extend(inner.pictures.into_iter().map(|placed| placed.moved(down, right)));
        for (place, row) in inner.rows.into_iter().enumerate() {
            let mut whole = vec![if place == 0 { first.clone() } else { rest.clone() }];
            let wide = row_width(&row);
            whole.extend(row);
            if let Some(end) = end {
                whole.push(piece(&" ".repeat(inner.columns.saturating_sub(wide)), Role::Text));
                whole.push(end.clone());
            }
            if whole.iter().all(|piece| piece.text.trim().is_empty()) {
                whole.clear();
            }
            self.rows.push(whole);
        }
        self.spots.extend(inner.spots.into_iter().map(|spot| spot.moved(down, right)));
    }

    /// Puts two sheets side by side.
    pub(super) fn place_beside(&mut self, left: Self, right: Self, gap: usize) {
        let (down, wide) = (self.rows.len(), left.columns + gap);
        let height = left.rows.len().max(right.rows.len());
        self.pictures.extend(left.pictures.into_iter().map(|placed| placed.moved(down, 0)));
        self.pictures.extend(right.pictures.into_iter().map(|placed| placed.moved(down, wide)));
        let (mut lefts, mut rights) = (left.rows.into_iter(), right.rows.into_iter());
        for _ in 0..height {
            let mut row = lefts.next().unwrap_or_default();
            let other = rights.next().unwrap_or_default();
            if !other.is_empty() {
                row.push(piece(&" ".repeat(wide.saturating_sub(row_width(&row))), Role::Text));
            }
            row.extend(other);
            self.rows.push(row);
        }
        self.spots.extend(left.spots.into_iter().map(|spot| spot.moved(down, 0)));
        self.spots.extend(right.spots.into_iter().map(|spot| spot.moved(down, wide)));
    }

    /// Makes room for a picture, as many rows as it takes.
    pub(super) fn picture(&mut self, path: &Arc<str>, column: usize, tall: usize) {
        let from = self.rows.len();
        self.rows.extend(std::iter::repeat_n(Row::new(), tall));
        self.pictures.push(Placed { path: path.clone(), rows: from..from + tall, column });
    }

    /// Adds words that can be touched, after a mark such as a letter or a box.
    pub(super) fn touchable(&mut self, mark: &Piece, words: &Words, role: Role, touch: Touch) {
        let wide = width(&mark.text);
        let mut inner = Self::new(self.columns.saturating_sub(wide).max(1));
        inner.words_as(words, role);
        if inner.rows.is_empty() {
            inner.rows.push(Row::new());
        }
        let from = self.rows.len();
        self.place(inner, mark, &piece(&" ".repeat(wide), Role::Text));
        self.spot(from, touch);
    }

    /// Makes the rows from one on a spot.
    pub(super) fn spot(&mut self, from: usize, touch: Touch) {
        self.spots.push(Spot { rows: from..self.rows.len(), columns: 0..self.columns, touch, cursor: (from, 0), inline: Vec::new() });
    }

    /// Adds a line of ours that can be touched.
    pub(super) fn button(&mut self, text: &str, touch: Touch) {
        let from = self.rows.len();
        self.say(text, Role::Accent);
        self.spot(from, touch);
    }

    /// Returns the letters of all rows, as one would copy them.
    pub(super) fn text(&self) -> String {
        let line = |row: &Row| row.iter().map(|piece| piece.text.as_str()).collect::<String>().trim_end().to_owned();
        self.rows.iter().map(|row| line(row) + "\n").collect()
    }
}

impl Placed {
    fn moved(self, down: usize, right: usize) -> Self {
        Self { rows: self.rows.start + down..self.rows.end + down, column: self.column + right, ..self }
    }
}

impl Spot {
    /// Begins a spot within running words.
    pub(super) fn inline(row: usize, columns: Range<usize>, touch: Touch) -> Self {
        let cursor = (row, columns.start);
        Self { rows: row..row + 1, touch, cursor, inline: vec![(row, columns.clone())], columns }
    }

    /// Whether what stands at a row and column goes on where it ended.
    fn goes_on(&self, row: usize, column: usize) -> bool {
        let ended = self.inline.last();
        ended.is_some_and(|(last, columns)| *last == row && columns.end == column || last + 1 == row && column == 0)
    }

    /// Adds the words it has further on.
    pub(super) fn add(&mut self, row: usize, columns: Range<usize>) {
        self.rows.end = row + 1;
        match self.inline.last_mut() {
            Some((last, there)) if *last == row => there.end = columns.end,
            _ => self.inline.push((row, columns)),
        }
    }

    /// Whether a row and column lie on it.
    pub(super) fn holds(&self, row: usize, column: usize) -> bool {
        if self.inline.is_empty() {
            return self.rows.contains(&row) && self.columns.contains(&column);
        }
        self.inline.iter().any(|(there, columns)| *there == row && columns.contains(&column))
    }

    fn moved(mut self, down: usize, right: usize) -> Self {
        for (row, columns) in &mut self.inline {
            *row += down;
            *columns = columns.start + right..columns.end + right;
        }
        self.rows = self.rows.start + down..self.rows.end + down;
        self.columns = self.columns.start + right..self.columns.end + right;
        self.cursor = (self.cursor.0 + down, self.cursor.1 + right);
        self
    }
}

const fn link_role(target: Option<&Target>) -> Option<Role> {
    match target {
        None | Some(Target::Unknown(_)) => None,
        Some(_) => Some(Role::Link),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_gets_in() {
        let mut sheet = Sheet::new(20);
        sheet.say("a\u{1b}[31m", Role::Text);
        sheet.row(vec![piece("\u{9b}b\n", Role::Text)]);
        sheet.words(&Words::ours("c \u{202e} d"));
        assert_eq!(sheet.text(), "a␛[31m\n␛b\nc ␛ d\n");
    }

    #[test]
    fn a_link_is_a_spot_where_it_stands() {
        let mut sheet = Sheet::new(30);
        sheet.words(&Words::ours("Ask the [privacy office](term:privacy-office) now."));
        assert_eq!(sheet.spots.len(), 1);
        assert_eq!((sheet.spots[0].cursor, sheet.spots[0].columns.clone()), ((0, 8), 8..22));
        assert!(sheet.spots[0].holds(0, 8) && !sheet.spots[0].holds(0, 22));
    }

    #[test]
    fn an_inner_sheet_takes_its_spots_along() {
        let mut inner = Sheet::new(10);
        inner.button("go", Touch::Next);
        let mut sheet = Sheet::new(14);
        sheet.say("head", Role::Text);
        sheet.place(inner, &piece("│ ", Role::Faint), &piece("│ ", Role::Faint));
        assert_eq!(sheet.text(), "head\n│ go\n");
        assert_eq!(sheet.spots[0].cursor, (1, 2));
    }
}
