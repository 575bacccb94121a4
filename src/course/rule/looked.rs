//! What rules look at: a whole course, and one file of it, opened.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::course::lock::{FILE, Lock};
use crate::course::read::{Draft, Reading, Section, Sheet, id_of};
use crate::course::setting::Site;
use crate::course::{Course, Lesson, Quiz};
use crate::id::OfLesson;
use crate::prose::list::{Item, Mark};
use crate::question::Setting;
use crate::source::{Content, Files};

/// What a rule may look at.
pub(in crate::course) struct Looked<'a> {
    pub(in crate::course) draft: &'a Draft,
    pub(in crate::course) course: Option<&'a Course>,
    pub(in crate::course) files: Arc<Files>,
    pub(in crate::course) today: Option<Date>,
    /// The lessons' files with their ids, drafts included.
    pub(in crate::course) lessons: Vec<(String, &'a Sheet)>,
    /// The quizzes' files with their ids, drafts included.
    pub(in crate::course) quizzes: Vec<(String, &'a Sheet)>,
    /// The first file of each lesson's id.
    by_id: BTreeMap<String, &'a Sheet>,
    /// The quizzes' ids.
    quiz_ids: BTreeSet<String>,
    /// What was released before, or why it cannot be read; `None` where nothing was.
    pub(super) lock: Option<Result<Lock, toml::de::Error>>,
    /// What was made of each file.
    made: (BTreeMap<&'a str, &'a Lesson>, BTreeMap<&'a str, &'a Quiz>),
    /// The files that are copies of others, once somebody has asked.
    pub(super) copies: OnceLock<BTreeMap<Arc<str>, Arc<str>>>,
}

impl<'a> Looked<'a> {
    pub(in crate::course) fn new(reading: &'a Reading, course: Option<&'a Course>, today: Option<Date>) -> Self {
        let named = |sheets: &'a [Sheet]| sheets.iter().filter_map(|sheet| Some((id_of::<OfLesson>(sheet)?.to_string(), sheet))).collect();
        let lessons: Vec<(String, &Sheet)> = named(&reading.draft.lessons);
        let quizzes: Vec<(String, &Sheet)> = named(&reading.draft.quizzes);
        let made_lessons = course.into_iter().flat_map(|course| &course.lessons).map(|lesson| (&*lesson.file, lesson));
        let made_quizzes = course.into_iter().flat_map(|course| &course.quizzes).map(|quiz| (&*quiz.file, quiz));
        Self {
            draft: &reading.draft,
            course,
            files: reading.files.clone(),
            lock: reading.files.text(FILE).map(Lock::read),
            today,
            by_id: lessons.iter().rev().cloned().collect(),
            quiz_ids: quizzes.iter().map(|(id, _)| id.clone()).collect(),
            made: (made_lessons.collect(), made_quizzes.collect()),
            copies: OnceLock::new(),
            lessons,
            quizzes,
        }
    }

    /// Returns what was released before, where that can be read.
    pub(super) fn released(&self) -> Option<&Lock> {
        self.lock.as_ref()?.as_ref().ok()
    }

    /// Returns the file of the lesson that has an id.
    pub(super) fn lesson(&self, id: &str) -> Option<&'a Sheet> {
        self.by_id.get(id).copied()
    }

    /// Whether there is a quiz of this id.
    pub(super) fn has_quiz(&self, id: &str) -> bool {
        self.quiz_ids.contains(id)
    }

    /// Whether there is a file that should hold a lesson or a quiz of this id, and cannot be read.
    pub(super) fn is_lost(&self, id: &str) -> bool {
        let lost = |folder: &str| {
            let path = format!("{folder}/{id}.toml");
            let is_read = |content: &Content| matches!(content, Content::Text(_)) && self.draft.sheets().any(|sheet| *sheet.file == *path);
            self.files.texts.get(&*path).is_some_and(|content| !is_read(content))
        };
        lost("lessons") || lost("quizzes")
    }

    /// Returns the ids of all lessons, in order.
    pub(super) fn lesson_ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.lessons.iter().map(|(id, _)| id.as_str())
    }

    /// Returns the ids of all quizzes, in order.
    pub(super) fn quiz_ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.quizzes.iter().map(|(id, _)| id.as_str())
    }

    /// Returns the lesson that was made of a file.
    pub(super) fn made_of(&self, sheet: &Sheet) -> Option<&'a Lesson> {
        self.made.0.get(&*sheet.file).copied()
    }

    /// Returns every question of every quiz.
    pub(super) fn questions(&self) -> impl Iterator<Item = &'a Section> {
        self.draft.quizzes.iter().flat_map(|sheet| &sheet.top.sections)
    }

    /// Returns every section of every file: tops, pages, questions, scenes.
    pub(super) fn sections(&self) -> impl Iterator<Item = &'a Section> {
        self.draft.sheets().flat_map(|sheet| Below(vec![&sheet.top]))
    }

    /// Opens a file.
    pub(super) fn open(&self, sheet: &'a Sheet) -> File<'a, '_> {
        let questions = sheet.top.sections.iter().filter(|section| section.site == Site::Question);
        let text = self.files.text(&sheet.file).unwrap_or("");
        let sections: Vec<&Section> = Below(vec![&sheet.top]).collect();
        File {
            sheet,
            text,
            made_up: sections.iter().flat_map(|section| MadeUp::all_of(section, text)).collect(),
            sections,
            asked: questions.map(Asked::of).collect(),
            lesson: self.made_of(sheet),
            quiz: self.made.1.get(&*sheet.file).copied(),
        }
    }
}

