//! What is added to the department's records.

use jiff::Timestamp;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, Statement, Transaction, params};
use uuid::Uuid;

use crate::journey::{CertificateId, Role};
use crate::record::records::{Act, Batch, BatchId, Countersigned, Incoming, Issued, Issuing, Kept, Matches, Noted, Refusal, are_free};
use crate::record::statement::TellingRecords;
use crate::record::{Assurance, Completion, audit};
use crate::source::Digest;

use super::look;
use super::outgoing;
use super::schema;
use super::text;

/// What is kept under a record's id.
const THERE: &str = "select doc_sha256, learner_id from completions where record_id = $1";

/// Keeps a batch. The records go in by their id, so that the key grows at its end; the answers are in the order asked.
pub(super) fn batch(
    transaction: &Transaction<'_>,
    telling: Option<&TellingRecords>,
    batch: &Batch,
    incoming: &[&Incoming],
) -> rusqlite::Result<Vec<Kept>> {
    let mut order: Vec<usize> = (0..incoming.len()).collect();
    order.sort_by_key(|place| incoming.get(*place).map(|record| record.completion.record_id));
    let mut kept = vec![Kept::Known; incoming.len()];
    let mut leaves = 0_u32;
    {
        let mut insert = transaction.prepare_cached(schema::INSERT)?;
        let mut forward = Forward::of(transaction)?;
        let mut put = transaction.prepare_cached(text::PUT)?;
        let mut there = transaction.prepare_cached(THERE)?;
        for place in order {
            let (Some(record), Some(answer)) = (incoming.get(place), kept.get_mut(place)) else { continue };
            let completion = &record.completion;
            let is_new = self::record(&mut insert, batch, record, leaves)?;
            if !is_new {
                *answer = if is_there(&mut there, record)? { Kept::Known } else { Kept::Conflict };
                continue;
            }
            *answer = Kept::New { leaf: leaves };
            leaves += 1;
            forward.to(batch, completion)?;
            outgoing::put(&mut put, telling, batch, record)?;
        }
    }
    let sql = text::BATCH;
    transaction.execute(sql, params![batch.id.0.as_bytes(), batch.source, leaves, batch.received_at.as_millisecond()])?;
    Ok(kept)
}

/// Says of each record whether the very same is kept already.
pub(super) fn are_there(connection: &Connection, incoming: &[&Incoming]) -> rusqlite::Result<Vec<bool>> {
    let mut there = connection.prepare_cached(THERE)?;
    incoming.iter().map(|record| is_there(&mut there, record)).collect()
}

/// Says how many records are worth less than that.
pub(super) fn lower(connection: &Connection, records: &[CertificateId], than: Assurance) -> rusqlite::Result<u64> {
    let mut is_lower = connection.prepare_cached(text::LOWER)?;
    records.iter().try_fold(0, |so_far, record| {
        let is_lower: u64 = is_lower.query_row(params![record.0.as_bytes(), than.0], |row| super::cell::count(row, 0))?;
        Ok(so_far + is_lower)
    })
}

