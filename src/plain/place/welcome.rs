//! The first start: who the learner is, in four questions. Also where it is changed later.

use crate::journey::{Fact, HalfMade, Introduction, LONGEST_DEPARTMENT, LONGEST_NAME, LONGEST_STAFF_ID, Role};
use crate::language::Language;
use crate::plain::form::{fitting, typed};
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

const QUESTIONS: usize = 4;

/// Asks one after the other; `back` goes to the one before.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let known = session.progress.learner.clone();
    let mut learner = session.progress.unfinished.introduction().or(known.as_ref()).cloned().unwrap_or_default();
    let mut at = 0;
    while at < QUESTIONS {
        session.paper.begins();
        ask(session, at, &learner);
        let say = session.language();
        let help = say.welcome_help();
        let heard = session.ask(&Asks { at: say.at_welcome(at + 1, QUESTIONS), help, text: true })?;
        match heard {
            Heard::Go(Way::Back) if at > 0 => at -= 1,
            Heard::Go(way) if known.is_some() => return Ok(way),
            Heard::Go(_) => session.tell(say.welcome_first()),
            Heard::Line(line) => match take(&mut learner, at, &line, say) {
                Ok(()) => {
                    at += 1;
                    let kept = session.progress.unfinished.introduction().or(known.as_ref());
                    if kept != Some(&learner) {
                        session.begun = Some(HalfMade::Introduction { who: learner.clone() });
                    }
                }
                Err(why) => session.tell(&why),
            },
        }
        let is_new = known.as_ref() != Some(&learner) || session.progress.unfinished.introduction().is_some();
        if at == QUESTIONS && is_new && !session.keep(Fact::Introduced(learner.clone())) {
            at -= 1;
        }
    }
    session.tell(&session.language().welcome_thanks(&learner.name));
    Ok(if known.is_some() { Way::Back } else { Way::Home })
}

/// What is typed where there is to be nothing; an empty line keeps what is there.
const NOTHING: &str = ".";

fn ask(session: &mut Session<'_>, at: usize, learner: &Introduction) {
    let say = session.language();
    let paper = &mut session.paper;
    let now = |asks: &str, known: &str| if known.is_empty() { asks.to_owned() } else { say.welcome_now(asks, known) };
    let or_nothing = |asks: &str, known: &str| if known.is_empty() { asks.to_owned() } else { say.welcome_now_or_nothing(asks, known) };
    match at {
        0 => paper.say(&now(say.welcome_ask_name(), &learner.name)),
        1 => {
            paper.say(say.welcome_ask_role());
            for (place, role) in Role::ALL.iter().enumerate() {
                paper.say_after(&format!("{}. ", place + 1), role.said(say));
            }
            paper.say(&say.welcome_ask_number(learner.role.said(say)));
        }
        2 => paper.say(&or_nothing(say.welcome_ask_staff_id(), &learner.staff_id)),
        _ => paper.say(&or_nothing(say.welcome_ask_department(), &learner.department)),
    }
}

fn take(learner: &mut Introduction, at: usize, line: &str, say: Language) -> Result<(), String> {
    let most = match at {
        2 => LONGEST_STAFF_ID,
        3 => LONGEST_DEPARTMENT,
        _ => LONGEST_NAME,
    };
    let typed = fitting(line, most, say)?;
    match at {
        0 if typed.is_empty() && learner.name.is_empty() => return Err(say.welcome_name_needed().to_owned()),
        _ if typed.is_empty() => {}
        2 if typed == NOTHING => learner.staff_id.clear(),
        3 if typed == NOTHING => learner.department.clear(),
        0 => learner.name = typed,
        1 => {
            let roles = Role::ALL.map(|role| role.said(say).to_owned());
            if let Some(role) = Role::ALL.get(typed::one(&typed, &roles, say)?) {
                learner.role = *role;
            }
        }
        2 => learner.staff_id = typed,
        _ => learner.department = typed,
    }
    Ok(())
}
