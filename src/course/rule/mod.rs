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

use crate::diagnostic::{Diagnostic, Place};
use crate::question::Setting;
use crate::source::Files;

use super::read::{Draft, Reading, Section, Sheet, id_of};
use super::setting::Site;
use super::{Course, Lesson};

/// The settings in which posts and other made-up words stand. In a lesson's own prose a public date is no identifier.
const MADE_UP: [&str; 8] = ["post", "mark", "draft", "sample", "comments", "options", "choices", "ask"];

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
    /// Every section of every file.
    sections: Vec<&'a Section>,
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
            sections: sections(&reading.draft),
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

    /// Returns every question of every quiz.
    pub(super) fn questions(&self) -> impl Iterator<Item = &'a Section> {
        self.draft.quizzes.iter().flat_map(|sheet| &sheet.top.sections)
    }

    /// Returns every section of every file: tops, pages, questions, scenes.
    pub(super) fn sections(&self) -> impl Iterator<Item = &'a Section> {
        self.sections.iter().copied()
    }

    /// Returns the settings of a section that hold made-up words, each with its letters as they were written.
    pub(super) fn made_up<'s>(&'s self, section: &'s Section) -> impl Iterator<Item = (&'s Setting, &'s str)> {
        let made_up = |setting: &&Setting| MADE_UP.contains(&setting.name) || (section.site == Site::Scene && setting.name == "text");
        let mut settings = section.parts.settings.iter().filter(made_up).peekable();
        // A file is looked up once for all settings of a section.
        let text = settings.peek().and_then(|_| self.files.text(&section.parts.file)).unwrap_or("");
        settings.map(move |setting| (setting, text.get(setting.value_at.clone()).unwrap_or("")))
    }

    /// Returns the letters of a file at some bytes, as they were written.
    pub(super) fn written(&self, place: &Place) -> &str {
        self.files.text(&place.file).and_then(|text| text.get(place.span.clone())).unwrap_or("")
    }
}

/// Whether a word stands in a text, in whatever capitals.
pub(super) fn holds(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

fn sections(draft: &Draft) -> Vec<&Section> {
    let mut all = Vec::new();
    let mut waiting: Vec<&Section> = draft.sheets().map(|sheet| &*sheet.top).collect();
    while let Some(section) = waiting.pop() {
        all.push(section);
        waiting.extend(section.sections.iter().chain(section.tables.iter().map(|(_, table)| table)));
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
