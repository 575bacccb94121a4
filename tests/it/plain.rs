//! The course line by line: whole transcripts, narrow lines, a blindfold run, and changing over to the screen and back.

use std::fs;

use bedside::journey::{Journal, LearnerId, Preference};
use bedside::record::Assurance;
use bedside::record::hand_in::drafts;
use bedside::record::open::open;
use bedside::record::regrade::Grading;
use bedside::record::seal::Key;
use bedside::source::Digest;
use jiff::SignedDuration;
use proptest::prelude::*;
use uuid::Uuid;

use crate::is_written;
use crate::support::listener::Listener;
use crate::support::solver::Solver;
use crate::support::{Learner, Typist};

const COURSE: &str = "tests/it/fixtures/plain";

/// Who the learner is, and every page of the lesson.
const READING: &str = "Zoë Ångström\nDO\n4711\nAnesthesiology\n\n\n\n\n2\n1\n\nI would wait a day.\n.\n\n\n\n\n\n1 2\n2\n\n\n";

/// Every question, some rightly and some not.
const ANSWERS: &str = "\n1\n\n1 2\n\nfalse\n\n1 3 2\n\n1 b, 2 a\n3 c\n\n\n2 b, 1 c, 3 a\n\n\n1 3\n\nPrivacy\noffice\n.\n\n\
    A team that works\nthrough the night.\n.\n1\n\n1\n1\n\n";

fn golden(name: &str, typist: &Typist) {
    is_written(&format!("tests/it/golden/plain/{name}.txt"), typist.transcript());
}

#[test]
fn a_whole_course_is_lines_and_nothing_else() {
    let lines = format!("{READING}{ANSWERS}review\n\n\nZoë Ångström\n\n");
    let mut learner = Typist::stranger(COURSE).types(&lines);
    golden("whole-course", &learner);
    let progress = learner.progress();
    assert_eq!(progress.lessons.values().next().map(|lesson| lesson.read.len()), Some(9));
    assert_eq!(progress.attempts.first().map(|attempt| attempt.answers.len()), Some(10));
    assert_eq!(progress.certificates.len(), 1);
}

#[test]
fn what_was_answered_comes_out_the_same_when_the_department_grades_it_again() {
    let mut learner = Typist::stranger(COURSE).types(&format!("{READING}{ANSWERS}review\n\n\nZoë Ångström\n\n"));
    let events = learner.journal.events().unwrap();
    let key = Key::from_secret(&[3; 32]);
    let draft = drafts(&learner.course.id, "local", LearnerId(Uuid::from_u128(7)), &events).pop().unwrap();
    let written = draft.seal("bedside 0.1.0", &key).unwrap().written().unwrap();
    for own in ["I would wait a day", "A team that works"] {
        assert!(!written.contains(own), "`{own}` is the learner's own");
    }
    let find = |digest: &Digest| (learner.course.digest() == *digest).then(|| learner.course.clone());
    let now = "2026-11-25T12:00:00Z".parse().unwrap();
    let grading = Grading { courses: &find, now, tolerance: SignedDuration::ZERO, assurance: Assurance::COUNTERSIGNED };
    let completion = grading.grade(open(written.as_bytes()).unwrap()).unwrap();
    let own = learner.progress().certificates.first().map(|certificate| certificate.grade.ratio());
    assert_eq!(Some((completion.score_earned, completion.score_of)), own);
}

#[test]
fn no_line_is_wider_than_40_columns() {
    let lines = format!("{READING}{ANSWERS}review\n\n\nZoë Ångström\n\nhelp\ncontents\nback\nterms\nterm privacy office\n");
    golden("narrow", &Typist::stranger(COURSE).at_columns(40).types(&lines));
}

#[test]
fn every_prompt_takes_the_words_of_help() {
    let lines = "\nhelp\nwhere\nrepeat\nterms\nterm privacy\nterm nonsense\nlink 1\nlink 9\nnonsense\n\nback\ncontents\nback\n\
        certificate\n\nrefresh\n\nname\n\n\n\n\nhome\n2\nback\n9\nquit\n";
    golden("commands", &Typist::of(COURSE).types(lines));
}

