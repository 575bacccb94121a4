//! CSV (RFC 4180): UTF-8, CRLF, a first line of column names, and no cell that a spreadsheet takes for a formula.

use std::borrow::Cow;
use std::io::{self, Read, Write};

use csv::{ReaderBuilder, Terminator, WriterBuilder};
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

/// One line being written, cell by cell.
struct Line<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
    raw: bool,
    /// Where numbers and dates are written down before they become a cell.
    shown: Vec<u8>,
    failed: Option<io::Error>,
}

impl<'a> CsvRows<'a> {
    /// Begins a table of these columns.
    #[must_use]
    pub fn new(out: &'a mut dyn Write, columns: &'static [Column], manner: &Manner<'_>) -> Self {
        let mut writer = WriterBuilder::new();
        writer.terminator(Terminator::CRLF).has_headers(false).buffer_capacity(1 << 16);
        let line = Line { writer: writer.from_writer(out), raw: manner.raw, shown: Vec::new(), failed: None };
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
        let names = columns.iter().enumerate().map(|(place, column)| format!("{}{}", if place == 0 { mark } else { "" }, column.name));
        self.line.writer.write_record(names).map_err(io_error)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn row(&mut self, row: &impl Row) -> io::Result<()> {
        self.head()?;
        row.cells(&mut self.line);
        if let Some(failed) = self.line.failed.take() {
            return Err(failed);
        }
        self.line.writer.write_record(None::<&[u8]>).map_err(io_error)
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.head()?;
        self.line.writer.flush()
    }
}

impl Cells for Line<'_> {
    fn cell(&mut self, cell: Cell<'_>) {
        self.shown.clear();
        let written = match cell {
            Cell::Text(text) if self.raw => self.writer.write_field(text),
            Cell::Text(text) => self.writer.write_field(guarded(text).as_bytes()),
            Cell::Code(code) => self.writer.write_field(code),
            Cell::Id(id) => self.writer.write_field(id.hyphenated().encode_lower(&mut [0; 36])),
            Cell::Number(number) => self.write(format_args!("{number}")),
            Cell::Shown(shown) => self.write(format_args!("{shown}")),
            Cell::Moment(moment) => self.write(format_args!("{moment}")),
            Cell::Day(day) => self.write(format_args!("{day}")),
            Cell::Flag(flag) => self.writer.write_field(if flag { "true" } else { "false" }),
            Cell::Empty => self.writer.write_field(""),
        };
        if let Err(failed) = written {
            self.failed.get_or_insert(io_error(failed));
        }
    }
}

impl Line<'_> {
    fn write(&mut self, words: std::fmt::Arguments<'_>) -> csv::Result<()> {
        self.shown.write_fmt(words)?;
        self.writer.write_field(&self.shown)
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

/// Returns the machine's own error, so that a closed pipe can be told from a full disk.
fn io_error(said: csv::Error) -> io::Error {
    match said.into_kind() {
        csv::ErrorKind::Io(said) => said,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Whether a spreadsheet would take a cell for a formula, or for one behind the sign that guards it. The wide letters are those
/// that some spreadsheets take for their narrow sisters.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
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
