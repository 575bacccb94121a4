//! The list of steps: what is done, what comes next, how long it takes. The next thing is in focus, so Enter is always right.

use jiff::tz::TimeZone;

use crate::course::proof::Part;
use crate::course::{Quiz, Step};
use crate::id::LessonId;
use crate::journey::{
    Certified, LessonStanding, Place, QuizStanding, Route, as_it_counts, certificate_left, certified, due, ended_early, goes_on_at,
    has_run_out, lesson_standing, minutes_left, must_sign, next_due, next_step, steps_done, to_renew, trail,
};
use crate::prose::layout::cut;
use crate::question::Percent;
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

use super::called;

/// The list of steps.
#[derive(Debug)]
pub(super) struct Home {
    view: View,
}

/// The row of what is to be refreshed.
const REFRESH: usize = usize::MAX;
/// The row that leads to how far the learner has come.
const PROGRESS: usize = usize::MAX - 1;

impl Home {
    /// Begins with the next thing in focus.
    pub(super) fn new(world: &World<'_>) -> Self {
        let mut home = Self { view: View::default() };
        let sheet = home.sheet(world, world.columns());
        let of = |touch: &Touch| sheet.spots.iter().position(|spot| spot.touch == *touch);
        let next = next_place(world).and_then(|place| of(&Touch::Item(place)));
        let refresh = || of(&Touch::Item(REFRESH)).filter(|_| !due_now(world).is_empty() && !signs(world) && !is_new(world));
        // A certificate that is new stands at the top, too.
        home.view.focus = next.or_else(refresh).or_else(|| of(&Touch::Next)).unwrap_or(0);
        home.view.show(&sheet, world.rows());
        home
    }
}

/// Returns where the next thing to do stands.
fn next_place(world: &World<'_>) -> Option<usize> {
    let next = next_step(world.course, world.progress, world.now, world.today)?;
    world.course.order.iter().position(|step| *step == next)
}

/// Whether only the statement is still to be signed for the certificate.
fn signs(world: &World<'_>) -> bool {
    let (course, progress, today) = (world.course, world.progress, world.today);
    certificate_left(course, progress, today).is_empty() && must_sign(course, progress, today)
}

/// Whether a certificate is held that was not looked at yet.
fn is_new(world: &World<'_>) -> bool {
    world.progress.is_certificate_new && matches!(certified(world.course, world.progress, world.today), Certified::Valid(_))
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
    let say = world.language;
    let left = || say.about_minutes(minutes(world, step));
    let best_of = |best: Percent| say.percent(best.0);
    let of = |sign, role, words| State { sign, role, words };
    match step {
        Step::Lesson(id) => match course.lesson(id).map(|lesson| lesson_standing(course, progress, lesson)) {
            None => of(" ", Role::Faint, String::new()),
            Some(LessonStanding::Locked { needs }) => of("·", Role::Faint, after(world, &needs)),
            Some(LessonStanding::New) => of("○", Role::Text, left()),
            Some(LessonStanding::Reading { .. }) => of("◐", Role::Accent, reading(world, id, left())),
            Some(LessonStanding::Read) => of("✓", Role::Right, say.home_read().to_owned()),
            Some(LessonStanding::TestedOut) => of("✓", Role::Right, say.home_tested_out().to_owned()),
        },
        Step::Quiz(id) => match course.quiz(id).map(|quiz| (quiz, world.standing(quiz))) {
            None => of(" ", Role::Faint, String::new()),
            Some((quiz, QuizStanding::Locked { needs: Step::Lesson(lesson) })) if quiz.lesson.as_ref() == Some(&lesson) => {
                of("·", Role::Faint, say.home_after_its_lesson().to_owned())
            }
            Some((_, QuizStanding::Locked { needs })) => of("·", Role::Faint, after(world, &needs)),
            Some((_, QuizStanding::New)) => of("○", Role::Text, left()),
            Some((quiz, QuizStanding::Open { .. })) if is_over(world, quiz) => of("◐", Role::Accent, say.home_time_over().to_owned()),
            Some((_, QuizStanding::Open { answered, of: asked })) => {
                of("◐", Role::Accent, say.home_at_question((answered + 1).min(asked), asked))
            }
            Some((_, QuizStanding::Passed { .. })) if to_renew(course, progress, world.today).contains(step) => {
                of("○", Role::Accent, say.home_pass_again().to_owned())
            }
            Some((_, QuizStanding::Passed { best })) => of("✓", Role::Right, say.home_passed(best_of(best.shown()))),
            Some((quiz, QuizStanding::NotYet { best, wait_until })) => {
                let (best, pass) = (best_of(best.shown()), best_of(quiz.pass));
                let words = match wait_until {
                    Some(until) => say.home_not_yet_until(best, pass, say.moment_in_short(until, world.now)),
                    None => say.home_not_yet(best, pass),
                };
                of("◌", Role::Half, words)
            }
            Some((quiz, QuizStanding::Failed { best })) => of("×", Role::Wrong, say.home_failed(best_of(best.shown()), best_of(quiz.pass))),
        },
    }
}

