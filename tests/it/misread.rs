//! Signs of a course's files that are read as something else than was meant: a header in the wrong place, a comma, a backslash, a date.
//! One cause is told once, with the line to write.

use std::fs;
use std::process::Command;

use bedside::cli::command::check::Format;

use crate::check::{checked, course};

const OWN: &str = "format = 1\nid = \"fixture\"\ntitle = \"A course\"\ncontact = \"education@example.org\"\nversion = \"1.0\"\n";
const QUESTION: &str = "[[question]]\nid = \"who-reads\"\nask = \"Who may read it?\"\nwhy = \"Anyone.\"\nanswer = true\n";
const PAGE: &str = "[[page]]\ntext = \"Words.\"\n";

/// What is said of a course of some files; `course.toml` may be among them.
fn told(files: &[(&str, &str)]) -> String {
    checked(course(files).path(), Format::Human, false).0
}

/// The one finding: what it says, where, the words below it, and the help.
#[track_caller]
fn only(report: &str) -> (String, String, String) {
    let begins = |line: &&str| line.starts_with("error[") || line.starts_with("warning[");
    let findings: Vec<&str> = report.lines().filter(begins).collect();
    let [finding] = findings.as_slice() else { panic!("{} findings:\n{report}", findings.len()) };
    let marked = report.lines().find_map(|line| Some(line.split_once("^ ")?.1)).unwrap_or("");
    let help: Vec<&str> = report.lines().filter_map(|line| line.trim_start().strip_prefix("= help: ")).collect();
    ((*finding).to_owned(), marked.to_owned(), help.join(" / "))
}

#[track_caller]
fn says(report: &str, finding: &str, marked: &str, help: &str) {
    assert_eq!(only(report), (finding.to_owned(), marked.to_owned(), help.to_owned()), "{report}");
}

#[test]
fn a_header_of_another_file_is_told_once() {
    let lesson = |header: &str| told(&[("lessons/a-lesson.toml", &format!("{header}\ntitle = \"A lesson\"\nminutes = 4\n\n{PAGE}"))]);
    let so = "so what stands below it is not read as the lesson's";
    for (header, home) in
        [("certificate", "course"), ("points", "course"), ("quiz", "course"), ("check", "course"), ("terms", "glossary"), ("pools", "quiz")]
    {
        let finding = format!("error[B108]: `[{header}]` belongs to the {home}, not to a lesson");
        says(&lesson(&format!("[{header}]")), &finding, so, &format!("delete the line `[{header}]`"));
    }
    says(&lesson("[meta]"), "error[B101]: a lesson has no setting called `meta`", so, "delete the line `[meta]`");
    let own = "[certificate]\nvalid_months = 12";
    let both = "move it to course.toml, with the lines below it that are its own";
    says(&lesson(own), "error[B108]: `[certificate]` belongs to the course, not to a lesson", so, both);
    let quiz = told(&[("quizzes/a-quiz.toml", &format!("title = \"A quiz\"\n\n{own}\n\n{QUESTION}"))]);
    let finding = "error[B108]: `[certificate]` belongs to the course, not to a quiz";
    says(&quiz, finding, "not a part of a quiz", "move it, with the lines below it, to course.toml");
}

#[test]
fn a_header_above_the_settings_of_its_file_is_told_once() {
    let quiz = ("quizzes/a-quiz.toml", QUESTION);
    for header in ["certificate", "screen", "points", "quiz"] {
        let report = told(&[("course.toml", &format!("[{header}]\n{OWN}")), quiz]);
        let finding = format!("error[B108]: `format`, `id`, `title`, `contact`, and `version` belong to the course, not to `[{header}]`");
        let marked = format!("so these are read as part of `[{header}]`");
        says(&report, &finding, &marked, &format!("move the lines above `[{header}]`"));
    }
    let top = "title = \"A quiz\"\npass = 80\n\n";
    let report = told(&[("quizzes/a-quiz.toml", &format!("[pools]\n{top}{QUESTION}"))]);
    let finding = "error[B108]: `title` and `pass` belong to the quiz, not to `[pools]`";
    says(&report, finding, "so these are read as part of `[pools]`", "move the lines above `[pools]`");
    let report = told(&[("quizzes/a-quiz.toml", &format!("[[question]]\n{top}{QUESTION}"))]);
    let finding = "error[B108]: `title` and `pass` belong to the quiz, not to a question";
    says(&report, finding, "so these are read as part of the question", "delete this `[[question]]`");
    let report = told(&[("lessons/a-lesson.toml", &format!("[[page]]\ntitle = \"A\"\nminutes = 4\n\n{PAGE}"))]);
    let finding = "error[B108]: `title` and `minutes` belong to the lesson, not to a page";
    says(&report, finding, "so these are read as part of the page", "delete this `[[page]]`");
    // What is under its own header is no mistake.
    let report = told(&[("course.toml", &format!("{OWN}\n[points]\ntitle = \"Titles name nobody.\"\n")), quiz]);
    assert!(!report.contains("error["), "{report}");
}

