//! Keeps a batch that another department has countersigned: whole, with the leaves and the signature it came with. Each step may be done
//! again after a lost connection, and the signature comes last.

use std::collections::HashSet;

use crate::record::records::{Adopted, Incoming, Kept};
use crate::store;
use crate::store::records::text as shared;

use super::super::value::Value;
use super::keep::{Load, ROADS, Way, load, look_for};
use super::run;

/// Keeps it. A record that is here already, or conflicts, leaves its leaf, so that the batch still comes to its root; what was erased here
/// stays erased.
pub(super) fn batch(way: Way<'_>, adopted: &Adopted<'_>) -> Result<Vec<Kept>, store::Error> {
    let Way { line, wait, telling } = way;
    let (batch, signed) = (adopted.batch, adopted.signed);
    let id = Value::from(batch.id.0.as_bytes());
    let incoming: Vec<&Incoming> = adopted.leaves.iter().filter_map(|leaf| leaf.record.as_ref()).collect();
    let mut failed = None;
    for road in ROADS {
        let mut erased: HashSet<i64> = HashSet::new();
        line.rows(shared::ERASED.to_owned(), vec![id.clone()], |row| {
            erased.extend(row.try_get::<_, i64>(0));
            std::ops::ControlFlow::Continue(())
        })?;
        let there = line.insist(super::PATIENCE, look_for(&incoming))?;
        let (mut kept, mut new, mut buried) = (Vec::new(), Vec::new(), Vec::new());
        let mut place = 0;
        for (leaf, number) in adopted.leaves.iter().zip(0_u32..) {
            let bury = [id.clone(), i64::from(number).into(), (&leaf.digest.0).into(), batch.received_at.as_millisecond().into()];
            let Some(record) = &leaf.record else {
                buried.push(bury);
                kept.push(Kept::Known);
                continue;
            };
            let at = place;
            place += 1;
            if let Some(found) = there.get(&record.completion.record_id.0).and_then(|found| found.first()) {
                let same = found.digest == record.digest.0 && found.learner == record.completion.learner_id.0;
                if !same || found.batch != batch.id.0 {
                    buried.push(bury);
                }
                kept.push(if same { Kept::Known } else { Kept::Conflict });
            } else if erased.contains(&i64::from(number)) {
                kept.push(Kept::Known);
            } else {
                new.push((at, number));
                kept.push(Kept::New { leaf: number });
            }
        }
        line.insist(super::PATIENCE, move |client| {
            let mut transaction = client.transaction()?;
            buried.iter().try_for_each(|bury| run(&mut transaction, shared::BURY, bury).map(drop))?;
            transaction.commit()
        })?;
        match load(line, telling, &Load { batch, incoming: &incoming, new: &new, leaves: adopted.leaves.len(), road }) {
            Ok(true) => {
                let seal = Value::Bytes(signed.seal.bytes().to_vec());
                let values = [(&signed.root.0).into(), signed.key.to_string().into(), seal, id.clone()];
                let (id, of_others) = (id.clone(), adopted.of_others);
                line.insist(super::PATIENCE, move |client| {
                    let mut transaction = client.transaction()?;
                    run(&mut transaction, shared::COUNTERSIGN, &values)?;
                    if of_others {
                        run(&mut transaction, shared::ADOPT, std::slice::from_ref(&id))?;
                    }
                    transaction.commit()
                })?;
                return Ok(kept);
            }
            Ok(false) => wait.tell(),
            Err(error @ store::Error::Away { .. }) => failed = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(failed.unwrap_or_else(|| line.away("others keep the same records at this moment")))
}
