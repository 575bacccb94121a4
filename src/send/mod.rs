//! Carries xAPI statements to a learning record store. Nothing goes out unless somebody named the store; what goes out was kept before,
//! is the same bytes every time, and is given up only on the store's own word.
//!
//! `lrs` is the store, `lms` what a learning-management system adds to one, `masked` keeps what is said to one in secret out of what it answers,
//! `same` compares two statements as the standard does, this file decides what an answer means.

mod lms;
mod lrs;
mod masked;
mod same;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde_json::Value;
use uuid::Uuid;

use crate::clock::Clock;
use crate::store::{self, Outbox, Queued};

pub use lms::{Unlaunched, token};
pub use lrs::{Bad, Lrs, Reply, Way};

/// How many statements go out at a time.
const BATCH: usize = 50;
/// The first and the longest pause after a store that was busy or away.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_mins(1));
/// The longest that a store may ask us to wait.
const LONGEST: Duration = Duration::from_mins(10);

/// Why sending stopped. Whatever was not acknowledged is still queued.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The store does not know who we are.
    #[error("{to} did not let us in ({status}): {said}\nnothing is lost; check the name and the password, then send again")]
    Denied {
        /// The store.
        to: String,
        /// Its answer.
        status: u16,
        /// Its words.
        said: String,
    },
    /// There is no store at that address.
    #[error("{to} does not answer as a learning record store does ({status}): {said}\nnothing is lost; check the address, then send again")]
    NoStore {
        /// The address.
        to: String,
        /// Its answer.
        status: u16,
        /// Its words.
        said: String,
    },
    /// Whoever answers cannot prove to be the store.
    #[error(
        "{to} cannot prove who it is: {because}\n\
         nothing is lost; name the certificates of whoever vouches for it with `--ca FILE`, or as `ca` in `[lrs]`, then send again"
    )]
    Untrusted {
        /// The store.
        to: String,
        /// What the machine said.
        because: String,
    },
    /// There is no host of the name in the address.
    #[error("{to}: {because}\nnothing is lost; check the address, and that of a proxy where there is one, then send again")]
    Unknown {
        /// The address.
        to: String,
        /// What the machine said.
        because: String,
    },
    /// The store names nothing of what it took, and lets nobody look.
    #[error(
        "{to} said yes and named no statement that it has ({count} sent), and does not let us look for them ({status}): {said}\n\
         nothing is lost, and they keep waiting; have it let us read statements, too, then send again"
    )]
    Unseen {
        /// The store.
        to: String,
        /// Of how many statements it is not known whether they are there.
        count: usize,
        /// Its answer to whoever asked for one.
        status: u16,
        /// Its words.
        said: String,
    },
    /// The store was busy or away for too long.
    #[error("{to} is busy or away: {said}\nnothing is lost; send again later")]
    Later {
        /// The store.
        to: String,
        /// What it said last.
        said: String,
    },
    /// The outbox cannot be read or written.
    #[error("{0}")]
    Outbox(#[from] store::Error),
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Statements that are there now.
    pub sent: u64,
    /// Statements that the store does not take.
    pub aside: u64,
}

/// A way to wait, and how long in all.
pub struct Patience<'a> {
    /// Waits.
    pub wait: &'a mut dyn FnMut(Duration),
    /// So long in all, for one batch; an exchange that was begun by then may end.
    pub most: Duration,
}

/// Sends what waits until nothing does.
///
/// # Errors
/// [`Stopped`]; whatever was not acknowledged is still queued.
pub fn deliver(outbox: &mut Outbox, lrs: &Lrs, clock: &dyn Clock, patience: &mut Patience<'_>) -> Result<Sum, Stopped> {
    let mut carrier = Carrier { outbox, lrs, clock, patience, sum: Sum::default() };
    loop {
        let batch = carrier.outbox.waiting(lrs.queue(), BATCH)?;
        if batch.is_empty() {
            return Ok(carrier.sum);
        }
        carrier.carry(&batch)?;
    }
}

struct Carrier<'a, 'p> {
    outbox: &'a mut Outbox,
    lrs: &'a Lrs,
    clock: &'a dyn Clock,
    patience: &'a mut Patience<'p>,
    sum: Sum,
}

impl Carrier<'_, '_> {
    /// Carries statements over: they end up there, or set aside. Where a store lets nobody look, some of them may wait for another time, but
    /// never all.
    fn carry(&mut self, batch: &[Queued]) -> Result<(), Stopped> {
        let reply = self.heard(|lrs| lrs.post(batch))?;
        match (reply.status, batch) {
            (204, _) => self.are_there(batch),
            (200, _) => self.acknowledged(batch, &reply),
            (_, []) => Ok(()),
            (409, [one]) => self.settle(one, &reply),
            (400 | 413 | 422, [one]) => self.set_aside(one.id, &reply.told()),
            // One bad statement makes the store refuse the whole batch: half by half, it is found.
            (400 | 409 | 413 | 422, _) => {
                let (left, right) = batch.split_at(batch.len() / 2);
                self.carry(left)?;
                self.carry(right)
            }
            (401 | 403 | 407, _) => Err(Stopped::Denied { to: self.lrs.to().to_owned(), status: reply.status, said: reply.said() }),
            _ => Err(Stopped::NoStore { to: self.lrs.to().to_owned(), status: reply.status, said: reply.said() }),
        }
    }

