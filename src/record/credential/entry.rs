//! A place in a status list.

/// Where a credential's place in a status list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The list's address. It need not lead anywhere: it names the list.
    pub list: String,
    /// The place in it, from 0.
    pub index: u64,
}
