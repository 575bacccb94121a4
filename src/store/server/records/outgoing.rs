//! What a learning record store is to hear of what was collected, put down on the server in the transaction that keeps the records.

use jiff::Timestamp;
use postgres::{Error, Row, Transaction};
use uuid::Uuid;

use crate::journey::LearnerId;
use crate::record::records::Incoming;
use crate::record::statement::{Outgoing, Queued};

use super::super::value::Value;
use super::run;

/// Many at a time: each column goes over as a whole.
const PUT: &str = "insert into statement_out (learner_id, destination, id, record_id, body, made_ms)
    select learner_id, $1, id, record_id, body, $2 from unnest($3, $4, $5, $6) as told (learner_id, id, record_id, body)
    on conflict (learner_id, destination, id) do nothing";
/// The same, out of the table.
pub(super) const TAKEN: &str = "delete from statement_out where destination = $1 and learner_id = any($2) and id = any($3)";

/// Statements of some records.
pub(super) struct Statements {
    to: String,
    at: Timestamp,
    learners: Vec<Vec<u8>>,
    ids: Vec<Vec<u8>>,
    records: Vec<Vec<u8>>,
    bodies: Vec<String>,
    /// How long they are together.
    pub(super) bytes: usize,
}

impl Statements {
    /// Begins with none.
    pub(super) fn to(to: &str, at: Timestamp) -> Self {
        let (learners, ids, records, bodies) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { to: to.to_owned(), at, learners, ids, records, bodies, bytes: 0 }
    }

    /// Adds those of a record.
    pub(super) fn add(&mut self, record: &Incoming, told: Vec<Queued>) {
        for Queued { id, body } in told {
            self.learners.push(record.completion.learner_id.0.as_bytes().to_vec());
            self.ids.push(id.as_bytes().to_vec());
            self.records.push(record.completion.record_id.0.as_bytes().to_vec());
            self.bytes += body.len();
            self.bodies.push(body);
        }
    }

    /// Puts them down. What another record of the same person told before stays as it is.
    pub(super) fn put(self, transaction: &mut Transaction<'_>) -> Result<(), Error> {
        let Self { to, at, learners, ids, records, bodies, .. } = self;
        let columns = [Value::Many(learners), Value::Many(ids), Value::Many(records), Value::ManyTexts(bodies)];
        let [learners, ids, records, bodies] = columns;
        run(transaction, PUT, &[to.into(), at.as_millisecond().into(), learners, ids, records, bodies]).map(drop)
    }
}

/// Reads one that waits.
pub(super) fn waiting(row: &Row) -> Option<Outgoing> {
    let id = |column: usize| Uuid::from_slice(row.try_get(column).ok()?).ok();
    Some(Outgoing { learner: LearnerId(id(0)?), statement: Queued { id: id(1)?, body: row.try_get(2).ok()? } })
}
