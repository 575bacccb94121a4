//! The courses a department has at hand, found by the digest of what they teach: the one in the program, the one that was named, and
//! the past ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::course::{self, Course};
use crate::id::CourseId;
use crate::source::{self, Digest, Files};

use super::{CourseFrom, Failure};

/// The folder of past courses beside the records.
pub(super) const PAST: &str = "courses";

/// Courses by digest.
#[derive(Debug)]
pub struct Shelf {
    courses: BTreeMap<Digest, Arc<Course>>,
    at_hand: Arc<Course>,
}

impl Shelf {
    /// Takes in the course of the program, the one that is named, and every one in the folders of past courses that are there.
    ///
    /// # Errors
    /// A named course or folder that cannot be read.
    pub fn new(named: &CourseFrom, past: &[&Path]) -> Result<Self, Failure> {
        let mut shelf = Self::of(super::course::read(named, None)?);
        shelf.add(source::shipped());
        if let CourseFrom::Folder(folder) = named {
            shelf.add(source::folder(folder)?);
        }
        for folder in past {
            shelf.add_all(folder)?;
        }
        Ok(shelf)
    }

    /// Returns a shelf with one course.
    #[must_use]
    pub fn of(course: Course) -> Self {
        let at_hand = Arc::new(course);
        Self { courses: BTreeMap::from([(at_hand.digest(), at_hand.clone())]), at_hand }
    }

    /// Returns the course that is meant where none is named.
    #[must_use]
    pub fn at_hand(&self) -> &Course {
        &self.at_hand
    }

    /// Returns the course of a digest.
    #[must_use]
    pub fn find(&self, digest: &Digest) -> Option<Arc<Course>> {
        self.courses.get(digest).cloned()
    }

    /// Returns the newest version of a course that is here.
    #[must_use]
    pub fn newest(&self, course: &CourseId) -> Option<Arc<Course>> {
        self.courses.values().filter(|found| found.id == *course).max_by_key(|found| found.version).cloned()
    }

    /// A folder of courses, each in a folder of its own, or a course itself.
    fn add_all(&mut self, folder: &Path) -> Result<(), Failure> {
        self.add(source::folder(folder)?);
        let entries = fs::read_dir(folder).map_err(|because| source::Unreadable { folder: folder.to_owned(), because })?;
        for entry in entries.flatten().filter(|entry| entry.path().join("course.toml").is_file()) {
            self.add(source::folder(&entry.path())?);
        }
        Ok(())
    }

    /// What cannot be read as a course is none; nothing can have been earned on it.
    fn add(&mut self, files: Files) {
        if let Some(course) = course::read(Arc::new(files)).course {
            self.courses.insert(course.digest(), Arc::new(course));
        }
    }
}
