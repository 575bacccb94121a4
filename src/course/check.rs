//! Everything that can be said about a course: what reading found, what the rules find, less what the trainer allows; in order.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};

use super::read::Reading;
use super::rule::{self, Looked};
use super::{Step, allow};

/// Checks a course that was read. `today` is asked by the rules about reviews only.
#[must_use]
pub fn check(reading: &Reading, today: Option<Date>) -> Vec<Diagnostic> {
    let mut found = reading.diagnostics.clone();
    let looked = Looked::new(reading, today);
    for rule in rule::RULES {
        rule(&looked, &mut found);
    }
    let mut kept = allow::apply(&looked, found);
    let ranks = ranks(reading);
    let rank = |file: &Arc<str>| ranks.get(file).copied().unwrap_or(usize::MAX);
    kept.sort_by(|one, other| {
        let key = |finding: &Diagnostic| {
            let place = &finding.primary.place;
            (rank(&place.file), place.file.clone(), place.span.start, finding.code.number)
        };
        key(one).cmp(&key(other))
    });
    kept.dedup();
    kept
}

/// Returns the codes that the course's `[check]` raises to errors.
#[must_use]
pub fn denied(reading: &Reading) -> Vec<&'static Code> {
    allow::denied(&Looked::new(reading, None))
}

/// Returns the files in the order of the course: its own, the glossary, each lesson and quiz as a learner meets them.
fn ranks(reading: &Reading) -> BTreeMap<Arc<str>, usize> {
    let mut files: Vec<Arc<str>> = vec!["course.toml".into(), "glossary.toml".into()];
    if let Some(course) = &reading.course {
        for step in &course.order {
            match step {
                Step::Lesson(id) => files.extend(course.lesson(id).map(|lesson| lesson.file.clone())),
                Step::Quiz(id) => files.extend(course.quiz(id).map(|quiz| quiz.file.clone())),
            }
        }
    }
    files.into_iter().enumerate().map(|(rank, file)| (file, rank)).collect()
}
