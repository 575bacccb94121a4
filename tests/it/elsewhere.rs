//! What comes from elsewhere: tables of other systems, of which it is told which course a line means and which columns were not read; and
//! hand-ins of courses that are not here, or lie where nobody finds them.

use std::fs;

use bedside::source::Content;

use crate::collect::{Department, of, runs};
use crate::office::teaches;
use crate::support::graduate::sample_files;

/// Puts a version of another course among those that the department keeps: one that counts for so many months.
fn keeps(department: &Department, folder: &str, version: &str, months: u32) {
    for (path, text) in sample_files(version).texts {
        let (file, Content::Text(text)) = (department.at("data/courses").join(folder).join(&*path), text) else { continue };
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let text = text.replace("id = \"sample\"", "id = \"yearly\"").replace("Before You Post", "Yearly Privacy");
        fs::write(file, text.replace("valid_months = 12", &format!("valid_months = {months}"))).unwrap();
    }
}

fn collects(department: &Department, lines: &str) -> (i32, String, String) {
    let table = department.at("lms.csv");
    fs::write(&table, lines).unwrap();
    runs(department, &["collect", table.to_str().unwrap()])
}

#[test]
fn a_completion_counts_for_as_long_as_its_own_course_says_also_where_that_is_not_the_one_at_hand() {
    let department = Department::new();
    teaches(&department, "sample");
    keeps(&department, "old", "1.0", 24);
    keeps(&department, "new", "2.0", 6);
    let lines = "staff id,course,completed on\n1,yearly,2026-01-02\n2,yearly PRIVACY,2026-01-02\n3,Before you post,2026-01-02\n";
    let (code, told, _) = collects(&department, lines);
    assert!(code == 0 && !told.contains("not here") && !told.contains("another course"), "{told}");
    let mut until: Vec<String> = department
        .keeps()
        .iter()
        .map(|record| format!("{} {}", record.completion.course_id, record.completion.expires_on.unwrap()))
        .collect();
    until.sort();
    assert_eq!(until, ["sample 2027-01-02", "yearly 2026-07-02", "yearly 2026-07-02"], "the newest version says it");
    assert_eq!(runs(&department, &["audit"]).0, 0);
    let (_, told, _) = collects(&department, "staff id,course,completed on\n4,yeerly,2026-01-02\n");
    assert!(told.contains("some are about a course that is not here: yeerly\nhere are sample, "), "{told}");
    assert!(
        told.contains("yearly; if one of those is meant, write it in the column for the course and collect the file again\n"),
        "{told}"
    );
}

#[test]
fn beside_a_course_that_lies_among_the_past_ones_itself_the_others_are_read() {
    let department = Department::new();
    teaches(&department, "sample");
    keeps(&department, ".", "1.0", 24);
    keeps(&department, "new", "2.0", 6);
    let (code, told, _) = collects(&department, "staff id,course,completed on\n1,yearly,2026-01-02\n");
    assert!(code == 0 && !told.contains("not here"), "{told}");
    assert_eq!(department.keeps()[0].completion.expires_on.unwrap().to_string(), "2026-07-02", "the newest version says it");
    let (_, told, _) = runs(&department, &["doctor"]);
    assert!(!told.contains("was not read as a past course"), "its lessons are a part of it: {told}");
}

#[test]
fn columns_with_days_that_are_not_read_are_named_once() {
    let department = Department::new();
    teaches(&department, "sample");
    let (code, _, said) =
        collects(&department, "staff id,completed on,Good Through,shoe size\n1,2026-01-02,2027-01-31,44\n2,2026-01-02,,45\n");
    let told =
        "lms.csv: the column `Good Through` with days was not read; if one says until when a completion counts, call it `expires on`";
    assert!(code == 0 && said.matches(told).count() == 1 && !said.contains("shoe"), "{said}");
    assert!(said.contains("revoke what is kept of this table without it, and collect the table again\n"), "{said}");
    let export = runs(&department, &["export", "--format", "csv"]).1;
    let (_, _, said) = collects(&department, &export);
    assert!(!said.contains("not read"), "an export of ours: {said}");

    let people = department.at("people.csv");
    fs::write(&people, "staff id,name,Last Day,Reviewed,Gone Since\n1,Ana,,2026-01-02,\n2,Ben,2020-01-31,,\n3,Cem,,,31.01.2020\n").unwrap();
    let (code, told, said) = runs(&department, &["report", "--roster", people.to_str().unwrap(), "--csv"]);
    let named =
        "people.csv: the columns `Reviewed`, `Gone Since` with days were not read; if one says when somebody left or was hired, call it";
    assert!(code == 0 && said.matches(named).count() == 1, "{said}");
    assert!(told.lines().any(|line| line.contains("Ben") && line.contains("left")), "{told}");
}

