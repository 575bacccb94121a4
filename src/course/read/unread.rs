//! Files that cannot be read as they are: not text, another program's, or with mistakes that only the parser sees.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::course::setting::Site;
use crate::diagnostic::code::{B008, B012, B108};
use crate::diagnostic::{Diagnostic, Place};
use crate::prose::safe;
use crate::source::Content;

use super::lines::{line_end, syntax};
use super::mend::meant_header;
use super::mend_value;
use super::text::Source;
use super::wrong::steers;

/// How many mistakes without a code of their own are told of one file.
const MOST: usize = 50;

/// Complains of a file that is not text.
pub(super) fn not_text(path: &Arc<str>, content: &Content) -> Diagnostic {
    let bytes = match content {
        Content::NotText(bytes) => bytes.as_slice(),
        Content::Refused(because) => {
            let place = Place { file: path.clone(), span: 0..0 };
            return Diagnostic::new(&B008, format!("I cannot read this file: {because}"), place, because.clone())
                .help("see that it is a file, and that you may open it");
        }
        Content::Text(_) => &[],
    };
    let at = String::from_utf8_lossy(bytes).find('\u{fffd}').unwrap_or(0);
    let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), |_| at);
    let byte = bytes.get(at).copied().unwrap_or(0);
    let word = bytes.get(at..).unwrap_or(&[]).iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte >= 0x80).count().max(1);
    let says = format!("the first unreadable byte: {byte:02X}, byte {} of the file", at + 1);
    let complaint = Diagnostic::new(&B008, "this file is not saved as UTF-8", Place { file: path.clone(), span: at..at + word }, says);
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let complaint = match windows(byte).filter(|letter| safe::harmless(*letter)) {
        _ if is_utf16 => complaint.help("save it again as UTF-8; it is saved as UTF-16, which Notepad calls \"Unicode\""),
        Some(letter) => complaint.help(format!("save it again as UTF-8; {byte:02X} looks like `{letter}` in Windows-1252")),
        None => complaint.help("save it again as UTF-8"),
    };
    complaint.note("a byte-order mark and Windows line ends are accepted")
}

/// Returns the letter a byte stands for in Windows-1252.
fn windows(byte: u8) -> Option<char> {
    const HIGH: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•', '–', '—', '˜',
        '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match byte {
        0xa0.. => Some(char::from(byte)),
        0x80.. => HIGH.get(usize::from(byte - 0x80)).copied().filter(|letter| *letter != '\0'),
        _ => None,
    }
}

/// Complains of a file that is written for another program, once.
pub(super) fn another_format(site: Site, path: &Arc<str>, text: &str) -> Option<Diagnostic> {
    if site != Site::Quiz {
        return None;
    }
    // Its questions say of which type they are, and have a prompt; ours, below a header that is too long by a letter, do neither.
    let theirs =
        |line: &str| line.trim_start().starts_with("prompt") || line.split_once('=').is_some_and(|(name, _)| name.trim() == "type");
    if !text.contains("[[questions]]") || !text.lines().any(theirs) {
        return None;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim() == "[[questions]]" {
            let place = Place { file: path.clone(), span: at..at + "[[questions]]".len() };
            return Some(
                Diagnostic::new(&B012, "this file is written for mdbook-quiz", place, "an mdbook-quiz question")
                    .help(format!("run `bedside convert {path}`; it writes a quiz in this course's format"))
                    .note("one message for the file; its settings are not reported one by one"),
            );
        }
        at += line.len();
    }
    None
}

/// Complains of a quiz among the lessons, or a lesson among the quizzes, once.
pub(super) fn another_folder(site: Site, path: &Arc<str>, text: &str) -> Option<Diagnostic> {
    let ((theirs, noun, folder), (own_noun, own_folder)) = match site {
        Site::Lesson => (("question", "a quiz", "quizzes"), ("a lesson", "lessons")),
        Site::Quiz => (("page", "a lesson", "lessons"), ("a quiz", "quizzes")),
        _ => return None,
    };
    let mut begins = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if bare.starts_with('[') {
            let (opens, name, closes) = mend_value::header(bare);
            if closes > 0 && meant_header(site, name.trim()).is_some() {
                return None;
            }
            if begins.is_none() && closes > 0 && name.trim() == theirs {
                let from = at + line.len() - line.trim_start().len();
                begins = Some(from..from + opens + name.len() + closes);
            }
        }
        at += line.len();
    }
    let span = begins?;
    let theirs = text.get(span.clone()).unwrap_or(theirs);
    let place = Place { file: path.clone(), span };
    let there = path.replacen(&format!("{own_folder}/"), &format!("{folder}/"), 1);
    Some(
        Diagnostic::new(&B108, format!("`{theirs}` belongs to {noun}, not to {own_noun}"), place, format!("so this file is {noun}"))
            .help(format!("move the file to `{there}`"))
            .note("one message for the file; its settings are not reported one by one"),
    )
}

