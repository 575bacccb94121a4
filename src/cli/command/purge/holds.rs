//! What is held back from every purge, by the names that were given, and whom a name that is held back reaches later.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;

use jiff::Timestamp;

use crate::cli::counted;
use crate::cli::{Answer, Failure};
use crate::journey::LearnerId;
use crate::prose::safe;
use crate::record::Records;
use crate::record::proven::HOLD;
use crate::record::records::{Act, Deed, Wanted};
use crate::record::roster::likeness;

/// Holds back what a learner handed in who was confirmed to be the one of a staff id that is held back, and says how many records that
/// are; `None` where that staff id is not, or the learner is with it already.
///
/// # Errors
/// Records that cannot be read or changed.
pub fn reach(records: &mut dyn Records, staff_id: &str, learner: LearnerId, who: &str, now: Timestamp) -> Result<Option<u64>, Failure> {
    let named = likeness::staff_id(staff_id).unwrap_or_default();
    if !records.marks()?.held().any(|(held, _)| likeness::staff_id(held).as_deref() == Some(&*named)) {
        return Ok(None);
    }
    let mut count = 0;
    records.each(&Wanted { learner: Some(learner), ..Wanted::default() }, &mut |record| {
        count += u64::from(!record.held);
        ControlFlow::Continue(())
    })?;
    let why = "confirmed on the roster under a staff id that is held back".to_owned();
    let act = Act { at: now, who: who.to_owned(), what: HOLD.to_owned(), to: counted(count, "record", "records"), why };
    let touched = records.does(&Deed::Hold { learners: vec![learner], staff_id: named.into_owned() }, Some(&act))?;
    Ok((touched > 0).then_some(count))
}

/// Lists what is held back, each with the number of records there are of it, in lines or, for programs, as one JSON object a line.
///
/// # Errors
/// Records that cannot be read, and results that cannot be written.
pub fn list(records: &dyn Records, json: bool, out: &mut dyn Write) -> Result<Answer, Failure> {
    let marks = records.marks()?;
    let mut counts: BTreeMap<&str, u64> = marks.held().map(|(named, _)| (named, 0)).collect();
    if !counts.is_empty() {
        records.each(&Wanted::default(), &mut |record| {
            let whose = likeness::staff_id(&record.completion.staff_id);
            for (named, learners) in marks.held().filter(|_| record.held) {
                let is_of_it = learners.contains(&record.completion.learner_id) || whose.as_deref() == Some(named);
                *counts.entry(named).or_default() += u64::from(is_of_it);
            }
            ControlFlow::Continue(())
        })?;
    }
    for (named, count) in &counts {
        if json {
            writeln!(out, "{}", safe::json(&serde_json::json!({ "held": named, "records": count }).to_string()))?;
        } else {
            writeln!(out, "{}  {}", safe::line(named), counted(*count, "record", "records"))?;
        }
    }
    if !json {
        let told = match counts.len() {
            0 => "nobody is held back".to_owned(),
            1 => "1 person is held back; the log says why, and `bedside purge --release` lets go".to_owned(),
            some => format!("{some} people are held back; the log says why, and `bedside purge --release` lets go"),
        };
        writeln!(out, "{told}")?;
    }
    Ok(Answer::Done)
}
