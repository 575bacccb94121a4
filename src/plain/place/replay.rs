//! A story played again from its beginning, for the roads not taken. Changes no score and keeps nothing.

use crate::course::Question;
use crate::id::{QuestionId, QuizId};
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
    let at = "You are playing a story again.";
    loop {
        let made = match play(session, question, at)? {
            Ok(made) => made,
            Err(way) => return Ok(way),
        };
        session.paper.begins();
        ending(story, &made, &mut session.paper);
        session.paper.gap();
        session.paper.say(&worth(session, question, story, &made));
        let help = "Press Enter to go back, or type again to play from the start.";
        session.paper.gap();
        session.paper.say(help);
        loop {
            match session.ask(&Asks { at: at.to_owned(), help, text: false })? {
                Heard::Go(way) => return Ok(way),
                Heard::Line(line) if goes_on(&line) => return Ok(Way::Back),
                Heard::Line(line) if line.trim().eq_ignore_ascii_case("again") => break,
                Heard::Line(_) => session.tell(help),
            }
        }
    }
}

/// Plays it once. Returns the choices made, or where a command leads.
fn play(session: &mut Session<'_>, question: &Question, at: &str) -> Result<Result<Vec<usize>, Way>, Leave> {
    let mut made = Vec::new();
    session.paper.begins();
    session.paper.say("The story again. This changes no score, and nothing of it is kept.");
    session.paper.gap();
    ask(session, question);
    loop {
        let mut draft = Draft::new(&question.kind.form(), &made);
        lay(session, &draft, question, &[]);
        match answered(session, &mut draft, question, &[], at)? {
            Replied::Elsewhere(way) => return Ok(Err(way)),
            Replied::Scene(choice) => made.push(choice),
            Replied::With(Response::Played(made)) => return Ok(Ok(made)),
            Replied::With(_) => return Ok(Err(Way::Back)),
        }
        session.paper.begins();
    }
}

fn worth(session: &Session<'_>, question: &Question, story: &Story, made: &[usize]) -> String {
    let reached = Play::replay(story, made).and_then(|play| play.ending());
    let worth = reached.map_or_else(String::new, |reached| format!("This ending is worth {}.", reached.shown()));
    let yours = session.progress.attempts.iter().rev().find_map(|attempt| attempt.answer_to(question));
    match yours {
        Some(answer) => format!("{worth} Yours stays as it is: {}.", answer.grade.shown()),
        None => worth,
    }
}
