//! What the columns of another system's table tell.

use super::super::Completion;
use super::super::flaw::Flaw;
use super::super::roster::{Field, fields_of, plain};
use super::super::table::Row;

/// What a column tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tells {
    Person(Field),
    Course,
    Title,
    Version,
    Completed,
    Expires,
    Score,
    PassMark,
    Outcome,
    Revoked,
}

/// The names of each, in small letters and without anything else. What stands in none is looked for among the columns of a roster.
const NAMES: [(Tells, &[&str]); 9] = [
    (Tells::Course, &["courseid", "course", "coursecode", "activity", "activityid", "training", "trainingid", "module", "itemid"]),
    (Tells::Title, &["coursetitle", "coursename", "activityname", "activitytitle", "trainingname", "trainingtitle", "itemname"]),
    (Tells::Version, &["courseversion", "version", "edition"]),
    (
        Tells::Completed,
        &[
            "completedon",
            "completed",
            "completion",
            "completiondate",
            "completeddate",
            "datecompleted",
            "dateofcompletion",
            "completedat",
            "finished",
            "finishedon",
            "passedon",
            "date",
        ],
    ),
    (Tells::Expires, &["expireson", "expires", "expiry", "expirydate", "expirationdate", "dateofexpiry", "validuntil", "validthrough"]),
    (Tells::Score, &["scorepercent", "score", "finalscore", "percent", "percentage", "grade"]),
    (Tells::PassMark, &["passmark", "passingscore", "masteryscore"]),
    // On a roster a status is somebody's with their employer; beside a day of completion it is that of the course.
    (
        Tells::Outcome,
        &["passed", "outcome", "result", "status", "completionstatus", "coursestatus", "lessonstatus", "trainingstatus", "passfail"],
    ),
    (Tells::Revoked, &["revokedat", "revokedon", "revoked", "daterevoked", "revocationdate", "dateofrevocation"]),
];

/// Why a file of completions cannot be used at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// The machine refuses.
    #[error("it cannot be read: {because}")]
    Refused {
        /// What it said.
        because: String,
    },
    /// It is in another encoding.
    #[error("it is not UTF-8 text")]
    OtherEncoding,
    /// Its first line is not whole.
    #[error("{because}; put the names of the columns on one line, and save it again from the spreadsheet as \"CSV UTF-8\"")]
    Torn {
        /// Why.
        because: &'static str,
    },
    /// Its first line does not say what is where.
    #[error("its first line names no column for {lacks}")]
    Lacks {
        /// What.
        lacks: &'static str,
    },
    /// Two columns tell the same.
    #[error("two of its columns, `{first}` and `{second}`, seem to tell the same; rename the one that is not meant")]
    Twice {
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
}

impl From<Unusable> for Flaw {
    fn from(unusable: Unusable) -> Self {
        match unusable {
            Unusable::Refused { because } => Self::File { because },
            Unusable::OtherEncoding => Self::Encoding,
            other => Self::Table { because: other.to_string() },
        }
    }
}

/// Says in how many ways these columns can be meant: each column that tells of the day of completion may be the one that counted, where
/// nobody knows any more which of them came first.
pub(super) fn every_meaning(names: &[String]) -> Vec<Vec<Option<Tells>>> {
    let Ok(first) = meant(names) else { return Vec::new() };
    let days = names.iter().enumerate().filter(|(_, name)| known(name) == Some(Tells::Completed)).map(|(place, _)| place);
    days.map(|day| {
        let tells = first.iter().enumerate();
        tells
            .map(|(place, tells)| if place == day { Some(Tells::Completed) } else { tells.filter(|tells| *tells != Tells::Completed) })
            .collect()
    })
    .collect()
}

/// Says what a column of this name tells, where that is not of a person.
fn known(name: &str) -> Option<Tells> {
    NAMES.iter().find(|(_, names)| names.contains(&plain(name).as_str())).map(|(tells, _)| *tells)
}

/// Whether a column of this name is known, though it may not be needed: another tells the same, or it is one of an export of ours.
pub(super) fn is_known(name: &str) -> bool {
    known(name).is_some() || Completion::COLUMNS.iter().any(|column| column.name == name)
}

/// Says what each column tells.
pub(super) fn meant(names: &[String]) -> Result<Vec<Option<Tells>>, Unusable> {
    let mut tells: Vec<Option<Tells>> = Vec::new();
    for (name, field) in names.iter().zip(fields_of(names)) {
        let found = known(name).or_else(|| field.map(Tells::Person));
        // A moment and its day are told beside each other; one of them is enough.
        let met = tells.iter().position(|before| found.is_some() && *before == found);
        match met.and_then(|place| names.get(place)) {
            Some(_) if found == Some(Tells::Completed) => tells.push(None),
            // Whether and when may stand beside each other; both count.
            Some(_) if found == Some(Tells::Revoked) => tells.push(found),
            Some(first) => return Err(Unusable::Twice { first: first.clone(), second: name.clone() }),
            None => tells.push(found),
        }
    }
    let has = |wanted: Tells| tells.contains(&Some(wanted));
    let person = |field: Field| has(Tells::Person(field));
    if !(person(Field::StaffId) || person(Field::Name) || (person(Field::Given) && person(Field::Family))) {
        return Err(Unusable::Lacks { lacks: "people, such as `staff id` or `name`" });
    }
    if !has(Tells::Completed) {
        return Err(Unusable::Lacks { lacks: "the day of completion, such as `completed on`" });
    }
    Ok(tells)
}
