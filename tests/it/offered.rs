//! What footer and help offer, and what stands below the window: nothing that does nothing, and nothing out of sight without a sign.

use std::fs;

use tempfile::TempDir;

use crate::half_made::asks;
use crate::support::Learner;

const FORMAT: &str = "tests/it/fixtures/format";

fn at(folder: &TempDir, columns: u16, rows: u16) -> Learner {
    Learner::of(folder.path().to_str().unwrap(), columns, rows)
}

/// Before the answer to one kind of question.
fn asked(question: &str, columns: u16, rows: u16) -> Learner {
    let folder = asks(question);
    at(&folder, columns, rows).takes("each-kind").presses("enter")
}

/// All that help says of the screen in front.
fn help(learner: Learner) -> String {
    let (mut learner, mut all) = (learner.presses("f1"), String::new());
    loop {
        let picture = learner.picture();
        all.push_str(&picture);
        if !picture.contains("more below") {
            return all;
        }
        learner = learner.presses("pgdn");
    }
}

#[test]
fn the_page_that_teaches_a_question_is_offered_only_where_there_is_one() {
    let none = asked("one-of-several", 80, 24).presses("a").sees("Enter go on").misses("see the page");
    assert!(!help(none).contains("that teaches this"));
    let taught = Learner::of(FORMAT, 80, 24).opens("live-video").presses("enter enter a").sees("s see the page");
    assert!(help(taught).contains("Open the page that teaches this"));
}

#[test]
fn help_lists_no_hint_no_time_and_no_link_where_there_is_none() {
    let none = help(asked("several-of-them", 80, 24));
    assert!(!none.contains("hint") && !none.contains("Hide the time") && !none.contains("link"), "{none}");
    let hinted = help(asked("one-of-several", 80, 24));
    assert!(hinted.contains("Show the hint"), "{hinted}");
    let shown = help(asked("one-of-several", 80, 24).presses("i"));
    assert!(!shown.contains("Show the hint"), "{shown}");
}

#[test]
fn a_key_is_told_once_and_only_for_what_it_does() {
    let writing = help(asked("mend-it", 80, 60));
    let home: Vec<&str> = writing.lines().filter(|line| line.trim_start_matches([' ', '›']).starts_with("Home ")).collect();
    assert_eq!(home.len(), 1, "{writing}");
    assert!(home[0].contains("To the beginning of the line"), "{writing}");
}

#[test]
fn bins_are_called_bins_and_partners_partners() {
    let bins = help(asked("bins", 80, 60));
    assert!(bins.contains("Give what is in focus the next bin") && !bins.contains("partner"), "{bins}");
    let partners = help(asked("partners", 80, 60));
    assert!(partners.contains("partner") && !partners.contains("next bin"), "{partners}");
}

#[test]
fn the_page_before_is_offered_where_there_is_one() {
    let first = Learner::of(FORMAT, 80, 24).opens("anonymous-doctor").sees("page 1 of 8").misses("previous");
    first.presses("enter").sees("page 2 of 8").sees("← previous");
}

#[test]
fn a_checklist_that_wants_more_ticks_offers_no_going_on() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        let folder = lesson("[[page]]\nchecklist = \"\"\"\n- [ ] It is about nobody.\n\"\"\"\nmust = 1\n[[page]]\ntext = \"More.\"\n");
        let checklist = at(&folder, columns, rows).presses("enter");
        let wants = checklist.sees("Space tick").sees("Tick 1 more to go on.").misses("Enter go on");
        let refused = wants.presses("enter").sees("Not yet: Space ticks an item.");
        assert_eq!(refused.picture().matches("more to go on").count(), 1, "{}", refused.picture());
        refused.presses("space").sees("Enter go on").presses("enter").misses("Space tick");
    }
}

#[test]
fn a_certificate_is_offered_for_copying_once_there_is_one() {
    let folder = lesson("[[page]]\ntext = \"Elevator first.\"\n");
    at(&folder, 80, 24).presses("end enter").sees("Your certificate").misses("copy");
}

#[test]
fn a_term_is_left_as_every_other_screen_is() {
    Learner::of(FORMAT, 80, 24).presses("g enter").sees("Enter close   Esc back").presses("esc").sees("Glossary");
}

#[test]
fn what_answers_is_never_below_the_window_without_a_sign() {
    for question in ["several-of-them", "in-order", "partners", "bins", "phrases", "few-words", "mend-it"] {
        let button = if question == "mend-it" { "Done writing" } else { "Answer with" };
        let mut learner = asked(question, 40, 12);
        for _ in 0..20 {
            let picture = learner.picture();
            assert!(picture.contains(button) || picture.contains("more below"), "{question}:\n{picture}");
            learner = learner.presses("down");
        }
        learner.sees(button);
    }
}

