//! Nobody real: no numbers that could be a patient's, no telephone or mail that could be somebody's, no names that are not declared.

use std::ops::Range;

use crate::course::read::Section;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B701, B702, B703};

use super::{File, Looked, MadeUp};

pub(super) fn run(file: &File<'_, '_>, looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let fictional = looked.draft.table("check").map(|table| table.lines("fictional")).unwrap_or_default();
    for MadeUp { section, setting, text, digits } in &file.made_up {
        if *digits >= FEWEST {
            numbers(section, setting.value_at.start, text, found);
        }
        mail(section, setting.value_at.start, text, found);
        if setting.name == "post" {
            titled(section, setting.value_at.start, text, &fictional, found);
        }
    }
    for section in &file.sections {
        handle(section, &fictional, found);
    }
}

/// No number that could be real has fewer digits.
const FEWEST: usize = 5;

/// A run of digits with the hyphens, spaces, dots and brackets of a number, and where it stands.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.bytes().enumerate().filter(|(_, letter)| letter.is_ascii_digit()) {
        match runs.last_mut() {
            Some(run)
                if text
                    .get(run.end..at)
                    .is_some_and(|gap| gap.len() <= 2 && gap.chars().all(|c| matches!(c, '-' | ' ' | '.' | ')' | '('))) =>
            {
                run.end = at + 1;
            }
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

fn numbers(section: &Section, start: usize, text: &str, found: &mut Vec<Diagnostic>) {
    let place = |span: Range<usize>| section.parts.place(&(start + span.start..start + span.end));
    for run in runs(text) {
        let written = text.get(run.clone()).unwrap_or("");
        let digits: Vec<u8> = written.bytes().filter(u8::is_ascii_digit).collect();
        let before = text.get(..run.start).unwrap_or("");
        let leading = before.trim_end_matches([' ', ':', '#', '.']);
        let named = ["MRN", "mrn", "record no", "Record no", "record number", "Record number"].iter().find(|name| leading.ends_with(*name));
        let nothing = digits.iter().all(|digit| *digit == b'0');
        let shape: Vec<usize> = written.split('-').map(str::len).collect();
        if let Some(name) = named.filter(|_| digits.len() >= FEWEST && !nothing) {
            let from = leading.len() - name.len();
            let zeros = format!("write `{name} 000000`, or leave the number out");
            let complaint = Diagnostic::new(
                &B701,
                "a made-up post must not hold a number that could be real",
                place(from..run.end),
                "looks like a real record number",
            );
            found.push(complaint.help(zeros).note(NOTE));
        } else if shape == [3, 2, 4] && digits.len() == 9 && !nothing {
            let complaint = Diagnostic::new(
                &B701,
                "a made-up post must not hold a number that could be real",
                place(run),
                "looks like a social security number",
            );
            found.push(complaint.help("write `000-00-0000`, or leave the number out").note(NOTE));
        } else if is_telephone(before, written, &digits) && !is_fictional_telephone(&digits) {
            let complaint = Diagnostic::new(&B702, "this telephone number could be real", place(run), "could be somebody's telephone");
            found.push(complaint.help("use one from 555-0100 to 555-0199; for mail use example.org"));
        }
    }
}

const NOTE: &str = "also: nine digits in the pattern of a social security number, insurance numbers, full dates next to \"born\" or \"admitted\". In logs and JSON the digits are masked";

/// Words after which ten digits in a row are a telephone's: without one they may be an order's, a ticket's or a scan's.
const CALLS: [&str; 25] = [
    "call",
    "calling",
    "phone",
    "telephone",
    "tel",
    "cell",
    "mobile",
    "text",
    "sms",
    "whatsapp",
    "ring",
    "dial",
    "fax",
    "pager",
    "my number",
    "your number",
    "llame",
    "llama",
    "llámame",
    "llámeme",
    "teléfono",
    "móvil",
    "celular",
    "mi número",
    "su número",
];

/// So many letters before a number, no word belongs to it any more.
const NEAR: usize = 32;

/// Whether digits are those of a telephone: parted as its are, or all in a row behind a word that says so. A 1 may stand before them.
fn is_telephone(before: &str, written: &str, digits: &[u8]) -> bool {
    let Some(own) = (match digits.len() {
        10 => Some(digits),
        11 => digits.strip_prefix(b"1"),
        _ => None,
    }) else {
        return false;
    };
    let country = digits.len() - own.len();
    let parted = written.len() - digits.len();
    if parted > 1 {
        return country == 0 || parted > 2 || before.ends_with('+');
    }
    let is_dialled = own.first().is_some_and(|digit| *digit >= b'2');
    if !is_dialled || before.ends_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '/' | '=' | '#' | '_' | '@')) {
        return false;
    }
    let shape: Vec<usize> = written.split(['-', '.', ' ']).map(str::len).collect();
    before.ends_with('+') || shape == [3, 7] || says_to_call(before)
}

