//! One learner's journal of one course, in a database that others write to as well.

use std::path::PathBuf;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use uuid::Uuid;

use crate::id::CourseId;
use crate::journey::{Event, Fact, Journal, LearnerId, NotKept};

use super::Error;
use super::log::noted;
use super::migration::{STEPS, number, version_after};
use super::outgoing::{self, Telling};
use super::place::Standing;
use super::row::{Reader, Row};

/// Keeps one learner's facts about one course for ever.
#[derive(Debug)]
pub struct SqliteJournal {
    connection: Connection,
    file: PathBuf,
    /// Which file that was when it was opened.
    standing: Standing,
    account: String,
    course: CourseId,
    learner: Option<(i64, LearnerId)>,
    reader: Reader,
    /// The last event of the learner that this journal has handed out or passed over.
    seen: u64,
    /// Who is to hear of it, where somebody is.
    telling: Option<Telling>,
}

impl SqliteJournal {
    /// Finds the learner of this account. One who is not there is written down with the first fact, not before.
    pub(super) fn new(connection: Connection, file: PathBuf, account: &str, course: &CourseId) -> Result<Self, Error> {
        let learner = known(&connection, account).map_err(|said| Error::of(&file, &said))?;
        let (standing, account, course) = (Standing::of(&file), account.to_owned(), course.clone());
        Ok(Self { connection, file, standing, account, course, learner, reader: Reader::default(), seen: 0, telling: None })
    }

    /// Goes on over another connection to the same records, after what this one has handed out.
    pub(super) fn over(&self, connection: Connection) -> Result<Self, Error> {
        let journal = Self::new(connection, self.file.clone(), &self.account, &self.course)?;
        Ok(Self { seen: self.seen, telling: self.telling.clone(), ..journal })
    }

    /// Has a learning record store hear of what is kept from now on, and of what was kept before: its statements are put down with the
    /// facts.
    #[must_use]
    pub fn telling(self, telling: Telling) -> Self {
        Self { telling: Some(telling), ..self }
    }

    /// Returns the learner's id; `None` until the first fact is kept.
    #[must_use]
    pub fn learner(&self) -> Option<LearnerId> {
        self.learner.map(|(_, learner)| learner)
    }

    /// Returns all events of this learner that bear on this course, oldest first: [`Journal::events`] for those who only read.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn read(&mut self) -> Result<Vec<Event>, Error> {
        let read = self.all();
        noted(&self.connection, read)
    }

    fn all(&mut self) -> Result<Vec<Event>, Error> {
        let failed = |said: rusqlite::Error| Error::of(&self.file, &said);
        if self.learner.is_none() {
            self.learner = known(&self.connection, &self.account).map_err(failed)?;
        }
        let Some((learner, _)) = self.learner else { return Ok(Vec::new()) };
        let events = self.reader.read(&self.connection, learner, &self.course, 0).map_err(failed)?;
        self.seen = events.last().map_or(0, |event| event.seq);
        Ok(events)
    }

    /// Returns what other windows have kept since this one was last told.
    pub(super) fn newest(&mut self) -> Result<Vec<Event>, Error> {
        let Some((learner, _)) = self.learner else { return self.read() };
        let found = self.reader.read(&self.connection, learner, &self.course, self.seen);
        let events = noted(&self.connection, found.map_err(|said| Error::of(&self.file, &said)))?;
        self.seen = events.last().map_or(self.seen, |event| event.seq);
        Ok(events)
    }

    fn keep(&mut self, fact: Fact, at: Timestamp) -> Result<Vec<Event>, Error> {
        let failed = |said: rusqlite::Error| Error::of(&self.file, &said);
        let tells = outgoing::may_end(&fact);
        let row = Row::of(fact).map_err(|said| Error::Failed { file: self.file.clone(), because: said.to_string() })?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        // A newer program may have changed the file while this window was open.
        let found = number(&transaction, "user_version").map_err(failed)?;
        let known_version = version_after(STEPS);
        if found != known_version {
            return Err(Error::Newer { file: self.file.clone(), found, known: known_version });
        }
        let learner = match self.learner {
            Some(learner) => learner,
            None => enrol(&transaction, &self.account).map_err(failed)?,
        };
        let seq: i64 = transaction
            .prepare_cached("select coalesce(max(seq), 0) + 1 from event where learner = ?1")
            .and_then(|mut last| last.query_row([learner.0], |row| row.get(0)))
            .map_err(failed)?;
        row.insert(&transaction, learner.0, seq, &self.course, at).map_err(failed)?;
        let events = self.reader.read(&transaction, learner.0, &self.course, self.seen).map_err(failed)?;
        if let Some(telling) = self.telling.as_ref().filter(|_| tells) {
            let all = self.reader.read(&transaction, learner.0, &self.course, 0).map_err(failed)?;
            outgoing::put(&transaction, telling, learner, &all, at).map_err(failed)?;
        }
        // What goes into a file that nobody finds again is not kept.
        if self.standing.is_gone(&self.file) {
            return Err(Error::Gone { file: self.file.clone() });
        }
        transaction.commit().map_err(failed)?;
        self.learner = Some(learner);
        self.seen = u64::try_from(seq).unwrap_or(self.seen);
        Ok(events)
    }
}

