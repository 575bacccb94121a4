//! The settings of one question, read by type, before it is known what kind it is. Spans count bytes of the file.

use std::ops::{Deref, DerefMut, Range};
use std::sync::Arc;

use crate::diagnostic::Place;
use crate::prose::Words;
use crate::prose::list::List;

/// A setting's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A text in the list grammar.
    List(List),
    /// A line or Markdown.
    Words(Words),
    /// A list of lines.
    Lines(Vec<Words>),
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Count(u32),
    /// A number with up to two decimals, in hundredths.
    Hundredths(u32),
    /// A day.
    Date(jiff::civil::Date),
}

/// A setting, its places, and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// Where the name stands.
    pub named_at: Range<usize>,
    /// Where the value stands, with its quotation marks.
    pub value_at: Range<usize>,
    /// The value.
    pub part: Part,
}

/// The settings of one place, in the order written. Most names that are asked for are not there, and that is told without looking at
/// the settings themselves, which lie far apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    all: Vec<Setting>,
    /// A bit for each name among them; names may share one.
    signs: u64,
}

impl Settings {
    /// Makes room for so many.
    #[must_use]
    pub fn for_some(count: usize) -> Self {
        Self { all: Vec::with_capacity(count), signs: 0 }
    }

    /// Adds one at the end.
    pub fn push(&mut self, setting: Setting) {
        self.signs |= sign(setting.name);
        self.all.push(setting);
    }

    /// Takes out all but those that are to stay.
    pub fn retain(&mut self, stays: impl FnMut(&Setting) -> bool) {
        self.all.retain(stays);
    }

    fn named(&self, name: &str) -> Option<&Setting> {
        if self.signs & sign(name) == 0 {
            return None;
        }
        self.all.iter().find(|setting| setting.name == name)
    }
}

impl Deref for Settings {
    type Target = [Setting];

    fn deref(&self) -> &[Setting] {
        &self.all
    }
}

impl DerefMut for Settings {
    fn deref_mut(&mut self) -> &mut [Setting] {
        &mut self.all
    }
}

impl<'a> IntoIterator for &'a Settings {
    type Item = &'a Setting;
    type IntoIter = std::slice::Iter<'a, Setting>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

/// Returns the bit of a name: by its length and its first and last letters.
const fn sign(name: &str) -> u64 {
    match name.as_bytes() {
        [first, .., last] => 1 << ((name.len() * 7 + *first as usize * 5 + *last as usize) % 64),
        _ => 1,
    }
}

/// What a trainer set in one question, or in one scene of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The file.
    pub file: Arc<str>,
    /// Where the header `[[question]]` stands.
    pub header: Range<usize>,
    /// The settings in the order written; only those that could be read.
    pub settings: Settings,
    /// The names of settings that are there and could not be read, so that no rule complains of them again.
    pub unread: Vec<&'static str>,
    /// The scenes, in the order written.
    pub scenes: Vec<Parts>,
}

impl Parts {
    /// Returns a setting that is there.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&Setting> {
        self.settings.named(name)
    }

    /// Returns a setting's list, if it is one.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<&List> {
        match &self.setting(name)?.part {
            Part::List(list) => Some(list),
            _ => None,
        }
    }

    /// Returns a setting's words.
    #[must_use]
    pub fn words(&self, name: &str) -> Option<&Words> {
        match &self.setting(name)?.part {
            Part::Words(words) => Some(words),
            _ => None,
        }
    }

    /// Returns a setting's lines; none when it is not there.
    #[must_use]
    pub fn lines(&self, name: &str) -> &[Words] {
        match self.setting(name).map(|setting| &setting.part) {
            Some(Part::Lines(lines)) => lines,
            _ => &[],
        }
    }

    /// Returns a yes or no.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.setting(name)?.part {
            Part::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    /// Returns a whole number.
    #[must_use]
    pub fn count(&self, name: &str) -> Option<u32> {
        match self.setting(name)?.part {
            Part::Count(count) => Some(count),
            _ => None,
        }
    }

    /// Returns a place in the question's file.
    #[must_use]
    pub fn place(&self, span: &Range<usize>) -> Place {
        Place { file: self.file.clone(), span: span.clone() }
    }
}
