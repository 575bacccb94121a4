//! The same records on a server that speaks PostgreSQL's protocol, for many learners on many machines.
//!
//! `address` says where it is, `tls` how the way there is kept secret, `line` holds a connection and makes it anew, `said` reads what the
//! server answers, `schema` has the tables, `journal` what a learner does, `outgoing` what a
//! learning record store is to hear of it,
//! `records` what a department keeps.

mod address;
mod journal;
mod line;
mod outgoing;
mod records;
mod said;
mod schema;
mod tls;
mod value;

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::time::Duration;

use jiff::Timestamp;
use postgres::Row;
use postgres::types::Type;
use uuid::Uuid;

use crate::id::CourseId;
use crate::journey::LearnerId;

use super::checkup::Checkup;
use super::{Error, Forgotten, Person, row};

pub use address::Address;
pub use journal::ServerJournal;
pub use records::ServerRecords;

use line::Line;
pub(in crate::store) use outgoing::Waiting;
use schema::Part;

/// How long a look at a server that is away goes on.
const CHECKED: Duration = Duration::from_secs(3);

/// The journals on a server.
#[derive(Debug)]
pub struct Server {
    address: Address,
}

impl Server {
    /// Names a server. Nothing is sent there yet.
    #[must_use]
    pub const fn at(address: Address) -> Self {
        Self { address }
    }

    /// Returns one learner's journal of one course. A learner who is not known is written down with the first fact.
    ///
    /// # Errors
    /// Any [`Error`] of reaching the server and of reading.
    pub fn journal(self, account: &str, course: &CourseId) -> Result<ServerJournal, Error> {
        ServerJournal::new(self.address, account, course)
    }

    /// Looks how much is there and what time it is there; makes the tables where there are none, the department's too.
    ///
    /// # Errors
    /// Any [`Error`] of reaching the server and of setting it up.
    pub fn checkup(self) -> Result<Checkup, Error> {
        let look = |client: &mut postgres::Client| {
            let learners: i64 = client.query_typed_one("select count(*) from learner", &[])?.get(0);
            let event = client.query_typed_one("select count(*), max(occurred_ms) from event", &[])?;
            let clock = client.query_typed_one("select (extract(epoch from clock_timestamp()) * 1000)::bigint", &[])?.get(0);
            let moment = |millis: i64| Timestamp::from_millisecond(millis).ok();
            Ok(Checkup {
                learners: u64::try_from(learners).unwrap_or_default(),
                facts: u64::try_from(event.get::<_, i64>(0)).unwrap_or_default(),
                newest: event.get::<_, Option<i64>>(1).and_then(moment),
                damage: None,
                clock: moment(clock),
            })
        };
        let found = Line::to(&self.address, Part::Journals).insist(CHECKED, look)?;
        match ServerRecords::open(&self.address) {
            // Who only keeps a journal may make no tables for the department.
            Ok(_) | Err(Error::Bare { .. } | Error::Forbidden { .. }) => Ok(found),
            Err(error) => Err(error),
        }
    }

    /// Returns the courses that an account has done anything in.
    ///
    /// # Errors
    /// Any [`Error`] of reaching the server and of reading.
    pub fn courses(&self, account: &str) -> Result<Vec<CourseId>, Error> {
        let account = account.to_owned();
        let rows = Line::to(&self.address, Part::Journals).once(move |client| client.query_typed(COURSES, &[(&account, Type::TEXT)]))?;
        Ok(rows.iter().filter_map(|row| CourseId::new(row.get(0)).ok()).collect())
    }

    /// Takes out all that an account did, in every course, for good.
    ///
    /// # Errors
    /// Any [`Error`]; nothing is then taken out.
    pub fn forget(self, account: &str) -> Result<Forgotten, Error> {
        let account = account.to_owned();
        Line::to(&self.address, Part::Journals).once(move |client| {
            let mut transaction = client.transaction()?;
            let found = transaction.query_typed("select learner_id from learner where account = $1", &[(&account, Type::TEXT)])?;
            let learner = found.first().and_then(|row| Uuid::from_slice(row.get(0)).ok()).map(LearnerId);
            let facts = transaction.execute_typed("delete from event where account = $1", &[(&account, Type::TEXT)])?;
            transaction.execute_typed("delete from outgoing where account = $1", &[(&account, Type::TEXT)])?;
            transaction.execute_typed("delete from wording where account = $1", &[(&account, Type::TEXT)])?;
            transaction.execute_typed("delete from learner where account = $1", &[(&account, Type::TEXT)])?;
            let others: i64 = transaction.query_typed("select count(*) from learner", &[])?.first().map_or(0, |row| row.get(0));
            transaction.commit()?;
            let count = |found: i64| usize::try_from(found).unwrap_or_default();
            Ok(Forgotten { facts: usize::try_from(facts).unwrap_or_default(), others: count(others), learner })
        })
    }

