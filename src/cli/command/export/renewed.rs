//! Which certificates were renewed since: a calendar of the days on which they run out has nothing to say of those.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::cli::Refused;
use crate::cli::records::{Depth, Records};
use crate::course::Course;
use crate::record::Completion;
use crate::record::roster::likeness;

/// Until when each person's certificate in each course counts at the longest.
#[derive(Debug, Default)]
pub(super) struct Renewed(HashMap<String, Date>);

impl Renewed {
    /// Looks through all that counts.
    ///
    /// # Errors
    /// [`Refused`] when the records cannot be read.
    pub(super) fn of(records: &Records, course: &Course) -> Result<Self, Refused> {
        let mut longest: HashMap<String, Date> = HashMap::new();
        records.each(course, Depth::Completions, |told| {
            for row in told.completions.iter().filter(|row| row.passed && row.revoked_at.is_none()) {
                let until = row.expires_on.unwrap_or(Date::MAX);
                for whose in whose(row) {
                    longest.entry(whose).and_modify(|known| *known = until.max(*known)).or_insert(until);
                }
            }
            Ok(())
        })?;
        Ok(Self(longest))
    }

    /// Whether the same person holds one in the same course that counts longer.
    pub(super) fn has(&self, row: &Completion) -> bool {
        // Most formats ask nothing of it, of a million rows.
        if self.0.is_empty() {
            return false;
        }
        let until = row.expires_on.unwrap_or(Date::MAX);
        whose(row).iter().any(|whose| self.0.get(whose).is_some_and(|longest| *longest > until))
    }
}

/// Names the person in a course: by the learner and, for who learns on several computers, by the staff id.
fn whose(row: &Completion) -> Vec<String> {
    let staff_id = likeness::staff_id(&row.staff_id).map(|staff_id| format!("{}\n{staff_id}", row.course_id));
    [format!("{}\nlearner {}", row.course_id, row.learner_id.0)].into_iter().chain(staff_id).collect()
}
