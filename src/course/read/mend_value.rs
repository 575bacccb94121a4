//! Where a value ends, and what keeps it from being read. Knows the shapes of values, not what they mean.

use std::ops::Range;

use crate::course::setting::SITES;

use super::escapes::{self, Strange};
use super::lines::{blanks, line_end};

/// Quotation marks as word processors write them.
pub(super) const CURLY: [char; 8] = ['“', '”', '„', '‟', '«', '»', '‘', '’'];

/// What stands after an `=`.
pub(super) enum Value {
    /// It can be read and ends here, or is left to the parser.
    Good(usize),
    /// A text of several lines that is never closed: how long its mark is, and where it must have ended.
    TextNeverEnds { mark: usize, closes_at: usize },
    /// A text of several lines that closes with the other of the two marks.
    OtherMark { opens: Range<usize>, closes: Range<usize> },
    /// A text of one line without its second quotation mark.
    QuoteMissing(Range<usize>),
    /// A text with quotation marks inside: where it ends, what is left over, and all of it.
    EndsEarly { text: Range<usize>, left: Range<usize>, all: Range<usize> },
    /// A text in curly quotes, or a list of such texts.
    Curly(Range<usize>),
    /// A text of several lines between three curly marks, and where both of these stand.
    CurlyLines { opens: Range<usize>, closes: Range<usize> },
    /// Words or a number with something beside it, without quotation marks.
    Unquoted(Range<usize>),
    /// Something else, told with its help; all of it is given up.
    Wrong { span: Range<usize>, says: String, help: String, all: Range<usize> },
    /// A list without a comma between two entries; `list` is how to write it.
    CommaMissing { element: Range<usize>, list: String, until: usize },
}

/// Looks at the value that begins at `from`, on a line that ends at `end`. `last_bracket` is where the last `]` of the text stands.
pub(super) fn read(text: &str, from: usize, end: usize, last_bracket: Option<usize>) -> Value {
    let rest = text.get(from..end).unwrap_or("");
    for mark in ["'''", "\"\"\""] {
        if rest.starts_with(mark) {
            return long_text(text, from, mark);
        }
    }
    if let Some((opens, closes)) = curly_lines(text, from, end) {
        return Value::CurlyLines { opens, closes };
    }
    match rest.chars().next() {
        Some('"' | '\'') => short_text(text, from, end),
        Some('[') => list(text, from, last_bracket),
        Some('{') => Value::Good(end),
        Some(letter) if CURLY.contains(&letter) => Value::Curly(from..from + curly(rest).len()),
        _ => {
            let written = without_comment(rest);
            if is_plain(rest.split('#').next().unwrap_or(rest).trim_end()) {
                Value::Good(end)
            } else if written.is_empty() {
                let help = "write its value after `=`, or delete the line".to_owned();
                let sign = from.saturating_sub(1);
                let sign = text.get(..sign + 1).and_then(|before| before.rfind('=')).unwrap_or(sign);
                Value::Wrong { span: sign..sign + 1, says: "nothing after this".to_owned(), help, all: from..from }
            } else {
                Value::Unquoted(from..from + written.len())
            }
        }
    }
}

/// Whether a value without quotation marks is a number, a date, or yes or no.
pub(super) fn is_plain(written: &str) -> bool {
    let number = written.trim_start_matches(['+', '-']);
    matches!(written, "true" | "false" | "inf" | "nan")
        || (number.starts_with(|c: char| c.is_ascii_digit())
            && number
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | '_' | '-' | ':' | 'T' | 'Z' | '+' | 'e' | 'E' | 'x' | 'o' | 'b'))
            && toml::de::DeValue::parse(written).is_ok())
}

fn without_comment(rest: &str) -> &str {
    let note = rest
        .match_indices('#')
        .map(|(at, _)| at)
        .find(|at| rest.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t'])));
    note.and_then(|at| rest.get(..at)).unwrap_or(rest).trim_end()
}

/// So far is looked for the end of what begins with a curly mark, so that a thousand such mistakes are not each looked for in the whole file.
const FURTHEST: usize = 8000;

/// Returns the three curly marks that a text of several lines begins with, and those or the straight ones that end it above the next
/// section.
fn curly_lines(text: &str, from: usize, end: usize) -> Option<(Range<usize>, Range<usize>)> {
    let three = |marks: &mut dyn Iterator<Item = char>| {
        let marks: Vec<char> = marks.take(3).collect();
        (marks.len() == 3 && marks.iter().all(|mark| CURLY.contains(mark))).then(|| marks.iter().map(|mark| mark.len_utf8()).sum::<usize>())
    };
    let opens = three(&mut text.get(from..end)?.chars())?;
    let mut at = end + 1;
    while at < text.len().min(end + FURTHEST) {
        let until = line_end(text, at);
        let line = text.get(at..until)?.trim_end();
        if is_header(line) {
            return None;
        }
        let closes = if line.ends_with("'''") { Some(3) } else { three(&mut line.chars().rev()) };
        if let Some(long) = closes {
            return Some((from..from + opens, at + line.len() - long..at + line.len()));
        }
        at = until + 1;
    }
    None
}

/// Takes a header apart: how many brackets open it, what stands between, and how many close it.
pub(super) fn header(line: &str) -> (usize, &str, usize) {
    let rest = line.trim_start_matches('[');
    match rest.split_once(']') {
        Some((name, after)) => (line.len() - rest.len(), name, 1 + after.len() - after.trim_start_matches(']').len()),
        None => (line.len() - rest.len(), rest.split('#').next().unwrap_or(rest).trim_end(), 0),
    }
}

/// Whether a line is the header of a section, perhaps with a note behind it.
pub(super) fn is_header(line: &str) -> bool {
    ["[[page]]", "[[question]]", "[[question.scene]]"]
        .iter()
        .any(|header| line.trim().strip_prefix(header).is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with('#')))
}

