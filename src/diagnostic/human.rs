//! A finding as a person reads it: the message, the lines it is about with signs below them, and what to do.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthStr;

use super::excerpt::{Text, safe};
use super::{Diagnostic, Label, Severity};

/// How findings look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Where help and notes are wrapped.
    pub columns: usize,
    /// Whether colours are used besides the words.
    pub colour: bool,
    /// Whether only letters of old terminals are used.
    pub ascii: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { columns: 80, colour: false, ascii: false }
    }
}

const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const CYAN: &str = "\u{1b}[1;36m";
const BLUE: &str = "\u{1b}[1;34m";
const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// One label on one line: from which column to which, and whether it is the first of the finding.
struct Sign<'a> {
    from: usize,
    to: usize,
    primary: bool,
    says: &'a str,
}

/// Returns the whole report of one finding. `bytes` gives a file's bytes by its path.
#[must_use]
pub fn report<'a>(finding: &Diagnostic, look: Look, bytes: &dyn Fn(&str) -> Option<&'a [u8]>) -> String {
    let paint = Paint { look, mark: mark_of(finding.severity) };
    let mut files: Vec<(&str, Vec<(&Label, bool)>)> = Vec::new();
    for (label, primary) in std::iter::once((&finding.primary, true)).chain(finding.others.iter().map(|label| (label, false))) {
        match files.iter_mut().find(|(file, _)| *file == &*label.place.file) {
            Some((_, labels)) => labels.push((label, primary)),
            None => files.push((&label.place.file, vec![(label, primary)])),
        }
    }
    let texts: Vec<Option<Text<'_>>> = files.iter().map(|(file, _)| bytes(file).filter(|bytes| !bytes.is_empty()).map(Text::new)).collect();
    let lines: Vec<Vec<usize>> = files
        .iter()
        .zip(&texts)
        .map(|((_, labels), text)| {
            let pointed: BTreeSet<usize> =
                labels.iter().filter_map(|(label, _)| Some(text.as_ref()?.line_of(label.place.span.start))).collect();
            text.as_ref().map_or_else(Vec::new, |text| text.around(&pointed))
        })
        .collect();
    let pad = lines.iter().flatten().max().map_or(1, |line| (line + 1).to_string().len());
    let mut out = String::new();
    let head = format!("{}[{}]", finding.severity.word(), finding.code.number);
    let _ = writeln!(out, "{}{}", paint.with(paint.mark, &head), paint.with(BOLD, &format!(": {}", safe(&finding.message))));
    for (nth, (((file, labels), text), lines)) in files.iter().zip(&texts).zip(&lines).enumerate() {
        let arrow = paint.with(BLUE, if nth == 0 { "-->" } else { ":::" });
        let at = labels.first().zip(text.as_ref()).map_or_else(String::new, |((label, _), text)| {
            let (line, column) = text.position(label.place.span.start);
            format!(":{line}:{column}")
        });
        let _ = writeln!(out, "{}{arrow} {}{at}", " ".repeat(pad), safe(file));
        if let Some(text) = text {
            excerpt(&mut out, text, lines, labels, pad, paint);
        }
    }
    let bar = paint.with(BLUE, "|");
    if lines.iter().any(|lines| !lines.is_empty()) && !(finding.help.is_empty() && finding.notes.is_empty()) {
        let _ = writeln!(out, "{} {bar}", " ".repeat(pad));
    }
    for (word, says) in finding.help.iter().map(|says| ("help", says)).chain(finding.notes.iter().map(|says| ("note", says))) {
        let sign = paint.with(BLUE, "=");
        let indent = pad + 3 + word.len() + 2;
        let wrapped = wrap(&safe(says), look.columns.saturating_sub(indent).max(20));
        let _ =
            writeln!(out, "{} {sign} {}: {}", " ".repeat(pad), paint.with(BOLD, word), wrapped.join(&format!("\n{}", " ".repeat(indent))));
    }
    if look.ascii { in_ascii(&out) } else { out }
}

const fn mark_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Advice => CYAN,
    }
}

#[derive(Clone, Copy)]
struct Paint {
    look: Look,
    mark: &'static str,
}

impl Paint {
    fn with(self, colour: &str, words: &str) -> String {
        if self.look.colour { format!("{colour}{words}{PLAIN}") } else { words.to_owned() }
    }
}

fn excerpt(out: &mut String, text: &Text<'_>, lines: &[usize], labels: &[(&Label, bool)], pad: usize, paint: Paint) {
    let bar = paint.with(BLUE, "|");
    let margin = format!("{} {bar}", " ".repeat(pad));
    let _ = writeln!(out, "{margin}");
    let mut last: Option<usize> = None;
    for line in lines {
        if last.is_some_and(|last| last + 1 < *line) {
            let _ = writeln!(out, "{}", paint.with(BLUE, "..."));
        }
        last = Some(*line);
        let shown = text.shown(*line);
        let number = paint.with(BLUE, &format!("{:>pad$}", line + 1));
        let _ = writeln!(out, "{}", format!("{number} {bar} {shown}").trim_end());
        let on_it = labels.iter().filter(|(label, _)| text.line_of(label.place.span.start) == *line);
        let mut signs: Vec<Sign<'_>> = on_it
            .map(|(label, primary)| {
                let (from, to) = text.columns(&label.place.span);
                Sign { from, to, primary: *primary, says: &label.says }
            })
            .collect();
        signs.sort_by_key(|sign| (sign.from, sign.to));
        for row in rows(&signs, paint) {
            let _ = writeln!(out, "{margin} {row}");
        }
    }
}

