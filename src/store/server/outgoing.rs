//! What a learning record store is to hear of a learner, put down on the server in the same transaction as the fact that it tells of:
//! there is never one without the other. `send` takes it over into the outbox, byte for byte.

use postgres::types::Type;
use postgres::{Client, Error, Transaction};
use uuid::Uuid;

use crate::store::Queued;

const PUT: &str = "insert into outgoing (account, destination, id, body, made_ms, taken) values ($1, $2, $3, $4, $5, 0)
    on conflict (account, destination, id) do nothing";
/// One learner after the other: the keys begin with them.
const WAITING: &str = "select account, id, body from outgoing where destination = $1 and taken = 0 order by account, made_ms, id limit $2";
const TAKEN: &str = "update outgoing set taken = 1, body = '' where account = $1 and destination = $2 and id = $3";

/// A statement that waits, and whose it is.
pub(in crate::store) struct Waiting {
    account: String,
    /// The statement.
    pub(in crate::store) statement: Queued,
}

/// Puts statements down. What was put down before stays as it is.
pub(super) fn put(transaction: &mut Transaction<'_>, account: &str, to: &str, statements: &[Queued], at: i64) -> Result<(), Error> {
    for Queued { id, body } in statements {
        let id: &[u8] = id.as_bytes();
        let values: [(&(dyn postgres::types::ToSql + Sync), Type); 5] =
            [(&account, Type::TEXT), (&to, Type::TEXT), (&id, Type::BYTEA), (body, Type::TEXT), (&at, Type::INT8)];
        transaction.execute_typed(PUT, &values)?;
    }
    Ok(())
}

/// Returns what was put down and not taken over yet.
pub(super) fn waiting(client: &mut Client, to: &str, most: i64) -> Result<Vec<Waiting>, Error> {
    let found = client.query_typed(WAITING, &[(&to, Type::TEXT), (&most, Type::INT8)])?;
    let id = |row: &postgres::Row| Uuid::from_slice(row.get::<_, &[u8]>(1)).unwrap_or_default();
    Ok(found.iter().map(|row| Waiting { account: row.get(0), statement: Queued { id: id(row), body: row.get(2) } }).collect())
}

/// Marks statements as taken over: the outbox has their words.
pub(super) fn taken(client: &mut Client, to: &str, statements: &[Waiting]) -> Result<(), Error> {
    let mut transaction = client.transaction()?;
    for Waiting { account, statement } in statements {
        let id: &[u8] = statement.id.as_bytes();
        transaction.execute_typed(TAKEN, &[(account, Type::TEXT), (&to, Type::TEXT), (&id, Type::BYTEA)])?;
    }
    transaction.commit()
}
