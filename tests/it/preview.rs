//! `bedside preview` on the real program in a real pseudo-terminal: a trainer writes and saves as editors do, and looks at the page.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::pty::{Setting, Window, flat};

const COURSE: &str = "format = 1\nid = \"words\"\ntitle = \"Words\"\ncontact = \"education@example.org\"\nversion = \"0.1\"\n";

const LESSON: &str = r#"title = "The night shift"

[[page]]
title = "Before dawn"
text  = "It is four in the morning."

[[page]]
id        = "list"
title     = "Before you post"
checklist = """
- Nobody can be found
- I would say it aloud
- I slept on it
"""

[[page]]
id      = "choice"
title   = "Your colleague"
text    = "It is her account."
choices = """
- Pass it on
  > A wider audience.
- Call her
  > She needs a colleague now.
"""

[[page]]
id        = "end"
takeaways = "- Nobody is nameless."
"#;

const QUIZ: &str = r#"title = "The night shift"

[[question]]
id      = "who-reads"
ask     = "Who may read it?"
why     = "Anyone."
options = """
- [x] Anyone
- [ ] Only friends of mine
"""

[[question]]
id      = "what-first"
ask     = "What is settled first?"
why     = "Both of them."
shuffle = false
options = """
- [x] Her permission
- [x] A plan with the press office
- [ ] The weather
"""
"#;

/// Somebody who writes a course and looks at it.
struct Trainer {
    folder: tempfile::TempDir,
}

impl Trainer {
    fn new() -> Self {
        let trainer = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(trainer.data()).unwrap();
        trainer.begins_the_folder();
        trainer
    }

    fn begins_the_folder(&self) {
        for part in ["lessons", "quizzes"] {
            fs::create_dir_all(self.course().join(part)).unwrap();
        }
        fs::write(self.course().join("course.toml"), COURSE).unwrap();
        fs::write(self.lesson(), LESSON).unwrap();
        fs::write(self.quiz(), QUIZ).unwrap();
    }

    fn course(&self) -> PathBuf {
        self.folder.path().join("course")
    }

    /// The records of whoever uses this machine; a preview has nothing to do with them.
    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn lesson(&self) -> PathBuf {
        self.course().join("lessons/night.toml")
    }

    fn quiz(&self) -> PathBuf {
        self.course().join("quizzes/night.toml")
    }

    fn looks_at(&self, place: &str, columns: u16, rows: u16) -> Window {
        let course = self.course();
        let arguments = ["preview", "--course", course.to_str().unwrap(), place];
        Setting { arguments: &arguments, columns, rows, ..Setting::new(&self.data()) }.opens()
    }

    fn saves(&self, from: &str, to: &str) {
        fs::write(self.lesson(), LESSON.replace(from, to)).unwrap();
    }
}

#[test]
fn a_saved_file_is_drawn_in_place_and_nothing_is_kept() {
    let trainer = Trainer::new();
    let mut window = trainer.looks_at("lessons/night.toml", 80, 24);
    window.sees("It is four in the morning.").sees("page 1 of 4").sees("A preview: nothing is kept");
    trainer.saves("It is four", "It is five");
    window.sees("It is five in the morning.").sees("page 1 of 4");
    window.presses("ctrl-c");
    assert_eq!(window.ends().exit_code(), 0);
    assert_eq!(window.left_on(), [""; 0]);
    assert_eq!(fs::read_dir(trainer.data()).unwrap().count(), 0, "a preview keeps no records");
}

