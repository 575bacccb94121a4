//! A quiz: what it is, then question after question. An answer is kept before its reasons are told; leaving and coming back finds
//! the same question, for all of it is read from what was kept.

use std::collections::BTreeSet;

use crate::course::{Feedback, Question, Quiz, Step};
use crate::id::QuizId;
use crate::journey::{Answering, Attempt, Fact, Place, QuizStanding, Route, Subject, Wording, attempts_used, begin, fresh, to_renew};
use crate::language::Language;
use crate::plain::card;
use crate::plain::command::{self, is};
use crate::plain::form::{Answered, Draft, explain};
use crate::plain::session::{Asks, Heard, Leave, Session, Way};
use crate::plain::start::Keeping;
use crate::question::{Form, Grade, Percent, Play, Response};

use super::step::{called, quiz_called};
use super::{goes_on, wait};

/// Asks what is open; says what the quiz is when nothing is.
pub(super) fn visit(session: &mut Session<'_>, id: &QuizId) -> Result<Way, Leave> {
    let course = session.course;
    let Some(quiz) = course.quiz(id) else {
        session.tell(session.language().not_in_course());
        return Ok(Way::Back);
    };
    if session.progress.open_attempt(quiz).is_none()
        && let Some(way) = intro(session, quiz)?
    {
        return Ok(way);
    }
    let mut telling = Telling::Whole;
    while let Some(attempt) = session.progress.open_attempt(quiz).cloned() {
        session.place = Some(Place::Quiz { quiz: quiz.id.clone() });
        if let Some(way) = over(session, quiz, &attempt) {
            return Ok(way);
        }
        let way = match attempt.next(quiz) {
            Some((_, question)) => asked(session, quiz, &attempt, (question, telling))?,
            None => end(session, quiz, &attempt)?,
        };
        telling = Telling::GoesOn;
        if let Some(way) = way {
            return Ok(way);
        }
    }
    Ok(Way::Back)
}

/// How much of a question is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Telling {
    /// All of it, for whoever comes to it.
    Whole,
    /// Of a story that goes on, the next scene.
    GoesOn,
}

/// Says what the quiz is. Returns where a command leads, or `None` once an attempt has begun.
fn intro(session: &mut Session<'_>, quiz: &Quiz) -> Result<Option<Way>, Leave> {
    let standing = session.standing(quiz);
    let renews = to_renew(session.course, &session.progress, session.clock.today()).contains(&Step::Quiz(quiz.id.clone()));
    let used = attempts_used(session.course, &session.progress, quiz, session.now(), session.clock.today());
    let say = session.language();
    let percent = |share: Percent| say.percent(share.0);
    let paper = &mut session.paper;
    paper.begins();
    paper.say(&quiz_called(quiz, say));
    paper.gap();
    if !quiz.intro.is_empty() {
        paper.words(&quiz.intro);
        paper.gap();
    }
    paper.say(&say.quiz_questions(quiz.asked(), percent(quiz.pass)));
    if let Some(most) = quiz.attempts {
        paper.say(&say.quiz_attempts_used(used, most));
    }
    if let Some(minutes) = quiz.time_limit_minutes {
        paper.say(&say.quiz_may_take(minutes));
    }
    // Of a preview nothing is kept, as its first lines say.
    if session.keeping == Keeping::Keeps {
        paper.say(say.quiz_kept());
    }
    let help = match &standing {
        QuizStanding::Locked { needs } => say.quiz_help_locked(called(session.course, needs, say)),
        QuizStanding::Passed { best } if renews => say.quiz_help_renew(percent(best.shown())),
        QuizStanding::Passed { best } => say.quiz_help_passed(percent(best.shown())),
        QuizStanding::NotYet { best, wait_until: Some(until) } => {
            say.quiz_help_wait(percent(best.shown()), say.moment(*until, session.clock.now()))
        }
        QuizStanding::NotYet { best, .. } => say.quiz_help_not_yet(percent(best.shown())),
        QuizStanding::Failed { best } => say.quiz_help_failed(percent(best.shown())),
        QuizStanding::New | QuizStanding::Open { .. } => say.quiz_help_begin().to_owned(),
    };
    paper.gap();
    paper.say(&help);
    loop {
        if let Some(way) = wait(session, &say.at_quiz_beginning(quiz_called(quiz, say)), &help)? {
            return Ok(Some(way));
        }
        match session.standing(quiz) {
            QuizStanding::Locked { needs } => return Ok(Some(Way::Turn(Route::to(&needs)))),
            QuizStanding::Failed { .. } => session.tell(say.quiz_no_attempt()),
            QuizStanding::NotYet { wait_until: Some(until), .. } => {
                session.tell(&say.quiz_again_at(say.moment(until, session.now())));
            }
            standing => {
                if !session.hear_of_others() {
                    continue;
                }
                if session.standing(quiz) != standing {
                    return if session.progress.open_attempt(quiz).is_some() { Ok(None) } else { intro(session, quiz) };
                }
                let attempt = fresh::attempt(session.now(), session.luck());
                let begun = begin(quiz, attempt, &session.progress.seen(quiz), session.luck());
                if session.keep(begun) {
                    return Ok(None);
                }
            }
        }
    }
}

