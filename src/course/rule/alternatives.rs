//! Decisions lead to pages that are there.

use crate::diagnostic::code::B801;
use crate::diagnostic::{Diagnostic, nearest};

use super::{File, Looked, some_of};

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(lesson) = file.lesson else { return };
    let sections = &file.sheet.top.sections;
    if sections.len() != lesson.pages.len() {
        return; // the page that is meant may be one of those that could not be read
    }
    for section in sections {
        let Some(list) = section.parts.list("choices") else { continue };
        for target in list.items().filter_map(|item| item.target.as_ref()) {
            let written = target.markdown();
            if lesson.has_page(written) {
                continue;
            }
            let names = lesson.pages.iter().map(|page| page.id.as_str());
            let place = section.parts.place(&target.span);
            let complaint = Diagnostic::new(&B801, format!("there is no page `{written}`"), place.clone(), "no such page");
            found.push(match nearest(written, names.clone()) {
                Some(near) => complaint.help(format!("did you mean `{near}`?")).fix(place, near),
                None => complaint.help(format!("the pages are: {}", some_of(names))),
            });
        }
    }
}
