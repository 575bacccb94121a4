//! A line of another system that was mended there: once the record that came of the wrong one is revoked, it comes in instead of that.

use std::ops::ControlFlow;

use crate::cli::Failure;
use crate::record::Records;
use crate::record::records::{Incoming, Marks, Wanted};
use crate::record::taken_over::instead_of;

/// Finds out instead of which record a line comes in.
pub(super) struct Mended(Marks);

impl Mended {
    /// Looks up what was revoked.
    pub(super) fn of(records: &dyn Records) -> Result<Self, Failure> {
        Ok(Self(records.marks()?))
    }

    /// Returns a line as it is to be kept: as it is, or instead of the last of those that said otherwise and were revoked.
    pub(super) fn line(&self, mut line: Incoming, records: &dyn Records) -> Result<Incoming, Failure> {
        while self.0.revoked(line.completion.record_id).is_some() && says_otherwise(&line, records)? {
            line = instead_of(line.completion.record_id, line);
        }
        Ok(line)
    }
}

/// Whether another line is kept under the id of this one.
fn says_otherwise(line: &Incoming, records: &dyn Records) -> Result<bool, Failure> {
    let mut otherwise = false;
    records.each(&Wanted { record: Some(line.completion.record_id), ..Wanted::default() }, &mut |kept| {
        otherwise = kept.digest != line.digest;
        ControlFlow::Break(())
    })?;
    Ok(otherwise)
}
