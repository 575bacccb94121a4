//! What was begun and is not done: however it is left, coming back finds it; and nobody but the learner sees it.

use std::fs;
use std::sync::Arc;

use bedside::course::read;
use bedside::id::QuestionId;
use bedside::journey::{Answering, AttemptId, Fact, HalfMade, Journal, MemoryJournal, Progress, Unfinished};
use bedside::question::{Grade, Response};
use bedside::record::completions;
use bedside::source::{Content, Digest};
use jiff::Timestamp;
use rustix::process::Signal;
use tempfile::TempDir;
use uuid::Uuid;

use crate::root;
use crate::support::graduate::{Graduate, sample, sample_files};
use crate::support::pty::Setting;
use crate::support::{Learner, Typist};

/// A course of one quiz that asks one question: the one of this id among those of every kind.
pub(crate) fn asks(question: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let fixture = root().join("tests/it/fixtures/forms");
    fs::copy(fixture.join("course.toml"), folder.path().join("course.toml")).unwrap();
    fs::create_dir(folder.path().join("quizzes")).unwrap();
    let quiz = fs::read_to_string(fixture.join("quizzes/each-kind.toml")).unwrap();
    let id = format!("= \"{question}\"\n");
    let asked = quiz.split("[[question]]\n").find(|asked| asked.lines().next().is_some_and(|line| format!("{line}\n").ends_with(&id)));
    let asked = format!("title = \"One of each\"\n[[question]]\n{}", asked.unwrap());
    fs::write(folder.path().join("quizzes/each-kind.toml"), asked).unwrap();
    folder
}

/// Returns what is seen, without what is in focus.
fn seen(learner: &Learner) -> String {
    learner.picture().replace('›', " ")
}

#[test]
fn a_half_made_answer_is_there_again_however_it_was_left() {
    for (question, keys) in [
        ("several-of-them", "a c"),
        ("several-of-them", "a a b"),
        ("in-order", "b a"),
        ("partners", "b down a"),
        ("bins", "b down c"),
        ("phrases", "space right right space"),
        ("few-words", "p r i v a"),
        ("mend-it", "O h ,"),
        ("mend-it", "O h tab enter a c"),
    ] {
        let folder = asks(question);
        let begins = || Learner::of(folder.path().to_str().unwrap(), 80, 24).takes("each-kind").presses("enter");
        for leaves in ["esc", "ctrl-c", "", "f1", "f6 enter"] {
            let begun = begins().presses(keys);
            let left = seen(&begun);
            assert_ne!(left, seen(&begins()), "{question}: {keys}");
            let again = begun.presses(leaves).comes_back().takes("each-kind");
            assert_eq!(seen(&again), left, "{question}: {keys}: {leaves}");
        }
    }
}

#[test]
fn leaving_a_half_made_answer_says_that_it_is_kept_and_an_untouched_question_says_nothing() {
    let folder = asks("in-order");
    let asked = || Learner::of(folder.path().to_str().unwrap(), 80, 24).takes("each-kind").presses("enter").sees("[ ] A");
    asked().presses("esc").misses("What you began is kept.");
    let left = asked().presses("b").sees("[1] B").presses("esc").sees("What you began is kept.");
    // What is kept already is not said again, and what is taken back is gone.
    let again = left.presses("enter").sees("[1] B").presses("esc").misses("What you began is kept.");
    again.presses("enter").presses("b").sees("[ ] B").presses("esc enter").sees("[ ] B");
}

#[test]
fn what_is_begun_is_said_to_be_kept_where_it_is_left_and_nowhere_else() {
    let folder = asks("in-order");
    let begun = || Learner::of(folder.path().to_str().unwrap(), 80, 24).takes("each-kind").presses("enter b").sees("[1] B");
    for looks in ["f1 esc", "f6 esc", "f6 enter esc", "f4 esc", "ctrl-p esc"] {
        begun().presses(looks).sees("[1] B").misses("What you began is kept.");
    }
    begun().presses("esc").sees("What you began is kept.");
}

#[test]
fn what_was_looked_at_meanwhile_takes_away_no_word_of_what_is_kept() {
    let folder = asks("in-order");
    let begun = || Learner::of(folder.path().to_str().unwrap(), 80, 24).takes("each-kind").presses("enter b").sees("[1] B");
    for looks in ["f1 esc", "f4 esc", "f1 esc f6 esc"] {
        let left = begun().presses(looks).presses("esc").sees("What you began is kept.");
        // It is said once.
        left.presses("enter").sees("[1] B").presses("f1 esc").presses("esc").misses("What you began is kept.");
    }
    let answered = begun().presses("f1 esc").presses("a c d").presses("end enter");
    answered.presses("esc").misses("What you began is kept.");
}

