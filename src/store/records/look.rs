//! What is read from the department's records, one row at a time.

use std::collections::BTreeMap;
use std::ops::{ControlFlow, RangeInclusive};

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Row, Rows, params_from_iter};
use uuid::Uuid;

use crate::course::Version;
use crate::id::CourseId;
use crate::journey::{CertificateId, LearnerId};
use crate::question::Percent;
use crate::record::merkle::leaf;
use crate::record::records::{
    self, Absent, Act, Batch, BatchId, Countersigned, Evidence, Holder, Holders, KeptBatch, Latest, Lent, Marks, Matches, NotStored, Noted,
    Record, Refusal, Salt, Visit, Wanted,
};
use crate::record::seal::{KeyId, Seal};
use crate::record::{Assurance, Completion};
use crate::source::Digest;

use super::absent;
use super::cell::{as_text, count, day, id, moment, odd, read, word_of};
use super::schema::{COLUMNS, COMPLETION};
use super::signed::Signed;
use super::text;

/// How many columns a record has before its evidence.
const EVIDENCE: usize = 31;

/// The column of the batch.
const BATCH: usize = 26;

/// Where the last columns stand, which are not in the same place wherever a completion is read.
#[derive(Clone, Copy)]
struct Places {
    enrolled: usize,
    batch: usize,
    organization: usize,
}

/// Where they stand in a whole record.
const WHOLE: Places = Places { enrolled: 24, batch: BATCH, organization: 30 };

/// Where they stand in a completion alone.
const ALONE: Places = Places { enrolled: 25, batch: 23, organization: 24 };

pub(super) fn records(connection: &Connection, wanted: &Wanted, visit: &mut Visit<'_, Record>) -> rusqlite::Result<()> {
    each(connection, COLUMNS, WHOLE, wanted, |completion, row, marks, _| Ok(visit(read_record(completion?, row, marks)?).is_continue()))
}

pub(super) fn completions(connection: &Connection, wanted: &Wanted, visit: &mut Lent<'_>) -> rusqlite::Result<()> {
    each(connection, COMPLETION, ALONE, wanted, |completion, _, _, spare| {
        let mut completion = completion?;
        let goes_on = visit(&mut completion).is_continue();
        spare.take_back(completion);
        Ok(goes_on)
    })
}

/// Reads the records that are wanted with their evidence. `worded` words what is the matter with a row that is passed by.
pub(super) fn rows(
    connection: &Connection,
    wanted: &Wanted,
    worded: impl Fn(&rusqlite::Error) -> NotStored,
    visit: &mut Visit<'_, records::Row>,
) -> rusqlite::Result<()> {
    each(connection, &format!("{COLUMNS}, salt, doc"), WHOLE, wanted, |completion, row, marks, _| {
        let read = completion.and_then(|completion| {
            let record = read_record(completion, row, marks)?;
            let evidence = Evidence {
                record: record.completion.record_id,
                document: row.get(EVIDENCE + 1)?,
                salt: Salt(row.get(EVIDENCE)?),
                batch: record.batch,
                leaf: record.leaf,
            };
            Ok((record, evidence))
        });
        match read.map_err(|said| odd("record", row, said)) {
            Err(said @ rusqlite::Error::SqliteFailure(..)) => Err(said),
            read => Ok(visit(read.map_err(|said| worded(&said))).is_continue()),
        }
    })
}

