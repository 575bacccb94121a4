//! The files a learner takes along, written from the screen and line by line by the real program, where its words say they are.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use bedside::record::open::open;

use crate::support::pty::{Setting, Window, flat};
use crate::support::{said, typed};

/// A course of one page, which is all its certificate needs.
fn course(folder: &Path) {
    fs::create_dir_all(folder.join("lessons")).unwrap();
    fs::create_dir_all(folder.join("data")).unwrap();
    fs::create_dir_all(folder.join("home")).unwrap();
    fs::write(folder.join("course.toml"), "format = 1\nid = \"tiny\"\ntitle = \"Tiny\"\nversion = \"1.0\"\n").unwrap();
    fs::write(folder.join("lessons/only.toml"), "title = \"Only one\"\n[[page]]\ntext = \"Elevator first.\"\n").unwrap();
}

fn opens(folder: &Path, more: &[&str]) -> Window {
    let arguments: Vec<&str> = ["--course", folder.to_str().unwrap()].into_iter().chain(more.iter().copied()).collect();
    let home = folder.join("home");
    let environment = [("HOME", home.to_str().unwrap())];
    let data = folder.join("data");
    Setting { arguments: &arguments, environment: &environment, columns: 140, rows: 40, ..Setting::new(&data) }.opens()
}

fn earned(folder: &Path, more: &[&str]) -> Window {
    let mut window = opens(folder, more);
    window.sees("Your name").types("Zoë Ångström").presses("enter enter enter enter").sees("Only one").presses("enter");
    window.sees("Elevator first.").presses("enter").sees("earned").presses("end enter").sees("Certificate of completion");
    window
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn inode(file: &Path) -> u64 {
    fs::metadata(file).unwrap().ino()
}

#[test]
fn the_screen_saves_the_certificate_and_the_record_and_says_where() {
    let folder = tempfile::tempdir().unwrap();
    course(folder.path());
    let mut window = earned(folder.path(), &[]);
    window.sees("Save it as a PDF").presses("enter").sees("Saved. The PDF is").presses("enter").sees("Send this file to your department");
    let said = flat(&window.screen()).replace(' ', "");
    let home = folder.path().join("home");
    let [record, pdf] = files(&home).try_into().unwrap();
    assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
    assert_eq!(open(&fs::read(&record).unwrap()).unwrap().learner.name, "Zoë Ångström");
    for file in [&record, &pdf] {
        assert!(said.contains(file.to_str().unwrap()), "{}: {said}", file.display());
    }
    // By a click, and once more: the same files, and nothing beside them.
    // The words were there before these clicks: only the program's end tells that both are done.
    let first = [inode(&record), inode(&pdf)];
    window.clicks_on("Save the PDF again").sees("Saved. The PDF is").clicks_on("Write the record again").sees("Send this file");
    window.presses("q").ends();
    assert_eq!(files(&home), [record.clone(), pdf.clone()]);
    assert_ne!(first[0], inode(&record), "a record is written anew");
    assert_eq!(first[1], inode(&pdf), "a PDF that says the same is left as it is");
}

#[test]
fn another_file_of_that_name_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    course(folder.path());
    let mut window = earned(folder.path(), &[]);
    window.presses("enter").sees("Saved. The PDF is");
    let home = folder.path().join("home");
    let pdf = files(&home).remove(0);
    fs::write(&pdf, "a letter of mine").unwrap();
    window.clicks_on("Save the PDF again").sees("-2.pdf");
    assert_eq!(fs::read(&pdf).unwrap(), b"a letter of mine");
    window.presses("q").ends();
}

/// What the course line by line writes when these lines are typed.
fn says(folder: &Path, lines: &str, more: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
    program
        .args(["--plain", "--course", folder.to_str().unwrap(), "--columns", "200"])
        .args(more)
        .env_clear()
        .env("BEDSIDE_DATA", folder.join("data"))
        .env("HOME", folder.join("home"));
    String::from_utf8(typed(&mut program, lines).stdout).unwrap()
}

#[test]
fn line_by_line_the_same_files_are_written_and_their_places_said() {
    let folder = tempfile::tempdir().unwrap();
    course(folder.path());
    let said = says(folder.path(), "Zoë Ångström\n\n\n\n\n\ncertificate\n1\n2\nquit\n", &[]);
    let written = files(&folder.path().join("home"));
    assert_eq!(written.len(), 2, "{said}");
    for file in written {
        assert!(said.contains(file.to_str().unwrap()), "{}: {said}", file.display());
    }
}

#[test]
fn on_a_host_that_says_who_learns_nothing_is_written_and_the_screen_says_why() {
    let folder = tempfile::tempdir().unwrap();
    course(folder.path());
    let hosted = ["--learner", "ada"];
    let mut window = earned(folder.path(), &hosted);
    window.sees("Your record is kept where this course runs").waits("no button", |screen| !screen.contains("Save it as a PDF"));
    window.presses("q").ends();
    let said = says(folder.path(), "certificate\n1\nquit\n", &hosted);
    assert!(said.contains("Your record is kept where this course runs"), "{said}");
    assert!(files(&folder.path().join("home")).is_empty());
}

/// What a command of the learner ends with and says, in the folder of the course.
fn runs(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
    program
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("BEDSIDE_COURSE", folder)
        .env("BEDSIDE_DATA", folder.join("data"))
        .env("HOME", folder.join("home"));
    said(typed(&mut program, ""))
}

