//! What is seen of an answer once it is given: one's own beside the right one, part by part, in the order in which it was asked.

use crate::half_made::asks;
use crate::support::Learner;

fn asked(question: &str, columns: u16) -> Learner {
    let folder = asks(question);
    Learner::of(folder.path().to_str().unwrap(), columns, 60).takes("each-kind").presses("enter")
}

/// What stands after a mark, on the rows that have it.
fn after(learner: &Learner, mark: &str) -> Vec<String> {
    let picture = learner.picture();
    picture.lines().filter_map(|line| Some(line.split_once(mark)?.1.trim().to_owned())).collect()
}

/// What is read, without what is drawn beside it and where its rows end.
fn words(learner: &Learner) -> String {
    let picture = learner.picture().replace(['┃', '·'], " ");
    picture.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_each_was_given_stands_below_it_with_what_would_have_been_right() {
    for (question, keys, right) in [
        ("partners", "a down a down a", &["Leave it out", "Wait an hour", "Answer in general"][..]),
        ("bins", "b down b down b down b", &["Post it", "Fix it first", "Leave it"]),
    ] {
        for columns in [80, 40] {
            let asked = asked(question, columns);
            let items = after(&asked, "[ ]  ");
            let letter = if question == "bins" { "B  " } else { "A  " };
            let given = after(&asked, letter)[0].clone();
            let told = words(&asked.presses(keys).presses("enter"));
            let (mut rest, mut wrong) = (told.as_str(), 0);
            for item in &items {
                let own = format!("{item} Right. Your answer: {given}");
                let other = format!("{item} Not right. Your answer: {given} Right would be: ");
                let (after, instead) = match (rest.split_once(&own), rest.split_once(&other)) {
                    (Some((_, after)), None) => (after, None),
                    (None, Some((_, after))) => (after, right.iter().find(|right| after.starts_with(**right))),
                    _ => panic!("{item} in its order:\n{told}"),
                };
                wrong += usize::from(instead.is_some_and(|instead| *instead != given));
                rest = after;
            }
            assert!(wrong >= 2, "what would have been right is told:\n{told}");
        }
    }
}

#[test]
fn steps_are_told_in_the_order_asked_with_the_number_given_and_the_right_one() {
    let asked = asked("in-order", 80);
    let steps = after(&asked, "[ ] ");
    let told = asked.presses("a b c d enter");
    let picture = told.picture();
    let mut rows = picture.lines();
    for (place, step) in steps.iter().enumerate() {
        assert!(rows.any(|row| row.trim() == step), "{step} in its order:\n{picture}");
        let own = rows.next().unwrap();
        assert!(own.ends_with(&format!("ight. Your answer: step {}", place + 1)), "{step}: {own}\n{picture}");
        if own.contains("Not right") {
            assert!(rows.next().unwrap().contains("Right would be: step "), "{step}:\n{picture}");
        }
    }
}
