//! What `check --fix` leaves alone: words that a learner reads, marks of right answers, and numbers that nobody wrote.

use std::fs;

use bedside::cli::command::check::{Asked, run};
use bedside::diagnostic::human::Look;

const OWN: &str = "format = 1\nid = \"fixture\"\ntitle = \"A course\"\ncontact = \"education@example.org\"\nversion = \"1.0\"\n";
const QUESTION: &str =
    "[[question]]\nid = \"who-reads\"\nask = \"Who may read it?\"\nwhy = \"Anyone.\"\noptions = '''\n- [x] A follower\n- [ ] Nobody\n'''\n";
const UNNAMED: &str = "[[question]]\nask = \"Who may read it?\"\nwhy = \"Anyone.\"\nanswer = true\n";

/// A course of some files.
struct Course(tempfile::TempDir);

impl Course {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [("course.toml", OWN)].iter().chain(files) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    /// Returns what is told of it.
    fn told(&self) -> String {
        self.run(false)
    }

    /// Mends it, and returns what stands in one file now.
    fn mended(&self, path: &str) -> String {
        self.run(true);
        fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    fn run(&self, fix: bool) -> String {
        let look = Look { columns: 400, ..Look::default() };
        let asked = Asked { folder: self.0.path().to_owned(), fix, look, ..Asked::default() };
        let (mut out, mut problems) = (Vec::new(), Vec::new());
        run(&asked, &mut out, &mut problems).unwrap();
        assert!(problems.is_empty());
        String::from_utf8(out).unwrap()
    }
}

/// Writes a quiz with this line above its question; returns what is told of it, and what stands there after `--fix`.
fn line_of_quiz(line: &str) -> (String, String) {
    let quiz = format!("{line}\n\n{QUESTION}");
    let course = Course::of(&[("quizzes/a-quiz.toml", &quiz)]);
    let told = course.told();
    let mended = course.mended("quizzes/a-quiz.toml");
    (told, mended.strip_suffix(&format!("\n\n{QUESTION}")).unwrap_or(&mended).to_owned())
}

#[track_caller]
fn stays(line: &str, help: &str) {
    let (told, after) = line_of_quiz(line);
    assert!(told.contains(&format!("= help: {help}")), "{line}\n{told}");
    assert_eq!(after, line, "{told}");
}

#[track_caller]
fn becomes(line: &str, wanted: &str) {
    let (told, after) = line_of_quiz(line);
    assert_eq!(after, wanted, "{told}");
}

#[test]
fn a_text_whose_end_cannot_be_known_keeps_every_word() {
    let several = "put a `\\` before each quotation mark inside, or use `'''` around the text\n";
    stays("title = \"The case\" of the café", several);
    stays("title = \"What is \"x\" #hcsm", several);
    stays("title = \"A\" and \"B\"", several);
    stays("title = \"\"Hello\"\"", several);
    stays("title = \"The \\\"x\" y\"", several);
    stays("title = \"x\" // comment", "a note to yourself begins with `#`: `title = \"x\" # comment`\n");
    stays("title = \"x\",", "delete the `,`: `title = \"x\"`\n");
    stays("title = 'the doctors' lounge'", "put the text between double quotation marks, or use `'''` around it\n");
    becomes("title = \"The \"anonymous\" doctor\" # a note", "title = 'The \"anonymous\" doctor' # a note");
    becomes("title = 'It's live'", "title = \"It's live\"");
}

#[test]
fn of_curly_marks_one_is_taken_off_at_each_end_and_a_hashtag_stays_in_the_text() {
    becomes("title = “He said ‘no’”", "title = \"He said ‘no’\"");
    becomes("title = ‘It’s live’", "title = \"It’s live\"");
    becomes("title = “Best night #nightshift”", "title = \"Best night #nightshift\"");
    becomes("title = “The case” # a note", "title = \"The case\" # a note");
    stays("title = “The case” #hcsm", "use straight ones: `title = \"The case\"`; a `#` behind them begins a note to yourself\n");
    stays("title = “A” and “B”", "use straight ones at its beginning and its end: `title = \"…\"`\n");
    stays("title = “The doctor", "use straight ones at its beginning and its end: `title = \"…\"`\n");
    stays("needs = [“first”, “second”]", "use straight ones: `needs = [\"first\", \"second\"]`\n");
    stays("needs = [\n  “first”,\n  “second”,\n]", "use straight ones: `needs = [ \"first\", \"second\", ]`\n");
    let (told, _) = line_of_quiz("needs = [\n  “first”,\n]");
    assert_eq!(told.matches("error[").count(), 1, "{told}");
}

#[test]
fn a_text_between_three_curly_marks_is_read_and_mended() {
    let quiz = QUESTION.replacen("'''", "’’’", 1).replace("\n'''\n", "\n’’’\n");
    let course = Course::of(&[("quizzes/a-quiz.toml", &quiz)]);
    let told = course.told();
    assert!(told.contains("= help: use straight ones: `options = '''`, and `'''` below the text\n"), "{told}");
    assert!(told.ends_with("1 error in 1 of 2 files\n"), "{told}");
    assert_eq!(course.mended("quizzes/a-quiz.toml"), QUESTION);
}

#[test]
fn a_text_without_marks_is_put_between_some_unless_a_hash_may_belong_to_it() {
    let quiz = QUESTION.replace("\"Who may read it?\"", "What does #hcsm stand for?");
    let course = Course::of(&[("quizzes/a-quiz.toml", &quiz)]);
    let told = course.told();
    let help = "= help: words need quotes: `ask = \"What does #hcsm stand for?\"`; outside of quotes a `#` begins a note to yourself\n";
    assert!(told.contains(help), "{told}");
    assert_eq!(course.mended("quizzes/a-quiz.toml"), quiz);
    becomes("title = The \"anonymous\" doctor", "title = 'The \"anonymous\" doctor'");
    stays("title = The doctor\"", "words need quotes: `title = \"The doctor\"`\n");
    stays("title = # a note", "write its value after `=`, or delete the line\n");
    becomes("needs = first-steps", "needs = [\"first-steps\"]");
    stays("needs = one, two", "a list stands between square brackets: `needs = [\"one\", \"two\"]`\n");
}

#[test]
fn a_number_is_mended_where_only_the_per_cent_sign_is_too_much() {
    becomes("pass = 80%", "pass = 80");
    becomes("pass = 80 % # a note", "pass = 80 # a note");
    stays("pass = 8O", "a number is written in digits alone, such as `pass = 80`\n");
    stays("pass = 080", "leave the 0 out: `pass = 80`\n");
    stays("pass = \"080\"", "write `pass = 80`; it is always a percentage\n");
    stays("time_limit_minutes = 1h", "a number is written in digits alone, such as `time_limit_minutes = 10`; the unit is minutes\n");
    stays("shuffle_options = maybe", "write `shuffle_options = true` or `shuffle_options = false`\n");
    becomes("shuffle_options = No", "shuffle_options = false");
    // A note may stand right behind a number, also in a file where something else is wrong.
    becomes("pass = 80# a note\ntitle = Two words", "pass = 80# a note\ntitle = \"Two words\"");
}

#[test]
fn a_value_is_mended_by_what_its_setting_holds() {
    for (line, help, after) in [
        ("released = 23.11.2026", "a date is year, month, day: `released = 2026-11-23`", "released = 2026-11-23"),
        ("released = 2026/11/23", "a date is year, month, day: `released = 2026-11-23`", "released = 2026-11-23"),
        ("released = 12/03/2026", "a date is year, month, day, such as `released = 2026-11-23`", "released = 12/03/2026"),
        ("released = 31.2.2026", "a date is year, month, day, such as `released = 2026-11-23`", "released = 31.2.2026"),
        ("credit_hours = 1,5", "a full stop stands before the decimals: `credit_hours = 1.5`", "credit_hours = 1,5"),
        ("[certificate]\nneeds = all", "a list stands between square brackets: `needs = [\"all\"]`", "[certificate]\nneeds = [\"all\"]"),
        ("[points]\ntime = 2nd look", "words need quotes: `time = \"2nd look\"`", "[points]\ntime = \"2nd look\""),
    ] {
        let own = format!("{OWN}{line}\n");
        let course = Course::of(&[("course.toml", &own), ("quizzes/a-quiz.toml", QUESTION)]);
        let told = course.told();
        assert!(told.contains(&format!("= help: {help}\n")), "{line}\n{told}");
        assert_eq!(course.mended("course.toml"), format!("{OWN}{after}\n"));
    }
    let post = QUESTION.replace("why =", "post = \"Words.\"\nby = \"@example_doctor\"\nat = 2:10\nwhy =");
    let course = Course::of(&[("quizzes/a-quiz.toml", &post)]);
    assert_eq!(course.mended("quizzes/a-quiz.toml"), post.replace("2:10", "\"2:10\""));
}

#[test]
fn a_name_in_a_table_is_told_of_once() {
    let own = format!("{OWN}[points]\nphi = “Protected.”\n");
    let told = Course::of(&[("course.toml", &own), ("quizzes/a-quiz.toml", QUESTION)]).told();
    assert!(told.contains("error[B003]") && !told.contains("B102"), "{told}");
}

#[test]
fn the_marks_of_right_answers_are_not_guessed() {
    for mark in ["✓", "v", "*", "y", "×", "½", "х"] {
        let quiz = QUESTION.replace("[x]", &format!("[{mark}]"));
        let course = Course::of(&[("quizzes/a-quiz.toml", &quiz)]);
        let told = course.told();
        assert!(told.contains("= help: write `[x]` if it is right, `[~]` if it is half right, and `[ ]` if it is wrong\n"), "{told}");
        assert_eq!(course.mended("quizzes/a-quiz.toml"), quiz);
    }
    for (line, after) in [
        ("-(Only) the platform", "- (Only) the platform"),
        ("-[the platform](https://example.org/x) alone", "- [the platform](https://example.org/x) alone"),
        ("-[ ] Only the platform", "- [ ] Only the platform"),
        ("-(x) Only the platform", "- [x] Only the platform"),
        ("-[✓] Only the platform", "- [✓] Only the platform"),
    ] {
        let quiz = QUESTION.replace("- [ ] Nobody", &format!("- [ ] Nobody\n{line}"));
        let course = Course::of(&[("quizzes/a-quiz.toml", &quiz)]);
        assert_eq!(course.mended("quizzes/a-quiz.toml"), quiz.replace(line, after));
    }
}

#[test]
fn a_written_id_is_none_that_is_or_was_in_use() {
    let own = format!("{QUESTION}\n{}", UNNAMED.replace("Who may read it?", "谁可以看?"));
    let own = format!("retired = [\"read-2\"]\n\n{}\n{UNNAMED}\n{UNNAMED}", own.replace("\"who-reads\"", "\"read\"\nwas = [\"read-3\"]"));
    let course = Course::of(&[("quizzes/a-quiz.toml", &own), ("quizzes/b-quiz.toml", &UNNAMED.replace("Who may read it?", "だれ?"))]);
    let ids = |text: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.strip_prefix("id = "));
        lines.map(|id| id.trim_matches('"').to_owned()).collect()
    };
    assert_eq!(ids(&course.mended("quizzes/a-quiz.toml")), ["read", "question", "read-4", "read-5"]);
    assert_eq!(ids(&course.mended("quizzes/b-quiz.toml")), ["question-2"]);
    let told = course.told();
    assert!(!told.contains("error["), "{told}");
}

