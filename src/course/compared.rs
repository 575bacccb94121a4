//! Words as they are compared with those of another edition or another language: spaced alike, and by a short digest.

use crate::question::Part;
use crate::source::Digest;

/// Adds the words of one setting, by its name.
pub(super) fn add(name: &str, part: &Part, words: &mut String) {
    match part {
        Part::Words(text) if !matches!(name, "id" | "kind" | "note" | "image" | "quiz" | "lesson") => {
            words.push_str(&spaced(text.markdown()));
            words.push('\n');
        }
        Part::List(list) => {
            for item in list.items() {
                words.push_str(&spaced(item.words.markdown()));
                words.push_str(&spaced(item.reply.markdown()));
                words.push('\n');
            }
        }
        _ => {}
    }
}

pub(super) fn short(text: &str) -> String {
    Digest::of(text.as_bytes()).to_string().chars().take(12).collect()
}

/// Words with one space between each two, so that a line that wraps elsewhere is the same.
pub(super) fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
