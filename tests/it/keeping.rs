//! What a department keeps, and what is said of it: nothing that was revoked counts again without a word, and nobody who was erased is named.

use std::fs;

use bedside::cli::Answer;
use bedside::cli::collecting::Told;
use bedside::cli::command::{purge, revoke};
use bedside::journey::{CertificateId, Introduction, LearnerId};
use bedside::record::records::{Act, BatchId, Matches, Refusal};
use bedside::record::seal::Key;
use bedside::record::{Assurance, Records as _};

use crate::collect::{Department, course, of, runs, written};
use crate::office::teaches;
use crate::support::graduate::Graduate;
use crate::support::kept::gathered;

fn collects(department: &Department, table: impl AsRef<[u8]>) -> String {
    let file = department.at("lms.csv");
    fs::write(&file, table).unwrap();
    department.collects_from(&file, Told::Text, None).1
}

fn counting(department: &Department) -> Vec<CertificateId> {
    department.keeps().into_iter().map(|record| record.completion).filter(|one| one.revoked_at.is_none()).map(|one| one.record_id).collect()
}

fn revokes(department: &Department, record: CertificateId) {
    let answer = revoke::run(&mut department.records(), record.0, "never took it", department.now, &mut Vec::new()).unwrap();
    assert_eq!(answer, Answer::Done);
}

fn erases(department: &Department, whose: &str) -> (Answer, String) {
    let mut out = Vec::new();
    let answer = purge::erase(&mut department.records(), whose, &department.purge(), &mut out).unwrap();
    (answer, String::from_utf8(out).unwrap())
}

const TABLE: &str =
    "staff id,name,mail,course,completed on,expires on,score\n0071,Ana Lima,alima@old.example,sample,2026-03-01,2027-03-01,90\n";

#[test]
fn a_line_that_was_revoked_does_not_count_again_with_another_mail_address_or_name_and_does_with_a_mended_score() {
    let department = Department::new();
    assert!(collects(&department, TABLE).contains("1 new"));
    let moved = TABLE.replace("old.example", "new.example");
    assert_eq!(collects(&department, &moved).trim(), "0 new, 1 known already, 0 refused", "the hospital's mail moved");
    revokes(&department, counting(&department)[0]);
    let dresses = [
        moved,
        TABLE.replace("alima@", "souza@"),
        TABLE.replace("Ana Lima", "Ana Souza"),
        TABLE.replace(",score\n", "\n").replace(",90\n", "\n"),
    ];
    for table in dresses {
        assert_eq!(collects(&department, &table).trim(), "0 new, 1 known already, 0 refused", "{table}");
    }
    assert_eq!((counting(&department), department.audits().0), (vec![], Answer::Done));
    // A column that is new is no other word of the line.
    let with_a_mark = TABLE.replace(",score\n", ",score,pass mark\n").replace(",90\n", ",90,80\n");
    assert_eq!(collects(&department, with_a_mark).trim(), "0 new, 1 known already, 0 refused");
    // Somebody who married, or whose staff id had another's name on it: nobody can tell, and so somebody says so.
    let told = collects(&department, TABLE.replace("Ana Lima", "Ana Souza").replace("alima@", "asouza@"));
    assert!(
        told.contains("1 refused") && told.contains("revoked already") && told.contains("`bedside revoke --undo` lets it count"),
        "{told}"
    );
    assert_eq!(counting(&department), vec![]);
    // As `collect` advises where a line contradicts what is kept: the wrong one revoked, the mended one collected.
    let told = collects(&department, TABLE.replace(",90\n", ",95\n"));
    assert!(told.contains("1 new") && told.contains("instead of"), "{told}");
    assert_eq!(counting(&department).len(), 1);
}

#[test]
fn whatever_comes_in_instead_of_what_was_revoked_is_told_with_what_that_was() {
    let department = Department::new();
    let lines: String = (100..150).map(|number| format!("{number},Person {number},,sample,2026-03-01,2030-03-01,\n")).collect();
    let head = TABLE.lines().next().unwrap();
    let table = format!("{head}\n{lines}");
    assert!(collects(&department, &table).contains("50 new"));
    let wrong = counting(&department);
    for record in &wrong {
        revokes(&department, *record);
    }
    let told = collects(&department, table.replace("2030-03-01", "2027-03-01"));
    for record in &wrong {
        assert!(told.contains(&format!("\n          instead of {}, revoked on 2026-11-25 (never took it)\n", record.0)), "{told}");
    }
    assert!(told.contains("50 new, 0 known already, 0 refused\n50 of them come in instead of records that were revoked here, and count\n"));
    for record in counting(&department) {
        revokes(&department, record);
    }
    fs::write(department.at("lms.csv"), table.replace("2030-03-01", "2028-03-01")).unwrap();
    let (_, told) = department.collects_from(&department.at("lms.csv"), Told::Json, None);
    assert!(told.contains("\"instead_of\":\"") && told.contains("revoked on 2026-11-25 (never took it)"), "{told}");
    assert!(told.lines().last().unwrap().contains("\"instead_of_revoked\":50"), "{told}");
}

