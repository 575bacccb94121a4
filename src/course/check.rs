//! Everything that can be said about a course: what reading found, what the rules find, less what the trainer allows; in order.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::id::{LessonId, QuizId};

use super::read::Reading;
use super::rule::{self, Looked};
use super::{Course, Step, allow, excepted};

/// Checks a course that was read. `today` is asked by the rules about reviews only.
#[must_use]
pub fn check(reading: &Reading, today: Option<Date>) -> Vec<Diagnostic> {
    check_course(reading, reading.course.as_ref(), today)
}

/// Checks what was read, where the course that was made of it is kept elsewhere.
pub(super) fn check_course(reading: &Reading, course: Option<&Course>, today: Option<Date>) -> Vec<Diagnostic> {
    check_while(reading, course, today, &mut || true).unwrap_or_default()
}

/// Checks what was read as long as somebody `waits` for it; `None` when nobody does any more.
pub(super) fn check_while(
    reading: &Reading,
    course: Option<&Course>,
    today: Option<Date>,
    waits: &mut dyn FnMut() -> bool,
) -> Option<Vec<Diagnostic>> {
    let looked = Looked::new(reading, course, today);
    let found = rule::ask(&looked, waits, reading.diagnostics.clone())?;
    let useless = excepted::useless(&looked, &found);
    let mut kept = allow::apply(&looked, found);
    kept.extend(useless);
    excepted::raise(&looked, &mut kept);
    let ranks = ranks(course);
    let rank = |file: &Arc<str>| ranks.get(file).copied().unwrap_or(usize::MAX);
    kept.sort_by(|one, other| {
        let key = |finding: &Diagnostic| {
            let place = &finding.primary.place;
            (rank(&place.file), place.file.clone(), place.span.start, finding.code.number)
        };
        key(one).cmp(&key(other))
    });
    kept.dedup();
    Some(kept)
}

/// Returns what makes a course unfit for learners though it can be read: two things of one id, what the certificate asks for and nobody can
/// do, no id, title or version. [`check`] tells of it too.
#[must_use]
pub fn unfit(reading: &Reading) -> Vec<Diagnostic> {
    rule::unfit(&Looked::new(reading, reading.course.as_ref(), None))
}

/// Whether the next release forgets what a finding goes by: it has to be told before that, for it is not told again.
#[must_use]
pub fn is_told_until_released(finding: &Diagnostic) -> bool {
    rule::is_told_until_released(finding)
}

/// Returns the files in the order of the course: its own, the glossary, each lesson and quiz as a learner meets them.
fn ranks(course: Option<&Course>) -> BTreeMap<Arc<str>, usize> {
    let mut files: Vec<Arc<str>> = vec!["course.toml".into(), "glossary.toml".into()];
    if let Some(course) = course {
        let lessons: BTreeMap<&LessonId, &Arc<str>> = course.lessons.iter().map(|lesson| (&lesson.id, &lesson.file)).collect();
        let quizzes: BTreeMap<&QuizId, &Arc<str>> = course.quizzes.iter().map(|quiz| (&quiz.id, &quiz.file)).collect();
        files.extend(course.order.iter().filter_map(|step| match step {
            Step::Lesson(id) => lessons.get(id).map(|file| Arc::clone(file)),
            Step::Quiz(id) => quizzes.get(id).map(|file| Arc::clone(file)),
        }));
    }
    files.into_iter().enumerate().map(|(rank, file)| (file, rank)).collect()
}