/// Reads the completions that are wanted and gives each one, or why it cannot be read, with its row to `take`, until that has had enough.
fn each(
    connection: &Connection,
    columns: &str,
    places: Places,
    wanted: &Wanted,
    mut take: impl FnMut(rusqlite::Result<Completion>, &Row<'_>, &Marks, &mut Spare) -> rusqlite::Result<bool>,
) -> rusqlite::Result<()> {
    let moment = connection.unchecked_transaction()?;
    let (signed, marks) = (signed(&moment)?, marks(&moment)?);
    let mut terms: Vec<String> = Vec::new();
    let mut values: Vec<Vec<u8>> = Vec::new();
    for (column, id) in [
        ("record_id", wanted.record.map(|id| id.0)),
        ("learner_id", wanted.learner.map(|id| id.0)),
        ("batch_id", wanted.batch.map(|id| id.0)),
    ] {
        if let Some(id) = id {
            values.push(id.as_bytes().to_vec());
            terms.push(format!("{column} = ${}", values.len()));
        }
    }
    let only = if terms.is_empty() { String::new() } else { format!(" where {}", terms.join(" and ")) };
    let mut statement = moment.prepare(&format!("select {columns} from completions{only}"))?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut spare = Spare::default();
    while let Some(row) = rows.next()? {
        let read = read_completion(row, places, &mut spare).and_then(|mut completion| {
            completion.assurance = signed.trusted(completion.assurance, BatchId(id(row, places.batch)?));
            completion.revoked_at = marks.revoked(completion.record_id);
            Ok(completion)
        });
        let is_wanted = read.as_ref().map_or(true, |completion| wanted.counts(completion));
        if is_wanted && !take(read, row, &marks, &mut spare).map_err(|said| odd("record", row, said))? {
            break;
        }
    }
    Ok(())
}

fn signed(connection: &Connection) -> rusqlite::Result<Signed> {
    let mut statement = connection.prepare_cached(text::SIGNED)?;
    statement.query_map([], |row| Ok((BatchId(Uuid::from_bytes(row.get(0)?)), row.get(1)?)))?.collect()
}

pub(super) fn marks(connection: &Connection) -> rusqlite::Result<Marks> {
    let mut marks = Marks::default();
    let mut revoked = connection.prepare_cached(text::REVOKED)?;
    let mut rows = revoked.query([])?;
    while let Some(row) = rows.next()? {
        marks.revoke(CertificateId(id(row, 0)?), moment(row.get(1)?));
    }
    let mut held = connection.prepare_cached(text::HELD)?;
    let mut rows = held.query([])?;
    while let Some(row) = rows.next()? {
        marks.hold(LearnerId(id(row, 0)?), row.get_ref(1)?.as_str()?);
    }
    Ok(marks)
}

pub(super) fn matches(connection: &Connection) -> rusqlite::Result<Matches> {
    let mut statement = connection.prepare_cached(text::MATCHES)?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, LearnerId(id(row, 1)?))))?;
    found.collect()
}

/// The texts of a completion that was looked at, to be written over by the next one, and the course it was about, which mostly is the
/// next one's.
#[derive(Default)]
struct Spare {
    texts: Vec<String>,
    course: Option<CourseId>,
}

impl Spare {
    fn text(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
        let mut text = self.texts.pop().unwrap_or_default();
        as_text(row, column)?.clone_into(&mut text);
        Ok(text)
    }

