//! What is looked up: records and their evidence, and who holds the newest pass.

use jiff::Timestamp;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::id::CourseId;
use crate::journey::{CertificateId, LearnerId};
use crate::record::{Assurance, Completion};
use crate::source::Digest;

use super::batch::BatchId;
use super::salt::Salt;

/// A record, as it is kept, without its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it says, with the assurance it has today.
    pub completion: Completion,
    /// The key that sealed it.
    pub key: String,
    /// The digest of the exact bytes that were handed in.
    pub digest: Digest,
    /// Its batch.
    pub batch: BatchId,
    /// Its place in the batch.
    pub leaf: u32,
    /// When it was collected.
    pub received_at: Timestamp,
    /// Whether it must be kept until further notice, whatever its age.
    pub held: bool,
}

/// The evidence of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Names the record.
    pub record: CertificateId,
    /// The exact bytes that were handed in.
    pub document: String,
    /// For its leaf.
    pub salt: Salt,
    /// Its batch.
    pub batch: BatchId,
    /// Its place in the batch.
    pub leaf: u32,
}

/// What a record came of, and which course and which day it was kept for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Names the record.
    pub record: CertificateId,
    /// The course.
    pub course_id: CourseId,
    /// What the course was called.
    pub course_title: String,
    /// The day.
    pub completed_on: Date,
    /// The exact bytes that were handed in.
    pub document: String,
}

/// Which records are wanted. The default wants all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only of this course.
    pub course: Option<CourseId>,
    /// Only of this learner.
    pub learner: Option<LearnerId>,
    /// Only this record.
    pub record: Option<CertificateId>,
    /// Only of this batch.
    pub batch: Option<BatchId>,
    /// Only what was completed on this day or later.
    pub since: Option<Date>,
    /// Only of this department, whatever the case of its letters.
    pub department: Option<String>,
    /// Only what is trusted this much or more.
    pub min_assurance: Option<Assurance>,
}

impl Wanted {
    /// Whether a completion is among those that are wanted, as far as it tells: the batch is not in it.
    #[must_use]
    pub fn counts(&self, completion: &Completion) -> bool {
        let same = |department: &String| is_department(&completion.department, department);
        self.course.as_ref().is_none_or(|course| completion.course_id == *course)
            && self.learner.is_none_or(|learner| completion.learner_id == learner)
            && self.record.is_none_or(|record| completion.record_id == record)
            && self.since.is_none_or(|since| completion.completed_on >= since)
            && self.min_assurance.is_none_or(|least| completion.assurance >= least)
            && self.department.as_ref().is_none_or(same)
    }
}

/// Whether two names are one department's, whatever the case of their letters and however their accents are written.
#[must_use]
pub fn is_department(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// An accent may be a letter's own or a mark of its own behind it: some file systems and tables write it so.
fn folded(department: &str) -> String {
    let trimmed = department.trim();
    if trimmed.is_ascii() { trimmed.to_ascii_lowercase() } else { trimmed.nfc().collect::<String>().to_lowercase() }
}

/// The newest pass of one learner in one course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latest {
    /// The learner.
    pub learner: LearnerId,
    /// The course.
    pub course: CourseId,
    /// When it was completed.
    pub completed_at: Timestamp,
    /// The last day it is valid; `None` for ever.
    pub expires_on: Option<Date>,
    /// The record that says so.
    pub record: CertificateId,
}

/// Who holds the newest pass in a course, and who they say they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The learner.
    pub learner: LearnerId,
    /// The learner's account on the device.
    pub account: String,
    /// The name.
    pub name: String,
    /// The staff id; may be empty.
    pub staff_id: String,
    /// The day of the newest pass.
    pub completed_on: Date,
    /// The last day it is valid; `None` for ever.
    pub expires_on: Option<Date>,
    /// How far the newest pass is to be trusted today.
    pub assurance: Assurance,
}
