//! A story to play: what happened so far as a feed, the scene, what came in with it, and the choices to be had. Each choice is kept
//! before the next scene is shown.

use crate::course::Platform;
use crate::language::Language;
use crate::prose::Words;
use crate::question::{Play, Response, Scene, Story, StoryChoice, Turn};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::widget::card::{Card, card};

use super::{Answered, letter};

/// Adds the story so far and the choices to be had. `before` are the choices of a way that was gone already: where this way still
/// follows it, the choice made then is marked.
pub(in crate::tui) fn lay(story: &Story, made: &[usize], before: &[usize], say: Language, sheet: &mut Sheet) {
    let Some(play) = Play::replay(story, made) else { return };
    feed(story, &play, say, sheet);
    let from = sheet.rows.len();
    if let Some(present) = play.scene() {
        scene(present, say, sheet);
    }
    let then = before.get(made.len()).filter(|_| before.starts_with(made));
    for (place, (number, choice)) in play.choices().into_iter().enumerate() {
        sheet.gap();
        sheet.touchable(&piece(&format!("{}  ", letter(place)), Role::Accent), &choice.words, Role::Text, Touch::Item(number));
        if then == Some(&number) {
            sheet.row(vec![piece(&format!("   {}", say.you_chose()), Role::Faint)]);
        }
        if place == 0 && !made.is_empty() {
            sheet.look_at = Some(from..sheet.rows.len());
        }
    }
}

/// Adds the scenes played so far, each with the choice made in it and what followed.
fn feed(story: &Story, play: &Play<'_>, say: Language, sheet: &mut Sheet) {
    for (place, number) in &play.path {
        let Some(number) = number else { break };
        if let Some(played) = story.scenes.get(*place) {
            scene(played, say, sheet);
        }
        let Some(choice) = chosen(story, *place, *number) else { continue };
        sheet.gap();
        beside(&piece("→ ", Role::Accent), &choice.words, Role::Text, sheet);
        if !choice.reply.is_empty() {
            beside(&piece("┃ ", Role::Accent), &choice.reply, Role::Quote, sheet);
        }
        sheet.gap();
    }
}

fn beside(mark: &crate::tui::sheet::Piece, words: &Words, role: Role, sheet: &mut Sheet) {
    let mut inner = Sheet::new(sheet.columns.saturating_sub(2).max(1));
    inner.words_as(words, role);
    inner.spots.clear();
    let rest = if mark.text.starts_with('┃') { mark.clone() } else { piece("  ", Role::Text) };
    sheet.place(inner, mark, &rest);
}

/// Adds a scene.
fn scene(scene: &Scene, say: Language, sheet: &mut Sheet) {
    if !scene.at.is_empty() {
        sheet.say(&scene.at, Role::Heading);
    }
    sheet.words(&scene.text);
    sheet.gap();
    if let Some(shown) = &scene.card {
        let on = Platform::named(&shown.on).map_or("", |on| on.said(say));
        card(sheet, &Card { name: "", by: &shown.by, at: "", on, words: &shown.words, stats: &shown.stats, comments: &[] });
    }
}

/// Returns the choice shown at a place.
pub(super) fn item(story: &Story, made: &[usize], place: usize) -> Option<usize> {
    Play::replay(story, made)?.choices().get(place).map(|(number, _)| *number)
}

/// Makes a choice: the answer when it leads to an ending, else a step of the story.
pub(in crate::tui) fn choose(story: &Story, made: &[usize], number: usize) -> Answered {
    let Some(mut play) = Play::replay(story, made) else { return Answered::NotYet };
    if !play.choose(number) {
        return Answered::NotYet;
    }
    if play.ending().is_some() {
        return Answered::With(Response::Played(made.iter().copied().chain([number]).collect()));
    }
    Answered::Scene(number)
}

fn chosen(story: &Story, place: usize, number: usize) -> Option<&StoryChoice> {
    match &story.scenes.get(place)?.turn {
        Turn::Choices(choices) => choices.get(number),
        Turn::Ending(_) => None,
    }
}

/// Adds the ending that was reached, with what led to it.
pub(in crate::tui) fn ending(story: &Story, made: &[usize], say: Language, sheet: &mut Sheet) {
    let Some(play) = Play::replay(story, made) else { return };
    let last = play.path.iter().rev().find_map(|(place, number)| number.map(|number| (*place, number)));
    if let Some(choice) = last.and_then(|(place, number)| chosen(story, place, number)).filter(|choice| !choice.reply.is_empty()) {
        sheet.words(&choice.reply);
        sheet.gap();
    }
    if let Some(last) = play.scene() {
        scene(last, say, sheet);
    }
}
