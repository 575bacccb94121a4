//! Knowing for good: which questions are due again, and how well each teaching point is known now. Worked out from the progress;
//! nothing of it is kept.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::course::{Course, Question};
use crate::id::{PointId, QuestionId};
use crate::question::{Grade, Percent};

use super::{Memory, Progress, Rating};

/// The words of one sitting of refreshers: two minutes, at 200 words and two questions a minute.
const SITTING: Sitting = Sitting { minutes: 2.0, words_a_minute: 200.0, minutes_a_question: 0.25 };

struct Sitting {
    minutes: f64,
    words_a_minute: f64,
    minutes_a_question: f64,
}

/// What is remembered of a question, and what its last answer earned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Remembered {
    /// The forecast.
    pub memory: Memory,
    /// The last grade.
    pub last: Grade,
}

/// How well a teaching point is known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Known {
    /// The chance, 0 to 1, of answering a question about it now: the mean over those of its questions that were answered. What was never
    /// asked says nothing.
    pub chance: f64,
    /// How many of its questions were answered.
    pub answered: usize,
}

impl Known {
    /// Returns the chance in per cent, rounded down.
    #[must_use]
    pub fn shown(&self) -> Percent {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
        let percent = (self.chance.clamp(0.0, 1.0) * 100.0).floor() as u8;
        Percent(percent)
    }
}

/// Returns what is remembered of every question that was answered, in attempts and refreshers alike.
#[must_use]
pub fn remembered(progress: &Progress) -> BTreeMap<QuestionId, Remembered> {
    let attempts = progress.attempts.iter().flat_map(|attempt| &attempt.answers);
    let answers = attempts.map(|(question, answer)| (answer.at, question, answer.grade));
    let refreshed = progress.refreshed.iter().map(|(at, question, grade)| (*at, question, *grade));
    let mut all: Vec<(Timestamp, &QuestionId, Grade)> = answers.chain(refreshed).collect();
    all.sort_by_key(|(at, _, _)| *at);
    let mut known: BTreeMap<QuestionId, Remembered> = BTreeMap::new();
    for (at, question, grade) in all {
        let rating = Rating::of(grade);
        let memory = known.get(question).map_or_else(|| Memory::first(rating, at), |before| before.memory.next(rating, at));
        known.insert(question.clone(), Remembered { memory, last: grade });
    }
    known
}

/// Returns the questions that are due at a moment, for one sitting of two minutes: the missed and half-right ones first, then those
/// most likely to be forgotten. At least one, when any is due. None where the course offers no refreshers.
#[must_use]
pub fn due<'a>(course: &'a Course, progress: &Progress, now: Timestamp) -> Vec<&'a Question> {
    let mut due = every_due(course, progress, now);
    due.sort_by(|(_, a), (_, b)| a.last.cmp(&b.last).then(a.memory.chance(now).total_cmp(&b.memory.chance(now))));
    let mut minutes = 0.0;
    due.into_iter()
        .map(|(question, _)| question)
        .enumerate()
        .take_while(|(number, question)| {
            minutes += minutes_for(question);
            *number == 0 || minutes <= SITTING.minutes
        })
        .map(|(_, question)| question)
        .collect()
}

/// Returns how many questions are due at a moment, those beyond one sitting too.
#[must_use]
pub fn all_due(course: &Course, progress: &Progress, now: Timestamp) -> usize {
    every_due(course, progress, now).len()
}

/// Returns every question that is due at a moment. None where the course offers no refreshers.
fn every_due<'a>(course: &'a Course, progress: &Progress, now: Timestamp) -> Vec<(&'a Question, Remembered)> {
    if !course.mastery.refreshers {
        return Vec::new();
    }
    asked_still(course, &remembered(progress)).filter(|(_, remembered)| remembered.memory.due(course.mastery.retention) <= now).collect()
}

/// Returns when the next question falls due; `None` when none will.
#[must_use]
pub fn next_due(course: &Course, progress: &Progress) -> Option<Timestamp> {
    let known = remembered(progress);
    let asked = asked_still(course, &known).filter(|_| course.mastery.refreshers);
    asked.map(|(_, remembered)| remembered.memory.due(course.mastery.retention)).min()
}

/// Returns how well each teaching point of the course is known at a moment, in the course's order.
#[must_use]
pub fn mastery(course: &Course, progress: &Progress, now: Timestamp) -> Vec<(PointId, Known)> {
    let known = remembered(progress);
    let mut points: BTreeMap<&PointId, Known> = BTreeMap::new();
    for question in course.quizzes.iter().flat_map(|quiz| &quiz.questions) {
        let Some(point) = &question.tests else { continue };
        if let Some(remembered) = recall(&known, question) {
            let sum = points.entry(point).or_default();
            sum.answered += 1;
            sum.chance += weight(remembered) * remembered.memory.chance(now);
        }
    }
    let mean = |sum: Known| {
        #[expect(clippy::cast_precision_loss, reason = "a course has far fewer than 2^52 questions")]
        let of = sum.answered.max(1) as f64;
        Known { chance: sum.chance / of, ..sum }
    };
    course.points.iter().map(|(point, _)| (point.clone(), points.get(point).copied().map(mean).unwrap_or_default())).collect()
}

/// A question that was missed last time is not known, however fresh the miss is.
fn weight(remembered: Remembered) -> f64 {
    f64::from(remembered.last.shown().0) / 100.0
}

fn recall(known: &BTreeMap<QuestionId, Remembered>, question: &Question) -> Option<Remembered> {
    std::iter::once(&question.id).chain(&question.was).find_map(|id| known.get(id)).copied()
}

/// Returns the questions that were answered and are still in the course, each once, with what is remembered of it under its newest id.
fn asked_still<'a>(course: &'a Course, known: &BTreeMap<QuestionId, Remembered>) -> impl Iterator<Item = (&'a Question, Remembered)> {
    let named = |id: &QuestionId| course.quizzes.iter().find_map(|quiz| quiz.question(id));
    let mut found: BTreeMap<&QuestionId, &Question> = BTreeMap::new();
    for question in known.keys().filter_map(named) {
        found.insert(&question.id, question);
    }
    let recalled: Vec<_> = found.into_values().filter_map(|question| Some((question, recall(known, question)?))).collect();
    recalled.into_iter()
}

fn minutes_for(question: &Question) -> f64 {
    let words = u32::try_from(question.words()).unwrap_or(u32::MAX);
    SITTING.minutes_a_question + f64::from(words) / SITTING.words_a_minute
}
