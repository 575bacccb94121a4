//! The rules that look at a course as a whole, one a file. Each is a row of [`RULES`].

mod alternatives;
mod certificate;
mod circle;
mod clues;
mod dates;
mod feedback;
mod files;
mod identifiers;
mod include;
mod item;
mod links;
mod markdown;
mod pattern;
mod people;
mod pictures;
mod points;
mod pools;
mod reading;
mod references;
mod released;
mod tables;
mod terms;
mod time;
mod translated;
mod twice;
mod whole;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::question::Setting;
use crate::source::Files;

use super::read::{Draft, Reading, Section, Sheet, id_of};
use super::setting::Site;
use super::{Course, Lesson};

/// Whether posts or other made-up words stand in a setting. In a lesson's own prose a public date is no identifier.
fn is_made_up(site: Site, name: &str) -> bool {
    matches!(name, "post" | "mark" | "draft" | "sample" | "comments" | "options" | "choices" | "ask")
        || (site == Site::Scene && name == "text")
}

/// Looks at a course, and tells what it found.
pub(super) type Rule = fn(&Looked<'_>, &mut Vec<Diagnostic>);

/// Every rule that looks at the course alone. They know nothing of each other, so that several are asked at once.
pub(super) static RULES: &[Rule] = &[
    files::run,        // B011, B013, B103
    twice::run,        // B201
    released::run,     // B204, B205, B206, B207, B208
    references::run,   // B301, B302
    links::run,        // B303, B307, B704
    circle::run,       // B304
    pictures::run,     // B305, B306, B605, B606
    include::run,      // B308
    feedback::run,     // B406
    pools::run,        // B407
    item::run,         // B501, B504, B507, B512, B513, B514
    pattern::run,      // B502, B503
    clues::run,        // B505, B506, B508, B509, B510, B511
    reading::run,      // B601, B602, B603
    markdown::run,     // B113
    time::run,         // B414
    terms::run,        // B309
    tables::run,       // B607
    people::run,       // B701, B702, B703
    identifiers::run,  // B701, B705
    alternatives::run, // B801
    points::run,       // B901, B902
    translated::run,   // B906
    whole::run,        // B112, B604, B903, B904, B907, B908, B909
];

/// The rule that puts its own words in the place of others', and so comes after them: B905.
pub(super) static LAST: Rule = certificate::run;

/// What a rule may look at.
pub(super) struct Looked<'a> {
    pub(super) draft: &'a Draft,
    pub(super) course: Option<&'a Course>,
    pub(super) files: Arc<Files>,
    pub(super) today: Option<Date>,
    /// The lessons' files with their ids, drafts included.
    pub(super) lessons: Vec<(String, &'a Sheet)>,
    /// The quizzes' files with their ids, drafts included.
    pub(super) quizzes: Vec<(String, &'a Sheet)>,
    /// Where in `lessons` each id stands first.
    by_id: BTreeMap<String, usize>,
    /// Every lesson's and quiz's file, by its path.
    by_file: BTreeMap<&'a str, &'a Sheet>,
    /// Every section of every file, with the text of the file.
    sections: Vec<(&'a Section, &'a str)>,
    /// What was made of each lesson's file.
    made: BTreeMap<&'a str, &'a Lesson>,
}

impl<'a> Looked<'a> {
    pub(super) fn new(reading: &'a Reading, course: Option<&'a Course>, today: Option<Date>) -> Self {
        let named = |sheets: &'a [Sheet]| {
            sheets.iter().filter_map(|sheet| Some((id_of::<crate::id::OfLesson>(sheet)?.to_string(), sheet))).collect()
        };
        let lessons: Vec<(String, &Sheet)> = named(&reading.draft.lessons);
        let mut by_id = BTreeMap::new();
        for (place, (id, _)) in lessons.iter().enumerate() {
            by_id.entry(id.clone()).or_insert(place);
        }
        let made = course.into_iter().flat_map(|course| &course.lessons).map(|lesson| (&*lesson.file, lesson));
        Self {
            draft: &reading.draft,
            by_file: reading.draft.lessons.iter().chain(&reading.draft.quizzes).map(|sheet| (&*sheet.file, sheet)).collect(),
            sections: sections(&reading.draft, &reading.files),
            course,
            made: made.collect(),
            by_id,
            files: reading.files.clone(),
            today,
            lessons,
            quizzes: named(&reading.draft.quizzes),
        }
    }

    /// Returns the file of the lesson that has an id.
    pub(super) fn lesson(&self, id: &str) -> Option<&'a Sheet> {
        self.by_id.get(id).and_then(|place| self.lessons.get(*place)).map(|(_, sheet)| *sheet)
    }

    /// Returns the lesson that was made of a file.
    pub(super) fn made_of(&self, sheet: &Sheet) -> Option<&'a Lesson> {
        self.made.get(&*sheet.file).copied()
    }

    /// Returns the file, of those of lessons and quizzes, that has a path.
    pub(super) fn sheet(&self, path: &str) -> Option<&'a Sheet> {
        self.by_file.get(path).copied()
    }

    /// Returns every question of every quiz.
    pub(super) fn questions(&self) -> impl Iterator<Item = &'a Section> {
        self.draft.quizzes.iter().flat_map(|sheet| &sheet.top.sections)
    }

    /// Returns every question of every quiz, each with the text of its file.
    pub(super) fn asked(&self) -> impl Iterator<Item = (&'a Section, &str)> {
        self.draft.quizzes.iter().flat_map(|sheet| {
            let text = self.files.text(&sheet.file).unwrap_or("");
            sheet.top.sections.iter().map(move |section| (section, text))
        })
    }

    /// Returns every section of every file: tops, pages, questions, scenes.
    pub(super) fn sections(&self) -> impl Iterator<Item = &'a Section> {
        self.sections.iter().map(|(section, _)| *section)
    }

    /// Returns every section of every file, each with the text of its file.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&'a Section, &'a str)> {
        self.sections.iter().copied()
    }

    /// Returns every section of those files whose texts are `wanted`, each with the text of its file.
    pub(super) fn texts_with(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = (&'a Section, &'a str)> {
        let mut last = ("", false);
        self.texts().filter(move |(_, text)| {
            if !std::ptr::eq(last.0, *text) {
                last = (*text, wanted(text));
            }
            last.1
        })
    }

    /// Returns the settings that hold made-up words, each with its section and with its letters as they were written.
    pub(super) fn made_up(&self) -> impl Iterator<Item = (&'a Section, &'a Setting, &'a str)> {
        self.texts().flat_map(move |(section, text)| {
            let settings = section.parts.settings.iter().filter(move |setting| is_made_up(section.site, setting.name));
            settings.map(move |setting| (section, setting, text.get(setting.value_at.clone()).unwrap_or("")))
        })
    }
}