#[test]
fn what_is_no_answer_is_told_and_the_question_stays() {
    let begun = Typist::stranger(COURSE).types(&format!("{READING}\n"));
    let mut asked = Typist::with(begun.course, begun.journal)
        .types("9\n\nphone\nhint\nplease\n1 2\nhelp\n1\nsee\nback\n5\n1 2\n\nmaybe\nfalse\n\n1 1 2\n1\n1 3 2\n\n1\n1 z\n7 a\n\n1 b\n\n2 a, 3 nobody\n\nquit\n");
    golden("mistakes", &asked);
    assert_eq!(asked.progress().attempts.first().map(|attempt| attempt.answers.len()), Some(5));
}

#[test]
fn a_stray_word_is_no_answer_however_often_it_stands_in_one() {
    let begun = Typist::stranger(COURSE).types(&format!("{READING}\n"));
    let lines = "leave\nexplain\nskip\nexit\nnext\nbroadcast\nplease keep the\n\n";
    let mut asked = Typist::with(begun.course, begun.journal).types(lines);
    assert_eq!(asked.progress().attempts.first().map(|attempt| attempt.answers.len()), Some(1));
    let told = asked.reads("That is not taken as an answer. To leave, type quit. Type a number from 1 to 3.");
    let told = told.reads("That is not taken as an answer. Type help for all that can be typed here. Type a number from 1 to 3.");
    told.reads("Did you mean 1, \"Please end the broadcast.\"? Type 1.")
        .reads("2. \"Please keep the patient out of the frame.\" Half right: your answer.");
}

#[test]
fn what_does_not_fit_into_a_note_is_told_and_the_rest_is_kept() {
    let note = |lines: &str| {
        let mut typist = Typist::of(COURSE).types(lines);
        (typist.progress().notes.into_values().next().unwrap(), typist)
    };
    let (long, more) = ("word ".repeat(399), "six seven eight");
    let (text, told) = note(&format!("note\n{long}\n{more}\nand this\n.\n"));
    assert_eq!((text.chars().count(), text.ends_with("word\nsix s")), (2000, true), "{text}");
    told.reads("2,000 letters, no more fit. Left out: “even eight”").reads("Left out: “and this”");
    // What is left before its end stands below what the note said before, all of it.
    let (text, _) = note(&format!("note\n{long}\n.\nnote\n{long}\nquit\n"));
    assert_eq!(text.matches("word").count(), 798);
    let (_, told) = note(&format!("note\n{long}\nsix\n.\n"));
    told.misses("no more fit");
}

#[test]
fn what_does_not_fit_into_an_answer_or_a_name_is_told() {
    let long = "Maximiliana ".repeat(17);
    let told = Typist::stranger(COURSE).types(&format!("{long}\nAna\n\n{}\n0071\n{long}\nSurgery\n", "9".repeat(41)));
    let told = told.reads("200 letters, no more fit. Left out: “ana” Type it shorter.");
    let mut told = told.reads("40 letters, no more fit. Left out: “9” Type it shorter.").reads("Thank you, Ana.");
    let learner = told.progress().learner.unwrap();
    assert_eq!((learner.name.as_str(), learner.staff_id.as_str(), learner.department.as_str()), ("Ana", "0071", "Surgery"));
    let name = "Maximiliana ".repeat(16);
    let mut kept = Typist::stranger(COURSE).types(&format!("{name}\n\n\n{name}\n")).misses("no more fit");
    assert_eq!(kept.progress().learner.map(|who| (who.name, who.department)), Some((name.trim().into(), name.trim().into())));
    let folder = crate::half_made::asks("few-words");
    let answered = Typist::of(folder.path().to_str().unwrap()).types(&format!("1\n\n{}\n.\n", "word ".repeat(41)));
    answered.reads("200 letters, no more fit. Left out: “word”");
}

