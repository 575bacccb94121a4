//! What an attacker or a mishap at the department's desk comes to: nothing is signed, taken out or waited for that should not be, and why is
//! told.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use bedside::cli::Config;
use bedside::cli::collecting::Told;
use bedside::cli::command::purge;
use bedside::cli::department::Department as Own;
use bedside::record::Records as _;
use bedside::record::records::Act;
use bedside::store::{SqliteJournal, SqliteRecords};

use crate::collect::{Department, of};
use crate::remember::{journal, moment, page};

/// A department's computer.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("data")).unwrap();
        Self { folder }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn says_who_it_is(&self, text: &str) {
        fs::write(self.at("data/department.toml"), text).unwrap();
    }

    fn keeps_records(&self) -> SqliteRecords {
        SqliteRecords::open(&self.at("data")).unwrap()
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("HOME", self.at("home")).env("BEDSIDE_DATA", self.at("data")).current_dir(self.folder.path());
        command
    }

    /// Runs a command; returns how it ended, and everything it said.
    fn bedside(&self, arguments: &str) -> (Option<i32>, String) {
        ran(self.command(env!("CARGO_BIN_EXE_bedside")).args(arguments.split_whitespace()))
    }

    /// Runs a line of a shell, in which `$0` is the program.
    fn shell(&self, line: &str) -> (Option<i32>, String) {
        ran(self.command("/bin/bash").args(["-c", line, env!("CARGO_BIN_EXE_bedside")]))
    }
}

fn ran(command: &mut Command) -> (Option<i32>, String) {
    let ended = command.output().unwrap();
    (ended.status.code(), String::from_utf8([ended.stdout, ended.stderr].concat()).unwrap())
}

fn pipe(at: &Path) {
    assert!(Command::new("mkfifo").arg(at).status().unwrap().success());
}

#[test]
fn nothing_is_signed_where_there_are_no_records_or_others_than_were_signed_for() {
    let desk = Desk::new();
    assert_eq!(desk.bedside("keys create").0, Some(0));
    // The records were moved elsewhere, and the key was not.
    for entry in fs::read_dir(desk.at("data")).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.file_name().unwrap().to_str().unwrap().starts_with("records.db") {
            fs::remove_file(entry).unwrap();
        }
    }
    desk.says_who_it_is("name = \"Medicine\"\nstatus_list = \"https://medicine.example.org/status\"\n");
    for command in ["status-list -o status.json", "issue", "countersign"] {
        let (code, said) = desk.bedside(command);
        assert_eq!(code, Some(1), "{command}: {said}");
        assert!(said.contains("there are no records here, so nothing was done"), "{command}: {said}");
        assert!(!desk.at("data/records.db").exists() && !desk.at("status.json").exists(), "{command} wrote something");
    }
    drop(desk.keeps_records());
    let (code, said) = desk.bedside("status-list -o status.json");
    assert!(code == Some(1) && said.contains("no certificate was issued from these records"), "{said}");
    assert!(!desk.at("status.json").exists());
}

