//! Tables of another system that come again: what tells the same completion is known in whatever dress it comes, and what tells something
//! else is not.

use std::fs;

use bedside::cli::Answer;
use bedside::cli::collecting::Told;
use bedside::cli::command::revoke;
use bedside::journey::CertificateId;
use bedside::record::Records as _;
use bedside::record::records::{Evidence, Record, Wanted};

use crate::collect::{Department, runs};
use crate::office::teaches;
use crate::support::graduate::sample_of;
use crate::support::kept::gathered;

const TABLE: &str = "Staff ID,Name,E-Mail,Department,Course,Version,Completed on,Expires on,Score,Pass mark
A71,Zoë O'Hara,zoe@example.org,Surgery,sample,1.4,2026-01-02,2027-01-31,86,80
";

fn collects(department: &Department, table: &str) -> String {
    let file = department.at("lms.csv");
    fs::write(&file, table).unwrap();
    department.collects_from(&file, Told::Text, None).1
}

#[track_caller]
fn is_known(department: &Department, table: &str) {
    let before = documents(department);
    assert_eq!(collects(department, table).trim(), "0 new, 1 known already, 0 refused", "{table}");
    assert_eq!(documents(department), before, "what is kept stays as it is: {table}");
}

#[track_caller]
fn is_refused(department: &Department, table: &str) {
    let (before, told) = (documents(department), collects(department, table));
    assert!(told.contains("another record with the same id is here already, and stays as it is: "), "{table}\n{told}");
    assert!(told.ends_with("\n0 new, 0 known already, 1 refused\n"), "{table}\n{told}");
    assert_eq!(documents(department), before, "{table}");
}

fn documents(department: &Department) -> Vec<String> {
    let both: Vec<(Record, Evidence)> = gathered(|visit| department.records().each_with_evidence(&Wanted::default(), visit));
    both.into_iter().map(|(_, evidence)| evidence.document).collect()
}

/// Which records count, with the last valid day of each.
fn counting(department: &Department) -> Vec<(CertificateId, String)> {
    let kept = department.keeps().into_iter().map(|record| record.completion).filter(|one| one.revoked_at.is_none());
    kept.map(|one| (one.record_id, one.expires_on.map_or_else(String::new, |day| day.to_string()))).collect()
}

fn revokes(department: &Department, record: CertificateId) {
    let answer = revoke::run(&mut department.records(), record.0, "by mistake", department.now, &mut Vec::new()).unwrap();
    assert_eq!(answer, Answer::Done);
}

#[test]
fn a_row_that_tells_the_same_in_another_dress_is_known_and_what_is_kept_stays_as_it_is() {
    let department = Department::new();
    assert!(collects(&department, TABLE).contains("1 new"));
    is_known(&department, TABLE);
    let row = "A71,Zoë O'Hara,zoe@example.org,Surgery,sample,1.4,2026-01-02,2027-01-31,86,80";
    for (from, to) in [
        // Other names of columns.
        ("Staff ID,Name", "Employee No,Full Name"),
        ("Completed on,Expires on,Score,Pass mark", "Completion date,Valid until,Percent,Passing score"),
        // The particulars of another day.
        ("Surgery", "Medicine"),
        ("Department", "Ward"),
        (",Surgery,sample", ",,sample"),
        // The same, written otherwise.
        ("A71,Zoë", "a71,Zoë"),
        ("Zoë O'Hara", "\"O’HARA, Zoe\""),
        ("Zoë O'Hara", "\"Dr. Zoë Q. O'Hara, MD\""),
        ("zoe@example.org", "Zoe@Example.org"),
        (",sample,", ",Before you post,"),
        ("2026-01-02,2027-01-31", "02.01.2026,31.01.2027"),
        (",86,80", ",86.7 %,80 %"),
        // A column less that only tells namesakes apart.
        ("zoe@example.org", ""),
    ] {
        let dressed = TABLE.replace(from, to);
        assert_ne!(dressed, TABLE);
        is_known(&department, &dressed);
    }
    let head = TABLE.lines().next().unwrap();
    for (names, cells) in [
        ("Days remaining", "394"),
        ("Days remaining", "363"),
        ("Status", "Passed"),
        ("Organization", "St Mary's"),
        ("Role", "Nurse practitioner"),
        ("Course title", "Before you tweet"),
        ("Printed,Last login", "2026-02-01,2026-01-31"),
    ] {
        is_known(&department, &format!("{names},{head}\n{cells},{row}\n"));
    }
    let semicolons =
        "Score;Pass mark;Expires on;Completed on;Version;Course;Name;Staff ID\n86;80;2027-01-31;2026-01-02;1.4;sample;Zoë O'Hara;A71\n";
    is_known(&department, semicolons);
    assert_eq!(department.keeps()[0].completion.department, "Surgery");
    let (answer, told) = department.audits();
    assert_eq!(answer, Answer::Done, "{told}");
    assert!(!told.contains("refused: "), "{told}");
}

