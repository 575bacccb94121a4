//! Whether the department's tables say what its documents and its log say. Reports and exports read the tables alone, and a
//! countersignature covers the documents alone; so whoever checks the one compares it with the other.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use serde_json::Error;

use crate::journey::CertificateId;

use super::hand_in::FORMAT;
use super::open::open_text;
use super::records::{Act, Deed, Evidence, KeptBatch, Marks, Record};
use super::summary::{Beside, Summary};
use super::table::{Cell, Cells, Row as _};
use super::taken_over::{Again, Meant};
use super::{Assurance, Completion, taken_over};

/// What is done to a record when what was issued for it is taken back, as the log calls it.
pub const REVOKE: &str = "revoke";

/// What is done where a record that was revoked counts again, as the log calls it.
pub const REINSTATE: &str = "reinstate";

/// Names a record in the log.
#[must_use]
pub fn named(record: CertificateId) -> String {
    format!("record {}", record.0)
}

/// What is done when records are taken in, as the log calls it.
pub const COLLECT: &str = "collect";

/// Stands in the log before what a record is worth at most that was taken in.
const UP_TO: &str = ", up to assurance ";

/// Says in the log from how many places records were taken in, and what they are worth at most once they are countersigned.
#[must_use]
pub fn collected(paths: usize, most: Assurance) -> String {
    format!("{paths} path{}{UP_TO}{}", if paths == 1 { "" } else { "s" }, most.0)
}

/// What is done when somebody's records are held back and let go of, as the log calls it.
pub const HOLD: &str = "hold";
/// The other one.
pub const RELEASE: &str = "release";

/// Stands in the log before how many are held back from then on.
const IN_ALL: &str = "; held back in all: ";

/// Says in the log whose records were held back or let go of, and how many are held back from then on: nobody is named.
fn held(told: &str, from_then_on: &Marks) -> String {
    format!("{told}{IN_ALL}{}", from_then_on.in_all())
}

/// Returns the act of a deed that touched so much, as it goes into the log; `None` where nothing was done. The number of records that were
/// taken out, and who is held back from then on (`marks`), are known only now.
#[must_use]
pub fn noted(deed: &Deed, act: &Act, touched: usize, marks: Option<&Marks>) -> Option<Act> {
    if touched == 0 && (act.to.is_empty() || !deed.is_done_by_saying()) {
        return None;
    }
    let to = match (deed, marks) {
        (Deed::Erase { .. }, _) if touched > 0 => format!("{touched} record{}{}", if touched == 1 { "" } else { "s" }, act.to),
        (Deed::Hold { .. } | Deed::Release { .. }, Some(marks)) => held(&act.to, marks),
        _ => act.to.clone(),
    };
    Some(Act { to, ..act.clone() })
}

/// Two who hold somebody back at one moment may be noted the other way round.
const AT_ONE_MOMENT: i64 = 60_000;

/// What is done when records are taken out at the request of a person, as the log calls it.
pub const ERASE: &str = "erase";

/// What is done when records are taken out whose time to be kept is over, as the log calls it.
pub const PURGE: &str = "purge";

/// What the log says that the tables say too. What came before what goes by the order of the acts: the clocks of two computers differ, and one
/// clock is put right.
#[derive(Debug, Default)]
pub struct Logged {
    /// How many acts were taken in.
    acts: u64,
    /// The revocations that stand, of each record by its name.
    revoked: HashMap<String, Vec<Revoked>>,
    /// What was taken in at a moment.
    taken_in: HashMap<i64, TakenIn>,
    /// Which act was the first to take records out. The log does not say which they were.
    first_out: Option<u64>,
    /// How many are held back, by the last acts that say so, with their moment.
    held: Vec<(i64, String)>,
}

/// A revocation, as the log tells it.
#[derive(Debug)]
struct Revoked {
    at: i64,
    why: String,
    /// Its place among the acts.
    act: u64,
}

/// What the log says of a moment at which records were taken in.
#[derive(Debug)]
struct TakenIn {
    /// What they are worth at most. Earlier versions did not say so.
    most: Option<Assurance>,
    /// The last act that says so, by its place.
    act: u64,
}

