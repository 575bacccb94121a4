//! A look at a learner's records before they are opened. To open them SQLite looks twice at the header and makes two files beside them,
//! which took a quarter of the time to a first screen; a file that nobody has open can be read without.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use rusqlite::Connection;

use crate::id::CourseId;
use crate::journey::{Event, Fact, Journal, LearnerId, NotKept};

use super::migration::{JOURNALS, beside, taken};
use super::outgoing::Telling;
use super::sqlite::{FILE, Sqlite, unchanging};
use super::{Error, SqliteJournal, place};

/// One learner's journal of one course in a folder of this machine: opened, or looked at until more than that is wanted.
#[derive(Debug)]
pub struct FolderJournal {
    journal: SqliteJournal,
    /// How the records stood, where they were only looked at.
    glance: Option<Glance>,
}

impl From<SqliteJournal> for FolderJournal {
    fn from(journal: SqliteJournal) -> Self {
        Self { journal, glance: None }
    }
}

impl FolderJournal {
    /// Looks at the journal of a learner without opening the records, which [`Journal::ready`] does, or the first fact; `None` where they
    /// have to be opened for that, or where the learner is not known.
    #[must_use]
    pub fn glance(folder: &Path, account: &str, course: &CourseId) -> Option<Self> {
        let (connection, glance) = Glance::at(folder)?;
        let journal = SqliteJournal::new(connection, folder.join(FILE), account, course).ok()?;
        journal.learner().is_some().then_some(Self { journal, glance: Some(glance) })
    }

    /// Has a learning record store hear of what is kept: its statements are put down with the facts.
    #[must_use]
    pub fn telling(self, telling: Telling) -> Self {
        Self { journal: self.journal.telling(telling), ..self }
    }

    /// Returns the learner's id; `None` until the first fact is kept.
    #[must_use]
    pub fn learner(&self) -> Option<LearnerId> {
        self.journal.learner()
    }

    /// Returns all events of this learner that bear on this course, oldest first: [`Journal::events`] for those who only read.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn read(&mut self) -> Result<Vec<Event>, Error> {
        if let Some(glance) = &self.glance {
            match self.journal.read() {
                Ok(events) if glance.holds() => return Ok(events),
                _ => self.open()?,
            }
        }
        self.journal.read()
    }

    /// Opens the records where they were only looked at. What others have kept since is told with the next fact.
    fn open(&mut self) -> Result<(), Error> {
        if let Some(glance) = &self.glance {
            self.journal = self.journal.over(Sqlite::open(&glance.folder)?.connection)?;
            self.glance = None;
        }
        Ok(())
    }
}

impl Journal for FolderJournal {
    fn append(&mut self, fact: Fact, at: Timestamp) -> Result<Vec<Event>, NotKept> {
        self.open().map_err(|error| NotKept { because: Box::new(error) })?;
        self.journal.append(fact, at)
    }

    fn events(&mut self) -> Result<Vec<Event>, NotKept> {
        self.read().map_err(|error| NotKept { because: Box::new(error) })
    }

    fn news(&mut self) -> Result<Vec<Event>, NotKept> {
        self.open().map_err(|error| NotKept { because: Box::new(error) })?;
        self.journal.news()
    }

    fn ready(&mut self) -> Result<(), NotKept> {
        self.open().map_err(|error| NotKept { because: Box::new(error) })
    }
}

/// How the records stood when they were looked at.
#[derive(Debug)]
struct Glance {
    folder: PathBuf,
    size: u64,
    changed: SystemTime,
}

impl Glance {
    /// Looks at the records of a folder, to read them; `None` where anything speaks against it, which opening them will say in words:
    /// they are not there, not ours, of another version, in use, not to be written to, or on a disk that asks for more care.
    fn at(folder: &Path) -> Option<(Connection, Self)> {
        let (file, glance) = (folder.join(FILE), Self::of(folder)?);
        let is_usual = place::may_be_written(folder) && place::may_be_written(&file) && place::warning(folder).is_none();
        let connection = is_usual.then(|| unchanging(&file).ok())??;
        (taken(&connection, &file, JOURNALS).ok()? == JOURNALS.steps.len()).then_some((connection, glance))
    }

    /// Whether what was read until now was the records as they are: nobody has opened them, or has had them open, since the look. Whoever
    /// did left a log, or a file that was changed.
    fn holds(&self) -> bool {
        Self::of(&self.folder).is_some_and(|now| (now.size, now.changed) == (self.size, self.changed))
    }

