//! One file's text and the way from positions in decoded, mended text back to bytes of the file.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Place;
use crate::prose::list::List;

/// A file as it is parsed: perhaps mended, with the way back to what the trainer wrote.
pub(super) struct Source<'t> {
    pub(super) file: Arc<str>,
    pub(super) original: &'t str,
    pub(super) text: Cow<'t, str>,
    /// What mending put in: where in the mended text, and how many bytes; in order.
    pub(super) inserted: Vec<(usize, usize)>,
    /// The bytes of the original whose settings were given up; nothing there is complained of again.
    pub(super) lost: Vec<Range<usize>>,
}

impl<'t> Source<'t> {
    pub(super) const fn whole(file: Arc<str>, text: &'t str) -> Self {
        Self { file, original: text, text: Cow::Borrowed(text), inserted: Vec::new(), lost: Vec::new() }
    }

    /// Returns the byte of the original that a byte of the mended text came from.
    fn back(&self, at: usize) -> usize {
        let mut back = at;
        for (start, long) in &self.inserted {
            if *start >= at {
                break;
            }
            back -= (*long).min(at - start);
        }
        back.min(self.original.len())
    }

    pub(super) fn range(&self, span: &Range<usize>) -> Range<usize> {
        if self.inserted.is_empty() { span.clone() } else { self.back(span.start)..self.back(span.end) }
    }

    pub(super) fn place(&self, original: &Range<usize>) -> Place {
        Place { file: self.file.clone(), span: original.clone() }
    }

    /// Whether a range of the original touches what was given up.
    pub(super) fn is_lost(&self, original: &Range<usize>) -> bool {
        self.lost.iter().any(|lost| lost.start < original.end.max(original.start + 1) && original.start < lost.end.max(lost.start + 1))
    }

    /// Returns the way from a text, whose value stands at `span` of the mended text, back to the original. `decoded_apart` says that
    /// decoding made another text of it, so that escapes must be walked.
    pub(super) fn way(&self, span: &Range<usize>, decoded_apart: bool) -> Way {
        let written = self.text.get(span.clone()).unwrap_or("");
        let (inside, basic) = inside(written);
        let from = span.start + inside.start;
        let until = span.start + inside.end;
        let escaped = basic && decoded_apart;
        let walk = if escaped { walk(written.get(inside).unwrap_or(""), from) } else { Vec::new() };
        if self.inserted.is_empty() && !escaped {
            return Way::Straight(from, until);
        }
        let steps = if escaped { walk } else { (from..=until).collect() };
        Way::Walked(steps.into_iter().map(|at| self.back(at)).collect(), self.back(until))
    }
}

/// The way from a byte of a decoded text to the byte of the file it came from.
pub(super) enum Way {
    /// No escapes: a constant distance, and the end.
    Straight(usize, usize),
    /// One entry for each decoded byte, and the end.
    Walked(Vec<usize>, usize),
}

impl Way {
    pub(super) fn at(&self, decoded: usize) -> usize {
        match self {
            Self::Straight(from, until) => (from + decoded).min(*until),
            Self::Walked(steps, until) => steps.get(decoded).copied().unwrap_or(*until),
        }
    }

    pub(super) fn range(&self, decoded: &Range<usize>) -> Range<usize> {
        self.at(decoded.start)..self.at(decoded.end)
    }

    /// Returns where the whole text stands, without its quotation marks.
    pub(super) fn all(&self) -> Range<usize> {
        match self {
            Self::Straight(from, until) => *from..*until,
            Self::Walked(_, until) => self.at(0)..*until,
        }
    }

    /// Moves every span of a list to the file.
    pub(super) fn shift(&self, list: &mut List) {
        for group in &mut list.groups {
            if let Some(name) = &mut group.name {
                name.span = self.range(&name.span);
            }
            for item in &mut group.items {
                item.span = self.range(&item.span);
                if let Some((_, mark)) = &mut item.mark {
                    *mark = self.range(mark);
                }
                item.words.span = self.range(&item.words.span);
                if let Some(target) = &mut item.target {
                    target.span = self.range(&target.span);
                }
                if !item.reply.is_empty() {
                    item.reply.span = self.range(&item.reply.span);
                }
            }
        }
        for broken in &mut list.broken {
            broken.span = self.range(&broken.span);
            if let Some((line, _)) = &mut broken.instead {
                *line = self.range(line);
            }
        }
    }
}

/// Returns the part between the quotation marks, and whether escapes mean something in it.
fn inside(written: &str) -> (Range<usize>, bool) {
    let basic = written.starts_with('"');
    let long = written.starts_with("'''") && written.len() >= 6 || written.starts_with("\"\"\"") && written.len() >= 6;
    let marks = if long { 3 } else { usize::from(written.len() >= 2 && written.starts_with(['"', '\''])) };
    let mut start = marks;
    if long {
        let rest = written.get(start..).unwrap_or("");
        start += if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    }
    (start..written.len().saturating_sub(marks).max(start), basic)
}

/// Returns, for each byte of the decoded text, where in the file it came from.
fn walk(written: &str, from: usize) -> Vec<usize> {
    let mut steps = Vec::with_capacity(written.len());
    let mut letters = written.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter != '\\' {
            steps.extend((0..letter.len_utf8()).map(|nth| from + at + nth));
            continue;
        }
        let digits = match letters.next() {
            Some((_, 'x')) => 2,
            Some((_, 'u')) => 4,
            Some((_, 'U')) => 8,
            Some((_, space)) if space.is_whitespace() => {
                // A line that goes on below: the escape stands for nothing.
                while letters.peek().is_some_and(|(_, next)| next.is_whitespace()) {
                    letters.next();
                }
                continue;
            }
            _ => {
                steps.push(from + at);
                continue;
            }
        };
        let mut number = 0;
        for _ in 0..digits {
            number = number * 16 + letters.next().and_then(|(_, digit)| digit.to_digit(16)).unwrap_or(0);
        }
        let bytes = char::from_u32(number).map_or(1, char::len_utf8);
        steps.extend(std::iter::repeat_n(from + at, bytes));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, decoded: &str, needle: &str) -> usize {
        let source = Source::whole("lessons/a.toml".into(), text);
        let owned = text.contains('\\');
        source.way(&(4..text.len()), owned).at(decoded.find(needle).unwrap())
    }

    #[test]
    fn a_place_in_a_text_is_found_in_its_file() {
        for (text, decoded) in [
            ("a = 'x needle'", "x needle"),
            ("a = '''\nx\nneedle\n'''", "x\nneedle\n"),
            ("a = '''\r\nx\r\nneedle'''", "x\r\nneedle"),
            ("a = '''needle'''", "needle"),
            ("a = \"x \\\"\\u00e9\\t needle\"", "x \"é\t needle"),
            ("a = \"\"\"\nx \\\n   needle\"\"\"", "x needle"),
        ] {
            assert_eq!(Some(found(text, decoded, "needle")), text.find("needle"), "{text}");
        }
    }
}
