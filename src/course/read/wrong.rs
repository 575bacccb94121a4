//! What can be the matter with one value, worded for its author.

use std::ops::Range;

use toml::de::DeValue;

use crate::course::Version;
use crate::course::setting::{Fallback, Row, Type};
use crate::diagnostic::code::{B009, B102, B104, B105, B106, B109, B110, B111, B202};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::id::PageId;
use crate::prose::list::{Because, Broken, Item, List, Mark};
use crate::prose::{Words, safe};
use crate::question::Parts;

use super::here::{Here, item_called};
use super::text::{Source, Way};
use super::{escapes, meant, quotes};

/// Complains that a value is of another type.
pub(super) fn kind_of_value(of: Type, name: &str, here: &Here, value: &DeValue<'_>, source: &Source<'_>) -> Diagnostic {
    let place = source.place(&here.value_at);
    let written = source.text.get(here.span.clone()).unwrap_or("");
    let (wanted, instead) = match of {
        Type::Whole(..) | Type::Percent(..) => ("a whole number", meant::number(of, written).unwrap_or_default()),
        Type::Number => ("a number", meant::number(of, written).unwrap_or_default()),
        Type::Flag => ("true or false", meant::flag(written).unwrap_or_default().to_owned()),
        Type::Date => ("a date", date_in(written).unwrap_or_default()),
        Type::Lines | Type::Ids if written.contains('\n') => ("a list", items_of(value)),
        Type::Ids if value.is_str() => ("a list", ids_of(value)),
        Type::Lines if value.is_str() => ("a list", format!("[{written}]")),
        Type::Lines | Type::Ids => ("a list of texts", "[\"…\"]".into()),
        Type::Table(_) | Type::Names(_) => ("a group of settings", String::new()),
        Type::Sections(_) => ("a section of its own", String::new()),
        _ if written.contains(['\n', '[', '{', '"']) => ("text", "\"…\"".into()),
        _ => ("text", format!("\"{written}\"")),
    };
    let help = match of {
        Type::Table(_) | Type::Names(_) => format!("begin it on a line of its own: `[{name}]`"),
        Type::Sections(_) => format!("begin each one with a line `[[{name}]]`"),
        Type::Flag if instead.is_empty() => format!("write `{name} = true` or `{name} = false`"),
        Type::Whole(least, most) | Type::Percent(least, most) if instead.is_empty() => {
            let percentage = if matches!(of, Type::Percent(..)) { "; it is always a percentage" } else { "" };
            format!("write a whole number from {least} to {most}, in digits alone{percentage}")
        }
        Type::Number if instead.is_empty() => "write a number in digits alone, such as 1.5".to_owned(),
        Type::Percent(..) => format!("write `{name} = {instead}`; it is always a percentage"),
        Type::Date if instead.is_empty() => format!("a date is year, month, day, without quotation marks, such as `{name} = 2026-11-23`"),
        Type::Date => format!("write `{name} = {instead}`, without quotation marks"),
        _ => format!("write `{name} = {instead}`"),
    };
    let mut complaint = Diagnostic::new(&B102, format!("`{name}` must be {wanted}"), place.clone(), this_is(value)).help(help);
    let quoted = value.is_str() && !instead.is_empty() && written.trim_matches(['"', '\'', '%', ' ']) == instead;
    if quoted && matches!(of, Type::Whole(..) | Type::Percent(..)) {
        complaint = complaint.fix(place, instead);
    }
    complaint
}

/// Returns the items of a text in the list grammar, or its lines, as a list.
fn items_of(value: &DeValue<'_>) -> String {
    let lines = value.as_str().unwrap_or("").lines().map(|line| line.trim().trim_start_matches(['-', '*']).trim());
    let quoted: Vec<String> = lines.filter(|line| !line.is_empty()).map(|line| format!("\"{}\"", line.replace('"', "\\\""))).collect();
    format!("[{}]", quoted.join(", "))
}

/// Returns the ids of a text, parted by commas or spaces, as a list.
fn ids_of(value: &DeValue<'_>) -> String {
    let ids = value.as_str().unwrap_or("").split([',', ';', ' ']).map(|id| id.trim().replace('"', "\\\"")).filter(|id| !id.is_empty());
    format!("[{}]", ids.map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", "))
}

