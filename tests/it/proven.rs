//! The tables that reports and exports read are held against the documents that were signed.

use bedside::cli::Answer;
use bedside::cli::collecting::Told;
use bedside::cli::command::{audit, purge, revoke};
use bedside::record::Records;
use bedside::record::proven::{REVOKE, named};
use bedside::record::records::Act;
use bedside::record::seal::Key;
use jiff::SignedDuration;
use rusqlite::Connection;
use uuid::Uuid;

use crate::audited::certifies;
use crate::collect::{Department, of};
use crate::support::deeds::Deeds as _;

/// Two records of hand-ins and one of another system, and what an audit says after somebody has changed the tables by other means.
fn changed(sql: &str) -> String {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana")).gets("ben.json", of(2, "Ben"));
    department.collects();
    let table = department.at("lms.csv");
    // Of several days the first column counts, whatever the order of their names.
    std::fs::write(&table, "staff id,name,Passed on,completed,expires on,score\n0073,Cem,2026-01-02,2026-01-09,2027-01-01,90\n").unwrap();
    department.collects_from(&table, Told::Text, None);
    let (answer, told) = department.audits();
    assert_eq!(answer, Answer::Done, "{told}");
    assert!(told.contains("3 records say what their documents say"), "{told}");
    let touched = Connection::open(department.at("data/records.db")).unwrap().execute(sql, []).unwrap();
    assert!(touched > 0);
    let (answer, told) = department.audits();
    assert_eq!(answer, Answer::No, "{sql}: {told}");
    let mut json = Vec::new();
    audit::run(&department.records(), audit::Asked { json: true, ..audit::Asked::default() }, &mut json).unwrap();
    let last: serde_json::Value = serde_json::from_str(String::from_utf8(json).unwrap().lines().last().unwrap()).unwrap();
    let count = |name: &str| last[name].as_array().unwrap().len();
    assert!(count("records_changed") + count("holders_changed") + count("batches_changed") > 0, "{last}");
    told
}

#[test]
fn a_column_that_says_more_than_its_document_is_found() {
    for (column, value) in [
        ("name", "'Dr Ana'"),
        ("staff_id", "'0099'"),
        ("course_version", "'9.9'"),
        ("completed_ms", "completed_ms + 1"),
        ("completed_on", "'2026-11-21'"),
        ("expires_on", "'2099-01-01'"),
        ("expires_on", "null"),
        ("score_percent", "100"),
        ("pass_mark", "10"),
        ("attempts", "99"),
        ("minutes", "minutes + 1"),
        ("key_id", "'did:key:z6Mk'"),
        ("assurance", "0"),
    ] {
        let told = changed(&format!("update completions set {column} = {value} where staff_id = '0071'"));
        let named = column.replace("completed_ms", "completed_at").replace("key_id", "key");
        assert!(told.contains("SAYS OTHERWISE THAN ITS DOCUMENT") && told.contains(&named), "{column}: {told}");
    }
    // A line of another system says what it said, and is never more than that.
    for (column, value) in [("expires_on", "'2099-01-01'"), ("name", "'Dr Cem'"), ("assurance", "2"), ("score_percent", "100")] {
        let told = changed(&format!("update completions set {column} = {value} where staff_id = '0073'"));
        assert!(told.contains("SAYS OTHERWISE THAN ITS DOCUMENT") && told.contains(column), "{column}: {told}");
    }
}

#[test]
fn a_report_that_was_made_to_say_otherwise_is_found() {
    for sql in [
        "update latest set expires_on = '2099-01-01' where staff_id = '0071'",
        "update latest set completed_on = '2027-01-01' where staff_id = '0071'",
        "update latest set staff_id = '0099' where staff_id = '0071'",
        "update latest set completed_ms = completed_ms + 1 where staff_id = '0071'",
        "update latest set assurance = 4 where staff_id = '0073'",
        "delete from latest where staff_id = '0071'",
        "update latest set record_id = zeroblob(16) where staff_id = '0072'",
        "insert into pass_beside select learner_id, course_id, zeroblob(16) from latest where staff_id = '0071'",
        "insert into pass_beside select l.learner_id, l.course_id, c.record_id from latest l join completions c on c.staff_id = '0072'
            where l.staff_id = '0071'",
        "delete from completions where staff_id = '0073'",
        "update completions set batch_id = zeroblob(16) where staff_id = '0073'",
    ] {
        let told = changed(sql);
        assert!(told.contains("IS NOT WHAT THE RECORDS SAY"), "{sql}: {told}");
    }
}

