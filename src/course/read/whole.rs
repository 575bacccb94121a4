//! The whole course: its own settings, and the order in which a learner meets its lessons and quizzes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::course::hands;
use crate::course::{Course, Credit, Lesson, Mastery, Promised, Quiz, Retake, Statement, Step, Terms, Version};
use crate::diagnostic::Diagnostic;
use crate::id::{CourseId, Id, LessonId, QuizId, TermId};
use crate::question::{Part, Percent};
use crate::source::Files;

use super::draft::{Draft, Sheet};
use super::kept::{Kept, Quizzed, Still, Told};
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
pub(super) type Made<Of> = Option<Told<Of>>;

/// A course in the making: lessons first, then quizzes, one file at a time.
pub(super) struct Making<'a> {
    /// What the steps stand on: the course's own settings, the glossary, what is shared.
    draft: &'a Draft,
    drafts: Drafts,
    /// What was made before and may be taken again.
    still: Still<'a>,
    /// What is made now, where it is to be taken again.
    kept: Option<Kept>,
    /// The drafts that may be opened and are no steps.
    left_out: Vec<Step>,
    lessons: Vec<Lesson>,
    places: Places,
    quizzes: Vec<Quiz>,
    /// What the lessons need, by id, until it is known what there is; and what the quizzes need.
    needs: (Vec<Vec<String>>, Vec<Vec<String>>),
}

/// Where each lesson stands among all, by its id, by the quiz it names, and by its file.
#[derive(Default)]
struct Places {
    id: BTreeMap<LessonId, usize>,
    /// By the quiz a lesson names.
    quiz: BTreeMap<QuizId, usize>,
    /// By the names of the lessons' files, without their endings.
    stem: BTreeMap<Arc<str>, usize>,
}

impl<'a> Making<'a> {
    pub(super) fn on(draft: &'a Draft, drafts: Drafts) -> Self {
        Self {
            draft,
            drafts,
            still: Still::default(),
            kept: None,
            left_out: Vec::new(),
            lessons: Vec::new(),
            places: Places::default(),
            quizzes: Vec::new(),
            needs: (Vec::new(), Vec::new()),
        }
    }

    /// Takes again what was made before and can be no other now, and keeps what is made for the next time.
    pub(super) fn keeping(mut self, before: Option<&'a Kept>) -> Self {
        let kept = Kept::of(self.draft);
        self.still = before.map(|before| before.still(&kept)).unwrap_or_default();
        self.kept = Some(kept);
        self
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

    /// Makes a lesson; it is no part of the course until it is added.
    pub(super) fn made_lesson(&self, sheet: &Sheet) -> Made<Lesson> {
        let id = id_of(sheet).filter(|_| self.takes(sheet))?;
        if let Some(told) = self.still.lesson(sheet) {
            return Some(told);
        }
        let mut found = Vec::new();
        Some((lesson::lesson(sheet, id, self.draft, &mut found), found.into()))
    }

    pub(super) fn add_lesson(&mut self, sheet: &Sheet, made: Made<Lesson>, found: &mut Vec<Diagnostic>) {
        let Some(told) = made else { return };
        if let Some(kept) = &mut self.kept {
            kept.keep_lesson(sheet, &told);
        }
        let (lesson, told) = told;
        found.extend_from_slice(&told);
        if sheet.top.flag("draft") {
            self.left_out.push(Step::Lesson(lesson.id.clone()));
        }
        let place = self.lessons.len();
        self.places.id.entry(lesson.id.clone()).or_insert(place);
        self.places.stem.entry(sheet.stem.clone()).or_insert(place);
        if let Some(quiz) = &lesson.quiz {
            self.places.quiz.entry(quiz.clone()).or_insert(place);
        }
        self.lessons.push(lesson);
        self.needs.0.push(sheet.top.lines("needs"));
    }

    /// Makes a quiz; it is no part of the course until it is added. All lessons are there by now.
    pub(super) fn made_quiz(&self, sheet: &Sheet) -> Made<Quiz> {
        let id = id_of(sheet).filter(|_| self.takes(sheet))?;
        let of = self.kept.is_some().then(|| self.quizzed(&id, sheet));
        if let Some(told) = of.and_then(|of| self.still.quiz(sheet, &of)) {
            return Some(told);
        }
        let (lesson, title) = self.follows(&id, sheet);
        let mut found = Vec::new();
        Some((quiz::quiz(sheet, id, lesson, &title, self.draft, &mut found), found.into()))
    }

    pub(super) fn add_quiz(&mut self, sheet: &Sheet, made: Made<Quiz>, found: &mut Vec<Diagnostic>) {
        let Some(told) = made else { return };
        let of = self.kept.is_some().then(|| self.quizzed(&told.0.id, sheet));
        if let Some((kept, of)) = self.kept.as_mut().zip(of) {
            kept.keep_quiz(sheet, of, &told);
        }
        let (quiz, told) = told;
        found.extend_from_slice(&told);
        if sheet.top.flag("draft") {
            self.left_out.push(Step::Quiz(quiz.id.clone()));
        }
        self.quizzes.push(quiz);
        self.needs.1.push(sheet.top.lines("needs"));
    }

    fn takes(&self, sheet: &Sheet) -> bool {
        self.drafts == Drafts::Shown || !sheet.top.flag("draft")
    }

    fn quizzed(&self, id: &QuizId, sheet: &Sheet) -> Quizzed {
        let (lesson, title) = self.follows(id, sheet);
        Quizzed::new(sheet, self.draft, lesson, title)
    }

    /// Returns the lesson that a quiz follows, and what the quiz is called where it says nothing else.
    fn follows(&self, id: &QuizId, sheet: &Sheet) -> (Option<LessonId>, String) {
        let lesson = self.lesson_of(id, sheet);
        (lesson.map(|lesson| lesson.id.clone()), lesson.map_or_else(|| id.to_string(), |lesson| lesson.title.clone()))
    }

    /// Returns the lesson a quiz belongs to: the one it names, else the one that names it, else the one of the same file name.
    fn lesson_of(&self, id: &QuizId, sheet: &Sheet) -> Option<&Lesson> {
        let place = match sheet.top.parts.words("lesson") {
            Some(named) => self.places.id.get(&LessonId::new(named.markdown()).ok()?),
            None => self.places.quiz.get(id).or_else(|| self.places.stem.get(&sheet.stem)),
        };
        self.lessons.get(*place?)
    }

    /// Makes the course of its steps, `None` when there is no lesson and no quiz; and returns what may be taken again for the next.
    pub(super) fn finish(self, files: Arc<Files>) -> (Option<Course>, Kept) {
        let Self { draft, left_out, mut lessons, mut quizzes, needs, kept, .. } = self;
        let kept = kept.unwrap_or_default();
        if lessons.is_empty() && quizzes.is_empty() {
            return (None, kept);
        }
        let names = Names::of(&lessons, &quizzes);
        for (lesson, needs) in lessons.iter_mut().zip(&needs.0) {
            lesson.needs = names.steps(needs, Some(lesson.id.as_str()));
        }
        for (quiz, needs) in quizzes.iter_mut().zip(&needs.1) {
            quiz.needs = names.steps(needs, Some(quiz.id.as_str()));
        }
        (course(draft, lessons, quizzes, &names, &left_out, files), kept)
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
        spoken: OnceLock::new(),
        names: OnceLock::new(),
    })
}

