//! Questions answered outside any attempt: those that are due again, or those an attempt missed. Each answer is kept before its
//! reasons are shown, and no result changes by it.

use jiff::tz::TimeZone;

use crate::course::Question;
use crate::course::proof::Part;
use crate::id::QuestionId;
use crate::journey::{Answer, Answering, AttemptId, Fact, Route, Subject, Wording, due, fresh, next_due, shuffled};
use crate::question::{Form, Play, Response};
use crate::tui::form::{Answered, explain};
use crate::tui::keymap::{Action, Context, Idle};
use crate::tui::sheet::{Sheet, Touch};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

use super::asking::{Asked, Asking, Doing, ask};
use super::{follow, mastery, see};

/// A sitting of questions.
#[derive(Debug)]
pub(super) struct Practice {
    why: Why,
    questions: Vec<QuestionId>,
    stage: Stage,
    order: Vec<usize>,
    scenes: Vec<usize>,
    asking: Asking,
    /// When the question came in front, by the session's clock.
    since: u64,
    given: Option<Answer>,
    right: usize,
}

/// Why they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// They are likely to be forgotten.
    Due,
    /// An attempt missed them.
    Missed,
}

/// What is in front of the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// What this is.
    Intro,
    /// A question, by its place.
    Asking(usize),
    /// An answer and why.
    Telling(usize),
    /// How it went.
    Done,
}

impl Practice {
    /// Opens the questions that are due now.
    pub(super) fn of_what_is_due(world: &World<'_>) -> Self {
        let questions = due(world.course, world.progress, world.now).into_iter().map(|question| question.id.clone()).collect();
        Self::of(Why::Due, questions, world)
    }

    /// Opens the questions an attempt missed.
    pub(super) fn of_what_was_missed(attempt: AttemptId, world: &World<'_>) -> Option<Self> {
        let attempt = world.progress.attempt(attempt)?;
        let quiz = world.course.quiz(&attempt.quiz)?;
        let questions = attempt.missed(quiz).map(|(_, question)| question.id.clone()).collect();
        Some(Self::of(Why::Missed, questions, world))
    }

    fn of(why: Why, questions: Vec<QuestionId>, world: &World<'_>) -> Self {
        let mut practice = Self {
            why,
            questions,
            stage: Stage::Intro,
            order: Vec::new(),
            scenes: Vec::new(),
            asking: Asking::nothing(),
            since: world.ran,
            given: None,
            right: 0,
        };
        practice.asking.view = View::on(&practice.sheet(world, world.columns()));
        practice
    }

    fn question<'a>(&self, place: usize, world: &World<'a>) -> Option<&'a Question> {
        let id = self.questions.get(place)?;
        world.course.quizzes.iter().find_map(|quiz| quiz.question(id))
    }

    /// Turns to a question, or to the end when there is none at that place.
    fn turn_to(&mut self, place: usize, world: &World<'_>) {
        self.given = None;
        self.scenes = self.question(place, world).map(|question| played(question, world)).unwrap_or_default();
        self.since = world.ran;
        if let Some(question) = self.question(place, world) {
            self.stage = Stage::Asking(place);
            self.order = shuffled(question, fresh::stir(world.seed, place as u64));
            self.asking = Asking::begin(Asked { at: practised(question), order: &self.order }, &self.scenes, world);
        } else {
            self.stage = Stage::Done;
            self.asking.view = View::on(&self.sheet(world, world.columns()));
        }
    }

    fn answer(&mut self, question: &Question, answered: Answered, world: &World<'_>) -> Vec<Effect> {
        match answered {
            Answered::NotYet => Vec::new(),
            Answered::Because(words) => vec![Effect::Say(words)],
            Answered::Scene(choice) => {
                self.scenes.push(choice);
                self.asking = Asking::begin(Asked { at: practised(question), order: &self.order }, &self.scenes, world);
                Vec::new()
            }
            Answered::With(response) => {
                let answer = self.given.insert(Answer {
                    at: world.now,
                    grade: question.kind.grade(&response, question.partial),
                    response,
                    points: question.points,
                    millis: world.ran.saturating_sub(self.since),
                    wording: Wording::of(question),
                });
                vec![Effect::Record(refreshed(question, answer))]
            }
        }
    }

    fn intro(&self, world: &World<'_>, sheet: &mut Sheet) {
        let (say, count) = (world.language, self.questions.len());
        match self.why {
            Why::Missed => {
                sheet.say(say.practice_missed(), Role::Heading);
                sheet.gap();
                sheet.say(&say.practice_missed_about(count), Role::Text);
            }
            Why::Due => {
                sheet.say(say.practice_due(), Role::Heading);
                sheet.gap();
                if count > 0 {
                    sheet.say(&say.practice_due_about(count), Role::Text);
                } else {
                    sheet.say(&nothing_due(world), Role::Text);
                }
            }
        }
        sheet.gap();
        sheet.button(if count > 0 { say.begin() } else { say.back() }, Touch::Next);
        // Below what begins it: the list is as long as the course has points.
        if self.why == Why::Due {
            sheet.gap();
            mastery::lay(world, sheet);
        }
    }

    fn done(&self, world: &World<'_>, sheet: &mut Sheet) {
        sheet.say(&world.language.practice_right(self.right, self.questions.len()), Role::Heading);
        sheet.gap();
        sheet.say(world.language.practice_kept(), Role::Text);
        if self.why == Why::Due {
            sheet.gap();
            sheet.say(&nothing_due(world), Role::Text);
        }
        sheet.gap();
        sheet.button(world.language.on_with_course(), Touch::Next);
    }

    fn tell(&self, question: &Question, world: &World<'_>, sheet: &mut Sheet) {
        let Some(answer) = &self.given else { return };
        ask(question, world, sheet);
        let from = sheet.rows.len();
        explain(question, answer, &self.order, world.language, sheet);
        sheet.look_at = Some(from..(from + 3).min(sheet.rows.len()));
        if let Some((lesson, page)) = &question.see {
            let title = world.course.lesson(lesson).and_then(|lesson| lesson.page(page)).map_or("", |page| &page.title);
            see(lesson, page, title, world, sheet);
            sheet.gap();
        }
        sheet.button(world.language.go_on(), Touch::Next);
    }
}

