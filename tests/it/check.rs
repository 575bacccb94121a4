//! `bedside check`, as a trainer meets it: whole reports compared, one folder a code.
//!
//! `EXPECT=write cargo test --test it check` writes the reports anew; read the difference before keeping it.

use std::fs;
use std::path::Path;

use bedside::cli::command::check::{Asked, Format, run};
use bedside::course::Step;
use bedside::diagnostic::human::Look;
use bedside::diagnostic::{CODES, Severity};

use crate::root;

pub(crate) fn checked(folder: &Path, format: Format, advice: bool) -> (String, u8) {
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

#[test]
fn of_a_setting_that_nobody_knows_the_nearest_are_named_and_where_all_are() {
    let lesson = "title = \"A lesson\"\nreading_level = 3\n[[page]]\ntitle = \"A page\"\ntext = \"Words.\"\nimage_caption = \"So\"\n";
    let folder = course(&[("lessons/a-lesson.toml", lesson)]);
    let own = fs::read_to_string(folder.path().join("course.toml")).unwrap();
    fs::write(folder.path().join("course.toml"), format!("{own}credits = 3\n[mastery]\ncolour = 1\n")).unwrap();
    let (report, _) = checked(folder.path(), Format::Human, false);
    let all = |what: &str| format!("; `bedside schema {what}` tells of all of them");
    for (help, all) in [
        ("a course are, among others, `credit_hours`, `credit_type`, `format`, `id`, `title`, and `subtitle`", all("course")),
        ("`[mastery]` are `retention` and `refreshers`", String::new()),
        ("a lesson are, among others, `title`, `id`, `summary`, `sources`, `draft`, and `minutes`", all("lesson")),
        ("a page are, among others, `image`, `caption`, `kind`, `id`, `title`, and `text`", all("lesson")),
    ] {
        assert!(report.contains(&format!(" = help: settings of {help}{all}\n")), "{report}");
    }
}

#[test]
fn an_empty_folder_is_told_what_it_lacks() {
    let (report, code) = checked(tempfile::tempdir().unwrap().path(), Format::Human, false);
    let expected = "\
error[B103]: this folder has no `course.toml`
 --> course.toml
  = help: write one: `format = 1`, `id = \"…\"`, `title = \"…\"`, and `version = \"0.1\"`, each on a line of its own

1 error; the folder has no files of a course
";
    assert_eq!((report.as_str(), code), (expected, 1));
}

#[test]
fn a_folder_of_a_course_is_told_which_course_it_is_of() {
    let folder = course(&[("lessons/a-lesson.toml", "title = \"A lesson\"\n"), ("translations/es/lessons/a-lesson.toml", "")]);
    fs::create_dir_all(folder.path().join("drafts/new")).unwrap();
    let checks = |at: &str, named: &[&str]| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_bedside"));
        let program = program.arg("check").args(named).env_clear().env("HOME", folder.path()).current_dir(folder.path().join(at));
        let told = program.output().unwrap();
        assert_eq!(told.status.code(), Some(1));
        String::from_utf8(told.stdout).unwrap()
    };
    for (at, named, way) in [
        ("lessons", None, ".."),
        (".", Some("lessons"), "."),
        (".", Some("./lessons/"), "."),
        ("translations", Some("."), ".."),
        ("translations/es", None, "../.."),
        ("translations", Some("es"), ".."),
        ("lessons", Some("../translations"), ".."),
    ] {
        let told = checks(at, named.as_slice());
        let help = format!(
            "error[B103]: this folder has no `course.toml`\n --> course.toml\n  = help: it is part of a course; check that: \
             `bedside check {way}`\n"
        );
        assert!(told.starts_with(&help) && told[help.len()..].starts_with("\n1 error"), "{at} {named:?}: {told}");
    }
    // What is no part of the course may be meant to be another one.
    assert!(checks("drafts/new", &[]).contains("write one: `format = 1`"));
}

