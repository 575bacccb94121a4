//! What would be wrong with a course in the languages it has words in, though it is right in its own: two steps that are the same only in
//! Spanish. Learners who wish for the language could not open the course.

use std::sync::Arc;

use crate::course::hands;
use crate::course::setting::Site;
use crate::diagnostic::Diagnostic;
use crate::source::Files;

use super::draft::{Draft, Sheet};
use super::section::Section;
use super::whole::{Drafts, Making};
use super::{shared, translate};

/// Makes each translated lesson, quiz and shared page or question of its translated words, and returns what is wrong with these alone,
/// placed in the translation.
pub(in crate::course) fn spoken(draft: &Draft, files: &Files) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    let hands = hands::hands_for(files);
    for language in translate::languages(files) {
        let mut theirs = draft.clone();
        translate::translate_in_place(&mut theirs, &language);
        let (own, making) = (Making::on(draft, Drafts::LeftOut), Making::on(&theirs, Drafts::LeftOut));
        let steps = draft.lessons.iter().zip(&theirs.lessons).chain(draft.quizzes.iter().zip(&theirs.quizzes));
        let files = steps.chain(draft.shared.iter().zip(&theirs.shared));
        let translated: Vec<(&Sheet, &Sheet)> = files.filter(|(base, sheet)| !Arc::ptr_eq(&base.top, &sheet.top)).collect();
        let told = hands::each(&translated, hands, |(base, sheet)| {
            let told = wrong((&making, &theirs), sheet);
            let known = if told.is_empty() { Arc::default() } else { wrong((&own, draft), base) };
            told.iter().filter(|finding| is_new(finding, sheet, base, &known)).cloned().collect::<Vec<_>>()
        });
        all.extend(told.into_iter().flatten());
    }
    all
}

fn wrong((making, draft): (&Making<'_>, &Draft), sheet: &Sheet) -> Arc<[Diagnostic]> {
    let told = match sheet.top.site {
        Site::Lesson => making.made_lesson(sheet).map(|(_, told)| told),
        Site::Shared => {
            let mut found = Vec::new();
            shared::tell_of(sheet, draft, &mut found);
            Some(found.into())
        }
        _ => making.made_quiz(sheet).map(|(_, told)| told),
    };
    told.unwrap_or_default()
}

/// Whether something is told of a page's or question's translated words that is not told of its own.
fn is_new(finding: &Diagnostic, sheet: &Sheet, base: &Sheet, known: &[Diagnostic]) -> bool {
    let place = &finding.primary.place;
    let begins = |section: &Section| section.parts.header.start;
    let here = sheet.top.sections.iter().enumerate().filter(|(_, section)| section.parts.file == place.file);
    let Some((number, _)) = here.filter(|(_, section)| begins(section) <= place.span.start).max_by_key(|(_, section)| begins(section))
    else {
        return false;
    };
    let start = base.top.sections.get(number).map_or(0, begins);
    // A shared file has pages and questions in any order.
    let end = base.top.sections.iter().map(begins).filter(|next| *next > start).min().unwrap_or(usize::MAX);
    let within = start..end;
    place.file != base.file && !known.iter().any(|known| known.code == finding.code && within.contains(&known.primary.place.span.start))
}