/// Returns the rows below a line: the signs with the words of the last one, then the others' words from right to left.
fn rows(signs: &[Sign<'_>], paint: Paint) -> Vec<String> {
    let Some(last) = signs.last() else { return Vec::new() };
    let end = signs.iter().map(|sign| sign.to).max().unwrap_or(0);
    let inline = last.to == end;
    let mut first = String::new();
    let mut drawn: Option<bool> = None;
    for column in 0..end {
        let covering = signs.iter().filter(|sign| (sign.from..sign.to).contains(&column));
        let kind = covering.map(|sign| sign.primary).max();
        if paint.look.colour && kind != drawn {
            first.push_str(if drawn.is_some() { PLAIN } else { "" });
            first.push_str(kind.map_or("", |primary| if primary { paint.mark } else { BLUE }));
        }
        drawn = kind;
        first.push(kind.map_or(' ', |primary| if primary { '^' } else { '-' }));
    }
    if inline && !last.says.is_empty() {
        first.push(' ');
        first.push_str(&safe(last.says));
    }
    if paint.look.colour {
        first.push_str(PLAIN);
    }
    let mut rows = vec![first];
    let waiting = signs.get(..signs.len() - usize::from(inline)).unwrap_or(&[]);
    let waiting: Vec<&Sign<'_>> = waiting.iter().filter(|sign| !sign.says.is_empty()).collect();
    for (nth, sign) in waiting.iter().enumerate().rev() {
        let mut row = String::new();
        for left in waiting.iter().take(nth).filter(|left| left.from < sign.from) {
            let gap = left.from.saturating_sub(row.width());
            row.push_str(&" ".repeat(gap));
            row.push('|');
        }
        let gap = sign.from.saturating_sub(row.width());
        row.push_str(&" ".repeat(gap));
        row.push_str(&safe(sign.says));
        rows.push(row);
    }
    rows
}

/// Breaks words into lines at spaces.
fn wrap(words: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in words.split(' ') {
        let full = lines.last().is_some_and(|line| !line.is_empty() && line.width() + 1 + word.width() > columns);
        if full {
            lines.push(word.to_owned());
        } else if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// Returns words in the letters of old terminals; each keeps its number of columns.
pub(super) fn in_ascii(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            letter if letter.is_ascii() => plain.push(letter),
            '–' | '—' => plain.push('-'),
            '“' | '”' | '„' | '«' | '»' => plain.push('"'),
            '‘' | '’' => plain.push('\''),
            '…' => plain.push('.'),
            '×' => plain.push('x'),
            other => {
                let base = other.nfd().next().filter(char::is_ascii).unwrap_or('?');
                plain.push(base);
                plain.extend(std::iter::repeat_n('?', unicode_width::UnicodeWidthChar::width(other).unwrap_or(1).saturating_sub(1)));
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::diagnostic::code::{B009, B506};

    fn at(file: &str, text: &str, part: &str) -> Place {
        let start = text.find(part).unwrap();
        Place { file: file.into(), span: start..start + part.len() }
    }

    #[test]
    fn several_labels_on_a_line_stand_below_each_other() {
        let text = "ask = \"Would it not be unsafe to leave it unchanged?\"\n";
        let finding = Diagnostic::new(&B506, "they cancel each other", at("quizzes/a.toml", text, "not"), "one")
            .and(at("quizzes/a.toml", text, "unsafe"), "two")
            .and(at("quizzes/a.toml", text, "unchanged"), "three")
            .help("say it plainly");
        let seen = report(&finding, Look::default(), &|_| Some(text.as_bytes()));
        assert_eq!(
            seen,
            "warning[B506]: they cancel each other\n --> quizzes/a.toml:1:17\n  |\n1 | ask = \"Would it not be unsafe to leave it unchanged?\"\n  |                 ^^^    ------             --------- three\n  |                 |      two\n  |                 one\n  |\n  = help: say it plainly\n"
        );
    }

    #[test]
    fn an_excerpt_never_steers_the_terminal_and_signs_count_columns() {
        let text = "a = \"漢\u{1b}[31mx\"\n";
        let finding = Diagnostic::new(&B009, "it steers", at("lessons/a.toml", text, "\u{1b}"), "here");
        let seen = report(&finding, Look::default(), &|_| Some(text.as_bytes()));
        assert_eq!(seen, "error[B009]: it steers\n --> lessons/a.toml:1:7\n  |\n1 | a = \"漢␛[31mx\"\n  |        ^ here\n");
        let ascii = report(&finding, Look { ascii: true, ..Look::default() }, &|_| Some(text.as_bytes()));
        assert!(ascii.is_ascii() && ascii.contains("1 | a = \"???[31mx\"\n  |        ^ here"), "{ascii}");
    }
}
