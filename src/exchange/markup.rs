//! HTML of other programs as Markdown: what has a sign in Markdown gets it, the words of everything else are kept. And back.

use std::borrow::Cow;

use crate::prose::{Block, Run, Target, Tone, Words};

use super::entity::resolved;

/// Returns the Markdown of a piece of HTML, and what of it has none.
pub(super) fn markdown(html: &str) -> (String, Vec<String>) {
    let (mut text, mut dropped) = (String::new(), Vec::new());
    let (mut rest, mut in_code, mut link) = (html, false, None::<Link>);
    let is_parted = html.contains('<');
    let add = |letters: &str, in_code: bool, link: Option<&Link>, text: &mut String| {
        let letters = read(letters);
        match link {
            _ if in_code => text.push_str(&letters),
            // A bracket would end the link's words.
            Some(_) if letters.contains(['[', ']']) => text.push_str(&escaped(&letters, false)),
            _ => text.push_str(&as_typed(&letters, text, is_parted)),
        }
    };
    while let Some(open) = rest.find('<') {
        add(rest.get(..open).unwrap_or(""), in_code, link.as_ref(), &mut text);
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
            // A table has no words of its own; each of its rows is a line, and its cells stay apart.
            "br" | "tr" => text.push('\n'),
            "li" if !tag.starts_with('/') => text.push_str("\n- "),
            "b" | "strong" => text.push_str("**"),
            "i" | "em" => text.push('*'),
            "code" => {
                in_code = !tag.starts_with('/');
                text.push('`');
            }
            "td" | "th" if !tag.starts_with('/') && !text.is_empty() && !text.ends_with('\n') => text.push_str(" | "),
            "p" | "div" | "ul" | "ol" | "li" | "span" | "td" | "th" | "tbody" | "thead" | "tfoot" | "" => {}
            "a" if tag.starts_with('/') => tell(link.take().and_then(|link| link.ends(&mut text)), &mut dropped),
            "a" if link.is_none() && attribute(tag, "href").is_some() => {
                link = attribute(tag, "href").map(|address| Link { address, at: text.len() });
            }
            "img" => {
                let (words, lost) = picture(tag);
                add(&words.replace('&', "&amp;"), in_code, link.as_ref(), &mut text);
                tell(Some(lost), &mut dropped);
            }
            other if !tag.starts_with('/') => tell(Some(format!("the HTML <{other}> has no Markdown; its words were kept")), &mut dropped),
            _ => {}
        }
        rest = inside.get(close + 1..).unwrap_or("");
    }
    add(rest, in_code, link.as_ref(), &mut text);
    tell(link.and_then(|link| link.ends(&mut text)), &mut dropped);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut kept = lines.join("\n");
    while kept.contains("\n\n\n") {
        kept = kept.replace("\n\n\n", "\n\n");
    }
    (kept.trim().to_owned(), dropped)
}

/// Lists what has no Markdown, once.
fn tell(lost: Option<String>, all: &mut Vec<String>) {
    all.extend(lost.filter(|lost| !all.contains(lost)));
}

/// A link whose words are read.
struct Link {
    address: String,
    /// Where its words begin.
    at: usize,
}

impl Link {
    /// Puts the signs of Markdown around its words; where they cannot be there, the words stand alone and what was lost is returned.
    fn ends(self, text: &mut String) -> Option<String> {
        let words = text.get(self.at..).unwrap_or("");
        let (begins, ends) = (words.len() - words.trim_start().len(), words.trim_end().len());
        let address: String = self.address.split_whitespace().collect();
        let is_line = begins < ends && !words.trim().contains('\n');
        if !is_line || !matches!(Target::read(&address), Target::Web(_)) {
            return (!address.is_empty()).then(|| format!("where a link leads (`{address}`); its words were kept"));
        }
        let mut written = String::with_capacity(address.len());
        for letter in address.chars() {
            if matches!(letter, '(' | ')' | '<' | '>' | '\\' | '&' | '*' | '_' | '`' | '~' | '[' | ']') {
                written.push('\\');
            }
            written.push(letter);
        }
        text.insert_str(self.at + ends, &format!("]({written})"));
        text.insert(self.at + begins, '[');
        None
    }
}

/// Returns the words that a picture has instead of itself, and that it was lost.
fn picture(tag: &str) -> (String, String) {
    let source = attribute(tag, "src").unwrap_or_default();
    // One that stands in the text itself has no name.
    let name = source.rsplit('/').next().filter(|name| !source.starts_with("data:") && !name.is_empty());
    let name = name.map_or_else(|| "a picture".to_owned(), |name| format!("the picture `{name}`"));
    match attribute(tag, "alt").map(|words| words.trim().to_owned()).filter(|words| !words.is_empty()) {
        Some(words) => (words, format!("{name}; the words that describe it were kept")),
        None => (String::new(), format!("{name}, which no words describe")),
    }
}

/// Returns what an element says of itself under a name.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag.trim_start_matches(|letter: char| !letter.is_whitespace());
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        let end = rest.find(|letter: char| letter.is_whitespace() || letter == '=')?;
        let (key, after) = rest.split_at(end);
        let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
            rest = after;
            continue;
        };
        let (value, after) = match value.chars().next() {
            Some(mark @ ('"' | '\'')) => {
                let inside = value.get(1..).unwrap_or("");
                inside.split_once(mark).unwrap_or((inside, ""))
            }
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(read(value));
        }
        rest = after;
    }
}

