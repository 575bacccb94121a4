//! What a language does not have yet of a course, for whoever translates it.

use crate::course::setting::Site;
use crate::prose::Words;
use crate::question::{Part, Setting};

use super::draft::Draft;
use super::page;
use super::section::{Entry, Section};
use super::translate::{fits, is_translated, of, opens, phrase_at, reason};

/// Words that a language does not have yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The file that has them in the course's own language.
    pub file: String,
    /// The page or question they stand in; empty at the file's top.
    pub place: String,
    /// The settings, in the order written. None when the whole file is missing.
    pub settings: Vec<&'static str>,
}

/// Returns the words that a language does not have, in the order of files and lines. Drafts are left out.
pub(super) fn missing(draft: &Draft, language: &str) -> Vec<Missing> {
    let mut all = Vec::new();
    for base in draft.sheets().filter(|base| !base.top.flag("draft")) {
        let file = base.file.to_string();
        let Some(words) = draft.translations.iter().find(|words| of(words, language) == Some(&*base.file)) else {
            if has_words(&base.top) {
                all.push(Missing { file, place: String::new(), settings: Vec::new() });
            }
            continue;
        };
        missing_in(&file, "", &base.top, Some(&words.top), &mut all);
        let ids = if base.top.site == Site::Lesson { page::ids(&base.top.sections, draft) } else { Vec::new() };
        for (place, below) in base.top.sections.iter().enumerate() {
            let id = ids.get(place).map_or_else(|| below.line("id"), ToString::to_string);
            let words = words.top.sections.iter().find(|other| other.line("id") == id);
            missing_in(&file, &id, below, words, &mut all);
            for scene in &below.sections {
                let name = scene.line("id");
                let words = words.and_then(|words| words.sections.iter().find(|other| other.line("id") == name));
                missing_in(&file, &format!("{id}, {name}"), scene, words, &mut all);
            }
        }
    }
    all
}

fn missing_in(file: &str, place: &str, base: &Section, words: Option<&Section>, all: &mut Vec<Missing>) {
    let mut settings: Vec<&'static str> = Vec::new();
    for setting in base.parts.settings.iter().filter(|setting| base.site.row(setting.name).is_some_and(is_translated)) {
        let Some(said) = words.and_then(|words| words.parts.setting(setting.name)) else {
            settings.push(setting.name);
            continue;
        };
        if lacks_reasons(setting, said) {
            settings.push(reasons_in(setting.name));
        }
    }
    for (name, entries) in &base.names {
        let lacks = |entry: &Entry| {
            matches!(entry.part, Part::Words(_)) && words.is_none_or(|words| words.named(name).iter().all(|other| other.name != entry.name))
        };
        let lacking: Vec<&Entry> = entries.iter().filter(|entry| lacks(entry)).collect();
        if lacking.len() == entries.len() && !lacking.is_empty() {
            settings.push(name);
        } else {
            let one = |entry: &&Entry| Missing { file: file.to_owned(), place: entry.name.clone(), settings: vec![name] };
            all.extend(lacking.iter().map(one));
        }
    }
    if !settings.is_empty() {
        all.push(Missing { file: file.to_owned(), place: place.to_owned(), settings });
    }
    for (name, table) in &base.tables {
        missing_in(file, name, table, words.and_then(|words| words.table(name)), all);
    }
}

/// Whether the original gives a reason to an item or a phrase, and its translation none.
fn lacks_reasons(own: &Setting, said: &Setting) -> bool {
    let name = own.name;
    match (&own.part, &said.part) {
        (Part::List(own), Part::List(said)) if fits(own, said) => {
            own.items().zip(said.items()).any(|(own, said)| !own.reply.is_empty() && said.reply.is_empty())
        }
        (Part::Words(own), Part::Words(said)) if name == "mark" => {
            let reasons = |words: &Words| {
                opens(words.markdown())
                    .into_iter()
                    .map(|(at, is)| phrase_at(words.markdown(), at, is).and_then(reason).is_some())
                    .collect::<Vec<_>>()
            };
            reasons(own).into_iter().zip(reasons(said)).any(|(own, said)| own && !said)
        }
        _ => false,
    }
}

/// What reasons that are missing are called.
const fn reasons_in(name: &str) -> &'static str {
    match name.as_bytes() {
        b"options" => "the reasons in options",
        b"choices" => "the reasons in choices",
        b"pairs" => "the reasons in pairs",
        b"order" => "the reasons in order",
        b"bins" => "the reasons in bins",
        b"mark" => "the reasons in mark",
        _ => "reasons",
    }
}

fn has_words(section: &Section) -> bool {
    let own = section.parts.settings.iter().any(|setting| section.site.row(setting.name).is_some_and(is_translated));
    own || section.names.iter().any(|(_, entries)| !entries.is_empty()) || section.sections.iter().any(has_words)
}
