//! Questions as formats agree on them.

/// A set of questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// What the set is called; may be empty.
    pub title: String,
    /// The questions in order.
    pub questions: Vec<Asked>,
}

/// One question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The line of the file it begins in, counted from 1.
    pub line: usize,
    /// Its name; may be empty.
    pub name: String,
    /// What is asked, as Markdown.
    pub ask: String,
    /// Why, for the whole question; may be empty.
    pub why: String,
    /// Help before answering; may be empty.
    pub hint: String,
    /// What it is worth.
    pub points: u32,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// How it is answered.
    pub body: Body,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// By one of several options, or by several.
    Choice {
        /// The options with what each is worth and what is said to whoever takes it.
        options: Vec<(String, Share, String)>,
        /// Whether several may be marked.
        several: bool,
    },
    /// By yes or no.
    Truth(bool),
    /// By a few words.
    Words {
        /// What is right.
        accept: Vec<String>,
        /// What is half right.
        near: Vec<String>,
        /// Whether every letter counts.
        strict: bool,
    },
    /// By a partner for each.
    Pairs {
        /// Left and right.
        pairs: Vec<(String, String)>,
        /// Right sides that match nothing.
        extra: Vec<String>,
    },
    /// By putting steps in order.
    Order(Vec<String>),
    /// By a bin for each.
    Bins(Vec<(String, Vec<String>)>),
    /// In a way that only this course knows; told by the name of its kind.
    OnlyHere(&'static str),
}

impl Default for Body {
    fn default() -> Self {
        Self::Truth(true)
    }
}

/// What an option is worth, as our marks have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Right.
    Right,
    /// Half right.
    Half,
    /// Wrong.
    Wrong,
}

/// Of a question that takes one answer, while several are right.
pub(super) const EACH_IS_ENOUGH: &str = "that each of its right answers is enough; here all of them are to be ticked";

/// Something that was not carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The line it stood in.
    pub line: usize,
    /// What it was, and what became of it.
    pub what: String,
}

/// What reading a text gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The questions.
    pub paper: Paper,
    /// What was not carried over, in the order of lines.
    pub lost: Vec<Lost>,
}

impl Taken {
    /// Lists something.
    pub(super) fn lose(&mut self, line: usize, what: impl Into<String>) {
        self.lost.push(Lost { line, what: what.into() });
    }
}

/// What writing gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The text.
    pub text: String,
    /// What was not carried over.
    pub lost: Vec<Lost>,
}

impl Given {
    /// Lists something.
    pub(super) fn lose(&mut self, asked: &Asked, what: impl std::fmt::Display) {
        self.lost.push(Lost { line: asked.line, what: format!("question `{}`: {what}", asked.name) });
    }
}

/// Returns words on one line.
pub(super) fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
