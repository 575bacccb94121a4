//! A course or a department that no record has is told, with the nearest that there is, and nothing is made of it.

use std::fs;

use crate::collect::{Department, of, runs};
use crate::office::teaches;

/// What another system says of three people in two courses.
fn department() -> Department {
    let department = Department::new();
    teaches(&department, "sample");
    let table = department.at("lms.csv");
    let lines = "staff id,completed on,course,department\n1,2026-01-02,sample,Surgery\n2,2026-01-02,sample,Surgery\n\
                 3,2026-01-02,hand-hygiene,Emergency Medicine\n4,2026-01-02,hand-hygiene,\n";
    fs::write(&table, lines).unwrap();
    assert_eq!(runs(&department, &["collect", table.to_str().unwrap()]).0, 0);
    department
}

fn exports(department: &Department, more: &[&str]) -> (i32, usize, String) {
    let file = department.at("out.csv");
    fs::write(&file, "what was there\n").unwrap();
    let arguments = [&["export", "--format", "csv", "-o", file.to_str().unwrap()], more].concat();
    let (code, _, said) = runs(department, &arguments);
    (code, fs::read_to_string(&file).unwrap().lines().count() - 1, said)
}

#[test]
fn what_no_record_has_is_told_with_the_nearest_and_nothing_is_written() {
    let department = department();
    for (choice, told) in [
        (["--course-id", "sampel"], "of the course `sampel`, so nothing was written; did you mean `sample`?\nthere are records of "),
        (["--course-id", "dance"], "of the course `dance`, so nothing was written\nthere are records of `hand-hygiene`, `sample`\n"),
        (
            ["--department", "Surgey"],
            "of the department `Surgey`, so nothing was written; did you mean `Surgery`?\nthere are records of `Surgery`, `Emergency Medicine`\n",
        ),
    ] {
        let (code, count, said) = exports(&department, &choice);
        assert!(code == 1 && count == 0 && said.contains(&format!("no record here is {told}")), "{choice:?}: {code}, {count}: {said}");
        let (code, told, _) = runs(&department, &[&["export", "--format", "csv", "--attempts"][..], &choice].concat());
        assert_eq!((code, told.as_str()), (1, ""), "{choice:?}");
    }
}

#[test]
fn what_is_there_and_not_together_is_an_empty_table() {
    let department = department();
    for (choice, expected) in [
        (&["--course-id", "sample"][..], 2),
        (&["--department", " SURGERY "], 2),
        (&["--course-id", "sample", "--department", "Emergency medicine"], 0),
        (&["--since", "2026-02-01"], 0),
        (&["--min-assurance", "3"], 0),
    ] {
        let (code, count, said) = exports(&department, choice);
        assert_eq!((code, count), (0, expected), "{choice:?}: {said}");
        assert!(!said.contains("no record here"), "{said}");
    }
    let (code, _, said) = exports(&department, &["--since", "2026-02-01", "--until", "2026-01-01"]);
    assert!(code == 2 && said.contains("so nothing can be of both"), "{said}");
}

#[test]
fn a_department_is_told_to_be_nowhere_where_no_record_names_one() {
    let department = Department::new();
    teaches(&department, "sample");
    let table = department.at("lms.csv");
    fs::write(&table, "staff id,completed on\n1,2026-01-02\n").unwrap();
    assert_eq!(runs(&department, &["collect", table.to_str().unwrap()]).0, 0);
    let (code, count, said) = exports(&department, &["--department", "Medicin"]);
    assert_eq!((code, count), (1, 0), "{said}");
    assert!(said.contains("no record here names a department, so none is of `Medicin` and nothing was written"), "{said}");
}

#[test]
fn where_nothing_was_collected_or_all_was_erased_it_is_said_that_nothing_is_kept() {
    let department = Department::new();
    teaches(&department, "sample");
    assert_eq!(runs(&department, &["keys", "create"]).0, 0);
    drop(department.records());
    let (people, file) = (department.at("people.csv"), department.at("out.csv"));
    fs::write(&people, "staff id,name\n1,Ana\n").unwrap();
    for arguments in [&["export", "--format", "csv", "-o", file.to_str().unwrap()][..], &["analyse"]] {
        let (code, told, said) = runs(&department, arguments);
        assert!(
            code == 1 && told.is_empty() && said.starts_with("no completion is kept here, so there "),
            "{arguments:?}: {code} {told}{said}"
        );
    }
    assert!(!file.exists());
    let (code, told, said) = runs(&department, &["report", "--roster", people.to_str().unwrap(), "--csv"]);
    assert!(code == 0 && told.contains("never-started"), "everybody has still to begin: {told}");
    assert_eq!(said, "no completion is kept here, so nobody is known to have begun; `--data DIR` names other records\n");
    let table = department.at("lms.csv");
    fs::write(&table, "staff id,completed on\n1,2026-01-02\n").unwrap();
    assert_eq!(runs(&department, &["collect", table.to_str().unwrap()]).0, 0);
    assert_eq!(runs(&department, &["report", "--roster", people.to_str().unwrap(), "--csv"]).2, "");
    assert_eq!(runs(&department, &["purge", "--erase", "1", "--reason", "request 7"]).0, 0);
    let (_, _, said) = runs(&department, &["report", "--roster", people.to_str().unwrap(), "--csv"]);
    assert_eq!(said, "no completion is kept here, so nobody is known to have begun; `--data DIR` names other records\n");
}

#[test]
fn only_the_course_that_is_wanted_is_told_of_as_one_that_is_not_at_hand() {
    let department = department();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    assert_eq!(runs(&department, &["analyse", "--throw-out", "second-one", "--why", "a wrong key"]).0, 0);
    fs::rename(department.at("course"), department.at("elsewhere")).unwrap();
    teaches(&department, "other");
    let told = "questions were thrown out of a course that is not at hand: sample";
    for (course, is_told) in [("sample", true), ("hand-hygiene", false)] {
        let (code, _, said) = exports(&department, &["--course-id", course]);
        assert!(code == 0 && said.contains(told) == is_told, "{course}: {said}");
    }
}