#[test]
fn a_row_that_tells_something_else_is_refused_whatever_its_dress() {
    let department = Department::new();
    collects(&department, TABLE);
    for (from, to) in [
        (",1.4,", ",1.5,"),
        (",1.4,", ",,"),
        ("2027-01-31", "2027-02-28"),
        ("2027-01-31", ""),
        (",86,", ",87,"),
        (",86,", ",,"),
        (",80", ",75"),
        (",80", ","),
        ("Zoë O'Hara", "Zoë Hara"),
        ("Zoë O'Hara", "Ana Lima"),
        ("Zoë O'Hara", ""),
        ("zoe@example.org", "zoe.ohara@example.org"),
    ] {
        let changed = TABLE.replace(from, to).replace("Staff ID", "Employee No");
        is_refused(&department, &changed);
    }
    assert_eq!(department.audits().0, Answer::Done);
}

#[test]
fn namesakes_without_a_staff_id_are_told_apart() {
    let department = Department::new();
    let table = |name: &str, cell: &str| format!("name,{name},course,completed on\nAna Lima,{cell},sample,2026-01-02\n");
    assert!(collects(&department, &table("mail", "ana@example.org")).contains("1 new"));
    is_known(&department, &table("work email", "Ana@example.org"));
    is_refused(&department, &table("mail", "lima@example.org"));
    let department = Department::new();
    assert!(collects(&department, &table("NPI", "1234567893")).contains("1 new"));
    is_refused(&department, &table("NPI", "1987654328"));
    let department = Department::new();
    assert!(collects(&department, &table("date of birth", "1980-01-31")).contains("1 new"));
    is_known(&department, &table("birth date", "31.01.1980"));
    is_refused(&department, &table("date of birth", "1981-01-31"));
    // Who has a staff id needs none of that.
    let department = Department::new();
    let table = |cell: &str| format!("staff id,name,license number,completed on\n0071,Ana Lima,{cell},2026-01-02\n");
    assert!(collects(&department, &table("A-77")).contains("1 new"));
    is_known(&department, &table("B-12"));
    // A name without a word that is compared is compared as it is written.
    let department = Department::new();
    let table = |name: &str| format!("staff id,name,completed on\n0071,{name},2026-01-02\n");
    assert!(collects(&department, &table("李 明")).contains("1 new"));
    is_refused(&department, &table("王 明"));
}

#[test]
fn the_last_valid_day_that_a_course_gives_is_no_word_of_the_row() {
    let department = Department::new();
    let (bare, column) = ("staff id,name,completed on\n0071,Ana,2026-01-02\n", "expires on");
    collects(&department, bare);
    let counts = counting(&department);
    assert_eq!(counts[0].1, "2027-01-02", "by the course's rule");
    let mut course = sample_of("1.5");
    course.certificate.valid_months = Some(6);
    let department = department.teaching(course);
    is_known(&department, "name,staff id,completed on,days remaining\nANA,0071,2026-01-02,20\n");
    assert_eq!(counting(&department), counts);
    is_refused(&department, &format!("staff id,name,completed on,{column}\n0071,Ana,2026-01-02,2027-01-02\n"));
    is_known(&department, &format!("staff id,name,completed on,{column}\n0071,Ana,2026-01-02,31.12.9999\n"));
}

