//! `bedside doctor`: each thing it looks at, well and not well, by everything it says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bedside::id::CourseId;
use bedside::journey::{Fact, Introduction, Journal};
use bedside::record::Records;
use bedside::record::records::{Act, Batch, BatchId, Refusal};
use bedside::store::{Outbox, Queued, Sqlite, SqliteRecords};
use jiff::Timestamp;
use rusqlite::Connection;
use uuid::Uuid;

/// A machine on which somebody learned a small course.
struct Machine {
    folder: tempfile::TempDir,
    today: &'static str,
}

impl Machine {
    fn bare() -> Self {
        let machine = Self { folder: tempfile::tempdir().unwrap(), today: "2026-11-26" };
        let course = machine.path("course");
        fs::create_dir_all(course.join("lessons")).unwrap();
        fs::write(course.join("course.toml"), "format = 1\nid = \"sample\"\ntitle = \"Before You Post\"\nversion = \"1.4\"\n").unwrap();
        fs::write(course.join("lessons/one.toml"), "title = \"One\"\n[[page]]\nid = \"one\"\ntitle = \"A\"\ntext = \"Words.\"\n").unwrap();
        machine
    }

    fn new() -> Self {
        let machine = Self::bare();
        let course = CourseId::new("sample").unwrap();
        let mut journal = Sqlite::open(&machine.data()).unwrap().journal("local", &course).unwrap();
        let who = Introduction { name: "Ana".into(), ..Introduction::default() };
        journal.append(Fact::Introduced(who), at("2026-11-25T09:00:00Z")).unwrap();
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn data(&self) -> PathBuf {
        self.path("data")
    }

    fn bedside(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_bedside"))
            .args(arguments)
            .args(["--today", self.today])
            .env_clear()
            .env("BEDSIDE_COURSE", self.path("course"))
            .env("BEDSIDE_DATA", self.data())
            .env("HOME", self.path("home"))
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), without_the_hour(&said.replace(self.folder.path().to_str().unwrap(), "HERE")))
    }

    /// Runs the doctor, which says this of the thing that is not well, and nothing else but what it says of a machine that is.
    #[track_caller]
    fn is_ill(&self, instead: &str, said: &str) {
        self.says(1, &WELL.replace(instead, said).replace("all is well", "one thing is to be put right"));
    }

    #[track_caller]
    fn says(&self, code: i32, wanted: &str) {
        let (found, said) = self.bedside(&["doctor"]);
        assert_eq!(said, wanted);
        assert_eq!(found, code);
    }
}

/// The day can be set, and the hour is that of whoever runs the tests.
fn without_the_hour(said: &str) -> String {
    let mut words: Vec<&str> = said.split(' ').collect();
    for place in 0..words.len().saturating_sub(1) {
        if words[place].len() == 8 && words[place].matches(':').count() == 2 && words[place + 1].starts_with("UTC") {
            words[place] = "at some";
        }
    }
    words.join(" ").replace("at some UTC", "at some time")
}

fn at(moment: &str) -> Timestamp {
    moment.parse().unwrap()
}

const WELL: &str = "\
well  records     1 learner, 1 fact in HERE/data
well  clock       2026-11-26 at some time
well  writing     the folder can be written to
note  keys        none yet; the first hand-in makes this computer's
well  rights      only you may read the records
well  course      \"Before You Post\", version 1.4, 1 step
well  queue       nothing is sent anywhere

all is well
";

#[test]
fn a_machine_that_is_well_is_said_to_be() {
    Machine::new().says(0, WELL);
    let records = "well  records     1 learner, 1 fact in HERE/data\n";
    let nobody = WELL
        .replace(records, "note  records     nobody has learned here yet: HERE/data\n")
        .replace("well  writing     the folder can be written to", "note  writing     the folder is made with the first fact")
        .replace("well  rights      only you may read the records\n", "");
    Machine::bare().says(0, &nobody);
    let (code, said) = Machine::new().bedside(&["doctor", "--json"]);
    let lines: Vec<serde_json::Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((code, lines.len()), (0, 7));
    assert_eq!(
        lines[3],
        serde_json::json!({ "about": "keys", "state": "note", "says": "none yet; the first hand-in makes this computer's", "to_do": "" })
    );
}

