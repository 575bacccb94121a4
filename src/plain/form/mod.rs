//! The ways of answering, one file each: how a form is read aloud, and how a typed line answers it.
//!
//! A new form is a file with `lay` and `hear`, and an arm in each `match` here; the compiler names them.

mod arrange;
mod assign;
mod choose_one;
mod choose_some;
mod feedback;
mod mark_text;
mod play;
mod tick;
pub(super) mod typed;
mod write;

use crate::language::Language;
use crate::prose::Words;
use crate::question::{Form, Response};

use super::paper::Paper;

pub(super) use crate::question::Answered;
pub(super) use feedback::explain;
pub(super) use play::ending;
pub(super) use write::{Means, Text, Typed, clean_lines, fitting, take};

/// A half-made answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Draft {
    /// One of several.
    One,
    /// Some of several.
    Some,
    /// Steps in order.
    Arrange,
    /// A partner or a bin for each.
    Assign(assign::Draft),
    /// Phrases of a text.
    Mark,
    /// A few words.
    Write(write::Draft),
    /// A text, then ticks.
    Tick(tick::Draft),
    /// A story, with the choices kept so far.
    Play(Vec<usize>),
}

impl Draft {
    /// Begins an answer. `scenes` are the choices of a story that were kept.
    pub(super) fn new(form: &Form<'_>, scenes: &[usize]) -> Self {
        match form {
            Form::ChooseOne { .. } => Self::One,
            Form::ChooseSome { .. } => Self::Some,
            Form::Arrange { .. } => Self::Arrange,
            Form::Pair { left, .. } => Self::Assign(assign::Draft::new(left.len(), assign::Kind::Pair)),
            Form::Sort { items, .. } => Self::Assign(assign::Draft::new(items.len(), assign::Kind::Sort)),
            Form::Mark { .. } => Self::Mark,
            Form::Write => Self::Write(write::Draft::default()),
            Form::Tick { .. } => Self::Tick(tick::Draft::default()),
            Form::Play { .. } => Self::Play(scenes.to_vec()),
        }
    }

    /// Goes on with an answer that was left half made, as far as it can be said line by line: what one line answers is typed anew.
    pub(super) fn gone_on(form: &Form<'_>, scenes: &[usize], left: &Response) -> Self {
        match (Self::new(form, scenes), left, form) {
            (Self::Assign(begun), Response::Pairs(given), Form::Pair { right: targets, .. })
            | (Self::Assign(begun), Response::Bins(given), Form::Sort { bins: targets, .. }) => {
                Self::Assign(begun.with(given, targets.len()))
            }
            (Self::Write(_), Response::Written(text), _) => Self::Write(write::Draft::of(text)),
            (Self::Tick(_), Response::Written(text), _) => Self::Tick(tick::Draft::of(text, false)),
            (Self::Tick(_), Response::Rewritten { text, .. }, _) => Self::Tick(tick::Draft::of(text, true)),
            (begun, ..) => begun,
        }
    }

    /// Returns what there is of an answer; `None` where one line answers, or each step is kept for itself.
    pub(super) fn so_far(&self) -> Option<Response> {
        match self {
            Self::One | Self::Some | Self::Arrange | Self::Mark | Self::Play(_) => None,
            Self::Assign(draft) => draft.so_far(),
            Self::Write(draft) => Some(draft.so_far()),
            Self::Tick(draft) => Some(draft.so_far()),
        }
    }

