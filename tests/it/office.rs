//! What a department gets wrong, or finds among what it is sent, is told and never passed over.

use std::fs::{self, File};
use std::io::{BufRead as _, Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use bedside::cli::Answer;
use bedside::cli::collecting::Told;
use bedside::cli::command::export::{Wanted, write};
use bedside::cli::command::{keys, purge};
use bedside::cli::records::Records;
use bedside::journey::Introduction;
use bedside::record::enrolment::{Enrolment, Secret};
use bedside::record::format::{Lines, Manner, named};
use bedside::record::hand_in::HandIn;
use bedside::record::records::Noted;
use bedside::record::seal::Key;
use bedside::record::{Assurance, Records as _};
use bedside::source::Content;
use bedside::store::{Outbox, Queued};
use jiff::SignedDuration;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use uuid::Uuid;
use zip::write::SimpleFileOptions;

use crate::collect::{Department, course, of, runs, written};
use crate::forgery::resealed;
use crate::support::graduate::{Graduate, resident, sample_files};
use crate::support::kept::gathered;

/// Writes the sample course where the program finds it, under an id of its own.
pub(crate) fn teaches(department: &Department, id: &str) {
    for (path, text) in sample_files("1.4").texts {
        let (file, Content::Text(text)) = (department.at("course").join(&*path), text) else { continue };
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text.replace("id = \"sample\"", &format!("id = \"{id}\""))).unwrap();
    }
}

fn zipped(file: &Path, entries: &[(&str, &[u8])]) {
    let mut zip = zip::ZipWriter::new(File::create(file).unwrap());
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

/// What is in the log, as what was done and to what.
fn log(department: &Department) -> Vec<(String, String)> {
    let noted: Vec<Noted> = gathered(|visit| department.records().each_act(visit));
    noted.into_iter().map(|noted| (noted.act.what, noted.act.to)).collect()
}

fn roster(department: &Department, lines: &str) -> String {
    let file = department.at("people.csv");
    fs::write(&file, format!("staff id,name\n{lines}")).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn what_was_not_read_is_named_and_what_machines_leave_is_not() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    for name in ["a.txt", "b.docx", "c.json.txt", "d.pdf", "people.csv", ".DS_Store", "desktop.ini", "Thumbs.db", "~$b.docx"] {
        department.gets(name, "words");
    }
    zipped(&department.at("inbox/e.zip"), &[("in/f.csv", b"staff id\n"), ("__MACOSX/g.txt", b""), ("desktop.ini", b"")]);
    let (answer, text) = department.collects_as(Told::Text, None);
    assert_eq!(answer, Answer::Done, "{text}");
    let told = "not read  /inbox/e.zip, in/f.csv, /inbox/people.csv\n          a table is only taken where it is named itself";
    assert!(text.contains(told), "{text}");
    let told = "not read  /inbox/a.txt, /inbox/b.docx, /inbox/c.json.txt, and 1 more\n          what learners hand in ends in .json";
    assert!(text.contains(told), "{text}");
    assert!(text.contains("\n1 new, 0 known already, 0 refused, 6 not read\n"), "{text}");
    for litter in ["DS_Store", "desktop.ini", "Thumbs.db", "~$", "MACOSX"] {
        assert!(!text.contains(litter), "{litter}: {text}");
    }
    let (_, json) = department.collects_as(Told::Json, None);
    assert!(json.contains(r#"{"source":"/inbox/a.txt","outcome":"not-read","reason":"other""#), "{json}");
    assert!(json.lines().last().unwrap().contains(r#""not_read":6"#), "{json}");
}

#[test]
fn an_archive_in_an_archive_is_refused_and_not_passed_over() {
    let department = Department::new();
    let inner = department.at("inner.zip");
    zipped(&inner, &[("ana.json", of(1, "Ana").as_bytes())]);
    for name in ["ward-3.zip", "bedside-enrolment-and-more.zip"] {
        zipped(&department.at("inbox/all.zip"), &[(name, &fs::read(&inner).unwrap()), ("ben.json", of(2, "Ben").as_bytes())]);
        let (answer, text) = department.collects_as(Told::Text, None);
        assert_eq!(answer, Answer::No);
        let told = format!(
            "refused   /inbox/all.zip, {name}\n          the archive is not safe to open: it lies in another archive\n          unpack it"
        );
        assert!(text.contains(&told), "{text}");
    }
    assert_eq!(department.keeps().len(), 1);
}

#[cfg(unix)]
#[test]
fn links_and_folders_that_lie_too_deep_are_named() {
    let department = Department::new();
    fs::write(department.at("ana.json"), of(1, "Ana")).unwrap();
    std::os::unix::fs::symlink(department.at("ana.json"), department.at("inbox/link.json")).unwrap();
    let deep = department.at("inbox/a/b/c/d/e/f/g/h/i/j/k/l/m");
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("ana.json"), of(1, "Ana")).unwrap();
    let text = department.collects();
    assert!(text.contains("not read  /inbox/link.json\n          a link may lead elsewhere"), "{text}");
    assert!(text.contains("not read  /inbox/a/b/c/d/e/f/g/h/i/j/k/l/m\n          folders are looked through twelve deep"), "{text}");
}

#[test]
fn a_report_on_the_wrong_course_says_which_courses_there_are() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana")).gets("ben.json", of(2, "Ben"));
    department.collects();
    let people = roster(&department, "0071,Ana\n");
    teaches(&department, "other");
    let told = "these records hold no completion of other, which was asked about, but 2 of sample (Before You Post)\nname the course that is meant with `--course DIR`\n";
    for arguments in [&["report", "--roster", &people] as &[&str], &["analyse"]] {
        let (code, _, said) = runs(&department, arguments);
        assert_eq!((code, said.as_str()), (0, told));
    }
    // Where nobody named it, nothing is written: everybody would be one who never started.
    let (course, page) = (department.at("course"), department.at("report.html"));
    let unnamed = |arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
        program.args(arguments).env_clear().env("HOME", department.at("home")).env("BEDSIDE_DATA", department.at("data"));
        let output = program.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), output.stdout.len(), said.contains("name the course that is meant with `--course DIR`"))
    };
    let report: &[&str] = &["report", "--roster", &people];
    for arguments in [report, &[report, &["--html", page.to_str().unwrap()]].concat(), &[report, &["--csv"]].concat(), &["analyse"]] {
        assert_eq!(unnamed(arguments), (1, 0, true), "{arguments:?}");
    }
    assert!(!page.exists());
    teaches(&department, "sample");
    assert_eq!(unnamed(&[report, &["--course", course.to_str().unwrap()]].concat()).0, 0);
    assert_eq!(runs(&department, report).2, "");
}

#[test]
fn a_report_on_a_course_that_no_learner_of_this_computer_has_begun_says_so() {
    let department = Department::new();
    Graduate::named(&course(), 1, "Ana").completes().on(&department.at("data"));
    let people = roster(&department, "0071,Ana\n");
    for (id, told) in
        [("other", "nobody in these records has begun other; if another course is meant, name it with `--course DIR`\n"), ("sample", "")]
    {
        teaches(&department, id);
        let (code, _, said) = runs(&department, &["report", "--roster", &people]);
        assert_eq!((code, said.as_str()), (0, told));
    }
}

