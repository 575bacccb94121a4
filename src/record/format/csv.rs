//! CSV (RFC 4180): UTF-8, CRLF, a first line of column names, and no cell that a spreadsheet takes for a formula.

use std::borrow::Cow;
use std::io::{self, Read, Write};

use csv::ReaderBuilder;
use jiff::fmt::temporal::DateTimePrinter;
use serde::de::DeserializeOwned;

use crate::record::table::{Cell, Cells, Column, Row};
use crate::record::{Attempted, Completion, Told};

use super::{Format, Lines, Manner, Sheet, Table, Unreadable};

/// Comma-separated values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Csv;

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "a table, for spreadsheets and learning-management systems"
    }

    fn sheet<'a>(&self, out: &'a mut dyn Write, manner: &Manner<'a>) -> Box<dyn Sheet + 'a> {
        let columns = match manner.lines {
            Lines::Completions => Completion::COLUMNS,
            Lines::Attempts => Attempted::COLUMNS,
        };
        Box::new(Lined { rows: CsvRows::new(out, columns, manner), lines: manner.lines })
    }

    fn table(&self) -> Option<&dyn Table> {
        Some(self)
    }
}

impl Table for Csv {
    fn completions(&self, from: &mut dyn Read) -> Result<Vec<Completion>, Unreadable> {
        Ok(rows::<Completion>(from)?.into_iter().map(|row| row.with_texts(unguarded)).collect())
    }

    fn attempts(&self, from: &mut dyn Read) -> Result<Vec<Attempted>, Unreadable> {
        Ok(rows::<Attempted>(from)?.into_iter().map(|row| row.with_texts(unguarded)).collect())
    }
}

fn rows<R: DeserializeOwned>(from: &mut dyn Read) -> Result<Vec<R>, Unreadable> {
    let rows = ReaderBuilder::new().from_reader(from).into_deserialize();
    rows.collect::<Result<Vec<R>, _>>().map_err(|said| Unreadable { format: "CSV", because: said.to_string() })
}

struct Lined<'a> {
    rows: CsvRows<'a>,
    lines: Lines,
}

/// Rows of any kind on their way into a table.
pub struct CsvRows<'a> {
    line: Line<'a>,
    head: Head,
}

/// The first line, until it is written.
enum Head {
    Plain(&'static [Column]),
    Marked(&'static [Column]),
    Written,
}

/// So many bytes are gathered before they are written.
const PIECE: usize = 1 << 16;

/// Lines being written, cell by cell. A department exports a million of them, and most cells need no look at their letters.
struct Line<'a> {
    out: &'a mut dyn Write,
    raw: bool,
    written: Vec<u8>,
    /// Whether the next cell is the first of its line.
    begins: bool,
    failed: Option<io::Error>,
}

impl<'a> CsvRows<'a> {
    /// Begins a table of these columns.
    #[must_use]
    pub fn new(out: &'a mut dyn Write, columns: &'static [Column], manner: &Manner<'_>) -> Self {
        let line = Line { out, raw: manner.raw, written: Vec::with_capacity(PIECE + (PIECE >> 4)), begins: true, failed: None };
        Self { line, head: if manner.marked { Head::Marked(columns) } else { Head::Plain(columns) } }
    }

    /// Writes the names of the columns, also where no row will follow.
    fn head(&mut self) -> io::Result<()> {
        let (columns, mark) = match std::mem::replace(&mut self.head, Head::Written) {
            Head::Plain(columns) => (columns, ""),
            Head::Marked(columns) => (columns, "\u{feff}"),
            Head::Written => return Ok(()),
        };
        // The mark is part of the first cell.
        for (place, column) in columns.iter().enumerate() {
            self.line.part();
            self.line.written.extend_from_slice(if place == 0 { mark.as_bytes() } else { b"" });
            self.line.written.extend_from_slice(column.name.as_bytes());
        }
        self.line.end()
    }

    /// Writes a row.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn row(&mut self, row: &impl Row) -> io::Result<()> {
        self.head()?;
        row.cells(&mut self.line);
        self.line.end()
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.head()?;
        self.line.give()?;
        self.line.out.flush()
    }
}

impl Cells for Line<'_> {
    fn cell(&mut self, cell: Cell<'_>) {
        self.part();
        let done = match cell {
            Cell::Text(text) => {
                let guard: &[u8] = if !self.raw && is_formula(text) { b"'" } else { b"" };
                self.quoted(guard, text.as_bytes());
                Ok(())
            }
            Cell::Code(code) => {
                self.quoted(b"", code.as_bytes());
                Ok(())
            }
            Cell::Id(id) => {
                self.written.extend_from_slice(id.hyphenated().encode_lower(&mut [0; 36]).as_bytes());
                Ok(())
            }
            Cell::Number(number) => {
                self.number(number);
                Ok(())
            }
            Cell::Shown(shown) => write!(self.written, "{shown}"),
            Cell::Moment(moment) => DAYS.print_timestamp(&moment, &mut self.written).map_err(io::Error::other),
            Cell::Day(day) => DAYS.print_date(&day, &mut self.written).map_err(io::Error::other),
            Cell::Flag(flag) => {
                self.written.extend_from_slice(if flag { b"true" } else { b"false" });
                Ok(())
            }
            Cell::Empty => Ok(()),
        };
        if let Err(failed) = done {
            self.failed.get_or_insert(failed);
        }
    }
}

