//! What the department has said of records since it kept them: which no longer count, and whose must stay.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::Timestamp;

use crate::journey::{CertificateId, LearnerId};
use crate::record::roster::likeness;

/// Who of a roster somebody has confirmed to be which learner, by staff id as it is compared.
pub type Matches = BTreeMap<String, LearnerId>;

/// Which records no longer count, and whose records must stay whatever their age. There are few of both.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    revoked: HashMap<CertificateId, Timestamp>,
    learners: HashSet<LearnerId>,
    staff_ids: HashSet<String>,
    /// What was held back, as it was named: by a staff id or by a learner's id, and whose is known of each.
    held: BTreeMap<String, BTreeSet<LearnerId>>,
    /// By how many ids in all: one person's staff id and learner's id are two.
    ids: usize,
}

impl Marks {
    /// Takes in that what was issued for a record was revoked. Of several such moments the latest is the one.
    pub fn revoke(&mut self, record: CertificateId, at: Timestamp) {
        // A credential whose record was erased is nobody's.
        if !record.0.is_nil() {
            let known = self.revoked.entry(record).or_insert(at);
            *known = at.max(*known);
        }
    }

    /// Takes in that somebody's records must stay: a learner's, and all under a staff id.
    pub fn hold(&mut self, learner: LearnerId, staff_id: &str) {
        self.ids += 1;
        if !learner.0.is_nil() {
            self.learners.insert(learner);
        }
        let named = if staff_id.trim().is_empty() { learner.0.to_string() } else { staff_id.trim().to_owned() };
        self.held.entry(named).or_default().extend(Some(learner).filter(|learner| !learner.0.is_nil()));
        self.staff_ids.extend(likeness::staff_id(staff_id).map(std::borrow::Cow::into_owned));
    }

    /// When what was issued for a record was revoked, if it was.
    #[must_use]
    pub fn revoked(&self, record: CertificateId) -> Option<Timestamp> {
        if self.revoked.is_empty() { None } else { self.revoked.get(&record).copied() }
    }

    /// Returns the records that no longer count, in no order.
    pub fn all_revoked(&self) -> impl Iterator<Item = CertificateId> {
        self.revoked.keys().copied()
    }

    /// Returns what is held back, by the name that it was given, and the learners who are known of each.
    pub fn held(&self) -> impl Iterator<Item = (&str, &BTreeSet<LearnerId>)> {
        self.held.iter().map(|(named, learners)| (named.as_str(), learners))
    }

    /// Says how many are held back, and nothing of who they are.
    #[must_use]
    pub fn in_all(&self) -> String {
        let (people, ids) = (self.held.len(), self.ids);
        let (person, id) = (if people == 1 { "person" } else { "people" }, if ids == 1 { "id" } else { "ids" });
        format!("{people} {person} by {ids} {id}")
    }

    /// Whether the same is held back as by others.
    #[must_use]
    pub fn holds_as(&self, others: &Self) -> bool {
        (&self.learners, &self.staff_ids) == (&others.learners, &others.staff_ids)
    }

    /// Whether somebody's records must stay.
    #[must_use]
    pub fn holds(&self, learner: LearnerId, staff_id: &str) -> bool {
        let is_held = |staff_id: &str| likeness::staff_id(staff_id).is_some_and(|plain| self.staff_ids.contains(&*plain));
        self.learners.contains(&learner) || (!self.staff_ids.is_empty() && is_held(staff_id))
    }
}