/// Sections, each followed by those below it.
struct Below<'a>(Vec<&'a Section>);

impl<'a> Iterator for Below<'a> {
    type Item = &'a Section;

    fn next(&mut self) -> Option<&'a Section> {
        let section = self.0.pop()?;
        self.0.extend(section.sections.iter().chain(section.tables.iter().map(|(_, table)| table)));
        Some(section)
    }
}

/// One file, with what several rules would else look for again.
pub(super) struct File<'a, 't> {
    pub(super) sheet: &'a Sheet,
    /// Its text, as it was written.
    pub(super) text: &'t str,
    /// Every section of it, its top first.
    pub(super) sections: Vec<&'a Section>,
    /// The questions of a quiz, or of a shared file.
    pub(super) asked: Vec<Asked<'a>>,
    /// The settings that hold made-up words.
    pub(super) made_up: Vec<MadeUp<'a, 't>>,
    /// The lesson that was made of it.
    pub(super) lesson: Option<&'a Lesson>,
    /// The quiz that was made of it.
    pub(super) quiz: Option<&'a Quiz>,
}

impl<'a, 't> File<'a, 't> {
    /// Returns its settings, if it is a quiz that can be named.
    pub(super) fn quiz_top(&self) -> Option<&'a Section> {
        Some(&*self.sheet.top).filter(|top| top.site == Site::Quiz && id_of::<OfLesson>(self.sheet).is_some())
    }

    /// Whether it holds the words of another language.
    pub(super) fn is_translation(&self) -> bool {
        self.sheet.file.starts_with("translations/")
    }

    /// Returns a setting's value as it was written, with its quotation marks.
    pub(super) fn written(&self, setting: &Setting) -> &'t str {
        self.text.get(setting.value_at.clone()).unwrap_or("")
    }
}

/// A setting that holds made-up words.
pub(super) struct MadeUp<'a, 't> {
    pub(super) section: &'a Section,
    pub(super) setting: &'a Setting,
    /// Its letters as they were written, with its quotation marks.
    pub(super) text: &'t str,
    /// How many digits stand among them: without some there is neither a date nor a number.
    pub(super) digits: usize,
}

impl<'a, 't> MadeUp<'a, 't> {
    fn all_of(section: &'a Section, file: &'t str) -> impl Iterator<Item = Self> {
        let settings = section.parts.settings.iter().filter(|setting| is_made_up(section.site, setting.name));
        settings.map(move |setting| {
            let text = file.get(setting.value_at.clone()).unwrap_or("");
            Self { section, setting, text, digits: text.bytes().filter(u8::is_ascii_digit).count() }
        })
    }
}

/// Whether posts or other made-up words stand in a setting. In a lesson's own prose a public date is no identifier.
fn is_made_up(site: Site, name: &str) -> bool {
    matches!(name, "post" | "mark" | "draft" | "sample" | "comments" | "options" | "choices" | "ask")
        || (site == Site::Scene && name == "text")
}

/// A question of a quiz.
pub(super) struct Asked<'a> {
    pub(super) section: &'a Section,
    /// What may be chosen; `None` where nothing may be, or a line of it could not be read.
    pub(super) options: Option<Vec<Choice<'a>>>,
}

impl<'a> Asked<'a> {
    fn of(section: &'a Section) -> Self {
        let list = section.parts.list("options").filter(|list| list.broken.is_empty());
        Self { section, options: list.map(|list| list.items().map(Choice::of).collect()) }
    }
}

/// An option.
pub(super) struct Choice<'a> {
    pub(super) item: &'a Item,
    /// Its letters, without Markdown.
    pub(super) plain: Cow<'a, str>,
    /// How many they are.
    pub(super) letters: usize,
    pub(super) right: bool,
}

impl<'a> Choice<'a> {
    fn of(item: &'a Item) -> Self {
        let plain = item.words.letters();
        Self { letters: plain.chars().count(), plain, right: matches!(item.mark, Some((Mark::Right, _))), item }
    }
}