#[test]
fn what_is_amiss_in_a_list_is_told_with_the_list_to_write() {
    let (line, quotes) = ("error[B001]: I cannot read this line", "error[B010]: I cannot read the value of `sources`");
    for (list, finding, marked, help) in [
        ("[\"a\" \"b\"]", line, "a comma is missing before this", "put a comma between the two: `[\"a\", \"b\"]`"),
        ("[\"a\"; \"b\"]", line, "entries are parted by commas", "put a comma in its place: `[\"a\", \"b\"]`"),
        ("[\"a\",, \"b\"]", line, "one comma too many", "delete it"),
        ("[Jane Roe, Tom Ray]", quotes, "not in quotes", "words need quotes: `sources = [\"Jane Roe\", \"Tom Ray\"]`"),
        ("[one, \"two\"]", quotes, "not in quotes", "words need quotes: `sources = [\"one\", \"two\"]`"),
        ("[one two]", quotes, "not in quotes", "words need quotes: `sources = [\"one\", \"two\"]`"),
        ("[\n  Roe,\n  Ray,\n]", quotes, "not in quotes", "words need quotes: `sources = [\"Roe\", \"Ray\"]`"),
        (
            "[\"C:\\Users\", \"b\"]",
            line,
            "`\\U` means nothing between these quotation marks",
            "write it between single quotes: `'C:\\Users'`",
        ),
    ] {
        let report = told(&[("lessons/a-lesson.toml", &format!("title = \"A\"\nsources = {list}\n\n{PAGE}"))]);
        if list.contains('\n') {
            assert!(report.contains(finding) && report.contains(help) && report.matches("error[").count() == 1, "{report}");
        } else {
            says(&report, finding, marked, help);
        }
    }
}

#[test]
fn a_backslash_that_means_nothing_is_told_with_what_to_write() {
    let title = |title: &str| told(&[("lessons/a-lesson.toml", &format!("title = {title}\n\n{PAGE}"))]);
    let finding = "error[B001]: I cannot read this line";
    let marked = |sign: &str| format!("`\\{sign}` means nothing between these quotation marks");
    for (written, sign) in [("C:\\Users\\doc", "U"), ("C:\\unit", "u"), ("\\x-ray", "x"), ("a\\qb", "q")] {
        says(&title(&format!("\"{written}\"")), finding, &marked(sign), &format!("write it between single quotes: `'{written}'`"));
    }
    let apostrophe = "write `\\\\` for a backslash that is to be read: `\"it's C:\\\\Users\"`";
    says(&title("\"it's C:\\Users\""), finding, &marked("U"), apostrophe);
    let lines = told(&[("lessons/a-lesson.toml", "title = \"A\"\n\n[[page]]\ntext = \"\"\"\nIn C:\\Users.\n\"\"\"\n")]);
    assert!(lines.contains("= help: write `'''` above and below the text") && lines.matches("error[").count() == 1, "{lines}");
    assert!(!title("\"\\u00c9tude \\x41 \\U0001F600\"").contains("error["));
}

#[test]
fn a_path_in_which_a_backslash_makes_another_letter_is_told_once() {
    for (path, read) in [
        ("img\\new.png", "`\\n` in it is read as a line break"),
        ("img\\tom.png", "`\\t` in it is read as a tab"),
        ("img\\best.png", "`\\b` in it is read as a letter that steers the terminal"),
    ] {
        let meant = path.replace('\\', "/");
        let lesson = format!("title = \"A\"\n\n[[page]]\nimage = \"{path}\"\nalt = \"A desk by the window\"\n");
        let folder = course(&[("lessons/a-lesson.toml", &lesson), (&meant, "")]);
        let report = checked(folder.path(), Format::Human, false).0;
        says(&report, &format!("error[B305]: there is no picture `{path}`"), read, &format!("folders are parted by `/`: `\"{meant}\"`"));
    }
}

