//! Markdown that a terminal cannot show: HTML, level-1 headings, pictures inside words.

use std::borrow::Cow;
use std::ops::Range;

use crate::course::setting::Site;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B113;
use crate::question::Part;

use super::{File, Looked, has_byte};

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    parted_by_backslash(file, found);
    // A tag needs a `<` and a heading begins a line: most files have neither.
    if !has_byte(file.text, |byte| byte == b'<') && !file.text.contains("\n# ") {
        return;
    }
    for section in &file.sections {
        for setting in &section.parts.settings {
            let text = file.written(setting);
            let is_suspicious = has_byte(text, |byte| matches!(byte, b'<' | b'#'));
            let is_markdown = || section.site.row(setting.name).is_some_and(|row| row.is_markdown() && row.name != "mark");
            if !is_suspicious || !is_markdown() {
                continue;
            }
            let place =
                |span: &Range<usize>| section.parts.place(&(setting.value_at.start + span.start..setting.value_at.start + span.end));
            let (mut tag, mut heading, mut at) = (None, None, 0);
            for line in without_code(text).split_inclusive('\n') {
                if line.starts_with("# ") {
                    heading = heading.or(Some(at..at + line.trim_end().len()));
                }
                tag = tag.or_else(|| html(line).map(|span| at + span.start..at + span.end));
                at += line.len();
            }
            let in_list = matches!(setting.part, Part::List(_));
            let heading = heading.filter(|_| setting.name != "bins"); // told as a bin that opens by other signs
            let heading_says = match section.site {
                _ if in_list => "a list has no headings",
                Site::Page => "the page's `title` is its heading",
                _ => "a heading of the first level is a title, and there is one",
            };
            let words = |span: &Range<usize>| text.get(span.clone()).unwrap_or("");
            let complaint = match (&tag, &heading) {
                (Some(tag), _) => Diagnostic::new(&B113, "the terminal cannot show this", place(tag), "HTML is shown as typed"),
                (None, Some(heading)) => Diagnostic::new(&B113, "the terminal cannot show this", place(heading), heading_says),
                (None, None) => continue,
            };
            let inner =
                tag.as_ref().map(|tag| words(tag).split(['<', '>']).nth(2).unwrap_or("").to_owned()).filter(|inner| !inner.is_empty());
            let title = heading.as_ref().map(|heading| words(heading).trim_start_matches("# ").to_owned());
            let complaint = match (&tag, &heading) {
                (Some(_), Some(heading)) => complaint.and(place(heading), heading_says),
                _ => complaint,
            };
            let mended = tag.as_ref().and_then(|tag| Some((tag, in_markdown(words(tag))?)));
            let complaint = mended.into_iter().fold(complaint, |complaint, (tag, words)| complaint.fix(place(tag), words));
            let complaint = match &heading {
                Some(heading) if !in_list => complaint.fix(place(&(heading.start..heading.start)), "#"),
                _ => complaint,
            };
            found.push(complaint.help(match (inner, title) {
                (Some(inner), Some(_)) if in_list => format!("write `**{inner}**`, and delete the `#`"),
                (Some(inner), Some(title)) if section.site != Site::Page => format!("write `**{inner}**` and `## {title}`"),
                (None, Some(title)) if in_list => format!("delete the `#`, or write `- {title}` if it is an item"),
                (None, Some(title)) if section.site != Site::Page => format!("write `## {title}`, or `**{title}**`"),
                (Some(inner), Some(title)) => format!("write `**{inner}**`, and move \"{title}\" to `title`"),
                (Some(inner), None) => format!("write `**{inner}**`"),
                (None, Some(title)) => format!("move \"{title}\" to `title`, or write `## {title}`"),
                (None, None) => "write it in Markdown".to_owned(),
            }));
        }
    }
}

/// Phrases that were copied from a table, where a `|` has a backslash before it.
fn parted_by_backslash(file: &File<'_, '_>, found: &mut Vec<Diagnostic>) {
    if !file.text.contains("\\|") {
        return;
    }
    for section in &file.sections {
        let Some(setting) = section.parts.setting("mark") else { continue };
        let places = file.written(setting).match_indices("\\|").map(|(at, both)| {
            let from = setting.value_at.start + at;
            section.parts.place(&(from..from + both.len()))
        });
        let places: Vec<_> = places.collect();
        let Some(first) = places.first().cloned() else { continue };
        let complaint = Diagnostic::new(&B113, "the terminal cannot show this", first, "the backslash becomes part of the phrase");
        let complaint = complaint.help("write `|` alone: `[[phrase|why]]`").note("a backslash stands before it in tables of Markdown only");
        found.push(places.into_iter().fold(complaint, |complaint, place| complaint.fix(place, "|")));
    }
}