const fn this_is(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "this is text",
        DeValue::Integer(_) | DeValue::Float(_) => "this is a number",
        DeValue::Boolean(_) => "this is true or false",
        DeValue::Datetime(_) => "this is a date",
        DeValue::Array(_) => "this is a list",
        DeValue::Table(_) => "this is a group of settings",
    }
}

fn date_in(written: &str) -> Option<String> {
    let bare = written.trim_matches(['"', '\'']);
    let whole = bare.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok()).map(|day| day.to_string());
    whole.or_else(|| quotes::date(bare))
}

/// Complains of an `answer` that is neither yes nor no, beside options that are marked.
pub(super) fn answer_beside_options(here: &Here, options: &Range<usize>, source: &Source<'_>) -> Diagnostic {
    let place = source.place(&here.named_at);
    Diagnostic::new(&B106, "this question is answered in two ways", place, "and this a true-or-false question")
        .and(source.place(options), "this makes it a choice")
        .help("delete `answer`: write `[x]` before the right option, and `[ ]` before each wrong one")
}

/// Complains that a number is out of bounds.
pub(super) fn bounds(name: &str, here: &Here, (written, least, most): (i64, u32, u32), source: &Source<'_>) -> Diagnostic {
    let says = if written < i64::from(least) { format!("less than {least}") } else { format!("more than {most}") };
    let message = if least == most { format!("`{name}` must be {least}") } else { format!("`{name}` must be between {least} and {most}") };
    let help = match here.row.fallback {
        Fallback::Count(0) => "0, which is usual, sets no limit".to_owned(),
        Fallback::Count(count) => format!("{count} is usual"),
        _ => format!("write a number from {least} to {most}"),
    };
    Diagnostic::new(&B104, message, source.place(&here.value_at), says).help(help)
}

/// Complains of a text that does not say what its setting needs.
pub(super) fn text(of: Type, name: &str, here: &Here, words: &Words, source: &Source<'_>) -> Option<Diagnostic> {
    let place = source.place(&here.value_at);
    match of {
        Type::OneOf(choices) if !choices.contains(&words.markdown()) => Some(choice(name, words.markdown(), choices, place)),
        Type::Id if name == "id" => crate::id::PageId::new(words.markdown()).err().map(|_| id(words.markdown(), place)),
        Type::Version if Version::read(words.markdown()).is_none() => {
            let complaint = Diagnostic::new(&B102, format!("`{name}` must be two whole numbers"), place, "not an edition and a revision");
            Some(complaint.help(format!("write `{name} = \"1.0\"`: the edition, a full stop, the revision")))
        }
        Type::Line | Type::Words if words.is_empty() && must_say(here) => {
            let complaint = Diagnostic::new(&B109, format!("`{name}` is empty"), place.clone(), "nothing in it");
            let noun = here.site.noun();
            let help = match name {
                "title" => format!("give the {noun} a title, at most 60 columns wide"),
                "ask" => "write what is asked".to_owned(),
                _ => "write something, or delete the setting".to_owned(),
            };
            // Point at the blanks, where there are any, as a title of two spaces looks like one that is there.
            let inner = words.span.clone();
            let mut complaint = complaint.help(help);
            if inner.is_empty() {
                complaint.primary.place = place;
            }
            Some(complaint)
        }
        Type::Line if name == "image" && words.markdown().contains(char::is_control) && escapes::path(here, source).is_some() => {
            escapes::path(here, source)
        }
        Type::Line if words.markdown().trim_end().contains('\n') => {
            let complaint = Diagnostic::new(&B102, format!("`{name}` must be one line"), place, "this has several");
            Some(complaint.help("join the lines"))
        }
        _ => None,
    }
}

/// Whether an empty text is a mistake: where it is required, or tells the kind of its page or question.
fn must_say(here: &Here) -> bool {
    here.row.fallback == Fallback::Required || (!here.row.kinds.is_empty() && here.row.is_markdown())
}