#[test]
fn a_day_in_a_column_that_was_not_read_counts_once_what_was_kept_without_it_is_revoked() {
    let department = Department::new();
    teaches(&department, "sample");
    let table =
        |column: &str| collects(&department, &format!("staff id,course,completed on,{column}\n1,hand-hygiene,2026-01-02,2027-01-31\n"));
    assert!(table("Good Through").2.contains("the column `Good Through` with days was not read"));
    let kept = department.keeps().remove(0).completion;
    assert_eq!(kept.expires_on, None, "of a course that is not here nobody knows until when");
    let (code, told, _) = table("expires on");
    assert!(code == 1 && told.contains("1 refused"), "{told}");
    let (code, _, said) = runs(&department, &["revoke", &kept.record_id.0.to_string(), "--reason", "without its last day"]);
    assert_eq!(code, 0, "{said}");
    let (code, told, _) = table("expires on");
    assert!(code == 0 && told.contains("1 new"), "{told}");
    let counts = department.keeps().into_iter().find(|record| record.completion.revoked_at.is_none()).unwrap();
    assert_eq!(counts.completion.expires_on.unwrap().to_string(), "2027-01-31");
}

#[test]
fn the_planned_end_of_a_contract_is_no_last_day_and_a_last_day_to_come_brings_nobody_back() {
    let department = Department::new();
    teaches(&department, "sample");
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let people = department.at("people.csv");
    let reports = |lines: &str| {
        fs::write(&people, lines).unwrap();
        let (code, told, said) = runs(&department, &["report", "--roster", people.to_str().unwrap(), "--csv"]);
        assert_eq!(code, 0, "{said}");
        (told.matches(",left,").count(), said)
    };
    for planned in ["Contract End", "Vertragsende", "Fin de contrato"] {
        let (left, said) = reports(&format!("Staff ID,Name,{planned}\n1,Ana,2020-12-31\n2,Ben,2099-12-31\n"));
        assert!(left == 0 && said.contains(&format!("the column `{planned}` with days was not read")), "{planned}: {left} {said}");
    }
    let (left, said) = reports("Staff ID,Name,Status,Contract End\n1,Ana,Terminated,2099-12-31\n2,Ben,Active,2020-12-31\n");
    assert_eq!(left, 1, "{said}");
    let (left, said) = reports("Staff ID,Name,Status,End Date\n1,Ana,Terminated,2099-12-31\n2,Ben,Active,2099-12-31\n");
    assert_eq!(left, 1, "{said}");
}

#[test]
fn a_past_course_is_found_where_it_was_unpacked_and_why_another_was_not_read_is_told() {
    let department = Department::new();
    teaches(&department, "other");
    department.gets("ana.json", of(1, "Ana"));
    let courses = department.at("data/courses");
    fs::create_dir_all(courses.join("empty")).unwrap();
    fs::write(courses.join("empty/readme.md"), "gone").unwrap();
    let lay = |folder: &str, from: &str, to: &str| {
        for (path, text) in sample_files("1.4").texts {
            let (file, Content::Text(text)) = (courses.join(folder).join(&*path), text) else { continue };
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text.replace(from, to)).unwrap();
        }
    };
    lay("changed", "More words.", "Other words.");
    lay("broken", "format = 1", "format = ");
    let inbox = department.at("inbox");
    let collects = || runs(&department, &["collect", inbox.to_str().unwrap()]);
    let (code, told, _) = collects();
    assert!(code == 1 && told.contains("the course it is about is not here: sample, version 1.4"), "{told}");
    assert!(told.contains("courses/changed has sample 1.4 in other words than those that were answered;"), "{told}");
    assert!(told.contains("courses/empty was not read as a past course: it has no course.toml\n"), "{told}");
    assert!(told.contains("courses/broken was read only in part: course.toml: "), "{told}");
    let (_, told, _) = runs(&department, &["doctor"]);
    assert!(
        !told.contains("ILL   courses") && told.contains("courses/empty was not read as a past course: it has no course.toml"),
        "{told}"
    );
    assert!(told.contains("note  courses") && told.contains("courses/broken was read only in part: course.toml: "), "{told}");
    lay("sample-1.4/sample-1.4", "", "");
    let (code, told, _) = collects();
    assert!(code == 0 && told.contains("1 new, 0 known already, 0 refused") && !told.contains("courses/"), "{told}");
}

#[test]
fn what_is_no_course_among_the_past_ones_is_noted_and_one_that_cannot_be_read_is_ill() {
    let department = Department::new();
    teaches(&department, "sample");
    let courses = department.at("data/courses");
    fs::create_dir_all(courses.join("notes")).unwrap();
    fs::write(courses.join("sample-1.4.zip"), "PK").unwrap();
    let told = || runs(&department, &["doctor"]).1;
    let noted = told();
    for of in
        ["sample-1.4.zip was not read as a past course: it is an archive", "notes was not read as a past course: it has no course.toml"]
    {
        let line = noted.lines().find(|line| line.contains(of));
        assert!(line.is_some_and(|line| line.starts_with("note  courses")), "{of}: {noted}");
    }
    assert!(!noted.contains("ILL   courses"), "{noted}");
    fs::create_dir(courses.join("broken")).unwrap();
    fs::write(courses.join("broken/course.toml"), b"\xff").unwrap();
    let ill = told();
    let line = ill.lines().find(|line| line.contains("courses/broken was not read as a past course"));
    assert!(line.is_some_and(|line| line.starts_with("ILL   courses")), "{ill}");
}
