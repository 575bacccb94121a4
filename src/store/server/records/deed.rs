//! What a department does to what it keeps, on a server: each deed with its act in the log, or neither.

use postgres::{Error, Transaction};

use crate::journey::LearnerId;
use crate::record::proven;
use crate::record::records::{Act, Deed, Marks};
use crate::store::records::text as shared;
use crate::store::server::value::Value;

use super::{forget, is_noted, look, note, query, run};

/// A deed on its way to the server, which may be asked again where its answer was lost.
pub(super) struct Asked {
    deed: Deed,
    act: Option<Act>,
    /// What was noted of it, where, and how much it touched, before the answer was lost.
    before: Option<(u64, Act, usize)>,
}

impl Asked {
    pub(super) fn to(deed: &Deed, act: Option<&Act>) -> Self {
        Self { deed: deed.clone(), act: act.cloned(), before: None }
    }

    /// Carries the deed out, notes it, and says how much it touched.
    pub(super) fn carry_out(&mut self, transaction: &mut Transaction<'_>) -> Result<usize, Error> {
        // What was done before its answer was lost is there already, and its act with it.
        if let Some((seq, act, touched)) = &self.before
            && is_noted(transaction, *seq, act)?.is_some()
        {
            return Ok(*touched);
        }
        let touched = touch(transaction, &self.deed)?;
        let Some(act) = &self.act else { return Ok(touched) };
        let marks = if self.deed.holds() { Some(held(transaction)?) } else { None };
        if let Some(act) = proven::noted(&self.deed, act, touched, marks.as_ref()) {
            let noted = note(transaction, &act, &mut None)?;
            self.before = Some((noted.seq, act, touched));
        }
        Ok(touched)
    }
}

/// Who is held back.
fn held(transaction: &mut Transaction<'_>) -> Result<Marks, Error> {
    let mut marks = Marks::default();
    for (learner, staff_id) in query(transaction, shared::HELD, &[])?.iter().filter_map(look::held) {
        marks.hold(learner, &staff_id);
    }
    Ok(marks)
}

fn touch(transaction: &mut Transaction<'_>, deed: &Deed) -> Result<usize, Error> {
    let ids = |learners: &[LearnerId]| learners.iter().map(|learner| learner.0.as_bytes().into()).collect::<Vec<Value>>();
    let touched = match deed {
        Deed::Revoke { record, at, why } => {
            forget::revoke(transaction, &[at.as_millisecond().into(), why.as_str().into(), record.0.as_bytes().into()])?
        }
        Deed::Reinstate { record } => forget::reinstate(transaction, *record)?.into(),
        Deed::Erase { records, at, whose } => {
            let mut erased = 0;
            for record in records {
                erased += u64::from(forget::erase(transaction, *record, *at)?);
            }
            if let Some(whose) = whose {
                let staff_ids: Vec<Value> = whose.staff_ids.iter().map(|staff_id| staff_id.as_str().into()).collect();
                forget::person(transaction, &ids(&whose.learners), &staff_ids)?;
            }
            erased
        }
        Deed::Unrefuse(some) => some.iter().try_fold(0, |gone, (batch, one)| {
            let row = [batch.0.as_bytes().into(), one.source.as_str().into(), one.because.as_str().into()];
            run(transaction, shared::UNREFUSE_ONE, &row).map(|more| gone + more)
        })?,
        Deed::Hold { learners, staff_id } => forget::hold(transaction, &ids(learners), &staff_id.as_str().into())?.into(),
        Deed::Release { learners, staff_id } => forget::release(transaction, &ids(learners), &[staff_id.as_str().into()])?.into(),
        Deed::Countersign { batch, signed } => {
            let seal = Value::Bytes(signed.seal.bytes().to_vec());
            let values = [(&signed.root.0).into(), signed.key.to_string().into(), seal, batch.0.as_bytes().into()];
            run(transaction, shared::COUNTERSIGN, &values)?
        }
        Deed::GiveToken(token) => {
            let until = token.expires_at.as_millisecond().into();
            let values =
                [token.id.as_str().into(), (&token.check.0).into(), token.staff_id.as_str().into(), token.name.as_str().into(), until];
            run(transaction, shared::GIVE, &values)?
        }
        Deed::RevokeKey { key, at } => run(transaction, shared::REVOKE_KEY, &[at.as_millisecond().into(), key.to_string().into()])?,
    };
    Ok(usize::try_from(touched).unwrap_or(usize::MAX))
}