impl Logged {
    /// Takes in the next act of the log.
    pub fn act(&mut self, act: &Act) {
        self.acts += 1;
        let (at, place) = (act.at.as_millisecond(), self.acts);
        match act.what.as_str() {
            REVOKE => self.revoked.entry(act.to.clone()).or_default().push(Revoked { at, why: act.why.clone(), act: place }),
            REINSTATE => drop(self.revoked.remove(&act.to)),
            COLLECT => {
                let most = act.to.rsplit_once(UP_TO).and_then(|(_, most)| most.parse().ok()).map(Assurance);
                let known = self.taken_in.entry(at).or_insert(TakenIn { most, act: place });
                *known = TakenIn { most: most.max(known.most), act: place };
            }
            // Keys and tokens are taken out alone, too, and then no number stands there.
            ERASE | PURGE if act.to.starts_with(|first: char| first.is_ascii_digit()) => {
                self.first_out.get_or_insert(place);
            }
            HOLD | RELEASE => {
                self.held.retain(|(before, _)| *before >= at - AT_ONE_MOMENT);
                match act.to.rsplit_once(IN_ALL) {
                    Some((_, in_all)) => self.held.push((at, in_all.to_owned())),
                    // What an earlier version did was not counted.
                    None => self.held.clear(),
                }
            }
            _ => {}
        }
    }

    /// Whether a record was revoked when the log says so, or counts where the log says that it does.
    fn says(&self, record: CertificateId, at: Option<Timestamp>, received: Timestamp) -> bool {
        let revoked = if self.revoked.is_empty() { None } else { self.revoked.get(&named(record)) };
        match (at.map(Timestamp::as_millisecond), revoked) {
            (None, None) => true,
            (Some(_), None) => false,
            // Two who revoke it at once are both in the log, and the record has the moment of one of them.
            (Some(at), Some(revoked)) => revoked.iter().any(|said| said.at == at),
            (None, Some(revoked)) => revoked.last().is_none_or(|last| self.came_anew(last, received)),
        }
    }

    /// Whether a record that counts may have been taken in after it was revoked, and taken out, before: earlier versions took it for a new one.
    fn came_anew(&self, last: &Revoked, received: Timestamp) -> bool {
        let received = received.as_millisecond();
        self.first_out.is_some_and(|out| match self.taken_in.get(&received) {
            Some(taken) => out < taken.act && last.act < taken.act,
            // A collecting that was cut off in its first batch is not in the log, nor when another department collected what it handed on.
            None => last.at < received,
        })
    }

    /// Whether the log says that a record was revoked at this moment, and for this reason.
    pub(super) fn has_revoked(&self, record: CertificateId, at: Timestamp, why: &str) -> (bool, bool) {
        let mut then = self.revoked.get(&named(record)).into_iter().flatten().filter(|said| said.at == at.as_millisecond()).peekable();
        (then.peek().is_some(), then.any(|said| said.why == why))
    }

    /// Whether a record of this batch may be worth so much, as far as the log tells.
    fn allows(&self, assurance: Assurance, batch: &KeptBatch) -> bool {
        let taken = self.taken_in.get(&batch.batch.received_at.as_millisecond()).filter(|_| !batch.of_others);
        taken.and_then(|taken| taken.most).is_none_or(|most| assurance <= most)
    }

    /// Whether the log has an act for the moment at which a batch was taken in. What was taken in elsewhere, by another department or before
    /// these records were, is in the log there.
    #[must_use]
    pub fn accounts_for(&self, batch: &KeptBatch) -> bool {
        batch.of_others || batch.batch.was_handed_on() || self.taken_in.contains_key(&batch.batch.received_at.as_millisecond())
    }

    /// Says how many are held back by the log, where that is another number than there are.
    #[must_use]
    pub fn holds_otherwise(&self, marks: &Marks) -> Option<&str> {
        let (_, last) = self.held.last()?;
        let there = marks.in_all();
        self.held.iter().all(|(_, said)| *said != there).then_some(last)
    }
}

/// Returns the columns of a record that say otherwise than its document, or than the log, by name. What the department alone says (the
/// title of the course, the organization) has nothing to be compared with. Where nobody has signed for its batch, the document has to prove
/// itself by its seal.
#[must_use]
pub fn otherwise(record: Record, evidence: &Evidence, batch: &KeptBatch, logged: &Logged) -> BTreeSet<&'static str> {
    let Record { completion: mut kept, key, .. } = record;
    let received_at = batch.batch.received_at;
    let mut odd = BTreeSet::new();
    if !logged.says(kept.record_id, kept.revoked_at.take(), received_at) {
        odd.insert("revoked_at");
    }
    if !logged.allows(kept.assurance, batch) {
        odd.insert("assurance");
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
        .map(|Again { completion: mut said, runs_out, .. }| {
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
