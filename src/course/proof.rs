//! Proofs: a course as whoever writes it sees it, with what is said about each of its parts. Made anew with each saved file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::id::{LessonId, PageId, QuestionId, QuizId};
use crate::language::Tag;
use crate::source::{Content, Files};

use super::Course;
use super::abreast::called;
use super::check::check_while;
use super::read::{Drafts, Reading, Section, read_after, read_translated};
use super::setting::Site;

/// A course as it can be shown, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The course; a file that cannot be read stands in it as it was when it could.
    pub course: Arc<Course>,
    /// What is said about it.
    pub remarks: Arc<Remarks>,
    /// Where each shared page and question is shown first, by `shared/file.toml#id`.
    pub shared: BTreeMap<String, Part>,
}

/// A part of a course that something can be said about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The course as a whole, with its glossary.
    Course,
    /// A lesson as a whole.
    Lesson(LessonId),
    /// A page.
    Page(LessonId, PageId),
    /// A quiz as a whole.
    Quiz(QuizId),
    /// A question.
    Question(QuestionId),
    /// A file that is shown as it was before it was broken.
    File(Arc<str>),
}

/// One finding, short enough to stand beneath a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How bad it is.
    pub severity: Severity,
    /// Its code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The file it stands in.
    pub file: Arc<str>,
    /// The line, counted from 1.
    pub line: usize,
}

impl Remark {
    /// Returns how bad it is, its code, and what is wrong.
    #[must_use]
    pub fn said(&self) -> String {
        format!("{}[{}]: {}", self.severity.word(), self.code, self.message)
    }
}

/// The whole of it but for the help, with where it stands.
impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}, line {})", self.said(), self.file, self.line)
    }
}

/// What is said about a course, by its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    parts: BTreeMap<Part, Vec<Remark>>,
    /// Every error of the whole course, in its order.
    errors: Vec<Remark>,
}

impl Remarks {
    /// Returns what is said about some parts, the worst first.
    #[must_use]
    pub fn about(&self, parts: &[Part]) -> Vec<&Remark> {
        let mut all: Vec<&Remark> = Vec::new();
        for remark in parts.iter().filter_map(|part| self.parts.get(part)).flatten() {
            if !all.contains(&remark) {
                all.push(remark);
            }
        }
        all.sort_by_key(|remark| remark.severity);
        all
    }

    /// Returns the first of what is told about the parts in front, or else the first error of the course, and how many there are of both
    /// together; `None` where there is none.
    #[must_use]
    pub fn worst<'a>(&'a self, told: &[&'a Remark]) -> Option<(&'a Remark, usize)> {
        let others = self.errors.iter().filter(|error| !told.contains(error));
        let worst = told.first().copied().or_else(|| others.clone().next())?;
        Some((worst, told.len() + others.count()))
    }

    /// Says how many errors there are besides those that are told already, and where the first is; `None` where there is none.
    #[must_use]
    pub fn elsewhere(&self, told: &[&Remark]) -> Option<String> {
        let mut others = self.errors.iter().filter(|error| !told.contains(error));
        let Remark { file, line, .. } = others.next()?;
        Some(match others.count() {
            0 => format!("1 error elsewhere in the course: {file}, line {line}"),
            more => format!("{} errors elsewhere in the course, the first in {file}, line {line}: `bedside check` shows them", more + 1),
        })
    }
}

/// Makes proofs of one folder, one after the other.
#[derive(Debug, Default)]
pub struct Press {
    /// The language in which the course is to be shown, where it has words in it.
    wanted: Option<Tag>,
    /// Each file as it was when it could last be read.
    good: BTreeMap<Arc<str>, Content>,
    checked: Option<Reading>,
    shown: Option<Reading>,
    /// The last proof, and the files of it that are shown as they were before.
    last: Option<(Proof, BTreeSet<Arc<str>>)>,
    /// What the last proof took the place of. It is let go of while nobody waits: a large course takes a while to let go of.
    before: (Option<Reading>, Option<Proof>),
}

/// Which findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Errors and warnings.
    Wrong,
    /// Advice on writing, too.
    Advice,
}

impl Press {
    /// Returns a press that shows courses in the language that is wanted.
    #[must_use]
    pub fn in_language(wanted: Option<Tag>) -> Self {
        Self { wanted, ..Self::default() }
    }

