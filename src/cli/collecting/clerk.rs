//! Keeps what was judged, a batch at a time: binds keys, keeps the records that are new, signs for the department.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::Timestamp;
use uuid::{Builder, Uuid};

use crate::cli::Failure;
use crate::journey::CertificateId;
use crate::record::countersign::{Receipt, countersign};
use crate::record::enrolment::{Enrolment, USED};
use crate::record::flaw::Flaw;
use crate::record::merkle::paths;
use crate::record::records::{Absent, Act, Adopted, Batch, BatchId, Countersigned, Deed, Incoming, Kept, Leaf, Refusal};
use crate::record::taken_back::TakenBack;
use crate::record::{Assurance, Records};
use crate::source::Digest;

use super::before::{Before, told_before};
use super::handed_on::Proven;
use super::judge::{Bound, Judge, Verdict};
use super::{Asked, BEGUN, Outcome, act};

/// Why an enrolment is not taken, where its token has let a key in before.
const SPENT: Flaw = Flaw::Enrolment { because: USED };

/// What was judged, each with its source.
pub(super) type Judged = Vec<(String, Verdict)>;

/// Who keeps the records.
pub(super) struct Clerk<'a> {
    pub(super) asked: &'a Asked<'a>,
    pub(super) records: &'a mut dyn Records,
    /// What was revoked here, also of those who were erased since.
    pub(super) taken_back: TakenBack,
    /// Whether receipts are wanted.
    pub(super) receipts: bool,
    /// Whether the log says that the collecting has begun.
    pub(super) has_begun: bool,
}

/// What became of a batch.
#[derive(Default)]
pub(super) struct Done {
    /// In the order found.
    pub(super) outcomes: Vec<(String, Outcome)>,
    /// Receipts, each with the place of its record among the outcomes.
    pub(super) receipts: Vec<(usize, Receipt)>,
    /// Whether it was countersigned before it came here.
    pub(super) is_handed_on: bool,
    /// How many of those that are known stay at a lower assurance than what was asked for.
    pub(super) lower: u64,
    /// What stopped the work once the batch was kept.
    pub(super) stopped: Option<Failure>,
}

/// A record that waits for its answer: its leaf, and its place among the outcomes.
struct Place {
    leaf: Digest,
    outcome: usize,
}