/// Ends the attempt with the answers it has, once its time is over.
fn over(session: &mut Session<'_>, quiz: &Quiz, attempt: &Attempt) -> Option<Way> {
    if !session.progress.is_over(attempt, quiz, session.now()) || !session.keep(attempt.finish(quiz)) {
        return None;
    }
    session.tell(session.language().quiz_was_over());
    Some(Way::Turn(Route::Result(attempt.id)))
}

/// Ends an attempt whose questions are all answered.
fn end(session: &mut Session<'_>, quiz: &Quiz, attempt: &Attempt) -> Result<Option<Way>, Leave> {
    while !session.keep(attempt.finish(quiz)) {
        let help = session.language().quiz_keep_end();
        if let Some(way) = wait(session, session.language().at_quiz_end(), help)? {
            return Ok(Some(way));
        }
    }
    Ok(Some(Way::Turn(Route::Result(attempt.id))))
}

/// Asks a question until it is answered, or until a choice of its story is kept. Returns where a command leads.
fn asked(
    session: &mut Session<'_>,
    quiz: &Quiz,
    attempt: &Attempt,
    (question, telling): (&Question, Telling),
) -> Result<Option<Way>, Leave> {
    let (place, of) = {
        let asked: Vec<&Question> = attempt.asked(quiz).map(|(_, asked)| asked).collect();
        (asked.iter().position(|asked| asked.id == question.id).map_or(asked.len(), |place| place + 1), asked.len())
    };
    let drawn = attempt.drawn_as(question);
    let (order, name) = drawn.map_or((&[][..], &question.id), |drawn| (&drawn.order, &drawn.question));
    let made = attempt.choices_in(question);
    let answering = Answering { attempt: Some(attempt.id), drawn: name, question };
    let mut draft = begun(session, answering, made);
    let say = session.language();
    let until = session.progress.until(attempt, quiz).map(|until| say.clock(until));
    session.paper.begins();
    if made.is_empty() || telling == Telling::Whole {
        let head = match &until {
            Some(until) => say.question_head_until(place, of, until),
            None => say.question_head(place, of),
        };
        session.paper.say(&head);
        session.paper.gap();
        ask(session, question);
    }
    lay(session, &draft, question, order);
    let at = match until {
        Some(until) => say.at_question_until(place, of, quiz_called(quiz, say), until),
        None => say.at_question(place, of, quiz_called(quiz, say)),
    };
    let since = session.ran();
    if session.progress.until_for(attempt, question).is_some_and(|until| until < session.now()) {
        return late(session, attempt, question, &at);
    }
    if question.time_limit_seconds.is_some() && session.progress.until_for(attempt, question).is_none() {
        session.notes.push(Fact::QuestionShown { attempt: attempt.id, question: name.clone() });
    }
    loop {
        let response = match answered(session, &mut draft, answering, order, &at)? {
            Replied::Elsewhere(way) => return Ok(Some(way)),
            Replied::Scene(choice) => {
                let Some(chosen) = scene_chosen(attempt, question, choice) else { return Ok(Some(Way::Back)) };
                if session.keep(chosen) {
                    return Ok(None);
                }
                continue;
            }
            // Time that is over takes nothing away: the question that was in front may still be answered.
            Replied::With(response) => response,
        };
        let grade = question.kind.grade(&response, question.partial);
        let kept = session.keep(Fact::QuestionAnswered {
            attempt: attempt.id,
            question: name.clone(),
            response: response.clone(),
            grade,
            points: question.points,
            millis: session.ran().saturating_sub(since),
            wording: Wording::of(question),
        });
        if !kept {
            continue;
        }
        if quiz.feedback != Feedback::Each {
            session.tell(say.answer_is_kept());
            return Ok(None);
        }
        session.paper.begins();
        explain(question, &response, grade, order, &mut session.paper);
        let last = session.progress.open_attempt(quiz).is_none_or(|attempt| attempt.next(quiz).is_none());
        return told(session, question, if last { say.next_result() } else { say.next_question() }, &at);
    }
}

/// A question whose time was over before the learner came back to it counts as not answered.
fn late(session: &mut Session<'_>, attempt: &Attempt, question: &Question, at: &str) -> Result<Option<Way>, Leave> {
    let name = attempt.drawn_as(question).map_or(&question.id, |drawn| &drawn.question);
    let help = session.language().question_was_over();
    session.tell(help);
    let way = wait(session, at, help)?;
    if way.is_none() {
        session.keep(Fact::QuestionAnswered {
            attempt: attempt.id,
            question: name.clone(),
            response: Response::Some(BTreeSet::new()),
            grade: Grade::NONE,
            points: question.points,
            millis: 0,
            wording: Wording::of(question),
        });
    }
    Ok(way)
}

/// What a question came to.
pub(super) enum Replied {
    /// The answer.
    With(Response),
    /// A choice of a story that goes on.
    Scene(usize),
    /// A command.
    Elsewhere(Way),
}