    /// Makes a proof of some files; `None` when there is nothing to show: no lesson and no quiz. It says what was said about the proof
    /// before: a page is shown at once, and [`Press::judge`] follows.
    pub fn pull(&mut self, files: &Arc<Files>) -> Option<Proof> {
        let mut reading = read_after(files.clone(), self.checked.as_ref(), Drafts::LeftOut);
        let lost = lost(&reading);
        for (path, content) in files.texts.iter().filter(|(path, _)| !lost.contains(*path)) {
            if self.good.get(path) != Some(content) {
                self.good.insert(path.clone(), content.clone());
            }
        }
        self.good.retain(|path, _| files.texts.contains_key(path));
        let course = self.course(files, &lost, &mut reading)?;
        self.before.1 = self.last.take().map(|(proof, _)| proof);
        let remarks = self.before.1.as_ref().map(|proof| proof.remarks.clone()).unwrap_or_default();
        let proof = Proof { shared: shared(&reading, &course), course, remarks };
        self.before.0 = self.checked.replace(reading);
        self.last = Some((proof.clone(), lost));
        Some(proof)
    }

    /// Checks the course of the last proof as long as somebody `waits` for that, and returns the proof with what is to be said about it;
    /// `None` when nobody waited to the end, or there is no proof.
    pub fn judge(&mut self, today: Option<Date>, told: Told, waits: &mut dyn FnMut() -> bool) -> Option<Proof> {
        let (reading, (proof, lost)) = (self.checked.as_ref()?, self.last.as_mut()?);
        // The course that was read is most often the very one that is shown.
        let found = check_while(reading, Some(reading.course.as_ref().unwrap_or(&proof.course)), today, waits)?;
        let mut remarks = Remarks::default();
        for finding in &found {
            let severity = finding.severity;
            if severity == Severity::Advice && told == Told::Wrong {
                continue;
            }
            let remark = remark(finding, severity, &reading.files);
            if severity == Severity::Error {
                remarks.errors.push(remark.clone());
            }
            for part in parts(reading, &proof.course, lost, &finding.primary.place) {
                remarks.parts.entry(part).or_default().push(remark.clone());
            }
        }
        proof.remarks = Arc::new(remarks);
        self.before = (None, None);
        Some(proof.clone())
    }

    /// Returns the course to show: drafts in it, and each broken file as it was before.
    fn course(&mut self, files: &Arc<Files>, lost: &BTreeSet<Arc<str>>, reading: &mut Reading) -> Option<Arc<Course>> {
        let before = lost.iter().filter_map(|path| Some((path.clone(), self.good.get(path)?.clone())));
        let before: Vec<(Arc<str>, Content)> = before.collect();
        let has_drafts = reading.draft.sheets().any(|sheet| sheet.top.flag("draft"));
        let wanted = self.wanted.as_ref().filter(|wanted| reading.speaks(wanted));
        if before.is_empty() && !has_drafts && wanted.is_none() {
            self.shown = None;
            return reading.course.take().map(Arc::new);
        }
        let mut shown = Files::clone(files);
        shown.texts.extend(before);
        let shown = Arc::new(shown);
        let mut shown = match wanted {
            Some(wanted) => read_translated(shown, wanted, Drafts::Shown),
            None => read_after(shown, self.shown.as_ref().or(self.checked.as_ref()), Drafts::Shown),
        };
        let course = shown.course.take().map(Arc::new);
        self.shown = Some(shown);
        course
    }
}

/// Returns the files of which something had to be given up: a line that cannot be read, a page or question that cannot be shown.
fn lost(reading: &Reading) -> BTreeSet<Arc<str>> {
    let unreadable = |finding: &&Diagnostic| finding.code.severity == Severity::Error && finding.code.family() == "B0";
    let mut lost: BTreeSet<Arc<str>> =
        reading.diagnostics.iter().filter(unreadable).map(|finding| finding.primary.place.file.clone()).collect();
    let Some(course) = &reading.course else { return lost };
    let pages = course.lessons.iter().map(|lesson| (&*lesson.file, lesson.pages.len()));
    let made: BTreeMap<&str, usize> = pages.chain(course.quizzes.iter().map(|quiz| (&*quiz.file, quiz.questions.len()))).collect();
    for sheet in reading.draft.lessons.iter().chain(&reading.draft.quizzes).filter(|sheet| !sheet.top.flag("draft")) {
        // An empty one is most often about to be written.
        if made.get(&*sheet.file).is_some_and(|&made| made == 0 || made != sheet.top.sections.len()) {
            lost.insert(sheet.file.clone());
        }
    }
    lost
}

fn remark(finding: &Diagnostic, severity: Severity, files: &Files) -> Remark {
    let place = &finding.primary.place;
    let text = files.text(&place.file).unwrap_or("");
    let before = text.get(..place.span.start).unwrap_or("");
    Remark {
        severity,
        code: finding.code.number,
        message: finding.message.clone(),
        help: finding.help.first().cloned(),
        file: place.file.clone(),
        line: 1 + before.matches('\n').count(),
    }
}

