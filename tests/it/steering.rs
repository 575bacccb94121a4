//! What is told to programs reaches a terminal too: no letter of another's that steers it is in any `--json`.

use std::fs;
use std::path::Path;
use std::process::Command;

use bedside::prose::safe::harmless;
use serde_json::Value;

/// Letters that begin a control sequence, and turn the line around.
const HOSTILE: &str = "x\u{9b}31m\u{202e}y";

/// What a command tells as JSON.
fn told(data: &Path, arguments: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
    program.arg("--data").arg(data).args(arguments).arg("--json").env_clear().env("HOME", data.parent().unwrap()).env("USER", HOSTILE);
    String::from_utf8(program.output().unwrap().stdout).unwrap()
}

/// Whether somewhere in it, read as JSON, the letters are what they were.
fn has(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(HOSTILE),
        Value::Array(all) => all.iter().any(has),
        Value::Object(all) => all.values().any(has),
        _ => false,
    }
}

#[test]
fn no_json_steers_a_terminal_and_all_of_it_reads_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join(HOSTILE);
    fs::create_dir(&data).unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (odd, roster, table) = (at(&format!("{HOSTILE}.json")), at("people.csv"), at("lms.csv"));
    fs::write(&odd, "{}").unwrap();
    fs::write(&roster, format!("Staff ID,Name,Department\n0071,{HOSTILE},{HOSTILE}\n")).unwrap();
    fs::write(&table, format!("Staff ID,Name,Completed on\n0071,{HOSTILE},2026-01-02\n")).unwrap();
    for (arguments, tells) in [
        (&["collect", &odd][..], true),
        // So that there is something to report on and to analyse; a name is made harmless where it is read.
        (&["collect", &table], false),
        (&["audit"], true),
        (&["verify", &odd], true),
        // What a roster says is made harmless where it is read.
        (&["report", "--roster", &roster], false),
        (&["doctor"], true),
        (&["analyse"], false),
    ] {
        let said = told(&data, arguments);
        assert!(!said.is_empty() && said.chars().all(|letter| letter == '\n' || harmless(letter)), "{arguments:?}: {said:?}");
        let read: Vec<Value> = serde_json::Deserializer::from_str(&said).into_iter().map(Result::unwrap).collect();
        assert!(!tells || read.iter().any(has), "{arguments:?}: {said}");
    }
}