fn is_there(there: &mut Statement<'_>, record: &Incoming) -> rusqlite::Result<bool> {
    let completion = &record.completion;
    let found = there.query_row([completion.record_id.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let is_same = |(digest, learner): &(Vec<u8>, Vec<u8>)| *digest == record.digest.0 && *learner == completion.learner_id.0.as_bytes();
    Ok(found.as_ref().is_some_and(is_same))
}

/// Adds a record at its place in the batch, and says whether it is new.
pub(super) fn record(insert: &mut Statement<'_>, batch: &Batch, record: &Incoming, leaf: u32) -> rusqlite::Result<bool> {
    let completion = &record.completion;
    let added = insert.execute(params![
        completion.record_id.0.as_bytes(),
        completion.learner_id.0.as_bytes(),
        completion.account,
        completion.name,
        completion.role.map(Role::word),
        completion.staff_id,
        completion.department,
        completion.course_id.as_str(),
        completion.course_title,
        completion.course_version.to_string(),
        completion.course_digest.0,
        completion.started_at.map(Timestamp::as_millisecond),
        completion.completed_at.as_millisecond(),
        completion.completed_on.to_string(),
        completion.expires_on.map(|day| day.to_string()),
        completion.score_percent.0,
        i64::try_from(completion.score_earned).unwrap_or(i64::MAX),
        i64::try_from(completion.score_of).unwrap_or(i64::MAX),
        completion.pass_mark.0,
        completion.passed,
        completion.attempts,
        completion.minutes,
        completion.assurance.0,
        record.key,
        completion.enrolled,
        record.digest.0,
        batch.id.0.as_bytes(),
        leaf,
        batch.received_at.as_millisecond(),
        false,
        completion.organization,
        record.salt.0,
        record.document,
    ])?;
    Ok(added > 0)
}

/// What moves learners' newest passes forward.
pub(super) struct Forward<'a> {
    beside: CachedStatement<'a>,
    latest: CachedStatement<'a>,
}

impl<'a> Forward<'a> {
    pub(super) fn of(transaction: &'a Transaction<'_>) -> rusqlite::Result<Self> {
        Ok(Self { beside: transaction.prepare_cached(text::BESIDE)?, latest: transaction.prepare_cached(schema::LATEST)? })
    }

    /// Makes a pass its learner's newest, or notes it beside the newest where it tells more.
    pub(super) fn to(&mut self, batch: &Batch, completion: &Completion) -> rusqlite::Result<()> {
        if !completion.passed {
            return Ok(());
        }
        let (learner, course) = (completion.learner_id.0.as_bytes(), completion.course_id.as_str());
        let (at, record) = (completion.completed_at.as_millisecond(), completion.record_id.0.as_bytes());
        let expires_on = completion.expires_on.map(|day| day.to_string());
        self.beside.execute(params![at, record, learner, course, completion.staff_id, expires_on])?;
        self.latest.execute(params![
            learner,
            course,
            at,
            expires_on,
            record,
            completion.completed_on.to_string(),
            completion.account,
            completion.name,
            completion.staff_id,
            completion.assurance.0,
            batch.id.0.as_bytes(),
        ])?;
        Ok(())
    }
}

pub(super) fn refusals(transaction: &Transaction<'_>, batch: BatchId, refusals: &[Refusal]) -> rusqlite::Result<()> {
    let key = batch.0.as_bytes();
    let last: i64 = transaction.query_row(text::LAST_REFUSAL, [key], |row| row.get(0))?;
    let mut insert = transaction.prepare_cached(text::REFUSE)?;
    for (refusal, line) in refusals.iter().zip(last + 1..) {
        insert.execute(params![key, line, refusal.source, refusal.reason, refusal.because])?;
    }
    Ok(())
}

pub(super) fn countersigned(transaction: &Transaction<'_>, batch: BatchId, signed: &Countersigned) -> rusqlite::Result<()> {
    let sql = text::COUNTERSIGN;
    transaction.execute(sql, params![signed.root.0, signed.key.to_string(), signed.seal.bytes(), batch.0.as_bytes()])?;
    Ok(())
}

pub(super) fn credentials(transaction: &Transaction<'_>, issued: &[Issued]) -> rusqlite::Result<Issuing> {
    let mut in_place = transaction.prepare_cached(text::IN_PLACE)?;
    let mut there: Vec<(Uuid, i64, i64)> = Vec::new();
    for one in issued {
        let read = |row: &Row<'_>| Ok((Uuid::from_bytes(row.get(0)?), row.get(1)?, row.get(2)?));
        let status = i64::try_from(one.status).unwrap_or(i64::MAX);
        for found in in_place.query_map([status], read)? {
            there.push(found?);
        }
    }
    let mut is_kept = transaction.prepare_cached(text::IS_KEPT)?;
    let mut are_there = true;
    for one in issued {
        are_there &= is_kept.exists([one.record.0.as_bytes()])?;
    }
    if !are_there || !are_free(issued, &there) {
        return Ok(Issuing::Overtaken);
    }
    let sql = text::ISSUE;
    let mut insert = transaction.prepare_cached(sql)?;
    for one in issued {
        let (revoked, why) = match &one.revoked {
            Some((at, why)) => (Some(at.as_millisecond()), Some(why)),
            None => (None, None),
        };
        let status = i64::try_from(one.status).unwrap_or(i64::MAX);
        insert.execute(params![
            one.learner.0.as_bytes(),
            one.id.as_bytes(),
            one.record.0.as_bytes(),
            one.key.to_string(),
            one.issued_at.as_millisecond(),
            status,
            revoked,
            why,
            one.document,
        ])?;
    }
    Ok(Issuing::Kept)
}

pub(super) fn matches(transaction: &Transaction<'_>, before: &Matches, after: &Matches, noted: &Act) -> rusqlite::Result<bool> {
    if look::matches(transaction)? != *before {
        return Ok(false);
    }
    for (sql, from, to) in [(text::UNMATCH, before, after), (text::MATCH, after, before)] {
        let mut change = transaction.prepare_cached(sql)?;
        for (staff_id, learner) in from.iter().filter(|(staff_id, learner)| to.get(*staff_id) != Some(learner)) {
            change.execute(params![learner.0.as_bytes(), staff_id])?;
        }
    }
    act(transaction, noted)?;
    Ok(true)
}

pub(super) fn act(transaction: &Transaction<'_>, act: &Act) -> rusqlite::Result<Noted> {
    let last: Option<(i64, [u8; 32])> = transaction
        .query_row("select seq, link from audit order by seq desc limit 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (before, seq) = last.map_or((None, 1), |(seq, link)| (Some(Digest(link)), seq + 1));
    let place = u64::try_from(seq).unwrap_or_default();
    let link = audit::link(before.as_ref(), place, act);
    transaction.execute(text::NOTE, params![seq, act.at.as_millisecond(), act.who, act.what, act.to, act.why, link.0])?;
    Ok(Noted { seq: place, act: act.clone(), link })
}
