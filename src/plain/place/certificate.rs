//! The certificate as text, or what is left to do for it.

use crate::journey::step_done;
use crate::plain::session::{Leave, Session, Way};

use super::step::called;
use super::wait;

/// Says the certificate and how to keep it.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let course = session.course;
    session.paper.begins();
    if let Some(earned) = session.progress.certificates.last() {
        let (learner, today) = (session.progress.learner.as_ref(), session.clock.today());
        let text = (session.certificate)(course, learner, earned, today, session.paper.columns());
        session.paper.lines(&text);
        session.paper.gap();
        session.paper.say("To keep it as text, type at your shell: bedside certificate --text");
        session.paper.say("To hand in your work, type there: bedside export");
    } else {
        session.paper.say("Your certificate is yours as soon as these are done. Nothing has to be asked for.");
        for step in &course.certificate.needs {
            let done = if step_done(course, &session.progress, step) { "done" } else { "to do" };
            session.paper.say_after("- ", &format!("{}: {done}", called(course, step)));
        }
        if course.attest.is_some() && session.progress.attested.is_none() {
            session.paper.say_after("- ", "A statement to sign, at the end: to do");
        }
    }
    let help = "Press Enter to go back.";
    session.paper.gap();
    session.paper.say(help);
    Ok(wait(session, "You are at the certificate.", help)?.unwrap_or(Way::Back))
}
