//! A quiz: what it is, then one question a screen. An answer is kept before its reasons are shown; leaving and coming back finds
//! the same question, for all of it is read from what was kept.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::course::{self, Feedback, Question};
use crate::id::{QuestionId, QuizId};
use crate::journey::{Attempt, Fact, Place, QuizStanding, Wording, begin, fresh, quiz_standing};
use crate::question::Play;
use crate::tui::form::{Answered, Draft, explain};
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::card;
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Route, Screen, World, look};

use super::follow;

/// A quiz, at its beginning or at a question.
#[derive(Debug)]
pub(super) struct Quiz {
    id: QuizId,
    /// The question in front; `None` for the first that has no answer.
    at: Option<QuestionId>,
    draft: Draft,
    since: Timestamp,
    view: View,
}

/// What is in front of the learner.
enum Stage<'a> {
    /// What the quiz is.
    Intro,
    /// A question without an answer.
    Asking(&'a Attempt, &'a Question),
    /// An answer and why.
    Telling(&'a Attempt, &'a Question),
}

impl Quiz {
    /// Opens a quiz: at its open question, if there is one.
    pub(super) fn new(id: &QuizId, world: &World<'_>) -> Option<Self> {
        let quiz = world.course.quiz(id)?;
        let mut opened = Self { id: quiz.id.clone(), at: None, draft: Draft::One, since: world.now, view: View::default() };
        opened.begin(world);
        Some(opened)
    }

    /// Begins what is in front anew: an empty answer, the first thing in focus.
    fn begin(&mut self, world: &World<'_>) {
        self.since = world.now;
        if let Stage::Asking(attempt, question) = self.stage(world) {
            self.draft = Draft::new(&question.kind.form(), attempt.choices_in(question));
        }
        self.view = View::on(&self.sheet(world, world.columns()));
    }

