//! Questions answered outside any attempt: those that are due again, or those an attempt missed. No quiz counts them.

use crate::course::Question;
use crate::journey::{Answering, Attempt, AttemptId, Fact, Wording, due, next_due, shuffled};
use crate::language::Language;
use crate::plain::form::{Draft, explain};
use crate::plain::session::{Leave, Session, Way};

use super::quiz::{Replied, answered, ask, begun, lay, told};
use super::wait;

/// Why questions are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sitting {
    /// They are likely to be forgotten.
    Due,
    /// An attempt missed them.
    Missed,
}

impl Sitting {
    /// Returns what stands before a question.
    fn head(self, place: usize, of: usize, say: Language) -> String {
        if self == Self::Due { say.refresh_head(place, of) } else { say.practice_head(place, of) }
    }

    /// Returns where one is.
    fn at(self, place: usize, of: usize, say: Language) -> String {
        if self == Self::Due { say.at_refresh(place, of) } else { say.at_practice(place, of) }
    }
}

/// Asks what is due, one question after the other: one sitting of two minutes.
pub(super) fn of_what_is_due(session: &mut Session<'_>) -> Result<Way, Leave> {
    let questions = due(session.course, &session.progress, session.now());
    let of = questions.len();
    match sit(session, Sitting::Due, questions)? {
        Some(way) => Ok(way),
        None => ends(session, of),
    }
}

/// Asks what an attempt missed; what was practiced since is asked again only once all was.
pub(super) fn of_what_was_missed(session: &mut Session<'_>, attempt: AttemptId) -> Result<Way, Leave> {
    let Some(attempt) = session.progress.attempt(attempt).cloned() else { return Ok(Way::Back) };
    let questions = missed(session, &attempt);
    if let Some(way) = sit(session, Sitting::Missed, questions)? {
        return Ok(way);
    }
    session.paper.begins();
    let say = session.language();
    session.paper.say(say.practice_all());
    let help = say.plain_go_back();
    session.paper.say(help);
    Ok(wait(session, say.at_practice_end(), help)?.unwrap_or(Way::Back))
}

fn missed<'a>(session: &Session<'a>, attempt: &Attempt) -> Vec<&'a Question> {
    let Some(quiz) = session.course.quiz(&attempt.quiz) else { return Vec::new() };
    let all: Vec<&Question> = attempt.missed(quiz).map(|(_, question)| question).collect();
    let since = |question: &Question| {
        let ended = attempt.ended.map(|ended| ended.at);
        session.progress.refreshed.iter().any(|(at, practiced, _)| *practiced == question.id && ended.is_some_and(|ended| *at >= ended))
    };
    let left: Vec<&Question> = all.iter().copied().filter(|question| !since(question)).collect();
    if left.is_empty() { all } else { left }
}

/// Asks questions, one after the other. Returns where a command leads.
fn sit(session: &mut Session<'_>, sitting: Sitting, questions: Vec<&Question>) -> Result<Option<Way>, Leave> {
    let of = questions.len();
    for (place, question) in questions.into_iter().enumerate() {
        let say = session.language();
        let at = sitting.at(place + 1, of, say);
        session.paper.begins();
        session.paper.say(&sitting.head(place + 1, of, say));
        session.paper.gap();
        ask(session, question);
        let form = question.kind.form();
        let order = shuffled(question, session.luck());
        let answering = Answering { attempt: None, drawn: &question.id, question };
        let (mut draft, mut made) = (begun(session, answering, &[]), Vec::new());
        lay(session, &draft, question, &order);
        let since = session.ran();
        let (response, grade) = loop {
            let response = match answered(session, &mut draft, answering, &order, &at)? {
                Replied::Elsewhere(way) => return Ok(Some(way)),
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
                millis: session.ran().saturating_sub(since),
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
            return Ok(Some(way));
        }
    }
    Ok(None)
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
    if !due(session.course, &session.progress, session.now()).is_empty() {
        session.paper.say(say.refresh_more());
    } else if let Some(at) = next {
        session.paper.say(&say.refresh_next(say.day(at)));
    }
    let help = say.plain_go_back();
    session.paper.say(help);
    Ok(wait(session, say.at_refresh_end(), help)?.unwrap_or(Way::Back))
}
