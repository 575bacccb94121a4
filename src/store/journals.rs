//! The journals of a place, whatever it is: a folder of this machine, or a server.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::id::CourseId;
use crate::journey::{Event, Fact, Journal, LearnerId, NotKept};

use super::Error;
use super::Warning;
use super::checkup::Checkup;
use super::forget::Forgotten;
use super::glance::FolderJournal;
use super::outgoing::Telling;
use super::people::Person;
use super::server::{Address, Server, ServerJournal};
use super::sqlite::Sqlite;

/// Where records are kept.
#[derive(Clone, Debug)]
pub enum At {
    /// In a folder of this machine.
    Folder(PathBuf),
    /// On a server.
    Server(Box<Address>),
}

impl From<PathBuf> for At {
    fn from(folder: PathBuf) -> Self {
        Self::Folder(folder)
    }
}

/// The journals of a place, open.
#[derive(Debug)]
pub enum Journals {
    /// In a database of this machine.
    Sqlite(Sqlite),
    /// On a server.
    Server(Server),
}

impl From<Sqlite> for Journals {
    fn from(sqlite: Sqlite) -> Self {
        Self::Sqlite(sqlite)
    }
}

impl Journals {
    /// Opens the journals of a place to read and to add to; makes them where there are none.
    ///
    /// # Errors
    /// Any [`Error`]; nothing is then changed.
    pub fn open(at: &At) -> Result<Self, Error> {
        match at {
            At::Folder(folder) => Sqlite::open(folder).map(Self::Sqlite),
            At::Server(address) => Ok(Self::Server(Server::at((**address).clone()))),
        }
    }

    /// Opens the journals of a place to read only; `None` where there are none.
    ///
    /// # Errors
    /// Any [`Error`]; nothing is then changed.
    pub fn open_to_read(at: &At) -> Result<Option<Self>, Error> {
        match at {
            At::Folder(folder) => Ok(Sqlite::open_to_read(folder)?.map(Self::Sqlite)),
            At::Server(_) => Self::open(at).map(Some),
        }
    }

    /// Returns what is to be known about the place.
    #[must_use]
    pub fn warning(&self) -> Option<Warning> {
        match self {
            Self::Sqlite(sqlite) => sqlite.warning().cloned(),
            Self::Server(_) => None,
        }
    }

    /// Returns one learner's journal of one course. A learner who is not known is written down with the first fact.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn journal(self, account: &str, course: &CourseId) -> Result<OneJournal, Error> {
        match self {
            Self::Sqlite(sqlite) => sqlite.journal(account, course).map(FolderJournal::from).map(OneJournal::Sqlite),
            Self::Server(server) => server.journal(account, course).map(Box::new).map(OneJournal::Server),
        }
    }

    /// Returns the courses that an account has done anything in.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn courses(&self, account: &str) -> Result<Vec<CourseId>, Error> {
        match self {
            Self::Sqlite(sqlite) => sqlite.courses(account),
            Self::Server(server) => server.courses(account),
        }
    }

    /// Takes out all that an account did, in every course, for good.
    ///
    /// # Errors
    /// Any [`Error`]; nothing is then taken out.
    pub fn forget(self, account: &str) -> Result<Forgotten, Error> {
        match self {
            Self::Sqlite(sqlite) => sqlite.forget(account),
            Self::Server(server) => server.forget(account),
        }
    }

    /// Calls `visit` with every learner and what each did in a course, by account. Only one learner is in memory at a time.
    ///
    /// # Errors
    /// Any [`Error`] of reading, and the first one of `visit`.
    pub fn learners<E: From<Error>>(&self, course: &CourseId, visit: impl FnMut(Person) -> Result<(), E>) -> Result<(), E> {
        match self {
            Self::Sqlite(sqlite) => sqlite.learners(course, visit),
            Self::Server(server) => server.learners(course, visit),
        }
    }
}

/// One learner's journal of one course, wherever it is kept.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "a session has one of them")]
pub enum OneJournal {
    /// In a database of this machine.
    Sqlite(FolderJournal),
    /// On a server.
    Server(Box<ServerJournal>),
}

impl OneJournal {
    /// Looks at one learner's journal of one course without opening it, as far as a first screen needs it; `None` where it has to be
    /// opened for that.
    #[must_use]
    pub fn glance(at: &At, account: &str, course: &CourseId) -> Option<Self> {
        match at {
            At::Folder(folder) => FolderJournal::glance(folder, account, course).map(Self::Sqlite),
            At::Server(_) => None,
        }
    }

    /// Has a learning record store hear of what is kept: its statements are put down with the facts.
    #[must_use]
    pub fn telling(self, telling: Option<Telling>) -> Self {
        match (self, telling) {
            (Self::Sqlite(journal), Some(telling)) => Self::Sqlite(journal.telling(telling)),
            (Self::Server(journal), Some(telling)) => Self::Server(Box::new(journal.telling(telling))),
            (journal, None) => journal,
        }
    }

    /// Returns the learner's id; `None` until the first fact is kept.
    #[must_use]
    pub fn learner(&self) -> Option<LearnerId> {
        match self {
            Self::Sqlite(journal) => journal.learner(),
            Self::Server(journal) => journal.learner(),
        }
    }

    /// Returns all events of this learner that bear on this course, oldest first: [`Journal::events`] for those who only read.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn read(&mut self) -> Result<Vec<Event>, Error> {
        match self {
            Self::Sqlite(journal) => journal.read(),
            Self::Server(journal) => journal.read(),
        }
    }
}

impl Journal for OneJournal {
    fn append(&mut self, fact: Fact, at: Timestamp) -> Result<Vec<Event>, NotKept> {
        match self {
            Self::Sqlite(journal) => journal.append(fact, at),
            Self::Server(journal) => journal.append(fact, at),
        }
    }

    fn events(&mut self) -> Result<Vec<Event>, NotKept> {
        match self {
            Self::Sqlite(journal) => journal.events(),
            Self::Server(journal) => journal.events(),
        }
    }

    fn news(&mut self) -> Result<Vec<Event>, NotKept> {
        match self {
            Self::Sqlite(journal) => journal.news(),
            Self::Server(journal) => journal.news(),
        }
    }

    fn ready(&mut self) -> Result<(), NotKept> {
        match self {
            Self::Sqlite(journal) => journal.ready(),
            Self::Server(journal) => journal.ready(),
        }
    }
}

/// Looks at the journals of a place; `None` where there are none. On a server, the tables are made where this account may make them.
///
/// # Errors
/// Any [`Error`]; nothing is then changed.
pub fn checkup(at: &At) -> Result<Option<Checkup>, Error> {
    match at {
        At::Folder(folder) => Sqlite::open_to_read(folder)?.map(|sqlite| sqlite.checkup()).transpose(),
        At::Server(address) => Server::at((**address).clone()).checkup().map(Some),
    }
}
