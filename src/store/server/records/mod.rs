//! The department's records on a server. `ask` has how it is asked; `text` and the statements of the SQLite store are what is asked; `copy` and
//! `keep` bring a batch over, `look` reads rows, `forget` has what is taken out and what is marked instead, `outgoing` has what a learning
//! record store is to hear.

mod adopt;
mod ask;
mod copy;
mod deed;
mod forget;
mod keep;
mod look;
mod outgoing;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{ControlFlow, RangeInclusive};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use postgres::error::SqlState;
use postgres::{Row, Transaction};
use uuid::Uuid;

use crate::id::CourseId;
use crate::journey::{CertificateId, LearnerId};
use crate::record::records::{
    self as kept, Absent, Act, Adopted, Batch, BatchId, Certified, Deed, Enrolled, Holders, Incoming, Issued, Issuing, Kept, KeptBatch,
    Latest, Lent, Marks, Matches, NotStored, Noted, Origin, Record, Records, Refusal, Token, Visit, Wait, Wanted, are_free,
};
use crate::record::statement::{Outgoing, TellingRecords};
use crate::record::{Assurance, audit};
use crate::source::Digest;
use crate::store::Error;
use crate::store::records::text as shared;

use super::address::Address;
use super::line::Line;
use super::schema::Part;
use super::value::Value;

use keep::Way;

/// How long a department waits for a server that is away.
const PATIENCE: Duration = Duration::from_secs(20);

/// A department's records on a server.
#[derive(Debug)]
pub struct ServerRecords {
    line: Line,
    wait: Wait,
    /// Who is to hear of what is kept, where somebody is.
    telling: Option<TellingRecords>,
}

impl ServerRecords {
    /// Opens the department's records on a server; makes their tables where there are none.
    ///
    /// # Errors
    /// Any [`Error`] of reaching the server and of setting it up.
    pub fn open(address: &Address) -> Result<Self, Error> {
        let line = Line::to(address, Part::Records);
        line.insist(PATIENCE, |_| Ok(()))?;
        Ok(Self { line, wait: Wait::default(), telling: None })
    }

    /// Opens the department's records on a server where there are any.
    ///
    /// # Errors
    /// Any [`Error`] of reaching the server.
    pub fn open_if_there(address: &Address) -> Result<Option<Self>, Error> {
        let there = Line::to(address, Part::Journals).insist(PATIENCE, |client| match Part::Records.version(client) {
            Err(said) if said.code() == Some(&SqlState::UNDEFINED_TABLE) => Ok(None),
            // An account that may not look at them has none.
            Err(said) if said.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => Ok(None),
            found => found,
        })?;
        if there.is_some() { Self::open(address).map(Some) } else { Ok(None) }
    }

