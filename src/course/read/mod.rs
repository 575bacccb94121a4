//! Makes a course of a trainer's files. Cannot fail: what is wrong is reported, and everything that can be understood is read.
//!
//! `settings` and `value` read by the table; `page`, `lesson`, `quiz` and `whole` make the course of them. No Markdown is
//! parsed here, so that a course is there before its first screen is drawn.

#[cfg(test)]
mod any_bytes;
mod days;
mod draft;
mod escapes;
mod headed;
mod here;
mod kept;
mod lesson;
mod lines;
mod meant;
mod mend;
mod mend_value;
mod missing;
mod names;
mod page;
mod quiz;
mod quotes;
mod section;
mod settings;
mod shared;
mod spoken;
mod text;
mod translate;
mod unknown;
mod unread;
mod value;
mod whole;
mod wrong;

use std::sync::Arc;

use toml::de::DeTable;

use crate::diagnostic::code::B008;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::id::{CourseId, QuestionId};
use crate::language::Tag;
use crate::source::Files;

use super::Course;
use super::hands::hands_for;
use super::setting::Site;

use draft::Shelf;
use kept::Kept;
use whole::Making;

pub(super) use draft::{Draft, Sheet};
pub use missing::Missing;
pub(super) use names::id_of;
pub(super) use page::KINDS as PAGES;
pub(super) use section::Section;
pub(super) use spoken::spoken;
pub(super) use translate::{is_translated, opens, phrases};
pub(super) use whole::Drafts;
pub(super) use wrong::{listed, slipped};

/// What reading gave: the course as far as it could be understood, and what was wrong.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The course; `None` when there is neither a lesson nor a quiz in it.
    pub course: Option<Course>,
    /// What is wrong, in the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
    /// The settings with their places, for the rules of `check`.
    pub(super) draft: Draft,
    /// The files it was read from.
    pub(super) files: Arc<Files>,
    /// What was made of each file, where another edition may follow.
    kept: Kept,
}

impl Reading {
    /// Returns what a short-text question accepts, what earns half, and whether every letter counts.
    #[must_use]
    pub fn short_answers(&self, id: &QuestionId) -> (Vec<String>, Vec<String>, bool) {
        let section = self.draft.asked(id);
        let lines = |name: &str| section.map(|section| section.lines(name)).unwrap_or_default();
        (lines("accept"), lines("near"), section.is_some_and(|section| section.flag("strict")))
    }

    /// Returns the languages the course has words in, beside its own.
    #[must_use]
    pub fn languages(&self) -> Vec<String> {
        translate::languages(&self.files)
    }

    /// Whether the course has words in a language that fits a wish better than its own.
    #[must_use]
    pub fn speaks(&self, wanted: &Tag) -> bool {
        translate::chosen(&self.files, &own_language(&self.draft), wanted).is_some()
    }

    /// Returns the words that a language does not have.
    #[must_use]
    pub fn missing(&self, language: &str) -> Vec<Missing> {
        missing::missing(&self.draft, language)
    }

    /// Returns the line in which a question begins, counted from 1.
    #[must_use]
    pub fn line_of(&self, id: &QuestionId) -> usize {
        self.draft.asked(id).map_or(1, |section| self.line(&section.parts.file, section.parts.header.start))
    }

    /// Returns the names of the settings that a trainer wrote in a question, each with its line.
    #[must_use]
    pub fn settings_of(&self, id: &QuestionId) -> Vec<(&'static str, usize)> {
        self.draft.asked(id).map(|section| self.settings_in(section)).unwrap_or_default()
    }

    /// Returns the names of the settings that a trainer wrote in a quiz's file, above its questions, each with its line.
    #[must_use]
    pub fn settings_of_quiz(&self, file: &str) -> Vec<(&'static str, usize)> {
        let sheet = self.draft.quizzes.iter().find(|sheet| *sheet.top.parts.file == *file);
        sheet.map(|sheet| self.settings_in(&sheet.top)).unwrap_or_default()
    }

