//! Work of a department that stops half way: what was done until then is in the log.

use std::fs;

use bedside::cli::collecting::{Asked, Told};
use bedside::cli::command::{audit, collect, countersign, keys, purge, revoke};
use bedside::cli::shelf::Shelf;
use bedside::cli::{Answer, Failure};
use bedside::record::credential::Trust;
use bedside::record::seal::Key;
use bedside::record::{Assurance, Records};
use bedside::store;
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

#[test]
fn a_collecting_of_more_than_one_batch_is_in_the_log_before_its_first_is_kept() {
    let department = Department::new();
    let lines: String = (0..16_385).map(|number| format!("{number},Person {number},sample,2026-01-02\n")).collect();
    let table = department.at("lms.csv");
    fs::write(&table, format!("staff id,name,course,completed on\n{lines}")).unwrap();
    department.collects_from(&table, Told::Text, None);
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let text = department.audits().1;
    let acts: Vec<&str> = text.lines().filter_map(|line| line.split_once("collect: ").map(|(_, act)| act)).collect();
    let [begun, done, one] = acts.as_slice() else { panic!("three acts: {text}") };
    assert_eq!(*begun, "1 path, up to assurance 2 (begun)", "{text}");
    assert!(done.contains("16385 new") && one.contains("1 new"), "{text}");
    assert!(!text.contains("of which the log has no act"), "{text}");
}

#[test]
fn a_batch_of_which_the_log_has_no_act_is_named_by_an_audit_and_holds_all_the_same() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let taken = rusqlite::Connection::open(department.at("data/records.db")).unwrap();
    let id: String = department.records().batches().unwrap()[0].batch.id.to_string();
    // As if the machine had stopped between the two.
    assert_eq!(taken.execute("delete from audit where what = 'collect'", []).unwrap(), 1);
    drop(taken);
    for quick in [true, false] {
        let (mut lines, mut json) = (Vec::new(), Vec::new());
        let asked = audit::Asked { quick, ..audit::Asked::default() };
        assert_eq!(audit::run(&department.records(), asked, &mut lines).unwrap(), Answer::Done);
        let lines = String::from_utf8(lines).unwrap();
        assert!(lines.contains(&format!("batch {id} came at a moment of which the log has no act")), "{lines}");
        audit::run(&department.records(), audit::Asked { json: true, ..asked }, &mut json).unwrap();
        let last: serde_json::Value = serde_json::from_str(String::from_utf8(json).unwrap().lines().last().unwrap()).unwrap();
        assert_eq!(last["batches_unaccounted"], serde_json::json!([id]), "{last}");
    }
}

/// Keeps the log from taking anything, or lets it again: as if the machine stopped between a deed and its act.
fn log_takes(department: &Department, anything: bool) {
    let records = rusqlite::Connection::open(department.at("data/records.db")).unwrap();
    let sql = if anything {
        "drop trigger stopped"
    } else {
        "create trigger stopped before insert on audit begin select raise(abort, 'the machine stopped'); end"
    };
    records.execute_batch(sql).unwrap();
}

type Deed<'a> = Box<dyn Fn() -> Result<Answer, Failure> + 'a>;

#[test]
fn nothing_is_done_that_does_not_come_into_the_log() {
    let department = Department::new().without_key();
    department.gets("ana.json", of(1, "Ana")).gets("ben.json", of(2, "Ben"));
    department.collects();
    let place = store::At::Folder(department.at("data"));
    let record = department.keeps()[0].completion.record_id;
    let asked = purge::Asked { today: "2099-01-01".parse().unwrap(), ..department.purge() };
    let (key, now) = (Key::from_secret(&[9; 32]), department.now);
    let stands = || {
        let records = department.records();
        let kept = department.keeps();
        let counting = kept.iter().filter(|kept| kept.completion.revoked_at.is_none() && !kept.held).count();
        let unsigned = records.batches().unwrap().iter().filter(|batch| batch.countersigned.is_none()).count();
        (kept.len(), counting, unsigned, records.tokens().unwrap().len(), department.at("data/department-key.pem").exists())
    };
    let whose = department.keeps()[1].completion.learner_id.0.to_string();
    let deeds: [(&str, Deed<'_>); 7] = [
        ("countersign", Box::new(|| countersign::run(&mut department.records(), &key, None, now, &mut Vec::new()))),
        ("give-token", Box::new(|| keys::give(&place, "0071", "Ana", 9, now, &mut Vec::new()))),
        ("hold", Box::new(|| purge::hold(&mut department.records(), &whose, true, &asked, &mut Vec::new()))),
        ("release", Box::new(|| purge::hold(&mut department.records(), &whose, false, &asked, &mut Vec::new()))),
        ("revoke", Box::new(|| revoke::run(&mut department.records(), record.0, "by mistake", now, &mut Vec::new()))),
        ("create-key", Box::new(|| keys::create((&place, &department.at("data")), None, now, &mut Vec::new()))),
        ("erase", Box::new(|| purge::erase(&mut department.records(), &whose, &asked, &mut Vec::new()))),
    ];
    for (what, deed) in deeds {
        let before = stands();
        log_takes(&department, false);
        assert!(deed().is_err(), "{what}");
        assert_eq!(stands(), before, "{what}");
        log_takes(&department, true);
        assert_eq!(deed().unwrap(), Answer::Done, "{what}");
        assert_ne!(stands(), before, "{what}");
        let (answer, text) = department.audits();
        assert!(answer == Answer::Done && text.contains(&format!("{what}: ")), "{what}: {text}");
    }
}
