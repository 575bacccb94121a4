//! The department's records in SQLite: `records.db` beside the journals. `open` opens the file, `schema` has the tables and the statements, `keep`
//! what is added (`adopt`: with a batch of another department; `absent`: why a place in one is empty), `sound` whether the file is damaged, `look` what is read (`credentials` of
//! what was issued; `cell` is what one column says), `outgoing` what a learning record store is to hear, `forget` what is taken out; `text` has
//! the statements and `signed` what a record is worth, both for a server as well.

pub(super) mod absent;
mod adopt;
mod cell;
mod credentials;
mod deed;
mod forget;
mod keep;
mod keys;
mod look;
mod open;
mod origin;
mod outgoing;
pub(super) mod schema;
pub(super) mod signed;
mod sound;
pub(super) mod text;

use std::ops::{ControlFlow, RangeInclusive};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::id::CourseId;
use crate::journey::{CertificateId, LearnerId};
use crate::record::Assurance;
use crate::record::records::{
    Absent, Act, Adopted, Batch, BatchId, Certified, Deed, Enrolled, Holders, Incoming, Issued, Issuing, Kept, KeptBatch, Latest, Lent,
    Marks, Matches, NotStored, Noted, Origin, Record, Records, Refusal, Row, Token, Visit, Wait, Wanted,
};
use crate::record::statement::{Outgoing, TellingRecords};
use crate::source::Digest;

use super::sqlite::PATIENCE;
use super::{Error, migration};

/// The name of the department's database in its folder.
pub const RECORDS_FILE: &str = "records.db";

/// A department's records, open.
#[derive(Debug)]
pub struct SqliteRecords {
    connection: Connection,
    file: PathBuf,
    wait: Wait,
    /// Who is to hear of what is kept, where somebody is.
    telling: Option<TellingRecords>,
}

impl SqliteRecords {
    /// Takes its turn: others who collect hold the records for as long as a batch takes them, one after the other.
    fn begin(&mut self) -> Result<Transaction<'_>, NotStored> {
        let Self { connection, file, wait, .. } = self;
        let failed = |said: rusqlite::Error| not_stored(file, &said);
        let until = Instant::now() + TURN;
        connection.busy_timeout(MOMENT).map_err(failed)?;
        let begun = loop {
            match Transaction::new_unchecked(connection, TransactionBehavior::Immediate) {
                Err(said) if is_busy(&said) && Instant::now() < until => wait.tell(),
                begun => break begun,
            }
        };
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        begun.map_err(failed)
    }

    /// Makes what was taken out be nowhere any more: neither in the log that stands before the database, nor in copies that an earlier version
    /// left behind.
    fn settle(&self) -> Result<(), NotStored> {
        self.look(forget::settle)?;
        migration::remove_copies(&self.file).map_err(|said| NotStored::new(said.to_string()))
    }

    /// Does something all or nothing.
    fn whole<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T, NotStored> {
        let file = self.file.clone();
        let failed = |said: rusqlite::Error| not_stored(&file, &said);
        let transaction = self.begin()?;
        let done = work(&transaction).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(done)
    }

    /// Reads something.
    fn look<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, NotStored> {
        work(&self.connection).map_err(|said| not_stored(&self.file, &said))
    }
}

/// After how long somebody is told that others are at work, and how long their end is waited for.
const MOMENT: Duration = Duration::from_millis(700);
const TURN: Duration = Duration::from_mins(2);

fn is_busy(said: &rusqlite::Error) -> bool {
    said.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
}

/// A big batch finds room for the key in memory.
const ROOMY: &str = "pragma cache_size = -65536";

/// From how many records on a batch is big.
const BIG: usize = 1024;

fn not_stored(file: &Path, said: &rusqlite::Error) -> NotStored {
    NotStored::new(Error::of(file, said).to_string())
}

impl Records for SqliteRecords {
    fn when_waiting(&mut self, wait: Wait) {
        self.wait = wait;
    }

    fn telling(&mut self, telling: TellingRecords) {
        self.telling = Some(telling);
    }

    fn outgoing(&self, to: &str, most: usize) -> Result<Vec<Outgoing>, NotStored> {
        self.look(|connection| outgoing::waiting(connection, to, most))
    }

