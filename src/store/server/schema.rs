//! The tables on a server, step by step, in the portable text of `records/schema.rs`: one statement each, keys that begin with the
//! learner, nothing that an engine of many machines lacks. A step that has shipped is never changed.

use postgres::types::Type;
use postgres::{Client, Error};

/// Tells of each part which shape it has.
const SHAPES: &str = "create table if not exists bedside_shape (part text not null, version bigint not null, primary key (part))";

/// A part of the database that grows by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What learners do.
    Journals,
}

/// The journals. `course` is null for what is so whatever the course. The words of an answered question are kept once for each learner.
const JOURNALS: &[&[&str]] = &[&[
    "create table if not exists learner (account text not null, learner_id bytea not null, primary key (account))",
    "create table if not exists event (account text not null, seq bigint not null, course text, occurred_ms bigint not null,
        fact text not null, wording bytea, primary key (account, seq))",
    "create table if not exists wording (account text not null, digest bytea not null, words text not null, primary key (account, digest))",
]];

impl Part {
    const fn name(self) -> &'static str {
        match self {
            Self::Journals => "journals",
        }
    }

    const fn steps(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Journals => JOURNALS,
        }
    }

    /// Returns the newest version that this program knows.
    pub(super) fn newest(self) -> i64 {
        i64::try_from(self.steps().len()).unwrap_or(i64::MAX)
    }

    /// Returns the version that the server has; `None` where it has nothing of this part.
    pub(super) fn version(self, client: &mut Client) -> Result<Option<i64>, Error> {
        let sql = "select version from bedside_shape where part = $1";
        Ok(client.query_typed(sql, &[(&self.name(), Type::TEXT)])?.first().map(|row| row.get(0)))
    }

    /// Takes the steps that are missing. Each statement is a transaction of its own and may be repeated, since some engines have it so.
    pub(super) fn bring_up(self, client: &mut Client, from: i64) -> Result<(), Error> {
        client.batch_execute(SHAPES)?;
        for statement in self.steps().iter().skip(usize::try_from(from).unwrap_or_default()).copied().flatten() {
            client.batch_execute(statement)?;
        }
        let sql = "insert into bedside_shape (part, version) values ($1, $2)
            on conflict (part) do update set version = excluded.version where excluded.version > bedside_shape.version";
        client.execute_typed(sql, &[(&self.name(), Type::TEXT), (&self.newest(), Type::INT8)])?;
        Ok(())
    }
}
