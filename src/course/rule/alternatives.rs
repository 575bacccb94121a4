//! Decisions lead to pages that are there.

use crate::diagnostic::code::B801;
use crate::diagnostic::{Diagnostic, nearest};
use crate::id::PageId;

use super::{Looked, some_of};

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(course) = looked.course else { return };
    for lesson in &course.lessons {
        let Some(sheet) = looked.sheet(&lesson.file) else { continue };
        if sheet.top.sections.len() != lesson.pages.len() {
            continue; // the page that is meant may be one of those that could not be read
        }
        let names: Vec<&str> = lesson.pages.iter().map(|page| page.id.as_str()).collect();
        for section in &sheet.top.sections {
            let Some(list) = section.parts.list("choices") else { continue };
            for target in list.items().filter_map(|item| item.target.as_ref()) {
                let written = target.markdown();
                if PageId::new(written).is_ok_and(|id| lesson.page(&id).is_some()) {
                    continue;
                }
                let place = section.parts.place(&target.span);
                let complaint = Diagnostic::new(&B801, format!("there is no page `{written}`"), place.clone(), "no such page");
                found.push(match nearest(written, names.iter().copied()) {
                    Some(near) => complaint.help(format!("did you mean `{near}`?")).fix(place, near),
                    None => complaint.help(format!("the pages are: {}", some_of(names.iter().copied()))),
                });
            }
        }
    }
}
