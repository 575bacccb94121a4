//! What of a [`Paper`](crate::exchange::Paper) this course's own format can hold, and in what form.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::course;
use crate::diagnostic::Severity;
use crate::exchange::paper::{Body, line};
use crate::source::{Content, Files};

/// A quiz file of any name: what is wrong with a question does not hang on it.
const FILE: &str = "quizzes/a-quiz.toml";

/// Reads what is written as `check` would, and returns which of the questions below the title it refuses, and why.
pub(super) fn refused(title: &str, questions: &[(usize, String)]) -> BTreeMap<usize, String> {
    let text = questions.iter().fold(title.to_owned(), |text, (_, question)| text + question);
    let ends: Vec<usize> = questions
        .iter()
        .scan(title.len(), |end, (_, question)| {
            *end += question.len();
            Some(*end)
        })
        .collect();
    let files = Files { texts: [(FILE.into(), Content::Text(text.into()))].into(), ..Files::default() };
    let mut refused = BTreeMap::new();
    for found in course::read(Arc::new(files)).diagnostics {
        let at = found.primary.place.span.start;
        let place = ends.partition_point(|end| *end <= at);
        if found.severity == Severity::Error && at >= title.len() && place < questions.len() {
            refused.entry(place).or_insert_with(|| format!("{} ({})", found.message, found.primary.says));
        }
    }
    refused
}

/// Returns pairs as bins where our format cannot hold them as pairs: several have one partner, or they are two. With them the right sides
/// that match nothing, for which there is no bin.
pub(super) fn in_bins(body: &Body) -> Option<(Body, &[String])> {
    let Body::Pairs { pairs, extra } = body else { return None };
    let mut bins: Vec<(String, Vec<String>)> = Vec::new();
    for (left, right) in pairs {
        match bins.iter_mut().find(|(bin, _)| line(bin).eq_ignore_ascii_case(&line(right))) {
            Some((_, items)) => items.push(left.clone()),
            None => bins.push((right.clone(), vec![left.clone()])),
        }
    }
    let is_held = bins.len() == pairs.len() && pairs.len() >= 3;
    (!is_held && (2..=4).contains(&bins.len())).then_some((Body::Bins(bins), extra))
}
