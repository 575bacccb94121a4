//! What can go wrong with the records on this machine: what happened, to which file, what to do, and what is safe.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY;

use crate::journey::Because;
use crate::language::Language;

use super::room;

/// Why the records could not be opened, read or added to. Nothing was lost or overwritten, whichever it is.
#[derive(Debug)]
pub enum Error {
    /// The folder cannot be made or looked into.
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the machine said.
        because: io::Error,
    },
    /// The file cannot be opened.
    Closed {
        /// The file.
        file: PathBuf,
        /// What the machine said.
        because: String,
    },
    /// The file or its folder may be read and not written.
    ReadOnly {
        /// The file.
        file: PathBuf,
    },
    /// No room is left.
    Full {
        /// The file.
        file: PathBuf,
    },
    /// The disk failed.
    Disk {
        /// The file.
        file: PathBuf,
        /// What SQLite said.
        because: String,
    },
    /// Another program does not let go of the file.
    Locked {
        /// The file.
        file: PathBuf,
    },
    /// The learner has taken everything out meanwhile.
    Forgotten,
    /// The file is no longer where it was opened.
    Gone {
        /// Where it was.
        file: PathBuf,
    },
    /// The file is damaged, or no database at all.
    Damaged {
        /// The file.
        file: PathBuf,
    },
    /// A newer bedside has written the file.
    Newer {
        /// The file.
        file: PathBuf,
        /// The format of the file.
        found: i64,
        /// The newest format this program knows.
        known: i64,
    },
    /// The file is some other program's database.
    Foreign {
        /// The file.
        file: PathBuf,
    },
    /// The address of a server makes no sense.
    Address {
        /// What is the matter with it.
        because: String,
    },
    /// This machine trusts no certificate at all, so no server can prove who it is.
    NoRoots {
        /// The server.
        server: String,
        /// What the machine said.
        because: String,
    },
    /// The server is not to be reached, or does not answer.
    Away {
        /// The server.
        server: String,
        /// What the machine said.
        because: String,
    },
    /// The server does not let this account in.
    Shut {
        /// The server.
        server: String,
        /// What the server said.
        because: String,
    },
    /// The server lets this account in, and does not let it do this.
    Forbidden {
        /// The server.
        server: String,
        /// What the server said.
        because: String,
    },
    /// The server's database has no tables of ours, and this account may not make them.
    Bare {
        /// The server.
        server: String,
    },
    /// A newer bedside has changed the server's tables.
    NewerServer {
        /// The server.
        server: String,
        /// The format of the tables.
        found: i64,
        /// The newest format this program knows.
        known: i64,
    },
    /// The server has no room left.
    FullServer {
        /// The server.
        server: String,
    },
    /// Anything else that a server says.
    FailedServer {
        /// The server.
        server: String,
        /// What the server said.
        because: String,
    },
    /// Anything else.
    Failed {
        /// The file.
        file: PathBuf,
        /// What SQLite said.
        because: String,
    },
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(Language::English))
    }
}

impl Because for Error {
    fn said(&self, say: Language) -> String {
        match self {
            Self::Folder { folder, because } => say.records_folder(folder.display(), because),
            Self::Closed { file, because } => say.records_closed(file.display(), because),
            Self::ReadOnly { file } => say.records_read_only(file.display()),
            Self::Full { file } => say.records_full(file.display()),
            Self::Disk { file, because } => say.records_disk(file.display(), because),
            Self::Locked { file } => say.records_locked(file.display()),
            Self::Forgotten => say.records_forgotten().to_owned(),
            Self::Gone { file } => say.records_gone(file.display()),
            Self::Damaged { file } => say.records_damaged(file.display()),
            Self::Newer { file, found, known } => say.records_newer(file.display(), found, known),
            Self::Foreign { file } => say.records_foreign(file.display()),
            Self::Address { because } => say.records_address(because),
            Self::NoRoots { server, because } => say.records_no_roots(server, because),
            Self::Away { server, because } => say.records_away(server, because),
            Self::Shut { server, because } | Self::Forbidden { server, because } => say.records_shut(server, because),
            Self::Bare { server } => say.records_bare(server),
            Self::NewerServer { server, found, known } => say.records_newer_server(server, found, known),
            Self::FullServer { server } => say.records_full_server(server),
            Self::FailedServer { server, because } => say.records_failed_server(server, because),
            Self::Failed { file, because } => say.records_failed(file.display(), because),
        }
    }

    fn in_a_line(&self, say: Language) -> String {
        match self {
            Self::Away { .. } => say.records_server_away().to_owned(),
            Self::FullServer { .. } => say.records_server_full().to_owned(),
            Self::Forbidden { .. } => say.records_server_shut().to_owned(),
            Self::Shut { because, .. } => because.replace('\n', "; "),
            other => other.said(say).replace('\n', "; "),
        }
    }
}

impl Error {
    /// Words what SQLite said about a file.
    pub(super) fn of(file: &Path, said: &rusqlite::Error) -> Self {
        let file = file.to_owned();
        let because = said.to_string();
        let rusqlite::Error::SqliteFailure(failure, _) = said else {
            // A column that holds something else than was put there.
            return Self::Failed { file, because };
        };
        match failure.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => Self::Locked { file },
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged { file },
            // Nothing else that anything refers to is ever taken out.
            ErrorCode::ConstraintViolation if failure.extended_code == SQLITE_CONSTRAINT_FOREIGNKEY => Self::Forgotten,
            ErrorCode::DiskFull => Self::Full { file },
            // Some of the files beside the database are made in a way that fails without saying that the disk is full.
            ErrorCode::SystemIoFailure if room::is_lacking(&file) => Self::Full { file },
            ErrorCode::SystemIoFailure => Self::Disk { file, because },
            ErrorCode::ReadOnly => Self::ReadOnly { file },
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied => Self::Closed { file, because },
            _ => Self::Failed { file, because },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_is_not_allowed_to_reads_whose_role_it_has_to_be() {
        let (server, because) = ("db.example.org".to_owned(), "password authentication\nfailed".to_owned());
        let shut = Error::Shut { server: server.clone(), because: because.clone() };
        assert_eq!(shut.in_a_line(Language::English), "password authentication; failed");
        assert!(Error::Forbidden { server, because }.in_a_line(Language::English).contains("--learner NAME"));
    }
}
