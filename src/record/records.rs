//! What a department's store can do, whatever database it is. Everything is passed in, the time too; nothing here names a file.

use std::borrow::Cow;
use std::fmt;
use std::ops::ControlFlow;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::id::CourseId;
use crate::journey::{CertificateId, LearnerId};
use crate::source::Digest;

use super::seal::{KeyId, Seal};
use super::statement::{Outgoing, TellingRecords};
use super::{Assurance, Completion};

/// Why the store could not do what it was asked, worded for the department.
#[derive(Debug, thiserror::Error)]
#[error("{because}")]
pub struct NotStored {
    /// What was the matter, and what to do about it.
    pub because: String,
}

/// Names a batch: records that were kept together. A UUID of version 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BatchId(pub Uuid);

/// Sixteen random bytes that go into a record's leaf, so that the leaf tells nothing of the record once they are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Salt(pub [u8; 16]);

impl Salt {
    /// Reads it as it is written: 32 small hexadecimal digits.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let digit = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        let mut salt = [0; 16];
        let (pairs, rest) = written.as_bytes().as_chunks::<2>();
        if pairs.len() != salt.len() || !rest.is_empty() {
            return None;
        }
        for (byte, [high, low]) in salt.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Some(Self(salt))
    }
}

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for Salt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Cow::<'de, str>::deserialize(deserializer)?;
        Self::read(&written).ok_or_else(|| D::Error::custom("a salt is 32 hexadecimal digits"))
    }
}

/// A record on its way into the store: checked, graded again, not yet kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// What it says. Its assurance is what it will be once its batch is countersigned.
    pub completion: Completion,
    /// The key that sealed it.
    pub key: String,
    /// Whether that key is bound to the learner by the department.
    pub enrolled: bool,
    /// The exact bytes that were handed in.
    pub document: String,
    /// Their digest.
    pub digest: Digest,
    /// For its leaf.
    pub salt: Salt,
}

/// Where a batch came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Names it.
    pub id: BatchId,
    /// The files, in a line.
    pub source: String,
    /// When it was collected.
    pub received_at: Timestamp,
}

/// What became of a record that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is new, and has this place in its batch.
    New {
        /// Counted from 0.
        leaf: u32,
    },
    /// The same bytes were there already.
    Known,
    /// Another record of the same id was there already, and stayed.
    Conflict,
}

/// What the department signed for a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Countersigned {
    /// The root of the tree over its leaves.
    pub root: Digest,
    /// The department's key.
    pub key: KeyId,
    /// That key's seal on the root.
    pub seal: Seal,
}

/// A record of a batch that another department handed on: its leaf, and itself where it was not erased there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// What it comes to in the tree.
    pub digest: Digest,
    /// The record; `None` where only its place is left.
    pub record: Option<Incoming>,
}

/// A batch that was countersigned before it came here, proven to be what was signed.
#[derive(Clone, Copy, Debug)]
pub struct Adopted<'a> {
    /// Which one, and where it came from.
    pub batch: &'a Batch,
    /// The signature.
    pub signed: &'a Countersigned,
    /// Its records, in the order of the tree.
    pub leaves: &'a [Leaf],
    /// Whether another department signed it. Its certificates are that department's to issue.
    pub of_others: bool,
}

/// A batch, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptBatch {
    /// Where it came from.
    pub batch: Batch,
    /// How many records were new in it.
    pub leaves: u32,
    /// The department's signature, where it has signed.
    pub countersigned: Option<Countersigned>,
    /// Whether another department signed it.
    pub of_others: bool,
}

/// A record, as it is kept, without its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it says, with the assurance it has today.
    pub completion: Completion,
    /// The key that sealed it.
    pub key: String,
    /// Whether that key is bound to the learner by the department.
    pub enrolled: bool,
    /// The digest of the exact bytes that were handed in.
    pub digest: Digest,
    /// Its batch.
    pub batch: BatchId,
    /// Its place in the batch.
    pub leaf: u32,
    /// When it was collected.
    pub received_at: Timestamp,
    /// Whether it must be kept until further notice, whatever its age.
    pub held: bool,
}

/// The evidence of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Names the record.
    pub record: CertificateId,
    /// The exact bytes that were handed in.
    pub document: String,
    /// For its leaf.
    pub salt: Salt,
    /// Its batch.
    pub batch: BatchId,
    /// Its place in the batch.
    pub leaf: u32,
}