fn choice(name: &str, written: &str, choices: &[&str], place: Place) -> Diagnostic {
    let all: Vec<String> = choices.iter().map(|choice| format!("\"{choice}\"")).collect();
    let all = listed(&all);
    let near = nearest(written, choices.iter().copied());
    let help = near.map_or_else(|| format!("the choices are {all}"), |near| format!("did you mean \"{near}\"? The choices are {all}"));
    let complaint = Diagnostic::new(&B105, format!("`{name}` cannot be \"{written}\""), place.clone(), "not one of the choices").help(help);
    match near {
        Some(near) => complaint.fix_slip((written, near), place, format!("\"{near}\"")),
        None => complaint,
    }
}

/// Joins words as people write them: `a, b, and c`.
pub(in crate::course) fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [most @ .., last] => format!("{}, and {last}", most.join(", ")),
    }
}

/// Complains of a word that cannot be an id.
fn id(written: &str, place: Place) -> Diagnostic {
    let mut faults = Vec::new();
    let mut fault = |is: bool, says: &str| {
        if is {
            faults.push(says.to_owned());
        }
    };
    let count = |wanted: fn(char) -> bool| written.chars().filter(|letter| wanted(*letter)).count();
    let some = |count: usize, one: &'static str, more: &'static str| if count == 1 { one } else { more };
    let (capitals, spaces) = (count(char::is_uppercase), count(char::is_whitespace));
    let marks = count(|letter| !letter.is_alphanumeric() && !letter.is_whitespace() && letter != '-');
    let accents = count(|letter| letter.is_alphanumeric() && !letter.is_ascii());
    fault(written.is_empty(), "nothing in it");
    fault(capitals > 0, some(capitals, "a capital", "capitals"));
    fault(accents > 0, some(accents, "a letter that is not a to z", "letters that are not a to z"));
    fault(spaces > 0, some(spaces, "a space", "spaces"));
    fault(marks > 0, some(marks, "a mark", "marks"));
    fault(written.contains("--"), "two hyphens together");
    fault(written.starts_with('-') || written.ends_with('-'), "a hyphen at the end");
    fault(written.starts_with(|letter: char| letter.is_ascii_digit()), "a digit at the beginning");
    fault(written.chars().count() == 1, "one character only");
    fault(written.len() > 40, "more than 40 characters");
    let nearest = PageId::nearest(written);
    let complaint = Diagnostic::new(&B202, "an id is small letters, digits, and single hyphens", place.clone(), listed(&faults));
    match nearest {
        Some(nearest) => complaint.help(format!("write `id = \"{nearest}\"`")).fix(place, format!("\"{nearest}\"")),
        None => complaint.help("write a short word of 2 to 40 characters that starts with a letter"),
    }
}

/// Complains of characters in a decoded text that steer a terminal: escapes such as `\u001b` are legal TOML.
pub(super) fn letters(decoded: &str, escaped: bool, way: &Way, source: &Source<'_>, found: &mut Vec<Diagnostic>) {
    if !escaped {
        return; // what stands there raw is found once for the whole file
    }
    let Some((at, letter)) = decoded.char_indices().find(|(_, letter)| steers(*letter)) else { return };
    let start = way.at(at);
    let end = way.at(at + letter.len_utf8());
    // The letters of a colour code belong to what would reach the terminal.
    let rest = decoded.get(at + letter.len_utf8()..).unwrap_or("");
    let code = rest.strip_prefix('[').and_then(|code| code.find(|c: char| c.is_ascii_alphabetic()).filter(|end| *end < 12));
    let end = code.map_or(end, |code| way.at(at + letter.len_utf8() + code + 2));
    let after = code.and_then(|code| rest.get(code + 2..)).unwrap_or("");
    found.push(steering(letter, source.place(&(start..end.max(start + 1))), after));
}

/// Whether a letter may not stand in a text: tabs and line ends may.
pub(super) fn steers(letter: char) -> bool {
    !matches!(letter, '\t' | '\n' | '\r' | '\u{feff}' | '\u{ad}') && !safe::harmless(letter)
}

/// Words the complaint of a character that steers the terminal.
pub(super) fn steering(letter: char, place: Place, after: &str) -> Diagnostic {
    let called = match letter {
        '\u{1b}' => "an escape character",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => "a character that reorders text",
        '\u{200b}' | '\u{2060}'..='\u{2064}' => "a character that nobody sees",
        _ => "a control character",
    };
    let says = format!("{called} (U+{:04X})", u32::from(letter));
    let word: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
    let complaint = Diagnostic::new(&B009, "the text holds a character that steers the terminal", place.clone(), says);
    let help = if letter == '\u{1b}' && !word.is_empty() { format!("use Markdown instead: `**{word}**`") } else { "delete it".to_owned() };
    complaint
        .help(help)
        .note(
            "also refused: other control characters, and the invisible ones that reorder text (U+202A–202E, U+2066–2069) or hide (U+200B)",
        )
        .fix(place, "")
}

