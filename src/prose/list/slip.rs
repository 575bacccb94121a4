//! Lines that plainly were meant to begin an item or a bin, and begin none by a letter: a word processor's bullet, a space that is missing.
//! An item may go on over several lines, so that they are read as the end of the item above, and nobody would know.

use std::ops::Range;

use super::Because;

/// A line with a slip at its beginning.
pub(super) struct Slip {
    pub(super) because: Because,
    /// How many bytes to point at.
    pub(super) long: usize,
    /// The line as it should be.
    pub(super) instead: String,
}

/// What stands above a line.
#[derive(Clone, Copy)]
pub(super) enum Above {
    /// No item yet.
    Nothing,
    /// An item, with which the line may go on.
    Words {
        /// Whether the item has a number.
        numbered: bool,
    },
}

/// The bullets that word processors put before a list's items, with those of Symbol and Wingdings. None of them begins a line of words.
const BULLETS: [char; 14] = ['•', '·', '▪', '▫', '◦', '‣', '●', '○', '■', '□', '➢', '\u{f0b7}', '\u{f0a7}', '\u{f0d8}'];

/// The arrows that are taken for ` -> `, the longer before those that they end in.
const ARROWS: [&str; 10] = ["-->", "==>", "–>", "—>", "→", "⇒", "➔", "➜", "->", "=>"];

/// Returns what is wrong with the beginning of a line; `None` where it may well go on with the item above.
pub(super) fn of(text: &str, groups: bool, above: Above) -> Option<Slip> {
    if groups && let Some(slip) = bin(text) {
        return Some(slip);
    }
    bullet(text, above).or_else(|| dash(text)).or_else(|| number(text, above))
}

const fn slip(because: Because, long: usize, instead: String) -> Slip {
    Slip { because, long, instead }
}

/// `• Words`, `– Words`, `o` and a tab.
fn bullet(text: &str, above: Above) -> Option<Slip> {
    let mut letters = text.chars();
    let (sign, rest) = (letters.next()?, letters.as_str());
    let words = rest.trim_start();
    let is_apart = rest.starts_with(char::is_whitespace);
    let is_bullet = match sign {
        _ if words.is_empty() => false,
        sign if BULLETS.contains(&sign) => true,
        'o' => rest.starts_with('\t'),
        // A dash may stand between the words of an item, and these may go on below it: then only a bracket tells that it begins another.
        '–' | '—' if is_apart => matches!(above, Above::Nothing) || words.starts_with('['),
        _ => false,
    };
    is_bullet.then(|| slip(Because::ForeignBullet, sign.len_utf8(), format!("- {words}")))
}

/// `-Words`, and a dash before a tab or a space that is none.
fn dash(text: &str) -> Option<Slip> {
    let rest = text.strip_prefix('-')?;
    let words = rest.trim_start();
    let is_item = (rest.starts_with(char::is_whitespace) && !words.is_empty()) || begins_words(rest);
    let is_odd = rest.starts_with(|space: char| space.is_whitespace() && !space.is_ascii());
    let because = if is_odd { Because::OddSpaceAfterDash } else { Because::NoSpaceAfterDash };
    is_item.then(|| slip(because, 1, format!("- {words}")))
}

/// `2.Words`.
fn number(text: &str, above: Above) -> Option<Slip> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?.strip_prefix(['.', ')']).filter(|_| (1..=3).contains(&digits))?;
    let words = rest.trim_start();
    // `3.B of the policy` may go on with words that have no number.
    let may_follow = matches!(above, Above::Nothing | Above::Words { numbered: true });
    let is_apart = rest.starts_with(char::is_whitespace) && !words.is_empty();
    let is_item = is_apart || rest.starts_with('[') || (may_follow && begins_words(rest));
    let begins = text.get(..=digits)?;
    is_item.then(|| slip(Because::NoSpaceAfterNumber, begins.len(), format!("{begins} {words}")))
}

/// `##Name`, `# Name` and `### Name`.
fn bin(text: &str) -> Option<Slip> {
    let name = text.trim_start_matches('#');
    let signs = text.len() - name.len();
    let is_apart = name.starts_with(char::is_whitespace);
    let is_bin = if signs == 2 { !name.is_empty() } else { signs > 0 && is_apart };
    let name = name.trim();
    (is_bin && !name.is_empty()).then(|| slip(Because::NoBin, signs, format!("## {name}")))
}

/// Whether words begin here as an item's do: with a bracket or a letter that is not small.
fn begins_words(words: &str) -> bool {
    words.starts_with(['[', '(', '"', '“', '«', '¿', '¡'])
        || words.starts_with(|letter: char| letter.is_alphabetic() && !letter.is_lowercase())
}

