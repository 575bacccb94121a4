//! The certificate as text, with the files to take along, or what is left to do for it.

use jiff::tz::TimeZone;

use crate::course::Step;
use crate::journey::{Document, QuizStanding, as_it_counts, certified, is_stuck, must_sign, step_done, to_renew};
use crate::plain::form::typed;
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

use super::home::tell_new_edition;
use super::step::called;
use super::{goes_on, wait};

/// Says the certificate and how to keep it.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let (course, say) = (session.course, session.language());
    session.paper.begins();
    if let Some(earned) = session.progress.certificates.last() {
        let (learner, today) = (session.progress.learner.as_ref(), session.clock.today());
        let counts = as_it_counts(course, &session.progress, earned, &TimeZone::system());
        let text = (session.certificate)(course, learner, &counts, today, session.paper.columns(), say);
        session.paper.lines(&text);
        session.paper.gap();
        if let Some(seen) = session.progress.certificate_seen() {
            session.notes.push(seen);
        }
        tell_new_edition(session);
        renewal(session);
        if session.documents.is_some() {
            return files(session);
        }
        session.paper.say(say.certificate_kept_there());
    } else {
        let needs = &course.certificate.needs;
        let is_stuck = is_stuck(course, &session.progress, session.now(), session.clock.today());
        session.paper.say(if is_stuck { say.certificate_is_yours_ask() } else { say.certificate_is_yours() });
        for step in needs {
            let state = state(session, step, step_done(course, &session.progress, step));
            session.paper.say_after("- ", &format!("{}: {state}", called(course, step, say)));
        }
        if course.attest.is_some() && session.progress.attested.is_none() {
            session.paper.say_after("- ", &format!("{}: {}", say.certificate_statement(), say.certificate_to_do()));
        }
    }
    let help = say.plain_go_back();
    session.paper.gap();
    session.paper.say(help);
    Ok(wait(session, say.at_certificate(), help)?.unwrap_or(Way::Back))
}

/// Returns where a quiz stands; `None` for a lesson.
fn tried(session: &Session<'_>, step: &Step) -> Option<QuizStanding> {
    let Step::Quiz(id) = step else { return None };
    session.course.quiz(id).map(|quiz| session.standing(quiz))
}

/// Returns how a step stands that the certificate needs.
fn state(session: &Session<'_>, step: &Step, is_done: bool) -> String {
    let say = session.language();
    match tried(session, step) {
        Some(QuizStanding::Failed { .. }) => say.certificate_no_attempt().to_owned(),
        Some(QuizStanding::NotYet { wait_until: Some(until), .. }) => say.certificate_again(say.moment(until, session.now())),
        _ if is_done => say.certificate_done().to_owned(),
        _ => say.certificate_to_do().to_owned(),
    }
}

/// Says what is to be done anew, once the certificate may be renewed.
fn renewal(session: &mut Session<'_>) {
    let (course, say, today) = (session.course, session.language(), session.clock.today());
    if certified(course, &session.progress, today).since().is_none() {
        return;
    }
    session.paper.say(say.certificate_renew());
    if is_stuck(course, &session.progress, session.now(), today) {
        session.paper.say(say.quiz_no_attempt());
    }
    for step in to_renew(course, &session.progress, today) {
        let is_passed = step_done(course, &session.progress, &step);
        let title = called(course, &step, say);
        let title = if is_passed { say.certificate_pass_again(title) } else { title };
        let state = state(session, &step, false);
        session.paper.say_after("- ", &format!("{title}: {state}"));
    }
    if must_sign(course, &session.progress, today) {
        session.paper.say_after("- ", say.certificate_sign_again());
    }
    session.paper.gap();
}

/// Offers the files to take along, and says where each is once it is written.
fn files(session: &mut Session<'_>) -> Result<Way, Leave> {
    let say = session.language();
    let names = [say.certificate_save().to_owned(), say.certificate_write_hand_in().to_owned()];
    for (place, name) in names.iter().enumerate() {
        session.paper.say_after(&format!("{}. ", place + 1), name);
    }
    let help = say.certificate_files_help();
    session.paper.gap();
    session.paper.say(help);
    loop {
        let line = match session.ask(&Asks { at: say.at_certificate().to_owned(), help, text: false })? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) if goes_on(&line) => return Ok(Way::Back),
            Heard::Line(line) => line,
        };
        let document = match typed::one(&line, &names, say) {
            Err(why) => {
                session.tell(&why);
                continue;
            }
            Ok(0) => Document::Certificate,
            Ok(_) => Document::HandIn,
        };
        write(session, document);
    }
}

/// Writes a file, and says what became of it.
fn write(session: &mut Session<'_>, document: Document) {
    let say = session.language();
    let Some(documents) = &session.documents else { return session.tell(say.certificate_kept_there()) };
    match (documents.write(document, session.course, &session.progress), document) {
        (Ok(file), Document::Certificate) => session.tell(&say.certificate_saved(file.display())),
        (Ok(file), Document::HandIn) => {
            session.tell(&say.certificate_hand_in_written(file.display()));
            if session.progress.is_named_otherwise() {
                session.paper.say(say.certificate_hand_in_names());
            }
        }
        (Err(error), _) => session.tell(&say.certificate_not_written(error.because.in_a_line(say))),
    }
}
