//! The rule of the certificate: when all that it needs is done, it is earned.

use jiff::Span;
use jiff::civil::Date;

use crate::course::{Course, Step};
use crate::question::{Marks, Percent};

use super::{CertificateId, Fact, Progress, step_done};

/// Returns the fact that the certificate is earned, when all it needs is done, its statement is signed where the course has one,
/// and none is held for this edition that is still valid outside its days of renewal. The grade is the share of all marks over the
/// needed quizzes, each at its best attempt.
#[must_use]
pub fn certificate_due(course: &Course, progress: &Progress, today: Date, certificate: CertificateId) -> Option<Fact> {
    let terms = &course.certificate;
    let held = progress.certificates.iter().any(|held| held.until.is_none_or(|until| until >= today));
    let open = course.attest.is_some() && progress.attested.is_none();
    if held || open || terms.needs.is_empty() || !terms.needs.iter().all(|step| step_done(course, progress, step)) {
        return None;
    }
    let mut marks = Marks::default();
    let mut pass = Percent(0);
    for quiz in terms.needs.iter().filter_map(|step| match step {
        Step::Quiz(id) => course.quiz(id),
        Step::Lesson(_) => None,
    }) {
        pass = pass.max(quiz.pass);
        let Some((attempt, _)) = progress.best_attempt(quiz) else { continue };
        for answer in attempt.answers.values() {
            marks.add(answer.points, answer.grade);
        }
    }
    let until = terms.valid_months.and_then(|months| today.checked_add(Span::new().try_months(i64::from(months)).ok()?).ok());
    Some(Fact::CertificateEarned {
        certificate,
        version: course.version,
        digest: course.digest(),
        on: today,
        until,
        grade: marks.grade(),
        pass,
    })
}
