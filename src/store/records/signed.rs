//! What a record is worth by its batch: the same in every place where records are kept.

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::record::Assurance;
use crate::record::records::BatchId;

/// Which batches the department has signed for.
#[derive(Debug)]
pub(in crate::store) struct Signed {
    all: BTreeMap<BatchId, bool>,
    last: Cell<Option<(BatchId, bool)>>,
}

impl FromIterator<(BatchId, bool)> for Signed {
    fn from_iter<I: IntoIterator<Item = (BatchId, bool)>>(batches: I) -> Self {
        Self { all: batches.into_iter().collect(), last: Cell::new(None) }
    }
}

impl Signed {
    /// Returns how far a record of a batch is to be trusted: until the department has signed for the batch, a record is worth its seal and
    /// no more.
    pub(in crate::store) fn trusted(&self, assurance: Assurance, batch: BatchId) -> Assurance {
        if self.has(batch) { assurance } else { assurance.min(Assurance::SEALED) }
    }

    fn has(&self, batch: BatchId) -> bool {
        // Batches stand together, so the one before is nearly always the one again.
        if let Some((last, is_signed)) = self.last.get()
            && last == batch
        {
            return is_signed;
        }
        let is_signed = self.all.get(&batch).copied().unwrap_or(false);
        self.last.set(Some((batch, is_signed)));
        is_signed
    }
}
