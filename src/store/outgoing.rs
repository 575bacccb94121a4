//! What a learning record store is to hear of a learner, put down in the same transaction as the fact that it tells of: there is never
//! one without the other. `send` takes it over into the outbox, byte for byte.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::journey::{Event, Fact, LearnerId};

use super::Queued;

/// Makes the statements of what a learner has done.
pub type Tell = Arc<dyn Fn(LearnerId, &[Event]) -> Vec<Queued> + Send + Sync>;

/// Who is to hear of a learner's work, and what.
#[derive(Clone)]
pub struct Telling {
    /// The store's address.
    pub to: String,
    /// Makes the statements.
    pub tell: Tell,
}

impl fmt::Debug for Telling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Telling").field("to", &self.to).finish_non_exhaustive()
    }
}

/// Whether a fact may bring something to its end that is told of: a lesson, an attempt, the course.
pub(super) const fn may_end(fact: &Fact) -> bool {
    matches!(fact, Fact::PageRead { .. } | Fact::AttemptFinished { .. } | Fact::CertificateEarned { .. })
}

/// Puts the statements of what a learner has done down. What was put down before stays as it is.
pub(super) fn put(
    connection: &Connection,
    telling: &Telling,
    learner: (i64, LearnerId),
    events: &[Event],
    at: Timestamp,
) -> rusqlite::Result<()> {
    let sql = "insert into outgoing (destination, id, learner, body, made_ms) values (?1, ?2, ?3, ?4, ?5) on conflict do nothing";
    let mut insert = connection.prepare_cached(sql)?;
    for Queued { id, body } in (telling.tell)(learner.1, events) {
        insert.execute(params![telling.to, id.as_bytes(), learner.0, body, at.as_millisecond()])?;
    }
    Ok(())
}

/// Returns what was put down and not taken over yet, in the order it was made.
pub(super) fn waiting(connection: &Connection, to: &str, most: usize) -> rusqlite::Result<Vec<Queued>> {
    let sql = "select id, body from outgoing where destination = ?1 and taken = 0 order by made_ms, id limit ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![to, most], |row| Ok(Queued { id: uuid::Uuid::from_bytes(row.get(0)?), body: row.get(1)? }))?;
    rows.collect()
}

/// Marks statements as taken over: the outbox has their words.
pub(super) fn taken(connection: &mut Connection, to: &str, statements: &[Queued]) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    for one in statements {
        let sql = "update outgoing set taken = 1, body = '' where destination = ?1 and id = ?2";
        transaction.prepare_cached(sql)?.execute(params![to, one.id.as_bytes()])?;
    }
    transaction.commit()
}
