//! What a line is made of, and how wide letters are.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Target, Tone};

/// What part a span plays, beside its tone: the drawing side gives each a look, by words or signs first and colour second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// Running words.
    #[default]
    Body,
    /// A heading's words.
    Heading,
    /// A quotation's words.
    Quote,
    /// A sign of ours: a bullet, a number, a rule.
    Sign,
}

/// A run of letters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The letters, without line ends.
    pub text: String,
    /// How they are meant.
    pub tone: Tone,
    /// What part they play.
    pub part: Part,
    /// Where they lead.
    pub link: Option<Target>,
}

/// One line of spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// From left to right.
    pub spans: Vec<Span>,
}

impl Line {
    /// Returns the line's letters.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// Returns the line's width in columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.spans.iter().map(|span| width(&span.text)).sum()
    }
}

/// Returns the width of a text in terminal columns: wide letters two, combining marks none. A cell is written for each letter as a reader
/// counts them; letters that a font may join, such as Arabic lam and alef, stand in a cell each all the same.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        text.len()
    } else if text.chars().all(is_plain) {
        text.chars().count()
    } else {
        text.graphemes(true).map(UnicodeWidthStr::width).sum()
    }
}

/// Whether a letter takes one column wherever it stands, and joins with no other: the letters of most European languages, and the marks
/// between them.
#[must_use]
pub const fn is_plain(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '\u{2010}'..='\u{2027}')
}

/// Cuts a text to at most `columns`, with `…` at its end where something was cut.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for letter in text.graphemes(true) {
        if used + width(letter) + 1 > columns {
            break;
        }
        used += width(letter);
        kept.push_str(letter);
    }
    if columns > 0 {
        kept.push('…');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_wide_as_its_letters_one_by_one() {
        for (text, columns) in [("لا", 2), ("تمّت القراءة", 11), ("日本", 4), ("e\u{301}", 1)] {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn a_plain_letter_takes_one_column_and_joins_with_no_other() {
        let plain: Vec<char> = ('\0'..='\u{ffff}').filter(|letter| is_plain(*letter)).collect();
        assert!(plain.len() > 500);
        let all: String = plain.iter().flat_map(|letter| [*letter, 'x', *letter, *letter]).collect();
        assert_eq!(all.graphemes(true).count(), all.chars().count());
        assert!(plain.iter().all(|letter| letter.to_string().width() == 1));
        assert_eq!(all.width(), all.chars().count());
    }
}