#[test]
fn records_that_are_damaged_are_found() {
    let machine = Machine::new();
    let file = machine.data().join("bedside.db");
    // All that stands in the log goes into the file first; then a page in the middle is spoilt.
    Connection::open(&file).unwrap().query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(())).unwrap();
    let mut bytes = fs::read(&file).unwrap();
    for byte in &mut bytes[4096..8192] {
        *byte = 0xEE;
    }
    fs::write(&file, bytes).unwrap();
    let (code, said) = machine.bedside(&["doctor"]);
    let first: Vec<&str> = said.lines().take(2).collect();
    assert_eq!(code, 1);
    assert!(first[0].starts_with("ILL   records     ") && first[0].contains("damaged"), "{said}");
    assert!(first[1].contains("put a back-up in its place"), "{said}");
    assert!(first[1].contains("copy the folder HERE/data to a safe place"), "{said}");
    assert!(said.ends_with("\none thing is to be put right\n"), "{said}");
}

#[test]
fn a_clock_that_cannot_be_right_is_found() {
    let todo = "\n                  set the clock of this computer, or let it set itself (NTP)";
    let clock = "well  clock       2026-11-26 at some time";
    let early = Machine { today: "2024-01-01", ..Machine::new() };
    early.is_ill(clock, &format!("ILL   clock       it shows 2024-01-01 at some time, which cannot be{todo}"));
    let behind = Machine { today: "2026-11-20", ..Machine::new() };
    let says = "it shows 2026-11-20 at some time, and something was kept on 2026-11-25 09:00 UTC already";
    behind.is_ill(clock, &format!("ILL   clock       {says}{todo}"));
}

#[test]
fn a_key_that_cannot_be_used_is_found() {
    let machine = Machine::new();
    fs::write(machine.data().join("device-key.pem"), "-----BEGIN PRIVATE KEY-----\nno\n-----END PRIVATE KEY-----\n").unwrap();
    private(&machine.data().join("device-key.pem"));
    let (code, said) = machine.bedside(&["doctor"]);
    let line = said.lines().find(|line| line.contains("device key")).unwrap();
    assert!(code == 1 && line.starts_with("ILL   device key  "), "{said}");
    assert!(said.ends_with("\none thing is to be put right\n"), "{said}");
}

#[test]
#[cfg(unix)]
fn records_that_others_may_read_are_found() {
    use std::os::unix::fs::PermissionsExt as _;
    let machine = Machine::new();
    fs::set_permissions(machine.data().join("bedside.db"), fs::Permissions::from_mode(0o644)).unwrap();
    machine.is_ill(
        "well  rights      only you may read the records",
        "ILL   rights      others on this computer may read bedside.db\n                  \
         `chmod 600` for those files, and `chmod 700 HERE/data`",
    );
}