/// A course of one lesson, with a statement to sign.
fn lesson(pages: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let course = "format = 1\nid = \"tiny\"\ntitle = \"Tiny\"\nversion = \"1.0\"\n[attest]\ntext = \"I have read the policy of my hospital on \
                  social media.\"\n";
    fs::write(folder.path().join("course.toml"), course).unwrap();
    fs::create_dir(folder.path().join("lessons")).unwrap();
    fs::write(folder.path().join("lessons/only.toml"), format!("title = \"Only one\"\n{pages}")).unwrap();
    folder
}

#[test]
fn what_signs_the_statement_is_never_below_the_window_without_a_sign() {
    let folder = lesson("[[page]]\ntext = \"Elevator first.\"\n");
    let statement = at(&folder, 40, 12).presses("enter enter end enter").sees("A statement to sign");
    statement.sees("Enter sign").misses("I sign").sees("more below").presses("down").sees("I sign");
}

#[test]
fn a_page_without_a_title_is_called_by_its_first_words() {
    let pages = "[[page]]\ntext = \"Elevator **first**,\\nthen the hall.\"\n\
                 [[page]]\npost = \"We are live!\"\nby = \"@example_rep\"\n";
    let folder = lesson(pages);
    let contents = at(&folder, 80, 24).presses("c").misses("no title");
    contents.sees("1  Elevator first, then the hall.").sees("2  We are live!");
}

#[test]
fn the_list_of_steps_tells_the_page_one_is_at_and_the_minutes_the_page_tells() {
    let mut reader = Learner::of(".", 80, 24).opens("anonymous-doctor");
    for _ in 0..6 {
        let header = reader.picture().lines().next().unwrap().to_owned();
        let page = header.split("page ").nth(1).unwrap().split("  ").next().unwrap().to_owned();
        let minutes = header.split("about ").nth(1).unwrap().trim_end_matches(" left").to_owned();
        reader = reader.presses("esc").sees(&format!("page {page}, about {minutes}")).presses("enter").sees(&header).presses("pgdn enter");
    }
}

#[test]
fn the_mark_of_a_phrase_stands_on_the_row_of_its_first_word() {
    for columns in 40..=80 {
        let mut learner = asked("phrases", columns, 24);
        for _ in 0..5 {
            learner = learner.presses("space right");
        }
        let picture = learner.picture();
        assert!(picture.contains("[x]"), "{picture}");
        assert!(!picture.lines().any(|line| line.trim_end().ends_with("[x]")), "{columns}:\n{picture}");
    }
}

#[test]
fn steps_that_are_optional_are_not_told_as_owed() {
    let folder = lesson("[[page]]\ntext = \"Elevator first.\"\n");
    let more = "[certificate]\nneeds = [\"only\"]\n";
    let course = fs::read_to_string(folder.path().join("course.toml")).unwrap();
    fs::write(folder.path().join("course.toml"), format!("{course}{more}")).unwrap();
    fs::write(folder.path().join("lessons/second.toml"), "title = \"More\"\n[[page]]\ntext = \"More.\"\n").unwrap();
    at(&folder, 80, 24).sees("optional").sees("0 of 1 steps done").presses("home enter enter").sees("1 of 1 steps done");
}

#[test]
fn what_is_in_front_is_not_opened_over_itself() {
    for (key, there) in [("f4", "contents"), ("f6", "Glossary"), ("f8", "Notes"), ("f9", "Settings"), ("p", "Your progress")] {
        let opened = Learner::new().presses(key).sees(there);
        let picture = opened.picture();
        let twice = opened.presses(&format!("{key} {key}"));
        assert_eq!(twice.picture(), picture);
        twice.presses("esc").sees("steps done");
    }
    Learner::new().presses("f5").types("consent").presses("f5 f5").sees("found").presses("esc").sees("steps done");
    Learner::new().resizes(140, 90).presses("f1").sees("All your notes").sees("The glossary");
    Learner::new().resizes(140, 90).presses("f6 f1").sees("All your notes").misses("The glossary");
}

#[test]
fn a_message_covers_a_row_with_the_sign_before_it() {
    let folder = asks("bins");
    let asked = Learner::of(folder.path().to_str().unwrap(), 40, 12).takes("each-kind").presses("enter end").sees("› Answer with these");
    let told = asked.presses("enter").sees("Each needs one first");
    assert!(!told.row_of("Each needs one first").contains('›'), "{}", told.picture());
}
