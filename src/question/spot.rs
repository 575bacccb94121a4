//! Spot the identifier: `mark`, a text in which `[[phrase|why]]` identifies somebody and `((phrase|why))` does not. Balanced marks.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B411;
use crate::prose::{Words, safe};

use super::{Explained, Form, Grade, Kind, Partial, Parts, Piece, Response, Row, Shuffle, Verdict};

pub(super) const ROW: Row = Row { name: "spot", called: "a spot-the-identifier question", telling: "mark", others: &[], read };

#[derive(Debug)]
struct Spot {
    text: Words,
    pieces: Vec<Piece>,
    phrases: Vec<Phrase>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    words: Words,
    why: Words,
    identifies: bool,
}

/// What else is wrong with a text to mark.
const ALSO: &str = "also: no `[[…]]` at all, a bracket left open, one inside another";

fn read(parts: &Parts, found: &mut Vec<Diagnostic>) -> Option<Arc<dyn Kind>> {
    let setting = parts.setting("mark")?;
    let text = parts.words("mark")?;
    let read = pieces(text);
    let before = found.len();
    for (span, says) in read.broken {
        found.push(
            Diagnostic::new(&B411, "a bracket has no partner", parts.place(&span), says)
                .help("write `[[phrase|why]]` for what identifies somebody and `((phrase|why))` for what does not")
                .note(ALSO),
        );
    }
    for (inside, at) in in_single_brackets(text.markdown()).into_iter().filter(|(inside, _)| inside.contains('|')) {
        let place = parts.place(&(text.span.start + at.start..text.span.start + at.end));
        let (open, close) = if text.markdown().get(at).is_some_and(|all| all.starts_with('[')) { ("[[", "]]") } else { ("((", "))") };
        let complaint = Diagnostic::new(&B411, "a bracket has no partner", place, "single brackets");
        found.push(complaint.help(format!("write `{open}{}{close}`", joined(inside))).note(ALSO));
    }
    for phrase in read.phrases.iter().filter(|phrase| phrase.words.is_empty()) {
        let (open, close) = if phrase.identifies { ("[[", "]]") } else { ("((", "))") };
        let at = phrase.words.span.start - 2..phrase.words.span.end.max(phrase.why.span.end) + 2;
        let complaint = Diagnostic::new(&B411, "a phrase has no words", parts.place(&at), "nothing to mark before the `|`");
        found.push(complaint.help(format!("write the words that a learner marks: `{open}phrase|why{close}`")));
    }
    let identifying = read.phrases.iter().filter(|phrase| phrase.identifies).count();
    let harmless = read.phrases.len() - identifying;
    if found.len() == before && (identifying == 0 || harmless < 2) {
        let (message, help) = if identifying == 0 {
            ("there is nothing to find", "mark at least one identifier with double square brackets: `[[91-year-old|Ages over 89 count.]]`")
        } else {
            (
                "marking everything would be right",
                "mark at least two harmless phrases with double round brackets: `((Our team is proud.|Praise is safe.))`",
            )
        };
        let says = format!("{identifying} identifier{}, {} harmless phrase{}", plural(identifying), none(harmless), plural(harmless));
        let complaint = Diagnostic::new(&B411, message, parts.place(&setting.named_at), says);
        let lone = in_single_brackets(text.markdown())
            .into_iter()
            .find(|(_, at)| identifying == 0 && text.markdown().get(at.start..=at.start) == Some("["));
        let complaint = match lone {
            Some((_, at)) => {
                complaint.and(parts.place(&(text.span.start + at.start..text.span.start + at.end)), "single brackets mark nothing")
            }
            None => complaint,
        };
        found.push(complaint.help(help).note(ALSO));
    }
    let spot = Spot { text: text.clone(), pieces: read.pieces, phrases: read.phrases };
    (found.len() == before).then(|| Arc::new(spot) as Arc<dyn Kind>)
}

const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn none(count: usize) -> String {
    if count == 0 { "no".to_owned() } else { count.to_string() }
}

