//! One paragraph, broken into lines at the places Unicode allows words to part: at spaces, after hyphens, between wide letters.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Run;
use super::line::{Line, Part, Span, is_plain, width};

/// A paragraph on its way to being lines. Words are lent by the runs until they stand on a line.
pub(super) struct Paragraph<'a> {
    columns: usize,
    part: Part,
    lines: Vec<Line>,
    line: Line,
    used: usize,
    /// The word being gathered: letters of one run, or of several that follow each other; and its width.
    word: Vec<(&'a Run, Range<usize>)>,
    wide: usize,
    /// The run of the white space owed before the word, dropped at a line's end.
    gap: Option<&'a Run>,
}

impl<'a> Paragraph<'a> {
    /// Begins a paragraph of a width in columns, all of which plays one part.
    pub(super) const fn new(columns: usize, part: Part) -> Self {
        Self { columns, part, lines: Vec::new(), line: Line { spans: Vec::new() }, used: 0, word: Vec::new(), wide: 0, gap: None }
    }

    /// Adds a run; one that is a line end and nothing else ends the line.
    pub(super) fn add(&mut self, run: &'a Run) {
        if run.text == "\n" {
            self.place_word();
            self.gap = None;
            self.break_line();
            return;
        }
        let mut from = 0;
        for (nth, word) in run.text.split(' ').enumerate() {
            if nth > 0 {
                self.place_word();
                self.gap = Some(run);
            }
            if let Some(wide) = width_of_one_piece(word) {
                self.gather(run, from..from + word.len(), wide);
            } else {
                self.add_letters(word, from, run);
            }
            from += word.len() + 1;
        }
    }

    /// Ends the paragraph and returns its lines, at least one.
    pub(super) fn finish(mut self) -> Vec<Line> {
        self.place_word();
        if !self.line.spans.is_empty() || self.lines.is_empty() {
            self.break_line();
        }
        self.lines
    }

    /// Adds a word letter by letter: it may part after hyphens and between wide letters, an address nowhere.
    fn add_letters(&mut self, word: &str, from: usize, run: &'a Run) {
        let addressed = is_address(word) && width(word) <= self.columns;
        for (at, letter) in word.grapheme_indices(true) {
            let wide = width(letter);
            if wide > 1 {
                self.place_word();
            }
            self.gather(run, from + at..from + at + letter.len(), wide);
            if wide > 1 || (!addressed && matches!(letter, "-" | "–" | "—" | "/")) {
                self.place_word();
            }
        }
    }

    /// Adds letters of a run to the word.
    fn gather(&mut self, run: &'a Run, letters: Range<usize>, wide: usize) {
        if letters.is_empty() {
            return;
        }
        self.wide += wide;
        match self.word.last_mut() {
            Some((last, there)) if std::ptr::eq(*last, run) && there.end == letters.start => there.end = letters.end,
            _ => self.word.push((run, letters)),
        }
    }

    /// Puts the gathered word on this line, or on the next when it does not fit; a word wider than a line is cut.
    fn place_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let gap = usize::from(self.gap.is_some() && self.used > 0);
        if self.used > 0 && self.used + gap + self.wide > self.columns {
            self.break_line();
        } else if let Some(run) = self.gap.filter(|_| self.used > 0) {
            self.put(" ", run);
        }
        self.gap = None;
        self.wide = 0;
        let mut word = std::mem::take(&mut self.word);
        for (run, letters) in word.drain(..) {
            let text = run.text.get(letters).unwrap_or_default();
            if self.used + width(text) <= self.columns {
                self.put(text, run);
                continue;
            }
            for letter in text.graphemes(true) {
                if width(letter) <= self.columns {
                    self.put_where_it_fits(letter, run);
                    continue;
                }
                // Marks that widen a letter beyond the line stand below it.
                for (at, mark) in letter.char_indices() {
                    self.put_where_it_fits(letter.get(at..at + mark.len_utf8()).unwrap_or_default(), run);
                }
            }
        }
        self.word = word;
    }

    /// Puts letters on this line, or on the next when they do not fit.
    fn put_where_it_fits(&mut self, letters: &str, run: &Run) {
        if self.used > 0 && self.used + width(letters) > self.columns {
            self.break_line();
        }
        self.put(letters, run);
    }

    /// Puts letters at the end of the line.
    fn put(&mut self, text: &str, run: &Run) {
        self.used += width(text);
        if let Some(last) = self.line.spans.last_mut().filter(|last| last.tone == run.tone && last.link == run.link) {
            last.text.push_str(text);
            return;
        }
        let mut letters = String::with_capacity(text.len().max(self.columns.min(MOST)));
        letters.push_str(text);
        self.line.spans.push(Span { text: letters, tone: run.tone, part: self.part, link: run.link.clone() });
    }

    fn break_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.used = 0;
    }
}

/// Room is made for so many letters of a line at once, and no more however wide the line may be.
const MOST: usize = 128;

/// Returns the width of a word in which nothing may part and each letter is one column, so that its letters need no look one by one.
fn width_of_one_piece(word: &str) -> Option<usize> {
    word.chars().try_fold(0, |count, letter| {
        let stays = is_plain(letter) && !matches!(letter, '-' | '–' | '—' | '/');
        stays.then_some(count + 1)
    })
}

/// Whether a word is an address or a number, which is read best in one piece.
fn is_address(word: &str) -> bool {
    word.contains('@') || word.contains("://") || word.starts_with(|letter: char| letter.is_ascii_digit())
}
