//! Several windows on one journal: each goes on with the course it began with, and hears of the others when it keeps something.

use crate::course::Version;
use crate::source::Digest;

use super::{Fact, Progress};

/// Returns the fact that says which course is in front, where another one, or none, was opened last: by another window too. What is kept
/// after it is told as done in this one.
#[must_use]
pub fn opens((version, digest): (Version, Digest), progress: &Progress) -> Option<Fact> {
    (progress.opened != Some((version, digest))).then_some(Fact::CourseOpened { version, digest })
}
