//! The courses a department has at hand, found by the digest of what they teach: the one in the program, the one that was named, and
//! the past ones.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::course::{self, Course, Version};
use crate::diagnostic::Severity;
use crate::id::CourseId;
use crate::prose::safe;
use crate::source::{self, Digest, Files};

use super::collecting::names;
use super::{CourseFrom, Failure};

/// The folder of past courses beside the records.
pub(super) const PAST: &str = "courses";

/// Courses by digest.
#[derive(Debug)]
pub struct Shelf {
    courses: BTreeMap<Digest, Arc<Course>>,
    at_hand: Arc<Course>,
    /// Where the past ones lie.
    places: BTreeMap<Digest, PathBuf>,
    unread: Vec<Unread>,
}

/// Something among the past courses that could not be read as one, or not as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where it lies.
    pub place: PathBuf,
    /// What is the matter with it.
    pub because: String,
    /// What it is then.
    pub what: What,
}

/// What of a course is where one could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Nothing says that it is one.
    Nothing,
    /// There is one, and none of it can be read.
    Broken,
    /// There is one all the same, though perhaps not the one that was released.
    InPart,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let so = if self.what == What::InPart { "was read only in part" } else { "was not read as a past course" };
        write!(f, "{} {so}: {}", self.place.display(), self.because)
    }
}

impl Shelf {
    /// Takes in the course of the program, the one that is named, and every one in the folders of past courses that are there.
    ///
    /// # Errors
    /// A named course or folder that cannot be read.
    pub fn new(named: &CourseFrom, past: &[&Path]) -> Result<Self, Failure> {
        let mut shelf = Self::of(super::course::read(named, None)?);
        let mut add = |files: Files| {
            if let Some(course) = course::read(Arc::new(files)).course {
                shelf.put(course);
            }
        };
        add(source::shipped());
        if let CourseFrom::Folder(folder) = named {
            add(source::folder(folder)?);
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
        let courses = [at_hand.digest(), at_hand.files.digest()].map(|digest| (digest, at_hand.clone()));
        Self { courses: courses.into(), at_hand, places: BTreeMap::new(), unread: Vec::new() }
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
    pub fn newest_of(&self, course: &CourseId) -> Option<Arc<Course>> {
        self.courses.values().filter(|found| found.id == *course).max_by_key(|found| found.version).cloned()
    }

    /// Returns every course, each in its newest version, but the one at hand as it is and first.
    #[must_use]
    pub fn newest(&self) -> Vec<&Course> {
        let mut others: Vec<&Course> =
            self.courses.values().map(|course| &**course).filter(|course| course.id != self.at_hand.id).collect();
        others.sort_by(|one, other| one.id.cmp(&other.id).then(other.version.cmp(&one.version)));
        others.dedup_by(|later, first| later.id == first.id);
        [self.at_hand()].into_iter().chain(others).collect()
    }

    /// Returns what lies among the past courses and is none that can be read.
    #[must_use]
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// Returns where a version of a course lies among the past ones; where its digest is asked for, its words are others.
    pub fn places_of(&self, course: &CourseId, version: Version) -> impl Iterator<Item = &Path> {
        let is_it = move |digest: &Digest| self.courses.get(digest).is_some_and(|known| known.id == *course && known.version == version);
        self.places.iter().filter(move |(digest, _)| is_it(digest)).map(|(_, place)| place.as_path())
    }

    /// A folder of courses, each in a folder of its own, or a course itself, beside which others may lie.
    fn add_all(&mut self, folder: &Path) -> Result<(), Failure> {
        let is_one = is_course(folder);
        if is_one {
            self.add(folder)?;
        }
        let names = names(folder).map_err(|because| not_looked_through(folder, &because))?;
        for path in names.into_iter().map(|name| folder.join(name)).filter(|path| !path.ends_with("__MACOSX")) {
            let courses = courses_in(&path);
            courses.iter().try_for_each(|course| self.add(course))?;
            // What is no course is a part of the one around it.
            if is_one || !courses.is_empty() {
                continue;
            }
            if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip")) {
                self.is_none(path, "it is an archive; unpack it there");
            } else if path.is_dir() {
                self.is_none(path, "it has no course.toml");
            }
        }
        Ok(())
    }

    /// What cannot be read as a course is none; nothing can have been earned on it.
    fn add(&mut self, folder: &Path) -> Result<(), Failure> {
        let reading = course::read(Arc::new(source::folder(folder)?));
        let first = reading.diagnostics.iter().find(|found| found.severity == Severity::Error);
        let first = first.map(|found| format!("{}: {}", found.primary.place.file, found.message));
        if first.is_some() || reading.course.is_none() {
            let because = first.unwrap_or_else(|| "it holds no course".to_owned());
            let what = if reading.course.is_some() { What::InPart } else { What::Broken };
            self.unread.push(Unread { place: folder.to_owned(), because, what });
        }
        if let Some(course) = reading.course {
            let digest = self.put(course);
            self.places.insert(digest, folder.to_owned());
        }
        Ok(())
    }

    /// Puts a course where its digest finds it, and returns that. Records of earlier programs name it by every byte of its files.
    fn put(&mut self, course: Course) -> Digest {
        let digest = course.digest();
        let course = Arc::new(course);
        self.courses.insert(course.files.digest(), course.clone());
        self.courses.insert(digest, course);
        digest
    }

    fn is_none(&mut self, place: PathBuf, because: &str) {
        self.unread.push(Unread { place, because: because.to_owned(), what: What::Nothing });
    }
}

/// Says that a folder of past courses cannot be looked through, and which setting names it.
fn not_looked_through(folder: &Path, because: &io::Error) -> Failure {
    let folder = folder.display().to_string();
    let told = format!(
        "could not read {}, where past courses were to be: {because}\n\
         name the folder that holds them, each in one of its own, with `--courses DIR`, or leave that out",
        safe::line(&folder)
    );
    Failure::Usage { told }
}

/// Returns the course in a folder, or those in the folders in it, as what unpacks archives makes them.
fn courses_in(folder: &Path) -> Vec<PathBuf> {
    if is_course(folder) {
        return vec![folder.to_owned()];
    }
    let within = names(folder).unwrap_or_default().into_iter().map(|name| folder.join(name));
    within.filter(|path| is_course(path)).collect()
}

fn is_course(folder: &Path) -> bool {
    folder.join("course.toml").is_file()
}
