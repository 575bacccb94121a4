//! Who is complete and who is not: the report on a roster, in every shape it has.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use bedside::cli::command::report::{Report, Roster};
use bedside::cli::records::Records;
use bedside::course::{self, Course, Version};
use bedside::journey::{CertificateId, Fact, Introduction, Journal, Role};
use bedside::prose::layout::width;
use bedside::question::{Grade, Percent};
use bedside::record::Assurance;
use bedside::record::report::{By, Rules};
use bedside::source::{Content, Digest, Files};
use bedside::store::Sqlite;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use uuid::Uuid;

const TODAY: Date = date(2026, 11, 25);

fn sample() -> Course {
    let texts = [
        ("course.toml", "format = 1\nid = \"sample\"\ntitle = \"Before You Post\"\ncontact = \"it@example.org\"\nversion = \"1.4\"\n"),
        ("lessons/privacy.toml", "title = \"Privacy\"\n[[page]]\ntitle = \"One\"\ntext = \"Words.\"\n"),
    ];
    let texts: BTreeMap<_, _> = texts.into_iter().map(|(path, text)| (path.into(), Content::Text(text.into()))).collect();
    course::read(Arc::new(Files { texts, ..Files::default() })).course.unwrap()
}

/// Adds a learner to the records of a folder; one without a last day has only begun.
fn learner(folder: &Path, account: &str, staff_id: &str, name: &str, until: Option<Date>) {
    let mut journal = Sqlite::open(folder).unwrap().journal(account, &sample().id).unwrap();
    let at = |second: i64| Timestamp::from_second(1_780_000_000 + second).unwrap();
    let (version, digest) = (Version { edition: 1, revision: 4 }, Digest([1; 32]));
    let person = Introduction { name: name.to_owned(), staff_id: staff_id.to_owned(), role: Role::Md, department: String::new() };
    journal.append(Fact::Introduced(person), at(0)).unwrap();
    journal.append(Fact::CourseOpened { version, digest }, at(1)).unwrap();
    if let Some(until) = until {
        let certificate = CertificateId(Uuid::now_v7());
        let (grade, pass) = (Grade::FULL, Percent(80));
        let earned = Fact::CertificateEarned { certificate, version, digest, on: date(2026, 5, 28), until: Some(until), grade, pass };
        journal.append(earned, at(2)).unwrap();
    }
}

/// A department of seven, one of whom has left and one of whom typed no staff id.
fn department() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    learner(folder.path(), "ana", "1001", "Ana Silva", Some(date(2027, 5, 28)));
    learner(folder.path(), "ben", " 1002 ", "Ben", Some(date(2026, 12, 20)));
    learner(folder.path(), "cem", "1003", "Cem", Some(date(2026, 11, 1)));
    learner(folder.path(), "dan", "1004", "Dan", None);
    learner(folder.path(), "zoe", "", "Zoe OHara", Some(date(2027, 5, 1)));
    let roster = "Staff ID;Name;Email;Department;Site;Hired;Status\n\
        1001;Silva, Ana;ana@example.org;Surgery;North;2020-01-01;Active\n\
        1002;Ben \"=1+1\" Bo;ben@example.org;Surgery;North;2020-01-01;Active\n\
        1003;Cem Can;cem@example.org;Surgery;South;2020-01-01;Active\n\
        1004;Dan Day;dan@example.org;Emergency;South;2020-01-01;Active\n\
        1005;O'Hara, Zoë;zoe@example.org;Emergency;South;2020-01-01;Active\n\
        1006;=cmd|'/c calc'!A1;<script>alert(1)</script>;Emergency;South;2026-11-20;Active\n\
        1007;Gone Girl;;Emergency;South;2020-01-01;Terminated\n";
    fs::write(folder.path().join("people.csv"), roster).unwrap();
    folder
}

