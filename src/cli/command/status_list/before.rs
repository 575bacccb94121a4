//! The status list in whose place a new one comes: whether what it says was revoked would count again. Whoever put records back from a copy has
//! lost what was revoked since, and would publish just that.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::Path;

use crate::cli::{Failure, counted, signed_here};
use crate::journey::CertificateId;
use crate::record::Records;
use crate::record::credential::StatusList;
use crate::record::seal::KeyId;

/// So many certificates are named.
const NAMED: usize = 20;

/// More bytes than any status list has.
const LARGEST: u64 = 4 << 20;

/// The list that is there.
pub(super) struct Before(StatusList);

impl Before {
    /// Reads the list of this address in a file, where there is one that the department signed, be it with a key that it had before.
    pub(super) fn of(file: &Path, address: &str, own: KeyId, records: &dyn Records) -> Result<Option<Self>, Failure> {
        let mut bytes = Vec::new();
        // What is no file is told of by whoever writes there.
        let is_read = file.is_file() && File::open(file).is_ok_and(|opened| opened.take(LARGEST).read_to_end(&mut bytes).is_ok());
        let list = if is_read { StatusList::read(&bytes).ok() } else { None };
        let Some(list) = list.filter(|list| list.id == address) else { return Ok(None) };
        let is_own = list.issuer == own || signed_here::is_own(list.issuer, records)?;
        Ok(is_own.then_some(Self(list)))
    }

    /// Says what would be lost with it, where anything would: it is from a later moment, or revokes what the new one does not.
    pub(super) fn says(&self, new: &StatusList, records: &dyn Records) -> Result<Option<String>, Failure> {
        let Self(before) = self;
        let freed: BTreeSet<u64> = before.revoked().filter(|place| new.has_revoked(*place) != Some(true)).collect();
        let mut known = BTreeMap::new();
        if !freed.is_empty() {
            // A revocation that was undone says nothing here: none is once there is a certificate.
            records.each_issued(&mut |issued| {
                if freed.contains(&issued.status) {
                    known.insert(issued.status, CertificateId(issued.id));
                }
                ControlFlow::Continue(())
            })?;
        }
        let day = before.from.strftime("%Y-%m-%d %H:%M UTC");
        if freed.is_empty() {
            let told = || format!("{day}, is later than this computer's clock, so whoever has both goes by that one: set the clock right");
            return Ok((before.from > new.from).then(told));
        }
        let (count, unknown) = (freed.len() as u64, freed.len() - known.len());
        let mut told = vec![
            format!(
                "{day}, revokes {} that would count again: these records know of no revocation",
                counted(count, "certificate", "certificates")
            ),
            "records that were put back from a copy say nothing of what was revoked since".to_owned(),
        ];
        if !known.is_empty() {
            told.push("revoke again by its id, with `bedside revoke ID --reason WORDS`:".to_owned());
            told.extend(known.values().take(NAMED).map(|id| format!("  {}", id.0)));
            if known.len() > NAMED {
                told.push(format!("  and {} more; the next time names them", known.len() - NAMED));
            }
        }
        if unknown > 0 {
            told.push(format!(
                "of {unknown} of them these records have no certificate: collect again what was collected since the copy, sign for it, and \
                 revoke it again"
            ));
        }
        Ok(Some(told.join("\n")))
    }
}