#[test]
fn a_command_is_not_taken_for_what_is_written_at_a_reflection() {
    let folder = crate::half_made::reflects();
    let noted = |lines: &str| {
        let mut typist = Typist::of(folder.path().to_str().unwrap()).types(&format!("1\n{lines}"));
        let note = typist.progress().lessons.values().find_map(|lesson| lesson.reflections.values().next().cloned());
        (note, typist)
    };
    let (note, told) = noted("next\n");
    assert_eq!(note.as_deref(), Some(""));
    told.reads("A full stop alone skips it.").reads("This, perhaps.").misses("You wrote");
    let (note, told) = noted("leave\nI would leave.\nnext\n.\n");
    assert_eq!(note.as_deref(), Some("I would leave. next"));
    told.reads("That is not taken as your words. To leave, type quit. To write it all the same, put a backslash before it.");
    assert_eq!(noted("\\next\n.\n").0.as_deref(), Some("next"));
    assert_eq!(noted("\n.\n").0.as_deref(), Some(""));
}

#[test]
fn the_words_of_the_glossary_that_are_initials_are_told_in_capitals() {
    let told = Typist::of_the_shipped_course().types("Ada\n\n\n\nglossary\n");
    told.reads("- AMA - authorization").reads("- FTC - general").reads("- PHI - portal").reads("- part 2").reads("- duty");
}

#[test]
fn what_was_said_of_oneself_can_be_taken_out_again() {
    let mut told = Typist::stranger(COURSE).types("Maria Lindqvist\n1\n0071\nSurgery\nname\n\n\n.\n.\nquit\n");
    let learner = told.progress().learner.unwrap();
    assert_eq!((learner.name.as_str(), learner.staff_id.as_str(), learner.department.as_str()), ("Maria Lindqvist", "", ""));
    told.reads("It is 0071 now; Enter keeps it, a full stop takes it out.");
}

#[test]
fn only_the_setting_of_the_language_changes_the_language() {
    let set = Typist::of(COURSE).types("settings\n1\n");
    let mut set = Typist::with(set.course, set.journal);
    let language = Preference::ALL.iter().position(|preference| *preference == Preference::Language).unwrap() + 1;
    set = set.types(&format!("settings\n{language}\n{language}\nquit\n")).reads("Idioma: español.");
    // Spanish is kept now; who begins in English goes on in it, whatever else is set.
    let again = Typist::with(set.course, set.journal).types("settings\n1\nquit\n");
    again.misses("Hasta la próxima").reads("Until next time.");
}

#[test]
fn an_answer_that_was_not_kept_earns_no_feedback() {
    let begun = Typist::stranger(COURSE).types(&format!("{READING}\n"));
    Typist::with(begun.course, begun.journal)
        .whose_disk_is_full()
        .types("1\n")
        .reads("Could not keep this: the disk is full. Nothing else is lost; type it again to retry.")
        .misses("Ending it comes first");
}

#[test]
fn coming_back_finds_the_same_page() {
    let left = Typist::of(COURSE).types("\n\n\n").reads("Page 3 of 9");
    let back = Typist::with(left.course, left.journal).types("");
    let transcript = back.reads("Page 3 of 9: Read it as the patient");
    transcript.misses("The steps of this course");
}

#[test]
fn a_quiz_that_was_left_goes_on_on_the_screen_at_the_same_question() {
    let left = Typist::stranger(COURSE).types(&format!("{READING}\n1\n\n1 2\n\nfalse\n\n")).reads("Question 4 of 10");
    let asked: Vec<String> = (1..=3).map(|number| line_after(left.transcript(), "repair in order.", &format!("{number}. "))).collect();
    let screen = Learner::goes_on(left.course, left.journal).sees("Question 4 of 10");
    for (letter, words) in ["A", "B", "C"].into_iter().zip(asked) {
        assert!(screen.row_of(&words).contains(&format!("{letter}  {words}")), "{words}:\n{}", screen.picture());
    }
}

#[test]
fn a_quiz_that_was_left_on_the_screen_goes_on_line_by_line() {
    let (course, journal) = Learner::of(COURSE, 80, 24).takes("every-question").presses("enter").leaves();
    let read = Typist::with(course, journal).types("").reads("Page 1 of 9");
    let begun = Typist::with(read.course, read.journal).types("\n\n\n1\n\n.\n\n\n\n\n1\n\n\n\n").reads("Question 1 of 10");
    let (course, journal) = Learner::goes_on(begun.course, begun.journal).presses("a").sees("your answer").leaves();
    let mut second = Typist::with(course, journal).types("1 2\n").reads("Question 2 of 10").reads("Right.");
    assert_eq!(second.progress().attempts.first().map(|attempt| attempt.answers.len()), Some(2));
}

