//! What `check` advises a trainer to write: what was plainly meant, nothing that was guessed, and one message for one cause.

use std::fs;

use bedside::cli::command::check::{Asked, Format, run};

use crate::check::{checked, course};

const QUESTION: &str = "[[question]]\nid = \"who-reads\"\nask = \"Who may read it?\"\nwhy = \"Anyone.\"\n";
const CLEAN: &str = "no errors and no warnings in 2 files";
const LESSON: &str = "title = \"A lesson\"\n\n[[page]]\ntext = \"Words.\"\n";

/// What is said of a course of some files, in full.
fn report(files: &[(&str, &str)]) -> String {
    checked(course(files).path(), Format::Human, false).0
}

/// What is said of a quiz of one question: its settings follow those that every question has.
fn of_question(settings: &str) -> String {
    report(&[("quizzes/a-quiz.toml", &format!("{QUESTION}{settings}\n"))])
}

/// Whether a report has one finding, of this code, with this help.
#[track_caller]
fn alone(report: &str, code: &str, help: &str) {
    assert_eq!(report.matches("error[").count() + report.matches("warning[").count(), 1, "{report}");
    assert!(report.contains(&format!("[{code}]")) && report.contains(&format!("= help: {help}\n")), "{help}\n{report}");
}

/// What stands in a quiz after `check --fix`.
fn mended(quiz: &str) -> String {
    let folder = course(&[("quizzes/a-quiz.toml", quiz)]);
    run(&Asked { folder: folder.path().to_owned(), fix: true, ..Asked::default() }, &mut Vec::new(), &mut Vec::new()).unwrap();
    fs::read_to_string(folder.path().join("quizzes/a-quiz.toml")).unwrap()
}

#[test]
fn no_right_answer_is_turned_about() {
    for no in ["No", "no", "False", "F", "Wrong", "Nein", "not true"] {
        alone(&of_question(&format!("answer = \"{no}\"")), "B102", "write `answer = false`");
    }
    for yes in ["Yes", "sí", "ja", "T"] {
        alone(&of_question(&format!("answer = \"{yes}\"")), "B102", "write `answer = true`");
    }
    alone(&of_question("answer = \"perhaps\""), "B102", "write `answer = true` or `answer = false`");
    let beside = "answer = \"A\"\noptions = '''\n- A friend\n- B everybody\n'''";
    alone(&of_question(beside), "B106", "delete `answer`: write `[x]` before the right option, and `[ ]` before each wrong one");
}

#[test]
fn a_share_is_told_as_a_percentage_and_no_number_is_made_up() {
    let above = |line: &str| report(&[("quizzes/a-quiz.toml", &format!("{line}\n{QUESTION}answer = true\n"))]);
    alone(&above("pass = 1.0"), "B102", "write `pass = 100`; it is always a percentage");
    alone(&above("pass = 0.8"), "B102", "write `pass = 80`; it is always a percentage");
    alone(&above("attempts = \"two\""), "B102", "write `attempts = 2`");
    alone(&above("pass = \"most of it\""), "B102", "write a whole number from 1 to 100, in digits alone; it is always a percentage");
    let ordered = course(&[("lessons/one.toml", LESSON), ("lessons/two.toml", LESSON)]);
    let own = fs::read_to_string(ordered.path().join("course.toml")).unwrap();
    fs::write(ordered.path().join("course.toml"), format!("{own}order = \"one, two\"\n")).unwrap();
    alone(&checked(ordered.path(), Format::Human, false).0, "B102", "write `order = [\"one\", \"two\"]`");
}