const fn is_quiz(step: &Step) -> bool {
    matches!(step, Step::Quiz(_))
}

/// Says until when the certificate counts, where a newer edition of the course ends it early.
pub(super) fn new_edition(world: &World<'_>) -> Option<String> {
    let counts = ended_early(world.course, world.progress, TimeZone::system)?;
    let (say, day) = (world.language, world.language.day(counts.until?));
    Some(if counts.has_expired(world.today) { say.certificate_new_edition_over(day) } else { say.certificate_new_edition(day) })
}

/// Whether the time of a quiz's attempt is over: nothing is left to answer in it.
fn is_over(world: &World<'_>, quiz: &Quiz) -> bool {
    world.progress.open_attempt(quiz).is_some_and(|attempt| world.progress.is_over(attempt, quiz, world.now))
}

/// Returns the minutes that are left of a step.
fn minutes(world: &World<'_>, step: &Step) -> u32 {
    match step {
        Step::Quiz(id) if world.course.quiz(id).is_some_and(|quiz| is_over(world, quiz)) => 0,
        step => minutes_left(world.course, world.progress, step),
    }
}

/// Says at which page a lesson goes on: the one that was opened last need not be read.
fn reading(world: &World<'_>, id: &LessonId, left: String) -> String {
    let lesson = world.course.lesson(id);
    let done = lesson.and_then(|lesson| world.progress.in_lesson(lesson));
    let way = lesson.map(|lesson| trail(lesson, done.as_deref())).unwrap_or_default();
    let goes_on = lesson.and_then(|lesson| goes_on_at(lesson, done.as_deref())).map(|(page, _)| &page.id);
    let behind = way.iter().position(|page| Some(&page.id) == goes_on).unwrap_or(0);
    world.language.home_reading(behind + 1, way.len(), left)
}

/// Opens a step, or says what comes first.
fn open(world: &World<'_>, step: &Step) -> Effect {
    let standing = match step {
        Step::Lesson(id) => world.course.lesson(id).map(|lesson| lesson_standing(world.course, world.progress, lesson)),
        Step::Quiz(_) => None,
    };
    match standing {
        Some(LessonStanding::Locked { needs }) => Effect::Say(world.language.first_comes(called(world, &needs))),
        _ => Effect::Open(Route::to(step)),
    }
}

fn after(world: &World<'_>, needs: &Step) -> String {
    let title = cut(world.course.step_title(needs), 28);
    if matches!(needs, Step::Quiz(_)) { world.language.home_after_quiz(title) } else { world.language.home_after_lesson(title) }
}

/// Returns the words of the certificate's row.
fn certificate(world: &World<'_>) -> State {
    let say = world.language;
    let left = certificate_left(world.course, world.progress, world.today).len();
    match certified(world.course, world.progress, world.today) {
        Certified::Valid(earned) => {
            let until = |day| say.home_certificate_earned_until(say.day_in_short(day));
            let words = earned.until.map_or_else(|| say.home_certificate_earned().to_owned(), until);
            State { sign: "✓", role: Role::Right, words }
        }
        Certified::Renewing { held, .. } => {
            let counts = as_it_counts(world.course, world.progress, held, &TimeZone::system());
            let words = match counts.until.map(|day| say.day_in_short(day)) {
                None => say.home_certificate_renew().to_owned(),
                Some(day) if counts.has_expired(world.today) => say.home_certificate_renew_expired(day),
                Some(day) => say.home_certificate_renew_valid(day),
            };
            State { sign: "○", role: Role::Accent, words }
        }
        Certified::NotYet if left == 0 && must_sign(world.course, world.progress, world.today) => {
            State { sign: "○", role: Role::Accent, words: say.home_certificate_sign().to_owned() }
        }
        Certified::NotYet => State { sign: "·", role: Role::Faint, words: say.home_certificate_after(left) },
    }
}

