//! The certificate as text, or what is left to do for it.

use crate::journey::step_done;
use crate::plain::session::{Leave, Session, Way};

use super::step::called;
use super::wait;

/// Says the certificate and how to keep it.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let (course, say) = (session.course, session.language());
    session.paper.begins();
    if let Some(earned) = session.progress.certificates.last() {
        let (learner, today) = (session.progress.learner.as_ref(), session.clock.today());
        let text = (session.certificate)(course, learner, earned, today, session.paper.columns(), say);
        session.paper.lines(&text);
        session.paper.gap();
        session.paper.say(&say.certificate_type_text("bedside certificate --text"));
        session.paper.say(&say.certificate_type_hand_in("bedside export"));
    } else {
        session.paper.say(say.certificate_is_yours());
        for step in &course.certificate.needs {
            let done = if step_done(course, &session.progress, step) { say.certificate_done() } else { say.certificate_to_do() };
            session.paper.say_after("- ", &format!("{}: {done}", called(course, step, say)));
        }
        if course.attest.is_some() && session.progress.attested.is_none() {
            session.paper.say_after("- ", say.certificate_statement());
        }
    }
    let help = say.plain_go_back();
    session.paper.gap();
    session.paper.say(help);
    Ok(wait(session, say.at_certificate(), help)?.unwrap_or(Way::Back))
}
