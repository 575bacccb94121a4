//! Values that lack their quotation marks, or have the wrong ones: what to write instead, and whether that is plainly what was meant.
//!
//! Only what is plain is mended by `check --fix`: no word of a text, and no number, may be lost or made up by it.

use crate::course::setting::{Fallback, Row, Site, Type};

use super::days;
use super::mend_value::CURLY;

/// What is said of a value that cannot be read.
pub(super) struct Advice {
    /// What it is not.
    pub(super) says: &'static str,
    /// What to write.
    pub(super) help: String,
    /// What stands there afterwards, where that is plain.
    pub(super) with: Option<String>,
}

impl Advice {
    fn plain(says: &'static str, help: String, with: String) -> Self {
        Self { says, help, with: Some(with) }
    }

    const fn only(says: &'static str, help: String) -> Self {
        Self { says, help, with: None }
    }
}

/// Why quotation marks are curly.
pub(super) const CURLED: &str = "word processors curl quotes by themselves; inside a text they are welcome";

/// Returns the row that a setting is read by: `header` is what stands between the brackets above it.
pub(super) fn row(site: Site, header: &str, name: &str) -> Option<(Type, Option<&'static Row>)> {
    let mut at = site;
    for part in header.split('.').filter(|part| !part.is_empty()) {
        match at.row(part.trim())?.of {
            Type::Table(below) | Type::Sections(below) => at = below,
            Type::Names(of) => return Some((*of, None)),
            _ => return None,
        }
    }
    at.row(name).map(|row| (row.of, Some(row)))
}

/// Says what to write for a text in curly quotation marks, or a list of them. `note` is what follows it on the line. It is mended where
/// they stand at its beginning and its end, and nothing behind it that may belong to it.
pub(super) fn curly(name: &str, written: &str, note: &str) -> Advice {
    let says = "curly quotes";
    let mended = between_curly(written).and_then(around);
    match mended {
        Some(with) if note.is_empty() || note.starts_with("# ") => {
            Advice::plain(says, format!("use straight ones: `{name} = {with}`"), with)
        }
        Some(with) => Advice::only(says, format!("use straight ones: `{name} = {with}`; a `#` behind them begins a note to yourself")),
        None if written.starts_with('[') => {
            let straight = written.replace(['“', '”', '„', '‟', '«', '»'], "\"");
            let straight = straight.split_whitespace().collect::<Vec<_>>().join(" ");
            Advice::only(says, format!("use straight ones: `{name} = {straight}`"))
        }
        None => Advice::only(says, format!("use straight ones at its beginning and its end: `{name} = \"…\"`")),
    }
}

/// Says what to write for a text in straight quotation marks that goes on after the second one. `text` is what the marks enclose, `over`
/// what is left over, and `rest` what follows the last mark. It is mended where all of it is plainly one text.
pub(super) fn early(name: &str, written: &str, text: &str, over: &str, rest: &str) -> Advice {
    let says = "so this is left over";
    if let Some(with) = one_text(written, rest).and_then(around) {
        return Advice::plain(says, format!("write `{with}`, or use `'''` around longer text"), with);
    }
    let help = if matches!(over, "," | ";" | ".") {
        format!("delete the `{over}`: `{name} = {text}`")
    } else if over.starts_with("//") {
        format!("a note to yourself begins with `#`: `{name} = {text} # {}`", over.trim_start_matches(['/', ' ']))
    } else if written.starts_with('"') {
        "put a `\\` before each quotation mark inside, or use `'''` around the text".to_owned()
    } else {
        "put the text between double quotation marks, or use `'''` around it".to_owned()
    };
    Advice::only(says, help)
}

/// Puts words between quotation marks in which every letter of them stands for itself; `None` where that takes several lines.
fn around(words: &str) -> Option<String> {
    if !words.contains(['"', '\\']) {
        return Some(format!("\"{words}\""));
    }
    if !words.contains('\'') {
        return Some(format!("'{words}'"));
    }
    (!words.contains('\\')).then(|| format!("\"{}\"", words.replace('"', "\\\"")))
}

/// Returns the words between a curly quotation mark and the one that answers it at the end; `None` where it does not end so, or where they
/// may be several texts beside each other.
fn between_curly(written: &str) -> Option<&str> {
    let (first, last) = (written.chars().next()?, written.chars().next_back()?);
    let inside = written.get(first.len_utf8()..written.len() - last.len_utf8())?;
    let is_single = |mark: char| matches!(mark, '‘' | '’' | '\'');
    let is_one_text = if is_single(first) { !inside.contains('‘') } else { is_balanced(inside) };
    let answers = is_single(first) == is_single(last) && (CURLY.contains(&last) || matches!(last, '"' | '\''));
    let says_something = inside.contains(|letter: char| !letter.is_whitespace() && !CURLY.contains(&letter));
    (answers && is_one_text && says_something && !hides_a_note(inside)).then_some(inside)
}