/// Returns a text in curly quotation marks: what stands before a `#`, if a mark ends it there, else the whole line.
fn curly(rest: &str) -> &str {
    let all = rest.trim_end();
    let ends = |written: &&str| written.ends_with(|mark| CURLY.contains(&mark) || mark == '"');
    let before = all.match_indices(" #").filter_map(|(at, _)| all.get(..at)).map(str::trim_end).find(ends);
    before.filter(|_| !ends(&all)).unwrap_or(all)
}

/// A text between `'''`: closed, or ended by the header of the next section.
fn long_text(text: &str, from: usize, mark: &str) -> Value {
    let opens = from + mark.len();
    let closes = text.get(opens..).and_then(|rest| rest.find(mark)).map(|at| opens + at);
    if let Some(other) = other_mark(text, opens, closes.unwrap_or(text.len()), mark) {
        return Value::OtherMark { opens: from..opens, closes: other };
    }
    let mut at = line_end(text, opens) + 1;
    while at < text.len() {
        let end = line_end(text, at);
        if closes.is_some_and(|closes| closes < end) {
            break;
        }
        if is_header(text.get(at..end).unwrap_or("")) {
            return Value::TextNeverEnds { mark: mark.len(), closes_at: at };
        }
        at = end + 1;
    }
    let first = closes.filter(|_| mark.starts_with('"')).and_then(|closes| escapes::first_strange(text, opens..closes));
    if let Some((at, closes)) = first.zip(closes) {
        return strange(escapes::strange_in_lines(text, at), from..closes + mark.len());
    }
    match closes {
        // Up to two more quotation marks may belong to the text.
        Some(closes) => Value::Good(closes + mark.len()),
        None => Value::TextNeverEnds { mark: mark.len(), closes_at: text.len() },
    }
}

/// Returns the other mark where it stands alone on a line of a text, and the next line that says something is a header or a known
/// setting, or there is none.
fn other_mark(text: &str, opens: usize, until: usize, mark: &str) -> Option<Range<usize>> {
    let other = if mark.starts_with('"') { "'''" } else { "\"\"\"" };
    let mut at = line_end(text, opens) + 1;
    while at < until {
        let end = line_end(text, at);
        let line = text.get(at..end)?;
        if line.trim() == other {
            let next = text.get(end..)?.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
            let is_setting =
                |line: &str| line.split_once('=').is_some_and(|(key, _)| SITES.iter().any(|site| site.row(key.trim()).is_some()));
            let from = at + line.len() - line.trim_start().len();
            return next.is_none_or(|line| line.starts_with('[') || is_setting(line)).then_some(from..from + other.len());
        }
        if is_header(line) {
            return None;
        }
        at = end + 1;
    }
    None
}

fn short_text(text: &str, from: usize, end: usize) -> Value {
    let line = text.get(from..end).unwrap_or("").trim_end();
    let mark = if line.starts_with('"') { '"' } else { '\'' };
    let (closes, escape) = closing(line, mark);
    let Some(closes) = closes else { return Value::QuoteMissing(from..from + line.len()) };
    let after = line.get(closes + 1..).unwrap_or("");
    let extra = after.trim_start();
    if !extra.is_empty() && !extra.starts_with('#') {
        // All of it goes on to the last such mark of the line; where no other follows, to its end.
        let last = line.rfind(mark).map_or(line.len(), |last| if last > closes { last + 1 } else { line.len() });
        let left_from = from + closes + 1 + blanks(after);
        let left = text.get(left_from..from + line.len()).unwrap_or("");
        let long = left.find(mark).map_or(left.len(), |at| at + 1);
        return Value::EndsEarly { text: from..from + closes + 1, left: left_from..left_from + long, all: from..from + last };
    }
    if let Some(escape) = escape {
        let all = from..from + closes + 1;
        return strange(escapes::strange(text, &all, from + escape), all);
    }
    Value::Good(from + closes + 1)
}

