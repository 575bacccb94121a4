//! Reads the course that is meant, for commands that need it whole and right.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::course::{self, Course};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::Tag;
use crate::source::{self, Files};

use super::Failure;

/// Which course is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CourseFrom {
    /// The one compiled in.
    Shipped,
    /// The one in a folder.
    Folder(PathBuf),
}

/// Returns the files of a course that a trainer works on.
///
/// # Errors
/// A folder that cannot be read, or holds no course.
pub(super) fn worked_on(folder: &Path) -> Result<Arc<Files>, Failure> {
    let files = source::folder(folder)?;
    let is_course = files.texts.contains_key("course.toml");
    if is_course { Ok(Arc::new(files)) } else { Err(Failure::NoCourseHere { folder: folder.to_owned() }) }
}

/// Returns the course.
///
/// # Errors
/// A folder that cannot be read, holds no course, or holds one with errors.
pub(super) fn read(from: &CourseFrom, wanted: Option<&Tag>) -> Result<Course, Failure> {
    let CourseFrom::Folder(folder) = from else {
        let course = course::read_alone_in(Arc::new(source::shipped()), wanted);
        return course.ok_or_else(|| Failure::NoCourse { folder: "the program".into() });
    };
    let files = source::folder(folder)?;
    if !files.texts.contains_key("course.toml") {
        return Err(Failure::NoCourse { folder: folder.clone() });
    }
    let reading = course::read_in(Arc::new(files), wanted);
    // Words in another language stand in nobody's way: where they cannot be read, the course's own are shown. `check` tells of them.
    let stops = |found: &Diagnostic| found.code.severity == Severity::Error && !found.primary.place.file.starts_with("translations/");
    let unfit = course::unfit(&reading);
    let mut errors = reading.diagnostics.iter().filter(|found| stops(found)).chain(&unfit);
    if let Some(first) = errors.next() {
        return Err(Failure::BrokenCourse {
            folder: folder.clone(),
            errors: 1 + errors.count(),
            first: format!("{}: {}", first.primary.place.file, first.message),
        });
    }
    reading.course.ok_or_else(|| Failure::EmptyCourse { folder: folder.clone() })
}
