//! What the days of a table tell of how they are written, and in which columns they are not read.

use std::io::Read;

use super::super::roster::{Days, Unread};
use super::TakenOver;
use super::columns::Tells;

impl<R: Read> TakenOver<'_, R> {
    /// Reads all of the table for its days alone: how they are written, and which columns with days are not read.
    #[must_use]
    pub fn days(mut self) -> (Days, Unread) {
        let mut days = Days::default();
        while self.lines.read_record(&mut self.line).is_ok_and(|goes_on| goes_on) {
            let number = self.lines.get_mut().line_of(self.line.position().map_or(0, csv::Position::byte)) + 1;
            let written = self.tells.iter().zip(&self.line).filter(|(tells, _)| matches!(tells, Some(Tells::Completed | Tells::Expires)));
            written.for_each(|(_, cell)| days.take(number, cell));
            self.line.iter().enumerate().for_each(|(place, cell)| self.unread.take(place, cell));
        }
        (days, self.unread)
    }
}
