//! Lines of a list that plainly were meant to begin an item, and are read as the end of the one above.

use std::ops::Range;
use std::sync::Arc;

use crate::course::read::slipped;
use crate::diagnostic::Diagnostic;
use crate::question::Part;

use super::{File, Looked};

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for section in &file.sections {
        for setting in &section.parts.settings {
            let Part::List(list) = &setting.part else { continue };
            let Some(row) = section.site.row(setting.name).filter(|_| !list.slips.is_empty()) else { continue };
            found.extend(list.slips.iter().map(|slip| slipped(slip, row, &section.parts)));
        }
    }
}

/// Takes out what is told of lists with such lines besides: it may well come of them, and is told again when they are mended.
pub(super) fn alone(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let sheets = looked.draft.sheets().chain(&looked.draft.translations);
    let sections = sheets.flat_map(|sheet| std::iter::once(&*sheet.top).chain(&sheet.top.sections));
    let sections = sections.flat_map(|section| std::iter::once(section).chain(&section.sections));
    let lists: Vec<(&Arc<str>, Range<usize>)> = sections
        .flat_map(|section| section.parts.settings.iter().map(move |setting| (section, setting)))
        .filter(|(_, setting)| matches!(&setting.part, Part::List(list) if !list.slips.is_empty()))
        .map(|(section, setting)| (&section.parts.file, setting.named_at.start..setting.value_at.end))
        .collect();
    let comes_of_it = |finding: &Diagnostic| {
        let place = &finding.primary.place;
        let counts = matches!(finding.code.family(), "B4" | "B5") || matches!(finding.code.number, "B104" | "B906");
        counts && lists.iter().any(|(file, span)| **file == place.file && span.contains(&place.span.start))
    };
    if !lists.is_empty() {
        found.retain(|finding| !comes_of_it(finding));
    }
}
