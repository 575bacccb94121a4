//! What `check --fix` leaves alone: words that a learner reads, marks of right answers, and numbers that nobody wrote.

use std::fs;

use bedside::cli::command::check::{Asked, run};
use bedside::diagnostic::human::Look;

const OWN: &str = "format = 1\nid = \"fixture\"\ntitle = \"A course\"\ncontact = \"education@example.org\"\nversion = \"1.0\"\n";
const QUESTION: &str =
    "[[question]]\nid = \"who-reads\"\nask = \"Who may read it?\"\nwhy = \"Anyone.\"\noptions = '''\n- [x] A follower\n- [ ] Nobody\n'''\n";

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
fn a_setting_is_moved_above_the_first_header_and_into_no_text() {
    let text = "intro = '''\nSee\n[our policy](https://example.org/policy).\n'''\n\n";
    let notes = "# The first question.\n";
    let course = Course::of(&[("quizzes/a-quiz.toml", &format!("{text}{notes}{QUESTION}pass = 90\n"))]);
    assert_eq!(course.mended("quizzes/a-quiz.toml"), format!("{text}pass = 90\n\n{notes}{QUESTION}"));
    let course = Course::of(&[("quizzes/a-quiz.toml", &format!("\u{feff}{QUESTION}pass = 90\n"))]);
    assert_eq!(course.mended("quizzes/a-quiz.toml"), format!("\u{feff}pass = 90\n\n{QUESTION}"));
}
