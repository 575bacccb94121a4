//! Where a lesson goes on, so that whoever only presses Enter comes past every page and to the quiz.

use bedside::journey::{Fact, Journal, LessonStanding, lesson_standing};

use crate::sittings::{at, quiz, two};
use crate::support::{Learner, Typist};

/// A course of a quiz that the certificate needs, and of a lesson that it does not.
pub(crate) fn with_more_to_read(pages: usize) -> tempfile::TempDir {
    let folder = quiz("", &two());
    let file = folder.path().join("course.toml");
    let top = std::fs::read_to_string(&file).unwrap().replace("order = [\"the-quiz\"]", "order = [\"the-quiz\", \"more\"]");
    let (top, points) = top.split_once("[points]").unwrap();
    let certificate = "[certificate]\nneeds = [\"the-quiz\"]\nvalid_months = 12\nrenew_days = 60\n";
    std::fs::write(&file, format!("{top}{certificate}[points]{points}")).unwrap();
    std::fs::create_dir_all(folder.path().join("lessons")).unwrap();
    let pages: String = (1..=pages).map(|page| format!("[[page]]\ntitle = \"Page {page}\"\ntext = \"Words.\"\n")).collect();
    std::fs::write(folder.path().join("lessons/more.toml"), format!("title = \"More to read\"\n{pages}")).unwrap();
    folder
}

/// Somebody who was led by search to a page in the middle of the second lesson, and read on from there to its last page.
fn read_from_the_middle() -> Learner {
    let found = Learner::of(".", 80, 24).presses("/").types("screenshot").clicks("Three more that came apart").sees("page 7 of 10");
    (0..20).fold(found, |page, _| if page.picture().contains("page 10 of 10") { page } else { page.presses("enter") }).sees("page 10 of 10")
}

#[test]
fn enter_alone_leads_from_a_page_that_was_found_to_the_quiz() {
    let mut learner = read_from_the_middle().presses("end enter").sees("First comes: The anonymous doctor").presses("enter");
    learner = learner.sees("page 1 of 10");
    for _ in 0..60 {
        if learner.picture().contains("Question 1 of") {
            let course = learner.course().clone();
            let lesson = course.lessons.iter().find(|lesson| lesson.id.as_str() == "anonymous-doctor").unwrap();
            assert_eq!(lesson_standing(&course, learner.progress(), lesson), LessonStanding::Read);
            return;
        }
        learner = learner.presses("enter");
    }
    panic!("it goes on and on:\n{}", learner.picture());
}

#[test]
fn the_list_of_steps_leads_to_the_first_page_that_is_not_read() {
    let last = read_from_the_middle().misses("about 1 minute left");
    let home = last.presses("esc esc");
    assert!(home.row_of("The anonymous doctor").contains("page 1 of 10"), "{}", home.picture());
    home.presses("enter").sees("page 1 of 10");
}

#[test]
fn whoever_left_in_the_middle_comes_back_to_the_exact_page() {
    let folder = with_more_to_read(6);
    let third = at(&folder).presses("down enter right right").sees("page 3 of 6").presses("esc enter").sees("page 3 of 6");
    let back = third.presses("right right left left left").sees("page 2 of 6").presses("esc");
    assert!(back.row_of("More to read").contains("page 2 of 6"), "{}", back.picture());
    let end = back.presses("enter").sees("page 2 of 6").presses("right right right right").sees("page 6 of 6");
    assert!(end.presses("esc").row_of("More to read").contains("read"));
}

#[test]
fn line_by_line_too() {
    let mut typist = Typist::of(".");
    let lesson = typist.course.lessons.iter().find(|lesson| lesson.id.as_str() == "anonymous-doctor").unwrap().clone();
    for page in lesson.pages.iter().skip(6) {
        let at = "2026-11-23T09:00:00Z".parse().unwrap();
        typist.journal.append(Fact::PageRead { lesson: lesson.id.clone(), page: page.id.clone() }, at).unwrap();
    }
    let led = typist.types("home\n3\n");
    led.reads("4 of 10 pages read").reads("Page 1 of 10");
}
