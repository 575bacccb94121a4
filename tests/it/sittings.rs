//! What happens around an answer: hints, time, practice, refreshers, a story played again, a statement signed, and edits while away.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use bedside::course::{Course, read};
use bedside::journey::{Event, Fact, LearnerId, Progress};
use bedside::question::{Grade, Response};
use bedside::record::Assurance;
use bedside::record::hand_in::drafts;
use bedside::record::open::open;
use bedside::record::regrade::Grading;
use bedside::record::seal::Key;
use bedside::source::Digest;
use bedside::store::Sqlite;
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::Learner;
use crate::support::pty::{Setting, Window};

/// A course of one quiz with these settings and questions.
pub(crate) fn quiz(settings: &str, questions: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "", settings, questions);
    folder
}

fn write(folder: &Path, course: &str, settings: &str, questions: &str) {
    let top = format!(
        "format = 1\nid = \"tiny\"\ntitle = \"Before you post\"\nversion = \"1.0\"\ncontact = \"a@example.org\"\norder = [\"the-quiz\"]\n\
         {course}\n[points]\nkeep = \"Nothing that was posted is gone.\"\n"
    );
    fs::create_dir_all(folder.join("quizzes")).unwrap();
    fs::write(folder.join("course.toml"), top).unwrap();
    fs::write(folder.join("quizzes/the-quiz.toml"), format!("title = \"The quiz\"\n{settings}\n{questions}")).unwrap();
}

pub(crate) fn at(folder: &TempDir) -> Learner {
    Learner::of(folder.path().to_str().unwrap(), 80, 24)
}

const HELD: &str = "[[question]]\nid = \"held\"\nask = \"Who may hold a copy?\"\ntests = \"keep\"\nhint = \"Think of the quick ones.\"\n\
    shuffle = false\nwhy = \"So.\"\noptions = '''\n- [x] Anyone\n- [ ] No one\n'''\n";
const GONE: &str =
    "[[question]]\nid = \"gone\"\nask = \"A deleted post is gone.\"\ntests = \"keep\"\nshuffle = false\nanswer = false\nwhy = \"So.\"\n";

pub(crate) fn two() -> String {
    format!("{HELD}{GONE}")
}

#[test]
fn a_hint_is_shown_by_a_key_and_by_a_click_before_answering() {
    let folder = quiz("", &two());
    let asked = at(&folder).presses("enter enter").sees("Who may hold a copy?").misses("Think of the quick ones.");
    asked.presses("i").sees("Think of the quick ones.").presses("a").sees("Right: your answer.");
    at(&folder).presses("enter enter").clicks("Show the hint").sees("Think of the quick ones.");
    at(&folder).presses("enter enter a end enter").sees("A deleted post").presses("i").sees("This question has no hint.");
}

#[test]
fn what_is_known_now_is_one_step_from_the_list_of_steps() {
    let folder = quiz("", &two());
    let none = at(&folder)
        .sees("0 of 1 steps done")
        .clicks("Your progress")
        .sees("Your marks will stand here")
        .misses("What you are likely to know now");
    let begun = none.presses("esc home enter enter a end enter b end enter").sees("2 of 2 marks").presses("esc").sees("1 of 1 steps done");
    begun
        .clicks("Your progress")
        .sees("What you are likely to know now")
        .sees("100 %")
        .sees("2 of 2 right")
        .presses("esc")
        .sees("Certificate");
}

#[test]
fn the_time_is_told_and_can_be_hidden() {
    let folder = quiz("time_limit_minutes = 10", &two());
    let asked = at(&folder).presses("enter").sees("There are 10 minutes for it").presses("enter").sees("until ");
    asked.presses("t").misses("until ").presses("t").sees("until ");
}

#[test]
fn an_answer_in_hand_may_be_given_when_the_time_is_over_and_then_the_attempt_ends() {
    let folder = quiz("time_limit_minutes = 10", &two());
    let asked = at(&folder).presses("enter enter").sees("Who may hold a copy?").after_minutes(11);
    let told = asked.presses("down").sees("The time is over. You may still give this answer.").presses("a").sees("Right: your answer.");
    let ended = told.sees("See the result").presses("end enter").sees("1 of 2 marks");
    assert!(ended.progress().attempts[0].ended.is_some());
}

