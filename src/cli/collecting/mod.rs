//! Collecting: what was handed in is found, opened, graded again and kept, in one stream. Memory does not grow with the number of
//! records; every core checks seals while the records before are written.

mod gather;
mod judge;
mod tell;

use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use jiff::{SignedDuration, Timestamp};
use uuid::{Builder, Uuid};

use crate::journey::CertificateId;
use crate::record::countersign::{Receipt, countersign};
use crate::record::enrolment::Enrolment;
use crate::record::flaw::Flaw;
use crate::record::merkle::{leaf, paths};
use crate::record::records::{Act, Batch, BatchId, Countersigned, Enrolled, Incoming, Kept, Refusal, Salt};
use crate::record::seal::Key;
use crate::record::{Assurance, Records};
use crate::source::Digest;

use super::Failure;
use super::key_file::BadKey;
use super::shelf::Shelf;
use gather::{Found, Which, gather};
use judge::{Judge, Verdict};
pub use tell::{Told, as_json, as_text};

/// How the names of enrolment files begin.
pub const ENROLMENT: &str = "bedside-enrolment-";

/// How many records are kept in one transaction, and countersigned by one signature.
const BATCH: usize = 65_536;
/// How many bytes of hand-ins are held before they are kept.
const BATCH_BYTES: usize = 64 << 20;
/// How many hand-ins go to a core at a time, and how many bytes.
const CHUNK: usize = 128;
const CHUNK_BYTES: usize = 1 << 20;
/// How many chunks wait for each core.
const WAITING: usize = 4;

/// What to collect, and how.
pub struct Asked<'a> {
    /// Files, folders and archives.
    pub paths: Vec<PathBuf>,
    /// The courses at hand.
    pub shelf: &'a Shelf,
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
    /// Records that were here already, with the same bytes.
    pub known: u64,
    /// Keys that were bound to persons.
    pub enrolled: u64,
    /// What was refused.
    pub refused: u64,
}

/// What became of one hand-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is kept.
    New(Box<Incoming>),
    /// It was here already.
    Known(Box<Incoming>),
    /// Its key is bound to this staff id.
    Enrolled {
        /// The staff id.
        staff_id: String,
    },
    /// It is not taken.
    Refused(Flaw),
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

    /// Whether receipts are wanted.
    fn wants_receipts(&self) -> bool;
}

/// Collects. What was kept before a failure stays kept, and collecting again does no harm.
///
/// # Errors
/// Records that cannot be read or added to, and whatever the listener says.
pub fn collect(asked: &Asked<'_>, records: &mut dyn Records, listener: &mut dyn Listener) -> Result<Counts, Failure> {
    let mut judge = Judge::new(asked, &records.enrolled()?);
    let mut desk = Desk { asked, records, listener, counts: Counts::default(), waiting: Vec::new(), bytes: 0 };
    // Enrolments come first: they decide which keys are known.
    let mut found = Vec::new();
    let _to_the_end = gather(&asked.paths, Which::Enrolments, &mut |one| {
        found.push(one);
        ControlFlow::Continue(())
    });
    for one in found {
        let (source, verdict) = judge.judge(one, Salt([0; 16]));
        if let Some(enrolled) = desk.take(source, verdict, &judge)? {
            judge.learn(enrolled);
        }
    }
    desk.keep()?;
    stream(asked, &judge, &mut desk)?;
    desk.keep()?;
    let counts = desk.counts;
    // No names of files: they tell of persons, and an act is kept for ever.
    let to = format!("{} path{}", asked.paths.len(), if asked.paths.len() == 1 { "" } else { "s" });
    let why = format!("{} new, {} known, {} refused", counts.new, counts.known, counts.refused);
    records.note(&Act { at: asked.now, who: asked.who.clone(), what: "collect".to_owned(), to, why })?;
    Ok(counts)
}

/// What goes to a core at a time: things found, each with its salt.
type Chunk = Vec<(Found, Salt)>;
/// What comes back.
type Judged = Vec<(String, Verdict)>;