/// How moments and days are written.
const DAYS: DateTimePrinter = DateTimePrinter::new();

impl Line<'_> {
    /// Parts a cell from the one before it.
    fn part(&mut self) {
        if !std::mem::replace(&mut self.begins, false) {
            self.written.push(b',');
        }
    }

    /// Ends a line.
    fn end(&mut self) -> io::Result<()> {
        if let Some(failed) = self.failed.take() {
            return Err(failed);
        }
        self.written.extend_from_slice(b"\r\n");
        self.begins = true;
        if self.written.len() >= PIECE { self.give() } else { Ok(()) }
    }

    /// Gives out what is written.
    fn give(&mut self) -> io::Result<()> {
        self.out.write_all(&self.written)?;
        self.written.clear();
        Ok(())
    }

    /// Writes words between quotes where they have letters that would end the cell or the line.
    fn quoted(&mut self, guard: &[u8], words: &[u8]) {
        if !words.iter().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n')) {
            self.written.extend_from_slice(guard);
            self.written.extend_from_slice(words);
            return;
        }
        self.written.push(b'"');
        self.written.extend_from_slice(guard);
        for (place, piece) in words.split(|byte| *byte == b'"').enumerate() {
            self.written.extend_from_slice(if place == 0 { b"" } else { b"\"\"" });
            self.written.extend_from_slice(piece);
        }
        self.written.push(b'"');
    }

    fn number(&mut self, mut number: u64) {
        let mut digits = [b'0'; 20];
        let mut used = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or_default();
            number /= 10;
            used += 1;
            if number == 0 {
                break;
            }
        }
        self.written.extend_from_slice(digits.get(digits.len() - used..).unwrap_or_default());
    }
}

impl Sheet for Lined<'_> {
    fn add(&mut self, told: &Told) -> io::Result<usize> {
        match self.lines {
            Lines::Completions => told.completions.iter().try_for_each(|row| self.rows.row(row)).map(|()| told.completions.len()),
            Lines::Attempts => told.attempts.iter().try_for_each(|row| self.rows.row(row)).map(|()| told.attempts.len()),
        }
    }

    fn add_completion(&mut self, row: &Completion) -> io::Result<usize> {
        match self.lines {
            Lines::Completions => self.rows.row(row).map(|()| 1),
            Lines::Attempts => Ok(0),
        }
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.rows.finish()
    }
}

/// Whether a spreadsheet would take a cell for a formula, or for one behind the sign that guards it. The wide letters are those
/// that some spreadsheets take for their narrow sisters.
fn is_formula(cell: &str) -> bool {
    // Nearly every cell begins with a letter or a digit.
    !cell.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric)
        && cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

pub(super) fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

pub(in crate::record) fn unguarded(cell: &str) -> String {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_what_a_reader_of_tables_reads() {
        let cells = ["", "plain", "a,b", "say \"so\"", "\"", "one\r\ntwo", "=1", "\r", "ß, \u{202e}", "'"];
        let mut out = Vec::new();
        let mut line = Line { out: &mut out, raw: false, written: Vec::new(), begins: true, failed: None };
        for numbers in [[0, 7], [10, u64::MAX]] {
            for cell in cells {
                line.cell(Cell::Text(cell));
            }
            for number in numbers {
                line.cell(Cell::Number(number));
            }
            line.end().unwrap();
        }
        line.give().unwrap();
        let read: Vec<Vec<String>> = ReaderBuilder::new()
            .has_headers(false)
            .from_reader(out.as_slice())
            .records()
            .map(|row| row.unwrap().iter().map(unguarded).collect())
            .collect();
        for (row, numbers) in read.iter().zip([["0", "7"], ["10", "18446744073709551615"]]) {
            assert_eq!(row.as_slice(), [cells.as_slice(), &numbers].concat());
        }
    }

    #[test]
    fn no_cell_is_a_formula_and_every_cell_comes_back() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=1", "''=1", "＝1", "'s Gravenhage", "O'Hara", "'", "", "a=b"] {
            let kept = guarded(cell);
            assert!(!kept.starts_with(['=', '+', '-', '@', '\t', '\r']), "{kept:?}");
            assert_eq!(unguarded(&kept), cell);
        }
        assert_eq!(guarded("=1+1"), "'=1+1");
        assert_eq!(guarded("'s Gravenhage"), "'s Gravenhage");
    }
}
