//! What a session begins with.

use std::sync::Arc;

use jiff::civil::Date;

use crate::course::Course;
use crate::course::proof::Remarks;
use crate::journey::{Certificate, Documents, Introduction, Preferences, Progress};
use crate::language::Language;

/// Returns a certificate as text of at most so many columns.
pub type CertificateText = fn(&Course, Option<&Introduction>, &Certificate, Date, usize, Language) -> String;

/// Where a session begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beginning {
    /// Where the learner was.
    #[default]
    WhereLeft,
    /// With the questions that are due again.
    Refresh,
    /// Where the learner was a moment ago: the course was written anew meanwhile, and what it says here is another.
    Renewed,
    /// Where the learner was a moment ago: the course was written anew meanwhile, but not here.
    Unchanged,
}

/// Whether what is done is still there the next time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// It is.
    #[default]
    Keeps,
    /// It is a preview, and nothing is.
    Forgets,
}

/// What a session begins with.
#[derive(Clone, Debug)]
pub struct Start {
    /// The course.
    pub course: Arc<Course>,
    /// What the learner has done in it: the replay of the journal's events.
    pub progress: Progress,
    /// The language of the program's own words.
    pub language: Language,
    /// The language where the learner set none.
    pub usual: Language,
    /// What the command line set; it wins over what the learner set before.
    pub given: Preferences,
    /// What the configuration sets, where nobody set anything else.
    pub configured: Preferences,
    /// Where it begins.
    pub begins: Beginning,
    /// Whether what is done is still there the next time.
    pub keeping: Keeping,
    /// No line is wider than this; at least 20.
    pub columns: usize,
    /// Whether what is typed is written too, because no terminal shows it: a piped session is then a whole transcript.
    pub transcript: bool,
    /// Something to say first, such as a warning about the folder of the records.
    pub notice: Option<String>,
    /// What is said about the parts of the course, to whoever writes it.
    pub remarks: Arc<Remarks>,
    /// Luck: questions are drawn and attempts named by it.
    pub seed: u64,
    /// Who words certificates.
    pub certificate: CertificateText,
    /// Who makes the files that the learner takes along; `None` where the learner could not reach them.
    pub documents: Option<Arc<dyn Documents>>,
}
