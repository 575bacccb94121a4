//! What a learning record store is to hear of what was collected, put down in the transaction that keeps the record.

use rusqlite::{Connection, Row, Statement, Transaction, params};
use uuid::Uuid;

use crate::journey::LearnerId;
use crate::record::records::{Batch, Incoming};
use crate::record::statement::{Outgoing, Queued, TellingRecords};

use super::text;

/// Puts the statements of a record down. What another record of the same person told before stays as it is.
pub(super) fn put(insert: &mut Statement<'_>, telling: Option<&TellingRecords>, batch: &Batch, record: &Incoming) -> rusqlite::Result<()> {
    let Some(telling) = telling else { return Ok(()) };
    let completion = &record.completion;
    let (learner, id, at) = (completion.learner_id.0.as_bytes(), completion.record_id.0.as_bytes(), batch.received_at.as_millisecond());
    for Queued { id: statement, body } in (telling.tell)(completion, &record.document) {
        insert.execute(params![learner, telling.to, statement.as_bytes(), id, body, at])?;
    }
    Ok(())
}

/// Returns some of what was put down and not taken over yet.
pub(super) fn waiting(connection: &Connection, to: &str, most: usize) -> rusqlite::Result<Vec<Outgoing>> {
    let mut statement = connection.prepare_cached(text::OUTGOING)?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let read = |row: &Row<'_>| {
        let statement = Queued { id: Uuid::from_bytes(row.get(1)?), body: row.get(2)? };
        Ok(Outgoing { learner: LearnerId(Uuid::from_bytes(row.get(0)?)), statement })
    };
    statement.query_map(params![to, most], read)?.collect()
}

/// Returns for which stores anything waits, and how much.
pub(super) fn waited_for(connection: &Connection) -> rusqlite::Result<Vec<(String, u64)>> {
    let mut statement = connection.prepare_cached(text::WAITED_FOR)?;
    statement.query_map([], |row| Ok((row.get(0)?, super::cell::count(row, 1)?)))?.collect()
}

/// Takes out what the outbox has taken over.
pub(super) fn taken(transaction: &Transaction<'_>, to: &str, statements: &[Outgoing]) -> rusqlite::Result<()> {
    let mut remove = transaction.prepare_cached(text::TAKEN)?;
    for one in statements {
        remove.execute(params![one.learner.0.as_bytes(), to, one.statement.id.as_bytes()])?;
    }
    Ok(())
}
