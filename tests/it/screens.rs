//! What a physician meets on the screen, and what keys and clicks do.

use bedside::id::LessonId;

use crate::half_made::asks;
use crate::support::Learner;

const COURSE: &str = "tests/it/fixtures/format";

/// Somebody who has read the lesson and begun its quiz.
fn at_the_quiz() -> Learner {
    Learner::new().opens("live-video").presses("enter enter")
}

#[test]
fn a_choice_shows_its_consequence_and_then_the_road_not_taken() {
    Learner::new()
        .opens("anonymous-doctor")
        .presses("right right right")
        .misses("You have widened the audience")
        .presses("down enter")
        .sees("You chose this.")
        .misses("You have widened the audience")
        .clicks("Pass it on")
        .sees("The road not taken.")
        .sees("You have widened the audience");
}

#[test]
fn a_term_opens_over_the_page_and_goes_away_again() {
    let decided = Learner::new().opens("anonymous-doctor").presses("right right right down enter tab tab");
    let page = decided.picture();
    let back = decided.presses("enter").sees("Enter close").presses("esc");
    assert_eq!(back.picture(), page);
}

#[test]
fn coming_back_finds_the_same_page() {
    Learner::new().opens("anonymous-doctor").presses("right right").sees("page 3 of 8").comes_back().presses("enter").sees("page 3 of 8");
}

#[test]
fn nothing_is_shown_as_done_that_was_not_kept() {
    Learner::new()
        .opens("anonymous-doctor")
        .presses("right right right")
        .whose_disk_is_full()
        .presses("enter")
        .misses("You chose this.")
        .sees("could not keep this: the disk is full")
        .whose_disk_is_free()
        .presses("enter")
        .sees("You chose this.");
}

#[test]
fn what_could_not_be_kept_is_kept_later_in_its_order_and_nothing_is_left_out() {
    let later = Learner::new()
        .whose_disk_is_full()
        .opens("anonymous-doctor")
        .waits_in_vain()
        .presses("right")
        .waits_in_vain()
        .whose_disk_is_free()
        .presses("right")
        .sees("page 3 of 8");
    let done = later.progress().lessons.values().next().unwrap();
    assert!(done.opened.is_some());
    assert_eq!(done.read.len(), 3, "{done:?}");
}

#[test]
fn a_certificate_that_could_not_be_kept_is_kept_with_the_next_fact_and_nothing_is_done_twice() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("quizzes")).unwrap();
    std::fs::write(folder.path().join("course.toml"), "format = 1\nid = \"tiny\"\ntitle = \"Tiny\"\nversion = \"1.0\"\n").unwrap();
    let quiz = "title = \"The quiz\"\n[[question]]\nid = \"who-keeps\"\nask = \"A deleted post is gone.\"\nanswer = false\nwhy = \"Copies stay.\"\n";
    std::fs::write(folder.path().join("quizzes/the-quiz.toml"), quiz).unwrap();
    let ended = Learner::of(folder.path().to_str().unwrap(), 80, 24).presses("enter end enter b").whose_certificate_is_refused();
    let ended = ended.presses("end enter").sees("the disk is full").sees("100");
    assert_eq!(ended.progress().attempts.iter().filter(|attempt| attempt.ended.is_some()).count(), 1);
    assert!(ended.progress().certificates.is_empty());
    let kept = ended.whose_disk_is_free().presses("n").types("Mine.").presses("esc");
    assert_eq!((kept.progress().certificates.len(), kept.progress().attempts.len()), (1, 1));
}

#[test]
fn who_leaves_hears_what_was_lost_and_of_a_place_nothing() {
    let writing = Learner::new().presses("n").types("Mine.");
    assert_eq!(writing.whose_disk_is_full().leaves_and_hears(), "what you did last could not be kept: the disk is full");
    let reading = Learner::new().opens("anonymous-doctor").whose_disk_is_full().presses("down down");
    assert_eq!(reading.leaves_and_hears(), "", "where one was is not worth a word");
    assert_eq!(Learner::new().presses("n").types("Mine.").leaves_and_hears(), "");
}

