//! The settings of one question, read by type, before it is known what kind it is. Spans count bytes of the file.

use std::ops::Range;
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

/// What a trainer set in one question, or in one scene of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The file.
    pub file: Arc<str>,
    /// Where the header `[[question]]` stands.
    pub header: Range<usize>,
    /// The settings in the order written; only those that could be read.
    pub settings: Vec<Setting>,
    /// The names of settings that are there and could not be read, so that no rule complains of them again.
    pub unread: Vec<&'static str>,
    /// The scenes, in the order written.
    pub scenes: Vec<Parts>,
}

impl Parts {
    /// Returns a setting that is there.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.name == name)
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
