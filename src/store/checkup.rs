//! A look at the journals of a place: whether they are whole, how much is in them, how new it is, and what time it is there.

use jiff::Timestamp;

use super::Error;
use super::journals::At;
use super::server::Server;
use super::sqlite::Sqlite;

/// What a look at the journals found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkup {
    /// How many learners there are.
    pub learners: u64,
    /// How many facts.
    pub facts: u64,
    /// When the newest one happened.
    pub newest: Option<Timestamp>,
    /// What is damaged, in the database's own words.
    pub damage: Option<String>,
    /// What time it is on the server, where there is one.
    pub clock: Option<Timestamp>,
}

/// Looks at the journals of a place; `None` where there are none. On a server, the tables are made where this account may make them.
///
/// # Errors
/// Any [`Error`]; nothing is then changed.
pub fn checkup(at: &At) -> Result<Option<Checkup>, Error> {
    match at {
        At::Folder(folder) => Sqlite::open_to_read(folder)?.map(|sqlite| sqlite.checkup()).transpose(),
        At::Server(address) => Server::at((**address).clone()).checkup().map(Some),
    }
}
