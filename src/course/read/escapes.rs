//! A backslash between double quotation marks: whether it means something there, and what to write where it does not.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B305;

use super::here::Here;
use super::text::Source;

/// A backslash that means nothing: where it stands with the letter after it, what that is, and what to write.
pub(super) struct Strange {
    pub(super) span: Range<usize>,
    pub(super) says: String,
    pub(super) help: String,
}

/// Whether what follows a backslash between double quotation marks is one of the signs known there.
pub(super) fn means_something(after: &str) -> bool {
    let code = |digits: usize| {
        let written = after.get(1..=digits).filter(|written| written.bytes().all(|byte| byte.is_ascii_hexdigit()));
        written.and_then(|written| u32::from_str_radix(written, 16).ok()).and_then(char::from_u32).is_some()
    };
    match after.chars().next() {
        Some('b' | 't' | 'n' | 'f' | 'r' | 'e' | '"' | '\\') | None => true,
        Some('x') => code(2),
        Some('u') => code(4),
        Some('U') => code(8),
        Some(_) => false,
    }
}

/// Returns the first backslash in a text of several lines that means nothing there.
pub(super) fn first_strange(text: &str, inside: Range<usize>) -> Option<usize> {
    let words = text.get(inside.clone())?;
    let mut at = 0;
    while let Some(found) = words.get(at..)?.find('\\').map(|long| at + long) {
        let after = words.get(found + 1..)?;
        // At the end of a line it joins the next.
        let joins = after.lines().next().unwrap_or("").trim().is_empty();
        if !joins && !means_something(after) {
            return Some(inside.start + found);
        }
        at = found + 1 + after.chars().next().map_or(0, char::len_utf8);
    }
    None
}

/// Tells of one in a text on one line. `written` is the text with its marks, and `at` the backslash.
pub(super) fn strange(text: &str, written: &Range<usize>, at: usize) -> Strange {
    let inside = text.get(written.start + 1..written.end.saturating_sub(1)).unwrap_or("");
    let help = if let Some(path) = inside.strip_prefix("img\\") {
        format!("folders are parted by `/`: `\"img/{}\"`", path.replace('\\', "/"))
    } else if !inside.contains('\'') && !inside.contains("\\\"") {
        format!("write it between single quotes: `'{inside}'`")
    } else if inside.contains("\\\"") || inside.contains("\\\\") {
        "write `\\\\` here, for a backslash that is to be read".to_owned()
    } else {
        format!("write `\\\\` for a backslash that is to be read: `\"{}\"`", inside.replace('\\', "\\\\"))
    };
    told(text, at, help)
}

/// Tells of one in a text of several lines.
pub(super) fn strange_in_lines(text: &str, at: usize) -> Strange {
    let help = "write `'''` above and below the text in place of `\"\"\"`: between them a backslash is a letter as any other";
    told(text, at, help.to_owned())
}

/// Complains of a path whose backslash and the letter after it are read as another letter; `None` where it is none.
pub(super) fn path(here: &Here, source: &Source<'_>) -> Option<Diagnostic> {
    let written = source.text.get(here.span.clone())?.strip_prefix('"')?.strip_suffix('"')?;
    let at = written.find('\\')?;
    let letter = written.get(at + 1..)?.chars().next()?;
    let read = match letter {
        'n' => "a line break",
        't' => "a tab",
        _ => "a letter that steers the terminal",
    };
    let says = format!("`\\{letter}` in it is read as {read}");
    let complaint = Diagnostic::new(&B305, format!("there is no picture `{written}`"), source.place(&here.value_at), says);
    Some(complaint.help(format!("folders are parted by `/`: `\"{}\"`", written.replace("\\\\", "/").replace('\\', "/"))))
}

fn told(text: &str, at: usize, help: String) -> Strange {
    let rest = text.get(at..).unwrap_or("");
    let long = rest.char_indices().nth(2).map_or(rest.len(), |(long, _)| long);
    let shown = rest.get(..long).unwrap_or("\\");
    Strange { span: at..at + long, says: format!("`{shown}` means nothing between these quotation marks"), help }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backslash_means_something_before_few_letters() {
        for known in ["n", "\"", "\\", "u00e9", "U0001F600", "x41", ""] {
            assert!(means_something(known), "{known}");
        }
        for strange in ["Users", "d", "u12", "ud800", "x-ray", "é", "unit"] {
            assert!(!means_something(strange), "{strange}");
        }
        assert_eq!(first_strange("a \\\\ b \\\n c \\d", 0..14), Some(12));
    }
}
