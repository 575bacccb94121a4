//! `bedside new`: every skeleton checks clean, and nothing is written over.

use std::path::Path;

use bedside::cli::command::{check, new};

fn check(folder: &Path) -> String {
    let asked = check::Asked { folder: folder.to_owned(), format: check::Format::Short, advice: true, ..check::Asked::default() };
    let mut out = Vec::new();
    check::run(&asked, &mut out, &mut Vec::new()).unwrap();
    String::from_utf8(out).unwrap()
}

fn new(here: &Path, what: &str, name: &str) -> Result<String, String> {
    let mut out = Vec::new();
    new::run(here, what, name, &mut out).map_err(|failure| failure.to_string())?;
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn a_new_course_checks_clean_and_so_do_a_new_lesson_and_its_quiz() {
    let folder = tempfile::tempdir().unwrap();
    new(folder.path(), "course", "Words that \"stay\" \\ 2026").unwrap();
    let course = folder.path().join("words-that-stay-2026");
    let clean = |report: &str, files: usize| {
        assert_eq!(report, format!("no errors and no warnings in {files} files\n"));
    };
    clean(&check(&course), 3);
    let order = std::fs::read_to_string(course.join("course.toml")).unwrap();
    std::fs::write(course.join("course.toml"), order.replace("[\"before-you-post\"]", "[\"before-you-post\", \"the-live-video\"]"))
        .unwrap();
    new(&course, "lesson", "The live video").unwrap();
    new(&course, "quiz", "the-live-video").unwrap();
    clean(&check(&course), 5);
}

#[test]
fn nothing_is_written_over_and_a_lesson_wants_a_course() {
    let folder = tempfile::tempdir().unwrap();
    let told = new(folder.path(), "lesson", "A lesson").unwrap_err();
    assert!(told.starts_with("there is no course in ") && told.ends_with("or begin one with `bedside new course TITLE`"), "{told}");
    new(folder.path(), "course", "a-course").unwrap();
    let again = new(folder.path(), "course", "a-course").unwrap_err();
    assert!(again.contains("course.toml: it is there already"), "{again}");
    assert!(new(folder.path(), "course", "???").unwrap_err().contains("too few letters"));
}

#[test]
fn a_title_without_letters_for_an_id_is_told_which_letters_one_has_and_how_to_give_it() {
    let folder = tempfile::tempdir().unwrap();
    for (what, name, says) in [
        ("lesson", "日本", "\ngive an id instead, and write the title into the file, such as `bedside new lesson live-video`"),
        ("quiz", "Этика", "\ngive the id of its lesson, such as `bedside new quiz live-video`"),
        ("course", "1", "\ngive an id instead, and write the title into the file, such as `bedside new course words-that-stay`"),
    ] {
        let told = new(folder.path(), what, name).unwrap_err();
        let begins =
            format!("`{name}` has too few letters to make an id of: an id has the letters a to z, digits and single hyphens, begins");
        assert!(told.starts_with(&begins) && told.ends_with(says), "{told}");
    }
}

#[test]
fn a_title_that_the_screen_would_cut_off_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let long = "How to write about a night on the ward without a single person in it";
    let told = new(folder.path(), "course", long).unwrap_err();
    assert!(told.starts_with("a title of more than 60 columns is cut off on the screen; give it a shorter one"), "{told}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_new_course_lies_here_and_not_in_the_course_that_is_set() {
    let folder = tempfile::tempdir().unwrap();
    new(folder.path(), "course", "First").unwrap();
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_bedside"))
        .args(["new", "course", "Second", "--course", "first"])
        .env_clear()
        .env("HOME", folder.path().join("home"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(folder.path().join("second/course.toml").is_file() && !folder.path().join("first/second").exists());
}
