//! A line of another system that was mended there: once the record that came of the wrong one is revoked, it comes in instead of that.

use jiff::Timestamp;

use crate::cli::Failure;
use crate::record::Records;
use crate::record::merkle::leaf;
use crate::record::records::{Incoming, Marks};
use crate::record::taken_over::instead_of;
use crate::source::Digest;

use super::before::{Before, told_before};
use super::judge::Verdict;

/// Finds out instead of which record a line comes in.
pub(super) struct Mended(Marks);

impl Mended {
    /// Looks up what was revoked.
    pub(super) fn of(records: &dyn Records) -> Result<Self, Failure> {
        Ok(Self(records.marks()?))
    }

    /// Makes each line what it is to be kept as: what it is, or instead of the last of those that said otherwise and were revoked. One that
    /// tells the same as a revoked one, in whatever dress and be it with another mail address or name, stays what it is, and so is known and
    /// counts no more than that. With both it may be another person's: then it is refused, and somebody is to say so.
    pub(super) fn settle(&self, judged: &mut [(String, Verdict)], records: &dyn Records, now: Timestamp) -> Result<(), Failure> {
        let lines = judged.iter_mut().filter_map(|(_, verdict)| match verdict {
            Verdict::Record { incoming, leaf } => Some((&mut **incoming, leaf)),
            _ => None,
        });
        let mut open: Vec<(&mut Incoming, &mut Digest)> = lines.filter(|(line, _)| self.is_revoked(line)).collect();
        while !open.is_empty() {
            let asked: Vec<&Incoming> = open.iter().map(|(line, _)| &**line).collect();
            let before = told_before(&asked, records, now)?;
            let mut next = Vec::new();
            for ((line, root), before) in open.into_iter().zip(before) {
                if before != Before::Otherwise {
                    continue;
                }
                *line = instead_of(line.completion.record_id, line.clone());
                *root = leaf(line.salt, line.document.as_bytes());
                if self.is_revoked(line) {
                    next.push((line, root));
                }
            }
            open = next;
        }
        Ok(())
    }

    fn is_revoked(&self, line: &Incoming) -> bool {
        self.0.revoked(line.completion.record_id).is_some()
    }
}