/// What a report says of everybody on a roster on a day, with the day that matters.
fn stand(department: &Department, people: &str, today: &str) -> Vec<String> {
    let (code, told, said) = runs(department, &["report", "--roster", people, "--csv", "--today", today]);
    assert_eq!((code, said.as_str()), (0, ""));
    let mut lines = told.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let place = |name: &str| head.iter().position(|column| *column == name).unwrap();
    let (standing, day) = (place("standing"), place("day"));
    lines.map(|line| format!("{} {}", line[standing], line[day])).collect()
}

#[test]
fn a_certificate_counts_for_the_staff_id_it_was_made_under_and_as_long_as_it_says() {
    let department = Department::new();
    let who = |staff_id: &str| Introduction { name: "Ana".into(), staff_id: staff_id.into(), ..Introduction::default() };
    let later = jiff::SignedDuration::from_hours(24 * 350);
    let mut ana = Graduate::new(&course(), 1, who("0071")).completes();
    department.gets("a.json", written(&ana.hands_in()));
    let mut ana = ana.after(later).introduces(who("0099")).takes(|_| true).earns();
    department.gets("b.json", written(&ana.hands_in()));
    let mut department = department;
    department.now = "2027-12-01T12:00:00Z".parse().unwrap();
    assert!(department.collects().contains("2 new"));
    teaches(&department, "sample");
    let people = roster(&department, "0071,Ana\n0099,Ana Lima\n");
    assert_eq!(stand(&department, &people, "2027-11-10"), ["expiring 2027-11-20", "complete 2028-11-05"]);
    // On a day before the second was made, nobody knows of it; before the first, of neither.
    assert_eq!(stand(&department, &people, "2027-11-04"), ["expiring 2027-11-20", "never-started "]);
    assert_eq!(stand(&department, &people, "2026-11-19"), ["never-started ", "never-started "]);
}

#[test]
fn who_has_learned_here_and_handed_nothing_in_is_told_of() {
    let department = Department::new();
    Graduate::named(&course(), 1, "Ana").completes().on(&department.at("data"));
    drop(department.records());
    teaches(&department, "sample");
    let people = roster(&department, "0071,Ana\n");
    let told = "no completion is kept here, and 1 learner of this computer has begun sample\n\
        `bedside hand-in --learner NAME --to DIR` writes what each has completed, `bedside collect --hosted DIR` takes it in\n";
    for arguments in [&["report", "--roster", &people] as &[&str], &["export", "--format", "csv"]] {
        let (code, _, said) = runs(&department, arguments);
        assert_eq!((code, said.as_str()), (0, told));
    }
    department.gets("ben.json", of(2, "Ben"));
    department.collects();
    assert_eq!(runs(&department, &["report", "--roster", &people]).2, "");
}

#[test]
fn what_was_learned_on_a_host_reaches_the_department_by_the_hosts_own_hand_in() {
    let department = Department::new();
    Graduate::named(&course(), 1, "Ana").completes().on(&department.at("host"));
    teaches(&department, "sample");
    let (host, handed_in) = (department.at("host"), department.at("handed-in"));
    fs::create_dir(&handed_in).unwrap();
    let (host, handed_in) = (host.to_str().unwrap(), handed_in.to_str().unwrap());
    assert_eq!(runs(&department, &["keys", "create"]).0, 0);
    for came in ["1 new", "0 new"] {
        let (code, _, said) = runs(&department, &["--data", host, "--learner", "user1", "hand-in", "--to", handed_in]);
        assert_eq!(code, 0, "{said}");
        let (_, told, said) = runs(&department, &["collect", "--hosted", handed_in]);
        assert!(told.contains(came), "{told}{said}");
    }
    assert_eq!(runs(&department, &["--data", host, "--learner", "user2", "hand-in", "--to", handed_in]).0, 1, "nothing to hand in");
    let kept = department.keeps();
    assert_eq!((kept.len(), kept[0].completion.assurance), (1, Assurance::HOSTED));
}

#[test]
fn a_day_that_leaves_older_batches_out_says_how_many() {
    let mut department = Department::new();
    department.now = "2026-11-25T12:00:00Z".parse().unwrap();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    assert_eq!(runs(&department, &["keys", "create", "--another"]).0, 0);
    let (code, told, said) = runs(&department, &["export", "--format", "batch", "--since", "2026-11-26"]);
    assert_eq!((code, told.as_str()), (0, ""), "{said}");
    assert!(said.starts_with("1 batch that was collected first before 2026-11-26 is left out, even if it was countersigned"), "{said}");
    let (_, told, said) = runs(&department, &["export", "--format", "batch", "--since", "2026-11-25"]);
    assert!(told.lines().count() > 1 && said.is_empty(), "{said}");
}

#[test]
fn what_waits_for_a_store_is_told_before_it_is_sent() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    teaches(&department, "sample");
    let (code, told, said) = runs(&department, &["send", "--queue", "--to", "https://lrs.example.org/xapi"]);
    assert_eq!(code, 0, "{said}");
    assert!(told.starts_with("https://lrs.example.org/xapi: 0 there, ") && !told.contains(" 0 waiting"), "{told}");
}

#[test]
fn a_department_whose_key_is_gone_is_not_well() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    teaches(&department, "sample");
    let (code, told, _) = runs(&department, &["doctor", "--today", "2026-11-26"]);
    assert_eq!(code, 1, "{told}");
    assert!(
        told.contains("well  records     a department's; nobody learns here: ") && !told.contains("nobody has learned here yet"),
        "{told}"
    );
    assert!(told.contains("ILL   dept. key   the key that signed here, did:key:z") && !told.contains("none yet"), "{told}");
    assert!(told.contains("put department-key.pem back from its copy; `bedside keys create --another` makes another one"), "{told}");
    assert_eq!(runs(&department, &["keys", "create", "--another"]).0, 0);
    let (_, told, _) = runs(&department, &["doctor", "--today", "2026-11-26"]);
    assert!(told.contains("well  dept. key   there, and yours alone") && !told.contains("ILL   dept. key"), "{told}");
}

#[test]
fn a_last_day_that_never_comes_is_none_and_the_course_says_until_when() {
    let department = Department::new();
    let table = department.at("lms.csv");
    fs::write(&table, "PERNR,name,completed on,expires on\n71,Ana,20.11.2026,31.12.9999\n72,Ben,20.11.2026,00.00.0000\n").unwrap();
    let (_, told) = department.collects_from(&table, Told::Text, None);
    assert!(told.contains("2 new"), "{told}");
    let kept = department.keeps();
    let told: Vec<_> = kept.iter().map(|record| (record.completion.staff_id.as_str(), record.completion.expires_on)).collect();
    let last = Some(jiff::civil::date(2027, 11, 20));
    assert!(told.contains(&("71", last)) && told.contains(&("72", last)), "{told:?}");
}

