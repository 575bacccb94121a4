//! Knows on which line of a table each row begins: the reader of tables passes over empty lines without counting them, and whoever is told
//! of a line looks for it in an editor.

use std::collections::VecDeque;
use std::io::{self, Read};

/// A table being read, and where its lines begin.
#[derive(Debug)]
pub(in crate::record) struct Numbered<R> {
    inside: R,
    /// How many bytes were read.
    read: u64,
    /// The line that is being read, counted from 1, and where it begins.
    line: u64,
    begins: u64,
    /// Whether something but an end stands on it.
    is_written: bool,
    /// What stands between two cells.
    separator: u8,
    /// Where in a cell the next byte stands.
    place: Place,
    /// Where the lines begin on which something stands, and their numbers: those that nobody has asked about yet.
    ahead: VecDeque<(u64, u64)>,
}

/// Where in a cell something stands, as the reader of tables takes it: a quotation mark is one only where a cell begins with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At its beginning.
    Begin,
    /// In a cell without quotation marks, or behind those of one.
    Bare,
    /// Within quotation marks.
    Quoted,
    /// Behind a mark within them: the last one, or the first of two that stand for one.
    Mark,
}

impl Place {
    const fn after(self, byte: u8, separator: u8) -> Self {
        match (self, byte) {
            (Self::Quoted, b'"') => Self::Mark,
            (Self::Begin | Self::Mark, b'"') | (Self::Quoted, _) => Self::Quoted,
            (_, b'\n' | b'\r') => Self::Begin,
            (_, byte) if byte == separator => Self::Begin,
            _ => Self::Bare,
        }
    }

    /// The same for many bytes. Most lines have no quotation mark, and then the last byte says it all.
    fn after_all(self, bytes: &[u8], separator: u8) -> Self {
        match bytes.last() {
            Some(last) if self != Self::Quoted && !bytes.contains(&b'"') => self.after(*last, separator),
            _ => bytes.iter().fold(self, |place, byte| place.after(*byte, separator)),
        }
    }
}

impl<R> Numbered<R> {
    pub(in crate::record) const fn new(inside: R, separator: u8) -> Self {
        Self { inside, read: 0, line: 1, begins: 0, is_written: false, separator, place: Place::Begin, ahead: VecDeque::new() }
    }

    /// Returns the line of a row that was looked for from this byte on. Rows are asked about in their order.
    pub(in crate::record) fn line_of(&mut self, byte: u64) -> u64 {
        while self.ahead.pop_front_if(|(begins, _)| *begins < byte).is_some() {}
        self.ahead.front().map_or(self.line, |(_, line)| *line)
    }
}

/// What is wrong with a row that goes on to the end of the table.
pub(in crate::record) const OPEN: &str =
    "a quotation mark on it is never closed, so every line below was taken for the same cell; close it, or take it out";

/// What is wrong with a row in which a cell has swallowed what stands behind it.
pub(in crate::record) const SWALLOWED: &str =
    "a cell of it goes on into the next line and its cells: a quotation mark is missing, or one too many";

/// Whether a cell has swallowed cells of the next line, of a table of so many columns: a quotation mark that nothing closed where it should
/// is closed by the next one there is.
pub(in crate::record) fn swallows(cell: &str, separator: u8, columns: usize) -> bool {
    // Hardly any cell goes over a line; only one that does is looked at more closely.
    let goes_on = || cell.trim().bytes().any(|byte| matches!(byte, b'\n' | b'\r'));
    let separators = || cell.bytes().filter(|byte| *byte == separator).count();
    columns > 1 && goes_on() && separators() + 1 >= columns
}

impl<R> Numbered<R> {
    /// Whether a row, if it is the last one, was ended by the end of the table alone, and goes over several lines.
    pub(in crate::record) fn may_be_open<C: AsRef<[u8]>>(&self, cells: impl IntoIterator<Item = C>) -> bool {
        self.place == Place::Quoted && cells.into_iter().any(|cell| cell.as_ref().contains(&b'\n'))
    }
}

impl<R: Read> Read for Numbered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inside.read(into)?;
        for part in into.get(..count).unwrap_or_default().split_inclusive(|byte| *byte == b'\n') {
            if !self.is_written && part.iter().any(|byte| !matches!(byte, b'\n' | b'\r')) {
                self.is_written = true;
                self.ahead.push_back((self.begins, self.line));
            }
            self.place = self.place.after_all(part, self.separator);
            self.read += part.len() as u64;
            if part.ends_with(b"\n") {
                self.line += 1;
                self.begins = self.read;
                self.is_written = false;
            }
        }
        Ok(count)
    }
}
