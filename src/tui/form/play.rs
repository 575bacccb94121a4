//! A story to play: the scene, what came in with it, and the choices to be had. Each choice is kept before the next scene is shown.

use crate::prose::Words;
use crate::question::{Play, Response, Scene, Story, StoryChoice, Turn};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::widget::card::{Card, card};

use super::{Answered, letter};

/// Adds the present scene, with what followed from the choice before.
pub(super) fn lay(story: &Story, made: &[usize], sheet: &mut Sheet) {
    let Some(play) = Play::replay(story, made) else { return };
    if let Some(reply) = last_reply(story, &play) {
        let mut inner = Sheet::new(sheet.columns.saturating_sub(2).max(1));
        inner.words(reply);
        inner.spots.clear();
        let rule = piece("┃ ", Role::Accent);
        sheet.place(inner, &rule, &rule);
        sheet.gap();
    }
    if let Some(present) = play.scene() {
        scene(present, sheet);
    }
    for (place, (number, choice)) in play.choices().into_iter().enumerate() {
        sheet.gap();
        sheet.touchable(&piece(&format!("{}  ", letter(place)), Role::Accent), &choice.words, Role::Text, Touch::Item(number));
    }
}

/// Adds a scene.
pub(super) fn scene(scene: &Scene, sheet: &mut Sheet) {
    if !scene.at.is_empty() {
        sheet.say(&scene.at, Role::Heading);
    }
    sheet.words(&scene.text);
    sheet.gap();
    if let Some(shown) = &scene.card {
        card(sheet, &Card { name: "", by: &shown.by, at: "", on: &shown.on, words: &shown.words, stats: &shown.stats, comments: &[] });
    }
}

/// Returns the choice shown at a place.
pub(super) fn item(story: &Story, made: &[usize], place: usize) -> Option<usize> {
    Play::replay(story, made)?.choices().get(place).map(|(number, _)| *number)
}

/// Makes a choice: the answer when it leads to an ending, else a step of the story.
pub(super) fn choose(story: &Story, made: &[usize], number: usize) -> Answered {
    let Some(mut play) = Play::replay(story, made) else { return Answered::NotYet };
    if !play.choose(number) {
        return Answered::NotYet;
    }
    if play.ending().is_some() {
        return Answered::With(Response::Played(made.iter().copied().chain([number]).collect()));
    }
    Answered::Scene(number)
}

fn last_reply<'a>(story: &'a Story, play: &Play<'_>) -> Option<&'a Words> {
    let (place, number) = play.path.iter().rev().find_map(|(place, number)| number.map(|number| (*place, number)))?;
    chosen(story, place, number).map(|choice| &choice.reply).filter(|reply| !reply.is_empty())
}

fn chosen(story: &Story, place: usize, number: usize) -> Option<&StoryChoice> {
    match &story.scenes.get(place)?.turn {
        Turn::Choices(choices) => choices.get(number),
        Turn::Ending(_) => None,
    }
}

/// Adds the ending that was reached.
pub(super) fn ending(story: &Story, made: &[usize], sheet: &mut Sheet) {
    let Some(play) = Play::replay(story, made) else { return };
    if let Some(reply) = last_reply(story, &play) {
        sheet.words(reply);
        sheet.gap();
    }
    if let Some(last) = play.scene() {
        scene(last, sheet);
    }
}