/// Which records are wanted. The default wants all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only of this course.
    pub course: Option<CourseId>,
    /// Only of this learner.
    pub learner: Option<LearnerId>,
    /// Only this record.
    pub record: Option<CertificateId>,
    /// Only of this batch.
    pub batch: Option<BatchId>,
    /// Only what was completed on this day or later.
    pub since: Option<Date>,
    /// Only of this department, whatever the case of its letters.
    pub department: Option<String>,
    /// Only what is trusted this much or more.
    pub min_assurance: Option<Assurance>,
}

impl Wanted {
    /// Whether a completion is among those that are wanted, as far as it tells: the batch is not in it.
    #[must_use]
    pub fn counts(&self, completion: &Completion) -> bool {
        let same = |department: &String| folded(&completion.department) == folded(department);
        self.course.as_ref().is_none_or(|course| completion.course_id == *course)
            && self.learner.is_none_or(|learner| completion.learner_id == learner)
            && self.record.is_none_or(|record| completion.record_id == record)
            && self.since.is_none_or(|since| completion.completed_on >= since)
            && self.min_assurance.is_none_or(|least| completion.assurance >= least)
            && self.department.as_ref().is_none_or(same)
    }
}

fn folded(department: &str) -> String {
    department.trim().to_lowercase()
}

/// The newest pass of one learner in one course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latest {
    /// The learner.
    pub learner: LearnerId,
    /// The course.
    pub course: CourseId,
    /// When it was completed.
    pub completed_at: Timestamp,
    /// The last day it is valid; `None` for ever.
    pub expires_on: Option<Date>,
    /// The record that says so.
    pub record: CertificateId,
}

/// Who holds the newest pass in a course, and who they say they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The learner.
    pub learner: LearnerId,
    /// The learner's account on the device.
    pub account: String,
    /// The name.
    pub name: String,
    /// The staff id; may be empty.
    pub staff_id: String,
    /// The day of the newest pass.
    pub completed_on: Date,
    /// The last day it is valid; `None` for ever.
    pub expires_on: Option<Date>,
    /// How far the newest pass is to be trusted today.
    pub assurance: Assurance,
}

/// Why a file, or a record in it, was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The file, and the place in it.
    pub source: String,
    /// The reason's word, such as `seal`.
    pub reason: String,
    /// The reason in a sentence.
    pub because: String,
}

/// A key that the department has bound to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// The device's key.
    pub key: KeyId,
    /// The learner it is bound to.
    pub learner: LearnerId,
    /// That person's staff id.
    pub staff_id: String,
    /// That person's name, as the department wrote it.
    pub name: String,
    /// When it was bound.
    pub enrolled_at: Timestamp,
    /// When it was revoked, if it was; what came before stays.
    pub revoked_at: Option<Timestamp>,
}

/// A one-time token, as the department keeps it: the token itself is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its public half.
    pub id: String,
    /// The digest of its secret half.
    pub check: Digest,
    /// For whom: the staff id.
    pub staff_id: String,
    /// For whom: the name.
    pub name: String,
    /// The moment from which it is worth nothing.
    pub expires_at: Timestamp,
    /// When it was used, if it was.
    pub used_at: Option<Timestamp>,
}

/// A credential, as it was issued. It is frozen; only its revocation is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Names the credential.
    pub id: Uuid,
    /// The record it is for.
    pub record: CertificateId,
    /// The learner.
    pub learner: LearnerId,
    /// The department's key.
    pub key: KeyId,
    /// When.
    pub issued_at: Timestamp,
    /// Its place in the status list.
    pub status: u64,
    /// When and why it was revoked, if it was.
    pub revoked: Option<(Timestamp, String)>,
    /// Its exact bytes.
    pub document: String,
}

/// What became of credentials that were to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issuing {
    /// They are kept.
    Kept,
    /// Somebody else has issued from the same place of the status list on, or has taken one of the records out; nothing was kept.
    Overtaken,
}