/// Returns the steps in order: each lesson, then its quiz unless that is listed elsewhere; what `order` leaves out is left out.
fn order(top: &Section, lessons: &[Lesson], quizzes: &[Quiz], names: &Names) -> Vec<Step> {
    let mut following: BTreeMap<&LessonId, &QuizId> = BTreeMap::new();
    for quiz in quizzes {
        if let Some(lesson) = &quiz.lesson {
            following.entry(lesson).or_insert(&quiz.id);
        }
    }
    let quiz_of = |lesson: &'_ Lesson| {
        let chosen = lesson.quiz.as_ref().and_then(|id| names.quizzes.get(id.as_str()));
        chosen.or_else(|| following.get(&lesson.id).copied()).cloned()
    };
    let by_id: BTreeMap<&str, &Lesson> = lessons.iter().rev().map(|lesson| (lesson.id.as_str(), lesson)).collect();
    let all: Vec<String> = if top.parts.setting("order").is_some() {
        top.lines("order")
    } else {
        let alone = quizzes.iter().filter(|quiz| quiz.lesson.is_none()).map(|quiz| quiz.id.to_string());
        lessons.iter().map(|lesson| lesson.id.to_string()).chain(alone).collect()
    };
    let mut listed: BTreeMap<&str, usize> = BTreeMap::new();
    for id in &all {
        *listed.entry(id).or_default() += 1;
    }
    let mut steps: Vec<Step> = Vec::new();
    let mut before: BTreeSet<&str> = BTreeSet::new();
    for id in &all {
        let lesson = by_id.get(id.as_str()).filter(|_| before.insert(id));
        if let Some(lesson) = lesson {
            steps.push(Step::Lesson(lesson.id.clone()));
            // Where a lesson has the name of a quiz, the name's first place is the lesson's.
            let elsewhere =
                |quiz: &QuizId| listed.get(quiz.as_str()).copied().unwrap_or(0) > usize::from(by_id.contains_key(quiz.as_str()));
            steps.extend(quiz_of(lesson).filter(|quiz| !elsewhere(quiz)).map(Step::Quiz));
        } else if let Some(quiz) = names.quizzes.get(id.as_str()) {
            steps.push(Step::Quiz(quiz.clone()));
        }
    }
    let mut seen = BTreeSet::new();
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