    fn way(&mut self) -> Way<'_> {
        Way { line: &self.line, wait: &mut self.wait, telling: self.telling.as_ref() }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where an error is turned into another")]
fn not_stored(error: Error) -> NotStored {
    NotStored { because: error.to_string(), is_shut: matches!(error, Error::Forbidden { .. }) }
}

fn run(transaction: &mut Transaction<'_>, sql: &str, values: &[Value]) -> Result<u64, postgres::Error> {
    let values: Vec<_> = values.iter().map(Value::typed).collect();
    transaction.execute_typed(sql, &values)
}

fn query(transaction: &mut Transaction<'_>, sql: &str, values: &[Value]) -> Result<Vec<Row>, postgres::Error> {
    let values: Vec<_> = values.iter().map(Value::typed).collect();
    transaction.query_typed(sql, &values)
}

fn place(seq: u64) -> Value {
    i64::try_from(seq).unwrap_or(i64::MAX).into()
}

/// Returns an act from its place in the log, where it is there.
fn is_noted(transaction: &mut Transaction<'_>, seq: u64, act: &Act) -> Result<Option<Noted>, postgres::Error> {
    let there = query(transaction, shared::ACT, &[place(seq)])?.first().and_then(look::act);
    let same = |noted: &Act| (&noted.who, &noted.what, &noted.to, &noted.why) == (&act.who, &act.what, &act.to, &act.why);
    Ok(there.filter(|there| there.act.at.as_millisecond() == act.at.as_millisecond() && same(&there.act)))
}

/// Adds an act to the log. `tried` is the place it was given before the answer was lost. Whoever finds the place taken by somebody else takes
/// the next one: the log has one end.
fn note(transaction: &mut Transaction<'_>, act: &Act, tried: &mut Option<u64>) -> Result<Noted, postgres::Error> {
    if let Some(seq) = *tried
        && let Some(there) = is_noted(transaction, seq, act)?
    {
        return Ok(there);
    }
    loop {
        let last = query(transaction, shared::LAST_ACT, &[])?.first().and_then(look::act);
        let (before, seq) = last.map_or((None, 1), |last| (Some(last.link), last.seq + 1));
        *tried = Some(seq);
        let link: Digest = audit::link(before.as_ref(), seq, act);
        let values: [Value; 7] = [
            place(seq),
            act.at.as_millisecond().into(),
            act.who.as_str().into(),
            act.what.as_str().into(),
            act.to.as_str().into(),
            act.why.as_str().into(),
            (&link.0).into(),
        ];
        if run(transaction, shared::NOTE, &values)? > 0 {
            return Ok(Noted { seq, act: act.clone(), link });
        }
    }
}

impl Records for ServerRecords {
    fn when_waiting(&mut self, wait: Wait) {
        self.wait = wait;
    }

    fn telling(&mut self, telling: TellingRecords) {
        self.telling = Some(telling);
    }

    fn outgoing(&self, to: &str, most: usize) -> Result<Vec<Outgoing>, NotStored> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(shared::OUTGOING, vec![to.into(), most.into()], outgoing::waiting)
    }

    fn waited_for(&self) -> Result<Vec<(String, u64)>, NotStored> {
        self.all(shared::WAITED_FOR, Vec::new(), |row| {
            Some((row.try_get(0).ok()?, u64::try_from(row.try_get::<_, i64>(1).ok()?).unwrap_or_default()))
        })
    }

    fn taken(&mut self, to: &str, statements: &[Outgoing]) -> Result<(), NotStored> {
        let learners = statements.iter().map(|one| one.learner.0.as_bytes().to_vec()).collect();
        let ids = statements.iter().map(|one| one.statement.id.as_bytes().to_vec()).collect();
        self.one(outgoing::TAKEN, vec![to.into(), Value::Many(learners), Value::Many(ids)])?;
        Ok(())
    }

    fn keep(&mut self, batch: &Batch, incoming: &[&Incoming]) -> Result<Vec<Kept>, NotStored> {
        keep::batch(self.way(), batch, incoming).map_err(not_stored)
    }

    fn are_here(&self, incoming: &[&Incoming]) -> Result<Vec<bool>, NotStored> {
        keep::are_there(&self.line, incoming).map_err(not_stored)
    }

    fn lower(&self, records: &[CertificateId], than: Assurance) -> Result<u64, NotStored> {
        let ids = records.iter().map(|record| record.0.as_bytes().to_vec()).collect();
        let mut count = 0;
        self.rows(
            text::LOWER,
            vec![Value::Many(ids), i64::from(than.0).into()],
            |row| row.try_get(0).ok(),
            |found: i64| {
                count = u64::try_from(found).unwrap_or_default();
                ControlFlow::Break(())
            },
        )?;
        Ok(count)
    }

    fn adopt(&mut self, adopted: &Adopted<'_>) -> Result<Vec<Kept>, NotStored> {
        adopt::batch(self.way(), adopted).map_err(not_stored)
    }

