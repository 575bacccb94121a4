//! `bedside countersign`: signs for the batches that nobody has signed for yet, and gives out receipts.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};
use jiff::Timestamp;

use crate::cli::department::Department;
use crate::cli::{Answer, Failure, Person, Refused, Setup, asking, key_file, passphrase, signed_here, whole_file};
use crate::record::Records;
use crate::record::countersign::{Receipt, countersign};
use crate::record::merkle::paths;
use crate::record::open::open;
use crate::record::records::{Act, Countersigned, Deed, Evidence, KeptBatch, Wanted};
use crate::record::seal::Key;
use crate::source::Digest;

use super::hand_in::{file_name, place};
use super::issue;
use super::{Command, counted};

pub(super) const COMMAND: Command = Command {
    name: "countersign",
    person: Person::Department,
    about: "sign for records that were kept without the department's signature",
    example: "bedside countersign --receipts outbox/",
    arguments,
    run: from_arguments,
};

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("receipts")
            .long("receipts")
            .value_name("DIR")
            .value_parser(clap::value_parser!(PathBuf))
            .help("write the receipts of all countersigned records here"),
    ]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let data = setup.data()?;
    let Some(key) = key_file::department(&data, passphrase::asked)? else {
        return Err(signed_here::no_key(setup)?);
    };
    // What is wrong with what would stand on certificates is told before anything is signed.
    let signing = Department::read(&data)?.map(|department| Ok::<_, Failure>((department, setup.read_course_as_written()?))).transpose()?;
    asking::by_that_day(setup);
    let Some(mut records) = asking::department_or_word(setup)? else { return Ok(Answer::No) };
    let receipts = arguments.get_one::<PathBuf>("receipts").map(PathBuf::as_path);
    receipts.map(whole_file::takes_files).transpose()?;
    let now = setup.clock().now();
    let answer = run(&mut *records, &key, receipts, now, &mut io::stdout().lock())?;
    if let Some((department, course)) = &signing {
        issue::after_countersigning(&mut *records, &issue::By { key: &key, department, course }, now)?;
    }
    Ok(answer)
}

/// Signs for every batch that has no signature, and writes receipts where they are wanted.
///
/// # Errors
/// Records that cannot be read or added to, and files that cannot be written.
pub fn run(records: &mut dyn Records, key: &Key, receipts: Option<&Path>, now: Timestamp, out: &mut dyn Write) -> Result<Answer, Failure> {
    let mut done = Signed::default();
    let stopped = sign_all(records, (key, now), receipts, &mut done).err();
    let Signed { batches, records: signed, receipts: given } = done;
    if let Some(because) = stopped {
        return Err(because);
    }
    let receipts = if receipts.is_some() { format!(", {}", counted(given, "receipt written", "receipts written")) } else { String::new() };
    let (records, batches) = (counted(signed, "record", "records"), counted(batches, "batch", "batches"));
    writeln!(out, "{records} in {batches} countersigned{receipts}; the key is\n{}", key.id())?;
    Ok(Answer::Done)
}

/// What was done so far.
#[derive(Default)]
struct Signed {
    batches: u64,
    records: u64,
    receipts: u64,
}

fn sign_all(records: &mut dyn Records, (key, now): (&Key, Timestamp), receipts: Option<&Path>, done: &mut Signed) -> Result<(), Failure> {
    for batch in records.batches()? {
        if batch.leaves == 0 || (batch.countersigned.is_some() && receipts.is_none()) {
            continue;
        }
        let leaves = records.leaves(batch.batch.id)?;
        let by = if let Some(by) = batch.countersigned {
            by
        } else {
            let by = countersign(batch.batch.id, batch.batch.received_at, &leaves, key);
            let (what, to, why) =
                ("countersign".to_owned(), counted(1, "batch", "batches"), counted(batch.leaves.into(), "record", "records"));
            let act = Act { at: now, who: super::who(), what, to, why };
            records.does(&Deed::Countersign { batch: batch.batch.id, signed: by }, Some(&act))?;
            done.batches += 1;
            done.records += u64::from(batch.leaves);
            by
        };
        if let Some(folder) = receipts {
            done.receipts += give(records, &batch, &by, &leaves, folder)?;
        }
    }
    Ok(())
}

/// Writes the receipts of a batch.
fn give(records: &dyn Records, batch: &KeptBatch, by: &Countersigned, leaves: &[Digest], folder: &Path) -> Result<u64, Failure> {
    let ways = paths(leaves);
    let (mut given, mut failed) = (0, None);
    let wanted = Wanted { batch: Some(batch.batch.id), ..Wanted::default() };
    records.each_with_evidence(&wanted, &mut |(_, evidence)| {
        let Some(path) = usize::try_from(evidence.leaf).ok().and_then(|leaf| ways.get(leaf)).cloned() else {
            return ControlFlow::Continue(());
        };
        let Evidence { record, batch: id, salt, .. } = evidence;
        let receipt = Receipt::new(record, id, batch.batch.received_at, salt, path, by);
        match write_receipt(&receipt, &evidence.document, folder) {
            Ok(is_written) => {
                given += u64::from(is_written);
                ControlFlow::Continue(())
            }
            Err(because) => {
                failed = Some(because);
                ControlFlow::Break(())
            }
        }
    })?;
    failed.map_or(Ok(given), Err)
}

/// Writes a receipt into a folder, under the name of the hand-in it is for; says whether there is one, for a line of another system's table
/// has none.
///
/// # Errors
/// A file that cannot be written.
pub fn write_receipt(receipt: &Receipt, document: &str, folder: &Path) -> Result<bool, Failure> {
    let Ok(hand_in) = open(document.as_bytes()) else { return Ok(false) };
    let name = file_name(&hand_in).replacen("bedside-", "bedside-receipt-", 1);
    let file = place(folder, &name, receipt.record_id, |bytes| Receipt::read(bytes).ok().map(|there| there.record_id));
    if !folder.is_dir() {
        whole_file::make_folder(folder)?;
    }
    let written = receipt.written().map_err(io::Error::from)?;
    whole_file::write(&file, |out| -> Result<(), Refused> { Ok(out.write_all(written.as_bytes())?) })?;
    Ok(true)
}
