//! Options with marks and replies: what single and multiple choice have in common.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B401, B402, B403, B404};
use crate::prose::Words;
use crate::prose::list::{Item, Mark};

use super::{Explained, Parts, Verdict};

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) words: Words,
    pub(super) verdict: Verdict,
    pub(super) reply: Words,
}

impl Choice {
    pub(super) const fn explained(&self, chosen: bool) -> Explained<'_> {
        Explained { words: Cow::Borrowed(&self.words), chosen, verdict: self.verdict, instead: None, reply: Cow::Borrowed(&self.reply) }
    }
}

/// Returns how many options are marked `[x]`.
pub(super) fn right_ones(parts: &Parts) -> usize {
    parts.list("options").map_or(0, |list| list.items().filter(|item| is(item, Mark::Right)).count())
}

/// What else is too little to ask about.
pub(super) const TOO_FEW: &str = "also: empty `accept`, fewer than three steps or pairs";

/// Reads the options that single and multiple choice share, and complains of what is wrong with them in both.
pub(super) fn read(parts: &Parts, found: &mut Vec<Diagnostic>) -> Option<Vec<Choice>> {
    let setting = parts.setting("options")?;
    let list = parts.list("options")?;
    let items: Vec<&Item> = list.items().collect();
    let before = found.len();
    let bare = items.iter().filter(|item| item.mark.is_none()).count();
    let right = items.iter().filter(|item| is(item, Mark::Right)).count();
    // An option without brackets among others may be the right one, or the wrong one.
    let waits = bare > 0 && bare < items.len() && (right == 0 || right + bare == items.len());
    if !list.broken.is_empty() || waits {
        // A broken line may be the right answer: one cause, one message.
    } else if items.len() < 2 {
        let place = items.first().map_or(&setting.named_at, |item| &item.span);
        found.push(
            Diagnostic::new(
                &B404,
                "one option is not a question",
                parts.place(place),
                if items.is_empty() { "no option" } else { "the only option" },
            )
            .help("add at least one wrong option; three or four options work best")
            .note(TOO_FEW),
        );
    } else if !items.iter().any(|item| is(item, Mark::Right)) {
        let says = format!("{} options, none marked `[x]`", number(items.len()));
        found.push(
            Diagnostic::new(&B401, "no option is right", parts.place(&setting.named_at), says)
                .help("put an `x` between the brackets of the right one")
                .note("`[~]` alone is not enough: nobody could score 100 %"),
        );
    } else if items.iter().all(|item| is(item, Mark::Right)) {
        let says =
            if items.len() == 2 { "both are marked `[x]`".to_owned() } else { format!("all {} are marked `[x]`", number(items.len())) };
        found.push(
            Diagnostic::new(&B402, "every option is right", parts.place(&setting.named_at), says)
                .help("add a wrong one that a careful person might choose, or ask with `accept`"),
        );
    }
    same_twice(parts, &items, found);
    (found.len() == before && list.broken.is_empty() && !waits).then(|| {
        let choice = |item: &&Item| Choice { words: item.words.clone(), verdict: verdict(item), reply: item.reply.clone() };
        items.iter().map(choice).collect()
    })
}

fn same_twice(parts: &Parts, items: &[&Item], found: &mut Vec<Diagnostic>) {
    for (place, item) in items.iter().enumerate() {
        let Some(first) = items.iter().take(place).find(|first| same(&first.words, &item.words)) else { continue };
        let message = if verdict(first) == verdict(item) { "two options are the same" } else { "the same option is right and wrong" };
        found.push(
            Diagnostic::new(&B403, message, parts.place(&item.words.span), "the same words")
                .and(parts.place(&first.words.span), "as here")
                .help("change one; capitals, spaces, and end marks do not make a difference")
                .note("if one is right and the other wrong, the message says so first"),
        );
    }
}

/// Whether two texts are the same to a reader: capitals, spaces, stress and end marks make no difference. Looks at the letters as they are
/// written, because every course is read before its first screen is drawn.
pub(super) fn same(one: &Words, other: &Words) -> bool {
    // Hardly any two begin alike, which is seen at once.
    let begins = |words: &Words| words.markdown().bytes().find(u8::is_ascii_alphanumeric).map(|first| first.to_ascii_lowercase());
    let is_plain = |words: &Words| words.markdown().is_ascii();
    if begins(one) != begins(other) && is_plain(one) && is_plain(other) {
        return false;
    }
    letters(one).eq(letters(other))
}

fn letters(words: &Words) -> impl Iterator<Item = char> {
    let end = |letter: char| letter.is_whitespace() || matches!(letter, '.' | '!' | '?' | ';' | ',' | '*' | '_' | '`');
    let parts = words.markdown().trim_end_matches(end).split_whitespace();
    let letters = parts.flat_map(|part| std::iter::once(' ').chain(part.chars())).filter(|letter| !matches!(letter, '*' | '_' | '`'));
    letters.flat_map(char::to_lowercase)
}

fn is(item: &Item, mark: Mark) -> bool {
    item.mark.as_ref().is_some_and(|(found, _)| *found == mark)
}

fn verdict(item: &Item) -> Verdict {
    match item.mark {
        Some((Mark::Right, _)) => Verdict::Right,
        Some((Mark::Half, _)) => Verdict::Half,
        _ => Verdict::Wrong,
    }
}

/// Returns small numbers as words, as people write them.
pub(super) fn number(count: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    words.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
