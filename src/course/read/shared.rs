//! What is wrong with the pages and questions of shared files: told of each file once, however many lessons and quizzes include them, and
//! also where none does yet.

use crate::course::setting::Site;
use crate::diagnostic::Diagnostic;

use super::draft::{Draft, Sheet};
use super::page;
use super::quiz::{self, Quizzed};
use super::section::Section;

/// Tells what is wrong with every shared file.
pub(super) fn tell(draft: &Draft, found: &mut Vec<Diagnostic>) {
    for sheet in &draft.shared {
        tell_of(sheet, draft, found);
    }
}

/// Makes each page and question of a shared file, and tells what is wrong with it.
pub(super) fn tell_of(sheet: &Sheet, draft: &Draft, found: &mut Vec<Diagnostic>) {
    // Of which quiz a question will be makes no difference to what is wrong with it.
    let none = Section::empty(Site::Quiz, sheet.file.clone(), 0..0);
    let quiz = Quizzed::new(&none, draft.table("quiz"));
    for (place, section) in sheet.top.sections.iter().enumerate() {
        if section.site == Site::Question {
            draft.made((sheet, place), found, |section, draft, found| quiz::question(section, &quiz, draft, found));
        } else {
            draft.made((sheet, place), found, |section, draft, found| page::page(section, draft, place, &[], found));
        }
    }
}
