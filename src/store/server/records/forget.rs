//! What is taken out of the department's records on a server, and what is marked instead.

use jiff::Timestamp;
use postgres::{Error, Transaction};

use crate::journey::CertificateId;
use crate::record::merkle::leaf;
use crate::record::records::Salt;
use crate::store::records::text as shared;
use crate::store::server::value::Value;

use super::{query, run};

/// Takes one record out and leaves its leaf. Where it was the newest pass, the one before it becomes that.
pub(super) fn erase(transaction: &mut Transaction<'_>, record: CertificateId, at: Timestamp) -> Result<bool, Error> {
    let id = Value::from(record.0.as_bytes());
    let only = std::slice::from_ref(&id);
    let found = query(transaction, shared::GRAVE, only)?;
    let Some(row) = found.first() else { return Ok(false) };
    let (learner, course): (&[u8], &str) = (row.get(0), row.get(1));
    let (batch, place, document): (&[u8], i64, &str) = (row.get(2), row.get(3), row.get(5));
    let salt = Salt(row.get::<_, &[u8]>(4).try_into().unwrap_or_default());
    let left = leaf(salt, document.as_bytes());
    run(transaction, shared::BURY, &[batch.into(), place.into(), (&left.0).into(), at.as_millisecond().into()])?;
    run(transaction, shared::REINSTATE, &[learner.into(), id.clone()])?;
    let (mut nobody, whose) = (0_u128, [Value::from(learner), id.clone()]);
    while !query(transaction, shared::NAMESAKE, &[&[Value::from(&nobody.to_be_bytes())], &whose[..]].concat())?.is_empty() {
        nobody += 1;
    }
    run(transaction, shared::UNNAME, &[&[Value::from(&nobody.to_be_bytes()), Value::from(&[0_u8; 16])], &whose[..]].concat())?;
    run(transaction, shared::UNREFUSE, &[batch.into()])?;
    run(transaction, shared::UNSAY, &[learner.into(), id.clone()])?;
    if run(transaction, shared::REMOVE, only)? == 0 {
        return Ok(false);
    }
    renew_latest(transaction, only, learner, course)?;
    Ok(true)
}

/// Where a record that counts no longer was the newest pass, the one before it becomes that; and which others tell more than the newest is
/// looked at anew.
fn renew_latest(transaction: &mut Transaction<'_>, gone: &[Value], learner: &[u8], course: &str) -> Result<(), Error> {
    let whose: [Value; 2] = [learner.into(), course.into()];
    let pass = [&whose, gone].concat();
    let was_latest = run(transaction, shared::NO_LATEST, &pass)? > 0;
    let was_beside = run(transaction, shared::NO_BESIDE, &pass)? > 0;
    if was_latest {
        run(transaction, shared::BEFORE, &whose)?;
    }
    if was_latest || was_beside {
        run(transaction, shared::NO_BESIDE_AT_ALL, &whose)?;
        run(transaction, shared::BESIDE_ANEW, &whose)?;
    }
    Ok(())
}

/// Revokes the credentials of a record, or the record itself where there are none, given what the statement needs: the moment, the reason and the record. Says how many there were.
pub(super) fn revoke(transaction: &mut Transaction<'_>, values: &[Value; 3]) -> Result<u64, Error> {
    let mut revoked = run(transaction, shared::REVOKE, values)? + run(transaction, shared::TAKE_BACK, values)?;
    revoked += run(transaction, shared::REVOKE_ERASED, &[values.as_slice(), &[Value::from(&[0_u8; 16])]].concat())?;
    let id = values.get(2..).unwrap_or_default();
    if let (1.., Some(whose)) = (revoked, query(transaction, shared::WHOSE, id)?.first()) {
        renew_latest(transaction, id, whose.get(0), whose.get(1))?;
    }
    Ok(revoked)
}

/// Lets a record count again that was revoked without a credential, and says whether it was.
pub(super) fn reinstate(transaction: &mut Transaction<'_>, record: CertificateId) -> Result<bool, Error> {
    let id = Value::from(record.0.as_bytes());
    let found = query(transaction, shared::WHOSE, std::slice::from_ref(&id))?;
    let Some(row) = found.first() else { return Ok(false) };
    let whose: [Value; 2] = [row.get::<_, &[u8]>(0).into(), row.get::<_, &str>(1).into()];
    let [learner, _] = &whose;
    if run(transaction, shared::REINSTATE, &[learner.clone(), id])? == 0 {
        return Ok(false);
    }
    for sql in [shared::NO_LATEST_AT_ALL, shared::BEFORE, shared::NO_BESIDE_AT_ALL, shared::BESIDE_ANEW] {
        run(transaction, sql, &whose)?;
    }
    Ok(true)
}

/// Holds back what comes under a staff id and of these learners, and says whether any of it was not held before.
pub(super) fn hold(transaction: &mut Transaction<'_>, learners: &[Value], staff_id: &Value) -> Result<bool, Error> {
    let nobody = Value::from(&[0_u8; 16]);
    let mut held = 0;
    for learner in std::iter::once(&nobody).chain(learners) {
        held += run(transaction, shared::HOLD, &[learner.clone(), staff_id.clone()])?;
    }
    Ok(held > 0)
}

/// Lets go of it, and says whether any of it was held.
pub(super) fn release(transaction: &mut Transaction<'_>, learners: &[Value], staff_id: &[Value]) -> Result<bool, Error> {
    let mut released = run(transaction, shared::RELEASE, staff_id)?;
    for learner in learners.chunks(1) {
        released += run(transaction, shared::RELEASE_LEARNER, learner)?;
    }
    Ok(released > 0)
}

/// Takes out what else tells of a person, and what was refused, which may name their files.
pub(super) fn person(transaction: &mut Transaction<'_>, learners: &[Value], staff_ids: &[Value]) -> Result<(), Error> {
    run(transaction, shared::NO_REFUSALS, &[])?;
    for learner in learners.chunks(1) {
        for sql in [shared::NO_KEYS, shared::NO_MATCHES, shared::NO_ROSTER] {
            run(transaction, sql, learner)?;
        }
    }
    for staff_id in staff_ids.chunks(1) {
        for sql in [shared::NO_TOKENS, shared::NO_MATCH, shared::NO_EMPLOYEE] {
            run(transaction, sql, staff_id)?;
        }
    }
    Ok(())
}
