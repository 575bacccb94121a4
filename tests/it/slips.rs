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

/// What is said of a course, line by line, without the count.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let (report, _) = checked(course(files).path(), Format::Short, false);
    report.lines().filter(|line| line.contains(": error[") || line.contains(": warning[")).map(str::to_owned).collect()
}

#[test]
fn a_line_that_is_swallowed_hides_no_lesson_from_learners_and_is_told_of_alone() {
    // In every edition before it was read as words of the item above: who has the course may still open it.
    let quiz = "[[question]]\nid = \"who-reads\"\nask = \"Who may read it?\"\nwhy = \"Anyone.\"\noptions = '''\n- [x] Anyone at all\n\u{2022} [ ] Only a friend\n\u{2022} [ ] Nobody\n- [ ] Me\n'''\n";
    let folder = course(&[("quizzes/a-quiz.toml", quiz)]);
    let reading = bedside::course::read(std::sync::Arc::new(bedside::source::folder(folder.path()).unwrap()));
    assert_eq!(reading.diagnostics, []);
    assert_eq!(reading.course.unwrap().quizzes[0].questions.len(), 1);
    let alone = quiz.replace("- [ ] Me\n", "");
    assert_eq!(
        told(&[("quizzes/a-quiz.toml", &alone)]),
        [
            "quizzes/a-quiz.toml:7:1: error[B110]: this line is not an option",
            "quizzes/a-quiz.toml:8:1: error[B110]: this line is not an option"
        ]
    );
}

#[test]
fn a_setting_of_another_kind_is_told_to_be_of_no_use() {
    let quiz = |setting: &str| format!("[[question]]\nid = \"a-one\"\nask = \"True?\"\nwhy = \"So.\"\nanswer = true\n{setting}\n");
    let page = |setting: &str| format!("title = \"A\"\n\n[[page]]\ntakeaways = \"- Words.\"\n{setting}\n");
    for (setting, message) in [
        ("strict = true", "`strict` belongs to a short-text question, which this is not"),
        ("extra = [\"x\"]", "`extra` belongs to a matching question, which this is not"),
        ("counts = true", "`counts` belongs to a rewriting question, which this is not"),
        ("by = \"@example_one\"", "`by` belongs to a post, and there is none"),
        ("caption = \"A hall\"", "`caption` belongs to a picture, and there is none"),
    ] {
        assert_eq!(told(&[("quizzes/a-quiz.toml", &quiz(setting))]), [format!("quizzes/a-quiz.toml:6:1: error[B108]: {message}")]);
    }
    for (setting, message) in [
        ("must = 1", "`must` belongs to a checklist, which this is not"),
        ("keep = true", "`keep` belongs to a reflection, which this is not"),
        ("asks = \"Why?\"", "`asks` belongs to a case, which this is not"),
        ("stats = \"3 likes\"", "`stats` belongs to a post, and there is none"),
    ] {
        assert_eq!(told(&[("lessons/a-lesson.toml", &page(setting))]), [format!("lessons/a-lesson.toml:5:1: error[B108]: {message}")]);
    }
    for setting in ["shuffle = false", "partial = \"balanced\"", "time_limit_seconds = 20", "kind = \"true-false\""] {
        assert_eq!(told(&[("quizzes/a-quiz.toml", &quiz(setting))]), [""; 0], "{setting}");
    }
}

#[test]
fn a_step_stands_in_the_order_once() {
    let quiz = "[[question]]\nid = \"a-one\"\nask = \"True?\"\nwhy = \"So.\"\nanswer = true\n";
    let ordered = |order: &str| {
        let folder = course(&[
            ("lessons/a-lesson.toml", LESSON),
            ("quizzes/a-lesson.toml", quiz),
            ("lessons/b-lesson.toml", &LESSON.replace("A lesson", "B")),
        ]);
        let own = fs::read_to_string(folder.path().join("course.toml")).unwrap();
        fs::write(folder.path().join("course.toml"), format!("{own}order = [{order}]\n")).unwrap();
        checked(folder.path(), Format::Short, false).0
    };
    let twice = ordered("\"b-lesson\", \"a-lesson\", \"b-lesson\"");
    assert!(twice.starts_with("course.toml:6:34: error[B201]: `order` names `b-lesson` twice\n1 error"), "{twice}");
    // A lesson, and its quiz of the same name elsewhere.
    let parted = ordered("\"a-lesson\", \"b-lesson\", \"a-lesson\"");
    assert!(parted.starts_with("no errors and no warnings"), "{parted}");
}

#[test]
fn a_name_more_than_one_slip_away_is_asked_for_and_not_mended() {
    let quiz = |more: &str| format!("{more}\n[[question]]\nid = \"a-one\"\nask = \"True?\"\nwhy = \"So.\"\nanswer = true\n");
    for (written, mended) in [("partial = \"everydecision\"", true), ("partial = \"balancd\"", true), ("partial = \"balance it\"", false)] {
        let folder = course(&[("quizzes/a-quiz.toml", &quiz(written))]);
        let (report, _) = checked(folder.path(), Format::Human, false);
        assert!(report.contains("error[B105]") && report.contains("did you mean"), "{report}");
        let asked = Asked { folder: folder.path().to_owned(), fix: true, ..Asked::default() };
        run(&asked, &mut Vec::new(), &mut Vec::new()).unwrap();
        let now = fs::read_to_string(folder.path().join("quizzes/a-quiz.toml")).unwrap();
        assert_eq!(!now.contains(written), mended, "{now}");
    }
}