impl Clerk<'_> {
    /// Puts down, once, that the collecting has begun: for when more comes than one batch, and the end may never be reached.
    pub(super) fn begins(&mut self) -> Result<(), Failure> {
        if !self.has_begun {
            self.records.note(&act(self.asked, BEGUN.to_owned()))?;
            self.has_begun = true;
        }
        Ok(())
    }

    /// Keeps what was judged as one batch, signs it, and says what became of each.
    pub(super) fn keep(&mut self, judge: &Judge<'_>, judged: Judged) -> Result<Done, Failure> {
        if judged.iter().all(|(_, verdict)| matches!(verdict, Verdict::PassedOver(_))) {
            // Nothing came that would make a batch.
            let told =
                |(source, verdict)| if let Verdict::PassedOver(why) = verdict { Some((source, Outcome::PassedOver(why))) } else { None };
            return Ok(Done { outcomes: judged.into_iter().filter_map(told).collect(), ..Done::default() });
        }
        let batch = Batch { id: fresh_batch(self.asked.now), source: sources(&judged), received_at: self.asked.now };
        // What was collected before its key had to be bound stays, and the same bytes again are no news.
        let unbound =
            judged.iter().filter_map(|(_, verdict)| if let Verdict::Unbound { incoming, .. } = verdict { Some(&**incoming) } else { None });
        let unbound: Vec<&Incoming> = unbound.collect();
        let here = if unbound.is_empty() { Vec::new() } else { self.records.are_here(&unbound)? };
        let mut here = here.into_iter();
        let records =
            judged.iter().filter_map(|(_, verdict)| if let Verdict::Record { incoming, .. } = verdict { Some(&**incoming) } else { None });
        let erased = self.taken_back.erased(records.map(|incoming| incoming.completion.record_id), &*self.records)?;
        let (mut places, mut outcomes) = (Vec::with_capacity(judged.len()), Vec::with_capacity(judged.len()));
        for (source, verdict) in judged {
            let outcome = match verdict {
                Verdict::Record { incoming, leaf } => {
                    if let Some(flaw) = came_back(&incoming, &erased) {
                        Outcome::Refused(flaw)
                    } else {
                        places.push(Place { leaf, outcome: outcomes.len() });
                        // Until the answer comes.
                        Outcome::New(incoming)
                    }
                }
                Verdict::Unbound { incoming, .. } if here.next() == Some(true) => Outcome::Known(incoming),
                Verdict::Enrolment(enrolment) => self.enrol(&enrolment, judge)?.map_or_else(Outcome::Refused, Outcome::from),
                Verdict::Bound(bound) => (*bound).into(),
                Verdict::PassedOver(why) => Outcome::PassedOver(why),
                Verdict::Unbound { flaw, .. } | Verdict::Refused(flaw) => Outcome::Refused(flaw),
            };
            outcomes.push((source, outcome));
        }
        let incoming: Vec<&Incoming> = outcomes.iter().filter_map(|(_, outcome)| outcome.incoming()).collect();
        let mut kept = self.records.keep(&batch, &incoming)?;
        let signed = self.sign(&batch, &incoming, &kept, &places);
        let recognised = self.recognise(&incoming, &mut kept);
        drop(incoming);
        for (kept, place) in kept.into_iter().zip(&places) {
            if let Some((_, outcome)) = outcomes.get_mut(place.outcome) {
                outcome.became(kept);
            }
        }
        let told = signed.and_then(|receipts| {
            recognised?;
            self.refuse(batch.id, &outcomes)?;
            Ok((receipts, self.lower(&outcomes)?))
        });
        let (receipts, lower, stopped) = match told {
            Ok((receipts, lower)) => (receipts, lower, None),
            Err(because) => (Vec::new(), 0, Some(because)),
        };
        Ok(Done { outcomes, receipts, is_handed_on: false, lower, stopped })
    }

    /// Takes a line of another system for known where what is kept under its id tells the same in another dress, or was revoked and tells the
    /// same but for a mail address, a name or a score that one of them lacks. What is kept stays as it is.
    fn recognise(&self, incoming: &[&Incoming], kept: &mut [Kept]) -> Result<(), Failure> {
        let conflicts = incoming.iter().copied().zip(kept).filter(|(line, kept)| **kept == Kept::Conflict && line.is_taken_over());
        let (lines, kept): (Vec<&Incoming>, Vec<&mut Kept>) = conflicts.unzip();
        if lines.is_empty() {
            return Ok(());
        }
        let (marks, told) = (self.records.marks()?, told_before(&lines, &*self.records, self.asked.now)?);
        for ((line, kept), before) in lines.into_iter().zip(kept).zip(told) {
            // No change of a domain, a surname or a column makes what was revoked count again.
            let is_revoked = || marks.revoked(line.completion.record_id).is_some();
            if before == Before::TheSame || (before == Before::Nearly && is_revoked()) {
                *kept = Kept::Known;
            }
        }
        Ok(())
    }

    /// Keeps a batch that another department has countersigned, and says what became of each record.
    pub(super) fn adopt(&mut self, proven: Proven) -> Result<Done, Failure> {
        let Proven { source, read } = proven;
        let adopted = |outcomes| Done { outcomes, is_handed_on: true, ..Done::default() };
        let refused = |source, flaw| adopted(vec![(source, Outcome::Refused(flaw))]);
        let (head, leaves) = match read {
            Ok(read) => read,
            Err(flaw) => {
                let done = refused(source, flaw);
                self.refuse(fresh_batch(self.asked.now), &done.outcomes)?;
                return Ok(done);
            }
        };
        let signed = head.countersigned();
        let there = self.records.batches()?.into_iter().find(|kept| kept.batch.id == head.batch);
        if there.as_ref().is_some_and(|kept| kept.leaves != head.leaves || kept.countersigned.is_none_or(|by| by.root != signed.root)) {
            let done = refused(source, Flaw::Batch { because: "another batch of the same name is here already".to_owned() });
            self.refuse(head.batch, &done.outcomes)?;
            return Ok(done);
        }
        // What is here already stays whose it was, also once this department has another key.
        let of_others = there.is_none() && self.asked.key.is_none_or(|own| own.id() != head.key);
        let called = self.asked.partners.of(head.by).map_or("this department", |partner| partner.name.as_str());
        let batch = head.batch(Batch::handed_on_by(called));
        let (leaves, flaws) = self.without_those_that_came_back(head.batch, leaves)?;
        let erased = if there.is_some() { self.erased_of(head.batch, &leaves)? } else { BTreeSet::new() };
        let kept = self.records.adopt(&Adopted { batch: &batch, signed: &signed, leaves: &leaves, of_others })?;
        let mut outcomes = Vec::with_capacity(leaves.len());
        for (leaf, kept) in leaves.into_iter().zip(kept) {
            let Ok(incoming) = leaf.record else { continue };
            let mut outcome = Outcome::New(Box::new(incoming));
            outcome.became(kept);
            outcomes.push((source.clone(), outcome.unless_erased(&erased)));
        }
        outcomes.extend(flaws.into_iter().map(|flaw| (source.clone(), Outcome::Refused(flaw))));
        let stopped = self.refuse(batch.id, &outcomes).err();
        Ok(Done { stopped, ..adopted(outcomes) })
    }

    /// Says how many of those that are known stay at a lower assurance than what was asked for: what is kept is never replaced.
    fn lower(&self, outcomes: &[(String, Outcome)]) -> Result<u64, Failure> {
        if self.asked.assurance <= Assurance::COUNTERSIGNED {
            return Ok(0);
        }
        // Nothing makes more of what is on another system's word. The same record may come twice.
        let known = outcomes.iter().filter_map(|(_, outcome)| match outcome {
            Outcome::Known(one) if !one.is_taken_over() => Some(one.completion.record_id),
            _ => None,
        });
        let known: BTreeSet<CertificateId> = known.collect();
        let known: Vec<CertificateId> = known.into_iter().collect();
        if known.is_empty() { Ok(0) } else { Ok(self.records.lower(&known, self.asked.assurance)?) }
    }

    /// Leaves their places in a batch empty, as those of what was left out of it. What was erased of this very batch is known to be.
    fn without_those_that_came_back(&self, batch: BatchId, mut leaves: Vec<Leaf>) -> Result<(Vec<Leaf>, Vec<Flaw>), Failure> {
        let records = leaves.iter().filter_map(|leaf| leaf.record.as_ref().ok()).map(|incoming| incoming.completion.record_id);
        let taken_back = self.taken_back.erased(records, &*self.records)?;
        let (mut flaws, mut erased) = (Vec::new(), None);
        for (place, leaf) in leaves.iter_mut().enumerate() {
            let Some(flaw) = leaf.record.as_ref().ok().and_then(|incoming| came_back(incoming, &taken_back)) else { continue };
            let erased = match &mut erased {
                Some(erased) => erased,
                none => none.insert(self.records.absent(batch)?),
            };
            if !erased.iter().any(|(gone, _, why)| u32::try_from(place) == Ok(*gone) && *why == Absent::Erased) {
                leaf.record = Err(Absent::LeftOut);
                flaws.push(flaw);
            }
        }
        Ok((leaves, flaws))
    }

    /// Returns which records of a batch were erased here since it came, and have not come in another way.
    fn erased_of(&self, batch: BatchId, leaves: &[Leaf]) -> Result<BTreeSet<CertificateId>, Failure> {
        let absent = self.records.absent(batch)?;
        let gone: BTreeSet<u32> = absent.into_iter().filter(|(.., why)| *why == Absent::Erased).map(|(place, ..)| place).collect();
        let places = leaves.iter().zip(0_u32..).filter(|(_, place)| gone.contains(place));
        let erased: Vec<&Incoming> = places.filter_map(|(leaf, _)| leaf.record.as_ref().ok()).collect();
        let here = if erased.is_empty() { Vec::new() } else { self.records.are_here(&erased)? };
        Ok(erased.into_iter().zip(here).filter(|(_, is_here)| !is_here).map(|(one, _)| one.completion.record_id).collect())
    }

    /// Keeps what was refused with a batch, where anything was.
    fn refuse(&mut self, batch: BatchId, outcomes: &[(String, Outcome)]) -> Result<(), Failure> {
        let refused = refusals(outcomes);
        if !refused.is_empty() {
            self.records.refuse(batch, &refused)?;
        }
        Ok(())
    }

    /// Binds a key to a person, where the token allows it: anew, where it was revoked before or bound to somebody else. The same file
    /// again changes nothing.
    pub(super) fn enrol(&mut self, enrolment: &Enrolment, judge: &Judge<'_>) -> Result<Result<Bound, Flaw>, Failure> {
        let token = self.records.token(&enrolment.token)?;
        let enrolled = match enrolment.check(token.as_ref(), self.asked.now) {
            Ok(enrolled) => enrolled,
            Err(flaw) => {
                let known = if flaw == SPENT { judge.knows(enrolment) } else { None };
                return Ok(known.cloned().map(Bound::Known).ok_or(flaw));
            }
        };
        if let Some(at) = judge.revoked_since(enrolment) {
            return Ok(Err(Flaw::RevokedKey { at }));
        }
        if !self.records.enrol(&enrolled, &enrolment.token)? {
            return Ok(Err(SPENT));
        }
        let (what, to) = ("enrol".to_owned(), format!("key {} by token {}", enrolled.key, enrolment.token));
        self.records.note(&Act { at: self.asked.now, who: self.asked.who.clone(), what, to, why: String::new() })?;
        Ok(Ok(Bound::New(enrolled)))
    }

    /// Signs a batch for the department and makes out its receipts.
    fn sign(&mut self, batch: &Batch, incoming: &[&Incoming], kept: &[Kept], places: &[Place]) -> Result<Vec<(usize, Receipt)>, Failure> {
        let Some(key) = self.asked.key else { return Ok(Vec::new()) };
        let mut new: Vec<(u32, &Incoming, &Place)> = Vec::new();
        for ((record, kept), place) in incoming.iter().copied().zip(kept).zip(places) {
            if let Kept::New { leaf } = kept {
                new.push((*leaf, record, place));
            }
        }
        if new.is_empty() {
            return Ok(Vec::new());
        }
        new.sort_by_key(|(leaf, ..)| *leaf);
        let leaves: Vec<Digest> = new.iter().map(|(.., place)| place.leaf).collect();
        let signed: Countersigned = countersign(batch.id, batch.received_at, &leaves, key);
        self.records.does(&Deed::Countersign { batch: batch.id, signed }, None)?;
        if !self.receipts {
            return Ok(Vec::new());
        }
        let receipt = |((_, record, place), path): ((u32, &Incoming, &Place), _)| {
            let id = record.completion.record_id;
            (place.outcome, Receipt::new(id, batch.id, batch.received_at, record.salt, path, &signed))
        };
        Ok(new.into_iter().zip(paths(&leaves)).map(receipt).collect())
    }
}

