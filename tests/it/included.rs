//! Questions that quizzes include from a shared file, at a release and at every check after it: they are asked under the id of the shared one,
//! and everything that holds for an id holds for that.

use std::fs;
use std::path::Path;

use bedside::cli::command::check::{self, Format};
use bedside::cli::command::release;

const SHARED: &str = "[[question]]\nid = \"who-keeps\"\nask = \"May they keep it?\"\nwhy = \"They may.\"\nanswer = true\n\n\
    [[question]]\nid = \"whom\"\nask = \"Whom do you call?\"\nwhy = \"They know.\"\naccept = [\"privacy office\"]\n";
const KEEPS: &str = "[[question]]\ninclude = \"shared/common.toml#who-keeps\"\n";
const WHOM: &str = "[[question]]\ninclude = \"shared/common.toml#whom\"\n";
const OWN: &str = "[[question]]\nid = \"own\"\nask = \"May you?\"\nwhy = \"So.\"\nanswer = true\n";
const CLEAN: &str = "no errors and no warnings in 3 files\n";

/// A course of a quiz that includes two questions.
struct Trainer(tempfile::TempDir);

impl Trainer {
    /// Released as version 1.0 and called 1.1 since.
    fn has_released() -> Self {
        let trainer = Self(tempfile::tempdir().unwrap());
        trainer.asks(&format!("{KEEPS}{WHOM}")).writes("shared/common.toml", SHARED).calls_it("1.0");
        assert_eq!(trainer.checks(), CLEAN);
        assert_eq!(trainer.releases().lines().next().unwrap(), "version 1.0 is released: 3 ids are kept in course.lock");
        trainer.calls_it("1.1");
        trainer
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn calls_it(&self, version: &str) {
        let own = "format = 1\nid = \"fixture\"\ntitle = \"A course\"\ncontact = \"education@example.org\"\n";
        self.writes("course.toml", &format!("{own}version = \"{version}\"\n"));
    }

    fn writes(&self, path: &str, text: &str) -> &Self {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn shares(&self, from: &str, to: &str) -> &Self {
        assert!(SHARED.contains(from), "{from}");
        self.writes("shared/common.toml", &SHARED.replace(from, to))
    }

    fn asks(&self, questions: &str) -> &Self {
        self.writes("quizzes/a-quiz.toml", &format!("title = \"A quiz\"\n{questions}"))
    }

    fn checks_in(&self, format: Format) -> String {
        let asked = check::Asked { folder: self.path().to_owned(), format, ..check::Asked::default() };
        let mut out = Vec::new();
        check::run(&asked, &mut out, &mut Vec::new()).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn checks(&self) -> String {
        self.checks_in(Format::Short)
    }

    fn releases(&self) -> String {
        let (mut out, mut problems) = (Vec::new(), Vec::new());
        let asked = release::Asked { folder: self.path().to_owned(), today: None };
        release::run(&asked, &mut out, &mut problems).unwrap();
        String::from_utf8(out).unwrap() + &String::from_utf8(problems).unwrap()
    }
}

#[test]
fn a_changed_answer_of_a_shared_question_needs_a_new_rev() {
    let trainer = Trainer::has_released();
    let accepts = |answer: &str| format!("accept = [\"{answer}\"]");
    for (from, to, id) in
        [("answer = true".to_owned(), "answer = false".to_owned(), "who-keeps"), (accepts("privacy office"), accepts("the press"), "whom")]
    {
        trainer.shares(&from, &to);
        let told = trainer.checks();
        assert!(told.contains(&format!("error[B204]: the right answer of `{id}` has changed since version 1.0")), "{told}");
        assert!(told.starts_with("shared/common.toml:"), "{told}");
        assert!(trainer.releases().contains("nothing was released"));
        trainer.shares(&from, &format!("{to}\nrev = 2"));
        assert_eq!(trainer.checks(), CLEAN);
    }
    // Words alone ask for a higher version only.
    trainer.shares("Whom do you call?", "Whom do you ring?").calls_it("1.0");
    assert!(trainer.checks().contains("warning[B208]: one question has changed since version 1.0"), "{}", trainer.checks());
}

#[test]
fn a_shared_question_is_asked_once_in_a_course() {
    let trainer = Trainer::has_released();
    let both = format!("{KEEPS}{WHOM}");
    for second in [KEEPS.to_owned(), OWN.replace("\"own\"", "\"who-keeps\""), WHOM.replace("include", "id = \"who-keeps\"\ninclude")] {
        trainer.asks(&format!("{both}{second}"));
        let told = trainer.checks();
        assert!(told.starts_with("quizzes/a-quiz.toml:7:"), "{told}");
        assert!(told.contains("error[B201]: two questions are called `who-keeps`\n1 error in "), "{told}");
    }
    trainer.asks(&format!("{both}{KEEPS}"));
    assert!(trainer.checks_in(Format::Human).contains("help: give this one an id of its own: `id = \"who-keeps-2\"`"));
    trainer.asks(&format!("{both}{KEEPS}id = \"who-keeps-2\"\n"));
    assert_eq!(trainer.checks(), CLEAN);
}

#[test]
fn a_shared_question_that_was_renamed_is_told_until_its_old_id_stands_somewhere() {
    let trainer = Trainer::has_released();
    let renamed = KEEPS.replace("#who-keeps", "#who-holds");
    trainer.shares("id = \"who-keeps\"", "id = \"who-holds\"").asks(&format!("{renamed}{WHOM}"));
    let told = "quizzes/a-quiz.toml:3:11: error[B206]: `who-keeps` seems to have been renamed\n1 error in 1 of 3 files\n";
    assert_eq!(trainer.checks(), told);
    // Beside `include`, or beside the words.
    trainer.asks(&format!("{renamed}was = [\"who-keeps\"]\n{WHOM}"));
    assert_eq!(trainer.checks(), CLEAN);
    trainer.shares("id = \"who-keeps\"", "id = \"who-holds\"\nwas = [\"who-keeps\"]").asks(&format!("{renamed}{WHOM}"));
    assert_eq!(trainer.checks(), CLEAN);
    let told = trainer.releases();
    assert!(told.contains("  question who-holds: called `who-keeps` before\n"), "{told}");
    // Its results follow to one place only.
    trainer.calls_it("1.2");
    trainer.asks(&format!("{renamed}{WHOM}{OWN}was = [\"who-keeps\"]\n"));
    assert!(trainer.checks().contains("error[B201]: two questions were called `who-keeps`"), "{}", trainer.checks());
}

#[test]
fn a_shared_question_waits_with_its_quiz_and_is_taken_out_once() {
    let trainer = Trainer::has_released();
    trainer.writes("quizzes/b-quiz.toml", &format!("title = \"Another\"\n{OWN}"));
    trainer.asks(&format!("draft = true\n{KEEPS}{WHOM}"));
    let told = trainer.checks();
    assert!(told.contains("warning[B205]: the quiz `a-quiz`") && !told.contains("error"), "{told}");
    assert!(!trainer.releases().contains("taken out"));
    trainer.calls_it("1.2");
    trainer.asks(WHOM);
    let told = trainer.checks();
    assert!(told.contains("error[B205]: the question `who-keeps` was released in version 1.1 and is gone"), "{told}");
    trainer.asks(&format!("retired = [\"who-keeps\"]\n{WHOM}"));
    let told = trainer.releases();
    assert!(told.contains("question who-keeps: taken out"), "{told}");
    trainer.calls_it("1.3");
    trainer.asks(&format!("{KEEPS}{WHOM}"));
    assert!(trainer.checks().contains(":3:11: error[B207]: `who-keeps` was retired and cannot be used again"), "{}", trainer.checks());
}

#[test]
fn a_release_of_an_earlier_program_knew_nothing_of_what_included_questions_accept() {
    let trainer = Trainer::has_released();
    trainer.calls_it("1.0");
    let path = trainer.path().join("course.lock");
    let whole = fs::read_to_string(&path).unwrap();
    let earlier: String = whole.lines().filter(|line| !line.contains(" accept\"")).flat_map(|line| [line, "\n"]).collect();
    assert_ne!(earlier, whole);
    fs::write(&path, earlier).unwrap();
    assert_eq!(trainer.checks(), CLEAN);
    let told = trainer.releases();
    assert!(told.contains("course.lock keeps more of what is right, too, from now on"), "{told}");
    assert_eq!(fs::read_to_string(&path).unwrap(), whole);
}

#[test]
fn a_copy_is_the_second_whatever_its_file_is_called() {
    let trainer = Trainer::has_released();
    trainer.asks(&format!("{KEEPS}{WHOM}{OWN}")).writes("quizzes/0-copy.toml", "draft = true\nid = \"copy\"\ntitle = \"A copy\"\n");
    trainer.releases();
    trainer.writes("quizzes/0-copy.toml", &format!("id = \"copy\"\ntitle = \"A copy\"\n{OWN}"));
    let told = trainer.checks();
    assert!(told.contains("quizzes/0-copy.toml:4:6: error[B201]: two questions are called `own`"), "{told}");
    assert!(!told.contains("quizzes/a-quiz.toml"), "{told}");
}

#[test]
fn a_shared_question_is_looked_at_as_one_in_a_quiz_is() {
    let trainer = Trainer(tempfile::tempdir().unwrap());
    trainer.asks(&format!("{KEEPS}{WHOM}")).calls_it("1.0");
    let unfair = "[[question]]\nid = \"fair\"\nask = \"Who may?\"\nwhy = \"So.\"\noptions = '''\n- [x] She may\n- [ ] He may not\n- [ ] All of the above\n'''\n";
    trainer.writes("shared/common.toml", &format!("{SHARED}{unfair}"));
    let told = trainer.checks();
    assert!(told.contains("shared/common.toml:19:7: warning[B504]"), "{told}");
    // It is told once, however many quizzes include it.
    trainer.asks(&format!("{KEEPS}{WHOM}[[question]]\ninclude = \"shared/common.toml#fair\"\n"));
    assert_eq!(trainer.checks().matches("warning[B504]").count(), 1, "{}", trainer.checks());
}

#[test]
fn a_quiz_that_asks_one_question_under_two_ids_is_told_so() {
    let trainer = Trainer(tempfile::tempdir().unwrap());
    trainer.writes("shared/common.toml", SHARED).calls_it("1.0");
    trainer.asks(&format!("{KEEPS}{WHOM}{OWN}"));
    assert_eq!(trainer.checks(), CLEAN);
    let copied = OWN.replace("own", "copy").replace("May you", "MAY  you");
    trainer.asks(&format!("{KEEPS}{WHOM}{OWN}{copied}"));
    let told = trainer.checks();
    assert!(told.contains("warning[B515]: this question is asked twice"), "{told}");
    // The same words about another answer are another question.
    trainer.asks(&format!("{KEEPS}{WHOM}{OWN}{}", copied.replace("answer = true", "answer = false")));
    assert_eq!(trainer.checks(), CLEAN);
    // Another quiz may ask it again.
    trainer.asks(&format!("{KEEPS}{WHOM}{OWN}")).writes("quizzes/b-quiz.toml", &format!("title = \"Later\"\n{copied}"));
    assert!(!trainer.checks().contains("B515"), "{}", trainer.checks());
}
