//! How an attempt went: marks against the pass mark, by teaching point, what to reread, and what to do now.

use std::collections::BTreeMap;

use crate::course::{Course, Quiz};
use crate::id::{LessonId, PageId, PointId};
use crate::journey::{Attempt, AttemptId, Known, Route, mastery, may_review, quiz_standing};
use crate::plain::form::explain;
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

use super::step::{day, quiz_called};
use super::{goes_on, quiz};

/// Says the result and what may be done now.
pub(super) fn visit(session: &mut Session<'_>, id: AttemptId) -> Result<Way, Leave> {
    let course = session.course;
    let read = session.progress.attempt(id).cloned().and_then(|attempt| Some((course.quiz(&attempt.quiz)?, attempt)));
    let Some((quiz, attempt)) = read else { return Ok(Way::Home) };
    let Some(ended) = attempt.result(quiz) else { return Ok(Way::Turn(Route::Quiz(quiz.id.clone()))) };
    let pages = reread(&attempt, quiz, course);
    session.paper.begins();
    session.paper.say(&format!("Result: {}. {}", quiz_called(quiz), if ended.passed { "Passed." } else { "Not yet passed." }));
    let marks = attempt.marks(quiz);
    session.paper.say(&format!("{} of {} marks, {}. The pass mark is {}.", marks.shown(), marks.of(), ended.grade.shown(), attempt.pass));
    by_point(&attempt, quiz, session);
    if !pages.is_empty() {
        session.paper.gap();
        session.paper.say("Worth reading again:");
        for (place, (_, _, title)) in pages.iter().enumerate() {
            session.paper.say_after(&format!("{}. ", place + 1), title);
        }
    }
    if let Some(earned) = session.progress.certificates.last().filter(|earned| earned.at >= ended.at) {
        session.paper.gap();
        session
            .paper
            .say(&format!("That was the last step: your certificate of {} is ready. Type certificate to read it.", day(earned.on)));
    }
    let again = quiz_standing(course, &session.progress, quiz, session.now()).may_try();
    let review = may_review(course, &session.progress, quiz) && attempt.missed(quiz).next().is_some();
    let help = choices(!pages.is_empty(), again, review);
    session.paper.gap();
    session.paper.say(&help);
    loop {
        let line = match session.ask(&Asks { at: format!("You are at the result of {}.", quiz_called(quiz)), help: &help, text: false })? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) => line,
        };
        match line.trim().to_lowercase().as_str() {
            _ if goes_on(&line) => return Ok(Way::Home),
            "again" if again => return Ok(Way::Turn(Route::Quiz(quiz.id.clone()))),
            "redo" if review => return Ok(Way::Open(Route::Redo(attempt.id))),
            "review" if review => {
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

fn choices(pages: bool, again: bool, review: bool) -> String {
    let mut help = "Press Enter to go on with the course.".to_owned();
    if again {
        help.push_str(" Type again for another attempt.");
    }
    if review {
        help.push_str(" Type review to hear what was not right, or redo to practice only that.");
    }
    if pages {
        help.push_str(" Type a number to read that page.");
    }
    help
}

fn by_point(attempt: &Attempt, quiz: &Quiz, session: &mut Session<'_>) {
    let (course, points) = (session.course, attempt.marks_by_point(quiz));
    let known: BTreeMap<PointId, Known> = mastery(course, &session.progress, session.now()).into_iter().collect();
    let paper = &mut session.paper;
    if points.is_empty() {
        return;
    }
    paper.gap();
    paper.say("By teaching point, and how likely you are to know it now:");
    for (point, words) in &course.points {
        if let Some(marks) = points.get(point) {
            let now = known.get(point).map_or_else(String::new, |known| format!(", now {}", known.shown()));
            paper.say_after("- ", &format!("{} of {}{now}: {words}", marks.shown(), marks.of()));
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
        session.paper.say(&format!("To hear again, {} of {of}:", number + 1));
        quiz::ask(session, question);
        explain(question, &answer.response, answer.grade, &drawn.order, &mut session.paper);
    }
}
