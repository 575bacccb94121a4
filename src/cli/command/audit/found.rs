//! What an audit found, and how that is told: in lines, and for programs.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::{Value, json};
use uuid::Uuid;

use crate::id::CourseId;
use crate::journey::{CertificateId, LearnerId};
use crate::record::NotStored;
use crate::record::audit::Broken;
use crate::record::countersign::holds;
use crate::record::records::{BatchId, KeptBatch};
use crate::source::Digest;

/// So many of each kind are named; after that, their number.
const NAMED: usize = 20;

/// What a look at batches and records found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Countersigned batches that are as they were signed.
    signed: u64,
    /// Batches that nobody has signed for.
    unsigned: u64,
    /// Batches that are not as they were signed.
    changed: Vec<BatchId>,
    /// Batches that came at a moment of which the log has no act.
    unaccounted: Vec<BatchId>,
    /// Records that say what their documents say.
    hold: u64,
    /// Records that do not, each with the columns.
    odd: Vec<(CertificateId, BTreeSet<&'static str>)>,
    /// Credentials that say otherwise than they should, each with the columns.
    uncertain: Vec<(Uuid, BTreeSet<&'static str>)>,
    /// How many are held back by the log and how many there are, where that is not the same.
    holds: Option<(String, String)>,
    /// Learners of whom it is said otherwise than by their records what they hold.
    astray: BTreeSet<(LearnerId, CourseId)>,
    /// The first rows that hold what does not belong there, and how many there are.
    unreadable: Vec<NotStored>,
    unreadable_count: usize,
}

impl Found {
    /// Takes in a batch with its leaves.
    pub(super) fn batch(&mut self, batch: &KeptBatch, leaves: &[Digest]) {
        if batch.countersigned.is_none() {
            self.unsigned += u64::from(batch.leaves > 0);
        } else if holds(batch, leaves) {
            self.signed += 1;
        } else {
            self.changed.push(batch.batch.id);
        }
    }

    /// Takes in a batch that came at a moment of which the log has no act.
    pub(super) fn unaccounted(&mut self, batch: &KeptBatch) {
        self.unaccounted.push(batch.batch.id);
    }

    /// Takes in a batch whose leaves cannot be made any more.
    pub(super) fn torn(&mut self, batch: &KeptBatch) {
        if batch.countersigned.is_some() { self.changed.push(batch.batch.id) } else { self.unsigned += 1 }
    }

    /// Takes in a record, with the columns in which it says otherwise than it should.
    pub(super) fn record(&mut self, record: CertificateId, odd: BTreeSet<&'static str>) {
        if odd.is_empty() {
            self.hold += 1;
        } else {
            self.odd.push((record, odd));
        }
    }

    /// Takes in a credential, with the columns in which it says otherwise than it should.
    pub(super) fn certificate(&mut self, id: Uuid, odd: BTreeSet<&'static str>) {
        if !odd.is_empty() {
            self.uncertain.push((id, odd));
        }
    }

    /// Takes in how many are held back by the log and how many there are, where that is not the same.
    pub(super) fn holds(&mut self, otherwise: Option<(String, String)>) {
        self.holds = otherwise;
    }

    /// Takes in somebody of whom it is said otherwise than by their records what they hold.
    pub(super) fn astray(&mut self, astray: (LearnerId, CourseId)) {
        self.astray.insert(astray);
    }

    /// Takes in a row that cannot be read.
    pub(super) fn cannot_read(&mut self, because: NotStored) {
        self.unreadable_count += 1;
        if self.unreadable.len() < NAMED {
            self.unreadable.push(because);
        }
    }

    /// Returns how many rows cannot be read.
    pub(super) const fn unreadable(&self) -> usize {
        self.unreadable_count
    }

    /// Whether nothing was found that should not be so.
    pub(super) fn is_sound(&self) -> bool {
        let records = self.odd.is_empty() && self.astray.is_empty() && self.unreadable_count == 0;
        records && self.changed.is_empty() && self.uncertain.is_empty() && self.holds.is_none()
    }

    /// Returns what was found for programs.
    pub(super) fn as_json(&self, broken: Option<Broken>) -> Value {
        let changed: Vec<String> = self.changed.iter().map(ToString::to_string).collect();
        let unaccounted: Vec<String> = self.unaccounted.iter().map(ToString::to_string).collect();
        let odd = self.odd.iter().map(|(record, columns)| json!({ "record": record, "columns": columns }));
        let astray = self.astray.iter().map(|(learner, course)| json!({ "learner": learner, "course": course }));
        let uncertain = self.uncertain.iter().map(|(id, columns)| json!({ "certificate": id, "columns": columns }));
        json!({ "chain": broken.is_none(), "broken_at": broken.map(|broken| broken.seq),
            "batches_hold": self.signed, "batches_unsigned": self.unsigned, "batches_changed": changed, "batches_unaccounted": unaccounted, "records_hold": self.hold,
            "records_changed": odd.collect::<Vec<_>>(), "holders_changed": astray.collect::<Vec<_>>(),
            "certificates_changed": uncertain.collect::<Vec<_>>(), "holds_changed": self.holds.is_some(), "rows_unreadable": self.unreadable_count })
    }

    /// Tells what was found, in lines.
    pub(super) fn tell(&self, quick: bool, out: &mut dyn Write) -> io::Result<()> {
        let Self { signed, unsigned, hold, .. } = self;
        let (batches, are) = (if *signed == 1 { "batch holds" } else { "batches hold" }, if *unsigned == 1 { "is" } else { "are" });
        writeln!(out, "{signed} countersigned {batches}; {unsigned} {are} not countersigned")?;
        if quick {
            writeln!(out, "what the columns of each record say was not looked at; without `--quick` it is")?;
        }
        let say = if *hold == 1 { "record says what its document says" } else { "records say what their documents say" };
        if !quick {
            writeln!(out, "{hold} {say}")?;
        }
        if let [first, more @ ..] = self.unaccounted.as_slice() {
            let beside = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
            writeln!(
                out,
                "batch {first}{beside} came at a moment of which the log has no act: a collecting was cut off, or they were handed back"
            )?;
        }
        for batch in &self.changed {
            writeln!(out, "BATCH {batch} IS NOT WHAT WAS SIGNED: a record in it was changed or taken out by other means")?;
        }
        for (record, columns) in self.odd.iter().take(NAMED) {
            let columns: Vec<&str> = columns.iter().copied().collect();
            writeln!(out, "RECORD {} SAYS OTHERWISE THAN ITS DOCUMENT OR THE LOG: {}", record.0, columns.join(", "))?;
        }
        for (id, columns) in self.uncertain.iter().take(NAMED) {
            let columns: Vec<&str> = columns.iter().copied().collect();
            writeln!(out, "CERTIFICATE {id} SAYS OTHERWISE THAN ITS DOCUMENT, ITS RECORD OR THE LOG: {}", columns.join(", "))?;
        }
        if let Some((said, there)) = &self.holds {
            writeln!(out, "WHO IS HELD BACK IS NOT WHAT THE LOG SAYS: {there} here, {said} by the log")?;
        }
        for (learner, course) in self.astray.iter().take(NAMED) {
            writeln!(out, "WHAT LEARNER {} HOLDS IN `{course}` IS NOT WHAT THE RECORDS SAY", learner.0)?;
        }
        for (count, what) in [(self.odd.len(), "records"), (self.uncertain.len(), "certificates"), (self.astray.len(), "learners")] {
            if count > NAMED {
                writeln!(out, "and {} {what} more; `--json` names them all", count - NAMED)?;
            }
        }
        Ok(())
    }

    /// Says which rows cannot be read, where there are any: each in its line, and what is said of all of them once.
    pub(super) fn told_unreadable(&self) -> Option<NotStored> {
        let mut lines: Vec<String> = self.unreadable.iter().filter_map(|one| one.because.lines().next()).map(str::to_owned).collect();
        let more = self.unreadable_count.saturating_sub(lines.len());
        if more > 0 {
            lines.push(format!("and {more} more"));
        }
        lines.extend(self.unreadable.first()?.because.lines().skip(1).map(str::to_owned));
        Some(NotStored::new(lines.join("\n")))
    }
}
