//! The list of steps: what is done, what comes next, how long it takes. Enter alone is always right.

use jiff::tz::TimeZone;

use crate::course::Step;
use crate::journey::{
    LessonStanding, Route, all_due, as_it_counts, certificate_left, due, ended_early, has_run_out, lesson_standing, minutes_left,
    must_sign, next_step, remembered, steps_done,
};
use crate::plain::form::typed;
use crate::plain::session::{Asks, Heard, Leave, Session, Steps, Way};

use super::goes_on;
use super::step::{called, state};

/// A list of so many steps may be said each time.
const SHORT: usize = 6;

/// Says how every step stands, and goes to the one that is chosen.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let (course, say) = (session.course, session.language());
    let next = next_place(session);
    session.paper.begins();
    // A long list is heard once, and again by `repeat` or `home`; after that it is enough to hear what comes next.
    if std::mem::replace(&mut session.steps, Steps::Heard) == Steps::Heard && course.order.len() > SHORT {
        session.paper.hushes();
        lay(session, next);
        session.paper.closes();
        tell_next(session, next);
    } else {
        lay(session, next);
    }
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
    let (course, say) = (session.course, session.language());
    if has_run_out(course, &session.progress, session.clock.today(), &TimeZone::system()) {
        session.paper.say(say.home_expired());
    }
    tell_certificate(session, next);
    session.paper.say(&time_left(session).map_or_else(|| say.home_steps().to_owned(), |left| say.home_steps_left(left)));
    for (place, step) in course.order.iter().enumerate() {
        let words = say.home_row(called(course, step, say), state(session, step));
        session.paper.say_after(&format!("{}. ", place + 1), &words);
    }
    let words = say.home_row(say.certificate(), certificate(session));
    session.paper.say_after(&format!("{}. ", course.order.len() + 1), &words);
    tell_due(session);
    if !remembered(&session.progress).is_empty() {
        session.paper.say(say.progress_type());
    }
    session.paper.gap();
    session.paper.say(&say.home_press(next + 1, title(session, next)));
}

/// Says how far the learner is and what comes next, where the steps were heard before.
fn tell_next(session: &mut Session<'_>, next: usize) {
    let (course, say) = (session.course, session.language());
    let (done, of) = steps_done(course, &session.progress, session.clock.today());
    let done = say.home_progress(done, of);
    session.paper.say(&time_left(session).map_or_else(|| format!("{done}."), |left| say.home_done_and_left(&done, left)));
    if !session.progress.certificates.is_empty() {
        let words = say.home_row(say.certificate(), certificate(session));
        session.paper.say(&words);
    }
    tell_certificate(session, next);
    let stands = course.order.get(next).map(|step| state(session, step));
    let stands = stands.unwrap_or_else(|| certificate(session));
    session.paper.say(&say.home_next(next + 1, title(session, next), stands));
    tell_due(session);
    session.paper.gap();
    session.paper.say(say.home_press_brief());
}

/// Says that a new certificate is ready, and where a newer edition of the course ends the one that is held early.
fn tell_certificate(session: &mut Session<'_>, next: usize) {
    let (course, say) = (session.course, session.language());
    if session.progress.is_certificate_new && next == course.order.len() && left(session) == 0 && !signs(session) {
        session.paper.say(&format!("{}.", say.home_certificate_ready()));
    }
    tell_new_edition(session);
}

/// Says until when the certificate counts, where a newer edition of the course ends it early.
pub(super) fn tell_new_edition(session: &mut Session<'_>) {
    let say = session.language();
    let counts = ended_early(session.course, &session.progress, TimeZone::system);
    let Some((counts, until)) = counts.and_then(|counts| counts.until.map(|until| (counts, until))) else { return };
    let (is_over, day) = (counts.has_expired(session.clock.today()), say.day(until));
    session.paper.say(&if is_over { say.certificate_new_edition_over(day) } else { say.certificate_new_edition(day) });
}

/// Says how many questions are due again, where any are.
fn tell_due(session: &mut Session<'_>) {
    let say = session.language();
    let sitting = due(session.course, &session.progress, session.now()).len();
    let more = all_due(session.course, &session.progress, session.now()).saturating_sub(sitting);
    if more > 0 {
        session.paper.say(&say.home_refresh_type_more(sitting, more));
    } else if sitting > 0 {
        session.paper.say(&say.home_refresh_type(sitting));
    }
}

/// Returns how long what the certificate needs still takes; `None` when nothing of it is left.
fn time_left(session: &Session<'_>) -> Option<String> {
    let (course, say) = (session.course, session.language());
    let needed = course.order.iter().filter(|step| course.needs(step));
    let left: u32 = needed.map(|step| minutes_left(course, &session.progress, step)).sum();
    let is_all = course.order.iter().all(|step| course.needs(step));
    let told = |time| if is_all { say.home_time_left(time) } else { say.home_time_to_certificate(time) };
    (left > 0).then(|| told(say.about_minutes(left)))
}

/// Returns what stands at a number.
fn title(session: &Session<'_>, place: usize) -> String {
    let (course, say) = (session.course, session.language());
    course.order.get(place).map_or_else(|| say.certificate().to_owned(), |step| called(course, step, say))
}

fn certificate(session: &Session<'_>) -> String {
    let (say, left, today) = (session.language(), left(session), session.clock.today());
    let day = |day| say.day(day);
    let held = session.progress.certificates.last();
    match held.map(|held| as_it_counts(session.course, &session.progress, held, &TimeZone::system())) {
        _ if left == 0 && signs(session) => say.home_certificate_sign().to_owned(),
        Some(earned) if left > 0 && earned.has_expired(today) => say.home_expired_to_do(earned.until.map_or_else(String::new, day), left),
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

/// Returns where the next thing to do stands; the certificate last.
fn next_place(session: &Session<'_>) -> usize {
    let (course, progress) = (session.course, &session.progress);
    let next = next_step(course, progress, session.now(), session.clock.today());
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