    fn waited_for(&self) -> Result<Vec<(String, u64)>, NotStored> {
        self.look(outgoing::waited_for)
    }

    fn taken(&mut self, to: &str, statements: &[Outgoing]) -> Result<(), NotStored> {
        self.whole(|transaction| outgoing::taken(transaction, to, statements))
    }

    fn keep(&mut self, batch: &Batch, incoming: &[&Incoming]) -> Result<Vec<Kept>, NotStored> {
        if incoming.len() >= BIG {
            self.look(|connection| connection.execute_batch(ROOMY))?;
        }
        let telling = self.telling.clone();
        self.whole(|transaction| keep::batch(transaction, telling.as_ref(), batch, incoming))
    }

    fn are_here(&self, incoming: &[&Incoming]) -> Result<Vec<bool>, NotStored> {
        self.look(|connection| keep::are_there(connection, incoming))
    }

    fn lower(&self, records: &[CertificateId], than: Assurance) -> Result<u64, NotStored> {
        self.look(|connection| keep::lower(connection, records, than))
    }

    fn adopt(&mut self, adopted: &Adopted<'_>) -> Result<Vec<Kept>, NotStored> {
        if adopted.leaves.len() >= BIG {
            self.look(|connection| connection.execute_batch(ROOMY))?;
        }
        let telling = self.telling.clone();
        self.whole(|transaction| adopt::batch(transaction, telling.as_ref(), adopted))
    }

    fn refuse(&mut self, batch: BatchId, refusals: &[Refusal]) -> Result<(), NotStored> {
        self.whole(|transaction| keep::refusals(transaction, batch, refusals))
    }

    fn each_refusal(&self, visit: &mut Visit<'_, (BatchId, Refusal)>) -> Result<(), NotStored> {
        self.look(|connection| look::refusals(connection, visit))
    }

    fn each(&self, wanted: &Wanted, visit: &mut Visit<'_, Record>) -> Result<(), NotStored> {
        self.look(|connection| look::records(connection, wanted, visit))
    }

    fn each_row(&self, wanted: &Wanted, visit: &mut Visit<'_, Row>) -> Result<(), NotStored> {
        self.look(|connection| look::rows(connection, wanted, |said| not_stored(&self.file, said), visit))
    }

    fn each_origin(&self, records: &[CertificateId], visit: &mut Visit<'_, Origin>) -> Result<(), NotStored> {
        self.look(|connection| origin::each(connection, records, visit))
    }

    fn each_completion(&self, wanted: &Wanted, visit: &mut Lent<'_>) -> Result<(), NotStored> {
        self.look(|connection| look::completions(connection, wanted, visit))
    }

    fn each_latest(&self, made: RangeInclusive<Timestamp>, visit: &mut Visit<'_, Latest>) -> Result<(), NotStored> {
        self.look(|connection| look::latest(connection, &made, visit))
    }

    fn each_holder(&self, course: &CourseId, by: Date, visit: &mut Holders<'_>) -> Result<(), NotStored> {
        self.look(|connection| look::holders(connection, course, by, visit))
    }

    fn batches(&self) -> Result<Vec<KeptBatch>, NotStored> {
        self.look(look::batches)
    }

    fn leaves(&self, batch: BatchId) -> Result<Vec<Digest>, NotStored> {
        self.look(|connection| look::leaves(connection, batch))
    }

    fn absent(&self, batch: BatchId) -> Result<Vec<(u32, Digest, Absent)>, NotStored> {
        self.look(|connection| look::absent(connection, batch))
    }

    fn each_astray(&self, visit: &mut Visit<'_, (LearnerId, CourseId)>) -> Result<(), NotStored> {
        self.look(|connection| look::astray(connection, visit))
    }

    fn enrol(&mut self, enrolled: &Enrolled, token: &str) -> Result<bool, NotStored> {
        self.whole(|transaction| keys::enrol(transaction, enrolled, token))
    }

    fn enrolled(&self) -> Result<Vec<Enrolled>, NotStored> {
        self.look(keys::enrolled)
    }

    fn tokens(&self) -> Result<Vec<Token>, NotStored> {
        self.look(keys::tokens)
    }