#[test]
fn a_story_that_was_left_half_way_goes_on_in_the_same_scene() {
    let answers = ANSWERS.strip_suffix("1\n\n").unwrap();
    let left = Typist::stranger(COURSE).types(&format!("{READING}{answers}")).reads("A message comes in.");
    let screen = Learner::goes_on(left.course, left.journal).sees("A message comes in.").sees("The rep lowers the phone.");
    let (course, journal) = screen.leaves();
    Typist::with(course, journal).types("1\n").reads("A message comes in.").reads("It ends after twelve seconds.");
}

#[test]
fn whoever_comes_back_into_a_story_hears_which_question_it_is_and_what_is_asked() {
    let answers = ANSWERS.strip_suffix("1\n\n").unwrap();
    let left = Typist::stranger(COURSE).types(&format!("{READING}{answers}")).reads("A message comes in.");
    let back = Typist::with(left.course, left.journal).types("certificate\nback\n");
    back.reads("Question 10 of 10.").reads("Play it to an ending.").reads("A message comes in.");
}

#[test]
fn the_help_of_a_question_names_its_hint() {
    let folder = crate::sittings::quiz("", &crate::sittings::two());
    let helped = Typist::of(folder.path().to_str().unwrap()).types("\n\nhelp\n1\n\nhelp\n");
    assert_eq!(helped.transcript().matches("Type hint for a hint.").count(), 2, "below the question that has one, and in its help");
}

#[test]
fn what_is_due_again_is_asked_and_counted_by_no_quiz() {
    let answered = Typist::stranger(COURSE).types(&format!("{READING}{ANSWERS}\n")).days_ago(40);
    let mut refreshed = answered.types("home\nrefresh\n1 a, 2 b, 3 c\n\n\nBetter.\n.\n1\n\nquit\n");
    golden("refresh", &refreshed);
    let progress = refreshed.progress();
    assert_eq!(progress.refreshed.len(), 2);
    assert_eq!(progress.attempts.len(), 1);
}

#[test]
fn more_questions_that_are_due_than_one_sitting_has_are_told_of_before_and_after() {
    let answered = Typist::stranger(COURSE).types(&format!("{READING}{ANSWERS}\n")).days_ago(40);
    let told = answered.types("home\nrefresh\n1 a, 2 b, 3 c\n\n\nBetter.\n.\n1\n\n1 b, 2 a, 3 c\n\n\n1 2 3\n\nquit\n");
    let told = told.reads("4 questions are due again, and 6 more after that: type refresh, two minutes at most each time.");
    told.reads("More questions are due; they can wait for another two minutes. Type refresh for them.")
        .misses("The next question is due on");
}

#[test]
fn what_was_not_right_is_practiced_and_a_story_played_again() {
    let story = "replay\n2\nagain\n1\n1\n\n";
    let answers = ANSWERS.strip_suffix("\n\n").unwrap();
    let mut practiced = Typist::stranger(COURSE).types(&format!("{READING}{answers}\n{story}redo\n1 a, 2 b, 3 c\n\nmastery\nquit\n"));
    golden("practice", &practiced);
    let progress = practiced.progress();
    assert_eq!((progress.attempts.len(), progress.refreshed.len()), (1, 1), "a story played again keeps nothing");
}

/// The course with half an hour for its quiz.
fn limited() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in ["course.toml", "glossary.toml", "lessons/every-page.toml", "quizzes/every-question.toml"] {
        let text = std::fs::read_to_string(crate::root().join(COURSE).join(file)).unwrap();
        let limited = text.replace("pass              = 75", "pass = 75\ntime_limit_minutes = 30");
        let path = folder.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, limited).unwrap();
    }
    folder
}

