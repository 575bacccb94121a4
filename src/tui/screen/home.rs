//! The list of steps: what is done, what comes next, how long it takes. The next thing is in focus, so Enter is always right.

use jiff::tz::TimeZone;

use crate::course::Step;
use crate::course::proof::Part;
use crate::journey::{
    Certified, LessonStanding, Place, QuizStanding, Route, certificate_left, certified, due, lesson_standing, minutes_left, must_sign,
    next_due, next_step, quiz_standing, step_done,
};
use crate::prose::layout::cut;
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

use super::{called, mastery, minutes};

/// The list of steps.
#[derive(Debug)]
pub(super) struct Home {
    view: View,
}

/// The row of what is to be refreshed.
const REFRESH: usize = usize::MAX;

impl Home {
    /// Begins with the next thing in focus.
    pub(super) fn new(world: &World<'_>) -> Self {
        let mut home = Self { view: View::default() };
        let sheet = home.sheet(world, world.columns());
        let last = sheet.spots.len().saturating_sub(1);
        let refresh = sheet.spots.iter().position(|spot| spot.touch == Touch::Item(REFRESH)).filter(|_| !due_now(world).is_empty());
        home.view.focus = next_place(world).or(refresh).unwrap_or(last);
        home.view.show(&sheet, world.rows());
        home
    }
}

/// Whether the certificate needs a step.
fn is_needed(world: &World<'_>, step: &Step) -> bool {
    world.course.certificate.needs.contains(step)
}

/// Returns where the next thing to do stands: a step left half-way first.
fn next_place(world: &World<'_>) -> Option<usize> {
    let order = &world.course.order;
    let half_way = match &world.progress.place {
        Some(Place::Page { lesson, .. }) => Some(Step::Lesson(lesson.clone())),
        Some(Place::Quiz { quiz }) => Some(Step::Quiz(quiz.clone())),
        Some(Place::Home) | None => None,
    };
    let begun = half_way.filter(|step| order.contains(step) && !step_done(world.course, world.progress, step));
    let renewed = || Some(again(world)?.remove(0));
    let next = begun.or_else(|| next_step(world.course, world.progress)).or_else(renewed)?;
    order.iter().position(|step| *step == next)
}

/// Returns the quizzes that must be passed once more to renew the certificate; `None` where there are none.
fn again(world: &World<'_>) -> Option<Vec<Step>> {
    certified(world.course, world.progress, world.today).since()?;
    Some(certificate_left(world.course, world.progress, world.today)).filter(|left| !left.is_empty())
}

fn due_now<'a>(world: &World<'a>) -> Vec<&'a crate::course::Question> {
    due(world.course, world.progress, world.now)
}

/// How a step stands: a sign, a role, and words.
struct State {
    sign: &'static str,
    role: Role,
    words: String,
}

