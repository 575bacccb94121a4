//! Whether two lines of other systems' tables tell the same completion, in whatever dress: the names and the order of the columns, and
//! whatever stands in columns that tell nothing of the completion, may be others each time a table is written.

use jiff::Timestamp;

use crate::record::Completion;
use crate::record::records::{Incoming, Origin};
use crate::record::roster::likeness;

use super::kept::{Again, Meanings};
use super::line::Meant;

/// Compares lines with what is kept. It remembers how the columns of a table are meant, which is what takes the time.
#[derive(Default)]
pub struct Comparison {
    said: Meanings,
    kept: Meanings,
}

impl Comparison {
    /// Whether a line tells the same completion as the one of which a record came. A line that cannot be read once more tells the same only
    /// with the same bytes.
    #[must_use]
    pub fn is_same(&mut self, line: &Incoming, kept: &Origin, now: Timestamp) -> bool {
        if line.document == kept.document {
            return true;
        }
        // Until when a completion counts by its course's own rule is no word of the line's: without the rule, only what the line says is left.
        let Completion { course_id, course_title, completed_on, .. } = &line.completion;
        let said = self.said.again(&line.document, Meant { id: course_id, title: course_title, terms: None }, *completed_on, now);
        let Origin { course_id, course_title, completed_on, .. } = kept;
        let before = self.kept.again(&kept.document, Meant { id: course_id, title: course_title, terms: None }, *completed_on, now);
        said.zip(before).is_some_and(|(said, before)| tell_the_same(&said, &before))
    }
}

/// Department, organization, role and titles are those of the day on which a table was written.
fn tell_the_same(said: &Again, before: &Again) -> bool {
    let (one, other) = (&said.completion, &before.completion);
    let what = |told: &Completion| (told.course_version, told.completed_on, told.expires_on);
    let marks = |told: &Completion| (told.score_percent, told.score_earned, told.score_of, told.pass_mark);
    // Who has no staff id is told from a namesake by all there is, who has one by the mail address alone. A column that one of the two tables
    // lacks tells nobody apart.
    let marked_by = if one.staff_id.is_empty() { said.whose.len() } else { 1 };
    let is_apart = |(one, other): (&String, &String)| !one.is_empty() && !other.is_empty() && one != other;
    one.course_id == other.course_id
        && what(one) == what(other)
        && marks(one) == marks(other)
        && likeness::staff_id(&one.staff_id) == likeness::staff_id(&other.staff_id)
        && one.account == other.account
        && !said.whose.iter().zip(&before.whose).take(marked_by).any(is_apart)
        && is_called_the_same(&one.name, &other.name)
}

fn is_called_the_same(one: &str, other: &str) -> bool {
    one == other || likeness::name(one) == likeness::name(other)
}