    fn token(&self, id: &str) -> Result<Option<Token>, NotStored> {
        self.look(|connection| keys::token(connection, id))
    }

    fn issue(&mut self, issued: &[Issued]) -> Result<Issuing, NotStored> {
        self.whole(|transaction| keep::credentials(transaction, issued))
    }

    fn each_issued(&self, visit: &mut Visit<'_, Issued>) -> Result<(), NotStored> {
        self.look(|connection| credentials::issued(connection, None, visit))
    }

    fn each_certified(&self, visit: &mut Visit<'_, Result<Certified, NotStored>>) -> Result<(), NotStored> {
        self.look(|connection| credentials::certified(connection, |said| not_stored(&self.file, said), visit))
    }

    fn issued_for(&self, record: CertificateId) -> Result<Vec<Issued>, NotStored> {
        let mut found = Vec::new();
        let mut visit = |issued| {
            found.push(issued);
            ControlFlow::Continue(())
        };
        self.look(|connection| credentials::issued(connection, Some(record), &mut visit))?;
        Ok(found)
    }

    fn marks(&self) -> Result<Marks, NotStored> {
        self.look(look::marks)
    }

    fn matches(&self) -> Result<Matches, NotStored> {
        self.look(look::matches)
    }

    fn rematch(&mut self, before: &Matches, after: &Matches, act: &Act) -> Result<bool, NotStored> {
        self.whole(|transaction| keep::matches(transaction, before, after, act))
    }

    fn does(&mut self, deed: &Deed, act: Option<&Act>) -> Result<usize, NotStored> {
        let touched = self.whole(|transaction| deed::carry_out(transaction, deed, act))?;
        if deed.takes_out() {
            // It is done by now, and in the log: whoever hears of a full disk alone would look for it in vain.
            self.settle().map_err(|said| {
                let file = self.file.display();
                NotStored::new(format!(
                    "what was to go is taken out, and the log says so; the copies beside {file} may tell of it until a later act has room to clear them\n{said}"
                ))
            })?;
        }
        Ok(touched)
    }

    fn is_sound(&self, within: Duration) -> Result<(), NotStored> {
        let says = self.look(|connection| sound::looked_at(connection, within))?;
        if says == "ok" { Ok(()) } else { Err(NotStored::new(Error::Damaged { file: self.file.clone() }.to_string())) }
    }

    fn note(&mut self, act: &Act) -> Result<Noted, NotStored> {
        self.whole(|transaction| keep::act(transaction, act))
    }

    fn each_act(&self, visit: &mut Visit<'_, Noted>) -> Result<(), NotStored> {
        self.look(|connection| look::acts(connection, visit))
    }