#[test]
fn a_status_that_nobody_knows_is_told_of() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    teaches(&department, "sample");
    let people = department.at("people.csv");
    fs::write(&people, "staff id,name,status\n0071,Ana,Zzz\n0072,Ben,Terminated - Voluntary\n").unwrap();
    let (code, told, said) = runs(&department, &["report", "--roster", people.to_str().unwrap(), "--csv", "--today", "2026-12-01"]);
    assert_eq!((code, told.matches(",left,").count()), (0, 1), "{told}");
    let told = "whether somebody has left is not told by the status `Zzz` on line 2; they were taken to be there still\n";
    assert!(said.ends_with(told), "{said}");
}

#[test]
fn a_mistyped_folder_of_records_is_not_one_in_which_nothing_was_done() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    teaches(&department, "sample");
    let (people, table) = (roster(&department, "0071,Ana\n"), department.at("all.csv"));
    fs::write(&table, "what was here").unwrap();
    let file = table.to_str().unwrap();
    fs::create_dir(department.at("empty")).unwrap();
    for folder in ["dta", "empty"] {
        let data = department.at(folder);
        let data = data.to_str().unwrap();
        for arguments in [
            &["report", "--roster", &people, "--html", file] as &[&str],
            &["export", "--format", "csv", "-o", file],
            &["analyse"],
            &["purge", "--dry-run"],
            &["audit"],
        ] {
            let (code, out, said) = runs(&department, &[&["--data", data], arguments].concat());
            assert_eq!((code, out.as_str()), (1, ""), "{arguments:?}: {said}");
            assert!(said.starts_with("there are no records ") && said.contains("`--data DIR` names others"), "{said}");
        }
    }
    assert_eq!(fs::read_to_string(table).unwrap(), "what was here");
    assert!(!department.at("dta").exists());
}

#[test]
fn a_question_is_thrown_out_of_its_own_course_and_never_the_last_one() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    teaches(&department, "other");
    let throws = |question: &str| runs(&department, &["analyse", "--throw-out", question, "--why", "a wrong key"]);
    let (code, _, said) = throws("second-one");
    assert!(code == 1 && said.contains("hold no completion of other"), "{said}");
    assert_eq!(log(&department).len(), 1, "only the collecting");
    teaches(&department, "sample");
    for question in ["first-one", "second-one", "third-one"] {
        let (code, _, said) = throws(question);
        assert_eq!((code, said), (0, format!("{question} of sample is thrown out; the log says so\n")));
    }
    assert_eq!(log(&department).pop().unwrap(), ("throw-out".to_owned(), "sample/third-one".to_owned()));
    let (code, _, said) = throws("fourth-one");
    assert!(code == 2 && said.contains("`fourth-one` is the last question of the-quiz that counts"), "{said}");
    let (code, _, said) = throws("first-one");
    assert!(code == 2 && said.contains("`first-one` is thrown out already"), "{said}");
    let (_, figures, _) = runs(&department, &["analyse", "--json"]);
    assert!(figures.contains(r#""as_before":1"#), "{figures}");
    let (_, chart, _) = runs(&department, &["analyse"]);
    assert!(chart.contains("1 attempt asked nothing else, and stays as it was"), "{chart}");
    assert_eq!(runs(&department, &["analyse", "--put-back", "first-one", "--why", "it was right"]).0, 0);
    assert_eq!(throws("fourth-one").0, 0);
}

#[test]
fn a_score_without_what_was_thrown_out_is_the_same_whichever_course_is_at_hand() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana")).gets("ben.json", of(2, "Ben"));
    department.collects();
    teaches(&department, "sample");
    let here = department.at("course");
    for question in ["second-one", "third-one"] {
        assert_eq!(runs(&department, &["analyse", "--throw-out", question, "--why", "a wrong key"]).0, 0);
    }
    let exported = |more: &[&str]| {
        let (code, out, said) = runs(&department, &[&["export", "--format", "csv"], more].concat());
        assert_eq!(code, 0, "{said}");
        let mut lines: Vec<String> = out.lines().map(str::to_owned).collect();
        lines.sort();
        (lines, said)
    };
    let (completions, attempts) = (exported(&[]), exported(&["--attempts"]));
    assert!(
        completions.0.iter().filter(|line| line.contains(",2 of 3,")).count() == 2,
        "what was handed in stands beside it: {completions:?}"
    );
    fs::create_dir_all(department.at("data/courses")).unwrap();
    fs::rename(&here, department.at("elsewhere")).unwrap();
    teaches(&department, "other");
    let (lines, said) = exported(&[]);
    assert!(lines != completions.0 && said.contains("questions were thrown out of a course that is not at hand: sample"), "{said}");
    assert!(said.contains("name it with `--course DIR`, or put its folder into "), "{said}");
    fs::rename(department.at("elsewhere"), department.at("data/courses/sample")).unwrap();
    assert_eq!(exported(&[]), completions);
    assert_eq!(exported(&["--attempts"]), attempts);
}

#[test]
fn a_match_of_nobody_or_of_somebody_else_is_refused_and_one_that_is_made_is_in_the_log() {
    let department = Department::new();
    let who = |name: &str, staff_id: &str| Introduction { name: name.into(), staff_id: staff_id.into(), ..Introduction::default() };
    for (number, name, staff_id) in [(1, "Ana Lima", ""), (2, "Ben Roy", "0072"), (3, "Ana Lima", "")] {
        let mut one = Graduate::new(&course(), number, who(name, staff_id)).completes();
        department.gets(&format!("{number}.json"), written(&one.hands_in()));
    }
    department.collects();
    teaches(&department, "sample");
    let people = roster(&department, "0071,Ana Lima\n0072,Ben Roy\n0073,Cem Can\n");
    let learner = |place: usize| department.keeps()[place].completion.learner_id.0.to_string();
    let confirms = |wishes: &[String]| {
        let mut arguments = vec!["report", "--roster", &people];
        arguments.extend(wishes.iter().flat_map(|wish| ["--confirm", wish.as_str()]));
        let (code, _, said) = runs(&department, &arguments);
        (code, said)
    };
    let kept = || department.records().matches().unwrap().into_values().map(|learner| learner.0.to_string()).collect::<String>();
    let (code, said) = confirms(&[format!("0099={}", learner(0))]);
    assert!(code == 2 && said.contains("nobody on the roster has the staff id `0099`; nothing was confirmed"), "{said}");
    let (code, said) = confirms(&["0071=6d1b0000-0000-4000-8000-000000000007".to_owned()]);
    assert!(code == 2 && said.contains("the records tell of no learner 6d1b0000-0000-4000-8000-000000000007 in sample"), "{said}");
    assert_eq!((kept(), log(&department).len()), (String::new(), 1));
    assert_eq!(confirms(&[format!("0071={}", learner(0))]), (0, String::new()));
    assert!(kept().contains(&learner(0)));
    assert_eq!(log(&department).pop().unwrap(), ("confirm".to_owned(), "1 person on the roster".to_owned()));
    let (code, said) = confirms(&[format!("0071={}", learner(2))]);
    assert!(code == 2 && said.contains(&format!("`0071` is confirmed as {} already; take that back first", learner(0))), "{said}");
    assert!(kept().contains(&learner(0)));
    // Both in one go, the taking back last.
    assert_eq!(confirms(&[format!("0073={}", learner(0)), "0071=none".to_owned()]), (0, String::new()));
    let (code, said) = confirms(&[format!("0071={}", learner(1))]);
    assert!(code == 0 && said.contains("that learner typed `0072`, which is somebody else on the roster"), "{said}");
    assert!(said.contains("and goes by that name, too, and so counts there still"), "{said}");
}

