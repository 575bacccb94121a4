//! Settings as they stood in a file, with their places: a file's top, a table under a header, or one of many sections.

use std::ops::Range;
use std::sync::Arc;

use crate::course::setting::{Fallback, Site, Type};
use crate::diagnostic::Place;
use crate::id::Id;
use crate::prose::Words;
use crate::question::{Part, Parts, Setting, Settings};

/// The settings of one place and what stands below it.
#[derive(Clone, Debug)]
pub(in crate::course) struct Section {
    /// Where it stands.
    pub(in crate::course) site: Site,
    /// Its settings. Those of a file's top have an empty header at the file's beginning.
    pub(in crate::course) parts: Parts,
    /// Its tables with settings of their own.
    pub(in crate::course) tables: Vec<(&'static str, Section)>,
    /// Its tables of names that the trainer chose.
    pub(in crate::course) names: Vec<(&'static str, Vec<Entry>)>,
    /// Its sections, in the order written.
    pub(in crate::course) sections: Vec<Section>,
    /// Something in it was given up while reading, so that what seems to be missing may not be.
    pub(in crate::course) holed: bool,
}

/// A name that the trainer chose, and its value.
#[derive(Clone, Debug)]
pub(in crate::course) struct Entry {
    pub(in crate::course) name: String,
    pub(in crate::course) named_at: Range<usize>,
    pub(in crate::course) value_at: Range<usize>,
    pub(in crate::course) part: Part,
}

impl Section {
    pub(super) fn empty(site: Site, file: Arc<str>, header: Range<usize>) -> Self {
        let parts = Parts { file, header, settings: Settings::default(), unread: Vec::new(), scenes: Vec::new() };
        Self { site, parts, tables: Vec::new(), names: Vec::new(), sections: Vec::new(), holed: false }
    }

    /// Returns the settings of a course that has no `course.toml`: none.
    pub(super) fn of_course() -> Self {
        Self::empty(Site::Course, "course.toml".into(), 0..0)
    }

    /// Makes something of a table; of an empty one when it is not there, so that what holds without it is in one place.
    pub(super) fn with_table<T>(&self, name: &str, make: impl Fn(&Section) -> T) -> T {
        if let Some(table) = self.table(name) {
            return make(table);
        }
        let site = match self.site.row(name).map(|row| row.of) {
            Some(Type::Table(site)) => site,
            _ => self.site,
        };
        make(&Self::empty(site, self.parts.file.clone(), 0..0))
    }

    /// Remembers that something at some bytes of the file was given up, each in the last of the sections that begin before it. The bytes
    /// are in order.
    pub(super) fn holes(&mut self, mut at: &[usize]) {
        let below = self.sections.iter_mut().chain(self.tables.iter_mut().map(|(_, table)| table));
        let mut below: Vec<&mut Self> = below.collect();
        below.sort_by_key(|section| section.parts.header.start);
        // From the last section to the first: each takes what lies behind its beginning.
        for section in below.into_iter().rev() {
            let (before, within) = at.split_at(at.partition_point(|at| *at < section.parts.header.start));
            if !within.is_empty() {
                section.holes(within);
            }
            at = before;
        }
        self.holed |= !at.is_empty();
    }

    /// Returns a table below this place.
    pub(in crate::course) fn table(&self, name: &str) -> Option<&Section> {
        self.tables.iter().find(|(called, _)| *called == name).map(|(_, section)| section)
    }

    /// Returns the names in a table of names.
    pub(in crate::course) fn named(&self, name: &str) -> &[Entry] {
        self.names.iter().find(|(called, _)| *called == name).map_or(&[], |(_, names)| names)
    }

    /// Whether a setting is there, readable or not.
    pub(in crate::course) fn has(&self, name: &str) -> bool {
        self.parts.setting(name).is_some() || self.parts.unread.contains(&name)
    }

    /// Returns a number, or what holds without it.
    pub(in crate::course) fn count(&self, name: &str) -> u32 {
        self.parts.count(name).unwrap_or_else(|| match self.site.row(name).map(|row| row.fallback) {
            Some(Fallback::Count(count)) => count,
            _ => 0,
        })
    }

    /// Returns a yes or no, or what holds without it.
    pub(in crate::course) fn flag(&self, name: &str) -> bool {
        self.parts.flag(name).unwrap_or_else(|| matches!(self.site.row(name).map(|row| row.fallback), Some(Fallback::Flag(true))))
    }

    /// Returns a line, or what holds without it.
    pub(in crate::course) fn line(&self, name: &str) -> String {
        self.word(name).to_owned()
    }

    /// Returns a line as it stands in the file, or what holds without it.
    pub(in crate::course) fn word(&self, name: &str) -> &str {
        self.parts.words(name).map_or_else(|| self.fallback(name), Words::markdown)
    }

    /// Returns Markdown; empty when it is not there.
    pub(in crate::course) fn words(&self, name: &str) -> Words {
        self.parts.words(name).cloned().unwrap_or_default()
    }

    /// Returns several lines.
    pub(in crate::course) fn lines(&self, name: &str) -> Vec<String> {
        self.parts.lines(name).iter().map(|line| line.markdown().to_owned()).collect()
    }

    /// Returns the ids in a setting; words that are none are left to the rules on references.
    pub(in crate::course) fn ids<Of>(&self, name: &str) -> Vec<Id<Of>> {
        self.parts.lines(name).iter().filter_map(|word| Id::new(word.markdown()).ok()).collect()
    }

    /// Returns the setting that names it: its own id, else the shared page or question it includes.
    pub(in crate::course) fn named_by(&self) -> Option<&Setting> {
        self.parts.setting("id").or_else(|| self.parts.setting("include"))
    }

    /// Returns the id under which a question is asked: its own, else that of the shared question it includes.
    pub(in crate::course) fn question_id(&self) -> Option<&str> {
        if self.has("id") {
            return self.parts.words("id").map(Words::markdown);
        }
        self.parts.words("include")?.markdown().split_once('#').map(|(_, id)| id)
    }

    /// Returns the place of its header, or of the first setting of a file.
    pub(in crate::course) fn begins(&self) -> Place {
        let first = self.parts.settings.iter().map(|setting| &setting.named_at).min_by_key(|at| at.start);
        let at = if self.parts.header.is_empty() { first.unwrap_or(&self.parts.header) } else { &self.parts.header };
        self.parts.place(at)
    }

    fn fallback(&self, name: &str) -> &'static str {
        match self.site.row(name).map(|row| row.fallback) {
            Some(Fallback::Word(word)) => word,
            _ => "",
        }
    }
}
