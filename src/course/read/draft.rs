//! All files of a course as settings with their places, before anything is made of them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use crate::course::hands;
use crate::course::setting::Site;
use crate::diagnostic::{Diagnostic, Severity};
use crate::prose::Words;
use crate::source::{Content, Files};

use super::section::Section;
use super::text::Source;
use super::{mend, settings, unread};

/// One file's settings.
#[derive(Clone, Debug)]
pub(in crate::course) struct Sheet {
    /// Its path inside the course.
    pub(in crate::course) file: Arc<str>,
    /// Its name without folder and ending.
    pub(in crate::course) stem: Arc<str>,
    /// Its settings. Shared, so that a file that did not change is read once for many editions of the course.
    pub(in crate::course) top: Arc<Section>,
    /// What was wrong with it when it was read by itself.
    told: Arc<[Diagnostic]>,
}

impl Sheet {
    fn new(path: &Arc<str>, stem: &str, top: Section) -> Self {
        Self { file: path.clone(), stem: stem.into(), top: Arc::new(top), told: Arc::default() }
    }
}

/// The files of a course by what they are.
#[derive(Clone, Debug, Default)]
pub(in crate::course) struct Draft {
    pub(in crate::course) course: Option<Sheet>,
    pub(in crate::course) glossary: Option<Sheet>,
    pub(in crate::course) lessons: Vec<Sheet>,
    pub(in crate::course) quizzes: Vec<Sheet>,
    pub(in crate::course) shared: Vec<Sheet>,
    /// The words of lessons and quizzes in other languages. No part of [`Draft::sheets`]: they have neither answers nor scores.
    pub(in crate::course) translations: Vec<Sheet>,
    /// Where in `translations` the words of each file stand.
    translated: BTreeMap<Arc<str>, Vec<usize>>,
    /// The same in the course's own words, where these are in another language.
    pub(super) own: Option<Arc<Draft>>,
}

/// A file that is still to be read: its path, what is in it, what kind it is, and its name.
type Unread<'a> = (&'a Arc<str>, &'a Content, (Site, &'a str));

/// What reading one file gave: its settings, where anything in it could be understood, and what was wrong.
pub(super) struct Read<'a> {
    path: &'a Arc<str>,
    pub(super) sheet: Option<Sheet>,
    complaints: Arc<[Diagnostic]>,
}

/// The files of a course that are to be read, and what may be taken again of those that were read before.
pub(super) struct Shelf<'a> {
    files: &'a Files,
    before: Option<&'a Files>,
    known: BTreeMap<&'a str, &'a Sheet>,
    hands: usize,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(files: &'a Files, before: Option<(&'a Files, &'a Draft)>) -> Self {
        let known = before.into_iter().flat_map(|(_, draft)| draft.every()).map(|sheet| (&*sheet.file, sheet)).collect();
        Self { files, before: before.map(|(files, _)| files), known, hands: hands::hands_for(files) }
    }

    /// Reads what lessons and quizzes stand on. A broken file hides no other.
    pub(super) fn ground(&self, told: &mut Vec<Read<'a>>) -> Draft {
        let mut draft = Draft::default();
        for (read, ()) in self.read(|site, path| !is_step(site) || is_translation(path), |_| ()) {
            draft.add(read, told);
        }
        draft
    }

    /// Reads every lesson, or every quiz, and makes something of each while its settings are at hand. Files know nothing of each other here,
    /// so that several are read at once.
    pub(super) fn steps<Made: Send>(&self, of: Site, make: impl Fn(&Sheet) -> Option<Made> + Sync) -> Vec<(Read<'a>, Option<Made>)> {
        self.read(|site, path| site == of && !is_translation(path), |sheet| sheet.and_then(&make))
    }

    fn read<Made: Send>(&self, wanted: impl Fn(Site, &str) -> bool, make: impl Fn(Option<&Sheet>) -> Made + Sync) -> Vec<(Read<'a>, Made)> {
        let all: Vec<Unread<'a>> = unread_of(self.files).filter(|(path, _, (site, _))| wanted(*site, path)).collect();
        hands::each(&all, self.hands, |unread| {
            let read = self.one(*unread);
            let answer = make(read.sheet.as_ref());
            (read, answer)
        })
    }

    /// Reads one file, unless it is as it was before.
    fn one(&self, (path, content, (site, stem)): Unread<'a>) -> Read<'a> {
        let known = self.known.get(&**path).filter(|_| self.before.is_some_and(|before| before.texts.get(path) == Some(content)));
        if let Some(known) = known {
            return Read { path, sheet: Some(Sheet::clone(known)), complaints: known.told.clone() };
        }
        let mut found = Vec::new();
        let top = sheet(site, path, content, &mut found);
        let complaints: Arc<[Diagnostic]> = found.into();
        let sheet = top.map(|top| Sheet { told: complaints.clone(), ..Sheet::new(path, stem, top) });
        Read { path, sheet, complaints }
    }
}

