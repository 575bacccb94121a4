//! What was made of each lesson's and each quiz's file, to be taken again for the next edition of a course while nothing it is made of
//! has changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::course::{Lesson, Quiz};
use crate::diagnostic::Diagnostic;
use crate::id::LessonId;

use super::draft::{Draft, Sheet};
use super::section::Section;

/// A lesson or quiz, and what was wrong with it.
pub(super) type Told<Of> = (Of, Arc<[Diagnostic]>);

/// The lessons and quizzes of one edition, by their files.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    /// What every lesson may show a part of.
    shared: Vec<Arc<Section>>,
    /// What every quiz may stand on besides: the course's own settings, and what is shared in other languages.
    ground: Vec<Arc<Section>>,
    lessons: Lessons,
    quizzes: Quizzes,
}

type Lessons = BTreeMap<Arc<str>, (Arc<Section>, Told<Lesson>)>;
type Quizzes = BTreeMap<Arc<str>, (Quizzed, Told<Quiz>)>;

/// What a quiz is made of, beside the [`Kept::ground`] of all: its words in every language, and the lesson it follows.
#[derive(Clone, Debug)]
pub(super) struct Quizzed {
    words: Vec<Arc<Section>>,
    lesson: Option<LessonId>,
    title: String,
}

impl Quizzed {
    pub(super) fn new(sheet: &Sheet, draft: &Draft, lesson: Option<LessonId>, title: String) -> Self {
        let others = draft.in_other_languages(&sheet.file).map(|sheet| sheet.top.clone());
        Self { words: std::iter::once(sheet.top.clone()).chain(others).collect(), lesson, title }
    }

    fn is_as(&self, other: &Self) -> bool {
        are_same(&self.words, &other.words) && self.lesson == other.lesson && self.title == other.title
    }
}

impl Kept {
    /// Begins to keep what is made of a draft.
    pub(super) fn of(draft: &Draft) -> Self {
        let shared: Vec<Arc<Section>> = draft.shared.iter().map(|sheet| sheet.top.clone()).collect();
        let elsewhere = draft.shared.iter().flat_map(|sheet| draft.in_other_languages(&sheet.file));
        let ground = draft.course.iter().chain(elsewhere).map(|sheet| sheet.top.clone()).collect();
        Self { shared, ground, lessons: BTreeMap::new(), quizzes: BTreeMap::new() }
    }

    /// Returns what may be taken again, where the edition to make stands on the ground that `now` begins with.
    pub(super) fn still(&self, now: &Self) -> Still<'_> {
        let shared = are_same(&self.shared, &now.shared);
        let ground = shared && are_same(&self.ground, &now.ground);
        Still { lessons: shared.then_some(&self.lessons), quizzes: ground.then_some(&self.quizzes) }
    }

    /// Keeps a lesson.
    pub(super) fn keep_lesson(&mut self, sheet: &Sheet, told: &Told<Lesson>) {
        self.lessons.insert(sheet.file.clone(), (sheet.top.clone(), told.clone()));
    }

    /// Keeps a quiz.
    pub(super) fn keep_quiz(&mut self, sheet: &Sheet, made_of: Quizzed, told: &Told<Quiz>) {
        self.quizzes.insert(sheet.file.clone(), (made_of, told.clone()));
    }
}

/// What may be taken again of an edition.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Still<'a> {
    lessons: Option<&'a Lessons>,
    quizzes: Option<&'a Quizzes>,
}

impl Still<'_> {
    /// Returns the lesson that was made of a file, when the file is as it was.
    pub(super) fn lesson(self, sheet: &Sheet) -> Option<Told<Lesson>> {
        let (top, told) = self.lessons?.get(&sheet.file)?;
        Arc::ptr_eq(top, &sheet.top).then(|| told.clone())
    }

    /// Returns the quiz that was made of a file, when all it is made of is as it was.
    pub(super) fn quiz(self, sheet: &Sheet, now: &Quizzed) -> Option<Told<Quiz>> {
        let (made_of, told) = self.quizzes?.get(&sheet.file)?;
        made_of.is_as(now).then(|| told.clone())
    }
}

/// Whether these are the very same settings: a file that did not change is not read again.
fn are_same(some: &[Arc<Section>], others: &[Arc<Section>]) -> bool {
    some.len() == others.len() && some.iter().zip(others).all(|(one, other)| Arc::ptr_eq(one, other))
}
