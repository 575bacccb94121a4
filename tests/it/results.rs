//! Where results go: what a command never writes over, and where it looks before it begins.

use std::fs;
use std::path::Path;

use crate::collect::{Department, of, runs};
use crate::office::teaches;

fn words(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// A department that has taken in one hand-in.
fn department() -> Department {
    let department = Department::new();
    teaches(&department, "sample");
    department.gets("ana.json", of(1, "Ana"));
    assert_eq!(runs(&department, &["collect", &words(&department.at("inbox"))]).0, 0);
    department
}

#[test]
fn a_lake_takes_the_place_of_an_earlier_one_and_of_nothing_else() {
    let department = department();
    let lake = department.at("lake");
    let exports = || runs(&department, &["export", "--format", "parquet", "-o", &words(&lake)]);
    fs::create_dir_all(lake.join("year=2024/month=01")).unwrap();
    fs::write(lake.join("year=2024/month=01/sales.parquet"), "theirs").unwrap();
    let (code, _, said) = exports();
    assert!(code == 3 && said.contains("the folder holds `year=2024/month=01`, which is no table of ours; name an empty folder"), "{said}");
    assert_eq!(fs::read(lake.join("year=2024/month=01/sales.parquet")).unwrap(), b"theirs");
    fs::remove_dir_all(lake.join("year=2024")).unwrap();
    assert_eq!((exports().0, exports().0), (0, 0), "an earlier one is replaced");
    fs::write(lake.join("year=2026/org=none/my.txt"), "mine").unwrap();
    let (code, _, said) = exports();
    assert!(code == 3 && said.contains("`year=2026/org=none/my.txt`"), "{said}");
    assert_eq!(fs::read(lake.join("year=2026/org=none/my.txt")).unwrap(), b"mine");
}

#[test]
fn what_systems_leave_in_folders_keeps_no_lake_from_being_written_again() {
    let department = department();
    let lake = department.at("lake");
    let exports = || runs(&department, &["export", "--format", "parquet", "-o", &words(&lake)]);
    fs::create_dir(&lake).unwrap();
    assert_eq!(exports().0, 0);
    for left in [".DS_Store", "Thumbs.db", "year=2026/desktop.ini", "year=2026/org=none/._records.parquet"] {
        fs::write(lake.join(left), "left").unwrap();
        let (code, _, said) = exports();
        assert!(code == 0 && lake.join("year=2026/org=none/records.parquet").is_file(), "{left}: {said}");
    }
    for own in [".notes", "year=2026/.thesis.doc"] {
        fs::write(lake.join(own), "mine").unwrap();
        let (code, _, said) = exports();
        assert!(code == 3 && said.contains(&format!("the folder holds `{own}`, which is no table of ours")), "{own}: {said}");
        fs::remove_file(lake.join(own)).unwrap();
    }
}

#[test]
fn courses_settings_keys_and_records_are_never_written_over() {
    let department = department();
    assert_eq!(runs(&department, &["keys", "create"]).0, 0);
    let (course, key, records) =
        (department.at("course/course.toml"), department.at("data/department-key.pem"), department.at("data/records.db"));
    let (log, matches) = (department.at("data/other.db-wal"), department.at("data/matches.json"));
    fs::write(&log, "the newest").unwrap();
    fs::write(&matches, "{}\n").unwrap();
    for (arguments, file, what) in [
        (&["package", "--home", "https://a.example.org"][..], &course, "a file of a course or of settings"),
        (&["export", "--format", "csv", "-o"], &key, "a key"),
        (&["export", "--format", "json", "-o"], &records, "a file of records"),
        (&["export", "--format", "csv", "-o"], &log, "a file of records"),
        (&["export", "--format", "json", "-o"], &matches, "what was confirmed of the roster"),
    ] {
        let before = fs::read(file).unwrap();
        let (code, _, said) = runs(&department, &[arguments, &[&words(file)]].concat());
        assert!(code == 3 && said.contains(&format!("{what} is there; name another file")), "{arguments:?}: {code} {said}");
        assert_eq!(fs::read(file).unwrap(), before, "{arguments:?}");
    }
}

#[test]
fn a_report_never_takes_the_place_of_its_roster() {
    let department = department();
    let people = department.at("people.csv");
    fs::write(&people, "staff id,name\n0071,Ana\n").unwrap();
    let other = words(&department.at("data/../people.csv"));
    let (code, _, said) = runs(&department, &["report", "--roster", &words(&people), "--html", &other]);
    assert!(code == 2 && said.contains("is what this reads, and would be written over; name another file for the result"), "{code} {said}");
    assert_eq!(fs::read_to_string(&people).unwrap(), "staff id,name\n0071,Ana\n");
}

#[test]
fn where_receipts_cannot_go_nothing_is_collected_or_signed() {
    let department = Department::new();
    teaches(&department, "sample");
    department.gets("ana.json", of(1, "Ana"));
    assert_eq!(runs(&department, &["keys", "create"]).0, 0);
    let (inbox, file) = (words(&department.at("inbox")), department.at("outbox"));
    fs::write(&file, "a file").unwrap();
    let (code, told, said) = runs(&department, &["collect", &inbox, "--receipts", &words(&file)]);
    assert!(code == 3 && told.is_empty() && said.contains("outbox: a file of that name is there; name a folder"), "{code} {told}{said}");
    assert_eq!(department.keeps().len(), 0);
    assert_eq!(runs(&department, &["collect", &inbox, "--no-countersign"]).0, 0);
    let (code, told, _) = runs(&department, &["countersign", "--receipts", &words(&file)]);
    assert_eq!((code, told.as_str()), (3, ""));
    fs::remove_file(&file).unwrap();
    let (code, told, _) = runs(&department, &["countersign", "--receipts", &words(&file)]);
    assert!(code == 0 && told.starts_with("1 record in 1 batch countersigned, 1 receipt written;"), "{told}");
}

#[test]
fn only_receipts_that_were_written_are_counted() {
    let department = Department::new();
    teaches(&department, "sample");
    let (table, outbox) = (department.at("lms.csv"), department.at("outbox"));
    fs::write(&table, "staff id,completed on\n1,2026-01-02\n2,2026-01-02\n").unwrap();
    assert_eq!(runs(&department, &["keys", "create"]).0, 0);
    assert_eq!(runs(&department, &["collect", &words(&table), "--no-countersign"]).0, 0);
    let (code, told, _) = runs(&department, &["countersign", "--receipts", &words(&outbox)]);
    assert!(code == 0 && told.starts_with("2 records in 1 batch countersigned, 0 receipts written;"), "{told}");
    assert!(!outbox.exists());
}

/// As the README has it: a receipt and a certificate for each learner, and every one of them holds.
#[test]
fn what_learners_get_back_is_what_the_readme_says_and_holds() {
    let department = Department::new();
    teaches(&department, "sample");
    department.gets("ana.json", of(1, "Ana"));
    let (inbox, outbox) = (words(&department.at("inbox")), department.at("outbox"));
    let (code, made, _) = runs(&department, &["keys", "create"]);
    assert_eq!(code, 0);
    let key = made.split_whitespace().find(|word| word.starts_with("did:key:")).unwrap();
    fs::write(department.at("data/department.toml"), "name = \"Department of Medicine\"\n").unwrap();
    let issuers = format!("[[issuer]]\nname = \"Department of Medicine\"\ndid = \"{key}\"\n");
    fs::write(department.at("data/issuers.toml"), issuers).unwrap();
    assert_eq!(runs(&department, &["collect", &inbox, "--receipts", &words(&outbox)]).0, 0);
    assert_eq!(runs(&department, &["issue", "--to", &words(&outbox)]).0, 0);
    let receipt = "bedside-receipt-ana-0071-sample-1-2026-11-20.json";
    assert!(outbox.join(receipt).is_file());
    assert_eq!(fs::read_dir(&outbox).unwrap().count(), 3, "a receipt, and a certificate as JSON and as PDF");
    // With the hand-in beside it a receipt holds; that hand-in is no certificate, and nobody asks whether it is.
    fs::write(outbox.join(receipt.replace("receipt-", "")), of(1, "Ana")).unwrap();
    let (code, told, said) = runs(&department, &["verify", &words(&outbox), "--today", "2026-12-01"]);
    assert!(code == 0 && told.matches(": valid\n").count() == 3 && !told.contains("unreadable"), "{told}{said}");
    fs::remove_file(outbox.join(receipt)).unwrap();
    let (code, told, _) = runs(&department, &["verify", &words(&outbox), "--today", "2026-12-01"]);
    assert!(code == 1 && told.contains("it is what learners hand in, not a certificate"), "{told}");
}
