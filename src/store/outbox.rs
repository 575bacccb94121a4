//! What is on its way to learning record stores: each statement as the bytes that go out, kept before the first try and resent as they
//! are. One file, `outbox.db`, in the folder of the keys.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior, params};
use uuid::Uuid;

use crate::journey::LearnerId;

use super::migration::{self, Shape};
use super::sqlite::{PATIENCE, keep_journal_for, refuse_what_is_not_ours, writing};
use super::{Error, Queued, place};

/// The name of the outbox in its folder.
pub const OUTBOX_FILE: &str = "outbox.db";

/// The mark in the header, `BEDO`, and the steps. A step that has shipped is never changed. `state`: 0 waits, 1 is there, 2 is set aside.
const SHAPE: Shape<'static> = Shape {
    application: 0x4245_444F,
    steps: &[
        "
    create table statement (
        destination text not null,
        id blob not null check (length(id) = 16),
        body text not null,
        state integer not null default 0,
        queued_ms integer not null,
        settled_ms integer,
        said text,
        primary key (destination, id)
    ) strict;
    create index statement_waits on statement (destination, queued_ms) where state = 0;
",
        "
    -- A session that a learning-management system started. `destination` is the queue of its statements; the right to send them is
    -- taken out when none waits any more.
    create table session (
        destination text not null primary key,
        endpoint text not null,
        authorization text not null,
        registration blob not null check (length(registration) = 16),
        activity text not null,
        began_ms integer not null
    ) strict;
",
    ],
};

/// How things stand with one destination.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// How many wait.
    pub waiting: u64,
    /// Since when the oldest of them waits.
    pub oldest: Option<Timestamp>,
    /// How many are there.
    pub sent: u64,
    /// How many were set aside, because the store does not take them.
    pub aside: u64,
}

/// The outbox of a folder, open.
#[derive(Debug)]
pub struct Outbox {
    pub(super) connection: Connection,
    pub(super) file: PathBuf,
}

