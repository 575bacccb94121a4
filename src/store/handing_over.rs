//! Takes what was put down with its facts over into the outbox.

use jiff::Timestamp;

use super::server::Waiting;
use super::{Error, Journals, Outbox, Queued, outgoing};

/// How many statements are taken over at a time.
const CHUNK: usize = 2000;

/// Takes what the journals of a place have put down for a learning record store over into the outbox, byte for byte, and says how much
/// of it is new there. An interruption repeats some of it, which does no harm.
///
/// # Errors
/// Any [`Error`]; what is not in the outbox yet stays where it is.
pub fn hand_over(journals: &mut Journals, to: &str, outbox: &mut Outbox, now: Timestamp) -> Result<usize, Error> {
    let mut new = 0;
    loop {
        let handed = match journals {
            Journals::Sqlite(sqlite) => {
                let failed = |said| Error::of(&sqlite.file, &said);
                let waiting = outgoing::waiting(&sqlite.connection, to, CHUNK).map_err(failed)?;
                new += outbox.queue(to, &waiting, now)?;
                outgoing::taken(&mut sqlite.connection, to, &waiting).map_err(failed)?;
                waiting.len()
            }
            Journals::Server(server) => {
                let waiting = server.outgoing(to, CHUNK)?;
                let statements: Vec<Queued> = waiting.iter().map(|Waiting { statement, .. }| statement.clone()).collect();
                new += outbox.queue(to, &statements, now)?;
                server.taken(to, waiting)?;
                statements.len()
            }
        };
        if handed == 0 {
            return Ok(new);
        }
    }
}