#[test]
fn another_attempt_begins_with_an_empty_answer() {
    let folder = asks("several-of-them");
    let begun =
        Learner::of(folder.path().to_str().unwrap(), 80, 24).takes("each-kind").presses("enter a").presses("esc enter").sees("[x] A");
    let ended = begun.presses("enter end enter").sees("0 %").takes("each-kind").presses("enter");
    ended.sees("[ ] A").misses("[x]");
}

#[test]
fn a_story_in_practice_goes_on_where_it_was_left() {
    let folder = asks("story");
    let missed =
        Learner::of(folder.path().to_str().unwrap(), 80, 24).takes("each-kind").presses("enter b").presses("end enter").sees("20 %");
    let practice = missed.clicks("Redo").presses("enter").sees("10:02").presses("a").sees("10:20");
    practice.presses("esc").sees("What you began is kept.").clicks("Redo").presses("enter").sees("10:20");
}

/// A course of one page to reflect on.
pub(crate) fn reflects() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("lessons")).unwrap();
    let course = "format = 1\nid = \"tiny\"\ntitle = \"Tiny\"\nversion = \"1.0\"\n[attest]\ntext = \"I have read it.\"\ntype_name = true\n";
    fs::write(folder.path().join("course.toml"), course).unwrap();
    let lesson =
        "title = \"Think\"\n[[page]]\nid = \"think\"\ntext = \"What would you write?\"\nreveal = \"This, perhaps.\"\nkeep = true\n";
    fs::write(folder.path().join("lessons/think.toml"), lesson).unwrap();
    folder
}

#[test]
fn words_of_a_reflection_stay_until_the_other_voice_was_heard() {
    let folder = reflects();
    for leaves in ["esc", "ctrl-c", ""] {
        let writing = Learner::of(folder.path().to_str().unwrap(), 40, 12).opens("think").types("I would wait.");
        let again = writing.presses(leaves).comes_back().opens("think").sees("I would wait._");
        let done = again.presses("enter").sees("This, perhaps.");
        assert_eq!(done.progress().unfinished, Unfinished::default());
        done.sees("I would wait.");
    }
    let full = Learner::of(folder.path().to_str().unwrap(), 80, 24).opens("think").types("I would wait.").whose_disk_is_full();
    assert_eq!(full.leaves_and_hears(), "what you did last could not be kept: the disk is full");
}

#[test]
fn enter_in_an_empty_reflection_leaves_it_to_be_written_in() {
    let folder = reflects();
    for (columns, rows) in [(80, 24), (40, 12)] {
        let open = || Learner::of(folder.path().to_str().unwrap(), columns, rows).opens("think");
        let told = open().sees("Enter show more").presses("enter").misses("This, perhaps.").sees("Nothing is written yet.");
        let done = told.types("I would wait.").presses("enter").sees("This, perhaps.");
        let notes = &done.progress().lessons.values().next().unwrap().reflections;
        assert_eq!(notes.values().collect::<Vec<_>>(), ["I would wait."]);
        // Whoever wants to write nothing goes on all the same.
        open().presses("enter enter").sees("This, perhaps.");
        open().types("I").presses("enter").sees("This, perhaps.");
    }
    // A click into the field is for writing in it.
    let clicked = Learner::of(folder.path().to_str().unwrap(), 80, 24).opens("think").clicks("____").misses("This, perhaps.");
    clicked.types("Mine.").sees("Mine._").clicks("Enter shows another voice").sees("This, perhaps.");
}

#[test]
fn a_name_half_typed_below_the_statement_is_there_again() {
    let folder = reflects();
    let signing = Learner::of(folder.path().to_str().unwrap(), 80, 24).opens("think").presses("enter").presses("esc");
    let signing = signing.presses("end enter").sees("I have read it.").types("Maria L");
    signing
        .presses("esc")
        .sees("What you began is kept.")
        .presses("end enter")
        .sees("Maria L_")
        .types("indqvist")
        .presses("enter")
        .sees("Certificate");
}

#[test]
fn whoever_leaves_the_first_form_finds_it_as_it_was_filled_in() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        for leaves in ["esc", "ctrl-c", ""] {
            let form = Learner::stranger(columns, rows).sees("Esc leave").types("Ada Lo").presses("enter right enter").types("007");
            let form = form.presses(leaves);
            let form = if leaves.is_empty() { form } else { form.has_left() };
            let done = form.comes_back().sees("Ada Lo_").presses("enter enter enter enter");
            let learner = done.progress().learner.clone().unwrap();
            assert_eq!((learner.name.as_str(), learner.role.word(), learner.staff_id.as_str()), ("Ada Lo", "do", "007"));
        }
    }
}

