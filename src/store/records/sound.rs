//! Whether the file is damaged.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};

/// Has SQLite look at the file, for so long at most, and returns what it says first: `ok` where it found nothing.
pub(super) fn looked_at(connection: &Connection, within: Duration) -> rusqlite::Result<String> {
    let handle = connection.get_interrupt_handle();
    let says = thread::scope(|scope| {
        let (done, waits) = mpsc::channel::<()>();
        scope.spawn(move || {
            if waits.recv_timeout(within) == Err(RecvTimeoutError::Timeout) {
                handle.interrupt();
            }
        });
        let says = connection.query_row("pragma quick_check(1)", [], |row| row.get(0));
        drop(done);
        says
    });
    match says {
        Err(said) if said.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => Ok("ok".to_owned()),
        says => says,
    }
}
