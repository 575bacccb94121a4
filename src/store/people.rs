//! Every learner of a database, one at a time, for those who keep the records of many.

use rusqlite::Connection;
use uuid::Uuid;

use crate::id::CourseId;
use crate::journey::{Event, LearnerId};

use super::row::Reader;

/// A learner of this machine, with all that happened in one course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What `--learner` says: `local` where nothing was said.
    pub account: String,
    /// Names the learner in records.
    pub learner: LearnerId,
    /// What happened, oldest first.
    pub events: Vec<Event>,
}

/// Calls `visit` with each learner, by account, all as they were at one moment. Only one learner is in memory at a time.
pub(super) fn each<E>(
    connection: &Connection,
    course: &CourseId,
    failed: impl Fn(rusqlite::Error) -> E,
    mut visit: impl FnMut(Person) -> Result<(), E>,
) -> Result<(), E> {
    let moment = connection.unchecked_transaction().map_err(&failed)?;
    let mut reader = Reader::default();
    let mut statement = moment.prepare("select id, learner_id, account from learner order by account").map_err(&failed)?;
    let mut rows = statement.query([]).map_err(&failed)?;
    while let Some(row) = rows.next().map_err(&failed)? {
        let read = || -> rusqlite::Result<(i64, [u8; 16], String)> { Ok((row.get(0)?, row.get(1)?, row.get(2)?)) };
        let (id, learner, account) = read().map_err(&failed)?;
        let events = reader.read(&moment, id, course, 0).map_err(&failed)?;
        visit(Person { account, learner: LearnerId(Uuid::from_bytes(learner)), events })?;
    }
    Ok(())
}