/// Finds in one thread, judges on every core, and keeps here. Chunks go to the cores in turn and are taken back in the same turn, so
/// that everything stays in the order found.
fn stream(asked: &Asked<'_>, judge: &Judge<'_>, desk: &mut Desk<'_>) -> Result<(), Failure> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let mut to_cores: Vec<SyncSender<Chunk>> = Vec::new();
        let mut from_cores: Vec<Receiver<Judged>> = Vec::new();
        for _ in 0..cores {
            let (give, take) = sync_channel::<Chunk>(WAITING);
            let (give_back, take_back) = sync_channel::<Judged>(WAITING);
            to_cores.push(give);
            from_cores.push(take_back);
            scope.spawn(move || {
                for chunk in take {
                    let judged = chunk.into_iter().map(|(found, salt)| judge.judge(found, salt)).collect();
                    if give_back.send(judged).is_err() {
                        break;
                    }
                }
            });
        }
        let finder = scope.spawn(move || find(asked, &to_cores));
        for from in from_cores.iter().cycle() {
            // The first core that has nothing more to give is the one whose turn was never filled.
            let Ok(judged) = from.recv() else { break };
            for (source, verdict) in judged {
                desk.take(source, verdict, judge)?;
            }
        }
        drop(from_cores);
        finder.join().unwrap_or(Ok(()))
    })
}