fn with<T>(folder: &Path, confirmed: &BTreeMap<String, bedside::journey::LearnerId>, look: impl FnOnce(&Report<'_>) -> T) -> T {
    let course = sample();
    let records = Sqlite::open_to_read(folder).unwrap().map_or(Records::Nowhere, |store| Records::Learners(store.into()));
    let least = Assurance::SELF_ATTESTED;
    let rules = Rules { today: TODAY, soon: 90, within: Some(30) };
    let roster = Roster { file: &folder.join("people.csv"), by: By::Department, rules, least };
    look(&Report::of(&records, &course, roster, confirmed).unwrap())
}

fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8(out).unwrap()
}

/// A learner's id is made when the learner is: it is not part of a picture.
fn without_ids(text: &str) -> String {
    let is_id = |word: &str| Uuid::parse_str(word).is_ok();
    let mut shown = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some(word) = rest.get(..36).filter(|word| is_id(word)) {
            shown.push_str("(id)");
            rest = &rest[word.len()..];
        } else {
            shown.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    shown
}

#[test]
fn the_report_on_a_screen_is_words_and_bars() {
    let folder = department();
    for columns in [72, 40] {
        let lines = with(folder.path(), &BTreeMap::new(), |report| report.chart(columns));
        insta::assert_snapshot!(format!("report-{columns}"), without_ids(&lines.join("\n")));
        assert!(lines.iter().all(|line| width(line) <= columns || line.contains("--confirm")), "{lines:#?}");
    }
}

#[test]
fn the_report_person_by_person_is_a_table_that_no_spreadsheet_computes() {
    let folder = department();
    let table = with(folder.path(), &BTreeMap::new(), |report| text(|out| report.csv(out).unwrap()));
    insta::assert_snapshot!("report-csv", without_ids(&table));
}

#[test]
fn the_report_for_programs_has_counts_groups_and_people() {
    let folder = department();
    let json = with(folder.path(), &BTreeMap::new(), |report| text(|out| report.json(out).unwrap()));
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["people"].as_array().unwrap().len(), 7);
    assert_eq!(value["people"][5]["name"], "=cmd|'/c calc'!A1");
    insta::assert_snapshot!("report-json", without_ids(&json));
}

#[test]
fn the_page_is_whole_in_itself_and_no_name_is_markup() {
    let folder = department();
    let file = folder.path().join("report.html");
    with(folder.path(), &BTreeMap::new(), |report| report.page(&file).unwrap());
    let page = fs::read_to_string(&file).unwrap();
    for outside in ["src=", "href=", "url(", "<script", "@import"] {
        assert!(!page.contains(outside), "the page wants {outside}");
    }
    let body = page.split("</style>").nth(1).unwrap();
    insta::assert_snapshot!("report-html", body);
}

#[test]
fn reminders_go_to_those_whose_day_is_near() {
    let folder = department();
    let letters = folder.path().join("letters");
    let told = with(folder.path(), &BTreeMap::new(), |report| report.remind(&letters, Timestamp::UNIX_EPOCH).unwrap());
    assert_eq!(told, "reminders: 0 at 90 days, 0 at 60 days, 2 at 30 days, 0 at 7 days");
    let lines = |file: &str| fs::read_to_string(letters.join(file)).unwrap().lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        lines("remind-30-days.csv"),
        [
            "ben@example.org,\"Ben \"\"=1+1\"\" Bo\",,,1002,Surgery,Before You Post,expiring,2026-12-20,25",
            "<script>alert(1)</script>,'=cmd|'/c calc'!A1,,,1006,Emergency,Before You Post,due,2026-12-20,25",
        ]
    );
    for none in ["remind-7-days.csv", "remind-60-days.csv", "remind-90-days.csv"] {
        assert_eq!(lines(none), [""; 0], "{none}");
    }
    let calendar = fs::read_to_string(letters.join("reminders.ics")).unwrap();
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2);
}

#[test]
fn a_name_matches_nobody_until_it_is_confirmed() {
    let folder = department();
    let zoe = Sqlite::open(folder.path()).unwrap().journal("zoe", &sample().id).unwrap().learner().unwrap();
    let standing = |confirmed: &BTreeMap<_, _>| {
        let table = with(folder.path(), confirmed, |report| text(|out| report.csv(out).unwrap()));
        table.lines().find(|line| line.starts_with("1005")).unwrap().to_owned()
    };
    assert!(standing(&BTreeMap::new()).contains(",never-started,"));
    assert!(standing(&[("1005".to_owned(), zoe)].into()).contains(",complete,2027-05-01,"));
}