    fn quiz<'a>(&self, world: &World<'a>) -> Option<&'a course::Quiz> {
        world.course.quiz(&self.id)
    }

    fn stage<'a>(&self, world: &World<'a>) -> Stage<'a> {
        let Some((quiz, attempt)) = self.open(world) else { return Stage::Intro };
        let at = self.at.as_ref().and_then(|at| quiz.question(at));
        let unanswered = || attempt.next(quiz).map(|(_, question)| question);
        let last = || attempt.asked(quiz).map(|(_, question)| question).last();
        match at.or_else(unanswered).or_else(last) {
            None => Stage::Intro,
            Some(question) if attempt.answer_to(question).is_some() => Stage::Telling(attempt, question),
            Some(question) => Stage::Asking(attempt, question),
        }
    }

    /// Returns when the open attempt must be done, where the quiz has a limit.
    fn until(&self, world: &World<'_>) -> Option<Timestamp> {
        let (quiz, attempt) = self.open(world)?;
        attempt.started.checked_add(SignedDuration::from_mins(i64::from(quiz.time_limit_minutes?))).ok()
    }

    /// Ends the attempt with the answers it has, once its time is over.
    fn time_over(&self, world: &World<'_>) -> Option<Vec<Effect>> {
        let (quiz, attempt) = self.open(world)?;
        let over = self.until(world).is_some_and(|until| until < world.now);
        over.then(|| {
            vec![
                Effect::Record(attempt.finish(quiz)),
                Effect::Turn(Route::Result(attempt.id)),
                Effect::Say("The time of this attempt was over; what was answered counts.".to_owned()),
            ]
        })
    }

    /// Returns the quiz and its open attempt.
    fn open<'a>(&self, world: &World<'a>) -> Option<(&'a course::Quiz, &'a Attempt)> {
        let quiz = self.quiz(world)?;
        Some((quiz, world.progress.open_attempt(quiz)?))
    }

    fn start(&self, world: &World<'_>) -> Vec<Effect> {
        let Some(quiz) = self.quiz(world) else { return vec![Effect::Close] };
        match quiz_standing(world.course, world.progress, quiz, world.now) {
            QuizStanding::Locked { needs } => vec![Effect::Turn(Route::to(&needs))],
            QuizStanding::Failed { .. } => vec![Effect::Say("No attempt is left. Ask those who run the course.".to_owned())],
            QuizStanding::NotYet { wait_until: Some(until), .. } => {
                vec![Effect::Say(format!("It may be tried again at {}.", clock(until)))]
            }
            _ => {
                let attempt = fresh::attempt(world.now, world.seed);
                vec![Effect::Record(begin(quiz, attempt, &world.progress.seen(quiz), world.seed))]
            }
        }
    }

    /// Returns what an answer asks for: to be kept, and nothing else yet.
    fn answer(&mut self, answered: Answered, world: &World<'_>) -> Vec<Effect> {
        let Stage::Asking(attempt, question) = self.stage(world) else { return Vec::new() };
        match answered {
            Answered::NotYet => Vec::new(),
            Answered::Because(words) => vec![Effect::Say(words)],
            Answered::Scene(choice) => scene_chosen(attempt, question, choice),
            Answered::With(response) => {
                self.at = Some(question.id.clone());
                let millis = world.now.as_millisecond().saturating_sub(self.since.as_millisecond());
                let drawn = attempt.drawn_as(question).map_or_else(|| question.id.clone(), |drawn| drawn.question.clone());
                vec![Effect::Record(Fact::QuestionAnswered {
                    attempt: attempt.id,
                    question: drawn,
                    grade: question.kind.grade(&response, question.partial),
                    points: question.points,
                    millis: u64::try_from(millis).unwrap_or(0),
                    wording: Wording::of(question),
                    response,
                })]
            }
        }
    }

    /// Goes to the next question, or ends the attempt.
    fn go_on(&mut self, world: &World<'_>) -> Vec<Effect> {
        let Some((quiz, attempt)) = self.open(world) else { return vec![Effect::Close] };
        if attempt.next(quiz).is_none() {
            return vec![Effect::Record(attempt.finish(quiz)), Effect::Turn(Route::Result(attempt.id))];
        }
        self.at = None;
        self.begin(world);
        Vec::new()
    }

    fn act_on_form(&mut self, action: &Action, world: &World<'_>, attempt: &Attempt, question: &Question) -> Vec<Effect> {
        let sheet = self.sheet(world, world.columns());
        let form = question.kind.form();
        let order = order(attempt, question);
        let focus = sheet.spots.get(self.view.focus).map(|spot| spot.touch.clone());
        if let Action::Pick(place) = action
            && self.draft.context() != Context::Assign
        {
            let mut items = sheet.spots.iter().enumerate().filter(|(_, spot)| matches!(spot.touch, Touch::Item(_)));
            if let Some((at, _)) = items.nth(*place) {
                self.view.focus = at;
                self.view.show(&sheet, world.rows());
            }
        }
        let answered = match self.draft.act(action, focus.as_ref(), &form, order) {
            Some(answered) => answered,
            None => match look(&mut self.view, action, &sheet, world) {
                Outcome::Touched(Touch::Item(item)) => self.draft.touch(item, action, &form, order),
                Outcome::Touched(Touch::Next) => {
                    let before = self.draft.context();
                    let answered = self.draft.submit(&form);
                    if self.draft.context() != before {
                        self.view = View::on(&self.sheet(world, world.columns()));
                    }
                    answered
                }
                Outcome::Touched(Touch::Link(target)) => return follow(&target),
                Outcome::Seen | Outcome::Other => Answered::NotYet,
            },
        };
        self.answer(answered, world)
    }

    fn intro(&self, world: &World<'_>, sheet: &mut Sheet) {
        let Some(quiz) = self.quiz(world) else { return };
        sheet.say(&quiz.title, Role::Heading);
        sheet.gap();
        sheet.words(&quiz.intro);
        sheet.gap();
        sheet.say(&format!("{} questions. The pass mark is {}.", quiz.asked(), quiz.pass), Role::Text);
        if let Some(most) = quiz.attempts {
            let used = world.progress.attempts_at(quiz).count();
            sheet.say(&format!("{used} of {most} attempts used."), Role::Faint);
        }
        sheet.say("Each answer is kept at once. Leave whenever you like; the same question will wait for you.", Role::Faint);
        sheet.gap();
        let button = match quiz_standing(world.course, world.progress, quiz, world.now) {
            QuizStanding::Locked { needs } => {
                sheet.say(&format!("First comes: {}", world.course.step_title(&needs)), Role::Notice);
                sheet.gap();
                "Go there"
            }
            QuizStanding::Passed { best } => {
                sheet.say(&format!("You passed with {}. Another attempt cannot lower that.", best.shown()), Role::Right);
                sheet.gap();
                "Take it again"
            }
            QuizStanding::NotYet { best, wait_until } => {
                sheet.say(&format!("Your best so far: {}.", best.shown()), Role::Half);
                if let Some(until) = wait_until {
                    sheet.say(&format!("It may be tried again at {}.", clock(until)), Role::Text);
                }
                sheet.gap();
                "Try again"
            }
            QuizStanding::Failed { best } => {
                sheet.say(&format!("Your best: {}. No attempt is left; ask those who run the course.", best.shown()), Role::Wrong);
                sheet.gap();
                "Back"
            }
            QuizStanding::New | QuizStanding::Open { .. } => "Begin",
        };
        sheet.button(button, Touch::Next);
    }
}

fn clock(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::system()).strftime("%H:%M").to_string()
}

fn order<'a>(attempt: &'a Attempt, question: &Question) -> &'a [usize] {
    attempt.drawn_as(question).map_or(&[], |drawn| &drawn.order)
}

