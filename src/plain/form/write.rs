//! A few words of one's own, ended by a line with a single full stop.

use crate::journey::{parted, says_full};
use crate::language::Language;
use crate::plain::command::is;
use crate::plain::paper::Paper;
use crate::question::Response;

use super::Answered;

/// The most letters an answer may have.
const MOST: usize = 200;

/// What is typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::plain) struct Draft {
    text: Text,
}

impl Draft {
    /// Goes on with what was typed before.
    pub(super) fn of(text: &str) -> Self {
        Self { text: Text::of(text) }
    }

    pub(super) fn so_far(&self) -> Response {
        Response::Written(self.text.so_far(MOST))
    }

    pub(super) fn tell(&self, paper: &mut Paper<'_>) {
        self.text.tell(MOST, paper);
    }

    pub(super) fn hear(&mut self, line: &str, say: Language) -> Answered {
        match self.text.hear(line, MOST, say) {
            Typed::On => Answered::NotYet,
            Typed::Because(why) => Answered::Because(why),
            Typed::Whole(text) if text.is_empty() => Answered::Because(say.write_first().to_owned()),
            Typed::Whole(text) => Answered::With(Response::Written(text)),
        }
    }
}

/// A text that is typed line by line, until a line with a single full stop ends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::plain) struct Text(Vec<String>);

/// What a line means where a text is typed.
pub(in crate::plain) enum Means {
    /// The end of the text.
    End,
    /// Enter alone.
    Nothing,
    /// What was typed is to go.
    Erase,
    /// More of the text.
    Words,
}

impl Means {
    pub(in crate::plain) fn of(line: &str) -> Self {
        match line.trim() {
            "." => Self::End,
            "" => Self::Nothing,
            _ if is(line, Language::command_erase) => Self::Erase,
            _ => Self::Words,
        }
    }
}

/// What a line was to a text.
pub(in crate::plain) enum Typed {
    /// More of it.
    On,
    /// Nothing, or no more of it, and what is to be said then.
    Because(String),
    /// Its end: the whole of it.
    Whole(String),
}

impl Text {
    /// Goes on with what was typed before.
    pub(in crate::plain) fn of(text: &str) -> Self {
        Self(text.lines().map(str::to_owned).collect())
    }

    /// Takes a line in. Whoever presses Enter again and again is told how a text ends.
    pub(in crate::plain) fn hear(&mut self, line: &str, most: usize, say: Language) -> Typed {
        match Means::of(line) {
            Means::End => {
                let whole = self.so_far(most);
                self.0.clear();
                Typed::Whole(whole)
            }
            Means::Nothing => Typed::Because(say.text_goes_on().to_owned()),
            Means::Erase => {
                self.0.clear();
                Typed::Because(say.text_erased().to_owned())
            }
            Means::Words => match take(&mut self.0, line, most) {
                None => Typed::On,
                Some(left_out) => Typed::Because(says_full(most, &left_out, say)),
            },
        }
    }

    /// Whether anything is typed.
    pub(in crate::plain) const fn is_begun(&self) -> bool {
        !self.0.is_empty()
    }

    /// Returns what is typed, as it is kept.
    pub(in crate::plain) fn so_far(&self, most: usize) -> String {
        clean(&self.0.join(" "), most)
    }

    /// Says what was typed before.
    pub(in crate::plain) fn tell(&self, most: usize, paper: &mut Paper<'_>) {
        let begun = self.so_far(most);
        if !begun.is_empty() {
            paper.say(&paper.language.text_begun(begun));
        }
    }
}

/// Takes a line of a text of at most so many letters in, as far as it fits. Returns what was left out, where anything was.
pub(in crate::plain) fn take(lines: &mut Vec<String>, line: &str, most: usize) -> Option<String> {
    use unicode_segmentation::UnicodeSegmentation;
    let whole = clean(line, usize::MAX);
    let taken: usize = lines.iter().map(|line| clean(line, usize::MAX).graphemes(true).count() + 1).sum();
    let (fits, left_out) = parted(&whole, most.saturating_sub(taken));
    if left_out.is_empty() {
        lines.push(line.to_owned());
        return None;
    }
    if !fits.trim().is_empty() {
        lines.push(fits.to_owned());
    }
    Some(left_out.to_owned())
}

/// Returns a typed line as it is kept, or why it does not fit.
pub(in crate::plain) fn fitting(line: &str, most: usize, say: Language) -> Result<String, String> {
    let whole = clean(line, usize::MAX);
    let (fits, left_out) = parted(&whole, most);
    if left_out.is_empty() { Ok(fits.to_owned()) } else { Err(say.text_type_shorter(says_full(most, left_out, say))) }
}

/// Returns typed lines as they are kept: in NFC, nothing that steers a terminal, at most so many letters.
pub(in crate::plain) fn clean_lines(lines: &[String], most: usize) -> String {
    let whole = lines.iter().map(|line| clean(line, most)).collect::<Vec<_>>().join("\n");
    clean_whole(whole.trim(), most)
}

fn clean_whole(text: &str, most: usize) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    text.graphemes(true).take(most).collect::<String>().trim_end().to_owned()
}

/// Returns typed letters as they are kept: one line in NFC, nothing that steers a terminal, at most so many letters.
pub(in crate::plain) fn clean(text: &str, most: usize) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_segmentation::UnicodeSegmentation;
    let text = without_keys(text);
    let spaced = text.chars().map(|letter| if matches!(letter, '\n' | '\t') { ' ' } else { letter });
    let joined: String = spaced.filter(|letter| crate::prose::safe::harmless(*letter)).nfc().collect();
    joined.trim().graphemes(true).take(most).collect::<String>().trim_end().to_owned()
}

/// Returns letters without what keys such as the arrows type: all of it, for its end alone looks like a letter. Where a part of that was
/// taken away again, as Backspace does, what remains of it goes, and the letter typed next stays.
fn without_keys(text: &str) -> String {
    let mut letters = text.chars().peekable();
    let mut kept = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        if letter != '\u{1b}' {
            kept.push(letter);
            continue;
        }
        // Keys that end in a small letter are not there: such a letter was typed after a key that Backspace took a part of.
        match letters.next_if(|letter| letter.is_ascii_alphabetic() || *letter == '[') {
            Some('[') => {
                while letters.next_if(|letter| matches!(letter, '[' | '0'..='9' | ';' | '<' | '=' | '>' | '?')).is_some() {}
                letters.next_if(|letter| letter.is_ascii_uppercase() || *letter == '~');
            }
            Some('O') => {
                letters.next_if(char::is_ascii_uppercase);
            }
            _ => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keys_type_is_no_part_of_a_name() {
        for (typed, kept) in [
            ("Ana Lopes\u{1b}[D", "Ana Lopes"),
            ("Ana\u{1b}[1;5C Lopes\u{1b}OA", "Ana Lopes"),
            ("Ana\u{1b}[3~ Lopes\u{1b}b", "Ana Lopes"),
            ("\u{1b}[200~Ana Lopes\u{1b}[201~", "Ana Lopes"),
            // Backspace took the last letter of what the arrow had typed.
            ("Ana Lope\u{1b}[s", "Ana Lopes"),
            ("Ana Lopes\u{1b}[", "Ana Lopes"),
            ("Ana Lopes\u{1b}", "Ana Lopes"),
            ("Ana [née] Lopes", "Ana [née] Lopes"),
        ] {
            assert_eq!(clean(typed, 200), kept, "{typed:?}");
        }
    }
}
