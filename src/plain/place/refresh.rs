//! The questions that are due again: one sitting of two minutes, counted by no quiz.

use crate::journey::{Fact, Wording, due, next_due, shuffled};
use crate::plain::form::{Draft, explain};
use crate::plain::session::{Leave, Session, Way};

use super::quiz::{Replied, answered, ask, lay, told};
use super::wait;

/// Asks what is due, one question after the other.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let course = session.course;
    let questions = due(course, &session.progress, session.now());
    let of = questions.len();
    for (place, question) in questions.into_iter().enumerate() {
        let say = session.language();
        let at = say.at_refresh(place + 1, of);
        session.paper.begins();
        session.paper.say(&say.refresh_head(place + 1, of));
        session.paper.gap();
        ask(session, question);
        let form = question.kind.form();
        let order = shuffled(question, session.luck());
        let (mut draft, mut made) = (Draft::new(&form, &[]), Vec::new());
        lay(session, &draft, question, &order);
        let since = session.now();
        let (response, grade) = loop {
            let response = match answered(session, &mut draft, question, &order, &at)? {
                Replied::Elsewhere(way) => return Ok(way),
                Replied::Scene(choice) => {
                    made.push(choice);
                    draft = Draft::new(&form, &made);
                    session.paper.begins();
                    lay(session, &draft, question, &order);
                    continue;
                }
                Replied::With(response) => response,
            };
            let grade = question.kind.grade(&response, question.partial);
            let kept = session.keep(Fact::Refreshed {
                question: question.id.clone(),
                response: response.clone(),
                grade,
                millis: u64::try_from(session.now().as_millisecond().saturating_sub(since.as_millisecond())).unwrap_or(0),
                wording: Wording::of(question),
            });
            if kept {
                break (response, grade);
            }
        };
        session.paper.begins();
        explain(question, &response, grade, &order, &mut session.paper);
        let next = if place + 1 < of { say.next_question() } else { say.next_end() };
        if let Some(way) = told(session, question, next, &at)? {
            return Ok(way);
        }
    }
    ends(session, of)
}

fn ends(session: &mut Session<'_>, of: usize) -> Result<Way, Leave> {
    let say = session.language();
    session.paper.begins();
    let next = next_due(session.course, &session.progress).map(|at| at.to_zoned_datetime(jiff::tz::TimeZone::system()).date());
    session.paper.say(match (of, next) {
        (0, None) => say.refresh_nothing_ever(),
        (0, Some(_)) => say.refresh_nothing_today(),
        (_, _) => say.refresh_done(),
    });
    if let Some(at) = next {
        session.paper.say(&say.refresh_next(say.day(at)));
    }
    let help = say.plain_go_back();
    session.paper.say(help);
    Ok(wait(session, say.at_refresh_end(), help)?.unwrap_or(Way::Back))
}
