//! Reads batches that another department has countersigned and handed on, and proves them on every core.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::num::NonZero;
use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::mpsc::SyncSender;
use std::thread;

use sha2::{Digest as _, Sha256};

use crate::record::batch_file::{self, Head, LARGEST_BATCH, LONGEST_LINE, Now};
use crate::record::flaw::Flaw;
use crate::record::records::Leaf;
use crate::source::Digest;

use super::Asked;
use super::archive;
use super::gather::{is_archive, is_batch};

/// The longest first line.
const LONGEST_HEAD: usize = 4096;

/// A batch that was found: where, and what it holds or why it is not taken.
pub struct Proven {
    /// The file, and the batch in it.
    pub source: String,
    /// The batch and its records, in the order of its tree.
    pub read: Result<(Head, Vec<Leaf>), Flaw>,
}

/// Reads a file, or the files of batches in an archive, and gives each batch away until nobody wants more.
pub(super) fn find(file: &Path, asked: &Asked<'_>, give: &SyncSender<Proven>) {
    let shown = file.display().to_string();
    let mut take = |proven| if give.send(proven).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    let _to_the_end = match File::open(file) {
        Ok(opened) if is_archive(file) => archive::each(&shown, opened, is_batch, &mut |shown, inside| match inside {
            Ok(inside) if is_batch(inside.name) => each(&mut BufReader::with_capacity(1 << 18, inside.bytes), shown, asked, &mut take),
            // What cannot be opened in it is told of where its hand-ins are looked for.
            Ok(_) | Err(_) => ControlFlow::Continue(()),
        }),
        Ok(opened) => each(&mut BufReader::with_capacity(1 << 18, opened), &shown, asked, &mut take),
        Err(_) if is_archive(file) => ControlFlow::Continue(()),
        Err(because) => take(Proven { source: shown, read: Err(Flaw::File { because: because.to_string() }) }),
    };
}

/// Reads batch by batch, and gives each to `take` until that has had enough. After one that cannot be read nobody knows where the next one
/// begins.
pub fn each(from: &mut impl BufRead, shown: &str, asked: &Asked<'_>, take: &mut dyn FnMut(Proven) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut lines = Lines::default();
    for number in 1_u32.. {
        let read = match next_head(from) {
            Ok(None) if number > 1 => break,
            Ok(None) => Err(Flaw::Batch { because: "the file is empty".to_owned() }),
            // Of one that is not taken, the lines are passed over.
            Ok(Some(head)) => lines.read(from, &head).map(|()| head),
            Err(flaw) => Err(flaw),
        };
        let goes_on = read.is_ok();
        let read = read.and_then(|head| {
            let head = trusted(head, asked)?;
            let leaves = lines.prove(&head, asked)?;
            Ok((head, leaves))
        });
        let source = match &read {
            Ok((head, _)) => format!("{shown}, batch {}", head.batch),
            Err(_) => format!("{shown}, batch {number} in it"),
        };
        take(Proven { source, read: read.map_err(Flaw::handed_on) })?;
        if !goes_on {
            break;
        }
    }
    ControlFlow::Continue(())
}

fn next_head(from: &mut impl BufRead) -> Result<Option<Head>, Flaw> {
    let mut line = Vec::new();
    match from.by_ref().take(LONGEST_HEAD as u64).read_until(b'\n', &mut line) {
        Ok(0) => Ok(None),
        Ok(_) if line.pop_if(|last| *last == b'\n').is_some() => Head::read(&line).map(Some),
        Ok(_) => Err(Flaw::Batch { because: "its first line names no batch".to_owned() }),
        Err(because) => Err(Flaw::File { because: because.to_string() }),
    }
}

/// Lets a batch pass whose keys are the department's own, or pinned, and that was not collected in days to come: what is done here goes by the
/// newest day there is.
fn trusted(head: Head, asked: &Asked<'_>) -> Result<Head, Flaw> {
    if head.received_at.duration_since(asked.now) > asked.tolerance {
        return Err(Flaw::Future { at: head.received_at });
    }
    let own = asked.key.map(crate::record::seal::Key::id);
    let is_trusted = |key| own == Some(key) || asked.partners.of(key).is_some();
    match [head.by, head.key].into_iter().find(|key| !is_trusted(*key)) {
        None => Ok(head),
        Some(key) => Err(Flaw::UntrustedBatch { key: key.to_string() }),
    }
}

/// The lines of one batch, and where each begins and ends.
#[derive(Default)]
struct Lines {
    bytes: Vec<u8>,
    each: Vec<Range<usize>>,
}

impl Lines {
    fn read(&mut self, from: &mut impl BufRead, head: &Head) -> Result<(), Flaw> {
        self.bytes.clear();
        self.each.clear();
        for _ in 0..head.leaves {
            let begins = self.bytes.len();
            match from.by_ref().take(LONGEST_LINE as u64).read_until(b'\n', &mut self.bytes) {
                Ok(_) if self.bytes.len() > LARGEST_BATCH => return Err(Flaw::TooLarge),
                Ok(_) if self.bytes.len() > begins && self.bytes.pop_if(|last| *last == b'\n').is_some() => {}
                Ok(count) if count >= LONGEST_LINE => return Err(Flaw::TooLarge),
                Ok(_) => return Err(Flaw::Truncated),
                Err(because) => return Err(Flaw::File { because: because.to_string() }),
            }
            self.each.push(begins..self.bytes.len());
        }
        Ok(())
    }

    /// Reads the records on every core, and checks that they are those of the batch.
    fn prove(&self, head: &Head, asked: &Asked<'_>) -> Result<Vec<Leaf>, Flaw> {
        let text = std::str::from_utf8(&self.bytes).map_err(|_| Flaw::Batch { because: "it is not text".to_owned() })?;
        let now = Now { at: asked.now, tolerance: asked.tolerance };
        let mut told = Vec::with_capacity(self.each.len());
        let mut lines = Sha256::new();
        for place in &self.each {
            let (said, document) = batch_file::parts(text.get(place.clone()).unwrap_or_default())?;
            lines.update(said.as_bytes());
            lines.update(b"\n");
            told.push((said, document));
        }
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let some = told.len().div_ceil(cores).max(1);
        let read: Result<Vec<Vec<Leaf>>, Flaw> = thread::scope(|scope| {
            let work = |part: &[(&str, &str)]| part.iter().map(|(said, document)| batch_file::record(said, document, now)).collect();
            let workers: Vec<_> = told.chunks(some).map(|part| scope.spawn(move || work(part))).collect();
            let broken = || Flaw::Batch { because: "it could not be read to its end".to_owned() };
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| Err(broken()))).collect()
        });
        let leaves: Vec<Leaf> = read?.into_iter().flatten().collect();
        let mut met = HashSet::new();
        let ids = leaves.iter().filter_map(|leaf| leaf.record.as_ref().ok()).map(|record| record.completion.record_id);
        if let Some(twice) = ids.into_iter().find(|id| !met.insert(*id)) {
            return Err(Flaw::Batch { because: format!("the record {} stands in it twice", twice.0) });
        }
        let digests: Vec<Digest> = leaves.iter().map(|leaf| leaf.digest).collect();
        head.check(&digests, &Digest(lines.finalize().into()))?;
        Ok(leaves)
    }
}