    fn settings_in(&self, section: &Section) -> Vec<(&'static str, usize)> {
        let file = &section.parts.file;
        let own = section.parts.settings.iter().map(|setting| (setting.name, self.line(file, setting.named_at.start)));
        let names = section.names.iter().filter_map(|(name, entries)| Some((*name, self.line(file, entries.first()?.named_at.start))));
        own.chain(names).collect()
    }

    /// Returns the number of the line that a byte of a file stands in.
    pub(crate) fn line(&self, file: &str, at: usize) -> usize {
        1 + self.files.text(file).and_then(|text| text.get(..at)).unwrap_or("").matches('\n').count()
    }
}

/// Reads a course in the language that is wanted, as far as it has words in it: what is missing is in the course's own language.
/// Which answers are right, and what is kept of them, is the same in every language.
#[must_use]
pub fn read_in(files: Arc<Files>, wanted: Option<&Tag>) -> Reading {
    match wanted.filter(|_| !translate::languages(&files).is_empty()) {
        Some(wanted) => read_translated(files, wanted, Drafts::LeftOut),
        None => made(files, Editions::One, Drafts::LeftOut),
    }
}

/// Reads a course in the language that is wanted; nothing of it may be taken again for another edition.
pub(super) fn read_translated(files: Arc<Files>, wanted: &Tag, drafts: Drafts) -> Reading {
    let mut found = Vec::new();
    let mut draft = Draft::read(&files, &mut found);
    if let Some(language) = translate::chosen(&files, &own_language(&draft), wanted) {
        translate::translate(&mut draft, &language);
    }
    let mut making = Making::on(&draft, drafts);
    making.every(hands_for(&files), &mut found);
    let (course, kept) = making.finish(files.clone());
    shared::tell(&draft, &mut found);
    refused(&files, &mut found);
    Reading { course, diagnostics: found, draft, files, kept }
}

/// Reads a course in every language it has words in, its own first. What cannot be read is left out.
pub(super) fn in_every_language(files: &Arc<Files>) -> Vec<Course> {
    let others = translate::languages(files).into_iter().filter_map(|language| Tag::read(&language)).map(Some);
    std::iter::once(None).chain(others).filter_map(|language| read_in(files.clone(), language.as_ref()).course).collect()
}

/// Returns the language of a course's own words.
fn own_language(draft: &Draft) -> String {
    draft.course.as_ref().map_or_else(|| "en".to_owned(), |sheet| sheet.top.line("language"))
}

/// Which editions of a course are read.
#[derive(Clone, Copy)]
enum Editions<'a> {
    /// This one, and no other.
    One,
    /// One after the other: this one, perhaps after another.
    Many(Option<&'a Reading>),
}

/// Reads a course in its own language: each lesson and quiz is made as soon as its file is read.
fn made(files: Arc<Files>, editions: Editions<'_>, drafts: Drafts) -> Reading {
    let (mut told, mut found) = (Vec::new(), Vec::new());
    let before = if let Editions::Many(before) = editions { before } else { None };
    let shelf = Shelf::new(&files, before.map(|before| (&*before.files, &before.draft)));
    let mut draft = shelf.ground(&mut told);
    let mut making = Making::on(&draft, drafts);
    if matches!(editions, Editions::Many(_)) {
        making = making.keeping(before.map(|before| &before.kept));
    }
    let mut steps = Vec::new();
    for (read, lesson) in shelf.steps(Site::Lesson, |sheet| making.made_lesson(sheet)) {
        if let Some(sheet) = &read.sheet {
            making.add_lesson(sheet, lesson, &mut found);
        }
        steps.push(read);
    }
    for (read, quiz) in shelf.steps(Site::Quiz, |sheet| making.made_quiz(sheet)) {
        if let Some(sheet) = &read.sheet {
            making.add_quiz(sheet, quiz, &mut found);
        }
        steps.push(read);
    }
    let (course, kept) = making.finish(files.clone());
    shared::tell(&draft, &mut found);
    for read in steps {
        draft.add(read, &mut told);
    }
    let mut diagnostics = draft::complaints(told);
    diagnostics.append(&mut found);
    refused(&files, &mut diagnostics);
    Reading { course, diagnostics, draft, files, kept }
}