#[test]
fn enter_goes_on_from_a_decision_once_another_road_was_looked_at() {
    Learner::new()
        .opens("anonymous-doctor")
        .presses("right right right down enter")
        .clicks("Pass it on")
        .sees("The road not taken.")
        .presses("enter")
        .misses("The road not taken.");
}

#[test]
fn enter_ticks_nothing_on_a_checklist_that_is_longer_than_the_window() {
    let checklist = |learner: &Learner| learner.picture().contains("Space tick");
    let mut reader = Learner::of(".", 40, 12).opens("anonymous-doctor");
    for _ in 0..200 {
        if checklist(&reader) {
            break;
        }
        reader = reader.presses("pgdn enter");
    }
    assert!(checklist(&reader), "{}", reader.picture());
    let lesson = || LessonId::new("anonymous-doctor").unwrap();
    for _ in 0..20 {
        assert!(reader.progress().lessons[&lesson()].ticks.is_empty(), "{}", reader.picture());
        if !checklist(&reader) {
            return;
        }
        reader = reader.presses("enter");
    }
    panic!("Enter never left the page:\n{}", reader.picture());
}

#[test]
fn the_footer_says_what_enter_does_with_a_link_in_focus() {
    let page = Learner::new().opens("anonymous-doctor").presses("right right right down enter").sees("Enter go on");
    page.presses("tab tab").sees("Enter open").presses("enter").sees("Enter close");
}

#[test]
fn a_window_that_is_too_small_says_whole_how_large_it_must_be() {
    let small = Learner::new().resizes(20, 5);
    assert_eq!(small.picture().split_whitespace().collect::<Vec<_>>().join(" "), "This needs 40 columns and 12 rows.");
}

#[test]
fn the_same_question_waits_in_the_same_order() {
    let asked = at_the_quiz().sees("Question 1 of 6").presses("a");
    let second = asked.presses("end enter").sees("Question 2 of 6");
    let picture = second.picture();
    let later = second.comes_back().takes("live-video");
    assert_eq!(later.picture(), picture);
}

#[test]
fn an_answer_that_was_not_kept_earns_no_feedback() {
    at_the_quiz()
        .whose_disk_is_full()
        .presses("a")
        .sees("the disk is full")
        .misses("your answer")
        .whose_disk_is_free()
        .presses("a")
        .sees("your answer");
}

#[test]
fn a_click_does_what_the_key_does() {
    let pressed = Learner::new().presses("down enter");
    let clicked = Learner::new().clicks("Quiz: Before you post");
    assert_eq!(pressed.picture(), clicked.picture());
    let pressed = Learner::new().opens("anonymous-doctor").presses("c");
    let clicked = Learner::new().opens("anonymous-doctor").clicks("c contents");
    assert_eq!(pressed.picture(), clicked.picture());
}

#[test]
fn every_key_of_the_footer_works() {
    Learner::new().opens("anonymous-doctor").presses("enter").sees("page 2 of 8").presses("left").sees("page 1 of 8");
    Learner::new().opens("anonymous-doctor").presses("?").sees("Keys of this screen");
    Learner::new().opens("anonymous-doctor").presses("esc").sees("Certificate");
    Learner::new().opens("anonymous-doctor").presses("backspace").sees("Certificate");
    Learner::new().opens("anonymous-doctor").presses("q").has_left();
    Learner::new().presses("ctrl-c").has_left();
}

#[test]
fn a_field_that_is_full_says_so_in_its_place_and_what_of_a_paste_was_left_out() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        let named = Learner::stranger(columns, rows).pastes(&"Maximiliana ".repeat(17)).sees("200 letters, no more fit.");
        named.sees("Left out:").presses("backspace").misses("no more fit").types("lx").sees("200 letters, no more fit.");
    }
    let noted = Learner::new().presses("enter n").pastes(&format!("{} left", "x".repeat(2000)));
    let noted = noted.sees("2,000 letters, no more fit. Left out: “left”").presses("esc");
    let kept = noted.progress().notes.values().next().map(|note| note.chars().count());
    assert_eq!(kept, Some(2000));
    // In the middle of a long text the words below it are out of sight.
    let middle = Learner::new().presses("enter n").pastes(&"x".repeat(2000)).sees("2,000 letters, no more fit.");
    middle.presses(&"up ".repeat(26)).misses("no more fit").types("y").sees("2,000 letters, no more fit.");
    Learner::in_spanish(80, 24).presses("enter n").pastes(&"x".repeat(2001)).sees("2000 letras, no caben más.");
}