#[test]
fn coming_back_after_the_time_keeps_what_was_answered() {
    let folder = quiz("time_limit_minutes = 10", &two());
    let left = at(&folder).presses("enter enter a end enter").sees("A deleted post").after_minutes(11).comes_back();
    left.presses("enter").sees("The time of this attempt was over at").presses("enter").sees("1 of 2 marks");
}

#[test]
fn a_question_has_its_seconds_and_they_pass_while_one_is_away() {
    let timed = HELD.replace("hint", "time_limit_seconds = 60\nhint");
    let folder = quiz("", &format!("{timed}{GONE}"));
    let asked = at(&folder).presses("enter enter").sees("Who may hold a copy?").sees("until ");
    let away = asked.presses("esc").after_minutes(2).presses("enter").sees("The time for this question was over at");
    let counted = away.presses("enter").sees("Not right.").presses("end enter").sees("A deleted post");
    assert!(counted.progress().attempts[0].answers.values().all(|answer| answer.grade.is_none()));
    let folder = quiz("", &format!("{timed}{GONE}"));
    let in_hand = at(&folder).presses("enter enter").after_minutes(2).presses("down").sees("You may still give this answer.");
    in_hand.presses("a").sees("Right: your answer.");
}

#[test]
fn only_what_was_wrong_is_asked_again_and_no_result_changes() {
    let folder = quiz("", &two());
    let failed = at(&folder).presses("enter enter a end enter a end enter").sees("Not yet passed.").sees("1 of 2 marks");
    let result = failed.progress().attempts[0].clone();
    let practice = failed.clicks("Redo only what was wrong").sees("1 question, for practice").presses("enter");
    let told = practice.sees("A deleted post is gone.").sees("Question 1 of 1").presses("b").sees("Right: your answer.");
    let done = told.presses("end enter").sees("1 of 1 right.").sees("stays as it was");
    assert_eq!(done.progress().attempts, [result]);
    let [(_, question, grade)] = done.progress().refreshed.as_slice() else { panic!("one refreshed") };
    assert_eq!((question.as_str(), *grade), ("gone", Grade::FULL));
    done.presses("enter").sees("50 %, pass mark 80 %");
}

#[test]
fn an_answer_for_practice_that_was_not_kept_earns_no_reasons() {
    let folder = quiz("", &two());
    let practice = at(&folder).presses("enter enter a end enter a end enter").clicks("Redo only what").presses("enter");
    let refused = practice.whose_disk_is_full().presses("b").sees("the disk is full").misses("your answer");
    refused.whose_disk_is_free().presses("b").sees("Right: your answer.");
}

#[test]
fn failed_is_said_only_when_no_attempt_is_left() {
    let folder = quiz("attempts = 2", &two());
    let first = at(&folder).presses("enter enter b end enter a end enter").sees("Not yet passed.").misses("Failed");
    first.clicks("Try again").presses("enter b end enter a end enter").sees("Failed: no attempt is left.").misses("Try again");
}

#[test]
fn marks_by_teaching_point_say_how_likely_it_is_known_now() {
    let folder = quiz("", &two());
    at(&folder).presses("enter enter a end enter b end enter").sees("Passed.").sees("2 of 2, now 100 %");
}

#[test]
fn what_is_due_is_asked_again_the_missed_first_and_kept() {
    let folder = quiz("", &two());
    let passed = at(&folder).presses("enter enter a end enter a end enter end").comes_back();
    let rested = passed.sees("nothing due before").clicks("Refresh").sees("Nothing is due now. The next question falls due on");
    let later = rested.after_minutes(60 * 24 * 40).comes_back().sees("2 questions to refresh, about 2 minutes");
    let missed_first = later.clicks("Refresh").sees("2 questions, about 2 minutes at most").presses("enter");
    let second = missed_first.sees("A deleted post is gone.").presses("b end enter").sees("Who may hold a copy?").presses("a");
    let done = second.presses("end enter").sees("2 of 2 right.").sees("Nothing is due now.");
    assert_eq!(done.progress().refreshed.len(), 2);
    done.presses("enter").sees("nothing due before");
}

