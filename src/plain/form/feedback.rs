//! Why: what an answer earned, and the reason for every item.

use crate::course::Question;
use crate::plain::paper::Paper;
use crate::question::{Explained, Form, Grade, Response, Verdict};

use super::{play, shown};

/// Says what an answer earned and why.
pub(in crate::plain) fn explain(question: &Question, response: &Response, grade: Grade, order: &[usize], paper: &mut Paper<'_>) {
    paper.say(&match () {
        () if question.points == 0 => "Kept. This one is not scored.".to_owned(),
        () if grade.is_full() => "Right.".to_owned(),
        () if grade.is_none() => "Not right.".to_owned(),
        () => format!("Not quite: {} of the marks.", grade.shown()),
    });
    paper.gap();
    let form = question.kind.form();
    if let (Form::Play { story }, Response::Played(made)) = (&form, response) {
        play::ending(story, made, paper);
        paper.gap();
    }
    let explained = question.kind.explain(response);
    let numbered = matches!(form, Form::ChooseOne { .. } | Form::ChooseSome { .. });
    for (place, item) in shown(explained.len(), if numbered { order } else { &[] }).enumerate() {
        let Some(item) = explained.get(item) else { continue };
        let mark = if numbered { format!("{}. ", place + 1) } else { "- ".to_owned() };
        paper.words_after(&mark, &item.words);
        let indent = " ".repeat(mark.len());
        let said = said(item, &form);
        if !said.is_empty() {
            paper.say_after(&indent, said);
        }
        if let Some(instead) = item.instead.as_ref().filter(|_| item.verdict != Verdict::Right) {
            paper.say_after(&indent, &format!("Right would be: {}", instead.plain()));
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
fn said(item: &Explained<'_>, form: &Form<'_>) -> &'static str {
    let lettered = matches!(form, Form::ChooseOne { .. } | Form::ChooseSome { .. });
    match (item.chosen, item.verdict) {
        (true, _) if matches!(form, Form::Tick { .. }) => "You ticked this.",
        (false, _) if matches!(form, Form::Tick { .. }) => "You did not tick this.",
        (true, Verdict::Right) => "Right: your answer.",
        (true, Verdict::Half) => "Half right: your answer.",
        (true, Verdict::Wrong) => "Not right: your answer.",
        (false, Verdict::Right) if lettered => "This was right.",
        (false, Verdict::Right) => "Missed.",
        (false, Verdict::Half) => "Half right.",
        (false, Verdict::Wrong) => "",
    }
}
