//! From the first line typed to a certificate that was taken back: a learner, a department and a partner of it, by commands alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::{said, typed};

const COURSE: &str = "format = 1\nid = \"ward-rules\"\ntitle = \"Before You Post\"\nversion = \"1.0\"\n\
    [certificate]\nneeds = [\"ward\", \"the-quiz\"]\nvalid_months = 12\n[attest]\ntext = \"I have read it.\"\ntype_name = true\n";

const LESSON: &str = "title = \"The ward\"\n[[page]]\ntitle = \"One page\"\ntext = \"Ask first.\"\n";

const QUIZ: &str = "title = \"The quiz\"\npass = 50\nshuffle_options = false\n\
    [[question]]\nid = \"one\"\nask = \"May you ask first?\"\nanswer = true\nwhy = \"You may.\"\n";

const DEPARTMENT: &str = "name = \"Department of Medicine\"\nstatus_list = \"https://medicine.example.org/status\"\n";

/// One person's computer.
struct Desk {
    here: PathBuf,
    course: PathBuf,
}

impl Desk {
    fn of(house: &Path, who: &str) -> Self {
        let here = house.join(who);
        fs::create_dir(&here).unwrap();
        Self { here, course: house.join("course") }
    }

    /// Runs a command with lines typed into it; returns how it ended, and everything it said.
    fn types(&self, command: &str, lines: &str) -> (i32, String) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
        program
            .args(command.split_whitespace())
            .env_clear()
            .env("HOME", self.here.join("home"))
            .env("BEDSIDE_DATA", self.here.join("records"))
            .env("BEDSIDE_COURSE", &self.course)
            .current_dir(&self.here);
        said(typed(&mut program, lines))
    }

    #[track_caller]
    fn runs(&self, command: &str) -> String {
        let (code, said) = self.types(command, "");
        assert_eq!(code, 0, "bedside {command}: {said}");
        said
    }

    /// Asks whether a certificate is good; returns how it ended and the word for it.
    #[track_caller]
    fn verifies(&self, file: &Path, more: &str) -> (i32, String) {
        let (code, said) = self.types(&format!("verify {} --json {more}", file.display()), "");
        let line: Value = serde_json::from_str(&said).unwrap_or_else(|_| panic!("{said}"));
        (code, line["status"].as_str().unwrap().to_owned())
    }
}

/// The only file in a folder whose name ends so.
#[track_caller]
fn only(folder: &Path, end: &str) -> PathBuf {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let all: Vec<PathBuf> = files.filter(|file| file.to_string_lossy().ends_with(end)).collect();
    let [one] = all.as_slice() else { panic!("{} has {all:?}", folder.display()) };
    one.clone()
}