#[test]
fn what_stands_around_the_course_is_told_by_lines() {
    let read = "\nnote\nAsk the office.\nNot the ward.\n.\nreport\nsearch pateint name\n9\nzebra\nprivacy office\n1\nback\n";
    let mut told = Typist::of(COURSE).types(&format!("{read}notes\n1\n.\n\nnotes\n\nglossary\nsettings\n6\n1\n9\n\nmastery\nquit\n"));
    golden("around", &told);
    assert!(told.progress().notes.is_empty());
    assert!(!told.progress().preferences.is_on(Preference::TimeLimits));
}

#[test]
fn a_question_that_was_answered_is_found_with_its_reasons() {
    let found = Typist::stranger(COURSE).types(&format!("{READING}\n1\n\nsearch rep lifts\n1\n\nback\nquit\n"));
    golden("found", &found);
}

#[test]
fn whoever_needs_more_time_takes_it() {
    let folder = limited();
    let begun = Typist::stranger(folder.path().to_str().unwrap()).types(&format!("{READING}settings\n6\n\n\n1\n"));
    let begun = begun.reads("Time limits: off.").misses("Question 1 of 10. Until");
    begun.days_ago(1).types("").reads("Question 2 of 10.").misses("The time of this attempt was over");
}

#[test]
fn a_limit_is_told_before_and_keeps_what_was_answered() {
    let folder = limited();
    let begun = Typist::stranger(folder.path().to_str().unwrap()).types(&format!("{READING}\n1\n"));
    let begun = begun.reads("An attempt may take 30 minutes.").reads("Question 1 of 10. Until ");
    begun.days_ago(1).types("").reads("The time of this attempt was over; what was answered counts.").reads("1 of 9 marks, 11 %.");
}

#[test]
fn steps_that_are_optional_are_not_counted_line_by_line_either() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("lessons")).unwrap();
    let course = "format = 1\nid = \"tiny\"\ntitle = \"Tiny\"\nversion = \"1.0\"\n[certificate]\nneeds = [\"four\", \"one\"]\n";
    fs::write(folder.path().join("course.toml"), course).unwrap();
    for id in ["five", "four", "one", "seven", "six", "three", "two"] {
        let lesson = format!("title = \"Lesson {id}\"\n[[page]]\ntext = \"Elevator first.\"\n");
        fs::write(folder.path().join("lessons").join(id).with_extension("toml"), lesson).unwrap();
    }
    let learner = Typist::of(folder.path().to_str().unwrap()).types("2\n\nhome\n");
    assert!(learner.transcript().contains("1 of 2 steps done"), "{}", learner.transcript());
}

#[test]
fn every_test_that_the_page_on_accessibility_names_is_there() {
    let page = std::fs::read_to_string(crate::root().join("docs/accessibility.md")).unwrap();
    let mut sources = Vec::new();
    for folder in ["tests/it", "src"] {
        take_sources(&crate::root().join(folder), &mut sources);
    }
    let named: Vec<&str> =
        page.split('`').filter_map(|word| word.split_once("::")).map(|(_, test)| test).filter(|test| *test != "*").collect();
    assert!(named.len() > 9);
    for test in named {
        assert!(sources.iter().any(|source| source.contains(&format!("fn {test}()"))), "there is no test {test}");
    }
}

