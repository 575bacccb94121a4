//! A line of another system's table as it is kept: how it is written down, mended and read once more.

use std::collections::BTreeMap;

use csv::StringRecord;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::journey::CertificateId;
use crate::record::records::Incoming;
use crate::record::{Completion, fingerprint};

use super::columns::{Tells, every_meaning};
use super::line::{Cells, Meant, after};

/// Makes of a mended line a record of its own, instead of one that is kept and no longer counts: the line says so, and its id follows from
/// that one's, so that the same line is the same record wherever that one was revoked.
#[must_use]
pub fn instead_of(record: CertificateId, line: Incoming) -> Incoming {
    let Ok(kept) = serde_json::from_str::<Kept>(&line.document) else { return line };
    let document = Kept { instead_of: Some(record), ..kept }.written();
    let digest = fingerprint::of(&[document.as_bytes()]);
    let completion = Completion { record_id: after(record), ..line.completion };
    Incoming { completion, document, digest, ..line }
}

/// Returns the record in whose place a line stands, where that is so.
#[must_use]
pub fn stands_instead_of(line: &Incoming) -> Option<CertificateId> {
    // Hardly any line does, and the name of the member comes first in all that do.
    let may_stand = line.is_taken_over() && line.document.starts_with("{\"instead_of\":");
    may_stand.then(|| serde_json::from_str::<Kept>(&line.document).ok()?.instead_of).flatten()
}

/// What a line tells that is read once more.
pub(in crate::record) struct Again {
    /// The completion.
    pub(in crate::record) completion: Completion,
    /// Whether the line itself says when it runs out.
    pub(in crate::record) runs_out: bool,
    /// What tells namesakes apart: mail address, NPI and day of birth, each empty where the line does not say it.
    pub(in crate::record) whose: [String; 3],
}

/// What a line tells once more, as it was kept. `course` is the one it was kept for, `on` its day: of several days in the line that is the
/// one that counted. `None` where the line cannot be read any more.
pub(in crate::record) fn again(document: &str, course: Meant<'_>, on: Date, now: Timestamp) -> Option<Again> {
    Meanings::default().again(document, course, on, now)
}

/// What the columns of the last line that was read once more can mean: those of the next one mostly have the same names.
#[derive(Default)]
pub(super) struct Meanings {
    names: Vec<String>,
    every: Vec<Vec<Option<Tells>>>,
}

impl Meanings {
    /// The same as [`again`], and quicker for many lines of one table.
    pub(super) fn again(&mut self, document: &str, course: Meant<'_>, on: Date, now: Timestamp) -> Option<Again> {
        let Kept { instead_of, row, taken_over: 1 } = serde_json::from_str(document).ok()? else { return None };
        if !self.names.iter().eq(row.keys()) {
            self.names = row.keys().cloned().collect();
            self.every = every_meaning(&self.names);
        }
        let line: StringRecord = row.values().map(String::as_str).collect();
        let mut read = self.every.iter().filter_map(|tells| {
            let cells = Cells { tells, line: &line, courses: &[course], now, separator: b',' };
            let mut completion = cells.completion().ok()?;
            completion.record_id = instead_of.map_or(completion.record_id, after);
            let runs_out = tells.iter().zip(&line).any(|(tells, cell)| *tells == Some(Tells::Expires) && !cell.trim().is_empty());
            Some(Again { completion, runs_out, whose: cells.whose() })
        });
        let first = read.next()?;
        let counted = |again: &Again| again.completion.completed_on == on;
        if counted(&first) { Some(first) } else { Some(read.find(counted).unwrap_or(first)) }
    }
}

/// A line, as it is kept.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    /// The record in whose place it stands, where that was revoked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) instead_of: Option<CertificateId>,
    pub(super) row: BTreeMap<String, String>,
    pub(super) taken_over: u32,
}

impl Kept {
    /// Writes it as canonical JSON.
    pub(super) fn written(&self) -> String {
        serde_json_canonicalizer::to_string(self).unwrap_or_default()
    }
}
