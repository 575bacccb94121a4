//! HTML of other programs as Markdown: what has a sign in Markdown gets it, the words of everything else are kept.

use quick_xml::escape::unescape;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_knows_is_kept_and_the_rest_is_told() {
        let (text, dropped) = markdown("<p>May you <b>post</b>&nbsp;it?</p><p>1 < 2 &amp; <video src=\"x\">see</video></p>");
        assert_eq!(text, "May you **post** it?\n\n1 < 2 & see");
        assert_eq!(dropped, ["video"]);
    }
}
