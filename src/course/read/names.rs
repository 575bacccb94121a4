//! Which lessons and quizzes there are by their ids.

use crate::course::Step;
use crate::id::{Id, LessonId, QuizId};

use super::draft::Sheet;

/// Which lessons and quizzes there are, and which quiz belongs to which lesson.
pub(super) struct Names {
    pub(super) lessons: Vec<LessonId>,
    pub(super) quizzes: Vec<QuizId>,
}

impl Names {
    /// Returns the steps that ids name. A name that a lesson and its quiz share means both; `but` is whoever needs them.
    pub(super) fn steps(&self, ids: &[String], but: Option<&str>) -> Vec<Step> {
        let mut steps = Vec::new();
        for id in ids.iter().filter(|id| but != Some(id.as_str()) || !self.is_quiz_only(id)) {
            let lesson = self.lessons.iter().find(|lesson| lesson.as_str() == id);
            let quiz = self.quizzes.iter().find(|quiz| quiz.as_str() == id && but != Some(id.as_str()));
            steps.extend(lesson.map(|lesson| Step::Lesson(lesson.clone())));
            steps.extend(quiz.map(|quiz| Step::Quiz(quiz.clone())));
        }
        steps
    }

    fn is_quiz_only(&self, id: &str) -> bool {
        !self.lessons.iter().any(|lesson| lesson.as_str() == id)
    }
}

/// Returns the id of a lesson or quiz: as written, else its file's name.
pub(in crate::course) fn id_of<Of>(sheet: &Sheet) -> Option<Id<Of>> {
    let written = sheet.top.parts.words("id").and_then(|id| Id::new(id.markdown()).ok());
    written.or_else(|| Id::new(&sheet.stem).ok()).or_else(|| Id::nearest(&sheet.stem))
}
