//! Why something was not done, told in the language of whoever reads it.

use std::fmt::{Debug, Display};

use crate::language::Language;

/// A reason. Shown, it is in English, as on the command line.
pub trait Because: Debug + Display + Send + Sync {
    /// Words it: what was the matter and, on lines of their own, what to do about it.
    fn said(&self, say: Language) -> String;

    /// Words it in one line, for who is in the middle of something.
    fn in_a_line(&self, say: Language) -> String {
        self.said(say).lines().collect::<Vec<_>>().join("; ")
    }
}

/// Words that are in the reader's language already.
impl Because for String {
    fn said(&self, _: Language) -> String {
        self.clone()
    }
}

impl From<String> for Box<dyn Because> {
    fn from(words: String) -> Self {
        Box::new(words)
    }
}

impl From<&str> for Box<dyn Because> {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}
