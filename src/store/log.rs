//! What becomes of the log beside a database when it is closed. A file that is found damaged is left exactly as it is, so the log's pages
//! go into it only once something in it could be read.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::migration::beside;

/// Sees to it that closing a file just opened leaves its log as it is, where it has one.
pub(super) fn leave(connection: &Connection, file: &Path) -> rusqlite::Result<()> {
    if beside(file, "-wal").exists() { set(connection, true) } else { Ok(()) }
}

/// Takes note of whether reading or writing went well: the file is then sound, and closing it may put the log's pages in.
pub(super) fn noted<T, E>(connection: &Connection, done: Result<T, E>) -> Result<T, E> {
    if done.is_ok() {
        // Where that is refused the log stays, and the next opening finds it.
        let _stays = set(connection, false);
    }
    done
}

fn set(connection: &Connection, stays: bool) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, stays).map(drop)
}