/// One digit more or less is somebody else's staff id.
#[test]
fn a_certificate_under_the_staff_id_of_somebody_of_another_name_is_to_be_looked_at_until_that_is_settled() {
    let department = Department::new();
    for (number, name, staff_id) in [(1, "Ben Okri", "0071"), (2, "Silva-Roy, Ana", "0072"), (3, "C. Can", "0073"), (4, "Dan", "0074")] {
        let who = Introduction { name: name.into(), staff_id: staff_id.into(), ..Introduction::default() };
        department.gets(&format!("{number}.json"), written(&Graduate::new(&course(), number, who).completes().hands_in()));
    }
    department.collects();
    teaches(&department, "sample");
    let people = department.at("people.csv");
    fs::write(
        &people,
        "staff id,name,mail\n0071,Ada Lovelace,\n0072,Dr. Ana Silva,\n0073,Cem Yildiz,user3@example.org\n0074,,\n0075,Ben Okri,\n",
    )
    .unwrap();
    let people = people.to_str().unwrap();
    let says = |more: &[&str]| {
        let (code, out, said) = runs(&department, &[&["report", "--roster", people], more].concat());
        assert_eq!(code, 0, "{said}");
        out
    };
    let ben = department.keeps().into_iter().find(|record| record.completion.name == "Ben Okri").unwrap().completion;
    let told = says(&[]);
    let id = ben.learner_id.0;
    let there = format!(
        "Look whose they are:\n  0071, Ada Lovelace on the roster, has that of Ben Okri:\n  if it is that of 0075, who is called so on the roster:\n    \
         --confirm 0075={id}\n  if the two names are one person's:\n    --confirm 0071={id}\nWhere it is one person"
    );
    assert!(told.contains(&there) && told.matches("has that of").count() == 1, "{told}");
    let json: serde_json::Value = serde_json::from_str(&says(&["--json"])).unwrap();
    assert_eq!(
        json["unlike"],
        serde_json::json!([{ "staff_id": "0071", "learner_id": ben.learner_id, "name": "Ben Okri", "on_the_roster": "Ada Lovelace", "namesake": "0075" }])
    );
    let page = department.at("page.html");
    says(&["--html", page.to_str().unwrap()]);
    assert!(fs::read_to_string(&page).unwrap().contains("whom the roster calls otherwise, to be looked at: 1."));
    // Confirmed as the one he is, he counts there; Ada has nothing any more.
    let of = |staff_id: &str, table: &str| table.lines().find(|line| line.starts_with(staff_id)).unwrap().to_owned();
    assert!(of("0071", &says(&["--csv"])).contains(",complete,"));
    let exports = || {
        let (code, table, said) = runs(&department, &["export", "--format", "csv"]);
        assert!(code == 0 && table.contains("Ben Okri,md,0071,"), "{table}{said}");
        said
    };
    assert_eq!(exports(), "");
    let settled = says(&["--csv", "--confirm", &format!("0075={}", ben.learner_id.0)]);
    assert!(of("0075", &settled).contains(",complete,") && of("0071", &settled).contains(",never-started,"), "{settled}");
    assert!(exports().starts_with("1 person has the staff id here that was typed, not the one that `bedside report --confirm` says"));
    assert!(!says(&[]).contains("has that of"));
    says(&["--confirm", "0075=none"]);
    // Or it is Ada under another name: that is confirmed, and not told again.
    says(&["--confirm", &format!("0071={}", ben.learner_id.0)]);
    assert!(!says(&[]).contains("has that of"));
}

/// A computer on the ward has one account, and whoever is on duty uses it.
#[test]
fn a_match_that_was_confirmed_takes_no_certificate_of_the_next_person_at_that_account() {
    let mut department = Department::new();
    department.now = "2027-12-01T12:00:00Z".parse().unwrap();
    let who = |name: &str, staff_id: &str| Introduction { name: name.into(), staff_id: staff_id.into(), ..Introduction::default() };
    let course = course();
    let mut ben = Graduate::new(&course, 1, who("Ben Roy", "0711")).completes();
    department.gets("ben.json", written(&ben.hands_in()));
    let learner = ben.learner.0;
    let mut cem = ben.after(SignedDuration::from_hours(24 * 350)).introduces(who("Cem Can", "0073")).takes(|_| true).earns();
    department.gets("cem.json", written(&cem.hands_in()));
    department.collects();
    teaches(&department, "sample");
    let people = roster(&department, "0071,Ben Roy\n0073,Cem Can\n");
    let wish = format!("0071={learner}");
    let (code, out, said) = runs(&department, &["report", "--today", "2027-12-01", "--roster", &people, "--csv", "--confirm", &wish]);
    assert_eq!(code, 0, "{said}");
    let completed = |staff_id: &str| out.lines().find(|line| line.starts_with(staff_id)).unwrap().contains(",2027-11-05,");
    assert!(completed("0073") && !completed("0071") && out.contains(",2026-11-20,"), "{out}");
}

#[test]
fn whose_key_is_bound_is_confirmed_for_no_other_staff_id() {
    let department = Department::new();
    let mut ana = Graduate::named(&course(), 1, "Ana Lima").completes();
    let mut out = Vec::new();
    keys::give(&department.at("data").into(), "0071", "Ana Lima", 14, department.now, &mut out).unwrap();
    let token = Secret::read(String::from_utf8(out).unwrap().lines().next().unwrap()).unwrap();
    let enrolment = Enrolment::new(&token, ana.learner, department.now, &ana.key()).written().unwrap();
    department.gets("bedside-enrolment-1.json", enrolment).gets("ana.json", written(&ana.hands_in()));
    department.collects();
    teaches(&department, "sample");
    let people = roster(&department, "0071,Ana Lima\n0072,Ben Roy\n");
    let confirms = |staff_id: &str| {
        let (code, _, said) = runs(&department, &["report", "--roster", &people, "--confirm", &format!("{staff_id}={}", ana.learner.0)]);
        (code, said)
    };
    let (code, said) = confirms("0072");
    assert!(code == 2 && said.contains("the key of that learner is bound to the staff id `0071`; nothing was confirmed"), "{said}");
    assert!(said.contains(&format!("`bedside keys revoke {}` first", ana.key().id())), "{said}");
    assert_eq!(confirms("0071").0, 0);
}

