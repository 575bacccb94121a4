//! HTML of other programs as Markdown: what has a sign in Markdown gets it, the words of everything else are kept. And back.

use quick_xml::escape::unescape;

use crate::prose::{Block, Run, Target, Tone, Words};

/// Returns the Markdown of a piece of HTML, and the names of the elements that have none.
pub(super) fn markdown(html: &str) -> (String, Vec<String>) {
    let (mut text, mut dropped) = (String::new(), Vec::new());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        words(rest.get(..open).unwrap_or(""), &mut text);
        let inside = rest.get(open + 1..).unwrap_or("");
        let Some(close) = inside.find('>').filter(|_| inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')) else {
            text.push('<');
            rest = inside;
            continue;
        };
        let tag = inside.get(..close).unwrap_or("");
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        match name.to_ascii_lowercase().as_str() {
            "p" | "div" | "ul" | "ol" if tag.starts_with('/') => text.push_str("\n\n"),
            "br" => text.push('\n'),
            "li" if !tag.starts_with('/') => text.push_str("\n- "),
            "b" | "strong" => text.push_str("**"),
            "i" | "em" => text.push('*'),
            "code" => text.push('`'),
            "p" | "div" | "ul" | "ol" | "li" | "span" | "" => {}
            other => {
                if !tag.starts_with('/') && !dropped.iter().any(|known| known == other) {
                    dropped.push(other.to_owned());
                }
            }
        }
        rest = inside.get(close + 1..).unwrap_or("");
    }
    words(rest, &mut text);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut kept = lines.join("\n");
    while kept.contains("\n\n\n") {
        kept = kept.replace("\n\n\n", "\n\n");
    }
    (kept.trim().to_owned(), dropped)
}

/// Adds letters; the names of HTML for letters are read, and one that is unknown stays.
fn words(letters: &str, text: &mut String) {
    let plain = letters.replace("&nbsp;", " ").replace("&rsquo;", "’").replace("&ldquo;", "“").replace("&rdquo;", "”");
    match unescape(&plain) {
        Ok(read) => text.push_str(&read),
        Err(_) => text.push_str(&plain),
    }
}

/// Returns the parts of a category's path as tags: `$course$/top/privacy/online` is `privacy` and `online`, and `//` is a stroke.
pub(super) fn category_tags(path: &str) -> Vec<String> {
    let parts = path.replace("//", "\u{0}");
    let mut parts: Vec<String> = parts.split('/').map(|part| part.replace('\u{0}', "/").trim().to_owned()).collect();
    if parts.first().is_some_and(|part| part.len() > 1 && part.starts_with('$') && part.ends_with('$')) {
        parts.remove(0);
    }
    if parts.first().is_some_and(|part| part == "top") {
        parts.remove(0);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Returns Markdown as HTML, for a program that knows no Markdown.
pub(super) fn html(markdown: &str) -> String {
    blocks(&Words::ours(markdown).blocks())
}

fn blocks(all: &[Block]) -> String {
    let parts: Vec<String> = all.iter().map(block).collect();
    parts.join("<br><br>").replace("</blockquote><br><br>", "</blockquote>")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(all) => runs(all),
        Block::Heading(_, all) => format!("<b>{}</b>", runs(all)),
        Block::Quote(inside) => format!("<blockquote>{}</blockquote>", blocks(inside)),
        Block::Verbatim(text) => format!("<pre>{}</pre>", letters(text)),
        Block::Rule => "<hr>".to_owned(),
        Block::List { first, items } => {
            let items = all_in("li", items.iter().map(|item| blocks(item)));
            first.map_or_else(|| format!("<ul>{items}</ul>"), |first| format!("<ol start=\"{first}\">{items}</ol>"))
        }
        Block::Table(rows) => {
            let row = |cells: &Vec<Vec<Run>>| all_in("td", cells.iter().map(|cell| runs(cell)));
            format!("<table>{}</table>", all_in("tr", rows.iter().map(row)))
        }
    }
}

/// Returns each of some pieces in an element of its own.
fn all_in(tag: &str, pieces: impl Iterator<Item = String>) -> String {
    pieces.flat_map(|piece| ["<", tag, ">", &piece, "</", tag, ">"].map(str::to_owned)).collect()
}

fn runs(all: &[Run]) -> String {
    all.iter().map(run).collect()
}

fn run(run: &Run) -> String {
    let mut text = if run.text == "\n" { "<br>".to_owned() } else { letters(&run.text) };
    let Tone { strong, stressed, code, struck } = run.tone;
    for (tag, _) in [("code", code), ("s", struck), ("i", stressed), ("b", strong)].into_iter().filter(|(_, is)| *is) {
        text = format!("<{tag}>{text}</{tag}>");
    }
    match &run.link {
        Some(Target::Web(address)) => format!("<a href=\"{}\">{text}</a>", letters(address)),
        _ => text,
    }
}

fn letters(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_knows_is_kept_and_the_rest_is_told() {
        let (text, dropped) = markdown("<p>May you <b>post</b>&nbsp;it?</p><p>1 < 2 &amp; <video src=\"x\">see</video></p>");
        assert_eq!(text, "May you **post** it?\n\n1 < 2 & see");
        assert_eq!(dropped, ["video"]);
    }

    #[test]
    fn a_path_of_categories_is_its_tags() {
        assert_eq!(category_tags(" $course$/top/live video/a//b "), ["live video", "a/b"]);
        assert_eq!(category_tags("privacy/online"), ["privacy", "online"]);
        assert_eq!(category_tags("$course$"), [""; 0]);
    }

    #[test]
    fn markdown_has_the_tags_of_html_and_no_letter_of_it_is_one() {
        assert_eq!(
            html("May **you** <post> \"it\"?\n\n- a\n- [b](https://example.org/?a&b)"),
            "May <b>you</b> &lt;post&gt; &quot;it&quot;?<br><br><ul><li>a</li><li><a href=\"https://example.org/?a&amp;b\">b</a></li></ul>"
        );
    }
}
