//! The tables on a server, step by step, in the portable text of `records/schema.rs`: one statement each, keys that begin with the
//! learner, nothing that an engine of many machines lacks. A step that has shipped is never changed.

use postgres::types::Type;
use postgres::{Client, Error};

use crate::store::records::schema::{BESIDE, BY_BATCH, COMPLETIONS, MARKS, MATCHED, OUTGOING, TABLES, WHOSE, WHOSE_THEY_ARE};

/// Tells of each part which shape it has.
const SHAPES: &str = "create table if not exists bedside_shape (part text not null, version bigint not null, primary key (part))";

/// A part of the database that grows by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What learners do.
    Journals,
    /// What a department keeps.
    Records,
}

/// The journals. `course` is null for what is so whatever the course. The words of an answered question are kept once for each learner.
const JOURNALS: &[&[&str]] = &[
    &[
        "create table if not exists learner (account text not null, learner_id bytea not null, primary key (account))",
        "create table if not exists event (account text not null, seq bigint not null, course text, occurred_ms bigint not null,
        fact text not null, wording bytea, primary key (account, seq))",
        "create table if not exists wording (account text not null, digest bytea not null, words text not null, primary key (account, digest))",
    ],
    // What a learning record store is to hear, put down with the fact that it tells of. A statement that was taken over into the outbox
    // stays without its words, so that it is not made twice.
    &["create table if not exists outgoing (account text not null, destination text not null, id bytea not null, body text not null,
        made_ms bigint not null, taken smallint not null, primary key (account, destination, id))"],
];

/// A statement that makes something, so that it may be repeated.
fn again(statement: &str) -> String {
    let made = statement.replacen("create table ", "create table if not exists ", 1);
    made.replacen("create index ", "create index if not exists ", 1)
}

/// Beside the tables of the department's schema, what is looked for by a record's id alone, and the table in which records wait on their
/// way in: hashed on the same column as the records, so that an engine of many machines moves each row where it is.
fn records() -> Vec<String> {
    let columns = COMPLETIONS.split_once('(').map_or("", |(_, columns)| columns);
    let mut all: Vec<String> = TABLES.iter().map(|table| again(table)).collect();
    all.push(again(&format!("{COMPLETIONS}primary key (learner_id, record_id))")));
    all.push(again(BY_BATCH));
    all.push("create index if not exists completions_by_record on completions (record_id)".to_owned());
    all.push("create index if not exists certificate_by_record on certificate (record_id)".to_owned());
    all.push(format!("create table if not exists completions_in ({columns}primary key (learner_id, batch_id, leaf))"));
    all
}

/// Who has passed is told without looking at the records.
fn whose() -> Vec<String> {
    let again = |statement: &&str| statement.replacen("add column ", "add column if not exists ", 1);
    WHOSE.iter().map(again).chain([WHOSE_THEY_ARE.to_owned()]).collect()
}

impl Part {
    const fn name(self) -> &'static str {
        match self {
            Self::Journals => "journals",
            Self::Records => "records",
        }
    }

    fn steps(self) -> Vec<Vec<String>> {
        match self {
            Self::Journals => JOURNALS.iter().map(|step| step.iter().map(|statement| (*statement).to_owned()).collect()).collect(),
            Self::Records => {
                let each = |step: &[&str]| step.iter().map(|statement| again(statement)).collect();
                vec![records(), whose(), vec![again(OUTGOING)], each(MARKS), each(BESIDE), vec![again(MATCHED)]]
            }
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

    /// Asks a server that packs what is long for its quicker way: the documents of the records would keep it busy for a third of all the time
    /// that collecting takes. A server that knows no such way says so, and packs as it does.
    pub(super) fn pack_quickly(self, client: &mut Client) {
        if self == Self::Records {
            drop(client.query_typed("select set_config('default_toast_compression', 'lz4', false)", &[]));
        }
    }

    /// Takes the steps that are missing. Each statement is a transaction of its own and may be repeated, since some engines have it so.
    pub(super) fn bring_up(self, client: &mut Client, from: i64) -> Result<(), Error> {
        client.batch_execute(SHAPES)?;
        for statement in self.steps().into_iter().skip(usize::try_from(from).unwrap_or_default()).flatten() {
            client.batch_execute(&statement)?;
        }
        let sql = "insert into bedside_shape (part, version) values ($1, $2)
            on conflict (part) do update set version = excluded.version where excluded.version > bedside_shape.version";
        client.execute_typed(sql, &[(&self.name(), Type::TEXT), (&self.newest(), Type::INT8)])?;
        Ok(())
    }
}