#[test]
fn folders_of_nearly_the_right_name_are_told_not_to_be_read() {
    let quiz = format!("{QUESTION}answer = true\n");
    let folder = course(&[
        ("lessons/a-lesson.toml", LESSON),
        ("lesson/b-lesson.toml", LESSON),
        ("quiz/a-lesson.toml", &quiz),
        ("translation/es/lessons/a-lesson.toml", "title = \"Una\"\n"),
        ("translations/ES/lessons/a-lesson.toml", "title = \"Una\"\n"),
        ("translations/spanish/lessons/a-lesson.toml", "title = \"Una\"\n"),
        // What is no part of a course may lie beside one, and so may an empty folder.
        ("docs/x.toml", LESSON),
        ("language/notes.txt", "x"),
    ]);
    let own = fs::read_to_string(folder.path().join("course.toml")).unwrap();
    fs::write(folder.path().join("course.toml"), format!("{own}translations = [\"es\", \"fr\"]\n")).unwrap();
    let (short, code) = checked(folder.path(), Format::Short, false);
    let told: Vec<&str> = short.lines().filter(|line| line.contains("[B011]") || line.contains("the course has no words")).collect();
    assert_eq!(
        told,
        [
            "course.toml:6:23: warning[B906]: the course has no words in `fr`",
            "lesson: warning[B011]: the folder `lesson` is not read",
            "quiz: warning[B011]: the folder `quiz` is not read",
            "translation: warning[B011]: the folder `translation` is not read",
            "translations/ES: warning[B011]: `translations/ES` is not called as a language is",
            "translations/spanish: warning[B011]: no learner is shown the words in `translations/spanish`",
        ],
        "{short}"
    );
    assert_eq!(code, 0);
    let (report, _) = checked(folder.path(), Format::Human, false);
    for help in ["move its files to `lessons/`", "call it `quizzes`", "move its files to `translations/`", "call it `translations/es`"] {
        assert!(report.contains(&format!("= help: {help}\n")), "{help}: {report}");
    }
}

#[test]
fn a_setting_below_the_pools_is_no_pool() {
    let told = report(&[("quizzes/a-quiz.toml", &format!("[pools]\npass = 80\n\n{QUESTION}answer = true\n"))]);
    alone(&told, "B108", "move the line above `[pools]`");
    let told = report(&[("quizzes/a-quiz.toml", &format!("[pools]\nprivacy = 1\n\n{QUESTION}answer = true\n"))]);
    alone(&told, "B407", "write the pool into its questions, or delete this line");
}

