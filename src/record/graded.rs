//! What of a hand-in was graded again when it was collected, whatever courses the department had at hand that day.

use std::collections::BTreeSet;

use crate::journey::{AttemptId, Fact};

use super::hand_in::{Entry, HandIn};

/// Returns how many of these events led to an earlier certificate. They were graded with that one, and the course they were made on may be
/// gone by now.
pub(super) fn led_to_earlier(events: &[Entry]) -> usize {
    let earned = |entry: &Entry| matches!(entry.fact, Fact::CertificateEarned { .. });
    events.iter().rev().skip(1).position(earned).map_or(0, |from_end| events.len() - 1 - from_end)
}

/// Returns the attempts of a hand-in that may have been taken as they came: something of them happened before an earlier certificate, in front
/// of another version than the one that was completed. Nobody needs to have had that one.
#[must_use]
pub fn ungraded(hand_in: &HandIn) -> BTreeSet<AttemptId> {
    let taught = (hand_in.course.version, hand_in.course.digest);
    let mut is_taught = true;
    let mut ungraded = BTreeSet::new();
    for entry in hand_in.events.iter().take(led_to_earlier(&hand_in.events)) {
        match &entry.fact {
            Fact::CourseOpened { version, digest } => is_taught = (*version, *digest) == taught,
            Fact::AttemptStarted { attempt, .. } | Fact::QuestionAnswered { attempt, .. } | Fact::AttemptFinished { attempt, .. }
                if !is_taught =>
            {
                ungraded.insert(*attempt);
            }
            _ => {}
        }
    }
    ungraded
}