/// Returns all complaints in the order of files and lines.
pub(super) fn complaints(mut told: Vec<Read<'_>>) -> Vec<Diagnostic> {
    told.sort_by(|one, other| one.path.cmp(other.path));
    told.iter().flat_map(|told| told.complaints.iter().cloned()).collect()
}

impl Draft {
    /// Reads every file.
    pub(super) fn read(files: &Files, found: &mut Vec<Diagnostic>) -> Self {
        let shelf = Shelf::new(files, None);
        let mut told = Vec::new();
        let mut draft = shelf.ground(&mut told);
        for (read, _) in [Site::Lesson, Site::Quiz].into_iter().flat_map(|site| shelf.steps(site, |_| Some(()))) {
            draft.add(read, &mut told);
        }
        found.extend(complaints(told));
        draft
    }

    /// Reads what lessons and quizzes stand on: the course's own settings, the glossary, what is shared, and the answers that are typed in
    /// other languages, which are right in all.
    pub(super) fn without_steps(files: &Files) -> Self {
        let mut draft = Self::default();
        let typed = |path: &str, content: &Content| {
            let holds = |text: &str| text.contains("accept") || text.contains("near");
            is_translation(path) && matches!(content, Content::Text(text) if holds(text))
        };
        for (path, content, (site, stem)) in unread_of(files) {
            let stands_on = !is_step(site) || (site == Site::Quiz && typed(path, content));
            let Some(top) = stands_on.then(|| sheet(site, path, content, &mut Vec::new())).flatten() else { continue };
            draft.put(Sheet::new(path, stem, top));
        }
        draft
    }

    /// Calls `visit` with every lesson and then with every quiz, each as settings that live until it returns.
    pub(super) fn each_step(files: &Files, mut visit: impl FnMut(Site, &Sheet)) {
        for (path, content, (site, stem)) in unread_of(files).filter(|(path, _, (site, _))| is_step(*site) && !is_translation(path)) {
            let Some(top) = sheet(site, path, content, &mut Vec::new()) else { continue };
            visit(site, &Sheet::new(path, stem, top));
        }
    }

