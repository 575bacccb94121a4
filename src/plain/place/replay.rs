//! A story played again from its beginning, for the roads not taken. Changes no score and keeps nothing.

use crate::course::Question;
use crate::id::{QuestionId, QuizId};
use crate::journey::Answering;
use crate::language::Language;
use crate::plain::command::is;
use crate::plain::form::{Draft, ending};
use crate::plain::session::{Asks, Heard, Leave, Session, Way};
use crate::question::{Form, Play, Response, Story};

use super::goes_on;
use super::quiz::{Replied, answered, ask, lay};

/// Plays the story until its end, as often as the learner likes.
pub(super) fn visit(session: &mut Session<'_>, quiz: &QuizId, question: &QuestionId) -> Result<Way, Leave> {
    let course = session.course;
    let Some(question) = course.quiz(quiz).and_then(|quiz| quiz.question(question)) else { return Ok(Way::Back) };
    let Form::Play { story } = question.kind.form() else { return Ok(Way::Back) };
    let say = session.language();
    let at = say.at_replay();
    loop {
        let made = match play(session, question, at)? {
            Ok(made) => made,
            Err(way) => return Ok(way),
        };
        session.paper.begins();
        ending(story, &made, &mut session.paper);
        session.paper.gap();
        session.paper.say(&worth(session, question, story, &made));
        let help = say.replay_help();
        session.paper.gap();
        session.paper.say(help);
        loop {
            match session.ask(&Asks { at: at.to_owned(), help, text: false })? {
                Heard::Go(way) => return Ok(way),
                Heard::Line(line) if goes_on(&line) => return Ok(Way::Back),
                Heard::Line(line) if is(&line, Language::command_again) => break,
                Heard::Line(_) => session.tell(help),
            }
        }
    }
}

/// Plays it once. Returns the choices made, or where a command leads.
fn play(session: &mut Session<'_>, question: &Question, at: &str) -> Result<Result<Vec<usize>, Way>, Leave> {
    let mut made = Vec::new();
    session.paper.begins();
    session.paper.say(session.language().replay_again());
    session.paper.gap();
    ask(session, question);
    loop {
        let mut draft = Draft::new(&question.kind.form(), &made);
        lay(session, &draft, question, &[]);
        let answering = Answering { attempt: None, drawn: &question.id, question };
        match answered(session, &mut draft, answering, &[], at)? {
            Replied::Elsewhere(way) => return Ok(Err(way)),
            Replied::Scene(choice) => made.push(choice),
            Replied::With(Response::Played(made)) => return Ok(Ok(made)),
            Replied::With(_) => return Ok(Err(Way::Back)),
        }
        session.paper.begins();
    }
}

fn worth(session: &Session<'_>, question: &Question, story: &Story, made: &[usize]) -> String {
    let say = session.language();
    let Some(reached) = Play::replay(story, made).and_then(|play| play.ending()) else { return String::new() };
    let yours = session.progress.attempts.iter().rev().find_map(|attempt| attempt.answer_to(question));
    let share = say.percent(reached.shown().0);
    yours.map_or_else(|| say.replay_worth(&share), |answer| say.replay_worth_yours(&share, say.percent(answer.grade.shown().0)))
}