/// Says what is asked, with the picture or the post it is about.
pub(super) fn ask(session: &mut Session<'_>, question: &Question) {
    let paper = &mut session.paper;
    if let Some(picture) = &question.picture {
        card::picture(picture, paper);
    }
    if let Some(post) = &question.post {
        card::post(post, paper);
        paper.gap();
    }
    paper.words(&question.ask);
    paper.gap();
}

/// Reads the form aloud and says what to type.
pub(super) fn lay(session: &mut Session<'_>, draft: &Draft, question: &Question, order: &[usize]) {
    session.subject = Subject::Question { question: question.id.clone() };
    draft.lay(&question.kind.form(), order, &mut session.paper);
    if !question.hint.is_empty() {
        session.paper.say(session.language().question_type_hint());
    }
}

/// Begins an answer, or goes on with one that was left half made.
pub(super) fn begun(session: &Session<'_>, answering: Answering<'_>, scenes: &[usize]) -> Draft {
    let form = answering.question.kind.form();
    match session.progress.unfinished.answer(answering, session.course) {
        Some(left) => Draft::gone_on(&form, scenes, left),
        None => Draft::new(&form, scenes),
    }
}

/// Hears lines until they make an answer.
pub(super) fn answered(
    session: &mut Session<'_>,
    draft: &mut Draft,
    answering: Answering<'_>,
    order: &[usize],
    at: &str,
) -> Result<Replied, Leave> {
    let question = answering.question;
    loop {
        let (say, text) = (session.language(), draft.is_text());
        let wants = draft.wants(say);
        let help = if question.hint.is_empty() { wants.to_owned() } else { format!("{wants} {}", say.question_type_hint()) };
        let line = match session.ask(&Asks { at: at.to_owned(), help: &help, text })? {
            Heard::Go(way) => return Ok(Replied::Elsewhere(way)),
            Heard::Line(line) => line,
        };
        if !question.hint.is_empty() && is(&line, Language::command_hint) {
            session.paper.gap();
            session.paper.words(&question.hint);
            continue;
        }
        let heard = draft.hear(&line, &question.kind.form(), order, &mut session.paper);
        let untouched = session
            .progress
            .unfinished
            .answer(answering, session.course)
            .cloned()
            .or_else(|| Draft::new(&question.kind.form(), &[]).so_far());
        if let Some(so_far) = draft.so_far().filter(|so_far| untouched.as_ref() != Some(so_far)) {
            session.begun = Some(answering.left_at(so_far));
        }
        match heard {
            Answered::NotYet => {}
            Answered::Because(why) => session.tell(&why),
            Answered::With(response) => return Ok(Replied::With(response)),
            Answered::Scene(choice) => return Ok(Replied::Scene(choice)),
        }
    }
}

/// Waits below the reasons; `see` opens the page that teaches the question.
pub(super) fn told(session: &mut Session<'_>, question: &Question, next: &str, at: &str) -> Result<Option<Way>, Leave> {
    let see = question.see.as_ref().and_then(|(lesson, page)| Some((lesson, session.course.lesson(lesson)?.page(page)?)));
    let say = session.language();
    let replay = replay(session, question);
    let mut help = match see {
        Some((_, page)) if !page.title.is_empty() => say.question_see_titled(next, &page.title),
        Some(_) => say.question_see(next),
        None => say.plain_enter_for(next),
    };
    if replay.is_some() {
        help = say.question_type_replay(help);
    }
    session.paper.say(&help);
    loop {
        match session.ask(&Asks { at: at.to_owned(), help: &help, text: false })? {
            Heard::Go(way) => return Ok(Some(way)),
            Heard::Line(line) if goes_on(&line) => return Ok(None),
            Heard::Line(line) if replay.is_some() && is(&line, Language::command_replay) => return Ok(replay.map(Way::Open)),
            Heard::Line(line) => match see.filter(|_| is(&line, Language::command_see)) {
                Some((lesson, page)) => {
                    let route = Route::Page(lesson.clone(), page.id.clone());
                    session.shown = Some((route.clone(), say.plain_way_back(next)));
                    return Ok(Some(Way::Open(route)));
                }
                None => session.tell(&command::told(&line, say).unwrap_or_else(|| help.clone())),
            },
        }
    }
}

/// Returns where a story is played again; `None` for a question that is none.
fn replay(session: &Session<'_>, question: &Question) -> Option<Route> {
    let Form::Play { .. } = question.kind.form() else { return None };
    let quiz = session.course.quizzes.iter().find(|quiz| quiz.question(&question.id).is_some())?;
    Some(Route::Replay(quiz.id.clone(), question.id.clone()))
}

/// Returns the fact of a choice in a story that goes on.
fn scene_chosen(attempt: &Attempt, question: &Question, choice: usize) -> Option<Fact> {
    let made = attempt.choices_in(question);
    let drawn = attempt.drawn_as(question)?;
    let Form::Play { story } = question.kind.form() else { return None };
    let scene = Play::replay(story, made)?.scene()?.id.clone();
    Some(Fact::SceneChosen { attempt: attempt.id, question: drawn.question.clone(), scene, turn: made.len(), choice })
}
