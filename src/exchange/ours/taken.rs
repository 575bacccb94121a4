//! A quiz of this course as a [`Paper`]. What only this course knows of a question is listed, setting by setting.

use crate::course::{Post, Question, Quiz, Reading};
use crate::exchange::paper::{Asked, Body, Lost, Paper, Share, Taken};
use crate::prose::Words;
use crate::question::{Form, Response, Verdict};

/// The settings of a question that a [`Paper`] holds. `include` is followed; a post becomes a quotation.
const CARRIED: [&str; 19] = [
    "kind", "id", "ask", "why", "hint", "points", "tags", "post", "by", "include", "options", "answer", "order", "pairs", "extra", "bins",
    "accept", "near", "strict",
];

/// Returns the questions of a quiz, with the words that learners see in other programs: links into the course become their words.
#[must_use]
pub fn paper(reading: &Reading, quiz: &Quiz) -> Taken {
    let mut taken = Taken { paper: Paper { title: quiz.title.clone(), questions: Vec::new() }, lost: Vec::new() };
    for (setting, line) in reading.settings_of_quiz(&quiz.file) {
        if !matches!(setting, "id" | "title" | "lesson") {
            taken.lose(line, format!("the quiz's `{setting}`"));
        }
    }
    for question in &quiz.questions {
        let asked = asked(reading, question);
        // A question of a kind that nobody else has is told as a whole, by the format that cannot write it.
        if !matches!(asked.body, Body::OnlyHere(_)) {
            taken.lost.extend(only_here(reading, question));
        }
        taken.paper.questions.push(asked);
    }
    taken
}

/// Lists what no other program has.
fn only_here(reading: &Reading, question: &Question) -> Vec<Lost> {
    let named = |line: usize, what: String| Lost { line, what: format!("question `{}`: {what}", question.id) };
    let known = |setting: &str| CARRIED.contains(&setting);
    let settings = reading.settings_of(&question.id);
    let unknown = settings.iter().filter(|(setting, _)| !known(setting));
    let mut lost: Vec<Lost> = unknown.map(|(setting, line)| named(*line, format!("its `{setting}`"))).collect();
    let key = question.kind.key();
    let replies = question.kind.explain(&key);
    let set_in = match question.kind.form() {
        Form::Pair { .. } => Some(("pairs", "pairs")),
        Form::Arrange { .. } => Some(("order", "steps")),
        Form::Sort { .. } => Some(("bins", "items")),
        _ => None,
    };
    if let Some((setting, items)) = set_in.filter(|_| replies.iter().any(|item| !item.reply.is_empty())) {
        let line = settings.iter().find(|(known, _)| *known == setting).map_or_else(|| reading.line_of(&question.id), |(_, line)| *line);
        lost.push(named(line, format!("what is said about its {items}")));
    }
    let all = [&question.ask, &question.why, &question.hint].into_iter().map(Words::markdown);
    let said = replies.iter().flat_map(|item| [item.words.markdown(), item.reply.markdown()]);
    if all.chain(said).any(|words| unlinked(words) != words) {
        lost.push(named(reading.line_of(&question.id), "where its links lead; their words were kept".to_owned()));
    }
    lost
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
