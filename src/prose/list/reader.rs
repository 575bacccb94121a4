//! Reads a list line by line: which item each line begins or goes on with, and which lines are none.

use std::borrow::Cow;
use std::ops::Range;

use crate::prose::Words;
use crate::source::Text;

use super::arrow::{self, arrows, ends};
use super::sign::{Brackets, brackets_of, bullet, repaired};
use super::slip::{self, Above, Slip};
use super::{Because, Broken, Grammar, Group, Item, List, Mark, other_arrow};

/// Reads a text as a list.
pub(super) fn read(text: &Text, grammar: Grammar) -> List {
    let mut reader = Reader { text, grammar, list: List::default(), item: None, lost: false };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        reader.line(line.trim_end_matches(['\n', '\r']), at);
        at += line.len();
    }
    reader.end_item();
    reader.list
}

/// An item whose lines are still coming. Words of one line are lent.
struct Growing<'t> {
    span: Range<usize>,
    mark: Option<(Mark, Range<usize>)>,
    words: Cow<'t, str>,
    words_at: Range<usize>,
    reply: Cow<'t, str>,
    reply_at: Range<usize>,
    /// A blank line has passed since the last word.
    parted: bool,
    /// Where a target stands below the item's own lines.
    arrow_below: Option<Range<usize>>,
}

struct Reader<'t> {
    /// Lends its words.
    text: &'t Text,
    grammar: Grammar,
    list: List,
    item: Option<Growing<'t>>,
    /// The last item could not be read: what stands below it is its own, and not told as well.
    lost: bool,
}

impl<'t> Reader<'t> {
    fn line(&mut self, line: &'t str, at: usize) {
        let text = line.trim();
        let from = at + (line.len() - line.trim_start().len());
        let span = from..from + text.len();
        if text.is_empty() {
            if let Some(item) = &mut self.item {
                item.parted = true;
            }
        } else if let Some(name) = text.strip_prefix("## ") {
            self.heading(name, span);
        } else if let Some(reply) = text.strip_prefix('>') {
            self.reply(reply, span);
        } else if let Some(rest) = bullet(text) {
            self.end_item();
            self.begin_item(rest, text, span);
        } else if let Some(rest) = text.strip_prefix('-').filter(|rest| rest.starts_with(['[', '('])) {
            self.end_item();
            self.lost = true;
            // Only the space: whatever stands in the brackets is looked at when the line is an item.
            self.broken(span.clone(), Because::NoSpaceAfterDash, Some((span, format!("- {rest}"))));
        } else if let Some(Slip { because, long, instead }) = slip::of(text, self.grammar.groups, self.above()) {
            // Below an item it stays what it was in every edition before: words of that item.
            let at = span.start..span.start + long;
            if self.item.is_some() {
                self.list.slips.push(Broken { span: at, because, instead: Some((span.clone(), instead)) });
                self.wrapped(text, span);
            } else {
                self.lost = true;
                self.broken(at, because, Some((span, instead)));
            }
        } else {
            self.wrapped(text, span);
        }
    }

    /// Says what stands above a line.
    fn above(&self) -> Above {
        let Some(item) = &self.item else { return Above::Nothing };
        let numbered = self.text.get(item.span.clone()).is_some_and(|line| line.starts_with(|sign: char| sign.is_ascii_digit()));
        Above::Words { numbered }
    }

    fn heading(&mut self, name: &str, span: Range<usize>) {
        self.end_item();
        self.lost = false;
        if !self.grammar.groups {
            return self.broken(span, Because::HeadingOutsideBins, None);
        }
        let from = span.end - name.trim_start().len();
        self.list.groups.push(Group { name: Some(Words::new(self.text.lend(name.trim()), from..span.end)), items: Vec::new() });
    }

    fn reply(&mut self, reply: &'t str, span: Range<usize>) {
        if self.item.is_none() {
            if !self.lost {
                self.broken(span, Because::ReplyBeforeItems, None);
            }
            return;
        }
        self.arrow_in(reply, &span);
        let Some(item) = &mut self.item else { return };
        let words = reply.strip_prefix(' ').unwrap_or(reply);
        if item.reply.is_empty() {
            item.reply = Cow::Borrowed(words);
            item.reply_at = span.end - words.len()..span.end;
        } else {
            item.reply.to_mut().extend(["\n", words]);
            item.reply_at.end = span.end;
        }
        item.parted = false;
    }

