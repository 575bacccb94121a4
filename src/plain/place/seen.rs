//! A question that was answered before: what was asked and, where its trainer lets it be looked at, one's own answer and the reasons.

use crate::id::QuestionId;
use crate::journey::{Subject, asked_in, may_look_at};
use crate::plain::form::explain;
use crate::plain::session::{Leave, Session, Way};

use super::{quiz, wait};

/// Says it, and goes back.
pub(super) fn visit(session: &mut Session<'_>, id: &QuestionId) -> Result<Way, Leave> {
    let (course, say) = (session.course, session.language());
    let Some((of, question)) = asked_in(course, id) else { return Ok(Way::Back) };
    session.subject = Subject::Question { question: question.id.clone() };
    session.paper.begins();
    session.paper.say(&say.seen_of(&of.title));
    session.paper.gap();
    quiz::ask(session, question);
    let attempt = session.progress.attempts.iter().rev().find(|attempt| attempt.answer_to(question).is_some()).cloned();
    let answer = attempt.as_ref().and_then(|attempt| attempt.answer_to(question));
    match (&attempt, answer) {
        (Some(attempt), Some(answer)) if may_look_at(course, &session.progress, of, question) => {
            let order = attempt.drawn_as(question).map_or(&[][..], |drawn| &drawn.order);
            explain(question, &answer.response, answer.grade, order, &mut session.paper);
        }
        _ => {
            session.paper.say(say.seen_not_now());
        }
    }
    let help = say.seen_help();
    session.paper.gap();
    session.paper.say(help);
    Ok(wait(session, say.at_seen(), help)?.unwrap_or(Way::Back))
}