#[test]
fn a_name_is_asked_once_and_cleaned() {
    let known = Learner::stranger(80, 24)
        .presses("enter enter enter enter")
        .sees("Your name is needed")
        .pastes("Zoe\u{308} \u{1b}]0;x\u{7}Ek")
        .presses("enter right enter enter enter");
    let learner = known.progress().learner.clone().unwrap();
    assert_eq!((learner.name.as_str(), learner.role.called()), ("Zoë ]0;xEk", "DO"));
    known.comes_back().misses("Your name");
}

#[test]
fn too_small_a_screen_says_how_large_it_must_be() {
    let learner = Learner::of(COURSE, 39, 11);
    assert_eq!(learner.picture().trim(), "This needs 40 columns and 12 rows.");
}

#[test]
fn every_form_of_question_can_be_answered_by_keys() {
    let mut learner = at_the_quiz();
    learner = learner.presses("a").sees("your answer");
    learner = learner.presses("end enter").sees("Question 2").presses("enter").sees("Nothing is marked yet").presses("space enter");
    learner = learner.presses("end enter").sees("Question 3").presses("space right space");
    learner = learner.presses("enter end enter").sees("Question 4").presses("a down b down c");
    learner = learner.presses("enter end enter").sees("Question 5").presses("a b c");
    learner = learner.presses("enter end enter").sees("Question 6");
    learner.presses("a end enter").sees("pass mark");
}

/// A course of one page, with a statement to sign and a certificate for a year.
fn tiny(page: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let course = r#"
format = 1
id = "tiny"
title = "Before you post"
version = "1.0"
contact = "education@example.org"
[attest]
text = "I have read my hospital's policy on social media."
[certificate]
signer = "Communications Office"
"#;
    std::fs::write(folder.path().join("course.toml"), course).unwrap();
    std::fs::create_dir(folder.path().join("lessons")).unwrap();
    std::fs::write(folder.path().join("lessons/only.toml"), page).unwrap();
    folder
}

#[test]
fn a_certificate_is_signed_for_and_shown() {
    let folder = tiny("title = \"Only one\"\n[[page]]\ntext = \"Elevator first.\"\n");
    for (columns, rows) in [(80, 24), (40, 12)] {
        let reader = Learner::of(folder.path().to_str().unwrap(), columns, rows).presses("enter enter").sees("sign the statement");
        let signed = reader.presses("end enter").pastes("Maria Lindqvist").presses("enter").sees("Certificate of completion");
        signed.comes_back().sees("valid until Nov 23, 2027");
    }
}

#[test]
fn nothing_an_author_writes_steers_the_terminal() {
    let page = r#"
title = "Bad \u001b[31mtitle\u009b"
[[page]]
title = "A \u202e page"
post = "Words \u001b]0;x\u0007 and \u0085 more"
by = "@example\u001b[2J"
name = "Name\u0000"
stats = "1 \u007f like"
"#;
    let folder = tiny(page);
    let home = Learner::of(folder.path().to_str().unwrap(), 80, 24);
    for picture in [home.picture(), home.presses("enter").sees("Words").picture()] {
        assert!(picture.chars().all(|letter| letter == '\n' || (!letter.is_control() && letter != '\u{202e}')), "{picture:?}");
    }
}

#[test]
fn a_choice_leads_down_its_road_and_the_lesson_goes_on() {
    let page = r#"
title = "Roads"
[[page]]
id = "fork"
title = "The fork"
choices = "- Left -> left\n- Right -> right"
[[page]]
id = "left"
title = "On the left road"
text = "Left."
[[page]]
id = "right"
title = "On the right road"
text = "Right."
[[page]]
title = "Together again"
text = "Both."
"#;
    let folder = tiny(page);
    Learner::of(folder.path().to_str().unwrap(), 80, 24)
        .presses("enter")
        .sees("page 1 of 2")
        .presses("b enter")
        .sees("On the right road")
        .sees("page 2 of 3")
        .presses("enter")
        .sees("Together again")
        .presses("left left")
        .sees("You chose this.");
}

