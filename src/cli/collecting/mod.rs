//! Collecting: what was handed in is found, opened, graded again and kept, in one stream. Memory does not grow with the number of
//! records; every core checks seals while the records before are written.

mod alike;
mod archive;
mod before;
mod clerk;
mod elsewhere;
mod enrolling;
mod gather;
mod handed_on;
mod judge;
mod luck;
mod mended;
mod partner;
mod passed_over;
mod stream;
mod tell;

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};

use crate::journey::CertificateId;
use crate::record::countersign::Receipt;
use crate::record::credential::Trust;
use crate::record::flaw::Flaw;
use crate::record::proven::{COLLECT, collected};
use crate::record::records::{Act, Enrolled, Incoming, Kept};
use crate::record::seal::Key;
use crate::record::taken_back::TakenBack;
use crate::record::{Assurance, Records};

use super::Failure;
use super::shelf::Shelf;
use clerk::{Clerk, Done};
use judge::{Bound, Judge};

pub use alike::{Moments, Pair};
pub(super) use gather::names;
pub use handed_on::{Proven, each as each_batch};
pub use passed_over::{NotRead, PassedOver};
pub use tell::{Instead, Told, as_json, as_text, pair_as_json, pair_as_text};

/// How the names of enrolment files begin.
pub const ENROLMENT: &str = "bedside-enrolment-";

/// What to collect, and how.
pub struct Asked<'a> {
    /// Files, folders and archives.
    pub paths: Vec<PathBuf>,
    /// The courses at hand.
    pub shelf: &'a Shelf,
    /// The departments whose countersigned batches are taken as they are.
    pub partners: &'a Trust,
    /// The department's key; without it nothing is countersigned.
    pub key: Option<&'a Key>,
    /// What a record is worth once it is countersigned.
    pub assurance: Assurance,
    /// The department's time.
    pub now: Timestamp,
    /// How far ahead a learner's clock may be.
    pub tolerance: SignedDuration,
    /// Who collects.
    pub who: String,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records that are new.
    pub new: u64,
    /// Records that were here already, with the same bytes or, of another system, telling the same, and keys that were bound already.
    pub known: u64,
    /// Records of batches that were taken in before and erased here since: they stay so.
    pub erased: u64,
    /// Keys that were bound to persons.
    pub enrolled: u64,
    /// What was refused.
    pub refused: u64,
    /// What was not read.
    pub not_read: u64,
    /// Of the known ones, those that stay at a lower assurance than what was asked for.
    pub lower: u64,
    /// Of the new ones, those of batches that were countersigned before they came here.
    pub handed_on: u64,
    /// Of the new ones, those that are to be countersigned here: all the others that were graded.
    pub graded: u64,
}

impl Counts {
    fn add(&mut self, outcome: &Outcome, is_handed_on: bool) {
        match outcome {
            Outcome::New(incoming) => {
                self.new += 1;
                self.handed_on += u64::from(is_handed_on);
                self.graded += u64::from(!is_handed_on && !incoming.is_taken_over());
            }
            Outcome::Known(_) | Outcome::EnrolledBefore { .. } => self.known += 1,
            Outcome::Erased(_) => self.erased += 1,
            Outcome::Enrolled { .. } => self.enrolled += 1,
            Outcome::PassedOver(_) => self.not_read += 1,
            Outcome::Refused(_) => self.refused += 1,
        }
    }
}

/// What became of one hand-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is kept.
    New(Box<Incoming>),
    /// It was here already.
    Known(Box<Incoming>),
    /// It was taken in with a batch and erased here since; so it stays, as long as it comes with that batch alone.
    Erased(Box<Incoming>),
    /// Its key is bound to this staff id.
    Enrolled {
        /// The staff id.
        staff_id: String,
    },
    /// Its key was bound to this staff id before, by the same file.
    EnrolledBefore {
        /// The staff id.
        staff_id: String,
    },
    /// It was not read.
    PassedOver(PassedOver),
    /// It is not taken.
    Refused(Flaw),
}

impl Outcome {
    /// Returns the record that is new.
    fn incoming(&self) -> Option<&Incoming> {
        if let Self::New(incoming) = self { Some(incoming) } else { None }
    }

    /// Makes of a record that is new what became of it.
    fn became(&mut self, kept: Kept) {
        let before = std::mem::replace(self, Self::Refused(Flaw::Conflict));
        *self = match (before, kept) {
            (Self::New(line), Kept::Conflict) if line.is_taken_over() => {
                Self::Refused(Flaw::OtherLine { record: line.completion.record_id })
            }
            (Self::New(_), Kept::Conflict) => return,
            (Self::New(incoming), Kept::Known) => Self::Known(incoming),
            (before, _) => before,
        };
    }

    /// Makes of a record that seems to be here one that was erased, where it is one of those.
    fn unless_erased(self, erased: &BTreeSet<CertificateId>) -> Self {
        match self {
            Self::Known(incoming) if erased.contains(&incoming.completion.record_id) => Self::Erased(incoming),
            other => other,
        }
    }
}

impl From<Bound> for Outcome {
    fn from(bound: Bound) -> Self {
        match bound {
            Bound::New(Enrolled { staff_id, .. }) => Self::Enrolled { staff_id },
            Bound::Known(Enrolled { staff_id, .. }) => Self::EnrolledBefore { staff_id },
        }
    }
}