#[test]
fn a_picture_that_is_painted_over_is_another_however_its_accent_is_typed() {
    let trainer = Trainer::new();
    let picture = trainer.course().join("img/\u{e9}tage.png");
    fs::create_dir(trainer.course().join("img")).unwrap();
    let paints = || {
        let board = |x: u32, y: u32| image::Rgb(if (x / 40 + y / 40).is_multiple_of(2) { [250, 250, 240] } else { [20, 60, 160] });
        image::RgbImage::from_fn(320, 160, board).save(&picture).unwrap();
    };
    paints();
    trainer.saves("morning.\"", "morning.\"\nimage = \"img/e\u{301}tage.png\"\nalt = \"The ward at dawn\"");
    let course = trainer.course();
    let arguments = ["preview", "--course", course.to_str().unwrap(), "lessons/night.toml"];
    let mut window = Setting { arguments: &arguments, environment: &[("COLORTERM", "truecolor")], ..Setting::new(&trainer.data()) }.opens();
    window.sees("\u{2580}");
    fs::write(&picture, "no picture").unwrap();
    window.waits("the words alone", |screen| screen.contains("The ward at dawn") && !screen.contains('\u{2580}'));
    paints();
    window.sees("\u{2580}");
}

#[test]
fn line_by_line_what_is_saved_is_said_again_and_what_is_wrong_with_it_after_it() {
    let trainer = Trainer::new();
    let course = trainer.course();
    let arguments = ["preview", "--plain", "--course", course.to_str().unwrap(), "lessons/night.toml#before-dawn"];
    let mut window = Setting { arguments: &arguments, columns: 80, rows: 60, ..Setting::new(&trainer.data()) }.opens();
    window.sees("It is four in the morning.");
    trainer.saves("It is four", "It is five");
    window.sees("Saved: lessons/night.toml.").sees("It is five in the morning.");
    // Another title is another id, and still the same page.
    trainer.saves("Before dawn", "After dawn");
    window.sees("After dawn");
    trainer.saves("text  = \"It is four in the morning.\"", "text  = \"Read [the rules](#nowhere).\"");
    window.sees("(lessons/night.toml, line 5)");
    // A file that cannot be read: the page as it was, and why.
    trainer.saves("text  = \"It is four in the morning.\"", "text  = It is six.");
    window.waits("why it cannot be read", |screen| screen.matches("lessons/night.toml, line 5").count() == 2);
    let said = window.screen();
    assert_eq!(said.matches("Read the rules").count(), 2, "{said}");
    // What is saved elsewhere is told of and disturbs no further.
    fs::write(trainer.quiz(), QUIZ.replace("Anyone.", "Everyone.")).unwrap();
    window.sees("Saved: quizzes/night.toml.");
    window.waits("the place alone", |screen| screen.split("Saved: quizzes").nth(1).is_some_and(|rest| rest.contains("repeat")));
    assert_eq!(window.screen().matches("Read the rules").count(), 2, "{}", window.screen());
    window.types("quit\r");
    assert_eq!(window.ends().exit_code(), 0);
    assert_eq!(fs::read_dir(trainer.data()).unwrap().count(), 0, "a preview keeps no records");
}

#[test]
fn line_by_line_a_preview_does_not_say_of_a_quiz_that_its_answers_are_kept() {
    let trainer = Trainer::new();
    let course = trainer.course();
    let arguments = ["preview", "--plain", "--course", course.to_str().unwrap()];
    let mut window = Setting { arguments: &arguments, columns: 80, rows: 60, ..Setting::new(&trainer.data()) }.opens();
    window.sees("2. Quiz: The night shift").types("2\r").sees("First comes The night shift.");
    let said = flat(&window.screen());
    window.types("quit\r");
    assert_eq!(window.ends().exit_code(), 0);
    assert!(said.contains("nothing is kept") && !said.contains("Each answer is kept"), "{said}");
}

#[test]
fn a_preview_does_not_say_of_a_quiz_that_its_answers_are_kept() {
    let trainer = Trainer::new();
    let mut window = trainer.looks_at("", 80, 24);
    window.sees("Certificate").presses("down enter").sees("First comes");
    let said = window.screen();
    assert!(!said.contains("Each answer is kept"), "{said}");
}

