//! What a revocation does: the completion no longer counts anywhere, and everything says so.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use bedside::cli::Answer;
use bedside::cli::collecting::Told;
use bedside::cli::command::export::{self, Wanted};
use bedside::cli::command::report::{Report, Roster};
use bedside::cli::command::{batches, issue, purge, revoke, send, status_list};
use bedside::cli::records::Records;
use bedside::journey::{CertificateId, Introduction};
use bedside::record::credential::{StatusList, Trust, Trusted, list, place, verify};
use bedside::record::format::named;
use bedside::record::records::Issued;
use bedside::record::report::{By, Rules};
use bedside::record::seal::Key;
use bedside::record::{Assurance, Records as _};
use bedside::store::Outbox;
use jiff::SignedDuration;
use jiff::civil::date;

use crate::audited::certifies;
use crate::collect::{Department, course, of, runs, written};
use crate::support::deeds::Deeds as _;
use crate::support::graduate::{Graduate, sample};
use crate::support::kept::gathered;

/// Ana has completed the course twice, Ben once; both have certificates of the department.
fn department() -> (Department, [CertificateId; 3]) {
    let mut department = Department::new();
    let course = Arc::new(sample());
    let mut ana = Graduate::named(&course, 1, "Ana").completes();
    let ben = Graduate::named(&course, 2, "Ben").completes().hands_in();
    let first = ana.hands_in();
    let again = ana.after(SignedDuration::from_hours(24 * 350)).takes(|_| true).earns().hands_in();
    department.now = "2027-12-01T12:00:00Z".parse().unwrap();
    department.gets("a.json", written(&first)).gets("b.json", written(&ben)).gets("c.json", written(&again));
    assert!(department.collects().contains("3 new"));
    let own = toml::from_str("name = \"Department of Medicine\"\nstatus_list = \"https://medicine.example.org/status\"\n").unwrap();
    let key = Key::from_secret(&[9; 32]);
    let by = issue::By { key: &key, department: &own, course: &course };
    issue::run(&mut department.records(), &by, None, department.now, &mut Vec::new()).unwrap();
    (department, [first.record_id, ben.record_id, again.record_id])
}

fn revokes(department: &Department, record: CertificateId) -> Answer {
    revoke::run(&mut department.records(), record.0, "by mistake", department.now, &mut Vec::new()).unwrap()
}