    /// Adds what was read of a file, and keeps in mind what was wrong with it.
    pub(super) fn add<'a>(&mut self, mut read: Read<'a>, told: &mut Vec<Read<'a>>) {
        if let Some(sheet) = read.sheet.take() {
            self.put(sheet);
        }
        told.push(read);
    }

    fn put(&mut self, sheet: Sheet) {
        match sheet.top.site {
            _ if is_translation(&sheet.file) => {
                self.translated.entry(original(&sheet.file).into()).or_default().push(self.translations.len());
                self.translations.push(sheet);
            }
            Site::Course => self.course = Some(sheet),
            Site::Glossary => self.glossary = Some(sheet),
            Site::Lesson => self.lessons.push(sheet),
            Site::Quiz => self.quizzes.push(sheet),
            _ => self.shared.push(sheet),
        }
    }

    /// Returns the settings of `course.toml` in one of its tables.
    pub(in crate::course) fn table(&self, name: &str) -> Option<&Section> {
        self.course.as_ref()?.top.table(name)
    }

    fn every(&self) -> impl Iterator<Item = &Sheet> {
        self.sheets().chain(&self.translations)
    }

    /// Returns every file that was read.
    pub(in crate::course) fn sheets(&self) -> impl Iterator<Item = &Sheet> {
        self.course.iter().chain(&self.glossary).chain(&self.lessons).chain(&self.quizzes).chain(&self.shared)
    }

    /// Returns every file that was read, to be changed.
    pub(super) fn sheets_mut(&mut self) -> impl Iterator<Item = &mut Sheet> {
        let several = [&mut self.lessons, &mut self.quizzes, &mut self.shared].into_iter().flatten();
        self.course.iter_mut().chain(&mut self.glossary).chain(several)
    }

    /// Makes something of a page or question, by its place in a file. Of words in another language that hold a mistake nothing is made: the
    /// course's own are taken there. What is wrong with an included one is told of the file that it stands in, once.
    pub(super) fn made<Made>(
        &self,
        (sheet, place): (&Sheet, usize),
        found: &mut Vec<Diagnostic>,
        read: impl Fn(&Section, &Self, &mut Vec<Diagnostic>) -> Option<Made>,
    ) -> Option<Made> {
        let mut told = Vec::new();
        let mut section = sheet.top.sections.get(place)?;
        let mut made = read(section, self, &mut told);
        let is_broken = made.is_none() || told.iter().any(|finding| finding.code.severity == Severity::Error);
        if is_broken && let Some((untranslated, own)) = self.in_own_words(&sheet.file, place) {
            section = untranslated;
            told.clear();
            made = read(section, own, &mut told);
        }
        found.extend(told.into_iter().filter(|finding| finding.primary.place.file == section.parts.file));
        made
    }

    fn in_own_words(&self, file: &str, place: usize) -> Option<(&Section, &Self)> {
        let own = self.own.as_deref()?;
        let sheet = own.lessons.iter().chain(&own.quizzes).chain(&own.shared).find(|sheet| *sheet.file == *file)?;
        Some((sheet.top.sections.get(place)?, own))
    }

    /// Returns what learners may type for a question in any language, as its own `accept` and `near` have it, and whether it is in this
    /// `language`: what is right in one language is right in all.
    pub(super) fn typed(&self, section: &Section, name: &str, language: &str) -> Vec<(bool, Words)> {
        let id = section.line("id");
        let others = self.in_other_languages(original(&section.parts.file));
        let lines = others.flat_map(|sheet| {
            let is_in = sheet.file.split('/').nth(1) == Some(language);
            let it = sheet.top.sections.iter().filter(|other| other.line("id") == id);
            it.flat_map(|other| other.parts.lines(name)).map(move |line| (is_in, line.clone()))
        });
        lines.collect()
    }

    /// Returns the words of a file in other languages.
    pub(super) fn in_other_languages(&self, file: &str) -> impl Iterator<Item = &Sheet> {
        self.translated.get(file).into_iter().flatten().filter_map(|place| self.translations.get(*place))
    }

    /// Returns the paths of the files that were read.
    pub(in crate::course) fn files(&self) -> impl Iterator<Item = &Arc<str>> {
        self.every().map(|sheet| &sheet.file)
    }

    /// Returns the settings and sections of a file: the bytes of each, and whether it is a section. A section goes on to the next of its
    /// kind or of one above.
    pub(in crate::course) fn extents(&self, file: &str, length: usize) -> Vec<(Range<usize>, bool)> {
        let mut extents = Vec::new();
        if let Some(sheet) = self.every().find(|sheet| *sheet.file == *file) {
            extend(&sheet.top, length, &mut extents);
        }
        extents
    }

    /// Returns where the values of a file's settings stand.
    pub(in crate::course) fn values(&self, file: &str) -> Vec<Range<usize>> {
        let mut values = Vec::new();
        let mut waiting: Vec<&Section> = self.every().filter(|sheet| *sheet.file == *file).map(|sheet| &*sheet.top).collect();
        while let Some(section) = waiting.pop() {
            values.extend(section.parts.settings.iter().map(|setting| setting.value_at.clone()));
            values.extend(section.names.iter().flat_map(|(_, names)| names).map(|named| named.value_at.clone()));
            waiting.extend(section.sections.iter().chain(section.tables.iter().map(|(_, table)| table)));
        }
        values
    }

    /// Returns a page or question of a shared file, by `shared/file.toml#id`.
    pub(in crate::course) fn shared(&self, place: &str, site: Site) -> Option<&Section> {
        let (path, id) = place.split_once('#')?;
        let sheet = self.shared.iter().find(|sheet| *sheet.file == *path)?;
        let called = |section: &&Section| section.site == site && section.parts.words("id").is_some_and(|words| words.markdown() == id);
        sheet.top.sections.iter().find(called)
    }
}