    fn refuse(&mut self, batch: BatchId, refusals: &[Refusal]) -> Result<(), NotStored> {
        let refusals = refusals.to_vec();
        let mut first: Option<i64> = None;
        self.whole(move |transaction| {
            let key = Value::from(batch.0.as_bytes());
            let line = match first {
                Some(line) => line,
                None => query(transaction, shared::LAST_REFUSAL, std::slice::from_ref(&key))?.first().map_or(0, |row| row.get(0)),
            };
            first = Some(line);
            for (refusal, line) in refusals.iter().zip(line + 1..) {
                let Refusal { source, reason, because } = refusal;
                let values = [key.clone(), line.into(), source.as_str().into(), reason.as_str().into(), because.as_str().into()];
                run(transaction, shared::REFUSE, &values)?;
            }
            Ok(())
        })
    }

    fn each_refusal(&self, visit: &mut Visit<'_, (BatchId, Refusal)>) -> Result<(), NotStored> {
        self.rows(shared::REFUSALS, Vec::new(), look::refusal, visit)
    }

    fn each(&self, wanted: &Wanted, visit: &mut Visit<'_, Record>) -> Result<(), NotStored> {
        self.each_record(wanted, visit)
    }

    fn each_row(&self, wanted: &Wanted, visit: &mut Visit<'_, kept::Row>) -> Result<(), NotStored> {
        self.each_of(", salt, doc", wanted, |row| match row {
            Ok((record, Some(evidence))) => visit(Ok((record, evidence))),
            Ok((_, None)) => ControlFlow::Continue(()),
            Err(because) => visit(Err(self.odd(because))),
        })
    }

    fn each_origin(&self, records: &[CertificateId], visit: &mut Visit<'_, Origin>) -> Result<(), NotStored> {
        let ids = Value::Many(records.iter().map(|record| record.0.as_bytes().to_vec()).collect());
        self.rows(text::ORIGINS, vec![ids], |row| Some(look::origin(row)), |found| found.map_or(ControlFlow::Continue(()), &mut *visit))
    }

    fn each_completion(&self, wanted: &Wanted, visit: &mut Lent<'_>) -> Result<(), NotStored> {
        self.each_record(wanted, |mut record| visit(&mut record.completion))
    }

    fn each_latest(&self, made: RangeInclusive<Timestamp>, visit: &mut Visit<'_, Latest>) -> Result<(), NotStored> {
        let values = vec![made.start().as_millisecond().into(), made.end().as_millisecond().into()];
        self.rows(shared::LATEST_MADE, values, look::latest, visit)
    }

    fn each_holder(&self, course: &CourseId, by: Date, visit: &mut Holders<'_>) -> Result<(), NotStored> {
        let signed = self.signed()?;
        let read = |row: &Row| look::holder(row, &signed);
        let (mut goes_on, mut any_later) = (true, false);
        self.rows(shared::HOLDERS, vec![course.as_str().into()], read, |holder| {
            any_later |= holder.completed_on > by;
            let flow = visit(&holder);
            goes_on = flow.is_continue();
            flow
        })?;
        if !goes_on {
            return Ok(());
        }
        let by: [Value; 2] = [course.as_str().into(), by.to_string().into()];
        any_later = any_later || !self.all(shared::LATER_BESIDE, by.to_vec(), |_| Some(()))?.is_empty();
        let [of_course, _] = &by;
        let (sql, values) =
            if any_later { (shared::HOLDERS_BY_THEN, by.to_vec()) } else { (shared::HOLDERS_BESIDE, vec![of_course.clone()]) };
        self.rows(sql, values, read, |holder| visit(&holder))
    }

    fn batches(&self) -> Result<Vec<KeptBatch>, NotStored> {
        self.all(shared::BATCHES, Vec::new(), look::batch)
    }

    fn leaves(&self, batch: BatchId) -> Result<Vec<Digest>, NotStored> {
        let key = vec![Value::from(batch.0.as_bytes())];
        let mut found: BTreeMap<u32, Digest> = self.all(shared::LEAVES, key, look::whole_leaf)?.into_iter().collect();
        found.extend(self.absent(batch)?.into_iter().map(|(place, digest, _)| (place, digest)));
        Ok(found.into_values().collect())
    }

