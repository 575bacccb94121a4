//! Collecting the same again: what a collecting that was stopped, or that wanted no receipts, has left out is told, with what makes up for it.

use std::fs;
use std::path::Path;

use bedside::cli::Answer;
use bedside::cli::collecting::Told;
use bedside::cli::command::{countersign, revoke};
use bedside::record::seal::Key;

use crate::collect::{Department, course, of, runs, written};
use crate::office::{copied, teaches};
use crate::support::graduate::Graduate;

fn inbox(of_how_many: u64) -> Department {
    let department = Department::new();
    for number in 1..=of_how_many {
        department.gets(&format!("{number}.json"), of(number, &format!("Learner {number}")));
    }
    department
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn records_that_are_known_and_have_no_receipt_are_counted_with_what_writes_them() {
    let department = inbox(3);
    let outbox = department.at("outbox");
    assert!(!department.collects().contains("receipt"), "none was wanted");
    let lacking = "no receipt in /outbox\nto write the receipts of all that is countersigned: `bedside countersign --receipts /outbox`\n";
    department.gets("4.json", of(4, "Learner 4")).gets("1-twice.json", of(1, "Learner 1"));
    let (answer, text) = department.collects_as(Told::Text, Some(&outbox));
    assert!(answer == Answer::No && text.ends_with(&format!("3 records have {lacking}")), "{text}");
    let (_, json) = department.collects_as(Told::Json, Some(&outbox));
    assert!(json.lines().last().unwrap().contains(r#""without_receipt":3"#), "{json}");
    assert!(!department.collects_as(Told::Json, None).1.contains("without_receipt"));
    // The command that is named writes them, though all is countersigned already.
    let mut out = Vec::new();
    countersign::run(&mut department.records(), &Key::from_secret(&[9; 32]), Some(&outbox), department.now, &mut out).unwrap();
    assert_eq!(files(&outbox).len(), 4);
    let (answer, text) = department.collects_as(Told::Text, Some(&outbox));
    assert!(answer == Answer::Done && !text.contains("no receipt"), "{text}");
    fs::rename(files(&outbox).pop().unwrap(), outbox.join("renamed.json")).unwrap();
    assert!(!department.collects_as(Told::Text, Some(&outbox)).1.contains("no receipt"), "whatever it is called");
    fs::remove_file(outbox.join("renamed.json")).unwrap();
    assert!(department.collects_as(Told::Text, Some(&outbox)).1.ends_with(&format!("1 record has {lacking}")));
}

#[test]
fn what_was_collected_is_told_though_a_receipt_cannot_be_written() {
    let department = inbox(2);
    teaches(&department, "sample");
    let outbox = department.at("outbox");
    // Ana's has its place; a folder stands where the other's is to go.
    fs::create_dir_all(outbox.join("bedside-receipt-learner-2-0072-sample-1-2026-11-20.json")).unwrap();
    department.gets("odd.json", "{");
    let [inbox, outbox] = [department.at("inbox"), outbox].map(|path| path.to_str().unwrap().to_owned());
    assert_eq!(runs(&department, &["keys", "create"]).0, 0);
    let (code, told, said) = runs(&department, &["collect", &inbox, "--receipts", &outbox]);
    assert_eq!(code, 3, "{told}{said}");
    assert!(said.contains("bedside-receipt-learner-2"), "{said}");
    assert!(told.contains("new       Learner 1 (0071)") && told.contains("new       Learner 2 (0072)"), "{told}");
    assert!(told.contains("\n2 new, 0 known already, 1 refused\n"), "{told}");
    assert!(told.contains(&format!("\n1 record has no receipt in {outbox}\n")), "{told}");
    assert!(told.ends_with("what is counted here is kept; collect the same again for the rest\n"), "{told}");
    fs::remove_dir(Path::new(&outbox).join("bedside-receipt-learner-2-0072-sample-1-2026-11-20.json")).unwrap();
    let (_, told, _) = runs(&department, &["collect", &inbox, "--receipts", &outbox]);
    assert!(told.contains("\n1 record has no receipt in ") && !told.contains("collect the same again"), "{told}");
    assert_eq!(runs(&department, &["countersign", "--receipts", &outbox]).0, 0);
    assert_eq!(files(Path::new(&outbox)).len(), 2);
}

#[test]
fn answers_of_another_learner_are_told_again_until_one_of_the_two_is_revoked() {
    let department = Department::new();
    let ana = Graduate::named(&course(), 1, "Ana Lima").completes().hands_in();
    department.gets("ana.json", written(&ana)).gets("ben.json", copied(&ana, 2, "Ben Okri")).gets("cem.json", of(3, "Cem Can"));
    let alike = || department.collects().matches("alike").count();
    assert_eq!([alike(), alike()], [1, 1]);
    let ben = department.keeps().into_iter().find(|record| record.completion.name == "Ben Okri").unwrap().completion.record_id;
    revoke::run(&mut department.records(), ben.0, "a copy", department.now, &mut Vec::new()).unwrap();
    assert_eq!(alike(), 0);
}