fn extend(section: &Section, end: usize, extents: &mut Vec<(Range<usize>, bool)>) {
    let settings = section.parts.settings.iter().map(|setting| (setting.named_at.start..setting.value_at.end, false));
    extents.extend(settings);
    extents.extend(section.names.iter().flat_map(|(_, names)| names).map(|named| (named.named_at.start..named.value_at.end, false)));
    let mut below: Vec<&Section> = section.sections.iter().chain(section.tables.iter().map(|(_, table)| table)).collect();
    below.sort_by_key(|section| section.parts.header.start);
    for (place, section) in below.iter().enumerate() {
        let until = below.get(place + 1).map_or(end, |next| next.parts.header.start);
        extents.push((section.parts.header.start..until, true));
        extend(section, until, extents);
    }
}

/// Returns the files of a course in the order of their paths: lessons before quizzes.
fn unread_of(files: &Files) -> impl Iterator<Item = Unread<'_>> {
    files.texts.iter().filter_map(|(path, content)| Some((path, content, site_of(path)?)))
}

/// Whether a file holds words in another language.
fn is_translation(path: &str) -> bool {
    path.starts_with("translations/")
}

/// Returns the path of a file, or of the one that it translates.
fn original(path: &str) -> &str {
    path.strip_prefix("translations/").and_then(|rest| rest.split_once('/')).map_or(path, |(_, original)| original)
}

const fn is_step(site: Site) -> bool {
    matches!(site, Site::Lesson | Site::Quiz)
}

/// Returns what kind of file a path names, and the path's last part without `.toml`.
fn site_of(path: &str) -> Option<(Site, &str)> {
    let inside = path.strip_suffix(".toml")?;
    match inside.split_once('/') {
        None if inside == "course" => Some((Site::Course, inside)),
        None if inside == "glossary" => Some((Site::Glossary, inside)),
        Some(("lessons", stem)) if !stem.contains('/') => Some((Site::Lesson, stem)),
        Some(("quizzes", stem)) if !stem.contains('/') => Some((Site::Quiz, stem)),
        Some(("shared", stem)) => Some((Site::Shared, stem)),
        Some(("translations", _)) => {
            let (_, inside_language) = path.split_once('/')?.1.split_once('/')?;
            site_of(inside_language).filter(|_| !inside_language.starts_with("translations/"))
        }
        _ => None,
    }
}

/// Reads one file; `None` when nothing in it can be understood, which has been told.
fn sheet(site: Site, path: &Arc<str>, content: &Content, found: &mut Vec<Diagnostic>) -> Option<Section> {
    let text = match content {
        Content::Text(text) => text,
        other => {
            found.push(unread::not_text(path, other));
            return None;
        }
    };
    if let Some(complaint) = unread::another_format(site, path, text).or_else(|| unread::another_folder(site, path, text)) {
        found.push(complaint);
        return None;
    }
    let mut plain = Source::whole(path.clone(), text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() && !unread::needs_mending(site, text, table.get_ref()) {
        plain.first_header = plain.first_header_in(table.get_ref());
        return Some(settings::read(site, 0..0, table.get_ref(), &plain, found));
    }
    let mut source = mend::mend(site, path, text, found);
    unread::blank_the_rest(&mut source, found);
    let (table, _) = DeTable::parse_recoverable(&source.text);
    source.first_header = source.first_header_in(table.get_ref());
    let mut top = settings::read(site, 0..0, table.get_ref(), &source, found);
    top.holes(&source.lost.starts());
    Some(top)
}
