//! JSON: one array of objects, an object a line.

use std::io::{self, Read, Write};

use super::{Completion, Format, Sheet, Unreadable};

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

    fn sheet<'a>(&self, out: &'a mut dyn Write) -> Box<dyn Sheet + 'a> {
        Box::new(Array { out, before: "[\n" })
    }

    fn read(&self, from: &mut dyn Read) -> Result<Vec<Completion>, Unreadable> {
        serde_json::from_reader(from).map_err(|said| Unreadable { format: "JSON", because: said.to_string() })
    }
}

struct Array<'a> {
    out: &'a mut dyn Write,
    /// What stands before the next object.
    before: &'static str,
}

impl Sheet for Array<'_> {
    fn add(&mut self, completion: &Completion) -> io::Result<()> {
        let object = serde_json::to_string(completion)?;
        self.out.write_all(self.before.as_bytes())?;
        self.out.write_all(object.as_bytes())?;
        self.before = ",\n";
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        let end = if self.before == "[\n" { "[]\n" } else { "\n]\n" };
        self.out.write_all(end.as_bytes())?;
        self.out.flush()
    }
}
