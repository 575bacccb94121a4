//! CommonMark's own examples: every word that a browser would show is on the screen, in the same order.

use std::fs;

use bedside::prose::Words;
use bedside::prose::layout::{Line, lay_out};

use crate::root;

/// Returns the words that a browser shows of a piece of HTML, and those that stand for its pictures; letters and digits only.
fn shown_words(html: &str) -> Vec<String> {
    let (mut text, mut rest) = (String::new(), html);
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let close = rest[open..].find('>').map_or(rest.len(), |at| open + at + 1);
        let tag = &rest[open..close];
        if let Some((_, after)) = tag.strip_prefix("<img").and_then(|tag| tag.split_once("alt=\"")) {
            text.push_str(after.split('"').next().unwrap_or(""));
        } else if !["<em", "</em", "<strong", "</strong", "<a", "</a", "<code>", "</code>"].iter().any(|inline| tag.starts_with(inline)) {
            text.push(' ');
        }
        rest = &rest[close..];
    }
    text.push_str(rest);
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    text.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[test]
fn the_examples_of_the_spec_are_shown_without_a_lost_word() {
    let text = fs::read_to_string(root().join("tests/it/fixtures/commonmark/spec.json")).unwrap();
    let examples: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(examples.len(), 652);
    let mut lost = Vec::new();
    for example in &examples {
        let (markdown, html) = (example["markdown"].as_str().unwrap(), example["html"].as_str().unwrap());
        for columns in [20, 76] {
            let lines = lay_out(&Words::ours(markdown).blocks(), columns);
            let shown = letters(&lines.iter().map(Line::text).collect::<String>());
            let mut rest = shown.as_str();
            for word in shown_words(html) {
                let Some(at) = rest.find(&word) else {
                    lost.push(format!("{} at {columns} columns: `{word}` of {markdown:?} in {shown:?}", example["example"]));
                    break;
                };
                rest = &rest[at + word.len()..];
            }
        }
    }
    assert!(lost.is_empty(), "{} lost:\n{}", lost.len(), lost.join("\n"));
}
