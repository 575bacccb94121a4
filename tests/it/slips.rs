//! What a trainer believes to be part of the course and is not: files of nearly the right name, lines and settings that would be passed over
//! without a word.

use std::fs;

use bedside::cli::command::check::{Asked, Format, run};

use crate::check::{checked, course};

const LESSON: &str = "title = \"A lesson\"\n\n[[page]]\ntext = \"Words.\"\n";

#[test]
fn files_of_nearly_the_right_name_or_place_are_told_not_to_be_read() {
    let folder = course(&[
        ("lessons/a-lesson.toml", LESSON),
        ("Quizzes/a-quiz.toml", "title = \"A quiz\"\n"),
        ("Glossary.toml", "[terms]\n"),
        ("lessons/b-lesson.toml.txt", LESSON),
        ("lessons/c-lesson.TOML", LESSON),
        ("d-lesson.toml", LESSON),
        ("e-quiz.toml", "[[question]]\n"),
        // What is no part of a course may lie beside one.
        ("Cargo.toml", "[package]\nname = \"x\"\n"),
        ("README.md", "[[page]]\n"),
        ("lessons/notes.txt", "[[page]]\n"),
        ("lessons/.hidden.toml.txt", LESSON),
        ("lessons/old.toml~", LESSON),
    ]);
    let (report, code) = checked(folder.path(), Format::Short, false);
    assert_eq!(
        (report.as_str(), code),
        (
            "Glossary.toml: warning[B011]: `Glossary.toml` is not read\n\
             Quizzes: warning[B011]: `Quizzes` is not read\n\
             d-lesson.toml: warning[B011]: `d-lesson.toml` is not read as a lesson\n\
             e-quiz.toml: warning[B011]: `e-quiz.toml` is not read as a quiz\n\
             lessons/b-lesson.toml.txt: warning[B011]: `lessons/b-lesson.toml.txt` is not read\n\
             lessons/c-lesson.TOML: warning[B011]: `lessons/c-lesson.TOML` is not read\n\
             6 warnings in 6 of 8 files; 1 piece of advice (--advice)\n",
            0
        )
    );
    let (report, _) = checked(folder.path(), Format::Human, false);
    for help in [
        "call it `glossary.toml`",
        "call it `quizzes`",
        "move it to `lessons/d-lesson.toml`",
        "move it to `quizzes/e-quiz.toml`",
        "call it `lessons/b-lesson.toml`",
        "call it `lessons/c-lesson.toml`",
    ] {
        assert!(report.contains(&format!("= help: {help}\n")), "{help}: {report}");
    }
    // They are no part of what a department knows the course by.
    let digest = || bedside::source::folder(folder.path()).unwrap().digest();
    let before = digest();
    fs::remove_file(folder.path().join("d-lesson.toml")).unwrap();
    assert_eq!(digest(), before);
}

#[test]
fn lines_that_a_word_processor_wrote_are_told_of_and_mended() {
    let quiz = "[[question]]\nid = \"who-reads\"\nask = \"Who may read it?\"\nwhy = \"Anyone.\"\noptions = '''\n- [x] Anyone at all\n\u{2022} [ ] Only a friend\n'''\n\n\
        [[question]]\nid = \"what-first\"\nask = \"What is first?\"\nwhy = \"She is.\"\norder = '''\n1. Stop it.\n2.Tell her.\n3. Report it.\n'''\n\n\
        [[question]]\nid = \"where\"\nask = \"Where?\"\nwhy = \"So.\"\nbins = '''\n## Post it\n- Clinic hours\n##Leave it\n- A joke\n'''\n\n\
        [[question]]\nid = \"with-what\"\nask = \"With what?\"\nwhy = \"So.\"\npairs = '''\n- Insult \u{2192} Silence\n- Threat -> Report it\n- Question -> Answer it\n'''\n";
    let folder = course(&[("quizzes/a-quiz.toml", quiz)]);
    let (report, code) = checked(folder.path(), Format::Short, false);
    assert_eq!(
        (report.as_str(), code),
        (
            "quizzes/a-quiz.toml:7:1: error[B110]: this line is not an option\n\
             quizzes/a-quiz.toml:16:1: error[B110]: this line is not a step\n\
             quizzes/a-quiz.toml:27:1: error[B110]: this line is not a bin\n\
             quizzes/a-quiz.toml:36:10: error[B110]: this line is not a pair\n\
             4 errors in 1 of 2 files\n",
            1
        )
    );
    let asked = Asked { folder: folder.path().to_owned(), fix: true, ..Asked::default() };
    run(&asked, &mut Vec::new(), &mut Vec::new()).unwrap();
    assert_eq!(checked(folder.path(), Format::Short, false).0, "no errors and no warnings in 2 files\n");
}

#[test]
fn an_arrow_of_another_kind_that_leads_to_a_page_is_told_of_and_one_among_words_is_none() {
    let lesson = "title = \"A\"\n\n[[page]]\nid = \"one\"\nchoices = '''\n- Call her \u{2192} two\n  > Well.\n- Post \u{2192} regret\n  > Well.\n'''\n\n[[page]]\nid = \"two\"\ntext = \"Two.\"\n";
    let (report, _) = checked(course(&[("lessons/a-lesson.toml", lesson)]).path(), Format::Short, false);
    assert!(report.starts_with("lessons/a-lesson.toml:6:12: error[B110]: this line is not a choice\n1 error in 1 of 2 files"), "{report}");
}
