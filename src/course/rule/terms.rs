//! Terms of the glossary that no page links to.

use crate::diagnostic::code::B309;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::Content;

use super::Looked;

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(glossary) = &looked.draft.glossary else { return };
    for term in glossary.top.named("terms") {
        let link = format!("](term:{})", term.name);
        if looked.files.texts.values().any(|content| matches!(content, Content::Text(text) if text.contains(&link))) {
            continue;
        }
        let place = Place { file: glossary.file.clone(), span: term.named_at.clone() };
        let words = term.name.replace('-', " ");
        found.push(
            Diagnostic::new(&B309, format!("the term `{}` is never used", term.name), place, "no page links to it")
                .help(format!("link its first use: `[{words}]{}`", link.trim_start_matches(']'))),
        );
    }
}
