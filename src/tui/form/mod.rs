//! The ways of answering, one file each: a half-made answer, how it is drawn, and what touching it does.
//!
//! A new form is a file with a `Draft`, and an arm in each `match` here; the compiler names them.

mod arrange;
mod assign;
mod choose_one;
mod choose_some;
mod feedback;
mod mark_text;
mod moved;
mod play;
mod tick;
mod write;

use crate::language::Language;
use crate::question::{Form, Response};

use super::keymap::{Action, Context};
use super::sheet::{Sheet, Touch};
use super::widget::frame::BESIDE;

pub(super) use crate::question::Answered;
pub(super) use feedback::explain;
pub(super) use moved::moved;
pub(super) use play::{choose, ending, lay as lay_story};

/// A half-made answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Draft {
    /// One of several.
    One,
    /// Some of several.
    Some(choose_some::Draft),
    /// Steps in order.
    Arrange(arrange::Draft),
    /// A partner or a bin for each.
    Assign(assign::Draft),
    /// Phrases of a text.
    Mark(mark_text::Draft),
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
            Form::ChooseSome { .. } => Self::Some(choose_some::Draft::default()),
            Form::Arrange { .. } => Self::Arrange(arrange::Draft::default()),
            Form::Pair { left, .. } => Self::Assign(assign::Draft::new(left.len(), assign::Kind::Pair)),
            Form::Sort { items, .. } => Self::Assign(assign::Draft::new(items.len(), assign::Kind::Sort)),
            Form::Mark { .. } => Self::Mark(mark_text::Draft::default()),
            Form::Write => Self::Write(write::Draft::default()),
            Form::Tick { draft, .. } => Self::Tick(tick::Draft::new(draft)),
            Form::Play { .. } => Self::Play(scenes.to_vec()),
        }
    }

    /// Goes on with an answer that was left half made, as far as it fits the question.
    pub(super) fn gone_on(form: &Form<'_>, scenes: &[usize], left: &Response) -> Self {
        match (Self::new(form, scenes), left, form) {
            (Self::Some(_), Response::Some(marked), Form::ChooseSome { options }) => {
                Self::Some(choose_some::Draft::of(marked.clone()).renewed(within(options.len())))
            }
            (Self::Arrange(_), Response::Order(order), Form::Arrange { steps }) => {
                Self::Arrange(arrange::Draft::of(order.clone()).renewed(within(steps.len())))
            }
            (Self::Assign(begun), Response::Pairs(given), Form::Pair { .. })
            | (Self::Assign(begun), Response::Bins(given), Form::Sort { .. }) => Self::Assign(begun.with(given, assign::targets(form))),
            (Self::Mark(_), Response::Marks(marked), Form::Mark { .. }) => {
                Self::Mark(mark_text::Draft::of(marked.clone()).renewed(within(moved::said(form).0.len())))
            }
            (Self::Write(_), Response::Written(text), _) => Self::Write(write::Draft::of(text)),
            (Self::Tick(_), Response::Written(text), _) => Self::Tick(tick::Draft::of(text, None)),
            (Self::Tick(_), Response::Rewritten { text, ticked }, Form::Tick { rubric, .. }) => {
                let ticked = ticked.iter().copied().filter_map(within(rubric.len())).collect();
                Self::Tick(tick::Draft::of(text, Some(ticked)))
            }
            (begun, ..) => begun,
        }
    }

    /// Returns what there is of the answer; `None` where nothing is half made: one touch answers, or each step is kept for itself.
    pub(super) fn so_far(&self) -> Option<Response> {
        match self {
            Self::One | Self::Play(_) => None,
            Self::Some(draft) => Some(draft.so_far()),
            Self::Arrange(draft) => Some(draft.so_far()),
            Self::Assign(draft) => Some(draft.so_far()),
            Self::Mark(draft) => Some(draft.so_far()),
            Self::Write(draft) => Some(draft.so_far()),
            Self::Tick(draft) => Some(draft.so_far()),
        }
    }

    /// Returns the answer so far to a question that was written anew: an item goes by its words, and what is gone falls away. A question
    /// that is answered in another way is begun anew.
    pub(super) fn renewed(&self, before: &Form<'_>, now: &Form<'_>, scenes: &[usize]) -> Self {
        let ((items, targets), (items_now, targets_now)) = (moved::said(before), moved::said(now));
        let (item, target) = (moved::moved(&items, &items_now), moved::moved(&targets, &targets_now));
        match (self, Self::new(now, scenes)) {
            (Self::Some(draft), Self::Some(_)) => Self::Some(draft.renewed(item)),
            (Self::Arrange(draft), Self::Arrange(_)) => Self::Arrange(draft.renewed(item)),
            (Self::Assign(draft), Self::Assign(begun)) => Self::Assign(draft.renewed(begun, item, target)),
            (Self::Mark(draft), Self::Mark(_)) => Self::Mark(draft.renewed(item)),
            (Self::Write(draft), Self::Write(_)) => Self::Write(draft.clone()),
            (Self::Tick(draft), Self::Tick(begun)) => match before {
                Form::Tick { draft: given, .. } => Self::Tick(draft.renewed(given, begun, item)),
                _ => Self::Tick(begun),
            },
            (_, begun) => begun,
        }
    }

    /// Whether a text is being written.
    pub(super) const fn is_text(&self) -> bool {
        match self {
            Self::Write(_) => true,
            Self::Tick(draft) => draft.is_text(),
            _ => false,
        }
    }

    /// Whether an item has nothing that it is to be given.
    pub(super) fn lacks(&self, item: usize) -> bool {
        matches!(self, Self::Assign(draft) if draft.lacks(item))
    }

    /// Whether a letter means an item, rather than what the item in focus is to be given.
    pub(super) const fn is_picked(&self) -> bool {
        !matches!(self, Self::Assign(_))
    }

    /// Puts the cursor of a text on a row and column of it, as it is laid out to a width.
    pub(super) fn point(&mut self, row: usize, column: usize, columns: usize) {
        match self {
            Self::Write(draft) => draft.point(row, column, columns),
            Self::Tick(draft) => draft.point(row, column, columns),
            _ => {}
        }
    }

    /// Returns which keys hold; where a text is written, also by whether it is in focus.
    pub(super) const fn context(&self, on_text: bool) -> Context {
        match self {
            Self::One | Self::Play(_) => Context::ChooseOne,
            Self::Some(_) => Context::ChooseSome,
            Self::Arrange(_) => Context::Arrange,
            Self::Assign(draft) => draft.context(),
            Self::Mark(_) => Context::MarkText,
            Self::Write(_) => Context::Write,
            Self::Tick(draft) => draft.context(on_text),
        }
    }

    /// Adds the form to a sheet, its items in the order drawn; a wide terminal has room for two things side by side.
    pub(super) fn lay(&self, form: &Form<'_>, order: &[usize], say: Language, terminal: u16, sheet: &mut Sheet) {
        match (self, form) {
            (Self::One, Form::ChooseOne { options }) => choose_one::lay(options, order, sheet),
            (Self::Some(draft), Form::ChooseSome { options }) => draft.lay(options, order, say, sheet),
            (Self::Arrange(draft), Form::Arrange { steps }) => draft.lay(steps, order, say, sheet),
            (Self::Assign(draft), Form::Pair { left, right }) => draft.lay(left, right, order, say, sheet),
            (Self::Assign(draft), Form::Sort { bins, items }) => draft.lay(items, bins, order, say, sheet),
            (Self::Mark(draft), Form::Mark { pieces }) => draft.lay(pieces, say, sheet),
            (Self::Write(draft), Form::Write) => draft.lay(say, sheet),
            (Self::Tick(draft), Form::Tick { sample, rubric, .. }) => draft.lay(sample, rubric, terminal >= BESIDE, say, sheet),
            (Self::Play(made), Form::Play { story }) => play::lay(story, made, &[], say, sheet),
            _ => {}
        }
    }

    /// Takes an action in before focus and scroll do: letters typed, and steps to the left and right. `None` when it is not ours.
    /// With the width a text is laid out to, and the language to say in what is missing.
    pub(super) fn act(
        &mut self,
        action: &Action,
        focus: Option<&Touch>,
        form: &Form<'_>,
        order: &[usize],
        (columns, say): (usize, Language),
    ) -> Option<Answered> {
        let typed = match self {
            Self::Write(draft) => draft.act(action),
            Self::Tick(draft) => draft.act(action, focus == Some(&Touch::Text), columns),
            _ => false,
        };
        if typed {
            return Some(Answered::NotYet);
        }
        match (self, action, focus) {
            (Self::Assign(draft), Action::Pick(place), Some(Touch::Item(item))) => draft.set(*item, *place, form, order),
            (Self::Assign(draft), Action::After, Some(Touch::Item(item))) => Some(draft.turn(*item, form, order, true)),
            (Self::Assign(draft), Action::Before, Some(Touch::Item(item))) => Some(draft.turn(*item, form, order, false)),
            (draft, Action::Pick(place), _) => {
                let item = draft.item(*place, form, order)?;
                Some(draft.touch(item, &Action::Mark, form, order, say))
            }
            _ => None,
        }
    }

    /// Returns the item shown at a place.
    fn item(&self, place: usize, form: &Form<'_>, order: &[usize]) -> Option<usize> {
        match (self, form) {
            (Self::Play(made), Form::Play { story }) => play::item(story, made, place),
            (Self::Tick(_), Form::Tick { rubric, .. }) => (place < rubric.len()).then_some(place),
            (Self::Mark(_) | Self::Write(_), _) => None,
            _ => shown(form.words().len(), order).nth(place),
        }
    }

    /// Takes a touch of an item in: by Enter, by Space, or by click.
    pub(super) fn touch(&mut self, item: usize, action: &Action, form: &Form<'_>, order: &[usize], say: Language) -> Answered {
        let enters = *action == Action::Enter;
        match self {
            Self::One => Answered::With(Response::One(item)),
            Self::Play(made) => match form {
                Form::Play { story } => play::choose(story, made, item),
                _ => Answered::NotYet,
            },
            _ if enters => self.submit(form, say),
            Self::Some(draft) => draft.touch(item),
            Self::Arrange(draft) => draft.touch(item),
            Self::Assign(draft) => draft.turn(item, form, order, true),
            Self::Mark(draft) => draft.touch(item),
            Self::Tick(draft) => draft.touch(item),
            Self::Write(_) => Answered::NotYet,
        }
    }

    /// Makes the answer of what there is, or says what is missing.
    pub(super) fn submit(&mut self, form: &Form<'_>, say: Language) -> Answered {
        match self {
            Self::One | Self::Play(_) => Answered::NotYet,
            Self::Some(draft) => draft.submit(say),
            Self::Arrange(draft) => draft.submit(form.words().len(), say),
            Self::Assign(draft) => draft.submit(say),
            Self::Mark(draft) => draft.submit(say),
            Self::Write(draft) => draft.submit(say),
            Self::Tick(draft) => draft.submit(say),
        }
    }
}

/// Returns items in the order they are shown in: as drawn, or as written where nothing was drawn or it does not fit.
pub(super) fn shown(count: usize, order: &[usize]) -> impl Iterator<Item = usize> {
    let fits = order.len() == count && (0..count).all(|item| order.contains(&item));
    (0..count).map(move |place| if fits { order.get(place).copied().unwrap_or(place) } else { place })
}

/// Leaves each of so many items where it is.
fn within(count: usize) -> impl Fn(usize) -> Option<usize> {
    move |item| Some(item).filter(|item| *item < count)
}

/// Returns the letter of a place.
fn letter(place: usize) -> char {
    char::from_u32(u32::try_from(place).unwrap_or(u32::MAX).saturating_add(u32::from('A'))).filter(char::is_ascii_uppercase).unwrap_or('·')
}