#[test]
fn a_quick_look_sees_the_signed_documents_alone_and_says_so() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let database = Connection::open(department.at("data/records.db")).unwrap();
    database.execute("update completions set score_percent = 100", []).unwrap();
    let looks = |quick: bool| {
        let mut out = Vec::new();
        let answer = audit::run(&department.records(), audit::Asked { quick, ..audit::Asked::default() }, &mut out).unwrap();
        (answer, String::from_utf8(out).unwrap())
    };
    let (answer, told) = looks(true);
    assert!(answer == Answer::Done && told.contains("without `--quick` it is"), "{told}");
    assert_eq!(looks(false).0, Answer::No);
    database.execute("update completions set doc = replace(doc, 'Ana', 'Eve')", []).unwrap();
    assert_eq!(looks(true).0, Answer::No);
}

#[test]
fn a_revocation_that_the_log_does_not_tell_of_is_found() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let database = Connection::open(department.at("data/records.db")).unwrap();
    let credential = "insert into certificate (learner_id, certificate_id, record_id, key_id, issued_ms, status_index, revoked_ms, doc)
        select learner_id, randomblob(16), record_id, ?1, 1, 0, 5, '{}' from completions";
    assert_eq!(database.execute(credential, [Key::from_secret(&[9; 32]).id().to_string()]).unwrap(), 1);
    let (answer, told) = department.audits();
    assert_eq!(answer, Answer::No);
    assert!(told.contains("revoked_at") && told.contains("IS NOT WHAT THE RECORDS SAY"), "{told}");
}

#[test]
fn what_was_revoked_and_erased_and_came_once_more_to_an_earlier_version_is_a_new_record() {
    for clock in [SignedDuration::from_hours(1), -SignedDuration::from_hours(1)] {
        let mut department = Department::new();
        department.gets("ana.json", of(1, "Ana"));
        department.collects();
        let came = department.has_taken().remove(0);
        let record = came.completion.record_id;
        certifies(&department);
        let revokes = |department: &Department, id: Uuid| {
            revoke::run(&mut department.records(), id, "by mistake", department.now, &mut Vec::new()).unwrap()
        };
        assert_eq!(revokes(&department, record.0), Answer::Done);
        purge::erase(&mut department.records(), "0071", &department.purge(), &mut Vec::new()).unwrap();
        assert_eq!(revokes(&department, Uuid::nil()), Answer::No, "nobody's credential stands for all who were erased");
        department.now += clock;
        department.takes_as_earlier_versions_did(&came);
        let (answer, told) = department.audits();
        assert_eq!(answer, Answer::Done, "{clock}: {told}");
        assert_eq!(department.keeps()[0].completion.revoked_at, None);
    }
}

#[test]
fn a_revocation_by_a_clock_that_is_behind_is_right_and_taking_it_out_by_hand_is_found() {
    for (clock, erases) in
        [(-SignedDuration::from_hours(3), false), (SignedDuration::from_hours(3), false), (-SignedDuration::from_hours(3), true)]
    {
        let mut department = Department::new();
        department.gets("ana.json", of(1, "Ana")).gets("ben.json", of(2, "Ben"));
        department.collects();
        let record = department.keeps()[0].completion.record_id;
        department.now += clock;
        let reason = "by mistake";
        assert_eq!(revoke::run(&mut department.records(), record.0, reason, department.now, &mut Vec::new()).unwrap(), Answer::Done);
        if erases {
            // Somebody else is erased since: what is taken out is not named, and yet it came after this one was revoked.
            purge::erase(&mut department.records(), "0072", &department.purge(), &mut Vec::new()).unwrap();
        }
        let (answer, told) = department.audits();
        assert_eq!(answer, Answer::Done, "{clock}: {told}");
        let database = Connection::open(department.at("data/records.db")).unwrap();
        assert_eq!(database.execute("delete from certificate", []).unwrap(), 1);
        let (answer, told) = department.audits();
        assert!(answer == Answer::No && told.contains("revoked_at"), "{clock}: {told}");
    }
}

#[test]
fn two_who_revoke_a_record_at_once_leave_one_of_both_moments() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let record = department.keeps()[0].completion.record_id;
    let (now, later) = (department.now, department.now + SignedDuration::from_millis(7));
    for at in [now, later] {
        let act = Act { at, who: "jo".into(), what: REVOKE.into(), to: named(record), why: "by mistake".into() };
        department.records().note(&act).unwrap();
    }
    department.records().revoke(record, now, "by mistake").unwrap();
    let (answer, told) = department.audits();
    assert_eq!(answer, Answer::Done, "{told}");
}

#[test]
fn a_revocation_that_was_stopped_after_the_log_is_done_by_the_same_once_more() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let record = department.keeps()[0].completion.record_id;
    certifies(&department);
    let (at, who) = (department.now, "jo".to_owned());
    department.records().note(&Act { at, who, what: REVOKE.into(), to: named(record), why: "by mistake".into() }).unwrap();
    assert_eq!(department.audits().0, Answer::No, "the log says so, and the records do not");
    let later = department.now + SignedDuration::from_mins(1);
    assert_eq!(revoke::run(&mut department.records(), record.0, "by mistake", later, &mut Vec::new()).unwrap(), Answer::Done);
    assert_eq!(department.audits().0, Answer::Done);
}