const REWRITE: &str = "[[question]]\nid = \"mend-it\"\nask = \"Mend this post.\"\nwhy = \"So.\"\ndraft = \"A rare case today!\"\nsample = \"Nobody in it.\"\n\
    rubric = \"- No day\"\n";

#[test]
fn a_text_is_mended_with_undo_words_lines_and_a_paste() {
    let folder = quiz("", REWRITE);
    let written = at(&folder).presses("enter enter").sees("A rare case today!").presses("ctrl-w ctrl-w").misses("case");
    let pasted = written.presses("ctrl-u ctrl-u").sees("A rare case today!").presses("ctrl-left enter").pastes("漢字\r\nb");
    let lines = pasted.sees("A rare case ___").sees("漢字__").sees("btoday!__").presses("up left backspace").sees("字__");
    let ticking = lines.presses("tab tab x tab enter").sees("Tick what yours does").presses("a enter");
    let answer = ticking.sees("Kept. This one is not scored.").progress().attempts[0].answers.values().next().unwrap().clone();
    let Response::Rewritten { text, .. } = answer.response else { panic!("a text") };
    assert_eq!(text, "A rare casex\n漢字\nbtoday!");
}

#[test]
fn ones_own_text_and_the_trainers_stand_side_by_side_from_ninety_columns_on() {
    let folder = quiz("", REWRITE);
    let compares = |columns| Learner::of(folder.path().to_str().unwrap(), columns, 24).presses("enter enter tab enter");
    assert!(compares(90).row_of("Yours:").contains("The trainer's:"));
    assert!(!compares(89).sees("The trainer's:").row_of("Yours:").contains("The trainer's:"));
}

#[test]
fn a_name_is_mended_in_the_middle() {
    let known = Learner::stranger(80, 24).pastes("Ana Lma").presses("left left i home delete E enter enter enter enter");
    assert_eq!(known.progress().learner.as_ref().unwrap().name, "Ena Lima");
}

const STORY: &str = "[[question]]\nid = \"story\"\nask = \"Play it.\"\nwhy = \"So.\"\n\
    [[question.scene]]\nid = \"door\"\nat = \"10:02\"\ntext = \"The red light is on.\"\nchoices = '''\n- Step in -> hall\n  > The phone goes down.\n- Wave -> seen\n'''\n\
    [[question.scene]]\nid = \"hall\"\nat = \"10:20\"\ntext = \"An hour later.\"\npost = \"Was that the clinic?\"\nby = \"@example_viewer\"\nchoices = '''\n- Tell -> told\n- Rest -> seen\n'''\n\
    [[question.scene]]\nid = \"told\"\nscore = 100\ntext = \"She is glad.\"\n\
    [[question.scene]]\nid = \"seen\"\nscore = 20\ntext = \"She hears it from a stranger.\"\n";

#[test]
fn a_story_reads_as_a_feed_with_its_times_and_cards() {
    let folder = quiz("", STORY);
    let first = at(&folder).presses("enter enter").sees("10:02").sees("The red light is on.");
    let second = first.presses("a").sees("10:20").sees("@example_viewer").sees("Was that the clinic?");
    second.presses("home").sees("10:02").sees("→ Step in").sees("The phone goes down.").comes_back().presses("enter").sees("10:20");
}

#[test]
fn a_story_played_again_shows_the_road_not_taken_and_keeps_nothing() {
    let folder = quiz("", STORY);
    let played = at(&folder).presses("enter enter a a").sees("She is glad.");
    let before = played.progress().clone();
    let again = played.clicks("Play again from the start").sees("This changes no score").sees("You chose this.");
    let other = again.presses("b").sees("She hears it from a stranger.").sees("worth 20 %").sees("Yours stays as it is: 100 %.");
    let once_more = other.clicks("Play again from the start").sees("The red light is on.").presses("a a").sees("She is glad.");
    let back = once_more.clicks("Back to your answer").sees("See the result");
    assert_eq!(*back.progress(), before);
}

