//! The questions that are due again: one sitting of two minutes, counted by no quiz.

use crate::journey::{Fact, Wording, due, next_due, shuffled};
use crate::plain::form::{Draft, explain};
use crate::plain::session::{Leave, Session, Way};

use super::quiz::{Replied, answered, ask, lay, told};
use super::step::day;
use super::wait;

/// Asks what is due, one question after the other.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let course = session.course;
    let questions = due(course, &session.progress, session.now());
    let of = questions.len();
    for (place, question) in questions.into_iter().enumerate() {
        let at = format!("You are refreshing, question {} of {of}.", place + 1);
        session.paper.begins();
        session.paper.say(&format!("To refresh, question {} of {of}. No quiz counts it.", place + 1));
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
        let next = if place + 1 < of { "the next question" } else { "the end" };
        if let Some(way) = told(session, question, next, &at)? {
            return Ok(way);
        }
    }
    ends(session, of)
}

fn ends(session: &mut Session<'_>, of: usize) -> Result<Way, Leave> {
    session.paper.begins();
    let next = next_due(session.course, &session.progress).map(|at| at.to_zoned_datetime(jiff::tz::TimeZone::system()).date());
    session.paper.say(match (of, next) {
        (0, None) => "Nothing is due. Questions come back here some days after you answered them.",
        (0, Some(_)) => "Nothing is due today.",
        (_, _) => "That was all for now.",
    });
    if let Some(at) = next {
        session.paper.say(&format!("The next question is due on {}.", day(at)));
    }
    let help = "Press Enter to go back.";
    session.paper.say(help);
    Ok(wait(session, "You are at the end of the refreshers.", help)?.unwrap_or(Way::Back))
}