/// Whether every double quotation mark that opens in some words closes in them.
fn is_balanced(words: &str) -> bool {
    let mut open = 0_usize;
    for letter in words.chars() {
        match letter {
            '“' => open += 1,
            '”' if open > 0 => open -= 1,
            '”' | '„' | '‟' | '«' | '»' => return false,
            _ => {}
        }
    }
    open == 0
}

/// Whether some words hold a quotation mark and then a `#`, which may end a text and begin a note.
fn hides_a_note(words: &str) -> bool {
    words.split('#').rev().skip(1).any(|before| before.trim_end().ends_with(|mark| CURLY.contains(&mark) || matches!(mark, '"' | '\'')))
}

/// Returns the words of a text in straight quotation marks that has such marks inside, where it is plain that all of it is one text. `rest`
/// is what follows its last mark.
fn one_text<'t>(written: &'t str, rest: &str) -> Option<&'t str> {
    let mark = written.chars().next()?;
    let inside = written.get(1..)?.strip_suffix(mark)?;
    let note = rest.trim_start();
    if !(note.is_empty() || note.starts_with("# ") && rest.starts_with([' ', '\t'])) || hides_a_note(inside) {
        return None;
    }
    let letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let mut opened = false;
    for (at, _) in inside.match_indices(mark) {
        let before = inside.get(..at).and_then(|before| before.chars().next_back());
        let after = inside.get(at + 1..).and_then(|after| after.chars().next());
        if mark == '\'' {
            // An apostrophe, and nothing else.
            if !(letter(before) && letter(after)) {
                return None;
            }
            continue;
        }
        // A quotation in the text: one mark before its first word, and one behind its last.
        let opens = before.is_none_or(|before| before.is_whitespace() || matches!(before, '(' | '—' | '–'));
        if opens == opened || (opens && after.is_none_or(char::is_whitespace)) {
            return None;
        }
        opened = opens;
    }
    let is_doubled = inside.starts_with(mark) && inside.ends_with(mark);
    // Between these marks a backslash was written for another letter.
    let is_escaped = mark == '"' && inside.contains('\\');
    (!opened && !is_doubled && !is_escaped).then_some(inside)
}