#[test]
fn a_statement_is_signed_by_name_and_its_words_are_kept_with_the_fact() {
    let folder = quiz("", &two());
    write(folder.path(), "", "", &two());
    let top = fs::read_to_string(folder.path().join("course.toml")).unwrap();
    fs::write(folder.path().join("course.toml"), top + "[attest]\ntext = \"I have read the **policy** of my hospital.\"\n").unwrap();
    let passed = at(&folder).presses("enter enter a end enter b end enter").sees("Passed.").presses("enter").sees("sign the statement");
    assert!(passed.progress().certificates.is_empty());
    let asked = passed.presses("end enter").sees("I have read the policy of my hospital.").presses("enter").sees("Type your name to sign.");
    let signed = asked.pastes("Maria Lindqvist").presses("enter").sees("Certificate of completion");
    let (_, words, name) = signed.progress().attested.clone().unwrap();
    assert_eq!((words.as_str(), name.as_str()), ("I have read the **policy** of my hospital.", "Maria Lindqvist"));
    assert_eq!(signed.progress().certificates.len(), 1);
}

#[test]
fn a_statement_without_a_name_is_signed_by_a_key() {
    let folder = quiz("", &two());
    let top = fs::read_to_string(folder.path().join("course.toml")).unwrap();
    fs::write(folder.path().join("course.toml"), top + "[attest]\ntext = \"I have read it.\"\ntype_name = false\n").unwrap();
    // It is one of the steps on the way, in both ways of taking the course.
    let listed = at(&folder).presses("end enter").sees("Your certificate").sees("A statement to sign, at the end");
    let lines = crate::support::Typist::of(folder.path().to_str().unwrap()).types("certificate\n");
    lines.reads("A statement to sign, at the end: to do");
    drop(listed);
    let passed = at(&folder).presses("enter enter a end enter b end enter enter").presses("end enter").sees("I have read it.");
    let signed = passed.presses("enter").sees("Certificate of completion");
    assert_eq!(signed.progress().attested.as_ref().map(|(_, _, name)| name.as_str()), Some(""));
}

#[test]
fn a_renewal_is_told_at_home_and_leads_to_the_quiz() {
    let folder = quiz("", &two());
    let earned = at(&folder).presses("enter enter a end enter b end enter").sees("Passed.").presses("esc").sees("valid until");
    let later = earned.after_minutes(60 * 24 * 340).comes_back().sees("renew: valid until").sees("pass it again to renew");
    let quiz = later.presses("enter").sees("To renew the certificate, pass it once more.").presses("enter a end enter");
    assert_eq!(quiz.progress().certificates.len(), 1);
    let renewed = quiz.presses("b end enter").sees("Passed.").sees("your certificate of");
    assert_eq!(renewed.progress().certificates.len(), 2);
    renewed.presses("esc").sees("earned, valid until");
}

#[test]
fn a_picture_and_a_post_stand_above_any_question_in_words() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        let folder = quiz(
            "",
            &HELD.replace(
                "ask =",
                "image = \"img/x.png\"\nalt = \"A phone on a tripod in a clinic.\"\npost = \"We're live!\"\nby = \"@example_rep\"\nask =",
            ),
        );
        fs::create_dir(folder.path().join("img")).unwrap();
        fs::write(folder.path().join("img/x.png"), b"\x89PNG\r\n\x1a\n").unwrap();
        let asked = Learner::of(folder.path().to_str().unwrap(), columns, rows).presses("enter end enter").sees("Question 1 of 1");
        let seen = asked.presses("home").sees("Picture: A phone on a tripod");
        seen.presses("down down").sees("@example_rep");
    }
}

fn kept(data: &Path, course: &Path) -> (Course, Vec<Event>) {
    let course = read(Arc::new(bedside::source::folder(course).unwrap())).course.unwrap();
    let events = Sqlite::open_to_read(data).unwrap().unwrap().journal("local", &course.id).unwrap().read().unwrap();
    (course, events)
}