#[test]
fn a_file_that_a_command_did_not_write_is_left_alone_and_its_own_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    course(folder.path());
    says(folder.path(), "Zoë Ångström\n\n\n\n1\nnote\nElevators are public.\n\ncertificate\nquit\n", &[]);
    for (command, file, begins) in [
        ("certificate", "--pdf", &b"%PDF-1.7\n1 0 obj\n<</Creator(a scanner)>>"[..]),
        ("certificate", "--pdf", b"my thesis"),
        ("notes", "--markdown", b"# My thesis\n\nTiny: my notes\n"),
        ("notes", "--markdown", b"# Not so tiny: my notes\n"),
    ] {
        let thesis = folder.path().join("thesis");
        fs::write(&thesis, begins).unwrap();
        let (code, told) = runs(folder.path(), &[command, file, "thesis"]);
        assert_eq!(code, 2, "{told}");
        assert!(told.contains("name another file, or remove that one first"), "{told}");
        assert_eq!(fs::read(&thesis).unwrap(), begins);
    }
    for (command, file, language) in
        [("certificate", "--pdf", "en"), ("certificate", "--pdf", "es"), ("notes", "--markdown", "es"), ("notes", "--markdown", "en")]
    {
        let (code, told) = runs(folder.path(), &[command, file, &format!("mine-{command}"), "--language", language]);
        assert_eq!(code, 0, "{told}");
    }
    assert!(fs::read(folder.path().join("mine-certificate")).unwrap().starts_with(b"%PDF-"));
    assert!(fs::read_to_string(folder.path().join("mine-notes")).unwrap().starts_with("# Tiny: my notes\n"));
}

#[test]
fn forgetting_names_before_and_after_what_was_saved_among_the_documents_and_leaves_it() {
    let folder = tempfile::tempdir().unwrap();
    course(folder.path());
    says(folder.path(), "Zoë Ångström\n\n\n\n\n\ncertificate\n1\n2\nquit\n", &[]);
    let home = folder.path().join("home");
    let saved = files(&home);
    assert_eq!(saved.len(), 2);
    fs::write(home.join("my-certificate-of-birth.pdf"), "%PDF-1.7\n").unwrap();
    fs::write(home.join("bedside-manners.json"), "{}").unwrap();
    let (code, told) = runs(folder.path(), &["forget", "--yes"]);
    assert_eq!(code, 0, "{told}");
    let (before, after) = told.split_once("\ndone: ").unwrap();
    for file in &saved {
        let line = format!("- {}\n", file.display());
        assert!(before.contains(&line) && after.contains(&line), "{}: {told}", file.display());
        assert!(file.exists());
    }
    assert!(!told.contains("of-birth") && !told.contains("manners"), "{told}");
    assert!(before.contains("What you saved or sent elsewhere") && after.contains("yours to delete"), "{told}");
    assert!(told.lines().all(|line| line.starts_with("- /") || line.chars().count() <= 80), "{told}");
}

#[test]
fn why_a_file_was_not_written_is_told_in_the_learners_language() {
    let folder = tempfile::tempdir().unwrap();
    course(folder.path());
    says(folder.path(), "Zoë Ångström\n\n\n\n\n\ncertificate\nquit\n", &[]);
    fs::write(folder.path().join("thesis.md"), "mine").unwrap();
    for (arguments, code, words) in [
        (["hand-in", "--to", "nodir"], 3, "no existe la carpeta nodir; créela antes, o indique otra\nel archivo que hubiera"),
        (["hand-in", "--to", "thesis.md"], 3, "thesis.md no es una carpeta; indique otra"),
        (["certificate", "--pdf", "home"], 3, "no se pudo escribir home: es una carpeta"),
        (["certificate", "--pdf", "course.toml"], 3, "ahí hay un archivo de un curso"),
        (["certificate", "--pdf", "thesis.md"], 2, "ahí hay un archivo que bedside no escribió"),
    ] {
        let (ended, told) = runs(folder.path(), &[&arguments[..], &["--language", "es"]].concat());
        assert!(ended == code && told.contains(words), "{ended}: {told}");
    }
    let (_, told) = runs(folder.path(), &["hand-in", "--to", "nodir"]);
    assert!(told.contains("there is no folder nodir; make it first, or name another one"), "{told}");
    fs::write(folder.path().join("data/bedside.db"), "no database").unwrap();
    let (code, told) = runs(folder.path(), &["certificate", "--language", "es"]);
    assert!(code == 3 && told.starts_with("bedside: los registros de "), "{told}");
}

/// What a command of the learner says where no file can be written at all, as on a disk that is full.
fn without_room(folder: &Path, command: &str) -> (i32, String) {
    let mut program = Command::new("/bin/bash");
    program
        .args(["-c", "ulimit -f 0; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_bedside"), command, "--course"])
        .arg(folder)
        .env_clear()
        .env("BEDSIDE_DATA", folder.join("data"))
        .env("HOME", folder.join("home"));
    said(typed(&mut program, ""))
}

#[test]
fn a_certificate_is_read_on_a_disk_without_room_for_a_file_beside_the_records() {
    let folder = tempfile::tempdir().unwrap();
    course(folder.path());
    let _killed = earned(folder.path(), &[]).dies();
    let beside = |end: &str| folder.path().join(format!("data/bedside.db{end}"));
    assert!(fs::metadata(beside("-wal")).unwrap().len() > 0, "the certificate is in the log");
    fs::remove_file(beside("-shm")).unwrap();
    let (code, told) = without_room(folder.path(), "certificate");
    assert!(code == 0 && told.contains("Zoë Ångström"), "{told}");
    // The log is put in by who may write, and what is left by those who may not is no log.
    says(folder.path(), "quit\n", &[]);
    for _ in ["no log", "an empty log"] {
        let (code, told) = without_room(folder.path(), "certificate");
        assert!(code == 0 && told.contains("Zoë Ångström"), "{told}");
    }
    let (code, told) = without_room(folder.path(), "notes");
    assert!(code == 1 && told.contains("there is no note yet"), "{told}");
}
