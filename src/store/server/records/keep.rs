//! Keeps a batch: what is there already is looked for, the rest goes over by COPY, all in one transaction: straight into the records, and
//! where somebody else keeps the same ones at this moment, by way of a table beside them. Doing it again after a lost connection finds what
//! was done.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};

use postgres::{Client, Error};
use uuid::Uuid;

use crate::record::records::{Batch, BatchId, Incoming, Kept, Wait};
use crate::record::statement::TellingRecords;
use crate::store;
use crate::store::records::text as shared;

use super::super::line::Line;
use super::super::said;
use super::super::value::Value;
use super::outgoing::Statements;
use super::{copy, text};

/// How many bytes of lines go over at a time, and how many such pieces wait.
const PIECE: usize = 1 << 20;
const WAITING: usize = 4;

/// Which way new records go. Each row is written once where nobody is in the way; but then one that is in the way stops all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Road {
    /// Straight into the records.
    Straight,
    /// Into the table beside them, and from there into them.
    Beside,
}

/// The ways a batch is tried, one after the other: another collector may be quicker.
pub(super) const ROADS: [Road; 6] = [Road::Straight, Road::Beside, Road::Beside, Road::Beside, Road::Beside, Road::Beside];

impl Road {
    const fn table(self) -> &'static str {
        match self {
            Self::Straight => "completions",
            Self::Beside => "completions_in",
        }
    }
}

/// What the server has under a record's id.
pub(super) struct There {
    pub(super) learner: Uuid,
    pub(super) digest: Vec<u8>,
    pub(super) batch: Uuid,
    leaf: i64,
}

impl There {
    /// Whether that is this very record.
    fn is(&self, record: &Incoming) -> bool {
        self.digest == record.digest.0 && self.learner == record.completion.learner_id.0
    }
}

/// Where a batch goes, who hears that it has to wait, and who of what it tells.
pub(super) struct Way<'a> {
    pub(super) line: &'a Line,
    pub(super) wait: &'a mut Wait,
    pub(super) telling: Option<&'a TellingRecords>,
}