fn window(data: &Path, course: &Path) -> Window {
    let arguments = ["--course", course.to_str().unwrap()];
    Setting { columns: 90, rows: 50, arguments: &arguments, ..Setting::new(data) }.opens()
}

#[test]
fn a_killed_attempt_goes_on_after_the_trainer_has_edited_the_quiz() {
    let third = "[[question]]\nid = \"third\"\nask = \"A friend list is private.\"\nanswer = false\nwhy = \"So.\"\n";
    let fourth = "[[question]]\nid = \"fourth\"\nask = \"A group is private.\"\nanswer = false\nwhy = \"So.\"\n";
    let folder = quiz("pass = 60", &format!("{HELD}{STORY}{GONE}{third}{fourth}"));
    let data = tempfile::tempdir().unwrap();
    let mut first = window(data.path(), folder.path());
    first.sees("Your name").types("Ada").presses("enter enter enter enter").sees("The quiz").presses("enter").sees("begin");
    first.presses("enter").sees("Question 1 of 5").presses("a").sees("your answer").presses("enter").sees("The red light is on.");
    first.presses("a").sees("An hour later.");
    first.dies();

    // Reworded and reordered options, another right answer with its `rev`, and a question that was taken out.
    let mended = HELD.replace("- [x] Anyone\n- [ ] No one", "- [ ] Nobody at all\n- [x] Anyone");
    let rekeyed = GONE.replace("ask =", "rev = 2\nask =").replace("answer = false", "answer = true");
    write(folder.path(), "", "pass = 60\nretired = [\"fourth\"]", &format!("{mended}{STORY}{rekeyed}{third}"));
    let mut second = window(data.path(), folder.path());
    second.sees("An hour later.").sees("Step in").sees("Question 2 of 3").presses("a").sees("She is glad.").presses("enter");
    second.sees("A friend list is private.").sees("Question 3 of 3");
    let (course, events) = kept(data.path(), folder.path());
    let progress = Progress::replay(&events);
    let drawn = progress.attempts[0].drawn_as(course.quizzes[0].questions.iter().find(|q| q.id.as_str() == "third").unwrap()).unwrap();
    let place = drawn.order.iter().position(|item| *item == 1).unwrap_or(1);
    second.presses(["a", "b"][place]).sees("your answer").presses("enter").sees("Passed.").sees("3 of 3 marks");
    second.presses("q").ends();

    let (_, events) = kept(data.path(), folder.path());
    let answered = events.iter().find_map(|event| match &event.fact {
        Fact::QuestionAnswered { question, wording, response, .. } if question.as_str() == "held" => Some((wording, response)),
        _ => None,
    });
    let (wording, response) = answered.unwrap();
    assert_eq!((wording.items.as_slice(), response), (["Anyone".to_owned(), "No one".to_owned()].as_slice(), &Response::One(0)));
    let progress = Progress::replay(&events);
    assert_eq!(progress.attempts.len(), 1);
    assert!(progress.attempts[0].answers.keys().all(|id| !["gone", "fourth"].contains(&id.as_str())));
}

#[test]
fn the_command_says_when_nothing_is_due_and_when_something_will_be() {
    let folder = quiz("", &two());
    let data = tempfile::tempdir().unwrap();
    let says = |data: &Path, today: &str| {
        let mut window =
            Setting { arguments: &["refresh", "--course", folder.path().to_str().unwrap(), "--today", today], ..Setting::new(data) }
                .opens();
        window.sees("due").ends();
        window.screen()
    };
    assert!(says(data.path(), "2026-11-23").contains("nothing will be before a question of a quiz is answered"));
    let mut learner = window(data.path(), folder.path());
    learner.sees("Your name").types("Ada").presses("enter enter enter enter").sees("The quiz").presses("enter").sees("begin");
    learner.presses("enter").sees("Question 1 of 2").presses("a").sees("your answer").presses("q").ends();
    assert!(says(data.path(), "2026-11-23").contains("The next question falls due on"));
    let arguments = ["refresh", "--course", folder.path().to_str().unwrap(), "--today", "2028-01-01"];
    let mut due = Setting { arguments: &arguments, ..Setting::new(data.path()) }.opens();
    due.sees("1 question, about 2 minutes at most").presses("enter").sees("Who may hold a copy?").presses("a").sees("Right: your answer.");
    due.presses("enter").sees("1 of 1 right.").presses("q").ends();
}

