//! A quiz: what it is, then one question a screen. An answer is kept before its reasons are shown; leaving and coming back finds
//! the same question, for all of it is read from what was kept.
//!
//! Time that is over takes nothing away: the question that was in front may still be answered, as long as it is not left, and whoever
//! is about to leave it is told so first. It is looked at when a key comes.

mod renewed;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::course::proof::Part;
use crate::course::{self, Feedback, Question};
use crate::id::{QuestionId, QuizId};
use crate::journey::{Answering, Attempt, Fact, Place, Route, Subject, Wording};
use crate::question::{Form, Grade, Play, Response};
use crate::tui::form::{Answered, explain};
use crate::tui::keymap::{Action, Context, Idle};
use crate::tui::sheet::{Sheet, Touch};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

use super::asking::{Asked, Asking, Doing, ask};
use super::{follow, quiz_intro, see};

/// A quiz, at its beginning or at a question.
#[derive(Debug)]
pub(super) struct Quiz {
    id: QuizId,
    /// The question in front; `None` for the first that has no answer.
    at: Option<QuestionId>,
    asking: Asking,
    /// When what is in front came there, by the wall and by the session's clock.
    since: (Timestamp, u64),
    /// Whether the learner was told that leaving gives the answer up.
    is_warned: bool,
}

/// What is in front of the learner.
enum Stage<'a> {
    /// What the quiz is.
    Intro,
    /// The time of the attempt was over before the next question came.
    Over(&'a Attempt),
    /// The time of a question was over before the learner came back to it.
    Late(&'a Attempt, &'a Question),
    /// A question without an answer.
    Asking(&'a Attempt, &'a Question),
    /// An answer and why.
    Telling(&'a Attempt, &'a Question),
}

impl Quiz {
    /// Opens a quiz: at its open question, if there is one. With the facts to note.
    pub(super) fn new(id: &QuizId, world: &World<'_>) -> Option<(Self, Vec<Fact>)> {
        let quiz = world.course.quiz(id)?;
        let mut opened = Self { id: quiz.id.clone(), at: None, asking: Asking::nothing(), since: (world.now, world.ran), is_warned: false };
        let facts = opened.begin(world);
        Some((opened, facts))
    }

    /// Begins what is in front anew: an empty answer, the first thing in focus. Returns the fact that it was shown, where its time
    /// counts from now on.
    fn begin(&mut self, world: &World<'_>) -> Vec<Fact> {
        (self.since, self.is_warned) = ((world.now, world.ran), false);
        if let Stage::Asking(attempt, question) = self.stage(world) {
            self.asking = Asking::begin(asked(attempt, question), attempt.choices_in(question), world);
            let timed = question.time_limit_seconds.is_some() && world.progress.until_for(attempt, question).is_none();
            let shown = attempt.drawn_as(question).filter(|_| timed);
            return shown.map(|drawn| Fact::QuestionShown { attempt: attempt.id, question: drawn.question.clone() }).into_iter().collect();
        }
        self.asking.view = View::on(&self.sheet(world, world.columns()));
        Vec::new()
    }

