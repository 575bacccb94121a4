//! Texts that do not end as they begin, or not at all: they are read as if they did.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B002;

use super::{Mender, quotes};

impl<'t> Mender<'_, 't> {
    /// Tells of a text that closes with other marks than it opens with, and reads on as if they were the same.
    pub(super) fn other_mark(&mut self, key: &str, opens: &Range<usize>, closes: Range<usize>) -> usize {
        let (mark, other) = (self.get(opens.clone()), self.get(closes.clone()));
        let message = format!("the text of `{key}` closes with other marks than it opens with");
        let complaint = Diagnostic::new(&B002, message, self.place(&closes), format!("`{other}` does not close it"))
            .and(self.place(opens), format!("the text opens with `{mark}`"))
            .help(format!("write `{mark}` here, too"));
        self.tell(complaint);
        let until = closes.end;
        self.edits.push((closes, mark.to_owned()));
        until
    }

    pub(super) fn text_never_ends(&mut self, key: &str, opens: Range<usize>, closes_at: usize) -> usize {
        let header = self.rest_of_line(closes_at).split('#').next().unwrap_or("").trim().to_owned();
        let before = self.words_of(opens.end..closes_at).trim_end();
        let words: Vec<&str> = before.split_whitespace().collect();
        let last = words.get(words.len().saturating_sub(3)..).unwrap_or(&[]).join(" ");
        let mark = self.get(opens.clone()).to_owned();
        let mut complaint = Diagnostic::new(
            &B002,
            format!("the text of `{key}` never ends"),
            self.place(&opens),
            "the text opens here and is never closed",
        );
        if header.is_empty() {
            complaint = complaint.note("I read on as if it ended with the file");
        } else {
            let noun = header.trim_matches(['[', ']']).rsplit('.').next().unwrap_or("page").to_owned();
            let line = self.line_at(closes_at);
            complaint = complaint
                .and(self.place(&(closes_at..closes_at + header.len())), format!("a new {noun} seems to begin here"))
                .note(format!("I read on as if it ended before line {line}, so the rest of the file is checked, too"));
        }
        let help = if last.is_empty() {
            format!("write `{mark}` on a line of its own below it")
        } else {
            format!("write `{mark}` on a line of its own after \"{last}\"")
        };
        self.tell(complaint.help(help));
        self.edits.push((closes_at..closes_at, format!("{mark}\n")));
        self.lost.push(opens);
        closes_at.saturating_sub(1)
    }

    /// Returns what of a text that never ends are its words: what stands above the first line that seems to be the next setting.
    fn words_of(&self, text: Range<usize>) -> &'t str {
        let words = self.get(text);
        let is_setting = |line: &str| {
            let known = |name: &str| quotes::row(self.site, self.header, name).is_some();
            line.split_once('=').is_some_and(|(name, value)| known(name.trim()) && !value.trim().is_empty())
        };
        let mut at = 0;
        for (number, line) in words.split_inclusive('\n').enumerate() {
            if number > 0 && is_setting(line) {
                return words.get(..at).unwrap_or(words);
            }
            at += line.len();
        }
        words
    }

    /// Returns the number of the line that a byte stands in. Bytes are asked for from the first to the last.
    fn line_at(&mut self, at: usize) -> usize {
        let (from, line) = self.counted;
        self.counted = (at, line + self.get(from..at).matches('\n').count());
        self.counted.1
    }
}