/// A receipt, and the record it is for.
pub struct Given<'a> {
    /// The record.
    pub incoming: &'a Incoming,
    /// The receipt.
    pub receipt: Receipt,
}

/// Hears what becomes of each hand-in, in the order found, and gets the receipts of each batch.
pub trait Listener {
    /// Hears what became of one.
    ///
    /// # Errors
    /// What stops the collecting.
    fn hear(&mut self, source: &str, outcome: &Outcome) -> Result<(), Failure>;

    /// Takes a receipt.
    ///
    /// # Errors
    /// What stops the collecting.
    fn take(&mut self, given: &Given<'_>) -> Result<(), Failure>;

    /// Hears of a record that was not handed on and is here already; its receipt was given before, if it was.
    fn recall(&mut self, known: &Incoming);

    /// Whether receipts are wanted.
    fn wants_receipts(&self) -> bool;
}

/// Collects, and returns what came of it, also of what was kept before a failure. That stays kept and is in the log, and collecting again does
/// no harm.
///
/// # Errors
/// Records that cannot be read or added to, and whatever the listener says.
pub fn collect(asked: &Asked<'_>, records: &mut dyn Records, listener: &mut dyn Listener) -> (Counts, Result<(), Failure>) {
    let mut desk = Desk { listener, counts: Counts::default() };
    let done = all(asked, records, &mut desk);
    let counts = desk.counts;
    (counts, note(asked, records, counts, done))
}

/// Puts down what came of it, and returns what stopped it, if anything did.
fn note(asked: &Asked<'_>, records: &mut dyn Records, counts: Counts, done: Result<(), Failure>) -> Result<(), Failure> {
    if done.is_ok() || counts != Counts::default() {
        let stopped = if done.is_ok() { "" } else { ", then stopped" };
        let not_read = if counts.not_read == 0 { String::new() } else { format!(", {} not read", counts.not_read) };
        let erased = if counts.erased == 0 { String::new() } else { format!(", {} erased before", counts.erased) };
        let why = format!("{} new, {} known, {} refused{erased}{not_read}{stopped}", counts.new, counts.known, counts.refused);
        let noted = records.note(&act(asked, why));
        // What stopped the collecting is the better answer.
        done?;
        noted?;
        return Ok(());
    }
    done
}

/// Why a collecting is in the log before it is done: more comes than one batch, and what is kept of it stays, whatever becomes of the rest.
const BEGUN: &str = "begun";

/// Returns the act of a collecting. It names no files: they tell of persons, and an act is kept for ever.
fn act(asked: &Asked<'_>, why: String) -> Act {
    let to = collected(asked.paths.len(), asked.assurance);
    Act { at: asked.now, who: asked.who.clone(), what: COLLECT.to_owned(), to, why }
}

fn all(asked: &Asked<'_>, records: &mut dyn Records, desk: &mut Desk<'_>) -> Result<(), Failure> {
    let mut judge = Judge::new(asked, &records.enrolled()?);
    let taken_back = TakenBack::read(records)?;
    let mut clerk = Clerk { asked, records, taken_back, receipts: desk.listener.wants_receipts(), has_begun: false };
    // Enrolments come first: they decide which keys are known.
    enrolling::collect(&mut judge, &mut clerk, desk)?;
    let tables: Vec<&PathBuf> = asked.paths.iter().filter(|path| gather::is_table(path)).collect();
    let batches = gather::batches(&asked.paths);
    // Each of these makes a batch of its own at least, and so do the hand-ins beside them. A file of batches has as many as it likes, and no
    // batch in it tells by its moment when it came.
    let is_beside_others = tables.len() > 1 || asked.paths.len() > 1 || asked.paths.iter().any(|path| path.is_dir());
    if !batches.is_empty() || (!tables.is_empty() && is_beside_others) {
        clerk.begins()?;
    }
    for file in tables {
        elsewhere::collect(file, &judge, &mut clerk, desk)?;
    }
    for file in batches {
        partner::collect(&file, &mut clerk, desk)?;
    }
    stream::stream(asked, &judge, clerk, desk)
}

/// Where it is told what became of everything.
struct Desk<'a> {
    listener: &'a mut dyn Listener,
    counts: Counts,
}

impl Desk<'_> {
    /// Counts what became of a batch, gives out its receipts, and tells. It is kept by now, whatever becomes of the telling.
    fn tell(&mut self, done: Done) -> Result<(), Failure> {
        done.outcomes.iter().for_each(|(_, outcome)| self.counts.add(outcome, done.is_handed_on));
        self.counts.lower += done.lower;
        if let Some(because) = done.stopped {
            return Err(because);
        }
        let given = done.receipts.into_iter().try_for_each(|(place, receipt)| match done.outcomes.get(place) {
            Some((_, Outcome::New(incoming))) => self.listener.take(&Given { incoming, receipt }),
            _ => Ok(()),
        });
        // What is kept is told, though its receipts cannot be written.
        for (source, outcome) in &done.outcomes {
            if let Outcome::Known(incoming) = outcome
                && !done.is_handed_on
            {
                self.listener.recall(incoming);
            }
            self.listener.hear(source, outcome)?;
        }
        given
    }
}
