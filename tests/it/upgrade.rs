//! From every earlier shape of a database to today's: what was in it is there, a copy of the old one lies beside it, and the shape is
//! that of a new one. And from a copy that was made while the program was in use.

use std::fs;
use std::path::Path;
use std::sync::mpsc::channel;
use std::thread;

use bedside::id::{CourseId, LessonId, PageId};
use bedside::journey::{Event, Fact, Introduction, Journal};
use bedside::record::Records;
use bedside::store::{FILE, OUTBOX_FILE, Outbox, RECORDS_FILE, Sqlite, SqliteRecords};
use jiff::Timestamp;
use rusqlite::Connection;
use uuid::Uuid;

use crate::root;

/// A database of ours: its file, its mark, the newest shape, and what some people had in it at each earlier one.
struct Kind {
    name: &'static str,
    file: &'static str,
    mark: i64,
    open: fn(&Path),
    rows: &'static str,
}

const KINDS: &[Kind] = &[
    Kind {
        name: "journals",
        file: FILE,
        mark: 0x4245_4453,
        open: |folder| drop(Sqlite::open(folder).unwrap()),
        rows: r#"insert into learner values (1, x'0123456789abcdef0123456789abcdef', 'ana');
            insert into event values (1, 1, null, 1795000000000, '{"fact":"introduced","name":"Ana","role":"md","staff_id":"71","department":""}', null);
            insert into event values (1, 2, 'sample', 1795000001000, '{"fact":"page-read","lesson":"privacy","page":"first"}', null);"#,
    },
    Kind {
        name: "outbox",
        file: OUTBOX_FILE,
        mark: 0x4245_444F,
        open: |folder| drop(Outbox::open(folder).unwrap()),
        rows: "insert into statement (destination, id, body, queued_ms) values ('https://lrs.example.org', x'0123456789abcdef0123456789abcdef', '{}', 1795000000000);",
    },
    Kind {
        name: "records",
        file: RECORDS_FILE,
        mark: 0x4245_4452,
        open: |folder| drop(SqliteRecords::open(folder).unwrap()),
        rows: "insert into enrolment_token values ('t-1', zeroblob(32), '71', 'Ana', 1795000000000, null);",
    },
];

impl Kind {
    /// Makes a database as an earlier version made it, with what some people had in it.
    fn in_shape(&self, version: i64, folder: &Path) {
        let shape = fs::read_to_string(root().join(format!("tests/it/fixtures/shapes/{}-{version}.sql", self.name))).unwrap();
        let old = Connection::open(folder.join(self.file)).unwrap();
        old.execute_batch(&shape).unwrap();
        old.execute_batch(self.rows).unwrap();
        old.pragma_update(None, "application_id", self.mark).unwrap();
        old.pragma_update(None, "user_version", version).unwrap();
        old.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).unwrap();
    }
}

/// The version of a database, and everything it is made of, in words.
fn shape(file: &Path) -> (i64, Vec<String>) {
    let database = Connection::open(file).unwrap();
    let version = database.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let mut all = database.prepare("select sql from sqlite_schema where sql is not null order by name").unwrap();
    let words = |sql: String| sql.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    (version, all.query_map([], |row| row.get(0).map(words)).unwrap().map(Result::unwrap).collect())
}

#[test]
fn every_earlier_shape_becomes_todays_and_keeps_what_was_in_it() {
    for kind in KINDS {
        let new = tempfile::tempdir().unwrap();
        (kind.open)(new.path());
        let today = shape(&new.path().join(kind.file));
        for version in 1..=today.0 {
            let folder = tempfile::tempdir().unwrap();
            kind.in_shape(version, folder.path());
            let file = folder.path().join(kind.file);
            let before = shape(&file);
            (kind.open)(folder.path());
            assert_eq!(shape(&file), today, "{} {version}", kind.name);
            let copy = folder.path().join(format!("{}.before-{}", kind.file, today.0));
            assert_eq!(copy.exists(), version < today.0, "{} {version}: a copy of the old one", kind.name);
            if copy.exists() {
                assert_eq!(shape(&copy), before);
            }
            match kind.name {
                "journals" => assert_eq!(events(folder.path()).len(), 2),
                "outbox" => assert_eq!(Outbox::open(folder.path()).unwrap().waiting("https://lrs.example.org", 9).unwrap().len(), 1),
                _ => assert_eq!(SqliteRecords::open(folder.path()).unwrap().token("t-1").unwrap().unwrap().name, "Ana"),
            }
        }
    }
}

#[test]
fn an_old_journal_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    KINDS[0].in_shape(1, folder.path());
    let mut journal = Sqlite::open(folder.path()).unwrap().journal("ana", &course()).unwrap();
    assert_eq!(journal.learner().unwrap().0, Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef));
    let kept = journal.append(page(9), Timestamp::from_second(1_795_000_100).unwrap()).unwrap();
    assert_eq!(kept.last().unwrap().seq, 3);
    let who = Introduction { name: "Ana".into(), staff_id: "71".into(), ..Introduction::default() };
    assert_eq!(events(folder.path())[0].fact, Fact::Introduced(who));
}

#[test]
fn a_copy_made_while_somebody_learns_holds_all_that_was_acknowledged_before_and_can_be_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let (tell, acknowledged) = channel();
    let data = folder.path().to_owned();
    let learner = thread::spawn(move || {
        let mut journal = Sqlite::open(&data).unwrap().journal("ana", &course()).unwrap();
        for number in 0..200 {
            journal.append(page(number), Timestamp::from_second(1_795_000_000 + i64::from(number)).unwrap()).unwrap();
            // Who listens may have heard enough.
            let _heard = tell.send(number);
        }
    });
    assert_eq!(acknowledged.iter().take(50).count(), 50);
    let restored = tempfile::tempdir().unwrap();
    let copy = restored.path().join(FILE);
    Connection::open(folder.path().join(FILE)).unwrap().execute("vacuum into ?1", [copy.to_str().unwrap()]).unwrap();
    learner.join().unwrap();
    let (all, some) = (events(folder.path()), events(restored.path()));
    assert!(all.len() == 200 && some.len() >= 50, "{} of {}", some.len(), all.len());
    assert_eq!(some[..], all[..some.len()]);
    let mut journal = Sqlite::open(restored.path()).unwrap().journal("ana", &course()).unwrap();
    let next = journal.append(page(999), Timestamp::from_second(1_796_000_000).unwrap()).unwrap();
    assert_eq!(next.last().unwrap().seq, some.len() as u64 + 1);
}

fn course() -> CourseId {
    CourseId::new("sample").unwrap()
}

fn page(number: u32) -> Fact {
    Fact::PageRead { lesson: LessonId::new("privacy").unwrap(), page: PageId::new(&format!("page-{number}")).unwrap() }
}

fn events(folder: &Path) -> Vec<Event> {
    Sqlite::open(folder).unwrap().journal("ana", &course()).unwrap().events().unwrap()
}
