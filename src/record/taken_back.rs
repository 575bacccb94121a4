//! Which records the log says are revoked. It says so also of those that were erased since: their rows are gone, and the log has their ids.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use jiff::Timestamp;

use crate::journey::CertificateId;

use super::proven::{REINSTATE, REVOKE, named};
use super::records::{Act, NotStored, Records};

/// The records that are revoked as the log has it, by their names there, with when and why.
#[derive(Debug, Default)]
pub struct TakenBack(HashMap<String, (Timestamp, String)>);

impl TakenBack {
    /// Reads them from the log.
    ///
    /// # Errors
    /// [`NotStored`] when it cannot be read.
    pub fn read(records: &dyn Records) -> Result<Self, NotStored> {
        let mut taken_back = Self::default();
        records.each_act_of([REVOKE, REINSTATE], &mut |noted| {
            taken_back.act(noted.act);
            ControlFlow::Continue(())
        })?;
        Ok(taken_back)
    }

    fn act(&mut self, act: Act) {
        if act.what == REVOKE {
            self.0.insert(act.to, (act.at, act.why));
        } else {
            self.0.remove(&act.to);
        }
    }

    /// Says when and why a record was revoked, where that is the last that the log says of it.
    #[must_use]
    pub fn of(&self, record: CertificateId) -> Option<&(Timestamp, String)> {
        if self.0.is_empty() { None } else { self.0.get(&named(record)) }
    }

    /// Returns those of some records that were revoked and are not kept any more. The records are asked once for all of them.
    ///
    /// # Errors
    /// [`NotStored`] when the records cannot be read.
    pub fn erased(
        &self,
        some: impl Iterator<Item = CertificateId>,
        records: &dyn Records,
    ) -> Result<BTreeMap<CertificateId, (Timestamp, String)>, NotStored> {
        let mut gone: BTreeMap<_, _> = some.filter_map(|record| Some((record, self.of(record)?.clone()))).collect();
        if !gone.is_empty() {
            let asked: Vec<CertificateId> = gone.keys().copied().collect();
            records.each_origin(&asked, &mut |kept| {
                gone.remove(&kept.record);
                ControlFlow::Continue(())
            })?;
        }
        Ok(gone)
    }
}