#[test]
fn people_without_a_staff_id_are_told_of_since_no_record_can_be_found_for_them() {
    let folder = department();
    let told = |roster: &str| {
        fs::write(folder.path().join("people.csv"), roster).unwrap();
        let file = folder.path().join("report.html");
        let (lines, json) = with(folder.path(), &BTreeMap::new(), |report| {
            report.page(&file).unwrap();
            (report.chart(72).join(" "), text(|out| report.json(out).unwrap()))
        });
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        (lines, fs::read_to_string(&file).unwrap(), json["without_staff_id"].clone())
    };
    let (lines, page, count) = told("id,name,left\n1001,Ana Silva,\n,Zoe OHara,\n,Gone Girl,2020-01-01\n");
    let words = "On the roster 1 person has no staff id, so that no record can be found for this person.";
    assert!(lines.contains(words) && page.contains(words) && count == 1, "{lines}");
    let (lines, page, count) = told("id,name\n1001,Ana Silva\n,Zoe OHara\n,Ben Bo\n");
    let words = "On the roster 2 people have no staff id, so that no record can be found for them.";
    assert!(lines.contains(words) && page.contains(words) && count == 2, "{lines}");
    let (lines, page, count) = told("id,name\n1001,Ana Silva\n");
    assert!(!lines.contains("no staff id") && !page.contains("no staff id") && count == 0, "{lines}");
}

/// A spreadsheet takes 0100 for a number and saves 100.
#[test]
fn staff_ids_that_lost_their_noughts_are_told_of_and_so_is_who_stands_on_no_roster() {
    let folder = tempfile::tempdir().unwrap();
    for (account, staff_id, name) in [("a", "0100", "Ana"), ("b", "0101", "Bo"), ("c", "0999", "=cmd|'/c calc'!A1"), ("d", "", "田中 太郎")]
    {
        learner(folder.path(), account, staff_id, name, Some(date(2027, 5, 1)));
    }
    let of = |roster: &str| {
        fs::write(folder.path().join("people.csv"), roster).unwrap();
        let (page, lost) = (folder.path().join("report.html"), folder.path().join("lost.csv"));
        let (lines, json) = with(folder.path(), &BTreeMap::new(), |report| {
            report.page(&page).unwrap();
            let records = Records::Learners(Sqlite::open(folder.path()).unwrap().into());
            report.strangers(&records, &lost).unwrap();
            (report.chart(72).join(" "), text(|out| report.json(out).unwrap()))
        });
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        (lines, fs::read_to_string(&page).unwrap(), fs::read_to_string(&lost).unwrap(), json)
    };
    let (lines, page, lost, json) = of("id,name\n100,Ana\n101,Bo\n2000,田中太郎\n");
    let words = "2 staff ids of learners are on the roster without the zeros at their beginning";
    assert!(lines.contains(words) && page.contains(words) && json["but_for_noughts"] == 2, "{lines}");
    assert!(lines.contains("`--not-on-roster FILE` writes who") && lines.contains("田中 太郎 is 2000 by the name:"), "{lines}");
    let lost: Vec<&str> = lost.lines().collect();
    assert_eq!(lost.len(), 5, "{lost:?}");
    assert!(
        lost.iter().any(|line| line.starts_with("0999,'=cmd|'/c calc'!A1,c,") && line.ends_with(",2026-05-28,2027-05-01,0")),
        "{lost:?}"
    );
    let (lines, page, lost, json) = of("id,name\n0100,Ana\n0101,Bo\n0999,C\n");
    assert!(!lines.contains("zeros") && !page.contains("zeros") && json["but_for_noughts"] == 0, "{lines}");
    assert_eq!(lost.lines().count(), 2, "{lost}");
}