fn state(world: &World<'_>, step: &Step) -> State {
    let (course, progress) = (world.course, world.progress);
    let left = || minutes(minutes_left(course, progress, step));
    let of = |sign, role, words| State { sign, role, words };
    match step {
        Step::Lesson(id) => match course.lesson(id).map(|lesson| lesson_standing(course, progress, lesson)) {
            None => of(" ", Role::Faint, String::new()),
            Some(LessonStanding::Locked { needs }) => of("·", Role::Faint, after(world, &needs)),
            Some(LessonStanding::New) => of("○", Role::Text, left()),
            Some(LessonStanding::Reading { read, of: pages }) => of("◐", Role::Accent, format!("{read} of {pages} read, {}", left())),
            Some(LessonStanding::Read) => of("✓", Role::Right, "read".to_owned()),
            Some(LessonStanding::TestedOut) => of("✓", Role::Right, "passed without reading".to_owned()),
        },
        Step::Quiz(id) => match course.quiz(id).map(|quiz| (quiz, quiz_standing(course, progress, quiz, world.now))) {
            None => of(" ", Role::Faint, String::new()),
            Some((quiz, QuizStanding::Locked { needs: Step::Lesson(lesson) })) if quiz.lesson.as_ref() == Some(&lesson) => {
                of("·", Role::Faint, "after its lesson".to_owned())
            }
            Some((_, QuizStanding::Locked { needs })) => of("·", Role::Faint, after(world, &needs)),
            Some((_, QuizStanding::New)) => of("○", Role::Text, left()),
            Some((_, QuizStanding::Open { answered, of: asked })) => {
                of("◐", Role::Accent, format!("question {} of {asked}", (answered + 1).min(asked)))
            }
            Some((_, QuizStanding::Passed { .. })) if again(world).is_some_and(|left| left.contains(step)) => {
                of("○", Role::Accent, "pass it again to renew".to_owned())
            }
            Some((_, QuizStanding::Passed { best })) => of("✓", Role::Right, format!("passed, {}", best.shown())),
            Some((quiz, QuizStanding::NotYet { best, wait_until })) => {
                let again = wait_until.map_or_else(String::new, |until| {
                    let clock = until.to_zoned_datetime(TimeZone::system());
                    format!(", again at {}", clock.strftime("%H:%M"))
                });
                of("◌", Role::Half, format!("{}, pass mark {}{again}", best.shown(), quiz.pass))
            }
            Some((quiz, QuizStanding::Failed { best })) => {
                of("×", Role::Wrong, format!("{}, pass mark {}, no attempt left", best.shown(), quiz.pass))
            }
        },
    }
}

/// Opens a step, or says what comes first.
fn open(world: &World<'_>, step: &Step) -> Effect {
    let standing = match step {
        Step::Lesson(id) => world.course.lesson(id).map(|lesson| lesson_standing(world.course, world.progress, lesson)),
        Step::Quiz(_) => None,
    };
    match standing {
        Some(LessonStanding::Locked { needs }) => Effect::Say(format!("First comes: {}", called(world.course, &needs))),
        _ => Effect::Open(Route::to(step)),
    }
}

fn after(world: &World<'_>, needs: &Step) -> String {
    let kind = if matches!(needs, Step::Quiz(_)) { "the quiz " } else { "" };
    format!("after {kind}“{}”", cut(world.course.step_title(needs), 28))
}

/// Returns the words of the certificate's row.
fn certificate(world: &World<'_>) -> State {
    let left = certificate_left(world.course, world.progress, world.today).len();
    match certified(world.course, world.progress, world.today) {
        Certified::Valid(earned) => {
            let until = earned.until.map_or_else(String::new, |until| format!(", valid until {until}"));
            State { sign: "✓", role: Role::Right, words: format!("earned{until}") }
        }
        renewing @ Certified::Renewing { until, .. } => {
            let is = if renewing.has_expired(world.today) { "expired after" } else { "valid until" };
            let until = until.map_or_else(String::new, |until| format!(": {is} {until}"));
            State { sign: "○", role: Role::Accent, words: format!("renew{until}") }
        }
        Certified::NotYet if left == 0 && must_sign(world.course, world.progress, world.today) => {
            State { sign: "○", role: Role::Accent, words: "sign the statement".to_owned() }
        }
        Certified::NotYet if left == 1 => State { sign: "·", role: Role::Faint, words: "after 1 more step".to_owned() },
        Certified::NotYet => State { sign: "·", role: Role::Faint, words: format!("after {left} more steps") },
    }
}

/// Returns where the certificate's row leads: to what is to be passed again, to the statement, or to the certificate.
fn certificate_route(world: &World<'_>) -> Route {
    let left = certificate_left(world.course, world.progress, world.today);
    match (again(world), left.is_empty() && must_sign(world.course, world.progress, world.today)) {
        (Some(left), _) => left.first().map_or(Route::Certificate, Route::to),
        (None, true) => Route::Attest,
        (None, false) => Route::Certificate,
    }
}

