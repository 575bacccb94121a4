//! JSON: one array of objects, an object a line.

use std::io::{self, Read, Write};

use crate::record::{Attempted, Completion, Told};

use super::object::Object;
use super::{Format, Lines, Manner, Sheet, Table, Unreadable};

/// JSON (RFC 8259).
#[derive(Clone, Copy, Debug)]
pub(super) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "an array of objects, for programs"
    }

    fn sheet<'a>(&self, out: &'a mut dyn Write, manner: &Manner<'a>) -> Box<dyn Sheet + 'a> {
        Box::new(Array { out, before: "[\n", lines: manner.lines })
    }

    fn table(&self) -> Option<&dyn Table> {
        Some(self)
    }
}

impl Table for Json {
    fn completions(&self, from: &mut dyn Read) -> Result<Vec<Completion>, Unreadable> {
        serde_json::from_reader(from).map_err(unreadable)
    }

    fn attempts(&self, from: &mut dyn Read) -> Result<Vec<Attempted>, Unreadable> {
        serde_json::from_reader(from).map_err(unreadable)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to `map_err`")]
fn unreadable(said: serde_json::Error) -> Unreadable {
    Unreadable { format: "JSON", because: said.to_string() }
}

struct Array<'a> {
    out: &'a mut dyn Write,
    /// What stands before the next object.
    before: &'static str,
    lines: Lines,
}

impl Array<'_> {
    fn object(&mut self, object: &impl serde::Serialize) -> io::Result<()> {
        let object = serde_json::to_string(object)?;
        self.out.write_all(self.before.as_bytes())?;
        self.out.write_all(object.as_bytes())?;
        self.before = ",\n";
        Ok(())
    }
}

impl Sheet for Array<'_> {
    fn add(&mut self, told: &Told) -> io::Result<usize> {
        match self.lines {
            Lines::Completions => told.completions.iter().try_for_each(|row| self.object(&Object(row))).map(|()| told.completions.len()),
            Lines::Attempts => told.attempts.iter().try_for_each(|row| self.object(&Object(row))).map(|()| told.attempts.len()),
        }
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        let end = if self.before == "[\n" { "[]\n" } else { "\n]\n" };
        self.out.write_all(end.as_bytes())?;
        self.out.flush()
    }
}