#[test]
fn matches_that_an_earlier_version_kept_in_a_file_go_over_to_the_records_but_for_those_of_nobody() {
    let department = Department::new();
    let who = |name: &str| Introduction { name: name.into(), staff_id: String::new(), ..Introduction::default() };
    for (number, name) in [(1, "Ana Lima"), (2, "Ben Roy")] {
        let mut one = Graduate::new(&course(), number, who(name)).completes();
        department.gets(&format!("{number}.json"), written(&one.hands_in()));
    }
    department.collects();
    teaches(&department, "sample");
    let people = roster(&department, "0071,Ana Lima\n0072,Ben Roy\n");
    let learner = |place: usize| department.keeps()[place].completion.learner_id;
    let (ana, file) = (learner(0), department.at("data/matches.json"));
    fs::write(&file, format!("{{\"0071\": \"{}\", \"0072\": \"6d1b0000-0000-4000-8000-000000000007\"}}", ana.0)).unwrap();
    let (code, said, _) = runs(&department, &["report", "--roster", &people, "--json"]);
    assert!(code == 0 && said.contains("\"complete\":1") | said.contains("\"complete\": 1"), "{said}");
    assert_eq!(department.records().matches().unwrap(), [("0071".to_owned(), ana)].into());
    assert!(!file.exists());
    assert_eq!(log(&department).pop().unwrap(), ("confirm".to_owned(), "1 person on the roster".to_owned()));
    let before = log(&department).len();
    runs(&department, &["report", "--roster", &people]);
    assert_eq!(log(&department).len(), before, "once");
}

#[test]
fn what_was_revoked_in_another_system_is_left_out_and_counted() {
    let department = Department::new();
    let table = department.at("lms.csv");
    let lines = "record_id,staff_id,name,course_id,completed_on,assurance,enrolled,revoked_at\n\
        a,0071,Ana,sample,2026-01-02,2,true,\nb,0072,Ben,sample,2026-01-02,2,true,2026-02-03T10:00:00Z\nc,0073,Cem,sample,2026-01-02,2,false,2026-02-04T10:00:00Z\n";
    fs::write(&table, lines).unwrap();
    let (answer, text) = department.collects_from(&table, Told::Text, None);
    assert_eq!(answer, Answer::No);
    assert!(text.contains("lms.csv, line 3\n          it was revoked where it comes from: `2026-02-03T10:00:00Z`\n"), "{text}");
    assert!(text.contains("1 new, 0 known already, 2 refused\n2 of what was refused were revoked where they come from\n"), "{text}");
    let kept = department.keeps();
    assert_eq!((kept.len(), kept[0].completion.staff_id.as_str(), kept[0].completion.enrolled), (1, "0071", false));
}

#[test]
fn a_table_in_another_encoding_is_told_so_with_what_to_do_in_excel() {
    let department = Department::new();
    let table = department.at("lms.csv");
    fs::write(&table, b"staff id,pr\xe9nom,completed on\n1,Zo\xeb,2026-01-02\n").unwrap();
    let (_, text) = department.collects_from(&table, Told::Text, None);
    let told = "it is not UTF-8 text, so that names would come out wrong\n          save it again as UTF-8 (in Excel: File, Save As, and there the type \"CSV UTF-8\")";
    assert!(text.contains(told), "{text}");
    fs::write(&table, b"staff id,name,completed on\n1,Ana,2026-01-02\n2,Zo\xeb,2026-01-02\n").unwrap();
    let (_, text) = department.collects_from(&table, Told::Text, None);
    assert!(text.contains(&format!("lms.csv, line 3\n          {told}")) && text.contains("1 new"), "{text}");
}

#[test]
fn whose_records_are_held_back_is_listed() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana")).gets("ben.json", of(2, "Ben"));
    department.collects();
    teaches(&department, "sample");
    assert_eq!(runs(&department, &["purge", "--holds"]).1, "nobody is held back\n");
    let ben = department.keeps()[1].completion.learner_id.0.to_string();
    for whose in [" 0071", &ben, "A-99"] {
        assert_eq!(runs(&department, &["purge", "--hold", whose, "--reason", "case 12"]).0, 0);
    }
    let (code, told, _) = runs(&department, &["purge", "--holds"]);
    let last = "3 people are held back; the log says why, and `bedside purge --release` lets go\n";
    assert_eq!((code, told), (0, format!("0071  1 record\n{ben}  1 record\na-99  0 records\n{last}")));
    let (_, json, _) = runs(&department, &["purge", "--holds", "--json"]);
    assert_eq!(json.lines().next(), Some(r#"{"held":"0071","records":1}"#));
    assert_eq!(json.lines().count(), 3);
    runs(&department, &["purge", "--release", "0071", "--reason", "over"]);
    assert!(!runs(&department, &["purge", "--holds"]).1.contains("0071"));
}

#[test]
fn what_cannot_be_revoked_is_told_with_the_reason() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let table = department.at("lms.csv");
    fs::write(&table, "staff id,completed on\n0072,2026-01-02\n").unwrap();
    department.collects_from(&table, Told::Text, None);
    teaches(&department, "sample");
    let revokes = |id: &str| {
        let (code, out, said) = runs(&department, &["revoke", id, "--reason", "by mistake"]);
        (code, out + &said)
    };
    let (code, said) = revokes("xyz");
    assert!(code == 2 && said.contains("`xyz` is no id of a certificate") && said.contains("`record_id`"), "{said}");
    let (code, said) = revokes("01936f3e-7c1a-7b52-9d0e-3c5a8b1f2e47");
    assert!(code == 1 && said.contains("there is no certificate of that id here"), "{said}");
    // What has no certificate is revoked itself, once, and by the program counts again.
    for record in department.keeps() {
        let id = record.completion.record_id.0.to_string();
        let (code, said) = revokes(&id);
        assert!(code == 0 && said.contains("no certificate was issued for it here; `bedside revoke --undo` lets it count again"), "{said}");
        let (code, said) = revokes(&id);
        assert!(code == 1 && said.contains("nothing was revoked: it is revoked already, since "), "{said}");
        assert_eq!(runs(&department, &["revoke", "--undo", &id, "--reason", "it was right"]).0, 0);
    }
}

#[test]
fn days_that_contradict_each_other_in_one_table_are_refused_before_any_is_kept() {
    let department = Department::new();
    let table = department.at("lms.csv");
    let collects = |days: [&str; 3]| {
        let lines: String = (1..).zip(days).map(|(number, day)| format!("000{number},{day}\n")).collect();
        fs::write(&table, format!("staff id,completed on\n{lines}")).unwrap();
        department.collects_from(&table, Told::Text, None).1
    };
    let text = collects(["02/14/2026", "2026-01-05", "13/02/2026"]);
    let told = "its days are written in two ways: on line 4, `13/02/2026` has the day before the month, and on line 2, `02/14/2026` has the month first\n          write all days of the table as 2026-11-23";
    assert!(text.contains(told), "{text}");
    let text = collects(["02/03/2026", "04/04/2026", "13/02/2026"]);
    assert!(
        text.contains("on line 4, `13/02/2026` has the day before the month, and on line 2, `02/03/2026` may have either first"),
        "{text}"
    );
    assert!(department.keeps().is_empty());
    assert!(collects(["02/03/2026", "04/04/2026", "02/13/2026"]).contains("3 new"), "in one way, the month first");
    assert!(collects(["23/02/2026", "04/04/2026", "14/02/2026"]).contains("2 new, 1 known"), "in one way, the day first");
}

