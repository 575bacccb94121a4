//! `bedside check --explain CODE`: a page for every code, with a wrong and a right example. The pages are in `explain/pages.txt`.

use std::io::{self, Write};

use crate::diagnostic::CODES;

/// The page of one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// `B401`.
    pub number: &'static str,
    /// Why it matters, in a line or two.
    pub why: &'static str,
    /// What it only warns of, where it is an error else.
    pub warns: Option<&'static str>,
    /// Lines that give the code: of a file, or of a file's name.
    pub wrong: &'static str,
    /// What to write in their place.
    pub right: &'static str,
    /// A file to be written beside, where that is what is missing: its path and its text.
    pub beside: Option<(&'static str, &'static str)>,
}

/// Columns of the reasons.
const COLUMNS: usize = 80;

/// Returns the pages of all codes.
pub fn pages() -> impl Iterator<Item = Page> {
    include_str!("explain/pages.txt").split("=== ").filter_map(page)
}

fn page(text: &'static str) -> Option<Page> {
    let (number, rest) = text.split_once('\n')?;
    let (why, rest) = rest.split_once("\n--- wrong\n")?;
    let (why, warns) = why.split_once("\n--- warns\n").map_or((why, None), |(why, warns)| (why, Some(warns)));
    let (wrong, rest) = rest.split_once("\n--- right\n")?;
    let (right, beside) = match rest.split_once("\n--- beside ") {
        Some((right, beside)) => (right, beside.split_once('\n')),
        None => (rest.strip_suffix('\n').unwrap_or(rest), None),
    };
    Some(Page { number, why, warns, wrong, right, beside })
}

/// Writes the page of a code, given by its number or its name. Returns the exit code: 2 when there is none.
///
/// # Errors
/// Those of `out` and `problems`.
pub(super) fn run(wanted: &str, out: &mut impl Write, problems: &mut impl Write) -> io::Result<u8> {
    let Some(code) = CODES.iter().find(|code| code.number.eq_ignore_ascii_case(wanted) || code.name == wanted) else {
        writeln!(problems, "there is no code `{}`; codes look like B401", crate::prose::safe::line(wanted))?;
        return Ok(2);
    };
    let page = pages().find(|page| page.number == code.number);
    let or_less = if page.is_some_and(|page| page.warns.is_some()) { ", or a warning" } else { "" };
    writeln!(out, "{} {} ({}{or_less})", code.number, code.name, code.severity.word())?;
    if let Some(page) = page {
        for words in [Some(page.why), page.warns].into_iter().flatten() {
            writeln!(out)?;
            for line in wrapped(words) {
                writeln!(out, "{line}")?;
            }
        }
        example("Wrong:", page.wrong, out)?;
        example("Right:", page.right, out)?;
        if let Some((path, text)) = page.beside {
            example(&format!("and in {path}:"), text, out)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", if code.fixable { "`bedside check --fix` may mend it." } else { "Only you can mend it." })?;
    Ok(0)
}

fn example(heading: &str, lines: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n{heading}\n")?;
    for line in lines.lines() {
        writeln!(out, "{}", format!("    {line}").trim_end())?;
    }
    Ok(())
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= COLUMNS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
