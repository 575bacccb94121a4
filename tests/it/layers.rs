//! Keeps the order of the rooms: a room may name only rooms above it, a crate only the rooms that may, and the files of a room
//! form no circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::root;

/// The rooms in reading order.
const ROOMS: [&str; 20] = [
    "id",
    "clock",
    "language",
    "diagnostic",
    "source",
    "prose",
    "question",
    "course",
    "exchange",
    "journey",
    "search",
    "record",
    "cmi5",
    "store",
    "send",
    "tui",
    "plain",
    "cli",
    "lib",
    "main",
];

/// Rooms that may not name each other although the order would let them.
const APART: [(&str, &str); 10] = [
    ("tui", "record"),
    ("tui", "store"),
    ("tui", "send"),
    ("tui", "cmi5"),
    ("plain", "record"),
    ("plain", "store"),
    ("plain", "send"),
    ("plain", "cmi5"),
    ("plain", "tui"),
    ("store", "send"),
];

/// Which files may name which crate, by the beginning of their path below `src`.
const CRATES: &[(&str, &[&str])] = &[
    ("nucleo_matcher", &["search/"]),
    ("rusqlite", &["store/"]),
    ("postgres", &["store/server/"]),
    ("tokio_postgres_rustls", &["store/server/"]),
    ("rustls", &["store/server/", "send/"]),
    ("rustls_platform_verifier", &["store/server/"]),
    ("ratatui", &["tui/"]),
    ("ratatui_image", &["tui/gallery.rs"]),
    ("image", &["tui/gallery.rs"]),
    ("ratatui_textarea", &["tui/"]),
    ("crossterm", &["tui/terminal.rs", "tui/inbox.rs", "tui/keymap/"]),
    ("signal_hook", &["tui/", "cli/signals.rs"]),
    ("rustix", &["tui/", "store/", "source/", "cli/passphrase.rs", "cli/width.rs"]),
    ("notify", &["source/"]),
    ("pulldown_cmark", &["prose/"]),
    ("ureq", &["send/"]),
    ("directories", &["cli/"]),
    ("clap", &["cli/"]),
    ("toml", &["course/", "exchange/", "cli/"]),
    ("winnow", &["exchange/"]),
    ("quick_xml", &["exchange/", "cmi5/"]),
    ("csv", &["record/"]),
    ("parquet", &["record/format/"]),
    ("bytes", &["record/format/parquet/"]),
    ("ed25519_dalek", &["record/seal.rs"]),
    ("ring", &["record/fingerprint.rs"]),
    ("getrandom", &["record/", "store/", "cli/"]),
    ("flate2", &["record/credential/"]),
    ("krilla", &["record/paper/"]),
    ("qrcode", &["record/paper/"]),
    ("rustybuzz", &["record/paper/"]),
    ("unicode_bidi", &["record/paper/"]),
    ("oxjsonld", &["record/credential/"]),
    ("oxrdf", &["record/credential/"]),
    ("serde_json_canonicalizer", &["record/"]),
    ("bs58", &["record/"]),
    ("base64", &["record/", "cli/command/send.rs"]),
    ("zip", &["cli/", "source/"]),
    ("fastrand", &["journey/"]),
    ("num_rational", &["question/"]),
];

