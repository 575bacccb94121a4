//! Parquet: columns, compressed with zstd, for DuckDB, Spark, Trino and whatever else computes over many records. Rows are written in
//! groups, so that their number does not matter, and each group is sorted by learner and time.

mod group;
mod partitions;
mod read;

use std::io::{self, Read, Write};

use crate::record::table::Row;
use crate::record::{Attempted, Completion, Told};

use super::{Format, Lines, Manner, Sheet, Table, Unreadable};

pub use partitions::{Partitions, Store, may_stand};

use group::{GROUP, Group, Sink};

/// Parquet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parquet;

impl Format for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn about(&self) -> &'static str {
        "columns for DuckDB, Spark and Trino; -o names a file, or a folder to divide by year and organization"
    }

    fn sheet<'a>(&self, out: &'a mut dyn Write, manner: &Manner<'a>) -> Box<dyn Sheet + 'a> {
        match manner.lines {
            Lines::Completions => {
                Box::new(Grouped { sink: Sink::new::<Completion>(), group: Group::new::<Completion>(), out, rows: Told::completions })
            }
            Lines::Attempts => {
                Box::new(Grouped { sink: Sink::new::<Attempted>(), group: Group::new::<Attempted>(), out, rows: Told::attempts })
            }
        }
    }

    fn table(&self) -> Option<&dyn Table> {
        Some(self)
    }
}

impl Table for Parquet {
    fn completions(&self, from: &mut dyn Read) -> Result<Vec<Completion>, Unreadable> {
        read::rows(from)
    }

    fn attempts(&self, from: &mut dyn Read) -> Result<Vec<Attempted>, Unreadable> {
        read::rows(from)
    }
}

struct Grouped<'a, R> {
    sink: io::Result<Sink>,
    group: Group,
    out: &'a mut dyn Write,
    rows: fn(&Told) -> &[R],
}

impl<R: Row> Grouped<'_, R> {
    fn sink(&mut self) -> io::Result<&mut Sink> {
        self.sink.as_mut().map_err(|said| io::Error::other(said.to_string()))
    }

    fn pour(&mut self) -> io::Result<()> {
        let group = std::mem::replace(&mut self.group, Group::new::<R>());
        self.sink()?.group(&group)?;
        let bytes = self.sink()?.take()?;
        self.out.write_all(&bytes)
    }
}

impl<R: Row> Sheet for Grouped<'_, R> {
    fn add(&mut self, told: &Told) -> io::Result<usize> {
        let rows = (self.rows)(told);
        for row in rows {
            row.cells(&mut self.group);
            if self.group.rows() >= GROUP {
                self.pour()?;
            }
        }
        Ok(rows.len())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if self.group.rows() > 0 {
            self.pour()?;
        }
        let Self { sink, out, .. } = *self;
        out.write_all(&sink?.finish()?)?;
        out.flush()
    }
}
