//! What a department has.

use std::ops::ControlFlow;

use bedside::record::records::{Record, Wanted};
use bedside::record::{NotStored, Records};

/// Gathers what is visited.
pub(crate) fn gathered<T>(visit: impl FnOnce(&mut dyn FnMut(T) -> ControlFlow<()>) -> Result<(), NotStored>) -> Vec<T> {
    let mut all = Vec::new();
    visit(&mut |one| {
        all.push(one);
        ControlFlow::Continue(())
    })
    .unwrap();
    all
}

/// Returns every record that is wanted, in the order of the department.
pub(crate) fn all(records: &dyn Records, wanted: &Wanted) -> Vec<Record> {
    gathered(|visit| records.each(wanted, visit))
}