#[test]
fn a_tick_stays_with_its_words_when_something_is_put_in_above_it() {
    let trainer = Trainer::new();
    let on_one_row = |screen: &str, words: &str| screen.lines().any(|row| row.contains("[x]") && row.contains(words));
    let mut window = trainer.looks_at("quizzes/night.toml#what-first", 80, 30);
    window.sees("What is settled first?").presses("b").waits("a mark", |screen| on_one_row(screen, "A plan with the press office"));
    fs::write(trainer.quiz(), QUIZ.replace("- [x] Her permission", "- [ ] The tea\n- [x] Her permission")).unwrap();
    window.sees("The tea").waits("its mark", |screen| on_one_row(screen, "A plan with the press office"));
    assert!(!on_one_row(&window.screen(), "Her permission"), "{}", window.screen());
    let mut list = trainer.looks_at("lessons/night.toml#list", 80, 30);
    list.sees("Nobody can be found").presses("down space").waits("a tick", |screen| on_one_row(screen, "I would say it aloud"));
    trainer.saves("- Nobody can be found", "- Nobody is harmed\n- Nobody can be found");
    list.sees("Nobody is harmed").waits("its tick", |screen| on_one_row(screen, "I would say it aloud"));
    assert!(!on_one_row(&list.screen(), "Nobody can be found"), "{}", list.screen());
}

/// A way in which an editor saves a text into a file.
type Save = fn(&Path, &str);

const SAVES: [(&str, Save); 8] = [
    ("over it", |file, text| fs::write(file, text).unwrap()),
    ("emptied first, in pieces", |file, text| {
        use std::io::Write;
        let mut open = fs::File::create(file).unwrap();
        for piece in text.as_bytes().chunks(40) {
            open.write_all(piece).unwrap();
            open.flush().unwrap();
        }
    }),
    ("beside it, then into its place", |file, text| {
        let beside = file.with_extension("toml.tmp");
        fs::write(&beside, text).unwrap();
        fs::rename(beside, file).unwrap();
    }),
    ("beside it under a hidden name, then into its place", |file, text| {
        let beside = file.with_file_name(".night.toml.AB12");
        fs::write(&beside, text).unwrap();
        fs::rename(beside, file).unwrap();
    }),
    ("moved away as a backup, written anew, the backup deleted", |file, text| {
        let backup = file.with_file_name("night.toml~");
        fs::rename(file, &backup).unwrap();
        fs::write(file, text).unwrap();
        fs::remove_file(backup).unwrap();
    }),
    ("with a swap file and the proof that a folder can be written", |file, text| {
        let (swap, four) = (file.with_file_name(".night.toml.swp"), file.with_file_name("4913"));
        fs::write(&swap, "swap").unwrap();
        fs::write(&four, "").unwrap();
        fs::remove_file(four).unwrap();
        fs::write(file, text).unwrap();
        fs::remove_file(swap).unwrap();
    }),
    ("with a lock, an autosave file and a backup", |file, text| {
        let lock = file.with_file_name(".#night.toml");
        #[cfg(unix)]
        std::os::unix::fs::symlink("nobody@nowhere.1", &lock).unwrap();
        let autosave = file.with_file_name("#night.toml#");
        fs::write(&autosave, text).unwrap();
        fs::copy(file, file.with_file_name("night.toml~")).unwrap();
        fs::write(file, text).unwrap();
        fs::remove_file(autosave).unwrap();
        let _none_elsewhere = fs::remove_file(lock);
    }),
    ("deleted, then written", |file, text| {
        fs::remove_file(file).unwrap();
        fs::write(file, text).unwrap();
    }),
];

#[test]
fn every_way_in_which_editors_save_is_seen() {
    let trainer = Trainer::new();
    let mut window = trainer.looks_at("night#choice", 80, 24);
    window.sees("It is her account.").presses("down enter").sees("She needs a colleague now.");
    for (number, (how, save)) in SAVES.into_iter().enumerate() {
        let words = format!("It is account number {number}.");
        save(&trainer.lesson(), &LESSON.replace("It is her account.", &words));
        window.waits(&format!("{words} ({how})"), |screen| screen.contains(&words));
        window.sees("You chose this.").sees("page 3 of 4");
    }
}

