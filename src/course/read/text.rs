//! One file's text and the way from positions in decoded, mended text back to bytes of the file.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::Place;
use crate::prose::list::List;
use crate::source::Text;

/// A file as it is parsed: perhaps mended, with the way back to what the trainer wrote.
pub(super) struct Source<'t> {
    pub(super) file: Arc<str>,
    pub(super) original: &'t str,
    pub(super) text: Text,
    /// What mending put in.
    pub(super) inserted: Inserted,
    /// The bytes of the original whose settings were given up; nothing there is complained of again.
    pub(super) lost: Lost,
    /// Where the first header of the original stands; `None` where there is none.
    pub(super) first_header: Option<usize>,
}

/// What mending put into a text, in order.
#[derive(Default)]
pub(super) struct Inserted(Vec<Insertion>);

struct Insertion {
    /// Where it stands in the mended text.
    start: usize,
    long: usize,
    /// How many bytes were put in before it.
    before: usize,
}

impl Inserted {
    /// Adds one that stands behind all others.
    pub(super) fn push(&mut self, start: usize, long: usize) {
        let before = self.0.last().map_or(0, |last| last.before + last.long);
        self.0.push(Insertion { start, long, before });
    }

    /// Returns how many of the bytes before a byte of the mended text were put in.
    fn before(&self, at: usize) -> usize {
        let count = self.0.partition_point(|insertion| insertion.start < at);
        count.checked_sub(1).and_then(|last| self.0.get(last)).map_or(0, |last| last.before + last.long.min(at - last.start))
    }
}

/// Ranges of a file that were given up, by their beginnings.
#[derive(Default)]
pub(super) struct Lost {
    ranges: Vec<Range<usize>>,
    /// For each range, the furthest that it or any before it reaches.
    reach: Vec<usize>,
}

impl Lost {
    pub(super) fn of(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.sort_by_key(|lost| lost.start);
        let reach = ranges.iter().scan(0, |furthest, lost| {
            *furthest = lost.end.max(lost.start + 1).max(*furthest);
            Some(*furthest)
        });
        Self { reach: reach.collect(), ranges }
    }

    pub(super) fn add(&mut self, lost: Range<usize>) {
        let mut ranges = std::mem::take(&mut self.ranges);
        ranges.push(lost);
        *self = Self::of(ranges);
    }

    pub(super) fn starts(&self) -> Vec<usize> {
        self.ranges.iter().map(|lost| lost.start).collect()
    }

    fn touches(&self, range: &Range<usize>) -> bool {
        let count = self.ranges.partition_point(|lost| lost.start < range.end.max(range.start + 1));
        count.checked_sub(1).and_then(|last| self.reach.get(last)).is_some_and(|reach| range.start < *reach)
    }
}

impl<'t> Source<'t> {
    pub(super) fn whole(file: Arc<str>, text: &'t Text) -> Self {
        Self { file, original: text, text: text.clone(), inserted: Inserted::default(), lost: Lost::default(), first_header: None }
    }

    /// Returns where the first header stands. The parser tells it: a line of a text may look like one.
    pub(super) fn first_header_in(&self, table: &DeTable<'_>) -> Option<usize> {
        let begins = table.iter().filter_map(|(_, value)| match value.get_ref() {
            DeValue::Table(_) => Some(value.span().start),
            DeValue::Array(all) => all.iter().next().filter(|each| each.get_ref().is_table()).map(|each| each.span().start),
            _ => None,
        });
        let headers = begins.map(|at| self.back(at)).filter(|at| self.original.get(*at..).is_some_and(|rest| rest.starts_with('[')));
        headers.min()
    }

    /// Returns the byte of the original that a byte of the mended text came from.
    fn back(&self, at: usize) -> usize {
        (at - self.inserted.before(at)).min(self.original.len())
    }

    pub(super) fn range(&self, span: &Range<usize>) -> Range<usize> {
        if self.inserted.0.is_empty() { span.clone() } else { self.back(span.start)..self.back(span.end) }
    }

    pub(super) fn place(&self, original: &Range<usize>) -> Place {
        Place { file: self.file.clone(), span: original.clone() }
    }

    /// Whether a range of the original touches what was given up.
    pub(super) fn is_lost(&self, original: &Range<usize>) -> bool {
        self.lost.touches(original)
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
        if self.inserted.0.is_empty() && !escaped {
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
        for broken in list.broken.iter_mut().chain(&mut list.slips) {
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
        let text = Text::copied(text);
        let source = Source::whole("lessons/a.toml".into(), &text);
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