/// What the report says of Ana and Ben.
fn report(department: &Department, least: Assurance) -> Vec<String> {
    let roster = department.at("people.csv");
    std::fs::write(&roster, "staff id,name,hired\n0071,Ana,2020-01-01\n0072,Ben,2020-01-01\n").unwrap();
    let records = Records::Department(Box::new(department.records()));
    let rules = Rules { today: date(2027, 11, 10), soon: 30, within: None };
    let course = course();
    let roster = Roster { file: &roster, by: By::Department, rules, least };
    let none = std::collections::BTreeMap::new();
    let mut out = Vec::new();
    Report::of(&records, &course, roster, &none).unwrap().csv(&mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    let mut lines = out.lines();
    let place = lines.next().unwrap().split(',').position(|name| name == "standing").unwrap();
    lines.map(|line| line.split(',').nth(place).unwrap().to_owned()).collect()
}

fn exported(department: &Department, format: &str) -> String {
    let records = Records::Department(Box::new(department.records()));
    let mut out = Vec::new();
    export::write(&records, &course(), &Wanted::all(named(format).unwrap()), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Somebody tries what a later day will bring, and forgets that this is signed and noted.
#[test]
fn what_is_done_by_a_day_that_was_set_says_so() {
    let (department, [_, ben, _]) = department();
    let says = |words: &[&str]| {
        let (code, _, said) = runs(&department, words);
        (code, said.contains("going by 2028-02-01, as `--today` or BEDSIDE_TODAY says"))
    };
    let record = ben.0.to_string();
    assert_eq!(says(&["revoke", &record, "--reason", "a try", "--today", "2028-02-01"]), (0, true));
    let (code, _, said) = runs(&department, &["revoke", &record, "--reason", "for good"]);
    assert_eq!((code, said.contains("going by")), (1, false), "{said}");
    // Who only looks signs nothing.
    assert_eq!(says(&["audit", "--quick", "--today", "2028-02-01"]), (0, false));
}

#[test]
fn a_report_counts_the_pass_before_it_or_none() {
    let (department, [first, ben, again]) = department();
    for least in [Assurance::SELF_ATTESTED, Assurance::COUNTERSIGNED] {
        assert_eq!(report(&department, least), ["complete", "expiring"]);
    }
    assert_eq!((revokes(&department, again), revokes(&department, ben)), (Answer::Done, Answer::Done));
    for least in [Assurance::SELF_ATTESTED, Assurance::COUNTERSIGNED] {
        assert_eq!(report(&department, least), ["expiring", "due"], "Ana's first one counts again; Ben has begun, and holds nothing");
    }
    assert_eq!(revokes(&department, first), Answer::Done);
    assert_eq!(report(&department, Assurance::SELF_ATTESTED), ["due", "due"]);
    let (answer, told) = department.audits();
    assert_eq!(answer, Answer::Done, "{told}");
}

#[test]
fn tables_say_when_and_other_formats_leave_it_out() {
    let (department, [_, ben, _]) = department();
    let count = |format: &str, words: &str| exported(&department, format).matches(words).count();
    assert_eq!((count("jsonl", "\"revoked_at\":null"), count("ics", "BEGIN:VEVENT")), (3, 2), "Ana's first one was renewed since");
    let verb = "/verbs/completed\"";
    assert!(count("xapi", verb) >= 3);
    let told = count("xapi", verb);
    revokes(&department, ben);
    let rows = exported(&department, "jsonl");
    let row = rows.lines().find(|row| row.contains(&ben.0.to_string())).unwrap();
    assert!(row.contains("\"revoked_at\":\"2027-12-01T12:00:00Z\""), "{row}");
    assert!(exported(&department, "csv").lines().any(|line| line.ends_with(",2027-12-01T12:00:00Z")));
    assert_eq!((count("jsonl", "\"revoked_at\":null"), count("ics", "BEGIN:VEVENT")), (2, 1));
    assert!(count("xapi", verb) < told, "what he did stays, that he completed does not");
    let mut revoked = Vec::new();
    Records::Department(Box::new(department.records())).each_revoked(|row| revoked.push(row.record_id)).unwrap();
    assert_eq!(revoked, [ben]);
}

#[test]
fn a_store_hears_nothing_of_a_completion_that_was_revoked_before_it_was_sent() {
    const TO: &str = "https://lrs.example.org/xapi";
    let (department, [_, ben, again]) = department();
    let mut outbox = Outbox::open(&department.at("data")).unwrap();
    let fills = |outbox: &mut Outbox| {
        let records = Records::Department(Box::new(department.records()));
        send::fill(outbox, TO, &records, &course(), "https://training.example.org", department.now).unwrap();
    };
    let waits = |outbox: &Outbox| {
        let waiting = outbox.waiting(TO, 10_000).unwrap();
        (waiting.len(), waiting.iter().filter(|one| one.body.contains("/verbs/completed\"")).count())
    };
    fills(&mut outbox);
    let (all, completed) = waits(&outbox);
    let lessons = completed - 3;
    revokes(&department, ben);
    fills(&mut outbox);
    assert_eq!(waits(&outbox), (all - 3, lessons + 2), "that he began, completed and passed it; what he answered stays");
    // What is sent anew does not say so either.
    let sent = outbox.waiting(TO, 10_000).unwrap();
    outbox.sent(TO, &sent, department.now).unwrap();
    revokes(&department, again);
    outbox.again(TO, true).unwrap();
    fills(&mut outbox);
    assert_eq!(waits(&outbox), (all - 6, lessons + 1));
}

#[test]
fn a_calendar_has_the_day_of_the_certificate_that_counts_longest() {
    let (department, [_, ben, again]) = department();
    let days = || exported(&department, "ics").matches("DTSTART;VALUE=DATE:").count();
    assert!(exported(&department, "ics").contains("DTSTART;VALUE=DATE:20281105") && days() == 2, "hers that was renewed is not in it");
    revokes(&department, ben);
    revokes(&department, again);
    assert!(exported(&department, "ics").contains("DTSTART;VALUE=DATE:20271120") && days() == 1, "her first one counts again");
}

/// A computer on the ward has one account, and each who uses it a staff id.
#[test]
fn a_calendar_has_a_day_for_each_staff_id_of_one_account() {
    let mut department = Department::new();
    department.now = "2029-12-01T12:00:00Z".parse().unwrap();
    let course = Arc::new(sample());
    let who = |name: &str, staff_id: &str| Introduction { name: name.into(), staff_id: staff_id.into(), ..Introduction::default() };
    let mut person = Graduate::new(&course, 1, who("Ana", "")).completes();
    let mut handed = vec![written(&person.hands_in())];
    for (name, staff_id) in [("Ana", "0071"), ("Ben", "0072"), ("Ben", "0072")] {
        person = person.after(SignedDuration::from_hours(24 * 340)).introduces(who(name, staff_id)).takes(|_| true).earns();
        handed.push(written(&person.hands_in()));
    }
    for (place, bytes) in handed.iter().enumerate() {
        department.gets(&format!("{place}.json"), bytes);
    }
    assert!(department.collects().contains("4 new"));
    let calendar = exported(&department, "ics");
    let mut days: Vec<&str> = calendar.lines().filter_map(|line| line.strip_prefix("DTSTART;VALUE=DATE:")).collect();
    days.sort_unstable();
    assert_eq!(days, ["20281026", "20300905"], "Ana's renewal and Ben's, and none that was renewed");
}

#[test]
fn another_department_gets_its_place_in_the_batch_and_no_more() {
    let (department, [first, ben, _]) = department();
    let key = Key::from_secret(&[9; 32]);
    let hands_on = || {
        let mut out = Vec::new();
        batches::write(&department.records(), &key, None, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    assert!(hands_on().contains(&ben.0.to_string()));
    revokes(&department, ben);
    let after = hands_on();
    assert!(!after.contains(&ben.0.to_string()) && after.contains("{\"left_out\":") && after.contains(&first.0.to_string()));
}

#[test]
fn whoever_revokes_a_certificate_that_names_no_status_list_is_told_that_nobody_hears_of_it() {
    for (list, told) in [
        ("", "the certificate names no status list, so nobody who checks it hears of it: tell those who rely on it\n"),
        ("status_list = \"https://medicine.example.org/status\"\n", "hear of it once you publish a new status list\n"),
    ] {
        let department = Department::new();
        department.gets("b.json", of(2, "Ben"));
        department.collects();
        let own = toml::from_str(&format!("name = \"Department of Medicine\"\n{list}")).unwrap();
        let course = Arc::new(sample());
        let by = issue::By { key: &Key::from_secret(&[9; 32]), department: &own, course: &course };
        issue::run(&mut department.records(), &by, None, department.now, &mut Vec::new()).unwrap();
        let record = department.keeps()[0].completion.record_id;
        let mut out = Vec::new();
        revoke::run(&mut department.records(), record.0, "by mistake", department.now, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains(told), "{out}");
    }
}

#[test]
fn what_is_revoked_already_is_told_so() {
    let (department, [first, ..]) = department();
    assert_eq!(revokes(&department, first), Answer::Done);
    let mut out = Vec::new();
    assert_eq!(revoke::run(&mut department.records(), first.0, "again", department.now, &mut out).unwrap(), Answer::No);
    assert_eq!(String::from_utf8(out).unwrap(), "nothing was revoked: it is revoked already, since 2027-12-01\n");
}

/// Whoever forged a record must not keep a valid certificate by asking to be erased.
#[test]
fn the_certificate_of_somebody_who_was_erased_is_revoked_by_its_id() {
    let (department, [_, ben, _]) = department();
    let issued = || gathered::<Issued>(|visit| department.records().each_issued(visit));
    let documents: Vec<String> = issued().into_iter().filter(|issued| issued.record == ben).map(|issued| issued.document).collect();
    purge::erase(&mut department.records(), "0072", &department.purge(), &mut Vec::new()).unwrap();
    let (key, address) = (Key::from_secret(&[9; 32]), "https://medicine.example.org/status");
    let own = toml::from_str(&format!("name = \"Department of Medicine\"\nstatus_list = \"{address}\"\n")).unwrap();
    let revoked_places = || issued().into_iter().filter(|issued| issued.revoked.is_some()).count();
    let says = || {
        let mut out = Vec::new();
        let answer = revoke::run(&mut department.records(), ben.0, "it was forged", department.now, &mut out).unwrap();
        (answer, String::from_utf8(out).unwrap())
    };
    let (answer, told) = says();
    assert!(answer == Answer::Done && told.starts_with("revoked: the certificate alone, for its record was erased before\n"), "{told}");
    assert!(told.contains("once you publish a new status list") && revoked_places() == 1, "{told}");
    assert_eq!(says(), (Answer::No, "nothing was revoked: it is revoked already, since 2027-12-01\n".to_owned()));
    let (answer, log) = department.audits();
    assert!(answer == Answer::Done && log.contains(&format!("revoke: record {} (it was forged)", ben.0)) && !log.contains("0072"), "{log}");
    let list = status_list::text(&department.records(), &key, &own, address, department.now, 31).unwrap();
    let lists = [StatusList::read(list.as_bytes()).unwrap()];
    let trust = Trust { issuer: vec![Trusted { name: "Medicine".into(), did: key.id() }] };
    assert_eq!(
        documents.iter().map(|one| verify(one.as_bytes(), &trust, &lists, department.now).verdict.word()).collect::<Vec<_>>(),
        ["revoked"]
    );
    // The same file comes again: what was taken back stays so.
    let mut department = department;
    department.now += SignedDuration::from_hours(1);
    let told = department.collects();
    assert!(told.contains("0 new, 2 known already, 1 refused"), "{told}");
    let why = format!("the record {} was revoked here on 2027-12-01 (\"it was forged\") and erased since;", ben.0);
    assert!(told.contains(&why) && told.contains("after `bedside forget`, is another record and is taken;"), "{told}");
    let final_word = "nothing was undone: a certificate was issued for that record, and others may have heard of its revocation\n";
    assert_eq!(undoes(&department, ben), (Answer::No, final_word.to_owned()));
    assert_eq!(department.audits().0, Answer::Done);
}

/// Ana's hand-in, for which no certificate was issued, and a line of another system that tells of Ben.
fn without_certificates() -> (Department, [CertificateId; 2]) {
    let mut department = Department::new();
    department.now = "2026-12-01T12:00:00Z".parse().unwrap();
    department.gets("a.json", written(&Graduate::named(&Arc::new(sample()), 1, "Ana").completes().hands_in()));
    assert!(department.collects().contains("1 new"));
    let table = department.at("lms.csv");
    std::fs::write(&table, "staff id,name,completed on,expires on\n0072,Ben,2026-11-20,2027-11-19\n").unwrap();
    department.collects_from(&table, Told::Text, None);
    let kept = department.keeps();
    let id = |staff_id: &str| kept.iter().find(|record| record.completion.staff_id == staff_id).unwrap().completion.record_id;
    let both = [id("0071"), id("0072")];
    (department, both)
}

fn undoes(department: &Department, record: CertificateId) -> (Answer, String) {
    let mut out = Vec::new();
    let answer = revoke::undo(&mut department.records(), record.0, "it was right", department.now, &mut out).unwrap();
    (answer, String::from_utf8(out).unwrap())
}

#[test]
fn what_came_again_after_its_erasure_is_revoked_whatever_was_revoked_of_it_before() {
    let department = Department::new();
    department.gets("b.json", of(2, "Ben"));
    department.collects();
    certifies(&department);
    let record = department.keeps()[0].completion.record_id;
    let came = department.has_taken().remove(0);
    let learner = came.completion.learner_id.0.to_string();
    assert_eq!(purge::erase(&mut department.records(), &learner, &department.purge(), &mut Vec::new()).unwrap(), Answer::Done);
    assert_eq!(revokes(&department, record), Answer::Done);
    assert_eq!(revokes(&department, record), Answer::No);
    department.takes_as_earlier_versions_did(&came);
    assert_eq!(department.keeps()[0].completion.revoked_at, None);
    assert_eq!(revokes(&department, record), Answer::Done);
    assert!(department.keeps()[0].completion.revoked_at.is_some());
}

#[test]
fn a_record_without_a_certificate_is_revoked_and_counts_again_once_that_is_undone() {
    let (department, [ana, ben]) = without_certificates();
    let looks = || {
        let counts = ["\"revoked_at\":null", "BEGIN:VEVENT"].into_iter().zip(["jsonl", "ics"]);
        let counts: Vec<usize> = counts.map(|(words, format)| exported(&department, format).matches(words).count()).collect();
        let (answer, told) = department.audits();
        assert_eq!(answer, Answer::Done, "{told}");
        (report(&department, Assurance::SELF_ATTESTED), counts)
    };
    let before = looks();
    assert_eq!(before.1, [2, 2]);
    assert_eq!(undoes(&department, ben), (Answer::No, "nothing was undone: that record was not revoked\n".to_owned()));
    assert_eq!((revokes(&department, ana), revokes(&department, ben)), (Answer::Done, Answer::Done));
    assert_eq!(looks(), (vec!["due".to_owned(), "due".to_owned()], vec![0, 0]));
    assert_eq!((revokes(&department, ben), department.audits().0), (Answer::No, Answer::Done));
    for record in [ana, ben] {
        assert_eq!(undoes(&department, record), (Answer::Done, "the completion counts again\n".to_owned()));
    }
    assert_eq!(looks(), before);
    let log = department.audits().1;
    for act in ["revoke", "reinstate"] {
        assert!(log.contains(&format!("{act}: record {}", ben.0)), "{log}");
    }
    assert_eq!(revokes(&department, ben), Answer::Done, "and may be revoked once more");
    assert_eq!(department.audits().0, Answer::Done);
}

#[test]
fn a_revoked_record_gets_no_certificate_and_takes_no_place_in_the_status_list() {
    let (department, [ana, _]) = without_certificates();
    revokes(&department, ana);
    certifies(&department);
    assert!(department.records().issued_for(ana).unwrap().is_empty());
    undoes(&department, ana);
    certifies(&department);
    let issued = department.records().issued_for(ana).unwrap();
    assert_eq!(issued.iter().map(|issued| issued.status).collect::<Vec<_>>(), [place(ana, &BTreeSet::new()).unwrap()]);
    revokes(&department, ana);
    let (answer, told) = undoes(&department, ana);
    assert!(answer == Answer::No && told.contains("others may have heard of its revocation"), "{told}");
    assert_eq!(department.audits().0, Answer::Done);
}

#[test]
fn a_revoked_record_that_is_erased_leaves_nothing_and_stays_out_until_its_revocation_is_undone() {
    let (mut department, [ana, ben]) = without_certificates();
    revokes(&department, ana);
    revokes(&department, ben);
    for staff_id in ["0071", "0072"] {
        purge::erase(&mut department.records(), staff_id, &department.purge(), &mut Vec::new()).unwrap();
    }
    assert_eq!((department.audits().0, department.keeps().len()), (Answer::Done, 0));
    department.now += SignedDuration::from_hours(1);
    let tables = || department.collects_from(&department.at("lms.csv"), Told::Json, None).1;
    for told in [department.collects_as(Told::Json, None).1, tables()] {
        assert!(told.contains("\"reason\":\"revoked-before\"") && told.contains("\"new\":0"), "{told}");
    }
    assert_eq!((department.audits().0, department.keeps().len()), (Answer::Done, 0));
    for record in [ana, ben] {
        let told = "the record was erased; it is taken, and counts, once it is collected again from the learner's own file, or the table it stood in\n";
        assert_eq!(undoes(&department, record), (Answer::Done, told.to_owned()));
        assert_eq!(undoes(&department, record).0, Answer::No);
    }
    assert!(department.collects().contains("1 new") && tables().contains("\"new\":1"));
    assert!(department.keeps().iter().all(|record| record.completion.revoked_at.is_none()));
    assert_eq!(department.audits().0, Answer::Done);
}

#[test]
fn a_mended_line_of_another_system_counts_once_the_wrong_one_is_revoked() {
    let (department, [_, ben]) = without_certificates();
    let collects = |until: &str| {
        let table = department.at("lms.csv");
        std::fs::write(&table, format!("staff id,name,completed on,expires on\n0072,Ben,2026-11-20,{until}\n")).unwrap();
        department.collects_from(&table, Told::Text, None).1
    };
    let stands = || report(&department, Assurance::SELF_ATTESTED)[1].clone();
    let (wrong, right, better) = ("2027-11-19", "2027-01-19", "2028-11-19");
    let told = collects(right);
    assert!(
        told.contains(&format!("stays as it is: {}\n", ben.0)) && told.contains("with `bedside revoke`, and collect the table"),
        "{told}"
    );
    assert_eq!((revokes(&department, ben), stands().as_str()), (Answer::Done, "due"));
    assert!(collects(right).contains("1 new"));
    assert_eq!(stands(), "overdue", "the line that was mended counts, and not the wrong one");
    for (line, known) in [(right, "1 known already"), (wrong, "1 known already"), (better, "1 refused")] {
        let told = collects(line);
        assert!(told.contains(known) && told.contains("0 new"), "{told}");
    }
    assert_eq!(department.audits().0, Answer::Done, "{}", department.audits().1);
    let mended = department.keeps().into_iter().find(|kept| kept.completion.staff_id == "0072" && kept.completion.revoked_at.is_none());
    assert_eq!(revokes(&department, mended.unwrap().completion.record_id), Answer::Done);
    assert!(collects(better).contains("1 new") && collects(better).contains("1 known already"));
    assert_eq!((stands().as_str(), department.audits().0), ("complete", Answer::Done));
    let mut handed_on = Vec::new();
    batches::write(&department.records(), &Key::from_secret(&[9; 32]), None, &mut handed_on).unwrap();
    assert!(String::from_utf8(handed_on).unwrap().contains("{\"instead_of\":"), "another department gets it");
}

const OWN: &str = "name = \"Department of Medicine\"\nstatus_list = \"https://medicine.example.org/status\"\n";

/// Gives the department its address, and this key to sign with.
fn signs_lists_by(department: &Department, key: &Key) {
    let data = department.at("data");
    std::fs::write(data.join("department-key.pem"), key.written().unwrap().as_bytes()).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(data.join("department-key.pem"), std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    std::fs::write(data.join("department.toml"), OWN).unwrap();
}

fn writes_list(department: &Department, more: &str) -> (i32, String) {
    let file = department.at("status.json");
    let (code, told, said) =
        runs(department, &[&["status-list", "-o", file.to_str().unwrap()], &*more.split_whitespace().collect::<Vec<_>>()].concat());
    (code, told + &said)
}

#[test]
fn a_status_list_of_records_put_back_from_a_copy_does_not_take_the_place_of_one_that_revokes_more() {
    let (department, [first, ben, again]) = department();
    let data = department.at("data");
    signs_lists_by(&department, &Key::from_secret(&[9; 32]));
    let file = department.at("status.json");
    let writes = |more: &str| writes_list(&department, more);
    let revoked = || StatusList::read(&std::fs::read(&file).unwrap()).unwrap().revoked().count();
    std::fs::write(&file, "no list").unwrap();
    let (code, said) = writes("");
    assert!(code == 1 && said.contains("is no status list that can be read") && said.ends_with("add `--replace`\n"), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), b"no list", "it may have been a list, and nobody knows what it revoked");
    assert_eq!((writes("--replace").0, revoked()), (0, 0));
    revokes(&department, first);
    assert_eq!((writes("").0, revoked()), (0, 1));
    // A copy of today, and what was done since: a revocation of a certificate that is in the copy.
    let copy = std::fs::read(data.join("records.db")).unwrap();
    revokes(&department, ben);
    assert_eq!((writes("").0, writes("").0, revoked()), (0, 0, 2), "the same once more, and more than before, is written");
    let newest = std::fs::read(&file).unwrap();
    std::fs::write(data.join("records.db"), copy).unwrap();
    let (code, said) = writes("");
    assert!(code == 1 && said.contains("revokes 1 certificate that would count again: these records know of no revocation"), "{said}");
    assert!(
        said.contains("put back from a copy") && said.contains(&format!("`bedside revoke ID --reason WORDS`:\n  {}\n", ben.0)),
        "{said}"
    );
    assert!(said.ends_with("nothing was written; where that is meant all the same, add `--replace`\n"), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), newest);
    // Done again, it is written; and so it is where somebody means to free the place.
    revokes(&department, ben);
    assert_eq!((writes("").0, revoked()), (0, 2));
    let (mut records, by) = (department.records(), Key::from_secret(&[9; 32]));
    records.erase(&[again], department.now).unwrap();
    let text = list_of(&by, &[5, 77]);
    std::fs::write(&file, &text).unwrap();
    let (code, said) = writes("");
    assert!(
        code == 1 && said.contains("revokes 2 certificates") && said.contains("of 2 of them these records have no certificate"),
        "{said}"
    );
    // The list of somebody else is not written over, nor one of a key that was made after the copy.
    let stranger = Key::from_secret(&[4; 32]);
    std::fs::write(&file, list_of(&stranger, &[5, 77])).unwrap();
    let (code, said) = writes("");
    let told = format!("is signed with {}, a key that these records do not know\n", stranger.id());
    assert!(code == 1 && said.contains(&told) && said.ends_with("add `--replace`\n"), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), list_of(&stranger, &[5, 77]).as_bytes());
    assert_eq!((writes("--replace").0, revoked()), (0, 2));
    std::fs::write(&file, text).unwrap();
    let (code, said) = writes("--replace");
    assert!(code == 0 && said.contains("it is replaced all the same") && revoked() == 2, "{said}");
    // One from days to come would be gone by for as long.
    let own = toml::from_str(OWN).unwrap();
    let ahead = status_list::text(
        &department.records(),
        &by,
        &own,
        "https://medicine.example.org/status",
        "2090-01-01T00:00:00Z".parse().unwrap(),
        31,
    );
    std::fs::write(&file, ahead.unwrap()).unwrap();
    let (code, said) = writes("");
    assert!(code == 1 && said.contains("2090-01-01 00:00 UTC, is later than this computer's clock"), "{said}");
}

#[test]
fn a_revocation_that_was_undone_before_there_was_a_certificate_frees_no_place_of_a_later_one() {
    let (department, [ana, _]) = without_certificates();
    let by = Key::from_secret(&[9; 32]);
    signs_lists_by(&department, &by);
    revokes(&department, ana);
    undoes(&department, ana);
    let (own, course) = (toml::from_str(OWN).unwrap(), course());
    let by = issue::By { key: &by, department: &own, course: &course };
    issue::run(&mut department.records(), &by, None, department.now, &mut Vec::new()).unwrap();
    let copy = std::fs::read(department.at("data/records.db")).unwrap();
    revokes(&department, ana);
    assert_eq!(writes_list(&department, "").0, 0);
    let published = std::fs::read(department.at("status.json")).unwrap();
    std::fs::write(department.at("data/records.db"), copy).unwrap();
    let (code, said) = writes_list(&department, "");
    assert!(code == 1 && said.contains("revokes 1 certificate that would count again"), "{said}");
    assert_eq!(std::fs::read(department.at("status.json")).unwrap(), published);
}

#[test]
fn a_status_list_by_an_earlier_key_is_the_departments_own_though_that_key_signed_none_of_its_certificates() {
    let (department, _) = without_certificates();
    let later = Key::from_secret(&[8; 32]);
    signs_lists_by(&department, &later);
    let (own, course) = (toml::from_str(OWN).unwrap(), course());
    let by = issue::By { key: &later, department: &own, course: &course };
    issue::run(&mut department.records(), &by, None, department.now, &mut Vec::new()).unwrap();
    std::fs::write(department.at("status.json"), list_of(&Key::from_secret(&[9; 32]), &[5])).unwrap();
    let (code, said) = writes_list(&department, "");
    assert!(code == 1 && said.contains("revokes 1 certificate"), "{said}");
}

#[test]
fn certificates_that_name_an_earlier_address_are_counted_and_a_list_is_signed_for_it() {
    let (department, [first, ..]) = without_certificates();
    let by = Key::from_secret(&[9; 32]);
    signs_lists_by(&department, &by);
    let (own, course) = (toml::from_str(OWN).unwrap(), course());
    let signs = issue::By { key: &by, department: &own, course: &course };
    issue::run(&mut department.records(), &signs, None, department.now, &mut Vec::new()).unwrap();
    let doctor = || runs(&department, &["doctor"]).1;
    let (code, said) = writes_list(&department, "");
    assert!(code == 0 && !said.contains("another address") && !doctor().contains("another address"), "{said}");
    revokes(&department, first);
    std::fs::write(department.at("data/department.toml"), OWN.replace("/status", "/lists/status")).unwrap();
    let told = "1 certificate names another address for what is revoked, https://medicine.example.org/status";
    assert!(doctor().contains(told), "{}", doctor());
    // The list of the earlier address that is there is not written over by one of the new.
    let (code, said) = writes_list(&department, "");
    assert!(code == 1 && said.contains("the one of another address, https://medicine.example.org/status\n"), "{said}");
    let (code, said) = writes_list(&department, "--replace");
    assert!(
        code == 0 && said.contains(told) && said.contains("`bedside status-list --for https://medicine.example.org/status -o FILE`"),
        "{said}"
    );
    let (code, said) = writes_list(&department, "--replace --for https://medicine.example.org/status");
    assert!(code == 0 && !said.contains(told), "{said}");
    let list = StatusList::read(&std::fs::read(department.at("status.json")).unwrap()).unwrap();
    assert_eq!((list.id.as_str(), list.revoked().count()), ("https://medicine.example.org/status", 1));
    let (code, said) = writes_list(&department, "--for https://medicine.example.org/other");
    assert!(code == 2 && said.contains("they name https://medicine.example.org/status"), "{said}");
}

/// A list of the department's address that revokes these places.
fn list_of(key: &Key, places: &[u64]) -> String {
    let own: bedside::cli::department::Department = toml::from_str("name = \"Department of Medicine\"\n").unwrap();
    let at = "2026-11-26T00:00:00Z".parse().unwrap();
    list(&own.issuer(key), "https://medicine.example.org/status", places, 100, at, None).unwrap()
}

#[test]
fn a_reason_is_asked_for() {
    let (department, [first, ..]) = department();
    let refused = revoke::run(&mut department.records(), first.0, "  ", department.now, &mut Vec::new()).unwrap_err();
    assert!(refused.to_string().contains("say why"), "{refused}");
    assert!(department.keeps().iter().all(|record| record.completion.revoked_at.is_none()));
}

#[test]
fn records_put_back_from_a_copy_get_the_places_in_the_status_list_that_they_had() {
    let department = Department::new();
    let file = department.at("data/records.db");
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    certifies(&department);
    let copy = std::fs::read(&file).unwrap();
    let ben = department.at("ben.json");
    std::fs::write(&ben, of(2, "Ben")).unwrap();
    let signs_for = |path: &Path| {
        let (_, told) = department.collects_from(path, Told::Text, None);
        assert!(told.contains("1 new"), "{told}");
        certifies(&department);
        let issued = gathered::<Issued>(|visit| department.records().each_issued(visit)).into_iter();
        issued.map(|one| (one.record, one.status)).collect::<BTreeMap<_, _>>()
    };
    let before = signs_for(&ben);
    std::fs::write(&file, copy).unwrap();
    let cem = department.at("cem.json");
    std::fs::write(&cem, of(3, "Cem")).unwrap();
    let strangers = signs_for(&cem);
    let after = signs_for(&ben);
    assert_eq!((before.len(), strangers.len(), after.len()), (2, 2, 3));
    assert!(before.iter().all(|(record, place)| after.get(record) == Some(place)), "{before:?} {after:?}");
    assert_eq!(after.values().collect::<BTreeSet<_>>().len(), 3);
}

#[test]
fn a_certificate_goes_by_the_name_of_its_file() {
    let (department, [first, ben, again]) = department();
    for typed in
        [format!("certificate-{}", first.0), format!("certificates/certificate-{}.json", ben.0), format!("certificate-{}.pdf", again.0)]
    {
        let (code, told, said) = runs(&department, &["revoke", &typed, "--reason", "by mistake"]);
        assert_eq!((code, told.starts_with("revoked: the completion no longer counts")), (0, true), "{typed}: {said}");
        // To take that back is asked for in the same way, and refused as it is by the id alone.
        let (code, told, _) = runs(&department, &["revoke", "--undo", &typed, "--reason", "no mistake"]);
        assert_eq!((code, told.contains("a certificate was issued for that record")), (1, true), "{typed}: {told}");
    }
    let (code, _, said) = runs(&department, &["revoke", "certificate.pdf", "--reason", "by mistake"]);
    assert_eq!((code, said.contains("`certificate.pdf` is no id of a certificate")), (2, true), "{said}");
}