#[test]
fn a_day_is_advised_as_it_was_meant() {
    let day = |day: &str| told(&[("course.toml", &format!("{OWN}reviewed = {day}\n")), ("quizzes/a-quiz.toml", QUESTION)]);
    for meant in ["\"3.2.2025\"", "\"February 3, 2025\"", "\"3 de febrero de 2025\"", "20250203", "\"2025-02-03T10:00\""] {
        let report = day(meant);
        if meant != "\"3.2.2025\"" {
            assert!(report.contains("= help: write `reviewed = 2025-02-03`, without quotation marks\n"), "{meant}: {report}");
        }
        assert!(report.contains("error[B102]: `reviewed` must be a date\n"), "{report}");
    }
    assert!(day("\"23.2.2025\"").contains("= help: write `reviewed = 2025-02-23`, without quotation marks\n"));
    assert!(day("February 3, 2025").contains("= help: a date is year, month, day: `reviewed = 2025-02-03`\n"));
    // What may be two days, or none, is not guessed.
    let any = "a date is year, month, day, without quotation marks, such as";
    assert!(["\"3.2.2025\"", "\"soon\"", "\"31.2.2025\""].iter().all(|written| day(written).contains(any)));
}

#[test]
fn the_last_line_tells_of_no_more_files_than_there_are() {
    let folder =
        course(&[("lessons/a-lesson.toml", &format!("title = \"A\"\n\n{PAGE}")), ("img/a.png", ""), ("img/b.png", ""), ("img/c.png", "")]);
    let report = checked(folder.path(), Format::Short, false).0;
    assert!(report.contains("3 warnings in 3 of 3 files"), "{report}");
}

#[test]
fn a_quiz_outside_of_a_course_is_converted_whatever_its_file_is_called() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["x.toml", "My Quiz (2).toml"] {
        let file = folder.path().join(name);
        fs::write(&file, QUESTION).unwrap();
        let ran = Command::new(env!("CARGO_BIN_EXE_bedside")).args(["convert", "--to", "gift"]).arg(&file).output().unwrap();
        let text = String::from_utf8(ran.stdout).unwrap();
        assert!(ran.status.success() && text.contains("Who may read it?"), "{name}: {}", String::from_utf8_lossy(&ran.stderr));
    }
}

/// What is told of a story of two ends whose first choice ends in this.
fn story(braces: &str) -> String {
    let scene = |id: &str, rest: &str| format!("[[question.scene]]\nid = \"{id}\"\ntext = \"On.\"\n{rest}\n");
    let door = format!("choices = '''\n- Speak {braces} -> good\n- Call {{add calm 1}} -> again\n- Leave -> bad\n'''");
    let again = "choices = '''\n- Go {when calm} -> good\n- Stay -> bad\n'''";
    let scenes = [scene("door", &door), scene("again", again), scene("good", "score = 100"), scene("bad", "score = 0")].concat();
    told(&[("quizzes/a-quiz.toml", &format!("[[question]]\nid = \"story\"\nask = \"Play it.\"\nwhy = \"So.\"\n{scenes}"))])
}

#[test]
fn a_misspelt_condition_is_no_words_of_a_choice() {
    let form = "write `when trust >= 2`, `set told`, or `add reach 1`, parted by `;`";
    for (braces, part, help) in [
        ("{When calm}", "When calm", format!("did you mean `when calm`? / {form}")),
        ("{whn calm}", "whn calm", format!("did you mean `when calm`? / {form}")),
        ("{wenn calm}", "wenn calm", form.to_owned()),
        ("{when t}", "when t", format!("a name needs two letters or more, and `t` has one / {form}")),
        ("{}", "{}", form.to_owned()),
    ] {
        says(&story(braces), &format!("error[B810]: I cannot read `{part}`"), "neither a condition nor a change", &help);
    }
    says(&story("{when calm"), "error[B810]: I cannot read `{when calm`", "a `}` is missing", "write `{when calm}`");
    // Braces elsewhere are words.
    for words in ["", "{when calm}", "of {sic} it", "{quietly", "or {not} yet."] {
        assert!(story(words).starts_with("no errors and no warnings"), "{words}: {}", story(words));
    }
}

