//! The contract between asking, answering and grading.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::prose::Words;

use super::{Grade, Partial};

/// One way of asking. Implemented by one file each.
pub trait Kind: fmt::Debug + Send + Sync {
    /// Returns what the learner sees and how it is answered; no answer key is in it.
    fn form(&self) -> Form<'_>;
    /// Returns what a response earns. Never panics, whatever the response holds; a response of another form earns nothing.
    fn grade(&self, response: &Response, partial: Partial) -> Grade;
    /// Returns why, item by item, in the order of the form.
    fn explain(&self, response: &Response) -> Vec<Explained<'_>>;
    /// Returns the response that earns full marks.
    fn key(&self) -> Response;
    /// Returns which items may be shown in another order than the trainer's.
    fn shuffle(&self) -> Shuffle;
}

/// The ways of answering. Items are counted from 0 in the trainer's order, however they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form<'a> {
    /// One of several.
    ChooseOne {
        /// What may be chosen.
        options: Vec<&'a Words>,
    },
    /// Any number of several.
    ChooseSome {
        /// What may be marked.
        options: Vec<&'a Words>,
    },
}

/// Which items of a form may change places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shuffle {
    /// None; they are shown as written.
    Never,
    /// This many, if `shuffle_options` says so.
    IfWanted(usize),
    /// This many, always: their order as written is the answer.
    Always(usize),
}

/// What a learner answered. Items are counted as in the [`Form`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// The option chosen.
    One(usize),
    /// The options marked.
    Some(BTreeSet<usize>),
}

/// How right something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Right.
    Right,
    /// Half right.
    Half,
    /// Wrong.
    Wrong,
}

/// One item of a form, after it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained<'a> {
    /// The item.
    pub words: &'a Words,
    /// Whether the learner chose it.
    pub chosen: bool,
    /// Whether it was to be chosen: for a choice, how right the option is.
    pub verdict: Verdict,
    /// Why; may be empty.
    pub reply: &'a Words,
}