    /// Reads the form aloud, its items in the order drawn, then what was begun of the answer, and says last what to type.
    pub(super) fn lay(&self, form: &Form<'_>, order: &[usize], paper: &mut Paper<'_>) {
        match (self, form) {
            (Self::One, Form::ChooseOne { options: items })
            | (Self::Some, Form::ChooseSome { options: items })
            | (Self::Arrange, Form::Arrange { steps: items }) => list(items, order, paper),
            (Self::Assign(draft), Form::Pair { left, right }) => draft.lay(left, right, order, paper),
            (Self::Assign(draft), Form::Sort { bins, items }) => draft.lay(items, bins, order, paper),
            (Self::Mark, Form::Mark { pieces }) => mark_text::lay(pieces, paper),
            (Self::Tick(_), Form::Tick { draft, .. }) => tick::lay(draft, paper),
            (Self::Play(made), Form::Play { story }) => play::lay(story, made, paper),
            _ => {}
        }
        paper.gap();
        match (self, form) {
            (Self::Assign(draft), Form::Pair { left, right }) => draft.tell(left, right, order, paper),
            (Self::Assign(draft), Form::Sort { bins, items }) => draft.tell(items, bins, order, paper),
            (Self::Write(draft), _) => draft.tell(paper),
            (Self::Tick(draft), Form::Tick { sample, rubric, .. }) => draft.tell(sample, rubric, paper),
            _ => {}
        }
        paper.gap();
        paper.say(self.wants(paper.language));
    }

    /// Returns what is to be typed, in a sentence.
    pub(super) fn wants(&self, say: Language) -> &'static str {
        match self {
            Self::One | Self::Play(_) => say.wants_one(),
            Self::Some => say.wants_some(),
            Self::Arrange => say.wants_order(),
            Self::Assign(draft) => draft.wants(say),
            Self::Mark => say.wants_marks(),
            Self::Write(_) => say.wants_words(),
            Self::Tick(draft) => draft.wants(say),
        }
    }

    /// Whether a text of one's own is written now.
    pub(super) const fn is_text(&self) -> bool {
        match self {
            Self::Write(_) => true,
            Self::Tick(draft) => draft.is_text(),
            _ => false,
        }
    }

    /// Takes a line in.
    pub(super) fn hear(&mut self, line: &str, form: &Form<'_>, order: &[usize], paper: &mut Paper<'_>) -> Answered {
        match (self, form) {
            (Self::One, Form::ChooseOne { options }) => choose_one::hear(line, options, order, paper.language),
            (Self::Some, Form::ChooseSome { options }) => choose_some::hear(line, options, order, paper.language),
            (Self::Arrange, Form::Arrange { steps }) => arrange::hear(line, steps, order, paper.language),
            (Self::Assign(draft), Form::Pair { left, right }) => draft.hear(line, left, right, order, paper),
            (Self::Assign(draft), Form::Sort { bins, items }) => draft.hear(line, items, bins, order, paper),
            (Self::Mark, Form::Mark { pieces }) => mark_text::hear(line, pieces, paper.language),
            (Self::Write(draft), Form::Write) => draft.hear(line, paper.language),
            (Self::Tick(draft), Form::Tick { sample, rubric, .. }) => draft.hear(line, sample, rubric, paper),
            (Self::Play(made), Form::Play { story }) => play::hear(line, story, made, paper.language),
            _ => Answered::NotYet,
        }
    }
}

/// Reads items aloud, numbered in the order shown.
fn list(items: &[&Words], order: &[usize], paper: &mut Paper<'_>) {
    for (place, item) in shown(items.len(), order).enumerate() {
        if let Some(words) = items.get(item) {
            paper.words_after(&format!("{}. ", place + 1), words);
        }
    }
}

/// Returns the letters of items in the order shown.
fn said(items: &[&Words], order: &[usize]) -> Vec<String> {
    shown(items.len(), order).filter_map(|item| items.get(item)).map(|words| words.plain()).collect()
}

/// Returns items in the order they are shown in: as drawn, or as written where nothing was drawn or it does not fit.
fn shown(count: usize, order: &[usize]) -> impl Iterator<Item = usize> {
    let fits = order.len() == count && (0..count).all(|item| order.contains(&item));
    (0..count).map(move |place| if fits { order.get(place).copied().unwrap_or(place) } else { place })
}
