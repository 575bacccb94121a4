//! What can go wrong with the records on this machine: what happened, to which file, what to do, and what is safe.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why the records could not be opened, read or added to. Nothing was lost or overwritten, whichever it is.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder cannot be made or looked into.
    #[error(
        "could not keep records in the folder {}: {because}\n\
         name another folder with `--data DIR`, or ask whoever looks after this computer for the right to write there",
        folder.display()
    )]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the machine said.
        because: io::Error,
    },
    /// The file cannot be opened.
    #[error(
        "could not open the records in {}: {because}\n\
         the file was left as it is; look at who owns it and its folder, or name another folder with `--data DIR`",
        file.display()
    )]
    Closed {
        /// The file.
        file: PathBuf,
        /// What the machine said.
        because: String,
    },
    /// The file or its folder may be read and not written.
    #[error(
        "the records in {} may be read but not written\n\
         nothing was changed; make the file and its folder writable, or name another folder with `--data DIR`",
        file.display()
    )]
    ReadOnly {
        /// The file.
        file: PathBuf,
    },
    /// No room is left.
    #[error("the disk that holds {} is full\nfree some space and do it again; everything kept before is safe", file.display())]
    Full {
        /// The file.
        file: PathBuf,
    },
    /// The disk failed.
    #[error(
        "the disk that holds {} did not do what it was asked: {because}\n\
         everything kept before is as it was; see that the disk is connected and not full, then do it again",
        file.display()
    )]
    Disk {
        /// The file.
        file: PathBuf,
        /// What SQLite said.
        because: String,
    },
    /// Another program does not let go of the file.
    #[error(
        "another program holds {} and does not let go of it\n\
         nothing was lost; close other bedside windows and back-up programs that use it, then do it again",
        file.display()
    )]
    Locked {
        /// The file.
        file: PathBuf,
    },
    /// The file is damaged, or no database at all.
    #[error(
        "the records in {} are damaged and cannot be read\n\
         the file was left exactly as it is; copy it to a safe place, then put a back-up in its place, or move it away to begin anew",
        file.display()
    )]
    Damaged {
        /// The file.
        file: PathBuf,
    },
    /// A newer bedside has written the file.
    #[error(
        "the records in {} were written by a newer bedside (format {found}; this one knows up to {known})\n\
         nothing was changed; install the newest bedside and open them with that",
        file.display()
    )]
    Newer {
        /// The file.
        file: PathBuf,
        /// The format of the file.
        found: i64,
        /// The newest format this program knows.
        known: i64,
    },
    /// The file is some other program's database.
    #[error(
        "{} is a database of another program, not of bedside\n\
         nothing was changed; move it away, or name another folder with `--data DIR`",
        file.display()
    )]
    Foreign {
        /// The file.
        file: PathBuf,
    },
    /// The address of a server makes no sense.
    #[error("that is no address of a records server: {because}\nwrite it as `postgres://NAME@HOST/DATABASE`")]
    Address {
        /// What is the matter with it.
        because: String,
    },
    /// This machine trusts no certificate at all, so no server can prove who it is.
    #[error(
        "this computer has no certificates that it trusts, so {server} cannot prove who it is: {because}\n\
         install those of your system (Debian: ca-certificates), or name a file of your own with `?sslrootcert=FILE` in the address"
    )]
    NoRoots {
        /// The server.
        server: String,
        /// What the machine said.
        because: String,
    },
    /// The server is not to be reached, or does not answer.
    #[error(
        "the records server {server} is away: {because}\n\
         nothing was lost; see that it runs and that this computer can reach it, then do it again"
    )]
    Away {
        /// The server.
        server: String,
        /// What the machine said.
        because: String,
    },
    /// The server does not let this account in, or not do this.
    #[error("the records server {server} does not allow this: {because}\nnothing was changed; ask whoever looks after that server")]
    Shut {
        /// The server.
        server: String,
        /// What the server said.
        because: String,
    },
    /// The server's database has no tables of ours, and this account may not make them.
    #[error(
        "the database {server} is not set up for records yet\n\
         its owner does that by opening it once, with `bedside doctor --data ADDRESS`"
    )]
    Bare {
        /// The server.
        server: String,
    },
    /// A newer bedside has changed the server's tables.
    #[error(
        "the records on {server} were written by a newer bedside (format {found}; this one knows up to {known})\n\
         nothing was changed; install the newest bedside and open them with that"
    )]
    NewerServer {
        /// The server.
        server: String,
        /// The format of the tables.
        found: i64,
        /// The newest format this program knows.
        known: i64,
    },
    /// The server has no room left.
    #[error("the disk of the records server {server} is full\nfree some space there and do it again; everything kept before is safe")]
    FullServer {
        /// The server.
        server: String,
    },
    /// Anything else that a server says.
    #[error(
        "could not use the records on {server}: {because}\n\
         everything kept before is as it was; `bedside --version` and this line help whoever is asked about it"
    )]
    FailedServer {
        /// The server.
        server: String,
        /// What the server said.
        because: String,
    },
    /// Anything else.
    #[error(
        "could not use the records in {}: {because}\n\
         everything kept before is as it was; `bedside --version` and this line help whoever is asked about it",
        file.display()
    )]
    Failed {
        /// The file.
        file: PathBuf,
        /// What SQLite said.
        because: String,
    },
}

impl Error {
    /// Words it in one short line, for who is in the middle of something.
    pub(super) fn in_a_line(&self) -> String {
        match self {
            Self::Away { .. } => "the server is away".to_owned(),
            Self::FullServer { .. } => "the server's disk is full".to_owned(),
            Self::Shut { .. } => "the server does not allow it".to_owned(),
            other => other.to_string(),
        }
    }

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
            ErrorCode::DiskFull => Self::Full { file },
            ErrorCode::SystemIoFailure => Self::Disk { file, because },
            ErrorCode::ReadOnly => Self::ReadOnly { file },
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied => Self::Closed { file, because },
            _ => Self::Failed { file, because },
        }
    }
}
