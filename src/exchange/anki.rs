//! Anki's text format: one note a line, front and back parted by a tab. Written only: a card holds no answer key.

use crate::prose::safe;

use super::markup::html;
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
        given.text.push_str("#separator:tab\n#html:true\n");
        if !paper.title.is_empty() {
            // Two colons would put the deck into another.
            given.text.extend(["#deck:", &safe::line(&line(&paper.title)).replace("::", ": :"), "\n"]);
        }
        given.text.push_str("#columns:Front\tBack\tTags\n#tags column:3\n");
        for asked in &paper.questions {
            let Some((front, back)) = sides(asked, &mut given) else { continue };
            let front: Vec<String> = [html(&asked.ask)].into_iter().chain((!front.is_empty()).then(|| front.join("<br>"))).collect();
            let why = (!asked.why.is_empty()).then(|| html(&asked.why));
            let back: Vec<String> = [back.join("<br>")].into_iter().chain(why).collect();
            let tags: Vec<String> = asked.tags.iter().map(|tag| line(tag).replace(' ', "-")).collect();
            let fields = [field(&front.join("<br><br>")), field(&back.join("<br><br>")), field(&tags.join(" "))];
            given.text.push_str(&fields.join("\t"));
            given.text.push('\n');
            if !asked.hint.is_empty() {
                given.lose(asked, "its hint");
            }
            if asked.points != 1 {
                given.lose(asked, format!("its {} points", asked.points));
            }
        }
        Some(given)
    }
}

/// Returns the lines of a card's front below what is asked, and those of its back.
fn sides(asked: &Asked, given: &mut Given) -> Option<(Vec<String>, Vec<String>)> {
    let all = |lines: &[String]| lines.iter().map(|words| html(words)).collect::<Vec<_>>();
    match &asked.body {
        Body::Truth(truth) => Some((Vec::new(), vec![if *truth { "True" } else { "False" }.to_owned()])),
        Body::Choice { options, .. } => {
            let front = options.iter().map(|(words, ..)| format!("☐ {}", html(words))).collect();
            // First what is right, then what is to be said about the others.
            let said = |(words, share, reply): &(String, Share, String)| {
                let sign = match share {
                    Share::Right => "☑",
                    Share::Half => "◐",
                    Share::Wrong => "☒",
                };
                let reply = if reply.is_empty() { String::new() } else { format!("<br>{}", html(reply)) };
                format!("{sign} {}{reply}", html(words))
            };
            let right = options.iter().filter(|(_, share, _)| *share == Share::Right);
            let others = options.iter().filter(|(_, share, reply)| *share == Share::Half || (*share == Share::Wrong && !reply.is_empty()));
            Some((front, right.chain(others).map(said).collect()))
        }
        Body::Words { accept, near, .. } => {
            let near = near.iter().map(|words| format!("◐ {}", html(words)));
            Some((Vec::new(), accept.iter().map(|words| html(words)).chain(near).collect()))
        }
        Body::Pairs { pairs, extra } => {
            let mut rights: Vec<String> =
                pairs.iter().map(|(_, right)| right).chain(extra).map(|right| format!("→ {}", html(right))).collect();
            // In the order of the left sides they would give the answer away.
            rights.sort_unstable();
            rights.dedup();
            Some((
                pairs.iter().map(|(left, _)| html(left)).chain(rights).collect(),
                pairs.iter().map(|(left, right)| format!("{} → {}", html(left), html(right))).collect(),
            ))
        }
        Body::Order(steps) => {
            let mut front = all(steps);
            front.sort_unstable();
            Some((front, steps.iter().enumerate().map(|(place, step)| format!("{}. {}", place + 1, html(step))).collect()))
        }
        Body::Bins(bins) => {
            let mut items: Vec<String> = bins.iter().flat_map(|(_, items)| all(items)).collect();
            // In the order of the bins they would give the answer away.
            items.sort_unstable();
            Some((
                items.into_iter().chain(bins.iter().map(|(bin, _)| format!("→ {}", html(bin)))).collect(),
                bins.iter().map(|(bin, items)| format!("{}: {}", html(bin), all(items).join("; "))).collect(),
            ))
        }
        Body::OnlyHere(kind) => {
            given.lose(asked, format!("{kind}, of which no card can be made"));
            None
        }
    }
}

/// One field, on one line: quotation marks and tabs would end it.
fn field(words: &str) -> String {
    format!("\"{}\"", safe::line(words).replace('"', "\"\""))
}
