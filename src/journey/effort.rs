//! How far a learner has come, and what was done day by day: for charts, and for the same in words. Worked out from the progress; nothing
//! of it is kept.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::course::Course;
use crate::question::{Grade, Percent};

use super::{LessonStanding, Progress, lesson_standing};

/// How much of something is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// What is done.
    pub done: usize,
    /// All there is.
    pub of: usize,
}

impl Done {
    /// Returns the share, rounded down.
    #[must_use]
    pub fn share(self) -> Percent {
        Percent(u8::try_from(self.done.min(self.of) * 100 / self.of.max(1)).unwrap_or(100))
    }

    /// Adds one, done or not.
    const fn count(&mut self, is_done: bool) {
        self.of += 1;
        self.done += is_done as usize;
    }
}

/// How far a learner has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Lessons read, or passed without reading.
    pub lessons: Done,
    /// Quizzes passed.
    pub quizzes: Done,
}

/// Returns how far a learner has come in the steps of a course.
#[must_use]
pub fn effort(course: &Course, progress: &Progress) -> Effort {
    let mut effort = Effort::default();
    for lesson in &course.lessons {
        let standing = lesson_standing(course, progress, lesson);
        effort.lessons.count(matches!(standing, LessonStanding::Read | LessonStanding::TestedOut));
    }
    for quiz in &course.quizzes {
        effort.quizzes.count(progress.best_attempt(quiz).is_some_and(|(_, ended)| ended.passed));
    }
    effort
}

/// Returns the questions answered on each day, those answered right among them, refreshers too; oldest first, days without any left out.
#[must_use]
pub fn by_day(progress: &Progress, zone: &TimeZone) -> Vec<(Date, Done)> {
    let answers = progress.attempts.iter().flat_map(|attempt| attempt.answers.values()).map(|answer| (answer.at, answer.grade));
    let refreshed = progress.refreshed.iter().map(|(at, _, grade)| (*at, *grade));
    let mut days: BTreeMap<Date, Done> = BTreeMap::new();
    for (at, grade) in answers.chain(refreshed) {
        days.entry(at.to_zoned_datetime(zone.clone()).date()).or_default().count(Grade::is_full(grade));
    }
    days.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_never_rounded_up_and_nothing_of_nothing_is_nothing() {
        assert_eq!(Done { done: 2, of: 3 }.share(), Percent(66));
        assert_eq!(Done { done: 0, of: 0 }.share(), Percent(0));
        assert_eq!(Done { done: 3, of: 3 }.share(), Percent(100));
    }
}