/// Deals what is found to the cores in turn, until there is no more or nobody wants it.
fn find(asked: &Asked<'_>, to_cores: &[SyncSender<Chunk>]) -> Result<(), Failure> {
    let mut turns = to_cores.iter().cycle();
    let (mut chunk, mut bytes, mut failed) = (Chunk::with_capacity(CHUNK), 0, None);
    let mut luck = Luck::default();
    let _to_the_end = gather(&asked.paths, Which::Records, &mut |found| {
        bytes += found.bytes.as_ref().map_or(0, Vec::len);
        match luck.salt() {
            Ok(salt) => chunk.push((found, salt)),
            Err(because) => {
                failed = Some(because);
                return ControlFlow::Break(());
            }
        }
        if chunk.len() < CHUNK && bytes < CHUNK_BYTES {
            return ControlFlow::Continue(());
        }
        bytes = 0;
        let full = std::mem::replace(&mut chunk, Chunk::with_capacity(CHUNK));
        let wanted = turns.next().is_some_and(|core| core.send(full).is_ok());
        if wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if let Some(core) = turns.next() {
        let _nobody_wants_it = core.send(chunk);
    }
    failed.map_or(Ok(()), |because| Err(Failure::Key(because)))
}

/// Luck for salts, drawn from the machine a page at a time.
#[derive(Default)]
struct Luck {
    drawn: Vec<u8>,
}

impl Luck {
    fn salt(&mut self) -> Result<Salt, BadKey> {
        if self.drawn.len() < 16 {
            self.drawn.resize(4096, 0);
            getrandom::fill(&mut self.drawn).map_err(|said| BadKey::NoLuck { because: said.to_string() })?;
        }
        let mut salt = [0; 16];
        for (byte, from) in salt.iter_mut().zip(self.drawn.drain(self.drawn.len() - 16..)) {
            *byte = from;
        }
        Ok(Salt(salt))
    }
}

/// Where what was judged is gathered into batches and kept.
struct Desk<'a> {
    asked: &'a Asked<'a>,
    records: &'a mut dyn Records,
    listener: &'a mut dyn Listener,
    counts: Counts,
    waiting: Vec<(String, Result<Box<Incoming>, Outcome>)>,
    bytes: usize,
}

impl Desk<'_> {
    /// Takes what was judged, and says which key was bound by it.
    fn take(&mut self, source: String, verdict: Verdict, judge: &Judge<'_>) -> Result<Option<Enrolled>, Failure> {
        let (decided, enrolled) = match verdict {
            Verdict::Record(incoming) => {
                self.bytes += incoming.document.len();
                (Ok(incoming), None)
            }
            Verdict::NotForUs => return Ok(None),
            Verdict::Refused(flaw) => (Err(Outcome::Refused(flaw)), None),
            Verdict::Enrolment(enrolment) => match self.enrol(&enrolment, judge)? {
                Ok(enrolled) => (Err(Outcome::Enrolled { staff_id: enrolled.staff_id.clone() }), Some(enrolled)),
                Err(flaw) => (Err(Outcome::Refused(flaw)), None),
            },
        };
        self.waiting.push((source, decided));
        if self.waiting.len() >= BATCH || self.bytes >= BATCH_BYTES {
            self.keep()?;
        }
        Ok(enrolled)
    }

    /// Binds a key to a person, where the token allows it. The same file again changes nothing.
    fn enrol(&mut self, enrolment: &Enrolment, judge: &Judge<'_>) -> Result<Result<Enrolled, Flaw>, Failure> {
        if let Some(known) = judge.knows(enrolment) {
            return Ok(Ok(known.clone()));
        }
        let token = self.records.token(&enrolment.token)?;
        let enrolled = match enrolment.check(token.as_ref(), self.asked.now) {
            Ok(enrolled) => enrolled,
            Err(flaw) => return Ok(Err(flaw)),
        };
        self.records.enrol(&enrolled, &enrolment.token)?;
        let (what, to) = ("enrol".to_owned(), format!("key {} by token {}", enrolled.key, enrolment.token));
        self.records.note(&Act { at: self.asked.now, who: self.asked.who.clone(), what, to, why: String::new() })?;
        Ok(Ok(enrolled))
    }

    /// Keeps what waits as one batch, signs it, and tells.
    fn keep(&mut self) -> Result<(), Failure> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.bytes = 0;
        let batch = Batch { id: fresh_batch(self.asked.now), source: sources(&self.waiting), received_at: self.asked.now };
        let waiting = std::mem::take(&mut self.waiting);
        let (mut incoming, mut told) = (Vec::with_capacity(waiting.len()), Vec::with_capacity(waiting.len()));
        for (source, decided) in waiting {
            match decided {
                Ok(record) => {
                    incoming.push(*record);
                    told.push((source, None));
                }
                Err(outcome) => told.push((source, Some(outcome))),
            }
        }
        let kept = self.records.keep(&batch, &incoming)?;
        self.sign(&batch, &incoming, &kept)?;
        let mut refusals = Vec::new();
        let mut answers = incoming.into_iter().zip(kept);
        for (source, decided) in told {
            let outcome = match decided {
                Some(outcome) => outcome,
                None => match answers.next() {
                    Some((record, Kept::New { .. })) => Outcome::New(Box::new(record)),
                    Some((record, Kept::Known)) => Outcome::Known(Box::new(record)),
                    Some((_, Kept::Conflict)) | None => Outcome::Refused(Flaw::Conflict),
                },
            };
            match &outcome {
                Outcome::New(_) => self.counts.new += 1,
                Outcome::Known(_) => self.counts.known += 1,
                Outcome::Enrolled { .. } => self.counts.enrolled += 1,
                Outcome::Refused(flaw) => {
                    self.counts.refused += 1;
                    let (reason, because) = (flaw.word().to_owned(), flaw.to_string());
                    refusals.push(Refusal { source: source.clone(), reason, because });
                }
            }
            self.listener.hear(&source, &outcome)?;
        }
        self.records.refuse(batch.id, &refusals)?;
        Ok(())
    }

    /// Signs a batch for the department and gives out its receipts.
    fn sign(&mut self, batch: &Batch, incoming: &[Incoming], kept: &[Kept]) -> Result<(), Failure> {
        let Some(key) = self.asked.key else { return Ok(()) };
        let mut new: Vec<(u32, &Incoming)> = Vec::new();
        for (record, kept) in incoming.iter().zip(kept) {
            if let Kept::New { leaf } = kept {
                new.push((*leaf, record));
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        new.sort_by_key(|(leaf, _)| *leaf);
        let leaves: Vec<Digest> = new.iter().map(|(_, record)| leaf(record.salt, record.document.as_bytes())).collect();
        let signed: Countersigned = countersign(batch.id, batch.received_at, &leaves, key);
        self.records.countersign(batch.id, &signed)?;
        if self.listener.wants_receipts() {
            for ((_, incoming), path) in new.into_iter().zip(paths(&leaves)) {
                let record: CertificateId = incoming.completion.record_id;
                let receipt = Receipt::new(record, batch.id, batch.received_at, incoming.salt, path, &signed);
                self.listener.take(&Given { incoming, receipt })?;
            }
        }
        Ok(())
    }
}

/// Says where a batch came from: the folder of its first source, and how many there are. The names of files tell of persons.
fn sources(waiting: &[(String, Result<Box<Incoming>, Outcome>)]) -> String {
    let first = waiting.first().and_then(|(source, _)| Path::new(source).parent()).unwrap_or(Path::new(""));
    format!("{} from {}", waiting.len(), first.display())
}

fn fresh_batch(now: Timestamp) -> BatchId {
    let luck = Uuid::new_v4();
    let mut bytes = [0; 10];
    for (byte, from) in bytes.iter_mut().zip(luck.as_bytes()) {
        *byte = *from;
    }
    BatchId(Builder::from_unix_timestamp_millis(u64::try_from(now.as_millisecond()).unwrap_or(0), &bytes).into_uuid())
}
