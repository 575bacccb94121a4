//! How records are to be written, whatever the format.

use super::pars::Credit;

/// What a line of a table stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// A person's completion of a course.
    #[default]
    Completions,
    /// An attempt at a quiz.
    Attempts,
}

/// How records are written.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'a> {
    /// What a line stands for.
    pub lines: Lines,
    /// Whether a table of text begins with the sign by which some spreadsheets know UTF-8.
    pub marked: bool,
    /// Whether cells may be formulas: only for programs that compute nothing.
    pub raw: bool,
    /// Where people and courses have their addresses in statements.
    pub home: &'a str,
    /// What a credit report needs to know besides.
    pub credit: Option<&'a Credit>,
}

/// The address in statements where none was set: it is nobody's, and says so (RFC 2606).
const NOBODYS: &str = "https://bedside.invalid";

impl Default for Manner<'_> {
    fn default() -> Self {
        Self { lines: Lines::Completions, marked: false, raw: false, home: NOBODYS, credit: None }
    }
}
