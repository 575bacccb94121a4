//! What an attempt that has ended came to, beside what was reached before it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::course::{Course, Quiz};
use crate::question::Grade;

use super::{Ended, Progress, QuizStanding, has_run_out, quiz_today};

/// What an attempt came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It passed.
    Passed,
    /// It did not pass, and another may.
    NotYet,
    /// It did not pass, and no other may be begun.
    Failed,
    /// It did not pass, which takes nothing away: an earlier one did.
    PassedBefore {
        /// The best share of marks.
        best: Grade,
        /// Whether a certificate is held that counts.
        is_certified: bool,
    },
}

/// Returns what an attempt at a quiz came to, as it ended.
#[must_use]
pub fn outcome(course: &Course, progress: &Progress, (quiz, ended): (&Quiz, Ended), now: Timestamp, today: Date) -> Outcome {
    match quiz_today(course, progress, quiz, now, today) {
        _ if ended.passed => Outcome::Passed,
        QuizStanding::Failed { .. } => Outcome::Failed,
        QuizStanding::Passed { best } => {
            let is_certified = !progress.certificates.is_empty() && !has_run_out(course, progress, today, &TimeZone::system());
            Outcome::PassedBefore { best, is_certified }
        }
        _ => Outcome::NotYet,
    }
}
