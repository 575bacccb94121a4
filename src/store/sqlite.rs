//! The database file: made, opened, and refused where it is not ours to open. Opening an existing one writes nothing.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};

use crate::id::CourseId;

use super::checkup::Checkup;
use super::forget::{self, Forgotten};
use super::log;
use super::migration::{self, JOURNALS, Shape, beside, header, version_after};
use super::people::{self, Person};
use super::place::{self, Warning};
use super::{Error, SqliteJournal};

/// The name of the database in its folder.
pub const FILE: &str = "bedside.db";

/// How long one window waits for another.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// The records of one folder, open.
#[derive(Debug)]
pub struct Sqlite {
    pub(super) connection: Connection,
    pub(super) file: PathBuf,
    warning: Option<Warning>,
}

impl Sqlite {
    /// Opens the records of a folder to read and to add to; makes them where there are none.
    ///
    /// # Errors
    /// Any [`Error`]; the file is then as it was.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let file = folder.join(FILE);
        let is_new = place::size(&file)?.unwrap_or(0) == 0;
        if is_new {
            place::make_folder(folder)?;
            place::make_file(folder, &file)?;
        } else {
            refuse_what_is_not_ours(&file, JOURNALS)?;
        }
        let warning = place::warning(folder);
        let failed = |said: rusqlite::Error| Error::of(&file, &said);
        let mut connection = Connection::open_with_flags(&file, writing()).map_err(failed)?;
        if connection.is_readonly("main").map_err(failed)? {
            return Err(Error::ReadOnly { file });
        }
        log::leave(&connection, &file).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.execute_batch("pragma synchronous = full; pragma recursive_triggers = on").map_err(failed)?;
        migration::bring_up(&mut connection, &file, JOURNALS)?;
        keep_journal_for(&connection, warning.is_some()).map_err(failed)?;
        Ok(Self { connection, file, warning })
    }

    /// Opens the records of a folder to read only; `None` where there are none. Works where nothing may be written.
    ///
    /// # Errors
    /// Any [`Error`]; the file is then as it was.
    pub fn open_to_read(folder: &Path) -> Result<Option<Self>, Error> {
        let file = folder.join(FILE);
        if place::size(&file)?.unwrap_or(0) == 0 {
            return Ok(None);
        }
        refuse_what_is_not_ours(&file, JOURNALS)?;
        let failed = |said: rusqlite::Error| Error::of(&file, &said);
        // Opened to write where that is allowed: a connection that may only read leaves SQLite's side files behind.
        let mut connection = Connection::open_with_flags(&file, writing()).map_err(failed)?;
        log::leave(&connection, &file).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.execute_batch("pragma query_only = on").map_err(failed)?;
        let mut taken = migration::taken(&connection, &file, JOURNALS);
        let lacks_side_files =
            matches!(taken, Err(Error::Full { .. } | Error::Disk { .. } | Error::Closed { .. } | Error::ReadOnly { .. }));
        if taken.is_err() && !beside(&file, "-wal").exists() || lacks_side_files && place::size(&beside(&file, "-wal"))? == Some(0) {
            // A folder that may not be written to, or a full disk, has no room for SQLite's side files, and nobody can be writing there.
            connection = unchanging(&file).map_err(failed)?;
            taken = migration::taken(&connection, &file, JOURNALS);
        } else if lacks_side_files {
            // What is newest is in a log that somebody left: it can be read without the file of shared memory by whoever is alone there.
            drop(connection);
            connection = alone(&file).map_err(failed)?;
            taken = migration::taken(&connection, &file, JOURNALS).or(taken);
        }
        if taken? < JOURNALS.steps.len() {
            drop(connection);
            return Self::open(folder).map(Some);
        }
        Ok(Some(Self { connection, file, warning: place::warning(folder) }))
    }

    /// Returns what is to be known about the place of the records.
    #[must_use]
    pub const fn warning(&self) -> Option<&Warning> {
        self.warning.as_ref()
    }

    /// Returns one learner's journal of one course. A learner who is not known is written down with the first fact.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn journal(self, account: &str, course: &CourseId) -> Result<SqliteJournal, Error> {
        SqliteJournal::new(self.connection, self.file, account, course)
    }

    /// Looks whether the database is whole, and how much is in it.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn checkup(&self) -> Result<Checkup, Error> {
        let failed = |said: rusqlite::Error| Error::of(&self.file, &said);
        let whole: String = self.connection.query_row("pragma quick_check(1)", [], |row| row.get(0)).map_err(failed)?;
        let sql = "select (select count(*) from learner), count(*), max(occurred_ms) from event";
        let (learners, facts, newest): (i64, i64, Option<i64>) =
            self.connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).map_err(failed)?;
        Ok(Checkup {
            learners: u64::try_from(learners).unwrap_or_default(),
            facts: u64::try_from(facts).unwrap_or_default(),
            newest: newest.and_then(|millis| Timestamp::from_millisecond(millis).ok()),
            damage: Some(whole).filter(|said| said != "ok"),
            clock: None,
        })
    }

    /// Returns the courses that an account has done anything in.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn courses(&self, account: &str) -> Result<Vec<CourseId>, Error> {
        let sql = "select distinct course from event join learner on learner.id = event.learner
            where account = ?1 and course is not null order by course";
        let read = || -> rusqlite::Result<Vec<String>> { self.connection.prepare(sql)?.query_map([account], |row| row.get(0))?.collect() };
        let named = log::noted(&self.connection, read().map_err(|said| Error::of(&self.file, &said)))?;
        Ok(named.iter().filter_map(|id| CourseId::new(id).ok()).collect())
    }

    /// Takes out all that an account did, in every course, for good.
    ///
    /// # Errors
    /// Any [`Error`]; nothing is then taken out.
    pub fn forget(mut self, account: &str) -> Result<Forgotten, Error> {
        let done = forget::account(&mut self.connection, &self.file, account);
        log::noted(&self.connection, done)
    }

    /// Calls `visit` with every learner and what each did in a course, by account, all as they were at one moment. Only one
    /// learner is in memory at a time.
    ///
    /// # Errors
    /// Any [`Error`] of reading, and the first one of `visit`.
    pub fn learners<E: From<Error>>(&self, course: &CourseId, visit: impl FnMut(Person) -> Result<(), E>) -> Result<(), E> {
        log::noted(&self.connection, people::each(&self.connection, course, |said| Error::of(&self.file, &said).into(), visit))
    }
}

