//! Says what became of each hand-in: as lines for people, or as one JSON object a line.

use std::io::Write;

use jiff::Timestamp;
use serde::Serialize;

use crate::cli::Failure;
use crate::journey::CertificateId;
use crate::prose::safe;
use crate::record::records::Incoming;
use crate::record::taken_back::TakenBack;
use crate::record::taken_over::stands_instead_of;
use crate::record::{Assurance, Completion};

use super::{Counts, Outcome, Pair};

/// How many new records are told one by one before the rest is only counted.
const TOLD: u64 = 40;

/// How the outcome is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The record that no longer counts, in whose place a line of another system comes in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("instead of {}, revoked on {} ({why})", record.0, at.strftime("%Y-%m-%d"))]
pub struct Instead {
    /// The record.
    pub record: CertificateId,
    /// When it was revoked.
    pub at: Timestamp,
    /// Why, in the words of whoever revoked it.
    pub why: String,
}

impl Instead {
    /// Finds it, where the log says that what a new line stands in the place of was revoked here.
    #[must_use]
    pub fn of(outcome: &Outcome, taken_back: &TakenBack) -> Option<Self> {
        let Outcome::New(line) = outcome else { return None };
        let record = stands_instead_of(line)?;
        let (at, why) = taken_back.of(record)?;
        Some(Self { record, at: *at, why: why.clone() })
    }
}

/// Tells of one hand-in in lines for people. What is new is told up to a number, what is known is only counted, what is refused is
/// always told, with the reason and what to do, and so is what comes in instead of a record that was revoked; what was not read is told at the
/// end.
///
/// # Errors
/// What the machine says when it cannot be written.
pub fn as_text(out: &mut dyn Write, source: &str, outcome: &Outcome, before: &Counts, instead: Option<&Instead>) -> Result<(), Failure> {
    let source = safe::line(source);
    match outcome {
        Outcome::New(record) if let Some(instead) = instead => {
            writeln!(out, "new       {}\n          {source}\n          {}", who(record), safe::line(&instead.to_string()))?;
        }
        Outcome::New(record) if before.new < TOLD => writeln!(out, "new       {}\n          {source}", who(record))?,
        Outcome::New(_) if before.new == TOLD => writeln!(out, "new       and more, which are counted below")?,
        Outcome::New(_) | Outcome::Known(_) | Outcome::Erased(_) | Outcome::EnrolledBefore { .. } | Outcome::PassedOver(_) => {}
        Outcome::Enrolled { staff_id } => writeln!(out, "enrolled  the key of staff id {}\n          {source}", safe::line(staff_id))?,
        Outcome::Refused(flaw) => {
            let because = flaw.to_string();
            writeln!(out, "refused   {source}\n          {}\n          {}", safe::line(&because), flaw.help())?;
        }
    }
    Ok(())
}

/// Tells in lines for people of two records that have the same answers.
///
/// # Errors
/// What the machine says when it cannot be written.
pub fn pair_as_text(out: &mut dyn Write, pair: &Pair) -> Result<(), Failure> {
    let [one, other] = pair.each_ref().map(|one| format!("{}, record {}", named(one), one.record_id.0));
    writeln!(out, "alike     {one}\n          {other}\n          {ALIKE}\n          {LOOK}")?;
    Ok(())
}

/// Tells of them as a JSON object on a line.
///
/// # Errors
/// What the machine says when it cannot be written.
pub fn pair_as_json(out: &mut dyn Write, pair: &Pair) -> Result<(), Failure> {
    let records = pair.each_ref().map(|one| serde_json::json!({ "record_id": one.record_id, "name": one.name, "staff_id": one.staff_id }));
    let row = serde_json::json!({ "outcome": "alike", "records": records, "because": ALIKE, "help": LOOK });
    writeln!(out, "{}", safe::json(&row.to_string()))?;
    Ok(())
}

const ALIKE: &str = "two learners gave the same answers to the same questions, to the second; both records are kept";
const LOOK: &str = "one may be a copy of the other: speak with both, and take back what is nobody's own with `bedside revoke`";

/// Returns whose a record is.
fn named(one: &Completion) -> String {
    let staff = if one.staff_id.is_empty() { String::new() } else { format!(" ({})", safe::line(&one.staff_id)) };
    let name = if one.name.trim().is_empty() { "(no name)".into() } else { safe::line(&one.name) };
    format!("{name}{staff}")
}

fn who(record: &Incoming) -> String {
    let one = &record.completion;
    let trust = match (one.assurance, one.enrolled) {
        (Assurance::SELF_ATTESTED, _) => "on another system's word",
        (_, true) => "key enrolled",
        (_, false) => "key not enrolled",
    };
    let score = if one.is_scored() { format!(", {}", one.score_percent) } else { String::new() };
    let version = if one.course_version.edition == 0 { String::new() } else { format!(" {}", one.course_version) };
    format!("{}, {}{version}, {}{score}, {trust}", named(one), one.course_id, one.completed_on)
}

/// One hand-in, for programs.
#[derive(Serialize)]
struct Row<'a> {
    source: &'a str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    record_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    staff_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enrolled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'static str>,
}

/// Tells of one hand-in as a JSON object on a line.
///
/// # Errors
/// What the machine says when it cannot be written.
pub fn as_json(out: &mut dyn Write, source: &str, outcome: &Outcome, instead: Option<&Instead>) -> Result<(), Failure> {
    let row = Row {
        source,
        outcome: "",
        record_id: None,
        name: None,
        staff_id: None,
        enrolled: None,
        instead_of: instead.map(|instead| instead.record.0.to_string()),
        reason: None,
        because: instead.map(ToString::to_string),
        help: None,
    };
    let of = |record: &'_ Incoming| (record.completion.record_id.0.to_string(), record.completion.enrolled);
    let row = match outcome {
        Outcome::New(record) | Outcome::Known(record) | Outcome::Erased(record) => {
            let (id, enrolled) = of(record);
            let outcome = match outcome {
                Outcome::New(_) => "new",
                Outcome::Known(_) => "known",
                _ => "erased",
            };
            Row {
                outcome,
                record_id: Some(id),
                name: Some(&record.completion.name),
                staff_id: Some(&record.completion.staff_id),
                enrolled: Some(enrolled),
                ..row
            }
        }
        Outcome::Enrolled { staff_id } => Row { outcome: "enrolled", staff_id: Some(staff_id), ..row },
        Outcome::EnrolledBefore { staff_id } => Row { outcome: "known", staff_id: Some(staff_id), enrolled: Some(true), ..row },
        Outcome::PassedOver(why) => {
            let because = Some(why.because().to_owned());
            Row { outcome: "not-read", reason: Some(why.word()), because, help: Some(why.help()), ..row }
        }
        Outcome::Refused(flaw) => {
            Row { outcome: "refused", reason: Some(flaw.word()), because: Some(flaw.to_string()), help: Some(flaw.help()), ..row }
        }
    };
    // Text in JSON may hold letters that steer a terminal; they are written as numbers.
    writeln!(out, "{}", safe::json(&serde_json::to_string(&row).map_err(std::io::Error::from)?))?;
    Ok(())
}
