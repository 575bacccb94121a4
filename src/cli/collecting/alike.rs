//! Looks for records in which another learner's answers stand, to the second. They are not refused, for nobody here knows whose they are.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use jiff::Timestamp;

use crate::journey::{CertificateId, LearnerId};
use crate::record::Completion;
use crate::record::copied::answers;
use crate::record::records::{NotStored, Records, Wanted};
use crate::source::Digest;

use super::Outcome;

/// When the records that came were completed, to the second, and how many newest passes there are of each.
#[derive(Debug, Default)]
pub struct Moments(HashMap<i64, u32>);

/// Two records of two learners, with the same answers.
pub type Pair = [Completion; 2];

impl Moments {
    /// Takes in what became of one; only a record that was graded has answers to look at. One that is known is looked at again: nobody may have
    /// read what was told of it, or it was never told, since the collecting was stopped.
    pub fn add(&mut self, outcome: &Outcome) {
        if let Outcome::New(incoming) | Outcome::Known(incoming) = outcome
            && !incoming.is_taken_over()
        {
            self.0.insert(incoming.completion.completed_at.as_second(), 0);
        }
    }

    /// Returns the pairs of records that were completed at one of these moments with the same answers. Whoever copies answers copies their
    /// times, or else writes them himself; so no other records are opened.
    ///
    /// # Errors
    /// [`NotStored`] when the records cannot be read.
    pub fn alike(mut self, records: &dyn Records) -> Result<Vec<Pair>, NotStored> {
        let seconds = || self.0.keys().copied();
        let Some((first, last)) = seconds().min().zip(seconds().max()) else { return Ok(Vec::new()) };
        // Most of those who collect take in little at a time, and then little is looked at.
        let at = |second: i64| Timestamp::from_second(second).unwrap_or(Timestamp::MAX);
        let made = at(first)..=at(last + 1);
        records.each_latest(made.clone(), &mut |latest| {
            if let Some(count) = self.0.get_mut(&latest.completed_at.as_second()) {
                *count += 1;
            }
            ControlFlow::Continue(())
        })?;
        self.0.retain(|_, count| *count > 1);
        let mut close: Vec<(LearnerId, CertificateId)> = Vec::new();
        if !self.0.is_empty() {
            records.each_latest(made, &mut |latest| {
                if self.0.contains_key(&latest.completed_at.as_second()) {
                    close.push((latest.learner, latest.record));
                }
                ControlFlow::Continue(())
            })?;
        }
        let (mut first, mut pairs): (BTreeMap<Digest, Completion>, _) = (BTreeMap::new(), Vec::new());
        for (learner, record) in close {
            let wanted = Wanted { learner: Some(learner), record: Some(record), ..Wanted::default() };
            records.each_with_evidence(&wanted, &mut |(record, evidence)| {
                let completion = record.completion;
                if let Some(answers) = answers(&evidence.document) {
                    match first.get(&answers).filter(|other| other.learner_id != completion.learner_id) {
                        Some(other) => pairs.push([other.clone(), completion]),
                        None => drop(first.insert(answers, completion)),
                    }
                }
                ControlFlow::Break(())
            })?;
        }
        Ok(pairs)
    }
}
