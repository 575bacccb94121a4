//! `bedside verify`, as a partner of the department types it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bedside::cli::Answer;
use bedside::cli::command::verify::{Against, told, told_as_json};
use bedside::record::credential::{Entry, Trust, issue, list, slip};
use bedside::record::seal::Key;

use crate::credential::{completion, grounds, issuer, key, moment};

fn against(name: Option<&str>) -> Against {
    let text = format!("[[issuer]]\nname = \"Department of Medicine\"\ndid = \"{}\"\n", key().id());
    let trust: Trust = toml::from_str(&text).unwrap();
    Against { trust, lists: Vec::new(), hand_in: None, now: moment("2026-12-01T00:00:00Z"), name: name.map(str::to_owned) }
}

fn folder() -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let document = issue(&issuer(&key()), &completion(), &grounds(None)).unwrap().document;
    let files = [
        ("good.json", document.clone()),
        ("better.json", document.replace("\"86\"", "\"96\"")),
        ("slip.txt", slip(&issuer(&key()), &completion(), &grounds(None))),
        ("notes.json", "{\"milk\":\"two liters\"}".to_owned()),
    ];
    let paths = files
        .map(|(name, text)| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            path
        })
        .to_vec();
    (folder, paths)
}

fn without(folder: &Path, out: &[u8]) -> String {
    String::from_utf8(out.to_vec()).unwrap().replace(&format!("{}/", folder.display()), "")
}

#[test]
fn it_says_what_each_file_is_and_answers_no_for_all_if_one_is_bad() {
    let (folder, files) = folder();
    let mut out = Vec::new();
    assert_eq!(told(&files, &against(Some("0071")), &mut out).unwrap(), Answer::No);
    crate::is_written("tests/it/golden/verify.txt", &without(folder.path(), &out));
    let mut out = Vec::new();
    assert_eq!(told_as_json(&files, &against(None), &mut out).unwrap(), Answer::No);
    crate::is_written("tests/it/golden/verify.jsonl", &without(folder.path(), &out));
}

#[test]
fn a_good_file_is_a_yes_unless_it_is_about_somebody_else() {
    let (_folder, files) = folder();
    for (name, answer) in [(None, Answer::Done), (Some("0071"), Answer::Done), (Some("0072"), Answer::No)] {
        assert_eq!(told(&files[..1], &against(name), &mut Vec::new()).unwrap(), answer, "{name:?}");
    }
}

#[test]
fn a_file_that_cannot_be_opened_does_not_keep_the_others_from_being_checked() {
    let (folder, mut files) = folder();
    files.insert(0, folder.path().join("gone.json"));
    let mut out = Vec::new();
    assert_eq!(told_as_json(&files, &against(None), &mut out).unwrap(), Answer::Refused);
    assert_eq!(String::from_utf8(out).unwrap().lines().count(), 4);
}

#[test]
fn a_hand_in_that_was_named_and_is_not_there_is_told_once_and_before_anything_else() {
    let (folder, files) = folder();
    let mut out = Vec::new();
    let against = Against { hand_in: Some(folder.path().join("gone.json")), ..against(None) };
    let told = told_as_json(&files, &against, &mut out).unwrap_err().to_string();
    assert!(told.contains("gone.json"), "{told}");
    assert!(out.is_empty());
}

#[test]
fn the_answers_come_in_the_order_of_the_files_however_many_there_are() {
    let (_folder, files) = folder();
    let many: Vec<PathBuf> = (0..200).map(|place| files[place % 4].clone()).collect();
    let mut out = Vec::new();
    told_as_json(&many, &against(None), &mut out).unwrap();
    let words: Vec<String> = String::from_utf8(out)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["status"].as_str().unwrap().to_owned())
        .collect();
    let four = ["valid", "tampered", "valid", "unreadable"];
    assert_eq!(words, (0..200).map(|place| four[place % 4]).collect::<Vec<_>>());
}

#[test]
fn a_folder_is_looked_through_and_silence_is_no_yes() {
    let folder = tempfile::tempdir().unwrap();
    let runs = || {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_bedside"));
        let told = program.args(["verify", folder.path().to_str().unwrap()]).env_clear().env("HOME", folder.path()).output().unwrap();
        (told.status.code().unwrap(), String::from_utf8(told.stdout).unwrap(), String::from_utf8(told.stderr).unwrap())
    };
    fs::write(folder.path().join("notes.doc"), "no certificate").unwrap();
    let (code, _, said) = runs();
    assert_eq!((code, said.contains("there is nothing to check")), (3, true), "{said}");
    fs::create_dir_all(folder.path().join("nest/2026")).unwrap();
    fs::write(folder.path().join("nest/2026/one.jsonld"), "{}").unwrap();
    let (code, told, said) = runs();
    assert_eq!((code, told.contains("nest/2026/one.jsonld")), (1, true), "{told}{said}");
}

