//! Where a learner is led: past what the certificate does not need, back to the question that was left for a page, and to the certificate.

use std::fs;
use std::sync::Arc;

use bedside::course::{Course, read};
use bedside::journey::Place;
use tempfile::TempDir;

use crate::half_made::asks;
use crate::support::{Learner, Typist};

fn question(id: &str, see: &str) -> String {
    format!(
        "[[question]]\nid = \"{id}\"\nask = \"Who may hold {id}?\"\nwhy = \"So.\"\nshuffle = false\n{see}options = '''\n- [x] Anyone\n- [ ] No one\n'''\n"
    )
}

/// A course of two lessons and a final that the certificate needs, and of a quiz between them that it does not.
fn course() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for part in ["lessons", "quizzes"] {
        fs::create_dir(folder.path().join(part)).unwrap();
    }
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
    write(
        "course.toml",
        "format = 1\nid = \"tiny\"\ntitle = \"Tiny\"\nversion = \"1.0\"\norder = [\"one\", \"drill\", \"two\", \"final\"]\n\
         [certificate]\nneeds = [\"one\", \"two\", \"final\"]\nvalid_months = 12\nrenew_days = 60\n",
    );
    for lesson in ["one", "two"] {
        let page = |number: u8| format!("[[page]]\nid = \"{lesson}-{number}\"\ntitle = \"{lesson}, {number}\"\ntext = \"Words.\"\n");
        write(&format!("lessons/{lesson}.toml"), &format!("title = \"Lesson {lesson}\"\n{}{}", page(1), page(2)));
    }
    write("quizzes/drill.toml", &format!("title = \"The drill\"\n{}", question("copies", "")));
    let see = "see = \"one#one-2\"\n";
    write("quizzes/final.toml", &format!("title = \"The final\"\n{}{}", question("posts", see), question("films", see)));
    folder
}

fn at(folder: &TempDir) -> Learner {
    Learner::of(folder.path().to_str().unwrap(), 80, 24)
}

fn lines(learner: Learner, days: i64) -> Typist {
    let (course, journal) = learner.leaves();
    Typist::with(course, journal).days_later(days)
}

/// Reads both lessons.
fn read_all(learner: Learner) -> Learner {
    ["one", "two"].into_iter().fold(learner, |learner, lesson| learner.opens(lesson).presses("enter enter"))
}

/// Passes the final, and is at its result.
fn passes(learner: Learner) -> Learner {
    learner.takes("final").presses("enter a end enter a end enter").sees("Passed.")
}

/// Does not pass it, and is at its result.
fn fails(learner: Learner, quiz: &str) -> Learner {
    let failed = learner.takes(quiz).presses("enter b end enter");
    let failed = if quiz == "final" { failed.presses("b end enter") } else { failed };
    failed.sees("0 %")
}

/// Which row is in focus.
fn focus(learner: &Learner) -> String {
    learner.row_of("›")
}

#[test]
fn a_practice_quiz_that_was_not_passed_comes_after_what_the_certificate_needs() {
    let folder = course();
    let read = || at(&folder).opens("one").presses("enter enter");
    let failed = fails(read(), "drill").sees("Not yet passed.");
    assert!(focus(&failed).contains("On with the course"), "{}", failed.picture());
    let home = failed.presses("enter");
    assert!(focus(&home).contains("Lesson two"), "{}", home.picture());
    assert!(home.row_of("The drill").contains("practice, 0 %"), "{}", home.picture());
    let told = lines(home, 0).types("home\n");
    told.reads("Press Enter for number 3, Lesson two").reads("The drill: practice, not passed yet: 0 %");
    // A quiz that was never tried and is not needed does not come before what is needed either.
    let fresh = read().comes_back();
    assert!(focus(&fresh).contains("Lesson two"), "{}", fresh.picture());
    // An attempt that is open comes first.
    let open = read().takes("drill").presses("enter").sees("Who may hold copies?").comes_back();
    assert!(focus(&open).contains("The drill") && focus(&open).contains("practice, question 1 of 1"), "{}", open.picture());
}

