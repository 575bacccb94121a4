//! What can be asked, and what an answer is worth. Knows nothing of keys, colours, files or time.
//!
//! [`Kind`] is one way of asking; one file a kind, one row in [`KINDS`]. [`Form`] is the narrow waist: drawing sees a form and
//! never an answer key, grading sees a [`Response`] and never a key press.

mod given;
mod grade;
mod kind;
mod matching;
mod multiple;
mod options;
mod order;
mod parts;
mod rewrite;
mod scenario;
mod short;
mod single;
mod sort;
mod spot;
mod state;
mod story;
mod story_reading;
mod true_false;
mod written;

pub use given::Given;
pub use grade::{Grade, Marks, Partial, Percent};
pub use kind::{Answered, Explained, Form, Kind, Piece, Response, Shuffle, Verdict};
pub use parts::{Part, Parts, Setting, Settings};
pub(crate) use short::in_other_languages;
pub(crate) use spot::in_single_brackets;
pub use state::{Compare, Condition, Effect, StateId, States, Test};
pub use story::{Play, Scene, SceneCard, Story, StoryChoice, Turn};

use std::sync::Arc;

use crate::diagnostic::Diagnostic;

/// Reads one kind of question from its settings. What is wrong is added to the findings; `None` when nothing can be asked.
pub type Read = fn(&Parts, &mut Vec<Diagnostic>) -> Option<Arc<dyn Kind>>;

/// One kind of question, as a row of the table.
pub struct Row {
    /// The word a trainer may write after `kind =`.
    pub name: &'static str,
    /// What a person calls it: "a single-choice question".
    pub called: &'static str,
    /// The setting that tells the kind.
    pub telling: &'static str,
    /// Its other settings.
    pub others: &'static [&'static str],
    /// Reads it.
    pub read: Read,
}

/// Every kind of question.
pub static KINDS: &[Row] = &[
    single::ROW,
    multiple::ROW,
    true_false::ROW,
    order::ROW,
    matching::ROW,
    sort::ROW,
    spot::ROW,
    short::ROW,
    rewrite::ROW,
    scenario::ROW,
];

/// Returns the kind that the settings tell: the first row whose telling setting is there. `options` with two or more right ones
/// ask for several answers.
#[must_use]
pub fn inferred(parts: &Parts) -> Option<&'static Row> {
    if !parts.scenes.is_empty() {
        return named(scenario::ROW.name);
    }
    let row = KINDS.iter().find(|row| parts.setting(row.telling).is_some())?;
    if row.telling == single::ROW.telling && options::right_ones(parts) > 1 {
        return named(multiple::ROW.name);
    }
    Some(row)
}

/// Returns the kind of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Row> {
    KINDS.iter().find(|row| row.name == name)
}
