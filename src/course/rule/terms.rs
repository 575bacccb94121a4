//! Terms of the glossary that no page links to.

use std::collections::BTreeSet;

use crate::diagnostic::code::B309;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::Content;

use super::Looked;

/// How a link to a term goes on after its words.
const LINK: &str = "](term:";

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(glossary) = &looked.draft.glossary else { return };
    let texts = looked.files.texts.values().filter_map(|content| if let Content::Text(text) = content { Some(&**text) } else { None });
    let links = texts.flat_map(|text| text.split(LINK).skip(1)).filter_map(|after| Some(after.split_once(')')?.0));
    let mut unused: BTreeSet<&str> = glossary.top.named("terms").iter().map(|term| term.name.as_str()).collect();
    // A large course links to its terms again and again, and is done with when each was met once.
    for link in links {
        unused.remove(link);
        if unused.is_empty() {
            return;
        }
    }
    for term in glossary.top.named("terms").iter().filter(|term| unused.contains(term.name.as_str())) {
        let place = Place { file: glossary.file.clone(), span: term.named_at.clone() };
        let words = term.name.replace('-', " ");
        found.push(
            Diagnostic::new(&B309, format!("the term `{}` is never used", term.name), place, "no page links to it")
                .help(format!("link its first use: `[{words}](term:{})`", term.name)),
        );
    }
}