/// Returns where the certificate's row leads: to the statement that is signed before the first one, or to the certificate.
fn certificate_route(world: &World<'_>) -> Route {
    if world.progress.certificates.is_empty() && signs(world) { Route::Attest } else { Route::Certificate }
}

/// Returns the words of the row that leads to how far the learner has come.
fn progress(world: &World<'_>) -> State {
    let (done, of) = steps_done(world.course, world.progress, world.today);
    State { sign: " ", role: Role::Text, words: world.language.home_progress(done, of) }
}

/// Returns the words of the row of what is to be refreshed; `None` where nothing was answered yet or nothing is ever offered.
fn refresh(world: &World<'_>) -> Option<State> {
    let next = next_due(world.course, world.progress)?;
    let say = world.language;
    Some(match due_now(world).len() {
        0 => {
            let day = next.to_zoned_datetime(TimeZone::system()).date();
            State { sign: "✓", role: Role::Right, words: say.home_refresh_nothing(say.day_of_year(day)) }
        }
        count => State { sign: "○", role: Role::Accent, words: say.home_refresh_due(count) },
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
        let needed = world.course.order.iter().filter(|step| world.course.needs(step));
        let left: u32 = needed.map(|step| minutes(world, step)).sum();
        let time = world.language.about_minutes(left);
        let left = match left {
            _ if has_run_out(world.course, world.progress, world.today, &TimeZone::system()) => {
                world.language.home_certificate_expired().to_owned()
            }
            0 => String::new(),
            _ if world.course.order.iter().all(|step| world.course.needs(step)) => world.language.home_time_left(time),
            _ => world.language.home_time_to_certificate(time),
        };
        let who = world.progress.learner.as_ref().map_or("", |learner| &learner.name);
        Header { here: who.to_owned(), left, ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let say = world.language;
        let mut sheet = Sheet::new(columns);
        sheet.say(&world.course.title, Role::Heading);
        // A small terminal has room for what comes next, not for what the course says of itself.
        if !world.course.subtitle.is_empty() && world.area.height >= 20 {
            sheet.say(&world.course.subtitle, Role::Faint);
        }
        sheet.gap();
        if is_new(world) {
            row(&mut sheet, say.home_certificate_ready(), &certificate(world), Touch::Next);
            sheet.gap();
        }
        if let Some(words) = new_edition(world) {
            sheet.say(&words, Role::Accent);
            sheet.gap();
        }
        for (place, step) in world.course.order.iter().enumerate() {
            if place > 0 && matches!(step, Step::Lesson(_)) && world.area.height >= 20 {
                sheet.gap();
            }
            let mut state = state(world, step);
            // What is done, or cannot be begun yet, need not be told apart.
            let is_to_do = matches!(state.role, Role::Text | Role::Half | Role::Wrong) || state.role == Role::Accent && is_quiz(step);
            if is_to_do && !world.course.needs(step) {
                state.words = if is_quiz(step) { say.home_practice(&state.words) } else { say.home_optional(&state.words) };
            }
            row(&mut sheet, &called(world, step), &state, Touch::Item(place));
        }
        sheet.gap();
        if let Some(refresh) = refresh(world) {
            row(&mut sheet, say.refresh(), &refresh, Touch::Item(REFRESH));
        }
        row(&mut sheet, say.progress_yours(), &progress(world), Touch::Item(PROGRESS));
        row(&mut sheet, say.certificate(), &certificate(world), Touch::Next);
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

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        match look(&mut self.view, action, sheet, world) {
            Outcome::Touched(Touch::Item(REFRESH)) => vec![Effect::Open(Route::Refresh)],
            Outcome::Touched(Touch::Item(PROGRESS)) => vec![Effect::Open(Route::Progress)],
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
