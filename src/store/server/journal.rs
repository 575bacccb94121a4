//! One learner's journal of one course on a server. Each event has its place, which is said outright: whatever becomes of a connection,
//! what was sent twice is kept once.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use postgres::types::{ToSql, Type};
use postgres::{Client, GenericClient, Row as Found};
use uuid::Uuid;

use crate::id::CourseId;
use crate::journey::{Event, Fact, Journal, LearnerId, NotKept};
use crate::store::Error;
use crate::store::outgoing::{Telling, may_end};
use crate::store::row::{self, Row};

use super::address::Address;
use super::line::Line;
use super::outgoing;
use super::schema::Part;

/// How long an answer may take to be kept, and how long while the server is known to be away.
const PATIENCE: (Duration, Duration) = (Duration::from_secs(5), Duration::from_millis(800));
/// How much longer a server that is there may take to let somebody in: it makes the tables of an empty place, and may have much to do.
const LETTING_IN: Duration = Duration::from_secs(15);
/// After how long without a word a line is given up for a new one.
const STUCK: Duration = Duration::from_secs(8);
/// How often a place that others have taken is looked for anew.
const TURNS: usize = 50;

const KNOWN: &str = "select learner_id from learner where account = $1";
const ENROL: &str = "insert into learner (account, learner_id) values ($1, $2) on conflict (account) do nothing";
const WORDS: &str = "insert into wording (account, digest, words) values ($1, $2, $3) on conflict (account, digest) do nothing";
const INSERT: &str = "insert into event (account, seq, course, occurred_ms, fact, wording) values ($1, $2, $3, $4, $5, $6)
    on conflict (account, seq) do nothing";
const READ: &str = "select e.seq, e.course, e.occurred_ms, e.fact, e.wording, w.words
    from event e left join wording w on w.account = e.account and w.digest = e.wording
    where e.account = $1 and e.seq > $2 order by e.seq";

/// Keeps one learner's facts about one course on a server.
#[derive(Debug)]
pub struct ServerJournal {
    address: Address,
    line: Line,
    account: String,
    course: CourseId,
    learner: Option<LearnerId>,
    /// The place of the account's last event, in any course; `None` until it was looked for.
    last: Option<i64>,
    /// Facts that were sent and not acknowledged: nobody knows whether they were kept.
    doubtful: Vec<Sent>,
    is_away: bool,
    /// Since when nothing at all was heard on the line.
    unheard: Option<Instant>,
    /// Who is to hear of it, where somebody is.
    telling: Option<Telling>,
}

/// A fact on its way.
#[derive(Clone, Debug)]
struct Sent {
    fact: Fact,
    row: Row,
    at: i64,
}

/// What the server was found to hold, or now holds.
struct Told {
    learner: Option<LearnerId>,
    last: i64,
    events: Vec<Event>,
}

impl ServerJournal {
    /// Finds the learner of an account. One who is not there is written down with the first fact, not before.
    pub(super) fn new(address: Address, account: &str, course: &CourseId) -> Result<Self, Error> {
        let line = Line::to(&address, Part::Journals);
        let mut journal = Self {
            address,
            line,
            account: account.to_owned(),
            course: course.clone(),
            learner: None,
            last: None,
            doubtful: Vec::new(),
            is_away: false,
            unheard: None,
            telling: None,
        };
        let account = journal.account.clone();
        let told = journal.line.ask_slow(PATIENCE.0, LETTING_IN, move |client| known(client, &account));
        journal.learner = told.unwrap_or_else(|| Err(journal.line.away("it does not answer")))?;
        Ok(journal)
    }

    /// Has a learning record store hear of what is kept from now on, and of what was kept before: its statements are put down with the
    /// facts.
    #[must_use]
    pub fn telling(self, telling: Telling) -> Self {
        Self { telling: Some(telling), ..self }
    }

    /// Returns the learner's id; `None` until the first fact is kept.
    #[must_use]
    pub const fn learner(&self) -> Option<LearnerId> {
        self.learner
    }

    /// Returns all events of this learner that bear on this course, oldest first.
    ///
    /// # Errors
    /// Any [`Error`] of reading.
    pub fn read(&mut self) -> Result<Vec<Event>, Error> {
        let (account, course) = (self.account.clone(), self.course.clone());
        let told = self.ask(move |client| {
            let learner = known(client, &account)?;
            let (last, found) = after(client, &account, 0)?;
            Ok(Told { learner, last, events: events(&found, &course) })
        })?;
        self.learner = told.learner;
        self.last = Some(told.last);
        Ok(told.events)
    }

