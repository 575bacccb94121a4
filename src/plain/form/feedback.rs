//! Why: what an answer earned, and the reason for every item.

use crate::course::Question;
use crate::language::Language;
use crate::plain::paper::Paper;
use crate::question::{Explained, Form, Grade, Response, Verdict};

use super::{play, shown};

/// Says what an answer earned and why.
pub(in crate::plain) fn explain(question: &Question, response: &Response, grade: Grade, order: &[usize], paper: &mut Paper<'_>) {
    let say = paper.language;
    paper.say(&match () {
        () if question.points == 0 => say.question_unscored().to_owned(),
        () if grade.is_full() => say.question_right().to_owned(),
        () if grade.is_none() => say.question_wrong().to_owned(),
        () => say.question_partly(say.percent(grade.shown().0)),
    });
    paper.gap();
    let form = question.kind.form();
    if let (Form::Play { story }, Response::Played(made)) = (&form, response) {
        play::ending(story, made, paper);
        paper.gap();
    }
    let explained = question.kind.explain(response);
    let numbered = matches!(form, Form::ChooseOne { .. } | Form::ChooseSome { .. } | Form::Arrange { .. } | Form::Sort { .. });
    let key = question.kind.key();
    for (place, number) in shown(explained.len(), if numbered { order } else { &[] }).enumerate() {
        let Some(item) = explained.get(number) else { continue };
        let told = |response| form.given(response, number).map(|given| given.said(say));
        let is_right = item.chosen && item.verdict == Verdict::Right;
        // Items to be paired stand as they were asked: it is their partners that come in another order.
        let mark = if numbered || matches!(form, Form::Pair { .. }) { format!("{}. ", place + 1) } else { "- ".to_owned() };
        paper.words_after(&mark, &item.words);
        let indent = " ".repeat(mark.len());
        match (told(response), said(item, &form, say)) {
            (Some(own), _) if is_right => paper.say_after(&indent, &say.item_right_given(own)),
            (Some(own), _) => paper.say_after(&indent, &say.item_wrong_given(own)),
            (None, "") => {}
            (None, said) => paper.say_after(&indent, said),
        }
        let instead = told(&key).or_else(|| item.instead.as_ref().map(|words| words.plain()));
        if let Some(instead) = instead.filter(|_| item.verdict != Verdict::Right) {
            paper.say_after(&indent, &say.item_would_be(instead));
        }
        if !item.reply.is_empty() {
            paper.words_after(&indent, &item.reply);
        }
    }
    if !question.why.is_empty() {
        paper.gap();
        paper.words(&question.why);
    }
    paper.gap();
}

/// Says in words what the screen tells by colour.
fn said(item: &Explained<'_>, form: &Form<'_>, say: Language) -> &'static str {
    let lettered = matches!(form, Form::ChooseOne { .. } | Form::ChooseSome { .. });
    match (item.chosen, item.verdict) {
        (true, _) if matches!(form, Form::Tick { .. }) => say.tick_ticked(),
        (false, _) if matches!(form, Form::Tick { .. }) => say.tick_not_ticked(),
        (true, Verdict::Right) if matches!(form, Form::Play { .. }) => say.step_open(),
        (true, Verdict::Wrong) if matches!(form, Form::Play { .. }) => say.step_closed(),
        (true, Verdict::Right) => say.item_right(),
        (true, Verdict::Half) => say.item_half(),
        (true, Verdict::Wrong) => say.item_wrong(),
        (false, Verdict::Right) if lettered => say.item_was_right(),
        (false, Verdict::Right) => say.item_missed(),
        (false, Verdict::Half) => say.item_is_half(),
        (false, Verdict::Wrong) if lettered => say.item_was_wrong(),
        (false, Verdict::Wrong) => "",
    }
}
