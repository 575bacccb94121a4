//! Under which ids a draft's lessons, quizzes and questions go, and which they had before. A question that is included from a shared file has
//! the id and the former ids of the shared one, where it has none of its own.

use crate::course::read::{Draft, Section, Sheet, id_of};
use crate::course::setting::Site;
use crate::id::{OfLesson, QuestionId};

use super::Noun;

impl Draft {
    /// Returns the question of a quiz that is asked under an id: where it stands in the quiz, also if its words stand in a shared file.
    pub(in crate::course) fn question(&self, id: &str) -> Option<&Section> {
        self.quizzes.iter().flat_map(|sheet| &sheet.top.sections).find(|section| section.question_id() == Some(id))
    }

    /// Returns where a question is written, in a quiz or in a shared file.
    pub(in crate::course) fn asked(&self, id: &QuestionId) -> Option<&Section> {
        let own = self.question(id.as_str())?;
        if own.has("include") { self.included(own) } else { Some(own) }
    }

    /// Returns where the former ids of a question are written.
    pub(in crate::course) fn before<'s>(&'s self, question: &'s Section) -> &'s Section {
        if question.has("was") { question } else { self.included(question).unwrap_or(question) }
    }

    /// Returns the former ids of a lesson, a quiz or a question.
    pub(super) fn was(&self, noun: Noun, id: &str) -> Vec<String> {
        let steps = |sheets: &[Sheet]| {
            let own = |sheet: &&Sheet| id_of::<OfLesson>(sheet).is_some_and(|own| own.as_str() == id);
            sheets.iter().find(own).map(|sheet| sheet.top.lines("was")).unwrap_or_default()
        };
        match noun {
            Noun::Lesson => steps(&self.lessons),
            Noun::Quiz => steps(&self.quizzes),
            Noun::Question => self.question(id).map(|question| self.before(question).lines("was")).unwrap_or_default(),
        }
    }

    /// Returns the ids of the lessons and quizzes that are drafts, and of the questions in them.
    pub(super) fn waiting_ids(&self) -> impl Iterator<Item = (Noun, String)> {
        let kinds = [(Noun::Lesson, &self.lessons), (Noun::Quiz, &self.quizzes)];
        let drafts = kinds.into_iter().flat_map(|(noun, sheets)| sheets.iter().map(move |sheet| (noun, sheet)));
        drafts.filter(|(_, sheet)| sheet.top.flag("draft")).flat_map(|(noun, sheet)| {
            let own = id_of::<OfLesson>(sheet).map(|id| (noun, id.to_string()));
            let asked = sheet.top.sections.iter().filter(move |_| noun == Noun::Quiz).filter_map(Section::question_id);
            own.into_iter().chain(asked.map(|id| (Noun::Question, id.to_owned())))
        })
    }

    /// Returns the ids that lessons, quizzes and questions had before.
    pub(in crate::course) fn former_ids(&self) -> impl Iterator<Item = (Noun, String)> {
        let tops = |noun, sheets: &'_ [Sheet]| {
            sheets.iter().flat_map(move |sheet| sheet.top.lines("was").into_iter().map(move |id| (noun, id))).collect::<Vec<_>>()
        };
        let questions = self.quizzes.iter().flat_map(|sheet| &sheet.top.sections);
        let questions = questions.flat_map(|section| self.before(section).lines("was")).map(|id| (Noun::Question, id));
        tops(Noun::Lesson, &self.lessons).into_iter().chain(tops(Noun::Quiz, &self.quizzes)).chain(questions)
    }

    fn included(&self, question: &Section) -> Option<&Section> {
        self.shared(question.parts.words("include")?.markdown(), Site::Question)
    }
}
