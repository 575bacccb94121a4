//! The program's own words: every language has every message, with the same arguments, and each is said somewhere.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::root;

#[path = "../../build/catalogue.rs"]
mod catalogue;

use catalogue::{Catalogue, TONGUES, read, rust, snake};

/// The messages as they stand in `src/language`.
fn messages() -> Catalogue {
    let mut files = Vec::new();
    for (code, _) in TONGUES {
        for entry in fs::read_dir(root().join("src/language").join(code)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push((code.to_owned(), name, fs::read_to_string(path).unwrap()));
        }
    }
    assert!(!files.is_empty(), "no messages were found");
    read(&files)
}

#[test]
fn every_language_has_every_message_with_the_same_arguments() {
    let catalogue = messages();
    assert_eq!(catalogue.wrong, [] as [String; 0]);
    assert_eq!(catalogue.missing, [] as [String; 0], "these messages have no words in that language yet");
}

#[test]
fn every_message_is_said_somewhere() {
    let code: String = sources(&root().join("src")).iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let catalogue = messages();
    let name = |text: &str| text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect::<String>();
    let called = code.split('.').map(|text| (name(text), text)).filter(|(name, text)| text[name.len()..].starts_with('('));
    let said: HashSet<String> = called.map(|(name, _)| name).chain(code.split("Language::").skip(1).map(name)).collect();
    let unused: Vec<&String> = catalogue.languages[0].1.keys().filter(|name| !said.contains(&snake(name))).collect();
    assert_eq!(unused, [] as [&String; 0], "no screen says these");
}

#[test]
fn each_file_of_a_language_has_its_like_in_the_others() {
    let names = |code: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(root().join("src/language").join(code)).unwrap();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    };
    for (code, _) in TONGUES {
        assert_eq!(names(code), names("en"), "{code}");
    }
}

#[test]
fn no_sentence_stands_in_a_screen_itself() {
    let mut found = Vec::new();
    for room in ["tui", "plain"] {
        for path in sources(&root().join("src").join(room)) {
            // What is wrong with a course is told to its trainer, in English.
            if path.ends_with("tui/remark.rs") {
                continue;
            }
            let code = fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            found.extend(sentences(&code).into_iter().map(|(line, words)| format!("{name}:{line}: {words}")));
        }
    }
    assert_eq!(found, [] as [String; 0], "make these messages of src/language, as docs/words.md tells");
}

/// What may stand in a screen: what is typed at a shell, what keyboards are labelled with, and what only a test ever reads.
const ALLOWED: [&str; 10] = [
    "bedside certificate --text",
    "bedside export",
    "bedside notes --markdown FILE",
    "Page Up",
    "Page Down",
    "Shift-Tab",
    "Gallery",
    "WezTerm",
    "a key has a name",
    "asked to fall over by BEDSIDE_FAULT",
];

/// The labels of keys, which are the same on every keyboard or told by a message.
const LABELS: [&str; 9] = ["Esc", "Tab", "Backspace", "Delete", "Home", "End", "Enter", "Space", "Ctrl-"];

/// Letters between quotation marks that a person would read, with their lines. Comments, attributes and tests are passed over.
fn sentences(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let outside_tests = code.split("#[cfg(test)]\nmod ").next().unwrap();
    for (number, line) in outside_tests.lines().enumerate() {
        let line = line.trim();
        if line.starts_with("//") || line.starts_with("#[") || line.contains("reason = ") {
            continue;
        }
        let parts: Vec<&str> = line.split('"').collect();
        for (before, literal) in parts.iter().zip(parts.iter().skip(1)).step_by(2) {
            let mut depth = 0;
            let bare: String = literal
                .chars()
                .filter(|letter| {
                    depth += i32::from(*letter == '{') - i32::from(*letter == '}');
                    depth == 0 && *letter != '}'
                })
                .collect();
            let words: Vec<&str> =
                bare.split(' ').filter(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1).collect();
            let shown =
                ["say(", "piece(", "button(", "tell(", "say_after("].iter().any(|call| before.trim_end_matches('&').ends_with(call));
            let begins = bare.trim().chars().next().is_some_and(char::is_uppercase) && bare.chars().any(char::is_lowercase);
            let label = LABELS.iter().any(|label| bare.starts_with(label)) && words.len() < 2;
            if !label && !ALLOWED.contains(literal) && (words.len() > 1 || (!words.is_empty() && (shown || begins))) {
                found.push((number + 1, (*literal).to_owned()));
            }
        }
    }
    found
}

