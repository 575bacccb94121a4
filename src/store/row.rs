//! Facts as rows of the `event` table, and back. The words of an answered question are taken out on the way in and put back on
//! the way out.

use std::collections::HashMap;
use std::mem;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest as _, Sha256};

use crate::id::CourseId;
use crate::journey::{Event, Fact, Wording};

/// The digest of a question's words.
type WordingDigest = [u8; 32];

/// What a row of `event` needs besides its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The fact, its words taken out.
    pub(super) fact: String,
    /// The words, and their digest.
    pub(super) wording: Option<(WordingDigest, String)>,
    /// Whether it is so whatever the course.
    pub(super) everywhere: bool,
}

impl Row {
    /// Writes a fact down as it is kept.
    pub(super) fn of(mut fact: Fact) -> serde_json::Result<Self> {
        let everywhere = matches!(fact, Fact::Introduced(_) | Fact::Preferred { .. });
        let wording = match wording_of(&mut fact) {
            Some(wording) => {
                let words = serde_json::to_string(&mem::replace(wording, nothing()))?;
                Some((Sha256::digest(words.as_bytes()).into(), words))
            }
            None => None,
        };
        Ok(Self { fact: serde_json::to_string(&fact)?, wording, everywhere })
    }

    /// Adds the row at a place in a learner's journal.
    pub(super) fn insert(&self, connection: &Connection, learner: i64, seq: i64, course: &CourseId, at: Timestamp) -> rusqlite::Result<()> {
        if let Some((digest, words)) = &self.wording {
            let sql = "insert into wording (digest, words) values (?1, ?2) on conflict do nothing";
            connection.prepare_cached(sql)?.execute(params![digest, words])?;
        }
        let course = (!self.everywhere).then(|| course.as_str());
        let digest = self.wording.as_ref().map(|(digest, _)| digest);
        let sql = "insert into event (learner, seq, course, occurred_ms, fact, wording) values (?1, ?2, ?3, ?4, ?5, ?6)";
        connection.prepare_cached(sql)?.execute(params![learner, seq, course, at.as_millisecond(), self.fact, digest])?;
        Ok(())
    }
}

/// Returns the event of a row that comes with the words it names; `None` where only a newer program understands it.
pub(super) fn event(seq: i64, at: i64, fact: &str, words: Option<&str>) -> Option<Event> {
    let mut fact = serde_json::from_str(fact).ok()?;
    if let (Some(wording), Some(words)) = (wording_of(&mut fact), words) {
        *wording = serde_json::from_str(words).ok()?;
    }
    Some(Event { seq: u64::try_from(seq).ok()?, at: Timestamp::from_millisecond(at).ok()?, fact })
}

/// Reads events, and remembers the wordings it has met.
#[derive(Debug, Default)]
pub(super) struct Reader {
    wordings: HashMap<WordingDigest, Wording>,
}

impl Reader {
    /// Returns a learner's events after `seq` that bear on a course, oldest first. Facts that only a newer program understands
    /// are passed over; they stay where they are.
    pub(super) fn read(&mut self, connection: &Connection, learner: i64, course: &CourseId, after: u64) -> rusqlite::Result<Vec<Event>> {
        let sql = "select seq, occurred_ms, fact, wording from event
            where learner = ?1 and seq > ?2 and (course is null or course = ?3) order by seq";
        let mut statement = connection.prepare_cached(sql)?;
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let mut rows = statement.query(params![learner, after, course.as_str()])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            let (seq, at): (i64, i64) = (row.get(0)?, row.get(1)?);
            let Ok(mut fact) = serde_json::from_str(row.get_ref(2)?.as_str()?) else { continue };
            let (Ok(seq), Ok(at)) = (u64::try_from(seq), Timestamp::from_millisecond(at)) else { continue };
            if let (Some(wording), Some(digest)) = (wording_of(&mut fact), row.get(3)?) {
                let Some(words) = self.wording(connection, digest)? else { continue };
                *wording = words;
            }
            events.push(Event { seq, at, fact });
        }
        Ok(events)
    }

    /// Returns the words of this digest; `None` where only a newer program can read them.
    fn wording(&mut self, connection: &Connection, digest: WordingDigest) -> rusqlite::Result<Option<Wording>> {
        if let Some(known) = self.wordings.get(&digest) {
            return Ok(Some(known.clone()));
        }
        let mut statement = connection.prepare_cached("select words from wording where digest = ?1")?;
        let words: Option<String> = statement.query_row([digest], |row| row.get(0)).optional()?;
        let Some(read) = words.and_then(|words| serde_json::from_str::<Wording>(&words).ok()) else { return Ok(None) };
        self.wordings.insert(digest, read.clone());
        Ok(Some(read))
    }
}

/// The words that a fact carries, where it carries any.
fn wording_of(fact: &mut Fact) -> Option<&mut Wording> {
    match fact {
        Fact::QuestionAnswered { wording, .. } | Fact::Refreshed { wording, .. } => Some(wording),
        _ => None,
    }
}

fn nothing() -> Wording {
    Wording { ask: String::new(), items: Vec::new() }
}
