//! What the records tell of one learner and one course, ready to be written in any format.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::course::{Course, Lesson};
use crate::id::{CourseId, LessonId};
use crate::journey::{Event, Fact, LearnerId, needed_pages};

use super::{Attempted, Completion, attempts, completions};

/// What is told of one learner and one course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The language of what courses, lessons, quizzes and questions are called and ask, such as `en`; empty where it is not known.
    pub language: String,
    /// Completions, oldest first.
    pub completions: Vec<Completion>,
    /// Attempts that ended, oldest first.
    pub attempts: Vec<Attempted>,
    /// Lessons that were read to the end, in the course's order.
    pub lessons: Vec<LessonRead>,
}

/// A lesson that was read to the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonRead {
    /// The lesson.
    pub lesson: LessonId,
    /// What it is called today.
    pub title: String,
    /// The course it is part of.
    pub course_id: CourseId,
    /// Who read it.
    pub learner_id: LearnerId,
    /// Their department; may be empty.
    pub department: String,
    /// When its last page was read for the first time.
    pub at: Timestamp,
    /// From when it was opened until then.
    pub took: SignedDuration,
}

impl Told {
    /// Returns the completions.
    #[must_use]
    pub fn completions(&self) -> &[Completion] {
        &self.completions
    }

    /// Returns the attempts.
    #[must_use]
    pub fn attempts(&self) -> &[Attempted] {
        &self.attempts
    }

    /// Returns what a learner's events tell.
    #[must_use]
    pub fn by(course: &Course, account: &str, learner: LearnerId, events: &[Event]) -> Self {
        Self {
            language: course.language.clone(),
            completions: completions(course, account, learner, events),
            attempts: attempts(course, account, learner, events),
            lessons: lessons(course, learner, events),
        }
    }
}

/// Returns the lessons that were read to the end: every page of them that is needed today, by the id it has or had.
fn lessons(course: &Course, learner_id: LearnerId, events: &[Event]) -> Vec<LessonRead> {
    let mut opened: BTreeMap<&LessonId, Timestamp> = BTreeMap::new();
    let mut department = String::new();
    for event in events {
        if let Fact::LessonOpened { lesson } | Fact::PageRead { lesson, .. } = &event.fact {
            opened.entry(lesson).or_insert(event.at);
        }
        if let Fact::Introduced(person) = &event.fact {
            person.department.clone_into(&mut department);
        }
    }
    let read = |lesson: &Lesson| {
        let mut left: Vec<_> = needed_pages(lesson).collect();
        let last = events.iter().find(|event| {
            if let Fact::PageRead { lesson: at, page } = &event.fact
                && (*at == lesson.id || lesson.was.contains(at))
            {
                left.retain(|needed| needed.id != *page && !needed.was.contains(page));
                return left.is_empty();
            }
            false
        })?;
        let began = std::iter::once(&lesson.id).chain(&lesson.was).filter_map(|id| opened.get(id)).min().copied().unwrap_or(last.at);
        let took = last.at.duration_since(began);
        Some(LessonRead {
            lesson: lesson.id.clone(),
            title: lesson.title.clone(),
            course_id: course.id.clone(),
            learner_id,
            department: department.clone(),
            at: last.at,
            took,
        })
    };
    course.lessons.iter().filter_map(read).collect()
}