#[test]
fn a_sentence_in_a_screen_is_found() {
    let code = "//! \"Not this.\"\nsheet.say(\"done\", role);\nlet help = \"Type a number.\";\nlet far = format!(\"{here} of {count} pages read\");\nlet word = \"Passed.\";\nlet key = \"kitty\";\n#[cfg(test)]\nmod tests { \"In a test.\" }";
    let found: Vec<String> = sentences(code).into_iter().map(|(line, words)| format!("{line} {words}")).collect();
    assert_eq!(found, ["2 done", "3 Type a number.", "4 {here} of {count} pages read", "5 Passed."]);
}

/// Messages of one file in each language.
fn made(english: &str, spanish: &str) -> Catalogue {
    let file = |code: &str, text: &str| (code.to_owned(), "one.ftl".to_owned(), text.to_owned());
    read(&[file("en", english), file("es", spanish)])
}

#[test]
fn what_does_not_hold_together_is_told() {
    let wrong = |english: &str, spanish: &str| made(english, spanish).wrong;
    assert_eq!(wrong("left = { $count } left", "left = quedan { $cuantos }"), ["es: `left` says {$cuantos}, and en says {$count}"]);
    assert_eq!(wrong("yes = yes", "yes = sí\nno = no"), ["es: `no` is not a message of en"]);
    assert_eq!(wrong("yes = yes\nyes = yeah", "yes = sí"), ["en/one.ftl: `yes` stands there twice"]);
    assert_eq!(wrong("where = here", "where = aquí")[0], "en/one.ftl: `where` is a word of Rust; call the message otherwise");
    assert_eq!(wrong("-brand = bedside", ""), ["en/one.ftl: `-brand` is a term; write its words where they are used"]);
    assert!(wrong("no = no\nyes = { $count ->\n    [one] a\n}", "")[0].starts_with("en/one.ftl: line "));
    assert_eq!(
        wrong("yes = { $count ->\n    [few] a\n   *[other] b\n}", ""),
        ["en/one.ftl: `yes` chooses by `few`, which is neither a whole number nor one of one, many, other"]
    );
    assert_eq!(made("yes = yes", "").missing, ["es: yes"]);
}

#[test]
fn a_message_becomes_a_function_that_chooses_by_number() {
    let catalogue = made(
        "pages = { $read ->\n    [0] none of { $of }\n    [one] a page of { $of }\n   *[other] { $read } of { $of }\n}.\nyes = yes",
        "pages = { $read } de { $of }.",
    );
    assert_eq!(
        rust(&catalogue),
        "impl Language {
    /// `read` of `of`.
    pub(crate) fn pages(self, read: impl Into<Count>, of: impl std::fmt::Display) -> String {
        let read: Count = read.into();
        match self {
            Self::English => format!(\"{}.\", match (read.get(), self.plural(read)) { (0, _) => format!(\"none of {of}\"), (_, Plural::One) => format!(\"a page of {of}\"), _ => format!(\"{read} of {of}\") }),
            Self::Spanish => format!(\"{read} de {of}.\"),
        }
    }
    /// yes
    pub(crate) fn yes(self) -> &'static str {
        match self {
            Self::English => \"yes\",
            Self::Spanish => \"yes\",
        }
    }
}
"
    );
}

/// Every source file below a folder.
fn sources(at: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(at).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
