//! Short text: `accept` lines earn all, `near` lines half. Unless `strict`, capitals, accents, punctuation, spaces and one slip of
//! the finger in six letters or more are forgiven; a number is never taken for another one.

use std::borrow::Cow;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B404, B408};
use crate::prose::Words;

use super::{Explained, Form, Grade, Kind, Partial, Parts, Response, Row, Shuffle, Verdict};

pub(super) const ROW: Row = Row { name: "short", called: "a short-text question", telling: "accept", others: &["near", "strict"], read };

/// A word is forgiven one slip when it has at least this many letters.
const FORGIVING: usize = 6;

/// What is accepted, or earns half, in the languages beside the one that is read.
const ACCEPTED_ELSEWHERE: &str = "accept-elsewhere";
const NEAR_ELSEWHERE: &str = "near-elsewhere";

/// Returns under which name stands what a setting of a short-text question holds in the languages beside the one that is read.
pub(crate) fn in_other_languages(name: &str) -> &'static str {
    if name == "accept" { ACCEPTED_ELSEWHERE } else { NEAR_ELSEWHERE }
}

#[derive(Debug)]
struct Short {
    accept: Vec<Words>,
    near: Vec<Words>,
    strict: bool,
    silence: Words,
}

fn read(parts: &Parts, found: &mut Vec<Diagnostic>) -> Option<Arc<dyn Kind>> {
    let setting = parts.setting("accept")?;
    let lines = |name: &str| parts.lines(name).iter().filter(|line| !line.is_empty()).cloned().collect::<Vec<Words>>();
    let (mut accept, elsewhere) = (lines("accept"), lines(ACCEPTED_ELSEWHERE));
    if accept.is_empty() && elsewhere.is_empty() {
        found.push(
            Diagnostic::new(&B404, "no answer is accepted", parts.place(&setting.named_at), "nothing in the list")
                .help("write what you accept: `accept = [\"privacy office\"]`")
                .note(super::options::TOO_FEW),
        );
        return None;
    }
    if let Some((line, ask, instead)) = parts.words("ask").and_then(|ask| given_away(&accept, ask)) {
        found.push(
            Diagnostic::new(
                &B408,
                "the question gives its answer away",
                parts.place(&(line.span.start.saturating_sub(1)..line.span.end + 1)),
                "the accepted answer",
            )
            .and(parts.place(&ask), "stands in the question")
            .help(instead.map_or_else(|| "ask in other words".to_owned(), |instead| format!("ask \"{instead}\""))),
        );
    }
    accept.extend(elsewhere);
    Some(Arc::new(Short {
        accept,
        near: [parts.lines("near"), parts.lines(NEAR_ELSEWHERE)].concat(),
        strict: parts.flag("strict").unwrap_or(false),
        silence: Words::default(),
    }))
}

/// Returns an accepted line that stands in the question, with its place there, and what is left to ask where it only hangs on.
fn given_away<'a>(accept: &'a [Words], ask: &Words) -> Option<(&'a Words, std::ops::Range<usize>, Option<String>)> {
    let lower = ask.markdown().to_lowercase();
    accept.iter().filter(|line| line.markdown().chars().count() > 2).find_map(|line| {
        let found = lower.find(&line.markdown().to_lowercase())?;
        let before = lower.get(..found).unwrap_or("");
        let article = ["the ", "a ", "an "].into_iter().find(|article| before.ends_with(&format!(" {article}"))).map_or(0, str::len);
        let (from, to) = (found - article, found + line.markdown().len());
        let asked = ask.markdown();
        let left = asked.get(..from).and_then(|left| left.trim_end().strip_suffix([':', ',', '-', '–', '—']));
        let hangs_on = asked.get(to..).is_some_and(|after| after.trim() == "?");
        let instead = left.filter(|left| hangs_on && !left.contains('\n')).map(|left| format!("{}?", left.trim_end()));
        Some((line, ask.span.start + from..ask.span.start + to, instead))
    })
}

