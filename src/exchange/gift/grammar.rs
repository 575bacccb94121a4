//! The grammar of one GIFT question: what stands where, and nothing of what it means.

use winnow::ModalResult;
use winnow::Parser;
use winnow::ascii::{multispace0, space0};
use winnow::combinator::{alt, delimited, eof, not, opt, preceded, repeat, terminated};
use winnow::token::{any, none_of, take_while};

/// A paragraph as it stands.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) title: String,
    pub(super) format: String,
    pub(super) before: String,
    pub(super) answers: Option<Answers>,
    pub(super) after: String,
}

#[derive(Debug)]
pub(super) enum Answers {
    Essay,
    Truth(bool, Vec<String>, String),
    Number(Vec<Answer>, String),
    List(Vec<Answer>, String),
}

#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) right: bool,
    pub(super) weight: Option<String>,
    pub(super) words: String,
    /// Its words with what was read as its weight.
    pub(super) whole: String,
    /// Whether a star without a backslash stands among them.
    pub(super) wild: bool,
    pub(super) reply: String,
}

pub(super) fn question(input: &mut &str) -> ModalResult<Written> {
    let title = opt(delimited("::", title, "::")).parse_next(input)?.unwrap_or_default();
    multispace0.parse_next(input)?;
    let format = opt(delimited('[', take_while(1..12, |c: char| c.is_ascii_lowercase()), ']')).parse_next(input)?.unwrap_or("");
    let before = words(input, &['{'])?;
    let answers = opt(delimited(('{', multispace0), answers, (multispace0, '}'))).parse_next(input)?;
    let after = words(input, &['{', '}'])?;
    eof.parse_next(input)?;
    Ok(Written { title, format: format.to_owned(), before, answers, after })
}

/// Words up to two colons.
fn title(input: &mut &str) -> ModalResult<String> {
    let one_colon = (':', not(':')).value(':');
    let letters: String = repeat(0.., alt((escaped, none_of(['\\', ':']), one_colon, '\\'))).parse_next(input)?;
    Ok(letters.trim().to_owned())
}

/// A backslash takes the meaning from the sign after it; that of LaTeX, before a letter or a bracket, stays.
fn escaped(input: &mut &str) -> ModalResult<char> {
    let sign = any.verify(|letter: &char| *letter == 'n' || !(letter.is_alphanumeric() || matches!(letter, '(' | ')' | '[' | ']')));
    preceded('\\', sign).map(|letter| if letter == 'n' { '\n' } else { letter }).parse_next(input)
}

/// Words up to one of some signs.
fn words(input: &mut &str, end: &'static [char]) -> ModalResult<String> {
    let plain = none_of(move |letter: char| letter == '\\' || end.contains(&letter));
    let letters: String = repeat(0.., alt((escaped, plain, '\\'))).parse_next(input)?;
    Ok(letters)
}

fn answers(input: &mut &str) -> ModalResult<Answers> {
    if input.starts_with('}') {
        return Ok(Answers::Essay);
    }
    alt((truth, number, list)).parse_next(input)
}

fn truth(input: &mut &str) -> ModalResult<Answers> {
    let word = terminated(alt(("TRUE", "FALSE", "T", "F")), multispace0).parse_next(input)?;
    let replies: Vec<String> = repeat(0.., reply).parse_next(input)?;
    let why = general(input)?;
    if input.starts_with('}') {
        Ok(Answers::Truth(word.starts_with('T'), replies, why))
    } else {
        winnow::combinator::fail.parse_next(input)
    }
}

fn number(input: &mut &str) -> ModalResult<Answers> {
    ('#', multispace0).parse_next(input)?;
    let list = if input.starts_with(['=', '~']) {
        repeat(1.., answer).parse_next(input)?
    } else {
        let words = words(input, &['#', '}'])?.trim().to_owned();
        let reply = opt(reply).parse_next(input)?.unwrap_or_default();
        vec![Answer { right: true, weight: None, whole: words.clone(), wild: false, words, reply }]
    };
    Ok(Answers::Number(list, general(input)?))
}

fn list(input: &mut &str) -> ModalResult<Answers> {
    let list: Vec<Answer> = repeat(1.., answer).parse_next(input)?;
    Ok(Answers::List(list, general(input)?))
}

fn answer(input: &mut &str) -> ModalResult<Answer> {
    let sign = preceded(multispace0, alt(('=', '~'))).parse_next(input)?;
    let mut weight = opt(preceded(space0, delimited('%', take_while(1.., |c: char| c.is_ascii_digit() || matches!(c, '-' | '.')), '%')));
    let weight = weight.parse_next(input)?.map(str::to_owned);
    let begins = *input;
    let words = words(input, &['=', '~', '#', '}'])?;
    let wild = has_star(begins.get(..begins.len() - input.len()).unwrap_or(""));
    let reply = opt(reply).parse_next(input)?.unwrap_or_default();
    let whole = weight.as_ref().map_or_else(String::new, |weight| format!("%{weight}%")) + &words;
    Ok(Answer { right: sign == '=', weight, words: words.trim().to_owned(), whole: whole.trim().to_owned(), wild, reply })
}

/// Whether a star stands among letters that no backslash takes its meaning from.
fn has_star(written: &str) -> bool {
    let mut letters = written.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '*' => return true,
            _ => {}
        }
    }
    false
}

/// What is said about one answer.
fn reply(input: &mut &str) -> ModalResult<String> {
    if input.starts_with("####") {
        return winnow::combinator::fail.parse_next(input);
    }
    '#'.parse_next(input)?;
    Ok(words(input, &['=', '~', '#', '}'])?.trim().to_owned())
}

/// What is said about the whole question.
fn general(input: &mut &str) -> ModalResult<String> {
    let why = opt(preceded((multispace0, "####"), |input: &mut &str| words(input, &['}']))).parse_next(input)?;
    Ok(why.unwrap_or_default().trim().to_owned())
}