impl Outbox {
    /// Opens the outbox of a folder; makes it where there is none.
    ///
    /// # Errors
    /// Any [`Error`]; the file is then as it was.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let file = folder.join(OUTBOX_FILE);
        if place::size(&file)?.unwrap_or(0) == 0 {
            place::make_folder(folder)?;
            place::make_file(folder, &file)?;
        } else {
            refuse_what_is_not_ours(&file, SHAPE)?;
        }
        let failed = |said: rusqlite::Error| Error::of(&file, &said);
        let mut connection = Connection::open_with_flags(&file, writing()).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.execute_batch("pragma synchronous = full").map_err(failed)?;
        migration::bring_up(&mut connection, &file, SHAPE)?;
        keep_journal_for(&connection, place::warning(folder).is_some()).map_err(failed)?;
        Ok(Self { connection, file })
    }

    /// Opens the outbox of a folder where there is one.
    ///
    /// # Errors
    /// Any [`Error`]; the file is then as it was.
    pub fn open_if_there(folder: &Path) -> Result<Option<Self>, Error> {
        if place::size(&folder.join(OUTBOX_FILE))?.unwrap_or(0) == 0 { Ok(None) } else { Self::open(folder).map(Some) }
    }

    /// Queues statements, all or none, and says how many are new. What is there already stays as it is, byte for byte.
    ///
    /// # Errors
    /// Any [`Error`]; nothing is then queued.
    pub fn queue(&mut self, to: &str, statements: &[Queued], at: Timestamp) -> Result<usize, Error> {
        let failed = |said: rusqlite::Error| Error::of(&self.file, &said);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let mut new = 0;
        {
            let sql = "insert into statement (destination, id, body, queued_ms) values (?1, ?2, ?3, ?4) on conflict do nothing";
            let mut insert = transaction.prepare_cached(sql).map_err(failed)?;
            for one in statements {
                new += insert.execute(params![to, one.id.as_bytes(), one.body, at.as_millisecond()]).map_err(failed)?;
            }
        }
        transaction.commit().map_err(failed)?;
        Ok(new)
    }

    /// Takes out statements that are not to be sent any more, where they were not: they wait, or were set aside. Says how many there were.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn withdraw(&mut self, to: &str, statements: &[Uuid]) -> Result<usize, Error> {
        let failed = |said: rusqlite::Error| Error::of(&self.file, &said);
        let sql = "delete from statement where destination = ?1 and id = ?2 and state <> 1";
        let mut remove = self.connection.prepare_cached(sql).map_err(failed)?;
        statements.iter().try_fold(0, |gone, id| Ok(gone + remove.execute(params![to, id.as_bytes()]).map_err(failed)?))
    }

    /// Takes out all that waits for a destination or was set aside for it, and says how many there were. What is there stays noted.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn let_go(&mut self, to: &str) -> Result<usize, Error> {
        let sql = "delete from statement where destination = ?1 and state <> 1";
        self.connection.execute(sql, [to]).map_err(|said| Error::of(&self.file, &said))
    }

    /// Returns the oldest statements that wait.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn waiting(&self, to: &str, most: usize) -> Result<Vec<Queued>, Error> {
        let failed = |said: rusqlite::Error| Error::of(&self.file, &said);
        let sql = "select id, body from statement where destination = ?1 and state = 0 order by queued_ms, rowid limit ?2";
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![to, most], |row| Ok(Queued { id: Uuid::from_bytes(row.get(0)?), body: row.get(1)? }));
        rows.and_then(Iterator::collect).map_err(failed)
    }

    /// Writes down that statements are there.
    ///
    /// # Errors
    /// Any [`Error`]; they are then sent again, which does no harm.
    pub fn sent(&mut self, to: &str, statements: &[Queued], at: Timestamp) -> Result<(), Error> {
        let failed = |said: rusqlite::Error| Error::of(&self.file, &said);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        for one in statements {
            let sql = "update statement set state = 1, settled_ms = ?3, said = null where destination = ?1 and id = ?2";
            transaction
                .prepare_cached(sql)
                .and_then(|mut done| done.execute(params![to, one.id.as_bytes(), at.as_millisecond()]))
                .map_err(failed)?;
        }
        transaction.commit().map_err(failed)
    }

    /// Sets a statement aside, with what the store said about it.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn set_aside(&mut self, to: &str, id: Uuid, said: &str, at: Timestamp) -> Result<(), Error> {
        let sql = "update statement set state = 2, settled_ms = ?3, said = ?4 where destination = ?1 and id = ?2";
        let done = self.connection.execute(sql, params![to, id.as_bytes(), at.as_millisecond(), said]);
        done.map(|_| ()).map_err(|said| Error::of(&self.file, &said))
    }

    /// Returns what was set aside, with what the store said.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn aside(&self, to: &str) -> Result<Vec<(Uuid, String)>, Error> {
        let failed = |said: rusqlite::Error| Error::of(&self.file, &said);
        let sql = "select id, coalesce(said, '') from statement where destination = ?1 and state = 2 order by settled_ms, rowid";
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let rows = statement.query_map([to], |row| Ok((Uuid::from_bytes(row.get(0)?), row.get(1)?)));
        rows.and_then(Iterator::collect).map_err(failed)
    }

    /// Lets what was set aside, or everything that was ever sent too, wait again. Says how many.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn again(&mut self, to: &str, everything: bool) -> Result<usize, Error> {
        let least = if everything { 1 } else { 2 };
        let sql = "update statement set state = 0, settled_ms = null, said = null where destination = ?1 and state >= ?2";
        self.connection.execute(sql, params![to, least]).map_err(|said| Error::of(&self.file, &said))
    }

    /// Takes out the statements that name a learner and overwrites where they stood; without one, all there are, and every session. Says
    /// how many are left.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn forget(&mut self, learner: Option<LearnerId>) -> Result<u64, Error> {
        let failed = |said: rusqlite::Error| Error::of(&self.file, &said);
        self.connection.execute_batch("pragma secure_delete = on").map_err(failed)?;
        let gone = match learner {
            Some(learner) => {
                let sql = "delete from statement where instr(body, ?1) > 0";
                self.connection.execute(sql, [learner.0.to_string()]).map(drop)
            }
            None => self.connection.execute_batch("delete from statement; delete from session"),
        };
        gone.map_err(failed)?;
        // As in the journals: the freed pages go, and with them the log that stood before the database.
        self.connection.execute_batch("vacuum").map_err(failed)?;
        self.connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(())).map_err(failed)?;
        let left: i64 = self.connection.query_row("select count(*) from statement", [], |row| row.get(0)).map_err(failed)?;
        Ok(u64::try_from(left).unwrap_or_default())
    }

    /// Returns the destinations there are statements for.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn destinations(&self) -> Result<Vec<String>, Error> {
        let failed = |said: rusqlite::Error| Error::of(&self.file, &said);
        let mut statement = self.connection.prepare("select distinct destination from statement order by destination").map_err(failed)?;
        let rows = statement.query_map([], |row| row.get(0));
        rows.and_then(Iterator::collect).map_err(failed)
    }

    /// Returns how things stand with a destination.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn stand(&self, to: &str) -> Result<Queue, Error> {
        let sql = "select coalesce(sum(state = 0), 0), min(queued_ms) filter (where state = 0), coalesce(sum(state = 1), 0),
            coalesce(sum(state = 2), 0) from statement where destination = ?1";
        let count = |found: i64| u64::try_from(found).unwrap_or_default();
        let read = self.connection.query_row(sql, [to], |row| {
            let oldest: Option<i64> = row.get(1)?;
            Ok(Queue {
                waiting: count(row.get(0)?),
                oldest: oldest.and_then(|millis| Timestamp::from_millisecond(millis).ok()),
                sent: count(row.get(2)?),
                aside: count(row.get(3)?),
            })
        });
        read.map_err(|said| Error::of(&self.file, &said))
    }
}
