//! What stands where a file is to be written, where we can tell more of it than the machine does.

use std::path::PathBuf;
use std::{fmt, io};

use crate::journey::Because;
use crate::language::Language;

/// What is in the way. It goes as the reason inside an [`io::Error`], so that whoever words the error finds it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// A file that the command did not write.
    Another,
    /// A file that no result is ever written over.
    Kept(Kept),
    /// The folder is not there.
    NoFolder(PathBuf),
    /// The folder is something else.
    NotAFolder(PathBuf),
    /// A file stands where a folder should be.
    FileForFolder,
    /// A folder stands where the file should be.
    Folder,
    /// A link stands there.
    Link,
    /// A pipe, a device, or what else is no regular file.
    NotRegular,
    /// It is called `-`, as other programs call what they print.
    Dash,
}

/// What is in a file that no result is ever written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// Text of a course, or settings.
    Course,
    /// Records.
    Records,
    /// What was confirmed of the roster.
    Matches,
    /// A key.
    Key,
}

impl Obstacle {
    /// Returns what an error says is in the way, where it is one of these.
    pub(super) fn of(because: &io::Error) -> Option<&Self> {
        because.get_ref().and_then(|inside| inside.downcast_ref())
    }

    const fn kind(&self) -> io::ErrorKind {
        match self {
            Self::NoFolder(_) => io::ErrorKind::NotFound,
            Self::NotAFolder(_) | Self::FileForFolder => io::ErrorKind::NotADirectory,
            Self::Dash => io::ErrorKind::InvalidFilename,
            Self::Another | Self::Kept(_) | Self::Folder | Self::Link | Self::NotRegular => io::ErrorKind::AlreadyExists,
        }
    }
}

/// Words why a file cannot be written: what stands in the way, else what the machine says.
pub(super) fn said(because: &io::Error, say: Language) -> String {
    Obstacle::of(because).map_or_else(|| because.to_string(), |obstacle| obstacle.said(say))
}

impl Because for Obstacle {
    fn said(&self, say: Language) -> String {
        match self {
            Self::NoFolder(folder) => return say.not_written_no_folder(folder.display()),
            Self::NotAFolder(folder) => return say.not_written_not_a_folder(folder.display()),
            Self::Another => say.not_written_another(),
            Self::Kept(Kept::Course) => say.not_written_course(),
            Self::Kept(Kept::Records) => say.not_written_records(),
            Self::Kept(Kept::Matches) => say.not_written_matches(),
            Self::Kept(Kept::Key) => say.not_written_key(),
            Self::FileForFolder => say.not_written_file_for_folder(),
            Self::Folder => say.not_written_folder(),
            Self::Link => say.not_written_link(),
            Self::NotRegular => say.not_written_not_regular(),
            Self::Dash => say.not_written_dash(),
        }
        .to_owned()
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(Language::English))
    }
}

impl std::error::Error for Obstacle {}

impl From<Obstacle> for io::Error {
    fn from(obstacle: Obstacle) -> Self {
        Self::new(obstacle.kind(), obstacle)
    }
}