    fn begin_item(&mut self, rest: &'t str, text: &str, span: Range<usize>) {
        let brackets = span.end - rest.len();
        let (mark, words) = match brackets_of(rest) {
            Brackets::None => (None, rest),
            Brackets::Good(mark, words) => (Some((mark, brackets..brackets + 3)), words),
            Brackets::Bad(because, long) => {
                let dash = text.strip_suffix(rest).unwrap_or("- ");
                let instead = repaired(rest).map(|repaired| (span, format!("{dash}{repaired}")));
                self.lost = true;
                return self.broken(brackets..brackets + long, because, instead);
            }
        };
        let words = words.trim_start(); // the line ends with its last letter
        self.lost = words.is_empty();
        if self.lost {
            return self.broken(span, Because::NoWords, None);
        }
        let from = span.end - words.len();
        self.item = Some(Growing {
            words: Cow::Borrowed(words),
            words_at: from..span.end,
            span,
            mark,
            reply: Cow::Borrowed(""),
            reply_at: 0..0,
            parted: false,
            arrow_below: None,
        });
    }

    fn wrapped(&mut self, text: &str, span: Range<usize>) {
        if self.item.is_none() {
            if !self.lost {
                self.broken(span, Because::WordsBeforeItems, None);
            }
            return;
        }
        if self.item.as_ref().is_some_and(|item| !item.reply.is_empty()) {
            self.arrow_in(text, &span);
        }
        let Some(item) = &mut self.item else { return };
        if item.reply.is_empty() {
            item.words.to_mut().extend([if item.parted { "\n\n" } else { "\n" }, text]);
            item.words_at.end = span.end;
        } else {
            // Markdown's lazy continuation: a line below a quotation belongs to it.
            item.reply.to_mut().extend(["\n", text]);
            item.reply_at.end = span.end;
        }
        item.parted = false;
    }

    fn end_item(&mut self) {
        let Some(item) = self.item.take() else { return };
        let parts = if self.grammar.targets { item.words.rsplit_once(" -> ") } else { None };
        if let Some(below) = item.arrow_below.clone() {
            // Where the item leads somewhere, it stays what it was in every edition before: words.
            let broken = Broken { span: below, because: Because::ArrowBelow, instead: None };
            if parts.is_some() { self.list.slips.push(broken) } else { self.list.broken.push(broken) }
        } else if self.grammar.targets && parts.is_none() {
            match self.with_arrow(&item) {
                Some((at, instead)) => self.broken(at, Because::OtherArrow, Some((item.span.clone(), instead))),
                None => self.broken(item.span.clone(), Because::NoTarget, None),
            }
        }
        let (left, right) = parts.map_or((&*item.words, None), |(left, right)| (left.trim_end(), Some(right.trim())));
        let at = item.words_at.clone();
        let (words_end, target_start) = right.map_or((at.end, at.end), |right| ends(&item.words, left, right, &at));
        let target = right.map(|right| Words::new(self.text.lend(&arrows(right)), target_start..at.end));
        let words = if self.grammar.targets { arrows(left) } else { Cow::Borrowed(left) };
        let read = Item {
            mark: item.mark,
            words: Words::new(self.text.lend(&words), at.start..words_end),
            target,
            reply: if item.reply.is_empty() {
                Words { span: item.reply_at, ..Words::default() }
            } else {
                let reply = if self.grammar.targets { arrows(&item.reply) } else { Cow::Borrowed(&*item.reply) };
                Words::new(self.text.lend(&reply), item.reply_at)
            },
            span: item.span,
        };
        if self.list.groups.is_empty() {
            if self.grammar.groups {
                return self.broken(read.span, Because::ItemBeforeBins, None);
            }
            self.list.groups = vec![Group::default()];
        }
        if let Some(group) = self.list.groups.last_mut() {
            group.items.push(read);
        }
    }

    /// Notes a target at the end of a line of what is said about an item: it would be words of that, and lead nowhere. `line` ends where
    /// the span does.
    fn arrow_in(&mut self, line: &str, span: &Range<usize>) {
        if let Some((item, long)) = self.item.as_mut().zip(arrow::below(line).filter(|_| self.grammar.targets)) {
            item.arrow_below = Some(span.end - long..span.end);
        }
    }

    /// Returns where another arrow stands in an item of one line, and the line with the right one.
    fn with_arrow(&self, item: &Growing<'_>) -> Option<(Range<usize>, String)> {
        let (arrow, right) = other_arrow(&item.words).filter(|_| !item.words.contains('\n'))?;
        let at = item.words_at.start + arrow.start..item.words_at.start + arrow.end;
        Some((at.clone(), format!("{} -> {right}", self.text.get(item.span.start..at.start)?.trim_end())))
    }

    fn broken(&mut self, span: Range<usize>, because: Because, instead: Option<(Range<usize>, String)>) {
        self.list.broken.push(Broken { span, because, instead });
    }
}