/// A question outside every attempt.
const fn practised(question: &Question) -> Answering<'_> {
    Answering { attempt: None, drawn: &question.id, question }
}

/// Returns the way gone through a story before it was left, as far as it still leads.
fn played(question: &Question, world: &World<'_>) -> Vec<usize> {
    match (question.kind.form(), world.progress.unfinished.answer(practised(question), world.course)) {
        (Form::Play { story }, Some(Response::Played(made))) if Play::replay(story, made).is_some() => made.clone(),
        _ => Vec::new(),
    }
}

fn refreshed(question: &Question, answer: &Answer) -> Fact {
    Fact::Refreshed {
        question: question.id.clone(),
        response: answer.response.clone(),
        grade: answer.grade,
        millis: answer.millis,
        wording: answer.wording.clone(),
    }
}

/// Says whether anything is due, and else when something will be.
fn nothing_due(world: &World<'_>) -> String {
    if !due(world.course, world.progress, world.now).is_empty() {
        return world.language.practice_more_due().to_owned();
    }
    match next_due(world.course, world.progress) {
        Some(at) => {
            let day = at.to_zoned_datetime(TimeZone::system()).date();
            world.language.practice_nothing_due(world.language.day(day))
        }
        None => world.language.practice_nothing_ever().to_owned(),
    }
}

impl Screen for Practice {
    fn header(&self, world: &World<'_>) -> Header {
        let say = world.language;
        let here = if self.why == Why::Due { say.refresh() } else { say.practice() }.to_owned();
        match self.stage {
            Stage::Intro | Stage::Done => Header { here, ..Header::default() },
            Stage::Asking(place) | Stage::Telling(place) => {
                let of = self.questions.len();
                let done = place + usize::from(self.stage == Stage::Telling(place));
                Header { here, far: say.question_of(place + 1, of), done: Some((done, of)), ..Header::default() }
            }
        }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        match self.stage {
            Stage::Intro => self.intro(world, &mut sheet),
            Stage::Done => self.done(world, &mut sheet),
            Stage::Asking(place) => {
                if let Some(question) = self.question(place, world) {
                    return self.asking.sheet(Asked { at: practised(question), order: &self.order }, world);
                }
            }
            Stage::Telling(place) => {
                if let Some(question) = self.question(place, world) {
                    self.tell(question, world, &mut sheet);
                }
            }
        }
        sheet
    }

    fn view(&self) -> View {
        self.asking.view
    }

