//! Settings as they stand in a file, read by the table: a file's top, a table under a header, or one of many sections.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::course::setting::{Fallback, Row, Site, Type};
use crate::diagnostic::{Diagnostic, Place};
use crate::prose::Words;
use crate::question::{Part, Parts, Setting};

use super::text::Source;
use super::{unknown, value};

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
    fn empty(site: Site, file: Arc<str>, header: Range<usize>) -> Self {
        let parts = Parts { file, header, settings: Vec::new(), unread: Vec::new(), scenes: Vec::new() };
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

    /// Remembers that something at a byte of the file was given up: in the last of the sections that begin before it.
    pub(super) fn hole(&mut self, at: usize) {
        let below = self.sections.iter_mut().chain(self.tables.iter_mut().map(|(_, table)| table));
        match below.filter(|section| section.parts.header.start <= at).max_by_key(|section| section.parts.header.start) {
            Some(section) => section.hole(at),
            None => self.holed = true,
        }
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
        self.parts.words(name).map_or_else(|| self.fallback(name), |words| words.markdown().to_owned())
    }

    /// Returns Markdown; empty when it is not there.
    pub(in crate::course) fn words(&self, name: &str) -> Words {
        self.parts.words(name).cloned().unwrap_or_default()
    }

    /// Returns several lines.
    pub(in crate::course) fn lines(&self, name: &str) -> Vec<String> {
        self.parts.lines(name).iter().map(|line| line.markdown().to_owned()).collect()
    }

    /// Returns the place of its header, or of the first setting of a file.
    pub(in crate::course) fn begins(&self) -> Place {
        let first = self.parts.settings.iter().map(|setting| &setting.named_at).min_by_key(|at| at.start);
        let at = if self.parts.header.is_empty() { first.unwrap_or(&self.parts.header) } else { &self.parts.header };
        self.parts.place(at)
    }

    fn fallback(&self, name: &str) -> String {
        match self.site.row(name).map(|row| row.fallback) {
            Some(Fallback::Word(word)) => word.to_owned(),
            _ => String::new(),
        }
    }
}

/// Reads the settings of one place.
pub(super) fn read(site: Site, header: Range<usize>, table: &DeTable<'_>, source: &Source<'_>, found: &mut Vec<Diagnostic>) -> Section {
    let mut section = Section::empty(site, source.file.clone(), header);
    let mut strange = Vec::new();
    for (key, value) in table {
        let named_at = source.range(&key.span());
        let Some(row) = site.row(key.get_ref()) else {
            strange.push((key.get_ref().as_ref(), named_at));
            continue;
        };
        let value_at = source.range(&value.span());
        if source.is_lost(&value_at) && !matches!(row.of, Type::Sections(_)) {
            section.parts.unread.push(row.name);
            continue;
        }
        let here = Here { row, site, named_at, value_at, span: value.span() };
        add(&mut section, here, value.get_ref(), source, found);
    }
    unknown::report(&mut section, &strange, source, found);
    section
}

/// Where a value stands, and the row it is read by.
pub(super) struct Here {
    pub(super) row: &'static Row,
    pub(super) site: Site,
    pub(super) named_at: Range<usize>,
    pub(super) value_at: Range<usize>,
    /// Where the value stands in the mended text.
    pub(super) span: Range<usize>,
}

fn add(section: &mut Section, here: Here, value: &DeValue<'_>, source: &Source<'_>, found: &mut Vec<Diagnostic>) {
    match (here.row.of, value) {
        (Type::Table(site), DeValue::Table(table)) => {
            section.tables.push((here.row.name, read(site, here.value_at, table, source, found)));
        }
        (Type::Names(of), DeValue::Table(table)) => {
            let mut names = Vec::new();
            for (key, value) in table {
                let named_at = source.range(&key.span());
                let value_at = source.range(&value.span());
                let row =
                    Here { row: here.row, site: here.site, named_at: named_at.clone(), value_at: value_at.clone(), span: value.span() };
                if let Some(part) = value::read(*of, key.get_ref(), &row, value.get_ref(), source, found) {
                    names.push(Entry { name: key.get_ref().to_string(), named_at, value_at, part });
                }
            }
            section.names.push((here.row.name, names));
        }
        (Type::Sections(site), DeValue::Array(array)) if array.iter().all(|each| each.get_ref().is_table()) => {
            for each in array {
                if let DeValue::Table(table) = each.get_ref() {
                    let below = read(site, source.range(&each.span()), table, source, found);
                    if site == Site::Scene {
                        section.parts.scenes.push(below.parts.clone());
                    }
                    section.sections.push(below);
                }
            }
        }
        (of, value) => match value::read(of, here.row.name, &here, value, source, found) {
            Some(part) => {
                section.parts.settings.push(Setting { name: here.row.name, named_at: here.named_at, value_at: here.value_at, part });
            }
            None => section.parts.unread.push(here.row.name),
        },
    }
}
