//! Which lessons and quizzes there are by their ids.

use std::collections::BTreeMap;

use crate::course::{Lesson, Quiz, Step};
use crate::id::{Id, LessonId, QuizId};

use super::draft::Sheet;

/// Which lessons and quizzes there are, by their ids.
pub(super) struct Names {
    pub(super) lessons: BTreeMap<String, LessonId>,
    pub(super) quizzes: BTreeMap<String, QuizId>,
}

impl Names {
    pub(super) fn of(lessons: &[Lesson], quizzes: &[Quiz]) -> Self {
        Self {
            lessons: lessons.iter().map(|lesson| (lesson.id.to_string(), lesson.id.clone())).collect(),
            quizzes: quizzes.iter().map(|quiz| (quiz.id.to_string(), quiz.id.clone())).collect(),
        }
    }

    /// Returns the steps that ids name. A name that a lesson and its quiz share means both; `but` is whoever needs them.
    pub(super) fn steps(&self, ids: &[String], but: Option<&str>) -> Vec<Step> {
        let mut steps = Vec::new();
        for id in ids.iter().filter(|id| but != Some(id.as_str()) || self.lessons.contains_key(*id)) {
            let lesson = self.lessons.get(id);
            let quiz = self.quizzes.get(id).filter(|_| but != Some(id.as_str()));
            steps.extend(lesson.map(|lesson| Step::Lesson(lesson.clone())));
            steps.extend(quiz.map(|quiz| Step::Quiz(quiz.clone())));
        }
        steps
    }
}

/// Returns the id of a lesson or quiz: as written, else its file's name.
pub(in crate::course) fn id_of<Of>(sheet: &Sheet) -> Option<Id<Of>> {
    let written = sheet.top.parts.words("id").and_then(|id| Id::new(id.markdown()).ok());
    written.or_else(|| Id::new(&sheet.stem).ok()).or_else(|| Id::nearest(&sheet.stem))
}
