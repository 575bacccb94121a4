//! What a department does to what it keeps, in SQLite: each deed with its act in the log, or neither.

use rusqlite::Transaction;

use crate::record::proven;
use crate::record::records::{Act, Deed};

use super::{forget, keep, keys, look};

/// Carries a deed out, notes it, and says how much it touched.
pub(super) fn carry_out(transaction: &Transaction<'_>, deed: &Deed, act: Option<&Act>) -> rusqlite::Result<usize> {
    let touched = match deed {
        Deed::Revoke { record, at, why } => forget::revoke(transaction, *record, *at, why)?,
        Deed::Reinstate { record } => usize::from(forget::reinstate(transaction, *record)?),
        Deed::Erase { records, at, whose } => {
            let erased = forget::erase(transaction, records, *at)?;
            if let Some(whose) = whose {
                forget::person(transaction, &whose.learners, &whose.staff_ids)?;
            }
            erased
        }
        Deed::Unrefuse(some) => forget::refusals(transaction, some)?,
        Deed::Hold { learners, staff_id } => usize::from(forget::hold(transaction, learners, staff_id)?),
        Deed::Release { learners, staff_id } => usize::from(forget::release(transaction, learners, staff_id)?),
        Deed::Countersign { batch, signed } => keep::countersigned(transaction, *batch, signed).map(|()| 1)?,
        Deed::GiveToken(token) => keys::give(transaction, token).map(|()| 1)?,
        Deed::RevokeKey { key, at } => keys::revoke(transaction, key, *at).map(|()| 1)?,
    };
    if let Some(act) = act {
        let marks = if deed.holds() { Some(look::marks(transaction)?) } else { None };
        if let Some(act) = proven::noted(deed, act, touched, marks.as_ref()) {
            keep::act(transaction, &act)?;
        }
    }
    Ok(touched)
}
