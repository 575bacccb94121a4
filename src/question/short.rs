//! Short text: `accept` lines earn all, `near` lines half. Unless `strict`, what `written` says is the same is taken for it.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B404, B408};
use crate::prose::Words;

use super::{Explained, Form, Grade, Kind, Partial, Parts, Response, Row, Shuffle, Verdict, written};

pub(super) const ROW: Row = Row { name: "short", called: "a short-text question", telling: "accept", others: &["near", "strict"], read };

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
        written::is_same(written, wanted.markdown())
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