/// Says of a record that it was revoked here and erased since, where that is so: who asks to be erased does not make it count again.
fn came_back(incoming: &Incoming, erased: &BTreeMap<CertificateId, (Timestamp, String)>) -> Option<Flaw> {
    let record = incoming.completion.record_id;
    let (at, why) = erased.get(&record)?.clone();
    Some(if incoming.is_taken_over() { Flaw::RevokedLine { record, at, why } } else { Flaw::RevokedBefore { record, at, why } })
}

fn refusals(outcomes: &[(String, Outcome)]) -> Vec<Refusal> {
    let refusal = |(source, outcome): &(String, Outcome)| match outcome {
        // An erased person's file goes by their name, and nobody could erase that once more.
        Outcome::Refused(flaw @ (Flaw::RevokedBefore { .. } | Flaw::RevokedLine { .. })) => {
            Some(Refusal { source: String::new(), reason: flaw.word().to_owned(), because: flaw.to_string() })
        }
        Outcome::Refused(flaw) => Some(Refusal { source: source.clone(), reason: flaw.word().to_owned(), because: flaw.to_string() }),
        _ => None,
    };
    outcomes.iter().filter_map(refusal).collect()
}

/// Says where a batch came from: the folder of its first source, and how many there are. The names of files tell of persons.
fn sources(judged: &Judged) -> String {
    let read = || judged.iter().filter(|(_, verdict)| !matches!(verdict, Verdict::PassedOver(_)));
    let first = read().next().and_then(|(source, _)| Path::new(source).parent()).unwrap_or(Path::new(""));
    format!("{} from {}", read().count(), first.display())
}

fn fresh_batch(now: Timestamp) -> BatchId {
    let luck = Uuid::new_v4();
    let mut bytes = [0; 10];
    for (byte, from) in bytes.iter_mut().zip(luck.as_bytes()) {
        *byte = *from;
    }
    BatchId(Builder::from_unix_timestamp_millis(u64::try_from(now.as_millisecond()).unwrap_or(0), &bytes).into_uuid())
}
