//! A step of the course and how it stands, in words.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::course::{Course, Quiz, Step};
use crate::journey::{LessonStanding, Progress, QuizStanding, lesson_standing, minutes_left, quiz_standing};

/// Returns what a step is called, a quiz as one.
pub(super) fn called(course: &Course, step: &Step) -> String {
    let title = course.step_title(step);
    match step {
        Step::Quiz(_) => as_quiz(title),
        Step::Lesson(_) => title.to_owned(),
    }
}

/// Returns what a quiz is called.
pub(super) fn quiz_called(quiz: &Quiz) -> String {
    as_quiz(&quiz.title)
}

fn as_quiz(title: &str) -> String {
    if title.to_lowercase().contains("quiz") { title.to_owned() } else { format!("Quiz: {title}") }
}

/// Returns how a step stands at a moment.
pub(super) fn state(course: &Course, progress: &Progress, step: &Step, now: Timestamp) -> String {
    let left = || minutes(minutes_left(course, progress, step));
    let after = |needs: &Step| format!("locked; first comes {}", called(course, needs));
    match step {
        Step::Lesson(id) => match course.lesson(id).map(|lesson| lesson_standing(course, progress, lesson)) {
            None => "not in this course".to_owned(),
            Some(LessonStanding::Locked { needs }) => after(&needs),
            Some(LessonStanding::New) => format!("not begun, {}", left()),
            Some(LessonStanding::Reading { read, of }) => format!("{read} of {of} pages read, {} left", left()),
            Some(LessonStanding::Read) => "read".to_owned(),
            Some(LessonStanding::TestedOut) => "passed without reading".to_owned(),
        },
        Step::Quiz(id) => match course.quiz(id).map(|quiz| (quiz, quiz_standing(course, progress, quiz, now))) {
            None => "not in this course".to_owned(),
            Some((_, QuizStanding::Locked { needs })) => after(&needs),
            Some((_, QuizStanding::New)) => format!("not begun, {}", left()),
            Some((_, QuizStanding::Open { answered, of })) => format!("at question {} of {of}", (answered + 1).min(of)),
            Some((_, QuizStanding::Passed { best })) => format!("passed with {}", best.shown()),
            Some((quiz, QuizStanding::NotYet { best, wait_until })) => {
                let again = wait_until.map_or_else(String::new, |until| format!(", again at {}", clock(until)));
                format!("not passed yet: {}, pass mark {}{again}", best.shown(), quiz.pass)
            }
            Some((quiz, QuizStanding::Failed { best })) => {
                format!("not passed: {}, pass mark {}, no attempt left", best.shown(), quiz.pass)
            }
        },
    }
}

/// Returns a number of minutes in words.
pub(super) fn minutes(count: u32) -> String {
    if count == 1 { "about 1 minute".to_owned() } else { format!("about {count} minutes") }
}

/// Returns the time of day of a moment.
pub(super) fn clock(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::system()).strftime("%H:%M").to_string()
}

/// Returns a day as nobody misreads it: `November 23, 2026`.
pub(super) fn day(day: Date) -> String {
    day.strftime("%B %-d, %Y").to_string()
}
