//! The list grammar: `- [x] words -> target`, then lines that begin with `>`; `## Name` opens a group.
//! One small grammar carries the options, steps, pairs, bins and choices of every kind. Spans count bytes from the text's beginning.

mod arrow;
mod reader;
mod sign;
mod slip;

use std::ops::Range;

use crate::source::Text;

use super::Words;

use slip::Above;

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
    reader::read(text, grammar)
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
