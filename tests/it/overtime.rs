//! What is seen and told once the time of a quiz is over: nothing that is no longer true, and nothing lost without a word.

use crate::sittings::{at, quiz, two};
use crate::support::Learner;

/// With the first question in front, and its time over.
fn late() -> Learner {
    let folder = quiz("time_limit_minutes = 10", &two());
    let asked = at(&folder).presses("enter enter").sees("Who may hold a copy?").sees("until ");
    asked.after_minutes(11).presses("down")
}

#[test]
fn the_header_says_that_the_time_is_over_and_names_no_moment_to_come() {
    let late = late();
    let header = late.picture().lines().next().unwrap().to_owned();
    assert!(header.ends_with("time is over") && !header.contains("until"), "{header}");
}

#[test]
fn what_is_lost_by_leaving_is_told_before_it_is_lost() {
    for leaves in ["esc", "q", "ctrl-c"] {
        let told = late().presses(leaves).sees("once you leave, this answer cannot be given any more").sees("Who may hold a copy?");
        assert!(told.errands().is_empty(), "{leaves} has left");
        let stays = told.presses("a").sees("Right: your answer.");
        assert_eq!(stays.progress().attempts[0].answers.len(), 1);
    }
    late().presses("q q").has_left();
    late().presses("q down esc").sees("once you leave").sees("Who may hold a copy?");
    let left = late().presses("esc esc").misses("Who may hold a copy?").misses("What you began is kept.");
    let home = left.sees("time is over: see the result").misses("minute");
    home.presses("enter").sees("The time of this attempt was over at").presses("enter").sees("0 of 2 marks");
}

#[test]
fn leaving_another_screen_over_the_question_loses_nothing_and_says_nothing() {
    let back = late().presses("f1 esc").sees("Who may hold a copy?").misses("once you leave");
    back.presses("f6 esc").sees("Who may hold a copy?").presses("a").sees("Right: your answer.");
}

#[test]
fn the_smallest_window_names_the_quiz_whole_or_not_at_all() {
    let folder = quiz("time_limit_minutes = 10", &two());
    let file = folder.path().join("quizzes/the-quiz.toml");
    let named = std::fs::read_to_string(&file).unwrap().replace("\"The quiz\"", "\"Before you post anything\"");
    std::fs::write(&file, named).unwrap();
    let asked = Learner::of(folder.path().to_str().unwrap(), 40, 12).presses("enter").presses("end enter").sees("Question 1 of 2");
    let header = asked.picture().lines().next().unwrap().to_owned();
    assert!(header.contains("until ") && header.trim_start().starts_with("Question 1 of 2"), "{header}");
}