#[test]
fn a_record_that_nobody_signed_for_proves_itself_by_its_seal() {
    let department = Department::new().without_key();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    assert_eq!(department.audits().0, Answer::Done);
    let database = Connection::open(department.at("data/records.db")).unwrap();
    let both = "update completions set name = 'Eve', doc = replace(doc, 'Ana', 'Eve'); update latest set name = 'Eve'";
    database.execute_batch(both).unwrap();
    let (answer, told) = department.audits();
    assert_eq!(answer, Answer::No);
    assert!(told.contains("document"), "{told}");
}

#[test]
fn what_is_not_even_of_its_kind_is_told_with_the_record_and_the_column() {
    for (column, value) in
        [("score_percent", "'many'"), ("expires_on", "'soon'"), ("name", "x'00ff'"), ("attempts", "-1"), ("salt", "'salt'")]
    {
        let department = Department::new();
        department.gets("ana.json", of(1, "Ana")).gets("ben.json", of(2, "Ben"));
        department.collects();
        let ben = department.keeps()[1].completion.record_id.0;
        let database = Connection::open(department.at("data/records.db")).unwrap();
        database.execute(&format!("update completions set {column} = {value} where staff_id = '0072'"), []).unwrap();
        let said = audit::run(&department.records(), audit::Asked::default(), &mut Vec::new()).unwrap_err().to_string();
        assert!(said.contains(&format!("record {ben} holds in `{column}` what does not belong there")), "{column}: {said}");
    }
}

#[test]
fn every_row_that_cannot_be_read_is_told_and_so_is_all_else() {
    for quick in [false, true] {
        let department = Department::new();
        for number in 1..=24 {
            department.gets(&format!("{number}.json"), of(number, "Ana"));
        }
        department.collects();
        let table = department.at("lms.csv");
        std::fs::write(&table, "staff id,name,completed\n9001,Cem,2026-01-02\n9002,Dee,2026-01-03\n").unwrap();
        department.collects_from(&table, Told::Text, None);
        let kept = department.keeps();
        let database = Connection::open(department.at("data/records.db")).unwrap();
        // One is left that can be read, beside what another system said.
        let broken = "update completions set salt = 'salt', minutes = 'many' where staff_id not in ('9001', '9002', '0071')";
        assert_eq!(database.execute(broken, []).unwrap(), 23);
        database.execute("update completions set name = 'Eve' where staff_id = '9001'", []).unwrap();
        database.execute("update latest set course_id = 'No Course!' where staff_id = '9002'", []).unwrap();
        let mut out = Vec::new();
        let asked = audit::Asked { quick, ..audit::Asked::default() };
        let said = audit::run(&department.records(), asked, &mut out).unwrap_err();
        assert_eq!(said.code(), 3);
        let (said, told) = (said.to_string(), String::from_utf8(out).unwrap());
        let lines: Vec<&str> = said.lines().collect();
        for line in &lines[..20] {
            assert!(line.contains("record ") && line.ends_with("what does not belong there"), "{line}");
        }
        assert!(lines[0].contains(&format!("record {} holds in `minutes` ", kept[1].completion.record_id.0)), "{}", lines[0]);
        // Without the columns nobody sees what a report reads of a course that is none.
        assert_eq!(lines[20], if quick { "and 3 more" } else { "and 4 more" }, "{said}");
        assert!(lines[21].starts_with("everything kept before is as it was") && lines.len() == 22, "{said}");
        assert!(told.contains("IS NOT WHAT WAS SIGNED") && told.contains("1 countersigned batch holds"), "{told}");
        assert_eq!(told.contains("SAYS OTHERWISE THAN ITS DOCUMENT OR THE LOG: name"), !quick, "{told}");
    }
}

#[test]
fn a_column_that_cannot_be_read_leaves_its_batch_what_was_signed() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana")).gets("ben.json", of(2, "Ben"));
    department.collects();
    let database = Connection::open(department.at("data/records.db")).unwrap();
    database.execute("update completions set minutes = 'many' where staff_id = '0072'", []).unwrap();
    let mut out = Vec::new();
    audit::run(&department.records(), audit::Asked { json: true, ..audit::Asked::default() }, &mut out).unwrap_err();
    let last: serde_json::Value = serde_json::from_str(String::from_utf8(out).unwrap().lines().last().unwrap()).unwrap();
    assert_eq!((&last["rows_unreadable"], &last["batches_hold"], &last["records_hold"]), (&1.into(), &1.into(), &1.into()), "{last}");
}