fn scene_chosen(attempt: &Attempt, question: &Question, choice: usize) -> Vec<Effect> {
    let made = attempt.choices_in(question);
    let Some(drawn) = attempt.drawn_as(question) else { return Vec::new() };
    let crate::question::Form::Play { story } = question.kind.form() else { return Vec::new() };
    let Some(scene) = Play::replay(story, made).and_then(|play| play.scene().map(|scene| scene.id.clone())) else { return Vec::new() };
    vec![Effect::Record(Fact::SceneChosen { attempt: attempt.id, question: drawn.question.clone(), scene, turn: made.len(), choice })]
}

impl Screen for Quiz {
    fn header(&self, world: &World<'_>) -> Header {
        let here = self.quiz(world).map_or_else(String::new, |quiz| quiz.title.clone());
        match self.stage(world) {
            Stage::Intro => Header { here: world.course.title.clone(), ..Header::default() },
            Stage::Asking(attempt, question) | Stage::Telling(attempt, question) => {
                let asked: Vec<&Question> =
                    self.quiz(world).map(|quiz| attempt.asked(quiz).map(|(_, asked)| asked).collect()).unwrap_or_default();
                let of = asked.len();
                let place = asked.iter().position(|asked| asked.id == question.id).map_or(of, |place| place + 1);
                let answered = asked.iter().filter(|asked| attempt.answer_to(asked).is_some()).count();
                let left = self.until(world).map_or_else(String::new, |until| format!("until {}", clock(until)));
                Header { here, far: format!("Question {place} of {of}"), left, done: Some((answered, of)) }
            }
        }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        let (attempt, question) = match self.stage(world) {
            Stage::Intro => {
                self.intro(world, &mut sheet);
                return sheet;
            }
            Stage::Asking(attempt, question) | Stage::Telling(attempt, question) => (attempt, question),
        };
        ask(question, &mut sheet);
        let order = order(attempt, question);
        match attempt.answer_to(question) {
            None => self.draft.lay(&question.kind.form(), order, &mut sheet),
            Some(answer) => {
                let from = sheet.rows.len();
                explain(question, answer, order, &mut sheet);
                sheet.look_at = Some(from..(from + 3).min(sheet.rows.len()));
                if let Some((lesson, page)) = &question.see {
                    let title = world.course.lesson(lesson).and_then(|lesson| lesson.page(page)).map_or("", |page| &page.title);
                    sheet.say(&format!("s opens the page that teaches this: {title}"), Role::Faint);
                    sheet.gap();
                }
                let last = self.quiz(world).is_none_or(|quiz| attempt.next(quiz).is_none());
                sheet.button(if last { "See the result" } else { "Next question" }, Touch::Next);
            }
        }
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, world: &World<'_>) -> Context {
        match self.stage(world) {
            Stage::Intro => Context::Intro,
            Stage::Asking(..) => self.draft.context(),
            Stage::Telling(..) => Context::Feedback,
        }
    }

    fn act(&mut self, action: &Action, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        if let Some(effects) = self.time_over(world) {
            return effects;
        }
        match self.stage(world) {
            Stage::Asking(attempt, question) => self.act_on_form(action, world, attempt, question),
            Stage::Telling(_, question) if *action == Action::See => {
                let see = question.see.clone();
                see.map(|(lesson, page)| vec![Effect::Open(Route::Page(lesson, page))]).unwrap_or_default()
            }
            stage => {
                let sheet = self.sheet(world, world.columns());
                match (look(&mut self.view, action, &sheet, world), stage) {
                    (Outcome::Touched(Touch::Next), Stage::Intro) => self.start(world),
                    (Outcome::Touched(Touch::Next), _) => self.go_on(world),
                    (Outcome::Touched(Touch::Link(target)), _) => follow(&target),
                    _ => Vec::new(),
                }
            }
        }
    }

    fn kept(&mut self, world: &World<'_>) -> Vec<Effect> {
        match self.stage(world) {
            Stage::Telling(..) if self.quiz(world).is_some_and(|quiz| quiz.feedback != Feedback::Each) => self.go_on(world),
            Stage::Telling(..) => {
                let sheet = self.sheet(world, world.columns());
                self.view.focus = sheet.spots.iter().position(|spot| spot.touch == Touch::Next).unwrap_or(0);
                self.view.scroll = 0;
                self.view.aim(&sheet, &Touch::Next, world.rows());
                Vec::new()
            }
            Stage::Asking(..) => {
                self.begin(world);
                Vec::new()
            }
            Stage::Intro => Vec::new(),
        }
    }

    fn place(&self, world: &World<'_>) -> Option<Place> {
        self.open(world).map(|_| Place::Quiz { quiz: self.id.clone() })
    }
}

/// Adds what is asked, with the picture or the post it is about.
pub(super) fn ask(question: &Question, sheet: &mut Sheet) {
    if let Some(picture) = &question.picture {
        card::picture(sheet, picture);
    }
    if let Some(post) = &question.post {
        card::post(sheet, post);
        sheet.gap();
    }
    sheet.words_as(&question.ask, Role::Heading);
    sheet.gap();
}
