//! The list of steps: what is done, what comes next, how long it takes. Enter alone is always right.

use crate::course::Step;
use crate::journey::{
    LessonStanding, Place, Route, certificate_left, certified, due, lesson_standing, minutes_left, must_sign, next_step, remembered,
    step_done,
};
use crate::plain::form::typed;
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

use super::goes_on;
use super::step::{called, state};

/// Says how every step stands, and goes to the one that is chosen.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let (course, say) = (session.course, session.language());
    let next = next_place(session);
    lay(session, next);
    let mut names: Vec<String> = course.order.iter().map(|step| called(course, step, say)).collect();
    names.push(say.certificate().to_owned());
    let help = say.home_help();
    loop {
        match session.ask(&Asks { at: say.at_home().to_owned(), help, text: false })? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) => {
                let place = if goes_on(&line) { Ok(next) } else { typed::one(&line, &names, say) };
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
    let say = session.language();
    let steps = if left == 0 { say.home_steps().to_owned() } else { say.home_steps_left(say.about_minutes(left)) };
    session.paper.say(&steps);
    for (place, step) in course.order.iter().enumerate() {
        let words = say.home_row(called(course, step, say), state(course, &session.progress, step, now, say));
        session.paper.say_after(&format!("{}. ", place + 1), &words);
    }
    let words = say.home_row(say.certificate(), certificate(session));
    session.paper.say_after(&format!("{}. ", course.order.len() + 1), &words);
    let due = due(course, &session.progress, now).len();
    if due > 0 {
        session.paper.say(&say.home_refresh_type(due));
    }
    if !remembered(&session.progress).is_empty() {
        session.paper.say(session.language().progress_type());
    }
    session.paper.gap();
    session.paper.say(&say.home_press(next + 1));
}

fn certificate(session: &Session<'_>) -> String {
    let (say, left, today) = (session.language(), left(session), session.clock.today());
    let day = |day| say.day(day);
    let certified = certified(session.course, &session.progress, today);
    match session.progress.certificates.last() {
        _ if left == 0 && signs(session) => say.home_certificate_sign().to_owned(),
        Some(earned) if left > 0 && certified.has_expired(today) => {
            say.home_expired_to_do(earned.until.map_or_else(String::new, day), left)
        }
        Some(earned) if left > 0 => say.home_valid_to_do(earned.until.map_or_else(String::new, day), left),
        Some(earned) => earned.until.map_or_else(|| say.home_certificate_earned().to_owned(), |until| say.home_earned_valid(day(until))),
        None => say.home_certificate_after(left),
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
            Some(LessonStanding::Locked { needs }) => Err(session.language().home_comes_first(called(course, &needs, session.language()))),
            _ => Ok(Route::Lesson(id.clone())),
        },
        Some(Step::Quiz(id)) => Ok(Route::Quiz(id.clone())),
        None if left(session) == 0 && signs(session) => Ok(Route::Attest),
        None => Ok(Route::Certificate),
    }
}
