//! `bedside check --explain`: every code has a page, its wrong example gives the code, and its right example does not.

use std::fs;
use std::path::{Path, PathBuf};

use bedside::cli::command::check::{Asked, Format, run};
use bedside::cli::command::explain::{Page, pages};
use bedside::diagnostic::CODES;

use crate::root;

/// Writes the course of a code's folder anew, with its wrong lines made right.
fn made_right(from: &Path, to: &Path, page: &Page, put: &mut usize) {
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name().to_string_lossy().into_owned())).unwrap();
        if name.contains(page.wrong) {
            *put += 1;
        }
        let there: PathBuf = to.join(name.replace(page.wrong, page.right));
        if path.is_dir() {
            fs::create_dir_all(&there).unwrap();
            made_right(&path, &there, page, put);
        } else if name != "expected.txt" && name != "fixed.txt" {
            let bytes = fs::read(&path).unwrap();
            let text = String::from_utf8(bytes).unwrap_or_else(|not| not.into_bytes().into_iter().map(char::from).collect());
            let kept = name == "course.lock";
            *put += if kept { 0 } else { text.matches(page.wrong).count() };
            fs::write(there, if kept { text } else { text.replace(page.wrong, page.right) }).unwrap();
        }
    }
}

fn codes_in(folder: &Path) -> String {
    let today = Some(jiff::civil::date(2025, 6, 1));
    let asked = Asked { folder: folder.to_owned(), format: Format::Short, advice: true, today, ..Asked::default() };
    let mut out = Vec::new();
    run(&asked, &mut out, &mut Vec::new()).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let with_page: Vec<&str> = pages().map(|page| page.number).collect();
    let codes: Vec<&str> = CODES.iter().map(|code| code.number).collect();
    assert_eq!(with_page, codes);
}

#[test]
fn every_wrong_example_gives_its_code_and_no_right_one_does() {
    let mut failed = Vec::new();
    for page in pages() {
        let folder = root().join("tests/it/fixtures/check").join(page.number);
        let code = format!("[{}]", page.number);
        if !codes_in(&folder).contains(&code) {
            failed.push(format!("{}: the wrong example is not reported", page.number));
        }
        let right = tempfile::tempdir().unwrap();
        let mut put = 0;
        made_right(&folder, right.path(), &page, &mut put);
        if let Some((path, text)) = page.beside {
            let path = right.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let told = codes_in(right.path());
        if put == 0 {
            failed.push(format!("{}: the wrong lines are not those of its folder", page.number));
        }
        // The right lines may bring no other error either.
        if told.contains(&code) || told.contains("error[") {
            failed.push(format!("{}: made right, it says\n{told}", page.number));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn a_page_reads_as_it_should() {
    let asked = Asked { explain: Some("no-right-answer".into()), ..Asked::default() };
    let mut out = Vec::new();
    assert_eq!(run(&asked, &mut out, &mut Vec::new()).unwrap(), 0);
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "B401 no-right-answer (error)\n\nSomebody must be able to score 100 %. A half-right option alone is not enough.\n\n\
         Wrong:\n\n    - [ ] Anyone who saw it\n\nRight:\n\n    - [x] Anyone who saw it\n\nOnly you can mend it.\n"
    );
}

#[test]
fn a_code_that_may_be_a_warning_says_so_and_when() {
    for (code, says) in
        [("B110", "the order of the lines"), ("B205", "has `draft = true` again is a warning"), ("B411", "`# allow B411: reason`")]
    {
        let asked = Asked { explain: Some(code.into()), ..Asked::default() };
        let mut out = Vec::new();
        assert_eq!(run(&asked, &mut out, &mut Vec::new()).unwrap(), 0);
        let page = String::from_utf8(out).unwrap();
        assert!(page.lines().next().unwrap().ends_with(" (error, or a warning)"), "{page}");
        assert!(page.split_whitespace().collect::<Vec<_>>().join(" ").contains(says), "{page}");
    }
}
