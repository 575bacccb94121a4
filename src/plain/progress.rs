//! How far the learner has come, told at any prompt: what the full screen draws as charts.

use jiff::tz::TimeZone;

use jiff::Timestamp;

use crate::course::Course;
use crate::journey::{Progress, by_day, effort};

use super::mastery;
use super::paper::Paper;

/// How many attempts, and how many days, are told: the newest.
const NEWEST: usize = 10;

/// Says what is done, what is likely to be known, and the marks by attempt and by day.
pub(super) fn tell(course: &Course, progress: &Progress, now: Timestamp, paper: &mut Paper<'_>) {
    let say = paper.language;
    let far = effort(course, progress);
    paper.gap();
    paper.say(say.progress_yours_list());
    for (done, words) in [(far.lessons, say.progress_lessons()), (far.quizzes, say.progress_quizzes())] {
        if done.of > 0 {
            paper.say_after("- ", &say.progress_row(say.progress_of(done.done, done.of), words));
        }
    }
    if progress.attempts.is_empty() {
        paper.say(say.progress_none());
        return;
    }
    mastery::tell(course, progress, now, paper);
    let today = now.to_zoned_datetime(TimeZone::system()).date();
    let attempts = progress.attempts.iter().filter_map(|attempt| {
        let quiz = course.quiz(&attempt.quiz)?;
        let ended = attempt.result(quiz)?;
        let day = say.day_as_of(ended.at.to_zoned_datetime(TimeZone::system()).date(), today);
        let quiz = say.as_quiz(&quiz.title);
        let words = if ended.passed { say.progress_attempt_passed(quiz, day) } else { say.progress_attempt_not_yet(quiz, day) };
        Some(say.progress_row(say.percent(ended.grade.shown().0), words))
    });
    list(say.progress_attempts_list(), &attempts.collect::<Vec<_>>(), paper);
    let days = by_day(progress, &TimeZone::system()).into_iter();
    let days = days.map(|(day, done)| say.progress_day(say.day_as_of(day, today), say.progress_right(done.done, done.of)));
    list(say.progress_days_list(), &days.collect::<Vec<_>>(), paper);
}

fn list(heading: &str, rows: &[String], paper: &mut Paper<'_>) {
    if rows.is_empty() {
        return;
    }
    paper.gap();
    paper.say(heading);
    let skipped = rows.len().saturating_sub(NEWEST);
    for row in rows.iter().skip(skipped) {
        paper.say_after("- ", row);
    }
}
