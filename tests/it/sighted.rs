//! What was on the screen before an answer is given for good, and the signs of what is not.

use std::fs;

use tempfile::TempDir;

use crate::half_made::asks;
use crate::support::Learner;

/// A lesson of one decision that is longer than the smallest window.
fn decision() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("lessons")).unwrap();
    let course =
        "format = 1\nid = \"ward\"\ntitle = \"The ward\"\nversion = \"1.0\"\ncontact = \"education@example.org\"\norder = [\"ward\"]\n";
    fs::write(folder.path().join("course.toml"), course).unwrap();
    let words = "and nobody else is told of it before the day is over, however often they ask";
    let choices: String = ["You tell", "You wait", "You leave"].iter().map(|choice| format!("- {choice}, {words} -> So.\n")).collect();
    let page = format!("title = \"The ward\"\n[[page]]\nkind = \"decision\"\ntext = \"What do you do?\"\nchoices = '''\n{choices}'''\n");
    fs::write(folder.path().join("lessons/ward.toml"), page).unwrap();
    folder
}

/// Presses Enter until something is answered for good; returns the pictures seen before that.
fn enters_until(mut learner: Learner, is_answered: impl Fn(&Learner) -> bool) -> (Learner, Vec<String>) {
    let mut seen = Vec::new();
    while !is_answered(&learner) {
        assert!(seen.len() < 20, "Enter never answers:\n{}", learner.picture());
        seen.push(learner.picture());
        learner = learner.presses("enter");
    }
    (learner, seen)
}

fn answers(learner: &Learner) -> usize {
    learner.progress().attempts.iter().map(|attempt| attempt.answers.len()).sum()
}

#[test]
fn enter_answers_a_question_once_all_its_options_were_on_the_screen() {
    for (question, options, keys) in [("one-of-several", 4, ""), ("several-of-them", 5, "a"), ("one-of-several", 4, "down")] {
        let folder = asks(question);
        let asked = Learner::of(folder.path().to_str().unwrap(), 40, 12).takes("each-kind").presses("enter");
        let (asked, chosen) = (asked.presses(keys), ["A  ", "B  "][usize::from(keys == "down")]);
        let asked = asked.sees("Enter more");
        let (_, seen) = enters_until(asked, |learner| answers(learner) > 0);
        for letter in ["A  ", "B  ", "C  ", "D  ", "E  "].iter().take(options) {
            assert!(seen.iter().any(|picture| picture.contains(letter)), "{letter} was never seen: {question}");
        }
        let last = seen.last().unwrap();
        assert!(last.contains("Enter answer"), "{last}");
        assert!(last.lines().any(|line| line.contains('›') && line.contains(chosen)), "what was in focus is in sight: {last}");
        assert!(seen.iter().take(seen.len() - 1).all(|picture| !picture.contains("Enter answer")), "{seen:?}");
        // In a window with room for all of it, Enter answers at once; what was on the screen need not come there again.
        let wide = || Learner::of(folder.path().to_str().unwrap(), 80, 24).takes("each-kind").presses("enter").presses(keys);
        let (_, seen) = enters_until(wide(), |learner| answers(learner) > 0);
        assert_eq!(seen.len(), 1, "{question}");
        let (_, seen) = enters_until(wide().resizes(40, 12), |learner| answers(learner) > 0);
        assert_eq!(seen.len(), 1, "{question}");
    }
}

#[test]
fn a_letter_answers_at_once() {
    let folder = asks("one-of-several");
    let asked = Learner::of(folder.path().to_str().unwrap(), 40, 12).takes("each-kind").presses("enter b");
    assert_eq!(answers(&asked), 1);
}

#[test]
fn enter_takes_a_decision_once_all_choices_were_on_the_screen() {
    let folder = decision();
    let page = Learner::of(folder.path().to_str().unwrap(), 40, 12).opens("ward");
    let taken = |learner: &Learner| learner.progress().lessons.values().any(|lesson| !lesson.decisions.is_empty());
    let (_, seen) = enters_until(page.sees("Enter more"), taken);
    assert!(seen.iter().any(|picture| picture.contains("You leave")), "{seen:?}");
    assert!(seen.last().unwrap().contains("Enter choose"), "{seen:?}");
}

#[test]
fn what_is_above_has_a_sign_as_what_is_below_has_and_costs_no_row() {
    let folder = asks("several-of-them");
    let asked = Learner::of(folder.path().to_str().unwrap(), 40, 12).takes("each-kind").presses("enter");
    let asked = asked.sees("more below ↓").misses("more above ↑");
    let end = asked.presses("end").sees("more above ↑").misses("more below ↓");
    let rows = |learner: &Learner| learner.picture().lines().skip(2).take(8).map(str::to_owned).collect::<Vec<_>>();
    assert!(rows(&end).iter().all(|row| !row.contains("more")), "{}", end.picture());
    assert!(end.picture().lines().nth(1).unwrap().ends_with("─ more above ↑"), "{}", end.picture());
    let middle = end.presses("up up").sees("more above ↑");
    middle.presses("home").misses("more above ↑");
    let help = Learner::of(folder.path().to_str().unwrap(), 40, 12).presses("? end").sees("more above ↑");
    help.presses("home").misses("more above ↑");
    Learner::in_spanish(40, 12).presses("end").sees("más arriba ↑");
    Learner::of(".", 80, 24)
        .opens("why-be-there")
        .presses("pgdn")
        .misses("more above ↑")
        .resizes(40, 12)
        .presses("pgdn")
        .sees("more above ↑");
}
