//! Records that cannot be opened or added to: what is said, and that no byte of them changes.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use bedside::cli::Answer;
use bedside::cli::command::audit;
use bedside::id::CourseId;
use bedside::journey::{Fact, Introduction, Journal};
use bedside::record::records::Wanted;
use bedside::store::{self, At, Error, FILE, Sqlite};
use rusqlite::Connection;

use crate::collect::{Department, of};
use crate::remember::{journal, moment, page};
use crate::support::deeds::Deeds as _;
use crate::support::kept::all;

const FOLDER: &str = "BEDSIDE_TEST_FOLDER";

/// A folder with records of `count` facts.
fn records(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut open = journal(folder.path());
    for number in 0..count {
        open.append(page(number), moment(0)).unwrap();
    }
    folder
}

/// What opening and reading says; the file must be as it was, and nothing beside it.
fn refused(folder: &Path) -> Error {
    let before = fs::read(folder.join(FILE)).unwrap();
    let course = CourseId::new("course").unwrap();
    let told = Sqlite::open(folder).and_then(|store| store.learners(&course, |_| Ok(()))).unwrap_err();
    assert!(before == fs::read(folder.join(FILE)).unwrap(), "the file was changed: {told}");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1, "something was left beside it: {told}");
    let words = told.to_string();
    assert!(words.contains(FILE) && words.contains('\n'), "{words}");
    told
}

#[test]
fn a_damaged_file_is_left_as_it_is() {
    let folder = records(200);
    let file = folder.path().join(FILE);
    let good = fs::read(&file).unwrap();
    let middle = 4096..good.len();
    let damaged: [Vec<u8>; 4] = [
        b"my notes on the course".to_vec(),
        good.iter().copied().take(good.len() / 2).collect(),
        good.iter().enumerate().map(|(at, byte)| if middle.contains(&at) { 0xA5 } else { *byte }).collect(),
        vec![0; 8192],
    ];
    for bytes in damaged {
        fs::write(&file, bytes).unwrap();
        let told = refused(folder.path());
        assert!(matches!(told, Error::Damaged { .. }), "{told:?}");
        assert!(told.to_string().contains("left exactly as it is"), "{told}");
        // A back-up would meet the log of what was there.
        assert!(told.to_string().contains("bedside.db-wal and ") && told.to_string().contains("bedside.db-shm, where they"), "{told}");
    }
}

#[test]
fn a_newer_file_is_left_as_it_is() {
    let folder = records(3);
    Connection::open(folder.path().join(FILE)).unwrap().pragma_update(None, "user_version", 7).unwrap();
    let told = refused(folder.path());
    assert!(matches!(told, Error::Newer { found: 7, known: 2, .. }), "{told:?}");
    assert!(told.to_string().contains("install the newest bedside"), "{told}");
    assert!(matches!(Sqlite::open_to_read(folder.path()), Err(Error::Newer { .. })));
}

#[test]
fn another_programs_database_is_left_as_it_is() {
    for application in [0, 0x1234] {
        let folder = tempfile::tempdir().unwrap();
        let other = Connection::open(folder.path().join(FILE)).unwrap();
        other.pragma_update(None, "application_id", application).unwrap();
        other.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).unwrap();
        other.execute_batch("create table song (id integer primary key, title text); insert into song (title) values ('x')").unwrap();
        drop(other);
        let told = refused(folder.path());
        assert!(matches!(told, Error::Foreign { .. }), "{told:?}");
    }
}

#[test]
fn a_folder_in_the_place_of_the_file_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(FILE)).unwrap();
    assert!(Sqlite::open(folder.path()).unwrap_err().to_string().contains("it is not a file"));
    let file = folder.path().join("notes");
    fs::write(&file, "x").unwrap();
    assert!(Sqlite::open(&file).is_err());
    assert_eq!(fs::read(&file).unwrap(), b"x");
}