    /// Returns how the records of a folder stand; `None` where somebody has them open, or was stopped while writing.
    fn of(folder: &Path) -> Option<Self> {
        let file = folder.join(FILE);
        // A link leads to a file that has its log beside itself, wherever that is.
        let found = fs::symlink_metadata(&file).ok().filter(|found| found.is_file() && found.len() > 0)?;
        let is_alone = !["-wal", "-journal"].iter().any(|ending| beside(&file, ending).exists());
        is_alone.then_some(Self { folder: folder.to_owned(), size: found.len(), changed: found.modified().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use crate::id::{LessonId, PageId};

    use super::*;

    fn course() -> CourseId {
        CourseId::new("course").unwrap()
    }

    fn opened(folder: &Path) -> SqliteJournal {
        Sqlite::open(folder).unwrap().journal("local", &course()).unwrap()
    }

    fn glanced(folder: &Path) -> Option<FolderJournal> {
        FolderJournal::glance(folder, "local", &course())
    }

    fn page(id: &str) -> Fact {
        Fact::PageRead { lesson: LessonId::new("privacy").unwrap(), page: PageId::new(id).unwrap() }
    }

    fn kept(journal: &mut dyn Journal, id: &str) -> Vec<Event> {
        journal.append(page(id), Timestamp::UNIX_EPOCH).unwrap()
    }

    fn pages(events: &[Event]) -> Vec<String> {
        let page = |event: &Event| match &event.fact {
            Fact::PageRead { page, .. } => Some(page.to_string()),
            _ => None,
        };
        events.iter().filter_map(page).collect()
    }

    /// A folder whose learner has read one page, with nobody in it.
    fn left() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        kept(&mut opened(folder.path()), "p-1");
        folder
    }

    fn files(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_look_reads_what_was_kept_and_makes_no_file() {
        let folder = left();
        let mut journal = glanced(folder.path()).unwrap();
        assert_eq!(pages(&journal.events().unwrap()), ["p-1"]);
        assert_eq!(files(folder.path()), [FILE]);
        assert_eq!(journal.learner(), opened(folder.path()).learner());
    }

    #[test]
    fn a_journal_that_was_looked_at_is_opened_when_it_is_to_be_ready_and_with_the_first_fact() {
        let folder = left();
        let mut journal = glanced(folder.path()).unwrap();
        journal.events().unwrap();
        journal.ready().unwrap();
        assert_eq!(files(folder.path()), [FILE, "bedside.db-shm", "bedside.db-wal"]);
        assert_eq!(pages(&kept(&mut journal, "p-2")), ["p-2"]);
        drop(journal);
        let mut journal = glanced(folder.path()).unwrap();
        assert_eq!(pages(&kept(&mut journal, "p-3")), ["p-1", "p-2", "p-3"], "nothing of it was read yet");
        assert_eq!(pages(&journal.events().unwrap()), ["p-1", "p-2", "p-3"]);
    }

    #[test]
    fn what_others_keep_after_the_look_is_told_with_the_next_fact() {
        let folder = left();
        let mut journal = glanced(folder.path()).unwrap();
        assert_eq!(pages(&journal.events().unwrap()), ["p-1"]);
        kept(&mut opened(folder.path()), "p-2");
        journal.ready().unwrap();
        assert_eq!(pages(&kept(&mut journal, "p-3")), ["p-2", "p-3"]);
    }

    #[test]
    fn what_others_keep_between_the_look_and_the_reading_is_read() {
        let folder = left();
        let mut journal = glanced(folder.path()).unwrap();
        kept(&mut opened(folder.path()), "p-2");
        assert_eq!(pages(&journal.events().unwrap()), ["p-1", "p-2"]);
        drop(journal);
        let mut journal = glanced(folder.path()).unwrap();
        let other = opened(folder.path());
        assert_eq!(pages(&journal.events().unwrap()), ["p-1", "p-2"], "read beside somebody who is there");
        assert!(journal.glance.is_none(), "and opened for it");
        drop(other);
    }

    #[test]
    fn records_that_something_is_the_matter_with_are_opened_at_once() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Glance::at(folder.path()).is_none(), "nothing there");
        fs::write(folder.path().join(FILE), "").unwrap();
        assert!(Glance::at(folder.path()).is_none(), "an empty file");
        fs::write(folder.path().join(FILE), "no database").unwrap();
        assert!(Glance::at(folder.path()).is_none(), "no database");
        for beside in ["-wal", "-journal"] {
            let folder = left();
            fs::write(folder.path().join(format!("{FILE}{beside}")), "").unwrap();
            assert!(Glance::at(folder.path()).is_none(), "{beside}");
        }
        for (pragma, number) in [("application_id", 7), ("user_version", 99), ("user_version", 1)] {
            let folder = left();
            Connection::open(folder.path().join(FILE)).unwrap().pragma_update(None, pragma, number).unwrap();
            assert!(Glance::at(folder.path()).is_none(), "{pragma} {number}");
        }
        let folder = left();
        let in_use = opened(folder.path());
        assert!(Glance::at(folder.path()).is_none(), "in use");
        drop(in_use);
        assert!(Glance::at(folder.path()).is_some(), "and once it is not");
        assert!(FolderJournal::glance(folder.path(), "somebody-else", &course()).is_none(), "a learner who is not known");
        #[cfg(unix)]
        {
            let elsewhere = tempfile::tempdir().unwrap();
            std::os::unix::fs::symlink(folder.path().join(FILE), elsewhere.path().join(FILE)).unwrap();
            assert!(Glance::at(elsewhere.path()).is_none(), "a link");
        }
        let shared = folder.path().join("Dropbox");
        kept(&mut opened(&shared), "p-1");
        assert!(Glance::at(&shared).is_none(), "a folder that asks for more care");
    }

    #[test]
    fn records_that_can_no_longer_be_opened_are_told_of_before_anything_is_kept() {
        let folder = left();
        let mut journal = glanced(folder.path()).unwrap();
        journal.events().unwrap();
        Connection::open(folder.path().join(FILE)).unwrap().pragma_update(None, "user_version", 99).unwrap();
        for _ in ["at once", "and again"] {
            let told = journal.ready().unwrap_err().to_string();
            assert!(told.contains("newer bedside"), "{told}");
        }
        assert!(journal.append(page("p-2"), Timestamp::UNIX_EPOCH).is_err());
    }
}
