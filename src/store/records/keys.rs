//! Keys that the department has bound to persons, and the tokens that allow it.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use uuid::Uuid;

use crate::journey::LearnerId;
use crate::record::records::{Enrolled, Token};
use crate::record::seal::KeyId;
use crate::source::Digest;

use super::cell::moment;
use super::text;

/// Binds a key, and says whether the token was still to be spent, or had bound this very key.
pub(super) fn enrol(transaction: &Transaction<'_>, enrolled: &Enrolled, token: &str) -> rusqlite::Result<bool> {
    if transaction.execute(text::SPEND, params![enrolled.enrolled_at.as_millisecond(), token])? == 0 {
        let key = params![enrolled.key.to_string(), enrolled.learner.0.as_bytes()];
        return transaction.prepare_cached(text::IS_BOUND)?.exists(key);
    }
    transaction.execute(
        text::ENROL,
        params![
            enrolled.key.to_string(),
            enrolled.learner.0.as_bytes(),
            enrolled.staff_id,
            enrolled.name,
            enrolled.enrolled_at.as_millisecond()
        ],
    )?;
    Ok(true)
}

pub(super) fn revoke(transaction: &Transaction<'_>, key: &KeyId, at: Timestamp) -> rusqlite::Result<()> {
    let sql = text::REVOKE_KEY;
    transaction.execute(sql, params![at.as_millisecond(), key.to_string()])?;
    Ok(())
}

pub(super) fn enrolled(connection: &Connection) -> rusqlite::Result<Vec<Enrolled>> {
    let sql = text::ENROLLED;
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], read_enrolled)?;
    // A key that this program cannot read is one that it cannot check against either.
    rows.filter_map(Result::transpose).collect()
}

fn read_enrolled(row: &Row<'_>) -> rusqlite::Result<Option<Enrolled>> {
    let Some(key) = KeyId::read(&row.get::<_, String>(0)?) else { return Ok(None) };
    Ok(Some(Enrolled {
        key,
        learner: LearnerId(Uuid::from_bytes(row.get(1)?)),
        staff_id: row.get(2)?,
        name: row.get(3)?,
        enrolled_at: moment(row.get(4)?),
        revoked_at: row.get::<_, Option<i64>>(5)?.map(moment),
    }))
}

pub(super) fn give(transaction: &Transaction<'_>, token: &Token) -> rusqlite::Result<()> {
    transaction.execute(text::GIVE, params![token.id, token.check.0, token.staff_id, token.name, token.expires_at.as_millisecond()])?;
    Ok(())
}

pub(super) fn token(connection: &Connection, id: &str) -> rusqlite::Result<Option<Token>> {
    connection.prepare_cached(text::TOKEN)?.query_row([id], read_token).optional()
}

pub(super) fn tokens(connection: &Connection) -> rusqlite::Result<Vec<Token>> {
    connection.prepare_cached(text::TOKENS)?.query_map([], read_token)?.collect()
}

fn read_token(row: &Row<'_>) -> rusqlite::Result<Token> {
    Ok(Token {
        id: row.get(0)?,
        check: Digest(row.get(1)?),
        staff_id: row.get(2)?,
        name: row.get(3)?,
        expires_at: moment(row.get(4)?),
        used_at: row.get::<_, Option<i64>>(5)?.map(moment),
    })
}