#[test]
fn who_holds_two_posts_or_came_back_stands_in_the_report_once() {
    let folder = department();
    let file = folder.path().join("people.csv");
    let roster = fs::read_to_string(&file).unwrap();
    let both = |write: fn(&Report<'_>) -> String| {
        fs::write(&file, &roster).unwrap();
        let once = with(folder.path(), &BTreeMap::new(), write);
        let (head, people) = roster.split_once('\n').unwrap();
        let more = "1001;Silva, Ana;ana@example.org;Emergency;South;2020-01-01;Active\n1004;Dan Day;;Surgery;North;2015-01-01;Terminated\n";
        let before = "1002;Ben \"=1+1\" Bo;;Emergency;South;2010-01-01;Terminated\n";
        fs::write(&file, format!("{head}\n{before}{people}{more}")).unwrap();
        (once, with(folder.path(), &BTreeMap::new(), write))
    };
    let csv = |report: &Report<'_>| text(|out| report.csv(out).unwrap());
    let json = |report: &Report<'_>| text(|out| report.json(out).unwrap());
    for (once, twice) in [both(csv), both(json)] {
        assert_eq!(once, twice);
    }
}

#[test]
fn a_roster_with_mistakes_is_told_line_by_line_and_nothing_is_written() {
    let folder = department();
    let roster = folder.path().join("people.csv");
    fs::write(&roster, "id,name,hired\n1,Ana,soon\n,,2026-01-01\n").unwrap();
    let course = sample();
    let rules = Rules { today: TODAY, soon: 90, within: None };
    let roster = Roster { file: &roster, by: By::Department, rules, least: Assurance::SELF_ATTESTED };
    let told = Report::of(&Records::Nowhere, &course, roster, &BTreeMap::new()).unwrap_err().to_string();
    let (head, lines) = told.split_once('\n').unwrap();
    assert!(head.starts_with("2 lines of the roster ") && head.ends_with("cannot be used; nothing was written"), "{head}");
    assert_eq!(
        lines,
        "  line 2: `soon` in the column for hiring is no day; write it as 2026-11-23\n  line 3: it has neither a staff id nor a name"
    );
}

#[test]
fn hostile_names_do_no_harm_in_any_shape_of_the_report() {
    let folder = department();
    let long = "ß".repeat(10_000);
    for name in
        ["=1+1", "+1", "@SUM(A1)", "\u{1b}[2J\u{9b}", "\u{202e}drawkcab", "\"><img src=x onerror=alert(1)>", "a\r\nEND:VCALENDAR", &long]
    {
        let mut roster = csv::Writer::from_path(folder.path().join("people.csv")).unwrap();
        roster.write_record(["id", "name", "mail", "department", "hired"]).unwrap();
        roster.write_record(["1002", name, name, name, "2026-11-20"]).unwrap();
        roster.write_record(["9", name, name, "", "2026-11-20"]).unwrap();
        roster.flush().unwrap();
        let letters = folder.path().join("letters");
        let page = folder.path().join("report.html");
        let (screen, table, json) = with(folder.path(), &BTreeMap::new(), |report| {
            report.page(&page).unwrap();
            report.remind(&letters, Timestamp::UNIX_EPOCH).unwrap();
            (report.chart(80).join("\n"), text(|out| report.csv(out).unwrap()), text(|out| report.json(out).unwrap()))
        });
        let read = |file: &Path| fs::read_to_string(file).unwrap();
        let (page, letters, calendar) = (read(&page), read(&letters.join("remind-30-days.csv")), read(&letters.join("reminders.ics")));
        for shape in [&screen, &table, &json, &page, letters.trim_start_matches('\u{feff}'), &calendar].map(|shape: &str| shape) {
            let steers = |letter: char| !matches!(letter, '\r' | '\n') && !bedside::prose::safe::harmless(letter);
            assert!(!shape.contains(steers), "{name:?}: {shape}");
        }
        assert!(!page.contains("<img"));
        assert_eq!(calendar.matches("\r\nEND:VCALENDAR").count(), 1);
        for table in [&table, &letters] {
            let mut rows = csv::ReaderBuilder::new().from_reader(table.as_bytes());
            for row in rows.records() {
                assert!(row.unwrap().iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
            }
        }
        let people: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(people["people"][0]["name"], bedside::prose::safe::line(name).as_ref());
    }
}
