//! Aiken: a question, lettered options, `ANSWER: B`. It knows no more than that.

use super::paper::line;
use super::{Asked, Body, Exchange, Given, Lost, Paper, Share, Taken};

/// The format.
pub(super) struct Aiken;

impl Exchange for Aiken {
    fn name(&self) -> &'static str {
        "aiken"
    }

    fn ending(&self) -> &'static str {
        "txt"
    }

    fn read(&self, text: &str) -> Option<Taken> {
        Some(read(text))
    }

    fn write(&self, paper: &Paper) -> Option<Given> {
        Some(write(paper))
    }
}

fn read(text: &str) -> Taken {
    let mut taken = Taken::default();
    let (mut begins, mut ask, mut options): (usize, Vec<&str>, Vec<(char, String)>) = (1, Vec::new(), Vec::new());
    let mut strange = None;
    for (number, written) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let (number, words) = (number + 1, written.trim());
        if words.is_empty() {
            continue;
        }
        if let Some(answer) = answer(words, &options) {
            let letters = letters(answer, &options);
            if let Some((letter, at)) = strange.take() {
                let is_second = options.iter().filter(|(before, _)| *before == letter).count() > 1;
                let option = if is_second { format!("a second option {letter}") } else { format!("option {letter} out of its order") };
                taken.lose(at, format!("{option}, as where an `ANSWER:` is missing above; nothing of it was taken"));
            } else if ask.is_empty() || letters.iter().flatten().any(|letter| !options.iter().any(|(known, _)| known == letter)) {
                taken.lose(number, "an answer without its question or its option; nothing of it was taken");
            } else if let Some(letters) = letters {
                let share = |letter: char| if letters.contains(&letter) { Share::Right } else { Share::Wrong };
                let options = options.iter().map(|(letter, words)| (words.clone(), share(*letter), String::new())).collect();
                let body = Body::Choice { options, several: letters.len() > 1 };
                taken.paper.questions.push(Asked { line: begins, ask: ask.join("\n"), points: 1, body, ..Asked::default() });
            } else {
                let what = "is neither the letter of an option nor several parted by commas or `and`; nothing of its question was taken";
                taken.lose(number, format!("the answer `{}`, which {what}", answer.trim()));
            }
            (ask, options) = (Vec::new(), Vec::new());
        } else if let Some((letter, words)) = option(words).filter(|_| !ask.is_empty()) {
            let before = options.last().map(|(before, _)| *before);
            if before.is_some_and(|before| u32::from(before) + 1 != u32::from(letter)) {
                strange.get_or_insert((letter, number));
            }
            options.push((letter, words.to_owned()));
        } else if let Some((_, last)) = options.last_mut() {
            last.push(' ');
            last.push_str(words);
        } else {
            if ask.is_empty() {
                begins = number;
            }
            ask.push(words);
        }
    }
    if !ask.is_empty() {
        taken.lose(begins, "a question without `ANSWER:`; nothing of it was taken");
    }
    taken
}

/// Whether a text can only be Aiken: an answer stands right below an option.
pub(super) fn is_surely(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let below_an_option = [('A', String::new())];
    lines().zip(lines().skip(1)).any(|(above, below)| option(above).is_some() && answer(below, &below_an_option).is_some())
}

/// Returns what an answer says: `ANSWER: B`, or in small letters, where it is letters of options and nothing else below options.
fn answer<'a>(words: &'a str, options: &[(char, String)]) -> Option<&'a str> {
    let (name, rest) = words.split_at_checked("ANSWER:".len())?;
    let is_letters = || !options.is_empty() && letters(rest, options).is_some();
    (name == "ANSWER:" || name.eq_ignore_ascii_case("ANSWER:") && is_letters()).then_some(rest)
}

