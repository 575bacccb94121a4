//! How an attempt went: marks against the pass mark, by teaching point, what to reread, and what to do now.

use std::collections::BTreeMap;

use crate::course::{Course, Quiz};
use crate::id::{LessonId, PageId, PointId};
use crate::journey::{Attempt, AttemptId, Known, Outcome, Route, mastery, may_review, outcome};
use crate::language::Language;
use crate::plain::command::is;
use crate::plain::form::explain;
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

use super::step::quiz_called;
use super::{goes_on, quiz};

/// Says the result and what may be done now.
pub(super) fn visit(session: &mut Session<'_>, id: AttemptId) -> Result<Way, Leave> {
    let course = session.course;
    let read = session.progress.attempt(id).cloned().and_then(|attempt| Some((course.quiz(&attempt.quiz)?, attempt)));
    let Some((quiz, attempt)) = read else { return Ok(Way::Home) };
    let Some(ended) = attempt.result(quiz) else { return Ok(Way::Turn(Route::Quiz(quiz.id.clone()))) };
    let pages = reread(&attempt, quiz, course);
    let say = session.language();
    session.paper.begins();
    let verdict = match outcome(course, &session.progress, (quiz, ended), session.now(), session.clock.today()) {
        Outcome::Passed => say.result_passed().to_owned(),
        Outcome::Failed => say.result_failed().to_owned(),
        Outcome::NotYet => say.result_not_yet().to_owned(),
        Outcome::PassedBefore { best, is_certified: true } => say.result_earlier_stands_certificate(say.percent(best.shown().0)),
        Outcome::PassedBefore { best, .. } => say.result_earlier_stands(say.percent(best.shown().0)),
    };
    session.paper.say(&say.result_head(quiz_called(quiz, say), verdict));
    let marks = attempt.marks(quiz);
    let (share, pass) = (say.percent(ended.grade.shown().0), say.percent(attempt.pass.0));
    session.paper.say(&say.result_share(say.decimal(&marks.shown()), marks.of(), share, pass));
    by_point(&attempt, quiz, session);
    if !pages.is_empty() {
        session.paper.gap();
        session.paper.say(say.result_reread_list());
        for (place, (_, _, title)) in pages.iter().enumerate() {
            session.paper.say_after(&format!("{}. ", place + 1), title);
        }
    }
    if let Some(earned) = session.progress.certificates.last().filter(|earned| ended.passed && earned.at >= ended.at) {
        session.paper.gap();
        session.paper.say(&say.result_certificate_type(say.day(earned.on)));
    }
    let stands = session.standing(quiz);
    let again = stands.may_try();
    if let Some(until) = stands.wait_until() {
        session.paper.gap();
        session.paper.say(&say.quiz_again_at(say.moment(until, session.now())));
    }
    let review = may_review(course, &session.progress, quiz) && attempt.missed(quiz).next().is_some();
    let help = choices(!pages.is_empty(), again, review, say);
    session.paper.gap();
    session.paper.say(&help);
    loop {
        let line = match session.ask(&Asks { at: say.at_result(quiz_called(quiz, say)), help: &help, text: false })? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) => line,
        };
        match line.trim() {
            _ if goes_on(&line) => return Ok(Way::Home),
            line if again && is(line, Language::command_again) => return Ok(Way::Turn(Route::Quiz(quiz.id.clone()))),
            line if review && is(line, Language::command_redo) => return Ok(Way::Open(Route::Redo(attempt.id))),
            line if review && is(line, Language::command_review) => {
                look_again(session, &attempt, quiz);
                session.tell(&help);
            }
            number => match number.parse::<usize>().ok().and_then(|number| pages.get(number.checked_sub(1)?)) {
                Some((lesson, page, _)) => return Ok(Way::Open(Route::Page(lesson.clone(), page.clone()))),
                None => session.tell(&help),
            },
        }
    }
}

fn choices(pages: bool, again: bool, review: bool, say: Language) -> String {
    let all =
        [(true, say.result_enter()), (again, say.result_again()), (review, say.result_type_review()), (pages, say.result_type_number())];
    let told: Vec<&str> = all.into_iter().filter(|(is, _)| *is).map(|(_, words)| words).collect();
    told.join(" ")
}

fn by_point(attempt: &Attempt, quiz: &Quiz, session: &mut Session<'_>) {
    let (course, points) = (session.course, attempt.marks_by_point(quiz));
    let known: BTreeMap<PointId, Known> = mastery(course, &session.progress, session.now()).into_iter().collect();
    let paper = &mut session.paper;
    if points.is_empty() {
        return;
    }
    paper.gap();
    let say = paper.language;
    paper.say(say.result_points());
    for (point, words) in &course.points {
        if let Some(marks) = points.get(point) {
            let earned = say.decimal(&marks.shown());
            let told = match known.get(point) {
                Some(known) if marks.of() == 0 => say.result_point_unscored(say.percent(known.shown().0), words),
                Some(known) => say.result_point_now(earned, marks.of(), say.percent(known.shown().0), words),
                None => say.result_point(earned, marks.of(), words),
            };
            paper.say_after("- ", &told);
        }
    }
}

fn reread(attempt: &Attempt, quiz: &Quiz, course: &Course) -> Vec<(LessonId, PageId, String)> {
    let mut pages: Vec<_> = attempt.missed(quiz).filter_map(|(_, question)| question.see.clone()).collect();
    pages.sort();
    pages.dedup();
    let titled = |(lesson, page): (LessonId, PageId)| {
        let there = course.lesson(&lesson)?;
        let title = format!("{} ({})", there.page(&page)?.title, there.title);
        Some((lesson, page, title))
    };
    pages.into_iter().filter_map(titled).collect()
}

fn look_again(session: &mut Session<'_>, attempt: &Attempt, quiz: &Quiz) {
    let of = attempt.missed(quiz).count();
    for (number, (drawn, question)) in attempt.missed(quiz).enumerate() {
        let Some(answer) = attempt.answer_to(question) else { continue };
        session.paper.gap();
        session.paper.say(&session.paper.language.result_hear_again(number + 1, of));
        quiz::ask(session, question);
        explain(question, &answer.response, answer.grade, &drawn.order, &mut session.paper);
    }
}
