//! What a window of another size shows: where one was, and all of it.

use crate::half_made::asks;
use crate::support::Learner;

/// The words of the row in focus.
fn focused(learner: &Learner) -> String {
    let row = learner.row_of("›");
    row.split('›').nth(1).unwrap_or_else(|| panic!("nothing is in focus:\n{}", learner.picture())).split_whitespace().take(2).collect()
}

/// The words of some rows of a picture, without what is drawn.
fn words(picture: &str, from: usize, rows: usize) -> Vec<String> {
    let all = picture.lines().skip(from).take(rows).flat_map(str::split_whitespace);
    all.filter(|word| word.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

#[test]
fn a_field_that_is_being_filled_in_stays_in_sight() {
    let learner = Learner::stranger(80, 24).types("Ana").presses("tab tab").types("77").sees("Department");
    let before = learner.picture();
    let learner = learner.resizes(40, 12).sees("› 77").types("5").sees("› 775").presses("backspace");
    let learner = learner.resizes(20, 5).resizes(30, 9).resizes(80, 24);
    assert_eq!(learner.picture(), before);
}

#[test]
fn a_long_text_that_is_being_written_goes_on_where_it_was() {
    let learner = Learner::of(".", 80, 24).opens("why-be-there").presses("n");
    let learner = (1..=30).fold(learner, |learner, line| learner.types(&format!("line {line}")).presses("enter")).types("the last one");
    let before = learner.picture();
    let small = learner.resizes(40, 12).sees("the last one").sees("line 30").types("!").sees("the last one!");
    let small = small.presses("up up up up up up up up up up up up").sees("line 19");
    let large = small.resizes(80, 24).sees("line 19").presses("end").types("?").sees("?");
    assert_ne!(large.picture(), before);
    let back = large.resizes(40, 12).sees("line 19").presses("backspace").resizes(20, 5).resizes(80, 24).sees("line 19");
    back.presses("esc");
}

#[test]
fn what_is_in_focus_stays_in_focus_and_in_sight() {
    let learner = Learner::of(".", 80, 24).presses("c down down down down down down down down down down down down down");
    let (before, words) = (learner.picture(), focused(&learner));
    let mut learner = learner;
    for (columns, rows) in [(40, 12), (140, 40), (60, 13), (20, 5), (41, 12), (80, 24)] {
        learner = learner.resizes(columns, rows);
        if columns >= 40 && rows >= 12 {
            assert_eq!(focused(&learner), words, "{columns} x {rows}");
        }
    }
    assert_eq!(learner.picture(), before, "back at the first size everything is as it was");
}

#[test]
fn what_is_in_focus_at_a_question_stays_in_sight_in_a_smaller_window() {
    for question in ["one-of-several", "several-of-them", "in-order", "partners", "bins", "few-words", "mend-it"] {
        let folder = asks(question);
        for downs in 0..7 {
            let asked = Learner::of(folder.path().to_str().unwrap(), 80, 24).takes("each-kind").presses("enter");
            let moves = if question == "mend-it" { "tab " } else { "down " };
            let asked = asked.presses(&moves.repeat(downs));
            // A field is as wide as its column.
            let seen = |learner: &Learner| focused(learner).trim_end_matches('_').to_owned();
            let before = seen(&asked);
            let small = asked.resizes(40, 12);
            assert_eq!(seen(&small), before, "{question}: {downs}");
            let wide = small.resizes(80, 12);
            assert_eq!(seen(&wide), before, "{question}: {downs}");
        }
    }
}

#[test]
fn nothing_is_done_on_a_screen_that_nobody_can_see() {
    let asked = || Learner::of(asks("one-of-several").path().to_str().unwrap(), 80, 24).takes("each-kind").presses("enter");
    let before = asked().picture();
    let keys = ["enter", "a", "space", "esc", "down", "ctrl-p", "?", "s", ",", "end enter"];
    for (columns, rows) in [(30, 10), (39, 24), (80, 11)] {
        for key in keys {
            let small = asked().resizes(columns, rows).presses(key).sees("This needs 40");
            let back = small.pastes("a").clicks("This").resizes(80, 24);
            assert_eq!(back.picture(), before, "{key} at {columns} x {rows}");
        }
        asked().resizes(columns, rows).presses("q").has_left();
        asked().resizes(columns, rows).presses("ctrl-c").has_left();
    }
    let written = Learner::of(".", 80, 24).opens("why-be-there").presses("n").types("Ask Li");
    written.resizes(30, 10).types("q").pastes("!!").presses("enter").resizes(80, 24).types("n").sees("Ask Lin").misses("!!");
}

#[test]
fn the_place_on_a_long_page_is_kept_through_every_size() {
    let learner = Learner::of(".", 40, 12).opens("why-be-there").presses("pgdn pgdn");
    let before = learner.picture();
    let wide = learner.resizes(60, 12);
    let (was, now) = (words(&before, 2, 8), words(&wide.picture(), 2, 8).join(" "));
    assert!(was.windows(5).any(|some| now.contains(&some.join(" "))), "of {was:?} nothing is left:\n{}", wide.picture());
    let again = wide.resizes(39, 11).resizes(140, 40).resizes(40, 12);
    assert_eq!(again.picture(), before);
}

#[test]
fn who_has_read_nothing_yet_stays_at_the_top() {
    let learner = Learner::of(".", 80, 24).opens("why-be-there");
    let title = learner.picture().lines().find(|line| line.contains("Why be there")).unwrap().trim().to_owned();
    let small = learner.resizes(40, 12).picture();
    assert!(small.lines().take(4).any(|line| line.contains(&title[..20])), "{small}");
}

#[test]
fn hints_of_fields_are_whole_in_a_narrow_window() {
    let narrow = Learner::stranger(40, 40);
    let words = narrow.picture().split_whitespace().collect::<Vec<_>>().join(" ");
    for hint in ["It will stand on the certificate.", "So that your department can match you. May be empty."] {
        assert!(words.contains(hint), "{}", narrow.picture());
    }
    for learner in [Learner::stranger(40, 12), Learner::stranger_in(".", 40, 12)] {
        assert!(learner.row_of("›").contains("____"), "the first field is seen at once:\n{}", learner.picture());
    }
}