/// Returns the letters that an answer names, each once: `B`, `b.`, `A, C`, `A and C` or `AC`; the words of the option may stand behind its
/// letter. `None` where it is anything else: what it would mean is not guessed.
fn letters(answer: &str, options: &[(char, String)]) -> Option<Vec<char>> {
    let answer = answer.trim();
    if let Some((letter, words)) = option(answer)
        && options.iter().any(|(known, of)| *known == letter && of.eq_ignore_ascii_case(words))
    {
        return Some(vec![letter]);
    }
    let mut letters = Vec::new();
    let parts = answer.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '&' | '+' | '/'));
    for part in parts.map(|part| part.trim_matches(['(', ')', '.'])).filter(|part| !part.is_empty() && !part.eq_ignore_ascii_case("and")) {
        // Small letters that stand together are a word.
        if part.len() > 1 && !part.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return None;
        }
        for letter in part.chars() {
            if !letter.is_ascii_alphabetic() {
                return None;
            }
            let letter = letter.to_ascii_uppercase();
            if !letters.contains(&letter) {
                letters.push(letter);
            }
        }
    }
    (!letters.is_empty()).then_some(letters)
}

/// `A. words` or `A) words`.
fn option(words: &str) -> Option<(char, &str)> {
    let letter = words.chars().next().filter(char::is_ascii_uppercase)?;
    let rest = words.get(1..)?.strip_prefix(['.', ')'])?;
    rest.starts_with(' ').then(|| (letter, rest.trim()))
}

fn write(paper: &Paper) -> Given {
    let mut given = Given::default();
    if !paper.title.is_empty() {
        given.lost.push(Lost { line: 1, what: "the title, for which Aiken has no place".to_owned() });
    }
    for asked in &paper.questions {
        let options = match &asked.body {
            Body::Truth(truth) => vec![("True".into(), *truth), ("False".into(), !*truth)],
            Body::Choice { options, several: false } => choice(asked, options, &mut given),
            _ => {
                given.lose(asked, "it is no question with one right option, and Aiken knows no other");
                continue;
            }
        };
        let letters: Vec<(char, &(String, bool))> = ('A'..='Z').zip(&options).collect();
        let Some((right, _)) = letters.iter().find(|(_, (_, right))| *right) else {
            given.lose(asked, "none of its first 26 options is right");
            continue;
        };
        if options.len() > letters.len() {
            given.lose(asked, "its options after the 26th, for which there are no letters");
        }
        around(asked, &mut given);
        let lines: Vec<String> = letters.iter().map(|(letter, (words, _))| format!("{letter}. {}", line(words))).collect();
        given.text.push_str(&[line(&asked.ask), lines.join("\n"), format!("ANSWER: {right}\n\n")].join("\n"));
    }
    given
}

/// The options of a question that has one right one.
fn choice(asked: &Asked, options: &[(String, Share, String)], given: &mut Given) -> Vec<(String, bool)> {
    if options.iter().any(|(_, share, _)| *share == Share::Half) {
        given.lose(asked, "an option that is half right is wrong now");
    }
    if options.iter().any(|(.., reply)| !reply.is_empty()) {
        given.lose(asked, "what is said about its options");
    }
    options.iter().map(|(words, share, _)| (words.clone(), *share == Share::Right)).collect()
}

/// Lists what stands around a question and has no place here.
fn around(asked: &Asked, given: &mut Given) {
    let lines = || asked.ask.trim().lines().map(str::trim_start);
    let parts = lines().count() > 1 && lines().any(|line| line.is_empty() || line.starts_with(['>', '-', '*', '#', '|', '`']));
    for (what, there) in [
        ("the lines of its `ask`, which are one line now", parts),
        ("its `why`", !asked.why.is_empty()),
        ("its hint", !asked.hint.is_empty()),
        ("its points", asked.points != 1),
        ("its tags", !asked.tags.is_empty()),
        ("its name", !asked.name.is_empty()),
    ] {
        if there {
            given.lose(asked, what);
        }
    }
}