#[test]
fn a_setting_is_moved_above_the_first_header_and_into_no_text() {
    let text = "intro = '''\nSee\n[our policy](https://example.org/policy).\n'''\n\n";
    let notes = "# The first question.\n";
    let course = Course::of(&[("quizzes/a-quiz.toml", &format!("{text}{notes}{QUESTION}pass = 90\n"))]);
    assert_eq!(course.mended("quizzes/a-quiz.toml"), format!("{text}pass = 90\n\n{notes}{QUESTION}"));
    let course = Course::of(&[("quizzes/a-quiz.toml", &format!("\u{feff}{QUESTION}pass = 90\n"))]);
    assert_eq!(course.mended("quizzes/a-quiz.toml"), format!("\u{feff}pass = 90\n\n{QUESTION}"));
}

#[test]
fn an_exception_that_cannot_be_read_keeps_its_reason() {
    let quiz = QUESTION.replace("options", "# allow WHAT\noptions").replace("Nobody", "All of the above");
    for (what, help) in [
        ("B504, B513: asked in the 2024 audit", "write one line for each: `# allow B504: reason` and `# allow B513: reason`"),
        ("b504: asked in the 2024 audit", "write `# allow B504: reason`, with a colon before the reason"),
        ("B504 - asked in the 2024 audit", "write `# allow B504: reason`, with a colon before the reason"),
        ("two tries", "write `# allow B504: reason`; or begin the line with another word if it is a note to yourself"),
    ] {
        let quiz = quiz.replace("WHAT", what);
        let course = Course::of(&[("quizzes/a-quiz.toml", &quiz)]);
        let told = course.told();
        assert!(told.contains("warning[B014]: I cannot read this exception\n") && told.contains("warning[B504]"), "{told}");
        assert!(told.contains(&format!("= help: {help}\n")), "{told}");
        assert_eq!(course.mended("quizzes/a-quiz.toml"), quiz);
    }
}

