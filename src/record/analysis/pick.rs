//! What a response chose, one thing at a time, so that every way of answering is counted alike.

use crate::question::Response;

/// One thing that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pick {
    /// An option, a phrase, or a choice of a story.
    Item(usize),
    /// Something that was put somewhere: an item to a partner, into a bin, at a place.
    Put(usize, usize),
    /// Words of one's own.
    Words(String),
}

/// Returns what a response chose.
pub(super) fn picks(response: &Response) -> Vec<Pick> {
    let put = |placed: &[Option<usize>]| placed.iter().enumerate().filter_map(|(item, to)| Some(Pick::Put(item, (*to)?))).collect();
    match response {
        Response::One(option) => vec![Pick::Item(*option)],
        Response::Some(options) | Response::Marks(options) => options.iter().copied().map(Pick::Item).collect(),
        Response::Order(steps) => steps.iter().enumerate().map(|(place, step)| Pick::Put(*step, place)).collect(),
        Response::Pairs(placed) | Response::Bins(placed) => put(placed),
        Response::Written(words) => vec![Pick::Words(words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())],
        Response::Rewritten { ticked, .. } => ticked.iter().copied().map(Pick::Item).collect(),
        // A story's first choice says most: what follows hangs on it.
        Response::Played(choices) => choices.first().copied().map(Pick::Item).into_iter().collect(),
    }
}

impl Pick {
    /// Returns its name in tables: `2`, or `1>3`.
    pub(super) fn label(&self) -> String {
        match self {
            Self::Item(item) => (item + 1).to_string(),
            Self::Put(item, to) => format!("{}>{}", item + 1, to + 1),
            Self::Words(words) => words.clone(),
        }
    }
}