#[test]
fn a_final_that_was_not_passed_comes_after_the_lessons_that_are_needed_before_it() {
    let folder = course();
    let failed = fails(at(&folder), "final");
    assert!(focus(&failed).contains("On with the course"), "{}", failed.picture());
    let home = failed.presses("enter");
    assert!(focus(&home).contains("Lesson one"), "{}", home.picture());
    lines(home, 0).types("home\n").reads("Press Enter for number 1, Lesson one");
    // Once they are read, it is what comes next, and on its result, too.
    let failed = fails(read_all(at(&folder)), "final");
    assert!(focus(&failed).contains("Try again"), "{}", failed.picture());
    assert!(focus(&failed.presses("esc")).contains("The final"));
}

#[test]
fn what_renews_comes_before_a_practice_quiz_that_was_not_passed_and_is_counted_as_not_done() {
    let folder = course();
    for days in [340, 400] {
        let later = fails(passes(read_all(at(&folder))), "drill").presses("esc").after_minutes(60 * 24 * days).comes_back();
        assert!(focus(&later).contains("The final"), "{}", later.picture());
        later.sees("pass it again to renew").sees("2 of 3 steps done");
    }
    let told = lines(fails(passes(read_all(at(&folder))), "drill"), 400).types("home\n");
    told.reads("Press Enter for number 4, Quiz: The final").reads("1 to do to renew it");
}

#[test]
fn whoever_leaves_on_a_page_that_was_looked_at_from_a_question_comes_back_to_the_question() {
    let folder = course();
    let looks = || at(&folder).takes("final").presses("enter a s").sees("page 2 of 2");
    for turns in ["", "left", "left enter"] {
        let back = looks().presses(turns).comes_back();
        assert_eq!(back.progress().place_to_resume(), Some(&Place::Quiz { quiz: back.course().quizzes[1].id.clone() }), "{turns}");
        assert!(focus(&back).contains("The final"), "{}", back.picture());
        back.presses("enter").sees("Question 2 of 2");
        lines(looks().presses(turns), 0).types("").reads("Question 2 of 2.");
    }
    // As it is kept at once, nothing but the program's end is needed.
    let kept = looks();
    assert!(matches!(kept.progress().place_to_resume(), Some(Place::Quiz { .. })));
    // A lesson that was opened from the list of steps is another matter.
    let reads = at(&folder).takes("final").presses("enter a").comes_back().opens("one").sees("page 1 of 2").comes_back();
    assert!(focus(&reads).contains("Lesson one"), "{}", reads.picture());
}

#[test]
fn line_by_line_too() {
    let folder = course();
    let looked = Typist::of(folder.path().to_str().unwrap()).types("4\n\n1\nsee\n").reads("Page 2 of 2: one, 2");
    let again = Typist::with(looked.course, looked.journal).types("");
    again.reads("Question 2 of 2.").misses("Page 2 of 2");
}

#[test]
fn a_page_that_was_opened_from_a_question_names_the_way_back_to_it() {
    let folder = course();
    let page = at(&folder).takes("final").presses("enter a end enter a s").sees("page 2 of 2").sees("Esc back to question 2");
    page.presses("left").sees("page 1 of 2").sees("Enter go on   Esc back to question 2").presses("esc").sees("Question 2 of 2");
    let click = at(&folder).takes("final").presses("enter a s").clicks("back to question 1").sees("Question 1 of 2");
    click.resizes(40, 12).presses("s").sees("Esc back to question 1");
    at(&folder).opens("one").misses("back to question");
}

#[test]
fn a_weaker_attempt_takes_nothing_away_and_says_so() {
    let folder = course();
    let weaker = fails(passes(at(&folder)), "final").misses("Not yet passed.");
    weaker.sees("This attempt did not pass. Your earlier pass with 100 % stands.");
    let weaker = fails(passes(read_all(at(&folder))), "final");
    weaker.sees("Your earlier pass with 100 % stands, and so").sees("does your certificate.").misses("Not yet passed.");
    let told = lines(passes(read_all(at(&folder))), 0).types("4\n\n2\n\n2\n\n");
    told.reads("Your earlier pass with 100 % stands, and so does your certificate.").misses("Not yet passed.");
    // While it is to be passed once more, it is not passed yet.
    let renews = passes(read_all(at(&folder))).after_minutes(60 * 24 * 340);
    fails(renews, "final").sees("Not yet passed.");
}

