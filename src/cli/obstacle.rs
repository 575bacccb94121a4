//! What stands where a file is to be written, where we can tell more of it than the machine does.

use std::io;

/// What is in the way. It goes as the reason inside an [`io::Error`], so that whoever words the error finds it again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Obstacle {
    /// A file that the command did not write.
    #[error("a file that bedside did not write is there; name another file, or remove that one first")]
    Another,
}

impl Obstacle {
    /// Returns what an error says is in the way, where it is one of these.
    pub(super) fn of(because: &io::Error) -> Option<&Self> {
        because.get_ref().and_then(|inside| inside.downcast_ref())
    }
}

impl From<Obstacle> for io::Error {
    fn from(obstacle: Obstacle) -> Self {
        Self::new(io::ErrorKind::AlreadyExists, obstacle)
    }
}
