//! The lines of a file around the places of a finding, made safe to print: what is shown never steers a terminal.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

/// A file's bytes cut into lines. Bytes that are not text are shown as `�`, one column each.
#[derive(Debug)]
pub(super) struct Text<'a> {
    bytes: &'a [u8],
    /// Where each line begins.
    starts: Vec<usize>,
    /// How many letters stand before each [`BLOCK`] of bytes, so that a place far along a line is not counted to from its beginning.
    /// Empty where not all bytes are text.
    letters: Vec<usize>,
}

/// How many bytes are counted at once.
const BLOCK: usize = 1024;

/// The files that findings are about, each cut into lines once, however many findings there are.
pub struct Texts<'s, 'a> {
    bytes: Bytes<'s, 'a>,
    known: BTreeMap<String, Option<Text<'a>>>,
}

/// Returns a file's bytes by its path.
pub type Bytes<'s, 'a> = &'s dyn Fn(&str) -> Option<&'a [u8]>;

impl<'s, 'a> Texts<'s, 'a> {
    /// Has cut none yet; `bytes` gives a file's bytes by its path.
    #[must_use]
    pub const fn new(bytes: Bytes<'s, 'a>) -> Self {
        Self { bytes, known: BTreeMap::new() }
    }

    /// Cuts a file, unless that was done.
    pub(super) fn open(&mut self, file: &str) {
        if !self.known.contains_key(file) {
            self.known.insert(file.to_owned(), (self.bytes)(file).map(Text::new));
        }
    }

    /// Returns a file that was opened and is there.
    pub(super) fn of(&self, file: &str) -> Option<&Text<'a>> {
        self.known.get(file)?.as_ref()
    }
}

impl fmt::Debug for Texts<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("known", &self.known.keys()).finish_non_exhaustive()
    }
}

impl<'a> Text<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        let mut letters = Vec::new();
        if std::str::from_utf8(bytes).is_ok() {
            let blocks = bytes.chunks(BLOCK).map(letters_in);
            letters.extend(std::iter::once(0).chain(blocks.scan(0, |all, block| {
                *all += block;
                Some(*all)
            })));
        }
        Self { bytes, starts, letters }
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
        if self.letters.is_empty() {
            return (line + 1, letters(before).chars().filter(|letter| *letter != '\u{feff}').count() + 1);
        }
        // A byte-order mark stands at the beginning of a file and nowhere else, but for what nobody means.
        let marks = before.strip_prefix("\u{feff}".as_bytes()).map_or(0, |_| 1);
        (line + 1, self.letters_before(start + before.len()) - self.letters_before(start) - marks + 1)
    }

    fn letters_before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        let rest = self.bytes.get(block * BLOCK..at).unwrap_or(&[]);
        self.letters.get(block).copied().unwrap_or(0) + letters_in(rest)
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

/// Counts the letters that begin in some bytes of a text.
fn letters_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
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
    let (mut column, mut counted) = (0, 0);
    for letter in words.chars() {
        match letter {
            '\t' => {
                // Counted on from the last tab, so that a line of many tabs is not measured again for each.
                column = (column + safe.get(counted..).unwrap_or("").width()) % 4;
                safe.push_str("    ".get(column..).unwrap_or("    "));
                (column, counted) = (0, safe.len());
            }
            '\r' | '\u{feff}' => {}
            letter if steers(letter) => safe.push('\u{241b}'),
            letter => safe.push(letter),
        }
    }
    safe
}

/// Whether a letter could steer a terminal (C0, DEL, C1), reorders text (U+061C, U+200E-200F, U+202A-202E, U+2066-2069) or hides in it. The
/// joiners U+200C and U+200D do not count: scripts and emoji need them. This is the one list of them: [`crate::prose::safe`] asks it too.
#[must_use]
pub const fn steers(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