#[test]
fn a_heading_among_options_is_not_told_to_be_the_pages_title() {
    let quiz = "[[question]]\nid = \"who-reads\"\nask = \"Who may read it?\"\nwhy = \"Anyone.\"\noptions = '''\n- [x] Anyone at all\n# The others\n- [ ] Me\n'''\n";
    let folder = course(&[("quizzes/a-quiz.toml", quiz)]);
    let (report, _) = checked(folder.path(), Format::Human, false);
    assert!(report.contains("warning[B113]") && report.contains("a list has no headings") && !report.contains("`title`"), "{report}");
    let asked = Asked { folder: folder.path().to_owned(), fix: true, ..Asked::default() };
    run(&asked, &mut Vec::new(), &mut Vec::new()).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("quizzes/a-quiz.toml")).unwrap(), quiz);
}

#[test]
fn a_file_that_cannot_be_read_is_told_of_and_not_missed_elsewhere() {
    let linking =
        "title = \"A lesson\"\nneeds = [\"b-lesson\"]\n\n[[page]]\ntext = \"A [few](term:few), and [more](page:b-lesson#one).\"\n";
    let folder = course(&[("lessons/a-lesson.toml", linking), ("glossary.toml", ""), ("lessons/b-lesson.toml", "")]);
    for path in ["glossary.toml", "lessons/b-lesson.toml"] {
        fs::write(folder.path().join(path), b"[terms]\nfew = \"r\xe9sum\xe9\"\n").unwrap();
    }
    let (report, _) = checked(folder.path(), Format::Short, false);
    let codes: Vec<&str> = report.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert_eq!(codes, ["B008", "B008"], "{report}");
    let misspelt = [
        ("lessons/a-lesson.toml", "title = \"A lesson\"\n\n[[page]]\ntext = \"A [few](term:few).\"\n"),
        ("glossary.toml", "[term]\nfew = \"Some.\"\n"),
    ];
    assert_eq!(told(&misspelt).len(), 1, "{:?}", told(&misspelt));
}

#[test]
fn a_setting_below_the_points_is_told_to_belong_above_them() {
    let folder = course(&[("lessons/a-lesson.toml", LESSON)]);
    let own = fs::read_to_string(folder.path().join("course.toml")).unwrap();
    fs::write(folder.path().join("course.toml"), format!("{own}\n[points]\norder = [\"a-lesson\"]\n")).unwrap();
    let (report, _) = checked(folder.path(), Format::Human, false);
    assert!(report.contains("error[B108]: `order` belongs to the course, not to `[points]`") && report.contains("1 error in"), "{report}");
    assert!(report.contains("= help: move the line above `[points]`"), "{report}");
}

#[test]
fn a_header_with_a_misspelt_name_is_told_of_alone_and_what_stands_below_it_is_read() {
    let lesson = "title = \"A lesson\"\n\n[[page]]\nid = \"one\"\ntext = \"Words.\"\n\n[[page]]\nid = \"two\"\ntext = \"More words.\"\n";
    let quiz = "[[question]]\nid = \"may\"\nask = \"May you?\"\nwhy = \"So.\"\nanswer = true\nsee = \"a-lesson#two\"\n\n\
        [[question]]\nid = \"might\"\nask = \"Might you?\"\nwhy = \"So.\"\nanswer = true\nsee = \"a-lesson#one\"\n";
    let spanish = "[[page]]\nid = \"two\"\ntext = \"Palabras.\"\n";
    for (right, wrong, says) in [
        ("[[page]]", "[pages]", "lessons/a-lesson.toml:3:1: error[B006]: pages need double brackets"),
        ("[[page]]", "[Page]", "lessons/a-lesson.toml:3:1: error[B006]: pages need double brackets"),
        ("[[page]]", "[[pages]]", "lessons/a-lesson.toml:3:3: error[B101]: a lesson has no setting called `pages`"),
        ("[[question]]", "[questions]", "quizzes/a-lesson.toml:1:1: error[B006]: questions need double brackets"),
        ("[[question]]", "[[qestion]]", "quizzes/a-lesson.toml:1:3: error[B101]: a quiz has no setting called `qestion`"),
    ] {
        let (lesson, quiz) = (lesson.replace(right, wrong), quiz.replace(right, wrong));
        let files =
            [("lessons/a-lesson.toml", &*lesson), ("quizzes/a-lesson.toml", &*quiz), ("translations/es/lessons/a-lesson.toml", spanish)];
        assert_eq!(told(&files), [says], "{wrong}");
        let folder = course(&files);
        let asked = Asked { folder: folder.path().to_owned(), fix: true, ..Asked::default() };
        run(&asked, &mut Vec::new(), &mut Vec::new()).unwrap();
        let (report, code) = checked(folder.path(), Format::Short, false);
        assert_eq!((report.as_str(), code), ("no errors and no warnings in 4 files\n", 0), "{wrong}");
    }
    // One that is no part of such a file sends the whole file to the other folder.
    for wrong in ["[question]", "[[question]]"] {
        let moved = told(&[("lessons/a-lesson.toml", &lesson.replace("[[page]]", wrong))]);
        assert_eq!(moved, [format!("lessons/a-lesson.toml:3:1: error[B108]: `{wrong}` belongs to a quiz, not to a lesson")]);
    }
}
