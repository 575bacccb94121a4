//! What a look at the journals of a place finds: whether they are whole, how much is in them, how new it is, and what time it is there.

use jiff::Timestamp;

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