#[test]
fn a_changed_name_is_not_taken_for_a_kept_one() {
    let form =
        Learner::new().presses(", end enter").sees("Esc back").misses("not kept yet").types(" II").sees("Changed, and not kept yet.");
    let again =
        form.presses("esc").sees("What you began is kept.").presses("enter").sees("Lindqvist II_").sees("Changed, and not kept yet.");
    assert_eq!(again.progress().learner.as_ref().unwrap().name, "Maria Lindqvist");
    let kept = again.presses("enter enter enter enter").sees("Maria Lindqvist II");
    assert_eq!(kept.progress().learner.as_ref().unwrap().name, "Maria Lindqvist II");
}

#[test]
fn nothing_half_made_is_handed_in_and_the_minutes_are_the_same() {
    let course = Arc::new(sample());
    let answer = || HalfMade::Answer {
        attempt: None,
        question: QuestionId::new("first-one").unwrap(),
        words: Digest([7; 32]),
        response: Response::Written("my own secret".into()),
    };
    let who = || Graduate::named(&course, 1, "Ana");
    let mut ana = who().opens(&course).leaves(answer()).reads().leaves(answer()).takes(|_| true).leaves(answer()).earns();
    let hand_in = ana.hands_in();
    let written = hand_in.written().unwrap();
    assert!(!written.contains("secret") && !written.contains("half-made"), "{written}");
    let row = completions(&course, &ana.account.clone(), ana.learner, &ana.events()).pop().unwrap();
    assert_eq!(row.minutes, hand_in.minutes);
}

/// The same question twice over, under two ids.
fn asks_twice(question: &str) -> TempDir {
    let folder = asks(question);
    let file = folder.path().join("quizzes/each-kind.toml");
    let quiz = fs::read_to_string(&file).unwrap();
    let (head, asked) = quiz.split_once("[[question]]\n").unwrap();
    let second = asked.replacen(&format!("\"{question}\""), "\"another-one\"", 1);
    fs::write(&file, format!("{head}[[question]]\n{asked}\n[[question]]\n{second}")).unwrap();
    folder
}

#[test]
fn what_was_begun_at_one_question_is_not_found_at_the_next() {
    let folder = asks_twice("several-of-them");
    let begins = || Learner::of(folder.path().to_str().unwrap(), 80, 24).takes("each-kind").presses("enter");
    let answered = begins().presses("a b").sees("[x] A").presses("end enter").presses("end enter").sees("Question 2 of 2").misses("[x]");
    // Somebody goes on in a quiz that lies in front of the same quiz.
    let twice = begins().presses("a c").sees("[x] C").presses("f4").sees("Quiz: One of each").presses("enter").sees("[x] C");
    let on = twice.presses("end enter").presses("end enter").sees("Question 2 of 2").misses("[x]");
    let back = on.presses("esc").sees("Question 2 of 2").misses("[x]");
    assert_eq!(seen(&back.comes_back().takes("each-kind")), seen(&answered.comes_back().takes("each-kind")));
}

#[test]
fn what_was_begun_is_gone_on_with_there_alone_and_on_the_same_words() {
    let course = sample();
    let question = course.quizzes[0].question(&QuestionId::new("first-one").unwrap()).unwrap();
    let attempt = |number: u128| AttemptId(Uuid::from_u128(number));
    let at = |attempt: Option<AttemptId>| Answering { attempt, drawn: &question.id, question };
    let left = |attempt: Option<AttemptId>| Fact::HalfMade { work: at(attempt).left_at(Response::Some([1].into())) };
    let after = |facts: &[Fact]| {
        let mut journal = MemoryJournal::default();
        for fact in facts {
            journal.append(fact.clone(), Timestamp::UNIX_EPOCH).unwrap();
        }
        Progress::replay(&journal.events().unwrap()).unfinished
    };
    let there = after(&[left(Some(attempt(1)))]);
    assert!(there.answer(at(Some(attempt(1))), &course).is_some());
    assert_eq!(
        (there.answer(at(Some(attempt(2))), &course), there.answer(at(None), &course)),
        (None, None),
        "another attempt, or practice"
    );
    let practised = after(&[left(Some(attempt(1))), left(None)]);
    assert!(practised.answer(at(Some(attempt(1))), &course).is_some() && practised.answer(at(None), &course).is_some());
    let mut files = sample_files("1.4");
    let quiz = files.text("quizzes/the-quiz.toml").unwrap().replace("Which is right for first-one?", "Which is right now?");
    files.texts.insert("quizzes/the-quiz.toml".into(), Content::Text(quiz.into()));
    let changed = read(Arc::new(files)).course.unwrap();
    let other = changed.quizzes[0].question(&question.id).unwrap();
    assert_ne!(other.ask, question.ask);
    assert_eq!(there.answer(Answering { question: other, ..at(Some(attempt(1))) }, &changed), None, "other words");
    let over = Fact::AttemptFinished { attempt: attempt(1), grade: Grade::NONE, passed: false };
    assert_eq!(after(&[left(Some(attempt(1))), over]), Unfinished::default());
}