#[test]
fn code_stays_as_it_is_typed() {
    let page = |words: &str| {
        format!(
            "title = \"A\"\n\n[[page]]\ntext = '''\nWrite `<b>bold</b>`, or ``<b>a</b> ` b``:\n\n```\n# x\n<i>y</i>\n```\n\n{words}\n'''\n"
        )
    };
    let course = Course::of(&[("lessons/a-lesson.toml", &page("Not `this: <b>really</b>."))]);
    assert_eq!(course.mended("lessons/a-lesson.toml"), page("Not `this: **really**."));
    let told = Course::of(&[("lessons/a-lesson.toml", &page("Words."))]).told();
    assert!(!told.contains("B113"), "{told}");
}

#[test]
fn a_header_gets_the_brackets_it_lacks() {
    for header in ["[page]", "[page]]", "[[page]", "[page", "[[page"] {
        let lesson = |header: &str| format!("title = \"A\"\n\n{header}\ntext = \"Words.\"\n");
        let course = Course::of(&[("lessons/a-lesson.toml", &lesson(header))]);
        let told = course.told();
        assert!(told.starts_with("error[B006]") && told.matches("error[").count() == 1, "{told}");
        assert_eq!(course.mended("lessons/a-lesson.toml"), lesson("[[page]]"));
    }
}

#[test]
fn a_text_ends_at_a_header_with_a_note_behind_it() {
    let quiz = format!("{}\n{}", QUESTION.replace("\n'''\n", "\n"), QUESTION.replace("]]", "]]   # the second").replace("who", "second"));
    let told = Course::of(&[("quizzes/a-quiz.toml", &quiz)]).told();
    assert!(told.starts_with("error[B002]: the text of `options` never ends\n"), "{told}");
    assert!(told.contains("a new question seems to begin here\n") && told.matches("error[").count() == 1, "{told}");
}

#[test]
fn a_space_that_is_none_is_named() {
    for line in ["\u{a0}title = \"A quiz\"", "title =\u{a0}\"A quiz\""] {
        let (told, after) = line_of_quiz(line);
        assert!(told.contains("this is not a plain space (U+00A0)\n") && told.matches("error[").count() == 1, "{told}");
        assert_eq!(after, line);
    }
}