impl Short {
    fn matches(&self, written: &str, wanted: &Words) -> bool {
        if self.strict {
            return written.trim() == wanted.markdown().trim();
        }
        let (written, wanted) = (bare(written), bare(wanted.markdown()));
        let same_numbers = || numbers(&written).eq(numbers(&wanted));
        written == wanted || (wanted.chars().count() >= FORGIVING && same_numbers() && one_slip(&written, &wanted))
    }

    fn verdict(&self, response: &Response) -> Verdict {
        let Response::Written(written) = response else { return Verdict::Wrong };
        if self.accept.iter().any(|wanted| self.matches(written, wanted)) {
            Verdict::Right
        } else if self.near.iter().any(|wanted| self.matches(written, wanted)) {
            Verdict::Half
        } else {
            Verdict::Wrong
        }
    }
}

/// Returns the letters and digits alone, without accents and capitals. What stands between two digits leaves a space, but for what
/// groups thousands, and a minus before a number stays: `3.5` and `3,5` are not 35.
fn bare(text: &str) -> String {
    let letters: Vec<char> = text.nfkd().filter(|letter| !is_accent(*letter)).flat_map(char::to_lowercase).collect();
    let mut bare = String::with_capacity(text.len());
    let mut rest = letters.as_slice();
    while let [letter, after @ ..] = rest {
        let written = letters.get(..letters.len() - rest.len()).unwrap_or(&[]);
        let next_is_digit = after.first().is_some_and(|next| next.is_numeric());
        if letter.is_alphanumeric() || is_combining_mark(*letter) {
            if letter.is_numeric() && divides(written, rest) {
                bare.push(' ');
            }
            bare.push(*letter);
        } else if next_is_digit && is_minus(*letter) && written.last().is_none_or(|before| before.is_whitespace()) {
            bare.push('-');
        }
        rest = after;
    }
    bare
}

/// Whether a letter goes without this mark, as people write who lack the key. The vowels of Hindi and the voiced sounds of Japanese are
/// marks as well, and make another word: they stay.
const fn is_accent(mark: char) -> bool {
    matches!(mark, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

const fn is_minus(sign: char) -> bool {
    matches!(sign, '-' | '\u{2212}')
}

/// Whether a digit, the first of what follows, begins another number than the digit written before it, or the part of one.
fn divides(written: &[char], follows: &[char]) -> bool {
    let number_ends = written.iter().rposition(|letter| letter.is_alphanumeric());
    let Some((number, between)) = number_ends.and_then(|last| written.split_at_checked(last + 1)) else { return false };
    let digits = number.iter().rev().take_while(|letter| letter.is_numeric()).take(2).count();
    if digits == 0 || between.is_empty() {
        return false;
    }
    let is_nought = digits == 1 && number.last() == Some(&'0');
    let groups = matches!(between, [',' | '.' | ' ' | '\'' | '\u{2019}' | '\u{66c}']);
    let three = follows.iter().take_while(|letter| letter.is_numeric()).take(4).count() == 3;
    is_nought || !groups || !three
}

/// Returns what a number is told by: its digits, with the signs that stand before and in it.
fn numbers(bare: &str) -> impl Iterator<Item = char> + '_ {
    bare.chars().filter(|letter| letter.is_numeric() || matches!(letter, ' ' | '-'))
}

/// Whether two words differ by one letter too many, too few, another, or by two neighbours that changed places.
fn one_slip(written: &str, wanted: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (written.chars().collect(), wanted.chars().collect());
    let same_start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same_start..).unwrap_or(&[]), b.get(same_start..).unwrap_or(&[]));
    match (a, b) {
        ([_, a_rest @ ..], [_, b_rest @ ..]) if a_rest == b_rest => true,
        ([a1, a2, a_rest @ ..], [b1, b2, b_rest @ ..]) if a1 == b2 && a2 == b1 && a_rest == b_rest => true,
        ([_, a_rest @ ..], b) if a_rest == b => true,
        (a, [_, b_rest @ ..]) if a == b_rest => true,
        _ => false,
    }
}