#[test]
fn an_arrow_below_its_choice_is_told_of_and_an_escaped_one_is_shown() {
    let story = |choice: &str| {
        let ends = "[[question.scene]]\nid = \"late\"\ntext = \"L.\"\nscore = 0\n\n[[question.scene]]\nid = \"good\"\ntext = \"G.\"\nscore = 100\n";
        format!("{QUESTION}[[question.scene]]\nid = \"door\"\ntext = \"A.\"\nchoices = '''\n{choice}\n- Stop -> good\n'''\n\n{ends}")
    };
    let help = "write it at the end of the line that begins with the dash, above the `>` line";
    for choice in ["- Go\n  > Hm.\n  -> late", "- Go\n  > Hm. -> late"] {
        alone(&report(&[("quizzes/a-quiz.toml", &story(choice))]), "B110", help);
    }
    let twice = report(&[("quizzes/a-quiz.toml", &story("- Go -> late\n  > Hm.\n  -> late"))]);
    alone(&twice, "B110", help);
    let clean = "no errors and no warnings in 2 files\n";
    for choice in ["- Go -> late\n  > Hm. \\-> late", "- Go -> late\n  > From 120 -> 80.", "- Go -> late\n  > A -> B"] {
        assert_eq!(report(&[("quizzes/a-quiz.toml", &story(choice))]), clean, "{choice}");
    }
    let lesson = "title = \"A\"\n\n[[page]]\nid = \"one\"\nchoices = '''\n- Call her\n  > Well.\n  -> two\n- Post -> two\n'''\n\n[[page]]\nid = \"two\"\ntext = \"Two.\"\n";
    alone(&report(&[("lessons/a-lesson.toml", lesson)]), "B110", help);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_line() {
    let told = report(&[("quizzes/a-quiz.toml", &format!("\u{feff}title = \u{201c}A quiz\u{201d}\n{QUESTION}answer = true\n"))]);
    alone(&told, "B003", "use straight ones: `title = \"A quiz\"`");
}

#[test]
fn what_stands_below_a_broken_line_is_not_told_as_well() {
    let options = |list: &str| of_question(&format!("options = '''\n{list}\n'''"));
    let help = "write `[x]` if it is right, `[~]` if it is half right, and `[ ]` if it is wrong";
    alone(&options("- [y] Anyone\n  > They may.\n  So it is.\n- [ ] Nobody\n  > No."), "B110", help);
    alone(&options("- [ x ] Anyone\n  > They may.\n- [ ] Nobody"), "B110", "write `- [x] Anyone`");
    alone(&options("- Anyone\n- [ ] Nobody"), "B110", "write `- [ ] Anyone`, or `[x]` if it is right");
    alone(&options("- [x] Anyone\n- Nobody"), "B110", "write `- [ ] Nobody`, or `[x]` if it is right");
    assert!(options("> Anyone\n- [x] Anyone\n- [ ] Nobody").contains("nothing above it that it could answer"));
    // Brackets around words of more than a sign are words.
    assert!(!options("- [x] [an aside] said\n- [ ] Nobody").contains("error["));
    let lost = "[[question.scene]]\nid = \"door\"\ntext = \"A.\"\nchoices = '''\n- Go \u{2192}\n- Stop -> good\n'''\n\n[[question.scene]]\nid = \"Late\"\ntext = \"L.\"\nscore = 0\n\n[[question.scene]]\nid = \"good\"\ntext = \"G.\"\nscore = 100\n";
    let told = of_question(&lost.replace("- Go \u{2192}", "- Go -> Late"));
    assert!(told.contains("error[B202]") && told.matches("error[").count() == 1, "{told}");
    let told = of_question(&lost.replace("\"Late\"", "\"late\""));
    assert!(told.contains("error[B110]") && told.matches("error[").count() == 1, "{told}");
}

#[test]
fn a_file_in_the_other_folder_is_told_to_be_moved_and_nothing_else() {
    let quiz = format!("title = \"A quiz\"\npass = 80\n\n{QUESTION}answer = true\n");
    alone(&report(&[("lessons/a-quiz.toml", &quiz)]), "B108", "move the file to `quizzes/a-quiz.toml`");
    alone(&report(&[("quizzes/a-lesson.toml", LESSON)]), "B108", "move the file to `lessons/a-lesson.toml`");
    let single = report(&[("lessons/a-lesson.toml", "title = \"A\"\n\n[page]\ntext = \"Words.\"\n\n[[question]]\n")]);
    assert!(single.contains("error[B006]") && !single.contains("move the file"), "{single}");
}

#[test]
fn a_file_is_checked_with_its_course() {
    let folder =
        course(&[("lessons/a-lesson.toml", &LESSON.replace("title", "titel")), ("translations/es/course.toml", "title = \"Un curso\"\n")]);
    for file in ["lessons/a-lesson.toml", "translations/es/course.toml", "course.toml"] {
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_bedside"))
            .args(["check", file])
            .env_clear()
            .env("HOME", folder.path())
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8(ran.stdout).unwrap();
        assert!(ran.status.code() == Some(1) && said.contains("error[B101]: a lesson has no setting called `titel`"), "{file}: {said}");
    }
}

#[test]
fn what_is_to_be_written_instead_can_be_read() {
    let page = |settings: &str| {
        let folder = course(&[("lessons/a-lesson.toml", &format!("title = \"A\"\n\n[[page]]\ntext = \"Words.\"\n{settings}\n"))]);
        fs::create_dir(folder.path().join("img")).unwrap();
        fs::write(folder.path().join("img/desk.png"), b"x").unwrap();
        checked(folder.path(), Format::Human, false).0
    };
    let alt = "alt = \"A desk by the window\"";
    alone(&page(&format!("image = \"desk.png\"\n{alt}")), "B305", "did you mean `img/desk.png`?");
    alone(&page(&format!("image = 'img\\desk.png'\n{alt}")), "B305", "did you mean `img/desk.png`? Folders are parted by `/`");
    let escaped = page(&format!("image = \"img\\desk.png\"\n{alt}"));
    assert!(escaped.contains("= help: folders are parted by `/`: `\"img/desk.png\"`\n"), "{escaped}");
    let other = of_question("answer = true\nhint = \"\"\"\nA hint.\n'''\nlevel = \"recall\"");
    alone(&other, "B002", "write `\"\"\"` here, too");
    let other = of_question("answer = true\nhint = '''\nA hint.\n\"\"\"");
    alone(&other, "B002", "write `'''` here, too");
    let half = report(&[("quizzes/a-quiz.toml", &format!("title = \"04:10\u{201d}\n{QUESTION}answer = true\n"))]);
    alone(&half, "B003", "use straight ones: `title = \"04:10\"`");
    let said = report(&[("quizzes/a-quiz.toml", &format!("title = \"She said \u{201c}no\u{201d}\n{QUESTION}answer = true\n"))]);
    assert!(said.contains("error[B00"), "{said}");
}

#[test]
fn scenes_that_do_not_name_their_question_are_read_and_mended() {
    let story = "[[scene]]\nid = \"door\"\ntext = \"A.\"\nchoices = '''\n- Go -> late\n- Stop -> good\n'''\n\n[[scene]]\nid = \"late\"\ntext = \"L.\"\nscore = 0\n\n[[scene]]\nid = \"good\"\ntext = \"G.\"\nscore = 100\n";
    alone(&of_question(story), "B108", "write `[[question.scene]]` in all 3 places");
    assert_eq!(mended(&format!("{QUESTION}{story}")), format!("{QUESTION}{}", story.replace("[[scene]]", "[[question.scene]]")));
}

#[test]
fn a_space_that_holds_words_together_is_named_and_taken_out() {
    let quiz = format!("title\u{a0}= \"A quiz\"\n{QUESTION}order = '''\n-\u{a0}Stop it.\n- Tell her.\n- Report it.\n'''\n");
    let told = report(&[("quizzes/a-quiz.toml", &quiz)]);
    assert!(told.contains("error[B005]") && told.contains("error[B110]") && told.matches("U+00A0").count() == 2, "{told}");
    assert_eq!(mended(&quiz), quiz.replace('\u{a0}', " "));
    // Among words it is one of them.
    assert_eq!(
        report(&[("quizzes/a-quiz.toml", &format!("title = \"A\u{a0}quiz\"\n{QUESTION}answer = true\n"))]),
        "no errors and no warnings in 2 files\n"
    );
}

#[test]
fn a_phrase_that_was_copied_from_a_table_loses_its_backslash() {
    let mark = "mark = '''\nOur [[Tuesday clinic\\|A weekday]] saw him. ((So proud.|Praise.)) ((Science!|A word.))\n'''";
    alone(&of_question(mark), "B113", "write `|` alone: `[[phrase|why]]`");
    let quiz = format!("{QUESTION}{mark}\n");
    assert_eq!(mended(&quiz), quiz.replace("\\|", "|"));
}

#[test]
fn a_table_without_its_line_of_dashes_is_told_of() {
    let page = |text: &str| report(&[("lessons/a-lesson.toml", &format!("title = \"A\"\n\n[[page]]\ntext = '''\n{text}\n'''\n"))]);
    alone(&page("| Site | Who |\n| Forum | All |"), "B113", "write `|---|---|` below this line");
    alone(&page("Words.\n\n| Site | Who |"), "B113", "write `|---|---|` below this line");
    alone(&page("| Site | Who |\n|---|\n| Forum | All |"), "B113", "write `|---|---|`");
    alone(&page("|---|---|\n| Forum | All |"), "B113", "write them on a line above this: `| … | … |`");
    for table in
        ["| Site | Who |\n|:--|---:|\n| Forum | All |", "```\n| a | b |\n```", "|x| is never below 0", "`| a | b |`\n| c", "|absolute|"]
    {
        assert!(page(table).starts_with(CLEAN), "{table}");
    }
}

#[test]
fn single_brackets_in_a_text_to_mark_are_told_of() {
    let mark = |phrase: &str| of_question(&format!("mark = '''\nOur {phrase} saw him. ((So proud.|Praise.)) ((Science!|A word.))\n'''"));
    let none = mark("[Tuesday clinic|A weekday]");
    alone(&none, "B411", "write `[[Tuesday clinic|A weekday]]`");
    alone(&mark("[[marathon|Rare.]] team (in blue|Nobody.)"), "B411", "write `((in blue|Nobody.))`");
    let beside = mark("[[marathon|Rare.]] team [of Larkmoor]");
    alone(&beside, "B411", "write `[[of Larkmoor|why]]` if it identifies somebody, else leave the brackets out");
    assert!(beside.starts_with("warning["), "{beside}");
    let lone = mark("team [of Larkmoor]");
    assert!(lone.contains("--- single brackets mark nothing\n") && lone.contains("error[B411]: there is nothing to find"), "{lone}");
    for good in ["[[marathon|Rare.]] team (in blue)", "[[marathon|Rare.]] team, [as told](https://example.org/a),"] {
        assert!(mark(good).starts_with(CLEAN), "{good}");
    }
}

#[test]
fn single_brackets_beside_marked_phrases_can_be_let_pass_and_a_bracket_that_is_an_error_cannot() {
    let mark = |phrase: &str| {
        let mark = format!("mark = '''\nOur {phrase} saw him. ((So proud.|Praise.)) ((Science!|A word.))\n'''");
        of_question(&format!("# allow B411: where the picture stands\n{mark}"))
    };
    assert!(mark("[[marathon|Rare.]] team [photo]").starts_with(CLEAN));
    assert!(mark("[photo|A picture]").contains("error[B411]"));
}

#[test]
fn a_space_between_a_links_words_and_where_it_leads_is_told_of() {
    let page = |text: &str| report(&[("lessons/a-lesson.toml", &format!("title = \"A\"\n\n[[page]]\ntext = '''\n{text}\n'''\n"))]);
    alone(&page("Call the [privacy office] (term:privacy-office)."), "B307", "write `[privacy office](term:privacy-office)`");
    alone(&page("See [our policy] (https://example.org/policy)."), "B307", "write `[our policy](https://example.org/policy)`");
    for good in ["Some [aside] (see above).", "Write `[words] (term:id)`."] {
        assert!(page(good).starts_with(CLEAN), "{good}");
    }
}

#[test]
fn a_file_that_is_no_picture_is_told_of() {
    let lesson = "title = \"A\"\n\n[[page]]\nimage = \"img/desk.png\"\nalt = \"A desk by the window\"\n";
    let shown = |bytes: &[u8]| {
        let folder = course(&[("lessons/a-lesson.toml", lesson), ("img/desk.png", "")]);
        fs::write(folder.path().join("img/desk.png"), bytes).unwrap();
        checked(folder.path(), Format::Human, false).0
    };
    let help = "save the picture again as PNG, JPEG, GIF or WebP; another name for a file makes no picture of it";
    for other in [&b"A desk."[..], b"%PDF-1.7\n", b"<svg/>"] {
        alone(&shown(other), "B305", help);
    }
    for picture in [&b"\x89PNG\r\n\x1a\n"[..], b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x10\0\0\0WEBP", b""] {
        assert!(shown(picture).starts_with(CLEAN), "{picture:?}");
    }
}

#[test]
fn whoever_has_no_handle_is_not_known_to_be_invented() {
    let by = |by: &str, fictional: &str| {
        let lesson = format!("title = \"A\"\n\n[[page]]\npost = \"Hi.\"\nby = \"{by}\"\n");
        let folder = course(&[("lessons/a-lesson.toml", &lesson)]);
        let own = fs::read_to_string(folder.path().join("course.toml")).unwrap();
        fs::write(folder.path().join("course.toml"), format!("{own}[check]\nfictional = [{fictional}]\n")).unwrap();
        checked(folder.path(), Format::Human, false).0
    };
    let help = "write `@example_…` or `@invented_…`, or add it to `fictional` in course.toml";
    for name in ["Jane Roe", "Dr. Roe", "2026-11-23", "@jane_roe"] {
        alone(&by(name, ""), "B703", help);
        assert!(by(name, &format!("\"{name}\"")).starts_with(CLEAN), "{name}");
    }
    assert!(by("@example_jane", "").starts_with(CLEAN));
}

#[test]
fn what_fits_of_a_page_is_told_where_no_row_is_found_again_in_its_file() {
    let page = |line: &str| {
        let lines: String = (1..=30).map(|number| format!("{line} {number}.\n\n")).collect();
        report(&[("lessons/a-lesson.toml", &format!("title = \"A\"\n\n[[page]]\ntext = '''\n{lines}'''\n"))])
    };
    let told = page("**Never** post number");
    assert!(told.contains("---- its first 20 rows fit\n") && told.matches("warning[").count() == 1, "{told}");
    assert!(page("Never post number").contains("---- the last row that fits is line 23\n"));
}

#[test]
fn a_picture_that_lies_elsewhere_is_to_be_brought_along_and_an_accent_is_an_accent() {
    let page = |settings: &str, file: &str| {
        let lesson = format!("title = \"A\"\n\n[[page]]\ntext = \"Words.\"\n{settings}\nalt = \"A desk by the window\"\n");
        let folder = course(&[("lessons/a-lesson.toml", &lesson)]);
        fs::create_dir(folder.path().join("img")).unwrap();
        fs::write(folder.path().join(file), b"GIF89a").unwrap();
        checked(folder.path(), Format::Human, false).0
    };
    for elsewhere in ["https://example.org/pictures/desk.gif?size=2", "C:\\Users\\me\\desk.gif", "/home/me/desk.gif"] {
        let told = page(&format!("image = '{elsewhere}'"), "img/other.gif");
        let help = "put a copy of it into the folder `img` of the course, and write `image = \"img/desk.gif\"`";
        assert!(told.contains(help), "{elsewhere}: {told}");
    }
    for (typed, lies) in [("\u{e9}", "e\u{301}"), ("e\u{301}", "e\u{301}"), ("e\u{301}", "\u{e9}"), ("\u{e9}", "\u{e9}")] {
        let told = page(&format!("image = \"img/{typed}tage.gif\""), &format!("img/{lies}tage.gif"));
        assert!(told.starts_with(CLEAN), "{told}");
    }
    let told = report(&[("lessons/a-lesson.toml", "title = \"A\"\n\n[[page]]\ntext = \"Look: ![A ward](img/ward.png)\"\n")]);
    alone(&told, "B307", "give the page or question `image = \"img/ward.png\"` and `alt = \"A ward\"`");
}

#[cfg(unix)]
#[test]
fn why_a_file_cannot_be_read_is_told() {
    let folder = course(&[("quizzes/a-quiz.toml", "title = \"A\"\n")]);
    let large = folder.path().join("lessons/a-lesson.toml");
    fs::create_dir_all(large.parent().unwrap()).unwrap();
    fs::write(&large, "# a note\n".repeat(500_000)).unwrap();
    let (told, _) = checked(folder.path(), Format::Human, false);
    assert!(told.contains("error[B008]: I cannot read this file: it is larger than 4 MiB\n"), "{told}");
}
