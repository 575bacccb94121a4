//! The whole course: its own settings, and the order in which a learner meets its lessons and quizzes.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::course::hands;
use crate::course::{Course, Credit, Lesson, Mastery, Promised, Quiz, Retake, Statement, Step, Terms, Version};
use crate::diagnostic::Diagnostic;
use crate::id::{CourseId, Id, QuizId, TermId};
use crate::question::{Part, Percent};
use crate::source::Files;

use super::draft::{Draft, Sheet};
use super::names::{Names, id_of};
use super::section::{Entry, Section};
use super::{lesson, quiz};

/// What becomes of lessons and quizzes that are drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::course) enum Drafts {
    /// They are left out: for learners.
    LeftOut,
    /// They may be opened and are no step of the course: for whoever writes them.
    Shown,
}

/// A lesson or quiz and what was wrong with it; `None` where it is left out.
type Made<Of> = Option<(Of, Vec<Diagnostic>)>;

/// A course in the making: lessons first, then quizzes, one file at a time.
pub(super) struct Making<'a> {
    /// What the steps stand on: the course's own settings, the glossary, what is shared.
    draft: &'a Draft,
    drafts: Drafts,
    /// The drafts that may be opened and are no steps.
    left_out: Vec<Step>,
    lessons: Vec<Lesson>,
    /// The file names of the lessons, without their endings.
    stems: Vec<Arc<str>>,
    quizzes: Vec<Quiz>,
    /// What the lessons need, by id, until it is known what there is; and what the quizzes need.
    needs: (Vec<Vec<String>>, Vec<Vec<String>>),
}

impl<'a> Making<'a> {
    pub(super) const fn on(draft: &'a Draft, drafts: Drafts) -> Self {
        Self {
            draft,
            drafts,
            left_out: Vec::new(),
            lessons: Vec::new(),
            stems: Vec::new(),
            quizzes: Vec::new(),
            needs: (Vec::new(), Vec::new()),
        }
    }

    /// Adds every lesson and then every quiz of the draft, several made at once.
    pub(super) fn every(&mut self, hands: usize, found: &mut Vec<Diagnostic>) {
        let draft = self.draft;
        let told = hands::each(&draft.lessons, hands, |sheet| self.made_lesson(sheet));
        for (sheet, made) in draft.lessons.iter().zip(told) {
            self.add_lesson(sheet, made, found);
        }
        let told = hands::each(&draft.quizzes, hands, |sheet| self.made_quiz(sheet));
        for (sheet, made) in draft.quizzes.iter().zip(told) {
            self.add_quiz(sheet, made, found);
        }
    }

    /// Adds a lesson, unless it is a draft.
    pub(super) fn lesson(&mut self, sheet: &Sheet, found: &mut Vec<Diagnostic>) {
        let made = self.made_lesson(sheet);
        self.add_lesson(sheet, made, found);
    }

    /// Adds a quiz, unless it is a draft. All lessons are there by now.
    pub(super) fn quiz(&mut self, sheet: &Sheet, found: &mut Vec<Diagnostic>) {
        let made = self.made_quiz(sheet);
        self.add_quiz(sheet, made, found);
    }

    fn made_lesson(&self, sheet: &Sheet) -> Made<Lesson> {
        let id = id_of(sheet).filter(|_| self.takes(sheet))?;
        let mut found = Vec::new();
        Some((lesson::lesson(sheet, id, self.draft, &mut found), found))
    }

    fn add_lesson(&mut self, sheet: &Sheet, made: Made<Lesson>, found: &mut Vec<Diagnostic>) {
        let Some((lesson, told)) = made else { return };
        found.extend(told);
        if sheet.top.flag("draft") {
            self.left_out.push(Step::Lesson(lesson.id.clone()));
        }
        self.lessons.push(lesson);
        self.stems.push(sheet.stem.clone());
        self.needs.0.push(sheet.top.lines("needs"));
    }

