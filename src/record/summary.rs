//! What a hand-in says at its head, without its events: enough for the columns of a record, once somebody has graded the events.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use crate::journey::CertificateId;
use crate::question::{Grade, Percent};

use super::hand_in::{Taught, Who};
use super::{Assurance, Completion};

/// The head of a hand-in.
#[derive(Deserialize)]
pub(super) struct Summary {
    pub(super) format: u32,
    record_id: CertificateId,
    learner: Who,
    course: Taught,
    started_at: Option<Timestamp>,
    completed_at: Timestamp,
    completed_on: Date,
    expires_on: Option<Date>,
    score: Grade,
    pass_mark: Percent,
    attempts: u32,
    minutes: u32,
    key: String,
}

/// What the department says of a record, which the hand-in itself does not.
pub(super) struct Beside {
    pub(super) course_title: String,
    pub(super) organization: String,
    pub(super) assurance: Assurance,
    pub(super) enrolled: bool,
}

impl Summary {
    /// Returns the columns of its record, and the name of the key that sealed it.
    pub(super) fn columns(self, beside: Beside) -> (Completion, String) {
        let (score_earned, score_of) = self.score.ratio();
        let completion = Completion {
            record_id: self.record_id,
            learner_id: self.learner.id,
            account: self.learner.account,
            name: self.learner.name,
            role: self.learner.role,
            staff_id: self.learner.staff_id,
            department: self.learner.department,
            course_id: self.course.id,
            course_title: beside.course_title,
            course_version: self.course.version,
            course_digest: self.course.digest,
            started_at: self.started_at,
            completed_at: self.completed_at,
            completed_on: self.completed_on,
            expires_on: self.expires_on,
            score_percent: self.score.shown(),
            score_earned,
            score_of,
            pass_mark: self.pass_mark,
            passed: true,
            attempts: self.attempts,
            minutes: self.minutes,
            assurance: beside.assurance,
            organization: beside.organization,
            original_score: None,
            enrolled: beside.enrolled,
            revoked_at: None,
        };
        (completion.on_lines(), self.key)
    }
}
