//! Says so where a table tells the staff ids that people typed, and the department has confirmed others since.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use crate::cli::matches::Known;
use crate::cli::records::Records;
use crate::cli::{Failure, Refused, counted};
use crate::record::records::Wanted;
use crate::record::roster::likeness;

/// Says of how many people that is so: whoever reads the table by staff id would credit somebody else.
pub(super) fn tell(records: &Records, data: &Path) -> Result<(), Failure> {
    let Some(store) = records.department() else { return Ok(()) };
    let mut count = 0;
    for (staff_id, learner) in Known::read(Some(store), data)?.each() {
        let mut typed_otherwise = false;
        let of = Wanted { learner: Some(learner), ..Wanted::default() };
        store
            .each_completion(&of, &mut |row| {
                typed_otherwise = likeness::staff_id(&row.staff_id).is_none_or(|typed| typed != staff_id);
                if typed_otherwise { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
            .map_err(Refused::from)?;
        count += u64::from(typed_otherwise);
    }
    if count > 0 {
        let (people, have) = (counted(count, "person", "people"), if count == 1 { "has" } else { "have" });
        writeln!(
            io::stderr(),
            "{people} {have} the staff id here that was typed, not the one that `bedside report --confirm` says; `learner_id` tells whose is whose"
        )?;
    }
    Ok(())
}