#[derive(Default)]
struct Marked {
    pieces: Vec<Piece>,
    phrases: Vec<Phrase>,
    broken: Vec<(Range<usize>, &'static str)>,
}

/// Parts a text at its double brackets. A phrase may run over a line's end.
fn pieces(text: &Words) -> Marked {
    let mut read = Marked::default();
    let whole = text.markdown();
    // Spans are exact for a text without escapes, which is how a text with brackets is written.
    let at = |offset: usize| text.span.start + offset;
    let (mut rest, mut offset) = (whole, 0);
    while let Some((open, identifies)) = next_open(rest) {
        read.plain(rest.get(..open).unwrap_or(""));
        let inside = rest.get(open + 2..).unwrap_or("");
        let close = if identifies { "]]" } else { "))" };
        let end = inside.find(close);
        if next_open(inside).is_some_and(|(inner, _)| end.is_none_or(|end| inner < end)) {
            read.broken.push((at(offset + open)..at(offset + open + 2), "another one opens before this is closed"));
            return read;
        }
        let Some(end) = end else {
            read.broken.push((at(offset + open)..at(offset + open + 2), "opens here and is never closed"));
            return read;
        };
        let (words, why) = inside.get(..end).unwrap_or("").split_once('|').unwrap_or((inside.get(..end).unwrap_or(""), ""));
        let from = at(offset + open + 2);
        let number = read.phrases.len();
        read.phrases.push(Phrase {
            words: Words::new(joined(words), from..from + words.len()),
            why: Words::new(joined(why), from + words.len()..from + end),
            identifies,
        });
        read.pieces.push(Piece { text: safe::line(&joined(words)).into_owned(), phrase: Some(number) });
        let after = open + 2 + end + 2;
        offset += after;
        rest = rest.get(after..).unwrap_or("");
    }
    for close in ["]]", "))"] {
        if let Some(stray) = rest.find(close) {
            read.broken.push((at(offset + stray)..at(offset + stray + 2), "closes nothing"));
        }
    }
    read.plain(rest);
    read
}

impl Marked {
    fn plain(&mut self, text: &str) {
        if !text.is_empty() {
            self.pieces.push(Piece { text: safe::text(text).into_owned(), phrase: None });
        }
    }
}

/// Returns what stands between single brackets, with its place and theirs. Where a bracket opens a link it is no mark.
pub(crate) fn in_single_brackets(text: &str) -> Vec<(&str, Range<usize>)> {
    let bytes = text.as_bytes();
    let is_bracket = |byte: &u8| matches!(byte, b'[' | b']' | b'(' | b')');
    let brackets: Vec<usize> = bytes.iter().enumerate().filter(|(_, byte)| is_bracket(byte)).map(|(at, _)| at).collect();
    let at = |place: usize| bytes.get(place);
    let doubled = |place: usize| at(place + 1) == at(place) || (place > 0 && at(place - 1) == at(place));
    let pairs = brackets.windows(2).filter_map(|two| if let [open, close] = two { Some((*open, *close)) } else { None });
    let closes = |open: usize, close: usize| matches!((at(open), at(close)), (Some(b'['), Some(b']')) | (Some(b'('), Some(b')')));
    pairs
        .filter(|(open, close)| closes(*open, *close) && !doubled(*open) && !doubled(*close))
        .filter(|(open, close)| at(close + 1) != Some(&b'(') && (*open == 0 || at(open - 1) != Some(&b']')))
        .filter_map(|(open, close)| Some((text.get(open + 1..close)?, open..close + 1)))
        .filter(|(inside, _)| !inside.trim().is_empty())
        .collect()
}

fn next_open(text: &str) -> Option<(usize, bool)> {
    let (square, round) = (text.find("[["), text.find("(("));
    match (square, round) {
        (Some(square), Some(round)) if round < square => Some((round, false)),
        (Some(square), _) => Some((square, true)),
        (None, Some(round)) => Some((round, false)),
        (None, None) => None,
    }
}

/// Returns words that ran over a line's end as one line.
fn joined(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Kind for Spot {
    fn form(&self) -> Form<'_> {
        Form::Mark { pieces: &self.pieces }
    }

    /// Marks of this kind are always balanced, whatever the quiz says: it is what tells finding from marking everything.
    fn grade(&self, response: &Response, _: Partial) -> Grade {
        let Response::Marks(marked) = response else { return Grade::NONE };
        let count = |identifies| {
            let these = || self.phrases.iter().enumerate().filter(move |(_, phrase)| phrase.identifies == identifies);
            let all = u32::try_from(these().count()).unwrap_or(u32::MAX);
            let hit = u32::try_from(these().filter(|(place, _)| marked.contains(place)).count()).unwrap_or(u32::MAX);
            (hit, all)
        };
        let ((gained, right), (lost, wrong)) = (count(true), count(false));
        Grade::balanced(gained, right, lost, wrong)
    }

    fn explain<'s>(&'s self, response: &Response) -> Vec<Explained<'s>> {
        let none = BTreeSet::new();
        let marked = if let Response::Marks(marked) = response { marked } else { &none };
        let explained = |(place, phrase): (usize, &'s Phrase)| Explained {
            words: Cow::Borrowed(&phrase.words),
            chosen: marked.contains(&place),
            verdict: if phrase.identifies { Verdict::Right } else { Verdict::Wrong },
            instead: None,
            reply: Cow::Borrowed(&phrase.why),
        };
        self.phrases.iter().enumerate().map(explained).collect()
    }

    fn key(&self) -> Response {
        let right = self.phrases.iter().enumerate().filter(|(_, phrase)| phrase.identifies);
        Response::Marks(right.map(|(place, _)| place).collect())
    }

    fn shuffle(&self) -> Shuffle {
        Shuffle::Never
    }

    fn wording(&self) -> Vec<&Words> {
        vec![&self.text]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_part_a_text_into_phrases() {
        let text = "Our [[Tuesday\nclinic|A weekday.]] is ((so proud)).";
        let read = pieces(&Words::new(text, 100..100 + text.len()));
        let seen: Vec<_> = read.pieces.iter().map(|piece| (piece.text.as_str(), piece.phrase)).collect();
        assert_eq!(seen, [("Our ", None), ("Tuesday clinic", Some(0)), (" is ", None), ("so proud", Some(1)), (".", None)]);
        assert_eq!(read.phrases[0].words.span, 106..120);
        assert_eq!(read.phrases[0].why.markdown(), "A weekday.");
        assert!(read.phrases[0].identifies && !read.phrases[1].identifies);
    }

    #[test]
    fn a_bracket_without_a_partner_is_told() {
        for broken in ["a [[b", "a [[b ((c]] d))", "a ((b]]", "a b]]"] {
            assert_eq!(pieces(&Words::ours(broken)).broken.len(), 1, "{broken}");
        }
    }
}
