//! The receipts of a collecting: written as records become new, and looked for where records are known already, since a collecting that was
//! stopped, or that wanted none, has left some out.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use crate::cli::Failure;
use crate::cli::collecting::Given;
use crate::journey::CertificateId;
use crate::record::countersign::Receipt;
use crate::record::records::{BatchId, Incoming, KeptBatch};

use super::countersign::write_receipt;

/// A file with more bytes is no receipt.
const LARGEST: u64 = 64 << 10;

/// The receipts in a folder.
pub(super) struct Receipts<'a> {
    /// Where they go.
    pub(super) folder: &'a Path,
    /// The batches that are signed here, each with the key that signed it.
    signed: BTreeSet<(BatchId, String)>,
    /// The records that have one there, once somebody has looked.
    there: Option<BTreeSet<CertificateId>>,
    given: BTreeSet<CertificateId>,
    /// The records that are known and have none, each once, however often it came.
    lacking: BTreeSet<CertificateId>,
}

impl<'a> Receipts<'a> {
    /// Begins with what is signed already. A receipt of another department's proves nothing of what this one has collected.
    pub(super) fn of(folder: &'a Path, batches: &[KeptBatch]) -> Self {
        let signed = batches.iter().filter_map(|kept| Some((kept.batch.id, kept.countersigned.as_ref()?.key.to_string()))).collect();
        Self { folder, signed, there: None, given: BTreeSet::new(), lacking: BTreeSet::new() }
    }

    /// Writes a receipt.
    pub(super) fn give(&mut self, given: &Given<'_>) -> Result<(), Failure> {
        write_receipt(&given.receipt, &given.incoming.document, self.folder)?;
        self.given.insert(given.receipt.record_id);
        Ok(())
    }

    /// Looks whether a record that is known has a receipt. What is on another system's word has none.
    pub(super) fn look_for(&mut self, known: &Incoming) {
        let record = known.completion.record_id;
        if known.is_taken_over() || self.given.contains(&record) {
            return;
        }
        let (folder, signed) = (self.folder, &self.signed);
        if !self.there.get_or_insert_with(|| there(folder, signed)).contains(&record) {
            self.lacking.insert(record);
        }
    }

    /// Returns how many records have no receipt, where so many of the new ones were to get one.
    pub(super) fn lacking(&self, new: u64) -> u64 {
        self.lacking.len() as u64 + new.saturating_sub(self.given.len() as u64)
    }
}

/// Returns the records that have a receipt of one of these batches in a folder, whatever its name is.
fn there(folder: &Path, signed: &BTreeSet<(BatchId, String)>) -> BTreeSet<CertificateId> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let receipt = |file: &Path| {
        let mut bytes = Vec::new();
        File::open(file).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
        let receipt = Receipt::read(&bytes).ok()?;
        signed.contains(&(receipt.batch, receipt.key.to_string())).then_some(receipt.record_id)
    };
    files.filter(|file| file.is_file() && file.extension().is_some_and(|end| end == "json")).filter_map(|file| receipt(&file)).collect()
}
