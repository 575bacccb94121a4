//! Words that give an answer away, or keep a reader from it: grammar, echoes, vague words, double negatives, uneven options.

use std::borrow::Cow;
use std::ops::Range;

use crate::course::read::Section;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B505, B506, B508, B509, B510, B511};
use crate::prose::list::Item;

use super::{Choice, File, Looked};

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let text = file.text;
    for question in &file.asked {
        let section = question.section;
        let asked = asked(section, text);
        negatives(section, &asked, text, found);
        let Some(options) = &question.options else { continue };
        echo(section, options, &asked, text, found);
        grammar(section, options, &asked, found);
        vague(section, options, found);
        uneven(section, options, found);
    }
}

/// A word in small letters, and where it stands.
type Word<'a> = (Cow<'a, str>, Range<usize>);

/// Returns the words of a text with their places.
fn words(text: &str, start: usize) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut from: Option<usize> = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_alphabetic() || letter == '\'', from) {
            (true, None) => from = Some(at),
            (false, Some(begin)) => {
                let word = text.get(begin..at).unwrap_or("");
                let is_small = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'');
                let word = if is_small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
                words.push((word, start + begin..start + at));
                from = None;
            }
            _ => {}
        }
    }
    words
}

fn asked<'a>(section: &Section, text: &'a str) -> Vec<Word<'a>> {
    section.parts.words("ask").map_or_else(Vec::new, |ask| words_at(text, &ask.span))
}

/// Returns the words that stand in some place of a file.
fn words_at<'a>(text: &'a str, span: &Range<usize>) -> Vec<Word<'a>> {
    words(text.get(span.clone()).unwrap_or(""), span.start)
}

/// Two and more negatives in what is asked.
fn negatives(section: &Section, all: &[Word<'_>], text: &str, found: &mut Vec<Diagnostic>) {
    const COUNT: [&str; 5] = ["one", "two", "three", "four", "five"];
    const PLAIN: [&str; 7] = ["not", "never", "no", "none", "except", "without", "neither"];
    const JOINED: [&str; 20] = [
        "unsafe",
        "unchanged",
        "unlikely",
        "unnecessary",
        "unprofessional",
        "unacceptable",
        "unethical",
        "unlawful",
        "unwise",
        "inappropriate",
        "incorrect",
        "incomplete",
        "insecure",
        "illegal",
        "impossible",
        "improper",
        "irrelevant",
        "disallowed",
        "dishonest",
        "forbidden",
    ];
    let Some(ask) = section.parts.words("ask") else { return };
    let written = text.get(ask.span.clone()).unwrap_or("");
    let last = written.trim_end().trim_end_matches(['?', '.', '!']).rfind(['.', '?', '!']).map_or(0, |at| at + 1) + ask.span.start;
    let these: Vec<_> =
        all.iter().filter(|(word, at)| at.start >= last && (PLAIN.contains(&&**word) || JOINED.contains(&&**word))).collect();
    let [first, others @ ..] = these.as_slice() else { return };
    if others.is_empty() {
        small_word(section, text, first, &PLAIN, found);
        return;
    }
    let names: Vec<String> = these.iter().map(|(word, _)| format!("`{word}`")).collect();
    let mut complaint =
        Diagnostic::new(&B506, format!("{} cancel each other", crate::course::read::listed(&names)), section.parts.place(&first.1), "one");
    for ((_, at), count) in others.iter().zip(COUNT.iter().skip(1)) {
        complaint = complaint.and(section.parts.place(at), *count);
    }
    found.push(complaint.help("ask what is so, rather than what is not").note("it tests reading, not judgement"));
}

/// One plain "not": in bold or in capitals it would be seen.
fn small_word(section: &Section, text: &str, (word, at): &Word<'_>, plain: &[&str], found: &mut Vec<Diagnostic>) {
    let marked = text.get(..at.start).is_some_and(|before| before.ends_with(['*', '_']));
    if marked || !plain.contains(&&**word) || text.get(at.clone()) != Some(word) {
        return;
    }
    let place = section.parts.place(at);
    found.push(
        Diagnostic::new(&B505, "the question turns on one small word", place, "easily missed")
            .help(format!("ask what belongs, or make it bold: `**{word}**`")),
    );
}

/// Returns the first letters of a word, which a word of the same kin has too.
fn stem(word: &str) -> &str {
    word.char_indices().nth(8).and_then(|(at, _)| word.get(..at)).unwrap_or(word)
}

/// A long word of the question that only the right option repeats.
fn echo(section: &Section, options: &[Choice<'_>], asked: &[Word<'_>], text: &str, found: &mut Vec<Diagnostic>) {
    let mut right = options.iter().filter(|option| option.right).map(|option| option.item);
    let (Some(right), None) = (right.next(), right.next()) else { return };
    let of = |item: &Item| words_at(text, &item.words.span);
    let long = |word: &str| word.len() > 5 && word.chars().nth(5).is_some();
    let asked: Vec<(&str, &Range<usize>)> = asked.iter().filter(|(word, _)| long(word)).map(|(word, at)| (stem(word), at)).collect();
    for (word, at) in of(right).into_iter().filter(|(word, _)| long(word)) {
        let same = stem(&word);
        let Some((_, there)) = asked.iter().find(|(other, _)| *other == same) else { continue };
        let wrong = options.iter().map(|option| option.item).filter(|item| item.span != right.span).flat_map(of);
        if wrong.into_iter().any(|(other, _)| stem(&other) == same) {
            continue;
        }
        found.push(
            Diagnostic::new(
                &B509,
                "a word of the question points to the right option",
                section.parts.place(&at),
                "only the right option repeats it",
            )
            .and(section.parts.place(there), "the question says it")
            .help("say it in other words in one of the two places"),
        );
        return;
    }
}

/// A question that ends in "a" or "an", which fits one option only.
fn grammar(section: &Section, options: &[Choice<'_>], asked: &[Word<'_>], found: &mut Vec<Diagnostic>) {
    let Some((article, at)) = asked.last().filter(|(word, _)| word == "a" || word == "an") else { return };
    let vowel = |option: &&Choice<'_>| {
        option.item.words.markdown().trim_start().chars().next().is_some_and(|first| "aeiouAEIOU".contains(first)) == (article == "an")
    };
    let fitting: Vec<&Item> = options.iter().filter(vowel).map(|option| option.item).collect();
    if let [only] = fitting.as_slice() {
        found.push(
            Diagnostic::new(&B510, "grammar gives the answer away", section.parts.place(at), "fits one option only")
                .and(section.parts.place(&only.words.span), "this one")
                .help("move the article into the options, or ask a full question"),
        );
    }
}