    fn absent(&self, batch: BatchId) -> Result<Vec<(u32, Digest, Absent)>, NotStored> {
        self.all(shared::ABSENT, vec![batch.0.as_bytes().into()], look::absent)
    }

    fn each_astray(&self, visit: &mut Visit<'_, (LearnerId, CourseId)>) -> Result<(), NotStored> {
        let mut odd = None;
        for sql in shared::ASTRAY {
            let read = |row: &Row| Some(look::astray(row).ok_or_else(|| look::odd(row)));
            self.rows(sql, Vec::new(), read, |row| match row {
                Ok(astray) => visit(astray),
                Err(because) => {
                    odd.get_or_insert(because);
                    ControlFlow::Continue(())
                }
            })?;
        }
        odd.map_or(Ok(()), |because| Err(self.odd(because)))
    }

    fn enrol(&mut self, enrolled: &Enrolled, token: &str) -> Result<bool, NotStored> {
        let at = Value::from(enrolled.enrolled_at.as_millisecond());
        let binds: [Value; 5] = [
            enrolled.key.to_string().into(),
            enrolled.learner.0.as_bytes().into(),
            enrolled.staff_id.as_str().into(),
            enrolled.name.as_str().into(),
            at.clone(),
        ];
        let spends: [Value; 2] = [at, token.into()];
        self.whole(move |transaction| {
            if run(transaction, shared::SPEND, &spends)? == 0 {
                return Ok(!query(transaction, shared::IS_BOUND, binds.get(..2).unwrap_or_default())?.is_empty());
            }
            run(transaction, shared::ENROL, &binds)?;
            Ok(true)
        })
    }

    fn enrolled(&self) -> Result<Vec<Enrolled>, NotStored> {
        // A key that this program cannot read is one that it cannot check against either.
        let found = self.all(shared::ENROLLED, Vec::new(), |row| Some(look::enrolled(row)))?;
        Ok(found.into_iter().flatten().collect())
    }

    fn tokens(&self) -> Result<Vec<Token>, NotStored> {
        self.all(shared::TOKENS, Vec::new(), look::token)
    }

    fn token(&self, id: &str) -> Result<Option<Token>, NotStored> {
        Ok(self.all(shared::TOKEN, vec![id.into()], look::token)?.pop())
    }

    fn issue(&mut self, issued: &[Issued]) -> Result<Issuing, NotStored> {
        let rows: Vec<[Value; 9]> = issued
            .iter()
            .map(|one| {
                let (revoked, why) = match &one.revoked {
                    Some((at, why)) => (Some(at.as_millisecond()), Some(why.clone())),
                    None => (None, None),
                };
                [
                    one.learner.0.as_bytes().into(),
                    one.id.as_bytes().into(),
                    one.record.0.as_bytes().into(),
                    one.key.to_string().into(),
                    one.issued_at.as_millisecond().into(),
                    i64::try_from(one.status).unwrap_or(i64::MAX).into(),
                    Value::MaybeNumber(revoked),
                    Value::MaybeText(why),
                    one.document.as_str().into(),
                ]
            })
            .collect();
        let places = Value::Numbers(issued.iter().map(|one| i64::try_from(one.status).unwrap_or(i64::MAX)).collect());
        let records = Value::Many(issued.iter().map(|one| one.record.0.as_bytes().to_vec()).collect());
        let count = issued.iter().map(|one| one.record).collect::<BTreeSet<_>>().len();
        let issued = issued.to_vec();
        // Two issuers that look at the same moment would both find the places free, and whoever erases a record would not see the credential.
        self.alone(move |transaction| {
            let there = query(transaction, text::IN_PLACES, std::slice::from_ref(&places))?;
            let read = |row: &Row| Uuid::from_slice(row.get(0)).map(|id| (id, row.get(1), row.get(2))).ok();
            let there: Vec<(Uuid, i64, i64)> = there.iter().filter_map(read).collect();
            let kept: i64 = query(transaction, text::HOW_MANY, std::slice::from_ref(&records))?.first().map_or(0, |row| row.get(0));
            if usize::try_from(kept).ok() != Some(count) || !are_free(&issued, &there) {
                return Ok(Issuing::Overtaken);
            }
            rows.iter().try_for_each(|row| run(transaction, shared::ISSUE, row).map(|_| ()))?;
            Ok(Issuing::Kept)
        })
    }

