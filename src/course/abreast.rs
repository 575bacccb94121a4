//! Translations beside what they translate. A release keeps which words stood beside which, so that words that were left behind by the
//! original are told from those that kept up with it.

mod items;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Place;
use crate::question::Parts;

use super::compared::{add, short};
use super::read::{Draft, Section, Sheet};
use super::setting::Site;

pub(super) use items::{Moved, listed};

/// The words of one translated file, as a release keeps them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translated {
    /// The file, inside the course.
    pub file: String,
    /// For each place in it a digest of its words, a digest of the words that they translate, and the place: an id, or `-` for the top.
    pub words: Vec<String>,
    /// For each list of a question its place and setting, and for each item a digest of its words and of those that they translate. A lock that
    /// an earlier program wrote has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
}

/// Words in another language, and those that they translate.
pub(super) struct Abreast {
    /// The file of the translation.
    pub(super) file: String,
    /// What the place is called in it.
    pub(super) place: String,
    /// A digest of the words.
    pub(super) words: String,
    /// A digest of those that they translate.
    pub(super) of: String,
    /// Where the words stand, and where those that they translate.
    pub(super) at: (Place, Place),
}

/// Returns the file that some words in another language translate, where it is there.
fn base_of<'d>(draft: &'d Draft, file: &str) -> Option<&'d Sheet> {
    let (_, path) = file.strip_prefix("translations/").and_then(|rest| rest.split_once('/'))?;
    draft.sheets().find(|base| *base.file == *path)
}

/// Returns all words of other languages that translate something which is there and is no draft: a draft is no part of a release.
pub(super) fn abreast(draft: &Draft) -> Vec<Abreast> {
    let mut all = Vec::new();
    for sheet in &draft.translations {
        let Some(base) = base_of(draft, &sheet.file).filter(|base| !base.top.flag("draft")) else { continue };
        let mut file = File { path: &sheet.file, all: &mut all };
        file.section("-", &sheet.top, &base.top);
        for (name, table) in &sheet.top.tables {
            if let Some(other) = base.top.table(name) {
                file.section(name, table, other);
            }
        }
        for (name, entries) in &sheet.top.names {
            for entry in entries {
                let Some(other) = base.top.named(name).iter().find(|other| other.name == entry.name) else { continue };
                let at = (sheet.top.parts.place(&entry.named_at), base.top.parts.place(&other.named_at));
                let [words, of] = [entry, other].map(|entry| {
                    let mut told = String::new();
                    add(name, &entry.part, &mut told);
                    told
                });
                file.keep(&entry.name, &words, &of, at);
            }
        }
        for section in &sheet.top.sections {
            let id = section.line("id");
            let original = base.top.sections.iter().enumerate().find(|(place, other)| called(other, *place) == id);
            if let Some((_, other)) = original {
                file.section(&id, section, other);
            }
        }
    }
    all
}

struct File<'a> {
    path: &'a str,
    all: &'a mut Vec<Abreast>,
}

impl File<'_> {
    fn section(&mut self, place: &str, section: &Section, base: &Section) {
        let (mut words, mut of) = (String::new(), String::new());
        both(&section.parts, &base.parts, &mut words, &mut of);
        for scene in &section.sections {
            if let Some(other) = scene_of(base, scene).filter(|_| section.site == Site::Question) {
                both(&scene.parts, &other.parts, &mut words, &mut of);
            }
        }
        self.keep(place, &words, &of, (section.begins(), base.begins()));
    }

    fn keep(&mut self, place: &str, words: &str, of: &str, at: (Place, Place)) {
        if !words.is_empty() && !place.is_empty() {
            self.all.push(Abreast { file: self.path.to_owned(), place: place.to_owned(), words: short(words), of: short(of), at });
        }
    }
}

/// Adds the words of each setting that is translated, and those that it translates.
fn both(here: &Parts, there: &Parts, words: &mut String, of: &mut String) {
    for (setting, other) in here.settings.iter().filter_map(|setting| Some((setting, there.setting(setting.name)?))) {
        add(setting.name, &setting.part, words);
        add(other.name, &other.part, of);
    }
}

/// Returns the id of a page or question: as written, else that of its title, else its place.
pub(super) fn called(section: &Section, place: usize) -> String {
    if section.has("id") || section.site != Site::Page {
        return section.line("id");
    }
    crate::id::PageId::nearest(&section.line("title")).map_or_else(|| format!("page-{}", place + 1), |id| id.to_string())
}

/// Returns the scene of a question that a translated one translates.
pub(super) fn scene_of<'s>(question: &'s Section, scene: &Section) -> Option<&'s Section> {
    question.sections.iter().find(|other| other.line("id") == scene.line("id"))
}

/// Returns what a release keeps of the translations: beside words that did not change, what stood beside them `before`.
pub(super) fn kept(draft: &Draft, before: &[Translated]) -> Vec<Translated> {
    let mut all: Vec<Translated> = Vec::new();
    for one in abreast(draft) {
        let of = of_before(before, &one).unwrap_or(&one.of);
        let entry = format!("{} {of} {}", one.words, one.place);
        match all.last_mut().filter(|last| last.file == one.file) {
            Some(last) => last.words.push(entry),
            None => all.push(Translated { file: one.file, words: vec![entry], items: Vec::new() }),
        }
    }
    for list in listed(draft) {
        if let Some(file) = all.iter_mut().find(|file| file.file == list.file) {
            file.items.push(list.kept());
        }
    }
    all
}

/// Counts the translated files that do not say what they said at the last release, with those that came or went.
pub(super) fn changed(draft: &Draft, before: &[Translated]) -> usize {
    if draft.translations.is_empty() && before.is_empty() {
        return 0;
    }
    let now = kept(draft, before);
    let words = |file: &Translated| file.words.iter().cloned().collect::<BTreeSet<String>>();
    let is_as_before = |file: &Translated| before.iter().any(|old| old.file == file.file && words(old) == words(file));
    let is_of_a_draft = |file: &str| base_of(draft, file).is_some_and(|base| base.top.flag("draft"));
    let is_gone = |old: &&Translated| now.iter().all(|file| file.file != old.file) && !is_of_a_draft(&old.file);
    now.iter().filter(|file| !is_as_before(file)).count() + before.iter().filter(is_gone).count()
}

/// Returns the digest of what words translated when they came to be, where they are as they were at the last release.
pub(super) fn of_before<'b>(before: &'b [Translated], one: &Abreast) -> Option<&'b str> {
    let file = before.iter().find(|translated| translated.file == one.file)?;
    file.words.iter().find_map(|entry| {
        let (words, rest) = entry.split_once(' ')?;
        let (of, place) = rest.split_once(' ')?;
        (place == one.place && words == one.words).then_some(of)
    })
}
