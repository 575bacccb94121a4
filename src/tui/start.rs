//! What a session on the full screen begins with.

use std::fmt;
use std::sync::Arc;

use crate::course::Course;
use crate::journey::{Documents, Preferences, Progress, Route};
use crate::language::Language;
use crate::source::Digest;

use super::gallery::Pixels;
use super::theme::Depth;

/// What a session begins with.
#[derive(Clone, Debug)]
pub struct Start {
    /// The course.
    pub course: Arc<Course>,
    /// What the learner has done in it: the replay of the journal's events.
    pub progress: Progress,
    /// The language of the program's own words, where the learner set no other.
    pub language: Language,
    /// What the command line set; it wins over what the learner set.
    pub given: Preferences,
    /// What the configuration sets, where nobody set anything else.
    pub usual: Preferences,
    /// How many colours the terminal shows.
    pub depth: Depth,
    /// Where to begin; `None` for the list of steps, or for the welcome when the learner is not known yet.
    pub at: Option<Route>,
    /// How pictures are shown.
    pub pixels: Pixels,
    /// Something to say on the first screen, such as a warning about the folder of the records.
    pub notice: Option<String>,
    /// Who makes the files that the learner takes along; `None` where the learner could not reach them.
    pub documents: Option<Arc<dyn Documents>>,
    /// Luck: questions are drawn and attempts named by it.
    pub seed: u64,
}

/// The rest of a course, where a session begins with the part that its first screen shows. It is read when something else is to be
/// shown, or when what was done may end a step.
pub struct Rest {
    /// What the whole course teaches, where that is known without reading it. Where it is not, it is read once the first frame is there.
    pub digest: Option<Digest>,
    /// Reads the whole course; `None` where it turns out that it may not be shown, which ends the session.
    pub read: Box<dyn FnOnce() -> Option<Arc<Course>>>,
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.digest, f)
    }
}
