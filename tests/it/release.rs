//! `bedside release`, as a trainer meets it: what it keeps, what it refuses, and what a later edit does to learners' results.

use std::fs;
use std::path::Path;

use bedside::cli::command::release::{Asked, run};
use bedside::cli::{Answer, command::check};

const QUIZ: &str = "title = \"A quiz\"\n\n[[question]]\nid = \"who-reads\"\nask = \"Who may read it?\"\nwhy = \"Anyone.\"\noptions = '''\n- [x] Anyone at all\n- [ ] Only a friend\n- [~] Colleagues first\n'''\n\n[[question]]\nid = \"who-keeps\"\nask = \"May they keep it?\"\nwhy = \"They may.\"\nanswer = true\n";

/// A course in a folder of its own, written by somebody who releases it.
struct Trainer {
    folder: tempfile::TempDir,
}

impl Trainer {
    fn writes(quiz: &str) -> Self {
        let trainer = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(trainer.path().join("quizzes")).unwrap();
        trainer.calls_it("1.0").edits(quiz)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn calls_it(self, version: &str) -> Self {
        let own =
            format!("format = 1\nid = \"fixture\"\ntitle = \"A course\"\ncontact = \"education@example.org\"\nversion = \"{version}\"\n");
        fs::write(self.path().join("course.toml"), own).unwrap();
        self
    }

    fn edits(self, quiz: &str) -> Self {
        fs::write(self.path().join("quizzes/a-quiz.toml"), quiz).unwrap();
        self
    }

    fn releases(&self) -> (Answer, String, String) {
        let (mut out, mut problems) = (Vec::new(), Vec::new());
        let asked = Asked { folder: self.path().to_owned(), today: None };
        let answer = run(&asked, &mut out, &mut problems).unwrap();
        (answer, String::from_utf8(out).unwrap(), String::from_utf8(problems).unwrap())
    }

    fn checks(&self) -> String {
        let asked = check::Asked { folder: self.path().to_owned(), format: check::Format::Short, ..check::Asked::default() };
        let mut out = Vec::new();
        check::run(&asked, &mut out, &mut Vec::new()).unwrap();
        String::from_utf8(out).unwrap()
    }
}

#[test]
fn a_release_keeps_what_learners_have_and_a_second_one_tells_what_is_new() {
    let trainer = Trainer::writes(QUIZ);
    assert_eq!(trainer.releases().1.lines().next().unwrap(), "version 1.0 is released: 3 ids are kept in course.lock");
    assert_eq!(trainer.releases().1, "nothing has changed since version 1.0\n");
    let trainer = trainer.edits(&QUIZ.replace("Only a friend", "Only one friend"));
    let (answer, _, problems) = trainer.releases();
    assert_eq!(answer, Answer::No);
    assert!(problems.contains("warning[B208]: one question has changed since version 1.0"), "{problems}");
    let trainer = trainer.calls_it("1.1");
    let told = trainer.releases().1;
    assert!(told.starts_with("version 1.1 is released after version 1.0\n  question who-reads: other words\n"), "{told}");
}

#[test]
fn a_line_that_nobody_is_asked_still_makes_another_course_to_a_department() {
    let trainer = Trainer::writes(QUIZ);
    trainer.releases();
    let lock = || fs::read_to_string(trainer.path().join("course.lock")).unwrap();
    let released = lock();
    let digest = bedside::course::read(std::sync::Arc::new(bedside::source::folder(trainer.path()).unwrap())).course.unwrap().digest();
    assert!(released.contains(&format!("course = \"fixture\"\ndigest = \"{digest}\"\n")), "{released}");
    // A note, a mark that passes, and the same words in other lines: hand-ins of each would name a course that nobody has.
    for other in [
        format!("# a note\n{QUIZ}"),
        QUIZ.replace("\n\n[[question]]\nid = \"who-reads\"", "\npass = 90\n\n[[question]]\nid = \"who-reads\""),
    ] {
        assert_ne!(other, QUIZ);
        fs::write(trainer.path().join("quizzes/a-quiz.toml"), other).unwrap();
        let (answer, out, problems) = trainer.releases();
        assert_eq!((answer, out.as_str()), (Answer::No, ""));
        assert!(problems.contains("would not know hand-ins from this folder again"), "{problems}");
        assert!(problems.contains("write `version = \"1.1\"` in course.toml"), "{problems}");
        assert_eq!(lock(), released);
        assert_eq!(trainer.checks(), "no errors and no warnings in 2 files\n");
    }
    let trainer = trainer.calls_it("1.1");
    assert!(trainer.releases().1.starts_with("version 1.1 is released after version 1.0\n"));
    assert_eq!(trainer.releases().1, "nothing has changed since version 1.1\n");
}

#[test]
fn a_lock_of_an_earlier_program_is_read_and_learns_the_digest() {
    let trainer = Trainer::writes(QUIZ);
    trainer.releases();
    let path = trainer.path().join("course.lock");
    let whole = fs::read_to_string(&path).unwrap();
    let earlier: String = whole
        .lines()
        .filter(|line| !line.starts_with("course = ") && !line.starts_with("digest = "))
        .flat_map(|line| [line, "\n"])
        .collect();
    assert_ne!(earlier, whole);
    fs::write(&path, &earlier).unwrap();
    assert_eq!(trainer.checks(), "no errors and no warnings in 2 files\n");
    let (answer, told, _) = trainer.releases();
    assert_eq!(answer, Answer::Done);
    assert!(
        told.starts_with(
            "nothing that was kept has changed since version 1.0; course.lock keeps the digest of the files, too, from now on\n"
        ),
        "{told}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), whole);
}

#[test]
fn a_lock_with_the_digest_of_every_byte_is_of_the_same_course_and_gets_the_one_of_what_is_taught() {
    let trainer = Trainer::writes(&QUIZ.replace('\n', "\r\n"));
    trainer.releases();
    let path = trainer.path().join("course.lock");
    let whole = fs::read_to_string(&path).unwrap();
    let every_byte = bedside::source::folder(trainer.path()).unwrap().digest().to_string();
    let own = whole.lines().find_map(|line| line.strip_prefix("digest = ")).unwrap().trim_matches('"');
    assert_ne!(own, every_byte);
    fs::write(&path, whole.replace(own, &every_byte)).unwrap();
    let told = trainer.releases().1;
    let so = "nothing that was kept has changed since version 1.0; course.lock keeps the digest as this version of bedside makes it from now on\n";
    assert!(told.starts_with(so), "{told}");
    assert_eq!(fs::read_to_string(&path).unwrap(), whole);
}

#[test]
fn a_course_under_another_id_is_told_to_begin_anew() {
    let trainer = Trainer::writes(QUIZ);
    trainer.releases();
    let trainer = trainer.calls_it("1.1");
    let path = trainer.path().join("course.toml");
    let own = fs::read_to_string(&path).unwrap();
    let other = own.replace("id = \"fixture\"", "id = \"another\"");
    fs::write(&path, &other).unwrap();
    assert_eq!(trainer.checks(), "course.toml:2:6: error[B206]: `fixture` seems to have been renamed\n1 error in 1 of 2 files\n");
    assert_eq!(trainer.releases().0, Answer::No);
    // Where that is meant, it is said as of whatever else is gone.
    fs::write(&path, format!("{other}retired = [\"fixture\"]\n")).unwrap();
    let (_, told, _) = trainer.releases();
    assert!(
        told.starts_with("the course was called `fixture` and is `another` now: what learners did in `fixture` stays there\n"),
        "{told}"
    );
}

#[test]
fn a_course_with_errors_is_not_released() {
    let trainer = Trainer::writes(&QUIZ.replace("[x]", "[ ]"));
    let (answer, _, problems) = trainer.releases();
    assert_eq!(answer, Answer::No);
    assert!(problems.contains("error[B401]") && problems.contains("nothing was released"), "{problems}");
    assert!(!trainer.path().join("course.lock").exists());
}

#[test]
fn another_order_and_other_words_need_no_new_rev() {
    let trainer = Trainer::writes(QUIZ);
    trainer.releases();
    let moved = QUIZ.replace("- [x] Anyone at all\n- [ ] Only a friend\n", "- [ ] Only a friend\n- [x] Anyone at all, always\n");
    let trainer = trainer.edits(&moved).calls_it("1.1");
    assert_eq!(trainer.checks(), "no errors and no warnings in 2 files\n");
}

#[test]
fn a_changed_answer_needs_a_new_rev_even_under_a_new_id() {
    let trainer = Trainer::writes(QUIZ);
    trainer.releases();
    let other = QUIZ.replace("answer = true", "answer = false");
    let trainer = trainer.edits(&other).calls_it("1.1");
    assert!(trainer.checks().contains("error[B204]: the right answer of `who-keeps` has changed since version 1.0"));
    let trainer = trainer.edits(&other.replace("id = \"who-keeps\"", "id = \"keepers\"\nwas = [\"who-keeps\"]"));
    assert!(trainer.checks().contains("error[B204]: the right answer of `keepers` has changed since version 1.0"));
    let trainer = trainer.edits(&other.replace("answer = false", "answer = false\nrev = 2"));
    assert_eq!(trainer.checks(), "no errors and no warnings in 2 files\n");
}

#[test]
fn what_was_retired_is_remembered_and_cannot_come_back() {
    let trainer = Trainer::writes(QUIZ);
    trainer.releases();
    let (kept, _) = QUIZ.split_once("\n[[question]]\nid = \"who-keeps\"").unwrap();
    let trainer = trainer.edits(kept).calls_it("1.1");
    assert!(trainer.checks().contains("error[B205]"), "{}", trainer.checks());
    let trainer = trainer.edits(&kept.replacen('\n', "\nretired = [\"who-keeps\"]\n", 1));
    assert!(trainer.releases().1.contains("question who-keeps: taken out"));
    let trainer = trainer.edits(QUIZ).calls_it("1.2");
    assert!(trainer.checks().contains("error[B207]: `who-keeps` was retired and cannot be used again"), "{}", trainer.checks());
}

#[test]
fn what_is_only_a_draft_again_is_not_taken_out_and_may_come_back() {
    let trainer = Trainer::writes(QUIZ);
    trainer.releases();
    fs::write(trainer.path().join("quizzes/b-quiz.toml"), QUIZ.replace("who-", "whose-")).unwrap();
    let trainer = trainer.edits(&format!("draft = true\n{QUIZ}")).calls_it("1.1");
    let (answer, told, problems) = trainer.releases();
    assert_eq!(answer, Answer::Done, "{problems}");
    assert!(!told.contains("taken out"), "{told}");
    // Nobody sees it meanwhile, which is told, and nothing else: no file has changed since.
    let hidden = "quizzes/a-quiz.toml:1:1: warning[B205]: the quiz `a-quiz` was released in version 1.1 and is a draft again\n";
    assert_eq!(trainer.checks(), format!("{hidden}1 warning in 1 of 3 files\n"));
    let trainer = trainer.edits(QUIZ).calls_it("1.2");
    assert_eq!(trainer.checks(), "no errors and no warnings in 3 files\n");
    assert_eq!(trainer.releases().0, Answer::Done);
    // Its right answers are still known.
    let trainer = trainer.edits(&QUIZ.replace("answer = true", "answer = false")).calls_it("1.3");
    assert!(
        trainer.checks().contains("error[B204]: the right answer of `who-keeps` has changed since version 1.2"),
        "{}",
        trainer.checks()
    );
}

#[test]
fn a_page_whose_title_was_mended_keeps_who_has_read_it() {
    let trainer = Trainer::writes(QUIZ);
    let lesson =
        "title = \"A lesson\"\n\n[[page]]\ntitle = \"Befor dawn\"\ntext = \"It is four.\"\n\n[[page]]\ntakeaways = \"- Sleep first.\"\n";
    let path = trainer.path().join("lessons/a-quiz.toml");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, lesson).unwrap();
    trainer.releases();
    // Its words may change, or its title with an id that stays; and both together are another page.
    let mended = lesson.replace("Befor", "Before");
    for harmless in [
        lesson.replace("four", "five"),
        mended.replace("title = \"Before", "id = \"befor-dawn\"\ntitle = \"Before"),
        mended.replace("four", "five"),
    ] {
        fs::write(&path, harmless).unwrap();
        assert!(!trainer.checks().contains("B206"), "{}", trainer.checks());
    }
    // An id that comes from the title, or from the page's place, would change with it.
    let more = mended.replace("[[page]]\ntakeaways", "[[page]]\ntitle = \"And then\"\ntext = \"It is six.\"\n\n[[page]]\ntakeaways");
    fs::write(&path, more).unwrap();
    let trainer = trainer.calls_it("1.1");
    assert_eq!(
        trainer.checks(),
        "lessons/a-quiz.toml:4:9: error[B206]: `befor-dawn` seems to have been renamed\n\
         lessons/a-quiz.toml:11:1: error[B206]: `page-2` seems to have been renamed\n\
         2 errors in 1 of 3 files\n"
    );
    let called = mended.replace("title = \"Before", "id = \"dawn\"\nwas = [\"befor-dawn\"]\ntitle = \"Before");
    fs::write(&path, called).unwrap();
    assert_eq!(trainer.checks(), "no errors and no warnings in 3 files\n");
    assert_eq!(trainer.releases().0, Answer::Done);
}

#[test]
fn words_in_another_language_are_told_to_be_older_until_they_are_translated_again() {
    let trainer = Trainer::writes(QUIZ);
    let path = trainer.path().join("translations/es/quizzes/a-quiz.toml");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let spanish = "[[question]]\nid = \"who-reads\"\nask = \"¿Quién puede leerlo?\"\n";
    fs::write(&path, spanish).unwrap();
    let clean = "no errors and no warnings in 3 files\n";
    assert_eq!(trainer.checks(), clean);
    trainer.releases();
    let asked = "Who may read it?";
    assert!(QUIZ.contains(asked));
    // What is not translated makes nothing older.
    let trainer = trainer.edits(&QUIZ.replace("- [x] Anyone at all", "- [x] Anyone in the world")).calls_it("1.1");
    assert_eq!(trainer.checks(), clean);
    let trainer = trainer.edits(&QUIZ.replace(asked, "Who may know it?"));
    let older = "translations/es/quizzes/a-quiz.toml:1:1: warning[B906]: the Spanish words are older than the English ones\n1 warning in 1 of 3 files\n";
    assert_eq!(trainer.checks(), older);
    // A release does not make them younger.
    assert_eq!(trainer.releases().0, Answer::Done);
    assert_eq!(trainer.checks(), older);
    fs::write(&path, format!("# allow B906: still right\n{spanish}")).unwrap();
    assert_eq!(trainer.checks(), clean);
    fs::write(&path, spanish.replace("leerlo", "guardarlo")).unwrap();
    let trainer = trainer.calls_it("1.2");
    assert_eq!(trainer.checks(), clean);
    assert_eq!(trainer.releases().0, Answer::Done);
    assert_eq!(trainer.checks(), clean);
}

#[test]
fn a_word_mended_in_another_language_asks_for_a_higher_version_as_one_of_the_course_does() {
    let trainer = Trainer::writes(QUIZ);
    let path = trainer.path().join("translations/es/quizzes/a-quiz.toml");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let spanish =
        "[[question]]\nid = \"who-reads\"\nask = \"¿Quién puede leerlo?\"\n\n[[question]]\nid = \"who-keeps\"\nask = \"¿Lo guardan?\"\n";
    fs::write(&path, spanish).unwrap();
    trainer.releases();
    let clean = "no errors and no warnings in 3 files\n";
    let (one, other) = spanish.split_once("\n\n").unwrap();
    for same in [format!("# un apunte\n{spanish}"), format!("{other}\n{one}\n")] {
        fs::write(&path, same).unwrap();
        assert_eq!(trainer.checks(), clean);
    }
    fs::write(&path, spanish.replace("leerlo", "mirarlo")).unwrap();
    let told = "warning[B208]: one translated file has changed since version 1.0";
    assert_eq!(trainer.checks(), format!("course.toml:5:11: {told}\n1 warning in 1 of 3 files\n"));
    let (answer, _, problems) = trainer.releases();
    assert!(answer == Answer::No && problems.contains(told), "{problems}");
    let trainer = trainer.edits(&QUIZ.replace("Only a friend", "Only one friend"));
    assert!(trainer.checks().contains("warning[B208]: one question and one translated file have changed since version 1.0"));
    fs::remove_file(&path).unwrap();
    assert!(trainer.checks().contains("one question and one translated file have changed"), "{}", trainer.checks());
    assert_eq!(trainer.calls_it("1.1").releases().0, Answer::Done);
}

#[test]
fn a_renamed_quiz_is_told_once_and_its_questions_follow() {
    let trainer = Trainer::writes(QUIZ);
    trainer.releases();
    fs::rename(trainer.path().join("quizzes/a-quiz.toml"), trainer.path().join("quizzes/b-quiz.toml")).unwrap();
    let trainer = trainer.calls_it("1.1");
    let told = trainer.checks();
    assert!(told.starts_with("quizzes/b-quiz.toml:1:1: error[B206]: `a-quiz` seems to have been renamed"), "{told}");
    assert!(told.ends_with("1 error in 1 of 2 files\n"), "{told}");
}

#[test]
fn what_was_renamed_is_not_called_new() {
    let trainer = Trainer::writes(QUIZ);
    trainer.releases();
    let renamed = QUIZ.replace("id = \"who-keeps\"", "id = \"who-holds\"\nwas = [\"who-keeps\"]");
    let trainer = trainer.edits(&renamed).calls_it("1.1");
    let (_, told, problems) = trainer.releases();
    assert!(told.contains("  question who-holds: called `who-keeps` before\n") && !told.contains("new"), "{told}{problems}");
}

#[test]
fn what_is_not_taught_and_how_lines_end_make_no_other_course() {
    let trainer = Trainer::writes(QUIZ);
    trainer.releases();
    let files = || bedside::source::folder(trainer.path()).unwrap();
    let digest = || bedside::course::read(std::sync::Arc::new(files())).course.unwrap().digest();
    let released = digest();
    assert_eq!(released, files().digest(), "where all is taught it is the digest of every byte");
    let lies = |path: &str, text: &str| {
        let path = trainer.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    lies("lessons/new-one.toml", "title = \"Not yet\"\ndraft = true\n[[page]]\ntext = \"Words.\"\n");
    lies("translations/es/lessons/new-one.toml", "title = \"Todavía no\"\n");
    lies("quizzes/old/a-quiz.toml", QUIZ);
    lies("shared/later.toml", "\r\n");
    lies("quizzes/a-quiz.toml", &format!("\u{feff}{}", QUIZ.replace('\n', "\r\n")));
    assert_eq!(digest(), released);
    assert_ne!(files().digest(), released);
    let (answer, told, problems) = trainer.releases();
    assert_eq!((answer, told.as_str()), (Answer::Done, "nothing has changed since version 1.0\n"), "{problems}");
    lies("quizzes/a-quiz.toml", &QUIZ.replace("Only a friend", "Only one friend"));
    assert_ne!(digest(), released);
}

#[test]
fn a_lock_with_the_digest_of_every_byte_is_of_the_same_course() {
    let trainer = Trainer::writes(QUIZ);
    fs::create_dir(trainer.path().join("lessons")).unwrap();
    fs::write(trainer.path().join("lessons/new-one.toml"), "title = \"Not yet\"\ndraft = true\n[[page]]\ntext = \"Words.\"\n").unwrap();
    trainer.releases();
    let path = trainer.path().join("course.lock");
    let course = bedside::course::read(std::sync::Arc::new(bedside::source::folder(trainer.path()).unwrap())).course.unwrap();
    let (now, before) = (course.digest().to_string(), course.files.digest().to_string());
    assert_ne!(now, before);
    fs::write(&path, fs::read_to_string(&path).unwrap().replace(&now, &before)).unwrap();
    let (answer, told, problems) = trainer.releases();
    assert_eq!(answer, Answer::Done, "{told}{problems}");
}

/// Somebody takes the quiz's file for a text, or saves over it; who does what is told of first must not lose its results.
#[test]
fn what_was_released_and_cannot_be_read_is_not_to_be_retired() {
    let says = |breaks: &dyn Fn(&Path)| {
        let trainer = Trainer::writes(QUIZ);
        fs::create_dir(trainer.path().join("lessons")).unwrap();
        fs::write(trainer.path().join("lessons/one.toml"), "title = \"A lesson\"\n[[page]]\nid = \"one\"\ntext = \"Words.\"\n").unwrap();
        trainer.releases();
        breaks(trainer.path());
        trainer.checks()
    };
    let quiz = "quizzes/a-quiz.toml";
    for (path, told) in [
        ("quizzes/a-quiz.toml.txt", says(&|folder| fs::rename(folder.join(quiz), folder.join("quizzes/a-quiz.toml.txt")).unwrap())),
        (quiz, says(&|folder| fs::write(folder.join(quiz), b"title = \"\xe9t\xe9\"\n").unwrap())),
        ("quizes", says(&|folder| fs::rename(folder.join("quizzes"), folder.join("quizes")).unwrap())),
        (
            "quizzes/old/a-quiz.toml",
            says(&|folder| {
                fs::create_dir(folder.join("quizzes/old")).unwrap();
                fs::rename(folder.join(quiz), folder.join("quizzes/old/a-quiz.toml")).unwrap();
            }),
        ),
    ] {
        let line = told.lines().find(|line| line.contains("error[B205]: the quiz `a-quiz` was released in version 1.0 and is not read"));
        assert!(line.is_some_and(|line| line.starts_with(path)) && told.matches("B205").count() == 1, "{path}: {told}");
    }
    let emptied = says(&|folder| fs::write(folder.join(quiz), "").unwrap());
    assert!(emptied.contains("error[B205]: the questions of this quiz were released in version 1.0 and are gone"), "{emptied}");
    assert_eq!(emptied.matches("B205").count(), 1, "{emptied}");
    let curly = says(&|folder| fs::write(folder.join(quiz), QUIZ.replace("id = \"who-reads\"", "id = \u{201c}who-reads\u{201d}")).unwrap());
    assert!(curly.contains("error[B003]") && !curly.contains("B205"), "{curly}");
    let gone = says(&|folder| fs::remove_file(folder.join(quiz)).unwrap());
    assert!(gone.contains("error[B205]: the quiz `a-quiz` was released in version 1.0 and is gone"), "{gone}");
}

#[test]
fn what_is_in_retired_and_still_there_is_told_of() {
    let trainer = Trainer::writes(QUIZ);
    trainer.releases();
    let own = trainer.path().join("course.toml");
    fs::write(&own, fs::read_to_string(&own).unwrap() + "retired = [\"a-quiz\"]\n").unwrap();
    let told = trainer.checks();
    assert!(told.contains("error[B207]: `a-quiz` is in `retired` and is still there"), "{told}");
    // A draft is met by nobody.
    let quiz = trainer.path().join("quizzes/a-quiz.toml");
    fs::write(&quiz, format!("draft = true\n{QUIZ}")).unwrap();
    assert!(!trainer.checks().contains("B207"), "{}", trainer.checks());
    fs::write(&quiz, QUIZ).unwrap();
    // A lesson may go on without the quiz of its name.
    fs::create_dir(trainer.path().join("lessons")).unwrap();
    fs::rename(trainer.path().join("quizzes/a-quiz.toml"), trainer.path().join("lessons/a-quiz.toml")).unwrap();
    fs::write(trainer.path().join("lessons/a-quiz.toml"), "title = \"A lesson\"\n[[page]]\nid = \"one\"\ntext = \"Words.\"\n").unwrap();
    let told = trainer.checks();
    assert!(!told.contains("B207") && !told.contains("B205"), "{told}");
}

/// A patient's complaint went to the wrong office, and the story ended well for the wrong choice.
#[test]
fn a_corrected_key_of_pairs_and_of_a_story_is_told_of_and_another_order_is_not() {
    let pairs = "[[question]]\nid = \"where-to\"\nask = \"Where to?\"\nwhy = \"So.\"\npairs = '''\n- Photo -> The patient\n- Rumor -> Nobody\n- Complaint -> Relations\n'''\nextra = [\"Press\"]\n";
    let story = "[[question]]\nid = \"the-phone\"\nask = \"What now?\"\nwhy = \"So.\"\n[[question.scene]]\nid = \"begin\"\ntext = \"A phone.\"\nchoices = '''\n- Step aside -> stopped\n- Wave -> seen\n'''\n[[question.scene]]\nid = \"stopped\"\ntext = \"Well.\"\nscore = 100\n[[question.scene]]\nid = \"seen\"\ntext = \"Badly.\"\nscore = 0\n";
    let quiz = |pairs: &str, story: &str| format!("title = \"A quiz\"\n\n{pairs}\n{story}");
    let trainer = Trainer::writes(&quiz(pairs, story));
    assert_eq!(trainer.checks(), "no errors and no warnings in 2 files\n");
    trainer.releases();
    let exchanged = pairs.replace("Relations", "\u{0}").replace("Press", "Relations").replace('\u{0}', "Press");
    let trainer = trainer.edits(&quiz(&exchanged, story));
    assert!(trainer.checks().contains("error[B204]: the right answer of `where-to` has changed"), "{}", trainer.checks());
    let exchanged = story.replace("Step aside -> stopped\n- Wave -> seen", "Wave -> stopped\n- Step aside -> seen");
    let trainer = trainer.edits(&quiz(pairs, &exchanged));
    assert!(trainer.checks().contains("error[B204]: the right answer of `the-phone` has changed"), "{}", trainer.checks());
    let reordered = story.replace("- Step aside -> stopped\n- Wave -> seen", "- Wave -> seen\n- Step aside -> stopped");
    let trainer = trainer
        .edits(&quiz(&pairs.replace("- Photo -> The patient\n- Rumor -> Nobody", "- Rumor -> Nobody\n- Photo -> The patient"), &reordered));
    assert!(!trainer.checks().contains("B204"), "{}", trainer.checks());
}

/// Both bins get another name, and an item with a corrected word goes into the other one.
#[test]
fn an_item_that_changes_its_bin_is_told_of_though_its_words_and_the_bins_are_others() {
    let quiz = |bins: &str| {
        format!(
            "title = \"A quiz\"\n\n[[question]]\nid = \"where-to\"\nask = \"Where does each one belong?\"\nwhy = \"So it is.\"\nbins = '''\n{bins}'''\n"
        )
    };
    let trainer = Trainer::writes(&quiz(
        "## Fine in public\n- Advice about salt\n- A word about a rash\n## In the chart\n- A dose for a named person\n",
    ));
    trainer.releases();
    let moved = "## Good for everybody\n- Advice about salt\n## Within care alone\n- A dose for a named person\n- A word about her rash\n";
    let trainer = trainer.edits(&quiz(moved));
    assert!(trainer.checks().contains("error[B204]: the right answer of `where-to` has changed"), "{}", trainer.checks());
    let renamed =
        "## Good for everybody\n- Advice about salt\n- A word about her rash\n## Within care alone\n- A dose for a named person\n";
    let trainer = trainer.edits(&quiz(renamed));
    assert!(!trainer.checks().contains("B204"), "{}", trainer.checks());
}

/// The options of a question are put into another order, and a Spanish learner would choose the right one and be told that it is wrong.
#[test]
fn items_in_another_order_than_their_translation_are_an_error_until_it_follows() {
    let trainer = Trainer::writes(QUIZ);
    let lies = |words: &str| {
        fs::create_dir_all(trainer.path().join("translations/es/quizzes")).unwrap();
        let file = trainer.path().join("translations/es/quizzes/a-quiz.toml");
        fs::write(file, format!("title = \"Un cuestionario\"\n\n[[question]]\nid = \"who-reads\"\noptions = '''\n{words}'''\n")).unwrap();
    };
    lies("- Cualquiera\n- Solo un amigo\n- Primero los colegas\n");
    trainer.releases();
    let edits = |from: &str, to: &str| fs::write(trainer.path().join("quizzes/a-quiz.toml"), QUIZ.replace(from, to)).unwrap();
    edits("- [x] Anyone at all\n- [ ] Only a friend", "- [ ] Only a friend\n- [x] Anyone at all");
    let told = trainer.checks();
    let line = "translations/es/quizzes/a-quiz.toml:5:1: error[B906]: the Spanish items stand in another order than the English ones";
    assert!(told.contains(line), "{told}");
    assert_eq!(trainer.releases().0, Answer::No);
    // A word that is mended there meanwhile takes nothing away from that.
    lies("- Cualquiera\n- Solo un amigo\n- Primero, los colegas\n");
    assert!(trainer.checks().contains(line));
    lies("- Solo un amigo\n- Cualquiera\n- Primero los colegas\n");
    assert!(!trainer.checks().contains("another order"), "{}", trainer.checks());
    // Other words in the same place are older, and in no other order.
    edits("Only a friend", "Only one friend");
    lies("- Cualquiera\n- Solo un amigo\n- Primero los colegas\n");
    let told = trainer.checks();
    assert!(told.contains("the Spanish words are older") && !told.contains("another order"), "{told}");
    // One of those that changed places was reworded, too: what is beside the other one is wrong as before.
    let reworded = "- [ ] Only a friend\n- [x] Anyone in the world";
    edits("- [x] Anyone at all\n- [ ] Only a friend", reworded);
    assert!(trainer.checks().contains(line), "{}", trainer.checks());
    assert_eq!(trainer.releases().0, Answer::No);
    lies("- Solo un amigo\n- Cualquiera\n- Primero los colegas\n");
    assert!(!trainer.checks().contains("another order"), "{}", trainer.checks());
}

/// Two Spanish options change places, by mistake or because they stood in the wrong order: the lock cannot tell which.
#[test]
fn a_translation_that_alone_was_put_into_another_order_is_told_of_and_stands_in_nobodys_way() {
    let trainer = Trainer::writes(QUIZ);
    let file = trainer.path().join("translations/es/quizzes/a-quiz.toml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let lies = |above: &str, words: &str| {
        let top = "title = \"Un cuestionario\"\n\n[[question]]\nid = \"who-reads\"\n";
        fs::write(&file, format!("{top}{above}options = '''\n{words}'''\n")).unwrap();
    };
    lies("", "- Solo un amigo\n- Cualquiera\n- Primero los colegas\n");
    trainer.releases();
    let clean = trainer.checks();
    assert!(!clean.contains("another order"), "{clean}");
    let line = "translations/es/quizzes/a-quiz.toml:5:1: warning[B906]: the Spanish items were put into another order, and the English ones were not";
    // Also where a word of what was moved is mended at once.
    for words in ["- Cualquiera\n- Solo un amigo\n- Primero los colegas\n", "- Cualquiera\n- Solo una amiga\n- Primero los colegas\n"] {
        lies("", words);
        let told = trainer.checks();
        assert!(told.contains(line) && !told.contains("error"), "{told}");
    }
    // Or where an option that nobody had known comes in, in both.
    let longer = QUIZ.replace("- [x] Anyone", "- [ ] The network\n- [x] Anyone");
    fs::write(trainer.path().join("quizzes/a-quiz.toml"), longer).unwrap();
    lies("", "- La red\n- Cualquiera\n- Solo un amigo\n- Primero los colegas\n");
    let told = trainer.checks();
    assert!(told.contains(line) && !told.contains("error[B906]"), "{told}");
    fs::write(trainer.path().join("quizzes/a-quiz.toml"), QUIZ).unwrap();
    // Somebody who knows that it is right says so.
    let right = "- Cualquiera\n- Solo un amigo\n- Primero los colegas\n";
    lies("# allow B906: put right\n", right);
    assert!(!trainer.checks().contains("another order"), "{}", trainer.checks());
    lies("", right);
    assert!(trainer.checks().contains(line));
    let trainer = trainer.calls_it("1.1");
    let (answer, _, problems) = trainer.releases();
    assert!(answer == Answer::Done && problems == format!("{line}\n"), "{problems}");
    assert_eq!(trainer.checks(), clean);
}

#[test]
fn drafts_and_what_a_course_can_do_without_keep_nobody_out_of_it() {
    let says = |trainer: &Trainer| {
        let data = tempfile::tempdir().unwrap();
        let course = trainer.path().to_str().unwrap();
        let arguments = ["--plain", "--course", course, "--data", data.path().to_str().unwrap()];
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_bedside")).args(arguments).stdin(std::process::Stdio::null()).output();
        let output = output.unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let opens = |trainer: &Trainer| !says(trainer).contains("cannot be opened");
    let trainer = Trainer::writes(QUIZ);
    let own = trainer.path().join("course.toml");
    let as_it_was = fs::read_to_string(&own).unwrap();
    assert!(opens(&trainer));
    // The quiz as it will be next year, in the making.
    fs::write(trainer.path().join("quizzes/next.toml"), format!("draft = true\n{QUIZ}")).unwrap();
    assert!(opens(&trainer));
    fs::write(&own, as_it_was.replace("format = 1\n", "")).unwrap();
    assert!(opens(&trainer));
    // A certificate would not say of what it is.
    fs::write(&own, as_it_was.replace("title = \"A course\"\n", "")).unwrap();
    assert!(says(&trainer).contains("course.toml: a course needs `title`"), "{}", says(&trainer));
    // The same twice in what learners meet, or no version, would cost them their results.
    fs::write(&own, as_it_was.replace("version", "motto")).unwrap();
    assert!(!opens(&trainer));
    fs::write(&own, &as_it_was).unwrap();
    fs::write(trainer.path().join("quizzes/next.toml"), QUIZ).unwrap();
    assert!(!opens(&trainer));
    // A certificate that asks for the draft would come without it, and one that goes on asking for what was retired is meant to.
    fs::write(trainer.path().join("quizzes/next.toml"), format!("draft = true\n{QUIZ}")).unwrap();
    let needed = "[certificate]\nneeds = [\"a-quiz\", \"next\"]\n";
    fs::write(&own, format!("{as_it_was}{needed}")).unwrap();
    let (told, shut) = (trainer.checks(), says(&trainer));
    assert!(told.contains("error[B905]: nobody can earn the certificate"), "{told}");
    assert!(shut.contains("has 1 error and cannot be opened") && shut.contains("course.toml: nobody can earn the certificate"), "{shut}");
    fs::write(&own, format!("{as_it_was}retired = [\"next\"]\n{needed}")).unwrap();
    assert!(opens(&trainer), "{}", says(&trainer));
    assert!(trainer.checks().contains("error[B905]: the certificate asks for what is retired"), "{}", trainer.checks());
}

/// The shipped course in a folder of its own, with its `course.lock` or without.
struct Shipped(tempfile::TempDir);

impl Shipped {
    fn with(files: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR"));
        for part in ["lessons", "quizzes", "img", "translations"] {
            copied(&from.join(part), &folder.path().join(part));
        }
        for file in files {
            fs::copy(from.join(file), folder.path().join(file)).unwrap();
        }
        Self(folder)
    }

    fn runs(&self, word: &str) -> (Option<i32>, String) {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_bedside")).arg(word).arg(self.0.path()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
    }
}

#[test]
fn the_shipped_course_checks_clean_after_a_release_and_so_does_its_copy_with_nothing_changed() {
    let course = Shipped::with(&["course.toml", "glossary.toml"]);
    for word in ["release", "check", "release", "check"] {
        let (code, told) = course.runs(word);
        assert_eq!(code, Some(0), "{word}: {told}");
    }
}

#[test]
fn the_shipped_course_is_as_its_lock_has_it() {
    let course = Shipped::with(&["course.toml", "glossary.toml", "course.lock"]);
    let (code, told) = course.runs("release");
    let version = bedside::course::read(std::sync::Arc::new(bedside::source::shipped())).course.unwrap().version;
    let so = format!("nothing has changed since version {version}\n");
    assert_eq!((code, told), (Some(0), so), "raise `version` in course.toml and type `bedside release .`, as docs/authoring.md has it");
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let there = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copied(&entry.path(), &there);
        } else {
            assert!(std::fs::copy(entry.path(), there).is_ok());
        }
    }
}
