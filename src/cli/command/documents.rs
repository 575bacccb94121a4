//! The files that learners take along, written where they find them: among their documents, else in their home folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, fs};

use directories::UserDirs;
use jiff::civil::Date;

use crate::cli::{Failure, Setup, whole_file};
use crate::course::Course;
use crate::id::LessonId;
use crate::journey::{Because, Document, Documents, NotWritten, Progress};
use crate::language::Language;
use crate::prose::safe;
use crate::record::open::open;
use crate::record::paper::is_self_issued;
use crate::store::At;

use super::{certificate, hand_in};

/// The files of the person whose computer this is.
#[derive(Debug)]
pub(super) struct Own {
    records: At,
    data: PathBuf,
    setup: Setup,
}

impl Own {
    /// Returns who makes files for the learner; `None` where the host says who learns: then the files of this computer are out of the
    /// learner's reach.
    pub(super) fn of(setup: &Setup, records: &At) -> Option<Arc<dyn Documents>> {
        let data = setup.data().ok().filter(|_| setup.is_own())?;
        Some(Arc::new(Self { records: records.clone(), data, setup: setup.clone() }))
    }
}

/// How many files of one name may lie in a folder.
const MOST: u32 = 100;

impl Documents for Own {
    fn write(&self, document: Document, course: &Course, progress: &Progress) -> Result<PathBuf, NotWritten> {
        let written = match document {
            Document::Certificate => save(&folder(), course, progress, self.setup.clock().today()),
            Document::HandIn => {
                let (records, data, account) = (self.records.clone(), self.data.clone(), self.setup.account.clone());
                let asked = hand_in::Asked { records, data, account, to: folder() };
                hand_in::write(&asked, course).map(|written| written.map(|(file, _)| file))
            }
        };
        let because = match written {
            Ok(Some(file)) => return Ok(file),
            Ok(None) => Unmade::NothingYet,
            Err(failure) => Unmade::Failed(failure),
        };
        Err(NotWritten { because: Box::new(because) })
    }
}

/// Returns the first folder of these that is there: the learner's documents, home, and where the program was started.
pub(super) fn folder() -> PathBuf {
    let own = UserDirs::new();
    let known = own.iter().flat_map(|own| own.document_dir().into_iter().chain([own.home_dir()]));
    known.map(Path::to_owned).find(|folder| folder.is_dir()).or_else(|| std::env::current_dir().ok()).unwrap_or_default()
}

/// Saves the newest certificate as `<course>-certificate-<day>.pdf`. Where another file has that name, the next free number is added.
fn save(folder: &Path, course: &Course, progress: &Progress, today: Date) -> Result<Option<PathBuf>, Failure> {
    let Some(newest) = progress.certificates.last() else { return Ok(None) };
    let pdf = certificate::as_pdf(course, progress, newest, today)?;
    let who = progress.learner.as_ref().and_then(|learner| LessonId::nearest(&learner.name)).map(|name| format!("-{name}"));
    let stem = format!("{}-certificate{}-{}", course.id, who.unwrap_or_default(), newest.on);
    for number in 1..=MOST {
        let name = if number == 1 { format!("{stem}.pdf") } else { format!("{stem}-{number}.pdf") };
        let file = folder.join(name);
        match fs::read(&file) {
            Ok(there) if there == pdf => return Ok(Some(file)),
            Ok(_) => {}
            Err(_) if fs::symlink_metadata(&file).is_ok() => {}
            Err(_) => {
                whole_file::write(&file, |out| Ok(out.write_all(&pdf)?))?;
                return Ok(Some(file));
            }
        }
    }
    Err(Failure::Usage { told: format!("there are {MOST} files called {stem} in {} already", folder.display()) })
}

/// Nothing that is saved for a learner comes to so many bytes.
const LARGEST: u64 = 16 << 20;

/// Returns the files in a folder that were saved there for a learner, by their names and by what is in them: records to hand in of that
/// account, and certificates that no department has signed, which name no account.
pub(super) fn saved(folder: &Path, account: &str) -> Vec<PathBuf> {
    let is_saved = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let is_pdf = name.strip_suffix(".pdf").is_some_and(|stem| stem.contains("-certificate-"));
        let is_record = name.strip_suffix(".json").is_some_and(|stem| stem.starts_with("bedside-"));
        let is_small = |found: fs::Metadata| found.is_file() && found.len() <= LARGEST;
        if !(is_pdf || is_record) || !fs::symlink_metadata(file).is_ok_and(is_small) {
            return false;
        }
        let Ok(bytes) = fs::read(file) else { return false };
        if is_pdf { is_self_issued(&bytes) } else { open(&bytes).is_ok_and(|hand_in| hand_in.learner.account == account) }
    };
    let mut files: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).filter(is_saved).collect();
    files.sort();
    files
}

/// Why there is no file.
#[derive(Debug)]
enum Unmade {
    /// There is no certificate.
    NothingYet,
    /// Something went wrong.
    Failed(Failure),
}

impl fmt::Display for Unmade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(Language::English))
    }
}

impl Because for Unmade {
    fn said(&self, say: Language) -> String {
        match self {
            Self::NothingYet => say.not_written_none().to_owned(),
            Self::Failed(failure) => failure.said(say),
        }
    }

    fn in_a_line(&self, say: Language) -> String {
        safe::line(&self.said(say).lines().collect::<Vec<_>>().join("; ")).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_one_line_that_steers_nothing() {
        let failure = Failure::Usage { told: "first\nthen \u{1b}[2J".to_owned() };
        assert_eq!(Unmade::Failed(failure).in_a_line(Language::Spanish), "first; then ␛[2J");
    }
}