    fn quiz<'a>(&self, world: &World<'a>) -> Option<&'a course::Quiz> {
        world.course.quiz(&self.id)
    }

    /// Returns the quiz and its open attempt.
    fn open<'a>(&self, world: &World<'a>) -> Option<(&'a course::Quiz, &'a Attempt)> {
        let quiz = self.quiz(world)?;
        Some((quiz, world.progress.open_attempt(quiz)?))
    }

    fn stage<'a>(&self, world: &World<'a>) -> Stage<'a> {
        let Some((quiz, attempt)) = self.open(world) else { return Stage::Intro };
        let at = self.at.as_ref().and_then(|at| quiz.question(at));
        let unanswered = || attempt.next(quiz).map(|(_, question)| question);
        let last = || attempt.asked(quiz).map(|(_, question)| question).last();
        let came_late = |until: Option<Timestamp>| until.is_some_and(|until| until < self.since.0);
        match at.or_else(unanswered).or_else(last) {
            None => Stage::Intro,
            Some(question) if attempt.answer_to(question).is_some() => Stage::Telling(attempt, question),
            Some(_) if came_late(world.progress.until(attempt, quiz)) => Stage::Over(attempt),
            Some(question) if came_late(world.progress.until_for(attempt, question)) => Stage::Late(attempt, question),
            Some(question) => Stage::Asking(attempt, question),
        }
    }

    /// Returns when the time is over for what is in front, the nearer of two limits.
    fn until(&self, world: &World<'_>) -> Option<Timestamp> {
        let (quiz, attempt) = self.open(world)?;
        let question = match self.stage(world) {
            Stage::Asking(attempt, question) => world.progress.until_for(attempt, question),
            _ => None,
        };
        world.progress.until(attempt, quiz).into_iter().chain(question).min()
    }

    /// Whether a question is in front that may be answered only as long as it is not left.
    fn is_last_chance(&self, world: &World<'_>) -> bool {
        matches!(self.stage(world), Stage::Asking(..)) && self.until(world).is_some_and(|until| until < world.now)
    }

    /// Returns which question of an attempt this is, counted from 1.
    fn place_of(&self, attempt: &Attempt, question: &Question, world: &World<'_>) -> usize {
        let asked = self.quiz(world).into_iter().flat_map(|quiz| attempt.asked(quiz));
        asked.take_while(|(_, asked)| asked.id != question.id).count() + 1
    }

    /// Returns what an answer asks for: to be kept, and nothing else yet.
    fn answer(&mut self, answered: Answered, world: &World<'_>) -> Vec<Effect> {
        let Stage::Asking(attempt, question) = self.stage(world) else { return Vec::new() };
        match answered {
            Answered::NotYet if self.is_last_chance(world) => {
                vec![Effect::Say(world.language.quiz_time_over_may_answer().to_owned())]
            }
            Answered::NotYet => Vec::new(),
            Answered::Because(words) => vec![Effect::Say(words)],
            Answered::Scene(choice) => scene_chosen(attempt, question, choice),
            Answered::With(response) => {
                self.at = Some(question.id.clone());
                let grade = question.kind.grade(&response, question.partial);
                vec![self.answered(attempt, question, response, grade, world)]
            }
        }
    }

    /// Returns the answer, to be kept.
    fn answered(&self, attempt: &Attempt, question: &Question, response: Response, grade: Grade, world: &World<'_>) -> Effect {
        Effect::Record(Fact::QuestionAnswered {
            attempt: attempt.id,
            question: attempt.drawn_as(question).map_or_else(|| question.id.clone(), |drawn| drawn.question.clone()),
            response,
            grade,
            points: question.points,
            millis: world.ran.saturating_sub(self.since.1),
            wording: Wording::of(question),
        })
    }

    /// Goes to the next question, or ends the attempt.
    fn go_on(&mut self, world: &World<'_>) -> Vec<Effect> {
        let Some((quiz, attempt)) = self.open(world) else { return vec![Effect::Close] };
        if is_last(quiz, attempt, world) {
            return vec![Effect::Record(attempt.finish(quiz)), Effect::Turn(Route::Result(attempt.id))];
        }
        self.at = None;
        self.begin(world).into_iter().map(Effect::Note).collect()
    }

    /// Adds an answer and why.
    fn tell(&self, attempt: &Attempt, question: &Question, world: &World<'_>, sheet: &mut Sheet) {
        let Some(answer) = attempt.answer_to(question) else { return };
        ask(question, world, sheet);
        let from = sheet.rows.len();
        explain(question, answer, order(attempt, question), world.language, sheet);
        sheet.look_at = Some(from..(from + 3).min(sheet.rows.len()));
        if let Some((lesson, page)) = &question.see {
            let title = world.course.lesson(lesson).and_then(|lesson| lesson.page(page)).map_or("", |page| &page.title);
            see(lesson, page, title, world, sheet);
            sheet.gap();
        }
        if matches!(question.kind.form(), Form::Play { .. }) {
            sheet.button(world.language.play_again(), Touch::Replay);
        }
        let last = self.quiz(world).is_none_or(|quiz| is_last(quiz, attempt, world));
        sheet.button(if last { world.language.see_result() } else { world.language.quiz_next() }, Touch::Next);
    }
}

/// Whether nothing is asked after what is in front: all is answered, or the time is over.
fn is_last(quiz: &course::Quiz, attempt: &Attempt, world: &World<'_>) -> bool {
    attempt.next(quiz).is_none() || world.progress.is_over(attempt, quiz, world.now)
}

fn clock_to_the_second(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::system()).strftime("%H:%M:%S").to_string()
}

fn order<'a>(attempt: &'a Attempt, question: &Question) -> &'a [usize] {
    attempt.drawn_as(question).map_or(&[], |drawn| &drawn.order)
}

