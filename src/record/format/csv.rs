//! CSV (RFC 4180): UTF-8, CRLF, a first line of column names, and no cell that a spreadsheet takes for a formula.

use std::io::{self, Read, Write};

use csv::{ReaderBuilder, Terminator, WriterBuilder};

use super::{Completion, Format, Sheet, Unreadable};

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

    fn sheet<'a>(&self, out: &'a mut dyn Write) -> Box<dyn Sheet + 'a> {
        let writer = WriterBuilder::new().terminator(Terminator::CRLF).has_headers(false).from_writer(out);
        Box::new(Table { writer, is_headed: false })
    }

    fn read(&self, from: &mut dyn Read) -> Result<Vec<Completion>, Unreadable> {
        let rows = ReaderBuilder::new().from_reader(from).into_deserialize();
        let read = rows.map(|row: Result<Completion, csv::Error>| row.map(|row| row.with_texts(unguarded))).collect::<Result<Vec<_>, _>>();
        read.map_err(|said| Unreadable { format: "CSV", because: said.to_string() })
    }
}

/// The columns, which are the fields of a completion.
const COLUMNS: [&str; 23] = [
    "record_id",
    "learner_id",
    "account",
    "name",
    "role",
    "staff_id",
    "department",
    "course_id",
    "course_title",
    "course_version",
    "course_digest",
    "started_at",
    "completed_at",
    "completed_on",
    "expires_on",
    "score_percent",
    "score_earned",
    "score_of",
    "pass_mark",
    "passed",
    "attempts",
    "minutes",
    "assurance",
];

struct Table<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
    is_headed: bool,
}

impl Table<'_> {
    /// Writes the names of the columns, also where no row will follow.
    fn head(&mut self) -> io::Result<()> {
        if !self.is_headed {
            self.is_headed = true;
            self.writer.write_record(COLUMNS).map_err(io_error)?;
        }
        Ok(())
    }
}

impl Sheet for Table<'_> {
    fn add(&mut self, completion: &Completion) -> io::Result<()> {
        self.head()?;
        self.writer.serialize(completion.clone().with_texts(guarded)).map_err(io_error)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.head()?;
        self.writer.flush()
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

fn guarded(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn unguarded(cell: &str) -> String {
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
