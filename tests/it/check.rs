//! `bedside check`, as a trainer meets it: whole reports compared, one folder a code.
//!
//! `EXPECT=write cargo test --test it check` writes the reports anew; read the difference before keeping it.

use std::fs;
use std::path::Path;

use bedside::cli::command::check::{Asked, Format, run};
use bedside::diagnostic::human::Look;
use bedside::diagnostic::{CODES, Severity};

use crate::root;

fn checked(folder: &Path, format: Format, advice: bool) -> (String, u8) {
    let asked = Asked {
        folder: folder.to_owned(),
        format,
        advice,
        look: Look { columns: 400, ..Look::default() },
        today: Some(jiff::civil::date(2025, 6, 1)),
        ..Asked::default()
    };
    let (mut out, mut problems) = (Vec::new(), Vec::new());
    let code = run(&asked, &mut out, &mut problems).unwrap();
    assert!(problems.is_empty());
    (String::from_utf8(out).unwrap(), code)
}

#[test]
fn each_mistake_is_reported_as_it_was_promised() {
    let folders = root().join("tests/it/fixtures/check");
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folders).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let number = folder.file_name().unwrap().to_string_lossy().into_owned();
        let code = CODES.iter().find(|code| code.number == number).unwrap();
        let (report, _) = checked(&folder, Format::Human, code.severity == Severity::Advice);
        let expected = folder.join("expected.txt");
        if std::env::var_os("EXPECT").is_some() {
            fs::write(&expected, &report).unwrap();
        } else if report != fs::read_to_string(&expected).unwrap_or_default() {
            wrong.push(format!("{number}:\n{report}"));
        }
        assert!(report.contains(&format!("[{number}]")), "{number} was not found:\n{report}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_examples_of_the_format_load_without_errors() {
    let (report, code) = checked(&root().join("tests/it/fixtures/format"), Format::Human, false);
    assert_eq!(code, 0, "{report}");
}
