//! The names that HTML and XML have for letters: `&deg;`, `&#176;`.

use std::borrow::Cow;

use quick_xml::escape::unescape;

use crate::prose::Words;

/// The longest name has 33 letters with what is around it.
const LONGEST: usize = 40;

/// Returns letters with the names among them read. One that nobody knows stays as it is, and takes no other along.
pub(super) fn resolved(letters: &str) -> String {
    let (mut read, mut rest) = (String::with_capacity(letters.len()), letters);
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        read.push_str(before);
        let end = from.bytes().take(LONGEST).position(|byte| byte == b';');
        let name = end.and_then(|end| from.get(..=end));
        if let Some((name, letter)) = name.and_then(|name| Some((name, letter(name)?))) {
            read.push_str(&letter);
            rest = from.get(name.len()..).unwrap_or("");
        } else {
            read.push('&');
            rest = from.get(1..).unwrap_or("");
        }
    }
    read.push_str(rest);
    read
}

/// Returns the letter of one name. Markdown has those of HTML, all of them and the right ones.
fn letter(name: &str) -> Option<Cow<'_, str>> {
    if name == "&nbsp;" {
        return Some(Cow::Borrowed("\u{a0}"));
    }
    if let Ok(letter) = unescape(name) {
        return Some(if letter.chars().all(is_unseen) { Cow::Borrowed("") } else { letter });
    }
    if !name.bytes().skip(1).take(name.len() - 2).all(|letter| letter.is_ascii_alphanumeric()) {
        return None;
    }
    // Between two letters a space is kept.
    let read = Words::ours(&format!("x{name}x")).plain();
    let letter = read.strip_prefix('x')?.strip_suffix('x')?;
    (letter != name).then(|| if letter == UNSEEN { Cow::Borrowed("") } else { Cow::Owned(letter.to_owned()) })
}

/// What stands in prose where a letter has no looks.
const UNSEEN: &str = "\u{241b}";

/// Whether a letter only says where words may be parted or turned: on a screen a sign would stand for it.
const fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2064}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_html_is_read_and_an_unknown_one_stays_alone() {
        for (written, read) in [
            ("Caf&eacute; 38&nbsp;&deg;C &ge; &#8217;&#x2019; &mdash; &frac12;", "Café 38\u{a0}°C ≥ ’’ — ½"),
            ("&Alpha;&alpha;&Omega; &rarr;&ensp;&larr; &NotEqualTilde;", "ΑαΩ →\u{2002}← ≂̸"),
            ("Hand&shy;in&#173;&ZeroWidthSpace;&#x200b;", "Handin"),
            ("&deg; &nobody; &deg;", "° &nobody; °"),
            ("R&D; &lt;b&gt; & so", "R&D; <b> & so"),
            ("&amp;deg;", "&deg;"),
            ("&&deg;", "&°"),
            ("&", "&"),
            ("&#0;&#xD800;", "&#0;&#xD800;"),
        ] {
            assert_eq!(resolved(written), read);
        }
    }
}
