//! What is in the place of a new status list: whether what an earlier one says was revoked would count again. Whoever put records back from a copy
//! has lost what was revoked since, and would publish just that. What is no list of ours is not written over either.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read as _};
use std::ops::ControlFlow;
use std::path::Path;

use crate::cli::{Failure, counted, signed_here};
use crate::journey::CertificateId;
use crate::prose::safe;
use crate::record::Records;
use crate::record::credential::StatusList;
use crate::record::seal::KeyId;

/// So many certificates are named.
const NAMED: usize = 20;

/// More bytes than any status list has.
const LARGEST: u64 = 4 << 20;

/// What is there.
pub(super) enum Before {
    /// The list of this address, signed by the department, be it with a key that it had before.
    Own(StatusList),
    /// The list of this address or another one, signed with a key that the records do not know.
    Strangers(StatusList),
    /// The department's list of another address.
    Elsewhere(StatusList),
    /// Something else, and why that is no list.
    NoList(String),
}

impl Before {
    /// Reads what is in a file, where one is there.
    pub(super) fn of(file: &Path, address: &str, own: KeyId, records: &dyn Records) -> Result<Option<Self>, Failure> {
        // What is no file is told of by whoever writes there.
        if !file.is_file() {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let read: io::Result<usize> = File::open(file).and_then(|opened| opened.take(LARGEST).read_to_end(&mut bytes));
        let list = match read.map(|_| StatusList::read(&bytes)) {
            Ok(Ok(list)) => list,
            Ok(Err(flaw)) => return Ok(Some(Self::NoList(flaw.to_string()))),
            Err(because) => return Ok(Some(Self::NoList(because.to_string()))),
        };
        let is_own = list.issuer == own || signed_here::is_own(list.issuer, records)?;
        Ok(Some(match (is_own, list.id == address) {
            (false, _) => Self::Strangers(list),
            (true, false) => Self::Elsewhere(list),
            (true, true) => Self::Own(list),
        }))
    }

    /// Says what would be lost with it, where anything would or nobody knows: it is from a later moment, revokes what the new one does not, or
    /// is no list of ours for this address.
    pub(super) fn says(&self, file: &str, new: &StatusList, records: &dyn Records) -> Result<Option<String>, Failure> {
        let before = match self {
            Self::Own(list) => list,
            Self::Strangers(list) => {
                return Ok(Some(format!(
                    "the status list that is in {file} is signed with {}, a key that these records do not know\n\
                     it is another department's, then name another file with `-o FILE`; or these records are a copy from before that key was made, then \
                     put back the newest one first",
                    list.issuer
                )));
            }
            Self::Elsewhere(list) => {
                let other = safe::line(&list.id);
                return Ok(Some(format!(
                    "the status list that is in {file} is the one of another address, {other}\n\
                     name another file with `-o FILE`; a new one of that address is signed by `bedside status-list --for {other}`"
                )));
            }
            Self::NoList(because) => {
                return Ok(Some(format!(
                    "what is in {file} is no status list that can be read: {}\n\
                     name another file with `-o FILE`; where it was a list, put it back from a copy, for it may revoke what these records do not",
                    safe::line(because)
                )));
            }
        };
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
            let told = || {
                format!(
                    "the status list that is in {file}, of {day}, is later than this computer's clock, so whoever has both goes by that one: set the clock right"
                )
            };
            return Ok((before.from > new.from).then(told));
        }
        let (count, unknown) = (freed.len() as u64, freed.len() - known.len());
        let mut told = vec![
            format!(
                "the status list that is in {file}, of {day}, revokes {} that would count again: these records know of no revocation",
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