    /// Returns what other windows have kept since this one was last told. It is told again with the next fact: what is in doubt is looked
    /// for from the same place on.
    fn newest(&mut self) -> Result<Vec<Event>, Error> {
        let (account, course, last) = (self.account.clone(), self.course.clone(), self.last.unwrap_or(0));
        self.ask(move |client| after(client, &account, last).map(|(_, found)| events(&found, &course)))
    }

    fn keep(&mut self, fact: Fact, at: Timestamp) -> Result<Vec<Event>, Error> {
        let unwritable = |said: serde_json::Error| Error::FailedServer { server: self.line.server().to_owned(), because: said.to_string() };
        let telling = self.telling.clone().filter(|_| may_end(&fact));
        let row = Row::of(fact.clone()).map_err(unwritable)?;
        let sent = Sent { fact, row, at: at.as_millisecond() };
        let append = Append {
            account: self.account.clone(),
            course: self.course.clone(),
            learner: self.learner,
            last: self.last,
            sent: sent.clone(),
            doubtful: self.doubtful.clone(),
            until: Instant::now() + self.patience(),
            telling,
        };
        let (mut append, mut is_first) = (append, self.doubtful.is_empty());
        let told = self.ask(move |client| {
            let is_sure = std::mem::replace(&mut is_first, false);
            append.carry_out(client, is_sure)
        });
        match told.and_then(|told| told.ok_or_else(|| self.line.away("it does not answer"))) {
            Ok(told) => {
                self.learner = told.learner;
                self.last = Some(told.last);
                self.doubtful.clear();
                Ok(told.events)
            }
            Err(error) => {
                self.doubtful.push(sent);
                Err(error)
            }
        }
    }

    /// Asks the server, with less patience while it is away.
    fn ask<T: Send + 'static>(&mut self, work: impl FnMut(&mut Client) -> Result<T, postgres::Error> + Send + 'static) -> Result<T, Error> {
        let begun = Instant::now();
        let told = self.line.ask(self.patience(), work);
        let told = if let Some(told) = told {
            self.unheard = None;
            told
        } else {
            let silent = self.unheard.get_or_insert(begun).elapsed();
            if silent > STUCK {
                // It is stuck in a connection that says nothing any more. A line that is only slow gets there in the end.
                self.line = Line::to(&self.address, Part::Journals);
                self.unheard = None;
            }
            Err(self.line.away("it does not answer"))
        };
        self.is_away = matches!(told, Err(Error::Away { .. }));
        told
    }

    const fn patience(&self) -> Duration {
        if self.is_away { PATIENCE.1 } else { PATIENCE.0 }
    }
}

impl Journal for ServerJournal {
    fn append(&mut self, fact: Fact, at: Timestamp) -> Result<Vec<Event>, NotKept> {
        self.keep(fact, at).map_err(|error| NotKept { because: Box::new(error) })
    }

    fn events(&mut self) -> Result<Vec<Event>, NotKept> {
        self.read().map_err(|error| NotKept { because: Box::new(error) })
    }

    fn news(&mut self) -> Result<Vec<Event>, NotKept> {
        self.newest().map_err(|error| NotKept { because: Box::new(error) })
    }
}

/// A fact to be kept at the next free place.
struct Append {
    account: String,
    course: CourseId,
    learner: Option<LearnerId>,
    last: Option<i64>,
    sent: Sent,
    doubtful: Vec<Sent>,
    /// When whoever waits for it gives up. From then on nothing is sent that was not sent before.
    until: Instant,
    /// Who is to hear of it, where this fact may bring something to its end.
    telling: Option<Telling>,
}

impl Append {
    /// Keeps the fact, unless it is there already. Whoever is not sure that nothing of it was kept looks first. `None` where the time
    /// was over.
    fn carry_out(&mut self, client: &mut Client, is_sure: bool) -> Result<Option<Told>, postgres::Error> {
        let learner = match self.learner {
            Some(learner) => learner,
            None => enrol(client, &self.account)?,
        };
        self.learner = Some(learner);
        if let Some((digest, words)) = &self.sent.row.wording {
            let digest: &[u8] = digest;
            client.execute_typed(WORDS, &[(&self.account, Type::TEXT), (&digest, Type::BYTEA), (words, Type::TEXT)])?;
        }
        let mut events = Vec::new();
        // Who has not read yet hears of everything with the first fact; and who does not know whether an earlier one was kept must look.
        let mut looks = !is_sure || self.last.is_none();
        let mut last = self.last.unwrap_or(0);
        for _ in 0..TURNS {
            if looks {
                let (newest, found) = after(client, &self.account, last)?;
                let was_kept = found.iter().any(|row| self.is_this(row));
                events.append(&mut self::events(&found, &self.course));
                last = newest;
                if was_kept {
                    return Ok(Some(Told { learner: Some(learner), last, events }));
                }
            }
            if Instant::now() >= self.until {
                break;
            }
            if self.put(client, learner, last + 1)? {
                last += 1;
                let seq = u64::try_from(last).unwrap_or_default();
                let at = Timestamp::from_millisecond(self.sent.at).unwrap_or_default();
                events.push(Event { seq, at, fact: self.sent.fact.clone() });
                return Ok(Some(Told { learner: Some(learner), last, events }));
            }
            // Another window has taken the place.
            looks = true;
        }
        Ok(None)
    }