/// Whether a file that the parser accepts still has something to mend: sections in single brackets, letters that steer a terminal.
pub(super) fn needs_mending(site: Site, text: &str, table: &DeTable<'_>) -> bool {
    let single = |name: &str| table.get(name).is_some_and(|value| value.get_ref().is_table());
    let scene = |question: &DeValue<'_>| matches!(question, DeValue::Table(question) if question.get("scene").is_some_and(|scene| scene.get_ref().is_table()));
    let scenes = || {
        table.get("question").and_then(|value| value.get_ref().as_array()).is_some_and(|all| all.iter().any(|each| scene(each.get_ref())))
    };
    let is_sections = |value: &DeValue<'_>| match value {
        DeValue::Table(_) => true,
        DeValue::Array(all) => all.iter().next().is_some_and(|first| first.get_ref().is_table()),
        _ => false,
    };
    let is_misspelt = |name: &str| site.row(name).is_none() && meant_header(site, name).is_some();
    table.iter().any(|(name, value)| is_sections(value.get_ref()) && is_misspelt(name.get_ref()))
        || (matches!(site, Site::Lesson | Site::Shared) && single("page"))
        || (matches!(site, Site::Quiz | Site::Shared) && (single("question") || scenes()))
        || (site == Site::Quiz && table.contains_key("scene") && text.contains("[[scene]]"))
        || steers_somewhere(text)
}

/// Whether any letter of a file steers a terminal. Looks at bytes first, many at a time, since hardly any can begin such a letter.
fn steers_somewhere(text: &str) -> bool {
    let suspicious = |byte: &u8| matches!(byte, 0..=8 | 0x0b | 0x0c | 0x0e..=0x1f | 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef | 0xf3);
    let steers_at = |at: usize| text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(steers);
    text.as_bytes().chunks(MANY).enumerate().any(|(nth, bytes)| {
        let some = bytes.iter().fold(false, |some, byte| some | suspicious(byte));
        some && bytes.iter().enumerate().any(|(at, byte)| suspicious(byte) && steers_at(nth * MANY + at))
    })
}

/// So many bytes are looked at together.
const MANY: usize = 64;

/// Tells what only the parser sees, line by line, and blanks each such line, so that nothing below it is lost.
pub(super) fn blank_the_rest(source: &mut Source<'_>, found: &mut Vec<Diagnostic>) {
    for _ in 0..MOST {
        let (_, errors) = DeTable::parse_recoverable(&source.text);
        let Some((message, span)) = errors.first().map(|error| (error.message().to_owned(), error.span().unwrap_or(0..0))) else { return };
        let text = source.text.as_ref();
        let start = text.get(..span.start.min(text.len())).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end = line_end(text, start);
        let Some(line) = text.get(start..end).filter(|line| !line.trim().is_empty()) else { return };
        let line = line.to_owned();
        let shown = if span.is_empty() { start + (line.len() - line.trim_start().len())..start + line.trim_end().len() } else { span };
        let place = source.place(&source.range(&shown));
        let (says, help) = translated(&message);
        found.push(syntax(place, says).help(help));
        let lost = source.range(&(start..end));
        source.lost.add(lost);
        let mut blanked = source.text.to_string();
        blanked.replace_range(start..end, &" ".repeat(line.len()));
        source.text = blanked.into();
    }
}

/// Returns the parser's words in an author's words, and what to do.
fn translated(message: &str) -> (&'static str, &'static str) {
    match message {
        "duplicate key" => ("this name is used twice", "keep one of the two"),
        "unclosed table" | "unclosed array table" => {
            ("a bracket is missing at the end of this", "close it: `[[page]]`, or `[certificate]`")
        }
        "missing comma between key-value pairs" | "missing comma between array elements" => {
            ("a comma is missing before this", "put a comma between the two")
        }
        "extra comma in array" | "extra comma in inline table" => ("one comma too many", "delete it"),
        "unclosed array" | "unclosed inline table" => ("a bracket is opened and never closed", "close it at the end of the list"),
        "unexpected leading zero" => ("a number may not begin with 0", "leave the 0 out"),
        "string values must be quoted" => ("words need quotation marks", "put the words between quotation marks"),
        "invalid unquoted key" => ("this is not the name of a setting", "names are small letters and underscores"),
        _ => ("the mistake is here", "compare the line with the examples in the handbook, or delete it"),
    }
}