/// Complains of lines that are no items, of marks where none are known, and of too few or too many items.
pub(super) fn list(list: &List, (least, most): (u32, u32), here: &Here, source: &Source<'_>, found: &mut Vec<Diagnostic>) {
    for broken in &list.broken {
        found.push(broken_line(broken, here, source));
    }
    let items: Vec<&Item> = list.items().collect();
    for item in &items {
        found.extend(mark(item, items.iter().any(|item| item.mark.is_some()), here, source));
    }
    if !list.broken.is_empty() {
        return;
    }
    let name = here.row.name;
    let place = source.place(&here.named_at);
    if items.is_empty() {
        let help = format!(
            "write each {} on a line that begins with `- `",
            item_called(here.row).split_once(' ').map_or("item", |(_, noun)| noun)
        );
        found.push(Diagnostic::new(&B109, format!("`{name}` is empty"), place, "nothing in it").help(help));
        return;
    }
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    if !(least..=most).contains(&count) {
        let noun = if count == 1 { "item" } else { "items" };
        let complaint =
            Diagnostic::new(&B104, format!("`{name}` must have between {least} and {most} items"), place, format!("{count} {noun}"));
        found.push(complaint.help(if count > most {
            "split it over two pages, or leave some out"
        } else {
            "add one, or say it in `text`"
        }));
    }
}

fn broken_line(broken: &Broken, here: &Here, source: &Source<'_>) -> Diagnostic {
    let line = source.original.get(broken.span.clone()).unwrap_or("");
    let called = item_called(here.row);
    let (says, span) = match broken.because {
        Because::NoSpaceAfterDash => {
            let until = line.find([']', ')']).map_or(1, |end| end + 1);
            ("a space is missing after the dash", broken.span.start..broken.span.start + until)
        }
        Because::NoSpaceAfterNumber | Because::ForeignBullet | Because::NoBin | Because::OddSpaceAfterDash | Because::ArrowBelow => {
            (slip(broken.because).0, broken.span.clone())
        }
        Because::OtherArrow => ("another arrow than ` -> `", broken.span.clone()),
        Because::NoSpaceAfterBrackets => ("a space is missing after the brackets", broken.span.clone()),
        Because::EmptyBrackets => ("nothing between the brackets", broken.span.clone()),
        Because::RoundBrackets => ("round brackets", broken.span.clone()),
        Because::StrangeBrackets => ("not `[x]`, `[~]`, or `[ ]`", broken.span.clone()),
        Because::WordsBeforeItems => ("words before the first dash", broken.span.clone()),
        Because::ReplyBeforeItems => ("nothing above it that it could answer", broken.span.clone()),
        Because::HeadingOutsideBins => ("headings are for `bins` only", broken.span.clone()),
        Because::ItemBeforeBins => ("no `## Name` above it", broken.span.clone()),
        Because::NoTarget => ("no ` -> ` in it", broken.span.clone()),
        Because::NoWords => ("no words after it", broken.span.clone()),
    };
    let called = if broken.because == Because::NoBin { "a bin" } else { called };
    let complaint = Diagnostic::new(&B110, format!("this line is not {called}"), source.place(&span), says);
    let complaint = match (&broken.instead, broken.because) {
        (Some((at, instead)), _) => complaint.help(format!("write `{instead}`")).fix(source.place(at), instead.clone()),
        (None, Because::WordsBeforeItems) => complaint.help(format!("write `- {line}`, or move the words to `{}`", above(here))),
        (None, Because::ArrowBelow) => below(complaint),
        (None, Because::ReplyBeforeItems) => complaint.help("put it below the item it belongs to"),
        (None, Because::HeadingOutsideBins) => complaint.help("delete the `##`, or sort the items with `bins`"),
        (None, Because::ItemBeforeBins) => complaint.help("put a line such as `## Post it` above the first item"),
        (None, Because::StrangeBrackets) if here.row.name == "options" => {
            complaint.help("write `[x]` if it is right, `[~]` if it is half right, and `[ ]` if it is wrong")
        }
        (None, Because::StrangeBrackets) => complaint.help("delete the brackets, or write the words beside them"),
        (None, Because::NoTarget) if here.row.name == "pairs" => complaint.help(format!("write `{line} -> its partner`")),
        (None, Because::NoTarget) => complaint.help(format!("write `{line} -> id-of-the-next-scene`")),
        (None, _) => complaint.help("write the words after it, or delete the line"),
    };
    let mark = line.trim_matches(['[', ']', ' ']);
    match broken.because {
        Because::NoSpaceAfterDash
        | Because::NoSpaceAfterNumber
        | Because::ForeignBullet
        | Because::NoBin
        | Because::OddSpaceAfterDash
        | Because::ArrowBelow => complaint.note(slip(broken.because).1),
        Because::StrangeBrackets if matches!(mark, "х" | "Х" | "×" | "χ" | "Χ") => {
            complaint.note(format!("this `{mark}` looks like an x and is another letter"))
        }
        _ => complaint,
    }
}