#[test]
fn a_status_list_whose_key_is_not_pinned_is_told_of_and_not_passed_over() {
    let address = "https://medicine.example.org/status/1";
    let (folder, other) = (tempfile::tempdir().unwrap(), Key::from_secret(&[9; 32]));
    let entry = Entry { list: address.to_owned(), index: 7 };
    let list = list(&issuer(&other), address, &[7], 7, moment("2026-11-26T00:00:00Z"), None).unwrap();
    let document = issue(&issuer(&key()), &completion(), &grounds(Some(&entry))).unwrap().document;
    let trust = format!("[[issuer]]\nname = \"Medicine\"\ndid = \"{}\"\n", key().id());
    for (name, text) in [("certificate.json", &document), ("list.json", &list), ("issuers.toml", &trust)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_bedside"))
        .args(["verify", "certificate.json", "--trust", "issuers.toml", "--status", "list.json", "--today", "2026-12-01"])
        .current_dir(folder.path())
        .env_clear()
        .env("HOME", folder.path())
        .output()
        .unwrap();
    let (said, told) = (String::from_utf8(output.stderr).unwrap(), String::from_utf8(output.stdout).unwrap());
    let key = other.id();
    assert_eq!(said, format!("the status list list.json does not count: it is signed with {key}, which is not pinned\n"));
    assert!(told.starts_with("certificate.json: unchecked\n"), "{told}");
    assert!(told.contains(&format!("the status list that was given for {address} is signed with a key that is not pinned")), "{told}");
    assert!(told.contains(&format!("as this issuer's, {key};")) && !told.contains("no status list in force was given"), "{told}");
}

/// Verifies the certificate of a folder on a day, against the issuers and the status list there, and returns how that ended and what was said.
fn verifies(folder: &Path, today: &str, more: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bedside"))
        .args(["verify", "certificate.json", "--trust", "issuers.toml", "--status", "list.json", "--today", today])
        .args(more)
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder)
        .output()
        .unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_status_list_that_does_not_count_now_is_told_with_its_days() {
    let address = "https://medicine.example.org/status/1";
    let folder = tempfile::tempdir().unwrap();
    let entry = Entry { list: address.to_owned(), index: 7 };
    let until = Some(moment("2026-11-30T12:00:00Z"));
    let list = list(&issuer(&key()), address, &[8], 8, moment("2026-11-26T00:00:00Z"), until).unwrap();
    let document = issue(&issuer(&key()), &completion(), &grounds(Some(&entry))).unwrap().document;
    let trust = format!("[[issuer]]\nname = \"Medicine\"\ndid = \"{}\"\n", key().id());
    for (name, text) in [("certificate.json", &document), ("list.json", &list), ("issuers.toml", &trust)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    for (today, told) in [
        ("2026-12-15", format!("the status list that was given for {address} has run out: it counted until 2026-11-30 12:00 UTC")),
        ("2026-11-25", format!("the status list that was given for {address} counts only from 2026-11-26 00:00 UTC on")),
    ] {
        for more in [&[] as &[&str], &["--json"]] {
            let (code, said, _) = verifies(folder.path(), today, more);
            assert!(code == 1 && said.contains("unchecked") && said.contains(&told) && !said.contains("no status list"), "{said}");
        }
    }
    assert_eq!(verifies(folder.path(), "2026-11-28", &[]).0, 0);
}

#[test]
fn a_status_list_whose_key_is_pinned_under_another_name_is_told_with_that_name() {
    let address = "https://medicine.example.org/status/1";
    let (folder, other) = (tempfile::tempdir().unwrap(), Key::from_secret(&[9; 32]));
    let entry = Entry { list: address.to_owned(), index: 7 };
    let list = list(&issuer(&other), address, &[8], 8, moment("2026-11-26T00:00:00Z"), None).unwrap();
    let document = issue(&issuer(&key()), &completion(), &grounds(Some(&entry))).unwrap().document;
    let (first, second) = (key().id(), other.id());
    for (name, text) in [("certificate.json", &document), ("list.json", &list)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let runs = |name: &str, more: &[&str]| {
        let trust = format!("[[issuer]]\nname = \"Medicine\"\ndid = \"{first}\"\n[[issuer]]\nname = \"{name}\"\ndid = \"{second}\"\n");
        fs::write(folder.path().join("issuers.toml"), trust).unwrap();
        verifies(folder.path(), "2026-12-01", more)
    };
    let (code, told, said) = runs("Medicine 2027", &[]);
    assert_eq!((code, said.as_str()), (1, ""));
    assert!(
        told.contains(&format!(
            "why        it may have been revoked: the status list that was given for {address} is signed with a key that is pinned under another name,\n"
        )),
        "{told}"
    );
    assert!(told.contains(&format!(" \"Medicine 2027\", {second}; if it is this issuer's, too, pin both keys under one name\n")), "{told}");
    assert!(!told.contains("not pinned"), "{told}");
    let (_, told, _) = runs("Medicine 2027", &["--json"]);
    assert!(told.contains(&format!("a key that is pinned under another name, \\\"Medicine 2027\\\", {second}")), "{told}");
    // That is all it takes.
    assert_eq!(runs("Medicine", &[]).0, 0);
}

#[test]
fn a_status_list_that_is_given_as_a_certificate_is_told_as_what_it_is() {
    let (folder, address) = (tempfile::tempdir().unwrap(), "https://medicine.example.org/status/1");
    let file = folder.path().join("status.json");
    fs::write(&file, list(&issuer(&key()), address, &[7], 7, moment("2026-11-26T00:00:00Z"), None).unwrap()).unwrap();
    let mut out = Vec::new();
    assert_eq!(told(&[file], &against(None), &mut out).unwrap(), Answer::No);
    let said = without(folder.path(), &out);
    assert!(said.starts_with("status.json: unreadable\n  why        it is a status list, which says what was revoked;"), "{said}");
    assert!(said.contains("--status"), "{said}");
}
