//! The signs at the beginning of an item: its bullet or number, and an option's mark in brackets.

use super::{Because, Mark};

/// Returns what follows `- `, `* ` or `1. `; a bullet alone is an item without words.
pub(super) fn bullet(text: &str) -> Option<&str> {
    if text == "-" || text == "*" {
        return Some("");
    }
    if let Some(rest) = text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")) {
        return Some(rest.trim_start());
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?.strip_prefix(". ").or_else(|| text.get(digits..)?.strip_prefix(") "))?;
    (1..=3).contains(&digits).then(|| rest.trim_start())
}

/// What stands in brackets before an option's words.
pub(super) enum Brackets<'a> {
    /// None that are meant as a mark.
    None,
    /// A mark, and what comes after it.
    Good(Mark, &'a str),
    /// What is wrong, and how many bytes to point at.
    Bad(Because, usize),
}

/// Reads the brackets at the beginning of an item, and what comes after them.
pub(super) fn brackets_of(rest: &str) -> Brackets<'_> {
    let inside = |open, close| rest.strip_prefix(open).and_then(|after: &str| after.split_once(close));
    if let Some((mark, after)) = inside('[', ']') {
        let long = mark.len() + 2;
        let is_padded = matches!(mark.trim(), "x" | "X" | "~" | "");
        if after.starts_with('(') || (mark.chars().count() > 2 && !is_padded) {
            return Brackets::None; // a link, or words in brackets
        }
        let known = match mark {
            "x" | "X" => Mark::Right,
            "~" => Mark::Half,
            " " => Mark::Wrong,
            "" => return Brackets::Bad(Because::EmptyBrackets, long),
            _ => return Brackets::Bad(Because::StrangeBrackets, long),
        };
        if !after.is_empty() && !after.starts_with(' ') {
            return Brackets::Bad(Because::NoSpaceAfterBrackets, long);
        }
        return Brackets::Good(known, after);
    }
    match inside('(', ')') {
        Some((mark @ ("x" | "X" | "~" | " " | ""), _)) => Brackets::Bad(Because::RoundBrackets, mark.len() + 2),
        _ => Brackets::None,
    }
}

/// Returns the line after the dash with its brackets put right; `None` where another mark stands in them, which may mean right or wrong.
pub(super) fn repaired(rest: &str) -> Option<String> {
    let (mark, after) = match (rest.strip_prefix('['), rest.strip_prefix('(')) {
        (Some(inside), _) => inside.split_once(']'),
        (_, Some(inside)) => inside.split_once(')'),
        _ => None,
    }?;
    let mark = match mark.trim() {
        "x" | "X" => "x",
        "~" => "~",
        "" => " ",
        _ => return None,
    };
    Some(format!("[{mark}] {}", after.trim()))
}
