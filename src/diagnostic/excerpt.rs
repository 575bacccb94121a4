//! The lines of a file around the places of a finding, made safe to print: what is shown never steers a terminal.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

/// A file's bytes cut into lines. Bytes that are not text are shown as `�`, one column each.
pub(super) struct Text<'a> {
    bytes: &'a [u8],
    /// Where each line begins.
    starts: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        Self { bytes, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// Returns the line, counted from 0, that holds a byte.
    pub(super) fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// Returns the line and the column of a byte, counted from 1, in letters.
    pub(super) fn position(&self, at: usize) -> (usize, usize) {
        let line = self.line_of(at);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let before = self.bytes.get(start..at.min(self.bytes.len())).unwrap_or(&[]);
        (line + 1, letters(before).chars().filter(|letter| *letter != '\u{feff}').count() + 1)
    }

    fn span(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line).copied().unwrap_or(self.bytes.len());
        let end = self.starts.get(line + 1).map_or(self.bytes.len(), |next| next - 1);
        start..end.max(start)
    }

    fn raw(&self, line: usize) -> String {
        letters(self.bytes.get(self.span(line)).unwrap_or(&[])).trim_end().to_owned()
    }

    /// Returns a line as it may be printed.
    pub(super) fn shown(&self, line: usize) -> String {
        safe(&self.raw(line))
    }

    /// Returns the columns from which and up to which a span's part on its first line stands; at least one.
    pub(super) fn columns(&self, span: &Range<usize>) -> (usize, usize) {
        let line = self.span(self.line_of(span.start));
        let wide = |upto: usize| safe(&letters(self.bytes.get(line.start..upto.clamp(line.start, line.end)).unwrap_or(&[]))).width();
        let end = self
            .bytes
            .get(span.start..span.end.min(line.end))
            .map_or(span.end, |part| span.start + letters(part).trim_end().len().min(part.len()));
        let from = wide(span.start);
        (from, wide(end.min(line.end)).max(from + 1))
    }

    /// Adds the lines that make the places understandable: the header just above, the rest of a text whose name is pointed at, and what is
    /// between two places that lie near each other.
    pub(super) fn around(&self, pointed: &BTreeSet<usize>) -> Vec<usize> {
        let mut shown = pointed.clone();
        for line in pointed {
            let words = self.raw(*line);
            let first = words.trim_start();
            if opens(&words) {
                shown.extend(self.until_closed(*line));
            } else if first.starts_with('[') || first.starts_with('#') {
                shown.extend((line + 1..line + 3).take_while(|next| *next < self.starts.len() && !self.raw(*next).trim().is_empty()));
            } else if first.starts_with(['-', '#']) || first.starts_with(|c: char| c.is_ascii_digit()) {
                shown.extend(
                    (line.saturating_sub(3)..*line)
                        .rev()
                        .find(|above| opens(&self.raw(*above)))
                        .into_iter()
                        .flat_map(|opening| opening..*line),
                );
                shown.extend(Some(line + 1).filter(|next| matches!(self.raw(*next).trim(), "'''" | "\"\"\"")));
            }
            shown.extend(
                (line.saturating_sub(2)..*line)
                    .rev()
                    .take_while(|above| !self.raw(*above).trim().is_empty())
                    .find(|above| self.raw(*above).starts_with('[')),
            );
        }
        let mut filled: Vec<usize> = Vec::new();
        for line in shown {
            if let Some(last) = filled.last().copied().filter(|last| line - last <= 5) {
                filled.extend(last + 1..line);
            }
            filled.push(line);
        }
        filled
    }

    fn until_closed(&self, line: usize) -> Range<usize> {
        let most = (line + 9).min(self.starts.len());
        let closes = (line + 1..most).find(|next| self.raw(*next).contains("'''") || self.raw(*next).contains("\"\"\""));
        line..closes.map_or(most.min(line + 4), |closes| closes + 1)
    }
}

fn opens(line: &str) -> bool {
    line.matches("'''").count() % 2 == 1 && line.contains('=') || line.matches("\"\"\"").count() % 2 == 1 && line.contains('=')
}

/// Returns bytes as letters; a byte that is no letter becomes `�`.
fn letters(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '\u{fffd}'));
    }
    text
}

/// Returns words as one line that cannot steer a terminal: tabs are filled up to the next fourth column, anything else that steers,
/// reorders or hides becomes `␛`.
pub(super) fn safe(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\t' => safe.push_str(&" ".repeat(4 - safe.width() % 4)),
            '\r' | '\u{feff}' => {}
            letter if steers(letter) => safe.push('\u{241b}'),
            letter => safe.push(letter),
        }
    }
    safe
}

pub(super) const fn steers(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