impl Kind for Short {
    fn form(&self) -> Form<'_> {
        Form::Write
    }

    fn grade(&self, response: &Response, _: Partial) -> Grade {
        match self.verdict(response) {
            Verdict::Right => Grade::FULL,
            Verdict::Half => Grade::HALF,
            Verdict::Wrong => Grade::NONE,
        }
    }

    fn explain<'s>(&'s self, response: &Response) -> Vec<Explained<'s>> {
        let Response::Written(written) = response else { return Vec::new() };
        let verdict = self.verdict(response);
        vec![Explained {
            words: Cow::Owned(Words::ours(written)),
            chosen: true,
            verdict,
            instead: self.accept.first().filter(|_| verdict != Verdict::Right).map(Cow::Borrowed),
            reply: Cow::Borrowed(&self.silence),
        }]
    }

    fn key(&self) -> Response {
        Response::Written(self.accept.first().map_or_else(String::new, |line| line.markdown().to_owned()))
    }

    fn shuffle(&self) -> Shuffle {
        Shuffle::Never
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grade(strict: bool, written: &str) -> Grade {
        let accept = vec![Words::ours("Privacy office"), Words::ours("HIPAA")];
        let short = Short { accept, near: vec![Words::ours("the lawyers")], strict, silence: Words::default() };
        short.grade(&Response::Written(written.into()), Partial::Balanced)
    }

    #[test]
    fn capitals_accents_spaces_and_one_slip_are_forgiven() {
        for good in ["privacy office", " Privacy-Óffice! ", "privcy office", "privacyy office", "pirvacy office", "hipaa"] {
            assert!(grade(false, good).is_full(), "{good}");
        }
        for bad in ["", "privacy", "pivcy office", "hippa", "office privacy"] {
            assert!(grade(false, bad).is_none(), "{bad}");
        }
        assert_eq!(grade(false, "The Lawyers"), Grade::HALF);
    }

    fn writes(wanted: &str, written: &str) -> bool {
        let accept = vec![Words::ours(wanted)];
        let short = Short { accept, near: Vec::new(), strict: false, silence: Words::default() };
        short.grade(&Response::Written(written.into()), Partial::Balanced).is_full()
    }

    #[test]
    fn a_number_is_never_taken_for_another_one() {
        for (wanted, same) in [
            ("3.5", "3,5"),
            ("0.5 mg", "0,5mg"),
            ("-5", "\u{2212}5"),
            ("1-2", "1 – 2"),
            ("100,000", "100 000"),
            ("100,000", "100000"),
            ("45 CFR 164.530(j)", "45 cfr 164.530 j"),
            ("COVID-19", "covid 19"),
            ("25.11.2026", "25/11/2026"),
            ("\u{661}\u{66c}\u{660}\u{660}\u{660}", "\u{661}\u{660}\u{660}\u{660}"),
        ] {
            assert!(writes(wanted, same), "{wanted}: {same}");
        }
        for (wanted, other) in [
            ("3.5", "35"),
            ("35", "3.5"),
            ("0.5 mg", "05 mg"),
            ("0.125", "0125"),
            ("1-2", "12"),
            ("-5", "5"),
            ("250,000", "260,000"),
            ("6 years after", "9 years after"),
            ("45 CFR 164.530", "45 CFR 164.53"),
        ] {
            assert!(!writes(wanted, other), "{wanted}: {other}");
        }
    }

    #[test]
    fn marks_that_make_another_word_are_no_accents() {
        assert!(!writes("दवा", "दवी") && !writes("が", "か"));
        assert!(writes("دَواء", "دواء") && writes("Ἀθῆναι", "αθηναι") && writes("ё", "е"));
    }

    #[test]
    fn strict_means_letter_by_letter() {
        assert!(grade(true, "Privacy office ").is_full());
        assert!(grade(true, "privacy office").is_none());
    }
}