/// Returns the parts of the course a place belongs to: several where a shared page stands in several lessons.
fn parts(reading: &Reading, course: &Course, lost: &BTreeSet<Arc<str>>, place: &Place) -> Vec<Part> {
    let translated = |path: &'_ str| path.strip_prefix("translations/")?.strip_prefix(&*course.language)?.strip_prefix('/').map(Arc::from);
    if let Some(path) = translated(&place.file) {
        return parts_of_words(reading, course, (&path, lost.contains(&place.file)), place);
    }
    if lost.contains(&place.file) {
        let mut parts = including(reading, course, &place.file, None);
        parts.push(Part::File(place.file.clone()));
        return parts;
    }
    let Some(sheet) = reading.draft.sheets().find(|sheet| sheet.file == place.file) else { return vec![Part::Course] };
    let number = sheet.top.sections.iter().rposition(|section| section.parts.header.start <= place.span.start);
    match sheet.top.site {
        Site::Lesson | Site::Quiz => part(course, &sheet.file, number).into_iter().collect(),
        Site::Shared => {
            let id = number.and_then(|number| sheet.top.sections.get(number)).and_then(|section| section.parts.words("id"));
            id.map_or_else(Vec::new, |id| including(reading, course, &place.file, Some(id.markdown())))
        }
        _ => vec![Part::Course],
    }
}

/// Returns the parts of the course that are shown with the words at a place of a translation, by the path of what it translates and
/// whether the translation is shown as it was before.
fn parts_of_words(reading: &Reading, course: &Course, (path, is_lost): (&Arc<str>, bool), place: &Place) -> Vec<Part> {
    if is_lost {
        return vec![Part::File(path.clone())];
    }
    let words = reading.draft.translations.iter().find(|sheet| sheet.file == place.file);
    let Some((words, base)) = words.zip(reading.draft.sheets().find(|sheet| sheet.file == *path)) else { return vec![Part::Course] };
    let id = words.top.sections.iter().rfind(|section| section.parts.header.start <= place.span.start).map(|section| section.line("id"));
    let is_it = |(number, section): (usize, &Section)| id.as_ref().is_some_and(|id| called(section, number) == *id);
    match base.top.site {
        Site::Lesson | Site::Quiz => part(course, path, base.top.sections.iter().enumerate().position(is_it)).into_iter().collect(),
        Site::Shared => including(reading, course, path, id.as_deref()),
        _ => vec![Part::Course],
    }
}

/// Returns the page or question that is made of a section of a file, or the lesson or quiz where it is none.
fn part(course: &Course, file: &Arc<str>, number: Option<usize>) -> Option<Part> {
    if let Some(lesson) = course.lessons.iter().find(|lesson| lesson.file == *file) {
        let page = number.and_then(|number| lesson.pages.get(number));
        return Some(page.map_or_else(|| Part::Lesson(lesson.id.clone()), |page| Part::Page(lesson.id.clone(), page.id.clone())));
    }
    let quiz = course.quizzes.iter().find(|quiz| quiz.file == *file)?;
    let question = number.and_then(|number| quiz.questions.get(number));
    Some(question.map_or_else(|| Part::Quiz(quiz.id.clone()), |question| Part::Question(question.id.clone())))
}

fn shared(reading: &Reading, course: &Course) -> BTreeMap<String, Part> {
    let mut shared = BTreeMap::new();
    for sheet in reading.draft.lessons.iter().chain(&reading.draft.quizzes) {
        for (number, section) in sheet.top.sections.iter().enumerate() {
            // Few sections include anything, and to find out what is made of one takes a look through the course.
            let Some(include) = section.parts.words("include") else { continue };
            if let Some(part) = part(course, &sheet.file, Some(number)) {
                shared.entry(include.markdown().to_owned()).or_insert(part);
            }
        }
    }
    shared
}

/// Returns the pages and questions that include something of a shared file.
fn including(reading: &Reading, course: &Course, file: &str, id: Option<&str>) -> Vec<Part> {
    let mut parts = Vec::new();
    for sheet in reading.draft.lessons.iter().chain(&reading.draft.quizzes) {
        for (number, section) in sheet.top.sections.iter().enumerate() {
            let is_it = |section: &Section| {
                let (path, named) = section.parts.words("include")?.markdown().split_once('#')?;
                (path == file && id.is_none_or(|id| id == named)).then_some(())
            };
            if is_it(section).is_some() {
                parts.extend(part(course, &sheet.file, Some(number)));
            }
        }
    }
    parts
}