#[test]
fn where_the_key_that_signed_is_gone_it_is_to_be_put_back_and_another_one_is_made_only_where_that_is_meant() {
    let desk = Desk::new();
    assert_eq!(desk.bedside("keys create").0, Some(0));
    let (code, said) = desk.bedside("keys create");
    assert!(code == Some(3) && said.contains("there is a key in ") && said.contains("is checked by its public name"), "{said}");
    fs::write(desk.at("lms.csv"), "staff id,name,completed on\n0071,Ana,2026-11-02\n").unwrap();
    assert!(desk.bedside("collect lms.csv").1.contains("1 new"));
    let shown = desk.bedside("keys show").1;
    let own = shown.split_whitespace().find(|word| word.starts_with("did:key:")).unwrap();
    let (code, said) = desk.bedside(&format!("keys revoke {own}"));
    assert!(code == Some(1) && said.starts_with("nothing was revoked: that is the department's own key, "), "{said}");
    fs::rename(desk.at("data/department-key.pem"), desk.at("copy.pem")).unwrap();
    for command in ["collect lms.csv --receipts .", "collect lms.csv --countersign", "countersign", "issue", "status-list -o status.json"] {
        let (code, said) = desk.bedside(command);
        assert!(code == Some(2) && said.contains(&format!("the key that signed here, {own}, is not in ")), "{command}: {said}");
        assert!(said.contains("put department-key.pem back from its copy;"), "{command}: {said}");
    }
    let (code, said) = desk.bedside("keys create");
    assert!(code == Some(1) && said.starts_with(&format!("nothing was made: another key has signed here, {own}\n")), "{said}");
    assert!(!desk.at("data/department-key.pem").exists());
    assert_eq!(desk.bedside("keys create --another").0, Some(0));
    // It is told what kind of key the first was also once there is another.
    assert!(desk.bedside(&format!("keys revoke {own}")).1.contains("that is the department's own key"));
    let nobodys = bedside::record::seal::Key::from_secret(&[3; 32]).id();
    assert!(desk.bedside(&format!("keys revoke {nobodys}")).1.starts_with("no such key is enrolled here"));
}

#[test]
fn what_may_not_stand_on_a_certificate_is_refused_with_its_line_before_anything_is_signed() {
    let name = "name = \"Medicine\"\n";
    for (text, told) in [
        ("name = \" \"\n".to_owned(), "line 1, `name`: it is empty; write what the department is called"),
        ("# us\nname = \"Medi\\u202ecine\"\n".to_owned(), "line 2, `name`: there is a letter in it that cannot be seen"),
        ("name = \"Medi\\u001bcine\"\n".to_owned(), "line 1, `name`: there is a letter in it that cannot be seen"),
        (format!("{name}page = \"javascript:alert(1)\"\n"), "line 2, `page`: it is no address of a page; write it as `page = \"https://"),
        (format!("{name}page = \"medicine\"\n"), "line 2, `page`: it is no address of a page"),
        (
            format!("{name}\nstatus_list = \"http://medicine.example.org\"\n"),
            "line 3, `status_list`: it is no address that nobody can tamper",
        ),
        (format!("{name}status_list = \"status\"\n"), "line 2, `status_list`: "),
        (format!("{name}pgae = \"https://medicine.example.org\"\n"), "line 2, `pgae`: unknown field `pgae`"),
        ("name = 3\n".to_owned(), "line 1, `name`: invalid type: integer `3`"),
        ("page = \"https://medicine.example.org\"\n".to_owned(), "missing field `name`"),
    ] {
        let said = Own::parse(&text).unwrap_err();
        assert!(said.starts_with(told), "{text}: {said}");
    }
    assert!(Own::parse("name = \"شعبة الطب\"\npage = \"http://medicine.example.org/\"\n").is_ok());

    let desk = Desk::new();
    assert_eq!(desk.bedside("keys create").0, Some(0));
    drop(desk.keeps_records());
    desk.says_who_it_is("name = \"\"\n");
    let (code, said) = desk.bedside("issue");
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("data/department.toml: line 1, `name`: it is empty"), "{said}");
    let (code, said) = desk.bedside("doctor");
    assert!(code == Some(1) && said.contains("ILL   dept. name  ") && said.contains("line 1, `name`: it is empty"), "{said}");
    desk.says_who_it_is(name);
    assert!(desk.bedside("doctor").1.contains("well  dept. name  \"Medicine\" stands on certificates\n"));
}

