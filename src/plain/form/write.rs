//! A few words of one's own, ended by a line with a single full stop.

use crate::language::Language;
use crate::question::Response;

use super::Answered;

/// The most letters an answer may have.
const MOST: usize = 200;

/// The lines typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::plain) struct Draft {
    lines: Vec<String>,
}

impl Draft {
    pub(super) fn hear(&mut self, line: &str, say: Language) -> Answered {
        match ended(&mut self.lines, line, MOST) {
            None => Answered::NotYet,
            Some(text) if text.is_empty() => Answered::Because(say.write_first().to_owned()),
            Some(text) => Answered::With(Response::Written(text)),
        }
    }
}

/// Adds a line to a text. Returns the whole of it, in NFC and without what steers a terminal, once a line with a single full stop
/// ends it.
pub(in crate::plain) fn ended(lines: &mut Vec<String>, line: &str, most: usize) -> Option<String> {
    if line.trim() != "." {
        lines.push(line.to_owned());
        return None;
    }
    Some(clean(&std::mem::take(lines).join(" "), most))
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
    let spaced = text.chars().map(|letter| if matches!(letter, '\n' | '\t') { ' ' } else { letter });
    let joined: String = spaced.filter(|letter| crate::prose::safe::harmless(*letter)).nfc().collect();
    joined.trim().graphemes(true).take(most).collect::<String>().trim_end().to_owned()
}
