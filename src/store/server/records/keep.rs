//! Keeps a batch: what is there already is looked for, the rest goes by COPY into a table beside the records and from there into them,
//! all in one transaction. Doing it again after a lost connection finds what was done.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::mpsc::{Receiver, sync_channel};

use postgres::{Client, Error};
use uuid::Uuid;

use crate::record::records::{Batch, BatchId, Incoming, Kept, Wait};
use crate::store;
use crate::store::records::text as shared;

use super::super::line::Line;
use super::super::value::Value;
use super::{copy, text};

/// How many bytes of lines go over at a time, and how many such pieces wait.
const PIECE: usize = 1 << 20;
const WAITING: usize = 4;
/// How often a batch is begun anew because another collector was quicker.
pub(super) const TURNS: usize = 5;

/// What the server has under a record's id.
pub(super) struct There {
    pub(super) learner: Uuid,
    pub(super) digest: Vec<u8>,
    pub(super) batch: Uuid,
    leaf: i64,
}

/// Keeps a batch. The records go in by their id; the answers are in the order asked.
pub(super) fn batch(line: &Line, wait: &mut Wait, batch: &Batch, incoming: &[&Incoming]) -> Result<Vec<Kept>, store::Error> {
    let mut failed = None;
    for _ in 0..TURNS {
        let there = line.insist(super::PATIENCE, look_for(incoming))?;
        let (kept, order) = judge(batch.id, incoming, &there);
        // What is of this batch already was kept before its answer was lost.
        if there.values().flatten().any(|there| there.batch == batch.id.0) {
            return Ok(kept);
        }
        let order: Vec<(usize, u32)> = order.into_iter().zip(0..).collect();
        match load(line, batch, incoming, &order, order.len()) {
            Ok(true) => return Ok(kept),
            Ok(false) => wait.tell(),
            Err(error @ store::Error::Away { .. }) => failed = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(failed.unwrap_or_else(|| line.away("others keep the same records at this moment")))
}

pub(super) fn look_for(incoming: &[&Incoming]) -> impl FnMut(&mut Client) -> Result<HashMap<Uuid, Vec<There>>, Error> + Send + 'static {
    let ids: Vec<Vec<u8>> = incoming.iter().map(|record| record.completion.record_id.0.as_bytes().to_vec()).collect();
    let ids = Value::Many(ids);
    move |client| {
        let mut there: HashMap<Uuid, Vec<There>> = HashMap::new();
        for row in client.query_typed(text::THERE, &[ids.typed()])? {
            let id = |column: usize| Uuid::from_slice(row.get::<_, &[u8]>(column)).unwrap_or_default();
            let found = There { learner: id(1), digest: row.get(2), batch: id(3), leaf: row.get(4) };
            there.entry(id(0)).or_default().push(found);
        }
        Ok(there)
    }
}

/// Says what becomes of each record, and which ones are new, in the order of their leaves.
fn judge(batch: BatchId, incoming: &[&Incoming], there: &HashMap<Uuid, Vec<There>>) -> (Vec<Kept>, Vec<usize>) {
    let mut order: Vec<usize> = (0..incoming.len()).collect();
    order.sort_by_key(|place| incoming.get(*place).map(|record| record.completion.record_id));
    let (mut kept, mut new) = (vec![Kept::Known; incoming.len()], Vec::new());
    let mut before: Option<&Incoming> = None;
    for place in order {
        let (Some(record), Some(answer)) = (incoming.get(place), kept.get_mut(place)) else { continue };
        let completion = &record.completion;
        let twin = before.filter(|before| before.completion.record_id == completion.record_id);
        *answer = if let Some(found) = there.get(&completion.record_id.0).and_then(|found| found.first()) {
            match (found.digest == record.digest.0 && found.learner == completion.learner_id.0, found.batch == batch.0) {
                (true, true) if twin.is_none() => Kept::New { leaf: u32::try_from(found.leaf).unwrap_or_default() },
                (true, _) => Kept::Known,
                (false, _) => Kept::Conflict,
            }
        } else if let Some(twin) = twin {
            let same = twin.digest == record.digest && twin.completion.learner_id == completion.learner_id;
            if same { Kept::Known } else { Kept::Conflict }
        } else {
            new.push(place);
            Kept::New { leaf: u32::try_from(new.len() - 1).unwrap_or(u32::MAX) }
        };
        if twin.is_none() {
            before = Some(record);
        }
    }
    (kept, new)
}

/// Brings the new records over, each with its leaf, into a batch of so many leaves. `false` where somebody else has just kept one of them: then nothing was kept.
pub(super) fn load(line: &Line, batch: &Batch, incoming: &[&Incoming], new: &[(usize, u32)], leaves: usize) -> Result<bool, store::Error> {
    let (give, take) = sync_channel::<Vec<u8>>(WAITING);
    let (id, count) = (batch.id, new.len());
    let values = [
        Value::from(batch.id.0.as_bytes()),
        Value::from(batch.source.as_str()),
        Value::from(i64::try_from(leaves).unwrap_or(i64::MAX)),
        Value::from(batch.received_at.as_millisecond()),
    ];
    let done = line.begin(move |client| carry_over(client, id, &values, count, &take))?;
    let mut piece = Vec::with_capacity(PIECE + (PIECE >> 2));
    for (place, leaf) in new {
        let Some(record) = incoming.get(*place) else { continue };
        copy::line(&mut piece, batch, record, *leaf);
        if piece.len() >= PIECE {
            let full = std::mem::replace(&mut piece, Vec::with_capacity(PIECE + (PIECE >> 2)));
            if give.send(full).is_err() {
                // The server has said why; that is told below.
                break;
            }
        }
    }
    let _nobody_takes_it = give.send(piece);
    // An empty piece says that nothing is missing.
    let _nobody_takes_it = give.send(Vec::new());
    drop(give);
    line.end(&done)
}

fn carry_over(client: &mut Client, id: BatchId, batch: &[Value], count: usize, take: &Receiver<Vec<u8>>) -> Result<bool, Error> {
    let mut transaction = client.transaction()?;
    let key = Value::from(id.0.as_bytes());
    if count > 0 {
        let mut writer = transaction.copy_in(&format!("copy completions_in ({}) from stdin", text::COPIED))?;
        let (mut is_whole, mut broke) = (false, None);
        for piece in take {
            is_whole = piece.is_empty();
            if is_whole {
                break;
            }
            if let Err(because) = writer.write_all(&piece) {
                broke = Some(because);
                break;
            }
        }
        if !is_whole && broke.is_none() {
            drop(writer);
            transaction.rollback()?;
            return Ok(false);
        }
        // Where writing broke, this tells why.
        writer.finish()?;
        let columns = text::COPIED;
        let sql = format!(
            "insert into completions ({columns}) select {columns} from completions_in where batch_id = $1 order by leaf
             on conflict (learner_id, record_id) do nothing"
        );
        let moved = transaction.execute_typed(&sql, &[key.typed()])?;
        if usize::try_from(moved).ok() != Some(count) {
            transaction.rollback()?;
            return Ok(false);
        }
        transaction.execute_typed(text::FORWARD, &[key.typed()])?;
        transaction.execute_typed(text::EMPTY, &[key.typed()])?;
    }
    let values: Vec<_> = batch.iter().map(Value::typed).collect();
    transaction.execute_typed(shared::BATCH, &values)?;
    transaction.commit()?;
    Ok(true)
}