/// Writes a course of these files into a folder of its own.
pub(crate) fn course(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let own = "format = 1\nid = \"fixture\"\ntitle = \"A course\"\ncontact = \"education@example.org\"\nversion = \"1.0\"\n";
    fs::write(folder.path().join("course.toml"), own).unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

const ABOVE: &str = "[[question]]\nid = \"who-reads\"\nask = \"Who may read it?\"\nwhy = \"Anyone.\"\n# allow B504: the order is fixed\noptions = '''\n- [ ] A follower\n- [x] All of the above\n'''\n";

#[test]
fn an_exception_with_a_reason_silences_what_is_below_it() {
    let folder = course(&[("quizzes/a-quiz.toml", ABOVE)]);
    assert_eq!(checked(folder.path(), Format::Human, false), ("no errors and no warnings in 2 files\n".into(), 0));
    let (report, _) = checked(
        course(&[("quizzes/a-quiz.toml", &ABOVE.replace("B504: the order is fixed", "all-of-the-above"))]).path(),
        Format::Short,
        false,
    );
    assert!(report.contains("warning[B015]") && report.contains("warning[B504]"), "{report}");
}

#[test]
fn a_quiz_of_no_lesson_must_stand_in_the_order_and_a_draft_need_not() {
    let folder =
        course(&[("quizzes/a-quiz.toml", ABOVE), ("lessons/a-lesson.toml", "title = \"A lesson\"\n[[page]]\ntext = \"Words.\"\n")]);
    let own = fs::read_to_string(folder.path().join("course.toml")).unwrap() + "order = [\"a-lesson\"]\n";
    fs::write(folder.path().join("course.toml"), &own).unwrap();
    let (report, code) = checked(folder.path(), Format::Short, false);
    assert!(
        report.contains("quizzes/a-quiz.toml:1:1: warning[B011]: the quiz `a-quiz` is not listed in `order`\n") && code == 0,
        "{report}"
    );
    let (report, _) = checked(folder.path(), Format::Human, false);
    assert!(report.contains("= help: add it: `order = [\"a-lesson\", \"a-quiz\"]`\n"), "{report}");
    // Whoever wrote a long order knows how; and a misspelt name in it was meant for the quiz.
    let long: String = (0..30).map(|number| format!("\"lesson-{number}\", ")).collect();
    fs::write(folder.path().join("course.toml"), own.replace("[\"a-lesson\"", &format!("[{long}\"a-lesson\""))).unwrap();
    let (report, _) = checked(folder.path(), Format::Human, false);
    assert!(report.contains("= help: add `\"a-quiz\"` to `order`, where learners shall meet it\n"), "{report}");
    fs::write(folder.path().join("course.toml"), own.replace("[\"a-lesson\"", "[\"a-lesson\", \"a-quizz\"")).unwrap();
    assert!(!checked(folder.path(), Format::Short, false).0.contains("B011"));
    fs::write(folder.path().join("course.toml"), &own).unwrap();
    fs::write(folder.path().join("quizzes/a-quiz.toml"), format!("draft = true\n{ABOVE}")).unwrap();
    assert!(!checked(folder.path(), Format::Short, false).0.contains("B011"));
}

#[test]
fn a_version_below_the_released_one_is_told_of() {
    let folder = course(&[("quizzes/a-quiz.toml", ABOVE)]);
    let reading = bedside::course::read(std::sync::Arc::new(bedside::source::folder(folder.path()).unwrap()));
    let lock = bedside::course::lock::Lock::of(&reading, None).unwrap();
    fs::write(folder.path().join("course.lock"), lock.written().unwrap()).unwrap();
    assert_eq!(checked(folder.path(), Format::Human, false), ("no errors and no warnings in 2 files\n".into(), 0));
    let own = fs::read_to_string(folder.path().join("course.toml")).unwrap().replace("version = \"1.0\"", "version = \"0.9\"");
    fs::write(folder.path().join("course.toml"), own).unwrap();
    let (report, code) = checked(folder.path(), Format::Short, false);
    assert!(
        report.starts_with("course.toml:5:11: warning[B208]: the version has fallen below 1.0, which is released\n") && code == 0,
        "{report}"
    );
}

#[test]
fn words_of_a_table_in_another_language_fit_the_table_or_are_told_of() {
    let folder = course(&[
        ("quizzes/a-quiz.toml", ABOVE),
        (
            "translations/es/course.toml",
            "[points]\nconsent = \"Pregunte.\"\nconsnt = \"Pregunte.\"\n[certificate]\ntext = \"Bien.\"\nvalid_months = 3\n",
        ),
    ]);
    let own = fs::read_to_string(folder.path().join("course.toml")).unwrap()
        + "[points]\nconsent = \"Ask.\"\n[certificate]\ntext = \"Well done.\"\n";
    fs::write(folder.path().join("course.toml"), own).unwrap();
    let (report, _) = checked(folder.path(), Format::Short, false);
    let told: Vec<&str> = report.lines().filter(|line| line.contains("B906")).collect();
    assert_eq!(
        told,
        [
            "translations/es/course.toml:3:1: warning[B906]: the Spanish words are of a teaching point that is not there",
            "translations/es/course.toml:6:1: warning[B906]: the Spanish words hold a setting that is not words",
        ],
        "{report}"
    );
}

#[test]
fn what_is_wrong_in_another_language_alone_is_told_in_the_translation() {
    let quiz = "[[question]]\nid = \"q-ord\"\nask = \"In which order?\"\nwhy = \"So.\"\norder = '''\n1. Report\n2. Inform\n3. Wait'''\n\
                [[question]]\nid = \"q-pair\"\nask = \"What goes with what?\"\nwhy = \"So.\"\n\
                pairs = '''\n- Insult -> Silence\n- Threat -> Report it\n- Slander -> Answer'''\n";
    let order = "[[question]]\nid = \"q-ord\"\norder = '''\n1. Informar\n2. Informar\n3. Esperar'''\n";
    let pairs = "[[question]]\nid = \"q-pair\"\npairs = '''\n- Insulto -> Silencio\n- Amenaza -> Informar\n- Calumnia -> Informar'''\n";
    let folder = course(&[("quizzes/a-quiz.toml", quiz), ("translations/es/quizzes/a-quiz.toml", &format!("{order}{pairs}"))]);
    let (report, code) = checked(folder.path(), Format::Short, false);
    assert_eq!(
        (report.as_str(), code),
        (
            "translations/es/quizzes/a-quiz.toml:5:4: error[B412]: two steps are the same, so their order cannot be scored\n\
             translations/es/quizzes/a-quiz.toml:12:15: error[B409]: two pairs have the same right side\n\
             2 errors in 1 of 3 files\n",
            1
        )
    );
    // What is wrong in the course's own language, too, is told once: there.
    let wrong = quiz.replace("2. Inform", "2. Report");
    let folder = course(&[("quizzes/a-quiz.toml", &wrong), ("translations/es/quizzes/a-quiz.toml", order)]);
    let (report, _) = checked(folder.path(), Format::Short, false);
    assert!(report.starts_with("quizzes/a-quiz.toml:7:4: error[B412]") && report.ends_with("1 error in 1 of 3 files\n"), "{report}");
}

#[test]
fn a_former_id_belongs_to_one_and_is_nobodys_now() {
    let lesson =
        "title = \"A lesson\"\n[[page]]\nid = \"one\"\ntext = \"Words.\"\n[[page]]\nid = \"two\"\nwas = [\"one\"]\ntext = \"Words.\"\n";
    let other = ABOVE.replace("who-reads", "who-writes");
    let folder = course(&[
        ("lessons/a-lesson.toml", lesson),
        ("quizzes/new-a.toml", &format!("was = [\"old-quiz\"]\n{ABOVE}")),
        ("quizzes/new-b.toml", &format!("was = [\"old-quiz\", \"new-a\"]\n{other}was = [\"who-reads\"]\n")),
    ]);
    let (report, code) = checked(folder.path(), Format::Short, false);
    let told: Vec<&str> = report.lines().filter(|line| line.contains("B201")).collect();
    assert_eq!(
        told,
        [
            "lessons/a-lesson.toml:7:8: error[B201]: a page was called `one`, and another is",
            "quizzes/new-b.toml:1:8: error[B201]: two quizzes were called `old-quiz`",
            "quizzes/new-b.toml:1:20: error[B201]: a quiz was called `new-a`, and another is",
            "quizzes/new-b.toml:11:8: error[B201]: a question was called `who-reads`, and another is",
        ],
        "{report}"
    );
    assert_eq!(code, 1);
    // A draft asks for nobody's results yet.
    let folder = course(&[("quizzes/new-a.toml", &format!("draft = true\nwas = [\"new-b\"]\n{ABOVE}")), ("quizzes/new-b.toml", &other)]);
    assert!(!checked(folder.path(), Format::Short, false).0.contains("B201"));
}

#[test]
fn a_file_that_looks_like_a_copy_is_told_of_once_and_the_original_never_loses_its_ids() {
    let other = ABOVE.replace("who-reads", "who-writes").replace("may read", "may write");
    let both = format!("id = \"night-quiz\"\n{ABOVE}{other}");
    for copy in ["Copy of night", "night - Copy", "night (2)"] {
        let folder = course(&[("quizzes/night.toml", &both), (&format!("quizzes/{copy}.toml"), &both)]);
        let (report, code) = checked(folder.path(), Format::Human, false);
        assert!(report.starts_with("error[B201]: two quizzes are called `night-quiz`\n"), "{report}");
        assert!(report.contains(&format!("--> quizzes/{copy}.toml:1:6")) && report.contains("1 error in "), "{report}");
        assert!(report.contains("this looks like a copy of `quizzes/night.toml`: delete it, or move"), "{report}");
        assert_eq!((report.matches("error[").count(), report.matches("warning[").count(), code), (1, 0, 1), "{report}");
    }
    let lesson = "title = \"A lesson\"\n[[page]]\nid = \"one\"\ntext = \"Words.\"\n";
    for (file, copy, told) in [
        ("quizzes/night.toml", "quizzes/night (2).toml", "error[B201]: two questions are called `who-reads`"),
        ("lessons/day.toml", "lessons/day (2).toml", "error[B013]: `day (2)` cannot be an id"),
    ] {
        let words = if file.starts_with("quizzes") { ABOVE } else { lesson };
        let folder = course(&[(file, words), (copy, words)]);
        let (report, _) = checked(folder.path(), Format::Human, false);
        assert!(report.starts_with(told) && report.contains("1 error in "), "{report}");
        assert!(report.contains(&format!("this looks like a copy of `{file}`: delete it, or move")), "{report}");
    }
}

#[test]
fn what_nobody_can_finish_or_meet_is_told_of() {
    let must = "title = \"A lesson\"\n[[page]]\nmust = 4\nchecklist = '''\n- One\n- Two\n- Three'''\n";
    let folder = course(&[
        ("lessons/a-lesson.toml", must),
        ("lessons/bare.toml", "title = \"Bare\"\n"),
        ("quizzes/aa.toml", ""),
        ("quizzes/a-lesson.toml", ABOVE),
        ("quizzes/zz.toml", &format!("lesson = \"a-lesson\"\n{}", ABOVE.replace("who-reads", "who-writes"))),
    ]);
    let (report, code) = checked(folder.path(), Format::Short, false);
    assert_eq!(
        (report.as_str(), code),
        (
            "lessons/a-lesson.toml:3:8: error[B104]: `must` must be between 0 and 3\n\
             lessons/bare.toml:1:1: error[B103]: a lesson needs a page\n\
             quizzes/aa.toml:1:1: error[B407]: nobody can pass this quiz\n\
             quizzes/zz.toml:1:1: warning[B011]: the lesson `a-lesson` has another quiz, so that learners never meet `zz`\n\
             3 errors, 1 warning in 4 of 6 files; 1 piece of advice (--advice)\n",
            1
        )
    );
    let own = fs::read_to_string(folder.path().join("course.toml")).unwrap() + "order = [\"a-lesson\", \"bare\", \"aa\", \"zz\"]\n";
    fs::write(folder.path().join("course.toml"), own).unwrap();
    assert!(!checked(folder.path(), Format::Short, false).0.contains("B011"));
}

#[test]
fn a_certificate_that_asks_for_nothing_is_told_of() {
    let folder = course(&[("quizzes/a-lesson.toml", ABOVE)]);
    let own = fs::read_to_string(folder.path().join("course.toml")).unwrap() + "[certificate]\nneeds = []\n";
    fs::write(folder.path().join("course.toml"), own).unwrap();
    let (report, code) = checked(folder.path(), Format::Human, false);
    assert!(report.contains("error[B905]: nobody can earn the certificate\n"), "{report}");
    assert!(report.contains("= help: take the line out: then all lessons and quizzes are needed\n") && code == 1, "{report}");
}

#[test]
fn a_quiz_with_the_name_of_another_lesson_is_met_after_its_own() {
    let lesson = |quiz: &str| format!("title = \"A lesson\"\n{quiz}[[page]]\nid = \"one\"\ntext = \"Words.\"\n");
    let other = ABOVE.replace("who-reads", "who-writes");
    let steps = |one: &str, two: &str| {
        let folder = course(&[
            ("lessons/one.toml", &lesson(one)),
            ("lessons/two.toml", &lesson(two)),
            ("quizzes/one.toml", ABOVE),
            ("quizzes/two.toml", &other),
        ]);
        let own = fs::read_to_string(folder.path().join("course.toml")).unwrap() + "order = [\"one\", \"two\"]\n";
        fs::write(folder.path().join("course.toml"), own).unwrap();
        let told = checked(folder.path(), Format::Short, false).0;
        let read = bedside::course::read(std::sync::Arc::new(bedside::source::folder(folder.path()).unwrap()));
        let met = read.course.unwrap().order.iter().filter(|step| matches!(step, Step::Quiz(_))).count();
        (met, told.matches("B011").count(), told)
    };
    let (met, told_of, told) = steps("", "");
    assert_eq!((met, told_of), (2, 0), "{told}");
    // Each lesson may have the quiz that is called as the other.
    let (met, told_of, told) = steps("quiz = \"two\"\n", "quiz = \"one\"\n");
    assert_eq!((met, told_of), (2, 0), "{told}");
    // Where a lesson takes another's quiz, its own is met by nobody, and that is told.
    let (met, told_of, told) = steps("", "quiz = \"one\"\n");
    assert_eq!((met, told_of), (1, 1), "{told}");
    assert!(
        told.contains("quizzes/two.toml:1:1: warning[B011]: the lesson `two` has another quiz, so that learners never meet `two`"),
        "{told}"
    );
}

#[test]
fn pages_that_lead_only_to_one_another_are_told_to_be_never_seen() {
    let page = |id: &str, choices: &str| format!("[[page]]\nid = \"{id}\"\ntext = \"Words.\"\n{choices}");
    let round = [
        "title = \"A lesson\"\n".to_owned(),
        page("begin", ""),
        page("your-move", "choices = '''\n- Post it -> consequence\n- Call her -> well-done'''\n"),
        page("consequence", "choices = '''\n- Try again -> your-move\n- Go on -> well-done'''\n"),
        page("well-done", ""),
        page("end", ""),
    ];
    let folder = course(&[("lessons/a-lesson.toml", &round.concat())]);
    let (report, code) = checked(folder.path(), Format::Human, false);
    let expected = "\
   = help: let no choice lead back to it: the page that a choice leads to is no step of its own
   = note: never seen with it: consequence, well-done
";
    assert!(report.contains("error[B802]: learners can never see the page `your-move`\n") && code == 1, "{report}");
    assert!(report.contains("- Try again -> your-move\n   |                --------- ") && report.contains(expected), "{report}");
    assert_eq!(report.matches("B802").count(), 1, "{report}");
    let way_out = round.concat().replace("Try again -> your-move", "Try again -> well-done");
    assert!(!checked(course(&[("lessons/a-lesson.toml", &way_out)]).path(), Format::Short, false).0.contains("B802"));
}

#[test]
fn bins_of_one_name_and_pairs_of_one_left_side_cannot_be_told_apart() {
    let bins = "[[question]]\nid = \"q-bins\"\nask = \"Where?\"\nwhy = \"So.\"\nbins = '''\n## Post it\n- One\n## post it.\n- Two\n'''\n";
    let pairs = "[[question]]\nid = \"q-pair\"\nask = \"What?\"\nwhy = \"So.\"\n\
                 pairs = '''\n- Insult -> Silence\n- Insult -> Report it\n- Slander -> Answer'''\n";
    let (report, code) = checked(course(&[("quizzes/a-quiz.toml", &format!("{bins}{pairs}"))]).path(), Format::Short, false);
    assert_eq!(
        (report.as_str(), code),
        (
            "quizzes/a-quiz.toml:8:1: error[B410]: two bins have the same name\n\
             quizzes/a-quiz.toml:17:3: error[B409]: two pairs have the same left side\n\
             2 errors in 1 of 2 files\n",
            1
        )
    );
}

#[test]
fn a_denied_code_is_an_error_however_it_is_told() {
    let folder = course(&[("quizzes/a-quiz.toml", &ABOVE.replace("# allow B504: the order is fixed\n", ""))]);
    let own = fs::read_to_string(folder.path().join("course.toml")).unwrap() + "[check]\ndeny = [\"B504\"]\n";
    fs::write(folder.path().join("course.toml"), own).unwrap();
    for (format, sign) in [
        (Format::Human, "error[B504]: "),
        (Format::Short, ": error[B504]: "),
        (Format::Json, "\"severity\":\"error\""),
        (Format::Github, "::error file="),
    ] {
        let (report, code) = checked(folder.path(), format, false);
        assert!(report.contains(sign) && code == 1, "{report}");
    }
    let asked = bedside::cli::command::release::Asked { folder: folder.path().to_owned(), today: None };
    let (mut out, mut problems) = (Vec::new(), Vec::new());
    bedside::cli::command::release::run(&asked, &mut out, &mut problems).unwrap();
    let problems = String::from_utf8(problems).unwrap();
    assert!(problems.contains("error[B504]") && !folder.path().join("course.lock").exists(), "{problems}");
}

#[test]
fn exceptions_for_the_whole_course_that_are_of_no_use_are_told_of() {
    let folder = course(&[("quizzes/a-quiz.toml", &ABOVE.replace("# allow B504: the order is fixed\n", ""))]);
    let own = fs::read_to_string(folder.path().join("course.toml")).unwrap();
    let with = own + "[check]\nallow = [\"B504\", \"B502\", \"all-of-the-abov\"]\ndeny = [\"B7\", \"B9999\"]\n";
    fs::write(folder.path().join("course.toml"), with).unwrap();
    let (report, code) = checked(folder.path(), Format::Short, false);
    assert_eq!(
        (report.as_str(), code),
        (
            "course.toml:7:18: warning[B014]: this exception is not needed\n\
             course.toml:7:26: warning[B014]: `all-of-the-abov` is no code\n\
             course.toml:8:15: warning[B014]: `B9999` is no code\n\
             3 warnings in 1 of 2 files\n",
            0
        )
    );
}

#[test]
fn a_header_too_long_by_one_letter_makes_no_other_programs_file_of_ours() {
    let quiz = format!("{ABOVE}{}", ABOVE.replace("[[question]]", "[[questions]]").replace("who-reads", "who-writes"));
    let (report, _) = checked(course(&[("quizzes/a-quiz.toml", &quiz)]).path(), Format::Short, false);
    assert!(!report.contains("B012") && report.contains("quizzes/a-quiz.toml:10:3: error[B101]"), "{report}");
}

#[test]
fn a_file_that_lies_too_deep_to_be_read_is_told_of() {
    let folder = course(&[("quizzes/a-quiz.toml", ABOVE), ("lessons/week1/b.toml", "title = \"B\"\n")]);
    let (report, _) = checked(folder.path(), Format::Short, false);
    assert_eq!(report, "lessons/week1/b.toml:1:1: warning[B011]: this file is not read as a lesson\n1 warning in 1 of 3 files\n");
}

#[test]
fn from_the_day_after_its_end_a_course_gives_no_credit() {
    let folder = course(&[("quizzes/a-quiz.toml", ABOVE)]);
    let mut own = fs::read_to_string(folder.path().join("course.toml")).unwrap();
    own.push_str("reviewed = 2025-01-15\nends = 2025-05-31\n");
    fs::write(folder.path().join("course.toml"), own).unwrap();
    let (report, code) = checked(folder.path(), Format::Short, false);
    assert!(report.starts_with("course.toml:7:8: error[B904]: the course has ended\n") && code == 1, "{report}");
}

#[test]
fn a_pass_mark_that_nobody_can_reach_is_an_error() {
    let story = "pass = 90\n\n[[question]]\nid = \"a-story\"\nask = \"Play it.\"\n\n[[question.scene]]\nid = \"door\"\ntext = \"A door.\"\nchoices = '''\n- Go in -> inside\n- Go away -> outside\n'''\n\n[[question.scene]]\nid = \"inside\"\ntext = \"In.\"\nscore = 80\n\n[[question.scene]]\nid = \"outside\"\ntext = \"Out.\"\nscore = 20\n";
    let (report, _) = checked(course(&[("quizzes/a-quiz.toml", story)]).path(), Format::Short, false);
    assert!(report.contains("1:8: error[B407]: `pass` is more than anybody can reach"), "{report}");
    let (report, _) = checked(course(&[("quizzes/a-quiz.toml", &story.replace("90", "80"))]).path(), Format::Short, false);
    assert!(!report.contains("B407"), "{report}");
}

#[test]
fn dates_and_insurers_numbers_of_made_up_patients_are_found() {
    for (post, found) in [
        ("She was born on 12 March 1931.", true),
        ("Pat. geb. 12.03.1931, stabil.", true),
        ("Nacida el 12/03/1931.", true),
        ("Version 12.03.1931 of the page", false),
        ("DOB: 03/12/1931", true),
        ("Admitted 2024-03-12 with pain", true),
        ("Member ID 4482-9913", true),
        ("Member ID 0000-0000", false),
        ("Reborn on 12 March 2024 as a runner", false),
        ("Our clinic opened on 12 March 2024.", false),
    ] {
        let lesson = format!("title = \"A\"\n\n[[page]]\npost = \"{post}\"\nby = \"@example_doctor\"\n");
        let (report, _) = checked(course(&[("lessons/a-lesson.toml", &lesson)]).path(), Format::Short, false);
        assert_eq!(report.contains("B701"), found, "{post}: {report}");
    }
}

#[test]
fn a_telephone_number_is_found_in_a_row_too_and_an_orders_number_is_none() {
    for (post, found) in [
        ("Call me: 5551234567", true),
        ("Text (2128675309) tonight", true),
        ("See the text 4024785912 of last year", false),
        ("Full text 4024785912", false),
        ("Send a message or text 4024785912", true),
        ("My number is 2128675309.", true),
        ("About my order: call 2128675309", true),
        ("+12128675309", true),
        ("1-212-867-5309", true),
        ("+1 (212) 867-5309", true),
        ("212-8675309", true),
        ("212.867.5309", true),
        ("Call me: 2125550123", false),
        ("+1 (212) 555-0123", false),
        ("Order 5551234567 has come", false),
        ("Order number 5551234567", false),
        ("They call it order 5551234567", false),
        ("NPI 1234567893", false),
        ("Call 911 about scan 5551234567", false),
        ("Call it in: example.org/status/5551234567", false),
        ("Call the desk about 92345678901", false),
        ("It was 5551234567 steps", false),
    ] {
        let lesson = format!("title = \"A\"\n\n[[page]]\npost = \"{post}\"\nby = \"@example_doctor\"\n");
        let (report, _) = checked(course(&[("lessons/a-lesson.toml", &lesson)]).path(), Format::Short, false);
        assert_eq!(report.contains("error[B702]: this telephone number"), found, "{post}: {report}");
    }
}

#[test]
fn an_error_of_the_answers_cannot_be_allowed() {
    let quiz = ABOVE.replace("[x] All of the above", "[ ] Nobody").replace("B504", "B401");
    let (report, code) = checked(course(&[("quizzes/a-quiz.toml", &quiz)]).path(), Format::Short, false);
    assert!(report.contains("error[B401]") && code == 1, "{report}");
}

#[test]
fn every_format_tells_the_same_and_hides_what_could_be_a_real_number() {
    let folder = root().join("tests/it/fixtures/check/B701");
    let (short, _) = checked(&folder, Format::Short, false);
    assert_eq!(
        short.lines().next().unwrap(),
        "lessons/anonymous-doctor.toml:4:43: error[B701]: a made-up post must not hold a number that could be real"
    );
    for format in [Format::Json, Format::Github] {
        let (lines, _) = checked(&folder, format, false);
        assert_eq!(lines.lines().count(), 1);
        assert!(lines.contains("B701") && !lines.contains("00482913"), "{lines}");
    }
    let object: serde_json::Value = serde_json::from_str(&checked(&folder, Format::Json, false).0).unwrap();
    assert_eq!((&object["start"]["line"], &object["start"]["column"]), (&serde_json::json!(4), &serde_json::json!(43)));
}

#[test]
fn an_annotation_says_what_to_write_and_hides_the_number_alone() {
    let folder = root().join("tests/it/fixtures/check");
    let (line, _) = checked(&folder.join("B702"), Format::Github, false);
    assert!(line.ends_with("%0Ause one from 555-0100 to 555-0199; for mail use example.org\n"), "{line}");
    let (line, _) = checked(&folder.join("B701"), Format::Github, false);
    assert!(line.ends_with("%0Awrite `MRN 000000`, or leave the number out\n"), "{line}");
}

/// What `check --fix` prints of each code's folder is in its `fixed.txt`: every line that was there and what stands there now.
#[test]
fn what_can_be_mended_is_mended() {
    let mut wrong = Vec::new();
    for code in CODES.iter().filter(|code| code.fixable) {
        let number = code.number;
        let from = root().join("tests/it/fixtures/check").join(number);
        let folder = tempfile::tempdir().unwrap();
        copy(&from, folder.path());
        let asked = Asked { folder: folder.path().to_owned(), fix: true, ..Asked::default() };
        let (mut out, mut problems) = (Vec::new(), Vec::new());
        run(&asked, &mut out, &mut problems).unwrap();
        let (report, _) = checked(folder.path(), Format::Human, true);
        assert!(!report.contains(&format!("[{number}]")), "{number} is still there:\n{report}");
        let told = String::from_utf8(out).unwrap();
        // A change may make room for another: each lot begins with its file, and the report comes after them.
        let mended: String = told.split_inclusive("\n\n").take_while(|lot| lot.starts_with("--- ")).collect();
        let expected = from.join("fixed.txt");
        if std::env::var_os("EXPECT").is_some() {
            fs::write(&expected, &mended).unwrap();
        } else if mended != fs::read_to_string(&expected).unwrap_or_default() {
            wrong.push(format!("{number}:\n{mended}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let there = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&there).unwrap();
            copy(&entry.path(), &there);
        } else {
            fs::copy(entry.path(), there).unwrap();
        }
    }
}

#[test]
fn a_mistake_made_often_is_shown_five_times_and_counted() {
    let lines: String = (0..9).map(|n| format!("colour-{n} = 1\n")).collect();
    let (report, _) = checked(
        course(&[("lessons/a-lesson.toml", &format!("title = \"A\"\n{lines}\n[[page]]\ntext = \"Words.\"\n"))]).path(),
        Format::Human,
        false,
    );
    assert_eq!(report.matches("error[B101]").count(), 5);
    assert!(report.contains("... and 4 more B101 (unknown-setting) in lessons/a-lesson.toml"), "{report}");
    assert!(report.ends_with("9 errors in 1 of 2 files; 1 piece of advice (--advice)\n"), "{report}");
}