#[test]
fn line_by_line_what_was_typed_and_not_ended_is_there_again_and_told_of() {
    let kept = "What you began is kept. It is here when you come back.";
    for (question, lines, seen) in [
        ("few-words", "Priv", "You began: Priv"),
        ("mend-it", "Oh,\nwell", "You began: Oh, well"),
        ("mend-it", "Oh, well\n.", "Yours: Oh, well"),
        ("partners", "2 a", "2 a: "),
        ("bins", "2 c", "2 c: "),
    ] {
        let folder = asks(question);
        for leaves in ["quit\n", "back\nquit\n", "home\nquit\n", ""] {
            let begun = Typist::of(folder.path().to_str().unwrap()).types(&format!("1\n\n{lines}\n{leaves}")).reads(kept);
            let again = Typist::with(begun.course, begun.journal).types("quit\n");
            assert!(again.transcript().contains(seen), "{question}: {lines}: {leaves}\n{}", again.transcript());
            again.misses(kept);
        }
    }
    let folder = asks("few-words");
    let untouched = Typist::of(folder.path().to_str().unwrap()).types("1\n\n\n\nquit\n").misses(kept);
    untouched.reads("Type on, or type a line that holds only a full stop to end it.");
}

#[test]
fn a_text_can_be_gone_on_with_on_the_screen_ended_line_by_line_or_taken_back() {
    let folder = asks("few-words");
    let course = folder.path().to_str().unwrap();
    let (course_read, journal) = Learner::of(course, 80, 24).takes("each-kind").presses("enter p r i v").leaves();
    let mut ended = Typist::with(course_read, journal).types("1\nacy office\n.\nquit\n").reads("You began: priv");
    let answers = ended.progress().attempts.first().map(|attempt| attempt.answers.len());
    assert_eq!(answers, Some(1));
    let begun = Typist::of(course).types("1\n\nWrong\nerase\n").reads("What you typed here is taken back.");
    Typist::with(begun.course, begun.journal).types("1\nquit\n").misses("You began");
}

#[test]
fn line_by_line_a_reflection_a_form_and_a_note_stay_however_they_are_left() {
    let folder = reflects();
    let course = folder.path().to_str().unwrap();
    let begun = Typist::of(course).types("1\nI would\nwait\nquit\n").reads("What you began is kept.");
    let mut ended = Typist::with(begun.course, begun.journal).types("a day.\n.\nquit\n").reads("You began: I would wait");
    let note = ended.progress().lessons.values().find_map(|lesson| lesson.reflections.values().next().cloned());
    assert_eq!(note.as_deref(), Some("I would wait a day."));
    let form = Typist::stranger(course).types("Zoë Ångström\n2\n");
    Typist::with(form.course, form.journal).types("").reads("Zoë Ångström");
    let mut noted = Typist::of(course).types("note\nAsk the office.\n.\nnote\nNot the ward.\nback\nquit\n").reads("Your note is kept.");
    assert_eq!(noted.progress().notes.into_values().next().as_deref(), Some("Ask the office.\nNot the ward."));
}

#[test]
fn line_by_line_a_note_stays_also_where_nobody_is_asked_whether_to_leave() {
    for (signal, name) in [(Signal::INT, "Interrupt"), (Signal::HUP, "Hangup"), (Signal::TERM, "Terminated")] {
        let data = tempfile::tempdir().unwrap();
        let setting = || Setting { arguments: &["--plain"], ..Setting::new(data.path()) };
        let mut window = setting().opens();
        window.sees("Your name").types("Ada").presses("enter").sees("Your role").presses("enter");
        window.sees("staff id").presses("enter").sees("Your department").presses("enter").sees("Press Enter for number");
        window.types("note").presses("enter").sees("Your note on").types("Ask the office.").presses("enter");
        window.types("where").presses("enter").sees("You are writing").signal(signal);
        assert_eq!(window.ends().signal(), Some(name));
        let mut again = setting().opens();
        again.sees("Press Enter").types("notes").presses("enter").sees("Ask the office.");
        again.types("quit").presses("enter").ends();
    }
}

#[test]
fn a_note_that_is_written_anew_stands_below_the_old_one_until_it_is_ended() {
    let folder = reflects();
    let course = folder.path().to_str().unwrap();
    let noted = |lines: &str| Typist::of(course).types(lines).progress().notes.into_values().next().unwrap_or_default();
    assert_eq!(noted("note\nOld.\n.\nnote\nNew.\n.\n"), "New.");
    assert_eq!(noted("note\nOld.\n.\nnote\nNew.\nerase\nNewer.\n"), "Old.\nNewer.");
    assert_eq!(noted("note\nOld.\n.\nnote\nNew.\nerase\nback\n"), "Old.");
    assert_eq!(noted("note\nNew.\nerase\nquit\n"), "");
}