    fn course(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<CourseId> {
        read(row, column, |word| {
            if self.course.as_ref().is_none_or(|course| course.as_str() != word) {
                self.course = Some(CourseId::new(word).ok()?);
            }
            self.course.clone()
        })
    }

    fn take_back(&mut self, completion: Completion) {
        let Completion { account, name, staff_id, department, course_title, organization, .. } = completion;
        self.texts.extend([account, name, staff_id, department, course_title, organization]);
    }
}

fn read_completion(row: &Row<'_>, places: Places, spare: &mut Spare) -> rusqlite::Result<Completion> {
    Ok(Completion {
        record_id: CertificateId(id(row, 0)?),
        learner_id: LearnerId(id(row, 1)?),
        account: spare.text(row, 2)?,
        name: spare.text(row, 3)?,
        role: row.get_ref(4)?.as_str_or_null()?.and_then(word_of),
        staff_id: spare.text(row, 5)?,
        department: spare.text(row, 6)?,
        course_id: spare.course(row, 7)?,
        course_title: spare.text(row, 8)?,
        course_version: read(row, 9, Version::read)?,
        course_digest: Digest(row.get(10)?),
        started_at: row.get::<_, Option<i64>>(11)?.map(moment),
        completed_at: moment(row.get(12)?),
        completed_on: read(row, 13, day)?,
        expires_on: match row.get_ref(14)? {
            rusqlite::types::ValueRef::Null => None,
            _ => Some(read(row, 14, day)?),
        },
        score_percent: Percent(row.get(15)?),
        score_earned: count(row, 16)?,
        score_of: count(row, 17)?,
        pass_mark: Percent(row.get(18)?),
        passed: row.get(19)?,
        attempts: row.get(20)?,
        minutes: row.get(21)?,
        assurance: Assurance(row.get(22)?),
        organization: spare.text(row, places.organization)?,
        original_score: None,
        enrolled: row.get(places.enrolled)?,
        revoked_at: None,
    })
}

fn read_record(completion: Completion, row: &Row<'_>, marks: &Marks) -> rusqlite::Result<Record> {
    Ok(Record {
        held: marks.holds(completion.learner_id, &completion.staff_id),
        completion,
        key: row.get(23)?,
        digest: Digest(row.get(25)?),
        batch: BatchId(id(row, BATCH)?),
        leaf: row.get(27)?,
        received_at: moment(row.get(28)?),
    })
}

pub(super) fn latest(connection: &Connection, made: &RangeInclusive<Timestamp>, visit: &mut Visit<'_, Latest>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(text::LATEST_MADE)?;
    let mut rows = statement.query([made.start().as_millisecond(), made.end().as_millisecond()])?;
    while let Some(row) = rows.next()? {
        let found = Latest {
            learner: LearnerId(id(row, 0)?),
            course: read(row, 1, |word| CourseId::new(word).ok())?,
            completed_at: moment(row.get(2)?),
            expires_on: match row.get_ref(3)? {
                rusqlite::types::ValueRef::Null => None,
                _ => Some(read(row, 3, |word| word.parse().ok())?),
            },
            record: CertificateId(id(row, 4)?),
        };
        if visit(found).is_break() {
            break;
        }
    }
    Ok(())
}

pub(super) fn holders(connection: &Connection, course: &CourseId, by: Date, visit: &mut Holders<'_>) -> rusqlite::Result<()> {
    let moment = connection.unchecked_transaction()?;
    let signed = signed(&moment)?;
    let mut newest = moment.prepare_cached(text::HOLDERS)?;
    let mut any_later = false;
    let mut met = |holder: &Holder| {
        any_later |= holder.completed_on > by;
        visit(holder)
    };
    if holding(newest.query([course.as_str()])?, &signed, &mut met)?.is_break() {
        return Ok(());
    }
    let by = by.to_string();
    let by = [course.as_str(), &by];
    if any_later || moment.prepare_cached(text::LATER_BESIDE)?.exists(by)? {
        let mut by_then = moment.prepare_cached(text::HOLDERS_BY_THEN)?;
        holding(by_then.query(by)?, &signed, visit).map(drop)
    } else {
        let mut beside = moment.prepare_cached(text::HOLDERS_BESIDE)?;
        holding(beside.query([course.as_str()])?, &signed, visit).map(drop)
    }
}

fn holding(mut rows: Rows<'_>, signed: &Signed, visit: &mut Holders<'_>) -> rusqlite::Result<ControlFlow<()>> {
    let mut lent: Option<Holder> = None;
    while let Some(row) = rows.next()? {
        // The texts of the one before are written over.
        let (mut account, mut name, mut staff_id) =
            lent.take().map_or_else(Default::default, |Holder { account, name, staff_id, .. }| (account, name, staff_id));
        for (column, text) in [(1, &mut account), (2, &mut name), (3, &mut staff_id)] {
            row.get_ref(column)?.as_str()?.clone_into(text);
        }
        let found = lent.insert(Holder {
            learner: LearnerId(id(row, 0)?),
            account,
            name,
            staff_id,
            completed_on: read(row, 4, day)?,
            expires_on: if matches!(row.get_ref(5)?, rusqlite::types::ValueRef::Null) { None } else { Some(read(row, 5, day)?) },
            assurance: signed.trusted(Assurance(row.get(6)?), BatchId(id(row, 7)?)),
        });
        if visit(found).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

pub(super) fn batches(connection: &Connection) -> rusqlite::Result<Vec<KeptBatch>> {
    let sql = text::BATCHES;
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let signed: Option<([u8; 32], String, [u8; 64])> = match (row.get(4)?, row.get(5)?, row.get(6)?) {
            (Some(root), Some(key), Some(seal)) => Some((root, key, seal)),
            _ => None,
        };
        let countersigned = signed.and_then(|(root, key, seal)| {
            Some(Countersigned { root: Digest(root), key: KeyId::read(&key)?, seal: Seal::from_bytes(seal) })
        });
        let batch = Batch { id: BatchId(id(row, 0)?), source: row.get(1)?, received_at: moment(row.get(3)?) };
        Ok(KeptBatch { batch, leaves: row.get(2)?, countersigned, of_others: row.get(7)? })
    })?;
    rows.collect()
}

pub(super) fn leaves(connection: &Connection, batch: BatchId) -> rusqlite::Result<Vec<Digest>> {
    let moment = connection.unchecked_transaction()?;
    let mut found: BTreeMap<u32, Digest> = BTreeMap::new();
    let mut kept = moment.prepare_cached(text::LEAVES)?;
    let mut rows = kept.query([batch.0.as_bytes()])?;
    while let Some(row) = rows.next()? {
        found.insert(row.get(0)?, leaf(Salt(row.get(1)?), row.get_ref(2)?.as_bytes()?));
    }
    found.extend(absent(&moment, batch)?.into_iter().map(|(place, digest, _)| (place, digest)));
    Ok(found.into_values().collect())
}

pub(super) fn absent(connection: &Connection, batch: BatchId) -> rusqlite::Result<Vec<(u32, Digest, Absent)>> {
    let mut found = connection.prepare_cached(text::ABSENT)?;
    found.query_map([batch.0.as_bytes()], |row| Ok((row.get(0)?, Digest(row.get(1)?), absent::read(row.get(2)?))))?.collect()
}

pub(super) fn astray(connection: &Connection, visit: &mut Visit<'_, (LearnerId, CourseId)>) -> rusqlite::Result<()> {
    let moment = connection.unchecked_transaction()?;
    let mut odd = None;
    for sql in text::ASTRAY {
        let mut statement = moment.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let one = || Ok((LearnerId(id(row, 0)?), read(row, 1, |word| CourseId::new(word).ok())?));
            match one() {
                Ok(astray) => {
                    if visit(astray).is_break() {
                        return Ok(());
                    }
                }
                Err(said) => odd = odd.or(Some(said)),
            }
        }
    }
    odd.map_or(Ok(()), Err)
}