#[test]
fn what_was_never_asked_says_nothing_of_what_is_known() {
    let pooled = two().replace("tests =", "pool = \"more\"\ntests =");
    let folder = quiz("[pools]\nmore = 1", &pooled);
    let asked = at(&folder).presses("enter enter").sees("Question 1 of 1");
    let right = if asked.picture().contains("Who may hold") { "a" } else { "b" };
    let passed = asked.presses(right).presses("end enter").sees("Passed.").misses("now 50 %").sees("1 of 1, now 100 %");
    passed.presses("esc").clicks("Your progress").sees("What you are likely to know now").misses("50 %");
}

#[test]
fn a_point_without_marks_is_not_told_as_none_of_none() {
    let folder = quiz("", &format!("{}{}", HELD.replace("tests =", "points = 0\ntests ="), GONE.replace("tests = \"keep\"\n", "")));
    let ended = at(&folder).presses("enter enter a end enter b end enter").sees("Passed.");
    ended.sees("nothing scored, now 100 %").misses("0 of 0");
}

#[test]
fn the_smallest_window_shows_the_time_there_is_before_the_name_of_the_quiz() {
    let folder = quiz("time_limit_minutes = 10", &two());
    let asked = Learner::of(folder.path().to_str().unwrap(), 40, 12).presses("enter").presses("end enter").sees("Who may hold a copy?");
    asked.sees("Question 1 of 2").sees("until ");
}

#[test]
fn an_attempt_that_has_nothing_left_to_ask_counts_as_none_and_another_begins() {
    let folder = quiz("attempts = 1", GONE);
    let read_now = || Arc::new(read(Arc::new(bedside::source::folder(folder.path()).unwrap())).course.unwrap());
    let before = read_now();
    // Left before the answer in one case, after it in the other.
    for keys in ["", "b"] {
        write(folder.path(), "", "attempts = 1", GONE);
        let data = tempfile::tempdir().unwrap();
        let mut first = window(data.path(), folder.path());
        first.sees("Your name").types("Ada").presses("enter enter enter enter").sees("The quiz").presses("enter").sees("begin");
        first.presses("enter").sees("Question 1 of 1").presses(keys).sees(if keys.is_empty() { "True" } else { "your answer" });
        first.dies();

        write(folder.path(), "", "attempts = 1", &GONE.replace("ask =", "rev = 2\nask =").replace("answer = false", "answer = true"));
        let after = read_now();
        let mut second = window(data.path(), folder.path());
        second.sees("0 of 1 attempts used").sees("begin").presses("enter").sees("Question 1 of 1");
        second.presses("a").sees("your answer").presses("enter").sees("Passed.").sees("1 of 1 marks").presses("q").ends();

        let (_, events) = kept(data.path(), folder.path());
        let progress = Progress::replay(&events);
        assert_eq!(progress.attempts_at(&after.quizzes[0]).count(), 1);
        let draft = drafts(&after.id, "local", LearnerId(Uuid::from_u128(7)), &events).pop().unwrap();
        let written = draft.seal("bedside 0.1.0", &Key::from_secret(&[3; 32])).unwrap().written().unwrap();
        let find = |digest: &Digest| [&before, &after].into_iter().find(|course| course.digest() == *digest).cloned();
        let now = events.last().unwrap().at;
        let grading = Grading { courses: &find, now, tolerance: jiff::SignedDuration::from_mins(5), assurance: Assurance::COUNTERSIGNED };
        let completion = grading.grade(open(written.as_bytes()).unwrap()).unwrap();
        assert_eq!((completion.attempts, completion.score_earned, completion.score_of), (1, 1, 1));
    }
}
