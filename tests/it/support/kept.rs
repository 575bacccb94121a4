//! What a department has.

use std::ops::ControlFlow;

use bedside::record::Records;
use bedside::record::records::{Record, Wanted};

/// Returns every record, in the order of the department.
pub(crate) fn all_kept(records: &dyn Records) -> Vec<Record> {
    let mut kept = Vec::new();
    let mut keep = |record| {
        kept.push(record);
        ControlFlow::Continue(())
    };
    records.each(&Wanted::default(), &mut keep).unwrap();
    kept
}