#[test]
fn a_roster_whose_days_contradict_each_other_is_refused_and_one_that_tells_nothing_is_told_of() {
    let department = Department::new();
    teaches(&department, "sample");
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let reports = |lines: &str| {
        let file = department.at("people.csv");
        fs::write(&file, format!("staff id,name,hired,left,date of birth\n{lines}")).unwrap();
        let (code, told, said) = runs(&department, &["report", "--json", "--roster", file.to_str().unwrap()]);
        (code, told.lines().count(), said)
    };
    for (lines, told) in [
        (
            "0071,Ana,03/02/2026,,\n\n0072,Ben,13/02/2026,,\n",
            "on line 4, `13/02/2026` has the day before the month, and on line 2, `03/02/2026` may have either first",
        ),
        (
            "0071,Ana,,02/14/2026,\n0072,Ben,,,13/02/1980\n",
            "on line 3, `13/02/1980` has the day before the month, and on line 2, `02/14/2026` has the month first",
        ),
    ] {
        let (code, count, said) = reports(lines);
        assert!(code == 1 && count == 0 && said.contains("are written in two ways: ") && said.contains(told), "{code}: {said}");
        assert!(said.contains("write all its days as 2026-11-23; nothing was written"), "{said}");
    }
    let (code, _, said) = reports("0071,Ana,2026-02-03,,\n0072,Ben,03/02/2026,04/04/2026,\n");
    let told = "no day of it tells whether the day or the month comes first, so the month was taken to (`03/02/2026` on line 3)";
    assert!(code == 0 && said.contains(told), "{code}: {said}");
    for plain in ["0071,Ana,03/02/2026,,\n0072,Ben,02/13/2026,,\n", "0071,Ana,23/02/2026,,\n0072,Ben,2026-03-02,,\n"] {
        assert_eq!((reports(plain).0, reports(plain).2.as_str()), (0, ""), "{plain}");
    }
    let table = department.at("lms.csv");
    fs::write(&table, "staff id,completed on\n0001,02/03/2026\n").unwrap();
    let (code, _, said) = runs(&department, &["collect", table.to_str().unwrap()]);
    assert!(code == 0 && said.contains("lms.csv: no day of it tells whether the day or the month comes first"), "{code}: {said}");
}

#[test]
fn the_log_says_for_how_long_what_was_purged_had_been_kept() {
    let mut department = Department::new();
    department.gets("ana.json", of(1, "Ana")).gets("ben.json", of(2, "Ben"));
    department.collects();
    department.now = "2035-01-01T12:00:00Z".parse().unwrap();
    purge::run(&mut department.records(), 7, &department.purge(), &mut Vec::new()).unwrap();
    assert_eq!(log(&department).pop().unwrap(), ("purge".to_owned(), "2 records, kept for 7 years".to_owned()));
}

/// What a learner hands in who has copied another's records, and changed whose they are: the name, the ids and the key.
pub(crate) fn copied(hand_in: &HandIn, number: u64, name: &str) -> Vec<u8> {
    let mut value: serde_json::Value = serde_json::from_str(&written(hand_in)).unwrap();
    let (record, learner) =
        (uuid::Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + u128::from(number)), uuid::Uuid::from_u128(number.into()));
    let staff_id = format!("{:04}", 70 + number);
    let who = &mut value["learner"];
    (who["id"], who["account"]) = (learner.to_string().into(), format!("user{number}").into());
    (who["name"], who["staff_id"]) = (name.into(), staff_id.clone().into());
    value["record_id"] = record.to_string().into();
    value["attestation"]["name"] = name.into();
    for event in value["events"].as_array_mut().unwrap() {
        match event["fact"]["fact"].as_str().unwrap() {
            "introduced" => {
                event["fact"]["name"] = name.into();
                event["fact"]["staff_id"] = staff_id.clone().into();
            }
            "attested" => event["fact"]["name"] = name.into(),
            "certificate-earned" => event["fact"]["certificate"] = record.to_string().into(),
            _ => {}
        }
    }
    resealed(value, &Key::from_secret(&[8; 32]))
}

#[test]
fn answers_that_are_another_learners_to_the_second_are_told_with_both_names_and_hide_none() {
    let department = Department::new();
    let ana = Graduate::named(&course(), 1, "Ana Lima").completes().hands_in();
    department.gets("ana.json", written(&ana)).gets("cem.json", of(3, "Cem Can"));
    assert!(!department.collects().contains("alike"));
    department.gets("ben.json", copied(&ana, 2, "Ben Okri"));
    let (answer, text) = department.collects_as(Told::Text, None);
    assert!(answer == Answer::Done && text.contains("1 new, 2 known already, 0 refused"), "{text}");
    let record = |name: &str| department.keeps().into_iter().find(|record| record.completion.name == name).unwrap().completion.record_id.0;
    let one = |name: &str, staff_id: &str| format!("{name} ({staff_id}), record {}", record(name));
    let (ana, ben) = (one("Ana Lima", "0071"), one("Ben Okri", "0072"));
    let told = |one: &str, other: &str| {
        format!("alike     {one}\n          {other}\n          two learners gave the same answers to the same questions, to the second")
    };
    assert!(text.contains(&told(&ana, &ben)) || text.contains(&told(&ben, &ana)), "{text}");
    assert!(text.contains("take back what is nobody's own with `bedside revoke`") && text.matches("alike").count() == 1, "{text}");
    assert_eq!(department.collects().matches("alike").count(), 1, "a collecting that was stopped never told it");
    // The copy has the same ids of attempts, and both learners' are told.
    let records = Records::Department(Box::new(department.records()));
    let wanted = Wanted { manner: Manner { lines: Lines::Attempts, ..Manner::default() }, ..Wanted::all(named("jsonl").unwrap()) };
    let mut out = Vec::new();
    write(&records, &course(), &wanted, &mut out).unwrap();
    let lines = String::from_utf8(out).unwrap();
    assert!(lines.lines().count() == 3 && lines.contains("Ana Lima") && lines.contains("Ben Okri"), "{lines}");
}

