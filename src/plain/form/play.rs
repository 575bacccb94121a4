//! A story to play: the scene, what came in with it, and the choices to be had. Each choice is kept before the next scene is told.

use crate::language::Language;
use crate::plain::card;
use crate::plain::paper::Paper;
use crate::prose::Words;
use crate::question::{Play, Response, Scene, Story, Turn};

use super::{Answered, typed};

/// Tells the present scene, after what followed from the choice before.
pub(super) fn lay(story: &Story, made: &[usize], paper: &mut Paper<'_>) {
    let Some(play) = Play::replay(story, made) else { return };
    tell(story, &play, paper);
    paper.gap();
    for (place, (_, choice)) in play.choices().into_iter().enumerate() {
        paper.words_after(&format!("{}. ", place + 1), &choice.words);
    }
}

/// Tells the ending that was reached.
pub(in crate::plain) fn ending(story: &Story, made: &[usize], paper: &mut Paper<'_>) {
    if let Some(play) = Play::replay(story, made) {
        tell(story, &play, paper);
    }
}

/// Takes a line in: the answer when it leads to an ending, else a step of the story.
pub(super) fn hear(line: &str, story: &Story, made: &[usize], say: Language) -> Answered {
    let Some(mut play) = Play::replay(story, made) else { return Answered::NotYet };
    let choices = play.choices();
    let words: Vec<String> = choices.iter().map(|(_, choice)| choice.words.plain()).collect();
    let number = match typed::one(line, &words, say) {
        Ok(place) => choices.get(place).map(|(number, _)| *number),
        Err(why) => return Answered::Because(why),
    };
    let Some(number) = number.filter(|number| play.choose(*number)) else { return Answered::NotYet };
    if play.ending().is_some() {
        return Answered::With(Response::Played(made.iter().copied().chain([number]).collect()));
    }
    Answered::Scene(number)
}

fn tell(story: &Story, play: &Play<'_>, paper: &mut Paper<'_>) {
    if let Some(reply) = last_reply(story, play) {
        paper.words(reply);
        paper.gap();
    }
    if let Some(present) = play.scene() {
        scene(present, paper);
    }
}

fn scene(scene: &Scene, paper: &mut Paper<'_>) {
    if !scene.at.is_empty() {
        paper.say(&format!("{}:", scene.at));
    }
    paper.words(&scene.text);
    if let Some(shown) = &scene.card {
        paper.gap();
        card::scene(shown, paper);
    }
}

fn last_reply<'a>(story: &'a Story, play: &Play<'_>) -> Option<&'a Words> {
    let (place, number) = play.path.iter().rev().find_map(|(place, number)| number.map(|number| (*place, number)))?;
    let Turn::Choices(choices) = &story.scenes.get(place)?.turn else { return None };
    choices.get(number).map(|choice| &choice.reply).filter(|reply| !reply.is_empty())
}
