//! What is taken out of the department's records, and what is marked instead.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::journey::{CertificateId, LearnerId};
use crate::record::merkle::leaf;
use crate::record::records::{BatchId, Refusal, Salt};
use crate::source::Digest;

use super::text;

pub(super) fn revoke(transaction: &Transaction<'_>, record: CertificateId, at: Timestamp, why: &str) -> rusqlite::Result<usize> {
    let id = record.0.as_bytes();
    let values = params![at.as_millisecond(), why, id];
    let mut revoked = transaction.execute(text::REVOKE, values)? + transaction.execute(text::TAKE_BACK, values)?;
    revoked += transaction.execute(text::REVOKE_ERASED, params![at.as_millisecond(), why, id, [0_u8; 16]])?;
    if let (1.., Some((learner, course))) = (revoked, whose(transaction, record)?) {
        renew_latest(transaction, id, &learner, &course)?;
    }
    Ok(revoked)
}

pub(super) fn reinstate(transaction: &Transaction<'_>, record: CertificateId) -> rusqlite::Result<bool> {
    let Some((learner, course)) = whose(transaction, record)? else { return Ok(false) };
    let reinstated = transaction.execute(text::REINSTATE, params![learner, record.0.as_bytes()])? > 0;
    if reinstated {
        for sql in [text::NO_LATEST_AT_ALL, text::BEFORE, text::NO_BESIDE_AT_ALL, text::BESIDE_ANEW] {
            transaction.execute(sql, params![learner, course])?;
        }
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

/// Whose newest pass in which course went, or one beside it: looked for all at once, since the records are in no order by learner, and there
/// may be a million.
const BEREFT: &str = "create temp table if not exists bereft
        (learner_id bytea not null, course_id text not null, primary key (learner_id, course_id)) without rowid;
    delete from bereft";
const IS_BEREFT: &str = "insert into bereft (learner_id, course_id) values ($1, $2) on conflict do nothing";
/// Makes the newest pass of those left that were not revoked the newest of each of them.
const ALL_BEFORE: &str = "insert into latest (learner_id, course_id, completed_ms, expires_on, record_id, completed_on, account, name,
        staff_id, assurance, batch_id)
    select learner_id, course_id, completed_ms, expires_on, record_id, completed_on, account, name, staff_id, assurance, batch_id from (
        select learner_id, course_id, completed_ms, expires_on, record_id, completed_on, account, name, staff_id, assurance, batch_id,
            row_number() over (partition by learner_id, course_id order by completed_ms desc, record_id desc) as place
        from completions c
        where passed = 1 and exists (select 1 from bereft b where b.learner_id = c.learner_id and b.course_id = c.course_id)
            and not exists (select 1 from certificate r
                where r.learner_id = c.learner_id and r.record_id = c.record_id and r.revoked_ms >= 0)) newest
    where place = 1
    on conflict do nothing";
/// Looks anew at which other passes of each of them tell more than the newest.
const NONE_BESIDE: &str = "delete from pass_beside
    where exists (select 1 from bereft b where b.learner_id = pass_beside.learner_id and b.course_id = pass_beside.course_id)";
const ALL_BESIDE: &str = "insert into pass_beside (learner_id, course_id, record_id)
    select c.learner_id, c.course_id, c.record_id
    from completions c join latest l on l.learner_id = c.learner_id and l.course_id = c.course_id
    where c.passed = 1 and c.record_id <> l.record_id
        and exists (select 1 from bereft b where b.learner_id = c.learner_id and b.course_id = c.course_id)
        and (c.staff_id <> coalesce(l.staff_id, '') or coalesce(c.expires_on, '9999-12-31') > coalesce(l.expires_on, '9999-12-31'))
        and not exists (select 1 from certificate r
            where r.learner_id = c.learner_id and r.record_id = c.record_id and r.revoked_ms >= 0)
    on conflict do nothing";

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
    let (mut erased, mut any_bereft) = (0, false);
    transaction.execute_batch(BEREFT)?;
    let mut find = transaction.prepare_cached(text::GRAVE)?;
    let mut bury = transaction.prepare_cached(text::BURY)?;
    let mut remove = transaction.prepare_cached(text::REMOVE)?;
    // A credential's place in the status list is never given again, so its row stays, and says of nobody.
    let mut credentials = transaction.prepare_cached(text::UNNAME)?;
    let mut namesake = transaction.prepare_cached(text::NAMESAKE)?;
    let mut no_latest = transaction.prepare_cached(text::NO_LATEST)?;
    let mut no_beside = transaction.prepare_cached(text::NO_BESIDE)?;
    let mut bereft = transaction.prepare_cached(IS_BEREFT)?;
    for record in records {
        let id = record.0.as_bytes();
        let found = find.query_row([id], read_grave).optional()?;
        let Some(grave) = found else { continue };
        bury.execute(params![grave.batch, grave.place, grave.leaf.0, at.as_millisecond()])?;
        transaction.prepare_cached(text::REINSTATE)?.execute(params![grave.learner, id])?;
        let mut nobody = 0_u128;
        while namesake.exists(params![nobody.to_be_bytes(), grave.learner, id])? {
            nobody += 1;
        }
        credentials.execute(params![nobody.to_be_bytes(), [0_u8; 16], grave.learner, id])?;
        // What was refused beside it may name the same person's files.
        transaction.prepare_cached(text::UNREFUSE)?.execute([&grave.batch])?;
        transaction.prepare_cached(text::UNSAY)?.execute(params![grave.learner, id])?;
        erased += remove.execute([id])?;
        let pass = params![grave.learner, grave.course, id];
        if no_latest.execute(pass)? + no_beside.execute(pass)? > 0 {
            any_bereft = true;
            bereft.execute(params![grave.learner, grave.course])?;
        }
    }
    if any_bereft {
        for sql in [ALL_BEFORE, NONE_BESIDE, ALL_BESIDE] {
            transaction.prepare_cached(sql)?.execute([])?;
        }
        transaction.execute("delete from bereft", [])?;
    }
    Ok(erased)
}