/// Says what to write for a value without quotation marks. `note` is the `#` and what follows it on the line.
pub(super) fn unquoted(name: &str, row: Option<(Type, Option<&'static Row>)>, written: &str, note: &str) -> Advice {
    let small = written.to_lowercase();
    let flag = match small.as_str() {
        "true" | "yes" | "on" => Some("true"),
        "false" | "no" | "off" => Some("false"),
        _ => None,
    };
    match row.map(|(of, _)| of) {
        Some(Type::Flag) => of_flag(name, flag),
        Some(of @ (Type::Whole(..) | Type::Percent(..) | Type::Number)) => of_number(name, of, row.and_then(|(_, row)| row), written),
        Some(Type::Date) => of_date(name, written),
        Some(Type::Ids | Type::Lines) => of_list(name, written, note),
        Some(Type::Table(_) | Type::Names(_)) => {
            Advice::only("not a group of settings", format!("begin it on a line of its own: `[{name}]`"))
        }
        Some(Type::Sections(_)) => Advice::only("not a section of its own", format!("begin each one with a line `[[{name}]]`")),
        Some(_) => of_text(name, written, note),
        None => match (flag, percent(written)) {
            (Some(_), _) => of_flag(name, flag),
            (_, Some(number)) => Advice::plain("not a number", format!("a number stands alone: `{name} = {number}`"), number),
            _ if written.starts_with(|first: char| first.is_ascii_digit()) => {
                let shown = around(written).unwrap_or_else(|| "\"…\"".to_owned());
                Advice::only("not a number", format!("a number stands alone, and words need quotes: `{name} = {shown}`"))
            }
            _ => of_text(name, written, note),
        },
    }
}

fn of_flag(name: &str, flag: Option<&str>) -> Advice {
    let says = "not `true` or `false`";
    match flag {
        Some(flag) => Advice::plain(says, format!("write `{name} = {flag}`"), flag.to_owned()),
        None => Advice::only(says, format!("write `{name} = true` or `{name} = false`")),
    }
}

/// Returns the number before a per cent sign.
fn percent(written: &str) -> Option<String> {
    let number = written.strip_suffix('%')?.trim_end();
    is_number(number).then(|| number.to_owned())
}

/// Whether these are digits, and a number as it is written: without a 0 before it.
fn is_number(digits: &str) -> bool {
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'))
}

fn of_number(name: &str, of: Type, row: Option<&'static Row>, written: &str) -> Advice {
    let says = "not a number";
    if let (Type::Percent(..), Some(number)) = (of, percent(written)) {
        return Advice::plain(says, format!("a number stands alone: `{name} = {number}`"), number);
    }
    let bare = written.trim_start_matches('0');
    if is_number(bare) {
        return Advice::only("a number does not begin with 0", format!("leave the 0 out: `{name} = {bare}`"));
    }
    let decimals = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = written.split_once(',').filter(|(whole, part)| of == Type::Number && is_number(whole) && decimals(part));
    if let Some((whole, part)) = parts {
        return Advice::only(says, format!("a full stop stands before the decimals: `{name} = {whole}.{part}`"));
    }
    let usual = match (row.map(|row| row.fallback), of) {
        (Some(Fallback::Count(count)), _) if count > 0 => count,
        (_, Type::Whole(least, most) | Type::Percent(least, most)) => 10.clamp(least, most.max(least)),
        _ => 1,
    };
    let unit = ["minutes", "seconds", "months", "days", "hours"].into_iter().find(|unit| name.ends_with(&format!("_{unit}")));
    let unit = unit.map_or_else(String::new, |unit| format!("; the unit is {unit}"));
    Advice::only(says, format!("a number is written in digits alone, such as `{name} = {usual}`{unit}"))
}

fn of_date(name: &str, written: &str) -> Advice {
    let says = "not a date";
    match date(written) {
        Some(date) => Advice::plain(says, format!("a date is year, month, day: `{name} = {date}`"), date),
        None => Advice::only(says, format!("a date is year, month, day, such as `{name} = 2026-11-23`")),
    }
}

/// Returns a date that can be meant by three numbers in one way only, or by the name of a month.
pub(super) fn date(written: &str) -> Option<String> {
    if let Some(date) = days::spelled(written) {
        return Some(date);
    }
    let sign = written.chars().find(|letter| matches!(letter, '.' | '/' | '-'))?;
    let parts: Vec<&str> = written.split(sign).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let (year, one, other) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    let is_short = |part: &str| matches!(part.len(), 1 | 2);
    let all_digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !all_digits || year.len() != 4 || !is_short(one) || !is_short(other) {
        return None;
    }
    let (year, one, other) = (year.parse().ok()?, one.parse().ok()?, other.parse().ok()?);
    let day = |month: i8, day: i8| jiff::civil::Date::new(year, month, day).ok();
    match (day(one, other), day(other, one)) {
        (Some(date), None) | (None, Some(date)) => Some(date.to_string()),
        (Some(date), Some(same)) if date == same || first.len() == 4 => Some(date.to_string()),
        _ => None,
    }
}

fn of_list(name: &str, written: &str, note: &str) -> Advice {
    let says = "not a list";
    let inside = written.strip_prefix('[').map(|inside| inside.trim_end_matches(']'));
    // In brackets, ids may have been parted by spaces alone.
    let parted: Vec<&str> = match inside {
        Some(inside) if !inside.contains([',', '"', '\'']) && !inside.contains(char::is_uppercase) => inside.split_whitespace().collect(),
        _ => inside.unwrap_or(written).split(',').collect(),
    };
    let bare = parted.iter().map(|each| each.trim().trim_matches(['"', '\''])).filter(|each| inside.is_none() || !each.is_empty());
    let quoted: Vec<String> = bare.filter_map(around).collect();
    let list = format!("[{}]", quoted.join(", "));
    if inside.is_some() {
        return Advice::only("not in quotes", format!("words need quotes: `{name} = {list}`"));
    }
    let help = format!("a list stands between square brackets: `{name} = {list}`");
    if note.is_empty() && written.chars().all(|letter| letter.is_alphanumeric() || letter == '-') {
        Advice::plain(says, help, list)
    } else {
        Advice::only(says, help)
    }
}

fn of_text(name: &str, written: &str, note: &str) -> Advice {
    let says = "not in quotes";
    let ends_in_mark = written.ends_with(|mark| CURLY.contains(&mark) || matches!(mark, '"' | '\''));
    let all = format!("{written} {note}");
    let words = if note.is_empty() { written } else { &all };
    let marks: &[char] = &['"', '”', '“', '\'', '’'];
    let bare = if ends_in_mark && words.matches(marks).count() == 1 { words.strip_suffix(marks).unwrap_or(words) } else { words };
    let Some(quoted) = around(bare) else {
        return Advice::only(says, format!("words need quotes: put these between `'''` and `'''`, below `{name} = '''`"));
    };
    let help = format!("words need quotes: `{name} = {quoted}`");
    if !note.is_empty() {
        return Advice::only(says, format!("{help}; outside of quotes a `#` begins a note to yourself"));
    }
    if ends_in_mark { Advice::only(says, help) } else { Advice::plain(says, help, quoted) }
}