#[test]
fn a_broken_file_keeps_the_last_good_page_and_says_where_it_is_broken() {
    let trainer = Trainer::new();
    let mut window = trainer.looks_at("night#list", 80, 24);
    window.sees("I would say it aloud").presses("down space").sees("[x] I would say it aloud");
    trainer.saves("I slept on it\n\"\"\"", "I slept for long");
    window.sees("error[B002]").sees("lessons/night.toml, line").sees("[x] I would say it aloud").sees("I slept on it");
    trainer.saves("I slept on it", "I slept for long");
    window.sees("I slept for long").sees("[x] I would say it aloud");
    assert!(!window.screen().contains("error["), "{}", window.screen());
}

#[test]
fn what_is_said_about_a_page_stands_beneath_it_and_beneath_no_other() {
    let trainer = Trainer::new();
    let mut window = trainer.looks_at("night#list", 80, 24);
    window.sees("I slept on it");
    trainer.saves("[[page]]\nid        = \"list\"", "[[page]]\ncolour = \"red\"\nid        = \"list\"");
    window.sees("error[B101]: a page has no setting called `colour` (lessons/night.toml, line 8)").sees("I slept on it");
    window.presses("right").sees("1 error elsewhere in the course: lessons/night.toml, line 8").presses("left").sees("error[B101]");
    fs::write(trainer.quiz(), QUIZ.replace("[x] Anyone", "[ ] Anyone").replace("shuffle = false", "colour = 2")).unwrap();
    window.sees("2 errors elsewhere in the course, the first in quizzes/night.toml, line 7");
    let small = window.resizes(40, 12).sees("error[B101]").screen();
    assert!(small.contains("Before you post"), "{small}");
}

#[test]
fn the_smallest_window_says_where_a_mistake_is_and_how_many_there_are() {
    for language in ["en", "es"] {
        let trainer = Trainer::new();
        let course = trainer.course();
        let arguments = ["--language", language, "preview", "--course", course.to_str().unwrap(), "what-first"];
        let mut window = Setting { arguments: &arguments, columns: 40, rows: 12, ..Setting::new(&trainer.data()) }.opens();
        window.sees("What is settled first?");
        // Nobody has pressed a key: what a preview begins with still stands where the mistake is told.
        fs::write(trainer.quiz(), QUIZ.replace("\"What is settled first?\"", "\"What is settled first?")).unwrap();
        window.sees("error[B002] 1/1").sees("night.toml:14:");
        fs::write(trainer.quiz(), QUIZ).unwrap();
        window.waits("no mistake", |screen| !screen.contains("error["));
        // A mistake elsewhere is told as well.
        trainer.saves("id        = \"list\"", "colour = 1\nid        = \"list\"");
        window.sees("error[B101] 1/1").sees("night.toml:8:");
    }
}

#[test]
fn a_new_title_takes_what_was_done_along() {
    let trainer = Trainer::new();
    trainer.saves("id        = \"list\"\n", "");
    let without_id = LESSON.replace("id        = \"list\"\n", "");
    let mut window = trainer.looks_at("night#before-you-post", 80, 24);
    window.sees("Before you post").presses("space").sees("[x] Nobody can be found");
    fs::write(trainer.lesson(), without_id.replace("Before you post", "Three questions")).unwrap();
    window.sees("Three questions").sees("[x] Nobody can be found").sees("page 2 of 4");
}

#[test]
fn a_half_made_answer_stays_while_its_question_is_mended() {
    let trainer = Trainer::new();
    let mut window = trainer.looks_at("what-first", 80, 24);
    window.sees("What is settled first?").presses("down space").sees("[x] B A plan with the press office");
    fs::write(trainer.quiz(), QUIZ.replace("What is settled first?", "What comes before the camera?")).unwrap();
    window.sees("What comes before the camera?").sees("[x] B A plan with the press office");
    window.presses("a enter").sees("Both of them.");
    fs::write(trainer.quiz(), QUIZ.replace("Both of them.", "Both, and in this order.")).unwrap();
    window.sees("Both, and in this order.").presses("enter").sees("Who may read it?");
}

