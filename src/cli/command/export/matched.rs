//! Says so where a table tells the staff ids that people typed, and the department has confirmed others since.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::Path;

use crate::cli::matches::Known;
use crate::cli::records::Records;
use crate::cli::{Failure, counted};
use crate::journey::LearnerId;
use crate::record::roster::likeness;

use super::Wanted;

/// Says of how many people that is so in what is written: whoever reads the table by staff id would credit somebody else. The records are gone
/// through once, and only where somebody was confirmed.
pub(super) fn tell(records: &Records, wanted: &Wanted<'_>, data: &Path) -> Result<(), Failure> {
    let Some(store) = records.department() else { return Ok(()) };
    let matches = Known::read(Some(store), data)?;
    let confirmed: HashMap<LearnerId, &str> = matches.each().map(|(staff_id, learner)| (learner, staff_id)).collect();
    if confirmed.is_empty() {
        return Ok(());
    }
    let mut met = HashSet::new();
    records.each_completion(|row| {
        let typed_otherwise = || {
            let confirmed = confirmed.get(&row.learner_id)?;
            likeness::staff_id(&row.staff_id).filter(|typed| typed != confirmed).map(drop)
        };
        if typed_otherwise().is_some() && wanted.wants(row) {
            met.insert(row.learner_id);
        }
        Ok(())
    })?;
    let count = met.len() as u64;
    if count > 0 {
        let (people, have) = (counted(count, "person", "people"), if count == 1 { "has" } else { "have" });
        writeln!(
            io::stderr(),
            "{people} {have} the staff id here that was typed, not the one that `bedside report --confirm` says; `learner_id` tells whose is whose"
        )?;
    }
    Ok(())
}
