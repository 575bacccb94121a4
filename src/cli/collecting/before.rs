//! What is kept already under the id of a line of another system: the same completion in whatever dress, or something else.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use jiff::Timestamp;

use crate::cli::Failure;
use crate::journey::CertificateId;
use crate::record::Records;
use crate::record::records::Incoming;
use crate::record::taken_over::{Comparison, Sameness};

/// What is kept under the id of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing that could be read.
    Nothing,
    /// What tells the same.
    TheSame,
    /// What tells the same but for a mail address or a name, or for a score or pass mark that one of the two lacks.
    Nearly,
    /// What tells the same of whoever has that staff id, by another name and with another mailbox.
    ByAnotherName,
    /// What tells something else.
    Otherwise,
}

/// Says of each line what is kept under its id. The records are asked once for all of them.
pub(super) fn told_before(lines: &[&Incoming], records: &dyn Records, now: Timestamp) -> Result<Vec<Before>, Failure> {
    let mut before = vec![Before::Nothing; lines.len()];
    // Two lines of one table may have one id. Neighbours in a store are asked for one after the other.
    let mut places: BTreeMap<CertificateId, Vec<usize>> = BTreeMap::new();
    for (place, line) in lines.iter().enumerate() {
        places.entry(line.completion.record_id).or_default().push(place);
    }
    if places.is_empty() {
        return Ok(before);
    }
    let ids: Vec<CertificateId> = places.keys().copied().collect();
    let mut comparison = Comparison::default();
    records.each_origin(&ids, &mut |kept| {
        for place in places.get(&kept.record).into_iter().flatten() {
            if let (Some(line), Some(before)) = (lines.get(*place), before.get_mut(*place)) {
                *before = match comparison.of(line, &kept, now) {
                    Sameness::Same => Before::TheSame,
                    Sameness::ButForParticulars => Before::Nearly,
                    Sameness::ByAnotherName => Before::ByAnotherName,
                    Sameness::Other => Before::Otherwise,
                };
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(before)
}
