//! What is held back from every purge, by the names that were given.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;

use crate::cli::command::counted;
use crate::cli::{Answer, Failure};
use crate::prose::safe;
use crate::record::Records;
use crate::record::records::Wanted;
use crate::record::roster::likeness;

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