#[test]
fn one_line_in_another_encoding_does_not_let_days_through_that_contradict_each_other() {
    let head = b"staff id,name,course,completed on\n".as_slice();
    let bad = b"0001,Jos\xe9 Paz,sample,03/02/2026\n".as_slice();
    let late = b"0004,Jos\xe9 Roe,sample,25/02/2026\n".as_slice();
    let (either, first) = (b"0002,Ann Lee,sample,04/02/2026\n".as_slice(), b"0003,Bob Roy,sample,13/02/2026\n".as_slice());
    for lines in [[bad, either, first], [either, bad, first], [either, bad, late]] {
        let department = Department::new();
        let told = collects(&department, [&[head], &lines[..]].concat().concat());
        assert!(told.contains("its days are written in two ways") && told.contains("0 new"), "{told}");
    }
}

#[test]
fn a_file_of_somebody_who_was_erased_is_not_named_when_it_is_refused() {
    let department = Department::new();
    let file = "bedside-ana-lima-0071-sample-1-2026-11-20.json";
    department.gets(file, of(1, "Ana Lima"));
    department.collects();
    revokes(&department, counting(&department)[0]);
    erases(&department, "0071");
    assert!(department.collects().contains("1 refused"));
    let refused = || gathered::<(BatchId, Refusal)>(|visit| department.records().each_refusal(visit));
    assert_eq!(refused().iter().map(|(_, one)| one.source.as_str()).collect::<Vec<_>>(), [""]);
    assert_eq!(erases(&department, "0071").0, Answer::No, "nothing names her");
    // What an earlier version noted goes, and what was noted of others stays.
    let note = |source: &str| Refusal { source: source.into(), reason: "revoked-before".into(), because: "it was revoked".into() };
    let batch = department.records().batches().unwrap()[0].batch.id;
    department.records().refuse(batch, &[note(&format!("inbox/{file}")), note("inbox/bedside-ben-0072-sample.json")]).unwrap();
    let (answer, told) = erases(&department, "0071");
    assert!(answer == Answer::Done && told.contains("1 file that was refused and names that staff id is erased"), "{told}");
    assert_eq!(refused().len(), 2);
    assert!(!String::from_utf8_lossy(&fs::read(department.at("data/records.db")).unwrap()).contains("ana-lima"));
    assert_eq!(department.audits().0, Answer::Done);
}

#[test]
fn a_line_that_was_revoked_and_erased_is_refused_with_what_lets_a_line_in() {
    let department = Department::new();
    collects(&department, TABLE);
    revokes(&department, counting(&department)[0]);
    erases(&department, "0071");
    let told = collects(&department, TABLE.replace("2027-03-01", "2026-12-01"));
    assert!(told.contains("and erased since") && told.contains("was mended since, `bedside revoke --undo`"), "{told}");
    assert!(!told.contains("bedside forget"), "{told}");
    let (_, told) = department.collects_from(&department.at("lms.csv"), Told::Json, None);
    assert!(told.contains("\"reason\":\"revoked-before\""), "{told}");
}

fn confirms(department: &Department, matches: &[(&str, LearnerId)]) {
    let act = Act { at: department.now, who: "jo".into(), what: "confirm".into(), to: "1 person".into(), why: String::new() };
    let confirmed = matches.iter().map(|(staff_id, learner)| ((*staff_id).to_owned(), *learner)).collect();
    assert!(department.records().rematch(&Matches::new(), &confirmed, &act).unwrap());
}

#[test]
fn an_export_tells_of_those_alone_who_typed_another_staff_id_and_are_in_it() {
    let department = Department::new();
    let who = |name: &str, staff_id: &str| Introduction { name: name.into(), staff_id: staff_id.into(), ..Introduction::default() };
    let mut learners = Vec::new();
    for (number, name, staff_id) in [(1, "Ana Lima", "0017"), (2, "Ben Roy", ""), (3, "Cem Can", "0073")] {
        let mut one = Graduate::new(&course(), number, who(name, staff_id)).completes();
        learners.push(one.learner);
        department.gets(&format!("{number}.json"), written(&one.hands_in()));
    }
    department.collects();
    teaches(&department, "sample");
    confirms(&department, &[("0071", learners[0]), ("0072", learners[1]), ("0073", learners[2])]);
    let says = |more: &[&str]| runs(&department, &[&["export", "--format", "csv"], more].concat()).2;
    assert!(says(&[]).starts_with("1 person has the staff id here that was typed"), "{}", says(&[]));
    assert!(!says(&["--since", "2026-11-25"]).contains("that was typed"), "they are not in it");
}