#[test]
fn a_department_that_cannot_be_named_is_told_of_before_anything_is_kept_or_signed() {
    let desk = Desk::new();
    assert_eq!(desk.bedside("keys create").0, Some(0));
    fs::write(desk.at("lms.csv"), "staff id,name,completed on\n0071,Ana,2026-11-02\n").unwrap();
    let told = "data/department.toml: line 1, `nmae`: unknown field `nmae`";
    desk.says_who_it_is("nmae = \"Medicine\"\n");
    let (code, said) = desk.bedside("collect lms.csv");
    assert!(code == Some(3) && said.contains(told) && !said.contains("0071"), "{said}");
    assert!(!desk.at("data/records.db").exists() || desk.keeps_records().batches().unwrap().is_empty(), "something was kept");
    // Who signs for nothing says nothing on a certificate.
    let (code, said) = desk.bedside("collect lms.csv --no-countersign");
    assert!(code == Some(0) && said.contains("1 new"), "{said}");
    let (code, said) = desk.bedside("countersign");
    assert!(code == Some(3) && said.contains(told), "{said}");
    assert!(desk.keeps_records().batches().unwrap().iter().all(|kept| kept.countersigned.is_none()), "something was signed");
    desk.says_who_it_is("name = \"Medicine\"\n");
    assert_eq!(desk.bedside("countersign").0, Some(0));
}

#[test]
fn what_is_wrong_in_the_configuration_is_told_with_its_line() {
    assert_eq!(Config::parse("\ntheme = 3\n").unwrap_err(), "line 2, `theme`: invalid type: integer `3`, expected a string");
    assert!(Config::parse("mouse = true\nmuose = true\n").unwrap_err().starts_with("line 2, `muose`: unknown field `muose`"));
}

#[test]
fn no_number_of_years_stops_a_purge_half_way() {
    let desk = Desk::new();
    drop(desk.keeps_records());
    let (code, said) = desk.bedside("purge --years 99999");
    assert!(code == Some(2) && said.contains("99999 is not in 0..=1000"), "{said}");
    assert_eq!(desk.bedside("purge --years 1000"), (Some(0), "0 taken out, 0 kept, 0 of these held back\n".to_owned()));
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let mut out = Vec::new();
    purge::run(&mut department.records(), 99_999, &department.purge(), &mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), "0 taken out, 1 kept, 0 of these held back\n");
}

#[test]
fn a_clock_that_jumped_years_ahead_takes_nothing_out_without_a_word() {
    let desk = Desk::new();
    let at = "2020-05-01T09:00:00Z".parse().unwrap();
    let (who, what, to) = ("ana".to_owned(), "hold".to_owned(), "a learner".to_owned());
    desk.keeps_records().note(&Act { at, who, what, to, why: "case".to_owned() }).unwrap();
    let (code, said) = desk.bedside("purge");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("and the last that was done here was on 2020-05-01; nothing was taken out"), "{said}");
    assert_eq!(desk.bedside("purge --dry-run").0, Some(0));
    // Whoever means it says so.
    let meant = said.split('`').nth(1).unwrap();
    assert!(meant.starts_with("--today 20"), "{said}");
    assert_eq!(desk.bedside(&format!("purge {meant}")).0, Some(0));
    // Within a year nobody is asked.
    let records = desk.keeps_records();
    assert!(purge::must_be_that_day(&records, "2021-05-01".parse().unwrap()).is_ok());
    assert!(purge::must_be_that_day(&records, "2021-05-02".parse().unwrap()).is_err());
}

