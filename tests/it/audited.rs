//! What an audit holds against the log and the certificates: what a record is worth, what was issued for it, and who is held back.

use bedside::cli::Answer;
use bedside::cli::command::{audit, issue, purge, revoke};
use bedside::record::records::Act;
use bedside::record::seal::Key;
use bedside::record::{Assurance, Records};
use rusqlite::Connection;

use crate::collect::{Department, course, of};

/// Signs a certificate for each of a department's records.
pub(crate) fn certifies(department: &Department) {
    let own = toml::from_str("name = \"Department of Medicine\"\nstatus_list = \"https://example.org/status\"\n").unwrap();
    let (key, course) = (Key::from_secret(&[9; 32]), course());
    let by = issue::By { key: &key, department: &own, course: &course };
    issue::run(&mut department.records(), &by, None, department.now, &mut Vec::new()).unwrap();
}

/// Ana and Ben have certificates, and Ben's was revoked.
fn department() -> Department {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana")).gets("ben.json", of(2, "Ben"));
    department.collects();
    certifies(&department);
    let ben = department.keeps()[1].completion.record_id.0;
    revoke::run(&mut department.records(), ben, "by mistake", department.now, &mut Vec::new()).unwrap();
    let (answer, told) = department.audits();
    assert_eq!(answer, Answer::Done, "{told}");
    department
}

fn changes(department: &Department, sql: &str) {
    assert!(Connection::open(department.at("data/records.db")).unwrap().execute(sql, []).unwrap() > 0, "{sql}");
}

#[test]
fn a_certificate_whose_columns_say_otherwise_than_it_is_found() {
    let other = Key::from_secret(&[8; 32]).id();
    for (set, named) in [
        ("issued_ms = issued_ms + 86400000", "issued_at"),
        ("status_index = status_index + 7", "status"),
        (&*format!("key_id = '{other}'"), "key"),
        ("learner_id = x'0102030405060708090a0b0c0d0e0f10'", "learner_id, record_id"),
        ("record_id = x'0102030405060708090a0b0c0d0e0f10'", "record_id"),
        ("certificate_id = x'0102030405060708090a0b0c0d0e0f10'", "certificate_id"),
        ("doc = replace(doc, 'Level 2 of 4', 'Level 4 of 4')", "assurance"),
        ("doc = '{}'", "document"),
        ("revoked_ms = 5", "revoked_at"),
    ] {
        let department = department();
        changes(&department, &format!("update certificate set {set} where revoked_ms is null"));
        let (answer, told) = department.audits();
        let line = told.lines().find(|line| line.starts_with("CERTIFICATE ")).unwrap_or_default();
        let said = line.ends_with(&format!(" SAYS OTHERWISE THAN ITS DOCUMENT, ITS RECORD OR THE LOG: {named}"));
        assert!(answer == Answer::No && said, "{set}: {told}");
    }
    let department = department();
    changes(&department, "update certificate set revoke_reason = 'none' where revoked_ms > 0");
    assert!(department.audits().1.contains("THE LOG: revoke_reason"));
    let mut json = Vec::new();
    audit::run(&department.records(), audit::Asked { json: true, ..audit::Asked::default() }, &mut json).unwrap();
    let last: serde_json::Value = serde_json::from_str(String::from_utf8(json).unwrap().lines().last().unwrap()).unwrap();
    assert_eq!(last["certificates_changed"][0]["columns"][0], "revoke_reason", "{last}");
}

#[test]
fn a_certificate_that_cannot_be_read_is_named_and_all_else_is_told() {
    for (column, value) in [("status_index", "'first'"), ("revoked_ms", "'soon'"), ("doc", "x'00ff'")] {
        let department = department();
        let ana = department.keeps()[0].completion.record_id.0;
        changes(&department, &format!("update certificate set {column} = {value} where revoked_ms is null"));
        let said = audit::run(&department.records(), audit::Asked::default(), &mut Vec::new()).unwrap_err();
        let (code, said) = (said.code(), said.to_string());
        assert!(code == 3 && said.contains(&format!("certificate {ana} holds in `{column}` what does not belong there")), "{said}");
    }
}

#[test]
fn a_record_is_worth_what_its_certificate_and_the_log_say_and_no_more() {
    let raise = "update completions set assurance = 4 where staff_id = '0071'";
    let latest = "update latest set assurance = 4 where staff_id = '0071'";
    let with_certificate = department();
    changes(&with_certificate, raise);
    changes(&with_certificate, latest);
    let (answer, told) = with_certificate.audits();
    assert!(answer == Answer::No && told.contains("ITS RECORD OR THE LOG: assurance"), "{told}");

    for (assurance, expected) in
        [(Assurance::COUNTERSIGNED, Answer::No), (Assurance::HOSTED, Answer::No), (Assurance::PROCTORED, Answer::Done)]
    {
        let mut department = Department::new();
        department.assurance = assurance;
        department.gets("ana.json", of(1, "Ana"));
        department.collects();
        assert_eq!(department.audits().0, Answer::Done);
        Connection::open(department.at("data/records.db")).unwrap().execute_batch(&format!("{raise}; {latest}")).unwrap();
        let (answer, told) = department.audits();
        assert_eq!(answer, expected, "{told}");
        assert_eq!(told.contains("SAYS OTHERWISE THAN ITS DOCUMENT OR THE LOG: assurance"), expected == Answer::No, "{told}");
    }
}

#[test]
fn a_hold_that_nobody_noted_is_found() {
    for sql in [
        "delete from legal_hold",
        "delete from legal_hold where learner_id <> zeroblob(16)",
        "insert into legal_hold (learner_id, staff_id) values (zeroblob(16), '0072')",
    ] {
        let department = department();
        let holds =
            |whose: &str, held: bool| purge::hold(&mut department.records(), whose, held, &department.purge(), &mut Vec::new()).unwrap();
        assert_eq!((holds("0071", true), holds("0072", true), holds("0072", false)), (Answer::Done, Answer::Done, Answer::Done));
        let (answer, told) = department.audits();
        assert!(answer == Answer::Done && told.contains("release: 1 record; held back in all: 1 person by 2 ids (request 7)"), "{told}");
        changes(&department, sql);
        let (answer, told) = department.audits();
        let is_found = told.contains("WHO IS HELD BACK IS NOT WHAT THE LOG SAYS: ") && told.contains("1 person by 2 ids by the log");
        assert!(answer == Answer::No && is_found, "{sql}: {told}");
    }
    // An earlier version did not count.
    let department = department();
    let act = Act { at: department.now, who: "jo".into(), what: "hold".into(), to: "1 record".into(), why: "case 12".into() };
    department.records().note(&act).unwrap();
    assert_eq!(department.audits().0, Answer::Done);
}