/// Reads a course that is known to be right, in the language that is wanted.
#[must_use]
pub fn read_alone_in(files: Arc<Files>, wanted: Option<&Tag>) -> Option<Course> {
    if translated_paths(&files, wanted, &["course.toml"]).is_empty() { read_alone(files) } else { read_in(files, wanted).course }
}

/// Returns the id that a course's own settings give it; `None` where they give it none, or cannot be understood.
#[must_use]
pub fn id_in(files: &Files) -> Option<CourseId> {
    // Looked for without reading the rest: a large course names its thousand steps there.
    let text = files.text("course.toml")?;
    let (table, errors) = DeTable::parse_recoverable(text);
    let written = table.get_ref().get("id").and_then(|id| id.get_ref().as_str());
    written.filter(|_| errors.is_empty()).and_then(|written| CourseId::new(written).ok())
}

/// Reads what a course's own settings and a few of its files make, in the language that is wanted. `None` where anything in them is wrong
/// as far as they can tell, or needs more files than these.
#[must_use]
pub fn read_part(files: Arc<Files>, wanted: Option<&Tag>) -> Option<Course> {
    // A lesson in the course's own language stands by itself.
    let stands_alone = |path: &Arc<str>| &**path == "course.toml" || path.starts_with("lessons/");
    let files = if files.texts.keys().all(stands_alone) { Arc::new(files.but("course.toml")) } else { files };
    let reading = read_in(files, wanted);
    let is_right = reading.diagnostics.iter().all(|diagnostic| diagnostic.code.severity != Severity::Error);
    reading.course.filter(|_| is_right)
}

/// Returns the paths of the files that hold these ones' words in the language that is wanted.
#[must_use]
pub fn translated_paths(files: &Files, wanted: Option<&Tag>, paths: &[&str]) -> Vec<String> {
    let language = wanted.and_then(|wanted| translate::chosen(files, "en", wanted));
    language.map(|language| paths.iter().map(|path| format!("translations/{language}/{path}")).collect()).unwrap_or_default()
}

/// Reads a course in its own language.
#[must_use]
pub fn read(files: Arc<Files>) -> Reading {
    read_in(files, None)
}

/// Reads a course of which other editions may follow: of its files only those that are not as they were `before`.
pub(super) fn read_after(files: Arc<Files>, before: Option<&Reading>, drafts: Drafts) -> Reading {
    made(files, Editions::Many(before), drafts)
}

/// Tells of what could not be looked at.
fn refused(files: &Files, found: &mut Vec<Diagnostic>) {
    for (path, because) in &files.refused {
        let place = Place { file: path.clone(), span: 0..0 };
        let complaint = Diagnostic::new(&B008, format!("I cannot look at this: {because}"), place, because.clone());
        found.push(complaint.help("see that it is a plain file or folder inside the course folder, and that you may open it"));
    }
}

