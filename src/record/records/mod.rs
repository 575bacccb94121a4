//! What a department's store can do, whatever database it is. Everything is passed in, the time too; nothing here names a file.
//!
//! `batch` is what comes in, `look` what is looked up, `acts` what the department itself does, `marks` what it has said of records since.

mod acts;
mod batch;
mod deed;
mod look;
mod marks;
mod salt;

use std::fmt;
use std::ops::{ControlFlow, RangeInclusive};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::id::CourseId;
use crate::journey::{CertificateId, LearnerId};
use crate::source::Digest;

use super::statement::{Outgoing, TellingRecords};
use super::{Assurance, Completion};

pub use acts::{Act, Certified, Enrolled, Issued, Issuing, Noted, Token, are_free};
pub use batch::{Absent, Adopted, Batch, BatchId, Countersigned, Incoming, Kept, KeptBatch, Leaf, Refusal};
pub use deed::{Deed, Whose};
pub use look::{Evidence, Holder, Latest, Origin, Record, Wanted, is_department};
pub use marks::{Marks, Matches};
pub use salt::Salt;

/// Why the store could not do what it was asked, worded for the department.
#[derive(Debug, thiserror::Error)]
#[error("{because}")]
pub struct NotStored {
    /// What was the matter, and what to do about it.
    pub because: String,
    /// Whether the records are there, and whoever asked is not let in to them.
    pub is_shut: bool,
}

impl NotStored {
    /// Something was the matter with records that whoever asked is let in to.
    #[must_use]
    pub const fn new(because: String) -> Self {
        Self { because, is_shut: false }
    }
}

/// Looks at one thing after the other; `Break` ends it early.
pub type Visit<'a, T> = dyn FnMut(T) -> ControlFlow<()> + 'a;

/// A record with its evidence, or what is the matter with what stands in its place.
pub type Row = Result<(Record, Evidence), NotStored>;

/// Looks at one completion after the other, which is lent; `Break` ends it early.
pub type Lent<'a> = dyn FnMut(&mut Completion) -> ControlFlow<()> + 'a;

/// Looks at one holder after the other, who is lent; `Break` ends it early.
pub type Holders<'a> = dyn FnMut(&Holder) -> ControlFlow<()> + 'a;

/// Tells, once, that somebody else is at work on the same records and that this has to wait for them.
#[derive(Default)]
pub struct Wait(Option<Box<dyn FnOnce() + Send>>);

impl Wait {
    /// Has it told so.
    #[must_use]
    pub fn told(tell: impl FnOnce() + Send + 'static) -> Self {
        Self(Some(Box::new(tell)))
    }

    /// Tells it, unless it was told before or nobody is to hear of it.
    pub fn tell(&mut self) {
        if let Some(tell) = self.0.take() {
            tell();
        }
    }
}

impl fmt::Debug for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Wait").field(&self.0.is_some()).finish()
    }
}

/// What a department's store can do. Everything that it says is done survives a power cut; what fails leaves nothing half done. It can be
/// written to beside other work, so it may go to another thread.
pub trait Records: fmt::Debug + Send {
    /// Has somebody told when others are at work on the same records and this has to wait for them.
    fn when_waiting(&mut self, wait: Wait);

    /// Has a learning record store hear of what is kept from now on: its statements are put down in the transaction that keeps a record.
    fn telling(&mut self, telling: TellingRecords);

    /// Returns the addresses of the learning record stores for which anything waits, each with how much.
    ///
    /// # Errors
    /// [`NotStored`] when that cannot be read.
    fn waited_for(&self) -> Result<Vec<(String, u64)>, NotStored>;

    /// Returns some of what was put down for a learning record store and is not taken over yet.
    ///
    /// # Errors
    /// [`NotStored`] when it cannot be read.
    fn outgoing(&self, to: &str, most: usize) -> Result<Vec<Outgoing>, NotStored>;

    /// Lets go of statements that the outbox has taken over.
    ///
    /// # Errors
    /// [`NotStored`].
    fn taken(&mut self, to: &str, statements: &[Outgoing]) -> Result<(), NotStored>;

