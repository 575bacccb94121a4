//! The letters of a file, which all that is read from it may share.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::Arc;

/// Letters, whole or a part of what others hold too. What is read from a file lends its words from it: a course of many small texts would
/// else be as many small copies.
#[derive(Clone)]
pub struct Text(Letters);

#[derive(Clone)]
enum Letters {
    /// In the program.
    Program(&'static str),
    /// A part of letters that several hold.
    Shared { whole: Arc<str>, at: Range<usize> },
}

use Letters::{Program, Shared};

impl Text {
    /// Copies letters that nobody keeps.
    #[must_use]
    pub fn copied(letters: &str) -> Self {
        if letters.is_empty() { Self::default() } else { Self::from(Arc::<str>::from(letters)) }
    }

    /// Returns letters that stand in this text as a part of it, and a copy of those that stand elsewhere, however much they look the same.
    #[must_use]
    pub fn lend(&self, letters: &str) -> Self {
        let from = letters.as_ptr().addr().checked_sub(self.as_ptr().addr());
        let part = from.and_then(|from| self.part(from..from.checked_add(letters.len())?));
        part.filter(|part| std::ptr::eq(&raw const **part, letters)).unwrap_or_else(|| Self::copied(letters))
    }

    /// Returns the part at some bytes; `None` where there are no such, or a letter would be cut.
    fn part(&self, at: Range<usize>) -> Option<Self> {
        match &self.0 {
            Program(letters) => Some(Self(Program(letters.get(at)?))),
            Shared { whole, at: own } => {
                let at = own.start.checked_add(at.start)?..own.start.checked_add(at.end)?;
                (at.end <= own.end && whole.get(at.clone()).is_some()).then(|| Self(Shared { whole: whole.clone(), at }))
            }
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self(Program(""))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Program(letters) => letters,
            Shared { whole, at } => whole.get(at.clone()).unwrap_or_default(),
        }
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

impl From<&'static str> for Text {
    fn from(letters: &'static str) -> Self {
        Self(Program(letters))
    }
}

impl From<Arc<str>> for Text {
    fn from(whole: Arc<str>) -> Self {
        Self(Shared { at: 0..whole.len(), whole })
    }
}

impl From<String> for Text {
    fn from(letters: String) -> Self {
        Self::from(Arc::<str>::from(letters))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        // Most that are compared are the same: a file as it was before.
        std::ptr::eq(&raw const **self, &raw const **other) || **self == **other
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether two texts are the same bytes of memory.
    fn are_one(text: &Text, letters: &str) -> bool {
        std::ptr::eq(&raw const **text, letters)
    }

    #[test]
    fn what_stands_in_a_text_is_lent_and_what_stands_elsewhere_is_copied() {
        for text in [Text::from("one häß two"), Text::from("one häß two".to_owned())] {
            let at = |at: Range<usize>| text.get(at).unwrap();
            for part in [0..3, 4..9, 10..13, 0..13, 3..3, 13..13] {
                let letters = at(part.clone());
                let lent = text.lend(letters);
                assert_eq!(&*lent, letters);
                assert!(letters.is_empty() || are_one(&lent, letters), "{part:?}");
                // A part lends as the whole does, but nothing beyond itself.
                assert!(lent.is_empty() || are_one(&lent.lend(&lent), letters));
            }
            let middle = text.lend(at(4..9));
            let beyond = middle.lend(at(4..13));
            assert!(&*beyond == at(4..13) && !are_one(&beyond, at(4..13)));
            let before = middle.lend(at(0..3));
            assert!(&*before == "one" && !are_one(&before, at(0..3)));
            let elsewhere = String::from("two");
            assert!(&*text.lend(&elsewhere) == "two" && !are_one(&text.lend(&elsewhere), &elsewhere));
        }
    }

    #[test]
    fn texts_of_the_same_letters_are_the_same() {
        let (program, shared) = (Text::from("abc"), Text::from("xabc".to_owned()));
        assert_eq!(program, shared.lend(shared.get(1..).unwrap()));
        assert_ne!(program, shared);
        assert_eq!(Text::default(), Text::copied(""));
        assert_eq!(format!("{program:?}"), "\"abc\"");
    }
}