fn asked<'a>(attempt: &'a Attempt, question: &'a Question) -> Asked<'a> {
    let drawn = attempt.drawn_as(question);
    let at = Answering { attempt: Some(attempt.id), drawn: drawn.map_or(&question.id, |drawn| &drawn.question), question };
    Asked { at, order: drawn.map_or(&[], |drawn| &drawn.order) }
}

fn scene_chosen(attempt: &Attempt, question: &Question, choice: usize) -> Vec<Effect> {
    let made = attempt.choices_in(question);
    let Some(drawn) = attempt.drawn_as(question) else { return Vec::new() };
    let Form::Play { story } = question.kind.form() else { return Vec::new() };
    let Some(scene) = Play::replay(story, made).and_then(|play| play.scene().map(|scene| scene.id.clone())) else { return Vec::new() };
    vec![Effect::Record(Fact::SceneChosen { attempt: attempt.id, question: drawn.question.clone(), scene, turn: made.len(), choice })]
}

impl Screen for Quiz {
    fn header(&self, world: &World<'_>) -> Header {
        let here = self.quiz(world).map_or_else(String::new, |quiz| quiz.title.clone());
        match self.stage(world) {
            Stage::Intro => Header { here: world.course.title.clone(), ..Header::default() },
            Stage::Over(_) => Header { here, ..Header::default() },
            Stage::Late(attempt, question) | Stage::Asking(attempt, question) | Stage::Telling(attempt, question) => {
                let asked: Vec<&Question> =
                    self.quiz(world).map(|quiz| attempt.asked(quiz).map(|(_, asked)| asked).collect()).unwrap_or_default();
                let (place, of) = (self.place_of(attempt, question, world), asked.len());
                let answered = asked.iter().filter(|asked| attempt.answer_to(asked).is_some()).count();
                let exact = world.progress.until_for(attempt, question).is_some();
                let until = self.until(world).filter(|_| world.settled.clock);
                let say = world.language;
                let left = match until {
                    None => String::new(),
                    Some(until) if until < world.now => say.quiz_time_over().to_owned(),
                    Some(until) => say.quiz_until(if exact { clock_to_the_second(until) } else { say.clock(until) }),
                };
                Header { here, far: say.question_of(place, of), is_limit: !left.is_empty(), left, done: Some((answered, of)) }
            }
        }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        match self.stage(world) {
            Stage::Asking(attempt, question) => return self.asking.sheet(asked(attempt, question), world),
            Stage::Intro => quiz_intro::lay(&self.id, world, &mut sheet),
            Stage::Over(attempt) => {
                let at = self
                    .quiz(world)
                    .and_then(|quiz| world.progress.until(attempt, quiz))
                    .map_or_else(String::new, |until| world.language.moment(until, world.now));
                sheet.say(&world.language.quiz_attempt_over(at), Role::Text);
                sheet.gap();
                sheet.button(world.language.see_result(), Touch::Next);
            }
            Stage::Late(attempt, question) => {
                let at = world.progress.until_for(attempt, question).map_or_else(String::new, clock_to_the_second);
                sheet.say(&world.language.quiz_question_over(at), Role::Text);
                sheet.gap();
                sheet.button(world.language.go_on(), Touch::Next);
            }
            Stage::Telling(attempt, question) => self.tell(attempt, question, world, &mut sheet),
        }
        sheet
    }

    fn view(&self) -> View {
        self.asking.view
    }

    fn context(&self, world: &World<'_>) -> Context {
        match self.stage(world) {
            Stage::Intro if self.quiz(world).is_some_and(|quiz| world.standing(quiz).may_try()) => Context::Intro,
            // What is in focus begins nothing there.
            Stage::Intro | Stage::Over(_) | Stage::Late(..) => Context::Result,
            Stage::Asking(attempt, question) => self.asking.context(asked(attempt, question), world),
            Stage::Telling(..) => Context::Feedback,
        }
    }

    fn idle(&self, _: &Sheet, world: &World<'_>) -> Idle {
        let idle = match self.stage(world) {
            Stage::Asking(_, question) => self.asking.idle(question),
            Stage::Telling(_, question) => Idle::default().and(&Action::See, question.see.is_none()),
            Stage::Intro | Stage::Over(_) | Stage::Late(..) => Idle::default(),
        };
        idle.and(&Action::Clock, self.until(world).is_none())
    }

    fn shows_more(&self, sheet: &Sheet, world: &World<'_>) -> bool {
        matches!(self.stage(world), Stage::Asking(..)) && self.asking.shows_more(sheet, world)
    }

