//! A statement for a learning record store, as the bytes that go out; and who is to hear of what a department collects.

use std::fmt;
use std::sync::Arc;

use uuid::Uuid;

use crate::journey::LearnerId;
use crate::record::Completion;

/// A statement on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Its id.
    pub id: Uuid,
    /// Its exact bytes.
    pub body: String,
}

/// A statement on its way, put down with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Whom it tells of.
    pub learner: LearnerId,
    /// The statement.
    pub statement: Queued,
}

/// Makes the statements of a record that is new, of what it says and of what was handed in.
pub type TellRecord = Arc<dyn Fn(&Completion, &str) -> Vec<Queued> + Send + Sync>;

/// Who is to hear of what a department collects, and what.
#[derive(Clone)]
pub struct TellingRecords {
    /// The store's address.
    pub to: String,
    /// Makes the statements.
    pub tell: TellRecord,
}

impl fmt::Debug for TellingRecords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TellingRecords").field("to", &self.to).finish_non_exhaustive()
    }
}
