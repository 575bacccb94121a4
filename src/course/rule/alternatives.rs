//! Decisions lead to pages that are there, and learners can come to every page.

use std::collections::BTreeSet;

use crate::course::read::Section;
use crate::course::{Lesson, PageKind};
use crate::diagnostic::code::{B110, B801, B802};
use crate::diagnostic::{Diagnostic, nearest};
use crate::prose::list::{self, Item};

use super::{File, Looked, some_of};

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(lesson) = file.lesson else { return };
    let sections = &file.sheet.top.sections;
    if sections.len() != lesson.pages.len() {
        return; // the page that is meant may be one of those that could not be read
    }
    let before = found.len();
    for section in sections {
        let Some(list) = section.parts.list("choices") else { continue };
        for item in list.items().filter(|item| item.target.is_none()) {
            found.extend(other_arrow(item, section, lesson));
        }
        for target in list.items().filter_map(|item| item.target.as_ref()) {
            let written = target.markdown();
            if lesson.has_page(written) {
                continue;
            }
            let names = lesson.pages.iter().map(|page| page.id.as_str());
            let place = section.parts.place(&target.span);
            let complaint = Diagnostic::new(&B801, format!("there is no page `{written}`"), place.clone(), "no such page");
            found.push(match nearest(written, names.clone()) {
                Some(near) => complaint.help(format!("did you mean `{near}`?")).fix_slip((written, near), place, near),
                None => complaint.help(format!("the pages are: {}", some_of(names))),
            });
        }
    }
    // A choice that could not be read, or that is misspelt, may be the one that is missed below.
    let whole = sections
        .iter()
        .all(|section| !section.holed && section.parts.list("choices").is_none_or(|list| list.broken.is_empty() && list.slips.is_empty()));
    if whole && found.len() == before {
        never_seen(lesson, sections, found);
    }
}

/// A choice that leads nowhere, and ends in another arrow and the id of a page.
fn other_arrow(item: &Item, section: &Section, lesson: &Lesson) -> Option<Diagnostic> {
    let words = item.words.markdown();
    let (arrow, to) = list::other_arrow(words).filter(|(_, to)| lesson.has_page(to))?;
    // Of words on several lines, whose indents are no letters of them, the first line is pointed at.
    let start = item.words.span.start;
    let at = if words.contains('\n') { item.span.clone() } else { start + arrow.start..start + arrow.end };
    let complaint = Diagnostic::new(&B110, "this line is not a choice", section.parts.place(&at), "another arrow than ` -> `");
    Some(complaint.help(format!("write ` -> {to}` behind the words")))
}

/// Pages that only choices lead to, none of which a learner meets.
fn never_seen(lesson: &Lesson, sections: &[Section], found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    for (place, _) in lesson.pages.iter().enumerate().filter(|(_, page)| !lesson.is_branch(&page.id)) {
        visit(lesson, place, &mut seen);
    }
    let targets = sections.iter().filter_map(|section| section.parts.list("choices").map(|list| (section, list)));
    let targets = targets.flat_map(|(section, list)| list.items().filter_map(move |item| Some((section, item.target.as_ref()?))));
    let targets: Vec<_> = targets.collect();
    for (place, (page, section)) in lesson.pages.iter().zip(sections).enumerate() {
        if seen.contains(&place) {
            continue;
        }
        let before = seen.clone();
        visit(lesson, place, &mut seen);
        let lost = seen.difference(&before).filter(|other| **other != place);
        let with: Vec<&str> = lost.filter_map(|other| lesson.pages.get(*other)).map(|page| page.id.as_str()).collect();
        let at = section.parts.setting("id").map_or_else(|| section.begins(), |id| section.parts.place(&id.value_at));
        let says = "shown only through a choice, and learners meet none that leads here";
        let mut complaint = Diagnostic::new(&B802, format!("learners can never see the page `{}`", page.id), at, says);
        if let Some((section, target)) = targets.iter().find(|(_, target)| target.markdown() == page.id.as_str()) {
            complaint = complaint.and(section.parts.place(&target.span), "and so this choice is never met");
        }
        complaint = complaint.help("let no choice lead back to it: the page that a choice leads to is no step of its own");
        found.push(if with.is_empty() { complaint } else { complaint.note(format!("never seen with it: {}", some_of(with.into_iter()))) });
    }
}

/// Adds a page to those that are seen, and every page that its choices lead to.
fn visit(lesson: &Lesson, place: usize, seen: &mut BTreeSet<usize>) {
    let mut waiting = vec![place];
    while let Some(place) = waiting.pop() {
        if !seen.insert(place) {
            continue;
        }
        let Some(PageKind::Decision { choices }) = lesson.pages.get(place).map(|page| &page.kind) else { continue };
        waiting.extend(choices.iter().filter_map(|choice| lesson.position(choice.to.as_ref()?)));
    }
}
