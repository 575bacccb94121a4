//! The first start: who the learner is, in four questions. Also where it is changed later.

use crate::journey::{Fact, Introduction, Role};
use crate::plain::form::{clean, typed};
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

const QUESTIONS: usize = 4;

/// Asks one after the other; `back` goes to the one before.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let known = session.progress.learner.clone();
    let mut learner = known.clone().unwrap_or_default();
    let mut at = 0;
    while at < QUESTIONS {
        session.paper.begins();
        ask(session, at, &learner);
        let help = "Type your answer. Enter alone keeps what is known, or leaves empty what may be empty.";
        let heard = session.ask(&Asks { at: format!("You are at the welcome, question {} of {QUESTIONS}.", at + 1), help, text: true })?;
        match heard {
            Heard::Go(Way::Back) if at > 0 => at -= 1,
            Heard::Go(way) if known.is_some() => return Ok(way),
            Heard::Go(_) => session.tell("Your name comes first; the course begins after these four questions."),
            Heard::Line(line) => match take(&mut learner, at, &line) {
                Ok(()) => at += 1,
                Err(why) => session.tell(&why),
            },
        }
        if at == QUESTIONS && known.as_ref() != Some(&learner) && !session.keep(Fact::Introduced(learner.clone())) {
            at -= 1;
        }
    }
    session.tell(&format!("Thank you, {}.", learner.name));
    Ok(if known.is_some() { Way::Back } else { Way::Home })
}

fn ask(session: &mut Session<'_>, at: usize, learner: &Introduction) {
    let paper = &mut session.paper;
    let now = |known: &str| if known.is_empty() { String::new() } else { format!(" It is {known} now; Enter keeps it.") };
    match at {
        0 => paper.say(&format!("Your name, as it should stand on the certificate.{}", now(&learner.name))),
        1 => {
            paper.say("Your role:");
            for (place, role) in Role::ALL.iter().enumerate() {
                paper.say_after(&format!("{}. ", place + 1), role.called());
            }
            paper.say(&format!("Type its number. Enter alone takes {}.", learner.role.called()));
        }
        2 => paper.say(&format!("Your staff id, so that your department can match you. May be empty.{}", now(&learner.staff_id))),
        _ => paper.say(&format!("Your department, shown on the certificate. May be empty.{}", now(&learner.department))),
    }
}

fn take(learner: &mut Introduction, at: usize, line: &str) -> Result<(), String> {
    let most = if at == 2 { 40 } else { 80 };
    let typed = clean(line, most);
    match at {
        0 if typed.is_empty() && learner.name.is_empty() => return Err("Your name is needed: it stands on the certificate.".to_owned()),
        _ if typed.is_empty() => {}
        0 => learner.name = typed,
        1 => {
            let roles = Role::ALL.map(|role| role.called().to_owned());
            if let Some(role) = Role::ALL.get(typed::one(&typed, &roles)?) {
                learner.role = *role;
            }
        }
        2 => learner.staff_id = typed,
        _ => learner.department = typed,
    }
    Ok(())
}