    fn context(&self, world: &World<'_>) -> Context {
        match self.stage {
            // What is in focus begins nothing there.
            Stage::Done => Context::Result,
            Stage::Intro if self.questions.is_empty() => Context::Result,
            Stage::Intro => Context::Intro,
            Stage::Telling(_) => Context::Feedback,
            Stage::Asking(place) => self
                .question(place, world)
                .map_or(Context::Intro, |question| self.asking.context(Asked { at: practised(question), order: &self.order }, world)),
        }
    }

    /// There is no time limit in practice.
    fn idle(&self, _: &Sheet, world: &World<'_>) -> Idle {
        let idle = match self.stage {
            Stage::Asking(place) => self.question(place, world).map(|question| self.asking.idle(question)),
            Stage::Telling(place) => self.question(place, world).map(|question| Idle::default().and(&Action::See, question.see.is_none())),
            Stage::Intro | Stage::Done => None,
        };
        idle.unwrap_or_default().and(&Action::Clock, true)
    }

    fn parts(&self, world: &World<'_>) -> Vec<Part> {
        let (Stage::Asking(place) | Stage::Telling(place)) = self.stage else { return Vec::new() };
        self.question(place, world).map(|question| Part::Question(question.id.clone())).into_iter().collect()
    }

    fn renewed(&mut self, before: &World<'_>, now: &World<'_>) -> Option<Vec<Fact>> {
        let sheet = self.sheet(before, before.columns());
        let (Stage::Asking(place) | Stage::Telling(place)) = self.stage else { return Some(Vec::new()) };
        match (self.stage, self.question(place, before), self.question(place, now)) {
            (Stage::Asking(_), Some(old), Some(new)) => {
                let (then, order) = (Asked { at: practised(old), order: &self.order }, &self.order);
                self.asking.renewed((then, before), (Asked { at: practised(new), order }, now), &self.scenes);
            }
            (_, _, Some(_)) => self.asking.view = self.asking.view.renewed(&sheet, &self.sheet(now, now.columns())),
            (_, _, None) => return None,
        }
        Some(Vec::new())
    }

    fn shows_more(&self, sheet: &Sheet, world: &World<'_>) -> bool {
        matches!(self.stage, Stage::Asking(_)) && self.asking.shows_more(sheet, world)
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        if let Stage::Asking(place) = self.stage
            && let Some(question) = self.question(place, world)
        {
            return match self.asking.act(action, sheet, Asked { at: practised(question), order: &self.order }, world) {
                Doing::Answered(answered) => self.answer(question, answered, world),
                Doing::Effects(effects) => effects,
            };
        }
        if let (Stage::Telling(place), Action::See) = (self.stage, action) {
            let see = self.question(place, world).and_then(|question| question.see.clone());
            return see.map(|(lesson, page)| vec![Effect::Open(Route::Page(lesson, page))]).unwrap_or_default();
        }
        match look(&mut self.asking.view, action, sheet, world) {
            Outcome::Touched(Touch::Next) => match self.stage {
                Stage::Intro if self.questions.is_empty() => return vec![Effect::Close],
                Stage::Intro => self.turn_to(0, world),
                Stage::Asking(place) | Stage::Telling(place) => self.turn_to(place + 1, world),
                Stage::Done => return vec![Effect::Home],
            },
            Outcome::Touched(Touch::Link(target)) => return follow(&target, world),
            _ => {}
        }
        Vec::new()
    }

    fn unkept(&self, world: &World<'_>) -> Option<Fact> {
        let Stage::Asking(place) = self.stage else { return None };
        let question = self.question(place, world)?;
        if matches!(question.kind.form(), Form::Play { .. }) {
            let work = || practised(question).left_at(Response::Played(self.scenes.clone()));
            return (played(question, world) != self.scenes).then(|| Fact::HalfMade { work: work() });
        }
        self.asking.unkept(Asked { at: practised(question), order: &self.order }, world)
    }

    fn subject(&self, _: &World<'_>) -> Subject {
        match self.stage {
            Stage::Intro | Stage::Done => Subject::Course,
            Stage::Asking(place) | Stage::Telling(place) => {
                self.questions.get(place).map_or(Subject::Course, |question| Subject::Question { question: question.clone() })
            }
        }
    }

    fn kept(&mut self, world: &World<'_>) -> Vec<Effect> {
        if let (Stage::Asking(place), Some(answer)) = (self.stage, &self.given) {
            self.right += usize::from(answer.grade.is_full());
            self.stage = Stage::Telling(place);
            let sheet = self.sheet(world, world.columns());
            self.asking.view = View::default();
            self.asking.view.aim(&sheet, &Touch::Next, world.rows());
        }
        Vec::new()
    }
}