const STORY: &str = r#"
[[question]]
id  = "play"
ask = "Play it to an ending."

[[question.scene]]
id      = "door"
text    = "The red light is on."
choices = """
- Wave -> seen
- Step between -> talk
"""
[[question.scene]]
id      = "talk"
text    = "She puts the phone down."
choices = """
- Thank her -> good
- Walk away -> seen
"""
[[question.scene]]
id    = "good"
score = 100
text  = "It was six seconds."
[[question.scene]]
id    = "seen"
score = 20
text  = "The patient hears her name."
"#;

#[test]
fn a_story_goes_on_at_its_scene_and_begins_anew_where_the_way_there_is_gone() {
    let trainer = Trainer::new();
    let write = |story: &str| fs::write(trainer.quiz(), format!("{QUIZ}{story}")).unwrap();
    write(STORY);
    let mut window = trainer.looks_at("play", 80, 30);
    window.sees("The red light is on.").presses("b").sees("She puts the phone down.");
    write(&STORY.replace("puts the phone down", "lowers the phone"));
    window.sees("She lowers the phone.").sees("Thank her");
    write(&STORY.replace("- Wave -> seen\n", ""));
    window.waits("the beginning", |screen| screen.contains("The red light is on.") && !screen.contains("phone"));
    window.presses("a").sees("She puts the phone down.").presses("b").sees("The patient hears her name.");
}

#[test]
fn a_question_that_loses_its_right_answer_is_still_shown() {
    let trainer = Trainer::new();
    let mut window = trainer.looks_at("quizzes/night.toml#who-reads", 80, 24);
    window.sees("Who may read it?");
    fs::write(trainer.quiz(), QUIZ.replace("[x] Anyone", "[ ] Anyone")).unwrap();
    window.sees("error[B401]: no option is right").sees("Who may read it?").sees("Only friends of mine");
}

#[test]
fn a_folder_that_is_deleted_and_made_again_ends_nothing() {
    let trainer = Trainer::new();
    let mut window = trainer.looks_at("night", 80, 24);
    window.sees("It is four in the morning.");
    fs::remove_dir_all(trainer.course()).unwrap();
    trainer.begins_the_folder();
    trainer.saves("It is four", "It is six");
    window.sees("It is six in the morning.");
    fs::remove_dir_all(trainer.course().join("lessons")).unwrap();
    fs::create_dir(trainer.course().join("lessons")).unwrap();
    trainer.saves("It is four", "It is seven");
    window.sees("It is seven in the morning.");
    trainer.saves("It is four", "It is eight");
    window.sees("It is eight in the morning.");
}

#[test]
fn a_lesson_that_is_taken_away_leads_back_to_the_list() {
    let trainer = Trainer::new();
    let mut window = trainer.looks_at("night", 80, 24);
    window.sees("It is four in the morning.");
    fs::remove_file(trainer.lesson()).unwrap();
    window.sees("What stood here is no longer in the course.").sees("Certificate");
}

#[test]
fn a_lesson_that_was_away_for_a_moment_is_shown_where_it_was() {
    let trainer = Trainer::new();
    let mut window = trainer.looks_at("night", 80, 24);
    window.sees("It is four in the morning.");
    let aside = trainer.lesson().with_extension("aside");
    fs::rename(trainer.lesson(), &aside).unwrap();
    window.sees("What stood here is no longer in the course.").sees("Certificate");
    fs::rename(&aside, trainer.lesson()).unwrap();
    window.sees("It is four in the morning.");
    assert!(!window.screen().contains("What stood here is no longer in the course."), "{}", window.screen());
    // Whoever has gone on meanwhile is not called back.
    fs::rename(trainer.lesson(), &aside).unwrap();
    window.sees("What stood here is no longer in the course.").presses_and_waits("down");
    fs::rename(&aside, trainer.lesson()).unwrap();
    window.waits("the lesson in the list", |screen| screen.matches("The night shift").count() == 2);
    assert!(!window.screen().contains("It is four in the morning."), "{}", window.screen());
}

