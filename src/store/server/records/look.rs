//! Rows of the department's tables on a server, read as what they mean.

use jiff::Timestamp;
use postgres::Row;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as ValueError, StrDeserializer};
use uuid::Uuid;

use crate::course::Version;
use crate::id::CourseId;
use crate::journey::{CertificateId, LearnerId};
use crate::question::Percent;
use crate::record::records::{
    Absent, Act, Batch, BatchId, Certified, Countersigned, Enrolled, Evidence, Holder, Issued, KeptBatch, Latest, Marks, Noted, Origin,
    Record, Refusal, Salt, Token,
};
use crate::record::seal::{KeyId, Seal};
use crate::record::{Assurance, Completion};
use crate::source::Digest;
use crate::store::records::absent;
use crate::store::records::signed::Signed;

/// The column of the salt, which follows those of a record; the document follows it.
const SALT: usize = 31;

/// Reads a record; `None` where what it holds is not what belongs there.
pub(super) fn record(row: &Row, signed: &Signed, marks: &Marks) -> Option<Record> {
    let text = |column: usize| row.try_get::<_, String>(column).ok();
    let batch = BatchId(id(row, 26)?);
    let assurance = Assurance(small(row, 22)?);
    let mut completion = Completion {
        record_id: CertificateId(id(row, 0)?),
        learner_id: LearnerId(id(row, 1)?),
        account: text(2)?,
        name: text(3)?,
        role: row.try_get::<_, Option<&str>>(4).ok()?.and_then(word_of),
        staff_id: text(5)?,
        department: text(6)?,
        course_id: CourseId::new(row.try_get(7).ok()?).ok()?,
        course_title: text(8)?,
        course_version: Version::read(row.try_get(9).ok()?)?,
        course_digest: Digest(exactly(row, 10)?),
        started_at: row.try_get::<_, Option<i64>>(11).ok()?.map(moment),
        completed_at: moment(row.try_get(12).ok()?),
        completed_on: row.try_get::<_, &str>(13).ok()?.parse().ok()?,
        expires_on: day(row, 14)?,
        score_percent: Percent(small(row, 15)?),
        score_earned: small(row, 16)?,
        score_of: small(row, 17)?,
        pass_mark: Percent(small(row, 18)?),
        passed: is(row, 19)?,
        attempts: small(row, 20)?,
        minutes: small(row, 21)?,
        assurance: signed.trusted(assurance, batch),
        organization: text(30)?,
        original_score: None,
        enrolled: is(row, 24)?,
        revoked_at: None,
    };
    completion.revoked_at = marks.revoked(completion.record_id);
    Some(Record {
        held: marks.holds(completion.learner_id, &completion.staff_id),
        completion,
        key: text(23)?,
        digest: Digest(exactly(row, 25)?),
        batch,
        leaf: small(row, 27)?,
        received_at: moment(row.try_get(28).ok()?),
    })
}

/// Says that a row holds what does not belong there, and which record it is of, where it is of one.
pub(super) fn odd(row: &Row) -> String {
    let what = match row.columns().first().map(postgres::Column::name) {
        Some("record_id") => Some("record"),
        Some("certificate_id") => Some("certificate"),
        _ => None,
    };
    let of = what.zip(id(row, 0)).map_or_else(String::new, |(what, id)| format!(" of {what} {id}"));
    format!("a row{of} holds what does not belong there")
}

/// Reads the evidence that stands after a record.
pub(super) fn evidence(row: &Row, record: &Record) -> Option<Evidence> {
    Some(Evidence {
        record: record.completion.record_id,
        document: row.try_get(SALT + 1).ok()?,
        salt: Salt(exactly(row, SALT)?),
        batch: record.batch,
        leaf: record.leaf,
    })
}

pub(super) fn signed(row: &Row) -> Option<(BatchId, bool)> {
    Some((BatchId(id(row, 0)?), row.try_get(1).ok()?))
}

pub(super) fn revoked(row: &Row) -> Option<(CertificateId, Timestamp)> {
    Some((CertificateId(id(row, 0)?), moment(row.try_get(1).ok()?)))
}

pub(super) fn held(row: &Row) -> Option<(LearnerId, String)> {
    Some((LearnerId(id(row, 0)?), row.try_get(1).ok()?))
}

pub(super) fn matched(row: &Row) -> Option<(String, LearnerId)> {
    Some((row.try_get(0).ok()?, LearnerId(id(row, 1)?)))
}

pub(super) fn astray(row: &Row) -> Option<(LearnerId, CourseId)> {
    Some((LearnerId(id(row, 0)?), CourseId::new(row.try_get(1).ok()?).ok()?))
}

pub(super) fn origin(row: &Row) -> Option<Origin> {
    Some(Origin {
        record: CertificateId(id(row, 0)?),
        course_id: CourseId::new(row.try_get(1).ok()?).ok()?,
        course_title: row.try_get(2).ok()?,
        completed_on: day(row, 3)??,
        document: row.try_get(4).ok()?,
    })
}

pub(super) fn latest(row: &Row) -> Option<Latest> {
    Some(Latest {
        learner: LearnerId(id(row, 0)?),
        course: CourseId::new(row.try_get(1).ok()?).ok()?,
        completed_at: moment(row.try_get(2).ok()?),
        expires_on: day(row, 3)?,
        record: CertificateId(id(row, 4)?),
    })
}

