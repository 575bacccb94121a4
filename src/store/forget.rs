//! Takes one learner out of the journals: the one thing in this room that removes facts, on that learner's word.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use uuid::Uuid;

use crate::journey::LearnerId;

use super::{Error, migration};

/// The rules that keep facts where they are, set aside for one learner and put back in the same transaction.
const SET_ASIDE: &str = "drop trigger event_remains";
const PUT_BACK: &str = "create trigger event_remains before delete on event begin select raise(abort, 'events are append-only'); end";

/// What was taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// How many facts.
    pub facts: usize,
    /// How many other learners are still there.
    pub others: usize,
    /// Who it was, as statements name them; `None` where nobody of that account was there.
    pub learner: Option<LearnerId>,
}

/// Takes out every fact of an account, in every course, and overwrites where they stood. Copies that were made before the database
/// changed its shape go too: they hold the same facts.
pub(super) fn account(connection: &mut Connection, file: &Path, account: &str) -> Result<Forgotten, Error> {
    let failed = |said: rusqlite::Error| Error::of(file, &said);
    connection.execute_batch("pragma secure_delete = on").map_err(failed)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let find = "select id, learner_id from learner where account = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, LearnerId(Uuid::from_bytes(row.get(1)?))));
    let found = transaction.query_row(find, [account], read).optional().map_err(failed)?;
    let mut forgotten = Forgotten::default();
    if let Some((learner, id)) = found {
        forgotten.learner = Some(id);
        transaction.execute_batch(SET_ASIDE).map_err(failed)?;
        forgotten.facts = transaction.execute("delete from event where learner = ?1", [learner]).map_err(failed)?;
        transaction.execute_batch(PUT_BACK).map_err(failed)?;
        transaction.execute("delete from outgoing where learner = ?1", [learner]).map_err(failed)?;
        transaction.execute("delete from learner where id = ?1", [learner]).map_err(failed)?;
    }
    let others: i64 = transaction.query_row("select count(*) from learner", [], |row| row.get(0)).map_err(failed)?;
    forgotten.others = usize::try_from(others).unwrap_or_default();
    transaction.commit().map_err(failed)?;
    // The freed pages go, and with them the log that stood before the database.
    connection.execute_batch("vacuum").map_err(failed)?;
    connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(())).map_err(failed)?;
    migration::remove_copies(file)?;
    Ok(forgotten)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use crate::id::CourseId;
    use crate::journey::{Fact, Introduction, Journal};
    use crate::store::Sqlite;

    fn introduces(folder: &std::path::Path, account: &str, name: &str) {
        let course = CourseId::new("course").unwrap();
        let mut journal = Sqlite::open(folder).unwrap().journal(account, &course).unwrap();
        let who = Introduction { name: name.to_owned(), ..Introduction::default() };
        journal.append(Fact::Introduced(who), Timestamp::from_second(1_795_000_000).unwrap()).unwrap();
    }

    #[test]
    fn one_learner_goes_for_good_and_the_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        introduces(folder.path(), "ana", "Ana-who-wants-to-go");
        introduces(folder.path(), "ben", "Ben-who-stays");
        std::fs::write(folder.path().join("bedside.db.before-1"), "Ana-who-wants-to-go").unwrap();
        let forgotten = Sqlite::open(folder.path()).unwrap().forget("ana").unwrap();
        assert_eq!((forgotten.facts, forgotten.others), (1, 1));
        let mut left = Vec::new();
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            left.extend(std::fs::read(entry.unwrap().path()).unwrap());
        }
        let left = String::from_utf8_lossy(&left).into_owned();
        assert!(!left.contains("Ana-who") && left.contains("Ben-who-stays"));
        let course = CourseId::new("course").unwrap();
        let mut ben = Sqlite::open(folder.path()).unwrap().journal("ben", &course).unwrap();
        assert_eq!(ben.events().unwrap().len(), 1);
        let nobody = Sqlite::open(folder.path()).unwrap().forget("ana").unwrap();
        assert_eq!((nobody.facts, nobody.others), (0, 1));
    }

    #[test]
    fn facts_are_as_safe_as_before_once_somebody_has_gone() {
        let folder = tempfile::tempdir().unwrap();
        introduces(folder.path(), "ana", "Ana");
        introduces(folder.path(), "ben", "Ben");
        Sqlite::open(folder.path()).unwrap().forget("ana").unwrap();
        let connection = rusqlite::Connection::open(folder.path().join("bedside.db")).unwrap();
        assert!(connection.execute("delete from event", []).is_err());
    }
}