#[test]
fn a_machine_without_records_has_none_to_read_and_gets_none() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Sqlite::open_to_read(&folder.path().join("new")).unwrap().is_none());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Runs one test of this binary again where `mount` was done first, out of sight of everybody else. Says so and returns where
/// this machine does not allow it.
fn under(mount: &str, folder: &Path, test: &str) {
    let ready = format!("{mount} && exec \"$@\"");
    let unshare = |arguments: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c"]).args(arguments).env("MOUNTED", folder);
        command
    };
    let allowed = unshare(&[mount]).output().is_ok_and(|done| done.status.success());
    if !allowed {
        #[expect(clippy::print_stderr, reason = "a test that was not run says so")]
        let () = eprintln!("skipped: this machine does not let a test mount a disk of its own");
        return;
    }
    let binary = env::current_exe().unwrap();
    let done = unshare(&[&ready, "sh", binary.to_str().unwrap(), "--exact", test, "--nocapture"]).env(FOLDER, folder).output().unwrap();
    assert!(done.status.success(), "{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
}

#[test]
fn a_read_only_disk_is_told_of_and_can_be_read() {
    let folder = records(3);
    let before = fs::read(folder.path().join(FILE)).unwrap();
    under(
        "mount --bind \"$MOUNTED\" \"$MOUNTED\" && mount -o remount,ro,bind \"$MOUNTED\"",
        folder.path(),
        "refuse::as_a_child_on_a_read_only_disk",
    );
    assert!(before == fs::read(folder.path().join(FILE)).unwrap());
}

#[test]
fn as_a_child_on_a_read_only_disk() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let folder = Path::new(&folder);
    let told = refused(folder);
    assert!(matches!(told, Error::ReadOnly { .. }), "{told:?}");
    assert!(told.to_string().contains("nothing was changed"), "{told}");
    let new = Sqlite::open(&folder.join("new")).unwrap_err();
    assert!(matches!(new, Error::Folder { .. }), "{new:?}");
    let mut facts = 0;
    let store = Sqlite::open_to_read(folder).unwrap().unwrap();
    let counted = store.learners::<Error>(&CourseId::new("course").unwrap(), |person| {
        facts += person.events.len();
        Ok(())
    });
    counted.unwrap();
    assert_eq!(facts, 3);
}

#[test]
fn a_departments_records_on_a_read_only_disk_can_be_looked_at() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    under(
        "mount --bind \"$MOUNTED\" \"$MOUNTED\" && mount -o remount,ro,bind \"$MOUNTED\"",
        &department.at("data"),
        "refuse::as_a_departments_child_on_a_read_only_disk",
    );
}

#[test]
fn as_a_departments_child_on_a_read_only_disk() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let place = At::Folder(folder.into());
    let mut records = store::department_if_there(&place).unwrap().unwrap();
    assert_eq!(all(&*records, &Wanted::default()).len(), 1);
    assert_eq!(audit::run(&*records, audit::Asked::default(), &mut Vec::new()).unwrap(), Answer::Done);
    let refused = records.hold(&[], "0071").unwrap_err();
    assert!(refused.to_string().contains("nothing was changed"), "{refused}");
    assert!(matches!(store::department(&place).unwrap_err(), Error::ReadOnly { .. }));
}

#[test]
fn a_full_disk_is_told_of_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    under("mount -t tmpfs -o size=256k none \"$MOUNTED\"", folder.path(), "refuse::as_a_child_on_a_full_disk");
}

#[test]
fn as_a_child_on_a_full_disk() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let folder = Path::new(&folder);
    let mut open = journal(folder);
    let mut kept = Vec::new();
    let told = loop {
        let name = format!("{:0>3000}", kept.len());
        match open.append(Fact::Introduced(Introduction { name, ..Introduction::default() }), moment(0)) {
            Ok(events) => kept.extend(events),
            Err(told) => break told.to_string(),
        }
        assert!(kept.len() < 1000, "256 KiB do not fill");
    };
    assert!(told.contains("is full") && told.contains("free some space"), "{told}");
    assert!(kept.len() > 10);
    assert_eq!(open.events().unwrap(), kept);
    assert!(open.append(page(1), moment(0)).is_err() || open.events().unwrap().len() == kept.len() + 1);
    let there = open.events().unwrap();
    drop(open);
    assert_eq!(journal(folder).events().unwrap(), there);
    let sound: String = Connection::open(folder.join(FILE)).unwrap().query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    // No room even for an empty database.
    fs::write(folder.join("rest"), vec![1; 300_000]).unwrap_err();
    let new = Sqlite::open(&folder.join("new")).map(|_| ()).unwrap_err();
    assert!(matches!(new, Error::Full { .. } | Error::Disk { .. } | Error::Folder { .. }), "{new:?}");
}
