//! At which addresses certificates say that their revocation is told: each has the one that stood in department.toml when it was signed.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::cli::{Failure, counted};
use crate::prose::safe;
use crate::record::Records;

/// What stands before the address in a certificate, which is canonical JSON.
const BEFORE: &str = "\"statusListCredential\":\"";

/// So many addresses are named.
const NAMED: usize = 3;

/// Returns the addresses, each with how many certificates name it.
///
/// # Errors
/// Records that cannot be read.
pub(in crate::cli) fn addresses(records: &dyn Records) -> Result<BTreeMap<String, u64>, Failure> {
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    records.each_issued(&mut |issued| {
        let behind = issued.document.split_once(BEFORE).and_then(|(_, behind)| behind.split_once('"'));
        if let Some((address, _)) = behind {
            match found.get_mut(address) {
                Some(count) => *count += 1,
                None => drop(found.insert(address.to_owned(), 1)),
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// Says how many certificates name another address than this one, and what becomes of them; `None` where none does.
#[must_use]
pub(in crate::cli) fn elsewhere(addresses: &BTreeMap<String, u64>, own: Option<&str>) -> Option<(String, String)> {
    let others: Vec<(&String, &u64)> = addresses.iter().filter(|(address, _)| own != Some(address.as_str())).collect();
    let (first, _) = others.first()?;
    let all = counted(others.iter().map(|(_, count)| **count).sum(), "certificate names", "certificates name");
    let named: Vec<_> = others.iter().take(NAMED).map(|(address, _)| safe::line(address)).collect();
    let more = if others.len() > NAMED { ", ..." } else { "" };
    let says = format!("{all} another address for what is revoked, {}{more}", named.join(", "));
    let todo = format!(
        "they stay unchecked unless a list of that address is there still: serve the one that `bedside status-list --for {} -o FILE` signs, or \
         set `status_list` back in department.toml",
        safe::line(first)
    );
    Some((says, todo))
}
