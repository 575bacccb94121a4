//! What a department does to what it keeps, one word each, without an act in the log: for tests of what becomes of the records.

use bedside::journey::{CertificateId, LearnerId};
use bedside::record::Records;
use bedside::record::records::{BatchId, Countersigned, Deed, NotStored, Refusal, Token, Whose};
use bedside::record::seal::KeyId;
use jiff::Timestamp;

pub(crate) trait Deeds: Records {
    fn revoke(&mut self, record: CertificateId, at: Timestamp, why: &str) -> Result<usize, NotStored> {
        self.does(&Deed::Revoke { record, at, why: why.to_owned() }, None)
    }

    fn reinstate(&mut self, record: CertificateId) -> Result<bool, NotStored> {
        Ok(self.does(&Deed::Reinstate { record }, None)? > 0)
    }

    fn erase(&mut self, records: &[CertificateId], at: Timestamp) -> Result<usize, NotStored> {
        self.does(&Deed::Erase { records: records.to_vec(), at, whose: None }, None)
    }

    fn hold(&mut self, learners: &[LearnerId], staff_id: &str) -> Result<bool, NotStored> {
        Ok(self.does(&Deed::Hold { learners: learners.to_vec(), staff_id: staff_id.to_owned() }, None)? > 0)
    }

    fn release(&mut self, learners: &[LearnerId], staff_id: &str) -> Result<bool, NotStored> {
        Ok(self.does(&Deed::Release { learners: learners.to_vec(), staff_id: staff_id.to_owned() }, None)? > 0)
    }

    fn countersign(&mut self, batch: BatchId, signed: &Countersigned) -> Result<(), NotStored> {
        self.does(&Deed::Countersign { batch, signed: *signed }, None).map(drop)
    }

    fn forget_person(&mut self, learners: &[LearnerId], staff_ids: &[String]) -> Result<(), NotStored> {
        let whose = Some(Whose { learners: learners.to_vec(), staff_ids: staff_ids.to_vec() });
        self.does(&Deed::Erase { records: Vec::new(), at: Timestamp::UNIX_EPOCH, whose }, None).map(drop)
    }

    fn unrefuse(&mut self, some: &[(BatchId, Refusal)]) -> Result<usize, NotStored> {
        self.does(&Deed::Unrefuse(some.to_vec()), None)
    }

    fn revoke_key(&mut self, key: &KeyId, at: Timestamp) -> Result<(), NotStored> {
        self.does(&Deed::RevokeKey { key: *key, at }, None).map(drop)
    }

    fn give_token(&mut self, token: &Token) -> Result<(), NotStored> {
        self.does(&Deed::GiveToken(token.clone()), None).map(drop)
    }
}

impl<R: Records + ?Sized> Deeds for R {}