#[test]
fn a_room_names_only_rooms_above_it() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let here = room(&file);
        for (number, line) in code(&text) {
            for named in named_rooms(line) {
                let above = place(&named) <= place(here) || here == "lib";
                let apart = APART.contains(&(here, named.as_str()));
                if !above || apart {
                    wrong.push(format!("src/{file}:{number}: `{here}` names `{named}`"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "a room may name only rooms above it:\n{}", wrong.join("\n"));
}

#[test]
fn a_crate_is_named_only_where_it_belongs() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        for (number, line) in code(&text) {
            for (name, places) in CRATES {
                let named = line.contains(&format!("{name}::")) && !line.contains(&format!("::{name}::")) && !is_longer(line, name);
                if named && !places.iter().any(|place| file.starts_with(place)) {
                    wrong.push(format!("src/{file}:{number}: names the crate `{name}`, which belongs to {places:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_files_of_a_room_form_no_circle() {
    let mut wrong = Vec::new();
    let all = sources();
    let texts: BTreeMap<&str, &str> = all.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
    let folders: BTreeSet<&str> = texts.keys().filter_map(|file| file.rsplit_once('/').map(|(folder, _)| folder)).collect();
    for folder in folders {
        let Some(door) = texts.get(format!("{folder}/mod.rs").as_str()) else { continue };
        let homes = re_exported(door);
        let siblings: BTreeMap<&str, &str> = texts
            .iter()
            .filter_map(|(file, text)| Some((file.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".rs")?, *text)))
            .filter(|(name, _)| !name.contains('/') && *name != "mod")
            .collect();
        let names = |name: &str| -> BTreeSet<String> {
            let text = siblings.get(name).copied().unwrap_or("");
            super_names(text)
                .into_iter()
                .filter_map(|word| if siblings.contains_key(word.as_str()) { Some(word) } else { homes.get(&word).cloned() })
                .filter(|other| other != name)
                .collect()
        };
        for start in siblings.keys() {
            let (mut seen, mut waiting) = (BTreeSet::new(), vec![(*start).to_owned()]);
            while let Some(at) = waiting.pop() {
                for next in names(&at) {
                    if next == **start {
                        wrong.push(format!("src/{folder}/{start}.rs comes back to itself through {at}.rs"));
                    } else if seen.insert(next.clone()) {
                        waiting.push(next);
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rules_of_this_file_can_fail() {
    assert_eq!(named_rooms("use crate::journey::Fact; let x = crate::tui::run();"), ["journey", "tui"]);
    assert!(place("journey") < place("tui"));
    assert_eq!(
        super_names("use super::{Grade, story::Play};\nuse super::options;"),
        ["Grade", "Play", "options", "story"].map(String::from).into()
    );
    assert_eq!(re_exported("pub use grade::{Grade, Marks};\npub use kind::Kind;").get("Marks").map(String::as_str), Some("grade"));
    assert!(is_longer("vtoml::x", "toml") && !is_longer("toml::x", "toml"));
}

/// All source files by their path below `src`, with their text.
fn sources() -> Vec<(String, String)> {
    fn walk(at: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    let src = root().join("src");
    let mut files = Vec::new();
    walk(&src, &mut files);
    files.sort();
    assert!(files.len() > 20, "the rooms were not found");
    let named = |path: &PathBuf| path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
    files.iter().map(|path| (named(path), fs::read_to_string(path).unwrap())).collect()
}

fn room(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap()
}

fn place(room: &str) -> usize {
    ROOMS.iter().position(|known| *known == room).unwrap_or_else(|| panic!("`{room}` is not in the list of rooms"))
}

/// Numbered lines of code: no comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(number, line)| (number + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The rooms a line names by `crate::`.
fn named_rooms(line: &str) -> Vec<String> {
    assert!(!line.contains("crate::{"), "one `use` a room: {line}");
    let names = line.match_indices("crate::").filter(|(at, _)| !line[..*at].ends_with('$'));
    names
        .map(|(at, path)| line[at + path.len()..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>())
        .filter(|word| word.chars().next().is_some_and(char::is_lowercase))
        .collect()
}

fn is_longer(line: &str, name: &str) -> bool {
    let path = format!("{name}::");
    line.match_indices(&path).filter_map(|(at, _)| line[..at].chars().next_back()).any(|before| before.is_alphanumeric() || before == '_')
}

/// The words a file takes from beside itself by `super::`.
fn super_names(text: &str) -> BTreeSet<String> {
    let outside_tests = text.split("#[cfg(test)]").next().unwrap_or("");
    let mut names = BTreeSet::new();
    let joined: String = code(outside_tests).map(|(_, line)| line).collect::<Vec<_>>().join(" ");
    for (at, path) in joined.match_indices("super::") {
        let rest = &joined[at + path.len()..];
        if rest.starts_with("super::") || joined[..at].ends_with("super::") {
            continue;
        }
        let list = if let Some(inside) = rest.strip_prefix('{') {
            inside.split('}').next().unwrap_or("")
        } else {
            rest.split([';', '(', ' ', '>', ')', '<', ',']).next().unwrap_or("")
        };
        let words = list.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        names.extend(words.map(str::to_owned));
    }
    names
}

/// What a room's front door hands out, and which file it comes from.
fn re_exported(door: &str) -> BTreeMap<String, String> {
    let joined: String = code(door).map(|(_, line)| line).collect::<Vec<_>>().join(" ");
    let mut homes = BTreeMap::new();
    for part in joined.split("use ").skip(1) {
        let Some((path, _)) = part.split_once(';') else { continue };
        let Some((file, names)) = path.trim().split_once("::") else { continue };
        for name in names.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()) {
            homes.insert(name.to_owned(), file.to_owned());
        }
    }
    homes
}