/// Reads a course that is known to be right: the course alone. The settings of each lesson and quiz are let go of before the next is
/// read, so that it takes little more memory than the course itself.
#[must_use]
pub fn read_alone(files: Arc<Files>) -> Option<Course> {
    let draft = Draft::without_steps(&files);
    let mut making = Making::on(&draft, Drafts::LeftOut);
    let mut unheard = Vec::new();
    Draft::each_step(&files, |site, sheet| match site {
        Site::Lesson => making.lesson(sheet, &mut unheard),
        _ => making.quiz(sheet, &mut unheard),
    });
    making.finish(files).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::{PageKind, Step};
    use crate::id::PageId;
    use std::path::Path;

    fn examples() -> Reading {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/format");
        read(Arc::new(crate::source::folder(&folder).unwrap()))
    }

    #[test]
    fn the_examples_of_the_format_are_read_without_a_complaint() {
        let reading = examples();
        assert_eq!(reading.diagnostics, []);
        let course = reading.course.unwrap();
        let steps: Vec<String> = course
            .order
            .iter()
            .map(|step| match step {
                Step::Lesson(id) => format!("lesson {id}"),
                Step::Quiz(id) => format!("quiz {id}"),
            })
            .collect();
        assert_eq!(
            steps,
            ["lesson before-you-post", "quiz before-you-post", "lesson anonymous-doctor", "lesson live-video", "quiz live-video"]
        );
        let lesson = course.lessons.iter().find(|lesson| lesson.id.as_str() == "anonymous-doctor").unwrap();
        let ids: Vec<&str> = lesson.pages.iter().map(|page| page.id.as_str()).collect();
        assert_eq!(ids, ["no-name-no-problem", "timeline", "the-post", "your-move", "page-5", "page-6", "page-7", "page-8"]);
        let PageKind::Case { timeline, asks, .. } = &lesson.page(&PageId::new("timeline").unwrap()).unwrap().kind else {
            panic!("no case")
        };
        assert_eq!((timeline.len(), timeline[2].when.as_str()), (5, "Noon"));
        assert_eq!(timeline[2].words.markdown(), "Patients join in: \"Is this how you talk about us?\"");
        assert_eq!(asks.markdown(), "At which line could the patient have recognised himself?");
        let quiz = course.quizzes.iter().find(|quiz| quiz.id.as_str() == "live-video").unwrap();
        assert_eq!((quiz.pass.0, quiz.title.as_str()), (75, "Scenario quiz: the live video"));
        assert_eq!(quiz.questions[0].see.as_ref().map(|(lesson, page)| (lesson.as_str(), page.as_str())), Some(("live-video", "offer")));
    }

    #[test]
    fn a_course_read_alone_is_the_same() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/format");
        for files in [crate::source::folder(&folder).unwrap(), crate::source::shipped()] {
            let files = Arc::new(files);
            assert_eq!(format!("{:?}", read_alone(files.clone())), format!("{:?}", read(files).course));
        }
    }

    #[test]
    fn a_course_read_alone_takes_what_is_typed_in_another_language_too() {
        let quiz = "[[question]]\nid = \"law\"\nask = \"Which law?\"\nwhy = \"So.\"\naccept = [\"HIPAA\"]\n";
        let spanish = "[[question]]\nid = \"law\"\nask = \"¿Qué ley?\"\naccept = [\"la ley de salud\"]\n";
        let mut files = Files::default();
        for (path, text) in [("quizzes/law.toml", quiz), ("translations/es/quizzes/law.toml", spanish)] {
            files.texts.insert(path.into(), crate::source::Content::Text(text.into()));
        }
        let course = read_alone(Arc::new(files)).unwrap();
        let question = &course.quizzes[0].questions[0];
        let typed = |words: &str| question.kind.grade(&crate::question::Response::Written(words.to_owned()), question.partial);
        assert_eq!(typed("la ley de salud"), typed("HIPAA"));
        assert_ne!(typed("la ley de salud"), typed("something else"));
    }

    #[test]
    fn a_setting_that_is_there_twice_and_never_ends_hides_nothing_below_it() {
        let text = "title = 'One'\n[[page]]\ntext = 'Words.'\ntext = '''\nMore words.\n[[page]]\ntext = 'Below.'\n";
        let mut files = Files::default();
        files.texts.insert("lessons/one.toml".into(), crate::source::Content::Text(text.into()));
        let reading = read(Arc::new(files));
        let codes: Vec<&str> = reading.diagnostics.iter().map(|finding| finding.code.number).collect();
        assert_eq!(codes, ["B002", "B007"], "{:#?}", reading.diagnostics);
        let course = reading.course.unwrap();
        let pages: Vec<&str> = course.lessons[0].pages.iter().map(|page| page.text.markdown()).collect();
        assert_eq!(pages, ["Words.", "Below."]);
    }

    #[test]
    fn every_span_points_at_its_words() {
        let reading = examples();
        let course = reading.course.unwrap();
        for lesson in &course.lessons {
            let text = course.files.text(&lesson.file).unwrap();
            for page in lesson.pages.iter() {
                if let PageKind::Decision { choices } = &page.kind {
                    for choice in choices {
                        assert_eq!(text.get(choice.words.span.clone()), Some(choice.words.markdown()));
                    }
                }
                assert_eq!(text.get(page.text.span.clone()), Some(page.text.markdown()));
            }
        }
    }
}
