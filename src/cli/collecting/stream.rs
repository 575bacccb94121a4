//! The stream: one thread finds, every core judges, one keeps, and the one that was asked tells. Everything stays in the order found,
//! and only so much is under way at a time.

use std::num::NonZero;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::cli::Failure;
use crate::record::records::Salt;

use super::clerk::{Clerk, Done, Judged};
use super::gather::{Found, Which, gather};
use super::judge::{Judge, Verdict};
use super::luck::Luck;
use super::{Asked, Desk};

/// How many records are kept in one transaction, and countersigned by one signature.
const BATCH: usize = 65_536;
/// How many bytes of hand-ins are kept at a time. While they are, as many again are gathered.
const BATCH_BYTES: usize = 16 << 20;
/// How many hand-ins go to a core at a time, and how many bytes.
const CHUNK: usize = 128;
const CHUNK_BYTES: usize = 1 << 20;
/// How many chunks wait for each core.
const WAITING: usize = 4;

/// What goes to a core at a time: things found, each with its salt.
type Chunk = Vec<(Found, Salt)>;

/// Takes in everything that was asked for.
pub(super) fn stream(asked: &Asked<'_>, judge: &Judge<'_>, mut clerk: Clerk<'_>, desk: &mut Desk<'_>) -> Result<(), Failure> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        // Chunks go to the cores in turn and are taken back in the same turn.
        let mut to_cores: Vec<SyncSender<Chunk>> = Vec::new();
        let mut from_cores: Vec<Receiver<Judged>> = Vec::new();
        for _ in 0..cores {
            let (give, take) = sync_channel::<Chunk>(WAITING);
            let (give_back, take_back) = sync_channel::<Judged>(WAITING);
            to_cores.push(give);
            from_cores.push(take_back);
            scope.spawn(move || {
                for chunk in take {
                    let judged = chunk.into_iter().map(|(found, salt)| judge.judge(found, salt)).collect();
                    if give_back.send(judged).is_err() {
                        break;
                    }
                }
            });
        }
        let finder = scope.spawn(move || find(asked, &to_cores));
        let (to_clerk, batches) = sync_channel::<Waiting>(0);
        let (tell, told) = sync_channel::<Result<Done, Failure>>(1);
        scope.spawn(move || {
            for batch in batches {
                let begun = if batch.is_full { clerk.begins() } else { Ok(()) };
                let done = begun.and_then(|()| clerk.keep(judge, batch.judged));
                let failed = done.is_err();
                if tell.send(done).is_err() || failed {
                    break;
                }
            }
        });
        let mut batches = Batches { to_clerk, told, desk, waiting: Vec::new(), bytes: 0, is_under_way: false };
        for from in from_cores.iter().cycle() {
            // The first core that has nothing more to give is the one whose turn was never filled.
            let Ok(judged) = from.recv() else { break };
            for (source, verdict) in judged {
                batches.take(source, verdict)?;
            }
        }
        batches.finish()?;
        drop(from_cores);
        // What nobody foresaw is not to pass for an end: less was collected than is there.
        finder.join().unwrap_or_else(|fallen| resume_unwind(fallen))
    })
}

/// A batch on its way to the clerk.
struct Waiting {
    judged: Judged,
    /// Whether it is full: more is likely to follow.
    is_full: bool,
}

/// What was judged, gathered into batches. One is kept while the next is gathered.
struct Batches<'d, 'a> {
    to_clerk: SyncSender<Waiting>,
    told: Receiver<Result<Done, Failure>>,
    desk: &'d mut Desk<'a>,
    waiting: Judged,
    bytes: usize,
    is_under_way: bool,
}

impl Batches<'_, '_> {
    fn take(&mut self, source: String, verdict: Verdict) -> Result<(), Failure> {
        if let Verdict::Record { incoming, .. } | Verdict::Unbound { incoming, .. } = &verdict {
            self.bytes += incoming.document.len();
        }
        self.waiting.push((source, verdict));
        if self.waiting.len() >= BATCH || self.bytes >= BATCH_BYTES { self.hand_over(true) } else { Ok(()) }
    }

    /// Hands what waits to the clerk, once the batch before is kept and told of.
    fn hand_over(&mut self, is_full: bool) -> Result<(), Failure> {
        self.hear()?;
        self.bytes = 0;
        self.is_under_way = self.to_clerk.send(Waiting { judged: std::mem::take(&mut self.waiting), is_full }).is_ok();
        Ok(())
    }

    /// Waits for the batch that is under way, and tells what became of it.
    fn hear(&mut self) -> Result<(), Failure> {
        if !self.is_under_way {
            return Ok(());
        }
        self.is_under_way = false;
        match self.told.recv() {
            Ok(done) => self.desk.tell(done?),
            Err(_) => Ok(()),
        }
    }

    fn finish(mut self) -> Result<(), Failure> {
        self.hand_over(false)?;
        self.hear()
    }
}

/// Deals what is found to the cores in turn, until there is no more or nobody wants it.
fn find(asked: &Asked<'_>, to_cores: &[SyncSender<Chunk>]) -> Result<(), Failure> {
    let mut turns = to_cores.iter().cycle();
    let (mut chunk, mut bytes, mut failed) = (Chunk::with_capacity(CHUNK), 0, None);
    let mut luck = Luck::default();
    let _to_the_end = gather(&asked.paths, Which::Records, &mut |found| {
        bytes += found.bytes.as_ref().map_or(0, Vec::len);
        match luck.salt() {
            Ok(salt) => chunk.push((found, salt)),
            Err(because) => {
                failed = Some(because);
                return ControlFlow::Break(());
            }
        }
        if chunk.len() < CHUNK && bytes < CHUNK_BYTES {
            return ControlFlow::Continue(());
        }
        bytes = 0;
        let full = std::mem::replace(&mut chunk, Chunk::with_capacity(CHUNK));
        let wanted = turns.next().is_some_and(|core| core.send(full).is_ok());
        if wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if let Some(core) = turns.next() {
        let _nobody_wants_it = core.send(chunk);
    }
    failed.map_or(Ok(()), |because| Err(Failure::Key(because)))
}
