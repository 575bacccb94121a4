//! Markdown that a terminal cannot show: HTML, level-1 headings, pictures inside words.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B113;

use super::{File, Looked, has_byte};

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
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
            for line in text.split_inclusive('\n') {
                if line.starts_with("# ") {
                    heading = heading.or(Some(at..at + line.trim_end().len()));
                }
                tag = tag.or_else(|| html(line).map(|span| at + span.start..at + span.end));
                at += line.len();
            }
            let heading_says = "the page's `title` is its heading";
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
                Some(heading) => complaint.fix(place(&(heading.start..heading.start)), "#"),
                None => complaint,
            };
            found.push(complaint.help(match (inner, title) {
                (Some(inner), Some(title)) => format!("write `**{inner}**`, and move \"{title}\" to `title`"),
                (Some(inner), None) => format!("write `**{inner}**`"),
                (None, Some(title)) => format!("move \"{title}\" to `title`, or write `## {title}`"),
                (None, None) => "write it in Markdown".to_owned(),
            }));
        }
    }
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