    /// Keeps a batch, all or nothing, and says of each record in turn what became of it. What is there already is never overwritten.
    ///
    /// # Errors
    /// [`NotStored`]; nothing of the batch is then kept.
    fn keep(&mut self, batch: &Batch, incoming: &[&Incoming]) -> Result<Vec<Kept>, NotStored>;

    /// Says of each record in turn whether the very same is here already.
    ///
    /// # Errors
    /// [`NotStored`] when that cannot be read.
    fn are_here(&self, incoming: &[&Incoming]) -> Result<Vec<bool>, NotStored>;

    /// Says how many of these records are worth less than that, also once they are countersigned.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn lower(&self, records: &[CertificateId], than: Assurance) -> Result<u64, NotStored>;

    /// Keeps a batch that was countersigned before it came here, all or nothing, and says of each leaf what became of it. The batch comes
    /// to its root ever after: where a record is here already or conflicts, its leaf is kept, and what was erased here stays erased.
    ///
    /// # Errors
    /// [`NotStored`]; nothing of the batch is then kept.
    fn adopt(&mut self, adopted: &Adopted<'_>) -> Result<Vec<Kept>, NotStored>;

    /// Writes down what was refused while a batch was collected.
    ///
    /// # Errors
    /// [`NotStored`].
    fn refuse(&mut self, batch: BatchId, refusals: &[Refusal]) -> Result<(), NotStored>;

    /// Visits what was refused, oldest first.
    ///
    /// # Errors
    /// [`NotStored`] when it cannot be read.
    fn each_refusal(&self, visit: &mut Visit<'_, (BatchId, Refusal)>) -> Result<(), NotStored>;

    /// Visits the records that are wanted, in the order they were kept, one at a time.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn each(&self, wanted: &Wanted, visit: &mut Visit<'_, Record>) -> Result<(), NotStored>;

    /// Visits the records that are wanted together with their evidence, in the order they were kept, one at a time.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn each_with_evidence(&self, wanted: &Wanted, visit: &mut Visit<'_, (Record, Evidence)>) -> Result<(), NotStored> {
        let mut odd = None;
        self.each_row(wanted, &mut |row| match row {
            Ok(both) => visit(both),
            Err(because) => {
                odd = Some(because);
                ControlFlow::Break(())
            }
        })?;
        odd.map_or(Ok(()), Err)
    }

    /// The same, and past whatever row holds what does not belong there, of which it says so.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read at all.
    fn each_row(&self, wanted: &Wanted, visit: &mut Visit<'_, Row>) -> Result<(), NotStored>;

    /// Visits what these records came of, in no order. Those that are not here, or cannot be read, are passed by.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be looked up at all.
    fn each_origin(&self, records: &[CertificateId], visit: &mut Visit<'_, Origin>) -> Result<(), NotStored>;

    /// Visits the completions that are wanted, in the order they were kept, lent: who only writes them down needs no copy.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn each_completion(&self, wanted: &Wanted, visit: &mut Lent<'_>) -> Result<(), NotStored>;

    /// Visits the newest pass of each learner in each course, by learner: those that were made between two moments, both included.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn each_latest(&self, made: RangeInclusive<Timestamp>, visit: &mut Visit<'_, Latest>) -> Result<(), NotStored>;

    /// Visits who holds the newest pass in a course, in no order, lent: who only looks needs no copy. Then come the passes beside a newest one
    /// that tell what it does not: under another staff id, counting longer, or made by a day that the newest was not made by.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn each_holder(&self, course: &CourseId, by: Date, visit: &mut Holders<'_>) -> Result<(), NotStored>;

    /// Returns the batches, oldest first.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn batches(&self) -> Result<Vec<KeptBatch>, NotStored>;

    /// Returns the leaves of a batch in order, those of erased records too.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn leaves(&self, batch: BatchId) -> Result<Vec<Digest>, NotStored>;

    /// Returns what is left of the records that are not at their places in a batch: the places, their leaves, and why that is.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn absent(&self, batch: BatchId) -> Result<Vec<(u32, Digest, Absent)>, NotStored>;

    /// Visits those of whom it is said otherwise than by their records what they hold, each with the course; somebody may be met twice.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read; where only some of them cannot, when the others were visited.
    fn each_astray(&self, visit: &mut Visit<'_, (LearnerId, CourseId)>) -> Result<(), NotStored>;

    /// Binds a key to a person, anew where it was bound or revoked before, and spends the token that allowed it; `false` where another key has spent it meanwhile, and then nothing is
    /// bound.
    ///
    /// # Errors
    /// [`NotStored`].
    fn enrol(&mut self, enrolled: &Enrolled, token: &str) -> Result<bool, NotStored>;

    /// Returns the keys that are bound to persons.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn enrolled(&self) -> Result<Vec<Enrolled>, NotStored>;

    /// Returns every token that was given out.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn tokens(&self) -> Result<Vec<Token>, NotStored>;

    /// Returns the token of this id.
    ///
    /// # Errors
    /// [`NotStored`] when it cannot be read.
    fn token(&self, id: &str) -> Result<Option<Token>, NotStored>;

    /// Keeps credentials that were issued, all or none; none where somebody else has taken a place in the status list, or a record out,
    /// meanwhile.
    ///
    /// # Errors
    /// [`NotStored`].
    fn issue(&mut self, issued: &[Issued]) -> Result<Issuing, NotStored>;

    /// Visits the credentials, oldest first.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn each_issued(&self, visit: &mut Visit<'_, Issued>) -> Result<(), NotStored>;

    /// Visits the credentials with what is known of their records, in no order, and past whatever row holds what does not belong there, of
    /// which it says so.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read at all.
    fn each_certified(&self, visit: &mut Visit<'_, Result<Certified, NotStored>>) -> Result<(), NotStored>;

    /// Returns the credentials of one record, oldest first.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn issued_for(&self, record: CertificateId) -> Result<Vec<Issued>, NotStored>;

    /// Returns which records no longer count, and whose are held back.
    ///
    /// # Errors
    /// [`NotStored`] when it cannot be read.
    fn marks(&self) -> Result<Marks, NotStored>;

    /// Returns who of a roster was confirmed to be which learner.
    ///
    /// # Errors
    /// [`NotStored`] when it cannot be read.
    fn matches(&self) -> Result<Matches, NotStored>;

    /// Changes the matches from what they were to what they are to be, and adds the act to the log, both or neither. `false` where somebody
    /// else has changed them meanwhile; then nothing is done.
    ///
    /// # Errors
    /// [`NotStored`].
    fn rematch(&mut self, before: &Matches, after: &Matches, act: &Act) -> Result<bool, NotStored>;

    /// Does something to what is kept, and adds the act to the log, both or neither, and says how much that touched. Where that is nothing,
    /// nothing is in the log but what is done by saying so ([`Deed::is_done_by_saying`]). How many records an erasure touched, and who is held
    /// back from then on, is put into the act.
    ///
    /// # Errors
    /// [`NotStored`]; nothing is then done.
    fn does(&mut self, deed: &Deed, act: Option<&Act>) -> Result<usize, NotStored>;

    /// Looks for damage in what is kept, for so long at most: a big file is not read to its end. A server sees to that itself.
    ///
    /// # Errors
    /// [`NotStored`] where it is damaged.
    fn is_sound(&self, _within: Duration) -> Result<(), NotStored> {
        Ok(())
    }

    /// Adds an act to the audit log.
    ///
    /// # Errors
    /// [`NotStored`].
    fn note(&mut self, act: &Act) -> Result<Noted, NotStored>;

    /// Visits the audit log, oldest act first.
    ///
    /// # Errors
    /// [`NotStored`] when it cannot be read.
    fn each_act(&self, visit: &mut Visit<'_, Noted>) -> Result<(), NotStored>;

    /// Visits what was done of these two kinds, oldest first.
    ///
    /// # Errors
    /// [`NotStored`] when it cannot be read.
    fn each_act_of(&self, kinds: [&str; 2], visit: &mut Visit<'_, Noted>) -> Result<(), NotStored>;
}