#[test]
fn what_a_learner_earned_is_collected_signed_verified_and_taken_back_by_commands_alone() {
    let house = tempfile::tempdir().unwrap();
    for (path, text) in [("course.toml", COURSE), ("lessons/ward.toml", LESSON), ("quizzes/the-quiz.toml", QUIZ)] {
        let file = house.path().join("course").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let [learner, department, partner] = ["learner", "department", "partner"].map(|who| Desk::of(house.path(), who));

    let (code, said) = learner.types("hand-in", "");
    assert_eq!((code, said.contains("there is nothing to hand in yet")), (1, true), "{said}");
    let (code, said) = learner.types("--plain", "Zoë Ångström\nMD\n0071\nMedicine\n\n\n\n\ntrue\n\n\n\nZoë Ångström\n\nquit\n");
    assert_eq!(code, 0, "{said}");
    let (code, told) = learner.types("hand-in", "");
    assert_eq!(code, 0, "{told}\n{said}");
    let handed = only(&learner.here, ".json");
    let (code, said) = learner.types("hand-in --to missing/folder", "");
    assert!(code == 3 && said.contains("there is no folder missing/folder; make it first, or name another one"), "{said}");
    let (code, said) = learner.types(&format!("hand-in --to {}", handed.display()), "");
    assert!(code == 3 && said.contains("is no folder; name another one"), "{said}");

    department.runs("keys create");
    fs::write(department.here.join("records/department.toml"), DEPARTMENT).unwrap();
    fs::create_dir(department.here.join("inbox")).unwrap();
    fs::copy(&handed, department.here.join("inbox").join(handed.file_name().unwrap())).unwrap();
    let said = department.runs("collect inbox --receipts receipts");
    assert!(said.contains("1 new, 0 known already, 0 refused") && said.contains("1 certificate signed"), "{said}");
    // What came twice is neither kept nor signed twice.
    let said = department.runs("collect inbox");
    assert!(said.contains("0 new, 1 known already, 0 refused") && !said.contains("certificate"), "{said}");
    let said = department.runs("countersign");
    assert!(said.contains("0 records in 0 batches") && said.contains("0 certificates signed"), "{said}");

    // A table and an object tell the same of it, cell for cell.
    department.runs("export --format csv --raw -o kept.csv");
    department.runs("export --format json -o kept.json");
    let table = fs::read_to_string(department.here.join("kept.csv")).unwrap();
    let rows: Vec<BTreeMap<String, String>> = csv::Reader::from_reader(table.as_bytes()).deserialize().map(Result::unwrap).collect();
    let objects: Vec<Value> = serde_json::from_str(&fs::read_to_string(department.here.join("kept.json")).unwrap()).unwrap();
    let ([row], [object]) = (rows.as_slice(), objects.as_slice()) else { panic!("one person, one row: {table}") };
    for (column, cell) in row {
        let told = match &object[column] {
            Value::Null => String::new(),
            Value::String(words) => words.clone(),
            other => other.to_string(),
        };
        assert_eq!(*cell, told, "{column}");
    }
    assert_eq!(row["assurance"], "2");

    let file = |name: &str| partner.here.join(name);
    // The department gives its learner the certificate, and a partner its public name by another way.
    department.runs("issue --to certificates");
    for end in [".json", ".pdf"] {
        fs::copy(only(&department.here.join("certificates"), end), file(&format!("certificate{end}"))).unwrap();
    }
    let shown = department.runs("keys show");
    let name = shown.split_whitespace().find(|word| word.starts_with("did:key:")).unwrap();
    fs::write(file("issuers.toml"), format!("[[issuer]]\nname = \"Medicine\"\ndid = \"{name}\"\n")).unwrap();

    let certificates = [file("certificate.json"), file("certificate.pdf")];
    let all_are = |code: i32, word: &str, more: &str| {
        for certificate in &certificates {
            assert_eq!(partner.verifies(certificate, more), (code, word.to_owned()), "{}", certificate.display());
        }
    };
    all_are(1, "untrusted", "");
    all_are(1, "unchecked", "--trust issuers.toml");
    department.runs(&format!("status-list -o {}", file("before.json").display()));
    all_are(0, "valid", "--trust issuers.toml --status before.json --name 0071");
    all_are(1, "valid", "--trust issuers.toml --status before.json --name 0072");

    let line: Value =
        serde_json::from_str(&partner.runs("verify certificate.json --json --trust issuers.toml --status before.json")).unwrap();
    let id = line["id"].as_str().unwrap().trim_start_matches("urn:uuid:").to_owned();
    let (code, said) = department.types(&format!("revoke {id} --reason mistake"), "");
    assert_eq!(code, 0, "{said}");
    department.runs(&format!("status-list -o {}", file("after.json").display()));
    all_are(1, "revoked", "--trust issuers.toml --status after.json");
    all_are(1, "revoked", "--trust issuers.toml --status before.json --status after.json");
    department.runs("audit");

    // The receipt proves that the department collected what the learner handed in, with that file beside it and not without.
    let given = only(&department.here.join("receipts"), ".json");
    let receipt = file(given.file_name().unwrap().to_str().unwrap());
    fs::copy(given, &receipt).unwrap();
    let is = |code: i32, word: &str, more: &str| assert_eq!(partner.verifies(&receipt, more), (code, word.to_owned()), "{more}");
    is(1, "unreadable", "--trust issuers.toml");
    fs::copy(&handed, file(handed.file_name().unwrap().to_str().unwrap())).unwrap();
    is(0, "valid", "--trust issuers.toml");
    is(1, "untrusted", "");
    is(1, "expired", "--trust issuers.toml --today 2031-01-01");
    is(1, "tampered", "--trust issuers.toml --hand-in certificate.json");
    let other = fs::read_to_string(&handed).unwrap().replace("Zoë", "Eve");
    fs::write(file("eve.json"), other).unwrap();
    is(1, "tampered", "--trust issuers.toml --hand-in eve.json");
    let (text, id) = (fs::read_to_string(&receipt).unwrap(), line["id"].as_str().unwrap().trim_start_matches("urn:uuid:"));
    fs::write(&receipt, text.replace(id, "01936f3e-7c1a-7b52-9d0e-3c5a8b1f2e47")).unwrap();
    is(1, "tampered", "--trust issuers.toml");
}