#[test]
fn words_to_close_a_text_after_are_no_settings() {
    let page = "[[page]]\nchecklist = '''\n- Nobody is named\n- Nobody can be found\nmust = 1\n\n[[page]]\ntext = \"Words.\"\n";
    let lesson = |page: &str| told(&[("lessons/a-lesson.toml", &format!("title = \"A\"\n\n{page}"))]);
    let help = "write `'''` on a line of its own after \"can be found\"";
    says(&lesson(page), "error[B002]: the text of `checklist` never ends", "the text opens here and is never closed", help);
    // An equals sign makes no setting of what is none.
    let report = lesson(&page.replace("must = 1", "one and one = two"));
    assert!(report.contains("after \"one = two\""), "{report}");
}

#[test]
fn a_language_is_called_by_its_tag() {
    let course = |language: &str| {
        let own = format!("{OWN}language = \"{language}\"\n");
        told(&[("course.toml", &own), ("lessons/a-lesson.toml", &format!("title = \"A\"\n{PAGE}"))])
    };
    for (language, help) in [
        ("deutsch", "write `language = \"de\"`"),
        ("Spanish", "write `language = \"es\"`"),
        ("de_DE", "write `language = \"de-DE\"`"),
        ("", "write the language's tag, such as `language = \"en\"` or `language = \"pt-BR\"`"),
    ] {
        says(&course(language), &format!("error[B105]: `language` cannot be \"{language}\""), "not the tag of a language", help);
    }
    for language in ["de", "DE", "de-CH-1996", "gsw", "zh-Hant-TW", "x-ward", "i-klingon"] {
        assert!(course(language).starts_with("no errors and no warnings"), "{language}: {}", course(language));
    }
}

#[test]
fn a_course_does_not_end_before_it_begins() {
    let course = |ends: &str| {
        let own = format!("{OWN}released = 2025-05-01\nends = {ends}\n");
        told(&[("course.toml", &own), ("lessons/a-lesson.toml", &format!("title = \"A\"\n{PAGE}"))])
    };
    let help = "write the last day on which credit may be given";
    says(&course("2024-12-31"), "error[B104]: `ends` must be after `released`", "before 2025-05-01", help);
    assert!(course("2026-05-01").starts_with("no errors and no warnings"));
}

#[test]
fn signs_of_a_question_that_say_another_thing_than_was_meant_are_told() {
    let quiz =
        |rest: &str| told(&[("quizzes/a-quiz.toml", &format!("[[question]]\nid = \"one\"\nask = \"Which?\"\nwhy = \"So.\"\n{rest}\n"))]);
    let order = |numbers: [u8; 3]| {
        let lines = numbers.iter().zip(["Stop", "Tell", "Report"]).map(|(number, step)| format!("{number}. {step}\n"));
        quiz(&format!("order = '''\n{}'''", lines.collect::<String>()))
    };
    let help = "put the lines into the right order; or, if they are, number them from 1 on";
    says(&order([1, 3, 2]), "warning[B110]: the steps are numbered in another order", "2 stands below 3", help);
    for numbers in [[1, 2, 3], [1, 1, 1], [0, 1, 2], [2, 4, 6]] {
        assert!(order(numbers).starts_with("no errors and no warnings"), "{numbers:?}");
    }
    let mark = quiz("mark = \"Our [[|A weekday.]] team ((is proud|Praise.)) and ((so well|Praise.)) rested on [[Monday|A day.]].\"");
    let help = "write the words that a learner marks: `[[phrase|why]]`";
    says(&mark, "error[B411]: a phrase has no words", "nothing to mark before the `|`", help);
    let help = "to leave out the whole quiz, move the line above the first `[[question]]` / to leave out this question, begin each of its lines with `#`";
    let draft = quiz("draft = true\nanswer = true");
    says(&draft, "error[B108]: `draft` belongs to the quiz, not to a question", "so the question would be asked", help);
}

#[test]
fn a_file_in_utf_16_is_called_so() {
    let folder = course(&[("lessons/a-lesson.toml", "")]);
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain("title = \"A\"\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    fs::write(folder.path().join("lessons/a-lesson.toml"), wide).unwrap();
    let report = checked(folder.path(), Format::Human, false).0;
    assert!(report.contains("help: save it again as UTF-8; it is saved as UTF-16, which Notepad calls \"Unicode\"\n"), "{report}");
}
