//! What is read of the credentials that were issued.

use rusqlite::{Connection, Row, params_from_iter};

use crate::journey::{CertificateId, LearnerId};
use crate::record::Assurance;
use crate::record::records::{Certified, Issued, NotStored, Visit};
use crate::record::seal::KeyId;

use super::cell::{count, id, moment, odd, read};
use super::text;

pub(super) fn issued(connection: &Connection, record: Option<CertificateId>, visit: &mut Visit<'_, Issued>) -> rusqlite::Result<()> {
    let sql = text::issued(record.is_some());
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(record.map(|record| record.0.as_bytes().to_vec())))?;
    while let Some(row) = rows.next()? {
        if visit(read_issued(row)?).is_break() {
            break;
        }
    }
    Ok(())
}

fn read_issued(row: &Row<'_>) -> rusqlite::Result<Issued> {
    let at: Option<i64> = row.get(6)?;
    let why: Option<String> = row.get(7)?;
    Ok(Issued {
        id: id(row, 0)?,
        record: CertificateId(id(row, 1)?),
        learner: LearnerId(id(row, 2)?),
        key: read(row, 3, KeyId::read)?,
        issued_at: moment(row.get(4)?),
        status: count(row, 5)?,
        revoked: at.map(|at| (moment(at), why.unwrap_or_default())),
        document: row.get(8)?,
    })
}

/// Reads the credentials with what their records say. `worded` words what is the matter with a row that is passed by.
pub(super) fn certified(
    connection: &Connection,
    worded: impl Fn(&rusqlite::Error) -> NotStored,
    visit: &mut Visit<'_, Result<Certified, NotStored>>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(text::CERTIFIED)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let one = || Ok(Certified { issued: read_issued(row)?, assurance: row.get::<_, Option<u8>>(9)?.map(Assurance) });
        if visit(one().map_err(|said| worded(&odd("certificate", row, said)))).is_break() {
            break;
        }
    }
    Ok(())
}