/// How a file is opened that may be written to. SQLite opens it to read where it may not.
pub(super) fn writing() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// Opens a file and its log to read, so that nobody else has them meanwhile: the index of the log is then kept in memory of our own.
fn alone(file: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(file, writing())?;
    log::leave(&connection, file)?;
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch("pragma locking_mode = exclusive; pragma query_only = on")?;
    Ok(connection)
}

/// Opens a file that nobody can be writing to, without locks and without side files.
pub(super) fn unchanging(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(Address(file).to_string(), flags)
}

/// A file's address, as SQLite reads it.
struct Address<'a>(&'a Path);

impl fmt::Display for Address<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("file:")?;
        for byte in self.0.as_os_str().as_encoded_bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => write!(f, "{}", char::from(*byte))?,
                _ => write!(f, "%{byte:02X}")?,
            }
        }
        f.write_str("?immutable=1")
    }
}

/// Looks at the header without locks and side files, so that a file that is not ours is not touched. The file is read through
/// SQLite because closing it by other means would drop the locks of this process's other connections (POSIX has it so).
pub(super) fn refuse_what_is_not_ours(file: &Path, shape: Shape<'_>) -> Result<(), Error> {
    // Where somebody is, or was stopped, writing the header, only SQLite itself can tell what it is about to be. And whoever was writing
    // it at the first look may have ended since: the second look decides.
    let is_ours = foreign_or_newer(file, shape).is_none() || beside(file, "-journal").exists();
    if is_ours { Ok(()) } else { foreign_or_newer(file, shape).map_or(Ok(()), Err) }
}

/// Looks at the header once. Without locks, a file that another window is writing to may make no sense for a moment: what cannot be
/// read is no verdict.
fn foreign_or_newer(file: &Path, shape: Shape<'_>) -> Option<Error> {
    let (application, version) = unchanging(file).and_then(|connection| header(&connection)).ok()?;
    let known = version_after(shape.steps);
    match application {
        ours if ours == shape.application && version <= known => None,
        ours if ours == shape.application => Some(Error::Newer { file: file.to_owned(), found: version, known }),
        _ => Some(Error::Foreign { file: file.to_owned() }),
    }
}

/// Sees to it that the file has the journal that suits its place: a write-ahead log, or a rollback journal where several machines
/// may come by the same file, since the log needs memory that they cannot share. Writes only when that is another than it has.
pub(super) fn keep_journal_for(connection: &Connection, shared_by_machines: bool) -> rusqlite::Result<()> {
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    let wanted = if shared_by_machines { "delete" } else { "wal" };
    if mode == wanted {
        return Ok(());
    }
    match connection.pragma_update_and_check(None, "journal_mode", wanted, |row| row.get::<_, String>(0)) {
        // Another window uses it: it stays as it is until the next time.
        Err(rusqlite::Error::SqliteFailure(failure, _)) if failure.code == rusqlite::ErrorCode::DatabaseBusy => Ok(()),
        Err(other) => Err(other),
        Ok(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_commit_waits_for_the_disk_and_every_window_for_the_others() {
        let folder = tempfile::tempdir().unwrap();
        for _ in ["made", "opened again"] {
            let connection = Sqlite::open(folder.path()).unwrap().connection;
            let told = |pragma| migration::number(&connection, pragma).unwrap();
            assert_eq!(told("synchronous"), 2, "full");
            assert_eq!(told("recursive_triggers"), 1);
            assert_eq!(told("busy_timeout"), 5000);
            let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
            assert_eq!(mode, "wal");
        }
    }

    #[test]
    fn any_path_has_an_address() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("Ana's 100 %? #1 & é");
        drop(Sqlite::open(&folder).unwrap());
        assert!(Sqlite::open(&folder).is_ok());
        assert_eq!(Address(Path::new("/a b/%?")).to_string(), "file:/a%20b/%25%3F?immutable=1");
    }
}