/// Whether a word stands in a text, in whatever capitals.
pub(super) fn holds(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let first = word.first().map(u8::to_ascii_lowercase);
    text.windows(word.len()).any(|part| part.first().map(u8::to_ascii_lowercase) == first && part.eq_ignore_ascii_case(word))
}

/// Whether any byte of a text is one of those `wanted`. Looks at every byte, many at a time, which is faster than to stop at the first.
pub(super) fn has_byte(text: &str, wanted: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().chunks(256).any(|bytes| bytes.iter().fold(false, |found, byte| found | wanted(*byte)))
}

/// Whether a digit stands in a text: without one there is neither a date nor a number.
pub(super) fn has_digit(text: &str) -> bool {
    has_byte(text, |byte| byte.is_ascii_digit())
}

fn sections<'a>(draft: &'a Draft, files: &'a Files) -> Vec<(&'a Section, &'a str)> {
    let mut all = Vec::new();
    let mut waiting: Vec<(&Section, &str)> = draft.sheets().map(|sheet| (&*sheet.top, files.text(&sheet.file).unwrap_or(""))).collect();
    while let Some((section, text)) = waiting.pop() {
        all.push((section, text));
        let below = section.sections.iter().chain(section.tables.iter().map(|(_, table)| table));
        waiting.extend(below.map(|section| (section, text)));
    }
    all
}

/// Returns the bytes of a text with its quotation marks.
pub(super) fn quoted(span: &Range<usize>) -> Range<usize> {
    span.start.saturating_sub(1)..span.end + 1
}

/// Returns several words as `a`, `b`, and `c`, at most six.
pub(super) fn some_of<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.take(6).collect::<Vec<_>>().join(", ")
}
