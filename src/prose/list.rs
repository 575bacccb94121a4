//! The list grammar: `- [x] words -> target`, then lines that begin with `>`; `## Name` opens a group.
//! One small grammar carries the options, steps, pairs, bins and choices of every kind. Spans count bytes from the text's beginning.

mod arrow;
mod sign;
mod slip;

use std::borrow::Cow;
use std::ops::Range;

use crate::source::Text;

use super::Words;

use arrow::{arrows, ends};
use sign::{Brackets, brackets_of, bullet, repaired};
use slip::{Above, Slip};

/// What a list of some setting may hold beside words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grammar {
    /// ` -> target` parts an item in two.
    pub targets: bool,
    /// `## Name` opens a group.
    pub groups: bool,
}

/// What stands between the square brackets of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// `[x]`.
    Right,
    /// `[~]`.
    Half,
    /// `[ ]`.
    Wrong,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The brackets and where they stand.
    pub mark: Option<(Mark, Range<usize>)>,
    /// The words between brackets and target.
    pub words: Words,
    /// What stands after ` -> `.
    pub target: Option<Words>,
    /// What the learner reads after choosing it; empty without `>` lines.
    pub reply: Words,
    /// The item's first line, from its dash to its last letter.
    pub span: Range<usize>,
}

/// Items under one heading; a list without headings is one group without a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The words after `##`.
    pub name: Option<Words>,
    /// The items below it.
    pub items: Vec<Item>,
}

/// A line the grammar does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The bytes to point at.
    pub span: Range<usize>,
    /// What is the matter with them.
    pub because: Because,
    /// The whole line as it should be, where that can be told.
    pub instead: Option<(Range<usize>, String)>,
}

/// What can be wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// `-[ ] words`.
    NoSpaceAfterDash,
    /// `2.words`.
    NoSpaceAfterNumber,
    /// `• words`.
    ForeignBullet,
    /// `##Name`.
    NoBin,
    /// `- [ ]words`.
    NoSpaceAfterBrackets,
    /// `- [] words`.
    EmptyBrackets,
    /// `- (x) words`.
    RoundBrackets,
    /// `- [y] words`.
    StrangeBrackets,
    /// Words before the first item.
    WordsBeforeItems,
    /// `>` before the first item.
    ReplyBeforeItems,
    /// `## Name` where no groups are known.
    HeadingOutsideBins,
    /// An item above the first `## Name` of a list of bins.
    ItemBeforeBins,
    /// An item of two sides without ` -> `.
    NoTarget,
    /// `left → right`.
    OtherArrow,
    /// ` -> target` in a line below the item's own.
    ArrowBelow,
    /// A dash before a space that holds words together.
    OddSpaceAfterDash,
    /// An item without words.
    NoWords,
}

/// A list as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The groups in order.
    pub groups: Vec<Group>,
    /// The lines that were not understood, in order.
    pub broken: Vec<Broken>,
    /// The lines that seem to begin an item and go on with the one above, in order.
    pub slips: Vec<Broken>,
}

impl List {
    /// Returns all items in order, whatever group they stand in.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.groups.iter().flat_map(|group| &group.items)
    }
}

/// Reads a text as a list. Cannot fail: what is not understood is in [`List::broken`].
#[must_use]
pub fn read(text: &Text, grammar: Grammar) -> List {
    let mut reader = Reader { text, grammar, list: List::default(), item: None, lost: false };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        reader.line(line.trim_end_matches(['\n', '\r']), at);
        at += line.len();
    }
    reader.end_item();
    reader.list
}

/// Whether a line would not go on with an item above it, as it seems to begin another.
#[must_use]
pub fn seems_to_begin(line: &str) -> bool {
    slip::of(line.trim(), true, Above::Nothing).is_some()
}