pub(super) fn refusals(connection: &Connection, visit: &mut Visit<'_, (BatchId, Refusal)>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(text::REFUSALS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let refusal = Refusal { source: row.get(1)?, reason: row.get(2)?, because: row.get(3)? };
        if visit((BatchId(id(row, 0)?), refusal)).is_break() {
            break;
        }
    }
    Ok(())
}

pub(super) fn acts(connection: &Connection, visit: &mut Visit<'_, Noted>) -> rusqlite::Result<()> {
    each_act(connection.prepare_cached(text::ACTS)?.query([])?, visit)
}

pub(super) fn acts_of(connection: &Connection, kinds: [&str; 2], visit: &mut Visit<'_, Noted>) -> rusqlite::Result<()> {
    each_act(connection.prepare_cached(text::ACTS_OF)?.query(kinds)?, visit)
}

fn each_act(mut rows: Rows<'_>, visit: &mut Visit<'_, Noted>) -> rusqlite::Result<()> {
    while let Some(row) = rows.next()? {
        let act = Act { at: moment(row.get(1)?), who: row.get(2)?, what: row.get(3)?, to: row.get(4)?, why: row.get(5)? };
        if visit(Noted { seq: count(row, 0)?, act, link: Digest(row.get(6)?) }).is_break() {
            break;
        }
    }
    Ok(())
}