/// Takes out some of what was refused.
pub(super) fn refusals(transaction: &Transaction<'_>, some: &[(BatchId, Refusal)]) -> rusqlite::Result<usize> {
    let mut remove = transaction.prepare_cached(text::UNREFUSE_ONE)?;
    some.iter().try_fold(0, |gone, (batch, one)| Ok(gone + remove.execute(params![batch.0.as_bytes(), one.source, one.because])?))
}

/// Takes out what else tells of a person: keys, tokens, matches, the row of the roster, and what was refused, which may name their files.
pub(super) fn person(transaction: &Transaction<'_>, learners: &[LearnerId], staff_ids: &[String]) -> rusqlite::Result<()> {
    transaction.execute(text::NO_REFUSALS, [])?;
    for learner in learners {
        for sql in [text::NO_KEYS, text::NO_MATCHES, text::NO_ROSTER] {
            transaction.execute(sql, [learner.0.as_bytes()])?;
        }
    }
    for staff_id in staff_ids {
        for sql in [text::NO_TOKENS, text::NO_MATCH, text::NO_EMPLOYEE] {
            transaction.execute(sql, [staff_id])?;
        }
    }
    Ok(())
}

/// Empties the log that stands before the database, so that what was taken out is nowhere any more. Another window that reads at
/// this moment puts it off until the next time.
pub(super) fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))
}

/// Where a pass that is gone was the newest, the one before it becomes that; and which others tell more than the newest is looked at anew.
fn renew_latest(transaction: &Transaction<'_>, gone: &[u8; 16], learner: &[u8], course: &str) -> rusqlite::Result<()> {
    let whose = params![learner, course];
    let was_latest = transaction.prepare_cached(text::NO_LATEST)?.execute(params![learner, course, gone])? > 0;
    let was_beside = transaction.prepare_cached(text::NO_BESIDE)?.execute(params![learner, course, gone])? > 0;
    if was_latest {
        transaction.prepare_cached(text::BEFORE)?.execute(whose)?;
    }
    if was_latest || was_beside {
        transaction.prepare_cached(text::NO_BESIDE_AT_ALL)?.execute(whose)?;
        transaction.prepare_cached(text::BESIDE_ANEW)?.execute(whose)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use crate::record::Records as _;
    use crate::record::records::{Incoming, Issued};
    use crate::record::seal::Key;
    use crate::store::SqliteRecords;
    use crate::store::records::tests::{at, batch, completion, erasure, incoming};

    use super::*;

    #[test]
    fn a_purge_of_many_records_goes_through_all_of_them_once() {
        const MANY: u128 = 60;
        let folder = tempfile::tempdir().unwrap();
        let mut records = SqliteRecords::open(folder.path()).unwrap();
        let all: Vec<Incoming> = (0..2 * MANY).map(|record| incoming(completion(record, record % MANY, 1), "one")).collect();
        records.keep(&batch(1), &all.iter().collect::<Vec<_>>()).unwrap();
        let issued = |(record, status): (&Incoming, u64)| Issued {
            id: record.completion.record_id.0,
            record: record.completion.record_id,
            learner: record.completion.learner_id,
            key: Key::from_secret(&[1; 32]).id(),
            issued_at: at(9),
            status,
            revoked: None,
            document: "signed".into(),
        };
        records.issue(&all.iter().zip(0..).map(issued).collect::<Vec<_>>()).unwrap();
        let gone: Vec<CertificateId> = all.iter().take(60).map(|record| record.completion.record_id).collect();
        assert_eq!(records.does(&erasure(gone), None).unwrap(), 60);
        let each = [
            text::GRAVE,
            text::BURY,
            text::REINSTATE,
            text::UNNAME,
            text::UNREFUSE,
            text::UNSAY,
            text::REMOVE,
            text::NO_LATEST,
            text::NO_BESIDE,
        ];
        let steps = |sql| records.connection.prepare_cached(sql).unwrap().get_status(StatementStatus::FullscanStep);
        assert_eq!(each.map(steps), [0; 9]);
        assert_eq!(steps(text::BEFORE), 0);
        let once = steps(ALL_BEFORE);
        assert!((1..=200).contains(&once), "{once}");
        let latest: i64 = records.connection.query_row("select count(*) from latest", [], |row| row.get(0)).unwrap();
        assert_eq!(latest, 60, "everybody's other pass is the newest now");
    }
}
