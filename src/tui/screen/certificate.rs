//! The certificate, shown as one, with plain words about what it is worth; it can be saved and handed in from here.

use jiff::tz::TimeZone;

use crate::course::Step;
use crate::journey::{self, Document, QuizStanding, Route, as_it_counts, certified, is_stuck, must_sign, step_done, to_renew};
use crate::prose::layout::{cut, width};
use crate::tui::keymap::{Action, Context, Idle};
use crate::tui::sheet::{Piece, Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::{Outcome, View};
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

use super::{called, certificate_files, home};

/// The certificate, or what is left to do for it.
#[derive(Debug)]
pub(super) struct Certificate {
    /// The file that was asked for last.
    asked: Option<Document>,
    view: View,
}

impl Certificate {
    /// Begins with the certificate in sight and the first thing to do with it in focus.
    pub(super) fn new(world: &World<'_>) -> Self {
        let mut certificate = Self { asked: None, view: View::default() };
        certificate.view = View::on(&certificate.sheet(world, world.columns()));
        certificate
    }
}

fn centred(sheet: &mut Sheet, text: &str, role: Role) {
    let mut inner = Sheet::new(sheet.columns);
    inner.say(text, role);
    for row in inner.rows {
        let before = sheet.columns.saturating_sub(crate::tui::sheet::row_width(&row)) / 2;
        let mut whole = vec![piece(&" ".repeat(before), Role::Text)];
        whole.extend(row);
        sheet.row(whole);
    }
}

fn earned(sheet: &mut Sheet, earned: &journey::Certificate, world: &World<'_>) {
    let say = world.language;
    let mut inner = Sheet::new(sheet.columns.saturating_sub(4).max(1));
    inner.row(Vec::new());
    centred(&mut inner, say.certificate_of_completion(), Role::Faint);
    inner.gap();
    let learner = world.progress.learner.as_ref();
    let name = learner.map_or("", |learner| learner.name.as_str());
    centred(&mut inner, name, Role::Heading);
    let rule = "─".repeat((width(name) + 4).min(inner.columns));
    centred(&mut inner, &rule, Role::Faint);
    let about: Vec<&str> =
        learner.into_iter().flat_map(|learner| [learner.role.said(say), &learner.department]).filter(|part| !part.is_empty()).collect();
    centred(&mut inner, &about.join(", "), Role::Faint);
    if let Some(then) = earned.named_then(learner) {
        let then = then.as_deref().unwrap_or(say.certificate_no_name());
        centred(&mut inner, &format!("{}: {then}", say.certificate_earned_as()), Role::Faint);
    }
    inner.gap();
    centred(&mut inner, say.certificate_has_completed(), Role::Faint);
    centred(&mut inner, &world.course.title, Role::Heading);
    centred(&mut inner, &say.certificate_version(earned.version), Role::Faint);
    inner.gap();
    centred(&mut inner, &say.certificate_on(say.day(earned.on)), Role::Text);
    if earned.is_scored() {
        let (share, pass) = (say.percent(earned.grade.shown().0), say.percent(earned.pass.0));
        centred(&mut inner, &format!("{}: {}", say.certificate_score(), say.certificate_score_of(share, pass)), Role::Text);
    }
    let until = match earned.until.map(|until| say.day(until)) {
        None => say.certificate_valid_without_end().to_owned(),
        Some(until) if earned.has_expired(world.today) => say.certificate_has_expired(until),
        Some(until) => say.certificate_valid_until(until),
    };
    centred(&mut inner, &until, Role::Text);
    inner.gap();
    // Whoever signs for the course has not signed this one.
    centred(&mut inner, say.certificate_self_issued(), Role::Faint);
    inner.row(Vec::new());
    let rule = "═".repeat(sheet.columns.saturating_sub(2));
    sheet.row(vec![piece(&format!("╔{rule}╗"), Role::Accent)]);
    let side = piece("║ ", Role::Accent);
    sheet.place_within(inner, &side, &side, Some(&piece(" ║", Role::Accent)));
    sheet.row(vec![piece(&format!("╚{rule}╝"), Role::Accent)]);
    sheet.gap();
    sheet.words(&world.course.certificate.text);
    sheet.gap();
    sheet.say(say.certificate_issued_here(), Role::Faint);
}

/// Returns where a quiz stands; `None` for a lesson.
fn tried(world: &World<'_>, step: &Step) -> Option<QuizStanding> {
    let Step::Quiz(id) = step else { return None };
    world.course.quiz(id).map(|quiz| world.standing(quiz))
}

/// Returns the sign of a step that the certificate needs, and how it stands.
fn state(world: &World<'_>, step: &Step, is_done: bool) -> (Piece, String) {
    let say = world.language;
    match tried(world, step) {
        Some(QuizStanding::Failed { .. }) => (piece("×  ", Role::Wrong), say.certificate_no_attempt().to_owned()),
        Some(QuizStanding::NotYet { wait_until: Some(until), .. }) => {
            (piece("◌  ", Role::Half), say.certificate_again(say.moment_in_short(until, world.now)))
        }
        _ if is_done => (piece("✓  ", Role::Right), say.certificate_done().to_owned()),
        _ => (piece("○  ", Role::Faint), say.certificate_to_do().to_owned()),
    }
}

/// What is to be done anew is numbered from here.
const AGAIN: usize = 10;

/// Returns where what is to be done anew leads: the steps, and the statement after them.
fn again(world: &World<'_>) -> Vec<Route> {
    let left = to_renew(world.course, world.progress, world.today);
    let signs = left.is_empty() && must_sign(world.course, world.progress, world.today);
    left.iter().map(Route::to).chain(signs.then_some(Route::Attest)).collect()
}

/// Adds what is to be done anew, once the certificate may be renewed.
fn renewal(sheet: &mut Sheet, world: &World<'_>) {
    if certified(world.course, world.progress, world.today).since().is_none() {
        return;
    }
    sheet.gap();
    let say = world.language;
    sheet.say(say.certificate_renew(), Role::Accent);
    if is_stuck(world.course, world.progress, world.now, world.today) {
        sheet.say(say.quiz_no_attempt(), Role::Text);
    }
    let mut rows: Vec<(String, (Piece, String))> = Vec::new();
    for step in to_renew(world.course, world.progress, world.today) {
        let is_passed = step_done(world.course, world.progress, &step);
        let title = called(world, &step);
        rows.push((if is_passed { say.certificate_pass_again(title) } else { title }, state(world, &step, false)));
    }
    if must_sign(world.course, world.progress, world.today) {
        let to_do = (piece("○  ", Role::Faint), say.certificate_to_do().to_owned());
        rows.push((say.certificate_sign_again().to_owned(), to_do));
    }
    let leads = again(world).len();
    for (place, (words, (sign, end))) in rows.into_iter().enumerate() {
        let from = sheet.rows.len();
        let words = cut(&words, sheet.columns.saturating_sub(3));
        sheet.row_with_end(vec![sign, piece(&words, Role::Text)], vec![piece(&end, Role::Faint)]);
        if place < leads {
            sheet.spot(from, Touch::Item(AGAIN + place));
        }
    }
}

impl Screen for Certificate {
    fn header(&self, world: &World<'_>) -> Header {
        Header { here: world.course.title.clone(), far: world.language.certificate_far().to_owned(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let say = world.language;
        let mut sheet = Sheet::new(columns);
        if let Some(last) = world.progress.certificates.last() {
            earned(&mut sheet, &as_it_counts(world.course, world.progress, last, &TimeZone::system()), world);
            if let Some(words) = home::new_edition(world) {
                sheet.gap();
                sheet.say(&words, Role::Accent);
            }
            renewal(&mut sheet, world);
            sheet.gap();
            certificate_files::lay(world, self.asked, &mut sheet);
        } else {
            sheet.say(say.certificate_yours(), Role::Heading);
            sheet.gap();
            let needs = &world.course.certificate.needs;
            let is_stuck = is_stuck(world.course, world.progress, world.now, world.today);
            sheet.say(if is_stuck { say.certificate_left_ask() } else { say.certificate_left() }, Role::Text);
            sheet.gap();
            for step in needs {
                let (sign, end) = state(world, step, step_done(world.course, world.progress, step));
                let title = piece(&called(world, step), Role::Text);
                sheet.row_with_end(vec![sign, title], vec![piece(&end, Role::Faint)]);
            }
            if must_sign(world.course, world.progress, world.today) {
                let title = cut(say.certificate_statement(), sheet.columns.saturating_sub(3));
                let row = vec![piece("○  ", Role::Faint), piece(&title, Role::Text)];
                sheet.row_with_end(row, vec![piece(say.certificate_to_do(), Role::Faint)]);
            }
        }
        sheet.gap();
        sheet.button(say.certificate_back(), Touch::Next);
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::Certificate
    }

    fn opened_by(&self) -> Option<Action> {
        Some(Action::Certificate)
    }

    fn idle(&self, _: &Sheet, world: &World<'_>) -> Idle {
        Idle::default().and(&Action::Copy, world.progress.certificates.is_empty())
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        match look(&mut self.view, action, sheet, world) {
            Outcome::Touched(Touch::Item(place)) if place >= AGAIN => {
                match again(world).into_iter().nth(place - AGAIN) {
                    // Once it is signed, the new certificate comes in place of this one.
                    Some(Route::Attest) => vec![Effect::Turn(Route::Attest)],
                    Some(route) => vec![Effect::Open(route)],
                    None => Vec::new(),
                }
            }
            Outcome::Touched(Touch::Item(place)) => {
                self.asked = certificate_files::FILES.get(place).copied();
                self.asked.map(|document| vec![Effect::Write(document)]).unwrap_or_default()
            }
            Outcome::Touched(Touch::Next) => vec![Effect::Home],
            _ => Vec::new(),
        }
    }

    /// Once a file is there, what comes next is in focus: Enter goes on.
    fn kept(&mut self, world: &World<'_>) -> Vec<Effect> {
        let sheet = self.sheet(world, world.columns());
        let place = certificate_files::FILES.into_iter().position(|document| Some(document) == self.asked);
        let is_there = self.asked.is_some_and(|asked| world.written.is_some_and(|written| matches!(written.get(&asked), Some(Ok(_)))));
        let next = match place.map(|place| if is_there { place + 1 } else { place }) {
            Some(next) if next < certificate_files::FILES.len() => Touch::Item(next),
            _ => Touch::Next,
        };
        self.view.aim(&sheet, &next, world.rows());
        Vec::new()
    }
}