pub(super) fn holder(row: &Row, signed: &Signed) -> Option<Holder> {
    Some(Holder {
        learner: LearnerId(id(row, 0)?),
        account: row.try_get(1).ok()?,
        name: row.try_get(2).ok()?,
        staff_id: row.try_get(3).ok()?,
        completed_on: row.try_get::<_, &str>(4).ok()?.parse().ok()?,
        expires_on: day(row, 5)?,
        assurance: signed.trusted(Assurance(small(row, 6)?), BatchId(id(row, 7)?)),
    })
}

pub(super) fn batch(row: &Row) -> Option<KeptBatch> {
    let key = row.try_get::<_, Option<&str>>(5).ok()?;
    let countersigned = match (exactly::<32>(row, 4), key.and_then(KeyId::read), exactly::<64>(row, 6)) {
        (Some(root), Some(key), Some(seal)) => Some(Countersigned { root: Digest(root), key, seal: Seal::from_bytes(seal) }),
        _ => None,
    };
    let batch = Batch { id: BatchId(id(row, 0)?), source: row.try_get(1).ok()?, received_at: moment(row.try_get(3).ok()?) };
    Some(KeptBatch { batch, leaves: small(row, 2)?, countersigned, of_others: is(row, 7)? })
}

/// Reads a leaf with its salt and document.
pub(super) fn whole_leaf(row: &Row) -> Option<(u32, Digest)> {
    let document: &str = row.try_get(2).ok()?;
    Some((small(row, 0)?, crate::record::merkle::leaf(Salt(exactly(row, 1)?), document.as_bytes())))
}

/// Reads the leaf of a record that is not at its place, and why.
pub(super) fn absent(row: &Row) -> Option<(u32, Digest, Absent)> {
    Some((small(row, 0)?, Digest(exactly(row, 1)?), absent::read(row.try_get(2).ok()?)))
}

pub(super) fn refusal(row: &Row) -> Option<(BatchId, Refusal)> {
    let text = |column: usize| row.try_get::<_, String>(column).ok();
    Some((BatchId(id(row, 0)?), Refusal { source: text(1)?, reason: text(2)?, because: text(3)? }))
}

pub(super) fn issued(row: &Row) -> Option<Issued> {
    let at: Option<i64> = row.try_get(6).ok()?;
    let why: Option<String> = row.try_get(7).ok()?;
    Some(Issued {
        id: id(row, 0)?,
        record: CertificateId(id(row, 1)?),
        learner: LearnerId(id(row, 2)?),
        key: KeyId::read(row.try_get(3).ok()?)?,
        issued_at: moment(row.try_get(4).ok()?),
        status: small(row, 5)?,
        revoked: at.map(|at| (moment(at), why.unwrap_or_default())),
        document: row.try_get(8).ok()?,
    })
}

/// Reads a credential with what its record says of itself.
pub(super) fn certified(row: &Row) -> Option<Certified> {
    let assurance = match row.try_get::<_, Option<i64>>(9).ok()? {
        None => None,
        Some(level) => Some(Assurance(u8::try_from(level).ok()?)),
    };
    Some(Certified { issued: issued(row)?, assurance })
}

pub(super) fn act(row: &Row) -> Option<Noted> {
    let text = |column: usize| row.try_get::<_, String>(column).ok();
    let act = Act { at: moment(row.try_get(1).ok()?), who: text(2)?, what: text(3)?, to: text(4)?, why: text(5)? };
    Some(Noted { seq: small(row, 0)?, act, link: Digest(exactly(row, 6)?) })
}

pub(super) fn enrolled(row: &Row) -> Option<Enrolled> {
    Some(Enrolled {
        key: KeyId::read(row.try_get(0).ok()?)?,
        learner: LearnerId(id(row, 1)?),
        staff_id: row.try_get(2).ok()?,
        name: row.try_get(3).ok()?,
        enrolled_at: moment(row.try_get(4).ok()?),
        revoked_at: row.try_get::<_, Option<i64>>(5).ok()?.map(moment),
    })
}

pub(super) fn token(row: &Row) -> Option<Token> {
    Some(Token {
        id: row.try_get(0).ok()?,
        check: Digest(exactly(row, 1)?),
        staff_id: row.try_get(2).ok()?,
        name: row.try_get(3).ok()?,
        expires_at: moment(row.try_get(4).ok()?),
        used_at: row.try_get::<_, Option<i64>>(5).ok()?.map(moment),
    })
}

fn id(row: &Row, column: usize) -> Option<Uuid> {
    Uuid::from_slice(row.try_get(column).ok()?).ok()
}

fn exactly<const N: usize>(row: &Row, column: usize) -> Option<[u8; N]> {
    row.try_get::<_, Option<&[u8]>>(column).ok()??.try_into().ok()
}

fn small<T: TryFrom<i64>>(row: &Row, column: usize) -> Option<T> {
    T::try_from(row.try_get::<_, i64>(column).ok()?).ok()
}

fn is(row: &Row, column: usize) -> Option<bool> {
    Some(row.try_get::<_, i64>(column).ok()? != 0)
}

/// Reads a day that may be missing; the outer `None` is for what is no day.
#[expect(clippy::option_option, reason = "a missing day and a wrong one are two things")]
fn day(row: &Row, column: usize) -> Option<Option<jiff::civil::Date>> {
    match row.try_get::<_, Option<&str>>(column).ok()? {
        None => Some(None),
        Some(day) => day.parse().ok().map(Some),
    }
}

fn word_of<T: DeserializeOwned>(word: &str) -> Option<T> {
    T::deserialize(StrDeserializer::<ValueError>::new(word)).ok()
}

fn moment(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::MIN)
}
