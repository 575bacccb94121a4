//! How the department's file is opened: made where there is none, brought up to today's shape, and only looked at where nothing may be
//! written.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::record::records::Wait;
use crate::store::migration::{self, Shape, beside};
use crate::store::sqlite::{PATIENCE, keep_journal_for, refuse_what_is_not_ours, unchanging, writing};
use crate::store::{Error, place};

use super::{RECORDS_FILE, SqliteRecords, schema};

/// The mark in the header, `BEDR`, and the steps. A step that has shipped is never changed.
fn shape<'a>(steps: &'a [&'a str]) -> Shape<'a> {
    Shape { application: 0x4245_4452, steps }
}

/// Returns the first shape: every table, and one place for each record id.
fn first_step() -> String {
    format!("{}; {}unique (record_id)); {}", schema::TABLES.join(";\n"), schema::COMPLETIONS, schema::BY_BATCH)
}

/// Returns the second shape: who has passed is told without looking at the records.
fn second_step() -> String {
    format!("{};\n{}", schema::WHOSE.join(";\n"), schema::WHOSE_THEY_ARE)
}

/// Returns the steps, one after the other.
fn steps() -> [String; 6] {
    let each = |step: &[&str]| step.join(";\n");
    [first_step(), second_step(), schema::OUTGOING.to_owned(), each(schema::MARKS), each(schema::BESIDE), schema::MATCHED.to_owned()]
}

/// The size of a page, where the file is new: a hand-in fills a small one by itself, and every page that is read or written is a call to
/// the system.
const PAGES: &str = "pragma page_size = 16384";

/// Every commit waits for the disk; what is taken out is overwritten. Who only reads needs little room in memory.
const TUNED: &str = "pragma synchronous = full; pragma secure_delete = on; pragma cache_size = -2048; pragma wal_autocheckpoint = 4096";

impl SqliteRecords {
    /// Opens the department's records of a folder; makes them where there are none.
    ///
    /// # Errors
    /// Any [`Error`]; the file is then as it was.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let file = folder.join(RECORDS_FILE);
        let steps = steps();
        let steps = steps.each_ref().map(String::as_str);
        if place::size(&file)?.unwrap_or(0) == 0 {
            place::make_folder(folder)?;
            place::make_file(folder, &file)?;
        } else {
            refuse_what_is_not_ours(&file, shape(&steps))?;
        }
        let failed = |said: rusqlite::Error| Error::of(&file, &said);
        let mut connection = Connection::open_with_flags(&file, writing()).map_err(failed)?;
        if connection.is_readonly("main").map_err(failed)? {
            return Err(Error::ReadOnly { file });
        }
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.execute_batch(PAGES).map_err(failed)?;
        connection.execute_batch(TUNED).map_err(failed)?;
        migration::bring_up(&mut connection, &file, shape(&steps))?;
        keep_journal_for(&connection, place::warning(folder).is_some()).map_err(failed)?;
        Ok(Self { connection, file, wait: Wait::default(), telling: None })
    }

    /// Opens the department's records of a folder where there are any. Where nothing may be written, they can be looked at, and whatever
    /// would change them is refused.
    ///
    /// # Errors
    /// Any [`Error`]; the file is then as it was.
    pub fn open_if_there(folder: &Path) -> Result<Option<Self>, Error> {
        let file = folder.join(RECORDS_FILE);
        if place::size(&file)?.unwrap_or(0) == 0 {
            return Ok(None);
        }
        match Self::open(folder) {
            Err(refused @ (Error::ReadOnly { .. } | Error::Closed { .. })) => Ok(Some(Self::open_to_look(file)?.ok_or(refused)?)),
            opened => opened.map(Some),
        }
    }

    /// Opens records that may not be written to from here; `None` where they cannot be looked at either, or where an earlier version wrote
    /// them, since they cannot be brought up.
    fn open_to_look(file: PathBuf) -> Result<Option<Self>, Error> {
        let steps = steps();
        let steps = steps.each_ref().map(String::as_str);
        let taken = |connection: &Connection| migration::taken(connection, &file, shape(&steps));
        let failed = |said: rusqlite::Error| Error::of(&file, &said);
        // Others may be writing from elsewhere: with locks, wherever SQLite can do with a file it may only read.
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(&file, flags).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        let mut version = taken(&connection);
        if version.is_err() {
            // A write-ahead log wants files beside it. Where there are none, nobody is writing, and nothing waits to be put in.
            if ["-wal", "-journal"].iter().any(|end| beside(&file, end).exists()) {
                return Ok(None);
            }
            connection = unchanging(&file).map_err(failed)?;
            version = taken(&connection);
        }
        let is_ours = version? == steps.len();
        Ok(is_ours.then(|| Self { connection, file, wait: Wait::default(), telling: None }))
    }
}
