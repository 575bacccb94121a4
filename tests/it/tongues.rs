//! One course in two languages, with the real program: what the learner set, and what a department keeps whoever asks.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::{said, typed};

/// A course of one question with Spanish words.
fn course() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        (
            "course.toml",
            "format = 1\nid = \"made\"\ntitle = \"Made\"\nversion = \"1.0\"\norder = [\"one\"]\n[certificate]\ntext = \"Well done.\"\n",
        ),
        (
            "quizzes/one.toml",
            "title = \"One\"\npass = 80\n[[question]]\nid = \"first\"\nask = \"Which?\"\nshuffle = false\nwhy = \"So.\"\n\
             options = \"\"\"\n- [x] This\n- [ ] That\n\"\"\"\n",
        ),
        ("translations/es/course.toml", "title = \"Hecho\"\n[certificate]\ntext = \"Muy bien.\"\n"),
        (
            "translations/es/quizzes/one.toml",
            "title = \"Uno\"\n[[question]]\nid = \"first\"\nask = \"¿Cuál?\"\noptions = \"\"\"\n- Esto\n- Eso\n\"\"\"\n",
        ),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Runs the program on a machine that speaks a language, and returns its code and all it said.
fn runs(folder: &Path, machine: &str, arguments: &[&str], lines: &str) -> (i32, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
    program
        .args(arguments)
        .args(["--course", folder.to_str().unwrap()])
        .env_clear()
        .envs([("LANG", machine), ("TZ", "UTC")])
        .env("BEDSIDE_DATA", folder.join("data"))
        .env("HOME", folder)
        .current_dir(folder);
    said(typed(&mut program, lines))
}

const ENGLISH: &str = "en_US.UTF-8";
const SPANISH: &str = "es_ES.UTF-8";

/// Who the learner is, and the quiz, in either language.
const EARNS: &str = "Ana Ruiz\n1\n\n\n\n\n\n1\n\n";

#[test]
fn the_language_that_was_set_is_the_course_s_from_the_next_start() {
    let folder = course();
    let at = folder.path();
    let (_, set) = runs(at, ENGLISH, &["--plain"], "Ana Ruiz\n1\n\n\nsettings\n7\n7\nsalir\n");
    assert!(set.contains("Idioma: español") && set.contains("Quiz: One"), "{set}");
    let (_, next) = runs(at, ENGLISH, &["--plain"], "salir\n");
    assert!(next.contains("Hecho") && next.contains("Cuestionario: Uno") && !next.contains("One"), "{next}");
    let (_, asked) = runs(at, ENGLISH, &["--plain", "--language", "en"], "quit\n");
    assert!(asked.contains("Made") && asked.contains("Quiz: One") && !asked.contains("Uno"), "{asked}");
    let (_, earned) = runs(at, ENGLISH, &["--plain"], "\n\n1\n\nsalir\n");
    assert!(earned.contains("¿Cuál?"), "{earned}");
    let (code, page) = runs(at, ENGLISH, &["certificate"], "");
    assert!(code == 0 && page.contains("CERTIFICADO") && page.contains("Hecho") && page.contains("Muy bien."), "{page}");
    let (code, handed) = runs(at, ENGLISH, &["hand-in"], "");
    assert!(code == 0 && handed.starts_with("Su registro está en ./bedside-ana-ruiz-"), "{handed}");
    assert!(handed.contains("Hecho") && !handed.contains("Made"), "{handed}");
}

#[test]
fn what_a_department_keeps_signs_and_hands_on_says_the_same_on_every_computer() {
    let folder = course();
    let at = folder.path();
    let (_, earned) = runs(at, SPANISH, &["--plain"], &format!("{EARNS}salir\n"));
    assert!(earned.contains("¿Cuál?"), "{earned}");
    fs::create_dir(at.join("in")).unwrap();
    assert_eq!(runs(at, SPANISH, &["hand-in", "--to", "in"], "").0, 0);
    let collected = |machine: &str, data: &str| {
        let department = at.join(data);
        let data = department.to_str().unwrap();
        fs::create_dir(&department).unwrap();
        fs::write(department.join("department.toml"), "name = \"Medicine\"\n").unwrap();
        let (code, said) = runs(at, machine, &["keys", "create", "--data", data], "");
        assert_eq!(code, 0, "{said}");
        let (code, said) = runs(at, machine, &["collect", "in", "--data", data], "");
        assert_eq!(code, 0, "{said}");
        let certificates = department.join("certificates");
        let (code, said) = runs(at, machine, &["issue", "--to", certificates.to_str().unwrap(), "--data", data], "");
        assert_eq!(code, 0, "{said}");
        let issued = fs::read_dir(certificates).unwrap().map(|entry| entry.unwrap().path());
        let issued: Vec<_> = issued.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect();
        let [credential] = issued.as_slice() else { panic!("{issued:?}") };
        let credential: serde_json::Value = serde_json::from_str(&fs::read_to_string(credential).unwrap()).unwrap();
        let achievement = &credential["credentialSubject"]["achievement"];
        assert_eq!((&achievement["inLanguage"], &achievement["name"]), (&"en".into(), &"Made".into()), "{machine}");
        let told = ["xapi", "csv", "json"].map(|format| runs(at, machine, &["export", "--format", format, "--data", data], "").1);
        told.into_iter().chain([runs(at, machine, &["export", "--format", "csv", "--attempts", "--data", data], "").1]).collect::<Vec<_>>()
    };
    let (spanish, english) = (collected(SPANISH, "here"), collected(ENGLISH, "there"));
    let statements = &spanish[0];
    assert!(statements.contains("\"en-US\":\"Which?\"") && !statements.contains("Uno"), "{statements}");
    // Each department's own moments differ; what things are called does not.
    for (one, other) in spanish.iter().zip(&english) {
        for word in ["Made", "Which?", "One", "Hecho", "¿Cuál?", "Uno"] {
            assert_eq!(one.matches(word).count(), other.matches(word).count(), "{word}:\n{one}\n{other}");
        }
    }
    let (_, analysis) = runs(at, SPANISH, &["analyse", "--csv", "--data", at.join("here").to_str().unwrap()], "");
    assert!(analysis.contains("This") && !analysis.contains("Esto"), "{analysis}");
}
