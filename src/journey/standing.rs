//! Where a learner stands: worked out from the course and the progress, and kept nowhere.

use jiff::Timestamp;

use crate::course::{Course, Feedback, Lesson, Page, Question, Quiz, Review, Step};
use crate::id::LessonId;
use crate::question::Grade;

use super::{Attempt, Progress, goes_on_at, minutes_from, trail};

/// How far one step of the course has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A lesson.
    Lesson(LessonStanding),
    /// A quiz.
    Quiz(QuizStanding),
}

/// How far a lesson has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonStanding {
    /// Something else comes first.
    Locked {
        /// What.
        needs: Step,
    },
    /// Not yet opened.
    New,
    /// Some pages are read.
    Reading {
        /// Pages read, of those on the learner's way.
        read: usize,
        /// Pages on the learner's way.
        of: usize,
    },
    /// All pages are read.
    Read,
    /// Its quiz was passed without reading, where the quiz allows it.
    TestedOut,
}

/// How far a quiz has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuizStanding {
    /// Something else comes first.
    Locked {
        /// What.
        needs: Step,
    },
    /// Never tried.
    New,
    /// An attempt is open.
    Open {
        /// Questions answered.
        answered: usize,
        /// Questions asked.
        of: usize,
    },
    /// Passed.
    Passed {
        /// The best share of marks.
        best: Grade,
    },
    /// Tried, not passed, and may be tried again.
    NotYet {
        /// The best share of marks.
        best: Grade,
        /// The moment from which it may be tried again, if that is still to come when asked at `now`.
        wait_until: Option<Timestamp>,
    },
    /// Tried as often as allowed and not passed.
    Failed {
        /// The best share of marks.
        best: Grade,
    },
}

/// Returns the pages a learner must have read for a lesson to be read: all but those that only a choice leads to.
pub fn needed_pages(lesson: &Lesson) -> impl Iterator<Item = &Page> {
    lesson.pages.iter().filter(|page| !lesson.is_branch(&page.id))
}

/// Returns whether a step is done: a lesson read, a quiz passed.
#[must_use]
pub fn step_done(course: &Course, progress: &Progress, step: &Step) -> bool {
    match step {
        Step::Lesson(id) => course.lesson(id).is_none_or(|lesson| lesson_read(course, progress, lesson)),
        Step::Quiz(id) => course.quiz(id).is_none_or(|quiz| quiz_passed(progress, quiz)),
    }
}

fn quiz_passed(progress: &Progress, quiz: &Quiz) -> bool {
    progress.best_attempt(quiz).is_some_and(|(_, ended)| ended.passed)
}

fn lesson_read(course: &Course, progress: &Progress, lesson: &Lesson) -> bool {
    let (read, of) = pages_read(progress, lesson);
    read == of || tested_out(course, progress, &lesson.id)
}

fn tested_out(course: &Course, progress: &Progress, lesson: &LessonId) -> bool {
    course.quiz_of(lesson).is_some_and(|quiz| quiz.test_out && quiz_passed(progress, quiz))
}

fn pages_read(progress: &Progress, lesson: &Lesson) -> (usize, usize) {
    let done = progress.in_lesson(lesson);
    let read = done.map_or(0, |done| needed_pages(lesson).filter(|page| done.read.contains(&page.id)).count());
    (read, needed_pages(lesson).count())
}

/// Returns how many pages on the learner's way are read, and how many there are: as the pages themselves are numbered, those included
/// that a choice made has led to.
fn pages_on_the_way(progress: &Progress, lesson: &Lesson) -> (usize, usize) {
    let done = progress.in_lesson(lesson);
    let way = trail(lesson, done.as_deref());
    let read = way.iter().filter(|page| done.as_ref().is_some_and(|done| done.read.contains(&page.id))).count();
    (read, way.len())
}

fn first_missing(course: &Course, progress: &Progress, needs: &[Step]) -> Option<Step> {
    needs.iter().find(|step| !step_done(course, progress, step)).cloned()
}

/// Returns where a lesson stands.
#[must_use]
pub fn lesson_standing(course: &Course, progress: &Progress, lesson: &Lesson) -> LessonStanding {
    let (read, of) = pages_read(progress, lesson);
    if read == of {
        return LessonStanding::Read;
    }
    if tested_out(course, progress, &lesson.id) {
        return LessonStanding::TestedOut;
    }
    if let Some(needs) = first_missing(course, progress, &lesson.needs) {
        return LessonStanding::Locked { needs };
    }
    if read == 0 {
        return LessonStanding::New;
    }
    let (read, of) = pages_on_the_way(progress, lesson);
    LessonStanding::Reading { read, of }
}

/// Returns where a quiz stands at a moment.
#[must_use]
pub fn quiz_standing(course: &Course, progress: &Progress, quiz: &Quiz, now: Timestamp) -> QuizStanding {
    if let Some(open) = progress.open_attempt(quiz) {
        let answered = open.asked(quiz).filter(|(drawn, _)| open.answers.contains_key(&drawn.question)).count();
        return QuizStanding::Open { answered, of: open.asked(quiz).count() };
    }
    let Some((_, best)) = progress.best_attempt(quiz) else {
        return first_missing(course, progress, &needs_of(quiz)).map_or(QuizStanding::New, |needs| QuizStanding::Locked { needs });
    };
    if best.passed {
        return QuizStanding::Passed { best: best.grade };
    }
    not_passed(quiz, &progress.attempts_at(quiz).collect::<Vec<_>>(), best.grade, now)
}

