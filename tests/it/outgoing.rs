//! Where a learning record store is named, a fact and what is told of it are kept together or not at all; where none is, nothing is put
//! down.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use bedside::cli::command::send;
use bedside::cli::records::{Depth, Records};
use bedside::course::{Course, read};
use bedside::record::Told;
use bedside::record::statement::statements;
use bedside::source::{Content, folder};
use bedside::store::{self, Address, At, Journals, Outbox, Sqlite, hand_over};
use postgres::{Client, NoTls};
use rusqlite::Connection;
use uuid::Uuid;

use crate::places::a_database_by_address;
use crate::support::graduate::{Graduate, sample_files};

const TO: &str = "https://lrs.example.org/xapi";
const HOME: &str = "https://example.org";

struct Desk {
    folder: tempfile::TempDir,
    /// Where a server keeps the journals; else the folder does.
    server: Option<String>,
}

impl Desk {
    fn new() -> Self {
        Self::keeping_on(None)
    }

    fn keeping_on(server: Option<String>) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap(), server };
        let lesson = "title = \"Privacy\"\n[[page]]\nid = \"one\"\ntitle = \"One\"\ntext = \"Words.\"\n[[page]]\nid = \"two\"\ntitle = \"Two\"\ntext = \"Words.\"\n";
        let quiz = "title = \"The quiz\"\npass = 80\n[[question]]\nid = \"only-one\"\nask = \"Is it so?\"\nanswer = true\nwhy = \"So.\"\n";
        desk.writes("course/course.toml", "format = 1\nid = \"sample\"\ntitle = \"Before You Post\"\nversion = \"1.4\"\n");
        desk.writes("course/lessons/privacy.toml", lesson);
        desk.writes("course/quizzes/the-quiz.toml", quiz);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn writes(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn names_a_store(&self) {
        self.writes("home/.config/bedside/config.toml", &format!("home = \"{HOME}\"\n[lrs]\nurl = \"{TO}/\"\n"));
    }

    fn starts(&self, arguments: &[&str]) -> std::process::Child {
        Command::new(env!("CARGO_BIN_EXE_bedside"))
            .args(arguments)
            .env_clear()
            .env("BEDSIDE_COURSE", self.path("course"))
            .env("BEDSIDE_DATA", self.server.as_ref().map_or_else(|| self.path("data").into_os_string(), Into::into))
            .env("XDG_DATA_HOME", self.path("home"))
            .env("HOME", self.path("home"))
            .env("NO_PROXY", "*")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    fn learns(&self, typed: &str) {
        let mut child = self.starts(&["--plain"]);
        child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
    }

    fn course(&self) -> Course {
        read(Arc::new(folder(&self.path("course")).unwrap())).course.unwrap()
    }

    fn place(&self) -> At {
        let folder = || At::Folder(self.path("data"));
        self.server.as_ref().map_or_else(folder, |server| At::Server(Box::new(Address::read(server, |_| None).unwrap())))
    }

    /// The ids of all that the facts tell.
    fn told(&self) -> BTreeSet<Uuid> {
        let mut told = BTreeSet::new();
        let Some(journals) = Journals::open_to_read(&self.place()).unwrap() else { return told };
        let course = self.course();
        journals
            .learners(&course.id, |person| -> Result<(), bedside::store::Error> {
                let all = Told::by(&course, &person.account, person.learner, &person.events);
                told.extend(statements(&all, HOME).iter().map(|one| one.id));
                Ok(())
            })
            .unwrap();
        told
    }

    /// The ids of all that was put down.
    fn put_down(&self) -> BTreeSet<Uuid> {
        if let Some(server) = &self.server {
            let mut client = Client::connect(server, NoTls).unwrap();
            let found = client.query("select id from outgoing where destination = $1", &[&TO]).unwrap();
            return found.iter().map(|row| Uuid::from_slice(row.get(0)).unwrap()).collect();
        }
        let journals = Connection::open(self.path("data/bedside.db")).unwrap();
        let mut all = journals.prepare("select id from outgoing where destination = ?1").unwrap();
        let ids = all.query_map([TO], |row| Ok(Uuid::from_bytes(row.get(0)?))).unwrap();
        ids.map(Result::unwrap).collect()
    }
}

const WHO: &str = "Maria\n1\n\n\n";
const READS: &str = "\n\n\n";
const TRIES: &str = "2\n\n\n2\n\n\n";
/// The same, from the page that was read last.
const COMES_BACK: &str = "\n2\n\n\n2\n\n\n";

#[test]
fn what_a_learner_does_is_put_down_with_the_fact() {
    let desk = Desk::new();
    desk.names_a_store();
    desk.learns(&[WHO, READS, TRIES].concat());
    assert_eq!(desk.put_down(), desk.told());
    assert_eq!(desk.told().len(), 4, "a lesson, an attempt, its answer, its end");
}

#[test]
fn where_no_store_is_named_nothing_is_put_down_and_once_one_is_what_was_before_is_too() {
    let desk = Desk::new();
    desk.learns(&[WHO, READS].concat());
    assert!(desk.put_down().is_empty() && desk.told().len() == 1);
    desk.names_a_store();
    desk.learns(COMES_BACK);
    assert_eq!(desk.put_down(), desk.told());
    assert_eq!(desk.told().len(), 4);
}

#[test]
fn no_kill_leaves_a_fact_without_its_statement_nor_a_statement_without_its_fact() {
    let desk = Desk::new();
    desk.names_a_store();
    desk.learns(&[WHO, READS].concat());
    let (mut luck, mut seen) = (0x9e37_79b9_7f4a_7c15_u64, BTreeSet::new());
    for _ in 0..60 {
        luck ^= luck << 13;
        luck ^= luck >> 7;
        luck ^= luck << 17;
        let mut child = desk.starts(&["--plain"]);
        let mut keys = child.stdin.take().unwrap();
        // It may be gone before all is typed.
        let _gone = keys.write_all(TRIES.repeat(20).as_bytes());
        wait(&mut child, Duration::from_micros(20_000 + luck % 80_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let told = desk.told();
        assert_eq!(desk.put_down(), told);
        seen.insert(told.len());
    }
    assert!(seen.len() > 5, "the kills came at different moments: {seen:?}");
}

#[test]
#[ignore = "needs a server: tests/interop/run postgres"]
fn on_a_server_no_kill_leaves_a_fact_without_its_statement_nor_a_statement_without_its_fact() {
    let desk = Desk::keeping_on(Some(a_database_by_address()));
    let server = desk.server.as_ref().unwrap();
    // What was done before somebody named a store is told of with the next fact that ends something.
    desk.learns(&[WHO, READS].concat());
    assert!(desk.put_down().is_empty() && desk.told().len() == 1);
    desk.names_a_store();
    desk.learns(COMES_BACK);
    assert_eq!((desk.put_down(), desk.told().len()), (desk.told(), 4));
    let mut watch = Client::connect(server, NoTls).unwrap();
    let mut count = |sql: &str| watch.query_one(sql, &[]).unwrap().get::<_, i64>(0);
    let (mut luck, mut seen) = (0x9e37_79b9_7f4a_7c15_u64, BTreeSet::new());
    for _ in 0..60 {
        luck ^= luck << 13;
        luck ^= luck >> 7;
        luck ^= luck << 17;
        // Killed somewhere after so many facts, however long they take.
        let until = count("select count(*) from event") + i64::try_from(luck % 12).unwrap();
        let mut child = desk.starts(&["--plain"]);
        let mut keys = child.stdin.take().unwrap();
        let _gone = keys.write_all(TRIES.repeat(20).as_bytes());
        while count("select count(*) from event") < until && child.try_wait().unwrap().is_none() {}
        wait(&mut child, Duration::from_micros(luck % 20_000));
        child.kill().unwrap();
        child.wait().unwrap();
        // What it had said before it died, the server still does.
        let others = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
        while count(others) > 0 {}
        let told = desk.told();
        assert_eq!(desk.put_down(), told);
        seen.insert(told.len());
    }
    assert!(seen.len() > 5, "the kills came at different moments: {seen:?}");
    // And all of it goes over once, byte for byte.
    let mut outbox = Outbox::open(&desk.path("data")).unwrap();
    let now = "2026-11-26T09:00:00Z".parse().unwrap();
    assert_eq!(hand_over(&mut Journals::open(&desk.place()).unwrap(), TO, &mut outbox, now).unwrap(), desk.told().len());
    assert_eq!(hand_over(&mut Journals::open(&desk.place()).unwrap(), TO, &mut outbox, now).unwrap(), 0);
    assert_eq!(desk.put_down(), desk.told());
    let ids: BTreeSet<Uuid> = outbox.waiting(TO, 10_000).unwrap().into_iter().map(|one| one.id).collect();
    assert_eq!(ids, desk.told());
}

/// Lets it work for so long, or until it ends.
fn wait(child: &mut std::process::Child, time: Duration) {
    let end = std::time::Instant::now() + time;
    while std::time::Instant::now() < end && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
}

#[test]
fn a_fact_whose_statement_cannot_be_put_down_is_not_kept() {
    let desk = Desk::new();
    desk.names_a_store();
    desk.learns(&[WHO, READS].concat());
    let before = desk.told();
    let journals = Connection::open(desk.path("data/bedside.db")).unwrap();
    journals.execute_batch("create trigger full before insert on outgoing begin select raise(abort, 'no room'); end").unwrap();
    drop(journals);
    desk.learns(COMES_BACK);
    assert_eq!((desk.told(), desk.put_down()), (before.clone(), before));
    Connection::open(desk.path("data/bedside.db")).unwrap().execute_batch("drop trigger full").unwrap();
    desk.learns(COMES_BACK);
    assert_eq!(desk.put_down(), desk.told());
    assert_eq!(desk.told().len(), 7, "the attempt that could not end, and another one");
}

#[test]
fn what_was_put_down_goes_out_as_it_was_whatever_the_course_says_since() {
    let desk = Desk::new();
    desk.names_a_store();
    desk.learns(&[WHO, READS].concat());
    desk.writes("course/course.toml", "format = 1\nid = \"sample\"\ntitle = \"Another title\"\nversion = \"1.5\"\n");
    let lesson = fs::read_to_string(desk.path("course/lessons/privacy.toml")).unwrap().replace("Privacy", "Called otherwise");
    desk.writes("course/lessons/privacy.toml", &lesson);
    desk.learns(COMES_BACK);
    // Nobody is there; what waits is in the outbox now, and nothing but the ids stays in the journal.
    let mut child = desk.starts(&["send", "--to", "http://127.0.0.1:9/xapi", "--patience", "0"]);
    assert_eq!(child.wait().unwrap().code(), Some(3));
    let waiting = waiting(&desk.path("data"), "http://127.0.0.1:9/xapi");
    assert_eq!(waiting.len(), 4, "another store hears of everything as it is called today");
    assert!(waiting.iter().any(|body| body.contains("Called otherwise")));
    let mut outbox = Outbox::open(&desk.path("data")).unwrap();
    let now = "2026-11-26T09:00:00Z".parse().unwrap();
    assert_eq!(hand_over(&mut Journals::from(Sqlite::open(&desk.path("data")).unwrap()), TO, &mut outbox, now).unwrap(), 4);
    assert_eq!(hand_over(&mut Journals::from(Sqlite::open(&desk.path("data")).unwrap()), TO, &mut outbox, now).unwrap(), 0);
    let waiting = self::waiting(&desk.path("data"), TO);
    assert!(waiting.len() == 4 && waiting.iter().any(|body| body.contains("\"Privacy\"")), "{waiting:?}");
    assert!(!waiting.iter().any(|body| body.contains("Called otherwise")));
    assert_eq!(desk.put_down(), desk.told());
}

fn waiting(data: &Path, to: &str) -> Vec<String> {
    Outbox::open(data).unwrap().waiting(to, 100).unwrap().into_iter().map(|one| one.body).collect()
}

/// A department that collects hand-ins of the sample course, and where it keeps them.
struct Department {
    desk: Desk,
    course: Arc<Course>,
    people: u64,
}

impl Department {
    fn keeping_on(server: Option<String>) -> Self {
        let desk = Desk { folder: tempfile::tempdir().unwrap(), server };
        for (path, text) in sample_files("1.4").texts {
            let Content::Text(text) = text else { continue };
            desk.writes(&format!("course/{path}"), &text);
        }
        let course = Arc::new(desk.course());
        Self { desk, course, people: 0 }
    }

    /// Gets some more hand-ins.
    fn gets(&mut self, count: u64) {
        for _ in 0..count {
            self.people += 1;
            let hand_in = Graduate::named(&self.course, self.people, "Ana").completes().hands_in();
            self.desk.writes(&format!("inbox/{:04}.json", self.people), &hand_in.written().unwrap());
        }
    }

    fn collects(&self) -> std::process::Child {
        self.desk.starts(&["collect", self.desk.path("inbox").to_str().unwrap()])
    }

    /// How many records there are, and the ids of all that they tell.
    fn told(&self) -> (usize, BTreeSet<Uuid>) {
        let Some(records) = store::department_if_there(&self.desk.place()).unwrap() else { return (0, BTreeSet::new()) };
        let (mut count, mut told) = (0, BTreeSet::new());
        let mut hear = |all: Told| {
            count += 1;
            told.extend(statements(&all, HOME).iter().map(|one| one.id));
            Ok(())
        };
        Records::Department(records).each(&self.course, Depth::Everything, &mut hear).unwrap();
        (count, told)
    }

    fn put_down(&self) -> BTreeSet<Uuid> {
        let Some(records) = store::department_if_there(&self.desk.place()).unwrap() else { return BTreeSet::new() };
        records.outgoing(TO, usize::MAX).unwrap().into_iter().map(|one| one.statement.id).collect()
    }
}

/// Kills a department's program at any moment of its collecting, again and again.
fn no_kill_parts_a_record_from_its_statements(mut department: Department, mut rest: impl FnMut()) {
    const ROUNDS: u64 = 40;
    department.desk.names_a_store();
    department.gets(3);
    let begun = std::time::Instant::now();
    assert!(department.collects().wait().unwrap().success());
    let mut whole = begun.elapsed();
    let (count, told) = department.told();
    assert_eq!((count, &department.put_down()), (3, &told));
    assert!(told.len() > 3 * 5, "attempts, answers, and a completion of each");
    let (mut luck, mut kept_before, mut came_through) = (0x9e37_79b9_7f4a_7c15_u64, count, 0);
    for _ in 0..ROUNDS {
        luck ^= luck << 13;
        luck ^= luck >> 7;
        luck ^= luck << 17;
        department.gets(3);
        let mut child = department.collects();
        wait(&mut child, whole.mul_f64(f64::from(u32::try_from(luck % 1200).unwrap()) / 1000.0));
        child.kill().unwrap();
        child.wait().unwrap();
        rest();
        let (count, told) = department.told();
        assert_eq!(department.put_down(), told);
        let is_through = count > kept_before;
        came_through += u64::from(is_through);
        // There is more to look through each time, and the machine has other things to do: the moments are spread over what it takes now.
        whole = whole.mul_f64(if is_through { 0.85 } else { 1.25 });
        kept_before = count;
    }
    assert!((2..ROUNDS - 1).contains(&came_through), "the kills came at different moments: {came_through} of {ROUNDS} came through");
    assert!(department.collects().wait().unwrap().success());
    let (count, told) = department.told();
    assert_eq!((count as u64, department.put_down()), (department.people, told));
}

#[test]
fn no_kill_leaves_a_collected_record_without_its_statements_nor_statements_without_their_record() {
    no_kill_parts_a_record_from_its_statements(Department::keeping_on(None), || {});
}

#[test]
#[ignore = "needs a server: tests/interop/run postgres"]
fn on_a_server_no_kill_leaves_a_collected_record_without_its_statements_nor_statements_without_their_record() {
    let address = a_database_by_address();
    let mut watch = Client::connect(&address, NoTls).unwrap();
    let others = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
    // What the program had said before it died, the server still does.
    let mut count = || watch.query_one(others, &[]).unwrap().get::<_, i64>(0);
    no_kill_parts_a_record_from_its_statements(Department::keeping_on(Some(address)), || while count() > 0 {});
}

#[test]
fn what_was_put_down_with_a_record_goes_out_once_and_as_it_was() {
    let mut department = Department::keeping_on(None);
    department.desk.names_a_store();
    department.gets(2);
    assert!(department.collects().wait().unwrap().success());
    let (_, told) = department.told();
    let course = fs::read_to_string(department.desk.path("course/course.toml")).unwrap();
    department.desk.writes("course/course.toml", &course.replace("title = \"", "title = \"Called otherwise: "));
    let mut outbox = Outbox::open(&department.desk.path("data")).unwrap();
    let mut records = store::department(&department.desk.place()).unwrap();
    let now = "2026-11-26T09:00:00Z".parse().unwrap();
    assert_eq!(send::take_over(&mut *records, TO, &mut outbox, now).unwrap(), told.len());
    assert_eq!(send::take_over(&mut *records, TO, &mut outbox, now).unwrap(), 0);
    // What is made of the records once more is nothing new.
    let course = department.desk.course();
    assert_eq!(send::fill(&mut outbox, TO, &Records::Department(records), &course, HOME, now).unwrap(), 0);
    let waiting = outbox.waiting(TO, 10_000).unwrap();
    assert_eq!(waiting.iter().map(|one| one.id).collect::<BTreeSet<_>>(), told);
    assert!(waiting.iter().all(|one| !one.body.contains("Called otherwise")));
}