    fn question(&self, world: &World<'_>) -> Option<usize> {
        match self.stage(world) {
            Stage::Asking(attempt, question) | Stage::Telling(attempt, question) => Some(self.place_of(attempt, question, world)),
            Stage::Intro | Stage::Over(_) | Stage::Late(..) => None,
        }
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        // Whoever stayed is told again.
        self.is_warned = false;
        match self.stage(world) {
            Stage::Asking(attempt, question) => match self.asking.act(action, sheet, asked(attempt, question), world) {
                Doing::Answered(answered) => self.answer(answered, world),
                Doing::Effects(effects) => effects,
            },
            Stage::Telling(_, question) if *action == Action::See => {
                let see = question.see.clone();
                see.map(|(lesson, page)| vec![Effect::Open(Route::Page(lesson, page))]).unwrap_or_default()
            }
            stage => match (look(&mut self.asking.view, action, sheet, world), stage) {
                (Outcome::Touched(Touch::Next), Stage::Intro) => quiz_intro::start(&self.id, world),
                (Outcome::Touched(quiz_intro::BACK), Stage::Intro) => vec![Effect::Close],
                (Outcome::Touched(Touch::Next), Stage::Late(attempt, question)) => {
                    let nothing = Response::Some(BTreeSet::new());
                    self.at = Some(question.id.clone());
                    vec![self.answered(attempt, question, nothing, Grade::NONE, world)]
                }
                (Outcome::Touched(Touch::Next), _) => self.go_on(world),
                (Outcome::Touched(Touch::Replay), Stage::Telling(_, question)) => {
                    vec![Effect::Open(Route::Replay(self.id.clone(), question.id.clone()))]
                }
                (Outcome::Touched(Touch::Link(target)), _) => follow(&target, world),
                _ => Vec::new(),
            },
        }
    }

    fn kept(&mut self, world: &World<'_>) -> Vec<Effect> {
        match self.stage(world) {
            Stage::Telling(..) if self.quiz(world).is_some_and(|quiz| quiz.feedback != Feedback::Each) => self.go_on(world),
            Stage::Telling(..) => {
                let sheet = self.sheet(world, world.columns());
                self.asking.view = View::default();
                self.asking.view.aim(&sheet, &Touch::Next, world.rows());
                Vec::new()
            }
            Stage::Asking(..) => self.begin(world).into_iter().map(Effect::Note).collect(),
            Stage::Intro | Stage::Over(_) | Stage::Late(..) => Vec::new(),
        }
    }

    fn came_back(&mut self, world: &World<'_>) -> Vec<Fact> {
        match self.stage(world) {
            Stage::Asking(attempt, question) => {
                let asked = asked(attempt, question);
                if self.asking.is_of(asked) && self.asking.unkept(asked, world).is_none() { Vec::new() } else { self.begin(world) }
            }
            _ => Vec::new(),
        }
    }

    fn unkept(&self, world: &World<'_>) -> Option<Fact> {
        match self.stage(world) {
            // What is left after its time cannot be gone on with.
            Stage::Asking(attempt, question) if !self.is_last_chance(world) => self.asking.unkept(asked(attempt, question), world),
            _ => None,
        }
    }

    fn warns(&mut self, world: &World<'_>) -> Option<String> {
        let warns = self.is_last_chance(world) && !self.is_warned;
        self.is_warned = self.is_warned || warns;
        warns.then(|| world.language.quiz_leaving_gives_up().to_owned())
    }

    fn subject(&self, world: &World<'_>) -> Subject {
        match self.stage(world) {
            Stage::Intro | Stage::Over(_) => Subject::Course,
            Stage::Late(_, question) | Stage::Asking(_, question) | Stage::Telling(_, question) => {
                Subject::Question { question: question.id.clone() }
            }
        }
    }

    fn parts(&self, world: &World<'_>) -> Vec<Part> {
        let Some(quiz) = self.quiz(world) else { return Vec::new() };
        let part = match self.stage(world) {
            Stage::Intro | Stage::Over(_) => Part::Quiz(self.id.clone()),
            Stage::Late(_, question) | Stage::Asking(_, question) | Stage::Telling(_, question) => Part::Question(question.id.clone()),
        };
        vec![Part::File(quiz.file.clone()), part]
    }

    fn renewed(&mut self, before: &World<'_>, now: &World<'_>) -> Option<Vec<Fact>> {
        self.goes_on(before, now)
    }

    fn place(&self, world: &World<'_>) -> Option<Place> {
        self.open(world).map(|_| Place::Quiz { quiz: self.id.clone() })
    }
}