/// Whether one of the [`CALLS`] stands before a number, in its own sentence and with no other number between.
fn says_to_call(before: &str) -> bool {
    let from = before.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
    let near = before.get(from..).unwrap_or("").to_lowercase();
    let near = near.rsplit(|letter: char| letter.is_ascii_digit() || matches!(letter, '!' | '?' | '\n')).next().unwrap_or("");
    let is_end = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    let stands = |word: &str, at: usize| {
        is_end(near.get(..at).and_then(|before| before.chars().next_back()))
            && is_end(near.get(at + word.len()..).and_then(|rest| rest.chars().next()))
    };
    let other = ["order", "ticket", "invoice", "case", "reference", "ref", "tracking", "pedido", "caso", "factura"];
    let says = |words: &[&str]| {
        words.iter().filter_map(|word| near.match_indices(word).map(|(at, _)| at).filter(|at| stands(word, *at)).max()).max()
    };
    says(&CALLS).is_some_and(|at| says(&other).is_none_or(|other| other < at) && !is_a_text(near, at))
}

/// Whether the word at a place is a text that one reads: `the text 4024785912` names an article, `Text 4024785912` asks for a message.
fn is_a_text(near: &str, at: usize) -> bool {
    let before = near.get(..at).unwrap_or("").trim_end();
    let word = before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
    near.get(at..).is_some_and(|words| words.starts_with("text")) && ["the", "this", "that", "full", "a", "of", "see"].contains(&word)
}

/// 555-0100 to 555-0199 belong to nobody.
fn is_fictional_telephone(digits: &[u8]) -> bool {
    let own = if digits.len() == 11 { digits.get(1..).unwrap_or(digits) } else { digits };
    own.get(3..8) == Some(b"55501")
}

fn mail(section: &Section, start: usize, text: &str, found: &mut Vec<Diagnostic>) {
    let inside = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_' | '+');
    for (at, _) in text.match_indices('@') {
        let name = text.get(..at).unwrap_or("").chars().rev().take_while(|letter| inside(*letter)).count();
        let domain: String = text.get(at + 1..).unwrap_or("").chars().take_while(|letter| inside(*letter)).collect();
        let domain = domain.trim_end_matches('.');
        if name == 0 || !domain.contains('.') {
            continue;
        }
        let small = domain.to_lowercase();
        let nobody = ["example.org", "example.com", "example.net", "invalid", "example", "test"];
        if nobody.iter().any(|end| small == *end || small.ends_with(&format!(".{end}"))) {
            continue;
        }
        let span = start + at - name..start + at + 1 + domain.len();
        let complaint =
            Diagnostic::new(&B702, "this mail address could be real", section.parts.place(&span), "could be somebody's address");
        found.push(complaint.help("use one that ends in example.org"));
    }
}

/// The handle below a post is invented for all to see, or declared.
fn handle(section: &Section, fictional: &[String], found: &mut Vec<Diagnostic>) {
    let Some((setting, by)) = section.parts.setting("by").zip(section.parts.words("by")) else { return };
    let by = by.markdown();
    let name = section.line("name");
    let declared = |word: &str| fictional.iter().any(|name| name == word);
    let is_declared = declared(by) || (!name.is_empty() && declared(&name));
    if by.is_empty() || by.starts_with("@example") || by.starts_with("@invented") || is_declared {
        return;
    }
    let says = if by.starts_with('@') { "an account of this name may exist" } else { "no handle, and somebody may be called so" };
    found.push(
        Diagnostic::new(&B703, "I do not know that this person is invented", section.parts.place(&setting.value_at), says)
            .help("write `@example_…` or `@invented_…`, or add it to `fictional` in course.toml")
            .note("the same for \"Dr.\", \"Mr.\", \"Mrs.\", \"Ms.\" followed by a name in a post"),
    );
}

/// "Dr. Somebody" in a post.
fn titled(section: &Section, start: usize, text: &str, fictional: &[String], found: &mut Vec<Diagnostic>) {
    for title in ["Dr. ", "Mr. ", "Mrs. ", "Ms. "].into_iter().filter(|title| text.contains(title)) {
        for (at, _) in text.match_indices(title) {
            let name: String =
                text.get(at + title.len()..).unwrap_or("").chars().take_while(|letter| letter.is_alphabetic() || *letter == '-').collect();
            let whole = format!("{title}{name}");
            let word_before = text.get(..at).and_then(|before| before.chars().last()).is_some_and(char::is_alphanumeric);
            let known = fictional.iter().any(|known| known.contains(&name));
            if word_before || !name.starts_with(char::is_uppercase) || known {
                continue;
            }
            let span = start + at..start + at + whole.len();
            found.push(
                Diagnostic::new(
                    &B703,
                    "I do not know that this person is invented",
                    section.parts.place(&span),
                    "somebody of this name may exist",
                )
                .help(format!("add \"{whole}\" to `fictional` in course.toml, or leave the name out")),
            );
        }
    }
}