/// Whether nobody else has taken a place that these credentials take: `there` are the credentials that were kept from the first of those
/// places on, each with its moment in milliseconds and its place. Those that are these very ones were kept before their answer was lost.
#[must_use]
pub fn are_free(issued: &[Issued], there: &[(Uuid, i64, i64)]) -> bool {
    let is_this = |one: &Issued, (id, at, place): &(Uuid, i64, i64)| {
        one.id == *id && one.issued_at.as_millisecond() == *at && i64::try_from(one.status) == Ok(*place)
    };
    there.iter().all(|there| issued.iter().any(|one| is_this(one, there)))
}

/// An administrative act, on its way into the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// Who did it: the account on the department's machine.
    pub who: String,
    /// What was done, in a word, such as `purge`.
    pub what: String,
    /// What it was done to.
    pub to: String,
    /// Why, in the words of whoever did it; may be empty.
    pub why: String,
}

/// An act as the audit log keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// Its place in the log, counted from 1.
    pub seq: u64,
    /// What was done.
    pub act: Act,
    /// The link of the chain that it makes.
    pub link: Digest,
}

impl fmt::Display for BatchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Looks at one thing after the other; `Break` ends it early.
pub type Visit<'a, T> = dyn FnMut(T) -> ControlFlow<()> + 'a;

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
    fn each_with_evidence(&self, wanted: &Wanted, visit: &mut Visit<'_, (Record, Evidence)>) -> Result<(), NotStored>;

    /// Visits the completions that are wanted, in the order they were kept, lent: who only writes them down needs no copy.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn each_completion(&self, wanted: &Wanted, visit: &mut Lent<'_>) -> Result<(), NotStored>;

    /// Visits the newest pass of each learner in each course, by learner.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn each_latest(&self, visit: &mut Visit<'_, Latest>) -> Result<(), NotStored>;

    /// Visits who holds the newest pass in a course, in no order, lent: who only looks needs no copy.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn each_holder(&self, course: &CourseId, visit: &mut Holders<'_>) -> Result<(), NotStored>;

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

    /// Keeps the department's signature on a batch.
    ///
    /// # Errors
    /// [`NotStored`].
    fn countersign(&mut self, batch: BatchId, signed: &Countersigned) -> Result<(), NotStored>;

    /// Binds a key to a person, and spends the token that allowed it; `false` where another key has spent it meanwhile, and then nothing is
    /// bound.
    ///
    /// # Errors
    /// [`NotStored`].
    fn enrol(&mut self, enrolled: &Enrolled, token: &str) -> Result<bool, NotStored>;

    /// Marks a key as no longer trusted from a moment on.
    ///
    /// # Errors
    /// [`NotStored`].
    fn revoke_key(&mut self, key: &KeyId, at: Timestamp) -> Result<(), NotStored>;

    /// Returns the keys that are bound to persons.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn enrolled(&self) -> Result<Vec<Enrolled>, NotStored>;

    /// Keeps a token that was given out.
    ///
    /// # Errors
    /// [`NotStored`].
    fn give_token(&mut self, token: &Token) -> Result<(), NotStored>;

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

    /// Returns the credentials of one record, oldest first.
    ///
    /// # Errors
    /// [`NotStored`] when they cannot be read.
    fn issued_for(&self, record: CertificateId) -> Result<Vec<Issued>, NotStored>;

    /// Returns the place in the status list that the next credential gets; places are never given twice.
    ///
    /// # Errors
    /// [`NotStored`] when it cannot be read.
    fn next_status(&self) -> Result<u64, NotStored>;

    /// Marks every credential of a record as revoked, and says how many there were that were not yet.
    ///
    /// # Errors
    /// [`NotStored`].
    fn revoke(&mut self, record: CertificateId, at: Timestamp, why: &str) -> Result<usize, NotStored>;

    /// Holds records back from every purge, or lets go of them, and says how many.
    ///
    /// # Errors
    /// [`NotStored`].
    fn hold(&mut self, learner: LearnerId, held: bool) -> Result<usize, NotStored>;

    /// Removes records for good and leaves their leaves, which tell nothing of anybody. Says how many there were.
    ///
    /// # Errors
    /// [`NotStored`]; nothing is then removed.
    fn erase(&mut self, records: &[CertificateId], at: Timestamp) -> Result<usize, NotStored>;

    /// Removes what else tells of a person: keys, tokens, and the row of the roster.
    ///
    /// # Errors
    /// [`NotStored`]; nothing is then removed.
    fn forget_person(&mut self, learner: LearnerId, staff_id: &str) -> Result<(), NotStored>;

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
}