/// What is listed of a text with formulas that nothing here draws.
pub(super) fn formula(text: &str) -> Option<String> {
    let between = |open: &str, close: &str| {
        let from = text.get(text.find(open)?..)?;
        let end = from.get(open.len()..)?.find(close)? + open.len() + close.len();
        from.get(..end).filter(|_| end > open.len() + close.len())
    };
    let found = [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$")].into_iter().find_map(|(open, close)| between(open, close))?;
    let found = found.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(format!("the LaTeX of `{found}`, which nothing here draws; it stays as it is written"))
}

/// Returns letters with the names of HTML for letters read; one that is unknown stays.
fn read(letters: &str) -> String {
    resolved(&letters.replace("&nbsp;", " "))
}

/// Returns the letters of a piece of HTML alone: what is compared with what somebody types has no Markdown.
pub(super) fn bare(html: &str) -> String {
    let (mut text, mut rest) = (String::new(), html);
    while let Some(open) = rest.find('<') {
        text.push_str(rest.get(..open).unwrap_or(""));
        let inside = rest.get(open + 1..).unwrap_or("");
        let is_tag = inside.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!'));
        rest = inside;
        if let Some(close) = inside.find('>').filter(|_| is_tag) {
            rest = inside.get(close + 1..).unwrap_or("");
        } else {
            text.push('<');
        }
    }
    text.push_str(rest);
    read(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a text without any signs as Markdown that shows it letter by letter.
pub(super) fn plain(text: &str) -> String {
    as_typed(text.trim(), "", false).into_owned()
}

/// What takes a meaning in Markdown wherever it stands, and what does at the beginning of a line.
const SIGNS: [char; 9] = ['\\', '*', '_', '`', '[', ']', '~', '<', '&'];
const FIRST: [char; 5] = ['#', '>', '-', '+', '|'];

/// Returns letters so that Markdown shows them as they are: with a backslash before each sign, where one would be obeyed. They stand behind
/// some `text`; `parted` from others by tags, a sign at their end may meet another.
fn as_typed<'l>(letters: &'l str, text: &str, parted: bool) -> Cow<'l, str> {
    let begins = text.is_empty() || text.ends_with('\n');
    let meets = parted && (letters.starts_with(SIGNS) || letters.ends_with(SIGNS));
    if !meets && reads_as_typed(letters, begins) {
        return Cow::Borrowed(letters);
    }
    Cow::Owned(escaped(letters, begins))
}

/// Returns letters with a backslash before each sign of Markdown.
fn escaped(letters: &str, begins: bool) -> String {
    let mut escaped = String::with_capacity(letters.len() + 8);
    let mut first = begins;
    let (mut digits, mut before) = (false, ' ');
    let mut rest = letters.chars();
    while let Some(letter) = rest.next() {
        let numbers = digits && matches!(letter, '.' | ')');
        // Within a word this one is a letter.
        let within = letter == '_' && before.is_alphanumeric() && rest.as_str().starts_with(char::is_alphanumeric);
        before = letter;
        if (SIGNS.contains(&letter) && !within) || (first && FIRST.contains(&letter)) || numbers {
            escaped.push('\\');
        }
        escaped.push(letter);
        digits = (first || digits) && letter.is_ascii_digit();
        first = letter == '\n' || (first && letter.is_whitespace());
    }
    escaped
}

/// Whether Markdown shows letters as they are.
fn reads_as_typed(letters: &str, begins: bool) -> bool {
    let opens = |letter: char| FIRST.contains(&letter) || letter.is_ascii_digit();
    let is_suspicious = letters.contains(SIGNS) || (begins && letters.contains(opens));
    if !is_suspicious {
        return true;
    }
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<&str> = letters.lines().map(str::trim).collect();
    let words = Words::ours(&format!("{}{}", if begins { "" } else { "x" }, lines.join("\n")));
    words.blocks().iter().all(|block| matches!(block, Block::Paragraph(_))) && spaced(&words.letters()) == spaced(words.markdown())
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
        assert_eq!(dropped, ["the HTML <video> has no Markdown; its words were kept"]);
    }

    #[test]
    fn letters_of_html_that_are_signs_in_markdown_are_shown_as_they_are() {
        for (html, text) in [
            ("2*3*4", "2\\*3\\*4"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("<p>a_b_c and 2*3*4 <b>now</b></p>", "a_b_c and 2\\*3\\*4 **now**"),
            ("<p># of patients</p><p>- none</p>", "\\# of patients\n\n\\- none"),
            ("<p>so</p><p>1. none</p>", "so\n\n1\\. none"),
            ("*<b>x</b>*", "\\***x**\\*"),
            ("<code>2*3*4</code>", "`2*3*4`"),
            ("[so](https://example.org)", "\\[so\\](https://example.org)"),
            ("5 - 3", "5 - 3"),
        ] {
            let (read, _) = markdown(html);
            assert_eq!(read, text, "{html}");
            assert!(!html.contains(['*', '#']) || Words::ours(&read).plain().contains(['*', '#']), "{read}");
        }
        assert_eq!(plain("2*3*4\n# so"), "2\\*3\\*4\n\\# so");
        assert_eq!(bare("<p>2*3 &lt; <b>7</b></p>"), "2*3 < 7");
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
