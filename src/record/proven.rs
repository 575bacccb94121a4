//! Whether the department's tables say what its documents and its log say. Reports and exports read the tables alone, and a
//! countersignature covers the documents alone; so whoever checks the one compares it with the other.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use serde_json::Error;

use crate::journey::CertificateId;

use super::hand_in::FORMAT;
use super::open::open_text;
use super::records::{Act, Evidence, KeptBatch, Record};
use super::summary::{Beside, Summary};
use super::table::{Cell, Cells, Row as _};
use super::taken_over::Meant;
use super::{Assurance, Completion, taken_over};

/// What is done to a record when what was issued for it is taken back, as the log calls it.
pub const REVOKE: &str = "revoke";

/// Names a record in the log.
#[must_use]
pub fn named(record: CertificateId) -> String {
    format!("record {}", record.0)
}

/// What was revoked, by the log.
#[derive(Debug, Default)]
pub struct Revoked(HashMap<String, i64>);

impl Revoked {
    /// Takes in an act of the log.
    pub fn act(&mut self, act: &Act) {
        if act.what == REVOKE {
            let known = self.0.entry(act.to.clone()).or_insert(i64::MIN);
            *known = act.at.as_millisecond().max(*known);
        }
    }

    /// Whether a record was revoked when the log says so. What was erased and handed in again is a new record, of which the log has said
    /// nothing yet.
    fn says(&self, record: CertificateId, at: Option<Timestamp>, received: Timestamp) -> bool {
        let by_log = if self.0.is_empty() { None } else { self.0.get(&named(record)).copied() };
        by_log.filter(|by_log| *by_log >= received.as_millisecond()) == at.map(Timestamp::as_millisecond)
    }
}

/// Returns the columns of a record that say otherwise than its document, or than the log, by name. What the department alone says (the
/// title of the course, the organization) has nothing to be compared with. Where nobody has signed for its batch, the document has to prove
/// itself by its seal.
#[must_use]
pub fn otherwise(record: Record, evidence: &Evidence, batch: &KeptBatch, revoked: &Revoked) -> BTreeSet<&'static str> {
    let Record { completion: mut kept, key, .. } = record;
    let received_at = batch.batch.received_at;
    let mut odd = BTreeSet::new();
    if !revoked.says(kept.record_id, kept.revoked_at.take(), received_at) {
        odd.insert("revoked_at");
    }
    let document = evidence.document.as_str();
    let said = match summary(document) {
        Ok(summary) if summary.format == FORMAT => {
            let (course_title, organization) = (kept.course_title.clone(), kept.organization.clone());
            let (mut said, by) = summary.columns(Beside { course_title, organization, assurance: kept.assurance, enrolled: kept.enrolled });
            // The head counts the attempts at all quizzes, the column those at the quizzes that the certificate needs.
            said.attempts = said.attempts.min(kept.attempts);
            if by != key {
                odd.insert("key");
            }
            if kept.assurance == Assurance::SELF_ATTESTED {
                odd.insert("assurance");
            }
            if batch.countersigned.is_none() && open_text(document).is_err() {
                odd.insert("document");
            }
            Some(said)
        }
        _ => taken_over::again(
            document,
            Meant { id: &kept.course_id, title: &kept.course_title, terms: None },
            kept.completed_on,
            received_at,
        )
        .map(|(mut said, runs_out)| {
            said.role = kept.role;
            said.course_title.clone_from(&kept.course_title);
            said.organization.clone_from(&kept.organization);
            if !runs_out {
                said.expires_on = kept.expires_on;
            }
            said
        }),
    };
    match said {
        Some(said) if said == kept => {}
        Some(said) => odd.extend(apart(&kept, &said)),
        // A line of another system that cannot be read any more proves nothing, and never did.
        None if kept.assurance > Assurance::SELF_ATTESTED => drop(odd.insert("document")),
        None => {}
    }
    odd
}

/// Reads the head of a hand-in, past its events, which are nearly all of it.
fn summary(document: &str) -> Result<Summary, Error> {
    // Its one spelling has the members in the order of their names; within a text, a quotation mark stands behind a backslash.
    let (Some(from), Some(to)) = (document.find(",\"events\":["), document.rfind("],\"expires_on\":")) else {
        return serde_json::from_str(document);
    };
    match (document.get(..from), document.get(to + 1..)) {
        (Some(before), Some(after)) if from < to => serde_json::from_str(&[before, after].concat()),
        _ => serde_json::from_str(document),
    }
}

/// Returns the columns in which two records differ.
fn apart(one: &Completion, other: &Completion) -> Vec<&'static str> {
    let written = |completion: &Completion| {
        let mut cells = Written::default();
        completion.cells(&mut cells);
        cells.0
    };
    let pairs = written(one).into_iter().zip(written(other));
    Completion::COLUMNS.iter().zip(pairs).filter(|(_, (one, other))| one != other).map(|(column, _)| column.name).collect()
}

/// Cells as texts.
#[derive(Default)]
struct Written(Vec<String>);

impl Cells for Written {
    fn cell(&mut self, cell: Cell<'_>) {
        self.0.push(match cell {
            Cell::Text(text) | Cell::Code(text) => text.to_owned(),
            Cell::Shown(shown) => shown.to_string(),
            Cell::Id(id) => id.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Moment(moment) => moment.to_string(),
            Cell::Day(day) => day.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Empty => String::new(),
        });
    }
}