    fn each_act_of(&self, kinds: [&str; 2], visit: &mut Visit<'_, Noted>) -> Result<(), NotStored> {
        self.look(|connection| look::acts_of(connection, kinds, visit))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use crate::course::Version;
    use crate::id::CourseId;
    use crate::question::Percent;
    use crate::record::audit::Chain;
    use crate::record::merkle::{leaf, root};
    use crate::record::records::{Countersigned, Holder, Salt};
    use crate::record::seal::Key;
    use crate::record::{Assurance, Completion};

    use super::*;

    pub(super) fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_795_000_000_000 + millis).unwrap()
    }

    pub(super) fn completion(record: u128, learner: u128, when: i64) -> Completion {
        Completion {
            record_id: CertificateId(Uuid::from_u128(record)),
            learner_id: LearnerId(Uuid::from_u128(learner)),
            account: "ana".into(),
            name: "=Ana\u{1b}".into(),
            role: Some(crate::journey::Role::NursePractitioner),
            staff_id: "0071".into(),
            department: "Surgery".into(),
            course_id: CourseId::new("sample").unwrap(),
            course_title: "Before You Post".into(),
            course_version: Version { edition: 1, revision: 2 },
            course_digest: Digest([7; 32]),
            started_at: None,
            completed_at: at(when),
            completed_on: "2026-11-23".parse().unwrap(),
            expires_on: Some("2027-11-22".parse().unwrap()),
            score_percent: Percent(86),
            score_earned: 13,
            score_of: 15,
            pass_mark: Percent(80),
            passed: true,
            attempts: 2,
            minutes: 11,
            assurance: Assurance::COUNTERSIGNED,
            organization: "St Mary's".into(),
            original_score: None,
            enrolled: true,
            revoked_at: None,
        }
    }

    pub(super) fn incoming(completion: Completion, document: &str) -> Incoming {
        Incoming {
            salt: Salt(*completion.record_id.0.as_bytes()),
            completion,
            key: Key::from_secret(&[1; 32]).id().to_string(),
            document: document.into(),
            digest: Digest::of(document.as_bytes()),
        }
    }

    pub(super) fn erasure(records: Vec<CertificateId>) -> Deed {
        Deed::Erase { records, at: at(20), whose: None }
    }

    pub(super) fn batch(id: u128) -> Batch {
        Batch { id: BatchId(Uuid::from_u128(id)), source: "a folder".into(), received_at: at(9) }
    }

    fn all(records: &SqliteRecords, wanted: &Wanted) -> Vec<Record> {
        let mut found = Vec::new();
        let mut visit = |record| {
            found.push(record);
            ControlFlow::Continue(())
        };
        records.each(wanted, &mut visit).unwrap();
        found
    }

    #[test]
    fn records_of_the_first_shape_say_whose_the_newest_pass_is() {
        let folder = tempfile::tempdir().unwrap();
        let mut records = SqliteRecords::open(folder.path()).unwrap();
        records.keep(&batch(1), &[&incoming(completion(2, 20, 2), "two")]).unwrap();
        for column in ["completed_on", "account", "name", "staff_id", "assurance", "batch_id"] {
            records.connection.execute(&format!("alter table latest drop column {column}"), []).unwrap();
        }
        let later = "alter table batch drop column adopted; drop table statement_out; drop table legal_hold; drop table pass_beside; drop table roster_match;
             drop index certificate_by_status; drop index certificate_by_revoked";
        records.connection.execute_batch(later).unwrap();
        records.connection.execute_batch("pragma user_version = 1").unwrap();
        drop(records);
        let records = SqliteRecords::open(folder.path()).unwrap();
        let mut found = Vec::new();
        let mut visit = |holder: &Holder| {
            found.push(holder.clone());
            ControlFlow::Continue(())
        };
        records.each_holder(&CourseId::new("sample").unwrap(), Date::MAX, &mut visit).unwrap();
        let Completion { learner_id: learner, account, name, staff_id, completed_on, expires_on, .. } = completion(2, 20, 2);
        assert_eq!(found, [Holder { learner, account, name, staff_id, completed_on, expires_on, assurance: Assurance::SEALED }]);
        let copy = folder.path().join("records.db.before-6");
        assert!(copy.exists());
        let mut records = records;
        records.does(&erasure(vec![CertificateId(Uuid::from_u128(2))]), None).unwrap();
        assert!(!copy.exists(), "who was taken out is in it");
    }

    #[test]
    fn a_record_is_kept_once_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let mut records = SqliteRecords::open(folder.path()).unwrap();
        let two = [incoming(completion(2, 20, 2), "two"), incoming(completion(1, 10, 1), "one")];
        assert_eq!(records.keep(&batch(1), &two.each_ref()).unwrap(), [Kept::New { leaf: 1 }, Kept::New { leaf: 0 }]);
        let again = [two[1].clone(), incoming(completion(2, 20, 2), "other"), incoming(completion(2, 99, 2), "two")];
        drop(records);
        let mut records = SqliteRecords::open(folder.path()).unwrap();
        assert_eq!(records.keep(&batch(2), &again.each_ref()).unwrap(), [Kept::Known, Kept::Conflict, Kept::Conflict]);
        let kept = all(&records, &Wanted::default());
        assert_eq!(kept.len(), 2);
        let sealed = Completion { assurance: Assurance::SEALED, ..two[0].completion.clone() };
        assert_eq!(kept[1].completion, sealed, "nobody has signed for the batch yet");
        assert_eq!((kept[1].digest, kept[1].completion.enrolled, kept[1].received_at), (two[0].digest, true, at(9)));
    }

    #[test]
    fn a_countersigned_batch_raises_its_records_and_proves_them() {
        let folder = tempfile::tempdir().unwrap();
        let mut records = SqliteRecords::open(folder.path()).unwrap();
        let two = [incoming(completion(1, 10, 1), "one"), incoming(completion(2, 20, 2), "two")];
        records.keep(&batch(1), &two.each_ref()).unwrap();
        let leaves = records.leaves(batch(1).id).unwrap();
        assert_eq!(leaves, two.each_ref().map(|one| leaf(one.salt, one.document.as_bytes())));
        let key = Key::from_secret(&[3; 32]);
        let signed = Countersigned { root: root(&leaves), key: key.id(), seal: key.seal(&root(&leaves).0) };
        records.does(&Deed::Countersign { batch: batch(1).id, signed }, None).unwrap();
        assert_eq!(records.batches().unwrap(), [KeptBatch { batch: batch(1), leaves: 2, countersigned: Some(signed), of_others: false }]);
        let trusted = Wanted { min_assurance: Some(Assurance::COUNTERSIGNED), ..Wanted::default() };
        assert_eq!(all(&records, &trusted).len(), 2);
        let one = Wanted { record: Some(CertificateId(Uuid::from_u128(2))), ..Wanted::default() };
        assert_eq!(all(&records, &one).len(), 1);
    }

    #[test]
    fn an_erased_record_leaves_its_leaf_and_the_pass_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut records = SqliteRecords::open(folder.path()).unwrap();
        let three = [incoming(completion(1, 10, 1), "one"), incoming(completion(2, 10, 2), "two"), incoming(completion(3, 30, 3), "three")];
        records.keep(&batch(1), &three.each_ref()).unwrap();
        let before = records.leaves(batch(1).id).unwrap();
        let newest = |records: &SqliteRecords| {
            let mut found = Vec::new();
            let mut visit = |latest: Latest| {
                found.push(latest.record.0.as_u128());
                ControlFlow::Continue(())
            };
            records.each_latest(Timestamp::MIN..=Timestamp::MAX, &mut visit).unwrap();
            found
        };
        assert_eq!(newest(&records), [2, 3]);
        let gone = CertificateId(Uuid::from_u128(2));
        assert_eq!(records.does(&erasure(vec![gone, CertificateId(Uuid::from_u128(9))]), None).unwrap(), 1);
        assert_eq!(newest(&records), [1, 3]);
        assert_eq!(records.leaves(batch(1).id).unwrap(), before, "others' proofs hold");
        assert_eq!(all(&records, &Wanted::default()).len(), 2);
    }

    #[test]
    fn acts_make_a_chain_that_shows_what_was_changed() {
        let folder = tempfile::tempdir().unwrap();
        let mut records = SqliteRecords::open(folder.path()).unwrap();
        for what in ["collect", "hold", "purge"] {
            let act = Act { at: at(1), who: "jo".into(), what: what.into(), to: "x".into(), why: String::new() };
            records.note(&act).unwrap();
        }
        let check = |records: &SqliteRecords| {
            let (mut chain, mut broken) = (Chain::default(), None);
            let mut visit = |noted: Noted| match chain.follow(&noted) {
                Ok(()) => ControlFlow::Continue(()),
                Err(found) => {
                    broken = Some(found.seq);
                    ControlFlow::Break(())
                }
            };
            records.each_act(&mut visit).unwrap();
            broken
        };
        assert_eq!(check(&records), None);
        records.connection.execute("update audit set what = 'nothing' where seq = 2", []).unwrap();
        assert_eq!(check(&records), Some(2));
        records.connection.execute("delete from audit where seq = 2", []).unwrap();
        assert_eq!(check(&records), Some(3));
    }

    #[test]
    fn another_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(RECORDS_FILE), b"no database at all, but long enough to look like one").unwrap();
        assert!(SqliteRecords::open(folder.path()).is_err());
        drop(crate::store::Sqlite::open(folder.path()).unwrap());
        std::fs::copy(folder.path().join("bedside.db"), folder.path().join(RECORDS_FILE)).unwrap();
        assert!(matches!(SqliteRecords::open(folder.path()), Err(Error::Foreign { .. })));
    }
}
