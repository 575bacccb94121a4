//! A quiz that was written anew while it is open.

use crate::course::Question;
use crate::journey::{Attempt, Fact, fresh};
use crate::question::{Form, Play};
use crate::tui::world::{Screen, World};

use super::super::asking::Asking;
use super::{Quiz, Stage, asked};

impl Quiz {
    /// Goes on at the same question, with the answer so far. Returns the facts by which what was done stays done; `None` where the quiz is
    /// gone.
    pub(super) fn goes_on(&mut self, before: &World<'_>, now: &World<'_>) -> Option<Vec<Fact>> {
        now.course.quiz(&self.id)?;
        let sheet = self.sheet(before, before.columns());
        match (self.stage(before), self.stage(now)) {
            (Stage::Asking(then, old), Stage::Asking(attempt, new)) if old.id == new.id || new.was.contains(&old.id) => {
                let scenes = attempt.choices_in(new);
                if let Form::Play { story } = new.kind.form()
                    && Play::replay(story, scenes).is_none()
                {
                    self.asking = Asking::begin(asked(attempt, new), &[], now);
                    return Some(vec![attempt.finish(now.course.quiz(&self.id)?), anew(attempt, new, now)]);
                }
                self.asking.renewed((asked(then, old), before), (asked(attempt, new), now), scenes);
            }
            (Stage::Telling(_, old), Stage::Telling(_, new)) if old.id == new.id => {
                self.asking.view = self.asking.view.renewed(&sheet, &self.sheet(now, now.columns()));
            }
            (Stage::Intro, Stage::Intro) => {}
            _ => {
                self.at = None;
                return Some(self.begin(now));
            }
        }
        Some(Vec::new())
    }
}

/// Begins another attempt, at the question in front: the way gone through its story leads there no longer.
fn anew(attempt: &Attempt, question: &Question, world: &World<'_>) -> Fact {
    let mut drawn = attempt.drawn.clone();
    let first = drawn.iter().position(|drawn| drawn.question == question.id).unwrap_or(0);
    drawn.rotate_left(first);
    let name = fresh::attempt(world.now, world.seed);
    Fact::AttemptStarted { attempt: name, quiz: attempt.quiz.clone(), pass: attempt.pass, drawn }
}
