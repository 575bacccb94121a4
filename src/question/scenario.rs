//! A branching scenario: scenes, choices, and endings that are worth something. Earns the score of the ending reached.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::prose::Words;

use super::story::{Play, Story, StoryChoice, Turn};
use super::story_reading;
use super::{Explained, Form, Grade, Kind, Partial, Parts, Response, Row, Shuffle, Verdict};

pub(super) const ROW: Row = Row { name: "scenario", called: "a scenario", telling: "scene", others: &[], read };

/// How many scenes a search for the best way may enter; stories are small, and one with circles must end too.
const PATIENCE: usize = 20_000;

#[derive(Debug)]
struct Scenario {
    story: Story,
    best: Vec<usize>,
}

fn read(parts: &Parts, found: &mut Vec<Diagnostic>) -> Option<Arc<dyn Kind>> {
    let story = story_reading::read(parts, found)?;
    let best = best_way(&Play::begin(&story)).map(|(_, way)| way).unwrap_or_default();
    Some(Arc::new(Scenario { story, best }))
}

/// Returns the best ending that can still be reached, and the choices that lead to it by the fewest scenes.
fn best_way(from: &Play<'_>) -> Option<(Grade, Vec<usize>)> {
    let mut best: Option<(Grade, Vec<usize>)> = None;
    let mut waiting = std::collections::VecDeque::from([(from.clone(), Vec::new())]);
    let mut met: Vec<Play<'_>> = Vec::new();
    for _ in 0..PATIENCE {
        let Some((play, way)) = waiting.pop_front() else { break };
        if let Some(grade) = play.ending() {
            if best.as_ref().is_none_or(|(most, _)| grade > *most) {
                let perfect = grade.is_full();
                best = Some((grade, way));
                if perfect {
                    break;
                }
            }
            continue;
        }
        // The same scene with the same memory goes on the same way.
        if met.iter().any(|seen| seen.states == play.states && seen.place() == play.place()) {
            continue;
        }
        for (number, _) in play.choices() {
            let mut next = play.clone();
            if next.choose(number) {
                let way = way.iter().copied().chain([number]).collect();
                waiting.push_back((next, way));
            }
        }
        met.push(play);
    }
    best
}

impl Kind for Scenario {
    fn form(&self) -> Form<'_> {
        Form::Play { story: &self.story }
    }

    fn grade(&self, response: &Response, _: Partial) -> Grade {
        let Response::Played(choices) = response else { return Grade::NONE };
        Play::replay(&self.story, choices).and_then(|play| play.ending()).unwrap_or(Grade::NONE)
    }

    /// One item for each choice made. A choice is wrong when a better ending could be reached before it than after it.
    fn explain<'s>(&'s self, response: &Response) -> Vec<Explained<'s>> {
        let Response::Played(choices) = response else { return Vec::new() };
        let mut play = Play::begin(&self.story);
        let mut explained = Vec::new();
        for number in choices {
            let Some(choice) = choice_of(&play, *number) else { break };
            let before = best_way(&play).map(|(grade, _)| grade);
            let better = best_way(&play).and_then(|(_, way)| choice_of(&play, *way.first()?));
            if !play.choose(*number) {
                break;
            }
            let right = best_way(&play).map(|(grade, _)| grade) >= before;
            explained.push(Explained {
                words: Cow::Borrowed(&choice.words),
                chosen: true,
                verdict: if right { Verdict::Right } else { Verdict::Wrong },
                instead: better.filter(|_| !right).map(|better| Cow::Borrowed(&better.words)),
                reply: Cow::Borrowed(&choice.reply),
            });
        }
        explained
    }

    fn key(&self) -> Response {
        Response::Played(self.best.clone())
    }

    fn shuffle(&self) -> Shuffle {
        Shuffle::Never
    }

    fn wording(&self) -> Vec<&Words> {
        let scenes = self.story.scenes.iter();
        scenes
            .flat_map(|scene| {
                let choices: &[StoryChoice] = if let Turn::Choices(choices) = &scene.turn { choices } else { &[] };
                std::iter::once(&scene.text).chain(choices.iter().map(|choice| &choice.words))
            })
            .collect()
    }
}

fn choice_of<'a>(play: &Play<'a>, number: usize) -> Option<&'a StoryChoice> {
    play.choices().into_iter().find(|(place, _)| *place == number).map(|(_, choice)| choice)
}