    /// Returns some of what was put down for a learning record store and is not taken over yet.
    pub(in crate::store) fn outgoing(&self, to: &str, most: usize) -> Result<Vec<Waiting>, Error> {
        let (to, most) = (to.to_owned(), i64::try_from(most).unwrap_or(i64::MAX));
        Line::to(&self.address, Part::Journals).once(move |client| outgoing::waiting(client, &to, most))
    }

    /// Marks statements as taken over: the outbox has their words.
    pub(in crate::store) fn taken(&self, to: &str, statements: Vec<Waiting>) -> Result<(), Error> {
        let to = to.to_owned();
        Line::to(&self.address, Part::Journals).once(move |client| outgoing::taken(client, &to, &statements))
    }

    /// Calls `visit` with every learner and what each did in a course, by account. Some learners are asked for at a time; only one is in
    /// memory with what they did.
    ///
    /// # Errors
    /// Any [`Error`] of reading, and the first one of `visit`.
    pub fn learners<E: From<Error>>(&self, course: &CourseId, mut visit: impl FnMut(Person) -> Result<(), E>) -> Result<(), E> {
        let line = Line::to(&self.address, Part::Journals);
        let mut after = String::new();
        loop {
            let next = after.clone();
            let found = line.once(move |client| client.query_typed(PEOPLE, &[(&next, Type::TEXT), (&AT_A_TIME, Type::INT8)]))?;
            let person = |row: &Row| {
                let learner = LearnerId(Uuid::from_slice(row.get(1)).unwrap_or_default());
                Person { account: row.get(0), learner, events: Vec::new() }
            };
            let mut people = found.iter().map(person).collect::<VecDeque<_>>();
            let (Some(first), Some(last)) = (people.front(), people.back()) else { return Ok(()) };
            let values = vec![first.account.as_str().into(), last.account.as_str().into(), course.as_str().into()];
            after.clone_from(&last.account);
            let mut done = Ok(());
            line.rows(DONE.to_owned(), values, |row| {
                let account: &str = row.get(0);
                // Whoever has begun since the people were asked for is not among them.
                if people.front().is_none_or(|person| person.account != account) && !people.iter().any(|person| person.account == account) {
                    return ControlFlow::Continue(());
                }
                // Whoever comes before has no more.
                while people.front().is_some_and(|person| person.account != account) {
                    done = people.pop_front().map_or(Ok(()), &mut visit);
                    if done.is_err() {
                        return ControlFlow::Break(());
                    }
                }
                let is_readable = row.get::<_, Option<&[u8]>>(4).is_none() || row.get::<_, Option<&str>>(5).is_some();
                let event = if is_readable { row::event(row.get(1), row.get(2), row.get(3), row.get(5)) } else { None };
                if let Some(person) = people.front_mut() {
                    person.events.extend(event);
                }
                ControlFlow::Continue(())
            })?;
            done?;
            people.into_iter().try_for_each(&mut visit)?;
        }
    }
}

/// What somebody has done anything in.
const COURSES: &str = "select distinct course from event where account = $1 and course is not null order by course";
/// How many learners are asked for at a time.
const AT_A_TIME: i64 = 64;
/// The next ones.
const PEOPLE: &str = "select account, learner_id from learner where account > $1 order by account limit $2";
/// What they did.
const DONE: &str = "select e.account, e.seq, e.occurred_ms, e.fact, e.wording, w.words
    from event e left join wording w on w.account = e.account and w.digest = e.wording
    where e.account >= $1 and e.account <= $2 and (e.course is null or e.course = $3) order by e.account, e.seq";
