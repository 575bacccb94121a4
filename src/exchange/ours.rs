//! This course's own format: a quiz of it as a [`Paper`], and a [`Paper`] as a quiz file.

use std::collections::BTreeSet;

use crate::course::{Post, Question, Quiz, Reading};
use crate::id::QuestionId;
use crate::prose::{Words, safe};
use crate::question::{Form, Response, Verdict};

use super::paper::{Asked, Body, Lost, Paper, Share, Taken, line};

/// Returns the questions of a quiz, with the words that learners see in other programs: links into the course become their words.
#[must_use]
pub fn paper(reading: &Reading, quiz: &Quiz) -> Taken {
    let questions = quiz.questions.iter().map(|question| asked(reading, question)).collect();
    let mut taken = Taken { paper: Paper { title: quiz.title.clone(), questions }, lost: Vec::new() };
    for question in &quiz.questions {
        let there = [
            ("its picture", question.picture.is_some()),
            ("the pool it is drawn from", question.pool.is_some()),
            ("its time limit", question.time_limit_seconds.is_some()),
        ];
        for (what, _) in there.iter().filter(|(_, there)| *there) {
            taken.lose(reading.line_of(&question.id), format!("question `{}`: {what}", question.id));
        }
    }
    taken
}

fn asked(reading: &Reading, question: &Question) -> Asked {
    let words = |words: &Words| unlinked(words.markdown().trim());
    let key = question.kind.key();
    let body = match (question.kind.form(), &key) {
        _ if question.called == "true-false" => Body::Truth(key == Response::One(0)),
        (Form::ChooseOne { .. } | Form::ChooseSome { .. }, _) => {
            let option = |item: crate::question::Explained<'_>| {
                let share = match item.verdict {
                    Verdict::Right => Share::Right,
                    Verdict::Half => Share::Half,
                    Verdict::Wrong => Share::Wrong,
                };
                (words(&item.words), share, words(&item.reply))
            };
            Body::Choice { options: question.kind.explain(&key).into_iter().map(option).collect(), several: question.called == "multiple" }
        }
        (Form::Arrange { steps }, _) => Body::Order(steps.into_iter().map(words).collect()),
        (Form::Pair { left, right }, Response::Pairs(partners)) => {
            let partner = |at: &Option<usize>| at.and_then(|at| right.get(at)).map_or_else(String::new, |right| words(right));
            let pairs = left.iter().zip(partners).map(|(left, at)| (words(left), partner(at))).collect();
            let extra = right.iter().enumerate().filter(|(at, _)| !partners.contains(&Some(*at)));
            Body::Pairs { pairs, extra: extra.map(|(_, right)| words(right)).collect() }
        }
        (Form::Sort { bins, items }, Response::Bins(chosen)) => {
            let of = |bin: usize| items.iter().zip(chosen).filter(move |(_, at)| **at == Some(bin)).map(|(item, _)| words(item));
            Body::Bins(bins.iter().enumerate().map(|(at, bin)| (words(bin), of(at).collect())).collect())
        }
        (Form::Write, _) => {
            let (accept, near, strict) = reading.short_answers(&question.id);
            Body::Words { accept, near, strict }
        }
        _ => Body::OnlyHere(question.called),
    };
    Asked {
        line: reading.line_of(&question.id),
        name: question.id.to_string(),
        ask: question.post.as_ref().map_or_else(|| words(&question.ask), |post| quoting(post, &words(&question.ask))),
        why: words(&question.why),
        hint: words(&question.hint),
        points: question.points,
        tags: question.tags.clone(),
        body,
    }
}

/// A post above a question becomes a quotation.
fn quoting(post: &Post, ask: &str) -> String {
    let lines: Vec<String> = post.words.markdown().trim().lines().map(|line| format!("> {line}")).collect();
    format!("> {}:\n{}\n\n{ask}", post.by, lines.join("\n"))
}

/// Links that lead into the course mean nothing elsewhere: `[words](term:id)` becomes `words`.
fn unlinked(text: &str) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some(open) = rest.find('[') {
        let inside = rest.get(open + 1..).unwrap_or("");
        let link = inside.split_once("](").and_then(|(words, after)| Some((words, after.split_once(')')?)));
        let ours = |target: &str| ["term:", "page:", "lesson:", "quiz:"].iter().any(|kind| target.starts_with(kind));
        kept.push_str(rest.get(..open).unwrap_or(""));
        match link {
            Some((words, (target, after))) if ours(target) && !words.contains('[') => {
                kept.push_str(words);
                rest = after;
            }
            _ => {
                kept.push('[');
                rest = inside;
            }
        }
    }
    kept + rest
}

/// Returns a quiz file that asks these questions, and what it could not carry.
#[must_use]
pub fn written(paper: &Paper) -> (String, Vec<Lost>) {
    let (mut text, mut lost, mut ids) = (String::new(), Vec::new(), BTreeSet::new());
    if !paper.title.is_empty() {
        text.push_str(&setting("title", &quoted(&paper.title)));
    }
    for asked in &paper.questions {
        text.push_str("\n[[question]]\n");
        text.push_str(&setting("id", &quoted(&id(asked, &mut ids))));
        text.push_str(&setting("ask", &words(&asked.ask)));
        for (name, said) in [("why", &asked.why), ("hint", &asked.hint)] {
            if !said.is_empty() {
                text.push_str(&setting(name, &words(said)));
            }
        }
        if asked.points != 1 && asked.points <= 10 {
            text.push_str(&setting("points", &asked.points.to_string()));
        } else if asked.points > 10 {
            lost.push(Lost { line: asked.line, what: format!("{} points; ten are the most", asked.points) });
            text.push_str("points = 10\n");
        }
        if !asked.tags.is_empty() {
            text.push_str(&setting("tags", &list(&asked.tags)));
        }
        text.push_str(&body(asked));
    }
    (text, lost)
}

