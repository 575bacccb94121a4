//! Anki's text format: one note a line, front and back parted by a tab. Written only: a card holds no answer key.

use super::paper::line;
use super::{Asked, Body, Exchange, Given, Paper, Share, Taken};

/// The format.
pub(super) struct Anki;

impl Exchange for Anki {
    fn name(&self) -> &'static str {
        "anki"
    }

    fn ending(&self) -> &'static str {
        "anki"
    }

    fn read(&self, _: &str) -> Option<Taken> {
        None
    }

    fn write(&self, paper: &Paper) -> Option<Given> {
        let mut given = Given::default();
        given.text.push_str("#separator:tab\n#html:true\n#columns:Front\tBack\tTags\n#tags column:3\n");
        for asked in &paper.questions {
            let Some((front, back)) = sides(asked, &mut given) else { continue };
            let ask = html(&asked.ask);
            let front = if front.is_empty() { ask } else { format!("{ask}<br><br>{}", front.join("<br>")) };
            let mut back = back.join("<br>");
            if !asked.why.is_empty() {
                back = format!("{back}<br><br>{}", html(&asked.why));
            }
            let tags: Vec<String> = asked.tags.iter().map(|tag| line(tag).replace(' ', "-")).collect();
            given.text.push_str(&[field(&front), field(&back), field(&tags.join(" "))].join("\t"));
            given.text.push('\n');
        }
        Some(given)
    }
}

fn sides(asked: &Asked, given: &mut Given) -> Option<(Vec<String>, Vec<String>)> {
    let all = |lines: &[String]| lines.iter().map(|words| html(words)).collect::<Vec<_>>();
    match &asked.body {
        Body::Truth(truth) => Some((Vec::new(), vec![if *truth { "True" } else { "False" }.to_owned()])),
        Body::Choice { options, .. } => {
            let front = options.iter().map(|(words, ..)| format!("☐ {}", html(words))).collect();
            let said = |(words, _, reply): &(String, Share, String)| {
                if reply.is_empty() { html(words) } else { format!("{}: {}", html(words), html(reply)) }
            };
            let back = options.iter().filter(|(_, share, _)| *share == Share::Right).map(said).collect();
            if options.iter().any(|(_, share, reply)| *share != Share::Right && !reply.is_empty()) {
                given.lose(asked, "what is said about its wrong options");
            }
            Some((front, back))
        }
        Body::Words { accept, .. } => Some((Vec::new(), all(accept))),
        Body::Pairs { pairs, .. } => Some((
            pairs.iter().map(|(left, _)| html(left)).collect(),
            pairs.iter().map(|(left, right)| format!("{} → {}", html(left), html(right))).collect(),
        )),
        Body::Order(steps) => {
            let mut front = all(steps);
            front.sort_unstable();
            Some((front, steps.iter().enumerate().map(|(place, step)| format!("{}. {}", place + 1, html(step))).collect()))
        }
        Body::Bins(bins) => Some((
            bins.iter().flat_map(|(_, items)| all(items)).collect(),
            bins.iter().map(|(bin, items)| format!("{}: {}", html(bin), all(items).join("; "))).collect(),
        )),
        Body::OnlyHere(kind) => {
            given.lose(asked, format!("{kind}, of which no card can be made"));
            None
        }
    }
}

/// Words as HTML; Markdown's signs stay as they are.
fn html(words: &str) -> String {
    words.trim().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br>")
}

/// One field: quotation marks and tabs would end it.
fn field(words: &str) -> String {
    format!("\"{}\"", words.replace('\t', " ").replace('"', "\"\""))
}
