//! Takes what was put down with its facts over into the outbox.

use jiff::Timestamp;

use super::{Error, Outbox, Sqlite, outgoing};

/// How many statements are taken over at a time.
const CHUNK: usize = 2000;

/// Takes what the journals of a folder have put down for a learning record store over into the outbox, byte for byte, and says how much
/// of it is new there. An interruption repeats some of it, which does no harm.
///
/// # Errors
/// Any [`Error`]; what is not in the outbox yet stays where it is.
pub fn hand_over(journals: &mut Sqlite, to: &str, outbox: &mut Outbox, now: Timestamp) -> Result<usize, Error> {
    let mut new = 0;
    loop {
        let waiting = outgoing::waiting(&journals.connection, to, CHUNK).map_err(|said| Error::of(&journals.file, &said))?;
        if waiting.is_empty() {
            return Ok(new);
        }
        new += outbox.queue(to, &waiting, now)?;
        outgoing::taken(&mut journals.connection, to, &waiting).map_err(|said| Error::of(&journals.file, &said))?;
    }
}