    fn made_quiz(&self, sheet: &Sheet) -> Made<Quiz> {
        let id = id_of(sheet).filter(|_| self.takes(sheet))?;
        let lesson = self.lesson_of(&id, sheet);
        let title = lesson.map_or_else(|| id.to_string(), |lesson| lesson.title.clone());
        let lesson = lesson.map(|lesson| lesson.id.clone());
        let mut found = Vec::new();
        Some((quiz::quiz(sheet, id, lesson, &title, self.draft, &mut found), found))
    }

    fn add_quiz(&mut self, sheet: &Sheet, made: Made<Quiz>, found: &mut Vec<Diagnostic>) {
        let Some((quiz, told)) = made else { return };
        found.extend(told);
        if sheet.top.flag("draft") {
            self.left_out.push(Step::Quiz(quiz.id.clone()));
        }
        self.quizzes.push(quiz);
        self.needs.1.push(sheet.top.lines("needs"));
    }

    fn takes(&self, sheet: &Sheet) -> bool {
        self.drafts == Drafts::Shown || !sheet.top.flag("draft")
    }

    /// Returns the lesson a quiz belongs to: the one it names, else the one that names it, else the one of the same file name.
    fn lesson_of(&self, id: &QuizId, sheet: &Sheet) -> Option<&Lesson> {
        let mut lessons = self.lessons.iter();
        if let Some(named) = sheet.top.parts.words("lesson") {
            return lessons.find(|lesson| lesson.id.as_str() == named.markdown());
        }
        let of_this_name = || self.stems.iter().zip(&self.lessons).find(|(stem, _)| **stem == sheet.stem).map(|(_, lesson)| lesson);
        lessons.find(|lesson| lesson.quiz.as_ref() == Some(id)).or_else(of_this_name)
    }

    /// Makes the course of its steps; `None` when there is no lesson and no quiz.
    pub(super) fn finish(self, files: Arc<Files>) -> Option<Course> {
        let Self { draft, left_out, mut lessons, mut quizzes, needs, .. } = self;
        if lessons.is_empty() && quizzes.is_empty() {
            return None;
        }
        let names = Names {
            lessons: lessons.iter().map(|lesson| lesson.id.clone()).collect(),
            quizzes: quizzes.iter().map(|quiz| quiz.id.clone()).collect(),
        };
        for (lesson, needs) in lessons.iter_mut().zip(&needs.0) {
            lesson.needs = names.steps(needs, Some(lesson.id.as_str()));
        }
        for (quiz, needs) in quizzes.iter_mut().zip(&needs.1) {
            quiz.needs = names.steps(needs, Some(quiz.id.as_str()));
        }
        course(draft, lessons, quizzes, &names, &left_out, files)
    }
}

fn course(draft: &Draft, lessons: Vec<Lesson>, quizzes: Vec<Quiz>, names: &Names, left_out: &[Step], files: Arc<Files>) -> Option<Course> {
    let empty = Section::of_course();
    let top = draft.course.as_ref().map_or(&empty, |sheet| &sheet.top);
    let mut order = order(top, &lessons, &quizzes, names);
    order.retain(|step| !left_out.contains(step));
    let needs = |table: &Section| if table.has("needs") { names.steps(&table.lines("needs"), None) } else { order.clone() };
    Some(Course {
        id: top.parts.words("id").and_then(|id| CourseId::new(id.markdown()).ok()).or_else(|| CourseId::nearest("course"))?,
        title: top.line("title"),
        subtitle: top.line("subtitle"),
        audience: top.line("audience"),
        contact: top.line("contact"),
        disclosure: top.words("disclosure"),
        version: Version::read(&top.line("version")).unwrap_or(Version { edition: 0, revision: 0 }),
        retake: if top.line("retake") == "now" { Retake::Now } else { Retake::AtExpiry },
        language: top.line("language"),
        authors: top.lines("authors"),
        objectives: top.lines("objectives"),
        references: top.lines("references"),
        released: date(top, "released"),
        reviewed: date(top, "reviewed"),
        ends: date(top, "ends"),
        credit: credit(top),
        terms: terms(draft),
        points: top.named("points").iter().filter_map(|named| Some((Id::new(&named.name).ok()?, words_of(named)?))).collect(),
        certificate: top.with_table("certificate", |table| Terms {
            valid_months: Some(table.count("valid_months")).filter(|months| *months > 0),
            renew_days: table.count("renew_days"),
            needs: needs(table),
            signer: table.line("signer"),
            text: table.words("text"),
        }),
        mastery: top.with_table("mastery", |table| Mastery {
            retention: Percent(u8::try_from(table.count("retention")).unwrap_or(90)),
            refreshers: table.flag("refreshers"),
        }),
        attest: top
            .table("attest")
            .filter(|table| table.has("text"))
            .map(|table| Statement { text: table.words("text"), type_name: table.flag("type_name") }),
        screen: top.with_table("screen", |table| Promised { columns: small(table, "columns"), rows: small(table, "rows") }),
        retired: top.lines("retired"),
        order: order.clone(),
        lessons,
        quizzes,
        files,
    })
}