/// Returns what stands behind another arrow than ` -> ` in some words, and where the arrow is; `None` where there is none, or several.
#[must_use]
pub fn other_arrow(words: &str) -> Option<(Range<usize>, &str)> {
    let arrow = slip::arrow(words)?;
    Some((arrow.clone(), words.get(arrow.end..)?.trim()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn options_carry_marks_words_and_replies() {
        let text = "- [x] Anyone who\n  saw it\n  > A screenshot takes\n> a second.\n* [~] A [few](term:few)\n- [ ] No one";
        let list = read(&Text::from(text), Grammar::default());
        assert_eq!(list.broken, []);
        let seen: Vec<_> = list
            .items()
            .map(|item| (item.mark.as_ref().map(|m| m.0), item.words.markdown().to_owned(), item.reply.markdown().to_owned()))
            .collect();
        assert_eq!(
            seen,
            [
                (Some(Mark::Right), "Anyone who\nsaw it".into(), "A screenshot takes\na second.".into()),
                (Some(Mark::Half), "A [few](term:few)".into(), String::new()),
                (Some(Mark::Wrong), "No one".into(), String::new()),
            ]
        );
        let first = list.items().next().unwrap();
        assert_eq!(text.get(first.mark.clone().unwrap().1), Some("[x]"));
        assert_eq!(text.get(first.words.span.clone()), Some("Anyone who\n  saw it"));
        assert_eq!(text.get(first.span.clone()), Some("- [x] Anyone who"));
    }

    #[test]
    fn the_last_arrow_parts_an_item_and_an_escaped_one_does_not() {
        let text = "- a -> b -> there\n- c \\-> d -> here\n- nowhere";
        let list = read(&Text::from(text), Grammar { targets: true, groups: false });
        let seen: Vec<_> = list.items().map(|i| (i.words.markdown(), i.target.as_ref().map(Words::markdown))).collect();
        assert_eq!(seen, [("a -> b", Some("there")), ("c -> d", Some("here")), ("nowhere", None)]);
        let there = list.items().next().unwrap().target.clone().unwrap();
        assert_eq!(text.get(there.span), Some("there"));
        assert_eq!(list.broken.iter().map(|b| b.because).collect::<Vec<_>>(), [Because::NoTarget]);
    }

    #[test]
    fn sides_of_several_lines_are_pointed_at_without_cutting_a_letter() {
        let text = "- é\n  é -> é\n   é\n- é\u{3000} -> \u{3000}é\n- a \\-> b -> c \\-> d";
        let list = read(&Text::from(text), Grammar { targets: true, groups: false });
        let at = |span: &Range<usize>| text.get(span.clone()).unwrap_or("cut");
        let seen: Vec<_> = list.items().map(|item| (at(&item.words.span), item.target.as_ref().map(|target| at(&target.span)))).collect();
        assert_eq!(seen, [("é", Some("é")), ("é", Some("é")), ("a \\-> b", Some("c \\-> d"))]);
        let arrows = list.items().last().unwrap();
        assert_eq!((arrows.words.markdown(), arrows.target.as_ref().unwrap().markdown()), ("a -> b", "c -> d"));
    }

    #[test]
    fn headings_open_bins() {
        let list = read(&"## Post it\n- a\n## Fix it\n- b\n- c".into(), Grammar { groups: true, targets: false });
        let seen: Vec<_> = list.groups.iter().map(|g| (g.name.as_ref().map(Words::markdown), g.items.len())).collect();
        assert_eq!(seen, [(Some("Post it"), 1), (Some("Fix it"), 2)]);
    }

    #[test]
    fn broken_lines_are_told_and_mended() {
        let told = |text: &str| {
            let list = read(&Text::copied(text), Grammar::default());
            list.broken.into_iter().map(|b| (b.because, b.instead.map(|(_, line)| line))).collect::<Vec<_>>()
        };
        let some = |line: &str| Some(line.to_owned());
        assert_eq!(told("-[ ] A"), [(Because::NoSpaceAfterDash, some("- [ ] A"))]);
        assert_eq!(told("- [] A"), [(Because::EmptyBrackets, some("- [ ] A"))]);
        assert_eq!(told("- (x) A"), [(Because::RoundBrackets, some("- [x] A"))]);
        assert_eq!(told("- [x]A"), [(Because::NoSpaceAfterBrackets, some("- [x] A"))]);
        assert_eq!(told("Words\n- A"), [(Because::WordsBeforeItems, None)]);
        assert_eq!(told("> Words\n- A"), [(Because::ReplyBeforeItems, None)]);
        assert_eq!(told("## Bin\n- A"), [(Because::HeadingOutsideBins, None)]);
        assert_eq!(told("- [x]"), [(Because::NoWords, None)]);
    }

    #[test]
    fn a_mark_that_may_mean_right_or_wrong_is_left_to_its_author_and_no_word_is_lost() {
        let told = |text: &str| {
            let list = read(&Text::copied(text), Grammar::default());
            list.broken.into_iter().map(|b| (b.because, b.instead.map(|(_, line)| line))).collect::<Vec<_>>()
        };
        let some = |line: &str| Some(line.to_owned());
        for mark in ["✓", "v", "*", "y", "×", "½", "х", "~x"] {
            assert_eq!(told(&format!("- [{mark}] A")), [(Because::StrangeBrackets, None)], "{mark}");
        }
        assert_eq!(told("- [ x] A"), [(Because::StrangeBrackets, some("- [x] A"))]);
        assert_eq!(told("- [  ] A"), [(Because::StrangeBrackets, some("- [ ] A"))]);
        assert_eq!(told("-(Only) the platform"), [(Because::NoSpaceAfterDash, some("- (Only) the platform"))]);
        assert_eq!(told("-[✓] A"), [(Because::NoSpaceAfterDash, some("- [✓] A"))]);
        assert_eq!(told("-[the page](https://example.org/x) alone").first().unwrap().1, some("- [the page](https://example.org/x) alone"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_list_and_every_span_lies_in_it(text in "([-*>#1. \\[\\]x~()]|->|é|a|\n|\r){0,60}", targets: bool, groups: bool) {
            let list = read(&text.clone().into(), Grammar { targets, groups });
            for item in list.items() {
                prop_assert!(text.get(item.span.clone()).is_some());
                prop_assert!(text.get(item.words.span.clone()).is_some());
                prop_assert!(text.get(item.reply.span.clone()).is_some());
                if let Some(target) = &item.target {
                    prop_assert!(text.get(target.span.clone()).is_some());
                }
            }
            for broken in &list.broken {
                prop_assert!(text.get(broken.span.clone()).is_some());
            }
        }
    }
}
