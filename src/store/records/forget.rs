//! What is taken out of the department's records, and what is marked instead.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::journey::{CertificateId, LearnerId};
use crate::record::merkle::leaf;
use crate::record::records::Salt;
use crate::source::Digest;

pub(super) fn revoke(transaction: &Transaction<'_>, record: CertificateId, at: Timestamp, why: &str) -> rusqlite::Result<usize> {
    let sql = "update certificate set revoked_ms = $1, revoke_reason = $2 where record_id = $3 and revoked_ms is null";
    transaction.execute(sql, params![at.as_millisecond(), why, record.0.as_bytes()])
}

pub(super) fn hold(transaction: &Transaction<'_>, learner: LearnerId, held: bool) -> rusqlite::Result<usize> {
    transaction.execute("update completions set held = $1 where learner_id = $2 and held <> $1", params![held, learner.0.as_bytes()])
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
    let mut find =
        transaction.prepare_cached("select learner_id, course_id, batch_id, leaf, salt, doc from completions where record_id = $1")?;
    let mut bury = transaction
        .prepare_cached("insert into tombstone (batch_id, leaf, leaf_sha256, erased_ms) values ($1, $2, $3, $4) on conflict do nothing")?;
    let mut remove = transaction.prepare_cached("delete from completions where record_id = $1")?;
    // A credential's place in the status list is never given again, so its row stays, and says of nobody.
    let mut credentials =
        transaction.prepare_cached("update certificate set learner_id = $1, record_id = $1, doc = '' where record_id = $2")?;
    for record in records {
        let id = record.0.as_bytes();
        let found = find.query_row([id], read_grave).optional()?;
        let Some(grave) = found else { continue };
        bury.execute(params![grave.batch, grave.place, grave.leaf.0, at.as_millisecond()])?;
        credentials.execute(params![[0_u8; 16], id])?;
        // What was refused beside it may name the same person's files.
        transaction.prepare_cached("delete from refusal where batch_id = $1")?.execute([&grave.batch])?;
        erased += remove.execute([id])?;
        renew_latest(transaction, id, &grave.learner, &grave.course)?;
    }
    Ok(erased)
}

/// Takes out what else tells of a person: keys, tokens, and the row of the roster.
pub(super) fn person(transaction: &Transaction<'_>, learner: LearnerId, staff_id: &str) -> rusqlite::Result<()> {
    transaction.execute("delete from signing_key where learner_id = $1", [learner.0.as_bytes()])?;
    transaction.execute("delete from enrolment_token where staff_id = $1", [staff_id])?;
    transaction.execute("delete from roster where learner_id = $1 or employee_no = $2", params![learner.0.as_bytes(), staff_id])?;
    Ok(())
}

/// Empties the log that stands before the database, so that what was taken out is nowhere any more. Another window that reads at
/// this moment puts it off until the next time.
pub(super) fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))
}

fn renew_latest(transaction: &Transaction<'_>, gone: &[u8; 16], learner: &[u8], course: &str) -> rusqlite::Result<()> {
    let was_latest = transaction
        .prepare_cached("delete from latest where learner_id = $1 and course_id = $2 and record_id = $3")?
        .execute(params![learner, course, gone])?;
    if was_latest == 0 {
        return Ok(());
    }
    let mut before = transaction.prepare_cached(
        "insert into latest (learner_id, course_id, completed_ms, expires_on, record_id)
         select learner_id, course_id, completed_ms, expires_on, record_id from completions
         where learner_id = $1 and course_id = $2 and passed = 1 order by completed_ms desc, record_id desc limit 1",
    )?;
    before.execute(params![learner, course])?;
    Ok(())
}