/// Returns the steps in order: each lesson, then its quiz unless that is listed elsewhere; what `order` leaves out is left out.
fn order(top: &Section, lessons: &[Lesson], quizzes: &[Quiz], names: &Names) -> Vec<Step> {
    let quiz_of = |lesson: &Lesson| {
        let chosen = lesson.quiz.as_ref().and_then(|id| quizzes.iter().find(|quiz| quiz.id == *id));
        chosen.or_else(|| quizzes.iter().find(|quiz| quiz.lesson.as_ref() == Some(&lesson.id)))
    };
    let all: Vec<String> = if top.parts.setting("order").is_some() {
        top.lines("order")
    } else {
        let alone = quizzes.iter().filter(|quiz| quiz.lesson.is_none()).map(|quiz| quiz.id.to_string());
        lessons.iter().map(|lesson| lesson.id.to_string()).chain(alone).collect()
    };
    let mut steps: Vec<Step> = Vec::new();
    for (place, id) in all.iter().enumerate() {
        let before = all.iter().take(place).any(|other| other == id);
        let lesson = lessons.iter().find(|lesson| lesson.id.as_str() == id).filter(|_| !before);
        if let Some(lesson) = lesson {
            steps.push(Step::Lesson(lesson.id.clone()));
            let elsewhere = |quiz: &Quiz| all.iter().enumerate().any(|(other, id)| other != place && quiz.id.as_str() == id);
            steps.extend(quiz_of(lesson).filter(|quiz| !elsewhere(quiz)).map(|quiz| Step::Quiz(quiz.id.clone())));
        } else if let Some(quiz) = names.quizzes.iter().find(|quiz| quiz.as_str() == id) {
            steps.push(Step::Quiz(quiz.clone()));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    steps.retain(|step| seen.insert(step.clone()));
    steps
}

fn date(section: &Section, name: &str) -> Option<Date> {
    match section.parts.setting(name)?.part {
        Part::Date(date) => Some(date),
        _ => None,
    }
}

fn credit(top: &Section) -> Option<Credit> {
    let Some(Part::Hundredths(hundredths)) = top.parts.setting("credit_hours").map(|setting| &setting.part) else { return None };
    (*hundredths > 0).then(|| Credit { quarters: hundredths / 25, kind: top.line("credit_type") })
}

fn terms(draft: &Draft) -> BTreeMap<TermId, crate::prose::Words> {
    let names = draft.glossary.as_ref().map_or(&[][..], |sheet| sheet.top.named("terms"));
    let term = |named: &Entry| match &named.part {
        Part::Words(words) => Some((TermId::new(&named.name).ok()?, words.clone())),
        _ => None,
    };
    names.iter().filter_map(term).collect()
}

fn words_of(named: &Entry) -> Option<String> {
    match &named.part {
        Part::Words(words) => Some(words.markdown().to_owned()),
        _ => None,
    }
}

fn small(table: &Section, name: &str) -> u16 {
    u16::try_from(table.count(name)).unwrap_or(80)
}