/// Returns where the one arrow of some words stands that is not ` -> `, if both its sides have words.
pub(super) fn arrow(words: &str) -> Option<Range<usize>> {
    let mut found = None;
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let long = rest.chars().next().map_or(1, char::len_utf8);
        if rest.starts_with("\\->") {
            at += 3;
        } else if let Some(arrow) = ARROWS.iter().find(|arrow| rest.starts_with(**arrow)) {
            if found.replace(at..at + arrow.len()).is_some() {
                return None;
            }
            at += arrow.len();
        } else {
            at += long;
        }
    }
    found.filter(|arrow: &Range<usize>| {
        let side = |side: Option<&str>| side.is_some_and(|side| !side.trim().is_empty());
        side(words.get(..arrow.start)) && side(words.get(arrow.end..))
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Grammar, List, read};
    use super::*;
    use crate::source::Text;

    fn lines(text: &str, grammar: Grammar) -> List {
        read(&Text::copied(text), grammar)
    }

    #[test]
    fn a_line_that_plainly_begins_an_item_is_not_swallowed() {
        for (line, because, instead) in [
            ("• Tell her", Because::ForeignBullet, "- Tell her"),
            ("·\u{a0}Tell her", Because::ForeignBullet, "- Tell her"),
            ("▪Tell her", Because::ForeignBullet, "- Tell her"),
            ("\u{f0b7}\ttell her", Because::ForeignBullet, "- tell her"),
            ("  – [x] tell her", Because::ForeignBullet, "- [x] tell her"),
            ("o\ttell her", Because::ForeignBullet, "- tell her"),
            ("-Tell her", Because::NoSpaceAfterDash, "- Tell her"),
            ("-\ttell her", Because::NoSpaceAfterDash, "- tell her"),
            ("2)\ttell her", Because::NoSpaceAfterNumber, "2) tell her"),
        ] {
            for (above, count) in [("- First\n", 1), ("- First\n  > Why.\n", 1), ("", 0)] {
                let list = lines(&format!("{above}{line}\n- Last"), Grammar::default());
                let broken = if above.is_empty() { &list.broken } else { &list.slips };
                let told: Vec<_> = broken.iter().map(|broken| (broken.because, broken.instead.clone().map(|(_, line)| line))).collect();
                assert_eq!(told, [(because, Some(instead.to_owned()))], "{above}{line}");
                assert_eq!(list.items().count(), count + 1, "{above}{line}");
            }
        }
        let list = lines("1. First\n2.Second", Grammar::default());
        assert_eq!(list.slips.iter().map(|broken| broken.because).collect::<Vec<_>>(), [Because::NoSpaceAfterNumber]);
        let list = lines("– Tell her\n– Tell him", Grammar::default());
        assert_eq!(list.broken.iter().map(|broken| broken.because).collect::<Vec<_>>(), [Because::ForeignBullet; 2]);
    }

    #[test]
    fn what_may_go_on_with_the_item_above_is_left_to_it() {
        for line in [
            "– and then called",
            "— Maria — and tell her",
            "3.B of the policy",
            "  – Dr. Example",
            "-5 degrees",
            "2.5 mg",
            "2.of",
            "#hashtag",
            "*Never* again",
            "o no",
            "--",
            "•",
            "o",
            "→ x",
        ] {
            let list = lines(&format!("- First\n{line}"), Grammar::default());
            assert_eq!((list.slips.as_slice(), list.items().count()), (&[][..], 1), "{line}");
        }
    }

    #[test]
    fn a_bin_that_opens_by_other_signs_is_told_of_and_a_hashtag_is_none() {
        let grammar = Grammar { groups: true, targets: false };
        for line in ["##B", "# B", "### B", "##\tB"] {
            let list = lines(&format!("## A\n- one\n{line}\n- two"), grammar);
            let told: Vec<_> = list.slips.iter().map(|broken| (broken.because, broken.instead.clone().map(|(_, line)| line))).collect();
            assert_eq!(told, [(Because::NoBin, Some("## B".to_owned()))], "{line}");
        }
        assert_eq!(lines("## A\n- one\n  #hashtag", grammar).slips, []);
    }

    #[test]
    fn another_arrow_is_told_with_the_line_to_write() {
        let grammar = Grammar { targets: true, groups: false };
        for (line, instead) in [
            ("- Insult → Silence", Some("- Insult -> Silence")),
            ("- Insult->Silence", Some("- Insult -> Silence")),
            ("- Insult =>  Silence", Some("- Insult -> Silence")),
            ("- é --> é", Some("- é -> é")),
            ("- A → b → c", None),
            ("- A \\-> b", None),
            ("- A →", None),
        ] {
            let list = lines(line, grammar);
            let told: Vec<_> = list.broken.iter().map(|broken| broken.instead.clone().map(|(_, line)| line)).collect();
            assert_eq!(told, [instead.map(str::to_owned)], "{line}");
            assert_eq!(
                list.broken.first().map(|broken| broken.because),
                Some(if instead.is_some() { Because::OtherArrow } else { Because::NoTarget })
            );
        }
        assert_eq!(lines("- A → b -> c", grammar).broken, []);
    }
}