    fn each_issued(&self, visit: &mut Visit<'_, Issued>) -> Result<(), NotStored> {
        self.rows(shared::issued(false), Vec::new(), look::issued, visit)
    }

    fn each_certified(&self, visit: &mut Visit<'_, Result<Certified, NotStored>>) -> Result<(), NotStored> {
        let read = |row: &Row| Some(look::certified(row).ok_or_else(|| look::odd(row)));
        self.rows(shared::CERTIFIED, Vec::new(), read, |row| visit(row.map_err(|because| self.odd(because))))
    }

    fn issued_for(&self, record: CertificateId) -> Result<Vec<Issued>, NotStored> {
        self.all(shared::issued(true), vec![record.0.as_bytes().into()], look::issued)
    }

    fn marks(&self) -> Result<Marks, NotStored> {
        let mut marks = Marks::default();
        for (record, at) in self.all(shared::REVOKED, Vec::new(), look::revoked)? {
            marks.revoke(record, at);
        }
        for (learner, staff_id) in self.all(shared::HELD, Vec::new(), look::held)? {
            marks.hold(learner, &staff_id);
        }
        Ok(marks)
    }

    fn matches(&self) -> Result<Matches, NotStored> {
        Ok(self.all(shared::MATCHES, Vec::new(), look::matched)?.into_iter().collect())
    }

    fn rematch(&mut self, before: &Matches, after: &Matches, act: &Act) -> Result<bool, NotStored> {
        let (before, after, act, mut tried) = (before.clone(), after.clone(), act.clone(), None);
        // Two who confirm at one moment would both find the matches as they were.
        self.alone(move |transaction| {
            let there = query(transaction, shared::MATCHES, &[])?.iter().filter_map(look::matched).collect::<Matches>();
            // What was done before its answer was lost is there already.
            if there != before && !(there == after && tried.is_some()) {
                return Ok(false);
            }
            for (sql, from, to) in [(shared::UNMATCH, &there, &after), (shared::MATCH, &after, &there)] {
                for (staff_id, learner) in from.iter().filter(|(staff_id, learner)| to.get(*staff_id) != Some(learner)) {
                    run(transaction, sql, &[learner.0.as_bytes().into(), staff_id.as_str().into()])?;
                }
            }
            note(transaction, &act, &mut tried)?;
            Ok(true)
        })
    }

    fn does(&mut self, deed: &Deed, act: Option<&Act>) -> Result<usize, NotStored> {
        let mut asked = deed::Asked::to(deed, act);
        // Two passes of one learner may be revoked at one moment: neither may then become the newest.
        self.alone(move |transaction| asked.carry_out(transaction))
    }

    fn note(&mut self, act: &Act) -> Result<Noted, NotStored> {
        let (act, mut tried) = (act.clone(), None);
        self.whole(move |transaction| note(transaction, &act, &mut tried))
    }

    fn each_act(&self, visit: &mut Visit<'_, Noted>) -> Result<(), NotStored> {
        self.rows(shared::ACTS, Vec::new(), look::act, visit)
    }

    fn each_act_of(&self, kinds: [&str; 2], visit: &mut Visit<'_, Noted>) -> Result<(), NotStored> {
        self.rows(shared::ACTS_OF, kinds.map(Value::from).to_vec(), look::act, visit)
    }
}
