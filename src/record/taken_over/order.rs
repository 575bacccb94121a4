//! What the days of a table tell of how they are written, and in which columns they are not read.

use std::io::Read;

use csv::ByteRecord;

use super::super::roster::{Days, Unread};
use super::TakenOver;
use super::columns::Tells;

impl<R: Read> TakenOver<'_, R> {
    /// Reads all of the table for its days alone: how they are written, and which columns with days are not read.
    #[must_use]
    pub fn days(mut self) -> (Days, Unread) {
        let mut days = Days::default();
        // A row with a name in another encoding is refused by itself; its days tell of the others all the same.
        let mut row = ByteRecord::new();
        while self.lines.read_byte_record(&mut row).is_ok_and(|goes_on| goes_on) {
            let number = self.lines.get_mut().line_of(row.position().map_or(0, csv::Position::byte)) + 1;
            for (place, cell) in row.iter().enumerate() {
                let Ok(cell) = str::from_utf8(cell) else { continue };
                if matches!(self.tells.get(place), Some(Some(Tells::Completed | Tells::Expires))) {
                    days.take(number, cell);
                }
                self.unread.take(place, cell);
            }
        }
        (days, self.unread)
    }
}
