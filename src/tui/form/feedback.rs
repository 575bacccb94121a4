//! Why: what an answer earned, and the reason for every item.

use crate::course::Question;
use crate::journey::Answer;
use crate::question::{Explained, Form, Response, Verdict};
use crate::tui::sheet::{Sheet, piece};
use crate::tui::theme::Role;

use super::{letter, play, shown};

/// Adds what an answer earned and why.
pub(in crate::tui) fn explain(question: &Question, answer: &Answer, order: &[usize], sheet: &mut Sheet) {
    let (word, role) = match () {
        () if answer.grade.is_full() => ("Right.".to_owned(), Role::Right),
        () if answer.grade.is_none() => ("Not right.".to_owned(), Role::Wrong),
        () => (format!("Not quite: {} of the marks.", answer.grade.shown()), Role::Half),
    };
    if question.points > 0 {
        sheet.say(&word, role);
    } else {
        sheet.say("Kept. This one is not scored.", Role::Accent);
    }
    let form = question.kind.form();
    if let (Form::Play { story }, Response::Played(made)) = (&form, &answer.response) {
        sheet.gap();
        play::ending(story, made, sheet);
    }
    if let Response::Written(text) = &answer.response {
        sheet.gap();
        sheet.say(&format!("You wrote: {text}"), Role::Quote);
    }
    let explained = question.kind.explain(&answer.response);
    let lettered = matches!(form, Form::ChooseOne { .. } | Form::ChooseSome { .. });
    for (place, item) in shown(explained.len(), if lettered { order } else { &[] }).enumerate() {
        let Some(item) = explained.get(item) else { continue };
        sheet.gap();
        let mark = if lettered { format!("{}  ", letter(place)) } else { "·  ".to_owned() };
        one(item, &mark, lettered, sheet);
    }
    if !question.why.is_empty() {
        sheet.gap();
        sheet.words(&question.why);
    }
    sheet.gap();
}

fn one(item: &Explained<'_>, mark: &str, lettered: bool, sheet: &mut Sheet) {
    let (role, says) = match (item.chosen, item.verdict) {
        (true, Verdict::Right) => (Role::Right, "Right: your answer."),
        (true, Verdict::Half) => (Role::Half, "Half right: your answer."),
        (true, Verdict::Wrong) => (Role::Wrong, "Not right: your answer."),
        (false, Verdict::Right) if lettered => (Role::Right, "This was right."),
        (false, Verdict::Right) => (Role::Half, "Missed."),
        (false, Verdict::Half) => (Role::Half, "Half right."),
        (false, Verdict::Wrong) => (Role::Faint, ""),
    };
    let mut item_words = Sheet::new(sheet.columns.saturating_sub(3).max(1));
    item_words.words_as(&item.words, if role == Role::Faint { Role::Faint } else { Role::Text });
    item_words.spots.clear();
    sheet.place(item_words, &piece(mark, role), &piece("   ", Role::Text));
    let mut inner = Sheet::new(sheet.columns.saturating_sub(5).max(1));
    if !says.is_empty() {
        inner.say(says, role);
    }
    if let Some(instead) = &item.instead {
        let says = if item.chosen && item.verdict == Verdict::Right { "Goes with" } else { "Right would be" };
        inner.say(&format!("{says}: {}", instead.plain()), Role::Text);
    }
    if !item.reply.is_empty() {
        inner.words(&item.reply);
    }
    let side = piece("   ┃ ", role);
    sheet.place(inner, &side, &side);
}