#[test]
fn what_waits_in_the_records_for_a_store_is_shown_and_let_go_of() {
    let department = Department::new();
    teaches(&department, "sample");
    department.gets("ana.json", of(1, "Ana"));
    let config = department.at("home/.config/bedside/config.toml");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    let wrong = "http://127.0.0.1:9/xpai";
    fs::write(&config, format!("[lrs]\nurl = \"{wrong}\"\n")).unwrap();
    assert_eq!(runs(&department, &["collect", department.at("inbox").to_str().unwrap()]).0, 0);
    fs::write(&config, "").unwrap();
    let waits = |told: &str| told.lines().any(|line| line.starts_with(&format!("{wrong}: 0 there, ")) && !line.contains(" 0 waiting"));
    let (code, told, _) = runs(&department, &["send", "--queue"]);
    assert!(code == 0 && waits(&told), "{told}");
    let (code, _, said) = runs(&department, &["send", "--forget", "http://127.0.0.1:9/nobody"]);
    assert!(code == 1, "{said}");
    // With an outbox for another store it is shown beside that, and named.
    fs::write(&config, "[lrs]\nurl = \"http://127.0.0.1:9/xapi\"\n").unwrap();
    let (_, told, _) = runs(&department, &["send", "--queue"]);
    assert!(waits(&told) && told.contains("http://127.0.0.1:9/xapi: "), "{told}");
    let (_, _, said) = runs(&department, &["send", "--forget", "http://127.0.0.1:9/nobody"]);
    assert!(said.contains(&format!("\n  {wrong}: ")), "{said}");
    let (code, told, said) = runs(&department, &["send", "--forget", wrong]);
    assert!(code == 0 && told.contains(&format!("let go of that waited for {wrong}")), "{told}{said}");
    assert!(!waits(&runs(&department, &["send", "--queue"]).1));
    assert_eq!(runs(&department, &["send", "--forget", wrong]).0, 1);
}

#[test]
fn two_results_of_a_report_go_into_two_files() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    teaches(&department, "sample");
    let people = department.at("people.csv");
    fs::write(&people, "staff id,name\n0099,Nobody\n").unwrap();
    let file = department.at("result.out");
    let again = department.at("inbox/../result.out");
    let [people, file, again] = [people, file, again].map(|path| path.to_str().unwrap().to_owned());
    for other in [&file, &again] {
        let (code, _, said) = runs(&department, &["report", "--roster", &people, "--html", &file, "--not-on-roster", other]);
        assert!(code == 2 && said.contains("give each a file of its own"), "{said}");
        assert!(!department.at("result.out").exists());
    }
}

#[test]
fn nobody_is_overdue_before_they_come() {
    let department = Department::new();
    collects(&department, "staff id,name,course,completed on,expires on\n0071,Ana Lima,sample,2026-01-05,2026-06-01\n");
    teaches(&department, "sample");
    let people = department.at("people.csv");
    fs::write(&people, "staff id,name,hired\n0071,Ana Lima,2027-02-01\n").unwrap();
    let stands = |today: &str| runs(&department, &["report", "--roster", people.to_str().unwrap(), "--csv", "--today", today]).1;
    assert!(stands("2026-11-25").contains(",due,"), "{}", stands("2026-11-25"));
    assert!(stands("2027-02-01").contains(",overdue,"), "{}", stands("2027-02-01"));
}

#[test]
fn a_receipt_of_another_department_is_none_of_ours() {
    let (south, north) = (Department::new(), Department::new());
    let outbox = south.at("outbox");
    for department in [&south, &north] {
        department.gets("ana.json", of(1, "Ana"));
    }
    south.collects();
    north.collects_as(Told::Text, Some(&outbox));
    assert_eq!(fs::read_dir(&outbox).unwrap().count(), 1);
    assert!(south.collects_as(Told::Text, Some(&outbox)).1.contains("1 record has no receipt in /outbox"));
}

#[test]
fn a_record_that_comes_twice_is_one_that_stays_lower() {
    let mut department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    department.gets("again.json", of(1, "Ana"));
    department.assurance = Assurance::PROCTORED;
    assert!(department.collects().contains("\n1 of those known already stays at an assurance below"));
}

#[test]
fn a_key_that_was_made_last_is_the_one_to_put_back_though_it_has_signed_nothing_yet() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    teaches(&department, "sample");
    let signed = Key::from_secret(&[9; 32]).id().to_string();
    let (code, told, _) = runs(&department, &["keys", "create"]);
    assert!(code == 1 && told.contains(&signed), "{told}");
    assert_eq!(runs(&department, &["keys", "create", "--another", "--today", "2026-11-26"]).0, 0);
    let made = runs(&department, &["keys", "show"]).1;
    let made = made.lines().next().unwrap().split_whitespace().last().unwrap().to_owned();
    fs::remove_file(department.at("data/department-key.pem")).unwrap();
    let (code, told, _) = runs(&department, &["keys", "create"]);
    assert!(code == 1 && told.contains(&made) && !told.contains(&signed), "{told}");
}
