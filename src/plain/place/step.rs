//! A step of the course and how it stands, in words.

use crate::course::{Course, Quiz, Step};
use crate::journey::{LessonStanding, QuizStanding, lesson_standing, minutes_left, to_renew};
use crate::language::Language;
use crate::plain::session::Session;
use crate::question::Percent;

/// Returns what a step is called, a quiz as one.
pub(super) fn called(course: &Course, step: &Step, say: Language) -> String {
    let title = course.step_title(step);
    match step {
        Step::Quiz(_) => say.as_quiz(title),
        Step::Lesson(_) => title.to_owned(),
    }
}

/// Returns what a quiz is called.
pub(super) fn quiz_called(quiz: &Quiz, say: Language) -> String {
    say.as_quiz(&quiz.title)
}

/// Returns how a step stands now.
pub(super) fn state(session: &Session<'_>, step: &Step) -> String {
    let (course, progress, say) = (session.course, &session.progress, session.language());
    let left = || say.about_minutes(minutes_left(course, progress, step));
    let after = |needs: &Step| say.step_locked(called(course, needs, say));
    let percent = |share: Percent| say.percent(share.0);
    let is_needed = course.needs(step);
    let practice = |state: String| if is_needed { state } else { say.home_practice(state) };
    match step {
        Step::Lesson(id) => match course.lesson(id).map(|lesson| lesson_standing(course, progress, lesson)) {
            None => say.step_gone().to_owned(),
            Some(LessonStanding::Locked { needs }) => after(&needs),
            Some(LessonStanding::New) if !is_needed => say.home_optional(say.step_not_begun(left())),
            Some(LessonStanding::New) => say.step_not_begun(left()),
            Some(LessonStanding::Reading { read, of }) => say.step_reading(read, of, left()),
            Some(LessonStanding::Read) => say.home_read().to_owned(),
            Some(LessonStanding::TestedOut) => say.home_tested_out().to_owned(),
        },
        Step::Quiz(id) => match course.quiz(id).map(|quiz| (quiz, session.standing(quiz))) {
            None => say.step_gone().to_owned(),
            Some((quiz, QuizStanding::Locked { needs: Step::Lesson(lesson) })) if quiz.lesson.as_ref() == Some(&lesson) => {
                say.home_after_its_lesson().to_owned()
            }
            Some((_, QuizStanding::Locked { needs })) => after(&needs),
            Some((_, QuizStanding::New)) => practice(say.step_not_begun(left())),
            Some((_, QuizStanding::Open { answered, of })) => practice(say.step_at_question((answered + 1).min(of), of)),
            Some((_, QuizStanding::Passed { .. })) if to_renew(course, progress, session.clock.today()).contains(step) => {
                say.home_pass_again().to_owned()
            }
            Some((_, QuizStanding::Passed { best })) => say.step_passed(percent(best.shown())),
            Some((quiz, QuizStanding::NotYet { best, wait_until })) => {
                let (share, pass) = (percent(best.shown()), percent(quiz.pass));
                practice(match wait_until {
                    Some(until) => say.step_not_yet_until(share, pass, say.moment(until, session.now())),
                    None => say.step_not_yet(share, pass),
                })
            }
            Some((quiz, QuizStanding::Failed { best })) => practice(say.step_failed(percent(best.shown()), percent(quiz.pass))),
        },
    }
}
