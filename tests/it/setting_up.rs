//! What whoever sets the program up asks of it: completions for a shell, manual pages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use bedside::cli::command::COMMANDS;

use crate::root;

fn bedside(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bedside")).args(arguments).env_clear().env("HOME", home).output().unwrap()
}

#[test]
fn every_shell_can_complete_every_command() {
    let home = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let told = bedside(home.path(), &["completions", shell]);
        let script = String::from_utf8(told.stdout).unwrap();
        assert_eq!(told.status.code(), Some(0), "{shell}");
        let missing: Vec<&str> = COMMANDS.iter().map(|command| command.name).filter(|name| !script.contains(name)).collect();
        assert!(missing.is_empty(), "{shell} does not know {missing:?}");
    }
    assert_eq!(bedside(home.path(), &["completions", "abacus"]).status.code(), Some(2));
}

#[test]
fn every_command_has_a_manual_page_that_says_what_its_help_says() {
    let home = tempfile::tempdir().unwrap();
    let told = bedside(home.path(), &["manual", home.path().to_str().unwrap()]);
    assert_eq!(told.status.code(), Some(0), "{}", String::from_utf8_lossy(&told.stderr));
    let pages: BTreeSet<String> = fs::read_dir(home.path()).unwrap().map(|page| page.unwrap().file_name().into_string().unwrap()).collect();
    let wanted = COMMANDS.iter().map(|command| format!("bedside-{}.1", command.name)).chain(["bedside.1".to_owned()]);
    assert_eq!(pages, wanted.collect());
    for command in COMMANDS {
        let page =
            fs::read_to_string(home.path().join(format!("bedside-{}.1", command.name))).unwrap().replace('\\', "").replace("*(Aq", "'");
        assert!(page.starts_with(".ie") || page.contains(".TH bedside-"), "{page}");
        assert!(page.contains(command.about) && page.contains(command.example), "{}:\n{page}", command.name);
        assert!(page.contains(".SH EXAMPLES\n") && !page.contains("Example:") && !page.contains("EXTRA"), "{}:\n{page}", command.name);
        assert!(!page.contains("--version"), "`bedside {} --version` is no command:\n{page}", command.name);
    }
    let nowhere = home.path().join("no/such/folder");
    assert_eq!(bedside(home.path(), &["manual", nowhere.to_str().unwrap()]).status.code(), Some(3));
}

#[test]
fn every_command_says_what_it_does_when_it_is_asked() {
    let home = tempfile::tempdir().unwrap();
    for command in COMMANDS {
        for asked in [&[command.name, "--help"][..], &[command.name, "-h"], &["--data", "x", command.name, "--help"]] {
            let told = bedside(home.path(), asked);
            let help = String::from_utf8(told.stdout).unwrap();
            assert_eq!(told.status.code(), Some(0), "{asked:?}: {}", String::from_utf8_lossy(&told.stderr));
            assert!(help.contains(command.about) && help.contains(command.example), "{asked:?}:\n{help}");
        }
    }
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "help writes nothing");
}

#[test]
fn a_mistyped_address_of_a_server_is_refused_and_makes_no_folder() {
    let home = tempfile::tempdir().unwrap();
    for address in
        ["Postgres://ana:s3cret@db.example.org/bedside", "mysql://ana:s3cret@db.example.org/bedside", "postgres:/ana:s3cret@db/b"]
    {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
        let told = program.args(["--data", address, "keys", "create"]).env_clear().env("HOME", home.path()).current_dir(home.path());
        let told = told.output().unwrap();
        let said = String::from_utf8(told.stderr).unwrap();
        assert_eq!(told.status.code(), Some(2), "{said}");
        assert!(said.contains("write a records server as `postgres://NAME@HOST/DATABASE`") && !said.contains("s3cret"), "{said}");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "{address}");
    }
}

/// A file that the build waits for and that is not there makes every `cargo run` a build.
#[test]
fn what_is_built_once_is_not_built_again() {
    let told = Path::new(env!("OUT_DIR")).parent().unwrap().join("output");
    let told = fs::read_to_string(told).unwrap();
    let waited_for: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("cargo::rerun-if-changed=")).collect();
    assert!(waited_for.contains(&"lessons"), "{told}");
    let missing: Vec<&&str> = waited_for.iter().filter(|path| !root().join(path).exists()).collect();
    assert_eq!(missing, [&""; 0]);
}

/// A course is often made in one folder and looked at from another; other accounts of the machine are to read it, too.
#[cfg(unix)]
#[test]
fn the_course_that_is_named_is_the_one_that_is_checked_and_released() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let (good, bad) = (home.path().join("good"), home.path().join("bad"));
    for (folder, title) in [(&good, "title = \"Good\""), (&bad, "titel = \"Bad\"")] {
        fs::create_dir_all(folder.join("lessons")).unwrap();
        fs::write(folder.join("course.toml"), format!("format = 1\nid = \"a-course\"\n{title}\nversion = \"1.0\"\n")).unwrap();
        fs::write(folder.join("lessons/one.toml"), "title = \"One\"\n[[page]]\nid = \"a-page\"\ntext = \"Words.\"\n").unwrap();
    }
    let from = |folder: &Path, arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
        program.args(arguments).current_dir(folder).env_clear().env("HOME", home.path()).output().unwrap()
    };
    let (good_path, bad_path) = (good.to_str().unwrap(), bad.to_str().unwrap());
    assert_eq!(from(&good, &["check"]).status.code(), Some(0));
    for command in ["check", "release", "translations"] {
        let told = from(&good, &[command, "--course", bad_path]);
        let said = String::from_utf8(told.stdout).unwrap() + &String::from_utf8(told.stderr).unwrap();
        assert!(command == "translations" || said.contains("titel"), "{command}: {said}");
        assert!(!good.join("course.lock").exists(), "{command} worked on the folder one stood in");
    }
    // What is named beside the command is nearer than the option.
    assert_eq!(from(&bad, &["check", good_path, "--course", bad_path]).status.code(), Some(0));
    fs::create_dir(home.path().join(".config")).unwrap();
    fs::create_dir(home.path().join(".config/bedside")).unwrap();
    fs::write(home.path().join(".config/bedside/config.toml"), format!("course = \"{bad_path}\"\n")).unwrap();
    assert_eq!(from(&good, &["check"]).status.code(), Some(0), "the course of learners is not the one that is worked on");

    fs::write(home.path().join("quiz.txt"), "Who saw it?\nA. Anyone\nB. Nobody\nANSWER: A\n").unwrap();
    assert_eq!(from(home.path(), &["convert", "quiz.txt", "-o", "good/quiz.toml"]).status.code(), Some(0));
    let mode = |file: &str| fs::metadata(good.join(file)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("quiz.toml"), mode("course.toml"));
    for (name, bytes, code) in [("empty.txt", b"Nothing here.\n".to_vec(), 1), ("odd.gift", b"::caf\xe9:: x {T}\n".to_vec(), 2)] {
        fs::write(home.path().join(name), bytes).unwrap();
        let told = from(home.path(), &["convert", name, "-o", "good/none.toml"]);
        assert_eq!(told.status.code(), Some(code), "{name}: {}", String::from_utf8_lossy(&told.stderr));
        assert!(!good.join("none.toml").exists());
    }
}