#[test]
fn a_certificate_that_was_earned_is_told_first_and_led_to_until_it_was_looked_at() {
    let folder = course();
    let earned = || passes(read_all(at(&folder)));
    let result = earned().sees("Passed. That was the last step: your certificate of November 23, 2026");
    assert!(focus(&result).contains("Your certificate"), "{}", result.picture());
    // Whoever goes on with the course finds it at the top, and after another start, too.
    for home in [earned().presses("esc"), earned().presses("esc").comes_back()] {
        assert!(focus(&home).contains("Your certificate is ready"), "{}", home.picture());
        home.presses("enter").sees("Certificate of completion");
    }
    lines(earned(), 0).types("home\n").reads("Your certificate is ready.").reads("Press Enter for number 5, Certificate");
    let looked = lines(earned(), 0).types("home\n\n").reads("CERTIFICATE OF COMPLETION");
    Typist::with(looked.course, looked.journal).types("home\n").misses("is ready").reads("Press Enter for number 2, Quiz: The drill");
    let looked = result.presses("enter").sees("Certificate of completion").presses("esc").sees("Passed.").presses("esc");
    assert!(focus(&looked).contains("The drill"), "{}", looked.picture());
    looked.misses("is ready").comes_back().misses("is ready").sees("earned, valid until");
    let small = Learner::of(folder.path().to_str().unwrap(), 40, 12);
    let small = passes(read_all(small)).sees("› Your certificate").presses("esc").sees("› ✓  Your certificate is ready");
    small.presses("enter").sees("Certificate of completion");
}

#[test]
fn without_a_wait_nobody_waits_after_a_clock_was_set_right() {
    for (settings, waits) in [("", false), ("wait_minutes = 30", true)] {
        let folder = course();
        let file = folder.path().join("quizzes/final.toml");
        fs::write(&file, format!("{settings}\n{}", fs::read_to_string(&file).unwrap())).unwrap();
        let failed = fails(at(&folder).after_minutes(2880), "final").after_minutes(-1440).comes_back().takes("final");
        let stands = if waits { failed.sees("It may be tried again at") } else { failed.misses("It may be tried again") };
        if !waits {
            stands.sees("Try again").presses("enter").sees("Who may hold posts?");
        }
    }
}

#[test]
fn what_has_nothing_yet_comes_into_focus_and_no_message_covers_it() {
    let folder = asks("bins");
    let course = folder.path().to_str().unwrap().to_owned();
    let sorts = |columns, rows| Learner::of(&course, columns, rows).takes("each-kind").presses("enter");
    // All but the first of four; in a small window that is out of sight by then.
    let asked = sorts(40, 12).presses("down a down a down a");
    let told = asked.presses("end enter enter").sees("Each needs one first");
    assert!(focus(&told).contains("[ ]"), "{}", told.picture());
    assert!(told.picture().lines().next().unwrap().contains("Question 1 of 1"), "{}", told.picture());
    told.presses("b").presses("end enter").misses("Each needs one first").sees("of the marks");
}

#[test]
fn a_new_edition_that_ends_the_certificate_early_says_so() {
    let folder = course();
    let (course, journal) = passes(read_all(at(&folder))).leaves();
    let edition = |settings: &str| -> Arc<Course> {
        let file = folder.path().join("course.toml");
        let top = fs::read_to_string(&file).unwrap().replace("\"1.0\"", &format!("\"2.0\"\n{settings}"));
        fs::write(&file, top).unwrap();
        Arc::new(read(Arc::new(bedside::source::folder(folder.path()).unwrap())).course.unwrap())
    };
    let before = Typist::with(course, journal).days_later(30).types("home\ncertificate\n").misses("A new edition");
    let now = edition("retake = \"now\"");
    let words = "A new edition of this course came out; your certificate counts until February 21, 2027.";
    let told = Typist::with(now, before.journal).days_later(30).types("home\nquit\n").reads(words);
    let shown = Typist::with(told.course, told.journal).days_later(30).types("certificate\n").reads(words);
    let home = Learner::goes_on(shown.course, shown.journal).presses("esc").after_minutes(60 * 24 * 30).comes_back();
    let home = home.sees("A new edition of this course came out; your certificate counts until");
    home.presses("end enter").presses("end").sees("A new edition of this course came out");
}
