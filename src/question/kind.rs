//! The contract between asking, answering and grading.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::prose::Words;

use super::{Grade, Partial, Story};

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
    /// Returns every text the learner may see while answering, in the trainer's order: what a record keeps.
    fn wording(&self) -> Vec<&Words> {
        self.form().words()
    }
    /// Whether its marks count when the trainer says nothing of points; only a self-assessed question may say no.
    fn counts(&self) -> bool {
        true
    }
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
    /// Steps to put in order.
    Arrange {
        /// The steps.
        steps: Vec<&'a Words>,
    },
    /// A partner for each.
    Pair {
        /// Those that want a partner.
        left: Vec<&'a Words>,
        /// The partners, and some that are nobody's.
        right: Vec<&'a Words>,
    },
    /// A bin for each.
    Sort {
        /// The bins.
        bins: Vec<&'a Words>,
        /// What is to be sorted.
        items: Vec<&'a Words>,
    },
    /// Phrases of a text to mark.
    Mark {
        /// The text from beginning to end.
        pieces: &'a [Piece],
    },
    /// A few words of one's own.
    Write,
    /// A text of one's own, then a model answer and a list to tick.
    Tick {
        /// What is to be mended; may be empty.
        draft: &'a Words,
        /// The trainer's own; may be empty. Shown after the learner has written.
        sample: &'a Words,
        /// What to look for in one's own.
        rubric: Vec<&'a Words>,
    },
    /// A story to play to an ending.
    Play {
        /// The story.
        story: &'a Story,
    },
}

impl<'a> Form<'a> {
    /// Returns the texts of its items in the trainer's order.
    #[must_use]
    pub fn words(&self) -> Vec<&'a Words> {
        match self {
            Self::ChooseOne { options } | Self::ChooseSome { options } => options.clone(),
            Self::Arrange { steps } => steps.clone(),
            Self::Pair { left, right } => left.iter().chain(right).copied().collect(),
            Self::Sort { bins, items } => bins.iter().chain(items).copied().collect(),
            Self::Tick { draft, rubric, .. } => std::iter::once(*draft).chain(rubric.iter().copied()).collect(),
            Self::Mark { .. } | Self::Write | Self::Play { .. } => Vec::new(),
        }
    }
}

/// A piece of a text whose phrases can be marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The letters; line ends are `\n`.
    pub text: String,
    /// The number of the phrase, counted from 0; `None` for words that cannot be marked.
    pub phrase: Option<usize>,
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

/// What a key, a touch or a typed line came to while a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// Nothing yet; the half-made answer may have changed.
    NotYet,
    /// Nothing yet, and the learner should hear why.
    Because(String),
    /// The answer.
    With(Response),
    /// A choice of a story that goes on.
    Scene(usize),
}

/// What a learner answered. Items are counted as in the [`Form`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// The option chosen.
    One(usize),
    /// The options marked.
    Some(BTreeSet<usize>),
    /// The steps, first to last.
    Order(Vec<usize>),
    /// For each on the left, the partner chosen.
    Pairs(Vec<Option<usize>>),
    /// For each item, the bin chosen.
    Bins(Vec<Option<usize>>),
    /// The phrases marked.
    Marks(BTreeSet<usize>),
    /// The words written.
    Written(String),
    /// The text written, and what was ticked.
    Rewritten {
        /// The text.
        text: String,
        /// The rubric's items ticked.
        ticked: BTreeSet<usize>,
    },
    /// The choices made from the first scene on; each counts the choices of its scene in the trainer's order.
    Played(Vec<usize>),
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
    /// The item, without what it belongs to.
    pub words: Cow<'a, Words>,
    /// Whether the learner chose it.
    pub chosen: bool,
    /// Whether it was to be chosen: for a choice, how right the option is.
    pub verdict: Verdict,
    /// What would have been right, where the item alone does not say it: the right partner, bin or place.
    pub instead: Option<Cow<'a, Words>>,
    /// Why; may be empty.
    pub reply: Cow<'a, Words>,
}