#[test]
#[cfg(unix)]
fn who_else_may_read_copies_or_change_what_is_gone_by_is_found() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    const RIGHTS: &str = "well  rights      only you may read the records";
    const NEXT: &str = "\n                  ";
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();

    for mode in [0o770, 0o1777] {
        let machine = Machine::new();
        set(&machine.data(), mode);
        let says = "ILL   rights      others on this computer may put files of theirs in the place of yours in HERE/data";
        machine.is_ill(RIGHTS, &format!("{says}{NEXT}`chmod go-w HERE/data`"));
    }

    for name in ["bedside.db.before-6", "key.1.part", "matches.json", "mine.zip"] {
        let machine = Machine::new();
        fs::write(machine.data().join(name), "").unwrap();
        set(&machine.data().join(name), 0o640);
        let says = format!("ILL   rights      others on this computer may read {name}");
        machine.is_ill(RIGHTS, &format!("{says}{NEXT}`chmod 600` for those files, and `chmod 700 HERE/data`"));
    }
    let machine = Machine::new();
    fs::create_dir(machine.data().join("hand-ins")).unwrap();
    set(&machine.data().join("hand-ins"), 0o755);
    let says = "ILL   rights      others on this computer may look into hand-ins";
    machine.is_ill(RIGHTS, &format!("{says}{NEXT}`chmod 700` for those folders, and `chmod 700 HERE/data`"));

    let machine = Machine::new();
    fs::write(machine.data().join("issuers.toml"), "").unwrap();
    set(&machine.data().join("issuers.toml"), 0o664);
    let says = "ILL   rights      others on this computer may change issuers.toml, which says who is believed and who you are";
    machine.is_ill(RIGHTS, &format!("{says}{NEXT}`chmod go-w` for those files, and read them: is everything in them yours?"));

    // Of a link, what it leads to is judged.
    let machine = Machine::new();
    let (file, target) = (machine.data().join("bedside.db"), machine.path("elsewhere.db"));
    fs::rename(&file, &target).unwrap();
    symlink(&target, &file).unwrap();
    machine.says(0, WELL);
    set(&target, 0o666);
    machine.is_ill(
        RIGHTS,
        &format!(
            "ILL   rights      others on this computer may read bedside.db{NEXT}`chmod 600` for those files, and `chmod 700 HERE/data`"
        ),
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_password_that_others_may_read_is_found() {
    use std::os::unix::fs::PermissionsExt as _;
    let machine = Machine::new();
    let file = machine.path("home/.config/bedside/config.toml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "[lrs]\nurl = \"https://lrs.example.org\"\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    machine.says(0, WELL);
    fs::write(&file, "[lrs]\nurl = \"https://lrs.example.org\"\npassword = \"secret\"\n").unwrap();
    let here = "HERE/home/.config/bedside/config.toml";
    machine.is_ill(
        "well  rights      only you may read the records",
        &format!("ILL   rights      others on this computer may read the password in {here}\n                  `chmod 600 {here}`"),
    );
}

#[test]
fn issuers_that_cannot_be_read_are_found() {
    let machine = Machine::new();
    let file = machine.data().join("issuers.toml");
    fs::write(&file, "[[issuer\n").unwrap();
    private(&file);
    let (code, said) = machine.bedside(&["doctor"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("\nILL   issuers     ") && said.contains("HERE/data/issuers.toml"), "{said}");
    assert!(said.ends_with("\none thing is to be put right\n"), "{said}");
}

#[test]
fn records_of_a_department_that_are_gone_are_found() {
    let todo = "put records.db back from the back-up before anything else is collected; where a server holds them, name it with `--data`";
    let gone = |left: &str| {
        format!(
            "ILL   department  the department's records are gone: {left} is in HERE/data, and no records.db\n                  {todo}\n"
        )
    };
    let misses = |machine: &Machine, database: &str, left: &str| {
        for end in ["", "-wal", "-shm"] {
            let _not_there = fs::remove_file(machine.data().join(format!("{database}{end}")));
        }
        let (code, said) = machine.bedside(&["doctor"]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(&gone(left)), "{said}");
    };

    let machine = Machine::new();
    assert_eq!(machine.bedside(&["keys", "create"]).0, 0);
    assert_eq!(machine.bedside(&["doctor"]).0, 0);
    misses(&machine, "records.db", "department-key.pem");

    let machine = Machine::new();
    fs::write(machine.data().join("records.db.before-6"), "").unwrap();
    private(&machine.data().join("records.db.before-6"));
    machine.is_ill("note  keys", &format!("{}note  keys", gone("records.db.before-6")));

    // What is sent stands beside the journals of a learner as well.
    let machine = Machine::new();
    let statement = Queued { id: Uuid::from_u128(1), body: "{}".into() };
    Outbox::open(&machine.data()).unwrap().queue("https://lrs.example.org", &[statement], at("2026-11-26T08:00:00Z")).unwrap();
    assert_eq!(machine.bedside(&["doctor"]).0, 0);
    misses(&machine, "bedside.db", "outbox.db");

    // A department that has said its name and no more has lost nothing.
    let machine = Machine::new();
    fs::write(machine.data().join("department.toml"), "name = \"Medicine\"\n").unwrap();
    let (code, said) = machine.bedside(&["doctor"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("note  department  department.toml is in HERE/data, and nothing was collected yet\n"), "{said}");
}

#[test]
fn a_course_that_cannot_be_read_is_found() {
    let machine = Machine::new();
    fs::remove_file(machine.path("course/course.toml")).unwrap();
    machine.is_ill(
        "well  course      \"Before You Post\", version 1.4, 1 step",
        "ILL   course      there is no course in HERE/course: it has no course.toml\n                  \
         check the name after `--course`; without it, bedside opens the course it brings along",
    );
}

#[test]
fn statements_that_wait_too_long_or_were_not_taken_are_found() {
    let machine = Machine::new();
    let mut outbox = Outbox::open(&machine.data()).unwrap();
    let statement = |number| Queued { id: Uuid::from_u128(number), body: "{}".into() };
    outbox.queue("https://lrs.example.org", &[statement(1), statement(2)], at("2026-11-26T08:00:00Z")).unwrap();
    let queue = "well  queue       nothing is sent anywhere";
    machine.says(0, &WELL.replace(queue, "well  queue       0 statements sent, 2 waiting, 0 set aside"));
    outbox.sent("https://lrs.example.org", &[statement(1)], at("2026-11-26T08:30:00Z")).unwrap();
    outbox.set_aside("https://lrs.example.org", Uuid::from_u128(2), "400: no", at("2026-11-26T08:30:00Z")).unwrap();
    machine.is_ill(
        queue,
        "ILL   queue       1 statements sent, 0 waiting, 1 set aside\n                  \
         `bedside send --queue` says what the store said; `--retry` sends them once more",
    );
    outbox.queue("https://lrs.example.org", &[statement(3)], at("2026-11-24T08:00:00Z")).unwrap();
    machine.is_ill(
        queue,
        "ILL   queue       1 statements sent, 1 waiting, 1 set aside\n                  \
         see with `bedside send` why the store does not take them; where `--queue` shows a wrong address, `--forget URL` lets go of what \
         waits for it",
    );
}

#[test]
fn a_table_that_cannot_be_read_is_found() {
    let machine = Machine::new();
    drop(SqliteRecords::open(&machine.data()).unwrap());
    assert!(!machine.bedside(&["doctor"]).1.contains("tables"));
    Connection::open(machine.data().join("records.db")).unwrap().execute_batch("drop table pass_beside").unwrap();
    let (code, said) = machine.bedside(&["doctor"]);
    assert_eq!(code, 1);
    assert!(said.contains("ILL   tables ") && said.contains("pass_beside"), "{said}");
}

#[test]
fn damage_is_found_in_pages_that_nobody_has_read_since() {
    let machine = Machine::new();
    let mut records = SqliteRecords::open(&machine.data()).unwrap();
    let refused = |number| Refusal { source: format!("{number:05}.json"), reason: "chain".to_owned(), because: "x".repeat(200) };
    let batch = Batch { id: BatchId(Uuid::from_u128(1)), source: "a folder".to_owned(), received_at: at("2026-11-25T09:00:00Z") };
    records.keep(&batch, &[]).unwrap();
    records.refuse(batch.id, &(0..2000).map(refused).collect::<Vec<_>>()).unwrap();
    drop(records);
    assert!(!machine.bedside(&["doctor"]).1.contains("damaged"));
    let file = machine.data().join("records.db");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.windows(10).position(|letters| letters == b"01000.json").unwrap() / 16384 * 16384;
    bytes[middle..middle + 16384].fill(0xEE);
    fs::write(&file, bytes).unwrap();
    let (code, said) = machine.bedside(&["doctor"]);
    assert!(code == 1 && said.contains("ILL   tables ") && said.contains("damaged"), "{said}");
}

#[test]
fn a_log_that_was_changed_is_found() {
    let machine = Machine::new();
    let mut records = SqliteRecords::open(&machine.data()).unwrap();
    for why in ["first", "second"] {
        let (who, what, to) = ("ana".to_owned(), "hold".to_owned(), "a learner".to_owned());
        records.note(&Act { at: at("2026-11-25T09:00:00Z"), who, what, to, why: why.to_owned() }).unwrap();
    }
    let batches = "well  batches     0 collected, 0 not countersigned\nnote  keys";
    machine.says(0, &WELL.replace("note  keys", &format!("well  log         2 acts, each as it was written\n{batches}")));
    let database = Connection::open(machine.data().join("records.db")).unwrap();
    database.execute("update audit set why = 'otherwise' where seq = 2", []).unwrap();
    machine.is_ill(
        "note  keys",
        &format!(
            "ILL   log         act 2 is not as it was written\n                  \
             `bedside audit` shows it; compare with a back-up, and ask who could write to the records\n{batches}"
        ),
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_machine_that_trusts_nobody_is_told_so_and_not_that_the_address_is_wrong() {
    let machine = Machine::new();
    let none = machine.path("no-certificates.pem");
    fs::write(&none, "").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_bedside"))
        .args(["certificate", "--data", "postgres://ana@db.invalid/bedside"])
        .env_clear()
        .env("HOME", machine.path("home"))
        .env("BEDSIDE_COURSE", machine.path("course"))
        .env("SSL_CERT_FILE", &none)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("bedside: this computer has no certificates that it trusts, so db.invalid/bedside cannot prove who it is: "),
        "{said}"
    );
    assert!(
        said.contains("\ninstall those of your system (Debian: ca-certificates), or name a file of your own with `?sslrootcert=FILE`"),
        "{said}"
    );
    assert_eq!(output.status.code(), Some(3));
}

/// Gives a file to its owner alone.
fn private(file: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = file;
}