/// Returns the words of the row of what is to be refreshed; `None` where nothing was answered yet or nothing is ever offered.
fn refresh(world: &World<'_>) -> Option<State> {
    let next = next_due(world.course, world.progress)?;
    Some(match due_now(world).len() {
        0 => {
            let day = next.to_zoned_datetime(TimeZone::system());
            State { sign: "✓", role: Role::Right, words: format!("nothing due before {}", day.strftime("%B %-d")) }
        }
        1 => State { sign: "○", role: Role::Accent, words: "1 question to refresh, about 1 minute".to_owned() },
        count => State { sign: "○", role: Role::Accent, words: format!("{count} questions to refresh, about 2 minutes") },
    })
}

fn row(sheet: &mut Sheet, title: &str, state: &State, touch: Touch) {
    let from = sheet.rows.len();
    let shown = if state.role == Role::Faint { Role::Faint } else { Role::Text };
    let end = if state.role == Role::Text { Role::Faint } else { state.role };
    let name = piece(&cut(title, sheet.columns.saturating_sub(3)), shown);
    sheet.row_with_end(vec![piece(&format!("{}  ", state.sign), state.role), name], vec![piece(&state.words, end)]);
    sheet.spot(from, touch);
}

impl Screen for Home {
    fn header(&self, world: &World<'_>) -> Header {
        let needed = world.course.order.iter().filter(|step| is_needed(world, step));
        let left: u32 = needed.map(|step| minutes_left(world.course, world.progress, step)).sum();
        let left = match left {
            0 => String::new(),
            left if world.course.order.iter().all(|step| is_needed(world, step)) => format!("{} left", minutes(left)),
            left => format!("{} to the certificate", minutes(left)),
        };
        let who = world.progress.learner.as_ref().map_or("", |learner| &learner.name);
        Header { here: who.to_owned(), left, ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        sheet.say(&world.course.title, Role::Heading);
        if !world.course.subtitle.is_empty() {
            sheet.say(&world.course.subtitle, Role::Faint);
        }
        sheet.gap();
        for (place, step) in world.course.order.iter().enumerate() {
            if place > 0 && matches!(step, Step::Lesson(_)) && world.area.height >= 20 {
                sheet.gap();
            }
            let mut state = state(world, step);
            if state.role == Role::Text && !is_needed(world, step) {
                let extra = if matches!(step, Step::Quiz(_)) { "practice" } else { "optional" };
                state.words = format!("{extra}, {}", state.words);
            }
            row(&mut sheet, &called(world.course, step), &state, Touch::Item(place));
        }
        sheet.gap();
        if let Some(refresh) = refresh(world) {
            row(&mut sheet, "Refresh", &refresh, Touch::Item(REFRESH));
        }
        row(&mut sheet, "Certificate", &certificate(world), Touch::Next);
        sheet.gap();
        mastery::lay(world, &mut sheet);
        sheet
    }

    fn parts(&self, _: &World<'_>) -> Vec<Part> {
        vec![Part::File("course.toml".into()), Part::Course]
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::Home
    }

    fn act(&mut self, action: &Action, world: &World<'_>) -> Vec<Effect> {
        let sheet = self.sheet(world, world.columns());
        match look(&mut self.view, action, &sheet, world) {
            Outcome::Touched(Touch::Item(REFRESH)) => vec![Effect::Open(Route::Refresh)],
            Outcome::Touched(Touch::Item(place)) => world.course.order.get(place).map(|step| vec![open(world, step)]).unwrap_or_default(),
            Outcome::Touched(_) => vec![Effect::Open(certificate_route(world))],
            Outcome::Seen | Outcome::Other => Vec::new(),
        }
    }

    /// None of its own: the step that was left half-way stays the place, and is in focus here.
    fn place(&self, _: &World<'_>) -> Option<Place> {
        None
    }
}