#[test]
fn of_several_days_in_a_row_the_one_that_counted_is_read() {
    let department = Department::new();
    assert!(collects(&department, "staff id,Finished,Completed on\n0071,2026-01-02,2026-01-05\n").contains("1 new"));
    is_known(&department, "staff id,Finished,Completed on,Days remaining\n0071,2026-01-02,2026-01-05,7\n");
    is_known(&department, "staff id,Passed on,Completed on\n0071,2026-01-02,2026-01-05\n");
    assert!(collects(&department, "staff id,Completed on,Finished\n0071,2026-01-05,2026-01-02\n").contains("1 new"), "another day");
}

#[test]
fn rows_of_one_table_that_tell_the_same_are_one() {
    let department = Department::new();
    let told = collects(
        &department,
        "staff id,name,completed on,ward\n0071,Ana,2026-01-02,1\n0071,ANA,2026-01-02,2\n0071,Ben,2026-01-02,1\n0072,Ben,2026-01-02,1\n",
    );
    assert!(told.contains("refused   /lms.csv, line 4\n") && told.contains("\n2 new, 1 known already, 1 refused\n"), "{told}");
}

#[test]
fn a_revocation_is_not_undone_by_another_dress() {
    let department = Department::new();
    let table = |column: &str, until: &str| format!("staff id,name,completed on,expires on,{column}\n0072,Ben,2026-01-02,{until},7\n");
    let (wrong, right, better) = ("2027-11-19", "2027-01-19", "2028-11-19");
    let collects = |column: &str, until: &str| collects(&department, &table(column, until));
    assert!(collects("a", wrong).contains("1 new"));
    let [(first, _)] = counting(&department).try_into().unwrap();
    revokes(&department, first);
    is_known(&department, &table("b", wrong));
    assert_eq!(counting(&department), [], "what was revoked counts no more");
    assert!(collects("c", right).contains("1 new"));
    let mended = counting(&department);
    assert_eq!(mended[0].1, right);
    // The mended one, the wrong one, and what was never said.
    is_known(&department, &table("d", right));
    is_known(&department, &table("e", wrong));
    is_refused(&department, &table("f", better));
    assert_eq!(counting(&department), mended);
    revokes(&department, mended[0].0);
    is_known(&department, &table("g", right));
    is_known(&department, &table("h", wrong));
    assert_eq!(counting(&department), []);
    assert!(collects("i", better).contains("1 new"));
    for (column, until) in [("j", better), ("k", right), ("l", wrong)] {
        is_known(&department, &table(column, until));
    }
    let [(_, until)] = counting(&department).try_into().unwrap();
    assert_eq!((until.as_str(), department.keeps().len()), (better, 3));
    let (answer, told) = department.audits();
    assert_eq!(answer, Answer::Done, "{told}");
}

#[test]
fn a_record_whose_row_cannot_be_read_any_more_conflicts_as_before() {
    let department = Department::new();
    collects(&department, TABLE);
    let database = rusqlite::Connection::open(department.at("data/records.db")).unwrap();
    database.execute("update completions set doc = replace(doc, '\"taken_over\":1', '\"taken_over\":2')", []).unwrap();
    is_refused(&department, &TABLE.replace("Surgery", "Medicine"));
    database.execute("update completions set doc = x'ff00', completed_on = 'soon'", []).unwrap();
    let told = collects(&department, &TABLE.replace("Surgery", "Medicine"));
    assert!(told.ends_with("\n0 new, 0 known already, 1 refused\n"), "{told}");
}

#[test]
fn a_table_that_comes_every_month_is_done_without_a_refusal() {
    let department = Department::new();
    teaches(&department, "sample");
    let table = |remaining: u32| {
        let file = department.at("lms.csv");
        let lines: String = (0..20_000).map(|number| format!("{number},Person {number},sample,2026-01-02,{remaining}\n")).collect();
        fs::write(&file, format!("staff id,name,course,completed on,days remaining\n{lines}")).unwrap();
        runs(&department, &["collect", file.to_str().unwrap()])
    };
    let (code, told, said) = table(300);
    assert!(code == 0 && told.contains("20000 new, 0 known already, 0 refused\n"), "{told}{said}");
    // More rows than go into one transaction.
    assert_eq!(table(270), (0, "\n0 new, 20000 known already, 0 refused\n".to_owned(), String::new()));
    assert_eq!(department.records().batches().unwrap().iter().map(|batch| batch.leaves).sum::<u32>(), 20_000);
}
