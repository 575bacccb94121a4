//! The arrow that parts an item in two: where its sides are, and where it stands below its item and leads nowhere.

use std::borrow::Cow;
use std::ops::Range;

/// Returns where the words of an item of two sides end, and where its right side begins. Of a side that goes on over several lines, whose
/// indents are no letters of it, one line is pointed at.
pub(super) fn ends(words: &str, left: &str, right: &str, at: &Range<usize>) -> (usize, usize) {
    let last = right.rsplit('\n').next().unwrap_or(right);
    let first = left.split('\n').next().unwrap_or(left);
    let end = if right.contains('\n') { at.start + first.len() } else { at.end - (words.trim_end().len() - left.len()) };
    (end, at.end - last.len())
}

/// Returns words with their escaped arrows as arrows.
pub(super) fn arrows(text: &str) -> Cow<'_, str> {
    if text.contains("\\->") { Cow::Owned(text.replace("\\->", "->")) } else { Cow::Borrowed(text) }
}

/// Returns how many bytes a target takes at the end of a line of what is said about an item, with its arrow.
pub(super) fn below(line: &str) -> Option<usize> {
    let (before, target) = line.rsplit_once("-> ")?;
    let is_apart = before.is_empty() || before.ends_with(char::is_whitespace);
    (is_apart && is_id(target.trim())).then(|| target.len() + 3)
}

/// Whether some words may be the id of a page or scene.
fn is_id(words: &str) -> bool {
    let mut letters = words.bytes();
    letters.next().is_some_and(|first| first.is_ascii_lowercase())
        && letters.all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-')
}
