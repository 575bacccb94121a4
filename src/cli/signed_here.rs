//! With which keys a department has signed, as its records tell: the key in the folder may be gone, and another one is another department to
//! whoever trusts the first.

use std::ops::ControlFlow;

use crate::prose::safe;
use crate::record::Records;
use crate::record::records::KeptBatch;
use crate::record::seal::KeyId;

use super::{Failure, Setup, asking, key_file};

/// What is done when a department's key is made, as the log calls it.
pub(super) const CREATE_KEY: &str = "create-key";

/// Returns the department's own key that signed last, by its batches and, where none is signed, by its certificates; or the one that was made
/// since, where that one is to sign from then on.
///
/// # Errors
/// Records that cannot be read.
pub(super) fn last(records: &dyn Records) -> Result<Option<KeyId>, Failure> {
    let batches = records.batches()?;
    let mut last = signed_last(&batches).and_then(|kept| Some((kept.batch.received_at, kept.countersigned.as_ref()?.key)));
    if last.is_none() {
        records.each_issued(&mut |issued| {
            last = Some((issued.issued_at, issued.key));
            ControlFlow::Continue(())
        })?;
    }
    let Some((signed_at, signed)) = last else { return Ok(None) };
    let mut last = signed;
    records.each_act_of([CREATE_KEY; 2], &mut |noted| {
        if noted.act.at > signed_at {
            last = KeyId::read(&noted.act.to).unwrap_or(last);
        }
        ControlFlow::Continue(())
    })?;
    Ok(Some(last))
}

/// Returns the department's own key that signed the last of these batches that are signed.
pub(super) fn by_batches(batches: &[KeptBatch]) -> Option<KeyId> {
    signed_last(batches)?.countersigned.as_ref().map(|by| by.key)
}

fn signed_last(batches: &[KeptBatch]) -> Option<&KeptBatch> {
    batches.iter().rev().find(|batch| !batch.of_others && batch.countersigned.is_some())
}

/// Whether a key is, or was, the department's own: it was made here, or has signed here.
///
/// # Errors
/// Records that cannot be read.
pub(super) fn is_own(key: KeyId, records: &dyn Records) -> Result<bool, Failure> {
    let batches = records.batches()?;
    let signed = batches.iter().filter(|batch| !batch.of_others).filter_map(|batch| batch.countersigned.as_ref());
    let mut is_own = signed.map(|by| by.key).any(|own| own == key);
    records.each_issued(&mut |issued| {
        is_own |= issued.key == key;
        if is_own { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let named = key.to_string();
    records.each_act_of([CREATE_KEY; 2], &mut |noted| {
        is_own |= noted.act.to == named;
        ControlFlow::Continue(())
    })?;
    Ok(is_own)
}

/// Says that there is no key to sign with, and what to do: to put it back where one has signed, and else to make one.
///
/// # Errors
/// Records that cannot be read.
pub(super) fn no_key(setup: &Setup) -> Result<Failure, Failure> {
    let signed = asking::department_if_there(setup)?.map(|records| last(&*records)).transpose()?.flatten();
    let data = setup.data()?;
    let told = signed.map_or_else(
        || "there is no department's key here; make one with `bedside keys create`".to_owned(),
        |key| {
            format!(
                "the key that signed here, {key}, is not in {}; nothing was done\n\
                 put {} back from its copy; `bedside keys create` says what follows from another one",
                safe::line(&data.display().to_string()),
                key_file::DEPARTMENT
            )
        },
    );
    Ok(Failure::Usage { told })
}