/// Whether one of some words stands in a text, in whatever capitals.
fn has_any(text: &str, wanted: &[&str]) -> bool {
    let is = |word: &[u8]| word.len() > 4 && wanted.iter().any(|wanted| word.eq_ignore_ascii_case(wanted.as_bytes()));
    if text.is_ascii() {
        return text.as_bytes().split(|byte| !byte.is_ascii_alphabetic()).any(is);
    }
    text.split(|letter: char| !letter.is_alphabetic()).any(|word| is(word.as_bytes()))
}

/// Options that are the same but for "often" and "sometimes".
fn vague(section: &Section, options: &[Choice<'_>], found: &mut Vec<Diagnostic>) {
    const VAGUE: [&str; 8] = ["often", "sometimes", "usually", "rarely", "frequently", "occasionally", "seldom", "generally"];
    let parted: Vec<(String, Range<usize>)> = options
        .iter()
        .map(|option| option.item)
        .filter(|item| has_any(item.words.markdown(), &VAGUE))
        .filter_map(|item| {
            let words = words(item.words.markdown(), item.words.span.start);
            let (_, at) = words.iter().find(|(word, _)| VAGUE.contains(&&**word))?.clone();
            let rest = words.iter().filter(|(word, _)| !VAGUE.contains(&&**word)).map(|(word, _)| &**word).collect::<Vec<_>>().join(" ");
            Some((rest, at))
        })
        .collect();
    let [(one, first), (other, second), ..] = parted.as_slice() else { return };
    if one == other {
        found.push(
            Diagnostic::new(&B508, "the options differ only by a vague word", section.parts.place(second), "how often is this?")
                .and(section.parts.place(first), "and this?")
                .help("name the condition: \"with written permission\", \"after a year\""),
        );
    }
}

/// Sentences, questions and single words side by side.
fn uneven(section: &Section, options: &[Choice<'_>], found: &mut Vec<Diagnostic>) {
    let mut built: Vec<(&str, &Item)> = Vec::new();
    for Choice { item, plain, .. } in options {
        let count = plain.split_whitespace().take(4).count(); // more are as many
        let kind = if plain.ends_with('?') {
            "a question"
        } else if plain.ends_with(['.', '!']) && count > 3 {
            "a sentence"
        } else if count == 1 {
            "one word"
        } else if count <= 3 {
            "a few words"
        } else {
            "" // a phrase, which goes with anything
        };
        if !kind.is_empty() && !built.iter().any(|(other, _)| *other == kind) {
            built.push((kind, item));
        }
    }
    if built.len() < 3 {
        return;
    }
    let Some((kind, item)) = built.iter().find(|(kind, _)| matches!(*kind, "one word" | "a few words")) else { return };
    let mut complaint = Diagnostic::new(&B511, "the options are built in three ways", section.parts.place(&item.words.span), *kind);
    for (other, item) in built.iter().filter(|(other, _)| other != kind) {
        complaint = complaint.and(section.parts.place(&item.words.span), *other);
    }
    found.push(complaint.help("write all of them as things you might do"));
}
