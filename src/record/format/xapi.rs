//! xAPI statements, one a line: what a Learning Record Store takes in. No name and no mail address is in them.

use std::io::{self, Write};

use crate::record::Told;
use crate::record::statement::statements;

use super::jsonl::line;
use super::{Format, Manner, Sheet};

/// xAPI 1.0.3.
#[derive(Clone, Copy, Debug)]
pub(super) struct Xapi;

impl Format for Xapi {
    fn name(&self) -> &'static str {
        "xapi"
    }

    fn about(&self) -> &'static str {
        "xAPI statements, one a line, for a Learning Record Store; without names"
    }

    fn sheet<'a>(&self, out: &'a mut dyn Write, manner: &Manner<'a>) -> Box<dyn Sheet + 'a> {
        Box::new(Lines { out, home: manner.home })
    }
}

struct Lines<'a> {
    out: &'a mut dyn Write,
    home: &'a str,
}

impl Sheet for Lines<'_> {
    fn add(&mut self, told: &Told) -> io::Result<usize> {
        let statements = statements(told, self.home);
        statements.iter().try_for_each(|statement| line(self.out, statement))?;
        Ok(statements.len())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