fn body(asked: &Asked) -> String {
    let item = |sign: &str, words: &str| format!("- {sign}{}\n", item_text(words));
    match &asked.body {
        Body::Truth(truth) => setting("answer", &truth.to_string()),
        Body::Choice { options, several } => {
            let mut lines = String::new();
            for (said, share, reply) in options {
                let sign = match share {
                    Share::Right => "[x] ",
                    Share::Half => "[~] ",
                    Share::Wrong => "[ ] ",
                };
                lines.push_str(&item(sign, said));
                if !line(reply).is_empty() {
                    lines.push_str("  > ");
                    lines.push_str(&line(reply));
                    lines.push('\n');
                }
            }
            let right = options.iter().filter(|(_, share, _)| *share == Share::Right).count();
            let kind = if *several && right < 2 { "kind = \"multiple\"\n" } else { "" };
            format!("{kind}{}", setting("options", &words(&lines)))
        }
        Body::Words { accept, near, strict } => {
            let near = if near.is_empty() { String::new() } else { setting("near", &list(near)) };
            let strict = if *strict { "strict = true\n" } else { "" };
            format!("{}{near}{strict}", setting("accept", &list(accept)))
        }
        Body::Pairs { pairs, extra } => {
            let rights: BTreeSet<&String> = pairs.iter().map(|(_, right)| right).collect();
            if rights.len() < pairs.len() && extra.is_empty() {
                return bins(&sorted(pairs));
            }
            let arrow = |words: &str| item_text(words).replace("->", "\\->");
            let lines: Vec<String> = pairs.iter().map(|(left, right)| format!("- {} -> {}\n", arrow(left), arrow(right))).collect();
            let extra = if extra.is_empty() { String::new() } else { setting("extra", &list(extra)) };
            format!("{}{extra}", setting("pairs", &words(&lines.concat())))
        }
        Body::Order(steps) => {
            let lines: Vec<String> = (1..).zip(steps).map(|(place, step)| format!("{place}. {}\n", item_text(step))).collect();
            setting("order", &words(&lines.concat()))
        }
        Body::Bins(all) => bins(all),
        Body::OnlyHere(_) => String::new(),
    }
}

/// Pairs of which several share a right side are bins.
fn sorted(pairs: &[(String, String)]) -> Vec<(String, Vec<String>)> {
    let mut bins: Vec<(String, Vec<String>)> = Vec::new();
    for (left, right) in pairs {
        match bins.iter_mut().find(|(bin, _)| bin == right) {
            Some((_, items)) => items.push(left.clone()),
            None => bins.push((right.clone(), vec![left.clone()])),
        }
    }
    bins
}

fn bins(all: &[(String, Vec<String>)]) -> String {
    let mut lines = Vec::new();
    for (bin, items) in all {
        lines.push(format!("## {}\n", line(bin)));
        lines.extend(items.iter().map(|item| format!("- {}\n", item_text(item))));
    }
    setting("bins", &words(&lines.concat()))
}

fn id(asked: &Asked, known: &mut BTreeSet<String>) -> String {
    let short: Vec<&str> = asked.ask.split_whitespace().take(4).collect();
    let near = QuestionId::nearest(&asked.name).or_else(|| QuestionId::nearest(&short.join(" ")));
    let word = near.map_or_else(|| "question".to_owned(), |id| id.to_string());
    let numbered = |count: usize| format!("{}-{count}", word.get(..word.len().min(35)).unwrap_or("question").trim_end_matches('-'));
    let id =
        if known.contains(&word) { (2..=known.len() + 2).map(numbered).find(|id| !known.contains(id)).unwrap_or_default() } else { word };
    known.insert(id.clone());
    id
}

fn setting(name: &str, value: &str) -> String {
    format!("{name} = {value}\n")
}

/// Words of one item: one line, and never empty.
fn item_text(words: &str) -> String {
    let words = line(words);
    if words.is_empty() { "…".to_owned() } else { words }
}

/// Markdown between the marks that need no escapes, or between those that do where it holds three in a row.
fn words(markdown: &str) -> String {
    let safe = safe::text(markdown.trim_end());
    if safe.contains("''") || safe.ends_with('\'') {
        let escaped = safe.replace('\\', "\\\\").replace('"', "\\\"");
        return format!("\"\"\"\n{escaped}\n\"\"\"");
    }
    if safe.contains('\n') || safe.starts_with("- ") { format!("'''\n{safe}\n'''") } else { quoted(&safe) }
}

fn list(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|words| quoted(words)).collect();
    format!("[{}]", lines.join(", "))
}

fn quoted(words: &str) -> String {
    crate::course::skeleton::quoted(&safe::line(&line(words)))
}
