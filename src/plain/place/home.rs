//! The list of steps: what is done, what comes next, how long it takes. Enter alone is always right.

use crate::course::Step;
use crate::journey::{
    LessonStanding, Place, Route, certificate_left, certified, due, lesson_standing, minutes_left, must_sign, next_step, remembered,
    step_done,
};
use crate::plain::form::typed;
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

use super::goes_on;
use super::step::{called, day, minutes, state};

/// Says how every step stands, and goes to the one that is chosen.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let course = session.course;
    let next = next_place(session);
    lay(session, next);
    let mut names: Vec<String> = course.order.iter().map(|step| called(course, step)).collect();
    names.push("Certificate".to_owned());
    let help = "Type the number of a step, or press Enter for the next one.";
    loop {
        match session.ask(&Asks { at: "You are at the list of steps.".to_owned(), help, text: false })? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) => {
                let place = if goes_on(&line) { Ok(next) } else { typed::one(&line, &names) };
                match place.map(|place| open(session, place)) {
                    Ok(Ok(route)) => return Ok(Way::Open(route)),
                    Ok(Err(why)) | Err(why) => session.tell(&why),
                }
            }
        }
    }
}

fn lay(session: &mut Session<'_>, next: usize) {
    let (course, now) = (session.course, session.now());
    session.paper.begins();
    let left: u32 = course.order.iter().map(|step| minutes_left(course, &session.progress, step)).sum();
    let left = if left == 0 { String::new() } else { format!(", {} left", minutes(left)) };
    session.paper.say(&format!("The steps of this course{left}:"));
    for (place, step) in course.order.iter().enumerate() {
        let words = format!("{}: {}.", called(course, step), state(course, &session.progress, step, now));
        session.paper.say_after(&format!("{}. ", place + 1), &words);
    }
    let words = format!("Certificate: {}.", certificate(session));
    session.paper.say_after(&format!("{}. ", course.order.len() + 1), &words);
    let due = due(course, &session.progress, now).len();
    if due > 0 {
        let questions = if due == 1 { "1 question is".to_owned() } else { format!("{due} questions are") };
        session.paper.say(&format!("{questions} due again: type refresh, two minutes at most."));
    }
    if !remembered(&session.progress).is_empty() {
        session.paper.say("Type mastery to hear what you are likely to know now.");
    }
    session.paper.gap();
    session.paper.say(&format!("Press Enter for number {}, or type another number.", next + 1));
}

fn certificate(session: &Session<'_>) -> String {
    let (left, today) = (left(session), session.clock.today());
    let certified = certified(session.course, &session.progress, today);
    match session.progress.certificates.last() {
        _ if left == 0 && signs(session) => "sign the statement".to_owned(),
        Some(earned) if left > 0 && certified.has_expired(today) => {
            format!("expired after {}, {left} to do to renew it", earned.until.map_or_else(String::new, day))
        }
        Some(earned) if left > 0 => {
            format!("valid until {}, {left} to do to renew it", earned.until.map_or_else(String::new, day))
        }
        Some(earned) => earned.until.map_or_else(|| "earned".to_owned(), |until| format!("earned, valid until {}", day(until))),
        None if left == 1 => "after 1 more step".to_owned(),
        None => format!("after {left} more steps"),
    }
}

fn left(session: &Session<'_>) -> usize {
    certificate_left(session.course, &session.progress, session.clock.today()).len()
}

fn signs(session: &Session<'_>) -> bool {
    must_sign(session.course, &session.progress, session.clock.today())
}

/// Returns where the next thing to do stands: a step left half-way first, the certificate last.
fn next_place(session: &Session<'_>) -> usize {
    let (course, progress) = (session.course, &session.progress);
    let half_way = match &progress.place {
        Some(Place::Page { lesson, .. }) => Some(Step::Lesson(lesson.clone())),
        Some(Place::Quiz { quiz }) => Some(Step::Quiz(quiz.clone())),
        Some(Place::Home) | None => None,
    };
    let begun = half_way.filter(|step| course.order.contains(step) && !step_done(course, progress, step));
    let next = begun.or_else(|| next_step(course, progress));
    next.and_then(|next| course.order.iter().position(|step| *step == next)).unwrap_or(course.order.len())
}

/// Returns where a number leads, or why not yet.
fn open(session: &Session<'_>, place: usize) -> Result<Route, String> {
    let course = session.course;
    match course.order.get(place) {
        Some(Step::Lesson(id)) => match course.lesson(id).map(|lesson| lesson_standing(course, &session.progress, lesson)) {
            Some(LessonStanding::Locked { needs }) => Err(format!("First comes {}.", called(course, &needs))),
            _ => Ok(Route::Lesson(id.clone())),
        },
        Some(Step::Quiz(id)) => Ok(Route::Quiz(id.clone())),
        None if left(session) == 0 && signs(session) => Ok(Route::Attest),
        None => Ok(Route::Certificate),
    }
}