/// Returns what is said of a slip at the beginning of a line, and what comes of it.
const fn slip(because: Because) -> (&'static str, &'static str) {
    const GLUED: &str = "without the space Markdown glues it to the line above";
    match because {
        Because::NoSpaceAfterNumber => ("a space is missing after the number", GLUED),
        Because::ForeignBullet => ("another bullet than a dash", "else it is read as words of the line above"),
        Because::ArrowBelow => ("an arrow below an item leads nowhere", "it is read as words about the item above"),
        Because::OddSpaceAfterDash => ("no plain space after the dash, but one that word processors write (U+00A0)", GLUED),
        Because::NoBin => ("not `## ` with a space", "else it is read as words of the line above"),
        _ => ("a space is missing after the dash", GLUED),
    }
}

/// Complains of a line that seems to begin an item, or a bin, and goes on with the item above.
pub(in crate::course) fn slipped(broken: &Broken, row: &Row, parts: &Parts) -> Diagnostic {
    let called = if broken.because == Because::NoBin { "a bin" } else { item_called(row) };
    let (says, note) = slip(broken.because);
    let complaint = Diagnostic::new(&B110, format!("this line is not {called}"), parts.place(&broken.span), says);
    let complaint = match &broken.instead {
        Some((at, instead)) => complaint.help(format!("write `{instead}`")).fix(parts.place(at), instead.clone()),
        None if broken.because == Because::ArrowBelow => below(complaint),
        None => complaint,
    };
    complaint.note(note)
}

/// Says what to do with an arrow that stands below the line of its item.
fn below(complaint: Diagnostic) -> Diagnostic {
    let complaint = complaint.help("write it at the end of the line that begins with the dash, above the `>` line");
    complaint.help("or write `\\->`, if a learner is to read an arrow here")
}

/// Returns the setting that words above a list belong into.
const fn above(here: &Here) -> &'static str {
    match here.site {
        crate::course::setting::Site::Question => "ask",
        _ => "text",
    }
}

/// Complains of brackets where none are known, and of an option without them among others that have them.
fn mark(item: &Item, others: bool, here: &Here, source: &Source<'_>) -> Option<Diagnostic> {
    let name = here.row.name;
    match &item.mark {
        Some((mark, at)) if name != "options" => {
            let says = match mark {
                Mark::Right => "marks a right answer",
                Mark::Half => "marks a half-right answer",
                Mark::Wrong => "marks a wrong answer",
            };
            let complaint = Diagnostic::new(&B111, format!("`{name}` has no right and wrong"), source.place(at), says);
            let gone = source.place(&(at.start..item.words.span.start.max(at.end)));
            Some(complaint.help("delete the brackets").note("brackets are for `options` only").fix(gone, ""))
        }
        None if name == "options" && others => {
            let complaint = Diagnostic::new(&B110, "this line is not an option", source.place(&item.span), "no brackets after the dash");
            Some(complaint.help(format!("write `- [ ] {}`, or `[x]` if it is right", item.words.markdown())))
        }
        _ => None,
    }
}
