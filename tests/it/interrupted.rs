//! Work of a department that stops half way: what was done until then is in the log.

use std::fs;

use bedside::cli::Answer;
use bedside::cli::collecting::{Asked, Told};
use bedside::cli::command::{collect, countersign};
use bedside::cli::shelf::Shelf;
use bedside::record::Assurance;
use bedside::record::credential::Trust;
use bedside::record::seal::Key;
use jiff::SignedDuration;

use crate::collect::{Department, of};
use crate::support::graduate::sample;

#[test]
fn a_batch_that_was_signed_is_in_the_log_though_its_receipts_cannot_be_written() {
    let department = Department::new().without_key();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let key = Key::from_secret(&[9; 32]);
    fs::write(department.at("file"), "in the way").unwrap();
    let folder = department.at("file/receipts");
    let stopped = countersign::run(&mut department.records(), &key, Some(&folder), department.now, &mut Vec::new());
    assert!(stopped.unwrap_err().to_string().contains("receipts"));
    let (answer, text) = department.audits();
    assert_eq!(answer, Answer::Done);
    assert!(text.contains("countersign: 1 batch (1 record)"), "{text}");
}

#[test]
fn what_was_collected_is_in_the_log_though_nobody_hears_of_it() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana")).gets("ben.json", of(2, "Ben")).gets("odd.json", "{");
    let (shelf, partners, key) = (Shelf::of(sample()), Trust::default(), Key::from_secret(&[9; 32]));
    let asked = Asked {
        paths: vec![department.at("inbox")],
        shelf: &shelf,
        partners: &partners,
        key: Some(&key),
        assurance: Assurance::COUNTERSIGNED,
        now: department.now,
        tolerance: SignedDuration::from_mins(15),
        who: "jo".into(),
    };
    fs::write(department.at("file"), "in the way").unwrap();
    let folder = department.at("file/receipts");
    let stopped = collect::run(&asked, &mut department.records(), Told::Text, Some(&folder), false, &mut Vec::new(), &mut Vec::new());
    assert!(stopped.is_err());
    assert_eq!(department.keeps().len(), 2);
    let text = department.audits().1;
    assert!(text.contains("collect: 1 path, up to assurance 2 (2 new, 0 known, 1 refused, then stopped)"), "{text}");
}
