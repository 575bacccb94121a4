//! Reads the settings of one place by the table.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::course::setting::{Site, Type};
use crate::diagnostic::Diagnostic;
use crate::question::{Setting, Settings};

use super::headed::{self, is_of};
use super::here::Here;
use super::section::{Entry, Section};
use super::text::Source;
use super::{unknown, value, wrong};

/// Reads the settings of one place.
pub(super) fn read(site: Site, header: Range<usize>, table: &DeTable<'_>, source: &Source<'_>, found: &mut Vec<Diagnostic>) -> Section {
    read_but(&[], site, header, table, source, found)
}

/// Reads the settings of one place but for some that are told to stand in the wrong one.
fn read_but(
    but: &[&str],
    site: Site,
    header: Range<usize>,
    table: &DeTable<'_>,
    source: &Source<'_>,
    found: &mut Vec<Diagnostic>,
) -> Section {
    let below = if header.is_empty() { headed::below(site, table, source) } else { None };
    let mut section = Section::empty(site, source.file.clone(), header);
    section.parts.settings = Settings::for_some(table.len());
    let mut strange = Vec::new();
    for (key, value) in table {
        let named_at = source.range(&key.span());
        let taken = below.as_ref().filter(|below| below.header == key.get_ref());
        if but.contains(&key.get_ref().as_ref()) || taken.is_some_and(|below| below.is_all) {
            continue;
        }
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
        let is_answer = site == Site::Question && row.name == "answer" && !matches!(value.get_ref(), DeValue::Boolean(_));
        if is_answer && let Some((options, _)) = table.get_key_value("options") {
            found.push(wrong::answer_beside_options(&here, &source.range(&options.span()), source));
            section.parts.unread.push(row.name);
            continue;
        }
        if site == Site::Question && row.name == "draft" && matches!(value.get_ref(), DeValue::Boolean(_)) {
            found.push(unknown::draft(&here, source));
            section.parts.unread.push(row.name);
            continue;
        }
        add(&mut section, here, value.get_ref(), (taken.map_or(&[], |below| &below.names), source), found);
    }
    if let Some(below) = below {
        section.parts.unread.extend(below.names);
        section.parts.unread.extend(site.row(below.header).filter(|_| below.is_all).map(|row| row.name));
        found.push(below.complaint);
    }
    unknown::report(&mut section, &strange, source, found);
    section
}

/// Adds a value to a section. `but` names what is told to stand below it and not to be its own.
fn add(section: &mut Section, here: Here, value: &DeValue<'_>, (but, source): (&[&str], &Source<'_>), found: &mut Vec<Diagnostic>) {
    match (here.row.of, value) {
        (Type::Table(site), DeValue::Table(table)) => {
            section.tables.push((here.row.name, read_but(but, site, here.value_at, table, source, found)));
        }
        (Type::Names(of), DeValue::Table(table)) => {
            let mut names = Vec::new();
            for (key, value) in table {
                let named_at = source.range(&key.span());
                let value_at = source.range(&value.span());
                if source.is_lost(&value_at) || but.contains(&key.get_ref().as_ref()) {
                    continue; // told already
                }
                if !is_of(*of, value.get_ref())
                    && let Some(row) = here.site.row(key.get_ref())
                {
                    found.push(unknown::swallowed(row.name, &named_at, &here, source));
                    section.parts.unread.push(row.name);
                    continue;
                }
                let row =
                    Here { row: here.row, site: here.site, named_at: named_at.clone(), value_at: value_at.clone(), span: value.span() };
                if let Some(part) = value::read(*of, key.get_ref(), &row, value.get_ref(), source, found) {
                    names.push(Entry { name: key.get_ref().to_string(), named_at, value_at, part });
                }
            }
            section.names.push((here.row.name, names));
        }
        (Type::Sections(site), DeValue::Array(array)) if array.iter().all(|each| each.get_ref().is_table()) => {
            section.sections.reserve_exact(array.len());
            // A first one that holds nothing but settings of the file's top is none.
            for each in array.iter().skip(usize::from(!but.is_empty())) {
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
