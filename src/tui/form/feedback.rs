//! Why: what an answer earned, and the reason for every item, in the order in which they were asked.

use crate::course::Question;
use crate::journey::Answer;
use crate::language::Language;
use crate::question::{Explained, Form, Response, Verdict};
use crate::tui::sheet::{Sheet, piece};
use crate::tui::theme::Role;

use super::{letter, play, shown};

/// Adds what an answer earned and why.
pub(in crate::tui) fn explain(question: &Question, answer: &Answer, order: &[usize], say: Language, sheet: &mut Sheet) {
    let (word, role) = match () {
        () if answer.grade.is_full() => (say.question_right().to_owned(), Role::Right),
        () if answer.grade.is_none() => (say.question_wrong().to_owned(), Role::Wrong),
        () => (say.question_partly(say.percent(answer.grade.shown().0)), Role::Half),
    };
    if question.points > 0 {
        sheet.say(&word, role);
    } else {
        sheet.say(say.question_unscored(), Role::Accent);
    }
    let form = question.kind.form();
    if let (Form::Play { story }, Response::Played(made)) = (&form, &answer.response) {
        sheet.gap();
        play::ending(story, made, say, sheet);
    }
    if let Response::Written(text) = &answer.response {
        sheet.gap();
        sheet.say(&say.question_you_wrote(text), Role::Quote);
    }
    let explained = question.kind.explain(&answer.response);
    let lettered = matches!(form, Form::ChooseOne { .. } | Form::ChooseSome { .. } | Form::Arrange { .. });
    // Of pairs it is the partners that stand in another order, and they are no items.
    let order = if lettered || matches!(form, Form::Sort { .. }) { order } else { &[] };
    let key = question.kind.key();
    for (place, number) in shown(explained.len(), order).enumerate() {
        let Some(item) = explained.get(number) else { continue };
        sheet.gap();
        let mark = if lettered { format!("{}  ", letter(place)) } else { "·  ".to_owned() };
        let told = |response| form.given(response, number).map(|given| given.said(say));
        one(item, &mark, (told(&answer.response), told(&key)), &form, say, sheet);
    }
    if !question.why.is_empty() {
        sheet.gap();
        sheet.words(&question.why);
    }
    sheet.gap();
}

/// Adds an item and what was to be said of it. `given` is what the learner gave it, and what would have been right.
fn one(item: &Explained<'_>, mark: &str, given: (Option<String>, Option<String>), form: &Form<'_>, say: Language, sheet: &mut Sheet) {
    let lettered = matches!(form, Form::ChooseOne { .. } | Form::ChooseSome { .. });
    let in_story = matches!(form, Form::Play { .. });
    let (role, says) = match (item.chosen, item.verdict) {
        (true, _) if matches!(form, Form::Tick { .. }) => (Role::Text, say.tick_ticked()),
        (false, _) if matches!(form, Form::Tick { .. }) => (Role::Faint, say.tick_not_ticked()),
        (true, Verdict::Right) if in_story => (Role::Right, say.step_open()),
        (true, Verdict::Wrong) if in_story => (Role::Wrong, say.step_closed()),
        (true, Verdict::Right) => (Role::Right, say.item_right()),
        (true, Verdict::Half) => (Role::Half, say.item_half()),
        (true, Verdict::Wrong) => (Role::Wrong, say.item_wrong()),
        (false, Verdict::Right) if lettered => (Role::Right, say.item_was_right()),
        (false, Verdict::Right) => (Role::Half, say.item_missed()),
        (false, Verdict::Half) => (Role::Half, say.item_is_half()),
        (false, Verdict::Wrong) => (Role::Faint, ""),
    };
    let mut item_words = Sheet::new(sheet.columns.saturating_sub(3).max(1));
    item_words.words_as(&item.words, if role == Role::Faint { Role::Faint } else { Role::Text });
    item_words.spots.clear();
    sheet.place(item_words, &piece(mark, role), &piece("   ", Role::Text));
    let mut inner = Sheet::new(sheet.columns.saturating_sub(5).max(1));
    let is_right = item.chosen && item.verdict == Verdict::Right;
    match (&given.0, says) {
        (Some(own), _) if is_right => inner.say(&say.item_right_given(own), role),
        (Some(own), _) => inner.say(&say.item_wrong_given(own), role),
        (None, "") => {}
        (None, says) => inner.say(says, role),
    }
    let instead = given.1.or_else(|| item.instead.as_ref().map(|words| words.plain()));
    if let Some(instead) = instead.filter(|_| !is_right) {
        inner.say(&say.item_would_be(instead), Role::Text);
    }
    if !item.reply.is_empty() {
        inner.words(&item.reply);
    }
    let side = piece("   ┃ ", role);
    sheet.place(inner, &side, &side);
}
