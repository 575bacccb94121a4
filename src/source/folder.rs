//! A trainer's folder, read whole, and read again where it changed. One of the two places above `store` that touch the machine.
//!
//! Nothing outside the folder is ever read, and how much of it is read is bounded: `walk` sees to both.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Files;
use super::walk::{Read, Stamp, open, walk};

/// The folder itself could not be read.
#[derive(Debug, thiserror::Error)]
#[error("could not read the course folder {}: {because}", folder.display())]
pub struct Unreadable {
    /// The folder that was asked for.
    pub folder: PathBuf,
    /// What the machine said.
    pub because: io::Error,
}

/// The largest picture that is shown, in bytes.
const LARGEST_PICTURE: u64 = 16 << 20;

/// Reads every file of a course that lies in `folder`. A file that cannot be read is kept as
/// [`Content::Refused`](super::Content::Refused), so that it never hides another.
///
/// # Errors
/// [`Unreadable`] when the folder is missing, is no folder, may not be listed, or holds more than a course ever does.
pub fn folder(folder: &Path) -> Result<Files, Unreadable> {
    let folder = Folder::open(folder)?;
    Ok(Arc::unwrap_or_clone(folder.files))
}

/// Reads of a course that lies in `folder` only `paths` and their words in other languages, and where its pictures are: the files of
/// one screen, by the same rules as [`folder`]. A path that is not there is left out.
///
/// # Errors
/// [`Unreadable`] as for [`folder`].
pub fn part_of(folder: &Path, paths: &[&str]) -> Result<Files, Unreadable> {
    let (nothing, untouched) = (Folder::of(folder), BTreeSet::new());
    nothing.walk(&untouched, Some(paths)).map(|read| read.files)
}

/// A folder that was read, and how each of its files was then.
#[derive(Debug)]
pub(super) struct Folder {
    asked: PathBuf,
    /// What was read last.
    pub(super) files: Arc<Files>,
    pub(super) stamps: BTreeMap<Arc<str>, Stamp>,
    /// The folders whose files were looked at.
    pub(super) folders: BTreeSet<PathBuf>,
}

impl Folder {
    /// Reads a folder for the first time.
    pub(super) fn open(folder: &Path) -> Result<Self, Unreadable> {
        let mut opened = Self::of(folder);
        opened.again(&BTreeSet::new())?;
        Ok(opened)
    }

    /// A folder of which nothing was read yet.
    fn of(folder: &Path) -> Self {
        Self { asked: folder.to_owned(), files: Arc::default(), stamps: BTreeMap::new(), folders: BTreeSet::new() }
    }

    /// Reads again what is not as it was, and what was touched: paths on the machine. Returns whether anything is another than before.
    pub(super) fn again(&mut self, touched: &BTreeSet<PathBuf>) -> Result<bool, Unreadable> {
        let Read { files, stamps, folders } = self.walk(touched, None)?;
        let is_new = files != *self.files;
        if is_new {
            self.files = Arc::new(files);
        }
        (self.stamps, self.folders) = (stamps, folders);
        Ok(is_new)
    }

    /// Looks at the whole folder, or at some paths of it.
    fn walk(&self, touched: &BTreeSet<PathBuf>, paths: Option<&[&str]>) -> Result<Read, Unreadable> {
        let unreadable = |because| Unreadable { folder: self.asked.clone(), because };
        let root = self.asked.canonicalize().map_err(unreadable)?;
        walk(&root, (&self.files, &self.stamps), touched, paths).map_err(unreadable)
    }
}

/// So many bytes tell what kind of picture a file holds.
pub(super) const FIRST: usize = 12;

/// Reads the first bytes of a picture's file; `None` where it is no plain file, or refused.
pub(super) fn begins(path: &Path) -> Option<Vec<u8>> {
    let file = open(path).ok()?;
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    file.take(FIRST as u64).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Reads a picture's file; `None` where it is no plain file, too large, or refused.
pub(super) fn picture(path: &Path) -> Option<Vec<u8>> {
    let file = open(path).ok()?;
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    file.take(LARGEST_PICTURE + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= LARGEST_PICTURE).then_some(bytes)
}