fn strange(Strange { span, says, help }: Strange, all: Range<usize>) -> Value {
    Value::Wrong { span, says, help, all }
}

/// Returns where a one-line text closes, and the first escape in it that means nothing.
fn closing(line: &str, mark: char) -> (Option<usize>, Option<usize>) {
    let mut escape = None;
    let mut letters = line.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        if letter == mark {
            return (Some(at), escape);
        }
        if letter == '\\' && mark == '"' {
            if !escapes::means_something(line.get(at + 1..).unwrap_or("")) {
                escape = escape.or(Some(at));
            }
            letters.next();
        }
    }
    (None, escape)
}

/// A list, which may go over several lines.
fn list(text: &str, from: usize, last_bracket: Option<usize>) -> Value {
    let mut depth = 0_usize;
    let mut at = from;
    // The end of the last entry, when no comma has come since.
    let mut entry: Option<usize> = None;
    let wrong = |at: usize, says: &str, help: String| Value::Wrong {
        span: at..at + 1,
        says: says.to_owned(),
        help,
        all: from..list_end(text, at, last_bracket),
    };
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match letter {
            '[' => (depth, entry, at) = (depth + 1, None, at + 1),
            ']' => {
                (depth, entry, at) = (depth - 1, Some(at + 1), at + 1);
                if depth == 0 {
                    return Value::Good(at);
                }
            }
            ',' if entry.is_none() => return wrong(at, "one comma too many", "delete it".to_owned()),
            ',' => (entry, at) = (None, at + 1),
            ';' if entry.is_some() => {
                let until = list_end(text, at, last_bracket);
                let list = format!("{},{}", text.get(from..at).unwrap_or(""), text.get(at + 1..until).unwrap_or(""));
                let list = list.split_whitespace().collect::<Vec<_>>().join(" ");
                return wrong(at, "entries are parted by commas", format!("put a comma in its place: `{list}`"));
            }
            '#' => at = line_end(text, at),
            mark if CURLY.contains(&mark) => {
                let rest = text.get(at..).unwrap_or("").char_indices().take(FURTHEST).take_while(|(_, letter)| *letter != '=');
                let closes = rest.map(|(long, letter)| (at + long + 1, letter)).find(|(_, letter)| *letter == ']');
                let closes = closes.map_or_else(|| line_end(text, at), |(closes, _)| closes);
                return Value::Curly(from..closes);
            }
            '\n' if section_begins(text, at + 1) => return never_closed(from, at),
            letter if letter.is_whitespace() => at += letter.len_utf8(),
            _ => {
                let end = element(text, at);
                let written = text.get(at..end).unwrap_or("");
                if letter == '"'
                    && let (Some(_), Some(escape)) = closing(written, letter)
                {
                    return strange(escapes::strange(text, &(at..end), at + escape), from..list_end(text, end, last_bracket));
                }
                if entry.is_none() && letter.is_alphabetic() && !is_plain(written) && !written.contains('=') {
                    return Value::Unquoted(from..list_end(text, end, last_bracket));
                }
                if entry.is_some() {
                    return comma_missing(text, from, at..end, last_bracket);
                }
                (entry, at) = (Some(end), end);
            }
        }
    }
    never_closed(from, text.len())
}

fn section_begins(text: &str, at: usize) -> bool {
    let line = text.get(at..line_end(text, at)).unwrap_or("").trim();
    let key = line.split_once('=').map(|(key, _)| key.trim());
    line.starts_with("[[")
        || key.is_some_and(|key| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-'))
}

fn never_closed(from: usize, until: usize) -> Value {
    let help = "write `]` after the last entry".to_owned();
    Value::Wrong { span: from..from + 1, says: "the list opens here and is never closed".to_owned(), help, all: from..until }
}

/// Returns where an entry of a list ends.
fn element(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    let line = text.get(at..end).unwrap_or("");
    match line.chars().next() {
        Some(mark @ ('"' | '\'')) => closing(line, mark).0.map_or(end, |closes| at + closes + 1),
        Some(first) => at + line.find([',', ']', ' ', '\t', '#', '"']).unwrap_or(line.len()).max(first.len_utf8()),
        None => at + 1,
    }
}

/// Returns where a list ends in which a byte stands: behind its bracket, or with the line where there is none.
fn list_end(text: &str, at: usize, last_bracket: Option<usize>) -> usize {
    let closes = last_bracket.filter(|last| at <= *last).and_then(|_| text.get(at..)?.find(']'));
    closes.map_or_else(|| line_end(text, at), |long| at + long + 1)
}

fn comma_missing(text: &str, from: usize, element: Range<usize>, last_bracket: Option<usize>) -> Value {
    let until = list_end(text, element.end, last_bracket);
    let before = text.get(from..element.start).unwrap_or("").trim_end();
    let list = format!("{before}, {}", text.get(element.start..until).unwrap_or(""));
    Value::CommaMissing { element, list: list.split_whitespace().collect::<Vec<_>>().join(" "), until }
}
