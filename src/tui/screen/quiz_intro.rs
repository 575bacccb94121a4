//! What a quiz is, before its first question: how many, how long, the pass mark, and whether it may be taken now.

use crate::id::QuizId;
use crate::journey::{QuizStanding, Route, begin, certificate_left, certified, fresh, quiz_standing};
use crate::tui::sheet::{Sheet, Touch};
use crate::tui::theme::Role;
use crate::tui::world::{Effect, World};

use super::clock;

/// Adds what the quiz is.
pub(super) fn lay(id: &QuizId, world: &World<'_>, sheet: &mut Sheet) {
    let Some(quiz) = world.course.quiz(id) else { return };
    sheet.say(&quiz.title, Role::Heading);
    sheet.gap();
    sheet.words(&quiz.intro);
    sheet.gap();
    sheet.say(&format!("{} questions. The pass mark is {}.", quiz.asked(), quiz.pass), Role::Text);
    if let Some(minutes) = quiz.time_limit_minutes {
        let says = format!(
            "There are {minutes} minutes for it, also while you are away. The question in front of you when they end may still be \
             answered. t hides the time."
        );
        sheet.say(&says, Role::Text);
    }
    if let Some(most) = quiz.attempts {
        let used = world.progress.attempts_at(quiz).count();
        sheet.say(&format!("{used} of {most} attempts used."), Role::Faint);
    }
    sheet.say("Each answer is kept at once. Leave whenever you like; the same question will wait for you.", Role::Faint);
    sheet.gap();
    let button = standing(id, world, sheet);
    sheet.button(button, Touch::Next);
}

/// Adds how it stands, and returns what the button says.
fn standing(id: &QuizId, world: &World<'_>, sheet: &mut Sheet) -> &'static str {
    let Some(quiz) = world.course.quiz(id) else { return "Back" };
    match quiz_standing(world.course, world.progress, quiz, world.now) {
        QuizStanding::Locked { needs } => {
            sheet.say(&format!("First comes: {}", world.course.step_title(&needs)), Role::Notice);
            sheet.gap();
            "Go there"
        }
        QuizStanding::Passed { best } => {
            let again = certified(world.course, world.progress, world.today).since().is_some()
                && certificate_left(world.course, world.progress, world.today).contains(&crate::course::Step::Quiz(quiz.id.clone()));
            let words = if again {
                format!("You passed with {}. To renew the certificate, pass it once more.", best.shown())
            } else {
                format!("You passed with {}. Another attempt cannot lower that.", best.shown())
            };
            sheet.say(&words, Role::Right);
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
    }
}

/// Begins an attempt, or says why not.
pub(super) fn start(id: &QuizId, world: &World<'_>) -> Vec<Effect> {
    let Some(quiz) = world.course.quiz(id) else { return vec![Effect::Close] };
    match quiz_standing(world.course, world.progress, quiz, world.now) {
        QuizStanding::Locked { needs } => vec![Effect::Turn(Route::to(&needs))],
        QuizStanding::Failed { .. } => vec![Effect::Say("No attempt is left. Ask those who run the course.".to_owned())],
        QuizStanding::NotYet { wait_until: Some(until), .. } => vec![Effect::Say(format!("It may be tried again at {}.", clock(until)))],
        _ => {
            let attempt = fresh::attempt(world.now, world.seed);
            vec![Effect::Record(begin(quiz, attempt, &world.progress.seen(quiz), world.seed))]
        }
    }
}