#[test]
fn many_saves_at_once_are_few_pictures() {
    let trainer = Trainer::new();
    let mut window = trainer.looks_at("night", 80, 24);
    window.sees("It is four in the morning.");
    let frames = |window: &Window| window.raw.windows(8).filter(|bytes| *bytes == b"\x1b[?2026h").count();
    let before = frames(&window);
    for minute in 1..=60 {
        trainer.saves("It is four", &format!("It is four and {minute}"));
    }
    window.sees("It is four and 60 in the morning.");
    let drawn = frames(&window) - before;
    assert!(drawn <= 15, "{drawn} pictures for sixty saves at once");
}

#[test]
fn a_draft_can_be_looked_at() {
    let trainer = Trainer::new();
    fs::write(
        trainer.course().join("lessons/later.toml"),
        LESSON.replacen('\n', "\ndraft = true\n", 1).replace("It is four", "It is nine"),
    )
    .unwrap();
    trainer.looks_at("lessons/later.toml", 80, 24).sees("It is nine in the morning.").presses("esc").sees("Certificate");
}

#[test]
fn a_shared_page_is_shown_where_it_is_included() {
    let trainer = Trainer::new();
    fs::create_dir(trainer.course().join("shared")).unwrap();
    let shared = trainer.course().join("shared/common.toml");
    fs::write(&shared, "[[page]]\nid = \"law\"\ntitle = \"The law\"\ntext = \"Ask first.\"\n").unwrap();
    fs::write(trainer.lesson(), format!("{LESSON}\n[[page]]\ninclude = \"shared/common.toml#law\"\n")).unwrap();
    let mut window = trainer.looks_at("shared/common.toml#law", 80, 24);
    window.sees("Ask first.").sees("page 5 of 5");
    fs::write(&shared, "[[page]]\nid = \"law\"\ntitle = \"The law\"\ncolour = 1\ntext = \"Ask twice.\"\n").unwrap();
    window.sees("Ask twice.").sees("error[B101]").sees("shared/common.toml, line 4");
}

/// What the program says where it shows nothing.
fn says(trainer: &Trainer, arguments: &[&str]) -> (i32, String) {
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_bedside"))
        .args(arguments)
        .env_clear()
        .env("HOME", trainer.data())
        .current_dir(trainer.folder.path())
        .output()
        .unwrap();
    (ran.status.code().unwrap(), flat(&String::from_utf8(ran.stderr).unwrap()))
}

#[test]
fn what_cannot_be_shown_is_told() {
    let trainer = Trainer::new();
    let at = |place: &str| says(&trainer, &["preview", "--course", "course", place]);
    assert_eq!(at("night#chioce"), (2, "bedside: there is no page `chioce` in lessons/night.toml; did you mean `choice`?".to_owned()));
    assert_eq!(at("wat-first").1, "bedside: there is no lesson, quiz or question `wat-first` in this course; did you mean `what-first`?");
    assert_eq!(
        at("lessons/day.toml").1,
        "bedside: there is no lesson, quiz or question `lessons/day.toml` in this course; there are: lessons/night.toml, quizzes/night.toml"
    );
    let (code, told) = says(&trainer, &["preview"]);
    assert!(code == 2 && told.contains("it has no course.toml"), "{told}");
    fs::remove_file(trainer.lesson()).unwrap();
    fs::remove_file(trainer.quiz()).unwrap();
    let (code, told) = at("");
    assert!(code == 1 && told.contains("no lesson and no quiz can be read"), "{told}");
}

