//! Reads the settings of one place by the table.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::course::setting::{Site, Type};
use crate::diagnostic::Diagnostic;
use crate::question::{Setting, Settings};

use super::here::Here;
use super::section::{Entry, Section};
use super::text::Source;
use super::{unknown, value, wrong};

/// Reads the settings of one place.
pub(super) fn read(site: Site, header: Range<usize>, table: &DeTable<'_>, source: &Source<'_>, found: &mut Vec<Diagnostic>) -> Section {
    let mut section = Section::empty(site, source.file.clone(), header);
    section.parts.settings = Settings::for_some(table.len());
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
        let is_answer = site == Site::Question && row.name == "answer" && !matches!(value.get_ref(), DeValue::Boolean(_));
        if is_answer && let Some((options, _)) = table.get_key_value("options") {
            found.push(wrong::answer_beside_options(&here, &source.range(&options.span()), source));
            section.parts.unread.push(row.name);
            continue;
        }
        add(&mut section, here, value.get_ref(), source, found);
    }
    unknown::report(&mut section, &strange, source, found);
    section
}

/// Whether a value may be one of a table of names.
const fn is_of(of: Type, value: &DeValue<'_>) -> bool {
    match of {
        Type::Line | Type::Words => matches!(value, DeValue::String(_)),
        Type::Whole(..) => matches!(value, DeValue::Integer(_)),
        _ => true,
    }
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
                if source.is_lost(&value_at) {
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