/// Takes the text of every source file below a folder.
fn take_sources(folder: &std::path::Path, sources: &mut Vec<String>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            take_sources(&path, sources);
        } else if path.extension().is_some_and(|end| end == "rs") {
            sources.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// Takes a whole course by what is printed, and returns the transcript.
fn blindfold(course: Option<&str>, solver: Solver) -> String {
    let folder = tempfile::tempdir().unwrap();
    let arguments: Vec<&str> = course.into_iter().flat_map(|course| ["--course", course]).collect();
    let mut listener = Listener::starts(folder.path(), &arguments, solver);
    listener.until("CERTIFICATE OF COMPLETION");
    let transcript = listener.types_last("quit");
    assert!(transcript.contains("Maria Lindqvist") && transcript.ends_with("Until next time.\n"));
    assert!(!transcript.contains('\u{1b}') && !transcript.contains("Not right: your answer."), "{transcript}");
    transcript
}

#[test]
fn a_blindfold_run_takes_the_shipped_course_to_its_certificate() {
    let transcript = blindfold(None, Solver::of_the_shipped_course());
    assert!(transcript.contains(" marks, 100 %. The pass mark is"), "{transcript}");
}

#[test]
fn a_blindfold_run_answers_every_kind_of_question() {
    let files = || bedside::source::folder(&crate::root().join(COURSE)).unwrap();
    blindfold(Some(crate::root().join(COURSE).to_str().unwrap()), Solver::of(files()));
}

/// The line that begins so after some words, without its beginning.
fn line_after(text: &str, words: &str, beginning: &str) -> String {
    let after = text.split_once(words).unwrap().1;
    after.lines().find_map(|line| line.strip_prefix(beginning)).unwrap().to_owned()
}

fn any_line() -> impl Strategy<Value = String> {
    let words = "(help|repeat|where|back|home|contents|certificate|refresh|name|terms|term x|link 1|again|review|see|hint|none|search|search a|note|notes|settings|report|mastery|replay|redo|glossary|\\.|)";
    prop_oneof![4 => words, 6 => "[0-9a-d ,]{0,8}", 1 => "\\PC{0,60}", 1 => "[\\x00-\\x20a\u{202e}\u{9b}]{0,9}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_is_typed_is_answered_calmly(
        lines in prop::collection::vec(any_line(), 0..120),
        columns in 20usize..90,
        from in 0usize..3,
    ) {
        let before = [String::new(), READING.to_owned(), format!("{READING}\n")].into_iter().nth(from).unwrap();
        let begun = Typist::stranger(COURSE).types(&before);
        Typist::with(begun.course, begun.journal).at_columns(columns).types_bytes(lines.join("\n").as_bytes());
    }

    #[test]
    fn any_bytes_are_answered_calmly(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        Typist::of(COURSE).types_bytes(&bytes);
    }
}

#[test]
fn settings_tell_what_holds_whoever_set_it_and_a_change_goes_on_from_there() {
    let begun = Typist::of(COURSE).set_up((Preference::Theme, "dark"), (Preference::ReducedMotion, "on"));
    let told = begun.types("settings\nquit\n").reads("Colors: dark").reads("Reduced motion: on");
    // The one after dark, and the other value than on; what is set now wins over what it began with.
    told.types("settings\n1\n2\n\nsettings\nquit\n").reads("Colors: high-contrast").reads("Reduced motion: off");
}

#[test]
fn a_page_that_a_question_led_to_goes_back_to_the_quiz() {
    let begun = Typist::stranger(COURSE).types(&format!("{READING}\n"));
    let asked = Typist::with(begun.course, begun.journal).types("1\nsee\n\nwhere\nquit\n");
    asked.reads("Press Enter for the way back, to the next question.").reads("You are at question 2 of");
}

#[test]
fn a_note_says_what_back_does_with_what_is_typed() {
    let left = Typist::of(COURSE).types("note\nkept words\nback\nquit\n");
    left.reads("back keeps what is typed by then, and erase discards it").reads("Your note is kept.");
    let mut erased = Typist::of(COURSE).types("note\nkept words\nerase\nback\nquit\n");
    assert!(erased.progress().notes.is_empty());
}

#[test]
fn an_arrow_key_is_no_part_of_a_name() {
    let mut told = Typist::stranger(COURSE).types("Ana Lopes\u{1b}[D\n1\n\n\n");
    assert_eq!(told.progress().learner.map(|who| who.name), Some("Ana Lopes".into()));
}

#[test]
fn a_search_says_that_there_is_more_than_it_tells() {
    Typist::of(".").types("search patient\nquit\n").reads("These are the best 9. There are more: type more letters or words to narrow it.");
    Typist::of(COURSE).types("search privacy\nquit\n").misses("There are more");
}

#[test]
fn the_help_of_the_settings_is_in_the_language_that_was_set() {
    let language = Preference::ALL.iter().position(|preference| *preference == Preference::Language).unwrap() + 1;
    let set = Typist::of(COURSE).types(&format!("settings\n{language}\n{language}\nayuda\nquit\n"));
    set.reads("Escriba un número para cambiarlo, o pulse Enter para volver.");
}