/// Returns a text with spaces in the place of its code, which is shown as typed and so may hold anything.
pub(super) fn without_code(text: &str) -> Cow<'_, str> {
    let code = if text.contains(['`', '~']) { code_in(text) } else { Vec::new() };
    if code.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut shown = text.to_owned();
    for span in code {
        let letters = text.get(span.clone()).unwrap_or("").chars();
        let blank: String = letters.map(|letter| if letter == '\n' { "\n".to_owned() } else { " ".repeat(letter.len_utf8()) }).collect();
        shown.replace_range(span, &blank);
    }
    Cow::Owned(shown)
}

/// Returns where code stands in a text: lines between fences, and words between as many backticks of one paragraph.
fn code_in(text: &str) -> Vec<Range<usize>> {
    let (mut code, mut ticks, mut fence, mut at) = (Vec::new(), Vec::new(), None, 0);
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let sign = bare.chars().next().filter(|sign| matches!(sign, '`' | '~'));
        let after = bare.trim_start_matches(sign.unwrap_or('`'));
        let long = bare.len() - after.len();
        match fence {
            Some((open, least)) if sign == Some(open) && long >= least && after.is_empty() => fence = None,
            Some(_) => code.push(at..at + line.len()),
            None if bare.is_empty() => pair(&mut ticks, &mut code),
            None if long >= 3 && !after.contains('`') => {
                pair(&mut ticks, &mut code);
                fence = sign.map(|sign| (sign, long));
            }
            None => {
                let mut from = 0;
                while let Some(begins) = line.get(from..).and_then(|rest| rest.find('`')).map(|place| from + place) {
                    let rest = line.get(begins..).unwrap_or("");
                    let long = rest.len() - rest.trim_start_matches('`').len();
                    ticks.push((at + begins, long));
                    from = begins + long;
                }
            }
        }
        at += line.len();
    }
    pair(&mut ticks, &mut code);
    code
}

/// Takes a paragraph's backticks, each with how many stand together, and adds what stands between two of the same length.
fn pair(ticks: &mut Vec<(usize, usize)>, code: &mut Vec<Range<usize>>) {
    let mut rest = ticks.as_slice();
    while let [(opens, long), others @ ..] = rest {
        let closes = others.iter().position(|(_, same)| same == long);
        if let Some((closes, _)) = closes.and_then(|place| others.get(place)) {
            code.push(*opens..closes + long);
        }
        rest = others.get(closes.map_or(0, |place| place + 1)..).unwrap_or(&[]);
    }
    ticks.clear();
}

/// Returns what stands for a bold or slanted piece of HTML; its words stay as they are.
fn in_markdown(html: &str) -> Option<String> {
    let (tag, rest) = html.strip_prefix('<')?.split_once('>')?;
    let words = rest.strip_suffix(&format!("</{tag}>")).filter(|words| !words.trim().is_empty() && !words.contains('<'))?;
    match tag {
        "b" | "strong" => Some(format!("**{words}**")),
        "i" | "em" => Some(format!("*{words}*")),
        _ => None,
    }
}

/// Returns where an HTML tag and what it encloses stand on a line.
fn html(line: &str) -> Option<Range<usize>> {
    for (at, _) in line.match_indices('<') {
        let rest = line.get(at + 1..)?;
        let name: String = rest.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let known = [
            "b", "i", "u", "em", "strong", "br", "p", "div", "span", "a", "img", "table", "ul", "ol", "li", "h1", "h2", "h3", "sub", "sup",
            "font", "center", "hr", "code", "pre",
        ];
        if !known.contains(&name.to_lowercase().as_str()) {
            continue;
        }
        let Some(end) = rest.find('>') else { continue };
        let close = format!("</{name}>");
        let whole = line.get(at..).and_then(|rest| rest.find(&close)).map(|end| at + end + close.len());
        return Some(at..whole.unwrap_or(at + 1 + end + 1));
    }
    None
}
