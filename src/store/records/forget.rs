//! What is taken out of the department's records, and what is marked instead.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::journey::{CertificateId, LearnerId};
use crate::record::merkle::leaf;
use crate::record::records::Salt;
use crate::source::Digest;

use super::text;

pub(super) fn revoke(transaction: &Transaction<'_>, record: CertificateId, at: Timestamp, why: &str) -> rusqlite::Result<usize> {
    let id = record.0.as_bytes();
    let values = params![at.as_millisecond(), why, id];
    let revoked = transaction.execute(text::REVOKE, values)? + transaction.execute(text::TAKE_BACK, values)?;
    if let (1.., Some((learner, course))) = (revoked, whose(transaction, record)?) {
        renew_latest(transaction, id, &learner, &course)?;
    }
    Ok(revoked)
}

pub(super) fn reinstate(transaction: &Transaction<'_>, record: CertificateId) -> rusqlite::Result<bool> {
    let Some((learner, course)) = whose(transaction, record)? else { return Ok(false) };
    let reinstated = transaction.execute(text::REINSTATE, params![learner, record.0.as_bytes()])? > 0;
    if reinstated {
        transaction.execute(text::NO_LATEST_AT_ALL, params![learner, course])?;
        transaction.execute(text::BEFORE, params![learner, course])?;
    }
    Ok(reinstated)
}

fn whose(transaction: &Transaction<'_>, record: CertificateId) -> rusqlite::Result<Option<(Vec<u8>, String)>> {
    transaction.query_row(text::WHOSE, [record.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

pub(super) fn hold(transaction: &Transaction<'_>, learners: &[LearnerId], staff_id: &str) -> rusqlite::Result<bool> {
    let mut insert = transaction.prepare_cached(text::HOLD)?;
    let mut new = insert.execute(params![[0_u8; 16], staff_id])?;
    for learner in learners {
        new += insert.execute(params![learner.0.as_bytes(), staff_id])?;
    }
    Ok(new > 0)
}

pub(super) fn release(transaction: &Transaction<'_>, learners: &[LearnerId], staff_id: &str) -> rusqlite::Result<bool> {
    let mut released = transaction.execute(text::RELEASE, [staff_id])?;
    for learner in learners {
        released += transaction.execute(text::RELEASE_LEARNER, [learner.0.as_bytes()])?;
    }
    Ok(released > 0)
}

/// What stays of a record, and where it was the newest.
struct Grave {
    learner: Vec<u8>,
    course: String,
    batch: Vec<u8>,
    place: i64,
    leaf: Digest,
}

fn read_grave(row: &Row<'_>) -> rusqlite::Result<Grave> {
    let leaf = leaf(Salt(row.get(4)?), row.get_ref(5)?.as_bytes()?);
    Ok(Grave { learner: row.get(0)?, course: row.get(1)?, batch: row.get(2)?, place: row.get(3)?, leaf })
}

/// Takes records out and leaves their leaves. Where a learner's newest pass goes, the one before it becomes the newest.
pub(super) fn erase(transaction: &Transaction<'_>, records: &[CertificateId], at: Timestamp) -> rusqlite::Result<usize> {
    let mut erased = 0;
    let mut find = transaction.prepare_cached(text::GRAVE)?;
    let mut bury = transaction.prepare_cached(text::BURY)?;
    let mut remove = transaction.prepare_cached(text::REMOVE)?;
    // A credential's place in the status list is never given again, so its row stays, and says of nobody.
    let mut credentials = transaction.prepare_cached(text::UNNAME)?;
    for record in records {
        let id = record.0.as_bytes();
        let found = find.query_row([id], read_grave).optional()?;
        let Some(grave) = found else { continue };
        bury.execute(params![grave.batch, grave.place, grave.leaf.0, at.as_millisecond()])?;
        transaction.prepare_cached(text::REINSTATE)?.execute(params![grave.learner, id])?;
        credentials.execute(params![[0_u8; 16], id])?;
        // What was refused beside it may name the same person's files.
        transaction.prepare_cached(text::UNREFUSE)?.execute([&grave.batch])?;
        transaction.prepare_cached(text::UNSAY)?.execute(params![grave.learner, id])?;
        erased += remove.execute([id])?;
        renew_latest(transaction, id, &grave.learner, &grave.course)?;
    }
    Ok(erased)
}

/// Takes out what else tells of a person: keys, tokens, the row of the roster, and what was refused, which may name their files.
pub(super) fn person(transaction: &Transaction<'_>, learners: &[LearnerId], staff_ids: &[String]) -> rusqlite::Result<()> {
    transaction.execute(text::NO_REFUSALS, [])?;
    for learner in learners {
        transaction.execute(text::NO_KEYS, [learner.0.as_bytes()])?;
        transaction.execute(text::NO_ROSTER, [learner.0.as_bytes()])?;
    }
    for staff_id in staff_ids {
        transaction.execute(text::NO_TOKENS, [staff_id])?;
        transaction.execute(text::NO_EMPLOYEE, [staff_id])?;
    }
    Ok(())
}

/// Empties the log that stands before the database, so that what was taken out is nowhere any more. Another window that reads at
/// this moment puts it off until the next time.
pub(super) fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))
}

fn renew_latest(transaction: &Transaction<'_>, gone: &[u8; 16], learner: &[u8], course: &str) -> rusqlite::Result<()> {
    let was_latest = transaction.prepare_cached(text::NO_LATEST)?.execute(params![learner, course, gone])?;
    if was_latest == 0 {
        return Ok(());
    }
    let mut before = transaction.prepare_cached(text::BEFORE)?;
    before.execute(params![learner, course])?;
    Ok(())
}
