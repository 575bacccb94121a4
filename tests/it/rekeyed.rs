//! Figures and thrown-out questions across versions of a course: a question that has another id now, and one of which another answer is right now.

use std::sync::Arc;

use bedside::cli::command::analyse::Study;
use bedside::cli::command::export::{Wanted, write};
use bedside::cli::records::Records;
use bedside::course::{self, Course};
use bedside::record::analysis::{PUT_BACK, THROWN_OUT};
use bedside::record::format::{Lines, Manner, named};
use bedside::record::records::Act;
use bedside::source::Content;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::collect::{Department, written};
use crate::support::graduate::{Graduate, sample, sample_files};

/// The sample course as its next version has it, with one change in its quiz.
fn next(old: &str, new: &str) -> Course {
    let mut files = sample_files("1.5");
    let Some(Content::Text(text)) = files.texts.get_mut("quizzes/the-quiz.toml") else { panic!("a quiz has its file") };
    assert_eq!(text.matches(old).count(), 1);
    *text = text.replace(old, new).into();
    let reading = course::read(Arc::new(files));
    assert_eq!(reading.diagnostics, []);
    reading.course.unwrap()
}

/// What a department has of Ana, who completed the first version, and of Ben, who completed the next one; both know all but the second question.
fn of_both(next: &Course) -> (Department, Records) {
    let first = Arc::new(sample());
    let department = Department::new();
    department.gets("ana.json", written(&Graduate::named(&first, 1, "Ana").completes().hands_in()));
    assert!(department.collects().contains("1 new"));
    let department = department.teaching(next.clone());
    department.gets("ben.json", written(&Graduate::named(&Arc::new(next.clone()), 2, "Ben").completes().hands_in()));
    assert!(department.collects().contains("1 new"));
    let records = Records::Department(Box::new(department.records()));
    (department, records)
}

fn study(records: &Records, course: &Course) -> Value {
    let mut out = Vec::new();
    Study::of(records, course, None).unwrap().json(&mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

fn item(study: &Value, id: &str) -> Value {
    study["items"].as_array().unwrap().iter().find(|item| item["question"] == id).cloned().unwrap_or_default()
}

fn acts(records: &mut Records, what: &str, to: &str) {
    let (who, why) = ("chief".to_owned(), "the key was wrong".to_owned());
    records.note(&Act { at: Timestamp::UNIX_EPOCH, who, what: what.to_owned(), to: to.to_owned(), why }).unwrap();
}

#[test]
fn a_question_that_was_renamed_is_thrown_out_and_put_back_under_each_of_its_names() {
    let renamed = next("id = \"first-one\"\n", "id = \"first-new\"\nwas = [\"first-one\"]\n");
    let (_department, mut records) = of_both(&renamed);
    let figures = study(&records, &renamed);
    assert_eq!(item(&figures, "first-new")["answers"], 2, "{figures}");
    assert_eq!(item(&figures, "first-one"), Value::Null);
    let originals = |records: &Records, course: &Course| {
        let manner = Manner { lines: Lines::Attempts, ..Manner::default() };
        let mut out = Vec::new();
        write(records, course, &Wanted { manner, ..Wanted::all(named("json").unwrap()) }, &mut out).unwrap();
        let rows: Vec<Value> = serde_json::from_slice(&out).unwrap();
        let said: Vec<&str> = rows.iter().filter_map(|row| row["original_score"].as_str()).collect();
        assert!(said.iter().all(|said| *said == "2 of 3"), "no spreadsheet takes it for a day: {said:?}");
        said.len()
    };
    assert_eq!(originals(&records, &renamed), 0);
    for (thrown, back) in [("first-new", "first-one"), ("first-one", "first-new")] {
        acts(&mut records, THROWN_OUT, &format!("sample/{thrown}"));
        assert_eq!(originals(&records, &renamed), 2, "{thrown}");
        assert_eq!(study(&records, &renamed)["thrown_out"], json!(["first-new"]), "{thrown}");
        acts(&mut records, PUT_BACK, &format!("sample/{back}"));
        assert_eq!(originals(&records, &renamed), 0, "{back}");
        assert_eq!(study(&records, &renamed)["thrown_out"], json!([]), "{back}");
    }
}

#[test]
fn figures_go_by_the_right_answer_of_today() {
    let quiz = "options = '''\n- [x] this one\n- [ ] that\n";
    let rekeyed = next(quiz, "rev = 2\noptions = '''\n- [ ] this one\n- [x] that\n");
    let (_department, records) = of_both(&rekeyed);
    let first = item(&study(&records, &rekeyed), "first-one");
    let right: Vec<(&Value, &Value)> =
        first["choices"].as_array().unwrap().iter().map(|choice| (&choice["right"], &choice["count"])).collect();
    let share = first["facility"].as_f64().unwrap();
    let by_table: u64 = right.iter().filter(|(right, _)| **right == json!(true)).map(|(_, count)| count.as_u64().unwrap()).sum();
    assert!((share - 0.5).abs() < 1e-9 && by_table == 1, "what is right in the table is what was earned: {first}");
    let remarks = first["remarks"].as_array().unwrap();
    assert!(remarks.contains(&json!({ "remark": "regraded", "count": 1 })), "{first}");
    let chart = Study::of(&records, &rekeyed, None).unwrap().chart(80).join("\n");
    assert!(chart.contains("  - 1 answer graded by today's key"), "{chart}");
}

#[test]
fn answers_to_other_options_are_left_out_of_the_figures_and_counted() {
    let reworded = next("options = '''\n- [x] this one\n- [ ] that\n", "rev = 2\noptions = '''\n- [ ] quite another\n- [x] that\n");
    let (_department, records) = of_both(&reworded);
    let first = item(&study(&records, &reworded), "first-one");
    assert_eq!((&first["answers"], &first["facility"]), (&json!(1), &json!(1.0)), "{first}");
    assert!(first["remarks"].as_array().unwrap().contains(&json!({ "remark": "left-out", "count": 1 })), "{first}");
    let chart = Study::of(&records, &reworded, None).unwrap().chart(80).join("\n");
    assert!(chart.contains("  - 1 answer left out: other words, other key"), "{chart}");
    // Of a question without any answer that counts, nothing is said.
    let department = Department::new();
    department.gets("ana.json", written(&Graduate::named(&Arc::new(sample()), 1, "Ana").completes().hands_in()));
    department.collects();
    let study = Study::of(&Records::Department(Box::new(department.records())), &reworded, None).unwrap().chart(80);
    let line = study.iter().find(|line| line.starts_with("first-one")).unwrap();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>().join(" "), "first-one 0 cannot be told cannot be told 0 s");
}
