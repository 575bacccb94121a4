//! The files that learners take along, written where they find them: among their documents, else in their home folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use directories::UserDirs;

use crate::cli::{Failure, Setup, whole_file};
use crate::course::Course;
use crate::id::LessonId;
use crate::journey::{Document, Documents, NotWritten, Progress};
use crate::prose::safe;
use crate::store::At;

use super::{certificate, hand_in};

/// The files of the person whose computer this is.
#[derive(Debug)]
pub(super) struct Own {
    records: At,
    data: PathBuf,
    account: String,
}

impl Own {
    /// Returns who makes files for the learner; `None` where the host says who learns: then the files of this computer are out of the
    /// learner's reach.
    pub(super) fn of(setup: &Setup, records: &At) -> Option<Arc<dyn Documents>> {
        let data = setup.data().ok().filter(|_| setup.is_own())?;
        Some(Arc::new(Self { records: records.clone(), data, account: setup.account.clone() }))
    }
}

/// How many files of one name may lie in a folder.
const MOST: u32 = 100;

impl Documents for Own {
    fn write(&self, document: Document, course: &Course, progress: &Progress) -> Result<PathBuf, NotWritten> {
        let written = match document {
            Document::Certificate => save(&folder(), course, progress),
            Document::HandIn => {
                let (records, data, account) = (self.records.clone(), self.data.clone(), self.account.clone());
                let asked = hand_in::Asked { records, data, account, to: folder() };
                hand_in::write(&asked, course).map(|written| written.map(|(file, _)| file))
            }
        };
        let none = || NotWritten { because: "there is no certificate yet".to_owned() };
        written.map_err(|error| NotWritten { because: in_a_line(&error) })?.ok_or_else(none)
    }
}

/// Returns the first folder of these that is there: the learner's documents, home, and where the program was started.
fn folder() -> PathBuf {
    let own = UserDirs::new();
    let known = own.iter().flat_map(|own| own.document_dir().into_iter().chain([own.home_dir()]));
    known.map(Path::to_owned).find(|folder| folder.is_dir()).or_else(|| std::env::current_dir().ok()).unwrap_or_default()
}

/// Saves the newest certificate as `<course>-certificate-<day>.pdf`. Where another file has that name, the next free number is added.
fn save(folder: &Path, course: &Course, progress: &Progress) -> Result<Option<PathBuf>, Failure> {
    let Some(newest) = progress.certificates.last() else { return Ok(None) };
    let pdf = certificate::as_pdf(course, progress, newest)?;
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

/// Returns what a failure says in one line, for a screen.
fn in_a_line(error: &Failure) -> String {
    let said = error.to_string();
    safe::line(&said.lines().collect::<Vec<_>>().join("; ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_one_line_that_steers_nothing() {
        let failure = Failure::Usage { told: "first\nthen \u{1b}[2J".to_owned() };
        assert_eq!(in_a_line(&failure), "first; then ␛[2J");
    }
}