impl Journal for SqliteJournal {
    fn append(&mut self, fact: Fact, at: Timestamp) -> Result<Vec<Event>, NotKept> {
        let kept = self.keep(fact, at);
        noted(&self.connection, kept).map_err(|error| NotKept { because: Box::new(error) })
    }

    fn events(&mut self) -> Result<Vec<Event>, NotKept> {
        self.read().map_err(|error| NotKept { because: Box::new(error) })
    }

    fn news(&mut self) -> Result<Vec<Event>, NotKept> {
        self.newest().map_err(|error| NotKept { because: Box::new(error) })
    }
}

fn known(connection: &Connection, account: &str) -> rusqlite::Result<Option<(i64, LearnerId)>> {
    let mut statement = connection.prepare_cached("select id, learner_id from learner where account = ?1")?;
    statement.query_row([account], |row| Ok((row.get(0)?, LearnerId(Uuid::from_bytes(row.get(1)?))))).optional()
}

/// Writes a new learner down, unless another window just did.
fn enrol(connection: &Connection, account: &str) -> rusqlite::Result<(i64, LearnerId)> {
    if let Some(learner) = known(connection, account)? {
        return Ok(learner);
    }
    let learner = LearnerId(Uuid::new_v4());
    connection.execute("insert into learner (learner_id, account) values (?1, ?2)", (learner.0.as_bytes(), account))?;
    Ok((connection.last_insert_rowid(), learner))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use crate::id::{LessonId, PageId, QuestionId};
    use crate::journey::{AttemptId, Introduction, Wording};
    use crate::question::{Grade, Response};
    use crate::store::Sqlite;

    use super::*;

    fn journal(folder: &Path, account: &str, course: &str) -> SqliteJournal {
        Sqlite::open(folder).unwrap().journal(account, &CourseId::new(course).unwrap()).unwrap()
    }

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_795_000_000_000 + millis).unwrap()
    }

    fn page(id: &str) -> Fact {
        Fact::PageRead { lesson: LessonId::new("privacy").unwrap(), page: PageId::new(id).unwrap() }
    }

    fn named(name: &str) -> Fact {
        Fact::Introduced(Introduction { name: name.to_owned(), ..Introduction::default() })
    }

    fn answer(id: u128, words: &str) -> Fact {
        Fact::QuestionAnswered {
            attempt: AttemptId(Uuid::from_u128(id)),
            question: QuestionId::new("first-one").unwrap(),
            response: Response::Some(BTreeSet::from([0, 2])),
            grade: Grade::share(2, 3),
            points: 2,
            millis: 12_345,
            wording: Wording { ask: words.to_owned(), items: vec!["a".to_owned(), "b".to_owned()] },
        }
    }

    #[test]
    fn what_was_kept_is_there_after_opening_again() {
        let folder = tempfile::tempdir().unwrap();
        let facts = [named("Ana"), page("p-1"), answer(1, "What now?"), page("p-2")];
        let mut first = journal(folder.path(), "local", "course");
        let kept: Vec<Event> = facts.iter().zip(0..).flat_map(|(fact, millis)| first.append(fact.clone(), at(millis)).unwrap()).collect();
        drop(first);
        let mut again = journal(folder.path(), "local", "course");
        assert_eq!(again.events().unwrap(), kept);
        assert_eq!(kept.iter().map(|event| &event.fact).collect::<Vec<_>>(), facts.iter().collect::<Vec<_>>());
        assert_eq!(kept.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!(kept[3].at, at(3));
    }

    #[test]
    fn a_second_window_hears_of_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut two) = (journal(folder.path(), "local", "course"), journal(folder.path(), "local", "course"));
        assert!(one.events().unwrap().is_empty() && two.events().unwrap().is_empty());
        one.append(page("p-1"), at(1)).unwrap();
        one.append(page("p-2"), at(2)).unwrap();
        let heard: Vec<Fact> = two.append(page("p-3"), at(3)).unwrap().into_iter().map(|event| event.fact).collect();
        assert_eq!(heard, [page("p-1"), page("p-2"), page("p-3")]);
        let heard: Vec<u64> = one.append(page("p-4"), at(4)).unwrap().into_iter().map(|event| event.seq).collect();
        assert_eq!(heard, [3, 4]);
        assert_eq!(one.learner(), two.learner());
    }

    #[test]
    fn learners_and_courses_do_not_mix_but_a_name_holds_for_all_courses() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = journal(folder.path(), "ana", "course");
        first.append(named("Ana"), at(0)).unwrap();
        first.append(page("p-1"), at(1)).unwrap();
        journal(folder.path(), "ben", "course").append(page("p-2"), at(2)).unwrap();
        let mut other = journal(folder.path(), "ana", "other");
        let facts: Vec<Fact> = other.events().unwrap().into_iter().map(|event| event.fact).collect();
        assert_eq!(facts, [named("Ana")]);
        assert_eq!(other.append(page("p-3"), at(3)).unwrap().first().map(|event| event.seq), Some(3));
    }

    #[test]
    fn the_words_of_a_question_are_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path(), "local", "course");
        for id in 0..5 {
            journal.append(answer(id, "What now?"), at(0)).unwrap();
        }
        journal.append(answer(9, "And now?"), at(0)).unwrap();
        let wordings: i64 = journal.connection.query_row("select count(*) from wording", [], |row| row.get(0)).unwrap();
        assert_eq!(wordings, 2);
        let with_words: i64 =
            journal.connection.query_row("select count(*) from event where fact like '%now?%'", [], |row| row.get(0)).unwrap();
        assert_eq!(with_words, 0);
    }

    #[test]
    fn no_event_can_be_changed_removed_or_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path(), "local", "course");
        journal.append(answer(1, "What now?"), at(0)).unwrap();
        journal.append(page("p-1"), at(0)).unwrap();
        let before = journal.events().unwrap();
        for sql in [
            "update event set occurred_ms = 0",
            "delete from event",
            "replace into event (learner, seq, course, occurred_ms, fact) values (1, 1, 'course', 0, '{}')",
            "insert or replace into event (learner, seq, course, occurred_ms, fact) values (1, 2, 'course', 0, '{}')",
            "insert or ignore into event (learner, seq, course, occurred_ms, fact) values (1, 4, 'course', 0, '{}')",
            "update or replace event set seq = 1 where seq = 2",
            "delete from wording",
            "update wording set words = ''",
            "insert or replace into wording select digest, '' from wording",
        ] {
            assert!(journal.connection.execute(sql, []).is_err(), "`{sql}` went through");
        }
        assert_eq!(journal.events().unwrap(), before);
    }

    #[test]
    fn a_fact_of_a_newer_program_is_passed_over_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path(), "local", "course");
        journal.append(page("p-1"), at(0)).unwrap();
        let strange = r#"{"fact":"dreamt","of":{"sheep":3}}"#;
        let sql = "insert into event (learner, seq, course, occurred_ms, fact) values (1, 2, 'course', 0, ?1)";
        journal.connection.execute(sql, [strange]).unwrap();
        let seqs: Vec<u64> = journal.append(page("p-2"), at(0)).unwrap().into_iter().map(|event| event.seq).collect();
        assert_eq!(seqs, [3]);
        assert_eq!(journal.events().unwrap().len(), 2);
        let kept: String = journal.connection.query_row("select fact from event where seq = 2", [], |row| row.get(0)).unwrap();
        assert_eq!(kept, strange);
    }

    #[test]
    fn a_window_left_open_while_a_newer_program_changed_the_file_keeps_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut old = journal(folder.path(), "local", "course");
        old.append(page("p-1"), at(0)).unwrap();
        Connection::open(folder.path().join("bedside.db")).unwrap().pragma_update(None, "user_version", 9).unwrap();
        let told = old.append(page("p-2"), at(0)).unwrap_err().to_string();
        assert!(told.contains("newer bedside"), "{told}");
        assert_eq!(old.events().unwrap().len(), 1);
    }

    #[test]
    fn a_learner_is_written_down_with_the_first_fact_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path(), "local", "course");
        assert!(journal.events().unwrap().is_empty());
        assert_eq!(journal.learner(), None);
        journal.append(page("p-1"), at(0)).unwrap();
        assert!(journal.learner().is_some());
    }

    #[test]
    fn another_program_that_does_not_let_go_is_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = journal(folder.path(), "local", "course");
        journal.append(page("p-1"), at(0)).unwrap();
        journal.connection.busy_timeout(std::time::Duration::ZERO).unwrap();
        let other = Connection::open(folder.path().join("bedside.db")).unwrap();
        other.execute_batch("begin immediate").unwrap();
        let told = journal.append(page("p-2"), at(0)).unwrap_err().to_string();
        assert!(told.contains("another program holds") && told.contains("nothing was lost"), "{told}");
        assert_eq!(journal.events().unwrap().len(), 1, "reading goes on");
        other.execute_batch("rollback").unwrap();
        assert_eq!(journal.append(page("p-2"), at(0)).unwrap().len(), 1, "and so does writing, once the other lets go");
    }
}