#[test]
fn what_another_system_tells_no_score_of_has_none_in_any_format() {
    let department = Department::new();
    let table = department.at("lms.csv");
    fs::write(&table, "staff id,name,completed on,score\n0071,Ana,2026-01-02,\n0072,Ben,2026-01-03,85\n").unwrap();
    assert!(department.collects_from(&table, Told::Text, None).1.contains("2 new"));
    let records = Records::Department(Box::new(department.records()));
    let exported = |format: &str| {
        let mut out = Vec::new();
        write(&records, &course(), &Wanted::all(named(format).unwrap()), &mut out).unwrap();
        out
    };
    let text = |format: &str| String::from_utf8(exported(format)).unwrap();
    let line = |format: &str, who: &str| text(format).lines().find(|line| line.contains(who)).unwrap().to_owned();
    assert!(line("csv", ",Ana,").contains(",,,,0,true,") && line("csv", ",Ben,").contains(",85,17,20,0,true,"), "{}", text("csv"));
    for format in ["json", "jsonl"] {
        let (ana, ben) = (line(format, "\"Ana\""), line(format, "\"Ben\""));
        assert!(ana.contains("\"score_percent\":null,\"score_earned\":null,\"score_of\":null,"), "{ana}");
        assert!(ben.contains("\"score_percent\":85,\"score_earned\":17,\"score_of\":20,"), "{ben}");
    }
    let scores = text("xapi").lines().filter(|line| line.contains("/passed\"")).map(|line| line.contains("\"score\"")).collect::<Vec<_>>();
    assert_eq!(scores, [false, true], "{}", text("xapi"));
    let parquet = SerializedFileReader::new(bytes::Bytes::from(exported("parquet"))).unwrap();
    let rows: Vec<String> = parquet.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
    assert!(rows.iter().any(|row| row.contains("score_percent: null, score_earned: null, score_of: null")), "{rows:?}");
    // What is empty comes back as it was.
    let kept: Vec<_> = department.keeps().into_iter().map(|record| record.completion).collect();
    for format in ["csv", "json", "jsonl", "parquet"] {
        let mut back = named(format).unwrap().table().unwrap().completions(&mut exported(format).as_slice()).unwrap();
        back.sort_by_key(|row| row.completed_on);
        assert_eq!(back, kept, "{format}");
    }
    assert_eq!(department.audits().0, Answer::Done);
}

#[test]
fn a_password_in_the_address_of_a_store_is_neither_kept_nor_shown() {
    let department = Department::new();
    teaches(&department, "sample");
    let (bare, with) = ("http://127.0.0.1:9/xapi", "http://jo:hush@127.0.0.1:9/xapi");
    let at_home = department.at("home/.config/bedside/config.toml");
    fs::create_dir_all(at_home.parent().unwrap()).unwrap();
    fs::write(&at_home, format!("[lrs]\nurl = \"{with}\"\n")).unwrap();
    department.gets("ana.json", of(1, "Ana"));
    assert_eq!(runs(&department, &["collect", department.at("inbox").to_str().unwrap()]).0, 0);
    let (code, told, said) = runs(&department, &["collect", department.at("inbox").to_str().unwrap()]);
    assert!(code == 0 && said.matches("no statements are put down").count() == 1 && said.contains("--user"), "{said}");
    assert!(!told.contains("hush") && !said.contains("hush") && !said.contains("nothing was done"), "{told}{said}");
    for arguments in [&["send"][..], &["send", "--queue"], &["send", "--to", with], &["send", "--to", with, "--queue"]] {
        let (code, told, said) = runs(&department, arguments);
        assert!(code == 2 && said.contains("--user") && said.contains("BEDSIDE_LRS_PASSWORD"), "{said}");
        assert!(!told.contains("hush") && !said.contains("hush"), "{told}{said}");
    }
    for entry in fs::read_dir(department.at("data")).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        let bytes = fs::read(entry.path()).unwrap();
        assert!(!bytes.windows(4).any(|four| four == b"hush"), "{:?}", entry.path());
    }
    // What was queued under such an address before is shown without the password, and let go of by what is shown.
    fs::remove_file(&at_home).unwrap();
    let statement = Queued { id: Uuid::from_u128(1), body: "{}".to_owned() };
    Outbox::open(&department.at("data")).unwrap().queue(with, &[statement], "2026-11-23T09:00:00Z".parse().unwrap()).unwrap();
    let (_, told, _) = runs(&department, &["send", "--queue"]);
    assert!(told.starts_with(&format!("{bare}: 0 there, 1 waiting")), "{told}");
    let (code, _, said) = runs(&department, &["send", "--forget", "http://127.0.0.1:9/nobody"]);
    assert!(code == 1 && said.contains(&format!("\n  {bare}: 1")) && !said.contains("hush"), "{said}");
    let (code, told, _) = runs(&department, &["send", "--forget", bare]);
    assert!(code == 0 && told.starts_with(&format!("1 statement let go of that waited for {bare}\n")), "{told}");
    assert_eq!(runs(&department, &["send", "--forget", bare]).0, 1);
}

#[test]
fn a_slow_store_is_listened_to_however_little_patience_there_is() {
    let department = Department::new();
    teaches(&department, "sample");
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let to = format!("http://{}/xapi", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = std::io::BufReader::new(stream.unwrap());
            let mut length = 0;
            for line in stream.by_ref().lines().map(Result::unwrap).take_while(|line| !line.is_empty()) {
                length = line.to_lowercase().strip_prefix("content-length: ").map_or(length, |told| told.parse().unwrap());
            }
            stream.read_exact(&mut vec![0; length]).unwrap();
            let (_held, nothing) = std::sync::mpsc::channel::<()>();
            let _over = nothing.recv_timeout(std::time::Duration::from_secs(6));
            let _gone = stream.get_mut().write_all(b"HTTP/1.1 204 X\r\nConnection: close\r\n\r\n");
        }
    });
    let (code, told, said) = runs(&department, &["send", "--to", &to, "--patience", "1"]);
    assert!(code == 0 && told.contains(" there, 0 waiting"), "{told}{said}");
}

