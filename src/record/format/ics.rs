//! iCalendar: the last day of each certificate, with reminders 90, 60, 30 and 7 days before. What counts for ever is not in it.

use std::io::{self, Write};

use crate::record::calendar::{self, Entry, REMINDERS};
use crate::record::{Completion, Told};

use super::{Format, Manner, Sheet};

/// A calendar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar;

impl Format for Calendar {
    fn name(&self) -> &'static str {
        "ics"
    }

    fn about(&self) -> &'static str {
        "a calendar of the days on which certificates run out"
    }

    fn sheet<'a>(&self, out: &'a mut dyn Write, _: &Manner<'a>) -> Box<dyn Sheet + 'a> {
        Box::new(Days { out, is_begun: false })
    }
}

struct Days<'a> {
    out: &'a mut dyn Write,
    is_begun: bool,
}

impl Days<'_> {
    fn begin(&mut self) -> io::Result<()> {
        if !self.is_begun {
            self.is_begun = true;
            calendar::begin(self.out)?;
        }
        Ok(())
    }
}

impl Sheet for Days<'_> {
    fn add(&mut self, told: &Told) -> io::Result<usize> {
        self.begin()?;
        let entries: Vec<Entry> = told.completions.iter().filter_map(entry).collect();
        entries.iter().try_for_each(|entry| calendar::entry(self.out, entry))?;
        Ok(entries.len())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.begin()?;
        calendar::end(self.out)?;
        self.out.flush()
    }
}

fn entry(row: &Completion) -> Option<Entry> {
    let who = if row.name.trim().is_empty() { row.account.as_str() } else { row.name.as_str() };
    Some(Entry {
        id: row.record_id.0,
        written: row.completed_at,
        on: row.expires_on?,
        summary: format!("{who}: \"{}\" runs out", row.course_title),
        words: format!("Completed on {}. The certificate counts until the end of this day; renew it before.", row.completed_on),
        before: REMINDERS.to_vec(),
    })
}