#[test]
fn what_is_collected_today_is_kept_for_six_years_whatever_day_it_tells_of() {
    let mut department = Department::new();
    let table = department.at("lms.csv");
    fs::write(&table, "staff id,name,course,completed on,expires on,score\n0071,Ana,sample,2001-01-02,2002-01-02,90\n").unwrap();
    department.collects_from(&table, Told::Text, None);
    let purged = |department: &Department| {
        let mut out = Vec::new();
        purge::run(&mut department.records(), 6, &department.purge(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    assert_eq!(purged(&department), "0 taken out, 1 kept, 0 of these held back\n");
    department.now = "2032-11-25T12:00:00Z".parse().unwrap();
    assert_eq!(purged(&department), "0 taken out, 1 kept, 0 of these held back\n");
    department.now = "2032-11-26T12:00:00Z".parse().unwrap();
    assert_eq!(purged(&department), "1 taken out, 0 kept, 0 of these held back\n");
}

#[test]
#[cfg(target_os = "linux")]
fn a_place_where_nothing_can_be_written_is_not_said_to_be_well() {
    let desk = Desk::new();
    let (code, said) = desk.bedside("doctor --data /proc/bedside/data");
    assert!(code == Some(1) && said.contains("ILL   writing     nothing can be written in /proc: "), "{said}");
    // An empty file can be made there; records cannot. The system's own answer would be to end the program without a word.
    let (code, said) = desk.shell("ulimit -f 8; exec \"$0\" doctor");
    assert!(code == Some(1) && said.contains("ILL   writing     nothing can be written in ") && said.contains("File too large"), "{said}");
    assert_eq!(fs::read_dir(desk.at("data")).unwrap().count(), 0, "what was tried is left there");
}

#[test]
fn what_is_named_and_cannot_be_collected_is_told_of() {
    let department = Department::new();
    let told = |name: &str| department.collects_from(&department.at(name), Told::Text, None).1;
    for name in ["other.batch", "ward.zip", "lms.csv"] {
        pipe(&department.at(name));
        assert!(told(name).contains("it is not a regular file; save it into one first"), "{}", told(name));
    }
    fs::write(department.at("empty.jsonl"), "\n\n").unwrap();
    assert!(
        told("empty.jsonl").contains("/empty.jsonl\n          it is no record of bedside: there is nothing in it"),
        "{}",
        told("empty.jsonl")
    );
    fs::write(department.at("cut.zip"), b"PK\x03\x04 and so on").unwrap();
    assert!(told("cut.zip").contains("it is cut off, or no archive at all"), "{}", told("cut.zip"));
    pipe(&department.at("inbox/a.json"));
    assert!(
        told("inbox").contains("not read  /inbox/a.json\n          it is a pipe, a device or a socket, and no file\n"),
        "{}",
        told("inbox")
    );
}

#[test]
fn a_pipe_that_nobody_writes_into_and_a_file_without_an_end_are_told_of() {
    let [desk, other] = [Desk::new(), Desk::new()];
    for desk in [&desk, &other] {
        fs::write(desk.at("a.json"), "{}").unwrap();
    }
    thread::scope(|side| {
        // What another program writes is read to its end, and waited for, while the others are tried.
        drop(other.keeps_records());
        let waited = [
            ("verify a.json --trust <(sleep 3; echo '[[isuer]]')", "unknown field `isuer`"),
            ("report --roster <(printf 'staff id,nam'; sleep 3; printf 'e\\n0071,Ana\\n')", "1 person on the roster"),
            ("collect <(sleep 3; cat a.json)", "it is no record of bedside: "),
        ];
        let waited = waited.map(|(line, told)| {
            let other = &other;
            side.spawn(move || (other.shell(&format!("\"$0\" {line}")).1, told))
        });
        pipes_and_endless_files_are_refused(&desk);
        for (said, told) in waited.map(|waited| waited.join().unwrap()) {
            assert!(said.contains(told) && !said.contains("nobody writes into it"), "{said}");
        }
    });
}

fn pipes_and_endless_files_are_refused(desk: &Desk) {
    pipe(&desk.at("pipe"));
    drop(desk.keeps_records());
    thread::scope(|side| {
        let nobody = [
            (3, "verify a.json --trust pipe", "could not read pipe: "),
            (3, "verify pipe", "could not read pipe: "),
            (3, "report --roster pipe", "could not read pipe: "),
            (3, "send --to https://lrs.example.org --ca pipe", "could not read pipe: "),
            (1, "collect pipe", "pipe\n          it cannot be read: "),
            (3, "certificate --data postgres://ana@localhost:9/bedside?sslrootcert=pipe", "the certificates in pipe cannot be used: "),
        ];
        for asked in nobody.map(|(code, command, told)| side.spawn(move || (code, desk.bedside(command), told))) {
            let (code, (ended, said), told) = asked.join().unwrap();
            assert!(ended == Some(code) && said.contains(&format!("{told}it is a pipe, and nobody writes into it")), "{said}");
        }
    });
    symlink("/dev/zero", desk.at("zero.jsonl")).unwrap();
    let (code, said) = desk.bedside("collect zero.jsonl");
    assert!(code == Some(1) && said.contains("a line of it goes on and on, so what may stand below it was not read"), "{said}");
    symlink("/dev/zero", desk.at("quiz.gift")).unwrap();
    symlink("/dev/zero", desk.at("ca.pem")).unwrap();
    for command in ["verify a.json --trust quiz.gift", "convert quiz.gift", "send --to https://lrs.example.org --ca ca.pem"] {
        let (code, said) = desk.bedside(command);
        assert!(code == Some(3) && said.contains("it has more than 16 MiB"), "{command}: {said}");
    }
    symlink("/dev/zero", desk.at("data/department.toml")).unwrap();
    assert!(desk.bedside("doctor").1.contains("it has more than 16 MiB"));
}

#[test]
fn a_named_file_that_cannot_be_read_is_the_machines_refusal() {
    let desk = Desk::new();
    drop(desk.keeps_records());
    for command in ["convert gone.gift", "report --roster gone.csv", "send --to https://lrs.example.org --ca gone.pem"] {
        let (code, said) = desk.bedside(command);
        assert!(code == Some(3) && said.contains("gone."), "{command}: {said}");
    }
}

#[test]
fn a_window_whose_learner_was_forgotten_in_another_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut open = journal(folder.path());
    bedside::journey::Journal::append(&mut open, page(1), moment(0)).unwrap();
    bedside::store::Sqlite::open(folder.path()).unwrap().forget("local").unwrap();
    let told = bedside::journey::Journal::append(&mut open, page(2), moment(1)).unwrap_err().to_string();
    assert!(
        told.contains(
            "your records were taken out meanwhile, with `bedside forget`; nothing is kept from here on; leave, and open bedside again"
        ),
        "{told}"
    );
}

#[test]
fn a_window_whose_records_were_moved_away_keeps_nothing_until_they_are_back() {
    let place = tempfile::tempdir().unwrap();
    let [data, elsewhere] = ["data", "elsewhere"].map(|name| place.path().join(name));
    let mut open = journal(&data);
    let append = bedside::journey::Journal::append;
    append(&mut open, page(1), moment(0)).unwrap();
    let told = |open: &mut SqliteJournal, number| append(open, page(number), moment(1)).unwrap_err().to_string();
    fs::rename(&data, &elsewhere).unwrap();
    let gone = "bedside.db were taken out or moved meanwhile; nothing is kept from here on; put them back where they were, or leave and ";
    assert!(told(&mut open, 2).contains(gone), "{}", told(&mut open, 2));
    // Another window that is opened meanwhile begins anew, and is not taken for the old one.
    append(&mut journal(&data), page(9), moment(2)).unwrap();
    assert!(told(&mut open, 2).contains(gone), "{}", told(&mut open, 2));
    fs::remove_dir_all(&data).unwrap();
    fs::rename(&elsewhere, &data).unwrap();
    append(&mut open, page(3), moment(3)).unwrap();
    assert_eq!(journal(&data).read().unwrap().len(), 2);
    fs::remove_dir_all(&data).unwrap();
    assert!(told(&mut open, 4).contains(gone), "{}", told(&mut open, 4));
}

#[test]
fn help_is_there_as_a_word_and_what_cannot_be_printed_is_told() {
    let desk = Desk::new();
    assert_eq!(desk.bedside("help"), desk.bedside("--help"));
    assert_eq!(desk.bedside("help collect"), desk.bedside("collect --help"));
    assert_eq!(desk.bedside("help").0, Some(0));
    for line in ["\"$0\" --help >/dev/full", "\"$0\" collect --help >/dev/full", "\"$0\" --version >/dev/full"] {
        let (code, said) = desk.shell(line);
        assert!(code == Some(3) && said.starts_with("bedside: could not write the result: "), "{line}: {said}");
    }
}
