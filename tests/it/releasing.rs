//! `release/run` makes nothing as long as the version is not the same everywhere.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::root;

/// Runs the check in a copy of the files that say a version, where nothing waits to be released and one of them was changed.
fn checked(file: &str, from: &str, to: &str) -> (bool, String) {
    let copy = tempfile::tempdir().unwrap();
    fs::create_dir(copy.path().join("release")).unwrap();
    for name in ["Cargo.toml", "Cargo.lock", "CHANGELOG.md", "release/run"] {
        fs::copy(root().join(name), copy.path().join(name)).unwrap();
    }
    let changes = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    let (head, rest) = changes.split_once("## Not released yet\n").unwrap();
    let (_waiting, released) = rest.split_once("\n## ").unwrap();
    fs::write(copy.path().join("CHANGELOG.md"), format!("{head}## Not released yet\n\n## {released}")).unwrap();
    let path = copy.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    let ran = Command::new("bash").arg(Path::new("release/run")).arg("--check").current_dir(copy.path()).output().unwrap();
    (ran.status.success(), format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr)))
}

#[test]
fn a_release_is_made_only_of_one_version() {
    let version = env!("CARGO_PKG_VERSION");
    let (good, said) = checked("CHANGELOG.md", "# Changes", "# Changes");
    assert!(good, "{said}");
    assert_eq!(said, format!("release: {version}, everywhere\n"));

    let heading = format!("## {version}");
    let cases = [
        ("Cargo.toml", format!("version = \"{version}\""), "version = \"99.0.0\"", "Cargo.toml says 99.0.0 and the newest heading"),
        ("CHANGELOG.md", heading.clone(), "## 99.0.0", "newest heading of CHANGELOG.md 99.0.0"),
        ("CHANGELOG.md", heading, &format!("- **New**: something\n\n## {version}"), "not released yet"),
        (
            "Cargo.lock",
            format!("name = \"bedside\"\nversion = \"{version}\""),
            "name = \"bedside\"\nversion = \"0.0.9\"",
            "Cargo.lock 0.0.9",
        ),
    ];
    for (file, from, to, words) in cases {
        let (good, said) = checked(file, &from, to);
        assert!(!good && said.contains(words), "{file}: {said}");
    }
}
