//! Hands countersigned batches on to another department: `bedside export --format batch`. A batch goes over whole or not at all.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;

use clap::ArgMatches;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cli::{Answer, Failure, Refused, Setup, asking, key_file, passphrase, whole_file};
use crate::record::batch_file::Lines;
use crate::record::records::{Absent, KeptBatch, Wanted};
use crate::record::seal::Key;
use crate::record::{NotStored, Records};

use super::counted;

/// Its name among the formats.
pub(super) const FORMAT: &str = "batch";

/// What choose among records, and cannot choose among batches.
const NOT_HERE: [&str; 6] = ["until", "department", "course-id", "min-assurance", "home", "roster"];

/// Writes the batches that were countersigned and, where a day is named, collected on it or later.
pub(super) fn run(arguments: &ArgMatches, since: Option<Date>, setup: &Setup) -> Result<Answer, Failure> {
    let usage = |told: &str| Failure::Usage { told: told.to_owned() };
    let is_given = |name: &&str| arguments.value_source(name) == Some(clap::parser::ValueSource::CommandLine);
    if let Some(name) = NOT_HERE.iter().chain(&["attempts", "bom", "raw"]).find(|name| is_given(name)) {
        return Err(usage(&format!("a batch is handed on whole, so `--{name}` has no meaning for it; only `--since` chooses")));
    }
    let data = setup.data()?;
    let Some(key) = key_file::department(&data, passphrase::asked)? else {
        return Err(usage("only what a department has countersigned can be handed on, and there is no department's key here"));
    };
    let records = asking::department_if_there(setup)?.ok_or_else(|| usage("there are no collected records here"))?;
    tell_of_older(&*records, since)?;
    let Some(file) = super::output(arguments) else {
        write(&*records, &key, since, &mut io::stdout().lock())?;
        return Ok(Answer::Done);
    };
    let count = whole_file::write(file, |out| write(&*records, &key, since, out))?;
    writeln!(io::stderr(), "{} written to {}", counted(count, "batch", "batches"), file.display())?;
    Ok(Answer::Done)
}

/// Says which batches a day leaves out: one that was collected before may have been countersigned since, or come from another department
/// since, and nothing tells when.
fn tell_of_older(records: &dyn Records, since: Option<Date>) -> Result<(), Failure> {
    let Some(day) = since else { return Ok(()) };
    let older = records.batches()?.iter().filter(|kept| kept.countersigned.is_some() && !is_since(kept, since)).count() as u64;
    if older > 0 {
        let batches = counted(older, "batch that was collected first before", "batches that were collected first before");
        let left = if older == 1 { "is left out, even if it was" } else { "are left out, even those that were" };
        writeln!(
            io::stderr(),
            "{batches} {day} {left} countersigned, or came from another department, since\n\
             without `--since` all are handed on; whoever has one already takes none of it twice"
        )?;
    }
    Ok(())
}

/// Whether a batch was collected first on a day or later; whether it was, where none is named.
fn is_since(kept: &KeptBatch, since: Option<Date>) -> bool {
    since.is_none_or(|since| kept.batch.received_at.to_zoned_datetime(TimeZone::UTC).date() >= since)
}

/// Writes the batches and returns how many there were.
///
/// # Errors
/// [`Refused`] when the records cannot be read, when a batch is not what was signed, or the result cannot be written.
pub fn write(records: &dyn Records, key: &Key, since: Option<Date>, out: &mut dyn Write) -> Result<u64, Refused> {
    let mut count = 0;
    for kept in records.batches()? {
        if kept.countersigned.is_some() && is_since(&kept, since) {
            out.write_all(&one(records, key, &kept)?)?;
            count += 1;
        }
    }
    out.flush()?;
    Ok(count)
}

/// Returns the file of one batch.
fn one(records: &dyn Records, key: &Key, kept: &KeptBatch) -> Result<Vec<u8>, Refused> {
    let id = kept.batch.id;
    let wanted = Wanted { batch: Some(id), ..Wanted::default() };
    let mut found = BTreeMap::new();
    records.each_with_evidence(&wanted, &mut |(record, evidence)| {
        // What was revoked here is not to count elsewhere: its place in the batch goes over, and nothing else of it.
        let counts = record.completion.revoked_at.is_none();
        found.insert(record.leaf, counts.then_some((record, evidence)));
        ControlFlow::Continue(())
    })?;
    let gone: BTreeMap<u32, Absent> = records.absent(id)?.into_iter().map(|(place, _, why)| (place, why)).collect();
    let mut lines = Lines::default();
    for (place, digest) in (0..).zip(records.leaves(id)?) {
        match (found.remove(&place), gone.get(&place)) {
            (Some(Some((record, evidence))), _) => lines.record(&record, &evidence),
            (None, Some(Absent::Erased)) => lines.erased(digest),
            (Some(None) | None, _) => lines.left_out(digest),
        }
        .map_err(io::Error::from)?;
    }
    let because = || format!("batch {id} is not what was countersigned, so it is not handed on; `bedside audit` tells more");
    Ok(lines.sealed(kept, key).map_err(io::Error::from)?.ok_or_else(|| NotStored::new(because()))?)
}