#[test]
fn a_passed_quiz_says_so_on_the_list() {
    let (mut learner, mut asked) = (Learner::new().opens("before-you-post").presses("enter enter enter"), 0);
    while !learner.picture().contains("pass mark") && asked < 9 {
        let letter = learner.row_of("Anyone who saw it").chars().find(char::is_ascii_uppercase).unwrap_or('a');
        learner = learner.presses(&format!("{} end enter", letter.to_ascii_lowercase()));
        asked += 1;
    }
    learner.sees("Passed.").presses("enter").sees("passed, 100 %");
}

#[test]
fn a_term_that_is_longer_than_its_panel_is_read_to_its_end() {
    let mut list = Learner::of(".", 40, 12).presses("g");
    for _ in 0..44 {
        if list.row_of("›").contains("HIPAA") {
            break;
        }
        list = list.presses("down");
    }
    let panel = list.presses("enter").sees("more below").misses("ask for more.");
    let end = panel.presses("down down down down").sees("ask for more.").misses("more below").misses("HIPAA");
    end.presses("home").sees("HIPAA").presses("end").sees("ask for more.").presses("enter").sees("terms");
}

#[test]
fn help_is_read_to_its_end_and_enter_there_does_nothing_out_of_sight() {
    let end = Learner::of(COURSE, 40, 12).presses("? end").misses("more below").sees("education@example.org");
    let top = end.presses("enter").misses("education@example.org");
    top.sees("Help").presses("esc").sees("The examples of the format");
}

#[test]
fn what_each_was_given_is_seen_in_the_smallest_window() {
    let folder = asks("partners");
    let mut learner = Learner::of(folder.path().to_str().unwrap(), 40, 12).takes("each-kind").presses("enter").sees("against what?");
    for letter in ["a", "b", "c"] {
        learner = learner.presses(letter);
        let (cursor, picture) = (learner.cursor_row(), learner.picture());
        let below = picture.lines().skip(cursor).take(3).collect::<Vec<_>>().join("\n");
        assert!(below.contains("→ "), "{letter}:\n{picture}");
        learner = learner.presses("down");
    }
}

#[test]
fn a_message_of_two_rows_hides_nothing_of_what_is_in_focus() {
    let folder = asks("several-of-them");
    let asked = Learner::of(folder.path().to_str().unwrap(), 40, 12).takes("each-kind").presses("enter end").sees("› Answer with");
    let told = asked.presses("enter").sees("Nothing is marked yet: Space marks").sees("what is in focus.").sees("› Answer with");
    // Nothing else is in the way of a message that stands where messages do.
    let above = told.presses("up").sees("Question 1 of 1").sees("› [ ] E").presses("up up enter");
    above.sees("Nothing is marked yet: Space marks").sees("Question 1 of 1").misses("Answer with");
}

#[test]
fn help_and_footer_name_the_letters_of_the_options_there_are() {
    let asked = Learner::of("tests/it/fixtures/forms", 80, 24).takes("each-kind").presses("enter").sees("A–D answer");
    let help = asked.presses("?").sees("A–D").misses("A–H").presses("pgdn").sees("F6");
    help.presses("esc").sees("A–D answer");
}

#[test]
fn the_list_of_steps_counts_the_pages_that_the_lesson_counts() {
    let page = "title = \"Roads\"\n[[page]]\nid = \"fork\"\ntitle = \"Fork\"\nchoices = \"- Left -> left\\n- Right -> right\"\n\
                [[page]]\nid = \"left\"\ntext = \"Left.\"\n[[page]]\nid = \"right\"\ntext = \"Right.\"\n[[page]]\ntext = \"Both.\"\n";
    let folder = tiny(page);
    let reader = Learner::of(folder.path().to_str().unwrap(), 80, 24).presses("enter").presses("b enter").sees("page 2 of 3");
    reader.presses("esc").sees("page 2 of 3, about").presses("enter").sees("page 2 of 3");
}