/// Returns where a quiz stands that none of these attempts has passed.
pub(super) fn not_passed(quiz: &Quiz, tried: &[&Attempt], best: Grade, now: Timestamp) -> QuizStanding {
    let count = u32::try_from(tried.len()).unwrap_or(u32::MAX);
    if quiz.attempts.is_some_and(|most| count >= most) {
        return QuizStanding::Failed { best };
    }
    let last = tried.last().and_then(|attempt| attempt.ended).map(|ended| ended.at);
    let wait = jiff::SignedDuration::from_mins(i64::from(quiz.wait_minutes));
    // Where nothing is to be waited for, a clock that was set right since makes nobody wait either.
    let wait_until = last.filter(|_| quiz.wait_minutes > 0).and_then(|at| at.checked_add(wait).ok()).filter(|until| *until > now);
    QuizStanding::NotYet { best, wait_until }
}

impl QuizStanding {
    /// Whether an attempt may begin now, or goes on.
    #[must_use]
    pub const fn may_try(&self) -> bool {
        !matches!(self, Self::Failed { .. } | Self::Locked { .. } | Self::NotYet { wait_until: Some(_), .. })
    }

    /// Returns the moment from which another attempt may begin, where that is to be waited for.
    #[must_use]
    pub const fn wait_until(&self) -> Option<Timestamp> {
        if let Self::NotYet { wait_until, .. } = self { *wait_until } else { None }
    }
}

/// Whether the trainer lets what was missed in a quiz be looked at again.
#[must_use]
pub fn may_review(course: &Course, progress: &Progress, quiz: &Quiz) -> bool {
    match quiz.review {
        Review::Always => true,
        Review::AfterPass => step_done(course, progress, &Step::Quiz(quiz.id.clone())),
        Review::Never => false,
    }
}

/// Whether one's own answer to a question and its reasons may be looked at now: where the trainer lets what was answered be looked at
/// again, and the question is not waiting for an answer in the attempt that is open.
#[must_use]
pub fn may_look_at(course: &Course, progress: &Progress, quiz: &Quiz, question: &Question) -> bool {
    let open = progress.open_attempt(quiz).filter(|open| open.drawn_as(question).is_some());
    let is_told = match quiz.feedback {
        Feedback::Each => open.is_none_or(|open| open.answer_to(question).is_some()),
        Feedback::End | Feedback::None => open.is_none(),
    };
    is_told && may_review(course, progress, quiz)
}

/// Returns what a quiz needs: what its trainer wrote and, unless it may be taken first, its lesson.
fn needs_of(quiz: &Quiz) -> Vec<Step> {
    let lesson = quiz.lesson.iter().filter(|_| !quiz.test_out).cloned().map(Step::Lesson);
    lesson.chain(quiz.needs.iter().cloned()).collect()
}

/// Whether all is done that a step of the course needs.
pub(super) fn is_open(course: &Course, progress: &Progress, step: &Step) -> bool {
    let needs = match step {
        Step::Lesson(id) => course.lesson(id).map(|lesson| lesson.needs.clone()),
        Step::Quiz(id) => course.quiz(id).map(needs_of),
    };
    needs.is_some_and(|needs| first_missing(course, progress, &needs).is_none())
}

/// Returns how many minutes of a step are left, by the share of it that is not done, the page at which it goes on with it; at least 1 while
/// anything is left.
#[must_use]
pub fn minutes_left(course: &Course, progress: &Progress, step: &Step) -> u32 {
    if step_done(course, progress, step) {
        return 0;
    }
    let left = match step {
        Step::Lesson(id) => course.lesson(id).and_then(|lesson| {
            let done = progress.in_lesson(lesson);
            let (page, _) = goes_on_at(lesson, done.as_deref())?;
            Some(minutes_from(lesson, done.as_deref(), &page.id))
        }),
        Step::Quiz(id) => course.quiz(id).map(|quiz| {
            let answered = progress.open_attempt(quiz).map_or(0, |open| open.answers.len());
            let left = u64::from(quiz_minutes(quiz)) * (quiz.asked().saturating_sub(answered) as u64);
            u32::try_from(left.div_ceil(quiz.asked().max(1) as u64)).unwrap_or(u32::MAX)
        }),
    };
    left.unwrap_or(0).max(1)
}

/// Returns how long a quiz takes: its words at 200 a minute and half a minute a question, as the time limit's check reckons.
fn quiz_minutes(quiz: &Quiz) -> u32 {
    let asked = quiz.asked() as u64;
    let all = quiz.questions.len().max(1) as u64;
    let words = quiz.questions.words() as u64;
    u32::try_from((words * asked / all).div_ceil(200) + asked.div_ceil(2)).unwrap_or(u32::MAX)
}
