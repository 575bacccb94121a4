//! What a quiz is, before its first question: how many, how long, the pass mark, and whether it may be taken now.

use crate::course::{Quiz, Step};
use crate::id::QuizId;
use crate::journey::{QuizStanding, Route, attempts_used, to_renew};
use crate::tui::sheet::{Sheet, Touch};
use crate::tui::theme::Role;
use crate::tui::world::{Effect, World};

/// Adds what the quiz is.
pub(super) fn lay(id: &QuizId, world: &World<'_>, sheet: &mut Sheet) {
    let Some(quiz) = world.course.quiz(id) else { return };
    sheet.say(&quiz.title, Role::Heading);
    sheet.gap();
    sheet.words(&quiz.intro);
    sheet.gap();
    let say = world.language;
    sheet.say(&say.quiz_questions(quiz.asked(), say.percent(quiz.pass.0)), Role::Text);
    if let Some(minutes) = quiz.time_limit_minutes {
        sheet.say(&say.quiz_time_limit(minutes), Role::Text);
    }
    if let Some(most) = quiz.attempts {
        let used = attempts_used(world.course, world.progress, quiz, world.now, world.today);
        sheet.say(&say.quiz_attempts_used(used, most), Role::Faint);
    }
    if world.keeps {
        sheet.say(say.quiz_kept(), Role::Faint);
    }
    sheet.gap();
    let (button, does) = standing(quiz, world, sheet);
    sheet.button(button, does);
}

/// The button that only leads back: where nothing may begin when it is drawn, nothing begins by it later on either.
pub(super) const BACK: Touch = Touch::Item(0);

/// Adds how it stands, and returns what the button says and does.
fn standing(quiz: &Quiz, world: &World<'_>, sheet: &mut Sheet) -> (&'static str, Touch) {
    let say = world.language;
    match world.standing(quiz) {
        QuizStanding::Locked { needs } => {
            sheet.say(&say.first_comes(world.course.step_title(&needs)), Role::Notice);
            sheet.gap();
            (say.quiz_go_there(), Touch::Next)
        }
        QuizStanding::Passed { best } => {
            let again = to_renew(world.course, world.progress, world.today).contains(&Step::Quiz(quiz.id.clone()));
            let share = say.percent(best.shown().0);
            let words = if again { say.quiz_passed_renew(share) } else { say.quiz_passed(share) };
            sheet.say(&words, Role::Right);
            sheet.gap();
            (say.quiz_take_again(), Touch::Next)
        }
        QuizStanding::NotYet { best, wait_until } => {
            sheet.say(&say.quiz_best_so_far(say.percent(best.shown().0)), Role::Half);
            if let Some(until) = wait_until {
                sheet.say(&say.quiz_again_at(say.moment(until, world.now)), Role::Text);
            }
            sheet.gap();
            if wait_until.is_some() { (say.back(), BACK) } else { (say.try_again(), Touch::Next) }
        }
        QuizStanding::Failed { best } => {
            sheet.say(&say.quiz_failed(say.percent(best.shown().0)), Role::Wrong);
            sheet.gap();
            (say.back(), BACK)
        }
        QuizStanding::New | QuizStanding::Open { .. } => (say.begin(), Touch::Next),
    }
}

/// Asks for an attempt, or says why there is none.
pub(super) fn start(id: &QuizId, world: &World<'_>) -> Vec<Effect> {
    let Some(quiz) = world.course.quiz(id) else { return vec![Effect::Close] };
    match world.standing(quiz) {
        QuizStanding::Locked { needs } => vec![Effect::Turn(Route::to(&needs))],
        QuizStanding::Failed { .. } => vec![Effect::Say(world.language.quiz_no_attempt().to_owned())],
        QuizStanding::NotYet { wait_until: Some(until), .. } => {
            vec![Effect::Say(world.language.quiz_again_at(world.language.moment(until, world.now)))]
        }
        _ => vec![Effect::Begin(quiz.id.clone())],
    }
}
