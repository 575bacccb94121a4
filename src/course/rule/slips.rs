//! Lines of a list that plainly were meant to begin an item, and are read as the end of the one above; and steps whose numbers are in another
//! order than they themselves.

use std::ops::Range;
use std::sync::Arc;

use crate::course::read::{Section, slipped};
use crate::diagnostic::code::B110;
use crate::diagnostic::{Diagnostic, Severity};
use crate::prose::list::Item;
use crate::question::Part;

use super::{File, Looked};

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for section in &file.sections {
        found.extend(steps(file, section));
        for setting in &section.parts.settings {
            let Part::List(list) = &setting.part else { continue };
            let Some(row) = section.site.row(setting.name).filter(|_| !list.slips.is_empty()) else { continue };
            found.extend(list.slips.iter().map(|slip| slipped(slip, row, &section.parts)));
        }
    }
}

/// Complains of the first step whose number is lower than that of the one above it. Numbers that are all the same are a way to write lists.
fn steps(file: &File<'_, '_>, section: &Section) -> Option<Diagnostic> {
    let list = section.parts.list("order")?;
    let number = |item: &Item| {
        let (digits, _) = file.text.get(item.span.clone())?.split_once(['.', ')'])?;
        Some((digits.parse::<u32>().ok()?, item.span.start..item.span.start + digits.len()))
    };
    let numbers: Vec<_> = list.items().filter_map(number).collect();
    let ((high, above), (low, here)) = numbers.iter().zip(numbers.iter().skip(1)).find(|((above, _), (here, _))| here < above)?;
    let says = format!("{low} stands below {high}");
    let complaint = Diagnostic::new(&B110, "the steps are numbered in another order", section.parts.place(here), says);
    let complaint = complaint
        .and(section.parts.place(above), "above it")
        .help("put the lines into the right order; or, if they are, number them from 1 on")
        .note("what is right is the order of the lines, whatever their numbers");
    Some(Diagnostic { severity: Severity::Warning, ..complaint })
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
