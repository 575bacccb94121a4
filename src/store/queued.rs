//! A statement for a learning record store, as the bytes that go out.

use uuid::Uuid;

/// A statement on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Its id.
    pub id: Uuid,
    /// Its exact bytes.
    pub body: String,
}
