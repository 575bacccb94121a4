//! `bedside convert`: files of other programs come in as they should, ours come back as they were, and no file at all is too much.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use bedside::cli::command::convert::convert;
use bedside::course;
use bedside::exchange::{EXCHANGES, Lost, Paper, named, ours, recognised};
use bedside::source::{Content, Files};
use proptest::prelude::*;

use crate::root;

fn fixture(name: &str) -> PathBuf {
    root().join("tests/it/fixtures/exchange").join(name)
}

/// A quiz as files of a course.
fn files(text: String) -> Arc<Files> {
    Arc::new(Files { texts: [("quizzes/a-quiz.toml".into(), Content::Text(text.into()))].into(), ..Files::default() })
}

fn paper(text: String) -> Paper {
    let reading = course::read(files(text));
    assert_eq!(reading.diagnostics, []);
    let quiz = &reading.course.as_ref().unwrap().quizzes[0];
    ours::paper(&reading, quiz).paper
}

/// The questions alone: neither the file's lines nor its title.
fn alone(mut paper: Paper) -> Paper {
    paper.title = String::new();
    paper.questions.iter_mut().for_each(|asked| asked.line = 0);
    paper
}

#[test]
fn files_of_other_programs_come_in_and_what_does_not_is_listed() {
    for name in ["quiz.gift", "quiz.xml", "quiz.txt", "mdbook.toml"] {
        let (text, lost) = convert(&fixture(name), None).unwrap();
        let told: Vec<String> = lost.iter().map(|Lost { line, what }| format!("# {line}: {what}\n")).collect();
        let expected = fixture(&format!("{name}.expected"));
        let found = told.concat() + &text;
        if std::env::var_os("EXPECT").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        assert_eq!(found, fs::read_to_string(&expected).unwrap_or_default(), "{name}");
        let errors = course::read(files(text)).diagnostics;
        let told: Vec<String> = errors.iter().map(|found| format!("{} {}", found.code.number, found.message)).collect();
        assert_eq!(told, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_quiz_goes_out_and_comes_back_the_same() {
    let own = paper(fs::read_to_string(fixture("own.toml")).unwrap());
    for name in ["gift", "moodle-xml"] {
        let format = named(name).unwrap();
        let given = format.write(&own).unwrap();
        assert_eq!(given.lost, [], "{name}");
        let taken = format.read(&given.text).unwrap();
        assert_eq!(taken.lost, [], "{name}:\n{}", given.text);
        assert_eq!(alone(taken.paper.clone()), alone(own.clone()), "{name}:\n{}", given.text);
        let (written, lost) = ours::written(&taken.paper);
        assert_eq!(lost, []);
        assert_eq!(alone(paper(written)), alone(own.clone()), "{name}");
    }
}

#[test]
fn what_a_format_does_not_know_is_listed_with_its_line() {
    let quiz = root().join("tests/it/fixtures/format/quizzes/live-video.toml");
    for (name, lines) in [("gift", 4), ("moodle-xml", 3), ("aiken", 6), ("anki", 3)] {
        let (_, lost) = convert(&quiz, named(name)).unwrap();
        assert!(lost.len() >= lines && lost.iter().all(|lost| lost.line > 1), "{name}: {lost:?}");
    }
}

#[test]
fn aiken_comes_back_with_what_it_knows() {
    let own = paper(fs::read_to_string(fixture("own.toml")).unwrap());
    let aiken = named("aiken").unwrap();
    let taken = aiken.read(&aiken.write(&own).unwrap().text).unwrap();
    assert_eq!(taken.lost, []);
    assert_eq!(taken.paper.questions.len(), 2);
    assert_eq!(taken.paper.questions[1].ask, "An alias protects the patient.");
}

#[test]
fn every_format_reads_or_writes_and_its_files_are_recognised() {
    for format in EXCHANGES {
        assert!(format.read("").is_some() || format.write(&Paper::default()).is_some(), "{}", format.name());
    }
    let recognised = |ending: &str, text: &str| recognised(ending, text).map(bedside::exchange::Exchange::name);
    assert_eq!(recognised("txt", "A?\nA. b\nANSWER: A"), Some("aiken"));
    assert_eq!(recognised("txt", "A? {=b}"), Some("gift"));
    assert_eq!(recognised("toml", "[[question]]"), None);
}

/// A file with some letters cut out and others put in.
fn mutated(name: &'static str) -> impl Strategy<Value = (String, String)> {
    let text = fs::read_to_string(fixture(name)).unwrap();
    let letters: Vec<char> = text.chars().collect();
    let count = letters.len();
    let pieces = prop::collection::vec((0..count, 0..12usize, "[{}=~#%:\\\\\\[\\]<>&/\"'a\n\t-]{0,6}|.{0,3}"), 1..8);
    pieces.prop_map(move |pieces| {
        let mut letters = letters.clone();
        for (at, cut, put) in pieces {
            let at = at.min(letters.len());
            let end = (at + cut).min(letters.len());
            letters.splice(at..end, put.chars());
        }
        (name.rsplit('.').next().unwrap_or("").to_owned(), letters.into_iter().collect())
    })
}

proptest! {
    #[test]
    fn any_file_at_all_is_read_and_what_is_written_of_it_is_toml(
        (_, text) in prop_oneof![mutated("quiz.gift"), mutated("quiz.xml"), mutated("quiz.txt"), mutated("mdbook.toml")]
    ) {
        for format in EXCHANGES {
            let Some(taken) = format.read(&text) else { continue };
            prop_assert!(taken.lost.iter().all(|lost| lost.line >= 1 && lost.line <= text.lines().count() + 1));
            let (written, _) = ours::written(&taken.paper);
            prop_assert!(toml::from_str::<toml::Table>(&written).is_ok(), "{}", written);
            for other in EXCHANGES {
                let _text = other.write(&taken.paper);
            }
        }
    }
}

#[test]
fn long_and_deep_files_take_no_time() {
    for text in
        ["{".repeat(200_000), "=".repeat(200_000), format!("q{{{}}}", "~a".repeat(100_000)), "<a>".repeat(100_000), "\\".repeat(200_000)]
    {
        for format in EXCHANGES {
            let _taken = format.read(&text);
        }
    }
}
