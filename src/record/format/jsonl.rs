//! JSON Lines: an object a line and nothing around them, so that files can be cut, joined and read as they grow.

use std::io::{self, BufRead, BufReader, Read, Write};

use serde::de::DeserializeOwned;

use crate::record::{Attempted, Completion, Told};

use super::object::Object;
use super::{Format, Lines, Manner, Sheet, Table, Unreadable};

/// JSON Lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct JsonLines;

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn about(&self) -> &'static str {
        "an object a line, for programs that read as it comes"
    }

    fn sheet<'a>(&self, out: &'a mut dyn Write, manner: &Manner<'a>) -> Box<dyn Sheet + 'a> {
        Box::new(Objects { out, lines: manner.lines })
    }

    fn table(&self) -> Option<&dyn Table> {
        Some(self)
    }
}

impl Table for JsonLines {
    fn completions(&self, from: &mut dyn Read) -> Result<Vec<Completion>, Unreadable> {
        objects(from)
    }

    fn attempts(&self, from: &mut dyn Read) -> Result<Vec<Attempted>, Unreadable> {
        objects(from)
    }
}

/// Reads an object of every line.
pub(super) fn objects<O: DeserializeOwned>(from: &mut dyn Read) -> Result<Vec<O>, Unreadable> {
    let unreadable = |line: usize, because: String| Unreadable { format: "JSON Lines", because: format!("line {line}: {because}") };
    let mut objects = Vec::new();
    for (number, line) in BufReader::new(from).lines().enumerate() {
        let line = line.map_err(|said| unreadable(number + 1, said.to_string()))?;
        objects.push(serde_json::from_str(&line).map_err(|said| unreadable(number + 1, said.to_string()))?);
    }
    Ok(objects)
}

struct Objects<'a> {
    out: &'a mut dyn Write,
    lines: Lines,
}

/// Writes an object and ends its line.
pub(super) fn line(out: &mut dyn Write, object: &impl serde::Serialize) -> io::Result<()> {
    let mut line = serde_json::to_string(object)?;
    line.push('\n');
    out.write_all(line.as_bytes())
}

impl Sheet for Objects<'_> {
    fn add(&mut self, told: &Told) -> io::Result<usize> {
        match self.lines {
            Lines::Completions => told.completions.iter().try_for_each(|row| line(self.out, &Object(row))).map(|()| told.completions.len()),
            Lines::Attempts => told.attempts.iter().try_for_each(|row| line(self.out, &Object(row))).map(|()| told.attempts.len()),
        }
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
