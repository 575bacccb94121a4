//! A story of scenes, and how it is played. Pure: the same choices always lead to the same place.

use std::collections::BTreeSet;

use crate::id::SceneId;
use crate::prose::Words;

use super::state::{Condition, Effect, States};
use super::{Grade, Percent};

/// A story: the first scene begins it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The scenes in the order written.
    pub scenes: Vec<Scene>,
}

/// A scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// Names it within its question.
    pub id: SceneId,
    /// When it happens, as the trainer wrote it; may be empty.
    pub at: String,
    /// What happens.
    pub text: Words,
    /// A post or message that comes in with it.
    pub card: Option<SceneCard>,
    /// When it is played; where this does not hold, `otherwise` is played in its place.
    pub when: Condition,
    /// The scene played where `when` does not hold.
    pub otherwise: Option<usize>,
    /// What changes when it is reached.
    pub effects: Vec<Effect>,
    /// How it goes on.
    pub turn: Turn,
}

/// A post or message within a scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SceneCard {
    /// What it says.
    pub words: Words,
    /// Who wrote it.
    pub by: String,
    /// Where, in the word a trainer writes after `on`.
    pub on: String,
    /// Likes and the like; may be empty.
    pub stats: String,
}

/// How a scene goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// By a choice.
    Choices(Vec<StoryChoice>),
    /// Not: it is an ending, and worth this much.
    Ending(Percent),
}

/// A choice of a scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryChoice {
    /// What one would do.
    pub words: Words,
    /// What follows at once; may be empty.
    pub reply: Words,
    /// The scene it leads to.
    pub to: usize,
    /// When it is shown.
    pub when: Condition,
    /// What it changes.
    pub effects: Vec<Effect>,
}

/// A story on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Play<'a> {
    story: &'a Story,
    /// What the story remembers.
    pub states: States,
    /// The scenes played, by place, the present one last; with the choice that led on from each but the last.
    pub path: Vec<(usize, Option<usize>)>,
}

impl<'a> Play<'a> {
    /// Begins a story.
    #[must_use]
    pub fn begin(story: &'a Story) -> Self {
        let mut play = Self { story, states: States::default(), path: Vec::new() };
        play.enter(0);
        play
    }

    /// Plays choices one after another; `None` when one of them was not to be had.
    #[must_use]
    pub fn replay(story: &'a Story, choices: &[usize]) -> Option<Self> {
        let mut play = Self::begin(story);
        for choice in choices {
            if !play.choose(*choice) {
                return None;
            }
        }
        Some(play)
    }

    /// Returns the present scene.
    #[must_use]
    pub fn scene(&self) -> Option<&'a Scene> {
        self.story.scenes.get(self.path.last()?.0)
    }

    /// Returns where the present scene stands among the story's.
    #[must_use]
    pub fn place(&self) -> Option<usize> {
        self.path.last().map(|(place, _)| *place)
    }

    /// Returns the choices to be had now, each with its number in the trainer's order.
    #[must_use]
    pub fn choices(&self) -> Vec<(usize, &'a StoryChoice)> {
        match self.scene().map(|scene| &scene.turn) {
            Some(Turn::Choices(choices)) => choices.iter().enumerate().filter(|(_, choice)| choice.when.holds(&self.states)).collect(),
            _ => Vec::new(),
        }
    }

    /// Makes a choice and enters the scene it leads to. Returns whether it was to be had.
    pub fn choose(&mut self, number: usize) -> bool {
        let Some((_, choice)) = self.choices().into_iter().find(|(place, _)| *place == number) else { return false };
        if let Some((_, made)) = self.path.last_mut() {
            *made = Some(number);
        }
        choice.effects.iter().for_each(|effect| self.states.change(effect));
        self.enter(choice.to);
        true
    }

    /// Enters a scene, or the one played in its place. A circle of `otherwise` ends at the first scene met twice.
    fn enter(&mut self, mut place: usize) {
        let mut met = BTreeSet::new();
        while let Some(scene) = self.story.scenes.get(place)
            && !scene.when.holds(&self.states)
            && let Some(otherwise) = scene.otherwise
            && met.insert(place)
        {
            place = otherwise;
        }
        if let Some(scene) = self.story.scenes.get(place) {
            scene.effects.iter().for_each(|effect| self.states.change(effect));
        }
        self.path.push((place, None));
    }

    /// Returns what the ending reached is worth; `None` while the story goes on.
    #[must_use]
    pub fn ending(&self) -> Option<Grade> {
        match self.scene()?.turn {
            Turn::Ending(score) => Some(Grade::percent(score)),
            Turn::Choices(_) => None,
        }
    }
}
