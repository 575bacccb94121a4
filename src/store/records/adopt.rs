//! Keeps a batch that another department has countersigned: whole, with the leaves and the signature it came with.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::record::records::{Absent, Adopted, Kept};
use crate::record::statement::TellingRecords;

use super::{absent, keep, look, outgoing, schema, text};

/// Keeps it. A record that is here already, or conflicts, leaves its leaf, so that the batch still comes to its root; what was erased here
/// stays erased. What was left out of an earlier file of the same batch comes in with this one.
pub(super) fn batch(transaction: &Transaction<'_>, telling: Option<&TellingRecords>, adopted: &Adopted<'_>) -> rusqlite::Result<Vec<Kept>> {
    let (batch, signed) = (adopted.batch, adopted.signed);
    let id = batch.id.0.as_bytes();
    let gone: HashMap<u32, Absent> = look::absent(transaction, batch.id)?.into_iter().map(|(place, _, why)| (place, why)).collect();
    let mut kept = Vec::with_capacity(adopted.leaves.len());
    {
        let mut insert = transaction.prepare_cached(schema::INSERT)?;
        let mut forward = keep::Forward::of(transaction)?;
        let mut put = transaction.prepare_cached(text::PUT)?;
        let mut bury = transaction.prepare_cached(text::BURY)?;
        let mut came = transaction.prepare_cached(text::CAME)?;
        let mut there = transaction.prepare_cached("select doc_sha256, learner_id, batch_id from completions where record_id = $1")?;
        for (leaf, place) in adopted.leaves.iter().zip(0_u32..) {
            let mut bury = |why| bury.execute(params![id, place, leaf.digest.0, absent::written(why, batch.received_at)]);
            let record = match &leaf.record {
                Ok(record) => record,
                Err(why) => {
                    bury(*why)?;
                    kept.push(Kept::Known);
                    continue;
                }
            };
            let may_come = gone.get(&place).is_none_or(|why| *why == Absent::LeftOut);
            if may_come && keep::record(&mut insert, batch, record, place)? {
                came.execute(params![id, place])?;
                forward.to(batch, &record.completion)?;
                outgoing::put(&mut put, telling, batch, record)?;
                kept.push(Kept::New { leaf: place });
                continue;
            }
            let read = |row: &Row<'_>| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?));
            let found = there.query_row([record.completion.record_id.0.as_bytes()], read).optional()?;
            // What was erased here is not there any more, and is known all the same.
            let Some((digest, learner, of)) = found else {
                kept.push(Kept::Known);
                continue;
            };
            let same = digest == record.digest.0 && learner == record.completion.learner_id.0.as_bytes();
            // What stands in its way may be taken out; then it comes with the next file.
            if !same {
                bury(Absent::LeftOut)?;
            } else if of != id {
                bury(Absent::Elsewhere)?;
            }
            kept.push(if same { Kept::Known } else { Kept::Conflict });
        }
    }
    let leaves = u32::try_from(adopted.leaves.len()).unwrap_or(u32::MAX);
    transaction.execute(text::BATCH, params![id, batch.source, leaves, batch.received_at.as_millisecond()])?;
    keep::countersigned(transaction, batch.id, signed)?;
    if adopted.of_others {
        transaction.execute(text::ADOPT, [id])?;
    }
    Ok(kept)
}
