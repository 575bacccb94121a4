//! Sessions that a learning-management system started, in the outbox: where their statements go, with which right, and what the system
//! has heard of an enrolment.

use jiff::Timestamp;
use rusqlite::params;
use uuid::Uuid;

use super::{Error, Outbox};

/// A session that a learning-management system started.
#[derive(Clone, PartialEq, Eq)]
pub struct Launched {
    /// The queue of its statements.
    pub queue: String,
    /// Where they go.
    pub endpoint: String,
    /// The right to send them.
    pub authorization: String,
    /// The enrolment.
    pub registration: Uuid,
    /// The course, as that system names it.
    pub activity: String,
    /// When it began.
    pub began: Timestamp,
}

impl std::fmt::Debug for Launched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Launched").field("queue", &self.queue).finish_non_exhaustive()
    }
}

/// What was said in an enrolment, in all its sessions here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enrolled {
    /// When the first session began; `None` where there was none.
    pub since: Option<Timestamp>,
    /// The statements that the system has, and those that wait.
    pub said: Vec<String>,
}

impl Outbox {
    /// Writes a session down.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn launched(&mut self, session: &Launched) -> Result<(), Error> {
        let Launched { queue, endpoint, authorization, registration, activity, began } = session;
        let sql = "insert into session (destination, endpoint, authorization, registration, activity, began_ms)
            values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (destination) do update set authorization = excluded.authorization";
        let row = params![queue, endpoint, authorization, registration.as_bytes(), activity, began.as_millisecond()];
        self.connection.execute(sql, row).map(|_| ()).map_err(|said| Error::of(&self.file, &said))
    }

    /// Returns the sessions of which statements wait, oldest first.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn unheard(&self) -> Result<Vec<Launched>, Error> {
        let failed = |said: rusqlite::Error| Error::of(&self.file, &said);
        let sql = "select destination, endpoint, authorization, registration, activity, began_ms from session
            where exists (select 1 from statement where statement.destination = session.destination and state = 0)
            order by began_ms, destination";
        let mut statement = self.connection.prepare(sql).map_err(failed)?;
        let rows = statement.query_map([], |row| {
            Ok(Launched {
                queue: row.get(0)?,
                endpoint: row.get(1)?,
                authorization: row.get(2)?,
                registration: Uuid::from_bytes(row.get(3)?),
                activity: row.get(4)?,
                began: Timestamp::from_millisecond(row.get(5)?).unwrap_or_default(),
            })
        });
        rows.and_then(Iterator::collect).map_err(failed)
    }

    /// Returns what was said in an enrolment.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn enrolled(&self, registration: Uuid, activity: &str) -> Result<Enrolled, Error> {
        let failed = |said: rusqlite::Error| Error::of(&self.file, &said);
        let sql = "select min(began_ms) from session where registration = ?1 and activity = ?2";
        let since: Option<i64> =
            self.connection.query_row(sql, params![registration.as_bytes(), activity], |row| row.get(0)).map_err(failed)?;
        let sql = "select body from statement join session using (destination)
            where registration = ?1 and activity = ?2 and state in (0, 1) order by queued_ms, statement.rowid";
        let mut statement = self.connection.prepare(sql).map_err(failed)?;
        let rows = statement.query_map(params![registration.as_bytes(), activity], |row| row.get(0));
        let said = rows.and_then(Iterator::collect).map_err(failed)?;
        Ok(Enrolled { since: since.and_then(|millis| Timestamp::from_millisecond(millis).ok()), said })
    }

    /// Sets all that waits in a queue aside: nobody takes it any more.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn give_up(&mut self, queue: &str, said: &str, at: Timestamp) -> Result<(), Error> {
        let sql = "update statement set state = 2, settled_ms = ?2, said = ?3 where destination = ?1 and state = 0";
        let done = self.connection.execute(sql, params![queue, at.as_millisecond(), said]);
        done.map(|_| ()).map_err(|said| Error::of(&self.file, &said))
    }

    /// Forgets the right to send where nothing waits any more: it is worth nothing here, and something to a thief.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn forget_rights(&mut self) -> Result<(), Error> {
        let sql = "update session set authorization = '' where authorization <> ''
            and not exists (select 1 from statement where statement.destination = session.destination and state = 0)";
        self.connection.execute(sql, []).map(|_| ()).map_err(|said| Error::of(&self.file, &said))
    }
}