    /// Puts the fact at a place, and what is told of it beside it, both or none. `false` where the place is taken.
    fn put(&self, client: &mut Client, learner: LearnerId, seq: i64) -> Result<bool, postgres::Error> {
        let Some(telling) = &self.telling else { return self.insert(client, seq) };
        let mut transaction = client.transaction()?;
        let is_new = self.insert(&mut transaction, seq)?;
        if is_new {
            let (_, found) = after(&mut transaction, &self.account, 0)?;
            let statements = (telling.tell)(learner, &events(&found, &self.course));
            outgoing::put(&mut transaction, &self.account, &telling.to, &statements, self.sent.at)?;
        }
        transaction.commit()?;
        Ok(is_new)
    }

    fn insert(&self, client: &mut impl GenericClient, seq: i64) -> Result<bool, postgres::Error> {
        let course = (!self.sent.row.everywhere).then(|| self.course.as_str());
        let digest = self.sent.row.wording.as_ref().map(|(digest, _)| digest.as_slice());
        let values: [(&(dyn ToSql + Sync), Type); 6] = [
            (&self.account, Type::TEXT),
            (&seq, Type::INT8),
            (&course, Type::TEXT),
            (&self.sent.at, Type::INT8),
            (&self.sent.row.fact, Type::TEXT),
            (&digest, Type::BYTEA),
        ];
        Ok(client.execute_typed(INSERT, &values)? > 0)
    }

    /// Whether a row is this fact, sent before, or the same said once more by a learner who was told that it was not kept.
    fn is_this(&self, row: &Found) -> bool {
        let (at, fact, digest): (i64, &str, Option<&[u8]>) = (row.get(2), row.get(3), row.get(4));
        let is = |sent: &Sent| at == sent.at && fact == sent.row.fact && digest == sent.row.wording.as_ref().map(|(digest, _)| &digest[..]);
        is(&self.sent) || self.doubtful.iter().any(|doubtful| is(doubtful) && self.sent.fact.says_again(&doubtful.fact))
    }
}

fn known(client: &mut Client, account: &str) -> Result<Option<LearnerId>, postgres::Error> {
    let found = client.query_typed(KNOWN, &[(&account, Type::TEXT)])?;
    let id = found.first().map(|row| row.get::<_, &[u8]>(0));
    Ok(id.and_then(|id| Uuid::from_slice(id).ok()).map(LearnerId))
}

/// Writes a new learner down, unless another window just did.
fn enrol(client: &mut Client, account: &str) -> Result<LearnerId, postgres::Error> {
    let new = LearnerId(Uuid::new_v4());
    let id: &[u8] = new.0.as_bytes();
    client.execute_typed(ENROL, &[(&account, Type::TEXT), (&id, Type::BYTEA)])?;
    Ok(known(client, account)?.unwrap_or(new))
}

/// Returns the rows of an account after a place, of every course, and the place of the last one.
fn after(client: &mut impl GenericClient, account: &str, seq: i64) -> Result<(i64, Vec<Found>), postgres::Error> {
    let found = client.query_typed(READ, &[(&account, Type::TEXT), (&seq, Type::INT8)])?;
    let last = found.last().map_or(seq, |row| row.get(0));
    Ok((last, found))
}

/// Returns the events that bear on a course.
fn events(found: &[Found], course: &CourseId) -> Vec<Event> {
    let bears = |row: &&Found| row.get::<_, Option<&str>>(1).is_none_or(|of| of == course.as_str());
    let read = |row: &Found| {
        let names_words = row.get::<_, Option<&[u8]>>(4).is_some();
        let words: Option<&str> = row.get(5);
        if names_words && words.is_none() { None } else { row::event(row.get(0), row.get(2), row.get(3), words) }
    };
    found.iter().filter(bears).filter_map(read).collect()
}