    /// The store names the statements that it has now. Some leave out those that they had before: it is asked for what it does not name. Whoever
    /// may not look has no proof of anything: a proxy says yes to all, too. So what is not named goes once more without the others, to which a
    /// store that has it all says so; where nothing was named, it waits.
    fn acknowledged(&mut self, batch: &[Queued], reply: &Reply) -> Result<(), Stopped> {
        let named: BTreeSet<Uuid> =
            serde_json::from_str::<Vec<String>>(&reply.body).unwrap_or_default().iter().filter_map(|id| id.parse().ok()).collect();
        let (there, silent): (Vec<Queued>, Vec<Queued>) = batch.iter().cloned().partition(|one| named.contains(&one.id));
        self.are_there(&there)?;
        for one in &silent {
            let asked = self.heard(|lrs| lrs.get(one.id))?;
            match asked.status {
                200 if same::statements(&one.body, &asked.body) => self.are_there(std::slice::from_ref(one))?,
                200 if is_of(one.id, &asked.body) => self.set_aside(one.id, "another statement of this id is there")?,
                404 => {
                    let said = format!("it names other statements than it was sent, and has no {}", one.id);
                    return Err(Stopped::NoStore { to: self.lrs.to().to_owned(), status: reply.status, said });
                }
                _ if !there.is_empty() => return Ok(()),
                status => {
                    let (to, count, said) = (self.lrs.to().to_owned(), silent.len(), asked.said());
                    return Err(Stopped::Unseen { to, count, status, said });
                }
            }
        }
        Ok(())
    }

    /// The store has another statement of that id, or says so of the same one: it is asked which.
    fn settle(&mut self, one: &Queued, refused: &Reply) -> Result<(), Stopped> {
        let reply = self.heard(|lrs| lrs.get(one.id))?;
        let is_same = reply.status == 200 && same::statements(&one.body, &reply.body);
        if is_same { self.are_there(std::slice::from_ref(one)) } else { self.set_aside(one.id, &refused.told()) }
    }

    fn are_there(&mut self, batch: &[Queued]) -> Result<(), Stopped> {
        self.outbox.sent(self.lrs.queue(), batch, self.clock.now())?;
        self.sum.sent += batch.len() as u64;
        Ok(())
    }

    fn set_aside(&mut self, id: Uuid, because: &str) -> Result<(), Stopped> {
        self.outbox.set_aside(self.lrs.queue(), id, because, self.clock.now())?;
        self.sum.aside += 1;
        Ok(())
    }

    /// Asks the store until it says something that is an answer; waits between, longer each time, or as long as the store wants.
    fn heard(&mut self, ask: impl Fn(&Lrs) -> Result<Reply, Bad>) -> Result<Reply, Stopped> {
        let (mut pause, longest) = PAUSES;
        let (mut so_far, begun) = (Duration::ZERO, Instant::now());
        loop {
            let (said, wanted) = match ask(self.lrs) {
                Ok(reply) if !reply.is_passing() => return Ok(reply),
                Ok(reply) => (reply.told(), reply.retry_after),
                Err(Bad::Untrusted { because }) => return Err(Stopped::Untrusted { to: self.lrs.to().to_owned(), because }),
                Err(bad @ Bad::Unknown { .. }) => return Err(Stopped::Unknown { to: self.lrs.to().to_owned(), because: bad.to_string() }),
                Err(bad) => (bad.to_string(), None),
            };
            // `0`, or a moment that has passed, is no leave to hammer at it.
            let next = wanted.map_or(pause.mul_f64(luck()), |wanted| wanted.clamp(PAUSES.0, LONGEST));
            so_far += next;
            // What is waited for an answer is waited, too.
            if so_far.max(begun.elapsed() + next) > self.patience.most {
                return Err(Stopped::Later { to: self.lrs.to().to_owned(), said });
            }
            (self.patience.wait)(next);
            pause = (pause * 2).min(longest);
        }
    }
}

/// Whether what a store answered is the statement of that id, whatever else is in it.
fn is_of(id: Uuid, answer: &str) -> bool {
    let answer: Value = serde_json::from_str(answer).unwrap_or_default();
    answer.get("id").and_then(Value::as_str).is_some_and(|named| named.parse() == Ok(id))
}

/// Returns a factor by which pauses differ, so that a hundred computers do not come back at once.
fn luck() -> f64 {
    0.5 + f64::from(Uuid::new_v4().as_fields().0) / f64::from(u32::MAX)
}