#[test]
fn what_waits_for_a_mistyped_address_is_shown_and_let_go_of() {
    let department = Department::new();
    teaches(&department, "sample");
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let (right, wrong) = ("http://127.0.0.1:9/xapi", "http://127.0.0.1:9/xpai");
    let (_, told, _) = runs(&department, &["send", "--forget", wrong]);
    assert_eq!(told, "");
    for to in [right, wrong] {
        assert_eq!(runs(&department, &["send", "--to", to, "--patience", "0"]).0, 3, "nobody is there");
    }
    let (code, told, _) = runs(&department, &["send", "--queue"]);
    let waits =
        |told: &str, to: &str| told.lines().any(|line| line.starts_with(&format!("{to}: 0 there, ")) && !line.contains(" 0 waiting"));
    assert!(code == 0 && waits(&told, right) && waits(&told, wrong), "{told}");
    // Where one is set up, the others are told of too.
    let at_home = department.at("home/.config/bedside/config.toml");
    fs::create_dir_all(at_home.parent().unwrap()).unwrap();
    fs::write(at_home, format!("[lrs]\nurl = \"{right}\"\n")).unwrap();
    let (_, told, _) = runs(&department, &["send", "--queue"]);
    assert!(waits(&told, right) && waits(&told, wrong), "{told}");
    assert_eq!(runs(&department, &["send", "--to", right, "--forget", wrong]).0, 2);
    let (code, told, said) = runs(&department, &["send", "--forget", "http://127.0.0.1:9/nobody"]);
    assert_eq!((code, told.as_str()), (1, ""));
    assert!(said.starts_with("nothing waits for http://127.0.0.1:9/nobody, so nothing was let go of\nstatements wait for\n  "), "{said}");
    assert!(said.contains(&format!("\n  {wrong}: ")) && said.contains(&format!("\n  {right}: ")), "{said}");
    let before = log(&department);
    let (code, told, _) = runs(&department, &["send", "--forget", &format!("{wrong}/")]);
    let count = told.split(" statement").next().unwrap();
    assert!(code == 0 && count.parse::<u64>().unwrap() > 1, "{told}");
    assert!(told.starts_with(&format!("{count} statements let go of that waited for {wrong}\nthe records are as they were")), "{told}");
    let act = ("withdraw".to_owned(), format!("{count} statements that waited for {wrong}"));
    assert_eq!(log(&department), [before, vec![act]].concat());
    let (_, told, _) = runs(&department, &["send", "--queue"]);
    assert!(waits(&told, right) && !told.contains(wrong), "{told}");
    assert_eq!(runs(&department, &["send", "--forget", wrong]).0, 1);
    let (answer, told) = department.audits();
    assert_eq!(answer, Answer::Done, "{told}");
}

#[test]
fn a_place_that_is_not_there_is_a_slip_of_the_pen_and_no_hand_in() {
    let department = Department::new();
    let (inbox, nope) = (department.at("inbox"), department.at("nope"));
    teaches(&department, "sample");
    let (inbox, nope) = (inbox.to_str().unwrap(), nope.to_str().unwrap());
    let (code, told, said) = runs(&department, &["collect", nope]);
    assert_eq!((code, told.as_str()), (2, ""));
    assert!(said.starts_with(&format!("bedside: there is no `{nope}`; nothing was collected\nname the files")), "{said}");
    let (code, _, said) = runs(&department, &["collect", nope, &format!("{nope}.json")]);
    assert!(code == 2 && said.contains("nor any of the other 1;"), "{said}");
    assert!(!department.at("data").exists(), "nothing is begun for a slip of the pen");
    // Where some of it is there, the rest is told of among what was refused.
    department.gets("ana.json", of(1, "Ana"));
    let (code, told, _) = runs(&department, &["collect", inbox, nope]);
    assert!(code == 1 && told.contains("1 new, 0 known already, 1 refused"), "{told}");
}

#[test]
fn what_mail_adds_behind_a_record_does_not_count() {
    let department = Department::new();
    for (number, added) in ["\r\n\r\n", "\r", "  \t\n \n"].into_iter().enumerate() {
        let number = number as u64 + 1;
        department.gets(&format!("{number}.json"), of(number, "Ana") + added);
    }
    let (answer, text) = department.collects_as(Told::Text, None);
    assert!(answer == Answer::Done && text.contains("\n3 new, 0 known already, 0 refused\n"), "{text}");
    assert_eq!(department.audits().0, Answer::Done, "what is kept is what was sealed");
}

#[test]
fn a_wrong_folder_of_past_courses_is_laid_to_the_setting_that_names_it() {
    let department = Department::new();
    teaches(&department, "sample");
    department.gets("ana.json", of(1, "Ana"));
    let inbox = department.at("inbox");
    let (code, _, said) = runs(&department, &["collect", inbox.to_str().unwrap(), "--courses", "/no/such/folder"]);
    assert!(code == 2 && said.contains("/no/such/folder") && said.contains("`--courses DIR`") && !said.contains("--course DIR"), "{said}");
}

#[test]
fn without_the_passphrase_of_the_key_what_was_handed_in_is_kept_and_no_receipt_is_written() {
    let department = Department::new();
    teaches(&department, "sample");
    department.gets("ana.json", of(1, "Ana"));
    let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
    program.args(["keys", "create", "--passphrase"]).env_clear().env("HOME", department.at("home"));
    program.env("BEDSIDE_DATA", department.at("data")).env("BEDSIDE_PASSPHRASE", "correct horse battery");
    assert!(program.output().unwrap().status.success());
    let [inbox, outbox] = ["inbox", "outbox"].map(|folder| department.at(folder).to_str().unwrap().to_owned());
    assert_eq!(runs(&department, &["collect", &inbox, "--countersign"]).0, 3);
    let (code, told, said) = runs(&department, &["collect", &inbox, "--receipts", &outbox]);
    assert!(code == 1 && told.contains("\n1 new, ") && told.contains("not countersigned yet"), "{told}{said}");
    assert!(said.contains(&format!("no receipts were written into {outbox}: ")), "{said}");
    assert!(said.ends_with(&format!("`bedside countersign --receipts {outbox}`\n")), "{said}");
    assert_eq!(department.keeps().len(), 1);
}

#[test]
fn a_staff_id_that_people_called_otherwise_have_typed_erases_nobody() {
    let department = Department::new();
    let ben = Introduction { staff_id: "0071".into(), ..resident(2, "Ben Okoro") };
    let ben = Graduate::new(&course(), 2, ben).completes().hands_in();
    department.gets("ana.json", of(1, "Ana Lima")).gets("ben.json", written(&ben));
    department.collects();
    for arguments in [&["--reason", "request 7"] as &[&str], &["--dry-run"]] {
        let (code, told, said) = runs(&department, &[&["purge", "--erase", "0071"], arguments].concat());
        assert!(code == 1 && told.starts_with("nothing was erased: "), "{told}{said}");
        assert!(
            told.contains(&format!("  Ben Okoro, learner {}, 1 record\n", ben.learner.id.0)) && told.contains("  Ana Lima, "),
            "{told}"
        );
    }
    assert_eq!(department.keeps().len(), 2);
    let learner = ben.learner.id.0.to_string();
    let (code, told, said) = runs(&department, &["purge", "--erase", &learner, "--dry-run"]);
    assert!(code == 0 && told.contains("would go  Ben Okoro, 0071, "), "whoever only looks gives no reason: {told}{said}");
    assert_eq!(runs(&department, &["purge", "--erase", &learner]).0, 2, "whoever erases does");
    assert_eq!(runs(&department, &["purge", "--erase", &learner, "--reason", "request 7"]).0, 0);
    assert_eq!(department.keeps().into_iter().map(|kept| kept.completion.name).collect::<Vec<_>>(), ["Ana Lima"]);
    // The one that is left goes by the staff id again, and so do names that may be one person's.
    let again = Introduction { staff_id: "0071".into(), ..resident(3, "A. Lima") };
    department.gets("again.json", written(&Graduate::new(&course(), 3, again).completes().hands_in()));
    fs::remove_file(department.at("inbox/ben.json")).unwrap();
    department.collects();
    assert_eq!(runs(&department, &["purge", "--erase", "0071", "--reason", "request 8"]).0, 0);
    assert_eq!(department.keeps().len(), 0);
}
