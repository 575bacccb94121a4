//! How the server is asked: all or nothing, as if nobody else were at work, one statement, row after row.

use std::ops::ControlFlow;

use postgres::{IsolationLevel, Row, Transaction};

use crate::record::records::{Evidence, NotStored, Record, Records, Wanted};
use crate::store::Error;
use crate::store::records::schema::COLUMNS;
use crate::store::records::signed::Signed;
use crate::store::records::text as shared;

use super::super::value::Value;
use super::{PATIENCE, ServerRecords, look, not_stored, run};

impl ServerRecords {
    /// Does something all or nothing, again where that may help. `work` finds what it did before its answer was lost.
    pub(super) fn whole<T: Send + 'static>(
        &self,
        mut work: impl FnMut(&mut Transaction<'_>) -> Result<T, postgres::Error> + Send + 'static,
    ) -> Result<T, NotStored> {
        let done = self.line.insist(PATIENCE, move |client| {
            let mut transaction = client.transaction()?;
            let done = work(&mut transaction)?;
            transaction.commit()?;
            Ok(done)
        });
        done.map_err(not_stored)
    }

    /// The same, as if nobody else were at work: where two meet, the server lets one of them begin anew.
    pub(super) fn alone<T: Send + 'static>(
        &self,
        mut work: impl FnMut(&mut Transaction<'_>) -> Result<T, postgres::Error> + Send + 'static,
    ) -> Result<T, NotStored> {
        let done = self.line.insist(PATIENCE, move |client| {
            let mut transaction = client.build_transaction().isolation_level(IsolationLevel::Serializable).start()?;
            let done = work(&mut transaction)?;
            transaction.commit()?;
            Ok(done)
        });
        done.map_err(not_stored)
    }

    /// Carries out one statement, and says how many rows it touched.
    pub(super) fn one(&self, sql: &'static str, values: Vec<Value>) -> Result<usize, NotStored> {
        let touched = self.whole(move |transaction| run(transaction, sql, &values))?;
        Ok(usize::try_from(touched).unwrap_or(usize::MAX))
    }

    /// Reads rows, one after the other, until `take` has had enough. What cannot be read stops it.
    pub(super) fn rows<T>(
        &self,
        sql: impl Into<String>,
        values: Vec<Value>,
        read: impl Fn(&Row) -> Option<T>,
        mut take: impl FnMut(T) -> ControlFlow<()>,
    ) -> Result<(), NotStored> {
        let mut odd = None;
        let done = self.line.rows(sql.into(), values, |row| {
            if let Some(read) = read(row) {
                return take(read);
            }
            odd = Some(look::odd(row));
            ControlFlow::Break(())
        });
        done.map_err(not_stored)?;
        odd.map_or(Ok(()), |because| Err(self.odd(because)))
    }

    /// Words what is the matter with a row.
    pub(super) fn odd(&self, because: String) -> NotStored {
        not_stored(Error::FailedServer { server: self.line.server().to_owned(), because })
    }

    /// Reads rows, all of them.
    pub(super) fn all<T>(&self, sql: impl Into<String>, values: Vec<Value>, read: impl Fn(&Row) -> Option<T>) -> Result<Vec<T>, NotStored> {
        let mut all = Vec::new();
        self.rows(sql, values, read, |one| {
            all.push(one);
            ControlFlow::Continue(())
        })?;
        Ok(all)
    }

    /// Says which batches are countersigned.
    pub(super) fn signed(&self) -> Result<Signed, NotStored> {
        Ok(self.all(shared::SIGNED, Vec::new(), look::signed)?.into_iter().collect())
    }

    /// Reads the records that are wanted; what cannot be read stops it.
    pub(super) fn each_record(&self, wanted: &Wanted, mut take: impl FnMut(Record) -> ControlFlow<()>) -> Result<(), NotStored> {
        let mut odd = None;
        self.each_of("", wanted, |row| match row {
            Ok((record, _)) => take(record),
            Err(because) => {
                odd = Some(because);
                ControlFlow::Break(())
            }
        })?;
        odd.map_or(Ok(()), |because| Err(self.odd(because)))
    }

    /// Reads the records that are wanted, with more columns after theirs, and past whatever row holds what does not belong there.
    pub(super) fn each_of(
        &self,
        more: &str,
        wanted: &Wanted,
        mut take: impl FnMut(Result<(Record, Option<Evidence>), String>) -> ControlFlow<()>,
    ) -> Result<(), NotStored> {
        let (signed, marks) = (self.signed()?, self.marks()?);
        let (mut terms, mut values) = (Vec::new(), Vec::new());
        for (column, id) in [
            ("record_id", wanted.record.map(|id| id.0)),
            ("learner_id", wanted.learner.map(|id| id.0)),
            ("batch_id", wanted.batch.map(|id| id.0)),
        ] {
            if let Some(id) = id {
                values.push(Value::from(id.as_bytes()));
                terms.push(format!("{column} = ${}", values.len()));
            }
        }
        let only = if terms.is_empty() { String::new() } else { format!(" where {}", terms.join(" and ")) };
        let sql = format!("select {COLUMNS}{more} from completions{only} order by batch_id, leaf");
        let read = |row: &Row| {
            let record = look::record(row, &signed, &marks)?;
            let evidence = if more.is_empty() { None } else { Some(look::evidence(row, &record)?) };
            Some((record, evidence))
        };
        let read = |row: &Row| Some(read(row).ok_or_else(|| look::odd(row)));
        self.rows(sql, values, read, |row| match row {
            Ok((record, _)) if !wanted.counts(&record.completion) => ControlFlow::Continue(()),
            row => take(row),
        })
    }
}
