//! What the terms of the glossary are called: by their ids, or as the pages that link to them write them.

use std::collections::BTreeMap;

use crate::id::TermId;
use crate::prose::Words;

use super::Course;
use super::compared::spaced;

/// A term of the glossary.
#[derive(Clone, Debug)]
pub struct Term<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its id.
    pub id: &'a TermId,
    /// What it means.
    pub meaning: &'a Words,
}

impl Course {
    /// Returns the terms in the order of their names.
    #[must_use]
    pub fn glossary(&self) -> Vec<Term<'_>> {
        let mut all: Vec<Term<'_>> = self.terms.iter().map(|(id, meaning)| Term { name: self.term_name(id), id, meaning }).collect();
        all.sort_by_cached_key(|term| term.name.to_lowercase());
        all
    }

    /// Returns what a term is called; nothing for one that is not there.
    #[must_use]
    pub fn term_name(&self, id: &TermId) -> &str {
        self.term_names().get(id).map_or("", String::as_str)
    }

    /// Returns what each term is called. Every file is looked through for that, when somebody asks for the first time.
    fn term_names(&self) -> &BTreeMap<TermId, String> {
        self.names.get_or_init(|| {
            let links = Names::of(self);
            self.terms.iter().map(|(id, meaning)| (id.clone(), links.name(id, meaning))).collect()
        })
    }
}

/// The words of the links to each term, in the order of the files.
struct Names<'a> {
    /// Those of the language that is read, where it is not the course's own.
    read: BTreeMap<&'a str, Vec<&'a str>>,
    own: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Names<'a> {
    fn of(course: &'a Course) -> Self {
        let folder = format!("translations/{}/", course.language);
        let mut names = Self { read: BTreeMap::new(), own: BTreeMap::new() };
        for path in course.files.texts.keys() {
            let of = if path.starts_with(&folder) {
                &mut names.read
            } else if path.starts_with("translations/") {
                continue;
            } else {
                &mut names.own
            };
            links(course.files.text(path).unwrap_or_default(), |id, words| of.entry(id).or_default().push(words));
        }
        names
    }

    /// An id is a name without its accents and capitals, where the trainer's language has any: a link that has the same letters is the
    /// name. One that is made of the initials of a link, or of what its meaning begins with, is written in capitals. In another language
    /// the id says nothing, and the first link does.
    fn name(&self, id: &TermId, meaning: &Words) -> String {
        let plain = |words: &&str| spaced(&Words::ours(words).plain());
        if let Some(name) = self.read.get(id.as_str()).and_then(|links| links.first()).map(plain).filter(|name| !name.is_empty()) {
            return name;
        }
        let bare = id.as_str().replace('-', " ");
        let begins_a_sentence = |name: &str| name.chars().skip(1).eq(bare.chars().skip(1)) && name.to_lowercase() == bare;
        let links = || self.own.get(id.as_str()).into_iter().flatten().map(plain);
        let mut same = links().filter(|name| TermId::nearest(name).as_ref() == Some(id) && !begins_a_sentence(name));
        let has_initials = || links().chain([meaning.plain()]).any(|words| begins_with_initials(&words, id.as_str()));
        same.next().unwrap_or_else(|| if has_initials() { bare.to_uppercase() } else { bare })
    }
}

/// Whether words begin with these initials, after an article or at once.
fn begins_with_initials(words: &str, initials: &str) -> bool {
    let first: Vec<char> = words.split_whitespace().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect();
    let wanted: Vec<char> = initials.chars().collect();
    wanted.len() > 1 && (0..2).any(|from| first.get(from..).is_some_and(|first| first.starts_with(&wanted)))
}

/// Calls `visit` with the term and the words of each link to one.
fn links<'t>(text: &'t str, mut visit: impl FnMut(&'t str, &'t str)) {
    for (at, link) in text.match_indices("](term:") {
        let id = text.get(at + link.len()..).and_then(|rest| rest.split_once(')')).map(|(id, _)| id);
        let words = text.get(..at).and_then(|before| before.rsplit_once('[')).map(|(_, words)| words);
        if let (Some(id), Some(words)) = (id, words.filter(|words| !words.contains('\\'))) {
            visit(id, words);
        }
    }
}
