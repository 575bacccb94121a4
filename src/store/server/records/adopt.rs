//! Keeps a batch that another department has countersigned: whole, with the leaves and the signature it came with. Each step may be done
//! again after a lost connection, and the signature comes last.

use std::collections::HashMap;

use crate::record::records::{Absent, Adopted, Incoming, Kept};
use crate::store;
use crate::store::records::{absent, text as shared};

use super::super::value::Value;
use super::keep::{Load, ROADS, Way, load, look_for};
use super::{look, run};

/// Keeps it. A record that is here already, or conflicts, leaves its leaf, so that the batch still comes to its root; what was erased here
/// stays erased. What was left out of an earlier file of the same batch comes in with this one.
pub(super) fn batch(way: Way<'_>, adopted: &Adopted<'_>) -> Result<Vec<Kept>, store::Error> {
    let Way { line, wait, telling } = way;
    let (batch, signed) = (adopted.batch, adopted.signed);
    let id = Value::from(batch.id.0.as_bytes());
    let incoming: Vec<&Incoming> = adopted.leaves.iter().filter_map(|leaf| leaf.record.as_ref().ok()).collect();
    let mut failed = None;
    for road in ROADS {
        let mut gone: HashMap<u32, Absent> = HashMap::new();
        line.rows(shared::ABSENT.to_owned(), vec![id.clone()], |row| {
            gone.extend(look::absent(row).map(|(place, _, why)| (place, why)));
            std::ops::ControlFlow::Continue(())
        })?;
        let there = line.insist(super::PATIENCE, look_for(&incoming))?;
        let (mut kept, mut new, mut buried, mut came) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut place = 0;
        for (leaf, number) in adopted.leaves.iter().zip(0_u32..) {
            let at: Value = i64::from(number).into();
            let mut bury = |why| {
                let moment = Value::from(absent::written(why, batch.received_at));
                buried.push([id.clone(), at.clone(), (&leaf.digest.0).into(), moment]);
            };
            let record = match &leaf.record {
                Ok(record) => record,
                Err(why) => {
                    bury(*why);
                    kept.push(Kept::Known);
                    continue;
                }
            };
            let incoming = place;
            place += 1;
            let before = gone.get(&number).copied();
            if let Some(found) = there.get(&record.completion.record_id.0).and_then(|found| found.first()) {
                let same = found.digest == record.digest.0 && found.learner == record.completion.learner_id.0;
                // What stands in its way may be taken out; then it comes with the next file.
                if !same {
                    bury(Absent::LeftOut);
                } else if found.batch != batch.id.0 {
                    bury(Absent::Elsewhere);
                }
                kept.push(if same { Kept::Known } else { Kept::Conflict });
            } else if before.is_some_and(|why| why != Absent::LeftOut) {
                kept.push(Kept::Known);
            } else {
                if before.is_some() {
                    came.push([id.clone(), at]);
                }
                new.push((incoming, number));
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
                    came.iter().try_for_each(|place| run(&mut transaction, shared::CAME, place).map(drop))?;
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