/// Keeps a batch. The records go in by their id; the answers are in the order asked.
pub(super) fn batch(way: Way<'_>, batch: &Batch, incoming: &[&Incoming]) -> Result<Vec<Kept>, store::Error> {
    let Way { line, wait, telling } = way;
    let mut failed = None;
    for road in ROADS {
        let there = line.insist(super::PATIENCE, look_for(incoming))?;
        let (kept, order) = judge(batch.id, incoming, &there);
        // What is of this batch already was kept before its answer was lost.
        if there.values().flatten().any(|there| there.batch == batch.id.0) {
            return Ok(kept);
        }
        let order: Vec<(usize, u32)> = order.into_iter().zip(0..).collect();
        match load(line, telling, &Load { batch, incoming, new: &order, leaves: order.len(), road }) {
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

/// Says of each record whether the very same is kept already.
pub(super) fn are_there(line: &Line, incoming: &[&Incoming]) -> Result<Vec<bool>, store::Error> {
    let there = line.insist(super::PATIENCE, look_for(incoming))?;
    let is_there = |record: &&Incoming| {
        let found = there.get(&record.completion.record_id.0).and_then(|found| found.first());
        found.is_some_and(|found| found.is(record))
    };
    Ok(incoming.iter().map(is_there).collect())
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
            match (found.is(record), found.batch == batch.0) {
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

/// What is brought over: the new records, each with its place among those that came in and with its leaf, into a batch of so many leaves.
pub(super) struct Load<'a> {
    pub(super) batch: &'a Batch,
    pub(super) incoming: &'a [&'a Incoming],
    pub(super) new: &'a [(usize, u32)],
    pub(super) leaves: usize,
    pub(super) road: Road,
}

/// What goes over at a time.
enum Piece {
    /// Lines of the records.
    Lines(Vec<u8>),
    /// What is told of them, once all of their lines went over.
    Statements(Box<Statements>),
    /// Nothing is missing.
    End,
}

/// Brings the new records over, and with them what is told of them. `false` where somebody else has just kept one of them: then nothing was
/// kept.
pub(super) fn load(line: &Line, telling: Option<&TellingRecords>, load: &Load<'_>) -> Result<bool, store::Error> {
    let Load { batch, incoming, new, leaves, road } = *load;
    let (give, take) = sync_channel::<Piece>(WAITING);
    let (id, count) = (batch.id, new.len());
    let values = [
        Value::from(batch.id.0.as_bytes()),
        Value::from(batch.source.as_str()),
        Value::from(i64::try_from(leaves).unwrap_or(i64::MAX)),
        Value::from(batch.received_at.as_millisecond()),
    ];
    let done = line.begin(move |client| carry_over(client, road, id, &values, count, &take))?;
    let new = || new.iter().filter_map(|(place, leaf)| Some((*incoming.get(*place)?, *leaf)));
    // Where nobody takes it any more, the server has said why; that is told below.
    let _all_is_given = give_all(&give, telling, batch, new);
    drop(give);
    line.end(&done)
}

fn give_all<'a, N: Iterator<Item = (&'a Incoming, u32)>>(
    give: &SyncSender<Piece>,
    telling: Option<&TellingRecords>,
    batch: &Batch,
    new: impl Fn() -> N,
) -> Result<(), SendError<Piece>> {
    let room = || Vec::with_capacity(PIECE + (PIECE >> 2));
    let mut piece = room();
    for (record, leaf) in new() {
        copy::line(&mut piece, batch, record, leaf);
        if piece.len() >= PIECE {
            give.send(Piece::Lines(std::mem::replace(&mut piece, room())))?;
        }
    }
    give.send(Piece::Lines(piece))?;
    if let Some(telling) = telling {
        let mut told = Statements::to(&telling.to, batch.received_at);
        for (record, _) in new() {
            told.add(record, (telling.tell)(&record.completion, &record.document));
            if told.bytes >= PIECE {
                let full = std::mem::replace(&mut told, Statements::to(&telling.to, batch.received_at));
                give.send(Piece::Statements(Box::new(full)))?;
            }
        }
        give.send(Piece::Statements(Box::new(told)))?;
    }
    give.send(Piece::End)
}

fn carry_over(client: &mut Client, road: Road, id: BatchId, batch: &[Value], count: usize, take: &Receiver<Piece>) -> Result<bool, Error> {
    let mut transaction = client.transaction()?;
    let key = Value::from(id.0.as_bytes());
    // What comes after the lines; nothing, where whoever gives them broke off.
    let mut after = None;
    if count > 0 {
        let mut writer = transaction.copy_in(&format!("copy {} ({}) from stdin", road.table(), text::COPIED))?;
        let mut broke = false;
        for piece in take {
            let Piece::Lines(lines) = piece else {
                after = Some(piece);
                break;
            };
            if writer.write_all(&lines).is_err() {
                broke = true;
                break;
            }
        }
        if after.is_none() && !broke {
            drop(writer);
            transaction.rollback()?;
            return Ok(false);
        }
        // Where writing broke, this tells why.
        match writer.finish() {
            Err(said) if said::is_there_already(&said) => {
                transaction.rollback()?;
                return Ok(false);
            }
            done => drop(done?),
        }
        if road == Road::Beside {
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
            transaction.execute_typed(text::EMPTY, &[key.typed()])?;
        }
        for sql in [text::FORWARD, text::BESIDE] {
            transaction.execute_typed(sql, &[key.typed()])?;
        }
        let mut is_whole = false;
        for piece in after.into_iter().chain(take) {
            match piece {
                Piece::Statements(told) => told.put(&mut transaction)?,
                Piece::Lines(_) | Piece::End => is_whole = true,
            }
        }
        if !is_whole {
            transaction.rollback()?;
            return Ok(false);
        }
    }
    let values: Vec<_> = batch.iter().map(Value::typed).collect();
    transaction.execute_typed(shared::BATCH, &values)?;
    transaction.commit()?;
    Ok(true)
}
