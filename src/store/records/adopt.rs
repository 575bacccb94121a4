//! Keeps a batch that another department has countersigned: whole, with the leaves and the signature it came with.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::record::records::{Adopted, Kept};
use crate::record::statement::TellingRecords;

use super::{keep, outgoing, schema, text};

/// Keeps it. A record that is here already, or conflicts, leaves its leaf, so that the batch still comes to its root; what was erased here
/// stays erased.
pub(super) fn batch(transaction: &Transaction<'_>, telling: Option<&TellingRecords>, adopted: &Adopted<'_>) -> rusqlite::Result<Vec<Kept>> {
    let (batch, signed) = (adopted.batch, adopted.signed);
    let id = batch.id.0.as_bytes();
    let buried: HashSet<u32> =
        transaction.prepare_cached(text::ERASED)?.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut kept = Vec::with_capacity(adopted.leaves.len());
    {
        let mut insert = transaction.prepare_cached(schema::INSERT)?;
        let mut forward = keep::Forward::of(transaction)?;
        let mut put = transaction.prepare_cached(text::PUT)?;
        let mut bury = transaction.prepare_cached(text::BURY)?;
        let mut there = transaction.prepare_cached("select doc_sha256, learner_id, batch_id from completions where record_id = $1")?;
        for (leaf, place) in adopted.leaves.iter().zip(0_u32..) {
            let mut bury = || bury.execute(params![id, place, leaf.digest.0, batch.received_at.as_millisecond()]);
            let Some(record) = &leaf.record else {
                bury()?;
                kept.push(Kept::Known);
                continue;
            };
            if !buried.contains(&place) && keep::record(&mut insert, batch, record, place)? {
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
            if !same || of != id {
                bury()?;
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
