//! Whether two lines of other systems' tables tell the same completion, in whatever dress: the names and the order of the columns, and
//! whatever stands in columns that tell nothing of the completion, may be others each time a table is written.

use jiff::Timestamp;

use crate::question::Percent;
use crate::record::Completion;
use crate::record::records::{Incoming, Origin};
use crate::record::roster::likeness;

use super::kept::{Again, Meanings};
use super::line::Meant;

/// How far a line tells the same completion as one that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sameness {
    /// All of it.
    Same,
    /// The same pass of the same person, with another mail address or name, or with a score or pass mark that one of the two lacks.
    ButForParticulars,
    /// The same pass under the same staff id, by another name and with another mailbox: of the same person, who is called otherwise now, or
    /// of another one.
    ByAnotherName,
    /// Another one.
    Other,
}

/// Compares lines with what is kept. It remembers how the columns of a table are meant, which is what takes the time.
#[derive(Default)]
pub struct Comparison {
    said: Meanings,
    kept: Meanings,
}

impl Comparison {
    /// Says how far a line tells the same completion as the one of which a record came. A line that cannot be read once more tells the same
    /// only with the same bytes.
    #[must_use]
    pub fn of(&mut self, line: &Incoming, kept: &Origin, now: Timestamp) -> Sameness {
        if line.document == kept.document {
            return Sameness::Same;
        }
        // Until when a completion counts by its course's own rule is no word of the line's: without the rule, only what the line says is left.
        let Completion { course_id, course_title, completed_on, .. } = &line.completion;
        let said = self.said.again(&line.document, Meant { id: course_id, title: course_title, terms: None }, *completed_on, now);
        let Origin { course_id, course_title, completed_on, .. } = kept;
        let before = self.kept.again(&kept.document, Meant { id: course_id, title: course_title, terms: None }, *completed_on, now);
        said.zip(before).map_or(Sameness::Other, |(said, before)| sameness(&said, &before))
    }
}

/// Department, organization, role and titles are those of the day on which a table was written.
fn sameness(said: &Again, before: &Again) -> Sameness {
    let (one, other) = (&said.completion, &before.completion);
    let what = |told: &Completion| (told.course_version, told.completed_on, told.expires_on);
    let score = |told: &Completion| (told.score_percent, told.score_earned, told.score_of);
    let is_the_same_pass = one.course_id == other.course_id
        && what(one) == what(other)
        && likeness::staff_id(&one.staff_id) == likeness::staff_id(&other.staff_id)
        && one.account == other.account;
    if !is_the_same_pass {
        return Sameness::Other;
    }
    // Who has no staff id is told from a namesake by all there is, who has one by the mailbox alone: a hospital's mail moves to another domain. A
    // column that one of the two tables lacks tells nobody apart.
    let has_staff_id = !one.staff_id.trim().is_empty();
    let is_apart = |(one, other): (&str, &str)| !one.is_empty() && !other.is_empty() && one != other;
    let ([mail, ..], [mail_before, ..]) = (&said.whose, &before.whose);
    let are_apart = if has_staff_id {
        is_apart((mailbox(mail), mailbox(mail_before)))
    } else {
        said.whose.iter().map(String::as_str).zip(before.whose.iter().map(String::as_str)).any(is_apart)
    };
    // A mended score is another word of the line; a column that one of the two lacks is not.
    let tells_a_mark = |told: &Completion| told.pass_mark != Percent(0);
    let has_another_mark = tells_a_mark(one) && tells_a_mark(other) && one.pass_mark != other.pass_mark;
    if one.tells_score() && other.tells_score() && (score(one) != score(other) || has_another_mark) {
        return Sameness::Other;
    }
    let are_called_the_same = is_called_the_same(&one.name, &other.name);
    match (are_apart, are_called_the_same) {
        (false, true) if score(one) == score(other) && one.pass_mark == other.pass_mark => Sameness::Same,
        (false, true) => Sameness::ButForParticulars,
        _ if !has_staff_id => Sameness::Other,
        (true, false) => Sameness::ByAnotherName,
        _ => Sameness::ButForParticulars,
    }
}

fn mailbox(mail: &str) -> &str {
    mail.split_once('@').map_or(mail, |(mailbox, _)| mailbox)
}

fn is_called_the_same(one: &str, other: &str) -> bool {
    one == other || likeness::name(one) == likeness::name(other)
}
