//! A department's list of people, as its personnel system writes it: any order of columns, many names for them, any of the usual
//! separators and dates. What cannot be read is told by line.

mod again;
mod cell;
mod day;
mod header;
pub mod likeness;
mod numbered;
mod order;
mod read;
mod status;
mod unread;

pub use again::Again;
pub(super) use cell::told;
pub use day::{day, is_no_day};
pub(super) use header::{Field, fields_of, plain, separator, torn};
pub(super) use numbered::{Numbered, OPEN, SWALLOWED, swallows};
pub use order::{Days, Mixed, Untold};
pub use read::{Problem, Roster, Unusable};
pub use status::Strange;
pub use unread::Unread;

use jiff::civil::Date;

/// Somebody on the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The line of the file, counted from 1.
    pub line: u64,
    /// The staff id; may be empty.
    pub staff_id: String,
    /// The name as the list has it.
    pub name: String,
    /// First names; empty where the list has only whole names.
    pub given: String,
    /// Last names; empty where the list has only whole names.
    pub family: String,
    /// The mail address; may be empty.
    pub mail: String,
    /// The national provider identifier; may be empty.
    pub npi: String,
    /// The organization; may be empty.
    pub organization: String,
    /// The department; may be empty.
    pub department: String,
    /// The site; may be empty.
    pub site: String,
    /// The role; may be empty.
    pub role: String,
    /// The state that gave the license; may be empty.
    pub state: String,
    /// Month and day of birth, as the list writes them; may be empty.
    pub born: String,
    /// Since when they work here.
    pub hired: Option<Date>,
    /// Whether they are still here, and since when not.
    pub left: Left,
}

/// Whether somebody has left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Left {
    /// Still here.
    #[default]
    No,
    /// Gone, as their status says.
    Yes,
    /// Gone after this day.
    After(Date),
}

impl Person {
    /// Whether they have left on a day.
    #[must_use]
    pub fn has_left(&self, today: Date) -> bool {
        match self.left {
            Left::No => false,
            Left::Yes => true,
            Left::After(last) => last < today,
        }
    }

    /// Whether they work here by a day: whoever is hired only later does not.
    #[must_use]
    pub fn has_come(&self, today: Date) -> bool {
        self.hired.is_none_or(|hired| hired <= today)
    }
}