#[test]
fn a_file_tells_its_own_folder() {
    let trainer = Trainer::new();
    let lesson = trainer.lesson();
    let place = format!("{}#choice", lesson.display());
    let arguments = ["preview", place.as_str()];
    Setting { arguments: &arguments, ..Setting::new(&trainer.data()) }.opens().sees("It is her account.").sees("page 3 of 4");
}

#[test]
fn a_preview_by_lines_promises_to_keep_nothing() {
    let trainer = Trainer::new();
    let course = trainer.course();
    for (language, nothing) in [("en", "Of a preview nothing is kept. Until next time."), ("es", "De una vista previa no se guarda nada.")]
    {
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_bedside"))
            .args(["preview", "--plain", "--language", language, "--course", course.to_str().unwrap()])
            .env_clear()
            .env("HOME", trainer.data())
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        let said = flat(&String::from_utf8(ran.stdout).unwrap());
        assert!(said.contains(nothing), "{said}");
        assert!(!said.contains("Everything is kept") && !said.contains("Todo"), "{said}");
    }
}

#[test]
fn a_preview_in_another_language_shows_its_words_and_what_is_wrong_with_them() {
    let trainer = Trainer::new();
    let words = trainer.course().join("translations/es/lessons/night.toml");
    fs::create_dir_all(words.parent().unwrap()).unwrap();
    let spanish = "title = \"La guardia\"\n\n[[page]]\nid = \"before-dawn\"\ntitle = \"Antes del alba\"\ntext = \"Son las cuatro.\"\n";
    fs::write(&words, spanish).unwrap();
    fs::write(trainer.course().join("translations/es/course.toml"), "title = \"Palabras\"\n").unwrap();
    let course = trainer.course();
    let asked = ["preview", "--language", "es", "--course", course.to_str().unwrap(), "lessons/night.toml#before-dawn"];
    let mut window = Setting { arguments: &asked, columns: 80, rows: 24, ..Setting::new(&trainer.data()) }.opens();
    window.sees("Antes del alba").sees("Son las cuatro.");
    // What is saved is drawn, and what does not fit is told beneath the page it is shown on.
    fs::write(&words, spanish.replace("cuatro", "cinco") + "pass = 90\n").unwrap();
    window.sees("Son las cinco.").sees("a page has no setting called `pass` (translations/es/");
    // What is not translated is shown as it is.
    window.presses("right").sees("Nobody can be found");
    drop(window);
    // The file of the words themselves tells the language, too.
    let place = words.display().to_string();
    let mut window = Setting { arguments: &["preview", &place], columns: 80, rows: 24, ..Setting::new(&trainer.data()) }.opens();
    window.sees("La guardia").sees("Son las cinco.");
    drop(window);
    let asked = ["preview", "--plain", "--language", "es", "--course", course.to_str().unwrap(), "lessons/night.toml#before-dawn"];
    let mut window = Setting { arguments: &asked, columns: 80, rows: 40, ..Setting::new(&trainer.data()) }.opens();
    window.sees("Son las cinco.");
    fs::write(&words, spanish.replace("cuatro", "seis")).unwrap();
    window.sees("Son las seis.");
}

#[test]
fn a_quiz_is_shown_whatever_comes_before_it() {
    let trainer = Trainer::new();
    trainer.looks_at("quizzes/night.toml", 80, 24).sees("Who may read it?").sees("Only friends of mine");
    let course = trainer.course();
    let at = |place: &str| {
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_bedside"))
            .args(["preview", "--plain", "--course", course.to_str().unwrap(), place])
            .env_clear()
            .env("HOME", trainer.data())
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        flat(&String::from_utf8(ran.stdout).unwrap())
    };
    let quiz = at("quizzes/night.toml");
    assert!(quiz.contains("Who may read it?") && !quiz.contains("First comes"), "{quiz}");
    let lesson = at("lessons/night.toml");
    assert!(lesson.contains("It is four in the morning."), "{lesson}");
}
